#include <cuda_runtime.h>

// Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
// A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

__device__ bool order_pair(int* values, int left, int count) {
    const int right = left + 1;
    if (right >= count || values[left] <= values[right]) return false;
    const int kept = values[left];
    values[left] = values[right];
    values[right] = kept;
    return true;
}

__global__ void odd_even_sort(int* x, int* __restrict__ rounds, int n) {
    extern __shared__ int values[];
    const int capacity = 2 * blockDim.x;
    const int start = blockIdx.x * capacity;
    if (start >= n) return;  // a block without elements leaves as a whole
    const int count = n - start < capacity ? n - start : capacity;

    for (int i = threadIdx.x; i < count; i += blockDim.x) values[i] = x[start + i];
    __syncthreads();

    int round = 0;
    bool changed;
    do {
        changed = order_pair(values, 2 * threadIdx.x, count);
        __syncthreads();
        changed |= order_pair(values, 2 * threadIdx.x + 1, count);
        ++round;
    } while (__syncthreads_or(changed));

    for (int i = threadIdx.x; i < count; i += blockDim.x) x[start + i] = values[i];
    if (threadIdx.x == 0) rounds[blockIdx.x] = round;
}
