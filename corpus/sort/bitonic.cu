#include <cuda_runtime.h>

// Bitonic sort of each row in shared memory. A row holds at most N elements, N is a power of two, and N / 2 threads
// each own a pair. Rows that are shorter are padded with the value that sorts last.

template <typename T>
__device__ inline void swap_values(T& a, T& b) {
    T kept = a;
    a = b;
    b = kept;
}

template <typename T, int N, bool ASCENDING>
__global__ void bitonic_sort(const T* __restrict__ x, T* __restrict__ sorted, int length, T sorts_last) {
    __shared__ T values[N];
    for (int i = threadIdx.x; i < N; i += blockDim.x)
        values[i] = i < length ? x[blockIdx.x * length + i] : sorts_last;
    __syncthreads();

    for (int run = 2; run <= N; run <<= 1) {
        for (int distance = run >> 1; distance > 0; distance >>= 1) {
            // The lower index of this thread's pair: a zero is inserted at the distance's bit.
            const int low = 2 * threadIdx.x - (threadIdx.x & (distance - 1));
            const int high = low + distance;
            const bool upwards = ((low & run) == 0) == ASCENDING;
            if ((values[low] > values[high]) == upwards) swap_values(values[low], values[high]);
            __syncthreads();
        }
    }
    for (int i = threadIdx.x; i < length; i += blockDim.x) sorted[blockIdx.x * length + i] = values[i];
}
