// avgpool.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Average pooling of [planes, height, width] images.

#pragma OPENCL FP_CONTRACT OFF

// One thread an element of the output. Places in the padding count in the divisor where `count_padding` says so, but
// never those beyond the padding.
__kernel void avgpool_naive(__global const float* restrict input, __global float* restrict output, int height,
                            int width, int out_height, int out_width, int kernel_, int stride, int padding,
                            uchar count_padding_bits) {
    bool count_padding = count_padding_bits;
    const uint block_z = get_group_id(2);
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= out_width || y >= out_height)
        return;

    const int top = y * stride - padding;
    const int left = x * stride - padding;
    int bottom = min(top + kernel_, height + padding);
    int right = min(left + kernel_, width + padding);
    const int whole = (bottom - top) * (right - left);
    const int first_row = max(top, 0);
    const int first_column = max(left, 0);
    bottom = min(bottom, height);
    right = min(right, width);

    __global const float* plane = input + block_z * height * width;
    float sum = 0.0f;
    for (int row = first_row; row < bottom; row++) {
        for (int column = first_column; column < right; column++)
            sum += plane[row * width + column];
    }
    const int divisor = count_padding ? whole : (bottom - first_row) * (right - first_column);
    output[(block_z * out_height + y) * out_width + x] = sum / divisor;
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
__kernel void avgpool_tiled_2_2_8_4(__global const float* restrict input, __global float* restrict output, int height,
                                    int width, int out_height, int out_width) {
    __local float tile[8][16];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const uint block_z = get_group_id(2);
    const int ROWS = 8;
    const int COLUMNS = 16;
    const int top = block_y * 4 * 2;
    const int left = block_x * 8 * 2;
    __global const float* plane = input + block_z * height * width;

    for (int row = thread_y; row < ROWS; row += 4) {
        for (int column = thread_x; column < COLUMNS; column += 8) {
            const bool inside = top + row < height && left + column < width;
            tile[row][column] = inside ? plane[(top + row) * width + left + column] : 0.0f;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 8 + thread_x;
    const int y = block_y * 4 + thread_y;
    if (x >= out_width || y >= out_height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int ky = 0; ky < 2; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 2; kx++)
            sum += tile[thread_y * 2 + ky][thread_x * 2 + kx];
    }
    output[(block_z * out_height + y) * out_width + x] = sum * (1.0f / (2 * 2));
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
__kernel void avgpool_tiled_3_2_8_4(__global const float* restrict input, __global float* restrict output, int height,
                                    int width, int out_height, int out_width) {
    __local float tile[9][17];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const uint block_z = get_group_id(2);
    const int ROWS = 9;
    const int COLUMNS = 17;
    const int top = block_y * 4 * 2;
    const int left = block_x * 8 * 2;
    __global const float* plane = input + block_z * height * width;

    for (int row = thread_y; row < ROWS; row += 4) {
        for (int column = thread_x; column < COLUMNS; column += 8) {
            const bool inside = top + row < height && left + column < width;
            tile[row][column] = inside ? plane[(top + row) * width + left + column] : 0.0f;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 8 + thread_x;
    const int y = block_y * 4 + thread_y;
    if (x >= out_width || y >= out_height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int ky = 0; ky < 3; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 3; kx++)
            sum += tile[thread_y * 2 + ky][thread_x * 2 + kx];
    }
    output[(block_z * out_height + y) * out_width + x] = sum * (1.0f / (3 * 3));
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
__kernel void avgpool_tiled_5_1_4_8(__global const float* restrict input, __global float* restrict output, int height,
                                    int width, int out_height, int out_width) {
    __local float tile[12][8];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const uint block_z = get_group_id(2);
    const int ROWS = 12;
    const int COLUMNS = 8;
    const int top = block_y * 8 * 1;
    const int left = block_x * 4 * 1;
    __global const float* plane = input + block_z * height * width;

    for (int row = thread_y; row < ROWS; row += 8) {
        for (int column = thread_x; column < COLUMNS; column += 4) {
            const bool inside = top + row < height && left + column < width;
            tile[row][column] = inside ? plane[(top + row) * width + left + column] : 0.0f;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 4 + thread_x;
    const int y = block_y * 8 + thread_y;
    if (x >= out_width || y >= out_height)
        return;
    float sum = 0.0f;
    #pragma unroll
    for (int ky = 0; ky < 5; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 5; kx++)
            sum += tile[thread_y * 1 + ky][thread_x * 1 + kx];
    }
    output[(block_z * out_height + y) * out_width + x] = sum * (1.0f / (5 * 5));
}
