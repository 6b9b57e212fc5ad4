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

    int neighbours = 0;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            if (dx == 0 && dy == 0) continue;
            neighbours += now[life::wrapped(y + dy, height) * width + life::wrapped(x + dx, width)];
        }
    }
    next[y * width + x] = life::lives_on(now[y * width + x] != 0, neighbours);
}
