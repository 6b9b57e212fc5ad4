#include <cuda_runtime.h>

// Sums over one axis of a [rows, columns] matrix, or over all of it.

// The last axis: one thread a row.
__global__ void sum_naive(const float* __restrict__ x, float* __restrict__ sums, int rows, int columns) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    float sum = 0.0f;
    for (int column = 0; column < columns; ++column) sum += x[row * columns + column];
    sums[row] = sum;
}

// The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
// memory.
template <int LINES>
__global__ void sum_columns(const float* __restrict__ x, float* __restrict__ sums, int rows, int columns) {
    __shared__ float partial[LINES][32];
    const int column = blockIdx.x * 32 + threadIdx.x;
    float sum = 0.0f;
    if (column < columns) {
        for (int row = threadIdx.y; row < rows; row += LINES) sum += x[row * columns + column];
    }
    partial[threadIdx.y][threadIdx.x] = sum;
    __syncthreads();
    for (int lines = LINES / 2; lines > 0; lines /= 2) {
        if (threadIdx.y < lines) partial[threadIdx.y][threadIdx.x] += partial[threadIdx.y + lines][threadIdx.x];
        __syncthreads();
    }
    if (threadIdx.y == 0 && column < columns) sums[column] = partial[0][threadIdx.x];
}

// All of it, in two steps: each block leaves its sum, and a last launch of one block sums those. Four elements a load in a
// grid-stride loop, the last n % 4 one by one; a block is whole warps.
__global__ void sum_block(const float* __restrict__ x, float* __restrict__ sums, int n) {
    __shared__ float warps[32];
    const int thread = blockIdx.x * blockDim.x + threadIdx.x;
    const int threads = gridDim.x * blockDim.x;
    const int lane = threadIdx.x % warpSize;
    const int warp = threadIdx.x / warpSize;

    float sum = 0.0f;
    const float4* vectors = reinterpret_cast<const float4*>(x);
    for (int i = thread; i < n / 4; i += threads) {
        const float4 v = vectors[i];
        sum += (v.x + v.y) + (v.z + v.w);
    }
    for (int i = n / 4 * 4 + thread; i < n; i += threads) sum += x[i];

    for (int offset = 16; offset > 0; offset >>= 1) sum += __shfl_down_sync(0xffffffffu, sum, offset);
    if (lane == 0) warps[warp] = sum;
    __syncthreads();
    if (warp == 0) {
        sum = lane < (blockDim.x + 31) / 32 ? warps[lane] : 0.0f;
        for (int offset = 16; offset > 0; offset >>= 1) sum += __shfl_down_sync(0xffffffffu, sum, offset);
        if (lane == 0) sums[blockIdx.x] = sum;
    }
}

void launch_sum(const float* x, float* partial, float* total, int n) {
    const int blocks = 64;
    sum_block<<<blocks, 256>>>(x, partial, n);
    sum_block<<<1, 256>>>(partial, total, blocks);
}
