// complex_multiply.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Products of complex numbers stored as (real, imaginary) pairs. The second factor may be conjugated, which is what
// a correlation in the frequency domain needs.

#pragma OPENCL FP_CONTRACT OFF

#define CONJUGATED 1

float2 conjugate(float2 a) {
    a.y = -a.y;
    return a;
}

float2 multiply(float2 a, float2 b) {
    return (float2)(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

__kernel void complex_multiply(__global const float2* restrict a, __global const float2* restrict b,
                               __global float2* restrict out, int factor, int n) {
    const int i = get_global_id(0);
    if (i < n) {
        const float2 second = factor == CONJUGATED ? conjugate(b[i]) : b[i];
        out[i] = multiply(a[i], second);
    }
}
