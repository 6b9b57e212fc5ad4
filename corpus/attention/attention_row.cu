#include <cuda_runtime.h>
#include <math_constants.h>

// Attention with an online softmax (Milakov and Gimelshein, arXiv:1805.02867): one block a query, one thread a
// channel of the head (a power of two, the block size). Keys are visited once and no score is ever stored, because
// the sum and the output are rescaled whenever a larger score appears.
// Tensors are [heads, length, channels]; the grid is (queries, heads).

__global__ void attention_row(const float* __restrict__ query, const float* __restrict__ key,
                              const float* __restrict__ value, float* __restrict__ out, int keys, float scale) {
    extern __shared__ float products[];  // one a thread
    const int channel = threadIdx.x;
    const int channels = blockDim.x;
    const int head = blockIdx.y;
    const int query_place = (head * gridDim.x + blockIdx.x) * channels + channel;
    const float own_query = query[query_place] * scale;

    float largest = -CUDART_INF_F;
    float total = 0.0f;
    float weighted = 0.0f;
    for (int row = 0; row < keys; ++row) {
        const int key_place = (head * keys + row) * channels + channel;

        products[channel] = own_query * key[key_place];
        __syncthreads();
        for (int active = channels / 2; active > 0; active >>= 1) {
            if (channel < active) products[channel] += products[channel + active];
            __syncthreads();
        }
        const float score = products[0];
        __syncthreads();

        const float new_largest = fmaxf(largest, score);
        const float correction = expf(largest - new_largest);  // zero for the first key
        const float weight = expf(score - new_largest);
        total = total * correction + weight;
        weighted = weighted * correction + weight * value[key_place];
        largest = new_largest;
    }
    out[query_place] = weighted / total;
}
