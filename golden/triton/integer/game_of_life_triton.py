"""game_of_life.cu, as Triton: one program is one block of CUDA's threads."""

# One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

import triton
import triton.language as tl


@triton.jit
def game_of_life(now, next_, width, height, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < width) & (y < height)

    # The eight neighbours as (dy, dx).
    offsets_0 = -1
    offsets_0_2 = -1
    offsets_1 = -1
    offsets_1_2 = 0
    offsets_2 = -1
    offsets_2_2 = 1
    offsets_3 = 0
    offsets_3_2 = -1
    offsets_4 = 0
    offsets_4_2 = 1
    offsets_5 = 1
    offsets_5_2 = -1
    offsets_6 = 1
    offsets_6_2 = 0
    offsets_7 = 1
    offsets_7_2 = 1
    neighbours = tl.zeros((LANES,), tl.int32)
    coordinate = y + offsets_0
    remainder = coordinate % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_2 = mask & (remainder < 0)
    remainder = tl.where(mask_2, remainder + height, remainder)
    coordinate_2 = x + offsets_0_2
    remainder_2 = coordinate_2 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_3 = mask & (remainder_2 < 0)
    remainder_2 = tl.where(mask_3, remainder_2 + width, remainder_2)
    neighbours += tl.load(now + remainder * width + remainder_2, mask=mask)
    coordinate_3 = y + offsets_1
    remainder_3 = coordinate_3 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_4 = mask & (remainder_3 < 0)
    remainder_3 = tl.where(mask_4, remainder_3 + height, remainder_3)
    coordinate_4 = x + offsets_1_2
    remainder_4 = coordinate_4 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_5 = mask & (remainder_4 < 0)
    remainder_4 = tl.where(mask_5, remainder_4 + width, remainder_4)
    neighbours += tl.load(now + remainder_3 * width + remainder_4, mask=mask)
    coordinate_5 = y + offsets_2
    remainder_5 = coordinate_5 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_6 = mask & (remainder_5 < 0)
    remainder_5 = tl.where(mask_6, remainder_5 + height, remainder_5)
    coordinate_6 = x + offsets_2_2
    remainder_6 = coordinate_6 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_7 = mask & (remainder_6 < 0)
    remainder_6 = tl.where(mask_7, remainder_6 + width, remainder_6)
    neighbours += tl.load(now + remainder_5 * width + remainder_6, mask=mask)
    coordinate_7 = y + offsets_3
    remainder_7 = coordinate_7 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_8 = mask & (remainder_7 < 0)
    remainder_7 = tl.where(mask_8, remainder_7 + height, remainder_7)
    coordinate_8 = x + offsets_3_2
    remainder_8 = coordinate_8 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_9 = mask & (remainder_8 < 0)
    remainder_8 = tl.where(mask_9, remainder_8 + width, remainder_8)
    neighbours += tl.load(now + remainder_7 * width + remainder_8, mask=mask)
    coordinate_9 = y + offsets_4
    remainder_9 = coordinate_9 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_10 = mask & (remainder_9 < 0)
    remainder_9 = tl.where(mask_10, remainder_9 + height, remainder_9)
    coordinate_10 = x + offsets_4_2
    remainder_10 = coordinate_10 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_11 = mask & (remainder_10 < 0)
    remainder_10 = tl.where(mask_11, remainder_10 + width, remainder_10)
    neighbours += tl.load(now + remainder_9 * width + remainder_10, mask=mask)
    coordinate_11 = y + offsets_5
    remainder_11 = coordinate_11 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_12 = mask & (remainder_11 < 0)
    remainder_11 = tl.where(mask_12, remainder_11 + height, remainder_11)
    coordinate_12 = x + offsets_5_2
    remainder_12 = coordinate_12 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_13 = mask & (remainder_12 < 0)
    remainder_12 = tl.where(mask_13, remainder_12 + width, remainder_12)
    neighbours += tl.load(now + remainder_11 * width + remainder_12, mask=mask)
    coordinate_13 = y + offsets_6
    remainder_13 = coordinate_13 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_14 = mask & (remainder_13 < 0)
    remainder_13 = tl.where(mask_14, remainder_13 + height, remainder_13)
    coordinate_14 = x + offsets_6_2
    remainder_14 = coordinate_14 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_15 = mask & (remainder_14 < 0)
    remainder_14 = tl.where(mask_15, remainder_14 + width, remainder_14)
    neighbours += tl.load(now + remainder_13 * width + remainder_14, mask=mask)
    coordinate_15 = y + offsets_7
    remainder_15 = coordinate_15 % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    mask_16 = mask & (remainder_15 < 0)
    remainder_15 = tl.where(mask_16, remainder_15 + height, remainder_15)
    coordinate_16 = x + offsets_7_2
    remainder_16 = coordinate_16 % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    mask_17 = mask & (remainder_16 < 0)
    remainder_16 = tl.where(mask_17, remainder_16 + width, remainder_16)
    neighbours += tl.load(now + remainder_15 * width + remainder_16, mask=mask)
    alive = tl.load(now + y * width + x, mask=mask) != 0
    lives_on_result = (neighbours == 3) | (alive & (neighbours == 2))
    tl.store(next_ + y * width + x, lives_on_result, mask=mask)
