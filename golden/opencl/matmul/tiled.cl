// tiled.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
// block reaches every barrier.
__kernel void matmul_tiled_16(__global const float* restrict A, __global const float* restrict B,
                              __global float* restrict C, int rows, int columns, int inner) {
    __local float a_tile[16][16];
    __local float b_tile[16][17];  // the padding keeps a column's elements in different banks
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);

    const int row = get_group_id(1) * 16 + thread_y;
    const int column = get_group_id(0) * 16 + thread_x;
    float sum = 0.0f;

    for (int start = 0; start < inner; start += 16) {
        const int a_column = start + thread_x;
        const int b_row = start + thread_y;
        a_tile[thread_y][thread_x] = row < rows && a_column < inner ? A[row * inner + a_column] : 0.0f;
        b_tile[thread_y][thread_x] = b_row < inner && column < columns ? B[b_row * columns + column] : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 16; k++)
            sum += a_tile[thread_y][k] * b_tile[k][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    if (row < rows && column < columns)
        C[row * columns + column] = sum;
}

// C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
// block reaches every barrier.
__kernel void matmul_tiled_8(__global const float* restrict A, __global const float* restrict B,
                             __global float* restrict C, int rows, int columns, int inner) {
    __local float a_tile[8][8];
    __local float b_tile[8][9];  // the padding keeps a column's elements in different banks
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);

    const int row = get_group_id(1) * 8 + thread_y;
    const int column = get_group_id(0) * 8 + thread_x;
    float sum = 0.0f;

    for (int start = 0; start < inner; start += 8) {
        const int a_column = start + thread_x;
        const int b_row = start + thread_y;
        a_tile[thread_y][thread_x] = row < rows && a_column < inner ? A[row * inner + a_column] : 0.0f;
        b_tile[thread_y][thread_x] = b_row < inner && column < columns ? B[b_row * columns + column] : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 8; k++)
            sum += a_tile[thread_y][k] * b_tile[k][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    if (row < rows && column < columns)
        C[row * columns + column] = sum;
}
