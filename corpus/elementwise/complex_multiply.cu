#include <cuda_runtime.h>

// Products of complex numbers stored as (real, imaginary) pairs. The second factor may be conjugated, which is what
// a correlation in the frequency domain needs.

enum Factor { PLAIN = 0, CONJUGATED = 1 };

typedef float2 complex_float;

__device__ inline complex_float operator*(complex_float a, complex_float b) {
    return make_float2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

__device__ inline complex_float conjugate(complex_float a) {
    a.y = -a.y;
    return a;
}

__global__ void complex_multiply(const float2* __restrict__ a, const float2* __restrict__ b, float2* __restrict__ out,
                                 Factor factor, int n) {
    const int i = threadIdx.x + blockIdx.x * blockDim.x;
    if (i < n) {
        const complex_float second = (factor == CONJUGATED) ? conjugate(b[i]) : b[i];
        out[i] = a[i] * second;
    }
}
