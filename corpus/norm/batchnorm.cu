#include <cuda_runtime.h>

// Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
// The grid is (elements of a plane, channels, images).
template <bool RELU>
__global__ void batchnorm_inference(const float* __restrict__ x, const float* __restrict__ mean,
                                    const float* __restrict__ variance, const float* __restrict__ gamma,
                                    const float* __restrict__ beta, float* __restrict__ y, int plane, float epsilon) {
    const int channel = blockIdx.y;
    const int channels = gridDim.y;
    const int image = blockIdx.z;
    const float scale = gamma[channel] / sqrtf(variance[channel] + epsilon);
    const float shift = beta[channel] - mean[channel] * scale;

    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= plane) return;
    const int place = (image * channels + channel) * plane + i;
    float value = x[place] * scale + shift;
    if constexpr (RELU) {
        value = fmaxf(value, 0.0f);
    }
    y[place] = value;
}
