"""row_norm.cu, as Triton: one program is one block of CUDA's threads."""

# The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
# code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

import triton
import triton.language as tl


@triton.jit
def row_norm(
    x, norms, rows, columns, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    row = tl.program_id(0) * BLOCK_Y + thread_y
    lane_2 = thread_x
    condition = row >= rows
    taken = active & condition
    others = active & ~condition

    squares = tl.zeros((LANES,), tl.float32)
    own_row = x + row * columns
    column = lane_2
    looping = others & (column < columns)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        squares = tl.where(looping,
                tl.fma(tl.load(own_row + column, mask=looping), tl.load(own_row + column, mask=looping), squares),
                squares)
        column = tl.where(looping, column + 32, column)
        looping &= column < columns
    tl.store(partial + thread_y.to(tl.uint32).to(tl.int64) * 32 + lane_2, squares, mask=others)
    active_2 = 16
    looping_2 = tl.where(active_2 > 0, others, False)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        condition_2 = lane_2 < active_2
        taken_2 = looping_2 & condition_2
        tl.debug_barrier()
        loaded = tl.load(partial + thread_y.to(tl.uint32).to(tl.int64) * 32 + lane_2, mask=taken_2)
        loaded_2 = tl.load(partial + thread_y.to(tl.uint32).to(tl.int64) * 32 + lane_2 + active_2, mask=taken_2)
        tl.debug_barrier()
        tl.store(partial + thread_y.to(tl.uint32).to(tl.int64) * 32 + lane_2, loaded + loaded_2, mask=taken_2)
        active_2 >>= 1
        looping_2 = tl.where(active_2 > 0, looping_2, False)
    condition_2 = lane_2 == 0
    taken_2 = others & condition_2
    tl.debug_barrier()
    tl.store(norms + row, tl.sqrt_rn(tl.load(partial + thread_y.to(tl.uint32).to(tl.int64) * 32, mask=taken_2)),
            mask=taken_2)
