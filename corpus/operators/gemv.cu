#include <cuda_fp16.h>
#include <cuda_runtime.h>

// y = A * x for a row-major [rows, columns] matrix.

__global__ void gemv_naive(const float* A, const float* x, float* y, int rows, int columns) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < rows) {
        float sum = 0.0f;
        for (int column = 0; column < columns; ++column) sum += A[row * columns + column] * x[column];
        y[row] = sum;
    }
}

__device__ __forceinline__ float warp_sum(float value) {
#pragma unroll
    for (int offset = 16; offset > 0; offset >>= 1) value += __shfl_down_sync(0xffffffffu, value, offset);
    return value;
}

// The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
// and the block a whole number of warps.
template <int WARPS>
__global__ void __launch_bounds__(WARPS * 32)
    gemv_block(const __half* __restrict__ A, const __half* __restrict__ x, __half* __restrict__ y, int columns) {
    __shared__ float warp_sums[WARPS];
    const int lane = threadIdx.x & 31;
    const int warp = threadIdx.x >> 5;
    const __half2* row = reinterpret_cast<const __half2*>(A + static_cast<size_t>(blockIdx.x) * columns);
    const __half2* vector = reinterpret_cast<const __half2*>(x);

    float sum = 0.0f;
    for (int pair = threadIdx.x; pair < columns / 2; pair += WARPS * 32) {
        const float2 left = __half22float2(row[pair]);
        const float2 right = __half22float2(vector[pair]);
        sum = fmaf(left.x, right.x, sum);
        sum = fmaf(left.y, right.y, sum);
    }
    sum = warp_sum(sum);
    if (lane == 0) warp_sums[warp] = sum;
    __syncthreads();

    if (warp == 0) {
        sum = warp_sum(lane < WARPS ? warp_sums[lane] : 0.0f);
        if (lane == 0) y[blockIdx.x] = __float2half(sum);
    }
}

template __global__ void gemv_block<2>(const __half*, const __half*, __half*, int);
template __global__ void gemv_block<4>(const __half*, const __half*, __half*, int);
