// dot_product.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The dot product of two vectors, four elements a load. Each block reduces in dynamic shared memory, one float for
// each thread, and adds its part to the result, which starts at zero.

#pragma OPENCL FP_CONTRACT OFF

float atomic_add_float(volatile __global float* place, float operand) {
    volatile __global uint* bits = (volatile __global uint*)place;
    uint expected, seen = *bits;
    float old;
    do {
        expected = seen;
        old = as_float(expected);
        seen = atomic_cmpxchg(bits, expected, as_uint(old + operand));
    } while (seen != expected);
    return old;
}

float dot_(float4 a, float4 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
}

float dot_2(float a, float b) {
    return a * b;
}

__kernel void dot_product(__global const float* restrict a, __global const float* restrict b, __global float* result,
                          int n, __local float* partial) {
    const uint thread = get_local_id(0);

    const int quads = n / 4;
    __global const float4* a_quads = (__global const float4*)a;
    __global const float4* b_quads = (__global const float4*)b;
    const int first = get_global_id(0);

    float sum = 0.0f;
    for (int i = first; i < quads; i += get_global_size(0))
        sum += dot_(a_quads[i], b_quads[i]);
    const int rest = 4 * quads + first;
    if (rest < n)
        sum += dot_2(a[rest], b[rest]);

    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (uint active = get_local_size(0) >> 1; active != 0; active >>= 1) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        atomic_add_float(result, partial[0]);
}
