#include <cuda_runtime.h>
#include <math_constants.h>

// Grouped-query attention: query_heads / key_heads query heads share the keys and the values of one head. query and out
// are [query_heads, queries, CHANNELS], key and value [key_heads, keys, CHANNELS].

struct Attention {
    int queries, keys;
    int query_heads, key_heads;
    float scale;
};

// One thread an element of the output: one pass over the keys for the largest score, one for the weighted sum.
template <int CHANNELS>
__global__ void gqa_naive(const float* __restrict__ query, const float* __restrict__ key,
                          const float* __restrict__ value, float* __restrict__ out, Attention shape) {
    const int channel = threadIdx.x;
    const int row = blockIdx.x * blockDim.y + threadIdx.y;
    const int head = blockIdx.y;
    if (row >= shape.queries) return;
    const int key_head = head / (shape.query_heads / shape.key_heads);
    const float* own_query = query + (head * shape.queries + row) * CHANNELS;
    const float* keys = key + key_head * shape.keys * CHANNELS;
    const float* values = value + key_head * shape.keys * CHANNELS;

    float largest = -CUDART_INF_F;
    for (int k = 0; k < shape.keys; ++k) {
        float score = 0.0f;
        for (int c = 0; c < CHANNELS; ++c) score += own_query[c] * keys[k * CHANNELS + c];
        largest = fmaxf(largest, score * shape.scale);
    }
    float total = 0.0f, sum = 0.0f;
    for (int k = 0; k < shape.keys; ++k) {
        float score = 0.0f;
        for (int c = 0; c < CHANNELS; ++c) score += own_query[c] * keys[k * CHANNELS + c];
        const float weight = expf(score * shape.scale - largest);
        total += weight;
        sum += weight * values[k * CHANNELS + channel];
    }
    out[(head * shape.queries + row) * CHANNELS + channel] = sum / total;
}

constexpr int kKeyTile = 8;

// A block of 32 x (warps) threads takes as many queries of one query head; tiles of keys and values go through shared
// memory, one warp a query, a lane CHANNELS / 32 channels. Softmax is online, over tiles.
template <int CHANNELS, int WARPS>
__global__ void __launch_bounds__(32 * WARPS)
    gqa_warp(const float* __restrict__ query, const float* __restrict__ key, const float* __restrict__ value,
             float* __restrict__ out, Attention shape) {
    constexpr int OWN = CHANNELS / 32;
    __shared__ float key_tile[kKeyTile][CHANNELS];
    __shared__ float value_tile[kKeyTile][CHANNELS];
    const int lane = threadIdx.x;
    const int thread = threadIdx.y * 32 + lane;
    const int row = blockIdx.x * WARPS + threadIdx.y;
    const int head = blockIdx.y;
    const int key_head = head / (shape.query_heads / shape.key_heads);
    const int first_key = key_head * shape.keys;
    const int query_place = (head * shape.queries + row) * CHANNELS;

    float own_query[OWN], sums[OWN];
#pragma unroll
    for (int c = 0; c < OWN; ++c) {
        own_query[c] = row < shape.queries ? query[query_place + c * 32 + lane] * shape.scale : 0.0f;
        sums[c] = 0.0f;
    }
    float largest = -CUDART_INF_F, total = 0.0f;

    for (int start = 0; start < shape.keys; start += kKeyTile) {
        const int count = min(kKeyTile, shape.keys - start);
        for (int i = thread; i < count * CHANNELS; i += 32 * WARPS) {
            const int place = (first_key + start) * CHANNELS + i;
            key_tile[i / CHANNELS][i % CHANNELS] = key[place];
            value_tile[i / CHANNELS][i % CHANNELS] = value[place];
        }
        __syncthreads();

        for (int k = 0; k < count; ++k) {
            float score = 0.0f;
#pragma unroll
            for (int c = 0; c < OWN; ++c) score += own_query[c] * key_tile[k][c * 32 + lane];
#pragma unroll
            for (int step = 16; step > 0; step >>= 1) score += __shfl_xor_sync(0xffffffffu, score, step);

            const float new_largest = fmaxf(largest, score);
            const float correction = expf(largest - new_largest);
            const float weight = expf(score - new_largest);
            total = total * correction + weight;
#pragma unroll
            for (int c = 0; c < OWN; ++c) sums[c] = sums[c] * correction + weight * value_tile[k][c * 32 + lane];
            largest = new_largest;
        }
        __syncthreads();
    }

    if (row < shape.queries) {
#pragma unroll
        for (int c = 0; c < OWN; ++c) out[query_place + c * 32 + lane] = sums[c] / total;
    }
}
