// gqa.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Grouped-query attention: query_heads / key_heads query heads share the keys and the values of one head. query and out
// are [query_heads, queries, CHANNELS], key and value [key_heads, keys, CHANNELS].

#pragma OPENCL FP_CONTRACT OFF

#define kKeyTile 8

typedef struct {
    int queries;
    int keys;
    int query_heads;
    int key_heads;
    float scale;
} Attention;

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

// One thread an element of the output: one pass over the keys for the largest score, one for the weighted sum.
__kernel void gqa_naive_8(__global const float* restrict query, __global const float* restrict key,
                          __global const float* restrict value, __global float* restrict out, Attention shape) {
    const int channel = get_local_id(0);
    const int row = get_group_id(0) * get_local_size(1) + get_local_id(1);
    const int head = get_group_id(1);
    if (row >= shape.queries)
        return;
    const int key_head = head / (shape.query_heads / shape.key_heads);
    __global const float* own_query = query + (head * shape.queries + row) * 8;
    __global const float* keys = key + key_head * shape.keys * 8;
    __global const float* values = value + key_head * shape.keys * 8;

    float largest = -INFINITY;
    for (int k = 0; k < shape.keys; k++) {
        float score = 0.0f;
        for (int c = 0; c < 8; c++)
            score += own_query[c] * keys[k * 8 + c];
        largest = fmax(largest, score * shape.scale);
    }
    float total = 0.0f;
    float sum = 0.0f;
    for (int k = 0; k < shape.keys; k++) {
        float score = 0.0f;
        for (int c = 0; c < 8; c++)
            score += own_query[c] * keys[k * 8 + c];
        const float weight = exp(score * shape.scale - largest);
        total += weight;
        sum += weight * values[k * 8 + channel];
    }
    out[(head * shape.queries + row) * 8 + channel] = sum / total;
}

// A block of 32 x (warps) threads takes as many queries of one query head; tiles of keys and values go through shared
// memory, one warp a query, a lane CHANNELS / 32 channels. Softmax is online, over tiles.
// At most 64 threads a block.
__kernel void gqa_warp_64_2(__global const float* restrict query, __global const float* restrict key,
                            __global const float* restrict value, __global float* restrict out, Attention shape,
                            __local uint* exchange) {
    __local float key_tile[kKeyTile][64];
    __local float value_tile[kKeyTile][64];
    const uint thread_y = get_local_id(1);
    const int OWN = 2;
    const int lane = get_local_id(0);
    const int thread = thread_y * 32 + lane;
    const int row = get_group_id(0) * 2 + thread_y;
    const int head = get_group_id(1);
    const int key_head = head / (shape.query_heads / shape.key_heads);
    const int first_key = key_head * shape.keys;
    const int query_place = (head * shape.queries + row) * 64;

    float own_query[2];
    float sums[2];
    #pragma unroll
    for (int c = 0; c < OWN; c++) {
        own_query[c] = row < shape.queries ? query[query_place + c * 32 + lane] * shape.scale : 0.0f;
        sums[c] = 0.0f;
    }
    float largest = -INFINITY;
    float total = 0.0f;

    for (int start = 0; start < shape.keys; start += kKeyTile) {
        const int count = min(kKeyTile, shape.keys - start);
        for (int i = thread; i < count * 64; i += 32 * 2) {
            const int place = (first_key + start) * 64 + i;
            key_tile[i / 64][i % 64] = key[place];
            value_tile[i / 64][i % 64] = value[place];
        }
        barrier(CLK_LOCAL_MEM_FENCE);

        for (int k = 0; k < count; k++) {
            float score = 0.0f;
            #pragma unroll
            for (int c = 0; c < OWN; c++)
                score += own_query[c] * key_tile[k][c * 32 + lane];
            #pragma unroll
            for (int step_ = 16; step_ > 0; step_ >>= 1)
                score += shuffle_xor_float(exchange, score, step_, 32);

            const float new_largest = fmax(largest, score);
            const float correction = exp(largest - new_largest);
            const float weight = exp(score - new_largest);
            total = total * correction + weight;
            #pragma unroll
            for (int c = 0; c < OWN; c++)
                sums[c] = sums[c] * correction + weight * value_tile[k][c * 32 + lane];
            largest = new_largest;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    if (row < shape.queries) {
        #pragma unroll
        for (int c = 0; c < OWN; c++)
            out[query_place + c * 32 + lane] = sums[c] / total;
    }
}
