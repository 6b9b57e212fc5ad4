// game_of_life.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

#pragma OPENCL FP_CONTRACT OFF

// C's remainder takes the sign of the dividend; a torus needs the mathematical one.
int wrapped(int coordinate, int size) {
    int remainder_ = coordinate % size;
    if (remainder_ < 0)
        remainder_ += size;
    return remainder_;
}

bool lives_on(bool alive, int neighbours) {
    return neighbours == 3 || (alive && neighbours == 2);
}

__kernel void game_of_life(__global const uchar* restrict now, __global uchar* restrict next, int width, int height) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= width || y >= height)
        return;

    // The eight neighbours as (dy, dx).
    const int offsets[8][2] = {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}};
    int neighbours = 0;
    for (int k = 0; k < 8; k++) {
        const int row = wrapped(y + offsets[k][0], height);
        const int column = wrapped(x + offsets[k][1], width);
        neighbours += now[row * width + column];
    }
    next[y * width + x] = lives_on(now[y * width + x] != 0, neighbours);
}
