#include <cuda_runtime.h>

// Lays out the windows of an image as columns of a matrix, so that convolution becomes a matrix product.
// The matrix is [channels * size * size, out_height * out_width]. Indices are 64 bits wide throughout.

using index_t = long long;

__global__ void im2col(const float* __restrict__ image, float* __restrict__ matrix, index_t total, int height,
                       int width, int out_height, int out_width, int size, int stride, int padding, int dilation) {
    const index_t step = static_cast<index_t>(gridDim.x) * blockDim.x;
    for (index_t i = static_cast<index_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < total; i += step) {
        index_t rest = i;
        const int out_x = static_cast<int>(rest % out_width);
        rest /= out_width;
        const int out_y = static_cast<int>(rest % out_height);
        rest /= out_height;
        const int kernel_x = static_cast<int>(rest % size);
        rest /= size;
        const int kernel_y = static_cast<int>(rest % size);
        const index_t channel = rest / size;

        const int y = out_y * stride - padding + kernel_y * dilation;
        const int x = out_x * stride - padding + kernel_x * dilation;
        float value = 0.0f;
        if (y >= 0 && x >= 0 && y < height && x < width) value = image[(channel * height + y) * width + x];
        matrix[i] = value;
    }
}
