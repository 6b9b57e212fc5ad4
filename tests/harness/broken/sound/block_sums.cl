// block_sums.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// Half the sum of each block's elements.
__kernel void block_sums(__global const float* x, __global float* sums, int n) {
    __local float partial[64];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    int i = block * 64 + thread;
    partial[thread] = i < n ? 0.5f * x[i] : 0.0f;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 32; active > 0; active /= 2) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        sums[block] = partial[0];
}
