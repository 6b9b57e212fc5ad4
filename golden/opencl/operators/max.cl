// max.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The largest element of each row of a [rows, columns] matrix.

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

__kernel void max_naive(__global const float* restrict x, __global float* restrict y, int rows, int columns) {
    const int row = get_global_id(0);
    if (row < rows) {
        float largest = x[row * columns];
        for (int column = 1; column < columns; column++)
            largest = fmax(largest, x[row * columns + column]);
        y[row] = largest;
    }
}

// Leaves the largest value of a block of whole warps with its first thread.
float block_max(float value, __local float* block_max_warp_maxima, __local uint* exchange) {
    const uint thread = get_local_id(0);
    const int lane = thread % 32;
    const int warp = thread / 32;

    for (int offset = 32 / 2; offset > 0; offset /= 2)
        value = fmax(value, shuffle_down_float(exchange, value, offset, 32));
    if (lane == 0)
        block_max_warp_maxima[warp] = value;
    barrier(CLK_LOCAL_MEM_FENCE);

    value = thread < get_local_size(0) / 32 ? block_max_warp_maxima[lane] : -3.4028235e+38f;
    bool inside = warp == 0;
    for (int offset = 16; offset > 0; offset /= 2) {
        float other = shuffle_down_float(exchange, value, offset, 32);
        if (inside)
            value = fmax(value, other);
    }
    return value;
}

// One block a row of a multiple of four elements, four at a time.
__kernel void max_block(__global const float* restrict x, __global float* restrict y, int columns,
                        __local uint* exchange) {
    __local float block_max_warp_maxima[32];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float4* row = (__global const float4*)x + block * (columns / 4);
    float largest = -3.4028235e+38f;
    for (int i = thread; i < columns / 4; i += get_local_size(0)) {
        const float4 four = row[i];
        largest = fmax(largest, fmax(fmax(four.x, four.y), fmax(four.z, four.w)));
    }
    largest = block_max(largest, block_max_warp_maxima, exchange);
    if (thread == 0)
        y[block] = largest;
}
