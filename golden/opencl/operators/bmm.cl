// bmm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
// c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

#pragma OPENCL FP_CONTRACT OFF

__kernel void bmm_naive(__global const float* restrict a, __global const float* restrict b, __global float* restrict c,
                        int rows, int columns, int inner) {
    const int column = get_global_id(0);
    const int row = get_global_id(1);
    const int matrix = get_group_id(2);
    if (row >= rows || column >= columns)
        return;

    float sum = 0.0f;
    for (int k = 0; k < inner; k++)
        sum += a[(matrix * rows + row) * inner + k] * b[(matrix * inner + k) * columns + column];
    c[(matrix * rows + row) * columns + column] = sum;
}

// A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
// thread reaches every barrier.
__kernel void bmm_tiled_16(__global const float* restrict a, __global const float* restrict b,
                           __global float* restrict c, int rows, int columns, int inner) {
    __local float a_tile[16][16];
    __local float b_tile[16][16];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_z = get_group_id(2);
    a += (ulong)block_z * rows * inner;
    b += (ulong)block_z * inner * columns;
    c += (ulong)block_z * rows * columns;

    const int column = get_group_id(0) * 16 + thread_x;
    const int row = get_group_id(1) * 16 + thread_y;
    float sum = 0.0f;
    for (int start = 0; start < inner; start += 16) {
        const int a_column = start + thread_x;
        const int b_row = start + thread_y;
        a_tile[thread_y][thread_x] = row < rows && a_column < inner ? a[row * inner + a_column] : 0.0f;
        b_tile[thread_y][thread_x] = b_row < inner && column < columns ? b[b_row * columns + column] : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 16; k++)
            sum += a_tile[thread_y][k] * b_tile[k][thread_x];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (row < rows && column < columns)
        c[row * columns + column] = sum;
}
