#include <cuda_runtime.h>

// One-dimensional convolution as in a neural network (no filter is turned round):
// out[n, o, t] = bias[o] + sum over c and k of weight[o, c, k] * in[n, c, t * stride - padding + k],
// where `in` is zero outside [0, length). The grid is (stretches of the output, output channels, batch).

struct Conv1dShape {
    int in_channels;
    int length;
    int out_length;
    int taps;
    int stride;
    int padding;
};

__global__ void conv1d_naive(const float* __restrict__ in, const float* __restrict__ weight,
                             const float* __restrict__ bias, float* __restrict__ out, Conv1dShape shape) {
    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    const int channel = blockIdx.y;
    const int item = blockIdx.z;
    if (t >= shape.out_length) return;

    const int first = t * shape.stride - shape.padding;
    float sum = bias[channel];
    for (int c = 0; c < shape.in_channels; ++c) {
        const float* signal = in + (item * shape.in_channels + c) * shape.length;
        const float* filter = weight + (channel * shape.in_channels + c) * shape.taps;
        for (int k = 0; k < shape.taps; ++k) {
            const int place = first + k;
            if (place >= 0 && place < shape.length) sum += filter[k] * signal[place];
        }
    }
    out[(item * gridDim.y + channel) * shape.out_length + t] = sum;
}

// A block takes blockDim.x outputs of one channel. For each input channel it stages the stretch that they need,
// (blockDim.x - 1) * stride + taps floats, and the filter behind it.
__global__ void conv1d_staged(const float* __restrict__ in, const float* __restrict__ weight,
                              const float* __restrict__ bias, float* __restrict__ out, Conv1dShape shape) {
    extern __shared__ float staged[];
    const int stretch = (blockDim.x - 1) * shape.stride + shape.taps;
    float* filter = staged + stretch;

    const int channel = blockIdx.y;
    const int item = blockIdx.z;
    const int first = blockIdx.x * blockDim.x * shape.stride - shape.padding;

    float sum = 0.0f;
    for (int c = 0; c < shape.in_channels; ++c) {
        const float* signal = in + (item * shape.in_channels + c) * shape.length;
        for (int i = threadIdx.x; i < stretch; i += blockDim.x) {
            const int place = first + i;
            staged[i] = place >= 0 && place < shape.length ? signal[place] : 0.0f;
        }
        for (int k = threadIdx.x; k < shape.taps; k += blockDim.x)
            filter[k] = weight[(channel * shape.in_channels + c) * shape.taps + k];
        __syncthreads();

        const float* window = staged + threadIdx.x * shape.stride;
        for (int k = 0; k < shape.taps; ++k) sum += filter[k] * window[k];
        __syncthreads();
    }

    const int t = blockIdx.x * blockDim.x + threadIdx.x;
    if (t < shape.out_length) out[(item * gridDim.y + channel) * shape.out_length + t] = sum + bias[channel];
}
