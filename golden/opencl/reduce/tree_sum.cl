// tree_sum.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
__kernel void tree_sum_float_256(__global const float* restrict x, __global float* restrict partial_sums, int n) {
    __local float partial[256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);

    float sum = 0.0f;
    for (int i = block * 256 + thread; i < n; i += get_num_groups(0) * 256)
        sum += x[i];
    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    #pragma unroll
    for (int active = 256 / 2; active > 0; active /= 2) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        partial_sums[block] = partial[0];
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
__kernel void tree_sum_float_128(__global const float* restrict x, __global float* restrict partial_sums, int n) {
    __local float partial[128];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);

    float sum = 0.0f;
    for (int i = block * 128 + thread; i < n; i += get_num_groups(0) * 128)
        sum += x[i];
    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    #pragma unroll
    for (int active = 128 / 2; active > 0; active /= 2) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        partial_sums[block] = partial[0];
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
__kernel void tree_sum_double_64(__global const double* restrict x, __global double* restrict partial_sums, int n) {
    __local double partial[64];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);

    double sum = 0.0;
    for (int i = block * 64 + thread; i < n; i += get_num_groups(0) * 64)
        sum += x[i];
    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    #pragma unroll
    for (int active = 64 / 2; active > 0; active /= 2) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        partial_sums[block] = partial[0];
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
__kernel void tree_sum_int_256(__global const int* restrict x, __global int* restrict partial_sums, int n) {
    __local int partial[256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);

    int sum = 0;
    for (int i = block * 256 + thread; i < n; i += get_num_groups(0) * 256)
        sum += x[i];
    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    #pragma unroll
    for (int active = 256 / 2; active > 0; active /= 2) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        partial_sums[block] = partial[0];
}
