"""row_norm.cu, as Triton: one program is one block of CUDA's threads."""

# The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
# code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

import triton
import triton.language as tl


@triton.jit
def row_norm(x, norms, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    tl.static_assert(BLOCK_X <= 32, "`partial` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = tl.arange(0, 256)
    partial = tl.zeros((256,), tl.float32)
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
    line = partial_slots // 32
    column_2 = partial_slots % 32
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < LANES)
    owner = tl.where(owned, writer, 0)
    partial = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(squares, owner, 0), partial)
    active_2 = 16
    while active_2 > 0:
        mask_2 = mask & (lane_2 < active_2)
        line_2 = partial_slots // 32
        column_3 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        partial = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.gather(partial, tl.where(mask_2, thread_y * 32 + lane_2, 0), 0)
                + tl.gather(partial, tl.where(mask_2, thread_y * 32 + (lane_2 + active_2), 0), 0), owner_2, 0), partial)
        active_2 >>= 1
    mask_2 = mask & (lane_2 == 0)
    tl.store(norms + row, tl.sqrt_rn(tl.gather(partial, tl.where(mask_2, thread_y * 32, 0), 0)), mask=mask_2)
