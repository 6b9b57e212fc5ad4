// gelu.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

/// The Gaussian error linear unit in its two common forms (Hendrycks and Gimpel, arXiv:1606.08415).

#pragma OPENCL FP_CONTRACT OFF

#define SQRT_HALF 0.70710678118654752f
#define SQRT_TWO_OVER_PI 0.79788456080286536f
#define CUBIC 0.044715f

// The error function within 1.1 ULP; erf may be off by 16. Far from 0 by the logarithm of its complement.
float erf_float(float x) {
    const float size = fabs(x), z = x * x;
    float near = 8.54939062e-05f;
    near = fma(near, z, -0.000818374392f);
    near = fma(near, z, 0.00520453369f);
    near = fma(near, z, -0.0268607661f);
    near = fma(near, z, 0.112837195f);
    near = fma(near, z, -0.376126349f);
    near = fma(near, z, 0.128379166f);
    float far = -0.000199342117f;
    far = fma(far, size, 0.00307636359f);
    far = fma(far, size, -0.0223579761f);
    far = fma(far, size, 0.104201116f);
    far = fma(far, size, 0.636877954f);
    far = fma(far, size, 1.12785459f);
    far = fma(far, size, 0.000152814653f);
    const float rest = size > 4.0f ? 0.0f : exp(-far);
    return size >= 0.89f ? copysign(1.0f - rest, x) : fma(x, near, x);
}

/// x times the probability that a standard normal is below x.
float gelu_exact(float x) {
    return 0.5f * x * (1.0f + erf_float(x * SQRT_HALF));
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
