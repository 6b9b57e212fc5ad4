// conv2dnchw.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Two-dimensional convolution, channels first: input [batch, channels, height, width], filter [filters, channels,
// kernel.y, kernel.x], output [batch, filters, out_height, out_width]. `int2` is x and y, as everywhere in CUDA.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int batch;
    int channels;
    int height;
    int width;
    int filters;
    int out_height;
    int out_width;
    int2 kernel_;
    int2 stride;
    int2 padding;
    int2 dilation;
} ConvShape;

// One thread an element of the output: x and y by the block, z is the plane of one filter of one image.
__kernel void conv2dnchw_naive(__global const float* restrict input, __global const float* restrict filter,
                               __global float* restrict output, ConvShape shape) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    const int plane = get_group_id(2);
    if (x >= shape.out_width || y >= shape.out_height)
        return;
    const int image = plane / shape.filters;
    __global const float* taps = filter + plane % shape.filters * shape.channels * shape.kernel_.y * shape.kernel_.x;

    float sum = 0.0f;
    for (int channel = 0; channel < shape.channels; channel++) {
        __global const float* values = input + (image * shape.channels + channel) * shape.height * shape.width;
        for (int ky = 0; ky < shape.kernel_.y; ky++) {
            const int in_y = y * shape.stride.y - shape.padding.y + ky * shape.dilation.y;
            for (int kx = 0; kx < shape.kernel_.x; kx++) {
                const int in_x = x * shape.stride.x - shape.padding.x + kx * shape.dilation.x;
                if (in_y >= 0 && in_y < shape.height && in_x >= 0 && in_x < shape.width)
                    sum += values[in_y * shape.width + in_x] * *taps;
                taps++;
            }
        }
    }
    output[(plane * shape.out_height + y) * shape.out_width + x] = sum;
}

// An element of the matrix of patches that the convolution multiplies the filters with.
float patch_element(__global const float* restrict input, ConvShape shape, int tap, int pixel) {
    const int kx = tap % shape.kernel_.x;
    const int ky = tap / shape.kernel_.x % shape.kernel_.y;
    const int channel = tap / (shape.kernel_.x * shape.kernel_.y);
    const int x = pixel % shape.out_width * shape.stride.x - shape.padding.x + kx * shape.dilation.x;
    const int y = pixel / shape.out_width % shape.out_height * shape.stride.y - shape.padding.y + ky * shape.dilation.y;
    const int image = pixel / (shape.out_width * shape.out_height);
    if (x < 0 || x >= shape.width || y < 0 || y >= shape.height)
        return 0.0f;
    return input[((image * shape.channels + channel) * shape.height + y) * shape.width + x];
}

// The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
// TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
__kernel void conv2dnchw_implicit_gemm_16(__global const float* restrict input, __global const float* restrict filter,
                                          __global float* restrict output, ConvShape shape) {
    __local float weights[16][17];
    __local float patches[16][16];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int taps = shape.channels * shape.kernel_.x * shape.kernel_.y;
    const int plane = shape.out_height * shape.out_width;
    const int row = get_group_id(1) * 16 + thread_y;  // a filter
    const int pixel = get_group_id(0) * 16 + thread_x;  // of all images
    const bool is_pixel = pixel < shape.batch * plane;

    float sum = 0.0f;
    for (int start = 0; start < taps; start += 16) {
        const int column = start + thread_x;
        const int tap = start + thread_y;
        weights[thread_y][thread_x] = row < shape.filters && column < taps ? filter[row * taps + column] : 0.0f;
        patches[thread_y][thread_x] = is_pixel && tap < taps ? patch_element(input, shape, tap, pixel) : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 16; k++)
            sum += weights[thread_y][k] * patches[k][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    if (row < shape.filters && is_pixel)
        output[(pixel / plane * shape.filters + row) * plane + pixel % plane] = sum;
}

// The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
// TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
__kernel void conv2dnchw_implicit_gemm_8(__global const float* restrict input, __global const float* restrict filter,
                                         __global float* restrict output, ConvShape shape) {
    __local float weights[8][9];
    __local float patches[8][8];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int taps = shape.channels * shape.kernel_.x * shape.kernel_.y;
    const int plane = shape.out_height * shape.out_width;
    const int row = get_group_id(1) * 8 + thread_y;  // a filter
    const int pixel = get_group_id(0) * 8 + thread_x;  // of all images
    const bool is_pixel = pixel < shape.batch * plane;

    float sum = 0.0f;
    for (int start = 0; start < taps; start += 8) {
        const int column = start + thread_x;
        const int tap = start + thread_y;
        weights[thread_y][thread_x] = row < shape.filters && column < taps ? filter[row * taps + column] : 0.0f;
        patches[thread_y][thread_x] = is_pixel && tap < taps ? patch_element(input, shape, tap, pixel) : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 8; k++)
            sum += weights[thread_y][k] * patches[k][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    if (row < shape.filters && is_pixel)
        output[(pixel / plane * shape.filters + row) * plane + pixel % plane] = sum;
}
