#include <cuda_runtime.h>
#include <math_constants.h>

// Minimum over SIZE x SIZE windows of each image of a [images, height, width] batch. A window may reach over the edge
// by the padding; what lies there is not counted. The grid is (columns, rows, images) of the output.

struct PoolShape {
    int height;
    int width;
    int out_height;
    int out_width;
    int stride;
    int padding;
};

template <int SIZE>
__global__ void minpool_naive(const float* __restrict__ in, float* __restrict__ out, const PoolShape shape) {
    const int out_x = blockIdx.x * blockDim.x + threadIdx.x;
    const int out_y = blockIdx.y * blockDim.y + threadIdx.y;
    if (out_x >= shape.out_width || out_y >= shape.out_height) return;
    const float* image = in + blockIdx.z * shape.height * shape.width;

    float smallest = CUDART_INF_F;
    for (int dy = 0; dy < SIZE; ++dy) {
        const int y = out_y * shape.stride - shape.padding + dy;
        if (y < 0 || y >= shape.height) continue;
        for (int dx = 0; dx < SIZE; ++dx) {
            const int x = out_x * shape.stride - shape.padding + dx;
            if (x < 0 || x >= shape.width) continue;
            smallest = fminf(smallest, image[y * shape.width + x]);
        }
    }
    out[(blockIdx.z * shape.out_height + out_y) * shape.out_width + out_x] = smallest;
}

// Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
// the image with the rim around it.
template <int SIZE, int WIDTH, int HEIGHT>
__global__ void minpool_tiled(const float* __restrict__ in, float* __restrict__ out, int height, int width) {
    constexpr int RADIUS = SIZE / 2;
    constexpr int TILE_WIDTH = WIDTH + 2 * RADIUS;
    constexpr int TILE_HEIGHT = HEIGHT + 2 * RADIUS;
    __shared__ float tile[TILE_HEIGHT * TILE_WIDTH];
    const float* image = in + blockIdx.z * height * width;
    const int left = blockIdx.x * WIDTH - RADIUS;
    const int top = blockIdx.y * HEIGHT - RADIUS;

    for (int i = threadIdx.y * WIDTH + threadIdx.x; i < TILE_HEIGHT * TILE_WIDTH; i += WIDTH * HEIGHT) {
        const int y = top + i / TILE_WIDTH;
        const int x = left + i % TILE_WIDTH;
        const bool inside = x >= 0 && x < width && y >= 0 && y < height;
        tile[i] = inside ? image[y * width + x] : CUDART_INF_F;
    }
    __syncthreads();

    float smallest = CUDART_INF_F;
#pragma unroll
    for (int dy = 0; dy < SIZE; ++dy) {
#pragma unroll
        for (int dx = 0; dx < SIZE; ++dx)
            smallest = fminf(smallest, tile[(threadIdx.y + dy) * TILE_WIDTH + threadIdx.x + dx]);
    }
    const int x = blockIdx.x * WIDTH + threadIdx.x;
    const int y = blockIdx.y * HEIGHT + threadIdx.y;
    if (x < width && y < height) out[(blockIdx.z * height + y) * width + x] = smallest;
}

template __global__ void minpool_naive<2>(const float*, float*, PoolShape);
template __global__ void minpool_naive<3>(const float*, float*, PoolShape);
template __global__ void minpool_tiled<3, 16, 8>(const float*, float*, int, int);
template __global__ void minpool_tiled<5, 8, 4>(const float*, float*, int, int);
