// shuffle_sum.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

#pragma OPENCL FP_CONTRACT OFF

#define LANES 32
#define WARPS 8

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

float shuffle_down_float(__local uint* exchange, float value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width + delta % 32 < width ? lane + delta % 32 : lane;
    return value_of_lane_float(exchange, value, source);
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

int shuffle_xor_int(__local uint* exchange, int value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_int(exchange, value, source);
}

// The sum, valid in lane 0.
float warp_sum(float value, __local uint* exchange) {
    for (int distance_ = LANES / 2; distance_ > 0; distance_ >>= 1)
        value += shuffle_down_float(exchange, value, distance_, 32);
    return value;
}

float block_sum(float value, __local float* warp_sums, __local uint* exchange) {
    const uint thread = get_local_id(0);
    const int lane = thread % LANES;
    const int warp = thread / LANES;

    value = warp_sum(value, exchange);
    if (lane == 0)
        warp_sums[warp] = value;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool inside = warp == 0;
    if (inside)
        value = lane < WARPS ? warp_sums[lane] : 0.0f;
    float value_2 = warp_sum(value, exchange);
    if (inside) {
        value = value_2;
        if (lane == 0)
            warp_sums[0] = value;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    const float total = warp_sums[0];
    barrier(CLK_LOCAL_MEM_FENCE);  // warp_sums may be used again
    return total;
}

// At most 256 threads a block.
__kernel void row_moments(__global const float* restrict x, __global float* restrict mean,
                          __global float* restrict variance, int columns, __local uint* exchange) {
    __local float warp_sums[WARPS];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + (long)block * columns;

    float sum = 0.0f;
    for (int i = thread; i < columns; i += get_local_size(0))
        sum += row[i];
    const float row_mean = block_sum(sum, warp_sums, exchange) / columns;

    float squares = 0.0f;
    for (int i = thread; i < columns; i += get_local_size(0)) {
        const float deviation = row[i] - row_mean;
        squares += deviation * deviation;
    }
    const float row_variance = block_sum(squares, warp_sums, exchange) / columns;

    if (thread == 0) {
        mean[block] = row_mean;
        variance[block] = row_variance;
    }
}

// The same for whole numbers, valid in every lane.
int warp_sum_2(int value, __local uint* exchange) {
    for (int distance_ = LANES / 2; distance_ > 0; distance_ >>= 1)
        value += shuffle_xor_int(exchange, value, distance_, 32);
    return value;
}

// How many elements of each row are positive; one warp a row.
__kernel void count_positive(__global const float* restrict x, __global int* restrict counts, int columns,
                             __local uint* exchange) {
    const uint thread = get_local_id(0);
    const int row = get_group_id(0);
    int count = 0;
    for (int i = thread; i < columns; i += LANES)
        count += x[row * columns + i] > 0.0f;
    count = warp_sum_2(count, exchange);
    if (thread == 0)
        counts[row] = count;
}
