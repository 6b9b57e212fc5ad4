#include <cuda_runtime.h>

// Prefix sums that start anew wherever a flag is set. A block scans its own stretch of the input.

struct Segment {
    int sum;
    int starts;  // whether a segment starts within the stretch that was summed
};

__device__ __forceinline__ Segment join(Segment left, Segment right) {
    return {right.starts ? right.sum : left.sum + right.sum, left.starts | right.starts};
}

__device__ Segment scan_warp(Segment own) {
    const int lane = threadIdx.x & 31;
#pragma unroll
    for (int distance = 1; distance < 32; distance <<= 1) {
        Segment left;
        left.sum = __shfl_up_sync(0xffffffffu, own.sum, distance);
        left.starts = __shfl_up_sync(0xffffffffu, own.starts, distance);
        if (lane >= distance) own = join(left, own);
    }
    return own;
}

template <int WARPS>
__global__ void segmented_scan(const int* __restrict__ x, const unsigned char* __restrict__ flags,
                               int* __restrict__ sums, int n) {
    __shared__ int warp_sums[WARPS];
    __shared__ int warp_starts[WARPS];
    const int i = blockIdx.x * (WARPS * 32) + threadIdx.x;
    const int warp = threadIdx.x >> 5;

    Segment own = {0, 0};
    if (i < n) {
        own.sum = x[i];
        own.starts = flags[i] != 0;
    }
    own = scan_warp(own);
    if ((threadIdx.x & 31) == 31) {
        warp_sums[warp] = own.sum;
        warp_starts[warp] = own.starts;
    }
    __syncthreads();

    Segment before = {0, 0};
    for (int other = 0; other < warp; ++other) before = join(before, {warp_sums[other], warp_starts[other]});
    if (i < n) sums[i] = join(before, own).sum;
}
