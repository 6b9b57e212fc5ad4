#include <cfloat>
#include <cuda_runtime.h>

// The largest element of each row and where it is; of equal elements the first one. One block a row.

struct Candidate {
    float value;
    int index;
};

__device__ inline bool better(const Candidate& a, const Candidate& b) {
    return a.value > b.value || (a.value == b.value && a.index < b.index);
}

__device__ inline void keep_better(Candidate& best, const Candidate& other) {
    if (better(other, best)) best = other;
}

__device__ Candidate warp_best(Candidate best) {
    for (int distance = warpSize / 2; distance > 0; distance /= 2) {
        Candidate other;
        other.value = __shfl_xor_sync(0xffffffff, best.value, distance);
        other.index = __shfl_xor_sync(0xffffffff, best.index, distance);
        keep_better(best, other);
    }
    return best;
}

__global__ void argmax_rows(const float* __restrict__ x, float* __restrict__ largest, int* __restrict__ where,
                            int columns) {
    __shared__ Candidate warp_candidates[32];
    const int lane = threadIdx.x & 31, warp = threadIdx.x >> 5;
    const float* row = &x[blockIdx.x * columns];

    Candidate best = {-FLT_MAX, columns};
    for (int i = threadIdx.x; i < columns; i += blockDim.x) keep_better(best, Candidate{row[i], i});

    best = warp_best(best);
    if (lane == 0) warp_candidates[warp] = best;
    __syncthreads();

    if (warp == 0) {
        const int warps = blockDim.x / 32;
        best = (lane < warps) ? warp_candidates[lane] : Candidate{-FLT_MAX, columns};
        best = warp_best(best);
        if (lane == 0) {
            largest[blockIdx.x] = best.value;
            where[blockIdx.x] = best.index;
        }
    }
}
