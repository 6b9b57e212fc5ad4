// depthwiseconv.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

#pragma OPENCL FP_CONTRACT OFF

// Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
// element of the output.
__kernel void depthwiseconv_naive(__global const float* restrict input, __global const float* restrict filter,
                                  __global const float* restrict bias, __global float* restrict output, int batch,
                                  int height, int width, int channels, int kernel_) {
    const int i = get_global_id(0);
    if (i >= batch * height * width * channels)
        return;
    int rest = i;
    const int channel = rest % channels;
    rest /= channels;
    const int x = rest % width;
    rest /= width;
    const int y = rest % height;
    const int image = rest / height;

    float sum = bias[channel];
    for (int ky = 0; ky < kernel_; ky++) {
        for (int kx = 0; kx < kernel_; kx++) {
            const int in_y = y + ky - kernel_ / 2;
            const int in_x = x + kx - kernel_ / 2;
            if (in_y < 0 || in_y >= height || in_x < 0 || in_x >= width)
                continue;
            sum += input[((image * height + in_y) * width + in_x) * channels + channel]
                    * filter[(ky * kernel_ + kx) * channels + channel];
        }
    }
    output[i] = sum;
}

// Channels first: input and output [batch * channels, height, width], filter [channels, KERNEL, KERNEL]. A block makes a
// tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
// At most 64 threads a block.
__kernel void depthwiseconv_tiled_3_8(__global const float* restrict input, __global const float* restrict filter,
                                      __global float* restrict output, int channels, int height, int width) {
    __local float tile[100];
    __local float taps[9];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const int RADIUS = 1;
    const int HALO = 10;
    const int plane = get_group_id(2);
    const int top = (int)block_y * 8 - RADIUS;
    const int left = (int)block_x * 8 - RADIUS;
    input += plane * height * width;
    filter += plane % channels * 3 * 3;

    const int thread = thread_y * 8 + thread_x;
    for (int i = thread; i < 3 * 3; i += 8 * 8)
        taps[i] = filter[i];
    for (int i = thread; i < HALO * HALO; i += 8 * 8) {
        const int y = top + i / HALO;
        const int x = left + i % HALO;
        tile[i] = y >= 0 && y < height && x >= 0 && x < width ? input[y * width + x] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 8 + thread_x;
    const int y = block_y * 8 + thread_y;
    if (x >= width || y >= height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int ky = 0; ky < 3; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 3; kx++)
            sum = fma(tile[(thread_y + ky) * HALO + thread_x + kx], taps[ky * 3 + kx], sum);
    }
    output[(plane * height + y) * width + x] = sum;
}

// Channels first: input and output [batch * channels, height, width], filter [channels, KERNEL, KERNEL]. A block makes a
// tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
// At most 16 threads a block.
__kernel void depthwiseconv_tiled_5_4(__global const float* restrict input, __global const float* restrict filter,
                                      __global float* restrict output, int channels, int height, int width) {
    __local float tile[64];
    __local float taps[25];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const int RADIUS = 2;
    const int HALO = 8;
    const int plane = get_group_id(2);
    const int top = (int)block_y * 4 - RADIUS;
    const int left = (int)block_x * 4 - RADIUS;
    input += plane * height * width;
    filter += plane % channels * 5 * 5;

    const int thread = thread_y * 4 + thread_x;
    for (int i = thread; i < 5 * 5; i += 4 * 4)
        taps[i] = filter[i];
    for (int i = thread; i < HALO * HALO; i += 4 * 4) {
        const int y = top + i / HALO;
        const int x = left + i % HALO;
        tile[i] = y >= 0 && y < height && x >= 0 && x < width ? input[y * width + x] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 4 + thread_x;
    const int y = block_y * 4 + thread_y;
    if (x >= width || y >= height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int ky = 0; ky < 5; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 5; kx++)
            sum = fma(tile[(thread_y + ky) * HALO + thread_x + kx], taps[ky * 5 + kx], sum);
    }
    output[(plane * height + y) * width + x] = sum;
}
