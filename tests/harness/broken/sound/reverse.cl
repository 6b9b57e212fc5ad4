// reverse.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// Each block's elements in the opposite order, through dynamic shared memory.
__kernel void reverse(__global const float* x, __global float* y, __local float* held) {
    const uint thread = get_local_id(0);
    held[thread] = x[(uint)get_global_id(0)];
    barrier(CLK_LOCAL_MEM_FENCE);
    y[(uint)get_global_id(0)] = held[(uint)get_local_size(0) - 1 - thread];
}
