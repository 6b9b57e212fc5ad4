#include <cuda_fp16.h>
#include <cuda_runtime.h>

// Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
// a thread takes two at a time. The block is a whole number of warps, at most 32.

__device__ __forceinline__ float sum_over_warp(float value) {
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffff, value, distance);
    return value;
}

__global__ void rmsnorm(const half* __restrict__ x, const half* __restrict__ weight, half* __restrict__ y,
                        int columns, float epsilon) {
    __shared__ float warp_sums[32];
    const int pairs = columns / 2;
    const half2* row = reinterpret_cast<const half2*>(x + static_cast<size_t>(blockIdx.x) * columns);
    const half2* weights = reinterpret_cast<const half2*>(weight);
    half2* out = reinterpret_cast<half2*>(y + static_cast<size_t>(blockIdx.x) * columns);

    float squares = 0.0f;
    for (int i = threadIdx.x; i < pairs; i += blockDim.x) {
        const float2 value = __half22float2(row[i]);
        squares += value.x * value.x + value.y * value.y;
    }
    squares = sum_over_warp(squares);
    if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = squares;
    __syncthreads();

    // Every warp adds the warps' sums for itself, which saves a second barrier.
    const int lane = threadIdx.x % 32;
    squares = sum_over_warp(lane < blockDim.x / 32 ? warp_sums[lane] : 0.0f);
    const float scale = rsqrtf(squares / columns + epsilon);

    for (int i = threadIdx.x; i < pairs; i += blockDim.x) {
        const float2 value = __half22float2(row[i]);
        const float2 factor = __half22float2(weights[i]);
        out[i] = __floats2half2_rn(value.x * scale * factor.x, value.y * scale * factor.y);
    }
}
