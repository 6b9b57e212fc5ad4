#include <cuda_runtime.h>

// Group normalisation over [images, channels, plane]: the channels of a group share mean and variance.
// One block a group: blockIdx.x is the group, blockIdx.y the image. Sums are kept in double, so that the variance
// may come from the sum of squares.

template <int BLOCK>
__device__ double block_sum(double value, double (&partial)[BLOCK]) {
    partial[threadIdx.x] = value;
    __syncthreads();
    for (int active = BLOCK / 2; active > 0; active /= 2) {
        if (threadIdx.x < active) partial[threadIdx.x] += partial[threadIdx.x + active];
        __syncthreads();
    }
    const double sum = partial[0];
    __syncthreads();
    return sum;
}

template <int BLOCK>
__global__ void groupnorm(const float* __restrict__ x, const float* __restrict__ gamma,
                          const float* __restrict__ beta, float* __restrict__ y, int channels_a_group, int plane,
                          double epsilon) {
    __shared__ double partial[BLOCK];
    const int count = channels_a_group * plane;
    const int first_channel = blockIdx.x * channels_a_group;
    const size_t start = (static_cast<size_t>(blockIdx.y) * gridDim.x + blockIdx.x) * count;

    double sum = 0.0, squares = 0.0;
    for (int i = threadIdx.x; i < count; i += BLOCK) {
        const double value = x[start + i];
        sum += value;
        squares += value * value;
    }
    const double mean = block_sum<BLOCK>(sum, partial) / count;
    const double variance = block_sum<BLOCK>(squares, partial) / count - mean * mean;
    const float scale = static_cast<float>(1.0 / sqrt(variance + epsilon));
    const float centre = static_cast<float>(mean);

    for (int i = threadIdx.x; i < count; i += BLOCK) {
        const int channel = first_channel + i / plane;
        y[start + i] = (x[start + i] - centre) * scale * gamma[channel] + beta[channel];
    }
}
