// compact.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Stream compaction: each block moves the elements above a threshold to the front of its own stretch of the output,
// in order, and says how many there are.

#pragma OPENCL FP_CONTRACT OFF

#define BLOCK 128

uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}

uint threads_of_block(void) {
    return get_local_size(0) * get_local_size(1) * get_local_size(2);
}

// Bit l is what lane l of the warp voted. All threads of the block must call.
uint warp_ballot(__local uint* exchange, bool predicate, uint mask) {
    const uint thread = thread_in_block();
    const uint first = thread / 32 * 32;
    const uint lanes = min(32u, threads_of_block() - first);
    exchange[thread] = predicate;
    barrier(CLK_LOCAL_MEM_FENCE);
    uint votes = 0;
    for (uint lane = 0; lane < lanes; lane++)
        votes |= (uint)exchange[first + lane] << lane;
    barrier(CLK_LOCAL_MEM_FENCE);
    return votes & mask;
}

bool warp_any(__local uint* exchange, bool predicate, uint mask) {
    return warp_ballot(exchange, predicate, mask) != 0;
}

bool warp_all(__local uint* exchange, bool predicate, uint mask) {
    return warp_ballot(exchange, !predicate, mask) == 0;
}

__kernel void compact(__global const float* restrict x, __global float* restrict kept, __global int* restrict counts,
                      float threshold, int n, __local uint* exchange) {
    __local int warp_counts[4];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int i = block * BLOCK + thread;
    const int lane = thread % 32;
    const int warp = thread / 32;

    const bool keep = i < n && x[i] > threshold;
    const uint ballot = warp_ballot(exchange, keep, 0xffffffffu);
    if (lane == 0)
        warp_counts[warp] = popcount(ballot);
    barrier(CLK_LOCAL_MEM_FENCE);

    int position = popcount(ballot & ((1u << lane) - 1));
    int total = 0;
    for (int other = 0; other < BLOCK / 32; other++) {
        position += other < warp ? warp_counts[other] : 0;
        total += warp_counts[other];
    }
    if (keep)
        kept[block * BLOCK + position] = x[i];
    if (thread == 0)
        counts[block] = total;
}

// Whether any, and whether all, elements of each warp's stretch are above the threshold.
__kernel void threshold_votes(__global const float* restrict x, __global uchar* any_above, __global uchar* all_above,
                              float threshold, int n, __local uint* exchange) {
    const int i = get_global_id(0);
    const bool above = i < n ? x[i] > threshold : false;
    const bool any_ = (int)warp_any(exchange, above, 0xffffffffu);
    const bool all_ = (int)warp_all(exchange, above || i >= n, 0xffffffffu);
    if (get_local_id(0) % 32 == 0) {
        any_above[i / 32] = any_;
        all_above[i / 32] = all_;
    }
}
