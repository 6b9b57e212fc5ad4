// layernorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Layer normalisation over the last dimension: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta.
// One block a row. Mean and variance come from one pass: each thread keeps a running mean and sum of squared
// deviations (Welford), and pairs of those are joined (Chan) through warp shuffles and then through shared memory.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    float mean;
    float squares;
    float count;
} Moments;

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

void add_value(Moments* moments, float value) {
    moments->count += 1.0f;
    const float deviation = value - moments->mean;
    moments->mean += deviation / moments->count;
    moments->squares += deviation * (value - moments->mean);
}

Moments join(Moments a, Moments b) {
    const float count = a.count + b.count;
    if (count == 0.0f)
        return a;
    const float deviation = b.mean - a.mean;
    Moments joined;
    joined.mean = a.mean + deviation * (b.count / count);
    joined.squares = a.squares + b.squares + deviation * deviation * (a.count * b.count / count);
    joined.count = count;
    return joined;
}

Moments join_warp(Moments moments, __local uint* exchange) {
    for (int distance_ = 16; distance_ >= 1; distance_ >>= 1) {
        Moments other;
        other.mean = shuffle_xor_float(exchange, moments.mean, distance_, 32);
        other.squares = shuffle_xor_float(exchange, moments.squares, distance_, 32);
        other.count = shuffle_xor_float(exchange, moments.count, distance_, 32);
        moments = join(moments, other);
    }
    return moments;
}

__kernel void layernorm(__global const float* restrict x, __global const float* restrict gamma,
                        __global const float* restrict beta, __global float* restrict y, int columns, float epsilon,
                        __local uint* exchange) {
    __local Moments warp_moments[32];
    __local float mean;
    __local float scale;
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + block * columns;
    const int lane = thread % 32;
    const int warp = thread / 32;

    Moments moments = {0.0f, 0.0f, 0.0f};
    for (int i = thread; i < columns; i += get_local_size(0))
        add_value(&moments, row[i]);
    moments = join_warp(moments, exchange);
    if (lane == 0)
        warp_moments[warp] = moments;
    barrier(CLK_LOCAL_MEM_FENCE);

    if (thread == 0) {
        for (int other = 1; other < (uint)get_local_size(0) / 32; other++)
            moments = join(moments, warp_moments[other]);
        mean = moments.mean;
        scale = rsqrt(moments.squares / columns + epsilon);
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    __global float* out = y + block * columns;
    for (int i = thread; i < columns; i += get_local_size(0))
        out[i] = (row[i] - mean) * scale * gamma[i] + beta[i];
}
