#include <cuda_runtime.h>

// -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

template <typename T>
__device__ T sign_of(T value) {
    return static_cast<T>((T(0) < value) - (value < T(0)));
}

template <typename T>
__global__ void sign_naive(const T* __restrict__ x, T* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = sign_of(x[i]);
}

// Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
__global__ void sign_vectorised(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int threads = gridDim.x * blockDim.x;
    for (int first = 4 * (blockIdx.x * blockDim.x + threadIdx.x); first < n; first += 4 * threads) {
        float values[4];
        if (first + 4 <= n) {
            *reinterpret_cast<float4*>(values) = *reinterpret_cast<const float4*>(x + first);
#pragma unroll
            for (int k = 0; k < 4; ++k) values[k] = sign_of(values[k]);
            *reinterpret_cast<float4*>(y + first) = *reinterpret_cast<const float4*>(values);
        } else {
            for (int i = first; i < n; ++i) y[i] = sign_of(x[i]);
        }
    }
}

template __global__ void sign_naive<float>(const float*, float*, int);
template __global__ void sign_naive<int>(const int*, int*, int);
