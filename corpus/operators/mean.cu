#include <cuda_runtime.h>

// The mean over the middle axis of [outer, reduced, inner]: one thread an output.
__global__ void mean_naive(const float* __restrict__ x, float* __restrict__ y, int outer, int reduced, int inner) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= outer * inner) return;

    const int o = i / inner;
    const float* column = x + o * reduced * inner + i % inner;
    float sum = 0.0f;
    for (int r = 0; r < reduced; ++r) sum += column[r * inner];
    y[i] = sum / static_cast<float>(reduced);
}

// Adds the values of a block of BLOCK threads; the sum is the first thread's.
template <unsigned BLOCK>
__device__ float block_sum(float value) {
    __shared__ float sums[BLOCK];
    const unsigned tid = threadIdx.x;
    sums[tid] = value;
    __syncthreads();

    if (BLOCK >= 256) {
        if (tid < 128) sums[tid] += sums[tid + 128];
        __syncthreads();
    }
    if (BLOCK >= 128) {
        if (tid < 64) sums[tid] += sums[tid + 64];
        __syncthreads();
    }
    if (tid < 32) {
        value = sums[tid] + sums[tid + 32];
        for (int offset = 16; offset > 0; offset /= 2) value += __shfl_down_sync(0xffffffff, value, offset);
    }
    return value;
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
template <unsigned BLOCK>
__global__ void mean_block(const float* __restrict__ x, float* __restrict__ y, int columns) {
    static_assert(BLOCK == 64 || BLOCK == 128 || BLOCK == 256, "block_sum knows no other");
    const float* row = x + static_cast<size_t>(blockIdx.x) * columns;

    float sum = 0.0f;
    for (unsigned i = threadIdx.x; i < columns; i += 2 * BLOCK) {
        sum += row[i];
        if (i + BLOCK < columns) sum += row[i + BLOCK];
    }
    sum = block_sum<BLOCK>(sum);
    if (threadIdx.x == 0) y[blockIdx.x] = sum / columns;
}

template __global__ void mean_block<64>(const float*, float*, int);
template __global__ void mean_block<256>(const float*, float*, int);
