#include <cuda_runtime.h>

// Two-dimensional convolution, channels last: input [batch, height, width, channels], filter [KERNEL, KERNEL,
// channels, filters], output [batch, height, width, filters]. Stride one; zeros around the input keep its size.

// One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads.
template <int KERNEL>
__global__ void conv2d_naive(const float* __restrict__ input, const float* __restrict__ filter,
                             const float* __restrict__ bias, float* __restrict__ output, int batch, int height,
                             int width, int channels, int filters) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * height * width * filters) return;
    const int k = i % filters;
    const int x = i / filters % width;
    const int y = i / (filters * width) % height;
    const int image = i / (filters * width * height);

    float sum = bias[k];
    for (int ky = 0; ky < KERNEL; ++ky) {
        const int in_y = y + ky - KERNEL / 2;
        if (in_y < 0 || in_y >= height) continue;
        for (int kx = 0; kx < KERNEL; ++kx) {
            const int in_x = x + kx - KERNEL / 2;
            if (in_x < 0 || in_x >= width) continue;
            const float* pixel = input + ((image * height + in_y) * width + in_x) * channels;
            const float* taps = filter + (ky * KERNEL + kx) * channels * filters + k;
            for (int c = 0; c < channels; ++c) sum += pixel[c] * taps[c * filters];
        }
    }
    output[i] = sum;
}

// A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
// halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
// floats. The grid is (filters, width, batch * height), each by its block.
template <int KERNEL>
__global__ void conv2d_strip(const float* __restrict__ input, const float* __restrict__ filter,
                             const float* __restrict__ bias, float* __restrict__ output, int height, int width,
                             int channels, int filters) {
    extern __shared__ float pixels[];
    constexpr int RADIUS = KERNEL / 2;
    const int strip = blockDim.y + KERNEL - 1;
    const int image = blockIdx.z / height;
    const int y = blockIdx.z % height;
    const int left = blockIdx.y * blockDim.y - RADIUS;

    const int thread = threadIdx.y * blockDim.x + threadIdx.x;
    for (int i = thread; i < KERNEL * strip * channels; i += blockDim.x * blockDim.y) {
        const int in_x = left + i / channels % strip;
        const int in_y = y + i / (channels * strip) - RADIUS;
        const bool inside = in_x >= 0 && in_x < width && in_y >= 0 && in_y < height;
        pixels[i] = inside ? input[((image * height + in_y) * width + in_x) * channels + i % channels] : 0.0f;
    }
    __syncthreads();

    const int k = blockIdx.x * blockDim.x + threadIdx.x;
    const int x = blockIdx.y * blockDim.y + threadIdx.y;
    if (k >= filters || x >= width) return;
    float sum = __ldg(&bias[k]);
#pragma unroll
    for (int ky = 0; ky < KERNEL; ++ky) {
#pragma unroll
        for (int kx = 0; kx < KERNEL; ++kx) {
            const float* pixel = pixels + (ky * strip + threadIdx.y + kx) * channels;
            for (int c = 0; c < channels; ++c)
                sum += pixel[c] * __ldg(&filter[((ky * KERNEL + kx) * channels + c) * filters + k]);
        }
    }
    output[((image * height + y) * width + x) * filters + k] = sum;
}
