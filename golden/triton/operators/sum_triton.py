"""sum.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Sums over one axis of a [rows, columns] matrix, or over all of it.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
)
@triton.jit
def sum_naive(x, sums, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr):
    """The last axis: one thread a row."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    row = tl.program_id(0) * LANES + lane
    mask = active & (row < rows)
    sum_ = tl.zeros((LANES,), tl.float32)
    partial_sum = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, columns, ROW_WIDTH):
        column = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_sum = tl.where(inside,
                partial_sum + tl.load(x + (row * columns)[:, None] + column, mask=mask[:, None] & inside), partial_sum)
    sum_ += tl.sum(partial_sum, axis=1)
    tl.store(sums + row, sum_, mask=mask)


@triton.jit
def sum_columns_8(x, sums, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
    memory.
    """
    tl.static_assert(BLOCK_X <= 32, "`partial` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = tl.arange(0, 256)
    partial = tl.zeros((256,), tl.float32)
    column = tl.program_id(0) * 32 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)
    mask = active & (column < columns)
    for start in tl.range(0, rows, 8, loop_unroll_factor=4):
        row = start + thread_y
        mask_2 = mask & (row < rows)
        sum_ = tl.where(mask_2, sum_ + tl.load(x + row * columns + column, mask=mask_2), sum_)
    line = partial_slots // 32
    column_2 = partial_slots % 32
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = tl.where(owned, writer, 0)
    partial = tl.where(owned, tl.gather(sum_, owner, 0), partial)
    lines = 8 // 2
    while lines > 0:
        mask_2 = active & (thread_y < lines)
        line_2 = partial_slots // 32
        column_3 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        partial = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.gather(partial, tl.where(mask_2, thread_y * 32 + thread_x, 0), 0)
                + tl.gather(partial, tl.where(mask_2, (thread_y + lines) * 32 + thread_x, 0), 0), owner_2, 0), partial)
        lines //= 2
    mask_2 = active & (thread_y == 0) & (column < columns)
    tl.store(sums + column, tl.gather(partial, tl.where(mask_2, thread_x, 0), 0), mask=mask_2)


@triton.jit
def sum_columns_4(x, sums, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
    memory.
    """
    tl.static_assert(BLOCK_X <= 32, "`partial` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = tl.arange(0, 128)
    partial = tl.zeros((128,), tl.float32)
    column = tl.program_id(0) * 32 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)
    mask = active & (column < columns)
    for start in tl.range(0, rows, 4, loop_unroll_factor=4):
        row = start + thread_y
        mask_2 = mask & (row < rows)
        sum_ = tl.where(mask_2, sum_ + tl.load(x + row * columns + column, mask=mask_2), sum_)
    line = partial_slots // 32
    column_2 = partial_slots % 32
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = tl.where(owned, writer, 0)
    partial = tl.where(owned, tl.gather(sum_, owner, 0), partial)
    lines = 4 // 2
    while lines > 0:
        mask_2 = active & (thread_y < lines)
        line_2 = partial_slots // 32
        column_3 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        partial = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.gather(partial, tl.where(mask_2, thread_y * 32 + thread_x, 0), 0)
                + tl.gather(partial, tl.where(mask_2, (thread_y + lines) * 32 + thread_x, 0), 0), owner_2, 0), partial)
        lines //= 2
    mask_2 = active & (thread_y == 0) & (column < columns)
    tl.store(sums + column, tl.gather(partial, tl.where(mask_2, thread_x, 0), 0), mask=mask_2)


@triton.jit
def sum_block(x, sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    All of it, in two steps: each block leaves its sum,
            and a last launch of one block sums those. Four elements a load in a
    grid-stride loop, the last n % 4 one by one; a block is whole warps.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    threads = tl.num_programs(0) * BLOCK_X
    lane_2 = lane % 32
    warp = lane // 32

    sum_ = tl.zeros((LANES,), tl.float32)
    vectors = x
    for start in range(tl.program_id(0) * BLOCK_X, n // 4, threads):
        i = start + lane
        mask = active & (i < n // 4)
        v_x, v_y, v_z, v_w = split_four(tl.load((vectors + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        sum_ = tl.where(mask, sum_ + (v_x + v_y + (v_z + v_w)), sum_)
    for start in range(n // 4 * 4 + tl.program_id(0) * BLOCK_X, n, threads):
        i = start + lane
        mask = active & (i < n)
        sum_ = tl.where(mask, sum_ + tl.load(x + i, mask=mask), sum_)
    total = tl.sum(tl.where(active, sum_, 0.0), axis=0)
    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    tl.store(tl.broadcast_to(sums + tl.program_id(0), (LANES,)), total, mask=mask_2)
