"""min.cu, as Triton: one program is one block of CUDA's threads, or several."""

# The smallest element of each column of a [rows, columns] matrix, as float or int.

import triton
import triton.language as tl


@triton.jit
def min_naive_float(x, y, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    column = tl.program_id(0) * LANES + lane
    mask = active & (column < columns)
    smallest = tl.load(x + column, mask=mask)
    for row in tl.range(1, rows, loop_unroll_factor=4):
        value = tl.load(x + row * columns + column, mask=mask)
        mask_2 = mask & (value < smallest)
        smallest = tl.where(mask_2, value, smallest)
    tl.store(y + column, smallest, mask=mask)


@triton.jit
def min_naive_int(x, y, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    column = tl.program_id(0) * LANES + lane
    mask = active & (column < columns)
    smallest = tl.load(x + column, mask=mask)
    for row in tl.range(1, rows, loop_unroll_factor=4):
        value = tl.load(x + row * columns + column, mask=mask)
        mask_2 = mask & (value < smallest)
        smallest = tl.where(mask_2, value, smallest)
    tl.store(y + column, smallest, mask=mask)


@triton.jit
def min_columns_float_8(x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
    folded in shared memory. The column of padding keeps the folds free of bank conflicts.
    """
    tl.static_assert(BLOCK_X <= 33, "`folded` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    folded_slots = tl.arange(0, 512)
    folded = tl.zeros((512,), tl.float32)
    column = tl.program_id(0) * 32 + thread_x

    smallest = tl.full((LANES,), 3.4028235e+38, tl.float32)
    mask = active & (column < columns)
    for start in tl.range(0, rows, 8, loop_unroll_factor=4):
        row = start + thread_y
        mask_2 = mask & (row < rows)
        smallest = tl.where(mask_2, tl.minimum(smallest, tl.load(x + row * columns + column, mask=mask_2)), smallest)
    line = folded_slots // 33
    column_2 = folded_slots % 33
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = tl.where(owned, writer, 0)
    folded = tl.where(owned, tl.gather(smallest, owner, 0), folded)

    half = 8 // 2
    while half > 0:
        mask_2 = active & (thread_y < half)
        line_2 = folded_slots // 33
        column_3 = folded_slots % 33
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        folded = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.minimum(tl.gather(folded, tl.where(mask_2, thread_y * 33 + thread_x, 0), 0),
                tl.gather(folded, tl.where(mask_2, (thread_y + half) * 33 + thread_x, 0), 0)), owner_2, 0), folded)

        half >>= 1
    mask_2 = active & (thread_y == 0) & (column < columns)
    tl.store(y + column, tl.gather(folded, tl.where(mask_2, thread_x, 0), 0), mask=mask_2)


@triton.jit
def min_columns_int_4(x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
    folded in shared memory. The column of padding keeps the folds free of bank conflicts.
    """
    tl.static_assert(BLOCK_X <= 33, "`folded` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    folded_slots = tl.arange(0, 256)
    folded = tl.zeros((256,), tl.int32)
    column = tl.program_id(0) * 32 + thread_x

    smallest = tl.full((LANES,), 2147483647, tl.int32)
    mask = active & (column < columns)
    for start in tl.range(0, rows, 4, loop_unroll_factor=4):
        row = start + thread_y
        mask_2 = mask & (row < rows)
        smallest = tl.where(mask_2, tl.minimum(smallest, tl.load(x + row * columns + column, mask=mask_2)), smallest)
    line = folded_slots // 33
    column_2 = folded_slots % 33
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = tl.where(owned, writer, 0)
    folded = tl.where(owned, tl.gather(smallest, owner, 0), folded)

    half = 4 // 2
    while half > 0:
        mask_2 = active & (thread_y < half)
        line_2 = folded_slots // 33
        column_3 = folded_slots % 33
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        folded = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.minimum(tl.gather(folded, tl.where(mask_2, thread_y * 33 + thread_x, 0), 0),
                tl.gather(folded, tl.where(mask_2, (thread_y + half) * 33 + thread_x, 0), 0)), owner_2, 0), folded)

        half >>= 1
    mask_2 = active & (thread_y == 0) & (column < columns)
    tl.store(y + column, tl.gather(folded, tl.where(mask_2, thread_x, 0), 0), mask=mask_2)
