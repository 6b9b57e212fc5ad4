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
    mask = active & (row < rows)

    squares = tl.zeros((LANES,), tl.float32)
    own_row = x + row * columns
    for start in range(0, columns, 32):
        column = start + lane_2
        mask_2 = mask & (column < columns)
        squares = tl.where(mask_2,
                tl.fma(tl.load(own_row + column, mask=mask_2), tl.load(own_row + column, mask=mask_2), squares),
                squares)
    tl.store(partial + thread_y * 32 + lane_2, squares, mask=mask)
    active_2 = 16
    while active_2 > 0:
        mask_2 = mask & (lane_2 < active_2)
        tl.debug_barrier()
        loaded = tl.load(partial + thread_y * 32 + lane_2, mask=mask_2)
        loaded_2 = tl.load(partial + thread_y * 32 + lane_2 + active_2, mask=mask_2)
        tl.debug_barrier()
        tl.store(partial + thread_y * 32 + lane_2, loaded + loaded_2, mask=mask_2)
        active_2 >>= 1
    mask_2 = mask & (lane_2 == 0)
    tl.debug_barrier()
    tl.store(norms + row, tl.sqrt_rn(tl.load(partial + thread_y * 32, mask=mask_2)), mask=mask_2)
