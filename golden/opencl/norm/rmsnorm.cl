// rmsnorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
// a thread takes two at a time. The block is a whole number of warps, at most 32.

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

ushort2 float_to_half2(float2 value) {
    return (ushort2)(float_to_half(value.x), float_to_half(value.y));
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

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
}

float sum_over_warp(float value, __local uint* exchange) {
    #pragma unroll
    for (int distance_ = 16; distance_ > 0; distance_ /= 2)
        value += shuffle_xor_float(exchange, value, distance_, 32);
    return value;
}

__kernel void rmsnorm(__global const half* restrict x, __global const half* restrict weight, __global half* restrict y,
                      int columns, float epsilon, __local uint* exchange) {
    __local float warp_sums[32];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int pairs = columns / 2;
    __global const ushort2* row = (__global const ushort2*)(x + (ulong)block * columns);
    __global const ushort2* weights = (__global const ushort2*)weight;
    __global ushort2* out = (__global ushort2*)(y + (ulong)block * columns);

    float squares = 0.0f;
    for (int i = thread; i < pairs; i += get_local_size(0)) {
        const float2 value = half_to_float2(row[i]);
        const float2 value_2 = (float2)(value.x, value.y);
        squares += value_2.x * value_2.x + value_2.y * value_2.y;
    }
    squares = sum_over_warp(squares, exchange);
    if (thread % 32 == 0)
        warp_sums[thread / 32] = squares;
    barrier(CLK_LOCAL_MEM_FENCE);

    // Every warp adds the warps' sums for itself, which saves a second barrier.
    const int lane = thread % 32;
    squares = sum_over_warp(lane < (uint)get_local_size(0) / 32 ? warp_sums[lane] : 0.0f, exchange);
    const float scale = rsqrt(squares / columns + epsilon);

    for (int i = thread; i < pairs; i += get_local_size(0)) {
        const float2 value = half_to_float2(row[i]);
        const float2 value_2 = (float2)(value.x, value.y);
        const float2 value_3 = half_to_float2(weights[i]);
        const float2 factor = (float2)(value_3.x, value_3.y);
        const float value_4 = value_2.x * scale * factor.x;
        const float value_5 = value_2.y * scale * factor.y;
        out[i] = float_to_half2((float2)(round_half(value_4), round_half(value_5)));
    }
}
