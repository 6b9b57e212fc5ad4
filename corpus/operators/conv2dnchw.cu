#include <cuda_runtime.h>

// Two-dimensional convolution, channels first: input [batch, channels, height, width], filter [filters, channels,
// kernel.y, kernel.x], output [batch, filters, out_height, out_width]. `int2` is x and y, as everywhere in CUDA.

struct ConvShape {
    int batch, channels, height, width;
    int filters, out_height, out_width;
    int2 kernel, stride, padding, dilation;
};

// One thread an element of the output: x and y by the block, z is the plane of one filter of one image.
__global__ void conv2dnchw_naive(const float* __restrict__ input, const float* __restrict__ filter,
                                 float* __restrict__ output, ConvShape shape) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    const int plane = blockIdx.z;
    if (x >= shape.out_width || y >= shape.out_height) return;
    const int image = plane / shape.filters;
    const float* taps = filter + plane % shape.filters * shape.channels * shape.kernel.y * shape.kernel.x;

    float sum = 0.0f;
    for (int channel = 0; channel < shape.channels; ++channel) {
        const float* values = input + (image * shape.channels + channel) * shape.height * shape.width;
        for (int ky = 0; ky < shape.kernel.y; ++ky) {
            const int in_y = y * shape.stride.y - shape.padding.y + ky * shape.dilation.y;
            for (int kx = 0; kx < shape.kernel.x; ++kx) {
                const int in_x = x * shape.stride.x - shape.padding.x + kx * shape.dilation.x;
                if (in_y >= 0 && in_y < shape.height && in_x >= 0 && in_x < shape.width)
                    sum += values[in_y * shape.width + in_x] * *taps;
                ++taps;
            }
        }
    }
    output[(plane * shape.out_height + y) * shape.out_width + x] = sum;
}

// An element of the matrix of patches that the convolution multiplies the filters with.
__device__ __forceinline__ float patch_element(const float* __restrict__ input, const ConvShape& shape, int tap,
                                               int pixel) {
    const int kx = tap % shape.kernel.x;
    const int ky = tap / shape.kernel.x % shape.kernel.y;
    const int channel = tap / (shape.kernel.x * shape.kernel.y);
    const int x = pixel % shape.out_width * shape.stride.x - shape.padding.x + kx * shape.dilation.x;
    const int y = pixel / shape.out_width % shape.out_height * shape.stride.y - shape.padding.y + ky * shape.dilation.y;
    const int image = pixel / (shape.out_width * shape.out_height);
    if (x < 0 || x >= shape.width || y < 0 || y >= shape.height) return 0.0f;
    return input[((image * shape.channels + channel) * shape.height + y) * shape.width + x];
}

// The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
// TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
template <int TILE>
__global__ void conv2dnchw_implicit_gemm(const float* __restrict__ input, const float* __restrict__ filter,
                                         float* __restrict__ output, ConvShape shape) {
    __shared__ float weights[TILE][TILE + 1];
    __shared__ float patches[TILE][TILE];
    const int taps = shape.channels * shape.kernel.x * shape.kernel.y;
    const int plane = shape.out_height * shape.out_width;
    const int row = blockIdx.y * TILE + threadIdx.y;    // a filter
    const int pixel = blockIdx.x * TILE + threadIdx.x;  // of all images
    const bool is_pixel = pixel < shape.batch * plane;

    float sum = 0.0f;
    for (int start = 0; start < taps; start += TILE) {
        const int column = start + threadIdx.x;
        const int tap = start + threadIdx.y;
        weights[threadIdx.y][threadIdx.x] = row < shape.filters && column < taps ? filter[row * taps + column] : 0.0f;
        patches[threadIdx.y][threadIdx.x] = is_pixel && tap < taps ? patch_element(input, shape, tap, pixel) : 0.0f;
        __syncthreads();
#pragma unroll
        for (int k = 0; k < TILE; ++k) sum += weights[threadIdx.y][k] * patches[k][threadIdx.x];
        __syncthreads();
    }
    if (row < shape.filters && is_pixel)
        output[(pixel / plane * shape.filters + row) * plane + pixel % plane] = sum;
}
