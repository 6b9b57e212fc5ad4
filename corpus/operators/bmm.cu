#include <cuda_runtime.h>

// Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
// c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

__global__ void bmm_naive(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int rows,
                          int columns, int inner) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int matrix = blockIdx.z;
    if (row >= rows || column >= columns) return;

    float sum = 0.0f;
    for (int k = 0; k < inner; ++k)
        sum += a[(matrix * rows + row) * inner + k] * b[(matrix * inner + k) * columns + column];
    c[(matrix * rows + row) * columns + column] = sum;
}

// A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
// thread reaches every barrier.
template <int TILE>
__global__ void bmm_tiled(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int rows,
                          int columns, int inner) {
    __shared__ float a_tile[TILE][TILE];
    __shared__ float b_tile[TILE][TILE];
    a += static_cast<size_t>(blockIdx.z) * rows * inner;
    b += static_cast<size_t>(blockIdx.z) * inner * columns;
    c += static_cast<size_t>(blockIdx.z) * rows * columns;

    const int column = blockIdx.x * TILE + threadIdx.x;
    const int row = blockIdx.y * TILE + threadIdx.y;
    float sum = 0.0f;
    for (int start = 0; start < inner; start += TILE) {
        const int a_column = start + threadIdx.x;
        const int b_row = start + threadIdx.y;
        a_tile[threadIdx.y][threadIdx.x] = row < rows && a_column < inner ? a[row * inner + a_column] : 0.0f;
        b_tile[threadIdx.y][threadIdx.x] = b_row < inner && column < columns ? b[b_row * columns + column] : 0.0f;
        __syncthreads();
#pragma unroll
        for (int k = 0; k < TILE; ++k) sum += a_tile[threadIdx.y][k] * b_tile[k][threadIdx.x];
        __syncthreads();
    }
    if (row < rows && column < columns) c[row * columns + column] = sum;
}

void launch_bmm(const float* a, const float* b, float* c, int batch, int rows, int columns, int inner,
                cudaStream_t stream) {
    constexpr int TILE = 16;
    const dim3 block(TILE, TILE);
    const dim3 grid((columns + TILE - 1) / TILE, (rows + TILE - 1) / TILE, batch);
    bmm_tiled<TILE><<<grid, block, 0, stream>>>(a, b, c, rows, columns, inner);
}
