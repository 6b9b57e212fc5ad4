"""gemv.cu, as Triton: one program is one block of CUDA's threads, or several."""

# y = A * x for a row-major [rows, columns] matrix.

import triton
import triton.language as tl


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
    restore_value=["y"],
)
@triton.jit
def gemv_naive(A, x, y, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    row = tl.program_id(0) * LANES + lane
    mask = active & (row < rows)
    sum_ = tl.zeros((LANES,), tl.float32)
    partial_sum = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    present = tl.max(mask.to(tl.int32), axis=0) != 0
    for start in range(0, columns, ROW_WIDTH):
        column = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_sum = tl.where(inside,
                partial_sum + tl.load(A + (row * columns)[:, None] + column, mask=mask[:, None] & inside)
                * tl.load(x + column, mask=tl.where(present, inside, False)), partial_sum)
    sum_ += tl.sum(partial_sum, axis=1)
    tl.store(y + row, sum_, mask=mask)


@triton.jit
def gemv_block_4(A, x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    lane_2 = lane & 31
    warp = lane >> 5
    row = A + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    vector = x

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns // 2, 4 * 32):
        pair = start + lane
        mask = active & (pair < columns // 2)
        value_x, value_y = tl.split(tl.load(tl.multiple_of(row + pair.to(tl.int64) * 2, 4)[:, None]
                + tl.arange(0, 2)[None, :], mask=mask[:, None]))
        left_x = value_x.to(tl.float32)
        left_y = value_y.to(tl.float32)
        value_1_x, value_1_y = tl.split(tl.load((vector + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        right_x = value_1_x.to(tl.float32)
        right_y = value_1_y.to(tl.float32)
        sum_ = tl.where(mask, tl.fma(left_x, right_x, sum_), sum_)
        sum_ = tl.where(mask, tl.fma(left_y, right_y, sum_), sum_)
    total = tl.sum(sum_, axis=0)

    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), total.to(tl.float16), mask=mask_2)


@triton.jit
def gemv_block_2(A, x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    lane_2 = lane & 31
    warp = lane >> 5
    row = A + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    vector = x

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns // 2, 2 * 32):
        pair = start + lane
        mask = active & (pair < columns // 2)
        value_x, value_y = tl.split(tl.load(tl.multiple_of(row + pair.to(tl.int64) * 2, 4)[:, None]
                + tl.arange(0, 2)[None, :], mask=mask[:, None]))
        left_x = value_x.to(tl.float32)
        left_y = value_y.to(tl.float32)
        value_1_x, value_1_y = tl.split(tl.load((vector + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        right_x = value_1_x.to(tl.float32)
        right_y = value_1_y.to(tl.float32)
        sum_ = tl.where(mask, tl.fma(left_x, right_x, sum_), sum_)
        sum_ = tl.where(mask, tl.fma(left_y, right_y, sum_), sum_)
    total = tl.sum(sum_, axis=0)

    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), total.to(tl.float16), mask=mask_2)
