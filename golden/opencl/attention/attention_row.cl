// attention_row.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Attention with an online softmax (Milakov and Gimelshein, arXiv:1805.02867): one block a query, one thread a
// channel of the head (a power of two, the block size). Keys are visited once and no score is ever stored, because
// the sum and the output are rescaled whenever a larger score appears.
// Tensors are [heads, length, channels]; the grid is (queries, heads).

#pragma OPENCL FP_CONTRACT OFF

__kernel void attention_row(__global const float* restrict query, __global const float* restrict key,
                            __global const float* restrict value, __global float* restrict out, int keys, float scale,
                            __local float* products) {
    // one a thread
    const int channel = get_local_id(0);
    const int channels = get_local_size(0);
    const int head = get_group_id(1);
    const int query_place = (head * get_num_groups(0) + get_group_id(0)) * channels + channel;
    const float own_query = query[query_place] * scale;

    float largest = -INFINITY;
    float total = 0.0f;
    float weighted = 0.0f;
    for (int row = 0; row < keys; row++) {
        const int key_place = (head * keys + row) * channels + channel;

        products[channel] = own_query * key[key_place];
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int active = channels / 2; active > 0; active >>= 1) {
            if (channel < active)
                products[channel] += products[channel + active];
            barrier(CLK_LOCAL_MEM_FENCE);
        }
        const float score = products[0];
        barrier(CLK_LOCAL_MEM_FENCE);

        const float new_largest = fmax(largest, score);
        const float correction = exp(largest - new_largest);  // zero for the first key
        const float weight = exp(score - new_largest);
        total = total * correction + weight;
        weighted = weighted * correction + weight * value[key_place];
        largest = new_largest;
    }
    out[query_place] = weighted / total;
}
