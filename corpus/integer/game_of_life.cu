#include <cuda_runtime.h>

// One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

namespace life {

__device__ inline bool lives_on(bool alive, int neighbours) {
    return neighbours == 3 || (alive && neighbours == 2);
}

// C's remainder takes the sign of the dividend; a torus needs the mathematical one.
__device__ inline int wrapped(int coordinate, int size) {
    int remainder = coordinate % size;
    if (remainder < 0) remainder += size;
    return remainder;
}

}  // namespace life

__global__ void game_of_life(const unsigned char* __restrict__ now, unsigned char* __restrict__ next, int width,
                             int height) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= width || y >= height) return;

    // The eight neighbours as (dy, dx).
    const int offsets[8][2] = {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}};
    int neighbours = 0;
    for (int k = 0; k < 8; ++k) {
        const int row = life::wrapped(y + offsets[k][0], height);
        const int column = life::wrapped(x + offsets[k][1], width);
        neighbours += now[row * width + column];
    }
    next[y * width + x] = life::lives_on(now[y * width + x] != 0, neighbours);
}
