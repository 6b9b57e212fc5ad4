// histogram.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void histogram(__global const uchar* data, __global uint* counts, int n) {
    __local uint local_[16];
    const uint thread = get_local_id(0);
    if (thread < 16)
        local_[thread] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = get_global_id(0); i < n; i += get_global_size(0))
        atomic_add(&local_[data[i] % 16], 1u);
    barrier(CLK_LOCAL_MEM_FENCE);
    if (thread < 16)
        atomic_add(&counts[thread], local_[thread]);
}
