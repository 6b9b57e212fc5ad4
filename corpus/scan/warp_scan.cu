#include <cuda_runtime.h>

// Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
// over the warps.

constexpr unsigned int FULL_WARP = 0xffffffffu;

__device__ float inclusive_warp_scan(float value, int lane) {
    for (int distance = 1; distance < 32; distance *= 2) {
        const float below = __shfl_up_sync(FULL_WARP, value, distance);
        if (lane >= distance) value += below;
    }
    return value;
}

__global__ void exclusive_scan(const float* __restrict__ x, float* __restrict__ prefix,
                               float* __restrict__ totals, int n) {
    __shared__ float warp_totals[32];
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;

    const float value = i < n ? x[i] : 0.0f;
    const float sum = inclusive_warp_scan(value, lane);
    if (lane == 31) warp_totals[warp] = sum;
    __syncthreads();

    if (warp == 0) {
        const int warps = blockDim.x / 32;
        const float total = lane < warps ? warp_totals[lane] : 0.0f;
        warp_totals[lane] = inclusive_warp_scan(total, lane);
    }
    __syncthreads();

    float before = __shfl_up_sync(FULL_WARP, sum, 1);
    if (lane == 0) before = 0.0f;
    if (warp > 0) before += warp_totals[warp - 1];
    if (i < n) prefix[i] = before;
    if (threadIdx.x == 0) totals[blockIdx.x] = warp_totals[31];  // beyond the last warp nothing was added
}
