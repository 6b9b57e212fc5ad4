// transpose.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void transpose(__global const float* in, __global float* out, int rows, int columns) {
    __local float tile[8][9];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    int column = block_x * 8 + thread_x;
    int row = block_y * 8 + thread_y;
    if (row < rows && column < columns)
        tile[thread_y][thread_x] = in[row * columns + column];
    barrier(CLK_LOCAL_MEM_FENCE);
    int to_column = block_y * 8 + thread_x;
    int to_row = block_x * 8 + thread_y;
    if (to_row < columns && to_column < rows)
        out[to_row * rows + to_column] = tile[thread_x][thread_y];
}
