#include <cuda_runtime.h>

// Separable Gaussian blur of a float image: rows first, then columns. The border repeats.

#define RADIUS 2
#define CLAMP(value, low, high) ((value) < (low) ? (low) : ((value) > (high) ? (high) : (value)))

__constant__ float gaussian[2 * RADIUS + 1] = {0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f};

__global__ void blur_rows(const float* __restrict__ in, float* __restrict__ out, int width, int height) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= width || y >= height) return;
    float sum = 0.0f;
#pragma unroll
    for (int tap = -RADIUS; tap <= RADIUS; ++tap)
        sum += gaussian[tap + RADIUS] * in[y * width + CLAMP(x + tap, 0, width - 1)];
    out[y * width + x] = sum;
}

// The column pass stages a block's tile with RADIUS lines above and below.
template <int TILE_WIDTH, int TILE_HEIGHT>
__global__ void blur_columns(const float* __restrict__ in, float* __restrict__ out, int width, int height) {
    __shared__ float tile[TILE_HEIGHT + 2 * RADIUS][TILE_WIDTH];
    const int x = blockIdx.x * TILE_WIDTH + threadIdx.x;
    const int top = blockIdx.y * TILE_HEIGHT - RADIUS;

    for (int line = threadIdx.y; line < TILE_HEIGHT + 2 * RADIUS; line += TILE_HEIGHT) {
        const int y = CLAMP(top + line, 0, height - 1);
        tile[line][threadIdx.x] = in[y * width + min(x, width - 1)];
    }
    __syncthreads();

    const int y = blockIdx.y * TILE_HEIGHT + threadIdx.y;
    if (x < width && y < height) {
        float sum = 0.0f;
#pragma unroll
        for (int tap = 0; tap <= 2 * RADIUS; ++tap) sum += gaussian[tap] * tile[threadIdx.y + tap][threadIdx.x];
        out[y * width + x] = sum;
    }
}
