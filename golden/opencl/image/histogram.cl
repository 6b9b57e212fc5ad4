// histogram.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.

#pragma OPENCL FP_CONTRACT OFF

#define BINS 256

__kernel void histogram(__global const uchar* restrict data, __global uint* counts, int n) {
    __local uint block_counts[BINS];
    const uint thread = get_local_id(0);
    for (int bin = thread; bin < BINS; bin += get_local_size(0))
        block_counts[bin] = 0;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int i = get_global_id(0); i < n; i += get_global_size(0))
        atomic_add(&block_counts[data[i]], 1u);
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int bin = thread; bin < BINS; bin += get_local_size(0)) {
        const uint count = block_counts[bin];
        if (count)
            atomic_add(&counts[bin], count);
    }
}
