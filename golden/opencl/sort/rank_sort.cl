// rank_sort.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Stable sort of short keys by counting: an element's place is the number of elements that come before it.
// Keys are staged through shared memory a block at a time, so that each is read from global memory once a block.

#pragma OPENCL FP_CONTRACT OFF

#define STAGE 128

__kernel void rank_sort(__global const short* restrict keys, __global const uchar* restrict payload,
                        __global short* restrict sorted_keys, __global uchar* restrict sorted_payload, int n) {
    __local short stage[STAGE];
    const uint thread = get_local_id(0);
    const int i = get_group_id(0) * STAGE + thread;
    const short own = i < n ? keys[i] : 0;

    int rank = 0;
    for (int start = 0; start < n; start += STAGE) {
        if (start + thread < n)
            stage[thread] = keys[start + thread];
        barrier(CLK_LOCAL_MEM_FENCE);
        const int staged = min(STAGE, n - start);
        for (int other = 0; other < staged; other++) {
            // Of equal keys the earlier one comes first.
            if (stage[other] < own || (stage[other] == own && start + other < i))
                rank++;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    if (i < n) {
        sorted_keys[rank] = own;
        sorted_payload[rank] = payload[i];
    }
}
