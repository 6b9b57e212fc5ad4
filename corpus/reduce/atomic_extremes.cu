#include <cuda_runtime.h>

// Extremes and counts through atomics: shared-memory atomics within a block, global ones across blocks.

// The range of whole numbers; extremes[0] and [1] start at the identities of min and max.
__global__ void integer_range(const int* __restrict__ x, int* extremes, int n) {
    __shared__ int smallest, largest;
    if (threadIdx.x == 0) {
        smallest = 0x7fffffff;
        largest = -0x7fffffff - 1;
    }
    __syncthreads();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
        atomicMin(&smallest, x[i]);
        atomicMax(&largest, x[i]);
    }
    __syncthreads();
    if (threadIdx.x == 0) {
        atomicMin(extremes, smallest);
        atomicMax(extremes + 1, largest);
    }
}

// There is no atomicMax on floats: compare and swap until the stored value is not smaller.
__device__ float atomic_max_float(float* address, float value) {
    int* bits = reinterpret_cast<int*>(address);
    int seen = *bits, expected;
    do {
        expected = seen;
        if (__int_as_float(expected) >= value) break;
        seen = atomicCAS(bits, expected, __float_as_int(value));
    } while (seen != expected);
    return __int_as_float(seen);
}

__global__ void float_maximum(const float* __restrict__ x, float* maximum, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) atomic_max_float(maximum, x[i]);
}

// How many different values below `bound` there are: the first thread to mark a value counts it.
__global__ void count_distinct(const int* __restrict__ x, int* marks, unsigned int* count, int n, int bound) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const int value = x[i];
    if (value < 0 || value >= bound) return;
    if (atomicExch(&marks[value], 1) == 0) atomicAdd(count, 1u);
}
