#include <cuda_fp16.h>
#include <mma.h>

using namespace nvcuda;

constexpr int TILE = 16;

// C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns, sums in float. Each warp computes a tile of
// C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
__global__ void wmma_gemm(const half* __restrict__ A, const half* __restrict__ B, float* __restrict__ C, int rows,
                          int columns, int inner, float alpha, float beta) {
    const int tile_row = blockIdx.y;
    const int tile_column = (blockIdx.x * blockDim.x + threadIdx.x) / warpSize;
    if (tile_row >= rows / TILE || tile_column >= columns / TILE) return;

    wmma::fragment<wmma::matrix_a, TILE, TILE, TILE, half, wmma::row_major> a;
    wmma::fragment<wmma::matrix_b, TILE, TILE, TILE, half, wmma::col_major> b;
    wmma::fragment<wmma::accumulator, TILE, TILE, TILE, float> sum, c;
    wmma::fill_fragment(sum, 0.0f);

    for (int step = 0; step < inner / TILE; ++step) {
        wmma::load_matrix_sync(a, A + tile_row * TILE * inner + step * TILE, inner);
        wmma::load_matrix_sync(b, B + tile_column * TILE * inner + step * TILE, inner);
        wmma::mma_sync(sum, a, b, sum);
    }

    float* tile = C + tile_row * TILE * columns + tile_column * TILE;
    wmma::load_matrix_sync(c, tile, columns, wmma::mem_row_major);
    for (int i = 0; i < c.num_elements; i++) c.x[i] = alpha * sum.x[i] + beta * c.x[i];
    wmma::store_matrix_sync(tile, c, columns, wmma::mem_row_major);
}
