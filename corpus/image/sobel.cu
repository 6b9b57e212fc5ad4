#include <cuda_runtime.h>

// Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
// A 16 x 16 block stages an 18 x 18 tile.

#define SIDE 16
#define HALO 1

using pixel = unsigned char;

__device__ inline pixel saturate(int value) {
    return static_cast<pixel>(min(value, 255));
}

__global__ void sobel(const pixel* __restrict__ in, pixel* __restrict__ out, int width, int height) {
    __shared__ pixel tile[SIDE + 2 * HALO][SIDE + 2 * HALO];
    const int left = blockIdx.x * SIDE - HALO, top = blockIdx.y * SIDE - HALO;

    for (int ty = threadIdx.y; ty < SIDE + 2 * HALO; ty += SIDE) {
        for (int tx = threadIdx.x; tx < SIDE + 2 * HALO; tx += SIDE) {
            const int x = max(0, min(left + tx, width - 1));
            const int y = max(0, min(top + ty, height - 1));
            tile[ty][tx] = in[y * width + x];
        }
    }
    __syncthreads();

    const int x = blockIdx.x * SIDE + threadIdx.x, y = blockIdx.y * SIDE + threadIdx.y;
    if (x >= width || y >= height) return;
    const int cx = threadIdx.x + HALO, cy = threadIdx.y + HALO;
    const int horizontal = tile[cy - 1][cx + 1] + 2 * tile[cy][cx + 1] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1] -
                           2 * tile[cy][cx - 1] - tile[cy + 1][cx - 1];
    const int vertical = tile[cy + 1][cx - 1] + 2 * tile[cy + 1][cx] + tile[cy + 1][cx + 1] - tile[cy - 1][cx - 1] -
                         2 * tile[cy - 1][cx] - tile[cy - 1][cx + 1];
    out[y * width + x] = saturate(abs(horizontal) + abs(vertical));
}
