// sobel.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
// A 16 x 16 block stages an 18 x 18 tile.

#pragma OPENCL FP_CONTRACT OFF

uchar saturate(int value) {
    return (uchar)min(value, 255);
}

__kernel void sobel(__global const uchar* restrict in, __global uchar* restrict out, int width, int height) {
    __local uchar tile[18][18];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const int left = block_x * 16u - 1u;
    const int top = block_y * 16u - 1u;

    for (int ty = thread_y; ty < 16 + 2 * 1; ty += 16) {
        for (int tx = thread_x; tx < 16 + 2 * 1; tx += 16) {
            const int x = max(0, min(left + tx, width - 1));
            const int y = max(0, min(top + ty, height - 1));
            tile[ty][tx] = in[y * width + x];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int x = block_x * 16u + thread_x;
    const int y = block_y * 16u + thread_y;
    if (x >= width || y >= height)
        return;
    const int cx = thread_x + 1u;
    const int cy = thread_y + 1u;
    const int horizontal = tile[cy - 1][cx + 1] + 2 * tile[cy][cx + 1] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1]
            - 2 * tile[cy][cx - 1] - tile[cy + 1][cx - 1];
    const int vertical = tile[cy + 1][cx - 1] + 2 * tile[cy + 1][cx] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1] - 2
            * tile[cy - 1][cx] - tile[cy - 1][cx + 1];
    out[y * width + x] = saturate(abs(horizontal) + abs(vertical));
}
