// sobel.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
// A 16 x 16 block stages an 18 x 18 tile.

#pragma OPENCL FP_CONTRACT OFF

#define SIDE 16
#define HALO 1

uchar saturate(int value) {
    return (uchar)min(value, 255);
}

__kernel void sobel(__global const uchar* restrict in, __global uchar* restrict out, int width, int height) {
    __local uchar tile[SIDE + 2 * HALO][SIDE + 2 * HALO];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const int left = block_x * SIDE - HALO;
    const int top = block_y * SIDE - HALO;

    for (int ty = thread_y; ty < SIDE + 2 * HALO; ty += SIDE) {
        for (int tx = thread_x; tx < SIDE + 2 * HALO; tx += SIDE) {
            const int x = max(0, min(left + tx, width - 1));
            const int y = max(0, min(top + ty, height - 1));
            tile[ty][tx] = in[y * width + x];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * SIDE + thread_x;
    const int y = block_y * SIDE + thread_y;
    if (x >= width || y >= height)
        return;
    const int cx = thread_x + HALO;
    const int cy = thread_y + HALO;
    const int horizontal = tile[cy - 1][cx + 1] + 2 * tile[cy][cx + 1] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1]
            - 2 * tile[cy][cx - 1] - tile[cy + 1][cx - 1];
    const int vertical = tile[cy + 1][cx - 1] + 2 * tile[cy + 1][cx] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1] - 2
            * tile[cy - 1][cx] - tile[cy - 1][cx + 1];
    out[y * width + x] = saturate(abs(horizontal) + abs(vertical));
}
