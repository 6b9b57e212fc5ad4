// warp_sums.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

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

uint lane_of_thread(void) {
    return thread_in_block() % 32;
}

// What another lane of the warp holds; the own value where there is no such lane. All threads of the block must call.
int value_of_lane_int(__local uint* exchange, int value, uint lane) {
    __local int* slots = (__local int*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const int result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

int shuffle_down_int(__local uint* exchange, int value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width + delta % 32 < width ? lane + delta % 32 : lane;
    return value_of_lane_int(exchange, value, source);
}

// The sum of each warp's numbers, and how many of them are positive.
__kernel void warp_sums(__global const int* x, __global int* sums, __global int* positive, __local uint* exchange) {
    int i = get_global_id(0);
    int value = x[i];
    int count = popcount(warp_ballot(exchange, value > 0, 0xffffffffu));
    for (int distance_ = 16; distance_ > 0; distance_ /= 2)
        value += shuffle_down_int(exchange, value, distance_, 32);
    if (get_local_id(0) % 32 == 0) {
        sums[i / 32] = value;
        positive[i / 32] = count;
    }
}
