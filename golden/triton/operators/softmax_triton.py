"""softmax.cu, as Triton: one program is one block of CUDA's threads."""

# Softmax of each row of a [rows, columns] matrix.

import triton
import triton.language as tl
from triton.language.extra import libdevice

kWarp = tl.constexpr(32)
kWarpsPerBlock = tl.constexpr(4)


@triton.jit
def softmax_naive(x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One thread an element; each goes over its whole row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < rows * columns)
    row = x + i // tl.where(columns != 0, tl.cast(columns, tl.int32), 1) * columns

    largest = tl.load(row, mask=mask)
    for column in range(1, columns):
        largest = tl.maximum(largest, tl.load(row + column, mask=mask))
    total = tl.zeros((LANES,), tl.float32)
    for column in range(0, columns):
        total += libdevice.exp(tl.load(row + column, mask=mask) - largest)
    tl.store(y + i, tl.div_rn(libdevice.exp(tl.load(x + i, mask=mask) - largest), total), mask=mask)


@triton.jit
def softmax_block(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    maxima_slots = tl.arange(0, 4)
    maxima = tl.zeros((4,), tl.float32)
    sums_slots = tl.arange(0, 4)
    sums = tl.zeros((4,), tl.float32)
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    out = y + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask = active & (column < columns)
        largest = tl.where(mask, tl.maximum(largest, tl.load(row + column, mask=mask)), largest)
    value = largest
    step = kWarp // 2
    while step > 0:
        b = tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + step <= (lane & 31) - (lane & 31) + 31, (lane & 31) + step,
                lane & 31), (WARPS, 32)), 1), (LANES,))
        value = tl.maximum(value, b)
        step //= 2
    mask = active & (lane % kWarp == 0)
    owned = maxima_slots * 32 < LANES
    owner = tl.where(owned, maxima_slots * 32, 0)
    maxima = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(value, owner, 0), maxima)
    value = tl.full((LANES,), tl.sum(tl.where(maxima_slots == 0, maxima, -0.0), axis=0), tl.float32)
    for warp in range(1, kWarpsPerBlock):
        b = tl.sum(tl.where(maxima_slots == warp, maxima, -0.0), axis=0)
        value = tl.maximum(value, b)
    largest = value

    total = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask_2 = active & (column < columns)
        exponential = libdevice.exp(tl.load(row + column, mask=mask_2) - largest)
        tl.debug_barrier()
        tl.store(out + column, exponential, mask=mask_2)
        total = tl.where(mask_2, total + exponential, total)
    value_2 = total
    step_2 = kWarp // 2
    while step_2 > 0:
        b = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + step_2 <= (lane & 31) - (lane & 31) + 31, (lane & 31) + step_2,
                lane & 31), (WARPS, 32)), 1), (LANES,))
        value_2 += b
        step_2 //= 2
    mask_2 = active & (lane % kWarp == 0)
    owned_2 = sums_slots * 32 < LANES
    owner_2 = tl.where(owned_2, sums_slots * 32, 0)
    sums = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0), tl.gather(value_2, owner_2, 0), sums)
    value_2 = tl.full((LANES,), tl.sum(tl.where(sums_slots == 0, sums, -0.0), axis=0), tl.float32)
    for warp in range(1, kWarpsPerBlock):
        b = tl.sum(tl.where(sums_slots == warp, sums, -0.0), axis=0)
        value_2 += b
    total = value_2

    scale = tl.div_rn(1.0, total)
    for start in range(0, columns, BLOCK_X):
        column = start + lane
        mask_3 = active & (column < columns)
        tl.debug_barrier()
        tl.store(out + column, tl.load(out + column, mask=mask_3) * scale, mask=mask_3)


@triton.jit
def softmax_warp_4(
    x, y, rows, columns, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr, WARPS: tl.constexpr
):
    """One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block)."""
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_Y + thread_y
    mask = active & (row < rows)
    lane_2 = thread_x

    items = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16).to(tl.pointer_type(tl.float32))
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for item in range(0, 4):
        column = lane_2 + item * kWarp
        tl.debug_barrier()
        tl.store(items + item,
                tl.where(column < columns, tl.load(x + row * columns + column, mask=mask & (column < columns)),
                float("-inf")), mask=mask)
        tl.debug_barrier()
        largest = tl.maximum(largest, tl.load(items + item, mask=mask))
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(mask, largest, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    largest = reduced

    total = tl.zeros((LANES,), tl.float32)
    for item in range(0, 4):
        tl.debug_barrier()
        tl.store(items + item, libdevice.exp(tl.load(items + item, mask=mask) - largest), mask=mask)
        tl.debug_barrier()
        total += tl.load(items + item, mask=mask)
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, total, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    total = reduced_2
    for item in range(0, 4):
        column = lane_2 + item * kWarp
        mask_2 = mask & (column < columns)
        tl.debug_barrier()
        tl.store(y + row * columns + column, tl.div_rn(tl.load(items + item, mask=mask_2), total), mask=mask_2)


@triton.jit
def softmax_warp_2(
    x, y, rows, columns, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr, WARPS: tl.constexpr
):
    """One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block)."""
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_Y + thread_y
    mask = active & (row < rows)
    lane_2 = thread_x

    items = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16).to(tl.pointer_type(tl.float32))
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for item in range(0, 2):
        column = lane_2 + item * kWarp
        tl.debug_barrier()
        tl.store(items + item,
                tl.where(column < columns, tl.load(x + row * columns + column, mask=mask & (column < columns)),
                float("-inf")), mask=mask)
        tl.debug_barrier()
        largest = tl.maximum(largest, tl.load(items + item, mask=mask))
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(mask, largest, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    largest = reduced

    total = tl.zeros((LANES,), tl.float32)
    for item in range(0, 2):
        tl.debug_barrier()
        tl.store(items + item, libdevice.exp(tl.load(items + item, mask=mask) - largest), mask=mask)
        tl.debug_barrier()
        total += tl.load(items + item, mask=mask)
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, total, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    total = reduced_2
    for item in range(0, 2):
        column = lane_2 + item * kWarp
        mask_2 = mask & (column < columns)
        tl.debug_barrier()
        tl.store(y + row * columns + column, tl.div_rn(tl.load(items + item, mask=mask_2), total), mask=mask_2)
