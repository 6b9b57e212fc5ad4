#include <cuda_runtime.h>

// Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

// Inference: one thread an element, with the statistics that training left.
__global__ void batchnorm_naive(const float* __restrict__ x, const float* __restrict__ mean,
                                const float* __restrict__ variance, const float* __restrict__ gamma,
                                const float* __restrict__ beta, float* __restrict__ y, int batch, int channels,
                                int plane, float epsilon) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= batch * channels * plane) return;
    const int channel = i / plane % channels;
    y[i] = gamma[channel] * (x[i] - mean[channel]) / sqrtf(variance[channel] + epsilon) + beta[channel];
}

template <int THREADS>
__device__ float sum_of_block(float value) {
    __shared__ float places[THREADS];
    const int thread = threadIdx.x;
    places[thread] = value;
    __syncthreads();
#pragma unroll
    for (int active = THREADS / 2; active > 0; active /= 2) {
        if (thread < active) places[thread] += places[thread + active];
        __syncthreads();
    }
    const float sum = places[0];
    __syncthreads();  // before the next use of the places
    return sum;
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
template <int THREADS>
__global__ void batchnorm_train(const float* __restrict__ x, const float* __restrict__ gamma,
                                const float* __restrict__ beta, float* __restrict__ y,
                                float* __restrict__ running_mean, float* __restrict__ running_variance,
                                float2* __restrict__ saved, int batch, int plane, float epsilon, float momentum) {
    const int channel = blockIdx.x;
    const int channels = gridDim.x;
    const int count = batch * plane;

    float sum = 0.0f;
    for (int i = threadIdx.x; i < count; i += THREADS)
        sum += x[(i / plane * channels + channel) * plane + i % plane];
    const float mean = sum_of_block<THREADS>(sum) / count;

    float squares = 0.0f;
    for (int i = threadIdx.x; i < count; i += THREADS) {
        const float deviation = x[(i / plane * channels + channel) * plane + i % plane] - mean;
        squares += deviation * deviation;
    }
    squares = sum_of_block<THREADS>(squares);
    const float inverse_deviation = 1.0f / sqrtf(squares / count + epsilon);

    if (threadIdx.x == 0) {
        saved[channel] = make_float2(mean, inverse_deviation);
        running_mean[channel] = (1.0f - momentum) * running_mean[channel] + momentum * mean;
        running_variance[channel] = (1.0f - momentum) * running_variance[channel] + momentum * squares / (count - 1);
    }

    const float scale = gamma[channel] * inverse_deviation;
    const float shift = beta[channel] - mean * scale;
    for (int i = threadIdx.x; i < count; i += THREADS) {
        const int place = (i / plane * channels + channel) * plane + i % plane;
        y[place] = x[place] * scale + shift;
    }
}
