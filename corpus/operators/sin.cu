#include <cuda_runtime.h>

__global__ void sin_naive(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = sinf(x[i]);
}

// A block takes PER_THREAD times as many elements as it has threads, a thread's own a block's width apart: all loads of
// a thread are under way before the first sine.
template <int PER_THREAD>
__global__ void sin_unrolled(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int first = blockIdx.x * blockDim.x * PER_THREAD + threadIdx.x;
    float values[PER_THREAD];
#pragma unroll
    for (int k = 0; k < PER_THREAD; ++k) {
        const int i = first + k * blockDim.x;
        values[k] = i < n ? x[i] : 0.0f;
    }
#pragma unroll
    for (int k = 0; k < PER_THREAD; ++k) {
        const int i = first + k * blockDim.x;
        if (i < n) y[i] = sinf(values[k]);
    }
}

template __global__ void sin_unrolled<2>(const float*, float*, int);
template __global__ void sin_unrolled<4>(const float*, float*, int);
