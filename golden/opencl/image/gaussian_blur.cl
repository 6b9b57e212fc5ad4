// gaussian_blur.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Separable Gaussian blur of a float image: rows first, then columns. The border repeats.

#pragma OPENCL FP_CONTRACT OFF

#define RADIUS 2

__kernel void blur_rows(__global const float* restrict in, __global float* restrict out, int width, int height,
                        __constant float* gaussian) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= width || y >= height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int tap = -RADIUS; tap <= RADIUS; tap++)
        sum += gaussian[tap + RADIUS] * in[y * width + (x + tap < 0 ? 0 : x + tap > width - 1 ? width - 1 : x + tap)];
    out[y * width + x] = sum;
}

// The column pass stages a block's tile with RADIUS lines above and below.
__kernel void blur_columns_32_8(__global const float* restrict in, __global float* restrict out, int width, int height,
                                __constant float* gaussian) {
    __local float tile[12][32];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_y = get_group_id(1);
    const int x = get_group_id(0) * 32 + thread_x;
    const int top = block_y * 8 - RADIUS;

    for (int line = thread_y; line < 8 + 2 * RADIUS; line += 8) {
        const int y = top + line < 0 ? 0 : top + line > height - 1 ? height - 1 : top + line;
        tile[line][thread_x] = in[y * width + min(x, width - 1)];
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int y = block_y * 8 + thread_y;
    if (x < width && y < height) {
        float sum = 0.0f;
        #pragma unroll
        for (int tap = 0; tap <= 2 * RADIUS; tap++)
            sum += gaussian[tap] * tile[thread_y + tap][thread_x];
        out[y * width + x] = sum;
    }
}

// The column pass stages a block's tile with RADIUS lines above and below.
__kernel void blur_columns_16_16(__global const float* restrict in, __global float* restrict out, int width, int height,
                                 __constant float* gaussian) {
    __local float tile[20][16];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_y = get_group_id(1);
    const int x = get_group_id(0) * 16 + thread_x;
    const int top = block_y * 16 - RADIUS;

    for (int line = thread_y; line < 16 + 2 * RADIUS; line += 16) {
        const int y = top + line < 0 ? 0 : top + line > height - 1 ? height - 1 : top + line;
        tile[line][thread_x] = in[y * width + min(x, width - 1)];
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int y = block_y * 16 + thread_y;
    if (x < width && y < height) {
        float sum = 0.0f;
        #pragma unroll
        for (int tap = 0; tap <= 2 * RADIUS; tap++)
            sum += gaussian[tap] * tile[thread_y + tap][thread_x];
        out[y * width + x] = sum;
    }
}
