#include <cuda_runtime.h>

// C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
// block reaches every barrier.
template <int TILE>
__global__ void matmul_tiled(const float* __restrict__ A, const float* __restrict__ B, float* __restrict__ C, int rows,
                             int columns, int inner) {
    __shared__ float a_tile[TILE][TILE];
    __shared__ float b_tile[TILE][TILE + 1];  // the padding keeps a column's elements in different banks

    const int row = blockIdx.y * TILE + threadIdx.y;
    const int column = blockIdx.x * TILE + threadIdx.x;
    float sum = 0.0f;

    for (int start = 0; start < inner; start += TILE) {
        const int a_column = start + threadIdx.x;
        const int b_row = start + threadIdx.y;
        a_tile[threadIdx.y][threadIdx.x] = (row < rows && a_column < inner) ? A[row * inner + a_column] : 0.0f;
        b_tile[threadIdx.y][threadIdx.x] = (b_row < inner && column < columns) ? B[b_row * columns + column] : 0.0f;
        __syncthreads();

#pragma unroll
        for (int k = 0; k < TILE; ++k) sum += a_tile[threadIdx.y][k] * b_tile[k][threadIdx.x];
        __syncthreads();
    }

    if (row < rows && column < columns) C[row * columns + column] = sum;
}
