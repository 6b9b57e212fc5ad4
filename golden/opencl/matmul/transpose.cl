// transpose.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// out = in^T through a tile in shared memory, so that both sides are read and written along rows.
// A block of 32 x 8 threads moves a 32 x 32 tile.

#pragma OPENCL FP_CONTRACT OFF

#define TILE 32
#define ROWS_A_PASS 8

__kernel void transpose(__global const float* restrict in, __global float* restrict out, int width, int height) {
    __local float tile[TILE][TILE + 1];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);

    int x = block_x * TILE + thread_x;
    int y = block_y * TILE + thread_y;
    for (int offset = 0; offset < TILE; offset += ROWS_A_PASS) {
        if (x < width && y + offset < height)
            tile[thread_y + offset][thread_x] = in[(y + offset) * width + x];
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    x = block_y * TILE + thread_x;
    y = block_x * TILE + thread_y;
    for (int offset = 0; offset < TILE; offset += ROWS_A_PASS) {
        if (x < height && y + offset < width)
            out[(y + offset) * height + x] = tile[thread_x][thread_y + offset];
    }
}
