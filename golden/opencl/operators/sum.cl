// sum.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sums over one axis of a [rows, columns] matrix, or over all of it.

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

// The last axis: one thread a row.
__kernel void sum_naive(__global const float* restrict x, __global float* restrict sums, int rows, int columns) {
    const int row = get_global_id(0);
    if (row >= rows)
        return;
    float sum = 0.0f;
    for (int column = 0; column < columns; column++)
        sum += x[row * columns + column];
    sums[row] = sum;
}

// The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
// memory.
__kernel void sum_columns_8(__global const float* restrict x, __global float* restrict sums, int rows, int columns) {
    __local float partial[8][32];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int column = get_group_id(0) * 32 + thread_x;
    float sum = 0.0f;
    if (column < columns) {
        for (int row = thread_y; row < rows; row += 8)
            sum += x[row * columns + column];
    }
    partial[thread_y][thread_x] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int lines = 8 / 2; lines > 0; lines /= 2) {
        if (thread_y < lines)
            partial[thread_y][thread_x] += partial[thread_y + lines][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread_y == 0 && column < columns)
        sums[column] = partial[0][thread_x];
}

// The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
// memory.
__kernel void sum_columns_4(__global const float* restrict x, __global float* restrict sums, int rows, int columns) {
    __local float partial[4][32];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int column = get_group_id(0) * 32 + thread_x;
    float sum = 0.0f;
    if (column < columns) {
        for (int row = thread_y; row < rows; row += 4)
            sum += x[row * columns + column];
    }
    partial[thread_y][thread_x] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int lines = 4 / 2; lines > 0; lines /= 2) {
        if (thread_y < lines)
            partial[thread_y][thread_x] += partial[thread_y + lines][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread_y == 0 && column < columns)
        sums[column] = partial[0][thread_x];
}

// All of it, in two steps: each block leaves its sum, and a last launch of one block sums those. Four elements a load in a
// grid-stride loop, the last n % 4 one by one; a block is whole warps.
__kernel void sum_block(__global const float* restrict x, __global float* restrict sums, int n,
                        __local uint* exchange) {
    __local float warps[32];
    const uint thread_index = get_local_id(0);
    const int thread = get_global_id(0);
    const int threads = get_global_size(0);
    const int lane = thread_index % 32;
    const int warp = thread_index / 32;

    float sum = 0.0f;
    __global const float4* vectors = (__global const float4*)x;
    for (int i = thread; i < n / 4; i += threads) {
        const float4 v = vectors[i];
        sum += v.x + v.y + (v.z + v.w);
    }
    for (int i = n / 4 * 4 + thread; i < n; i += threads)
        sum += x[i];

    for (int offset = 16; offset > 0; offset >>= 1)
        sum += shuffle_down_float(exchange, sum, offset, 32);
    if (lane == 0)
        warps[warp] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    bool inside = warp == 0;
    if (inside)
        sum = lane < ((uint)get_local_size(0) + 31) / 32 ? warps[lane] : 0.0f;
    for (int offset = 16; offset > 0; offset >>= 1) {
        float other = shuffle_down_float(exchange, sum, offset, 32);
        if (inside)
            sum += other;
    }
    if (inside && lane == 0)
        sums[get_group_id(0)] = sum;
}
