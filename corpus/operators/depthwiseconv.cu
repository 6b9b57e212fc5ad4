#include <cuda_runtime.h>

// Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

// Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
// element of the output.
__global__ void depthwiseconv_naive(const float* __restrict__ input, const float* __restrict__ filter,
                                    const float* __restrict__ bias, float* __restrict__ output, int batch, int height,
                                    int width, int channels, int kernel) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * height * width * channels) return;
    int rest = i;
    const int channel = rest % channels;
    rest /= channels;
    const int x = rest % width;
    rest /= width;
    const int y = rest % height;
    const int image = rest / height;

    float sum = bias[channel];
    for (int ky = 0; ky < kernel; ++ky) {
        for (int kx = 0; kx < kernel; ++kx) {
            const int in_y = y + ky - kernel / 2;
            const int in_x = x + kx - kernel / 2;
            if (in_y < 0 || in_y >= height || in_x < 0 || in_x >= width) continue;
            sum += input[((image * height + in_y) * width + in_x) * channels + channel] *
                   filter[(ky * kernel + kx) * channels + channel];
        }
    }
    output[i] = sum;
}

// Channels first: input and output [batch * channels, height, width], filter [channels, KERNEL, KERNEL]. A block makes a
// tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
template <int KERNEL, int TILE>
__global__ void __launch_bounds__(TILE * TILE)
    depthwiseconv_tiled(const float* __restrict__ input, const float* __restrict__ filter, float* __restrict__ output,
                        int channels, int height, int width) {
    constexpr int RADIUS = KERNEL / 2;
    constexpr int HALO = TILE + 2 * RADIUS;
    __shared__ float tile[HALO * HALO];
    __shared__ float taps[KERNEL * KERNEL];
    const int plane = blockIdx.z;
    const int top = static_cast<int>(blockIdx.y) * TILE - RADIUS;
    const int left = static_cast<int>(blockIdx.x) * TILE - RADIUS;
    input += plane * height * width;
    filter += plane % channels * KERNEL * KERNEL;

    const int thread = threadIdx.y * TILE + threadIdx.x;
    for (int i = thread; i < KERNEL * KERNEL; i += TILE * TILE) taps[i] = filter[i];
    for (int i = thread; i < HALO * HALO; i += TILE * TILE) {
        const int y = top + i / HALO, x = left + i % HALO;
        tile[i] = y >= 0 && y < height && x >= 0 && x < width ? input[y * width + x] : 0.0f;
    }
    __syncthreads();

    const int x = blockIdx.x * TILE + threadIdx.x;
    const int y = blockIdx.y * TILE + threadIdx.y;
    if (x >= width || y >= height) return;
    float sum = 0.0f;
#pragma unroll
    for (int ky = 0; ky < KERNEL; ++ky) {
#pragma unroll
        for (int kx = 0; kx < KERNEL; ++kx)
            sum = fmaf(tile[(threadIdx.y + ky) * HALO + threadIdx.x + kx], taps[ky * KERNEL + kx], sum);
    }
    output[(plane * height + y) * width + x] = sum;
}
