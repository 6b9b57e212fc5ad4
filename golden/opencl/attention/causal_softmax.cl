// causal_softmax.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Softmax of attention scores under a causal mask: query q sees the keys 0 ... q + keys - queries.
// Scores are [heads, queries, keys]. One warp a query; a block is 32 x (queries a block); blockIdx.y is the head.

#pragma OPENCL FP_CONTRACT OFF

#define WARP 32

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

float shuffle_float(__local uint* exchange, float value, uint from, uint width) {
    const uint lane = lane_of_thread();
    const uint source = (lane & ~(width - 1)) | (from & (width - 1));
    return value_of_lane_float(exchange, value, source);
}

float warp_max(float value, __local uint* exchange) {
    for (int distance_ = WARP / 2; distance_; distance_ /= 2)
        value = fmax(value, shuffle_xor_float(exchange, value, distance_, 32));
    return value;
}

float warp_total(float value, __local uint* exchange) {
    for (int distance_ = WARP / 2; distance_; distance_ /= 2)
        value += shuffle_xor_float(exchange, value, distance_, 32);
    // Every lane takes the first lane's sum, so that all divide by the very same number.
    return shuffle_float(exchange, value, 0, 32);
}

__kernel void causal_softmax(__global const float* restrict scores, __global float* restrict weights, int queries,
                             int keys, float scale, __local uint* exchange) {
    const uint thread_x = get_local_id(0);
    const int query = get_group_id(0) * get_local_size(1) + get_local_id(1);
    bool active = query < queries;
    const long row = ((long)get_group_id(1) * queries + query) * keys;
    const int last = query + keys - queries;

    float largest = -INFINITY;
    if (active) {
        for (int k = thread_x; k < keys; k += WARP) {
            const float score = k <= last ? scores[row + k] * scale : -INFINITY;
            largest = fmax(largest, score);
        }
    }
    largest = warp_max(largest, exchange);

    float total = 0.0f;
    if (active) {
        for (int k = thread_x; k < keys; k += WARP) {
            if (k > last)
                break;
            total += exp(scores[row + k] * scale - largest);
        }
    }
    const float inverse = 1.0f / warp_total(total, exchange);

    if (active) {
        for (int k = thread_x; k < keys; k += WARP)
            weights[row + k] = k <= last ? exp(scores[row + k] * scale - largest) * inverse : 0.0f;
    }
}
