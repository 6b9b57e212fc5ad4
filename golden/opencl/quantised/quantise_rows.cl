// quantise_rows.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Dynamic symmetric quantisation of activations: each row gets the scale that maps its largest magnitude to 127.
// One block a row.

#pragma OPENCL FP_CONTRACT OFF

#define LARGEST_BYTE 127.0f

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

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
}

float block_max(float value, __local float* block_max_warp_maxima, __local uint* exchange) {
    const uint thread = get_local_id(0);
    for (int distance_ = 16; distance_ > 0; distance_ /= 2)
        value = fmax(value, shuffle_xor_float(exchange, value, distance_, 32));
    if (thread % 32 == 0)
        block_max_warp_maxima[thread / 32] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    value = block_max_warp_maxima[0];
    for (int warp = 1; warp < (uint)get_local_size(0) / 32; warp++)
        value = fmax(value, block_max_warp_maxima[warp]);
    return value;
}

__kernel void quantise_rows(__global const float* restrict x, __global char* restrict quantised,
                            __global float* restrict scales, int columns, __local uint* exchange) {
    __local float block_max_warp_maxima[32];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + block * columns;
    float magnitude = 0.0f;
    for (int i = thread; i < columns; i += get_local_size(0))
        magnitude = fmax(magnitude, fabs(row[i]));
    magnitude = block_max(magnitude, block_max_warp_maxima, exchange);

    // A row of zeros stays zeros.
    const float inverse = magnitude > 0.0f ? LARGEST_BYTE / magnitude : 0.0f;
    if (thread == 0)
        scales[block] = magnitude / LARGEST_BYTE;

    for (int i = thread; i < columns; i += get_local_size(0)) {
        int level = convert_int_sat_rte(row[i] * inverse);
        level = max(-127, min(127, level));
        quantised[block * columns + i] = (char)level;
    }
}
