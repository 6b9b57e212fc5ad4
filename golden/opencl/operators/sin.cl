// sin.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void sin_naive(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i < n)
        y[i] = sin(x[i]);
}

// A block takes PER_THREAD times as many elements as it has threads, a thread's own a block's width apart: all loads of
// a thread are under way before the first sine.
__kernel void sin_unrolled_2(__global const float* restrict x, __global float* restrict y, int n) {
    const int first = get_group_id(0) * get_local_size(0) * 2 + get_local_id(0);
    float values[2];
    #pragma unroll
    for (int k = 0; k < 2; k++) {
        const int i = first + k * get_local_size(0);
        values[k] = i < n ? x[i] : 0.0f;
    }
    #pragma unroll
    for (int k = 0; k < 2; k++) {
        const int i = first + k * get_local_size(0);
        if (i < n)
            y[i] = sin(values[k]);
    }
}

// A block takes PER_THREAD times as many elements as it has threads, a thread's own a block's width apart: all loads of
// a thread are under way before the first sine.
__kernel void sin_unrolled_4(__global const float* restrict x, __global float* restrict y, int n) {
    const int first = get_group_id(0) * get_local_size(0) * 4 + get_local_id(0);
    float values[4];
    #pragma unroll
    for (int k = 0; k < 4; k++) {
        const int i = first + k * get_local_size(0);
        values[k] = i < n ? x[i] : 0.0f;
    }
    #pragma unroll
    for (int k = 0; k < 4; k++) {
        const int i = first + k * get_local_size(0);
        if (i < n)
            y[i] = sin(values[k]);
    }
}
