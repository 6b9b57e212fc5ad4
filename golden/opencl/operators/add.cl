// add.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
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

__kernel void add_naive(__global const float* a, __global const float* b, __global float* c, int n) {
    int i = get_global_id(0);
    if (i < n)
        c[i] = a[i] + b[i];
}

// Four elements at a time, a grid's width apart; the first threads take what is left over.
__kernel void add_vectorised(__global const float* restrict a, __global const float* restrict b,
                             __global float* restrict c, int n) {
    __global const float4* a4 = (__global const float4*)a;
    __global const float4* b4 = (__global const float4*)b;
    __global float4* c4 = (__global float4*)c;
    const int first = get_global_id(0);
    for (int i = first; i < n / 4; i += get_global_size(0)) {
        const float4 left = a4[i];
        const float4 right = b4[i];
        c4[i] = (float4)(left.x + right.x, left.y + right.y, left.z + right.z, left.w + right.w);
    }
    const int rest = n / 4 * 4 + first;
    if (rest < n)
        c[rest] = a[rest] + b[rest];
}

// Half precision, two at a time. An odd last element is one thread's.
__kernel void add_half2(__global const half* restrict a, __global const half* restrict b, __global half* restrict c,
                        int n) {
    const int i = 2 * get_global_id(0);
    if (i + 1 < n) {
        const float2 value = half_to_float2(*(__global const ushort2*)(a + i));
        const float2 value_2 = half_to_float2(*(__global const ushort2*)(b + i));
        *(__global ushort2*)(c
                + i) = float_to_half2((float2)(round_half(value.x + value_2.x), round_half(value.y + value_2.y)));
    } else if (i < n)
        vstore_half_rte(vload_half(i, a) + vload_half(i, b), i, c);
}
