// gemv.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// y = A * x for a row-major [rows, columns] matrix.

#pragma OPENCL FP_CONTRACT OFF

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

float2 half_to_float2(ushort2 value) {
    return (float2)(half_to_float(value.x), half_to_float(value.y));
}

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}

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

__kernel void gemv_naive(__global const float* A, __global const float* x, __global float* y, int rows, int columns) {
    const int row = get_global_id(0);
    if (row < rows) {
        float sum = 0.0f;
        for (int column = 0; column < columns; column++)
            sum += A[row * columns + column] * x[column];
        y[row] = sum;
    }
}

float warp_sum(float value, __local uint* exchange) {
    #pragma unroll
    for (int offset = 16; offset > 0; offset >>= 1)
        value += shuffle_down_float(exchange, value, offset, 32);
    return value;
}

// The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
// and the block a whole number of warps.
// At most 128 threads a block.
__kernel void gemv_block_4(__global const half* restrict A, __global const half* restrict x, __global half* restrict y,
                           int columns, __local uint* exchange) {
    __local float warp_sums[4];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int lane = thread & 31;
    const int warp = thread >> 5;
    __global const ushort2* row = (__global const ushort2*)(A + (ulong)block * columns);
    __global const ushort2* vector = (__global const ushort2*)x;

    float sum = 0.0f;
    for (int pair = thread; pair < columns / 2; pair += 4 * 32) {
        const float2 value = half_to_float2(row[pair]);
        const float2 left = (float2)(value.x, value.y);
        const float2 value_2 = half_to_float2(vector[pair]);
        const float2 right = (float2)(value_2.x, value_2.y);
        sum = fma(left.x, right.x, sum);
        sum = fma(left.y, right.y, sum);
    }
    sum = warp_sum(sum, exchange);
    if (lane == 0)
        warp_sums[warp] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool inside = warp == 0;
    float sum_2 = warp_sum(inside ? (lane < 4 ? warp_sums[lane] : 0.0f) : 0.0f, exchange);
    if (inside) {
        sum = sum_2;
        if (lane == 0)
            vstore_half_rte(sum, block, y);
    }
}

// The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
// and the block a whole number of warps.
// At most 64 threads a block.
__kernel void gemv_block_2(__global const half* restrict A, __global const half* restrict x, __global half* restrict y,
                           int columns, __local uint* exchange) {
    __local float warp_sums[2];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int lane = thread & 31;
    const int warp = thread >> 5;
    __global const ushort2* row = (__global const ushort2*)(A + (ulong)block * columns);
    __global const ushort2* vector = (__global const ushort2*)x;

    float sum = 0.0f;
    for (int pair = thread; pair < columns / 2; pair += 2 * 32) {
        const float2 value = half_to_float2(row[pair]);
        const float2 left = (float2)(value.x, value.y);
        const float2 value_2 = half_to_float2(vector[pair]);
        const float2 right = (float2)(value_2.x, value_2.y);
        sum = fma(left.x, right.x, sum);
        sum = fma(left.y, right.y, sum);
    }
    sum = warp_sum(sum, exchange);
    if (lane == 0)
        warp_sums[warp] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool inside = warp == 0;
    float sum_2 = warp_sum(inside ? (lane < 2 ? warp_sums[lane] : 0.0f) : 0.0f, exchange);
    if (inside) {
        sum = sum_2;
        if (lane == 0)
            vstore_half_rte(sum, block, y);
    }
}
