#include <cuda_runtime.h>
#include <math_constants.h>

// Softmax of each row of a [rows, columns] matrix.

constexpr int kWarp = 32;
constexpr int kWarpsPerBlock = 4;

// One thread an element; each goes over its whole row.
__global__ void softmax_naive(const float* __restrict__ x, float* __restrict__ y, int rows, int columns) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= rows * columns) return;
    const float* row = x + i / columns * columns;

    float largest = row[0];
    for (int column = 1; column < columns; ++column) largest = fmaxf(largest, row[column]);
    float total = 0.0f;
    for (int column = 0; column < columns; ++column) total += expf(row[column] - largest);
    y[i] = expf(x[i] - largest) / total;
}

struct Larger {
    __device__ float operator()(float a, float b) const { return fmaxf(a, b); }
};

struct Sum {
    __device__ float operator()(float a, float b) const { return a + b; }
};

// The reduction of the block's values, for every thread. `warps` has a place for each warp, and is used once.
template <typename Operation>
__device__ float reduce_block(float value, float* warps, Operation operation) {
#pragma unroll
    for (int step = kWarp / 2; step > 0; step /= 2)
        value = operation(value, __shfl_down_sync(0xffffffffu, value, step));
    if (threadIdx.x % kWarp == 0) warps[threadIdx.x / kWarp] = value;
    __syncthreads();
    value = warps[0];
#pragma unroll
    for (int warp = 1; warp < kWarpsPerBlock; ++warp) value = operation(value, warps[warp]);
    return value;
}

// One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes.
__global__ void __launch_bounds__(kWarp * kWarpsPerBlock)
    softmax_block(const float* __restrict__ x, float* __restrict__ y, int columns) {
    __shared__ float maxima[kWarpsPerBlock], sums[kWarpsPerBlock];
    const float* row = x + static_cast<size_t>(blockIdx.x) * columns;
    float* out = y + static_cast<size_t>(blockIdx.x) * columns;

    float largest = -CUDART_INF_F;
    for (int column = threadIdx.x; column < columns; column += blockDim.x) largest = fmaxf(largest, row[column]);
    largest = reduce_block(largest, maxima, Larger());

    float total = 0.0f;
    for (int column = threadIdx.x; column < columns; column += blockDim.x) {
        const float exponential = expf(row[column] - largest);
        out[column] = exponential;
        total += exponential;
    }
    total = reduce_block(total, sums, Sum());

    const float scale = 1.0f / total;
    for (int column = threadIdx.x; column < columns; column += blockDim.x) out[column] *= scale;
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
template <int ITEMS>
__global__ void softmax_warp(const float* __restrict__ x, float* __restrict__ y, int rows, int columns) {
    const int row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= rows) return;
    const int lane = threadIdx.x;

    float items[ITEMS];
    float largest = -CUDART_INF_F;
#pragma unroll
    for (int item = 0; item < ITEMS; ++item) {
        const int column = lane + item * kWarp;
        items[item] = column < columns ? x[row * columns + column] : -CUDART_INF_F;
        largest = fmaxf(largest, items[item]);
    }
#pragma unroll
    for (int step = kWarp / 2; step > 0; step /= 2)
        largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, step));

    float total = 0.0f;
#pragma unroll
    for (int item = 0; item < ITEMS; ++item) {
        items[item] = expf(items[item] - largest);
        total += items[item];
    }
#pragma unroll
    for (int step = kWarp / 2; step > 0; step /= 2) total += __shfl_xor_sync(0xffffffffu, total, step);

#pragma unroll
    for (int item = 0; item < ITEMS; ++item) {
        const int column = lane + item * kWarp;
        if (column < columns) y[row * columns + column] = items[item] / total;
    }
}

void launch_softmax(const float* x, float* y, int rows, int columns, cudaStream_t stream) {
    if (columns <= kWarp * 4) {
        const dim3 block(kWarp, kWarpsPerBlock);
        softmax_warp<4><<<(rows + kWarpsPerBlock - 1) / kWarpsPerBlock, block, 0, stream>>>(x, y, rows, columns);
    } else {
        softmax_block<<<rows, kWarp * kWarpsPerBlock, 0, stream>>>(x, y, columns);
    }
}
