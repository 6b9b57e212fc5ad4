#include <cuda_fp16.h>
#include <cuda_runtime.h>

// C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

// One thread an element of C.
__global__ void gemm_naive(int M, int N, int K, float alpha, const float* __restrict__ A, const float* __restrict__ B,
                           float beta, float* __restrict__ C) {
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < M && column < N) {
        float sum = 0.0f;
        for (int k = 0; k < K; ++k) sum += A[row * K + k] * B[k * N + column];
        C[row * N + column] = alpha * sum + beta * C[row * N + column];
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
template <int TILE>
__global__ void gemm_tiled(int M, int N, int K, float alpha, const float* __restrict__ A, const float* __restrict__ B,
                           float beta, float* __restrict__ C) {
    __shared__ float tile_a[TILE][TILE];
    __shared__ float tile_b[TILE][TILE];
    const int x = threadIdx.x, y = threadIdx.y;
    const int row = blockIdx.y * TILE + y;
    const int column = blockIdx.x * TILE + x;

    float sum = 0.0f;
    for (int start = 0; start < K; start += TILE) {
        tile_a[y][x] = row < M && start + x < K ? A[row * K + start + x] : 0.0f;
        tile_b[y][x] = start + y < K && column < N ? B[(start + y) * N + column] : 0.0f;
        __syncthreads();
#pragma unroll
        for (int k = 0; k < TILE; ++k) sum = fmaf(tile_a[y][k], tile_b[k][x], sum);
        __syncthreads();
    }
    if (row < M && column < N) {
        float* place = C + row * N + column;
        *place = alpha * sum + beta * *place;
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
template <int ROWS>
__global__ void gemm_half(int M, int N, int K, const __half* __restrict__ A, const __half* __restrict__ B,
                          __half* __restrict__ C) {
    constexpr int TILE = 16;
    constexpr int STEP = TILE / ROWS;
    __shared__ __half tile_a[TILE][TILE + 2];
    __shared__ __half tile_b[TILE][TILE];
    const int x = threadIdx.x;
    const int y = threadIdx.y;
    const int top = blockIdx.y * TILE;
    const int column = blockIdx.x * TILE + x;
    const __half zero = __float2half(0.0f);

    float sums[ROWS] = {};
    for (int start = 0; start < K; start += TILE) {
#pragma unroll
        for (int r = 0; r < ROWS; ++r) {
            const int line = y + r * STEP;
            tile_a[line][x] = top + line < M && start + x < K ? A[(top + line) * K + start + x] : zero;
            tile_b[line][x] = start + line < K && column < N ? B[(start + line) * N + column] : zero;
        }
        __syncthreads();
#pragma unroll
        for (int k = 0; k < TILE; ++k) {
            const float b = __half2float(tile_b[k][x]);
#pragma unroll
            for (int r = 0; r < ROWS; ++r) sums[r] += __half2float(tile_a[y + r * STEP][k]) * b;
        }
        __syncthreads();
    }
#pragma unroll
    for (int r = 0; r < ROWS; ++r) {
        const int row = top + y + r * STEP;
        if (row < M && column < N) C[row * N + column] = __float2half_rn(sums[r]);
    }
}

void launch_gemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta, float* C) {
    const dim3 block(16, 16);
    const dim3 grid((N + 15) / 16, (M + 15) / 16);
    gemm_tiled<16><<<grid, block>>>(M, N, K, alpha, A, B, beta, C);
}
