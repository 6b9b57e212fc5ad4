// minpool.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Minimum over SIZE x SIZE windows of each image of a [images, height, width] batch. A window may reach over the edge
// by the padding; what lies there is not counted. The grid is (columns, rows, images) of the output.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int height;
    int width;
    int out_height;
    int out_width;
    int stride;
    int padding;
} PoolShape;

__kernel void minpool_naive_2(__global const float* restrict in, __global float* restrict out, const PoolShape shape) {
    const uint block_z = get_group_id(2);
    const int out_x = get_global_id(0);
    const int out_y = get_global_id(1);
    if (out_x >= shape.out_width || out_y >= shape.out_height)
        return;
    __global const float* image = in + block_z * shape.height * shape.width;

    float smallest = INFINITY;
    for (int dy = 0; dy < 2; dy++) {
        const int y = out_y * shape.stride - shape.padding + dy;
        if (y < 0 || y >= shape.height)
            continue;
        for (int dx = 0; dx < 2; dx++) {
            const int x = out_x * shape.stride - shape.padding + dx;
            if (x < 0 || x >= shape.width)
                continue;
            smallest = fmin(smallest, image[y * shape.width + x]);
        }
    }
    out[(block_z * shape.out_height + out_y) * shape.out_width + out_x] = smallest;
}

__kernel void minpool_naive_3(__global const float* restrict in, __global float* restrict out, const PoolShape shape) {
    const uint block_z = get_group_id(2);
    const int out_x = get_global_id(0);
    const int out_y = get_global_id(1);
    if (out_x >= shape.out_width || out_y >= shape.out_height)
        return;
    __global const float* image = in + block_z * shape.height * shape.width;

    float smallest = INFINITY;
    for (int dy = 0; dy < 3; dy++) {
        const int y = out_y * shape.stride - shape.padding + dy;
        if (y < 0 || y >= shape.height)
            continue;
        for (int dx = 0; dx < 3; dx++) {
            const int x = out_x * shape.stride - shape.padding + dx;
            if (x < 0 || x >= shape.width)
                continue;
            smallest = fmin(smallest, image[y * shape.width + x]);
        }
    }
    out[(block_z * shape.out_height + out_y) * shape.out_width + out_x] = smallest;
}

// Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
// the image with the rim around it.
__kernel void minpool_tiled_3_16_8(__global const float* restrict in, __global float* restrict out, int height,
                                   int width) {
    __local float tile[180];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const uint block_z = get_group_id(2);
    const int RADIUS = 1;
    const int TILE_WIDTH = 18;
    const int TILE_HEIGHT = 10;
    __global const float* image = in + block_z * height * width;
    const int left = block_x * 16 - RADIUS;
    const int top = block_y * 8 - RADIUS;

    for (int i = thread_y * 16 + thread_x; i < TILE_HEIGHT * TILE_WIDTH; i += 16 * 8) {
        const int y = top + i / TILE_WIDTH;
        const int x = left + i % TILE_WIDTH;
        const bool inside = x >= 0 && x < width && y >= 0 && y < height;
        tile[i] = inside ? image[y * width + x] : INFINITY;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    float smallest = INFINITY;
    #pragma unroll
    for (int dy = 0; dy < 3; dy++) {
        #pragma unroll
        for (int dx = 0; dx < 3; dx++)
            smallest = fmin(smallest, tile[(thread_y + dy) * TILE_WIDTH + thread_x + dx]);
    }
    const int x = block_x * 16 + thread_x;
    const int y = block_y * 8 + thread_y;
    if (x < width && y < height)
        out[(block_z * height + y) * width + x] = smallest;
}

// Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
// the image with the rim around it.
__kernel void minpool_tiled_5_8_4(__global const float* restrict in, __global float* restrict out, int height,
                                  int width) {
    __local float tile[96];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const uint block_x = get_group_id(0);
    const uint block_y = get_group_id(1);
    const uint block_z = get_group_id(2);
    const int RADIUS = 2;
    const int TILE_WIDTH = 12;
    const int TILE_HEIGHT = 8;
    __global const float* image = in + block_z * height * width;
    const int left = block_x * 8 - RADIUS;
    const int top = block_y * 4 - RADIUS;

    for (int i = thread_y * 8 + thread_x; i < TILE_HEIGHT * TILE_WIDTH; i += 8 * 4) {
        const int y = top + i / TILE_WIDTH;
        const int x = left + i % TILE_WIDTH;
        const bool inside = x >= 0 && x < width && y >= 0 && y < height;
        tile[i] = inside ? image[y * width + x] : INFINITY;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    float smallest = INFINITY;
    #pragma unroll
    for (int dy = 0; dy < 5; dy++) {
        #pragma unroll
        for (int dx = 0; dx < 5; dx++)
            smallest = fmin(smallest, tile[(thread_y + dy) * TILE_WIDTH + thread_x + dx]);
    }
    const int x = block_x * 8 + thread_x;
    const int y = block_y * 4 + thread_y;
    if (x < width && y < height)
        out[(block_z * height + y) * width + x] = smallest;
}
