// mha.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Multi-head attention: out = softmax(query * key^T * scale) * value, for each head. Tensors are [batch, length, heads,
// CHANNELS], as the projections before leave them; `length` is `queries` or `keys`. With `causal`, a query sees the keys
// up to its own place, counted from the end of both; there are at least as many keys as queries.

#pragma OPENCL FP_CONTRACT OFF

// The place of the first channel of one row of one head.
int row_place(int batch, int row, int head, int length_, int heads, int channels) {
    return ((batch * length_ + row) * heads + head) * channels;
}

// How many keys a query sees.
int visible_keys(int query, int queries, int keys, bool causal) {
    return causal ? keys - queries + query + 1 : keys;
}

// One thread an element of the output: the scores are made again by every channel, in one pass with an online softmax.
__kernel void mha_naive_8(__global const float* restrict query, __global const float* restrict key,
                          __global const float* restrict value, __global float* restrict out, int queries, int keys,
                          int heads, float scale, uchar causal_bits) {
    bool causal = causal_bits;
    const int i = get_global_id(0);
    if (i >= queries * heads * 8)
        return;
    const int channel = i % 8;
    const int head = i / 8 % heads;
    const int row = i / (8 * heads);
    const int batch = get_group_id(1);
    const int query_place = row_place(batch, row, head, queries, heads, 8);

    float largest = -INFINITY;
    float total = 0.0f;
    float sum = 0.0f;
    const int visible = visible_keys(row, queries, keys, causal);
    for (int k = 0; k < visible; k++) {
        const int place = row_place(batch, k, head, keys, heads, 8);
        float score = 0.0f;
        #pragma unroll
        for (int c = 0; c < 8; c++)
            score += query[query_place + c] * key[place + c];
        score *= scale;
        const float new_largest = fmax(largest, score);
        const float correction = exp(largest - new_largest);
        const float weight = exp(score - new_largest);
        total = total * correction + weight;
        sum = sum * correction + weight * value[place + channel];
        largest = new_largest;
    }
    out[query_place + channel] = sum / total;
}

float combine_true(float a, float b) {
    return fmax(a, b);
}

// The maximum or the sum of the values of all threads, for all threads; the block is a power of two.
float reduce_block_true(float value, __local float (*places)[64]) {
    const uint thread = get_local_id(0);
    (*places)[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = get_local_size(0) / 2; active > 0; active /= 2) {
        if (thread < active)
            (*places)[thread] = combine_true((*places)[thread], (*places)[thread + active]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const float result = (*places)[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

float combine_false(float a, float b) {
    return a + b;
}

// The maximum or the sum of the values of all threads, for all threads; the block is a power of two.
float reduce_block_false(float value, __local float (*places)[64]) {
    const uint thread = get_local_id(0);
    (*places)[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = get_local_size(0) / 2; active > 0; active /= 2) {
        if (thread < active)
            (*places)[thread] = combine_false((*places)[thread], (*places)[thread + active]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const float result = (*places)[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

// One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
__kernel void mha_block_8(__global const float* restrict query, __global const float* restrict key,
                          __global const float* restrict value, __global float* restrict out, int keys, float scale,
                          uchar causal_bits, __local float* scores) {
    __local float own_query[8];
    __local float places[64];
    bool causal = causal_bits;
    const int thread = get_local_id(0);
    const int heads = get_num_groups(1);
    const int row = get_group_id(0);
    const int head = get_group_id(1);
    const int batch = get_group_id(2);
    const int visible = visible_keys(row, get_num_groups(0), keys, causal);
    const int query_place = row_place(batch, row, head, get_num_groups(0), heads, 8);

    for (int c = thread; c < 8; c += get_local_size(0))
        own_query[c] = query[query_place + c] * scale;
    barrier(CLK_LOCAL_MEM_FENCE);

    float largest = -INFINITY;
    for (int k = thread; k < visible; k += get_local_size(0)) {
        __global const float* own_key = key + row_place(batch, k, head, keys, heads, 8);
        float score = 0.0f;
        for (int c = 0; c < 8; c++)
            score += own_query[c] * own_key[c];
        scores[k] = score;
        largest = fmax(largest, score);
    }
    largest = reduce_block_true(largest, &places);

    float total = 0.0f;
    for (int k = thread; k < visible; k += get_local_size(0)) {
        const float weight = exp(scores[k] - largest);
        scores[k] = weight;
        total += weight;
    }
    total = reduce_block_false(total, &places);

    for (int c = thread; c < 8; c += get_local_size(0)) {
        float sum = 0.0f;
        for (int k = 0; k < visible; k++)
            sum += scores[k] * value[row_place(batch, k, head, keys, heads, 8) + c];
        out[query_place + c] = sum / total;
    }
}

// One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
__kernel void mha_block_16(__global const float* restrict query, __global const float* restrict key,
                           __global const float* restrict value, __global float* restrict out, int keys, float scale,
                           uchar causal_bits, __local float* scores) {
    __local float own_query[16];
    __local float places[64];
    bool causal = causal_bits;
    const int thread = get_local_id(0);
    const int heads = get_num_groups(1);
    const int row = get_group_id(0);
    const int head = get_group_id(1);
    const int batch = get_group_id(2);
    const int visible = visible_keys(row, get_num_groups(0), keys, causal);
    const int query_place = row_place(batch, row, head, get_num_groups(0), heads, 16);

    for (int c = thread; c < 16; c += get_local_size(0))
        own_query[c] = query[query_place + c] * scale;
    barrier(CLK_LOCAL_MEM_FENCE);

    float largest = -INFINITY;
    for (int k = thread; k < visible; k += get_local_size(0)) {
        __global const float* own_key = key + row_place(batch, k, head, keys, heads, 16);
        float score = 0.0f;
        for (int c = 0; c < 16; c++)
            score += own_query[c] * own_key[c];
        scores[k] = score;
        largest = fmax(largest, score);
    }
    largest = reduce_block_true(largest, &places);

    float total = 0.0f;
    for (int k = thread; k < visible; k += get_local_size(0)) {
        const float weight = exp(scores[k] - largest);
        scores[k] = weight;
        total += weight;
    }
    total = reduce_block_false(total, &places);

    for (int c = thread; c < 16; c += get_local_size(0)) {
        float sum = 0.0f;
        for (int k = 0; k < visible; k++)
            sum += scores[k] * value[row_place(batch, k, head, keys, heads, 16) + c];
        out[query_place + c] = sum / total;
    }
}
