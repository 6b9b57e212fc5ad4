#include <cuda_runtime.h>
#include <math_constants.h>

// Multi-head attention: out = softmax(query * key^T * scale) * value, for each head. Tensors are [batch, length, heads,
// CHANNELS], as the projections before leave them; `length` is `queries` or `keys`. With `causal`, a query sees the keys
// up to its own place, counted from the end of both; there are at least as many keys as queries.

// The place of the first channel of one row of one head.
__device__ __forceinline__ int row_place(int batch, int row, int head, int length, int heads, int channels) {
    return ((batch * length + row) * heads + head) * channels;
}

// How many keys a query sees.
__device__ __forceinline__ int visible_keys(int query, int queries, int keys, bool causal) {
    return causal ? keys - queries + query + 1 : keys;
}

// One thread an element of the output: the scores are made again by every channel, in one pass with an online softmax.
template <int CHANNELS>
__global__ void mha_naive(const float* __restrict__ query, const float* __restrict__ key,
                          const float* __restrict__ value, float* __restrict__ out, int queries, int keys, int heads,
                          float scale, bool causal) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= queries * heads * CHANNELS) return;
    const int channel = i % CHANNELS;
    const int head = i / CHANNELS % heads;
    const int row = i / (CHANNELS * heads);
    const int batch = blockIdx.y;
    const int query_place = row_place(batch, row, head, queries, heads, CHANNELS);

    float largest = -CUDART_INF_F, total = 0.0f, sum = 0.0f;
    const int visible = visible_keys(row, queries, keys, causal);
    for (int k = 0; k < visible; ++k) {
        const int place = row_place(batch, k, head, keys, heads, CHANNELS);
        float score = 0.0f;
#pragma unroll
        for (int c = 0; c < CHANNELS; ++c) score += query[query_place + c] * key[place + c];
        score *= scale;
        const float new_largest = fmaxf(largest, score);
        const float correction = expf(largest - new_largest);
        const float weight = expf(score - new_largest);
        total = total * correction + weight;
        sum = sum * correction + weight * value[place + channel];
        largest = new_largest;
    }
    out[query_place + channel] = sum / total;
}

template <bool MAXIMUM>
__device__ float combine(float a, float b) {
    if constexpr (MAXIMUM) {
        return fmaxf(a, b);
    } else {
        return a + b;
    }
}

constexpr int kMostThreads = 64;

// The maximum or the sum of the values of all threads, for all threads; the block is a power of two.
template <bool MAXIMUM>
__device__ float reduce_block(float value, float (&places)[kMostThreads]) {
    places[threadIdx.x] = value;
    __syncthreads();
    for (int active = blockDim.x / 2; active > 0; active /= 2) {
        if (threadIdx.x < active)
            places[threadIdx.x] = combine<MAXIMUM>(places[threadIdx.x], places[threadIdx.x + active]);
        __syncthreads();
    }
    const float result = places[0];
    __syncthreads();
    return result;
}

// One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
template <int CHANNELS>
__global__ void mha_block(const float* __restrict__ query, const float* __restrict__ key,
                          const float* __restrict__ value, float* __restrict__ out, int keys, float scale,
                          bool causal) {
    extern __shared__ float scores[];
    __shared__ float own_query[CHANNELS], places[kMostThreads];
    const int thread = threadIdx.x;
    const int heads = gridDim.y;
    const int row = blockIdx.x, head = blockIdx.y, batch = blockIdx.z;
    const int visible = visible_keys(row, gridDim.x, keys, causal);
    const int query_place = row_place(batch, row, head, gridDim.x, heads, CHANNELS);

    for (int c = thread; c < CHANNELS; c += blockDim.x) own_query[c] = query[query_place + c] * scale;
    __syncthreads();

    float largest = -CUDART_INF_F;
    for (int k = thread; k < visible; k += blockDim.x) {
        const float* own_key = key + row_place(batch, k, head, keys, heads, CHANNELS);
        float score = 0.0f;
        for (int c = 0; c < CHANNELS; ++c) score += own_query[c] * own_key[c];
        scores[k] = score;
        largest = fmaxf(largest, score);
    }
    largest = reduce_block<true>(largest, places);

    float total = 0.0f;
    for (int k = thread; k < visible; k += blockDim.x) {
        const float weight = expf(scores[k] - largest);
        scores[k] = weight;
        total += weight;
    }
    total = reduce_block<false>(total, places);

    for (int c = thread; c < CHANNELS; c += blockDim.x) {
        float sum = 0.0f;
        for (int k = 0; k < visible; ++k)
            sum += scores[k] * value[row_place(batch, k, head, keys, heads, CHANNELS) + c];
        out[query_place + c] = sum / total;
    }
}

void launch_mha(const float* query, const float* key, const float* value, float* out, int batch, int length, int heads,
                float scale) {
    const size_t shared = length * sizeof(float);
    mha_block<16><<<dim3(length, heads, batch), kMostThreads, shared>>>(query, key, value, out, length, scale, true);
}
