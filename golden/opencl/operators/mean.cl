// mean.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
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

float shuffle_down_float(__local uint* exchange, float value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width + delta % 32 < width ? lane + delta % 32 : lane;
    return value_of_lane_float(exchange, value, source);
}

// The mean over the middle axis of [outer, reduced, inner]: one thread an output.
__kernel void mean_naive(__global const float* restrict x, __global float* restrict y, int outer, int reduced,
                         int inner) {
    const int i = get_global_id(0);
    if (i >= outer * inner)
        return;

    const int o = i / inner;
    __global const float* column = x + o * reduced * inner + i % inner;
    float sum = 0.0f;
    for (int r = 0; r < reduced; r++)
        sum += column[r * inner];
    y[i] = sum / (float)reduced;
}

// Adds the values of a block of BLOCK threads; the sum is the first thread's.
float block_sum_64(float value, __local float* block_sum_64_sums, __local uint* exchange) {
    const uint tid = get_local_id(0);
    block_sum_64_sums[tid] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    bool inside = tid < 32;
    if (inside)
        value = block_sum_64_sums[tid] + block_sum_64_sums[tid + 32];
    for (int offset = 16; offset > 0; offset /= 2) {
        float other = shuffle_down_float(exchange, value, offset, 32);
        if (inside)
            value += other;
    }
    return value;
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
__kernel void mean_block_64(__global const float* restrict x, __global float* restrict y, int columns,
                            __local uint* exchange) {
    __local float block_sum_64_sums[64];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + (ulong)block * columns;

    float sum = 0.0f;
    for (uint i = thread; i < columns; i += 2u * 64) {
        sum += row[i];
        if (i + 64 < columns)
            sum += row[i + 64];
    }
    sum = block_sum_64(sum, block_sum_64_sums, exchange);
    if (thread == 0)
        y[block] = sum / columns;
}

// Adds the values of a block of BLOCK threads; the sum is the first thread's.
float block_sum_256(float value, __local float* block_sum_256_sums, __local uint* exchange) {
    const uint tid = get_local_id(0);
    block_sum_256_sums[tid] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    if (tid < 128)
        block_sum_256_sums[tid] += block_sum_256_sums[tid + 128];
    barrier(CLK_LOCAL_MEM_FENCE);
    if (tid < 64)
        block_sum_256_sums[tid] += block_sum_256_sums[tid + 64];
    barrier(CLK_LOCAL_MEM_FENCE);
    bool inside = tid < 32;
    if (inside)
        value = block_sum_256_sums[tid] + block_sum_256_sums[tid + 32];
    for (int offset = 16; offset > 0; offset /= 2) {
        float other = shuffle_down_float(exchange, value, offset, 32);
        if (inside)
            value += other;
    }
    return value;
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
__kernel void mean_block_256(__global const float* restrict x, __global float* restrict y, int columns,
                             __local uint* exchange) {
    __local float block_sum_256_sums[256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + (ulong)block * columns;

    float sum = 0.0f;
    for (uint i = thread; i < columns; i += 2u * 256) {
        sum += row[i];
        if (i + 256 < columns)
            sum += row[i + 256];
    }
    sum = block_sum_256(sum, block_sum_256_sums, exchange);
    if (thread == 0)
        y[block] = sum / columns;
}
