"""wmma_gemm.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl

TILE = tl.constexpr(16)
mem_row_major = tl.constexpr(0)


@triton.jit
def wmma_gemm(
    A, B, C, rows, columns, inner, alpha, beta, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    SHARED: tl.constexpr, WARPS: tl.constexpr
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

    a = scratch + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16
    b = scratch + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 32 + lane * 16
    sum_ = scratch + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 64 + lane * 32
    c = scratch + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 96 + lane * 32
    for i in range(0, 8):
        tl.debug_barrier()
        tl.store(sum_.to(tl.pointer_type(tl.float32)) + i, 0.0, mask=mask)

    for step in range(0, inner // TILE):
        matrix = A + tile_row * TILE * inner + step * TILE
        stride = tl.cast(inner, tl.uint32)
        first = (lane & 31).to(tl.uint32) * 8
        for i in range(0, 8):
            tl.debug_barrier()
            tl.store(a.to(tl.pointer_type(tl.float16)) + i,
                    tl.load(matrix
                    + ((first + tl.cast(i, tl.uint32)) // 16 * stride + (first + tl.cast(i, tl.uint32)) % 16),
                    mask=mask), mask=mask)
        matrix_2 = B + tile_column * TILE * inner + step * TILE
        stride_2 = tl.cast(inner, tl.uint32)
        first_2 = (lane & 31).to(tl.uint32) * 8
        for i in range(0, 8):
            tl.debug_barrier()
            tl.store(b.to(tl.pointer_type(tl.float16)) + i,
                    tl.load(matrix_2
                    + ((first_2 + tl.cast(i, tl.uint32)) % 16 * stride_2 + (first_2 + tl.cast(i, tl.uint32)) // 16),
                    mask=mask), mask=mask)
        first_element_result = (lane & 31).to(tl.uint32) * 8
        row = first_element_result // 16
        first_element_result_2 = (lane & 31).to(tl.uint32) * 8
        first_column = first_element_result_2 % 16
        total = (scratch
                + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
                + tl.program_id(0)) * SHARED + SHARED - LANES * 128 + lane * 32).to(tl.pointer_type(tl.float32))
        for i in range(0, 8):
            tl.debug_barrier()
            tl.store(total + i, tl.load(sum_.to(tl.pointer_type(tl.float32)) + i, mask=mask), mask=mask)
        for step_2 in range(0, 16):
            tl.debug_barrier()
            of_left = tl.load(a.to(tl.pointer_type(tl.float16)) + step_2 % 8, mask=mask).to(tl.float32)
            a_2 = tl.reshape(tl.gather(tl.reshape(of_left, (WARPS, 32)),
                    tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + tl.cast(step_2, tl.uint32)) // 8).to(tl.int32),
                    (WARPS, 32)), 1), (LANES,))
            for i in range(0, 8):
                wanted = tl.cast(step_2 * 16, tl.uint32) + first_column + tl.cast(i, tl.uint32)
                b_2 = tl.zeros((LANES,), tl.float32)
                for held in range(i % 8, 8, 8):
                    of_right = tl.load(b.to(tl.pointer_type(tl.float16)) + held, mask=mask).to(tl.float32)
                    other = tl.reshape(tl.gather(tl.reshape(of_right, (WARPS, 32)),
                            tl.reshape((lane & 31) - (lane & 31) + ((wanted // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                            (LANES,))
                    mask_2 = mask & (wanted % 8 == tl.cast(held, tl.uint32))
                    b_2 = tl.where(mask_2, other, b_2)
                tl.debug_barrier()
                tl.store(total + i, tl.load(total + i, mask=mask) + a_2 * b_2, mask=mask)
        for i in range(0, 8):
            tl.debug_barrier()
            tl.store(sum_.to(tl.pointer_type(tl.float32)) + i, tl.load(total + i, mask=mask), mask=mask)

    tile = C + tile_row * TILE * columns + tile_column * TILE
    stride = tl.cast(columns, tl.uint32)
    first = (lane & 31).to(tl.uint32) * 8
    for i in range(0, 8):
        row = (first + tl.cast(i, tl.uint32)) // 16
        column = (first + tl.cast(i, tl.uint32)) % 16
        tl.debug_barrier()
        tl.store(c.to(tl.pointer_type(tl.float32)) + i,
                tl.load(tile + tl.where(0 == mem_row_major, row * stride + column, column * stride + row), mask=mask),
                mask=mask)
    for i in range(0, 8):
        tl.debug_barrier()
        tl.store(c.to(tl.pointer_type(tl.float32)) + i,
                alpha * tl.load(sum_.to(tl.pointer_type(tl.float32)) + i, mask=mask) + beta
                * tl.load(c.to(tl.pointer_type(tl.float32)) + i, mask=mask), mask=mask)
    stride_2 = tl.cast(columns, tl.uint32)
    first_2 = (lane & 31).to(tl.uint32) * 8
    for i in range(0, 8):
        row = (first_2 + tl.cast(i, tl.uint32)) // 16
        column = (first_2 + tl.cast(i, tl.uint32)) % 16
        tl.debug_barrier()
        tl.store(tile + tl.where(0 == mem_row_major, row * stride_2 + column, column * stride_2 + row),
                tl.load(c.to(tl.pointer_type(tl.float32)) + i, mask=mask), mask=mask)
