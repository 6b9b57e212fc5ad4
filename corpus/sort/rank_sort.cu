#include <cuda_runtime.h>

// Stable sort of short keys by counting: an element's place is the number of elements that come before it.
// Keys are staged through shared memory a block at a time, so that each is read from global memory once a block.

#define STAGE 128

__global__ void rank_sort(const short* __restrict__ keys, const unsigned char* __restrict__ payload,
                          short* __restrict__ sorted_keys, unsigned char* __restrict__ sorted_payload, int n) {
    __shared__ short stage[STAGE];
    const int i = blockIdx.x * STAGE + threadIdx.x;
    const short own = i < n ? keys[i] : 0;

    int rank = 0;
    for (int start = 0; start < n; start += STAGE) {
        if (start + threadIdx.x < n) stage[threadIdx.x] = keys[start + threadIdx.x];
        __syncthreads();
        const int staged = min(STAGE, n - start);
        for (int other = 0; other < staged; ++other) {
            // Of equal keys the earlier one comes first.
            if (stage[other] < own || (stage[other] == own && start + other < i)) rank++;
        }
        __syncthreads();
    }

    if (i < n) {
        sorted_keys[rank] = own;
        sorted_payload[rank] = payload[i];
    }
}
