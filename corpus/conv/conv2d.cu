#include <cuda_runtime.h>

// Direct convolution, NCHW, as deep-learning frameworks define it (no flip of the filter).
// blockIdx.z runs over images and output channels together.

struct Extent {
    int height;
    int width;
};

struct ConvolutionShape {
    int in_channels;
    int out_channels;
    Extent in;
    Extent filter;
    Extent out;
    int stride;
    int padding;
};

__device__ inline bool contains(const Extent& extent, int y, int x) {
    return y >= 0 && y < extent.height && x >= 0 && x < extent.width;
}

__global__ void conv2d_nchw(const float* __restrict__ input, const float* __restrict__ weight,
                            const float* __restrict__ bias, float* __restrict__ output, ConvolutionShape shape) {
    const int out_x = blockIdx.x * blockDim.x + threadIdx.x;
    const int out_y = blockIdx.y * blockDim.y + threadIdx.y;
    if (!contains(shape.out, out_y, out_x)) return;

    const int out_channel = blockIdx.z % shape.out_channels;
    const int image = blockIdx.z / shape.out_channels;
    const int in_area = shape.in.height * shape.in.width;
    const int filter_area = shape.filter.height * shape.filter.width;

    float sum = bias[out_channel];
    for (int channel = 0; channel < shape.in_channels; ++channel) {
        const float* plane = input + (image * shape.in_channels + channel) * in_area;
        const float* filter = weight + (out_channel * shape.in_channels + channel) * filter_area;
        for (int ky = 0; ky < shape.filter.height; ++ky) {
            for (int kx = 0; kx < shape.filter.width; ++kx) {
                const int y = out_y * shape.stride - shape.padding + ky;
                const int x = out_x * shape.stride - shape.padding + kx;
                if (!contains(shape.in, y, x)) continue;
                sum += plane[y * shape.in.width + x] * filter[ky * shape.filter.width + kx];
            }
        }
    }
    output[(blockIdx.z * shape.out.height + out_y) * shape.out.width + out_x] = sum;
}
