#include <cuda_runtime.h>

// Instance normalisation: each plane of height * width elements of a [batch, channels, height, width] tensor by its own
// mean and variance, then gamma and beta of its channel.

// One thread an element.
__global__ void instancenorm_naive(const float* __restrict__ input, const float* __restrict__ gamma,
                                   const float* __restrict__ beta, float* __restrict__ output, int channels,
                                   int height, int width, float epsilon) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    const int plane = blockIdx.z;
    if (x >= width || y >= height) return;
    const float* values = &input[plane * height * width];

    float sum = 0.0f, squares = 0.0f;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const float value = values[row * width + column];
            sum += value;
            squares += value * value;
        }
    }
    const float mean = sum / (height * width);
    const float variance = squares / (height * width) - mean * mean;
    const int channel = plane % channels;
    const int place = y * width + x;
    output[plane * height * width + place] =
        (values[place] - mean) * rsqrtf(variance + epsilon) * gamma[channel] + beta[channel];
}

struct Moments {
    float count, mean, m2;
};

// The moments of two disjoint sets together (Chan, Golub and LeVeque, 1979). Either may be empty.
__device__ Moments merged(const Moments& a, const Moments& b) {
    const float count = a.count + b.count;
    if (count == 0.0f) return a;
    const float delta = b.mean - a.mean;
    const float share = b.count / count;
    return {count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share};
}

// One block a plane: each thread goes over its elements by Welford's method, and the moments are merged in a warp by
// shuffles, then over the warps in shared memory. The block is whole warps, at most 16.
__global__ void instancenorm_block(const float* __restrict__ input, const float* __restrict__ gamma,
                                   const float* __restrict__ beta, float* __restrict__ output, int channels,
                                   int elements, float epsilon) {
    __shared__ Moments warps[16];
    const float* values = input + blockIdx.x * elements;

    Moments moments = {0.0f, 0.0f, 0.0f};
    for (int i = threadIdx.x; i < elements; i += blockDim.x) {
        moments.count += 1.0f;
        const float delta = values[i] - moments.mean;
        moments.mean += delta / moments.count;
        moments.m2 += delta * (values[i] - moments.mean);
    }
#pragma unroll
    for (int step = 16; step > 0; step /= 2) {
        const Moments other = {__shfl_down_sync(0xffffffffu, moments.count, step),
                               __shfl_down_sync(0xffffffffu, moments.mean, step),
                               __shfl_down_sync(0xffffffffu, moments.m2, step)};
        moments = merged(moments, other);
    }
    if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = moments;
    __syncthreads();
    moments = warps[0];
    for (int warp = 1; warp < blockDim.x / 32; ++warp) moments = merged(moments, warps[warp]);

    const int channel = blockIdx.x % channels;
    const float scale = rsqrtf(moments.m2 / elements + epsilon) * gamma[channel];
    for (int i = threadIdx.x; i < elements; i += blockDim.x)
        output[blockIdx.x * elements + i] = (values[i] - moments.mean) * scale + beta[channel];
}
