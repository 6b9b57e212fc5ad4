"""game_of_life.cu, as Triton: one program is one block of CUDA's threads."""

# One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

import triton
import triton.language as tl


@triton.jit
def game_of_life(
    now, next_, width, height, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < width) & (y < height)

    # The eight neighbours as (dy, dx).
    offsets = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 64 + lane * 64).to(tl.pointer_type(tl.int32))
    tl.store(offsets, -1, mask=mask)
    tl.store(offsets + 1, -1, mask=mask)
    tl.store(offsets + 2, -1, mask=mask)
    tl.store(offsets + 2 + 1, 0, mask=mask)
    tl.store(offsets + 4, -1, mask=mask)
    tl.store(offsets + 4 + 1, 1, mask=mask)
    tl.store(offsets + 6, 0, mask=mask)
    tl.store(offsets + 6 + 1, -1, mask=mask)
    tl.store(offsets + 8, 0, mask=mask)
    tl.store(offsets + 8 + 1, 1, mask=mask)
    tl.store(offsets + 10, 1, mask=mask)
    tl.store(offsets + 10 + 1, -1, mask=mask)
    tl.store(offsets + 12, 1, mask=mask)
    tl.store(offsets + 12 + 1, 0, mask=mask)
    tl.store(offsets + 14, 1, mask=mask)
    tl.store(offsets + 14 + 1, 1, mask=mask)
    neighbours = tl.zeros((LANES,), tl.int32)
    for k in range(0, 8):
        tl.debug_barrier()
        coordinate = y + tl.load(offsets + k * 2, mask=mask)
        remainder = coordinate % tl.where(height != 0, tl.cast(height, tl.int32), 1)
        mask_2 = mask & (remainder < 0)
        remainder = tl.where(mask_2, remainder + height, remainder)
        coordinate_2 = x + tl.load(offsets + k * 2 + 1, mask=mask)
        remainder_2 = coordinate_2 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
        mask_3 = mask & (remainder_2 < 0)
        remainder_2 = tl.where(mask_3, remainder_2 + width, remainder_2)
        neighbours += tl.load(now + remainder * width + remainder_2, mask=mask)
    alive = tl.load(now + y * width + x, mask=mask) != 0
    lives_on_result = (neighbours == 3) | (alive & (neighbours == 2))
    tl.store(next_ + y * width + x, lives_on_result, mask=mask)
