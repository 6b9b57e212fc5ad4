#include <cuda_runtime.h>

// Average pooling of [planes, height, width] images.

// One thread an element of the output. Places in the padding count in the divisor where `count_padding` says so, but
// never those beyond the padding.
__global__ void avgpool_naive(const float* __restrict__ input, float* __restrict__ output, int height, int width,
                              int out_height, int out_width, int kernel, int stride, int padding,
                              bool count_padding) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= out_width || y >= out_height) return;

    const int top = y * stride - padding;
    const int left = x * stride - padding;
    int bottom = min(top + kernel, height + padding);
    int right = min(left + kernel, width + padding);
    const int whole = (bottom - top) * (right - left);
    const int first_row = max(top, 0);
    const int first_column = max(left, 0);
    bottom = min(bottom, height);
    right = min(right, width);

    const float* plane = input + blockIdx.z * height * width;
    float sum = 0.0f;
    for (int row = first_row; row < bottom; ++row) {
        for (int column = first_column; column < right; ++column) sum += plane[row * width + column];
    }
    const int divisor = count_padding ? whole : (bottom - first_row) * (right - first_column);
    output[(blockIdx.z * out_height + y) * out_width + x] = sum / divisor;
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
template <int KERNEL, int STRIDE, int TILE_X, int TILE_Y>
__global__ void avgpool_tiled(const float* __restrict__ input, float* __restrict__ output, int height, int width,
                              int out_height, int out_width) {
    constexpr int ROWS = (TILE_Y - 1) * STRIDE + KERNEL;
    constexpr int COLUMNS = (TILE_X - 1) * STRIDE + KERNEL;
    __shared__ float tile[ROWS][COLUMNS];
    const int top = blockIdx.y * TILE_Y * STRIDE;
    const int left = blockIdx.x * TILE_X * STRIDE;
    const float* plane = input + blockIdx.z * height * width;

    for (int row = threadIdx.y; row < ROWS; row += TILE_Y) {
        for (int column = threadIdx.x; column < COLUMNS; column += TILE_X) {
            const bool inside = top + row < height && left + column < width;
            tile[row][column] = inside ? plane[(top + row) * width + left + column] : 0.0f;
        }
    }
    __syncthreads();

    const int x = blockIdx.x * TILE_X + threadIdx.x;
    const int y = blockIdx.y * TILE_Y + threadIdx.y;
    if (x >= out_width || y >= out_height) return;
    float sum = 0.0f;
#pragma unroll
    for (int ky = 0; ky < KERNEL; ++ky) {
#pragma unroll
        for (int kx = 0; kx < KERNEL; ++kx) sum += tile[threadIdx.y * STRIDE + ky][threadIdx.x * STRIDE + kx];
    }
    output[(blockIdx.z * out_height + y) * out_width + x] = sum * (1.0f / (KERNEL * KERNEL));
}
