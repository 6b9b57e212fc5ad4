// gelu.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

#define SQRT_HALF 0.70710678118654752f
#define SQRT_TWO_OVER_PI 0.79788456080286536f
#define CUBIC 0.044715f

/// x times the probability that a standard normal is below x.
float gelu_exact(float x) {
    return 0.5f * x * (1.0f + erf(x * SQRT_HALF));
}

__kernel void gelu_erf(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    y[i] = gelu_exact(x[i]);
}

/// The tanh approximation that BERT and GPT-2 were trained with.
float gelu_approximate(float x) {
    const float cube = x * x * x;
    return 0.5f * x * (1.0f + tanh(SQRT_TWO_OVER_PI * (x + CUBIC * cube)));
}

__kernel void gelu_tanh(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    y[i] = gelu_approximate(x[i]);
}
