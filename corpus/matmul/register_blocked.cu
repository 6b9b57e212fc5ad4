#include <cuda_runtime.h>

// C = alpha * A * B + beta * C with a 32 x 64 tile a block and a 4 x 4 tile a thread (block is 16 x 8).
// `columns` and `inner` are multiples of four, which float4 loads and stores need; `rows` may be anything.

#define TILE_ROWS 32
#define TILE_COLUMNS 64
#define TILE_INNER 16
#define PER_THREAD 4
#define THREADS_X (TILE_COLUMNS / PER_THREAD)
#define THREADS_Y (TILE_ROWS / PER_THREAD)

__device__ inline float4 load_or_zero(const float* matrix, int row, int column, int rows, int columns) {
    if (row >= rows || column >= columns) return make_float4(0.0f, 0.0f, 0.0f, 0.0f);
    return *reinterpret_cast<const float4*>(&matrix[row * columns + column]);
}

__global__ void __launch_bounds__(THREADS_X* THREADS_Y)
    matmul_register_blocked(const float* __restrict__ A, const float* __restrict__ B, float* __restrict__ C, int rows,
                            int columns, int inner, float alpha, float beta) {
    __shared__ float a_tile[TILE_INNER][TILE_ROWS];  // transposed: a thread's four rows lie side by side
    __shared__ float4 b_tile[TILE_INNER][TILE_COLUMNS / 4];

    const int thread = threadIdx.y * THREADS_X + threadIdx.x;
    const int tile_row = blockIdx.y * TILE_ROWS, tile_column = blockIdx.x * TILE_COLUMNS;
    float sums[PER_THREAD][PER_THREAD] = {};

    for (int start = 0; start < inner; start += TILE_INNER) {
        // 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
        const int a_row = thread / (TILE_INNER / 4), a_column = thread % (TILE_INNER / 4) * 4;
        const float4 a = load_or_zero(A, tile_row + a_row, start + a_column, rows, inner);
        a_tile[a_column + 0][a_row] = a.x;
        a_tile[a_column + 1][a_row] = a.y;
        a_tile[a_column + 2][a_row] = a.z;
        a_tile[a_column + 3][a_row] = a.w;
        for (int k = threadIdx.y; k < TILE_INNER; k += THREADS_Y)
            b_tile[k][threadIdx.x] = load_or_zero(B, start + k, tile_column + 4 * threadIdx.x, inner, columns);
        __syncthreads();

        for (int k = 0; k < TILE_INNER; ++k) {
            const float4 b = b_tile[k][threadIdx.x];
            const float b_values[PER_THREAD] = {b.x, b.y, b.z, b.w};
#pragma unroll
            for (int i = 0; i < PER_THREAD; ++i) {
#pragma unroll
                for (int j = 0; j < PER_THREAD; ++j)
                    sums[i][j] += a_tile[k][threadIdx.y * PER_THREAD + i] * b_values[j];
            }
        }
        __syncthreads();
    }

    const int column = tile_column + PER_THREAD * threadIdx.x;
    if (column >= columns) return;
    for (int i = 0; i < PER_THREAD; ++i) {
        const int row = tile_row + PER_THREAD * threadIdx.y + i;
        if (row >= rows) break;
        float4* place = reinterpret_cast<float4*>(&C[row * columns + column]);
        float4 result = *place;
        result.x = alpha * sums[i][0] + beta * result.x;
        result.y = alpha * sums[i][1] + beta * result.y;
        result.z = alpha * sums[i][2] + beta * result.z;
        result.w = alpha * sums[i][3] + beta * result.w;
        *place = result;
    }
}
