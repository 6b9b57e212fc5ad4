// sumpool.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sums over windows of a [images, height, width] batch. Windows lie inside the image; what is left over at its right
// and lower edge is dropped.

#pragma OPENCL FP_CONTRACT OFF

#define WINDOW 4
#define OUT_WIDTH 16
#define OUT_HEIGHT 4

__kernel void sumpool_naive(__global const float* restrict in, __global float* restrict out, int height, int width,
                            int out_height, int out_width, int window_height, int window_width, int stride, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    const int out_x = i % out_width;
    const int out_y = i / out_width % out_height;
    const int image = i / (out_width * out_height);

    __global const float* corner = in + (image * height + out_y * stride) * width + out_x * stride;
    float sum = 0.0f;
    for (int y = 0; y < window_height; y++) {
        for (int x = 0; x < window_width; x++)
            sum += corner[y * width + x];
    }
    out[i] = sum;
}

// Windows of 4 x 4, one apart, as two passes over shared memory: sums along the rows, then of those along the
// columns, 8 additions in place of 16. A block of 16 x 4 threads makes 16 x 4 outputs of one image.
__kernel void sumpool_separable(__global const float* restrict in, __global float* restrict out, int height,
                                int width) {
    __local float tile[OUT_HEIGHT + WINDOW - 1][OUT_WIDTH + WINDOW - 1];
    __local float row_sums[OUT_HEIGHT + WINDOW - 1][OUT_WIDTH];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_z = get_group_id(2);
    const int out_height = height - WINDOW + 1;
    const int out_width = width - WINDOW + 1;
    const int left = get_group_id(0) * OUT_WIDTH;
    const int top = get_group_id(1) * OUT_HEIGHT;
    __global const float* image = in + block_z * height * width;

    for (int y = thread_y; y < OUT_HEIGHT + WINDOW - 1; y += OUT_HEIGHT) {
        for (int x = thread_x; x < OUT_WIDTH + WINDOW - 1; x += OUT_WIDTH)
            tile[y][x] = top + y < height && left + x < width ? image[(top + y) * width + left + x] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int y = thread_y; y < OUT_HEIGHT + WINDOW - 1; y += OUT_HEIGHT) {
        float sum = 0.0f;
        for (int k = 0; k < WINDOW; k++)
            sum += tile[y][thread_x + k];
        row_sums[y][thread_x] = sum;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = left + thread_x;
    const int y = top + thread_y;
    if (x < out_width && y < out_height) {
        float sum = 0.0f;
        for (int k = 0; k < WINDOW; k++)
            sum += row_sums[thread_y + k][thread_x];
        out[(block_z * out_height + y) * out_width + x] = sum;
    }
}
