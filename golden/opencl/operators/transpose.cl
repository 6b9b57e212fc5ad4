// transpose.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

#pragma OPENCL FP_CONTRACT OFF

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
__kernel void transpose_naive_float(__global const float* restrict in, __global float* restrict out, int rows,
                                    int columns) {
    const int row = get_global_id(0);
    const int column = get_global_id(1);
    const ulong matrix = (ulong)get_group_id(2) * rows * columns;
    if (row < rows && column < columns)
        out[matrix + column * rows + row] = in[matrix + row * columns + column];
}

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
__kernel void transpose_naive_half(__global const half* restrict in, __global half* restrict out, int rows,
                                   int columns) {
    const int row = get_global_id(0);
    const int column = get_global_id(1);
    const ulong matrix = (ulong)get_group_id(2) * rows * columns;
    if (row < rows && column < columns)
        vstore_half_rte(vload_half(matrix + row * columns + column, in), matrix + column * rows + row, out);
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
// At most 256 threads a block.
__kernel void transpose_tiled_float_8(__global const float* restrict in, __global float* restrict out, int rows,
                                      int columns) {
    __local float tile[32][33];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const ulong matrix = (ulong)get_group_id(2) * rows * columns;

    int x = block_x * 32 + thread_x;
    int y = block_y * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 8) {
        if (x < columns && y + line < rows)
            tile[thread_y + line][thread_x] = in[matrix + (y + line) * columns + x];
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    x = block_y * 32 + thread_x;  // the tile's place after the exchange
    y = block_x * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 8) {
        if (x < rows && y + line < columns)
            out[matrix + (y + line) * rows + x] = tile[thread_x][thread_y + line];
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
// At most 128 threads a block.
__kernel void transpose_tiled_half_4(__global const half* restrict in, __global half* restrict out, int rows,
                                     int columns) {
    __local ushort tile[32][33];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const ulong matrix = (ulong)get_group_id(2) * rows * columns;

    int x = block_x * 32 + thread_x;
    int y = block_y * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 4) {
        if (x < columns && y + line < rows)
            tile[thread_y + line][thread_x] = float_to_half(vload_half(matrix + (y + line) * columns + x, in));
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    x = block_y * 32 + thread_x;  // the tile's place after the exchange
    y = block_x * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 4) {
        if (x < rows && y + line < columns)
            vstore_half_rte(half_to_float(tile[thread_x][thread_y + line]), matrix + (y + line) * rows + x, out);
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
// At most 256 threads a block.
__kernel void transpose_tiled_half_8(__global const half* restrict in, __global half* restrict out, int rows,
                                     int columns) {
    __local ushort tile[32][33];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const ulong matrix = (ulong)get_group_id(2) * rows * columns;

    int x = block_x * 32 + thread_x;
    int y = block_y * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 8) {
        if (x < columns && y + line < rows)
            tile[thread_y + line][thread_x] = float_to_half(vload_half(matrix + (y + line) * columns + x, in));
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    x = block_y * 32 + thread_x;  // the tile's place after the exchange
    y = block_x * 32 + thread_y;
    #pragma unroll
    for (int line = 0; line < 32; line += 8) {
        if (x < rows && y + line < columns)
            vstore_half_rte(half_to_float(tile[thread_x][thread_y + line]), matrix + (y + line) * rows + x, out);
    }
}
