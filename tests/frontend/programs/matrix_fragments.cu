// Matrix fragments of each shape and type, in both layouts; helpers that take them; lanes that differ by warp.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <mma.h>

namespace wmma = nvcuda::wmma;

template <int M, int N, int K, class T>
__device__ void scale(wmma::fragment<wmma::accumulator, M, N, K, T>& c, T by) {
#pragma unroll
    for (int t = 0; t < c.num_elements; ++t) c.x[t] = c.x[t] * by;
}

template <int M, int N, int K, class T, class Sum, class LayoutA, class LayoutB>
__device__ void product(const T* a, const T* b, Sum* c, Sum by) {
    const int warp = threadIdx.y;
    wmma::fragment<wmma::matrix_a, M, N, K, T, LayoutA> left;
    wmma::fragment<wmma::matrix_b, M, N, K, T, LayoutB> right;
    wmma::fragment<wmma::accumulator, M, N, K, Sum> sums;
    constexpr bool by_rows = std::is_same<LayoutA, wmma::row_major>::value;
    wmma::load_matrix_sync(left, a + warp * M * K, by_rows ? K : M);
    wmma::load_matrix_sync(right, b + warp * K * N, std::is_same<LayoutB, wmma::row_major>::value ? N : K);
    wmma::load_matrix_sync(sums, c + warp * M * N, M, wmma::mem_col_major);
    wmma::mma_sync(sums, left, right, sums);
    scale(sums, by);
    wmma::store_matrix_sync(c + warp * M * N, sums, N, wmma::mem_row_major);
}

#define PRODUCT(NAME, M, N, K, T, SUM, LAYOUT_A, LAYOUT_B) \
    __global__ void NAME(const T* a, const T* b, SUM* c, SUM by) { \
        product<M, N, K, T, SUM, wmma::LAYOUT_A, wmma::LAYOUT_B>(a, b, c, by); \
    }
PRODUCT(halves_to_float, 16, 16, 16, half, float, row_major, row_major)
PRODUCT(halves, 16, 16, 16, half, half, col_major, row_major)
PRODUCT(tall_bfloat16, 32, 8, 16, __nv_bfloat16, float, row_major, col_major)
PRODUCT(wide_bytes, 8, 32, 16, signed char, int, col_major, row_major)
PRODUCT(unsigned_bytes, 16, 16, 16, unsigned char, int, row_major, col_major)
PRODUCT(doubles, 8, 8, 4, double, double, col_major, col_major)

// Four fragments a warp, and sums that go through shared memory from half to float and back.
__global__ void blocked(const half* a, const half* b, half* c) {
    __shared__ float staged[2][16 * 16];
    wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> left[2];
    wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> right[2];
    wmma::fragment<wmma::accumulator, 16, 16, 16, float> sums[2][2];
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) wmma::fill_fragment(sums[i][j], 0.0f);
        wmma::load_matrix_sync(left[i], a + (warp * 2 + i) * 256, 16);
        wmma::load_matrix_sync(right[i], b + i * 256, 16);
    }
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
            wmma::mma_sync(sums[i][j], left[i], right[j], sums[i][j]);
            wmma::store_matrix_sync(staged[warp], sums[i][j], 16, wmma::mem_row_major);
            __syncwarp();
            for (int e = lane; e < 256; e += 32) c[((warp * 2 + i) * 2 + j) * 256 + e] = __float2half(staged[warp][e]);
            __syncwarp();
        }
    }
}

// One warp of the block works, the other has none to do; the start is another fragment of another type.
__global__ void one_warp(const half* a, float* c) {
    if (threadIdx.x < 32) {
        wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> left;
        wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major> right;
        wmma::fragment<wmma::accumulator, 16, 16, 16, half> start;
        wmma::fragment<wmma::accumulator, 16, 16, 16, float> sums;
        wmma::fill_fragment(left, __float2half(2.0f));
        wmma::fill_fragment(start, __float2half(0.5f));
        wmma::load_matrix_sync(right, a, 16);
        wmma::mma_sync(sums, left, right, start);
        wmma::store_matrix_sync(c, sums, 16, wmma::mem_row_major);
    }
}
