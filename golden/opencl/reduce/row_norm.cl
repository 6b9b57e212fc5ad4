// row_norm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
// code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

#pragma OPENCL FP_CONTRACT OFF

__kernel void row_norm(__global const float* restrict x, __global float* restrict norms, int rows, int columns) {
    __local float partial[8][32];
    const uint thread_y = get_local_id(1);
    const int row = get_group_id(0) * get_local_size(1) + thread_y;
    const int lane = get_local_id(0);
    bool active = row < rows;
    __local float* const own = partial[thread_y];

    float squares = 0.0f;
    __global const float* own_row = x + row * columns;
    int column = lane;
    if (active) {
        while (column < columns) {
            squares = fma(own_row[column], own_row[column], squares);
            column += 32;
        }
        own[lane] = squares;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active_2 = 16; active_2 > 0; active_2 >>= 1) {
        if (active && lane < active_2)
            own[lane] += own[lane + active_2];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (active && lane == 0)
        norms[row] = sqrt(own[0]);
}
