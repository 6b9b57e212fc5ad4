#include <cuda_runtime.h>

__global__ void gelu_naive(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        const float value = x[i];
        y[i] = 0.5f * value * (1.0f + erff(value * 0.70710678f));
    }
}

__device__ __forceinline__ float gelu_tanh(float value) {
    const float inner = 0.7978845608f * (value + 0.044715f * value * value * value);
    return 0.5f * value * (1.0f + tanhf(inner));
}

// gelu(x + bias) over a [rows, columns] matrix, in the approximation by tanh: one block a row, four columns at a time.
__global__ void gelu_bias_rows(const float* __restrict__ x, const float* __restrict__ bias, float* __restrict__ y,
                               int columns) {
    const int fours = columns / 4;
    const float4* from = reinterpret_cast<const float4*>(x) + blockIdx.x * fours;
    float4* to = reinterpret_cast<float4*>(y) + blockIdx.x * fours;
    for (int i = threadIdx.x; i < fours; i += blockDim.x) {
        float4 value = from[i];
        const float4 shift = __ldg(reinterpret_cast<const float4*>(bias) + i);
        value.x = gelu_tanh(value.x + shift.x);
        value.y = gelu_tanh(value.y + shift.y);
        value.z = gelu_tanh(value.z + shift.z);
        value.w = gelu_tanh(value.w + shift.w);
        to[i] = value;
    }
}
