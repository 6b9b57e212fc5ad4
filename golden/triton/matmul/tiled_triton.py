"""tiled.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def matmul_tiled_16(
    A, B, C, rows, columns, inner, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    """
    C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
    block reaches every barrier.
    """
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    # the padding keeps a column's elements in different banks
    a_tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    b_tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + 1024).to(tl.pointer_type(tl.float32))

    row = tl.program_id(1) * 16 + thread_y
    column = tl.program_id(0) * 16 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)

    for start in range(0, inner, 16):
        a_column = start + thread_x
        b_row = start + thread_y
        tl.debug_barrier()
        tl.store(a_tile + thread_y * 16 + thread_x,
                tl.where((row < rows) & (a_column < inner),
                tl.load(A + row * inner + a_column, mask=active & (row < rows) & (a_column < inner)), 0.0), mask=active)
        tl.store(b_tile + thread_y * 17 + thread_x,
                tl.where((b_row < inner) & (column < columns),
                tl.load(B + b_row * columns + column, mask=active & (b_row < inner) & (column < columns)), 0.0),
                mask=active)
        for k in range(0, 16):
            tl.debug_barrier()
            sum_ += tl.load(a_tile + thread_y * 16 + k, mask=active) * tl.load(b_tile + k * 17 + thread_x, mask=active)

    mask = active & (row < rows) & (column < columns)
    tl.store(C + row * columns + column, sum_, mask=mask)


@triton.jit
def matmul_tiled_8(
    A, B, C, rows, columns, inner, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    """
    C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
    block reaches every barrier.
    """
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    # the padding keeps a column's elements in different banks
    a_tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    b_tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + 256).to(tl.pointer_type(tl.float32))

    row = tl.program_id(1) * 8 + thread_y
    column = tl.program_id(0) * 8 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)

    for start in range(0, inner, 8):
        a_column = start + thread_x
        b_row = start + thread_y
        tl.debug_barrier()
        tl.store(a_tile + thread_y * 8 + thread_x,
                tl.where((row < rows) & (a_column < inner),
                tl.load(A + row * inner + a_column, mask=active & (row < rows) & (a_column < inner)), 0.0), mask=active)
        tl.store(b_tile + thread_y * 9 + thread_x,
                tl.where((b_row < inner) & (column < columns),
                tl.load(B + b_row * columns + column, mask=active & (b_row < inner) & (column < columns)), 0.0),
                mask=active)
        for k in range(0, 8):
            tl.debug_barrier()
            sum_ += tl.load(a_tile + thread_y * 8 + k, mask=active) * tl.load(b_tile + k * 9 + thread_x, mask=active)

    mask = active & (row < rows) & (column < columns)
    tl.store(C + row * columns + column, sum_, mask=mask)
