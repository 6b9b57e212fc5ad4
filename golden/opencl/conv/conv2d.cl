// conv2d.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Direct convolution, NCHW, as deep-learning frameworks define it (no flip of the filter).
// blockIdx.z runs over images and output channels together.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int height;
    int width;
} Extent;

typedef struct {
    int in_channels;
    int out_channels;
    Extent in;
    Extent filter;
    Extent out;
    int stride;
    int padding;
} ConvolutionShape;

bool contains(Extent extent, int y, int x) {
    return y >= 0 && y < extent.height && x >= 0 && x < extent.width;
}

__kernel void conv2d_nchw(__global const float* restrict input, __global const float* restrict weight,
                          __global const float* restrict bias, __global float* restrict output,
                          ConvolutionShape shape) {
    const uint block_z = get_group_id(2);
    const int out_x = get_global_id(0);
    const int out_y = get_global_id(1);
    if (!contains(shape.out, out_y, out_x))
        return;

    const int out_channel = block_z % shape.out_channels;
    const int image = block_z / shape.out_channels;
    const int in_area = shape.in.height * shape.in.width;
    const int filter_area = shape.filter.height * shape.filter.width;

    float sum = bias[out_channel];
    for (int channel = 0; channel < shape.in_channels; channel++) {
        __global const float* plane = input + (image * shape.in_channels + channel) * in_area;
        __global const float* filter = weight + (out_channel * shape.in_channels + channel) * filter_area;
        for (int ky = 0; ky < shape.filter.height; ky++) {
            for (int kx = 0; kx < shape.filter.width; kx++) {
                const int y = out_y * shape.stride - shape.padding + ky;
                const int x = out_x * shape.stride - shape.padding + kx;
                if (!contains(shape.in, y, x))
                    continue;
                sum += plane[y * shape.in.width + x] * filter[ky * shape.filter.width + kx];
            }
        }
    }
    output[(block_z * shape.out.height + out_y) * shape.out.width + out_x] = sum;
}
