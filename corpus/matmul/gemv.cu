#include <cuda_runtime.h>

// y = alpha * A * x + beta * y, one warp a row; a block is 32 x (rows a block).

__device__ inline float scaled(float product, float alpha, float previous = 0.0f, float beta = 0.0f) {
    return alpha * product + beta * previous;
}

__global__ void gemv_warp(const float* __restrict__ A, const float* __restrict__ x, float* __restrict__ y, int rows,
                          int columns, float alpha, float beta) {
    const int row = blockIdx.x * blockDim.y + threadIdx.y;
    const int lane = threadIdx.x;
    if (row >= rows) return;  // the whole warp leaves together

    float sum = 0.0f;
    for (int column = lane; column < columns; column += warpSize)
        sum += __ldg(&A[row * columns + column]) * __ldg(&x[column]);

    sum += __shfl_down_sync(0xffffffff, sum, 16);
    sum += __shfl_down_sync(0xffffffff, sum, 8);
    sum += __shfl_down_sync(0xffffffff, sum, 4);
    sum += __shfl_down_sync(0xffffffff, sum, 2);
    sum += __shfl_down_sync(0xffffffff, sum, 1);

    // With beta zero, y need not hold numbers.
    if (lane == 0) y[row] = beta == 0.0f ? scaled(sum, alpha) : scaled(sum, alpha, y[row], beta);
}
