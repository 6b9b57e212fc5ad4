"""softmax.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Softmax of each row of a [rows, columns] matrix.

import triton
import triton.language as tl
from triton.language.extra import libdevice

kWarp = tl.constexpr(32)


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
)
@triton.jit
def softmax_naive(x, y, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr):
    """One thread an element; each goes over its whole row."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < rows * columns)
    row = x + i // tl.where(columns != 0, tl.cast(columns, tl.int32), 1) * columns

    largest = tl.load(row, mask=mask)
    partial_largest = tl.broadcast_to(largest[:, None], (LANES, ROW_WIDTH))
    for start in range(0, columns, ROW_WIDTH):
        column = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_largest = tl.where(inside,
                tl.maximum(partial_largest, tl.load(row[:, None] + column, mask=mask[:, None] & inside)),
                partial_largest)
    largest = tl.max(partial_largest, axis=1)
    total = tl.zeros((LANES,), tl.float32)
    partial_total = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, columns, ROW_WIDTH):
        column = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_total = tl.where(inside,
                partial_total
                + libdevice.exp(tl.load(row[:, None] + column, mask=mask[:, None] & inside) - largest[:, None]),
                partial_total)
    total += tl.sum(partial_total, axis=1)
    tl.store(y + i, tl.div_rn(libdevice.exp(tl.load(x + i, mask=mask) - largest), total), mask=mask)


@triton.jit
def softmax_block(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    out = y + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask = active & (column < columns)
        largest = tl.where(mask, tl.maximum(largest, tl.load(row + column, mask=mask)), largest)
    largest_2 = tl.max(largest, axis=0)

    total = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask = active & (column < columns)
        exponential = libdevice.exp(tl.load(row + column, mask=mask) - largest_2)
        tl.debug_barrier()
        tl.store(out + column, exponential, mask=mask)
        total = tl.where(mask, total + exponential, total)
    total_2 = tl.sum(total, axis=0)

    scale = tl.div_rn(1.0, total_2)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask = active & (column < columns)
        tl.debug_barrier()
        tl.store(out + column, tl.load(out + column, mask=mask) * scale, mask=mask)


@triton.jit
def softmax_warp_4(
    x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr, WARPS: tl.constexpr
):
    """One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block)."""
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_Y + thread_y
    mask = active & (row < rows)
    lane_2 = thread_x

    items = tl.zeros((LANES,), tl.float32)
    items_2 = tl.zeros((LANES,), tl.float32)
    items_3 = tl.zeros((LANES,), tl.float32)
    items_4 = tl.zeros((LANES,), tl.float32)
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    column = lane_2 + 0 * kWarp
    items = tl.where(column < columns, tl.load(x + row * columns + column, mask=mask & (column < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items)
    column_2 = lane_2 + 1 * kWarp
    items_2 = tl.where(column_2 < columns, tl.load(x + row * columns + column_2, mask=mask & (column_2 < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items_2)
    column_3 = lane_2 + 2 * kWarp
    items_3 = tl.where(column_3 < columns, tl.load(x + row * columns + column_3, mask=mask & (column_3 < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items_3)
    column_4 = lane_2 + 3 * kWarp
    items_4 = tl.where(column_4 < columns, tl.load(x + row * columns + column_4, mask=mask & (column_4 < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items_4)
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(mask, largest, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    largest = reduced

    total = tl.zeros((LANES,), tl.float32)
    items = libdevice.exp(items - largest)
    total += items
    items_2 = libdevice.exp(items_2 - largest)
    total += items_2
    items_3 = libdevice.exp(items_3 - largest)
    total += items_3
    items_4 = libdevice.exp(items_4 - largest)
    total += items_4
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, total, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    total = reduced_2
    column_5 = lane_2 + 0 * kWarp
    mask_2 = mask & (column_5 < columns)
    tl.store(y + row * columns + column_5, tl.div_rn(items, total), mask=mask_2)
    column_6 = lane_2 + 1 * kWarp
    mask_3 = mask & (column_6 < columns)
    tl.debug_barrier()
    tl.store(y + row * columns + column_6, tl.div_rn(items_2, total), mask=mask_3)
    column_7 = lane_2 + 2 * kWarp
    mask_4 = mask & (column_7 < columns)
    tl.debug_barrier()
    tl.store(y + row * columns + column_7, tl.div_rn(items_3, total), mask=mask_4)
    column_8 = lane_2 + 3 * kWarp
    mask_5 = mask & (column_8 < columns)
    tl.debug_barrier()
    tl.store(y + row * columns + column_8, tl.div_rn(items_4, total), mask=mask_5)


@triton.jit
def softmax_warp_2(
    x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr, WARPS: tl.constexpr
):
    """One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block)."""
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_Y + thread_y
    mask = active & (row < rows)
    lane_2 = thread_x

    items = tl.zeros((LANES,), tl.float32)
    items_2 = tl.zeros((LANES,), tl.float32)
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    column = lane_2 + 0 * kWarp
    items = tl.where(column < columns, tl.load(x + row * columns + column, mask=mask & (column < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items)
    column_2 = lane_2 + 1 * kWarp
    items_2 = tl.where(column_2 < columns, tl.load(x + row * columns + column_2, mask=mask & (column_2 < columns)),
            float("-inf"))
    largest = tl.maximum(largest, items_2)
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(mask, largest, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    largest = reduced

    total = tl.zeros((LANES,), tl.float32)
    items = libdevice.exp(items - largest)
    total += items
    items_2 = libdevice.exp(items_2 - largest)
    total += items_2
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, total, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    total = reduced_2
    column_3 = lane_2 + 0 * kWarp
    mask_2 = mask & (column_3 < columns)
    tl.store(y + row * columns + column_3, tl.div_rn(items, total), mask=mask_2)
    column_4 = lane_2 + 1 * kWarp
    mask_3 = mask & (column_4 < columns)
    tl.debug_barrier()
    tl.store(y + row * columns + column_4, tl.div_rn(items_2, total), mask=mask_3)
