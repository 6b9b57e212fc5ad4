#include <cuda_fp16.h>

// y = max(scale * x + bias, 0) in half precision, two elements a thread.
// An odd n leaves one element, which the thread after the last pair takes alone.
__global__ void relu_half(const __half* __restrict__ x, __half* __restrict__ y, float scale, float bias, int n) {
    const __half2 scale_pair = __float2half2_rn(scale);
    const __half2 bias_pair = __float2half2_rn(bias);
    const __half2 zero_pair = __float2half2_rn(0.0f);

    const int pair = blockIdx.x * blockDim.x + threadIdx.x;
    const int pairs = n / 2;
    if (pair < pairs) {
        const __half2 value = reinterpret_cast<const __half2*>(x)[pair];
        const __half2 scaled = __hadd2(__hmul2(value, scale_pair), bias_pair);
        reinterpret_cast<__half2*>(y)[pair] = __hmax2(scaled, zero_pair);
    } else if (pair == pairs && n % 2 != 0) {
        const __half last = x[n - 1] * __float2half(scale) + __float2half(bias);
        y[n - 1] = __hgt(last, __float2half(0.0f)) ? last : __float2half(0.0f);
    }
}

// The straightforward form: widen, compute in float, round once.
__global__ void relu_half_through_float(const __half* x, __half* y, float scale, float bias, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        float value = __half2float(x[i]);
        value = fmaf(value, scale, bias);
        y[i] = __float2half_rn(value > 0.0f ? value : 0.0f);
    }
}
