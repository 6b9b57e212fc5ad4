// sigmoid.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

float2 half_to_float2(ushort2 value) {
    return (float2)(half_to_float(value.x), half_to_float(value.y));
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

ushort2 float_to_half2(float2 value) {
    return (ushort2)(float_to_half(value.x), float_to_half(value.y));
}

float sigmoid(float value) {
    return 1.0f / (1.0f + exp(-value));
}

__kernel void sigmoid_naive(__global const float* x, __global float* y, int n) {
    int idx = get_global_id(0);
    if (idx < n)
        y[idx] = sigmoid(x[idx]);
}

// Eight halves a thread and turn, which is one access of 128 bits; n is a multiple of eight.
__kernel void sigmoid_packed(__global const half* restrict x, __global half* restrict y, int n) {
    for (int i = get_global_id(0); i < n / 8; i += get_global_size(0)) {
        uint4 pack = ((__global const uint4*)x)[i];
        ushort2* pairs = (ushort2*)&pack;
        #pragma unroll
        for (int k = 0; k < 4; k++) {
            const float2 value = half_to_float2(pairs[k]);
            const float2 value_2 = (float2)(value.x, value.y);
            const float value_3 = sigmoid(value_2.x);
            const float value_4 = sigmoid(value_2.y);
            pairs[k] = float_to_half2((float2)(round_half(value_3), round_half(value_4)));
        }
        ((__global uint4*)y)[i] = pack;
    }
}
