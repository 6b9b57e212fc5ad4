"""wmma_gemm.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl

TILE = tl.constexpr(16)


@triton.jit
def wmma_gemm(
    A, B, C, rows, columns, inner, alpha, beta, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """
    C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns,
            sums in float. Each warp computes a tile of
    C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    tile_row = tl.program_id(1)
    tile_column = ((tl.program_id(0).to(tl.uint32) * BLOCK_X + lane.to(tl.uint32)) // 32).to(tl.int32)
    mask = active & tl.where(tile_row < rows // TILE, tile_column < columns // TILE, False)

    a = tl.zeros((LANES, 8), tl.float16)
    b = tl.zeros((LANES, 8), tl.float16)
    sum_ = tl.zeros((LANES, 8), tl.float32)
    c = tl.zeros((LANES, 8), tl.float32)
    sum_ = tl.zeros((LANES, 8), tl.float32)

    for step in range(0, inner // TILE):
        matrix = A + tile_row * TILE * inner + step * TILE
        stride = tl.cast(inner, tl.uint32)
        first = (lane & 31).to(tl.uint32) * 8
        a = tl.load(matrix
                + ((first[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) // 16 * stride
                + (first[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) % 16), mask=mask[:, None])
        matrix_2 = B + tile_column * TILE * inner + step * TILE
        stride_2 = tl.cast(inner, tl.uint32)
        first_2 = (lane & 31).to(tl.uint32) * 8
        b = tl.load(matrix_2[:, None]
                + ((first_2[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) % 16 * stride_2
                + (first_2[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) // 16), mask=mask[:, None])
        sum_ = tl.reshape(tl.dot(tl.reshape(a, (WARPS, 16, 16)), tl.reshape(b, (WARPS, 16, 16)),
                tl.reshape(sum_, (WARPS, 16, 16))), (LANES, 8))

    tile = C + tile_row * TILE * columns + tile_column * TILE
    stride = tl.cast(columns, tl.uint32)
    first = (lane & 31).to(tl.uint32) * 8
    row = (first[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) // 16
    column = (first[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) % 16
    c = tl.load(tile[:, None] + (row * stride + column), mask=mask[:, None])
    c = alpha * sum_ + beta * c
    stride_2 = tl.cast(columns, tl.uint32)
    first_2 = (lane & 31).to(tl.uint32) * 8
    row_2 = (first_2[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) // 16
    column_2 = (first_2[:, None] + tl.arange(0, 8)[None, :].to(tl.uint32)) % 16
    tl.debug_barrier()
    tl.store(tile[:, None] + (row_2 * stride_2 + column_2), c, mask=mask[:, None])
