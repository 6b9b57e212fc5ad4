#include "warp.cuh"

// Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

#define WARPS 8

__device__ float block_sum(float value, float* warp_sums) {
    const int lane = threadIdx.x % LANES;
    const int warp = threadIdx.x / LANES;

    value = warp_sum(value);
    if (lane == 0) warp_sums[warp] = value;
    __syncthreads();

    if (warp == 0) {
        value = lane < WARPS ? warp_sums[lane] : 0.0f;
        value = warp_sum(value);
        if (lane == 0) warp_sums[0] = value;
    }
    __syncthreads();
    const float total = warp_sums[0];
    __syncthreads();  // warp_sums may be used again
    return total;
}

__global__ void __launch_bounds__(WARPS* LANES)
    row_moments(const float* __restrict__ x, float* __restrict__ mean, float* __restrict__ variance, int columns) {
    __shared__ float warp_sums[WARPS];
    const float* row = x + static_cast<long long>(blockIdx.x) * columns;

    float sum = 0.0f;
    for (int i = threadIdx.x; i < columns; i += blockDim.x) sum += row[i];
    const float row_mean = block_sum(sum, warp_sums) / columns;

    float squares = 0.0f;
    for (int i = threadIdx.x; i < columns; i += blockDim.x) {
        const float deviation = row[i] - row_mean;
        squares += deviation * deviation;
    }
    const float row_variance = block_sum(squares, warp_sums) / columns;

    if (threadIdx.x == 0) {
        mean[blockIdx.x] = row_mean;
        variance[blockIdx.x] = row_variance;
    }
}

// How many elements of each row are positive; one warp a row.
__global__ void count_positive(const float* __restrict__ x, int* __restrict__ counts, int columns) {
    const int row = blockIdx.x;
    int count = 0;
    for (int i = threadIdx.x; i < columns; i += LANES) count += x[row * columns + i] > 0.0f;
    count = warp_sum(count);
    if (threadIdx.x == 0) counts[row] = count;
}
