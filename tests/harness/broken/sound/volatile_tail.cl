// volatile_tail.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// The last steps of a tree in one warp, in the way of before __syncwarp: the exchange goes through volatile memory.
__kernel void warp_tail(__global const int* x, __global int* sums) {
    __local volatile int held[64];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    held[thread] = x[block * 64 + thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    bool inside = thread < 32;
    int next_held = inside ? held[thread] + held[thread + 32] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (inside)
        held[thread] = next_held;
    barrier(CLK_LOCAL_MEM_FENCE);
    int other = inside ? held[(thread + 31) % 32] : 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (inside)
        held[thread] += other;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (inside && thread == 0) {
        int sum = 0;
        for (int i = 0; i < 32; i++)
            sum += held[i];
        sums[block] = sum;
    }
}
