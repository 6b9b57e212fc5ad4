#include <cuda_runtime.h>

// Sums over windows of a [images, height, width] batch. Windows lie inside the image; what is left over at its right
// and lower edge is dropped.

__global__ void sumpool_naive(const float* __restrict__ in, float* __restrict__ out, int height, int width,
                              int out_height, int out_width, int window_height, int window_width, int stride, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const int out_x = i % out_width;
    const int out_y = i / out_width % out_height;
    const int image = i / (out_width * out_height);

    const float* corner = in + (image * height + out_y * stride) * width + out_x * stride;
    float sum = 0.0f;
    for (int y = 0; y < window_height; ++y)
        for (int x = 0; x < window_width; ++x) sum += corner[y * width + x];
    out[i] = sum;
}

#define WINDOW 4
#define OUT_WIDTH 16
#define OUT_HEIGHT 4

// Windows of 4 x 4, one apart, as two passes over shared memory: sums along the rows, then of those along the
// columns, 8 additions in place of 16. A block of 16 x 4 threads makes 16 x 4 outputs of one image.
__global__ void sumpool_separable(const float* __restrict__ in, float* __restrict__ out, int height, int width) {
    __shared__ float tile[OUT_HEIGHT + WINDOW - 1][OUT_WIDTH + WINDOW - 1];
    __shared__ float row_sums[OUT_HEIGHT + WINDOW - 1][OUT_WIDTH];
    const int out_height = height - WINDOW + 1;
    const int out_width = width - WINDOW + 1;
    const int left = blockIdx.x * OUT_WIDTH;
    const int top = blockIdx.y * OUT_HEIGHT;
    const float* image = in + blockIdx.z * height * width;

    for (int y = threadIdx.y; y < OUT_HEIGHT + WINDOW - 1; y += OUT_HEIGHT)
        for (int x = threadIdx.x; x < OUT_WIDTH + WINDOW - 1; x += OUT_WIDTH)
            tile[y][x] = top + y < height && left + x < width ? image[(top + y) * width + left + x] : 0.0f;
    __syncthreads();

    for (int y = threadIdx.y; y < OUT_HEIGHT + WINDOW - 1; y += OUT_HEIGHT) {
        float sum = 0.0f;
        for (int k = 0; k < WINDOW; ++k) sum += tile[y][threadIdx.x + k];
        row_sums[y][threadIdx.x] = sum;
    }
    __syncthreads();

    const int x = left + threadIdx.x;
    const int y = top + threadIdx.y;
    if (x < out_width && y < out_height) {
        float sum = 0.0f;
        for (int k = 0; k < WINDOW; ++k) sum += row_sums[threadIdx.y + k][threadIdx.x];
        out[(blockIdx.z * out_height + y) * out_width + x] = sum;
    }
}
