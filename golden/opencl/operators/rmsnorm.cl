// rmsnorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

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

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
}

// One thread an element.
__kernel void rmsnorm_naive(__global const float* x, __global const float* weight, __global float* y, int rows,
                            int columns, float epsilon) {
    const int i = get_global_id(0);
    if (i < rows * columns) {
        const int row = i / columns;
        float squares = 0.0f;
        for (int c = 0; c < columns; c++) {
            const float value = x[row * columns + c];
            squares += value * value;
        }
        y[i] = x[i] * rsqrt(squares / columns + epsilon) * weight[i - row * columns];
    }
}

float squared_length(float4 v) {
    return v.x * v.x + v.y * v.y + v.z * v.z + v.w * v.w;
}

float warp_sum(float value, __local uint* exchange) {
    #pragma unroll
    for (int step_ = 16; step_ > 0; step_ >>= 1)
        value += shuffle_xor_float(exchange, value, step_, 32);
    return value;
}

// Adds x to the residual stream and normalises the sum, four columns at a time: `columns` is a multiple of four. One
// block of whole warps a row. residual is changed in place; every thread finds there what it wrote itself.
__kernel void rmsnorm_residual(__global const float* restrict x, __global float* restrict residual,
                               __global const float* restrict weight, __global float* restrict y, int columns,
                               float epsilon, __local uint* exchange) {
    __local float warps[32];
    __local float scale;
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int vectors = columns / 4;
    __global const float4* in = (__global const float4*)x + block * vectors;
    __global float4* stream = (__global float4*)residual + block * vectors;
    __global const float4* weights = (__global const float4*)weight;
    __global float4* out = (__global float4*)y + block * vectors;

    float squares = 0.0f;
    for (int i = thread; i < vectors; i += get_local_size(0)) {
        const float4 added = in[i];
        float4 sum = stream[i];
        sum.x += added.x;
        sum.y += added.y;
        sum.z += added.z;
        sum.w += added.w;
        stream[i] = sum;
        squares += squared_length(sum);
    }

    squares = warp_sum(squares, exchange);
    const int lane = thread & 31;
    const int warp = thread >> 5;
    if (lane == 0)
        warps[warp] = squares;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    bool inside = warp == 0;
    float squares_2 = warp_sum(inside ? (lane < (uint)get_local_size(0) / 32 ? warps[lane] : 0.0f) : 0.0f, exchange);
    if (inside) {
        squares = squares_2;
        if (lane == 0)
            scale = rsqrt(squares / columns + epsilon);
    }
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);

    for (int i = thread; i < vectors; i += get_local_size(0)) {
        const float4 value = stream[i];
        const float4 w = weights[i];
        out[i] = (float4)(value.x * scale * w.x, value.y * scale * w.y, value.z * scale * w.z, value.w * scale * w.w);
    }
}
