#include <cooperative_groups.h>
#include <cuda_runtime.h>

// Layer normalisation of the rows of a [rows, columns] matrix:
//   y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta

namespace cg = cooperative_groups;

// One thread an element.
__global__ void layernorm_naive(const float* __restrict__ x, const float* __restrict__ gamma,
                                const float* __restrict__ beta, float* __restrict__ y, int rows, int columns,
                                float epsilon) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= rows || column >= columns) return;
    const float* values = x + row * columns;

    float mean = 0.0f;
    for (int c = 0; c < columns; ++c) mean += values[c];
    mean /= columns;
    float variance = 0.0f;
    for (int c = 0; c < columns; ++c) {
        const float deviation = values[c] - mean;
        variance += deviation * deviation;
    }
    variance /= columns;
    y[row * columns + column] = (values[column] - mean) * rsqrtf(variance + epsilon) * gamma[column] + beta[column];
}

// One block of a power of two of threads a row. Dynamic shared memory holds blockDim.x sums and as many sums of
// squares. The moments are kept for the backward pass.
__global__ void layernorm_block(const float* __restrict__ x, const float* __restrict__ gamma,
                                const float* __restrict__ beta, float* __restrict__ y, float* __restrict__ means,
                                float* __restrict__ inverse_deviations, int columns, float epsilon) {
    extern __shared__ float shared[];
    float* sums = shared;
    float* squares = shared + blockDim.x;
    const int thread = threadIdx.x;
    const float* row = x + blockIdx.x * columns;

    float sum = 0.0f, square = 0.0f;
    for (int column = thread; column < columns; column += blockDim.x) {
        const float value = row[column];
        sum += value;
        square += value * value;
    }
    sums[thread] = sum;
    squares[thread] = square;
    __syncthreads();
    for (int active = blockDim.x / 2; active > 0; active >>= 1) {
        if (thread < active) {
            sums[thread] += sums[thread + active];
            squares[thread] += squares[thread + active];
        }
        __syncthreads();
    }

    const float mean = sums[0] / columns;
    const float inverse_deviation = rsqrtf(squares[0] / columns - mean * mean + epsilon);
    if (thread == 0) {
        means[blockIdx.x] = mean;
        inverse_deviations[blockIdx.x] = inverse_deviation;
    }
    for (int column = thread; column < columns; column += blockDim.x)
        y[blockIdx.x * columns + column] = (row[column] - mean) * inverse_deviation * gamma[column] + beta[column];
}

// One warp a row, by cooperative groups; blockDim.x is a multiple of 32.
__global__ void layernorm_warp(const float* __restrict__ x, const float* __restrict__ gamma,
                               const float* __restrict__ beta, float* __restrict__ y, int rows, int columns,
                               float epsilon) {
    const cg::thread_block block = cg::this_thread_block();
    const cg::thread_block_tile<32> warp = cg::tiled_partition<32>(block);
    const int row = blockIdx.x * (blockDim.x / warp.size()) + threadIdx.x / warp.size();
    if (row >= rows) return;
    x += row * columns;
    y += row * columns;

    float sum = 0.0f;
    for (int column = warp.thread_rank(); column < columns; column += warp.size()) sum += x[column];
    for (int step = warp.size() / 2; step > 0; step /= 2) sum += warp.shfl_xor(sum, step);
    const float mean = sum / columns;

    sum = 0.0f;
    for (int column = warp.thread_rank(); column < columns; column += warp.size()) {
        const float deviation = x[column] - mean;
        sum += deviation * deviation;
    }
    for (int step = warp.size() / 2; step > 0; step /= 2) sum += warp.shfl_xor(sum, step);
    const float inverse_deviation = rsqrtf(sum / columns + epsilon);

    for (int column = warp.thread_rank(); column < columns; column += warp.size())
        y[column] = inverse_deviation * (x[column] - mean) * gamma[column] + beta[column];
}
