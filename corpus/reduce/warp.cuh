// Reductions over the 32 lanes of a warp, all of which must call.
#pragma once

#define FULL_WARP 0xffffffffu
#define LANES 32

// The sum, valid in lane 0.
__device__ __forceinline__ float warp_sum(float value) {
    for (int distance = LANES / 2; distance > 0; distance >>= 1)
        value += __shfl_down_sync(FULL_WARP, value, distance);
    return value;
}

// The same for whole numbers, valid in every lane.
__device__ __forceinline__ int warp_sum(int value) {
    for (int distance = LANES / 2; distance > 0; distance >>= 1) value += __shfl_xor_sync(FULL_WARP, value, distance);
    return value;
}
