// warp_scan.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
// over the warps.

#pragma OPENCL FP_CONTRACT OFF

uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}

uint lane_of_thread(void) {
    return thread_in_block() % 32;
}

uint threads_of_block(void) {
    return get_local_size(0) * get_local_size(1) * get_local_size(2);
}

// What another lane of the warp holds; the own value where there is no such lane. All threads of the block must call.
float value_of_lane_float(__local uint* exchange, float value, uint lane) {
    __local float* slots = (__local float*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const float result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

float shuffle_up_float(__local uint* exchange, float value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width >= delta % 32 ? lane - delta % 32 : lane;
    return value_of_lane_float(exchange, value, source);
}

float inclusive_warp_scan(float value, int lane, __local uint* exchange) {
    for (int distance_ = 1; distance_ < 32; distance_ *= 2) {
        const float below = shuffle_up_float(exchange, value, distance_, 32);
        if (lane >= distance_)
            value += below;
    }
    return value;
}

__kernel void exclusive_scan(__global const float* restrict x, __global float* restrict prefix,
                             __global float* restrict totals, int n, __local uint* exchange) {
    __local float warp_totals[32];
    const uint thread = get_local_id(0);
    const int i = get_global_id(0);
    const int lane = thread % 32;
    const int warp = thread / 32;

    const float value = i < n ? x[i] : 0.0f;
    const float sum = inclusive_warp_scan(value, lane, exchange);
    if (lane == 31)
        warp_totals[warp] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool inside = warp == 0;
    const int warps = get_local_size(0) / 32;
    const float total = inside ? (lane < warps ? warp_totals[lane] : 0.0f) : 0.0f;
    float warp_totals_2 = inclusive_warp_scan(total, lane, exchange);
    if (inside)
        warp_totals[lane] = warp_totals_2;
    barrier(CLK_LOCAL_MEM_FENCE);

    float before = shuffle_up_float(exchange, sum, 1u, 32);
    if (lane == 0)
        before = 0.0f;
    if (warp > 0)
        before += warp_totals[warp - 1];
    if (i < n)
        prefix[i] = before;
    if (thread == 0)
        totals[get_group_id(0)] = warp_totals[31];  // beyond the last warp nothing was added
}
