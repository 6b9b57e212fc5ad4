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
    condition = (x >= width) | (y >= height)
    taken = active & condition
    others = active & ~condition

    # The eight neighbours as (dy, dx).
    offsets = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 64 + lane.to(tl.int64) * 64).to(tl.pointer_type(tl.int32))
    tl.store(offsets, -1, mask=others)
    tl.store(offsets + 1, -1, mask=others)
    tl.store(offsets + 2, -1, mask=others)
    tl.store(offsets + 2 + 1, 0, mask=others)
    tl.store(offsets + 4, -1, mask=others)
    tl.store(offsets + 4 + 1, 1, mask=others)
    tl.store(offsets + 6, 0, mask=others)
    tl.store(offsets + 6 + 1, -1, mask=others)
    tl.store(offsets + 8, 0, mask=others)
    tl.store(offsets + 8 + 1, 1, mask=others)
    tl.store(offsets + 10, 1, mask=others)
    tl.store(offsets + 10 + 1, -1, mask=others)
    tl.store(offsets + 12, 1, mask=others)
    tl.store(offsets + 12 + 1, 0, mask=others)
    tl.store(offsets + 14, 1, mask=others)
    tl.store(offsets + 14 + 1, 1, mask=others)
    neighbours = tl.zeros((LANES,), tl.int32)
    for k in range(0, 8):
        tl.debug_barrier()
        coordinate = y + tl.load(offsets + tl.cast(k, tl.int64) * 2, mask=others)
        size = height
        remainder = coordinate % tl.where(size != 0, tl.cast(size, tl.int32), 1)
        condition_2 = remainder < 0
        taken_2 = others & condition_2
        remainder = tl.where(taken_2, remainder + size, remainder)
        row = remainder
        coordinate_2 = x + tl.load(offsets + tl.cast(k, tl.int64) * 2 + 1, mask=others)
        size_2 = width
        remainder_2 = coordinate_2 % tl.where(size_2 != 0, tl.cast(size_2, tl.int32), 1)
        condition_3 = remainder_2 < 0
        taken_3 = others & condition_3
        remainder_2 = tl.where(taken_3, remainder_2 + size_2, remainder_2)
        column = remainder_2
        neighbours += tl.load(now + row * width + column, mask=others)
    alive = tl.load(now + y * width + x, mask=others) != 0
    neighbours_2 = neighbours
    lives_on_result = (neighbours_2 == 3) | (alive & (neighbours_2 == 2))
    tl.store(next_ + y * width + x, lives_on_result, mask=others)
