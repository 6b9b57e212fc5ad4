#include <cuda_runtime.h>

// Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

typedef unsigned int uint32;

template <int BLOCK>
__global__ void block_scan(const uint32* __restrict__ x, uint32* __restrict__ prefix, uint32* __restrict__ totals,
                           int n) {
    // Two rows, so that a step reads one and writes the other.
    __shared__ uint32 sums[2][BLOCK];
    const int i = blockIdx.x * BLOCK + threadIdx.x;
    int source = 0;

    sums[source][threadIdx.x] = i < n ? x[i] : 0u;
    __syncthreads();
    for (int distance = 1; distance < BLOCK; distance <<= 1) {
        const int target = 1 - source;
        uint32 sum = sums[source][threadIdx.x];
        if (threadIdx.x >= distance) sum += sums[source][threadIdx.x - distance];
        sums[target][threadIdx.x] = sum;
        __syncthreads();
        source = target;
    }

    if (i < n) prefix[i] = sums[source][threadIdx.x];
    if (threadIdx.x == BLOCK - 1) totals[blockIdx.x] = sums[source][threadIdx.x];
}

// The second launch: each block but the first adds what came before it. `offsets` are inclusive sums of the totals.
__global__ void add_block_offsets(uint32* prefix, const uint32* __restrict__ offsets, int n) {
    if (blockIdx.x == 0) return;
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) prefix[i] += offsets[blockIdx.x - 1];
}
