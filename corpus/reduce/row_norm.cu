#include <cuda_runtime.h>

// The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
// code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

#define ROWS_A_BLOCK 8

__global__ void row_norm(const float* __restrict__ x, float* __restrict__ norms, int rows, int columns) {
    __shared__ float partial[ROWS_A_BLOCK][32];
    const int row = blockIdx.x * blockDim.y + threadIdx.y;
    const int lane = threadIdx.x;
    if (row >= rows) return;
    float* const own = partial[threadIdx.y];

    float squares = 0.0f;
    const float* own_row = x + row * columns;
    int column = lane;
    while (column < columns) {
        squares = fmaf(own_row[column], own_row[column], squares);
        column += 32;
    }
    own[lane] = squares;
    __syncwarp();
    for (int active = 16; active > 0; active >>= 1) {
        if (lane < active) own[lane] += own[lane + active];
        __syncwarp();
    }
    if (lane == 0) norms[row] = sqrtf(own[0]);
}
