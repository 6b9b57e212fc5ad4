#include <cuda_runtime.h>

// Softmax of attention scores under a causal mask: query q sees the keys 0 ... q + keys - queries.
// Scores are [heads, queries, keys]. One warp a query; a block is 32 x (queries a block); blockIdx.y is the head.

#ifndef MASKED_OUT
#define MASKED_OUT -INFINITY
#endif

enum { WARP = 32 };

__device__ float warp_max(float value) {
    for (int distance = WARP / 2; distance; distance /= 2)
        value = fmaxf(value, __shfl_xor_sync(0xffffffff, value, distance));
    return value;
}

__device__ float warp_total(float value) {
    for (int distance = WARP / 2; distance; distance /= 2) value += __shfl_xor_sync(0xffffffff, value, distance);
    // Every lane takes the first lane's sum, so that all divide by the very same number.
    return __shfl_sync(0xffffffff, value, 0);
}

__global__ void causal_softmax(const float* __restrict__ scores, float* __restrict__ weights, int queries, int keys,
                               float scale) {
    const int query = blockIdx.x * blockDim.y + threadIdx.y;
    if (query >= queries) return;
    const long long row = (static_cast<long long>(blockIdx.y) * queries + query) * keys;
    const int last = query + keys - queries;

    float largest = MASKED_OUT;
    for (int k = threadIdx.x; k < keys; k += WARP) {
        const float score = k <= last ? scores[row + k] * scale : MASKED_OUT;
        largest = fmaxf(largest, score);
    }
    largest = warp_max(largest);

    float total = 0.0f;
    for (int k = threadIdx.x; k < keys; k += WARP) {
        if (k > last) break;
        total += expf(scores[row + k] * scale - largest);
    }
    const float inverse = 1.0f / warp_total(total);

    for (int k = threadIdx.x; k < keys; k += WARP) {
        weights[row + k] = k <= last ? expf(scores[row + k] * scale - largest) * inverse : 0.0f;
    }
}
