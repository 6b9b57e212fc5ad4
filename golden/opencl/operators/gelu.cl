// gelu.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

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

__kernel void gelu_naive(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i < n) {
        const float value = x[i];
        y[i] = 0.5f * value * (1.0f + erf_float(value * 0.70710678f));
    }
}

float gelu_tanh(float value) {
    const float inner = 0.7978845608f * (value + 0.044715f * value * value * value);
    return 0.5f * value * (1.0f + tanh(inner));
}

// gelu(x + bias) over a [rows, columns] matrix, in the approximation by tanh: one block a row, four columns at a time.
__kernel void gelu_bias_rows(__global const float* restrict x, __global const float* restrict bias,
                             __global float* restrict y, int columns) {
    const uint block = get_group_id(0);
    const int fours = columns / 4;
    __global const float4* from = (__global const float4*)x + block * fours;
    __global float4* to = (__global float4*)y + block * fours;
    for (int i = get_local_id(0); i < fours; i += get_local_size(0)) {
        float4 value = from[i];
        const float4 shift = *((__global const float4*)bias + i);
        value.x = gelu_tanh(value.x + shift.x);
        value.y = gelu_tanh(value.y + shift.y);
        value.z = gelu_tanh(value.z + shift.z);
        value.w = gelu_tanh(value.w + shift.w);
        to[i] = value;
    }
}
