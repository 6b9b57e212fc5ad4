#include <cuda_runtime.h>

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
template <typename T, int BLOCK>
__global__ void tree_sum(const T* __restrict__ x, T* __restrict__ partial_sums, int n) {
    static_assert((BLOCK & (BLOCK - 1)) == 0, "the tree halves the block");
    __shared__ T partial[BLOCK];

    T sum = T(0);
    for (int i = blockIdx.x * BLOCK + threadIdx.x; i < n; i += gridDim.x * BLOCK) sum += x[i];
    partial[threadIdx.x] = sum;
    __syncthreads();

#pragma unroll
    for (int active = BLOCK / 2; active > 0; active /= 2) {
        if (threadIdx.x < active) partial[threadIdx.x] += partial[threadIdx.x + active];
        __syncthreads();
    }
    if (threadIdx.x == 0) partial_sums[blockIdx.x] = partial[0];
}
