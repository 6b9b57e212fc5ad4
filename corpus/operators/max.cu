#include <cuda_runtime.h>
#include <float.h>

// The largest element of each row of a [rows, columns] matrix.

__global__ void max_naive(const float* __restrict__ x, float* __restrict__ y, int rows, int columns) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < rows) {
        float largest = x[row * columns];
        for (int column = 1; column < columns; ++column) largest = fmaxf(largest, x[row * columns + column]);
        y[row] = largest;
    }
}

// Leaves the largest value of a block of whole warps with its first thread.
__inline__ __device__ float block_max(float value) {
    static __shared__ float warp_maxima[32];
    const int lane = threadIdx.x % warpSize;
    const int warp = threadIdx.x / warpSize;

    for (int offset = warpSize / 2; offset > 0; offset /= 2)
        value = fmaxf(value, __shfl_down_sync(0xffffffff, value, offset));
    if (lane == 0) warp_maxima[warp] = value;
    __syncthreads();

    value = threadIdx.x < blockDim.x / warpSize ? warp_maxima[lane] : -FLT_MAX;
    if (warp == 0)
        for (int offset = 16; offset > 0; offset /= 2)
            value = fmaxf(value, __shfl_down_sync(0xffffffff, value, offset));
    return value;
}

// One block a row of a multiple of four elements, four at a time.
__global__ void max_block(const float* __restrict__ x, float* __restrict__ y, int columns) {
    const float4* row = reinterpret_cast<const float4*>(x) + blockIdx.x * (columns / 4);
    float largest = -FLT_MAX;
    for (int i = threadIdx.x; i < columns / 4; i += blockDim.x) {
        const float4 four = row[i];
        largest = fmaxf(largest, fmaxf(fmaxf(four.x, four.y), fmaxf(four.z, four.w)));
    }
    largest = block_max(largest);
    if (threadIdx.x == 0) y[blockIdx.x] = largest;
}
