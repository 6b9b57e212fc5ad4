#include <cuda_runtime.h>

// Stream compaction: each block moves the elements above a threshold to the front of its own stretch of the output,
// in order, and says how many there are.

#define BLOCK 128
#define WARPS (BLOCK / 32)

__global__ void compact(const float* __restrict__ x, float* __restrict__ kept, int* __restrict__ counts,
                        float threshold, int n) {
    __shared__ int warp_counts[WARPS];
    const int i = blockIdx.x * BLOCK + threadIdx.x;
    const int lane = threadIdx.x % 32;
    const int warp = threadIdx.x / 32;

    const bool keep = i < n && x[i] > threshold;
    const unsigned int ballot = __ballot_sync(0xffffffff, keep);
    if (lane == 0) warp_counts[warp] = __popc(ballot);
    __syncthreads();

    int position = __popc(ballot & ((1u << lane) - 1));
    int total = 0;
    for (int other = 0; other < WARPS; ++other) {
        position += other < warp ? warp_counts[other] : 0;
        total += warp_counts[other];
    }
    if (keep) kept[blockIdx.x * BLOCK + position] = x[i];
    if (threadIdx.x == 0) counts[blockIdx.x] = total;
}

// Whether any, and whether all, elements of each warp's stretch are above the threshold.
__global__ void threshold_votes(const float* __restrict__ x, unsigned char* any_above, unsigned char* all_above,
                                float threshold, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    const bool above = i < n ? x[i] > threshold : false;
    const bool any = __any_sync(0xffffffff, above);
    const bool all = __all_sync(0xffffffff, above || i >= n);
    if (threadIdx.x % 32 == 0) {
        any_above[i / 32] = any;
        all_above[i / 32] = all;
    }
}
