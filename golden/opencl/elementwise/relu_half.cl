// relu_half.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}

float2 half_to_float2(ushort2 value) {
    return (float2)(half_to_float(value.x), half_to_float(value.y));
}

ushort2 float_to_half2(float2 value) {
    return (ushort2)(float_to_half(value.x), float_to_half(value.y));
}

// y = max(scale * x + bias, 0) in half precision, two elements a thread.
// An odd n leaves one element, which the thread after the last pair takes alone.
__kernel void relu_half(__global const half* restrict x, __global half* restrict y, float scale, float bias, int n) {
    const float2 scale_pair = (float2)(round_half(scale), round_half(scale));
    const float2 bias_pair = (float2)(round_half(bias), round_half(bias));
    const float2 zero_pair = (float2)(0.0f, 0.0f);

    const int pair = get_global_id(0);
    const int pairs = n / 2;
    if (pair < pairs) {
        const float2 value = half_to_float2(((__global const ushort2*)x)[pair]);
        const float2 value_2 = (float2)(round_half(value.x * scale_pair.x), round_half(value.y * scale_pair.y));
        const float2 scaled = (float2)(round_half(value_2.x + bias_pair.x), round_half(value_2.y + bias_pair.y));
        ((__global ushort2*)y)[pair] = float_to_half2((float2)(fmax(scaled.x, zero_pair.x),
                fmax(scaled.y, zero_pair.y)));
    } else if (pair == pairs && n % 2 != 0) {
        const float last = round_half(round_half(vload_half(n - 1, x) * round_half(scale)) + round_half(bias));
        vstore_half_rte(last > 0.0f ? last : 0.0f, n - 1, y);
    }
}

// The straightforward form: widen, compute in float, round once.
__kernel void relu_half_through_float(__global const half* x, __global half* y, float scale, float bias, int n) {
    const int i = get_global_id(0);
    if (i < n) {
        float value = vload_half(i, x);
        value = fma(value, scale, bias);
        vstore_half_rte(value > 0.0f ? value : 0.0f, i, y);
    }
}
