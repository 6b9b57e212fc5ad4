// depthwise.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
__kernel void depthwise_conv_3_1(__global const float* restrict input, __global const float* restrict weight,
                                 __global float* restrict output, int height, int width) {
    const int radius = 1;
    const int out_width = (width + 1 - 1) / 1;
    const int out_height = (height + 1 - 1) / 1;
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    const int channel = get_global_id(2);

    // The filter goes to registers once.
    float filter[3][3];
    #pragma unroll
    for (int i = 0; i < 3 * 3; i++)
        filter[i / 3][i % 3] = weight[channel * 3 * 3 + i];

    if (x < out_width && y < out_height) {
        __global const float* plane = input + channel * height * width;
        float sum = 0.0f;
        #pragma unroll
        for (int dy = -radius; dy <= radius; dy++) {
            #pragma unroll
            for (int dx = -radius; dx <= radius; dx++) {
                const int in_y = y * 1 + dy;
                const int in_x = x * 1 + dx;
                const bool inside = in_y >= 0 && in_y < height && in_x >= 0 && in_x < width;
                sum += inside ? plane[in_y * width + in_x] * filter[dy + radius][dx + radius] : 0.0f;
            }
        }
        output[(channel * out_height + y) * out_width + x] = sum;
    }
}

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
__kernel void depthwise_conv_5_2(__global const float* restrict input, __global const float* restrict weight,
                                 __global float* restrict output, int height, int width) {
    const int radius = 2;
    const int out_width = (width + 2 - 1) / 2;
    const int out_height = (height + 2 - 1) / 2;
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    const int channel = get_global_id(2);

    // The filter goes to registers once.
    float filter[5][5];
    #pragma unroll
    for (int i = 0; i < 5 * 5; i++)
        filter[i / 5][i % 5] = weight[channel * 5 * 5 + i];

    if (x < out_width && y < out_height) {
        __global const float* plane = input + channel * height * width;
        float sum = 0.0f;
        #pragma unroll
        for (int dy = -radius; dy <= radius; dy++) {
            #pragma unroll
            for (int dx = -radius; dx <= radius; dx++) {
                const int in_y = y * 2 + dy;
                const int in_x = x * 2 + dx;
                const bool inside = in_y >= 0 && in_y < height && in_x >= 0 && in_x < width;
                sum += inside ? plane[in_y * width + in_x] * filter[dy + radius][dx + radius] : 0.0f;
            }
        }
        output[(channel * out_height + y) * out_width + x] = sum;
    }
}
