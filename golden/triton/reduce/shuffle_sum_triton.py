"""shuffle_sum.cu, as Triton: one program is one block of CUDA's threads."""

# Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

import triton
import triton.language as tl


@triton.jit
def row_moments(x, mean, variance, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 8)
    warp_sums = tl.zeros((8,), tl.float32)
    row = x + tl.program_id(0).to(tl.int64) * columns

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
    value = sum_
    lane_2 = lane % 32
    warp = lane // 32

    value_2 = value
    distance = 32 // 2
    while distance > 0:
        value_2 += tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + distance <= (lane & 31) - (lane & 31) + 31, (lane & 31) + distance,
                lane & 31), (WARPS, 32)), 1), (LANES,))
        distance >>= 1

    value = value_2
    mask = active & (lane_2 == 0)
    owned = warp_sums_slots * 32 < LANES
    owner = tl.where(owned, warp_sums_slots * 32, 0)
    warp_sums = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(value, owner, 0), warp_sums)

    mask_2 = active & (warp == 0)
    value = tl.where(mask_2,
            tl.where(lane_2 < 8, tl.gather(warp_sums, tl.where(mask_2 & (lane_2 < 8), lane_2, 0), 0), 0.0), value)
    value_3 = value
    distance_2 = 32 // 2
    while distance_2 > 0:
        value_3 = tl.where(mask_2,
                value_3 + tl.reshape(tl.gather(tl.reshape(value_3, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + distance_2 <= (lane & 31) - (lane & 31) + 31,
                (lane & 31) + distance_2, lane & 31), (WARPS, 32)), 1), (LANES,)), value_3)
        distance_2 >>= 1
    value = tl.where(mask_2, value_3, value)
    mask_3 = mask_2 & (lane_2 == 0)
    writer = tl.max(tl.where(mask_3, lane, -1), axis=0)
    warp_sums = tl.where(warp_sums_slots == 0, tl.sum(tl.where(lane == writer, value, -0.0), axis=0), warp_sums)
    total = tl.sum(tl.where(warp_sums_slots == 0, warp_sums, -0.0), axis=0)  # warp_sums may be used again
    row_mean = tl.div_rn(total, tl.full((), columns, tl.float32))

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask_4 = active & (i < columns)
        deviation = tl.load(row + i, mask=mask_4) - row_mean
        squares = tl.where(mask_4, squares + deviation * deviation, squares)
    value_4 = squares
    lane_3 = lane % 32
    warp_2 = lane // 32

    value_5 = value_4
    distance_3 = 32 // 2
    while distance_3 > 0:
        value_5 += tl.reshape(tl.gather(tl.reshape(value_5, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + distance_3 <= (lane & 31) - (lane & 31) + 31,
                (lane & 31) + distance_3, lane & 31), (WARPS, 32)), 1), (LANES,))
        distance_3 >>= 1

    value_4 = value_5
    mask_4 = active & (lane_3 == 0)
    owned_2 = warp_sums_slots * 32 < LANES
    owner_2 = tl.where(owned_2, warp_sums_slots * 32, 0)
    warp_sums = tl.where(owned_2 & (tl.gather(mask_4.to(tl.int32), owner_2, 0) != 0), tl.gather(value_4, owner_2, 0),
            warp_sums)

    mask_5 = active & (warp_2 == 0)
    value_4 = tl.where(mask_5,
            tl.where(lane_3 < 8, tl.gather(warp_sums, tl.where(mask_5 & (lane_3 < 8), lane_3, 0), 0), 0.0), value_4)
    value_6 = value_4
    distance_4 = 32 // 2
    while distance_4 > 0:
        value_6 = tl.where(mask_5,
                value_6 + tl.reshape(tl.gather(tl.reshape(value_6, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + distance_4 <= (lane & 31) - (lane & 31) + 31,
                (lane & 31) + distance_4, lane & 31), (WARPS, 32)), 1), (LANES,)), value_6)
        distance_4 >>= 1
    value_4 = tl.where(mask_5, value_6, value_4)
    mask_6 = mask_5 & (lane_3 == 0)
    writer_2 = tl.max(tl.where(mask_6, lane, -1), axis=0)
    warp_sums = tl.where(warp_sums_slots == 0, tl.sum(tl.where(lane == writer_2, value_4, -0.0), axis=0), warp_sums)
    total_2 = tl.sum(tl.where(warp_sums_slots == 0, warp_sums, -0.0), axis=0)  # warp_sums may be used again
    row_variance = tl.div_rn(total_2, tl.full((), columns, tl.float32))

    mask_7 = active & (lane == 0)
    tl.store(tl.broadcast_to(mean + tl.program_id(0), (LANES,)), row_mean, mask=mask_7)
    tl.store(tl.broadcast_to(variance + tl.program_id(0), (LANES,)), row_variance, mask=mask_7)


@triton.jit
def count_positive(x, counts, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """How many elements of each row are positive; one warp a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0)
    count = tl.zeros((LANES,), tl.int32)
    for start in range(0, columns, 32):
        i = start + lane
        mask = active & (i < columns)
        count = tl.where(mask, count + (tl.load(x + row * columns + i, mask=mask) > 0.0), count)
    value = count
    reduced = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active, value, 0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    value = reduced
    count = value
    mask = active & (lane == 0)
    tl.store(tl.broadcast_to(counts + row, (LANES,)), count, mask=mask)
