"""gemv.cu, as Triton: one program is one block of CUDA's threads."""

# y = A * x for a row-major [rows, columns] matrix.

import triton
import triton.language as tl


@triton.jit
def gemv_naive(A, x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0) * BLOCK_X + lane
    mask = active & (row < rows)
    sum_ = tl.zeros((LANES,), tl.float32)
    for column in range(0, columns):
        sum_ += tl.load(A + row * columns + column, mask=mask) * tl.load(tl.broadcast_to(x + column, (LANES,)),
                mask=mask)
    tl.store(y + row, sum_, mask=mask)


@triton.jit
def gemv_block_4(A, x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 4)
    warp_sums = tl.zeros((4,), tl.float32)
    lane_2 = lane & 31
    warp = lane >> 5
    row = A + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    vector = x

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns // 2, 4 * 32):
        pair = start + lane
        mask = active & (pair < columns // 2)
        value_x = tl.load(row + pair.to(tl.int64) * 2, mask=mask)
        value_y = tl.load(row + pair.to(tl.int64) * 2 + 1, mask=mask)
        left_x = value_x.to(tl.float32)
        left_y = value_y.to(tl.float32)
        value_1_x = tl.load(vector + pair.to(tl.int64) * 2, mask=mask)
        value_1_y = tl.load(vector + pair.to(tl.int64) * 2 + 1, mask=mask)
        right_x = value_1_x.to(tl.float32)
        right_y = value_1_y.to(tl.float32)
        sum_ = tl.where(mask, tl.fma(left_x, right_x, sum_), sum_)
        sum_ = tl.where(mask, tl.fma(left_y, right_y, sum_), sum_)
    value = sum_
    offset = 16
    while offset > 0:
        value += tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset,
                lane & 31), (WARPS, 32)), 1), (LANES,))
        offset >>= 1
    sum_ = value
    mask = active & (lane_2 == 0)
    owned = warp_sums_slots * 32 < LANES
    owner = tl.where(owned, warp_sums_slots * 32, 0)
    warp_sums = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(sum_, owner, 0), warp_sums)

    mask_2 = active & (warp == 0)
    value_2 = tl.where(lane_2 < 4, tl.gather(warp_sums, tl.where(mask_2 & (lane_2 < 4), lane_2, 0), 0), 0.0)
    offset_2 = 16
    while offset_2 > 0:
        value_2 = tl.where(mask_2,
                value_2 + tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset_2 <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset_2,
                lane & 31), (WARPS, 32)), 1), (LANES,)), value_2)
        offset_2 >>= 1
    sum_ = tl.where(mask_2, value_2, sum_)
    mask_3 = mask_2 & (lane_2 == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), sum_, mask=mask_3)


@triton.jit
def gemv_block_2(A, x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 2)
    warp_sums = tl.zeros((2,), tl.float32)
    lane_2 = lane & 31
    warp = lane >> 5
    row = A + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    vector = x

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns // 2, 2 * 32):
        pair = start + lane
        mask = active & (pair < columns // 2)
        value_x = tl.load(row + pair.to(tl.int64) * 2, mask=mask)
        value_y = tl.load(row + pair.to(tl.int64) * 2 + 1, mask=mask)
        left_x = value_x.to(tl.float32)
        left_y = value_y.to(tl.float32)
        value_1_x = tl.load(vector + pair.to(tl.int64) * 2, mask=mask)
        value_1_y = tl.load(vector + pair.to(tl.int64) * 2 + 1, mask=mask)
        right_x = value_1_x.to(tl.float32)
        right_y = value_1_y.to(tl.float32)
        sum_ = tl.where(mask, tl.fma(left_x, right_x, sum_), sum_)
        sum_ = tl.where(mask, tl.fma(left_y, right_y, sum_), sum_)
    value = sum_
    offset = 16
    while offset > 0:
        value += tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset,
                lane & 31), (WARPS, 32)), 1), (LANES,))
        offset >>= 1
    sum_ = value
    mask = active & (lane_2 == 0)
    owned = warp_sums_slots * 32 < LANES
    owner = tl.where(owned, warp_sums_slots * 32, 0)
    warp_sums = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(sum_, owner, 0), warp_sums)

    mask_2 = active & (warp == 0)
    value_2 = tl.where(lane_2 < 2, tl.gather(warp_sums, tl.where(mask_2 & (lane_2 < 2), lane_2, 0), 0), 0.0)
    offset_2 = 16
    while offset_2 > 0:
        value_2 = tl.where(mask_2,
                value_2 + tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset_2 <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset_2,
                lane & 31), (WARPS, 32)), 1), (LANES,)), value_2)
        offset_2 >>= 1
    sum_ = tl.where(mask_2, value_2, sum_)
    mask_3 = mask_2 & (lane_2 == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), sum_, mask=mask_3)
