#include <cuda_runtime.h>

// out = in^T through a tile in shared memory, so that both sides are read and written along rows.
// A block of 32 x 8 threads moves a 32 x 32 tile.

static const int TILE = 32;
static const int ROWS_A_PASS = 8;

__global__ void transpose(const float* __restrict__ in, float* __restrict__ out, int width, int height) {
    __shared__ float tile[TILE][TILE + 1];

    int x = blockIdx.x * TILE + threadIdx.x;
    int y = blockIdx.y * TILE + threadIdx.y;
    for (int offset = 0; offset < TILE; offset += ROWS_A_PASS) {
        if (x < width && y + offset < height) tile[threadIdx.y + offset][threadIdx.x] = in[(y + offset) * width + x];
    }
    __syncthreads();

    x = blockIdx.y * TILE + threadIdx.x;
    y = blockIdx.x * TILE + threadIdx.y;
    for (int offset = 0; offset < TILE; offset += ROWS_A_PASS) {
        if (x < height && y + offset < width) out[(y + offset) * height + x] = tile[threadIdx.x][threadIdx.y + offset];
    }
}
