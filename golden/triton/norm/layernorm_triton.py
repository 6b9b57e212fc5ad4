"""layernorm.cu, as Triton: one program is one block of CUDA's threads."""

# Layer normalisation over the last dimension: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta.
# One block a row. Mean and variance come from one pass: each thread keeps a running mean and sum of squared
# deviations (Welford), and pairs of those are joined (Chan) through warp shuffles and then through shared memory.

import triton
import triton.language as tl


@triton.jit
def layernorm(x, gamma, beta, y, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_moments_mean_slots = tl.arange(0, 32)
    warp_moments_mean = tl.zeros((32,), tl.float32)
    warp_moments_squares_slots = tl.arange(0, 32)
    warp_moments_squares = tl.zeros((32,), tl.float32)
    warp_moments_count_slots = tl.arange(0, 32)
    warp_moments_count = tl.zeros((32,), tl.float32)
    mean = tl.full((), 0.0, tl.float32)
    scale = tl.full((), 0.0, tl.float32)
    row = x + tl.program_id(0) * tl.cast(columns, tl.uint32)
    lane_2 = lane % 32

    moments_mean = tl.zeros((LANES,), tl.float32)
    moments_squares = tl.zeros((LANES,), tl.float32)
    moments_count = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        value = tl.load(row + i, mask=mask)
        moments_count = tl.where(mask, moments_count + 1.0, moments_count)
        deviation = value - moments_mean
        moments_mean = tl.where(mask, moments_mean + tl.div_rn(deviation, moments_count), moments_mean)
        moments_squares = tl.where(mask, moments_squares + deviation * (value - moments_mean), moments_squares)
    moments_2_mean = moments_mean
    moments_2_squares = moments_squares
    moments_2_count = moments_count
    distance = 16
    while distance >= 1:
        other_1_mean = tl.zeros((LANES,), tl.float32)
        other_1_squares = tl.zeros((LANES,), tl.float32)
        other_1_count = tl.zeros((LANES,), tl.float32)
        other_1_mean = tl.reshape(tl.gather(tl.reshape(moments_2_mean, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance, (WARPS, 32)), 1), (LANES,))
        other_1_squares = tl.reshape(tl.gather(tl.reshape(moments_2_squares, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance, (WARPS, 32)), 1), (LANES,))
        other_1_count = tl.reshape(tl.gather(tl.reshape(moments_2_count, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance, (WARPS, 32)), 1), (LANES,))
        join_result_1_mean = tl.zeros((LANES,), tl.float32)
        join_result_1_squares = tl.zeros((LANES,), tl.float32)
        join_result_1_count = tl.zeros((LANES,), tl.float32)
        in_join = tl.full((LANES,), True, tl.int1)
        count = moments_2_count + other_1_count
        mask = active & (count == 0.0)
        join_result_1_mean = tl.where(mask, moments_2_mean, join_result_1_mean)
        join_result_1_squares = tl.where(mask, moments_2_squares, join_result_1_squares)
        join_result_1_count = tl.where(mask, moments_2_count, join_result_1_count)
        in_join = tl.where(mask, False, in_join)
        taken = active & in_join
        deviation = other_1_mean - moments_2_mean
        joined_1_mean = tl.zeros((LANES,), tl.float32)
        joined_1_squares = tl.zeros((LANES,), tl.float32)
        joined_1_count = tl.zeros((LANES,), tl.float32)
        joined_1_mean = moments_2_mean + deviation * tl.div_rn(other_1_count, count)
        joined_1_squares = moments_2_squares + other_1_squares + deviation * deviation * tl.div_rn(moments_2_count
                * other_1_count, count)
        joined_1_count = count
        join_result_1_mean = tl.where(taken, joined_1_mean, join_result_1_mean)
        join_result_1_squares = tl.where(taken, joined_1_squares, join_result_1_squares)
        join_result_1_count = tl.where(taken, joined_1_count, join_result_1_count)
        in_join = tl.where(taken, False, in_join)
        moments_2_mean = join_result_1_mean
        moments_2_squares = join_result_1_squares
        moments_2_count = join_result_1_count
        distance >>= 1
    moments_mean = moments_2_mean
    moments_squares = moments_2_squares
    moments_count = moments_2_count
    mask = active & (lane_2 == 0)
    writer = warp_moments_mean_slots * 32
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_moments_mean = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
            tl.gather(moments_mean, owner, 0), warp_moments_mean)
    writer_2 = warp_moments_squares_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warp_moments_squares = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
            tl.gather(moments_squares, owner_2, 0), warp_moments_squares)
    writer_3 = warp_moments_count_slots * 32
    owned_3 = writer_3 < LANES
    owner_3 = tl.where(owned_3, writer_3, 0)
    warp_moments_count = tl.where(owned_3 & (tl.gather(mask.to(tl.int32), owner_3, 0) != 0),
            tl.gather(moments_count, owner_3, 0), warp_moments_count)

    mask_2 = active & (lane == 0)
    other = 1
    looping = tl.where(tl.cast(other, tl.uint32) < BLOCK_X // 32, mask_2, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        b_mean = tl.gather(warp_moments_mean, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        b_squares = tl.gather(warp_moments_squares, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        b_count = tl.gather(warp_moments_count, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        join_result_mean = tl.zeros((LANES,), tl.float32)
        join_result_squares = tl.zeros((LANES,), tl.float32)
        join_result_count = tl.zeros((LANES,), tl.float32)
        in_join = tl.full((LANES,), True, tl.int1)
        count = moments_count + b_count
        mask_3 = looping & (count == 0.0)
        join_result_mean = tl.where(mask_3, moments_mean, join_result_mean)
        join_result_squares = tl.where(mask_3, moments_squares, join_result_squares)
        join_result_count = tl.where(mask_3, moments_count, join_result_count)
        in_join = tl.where(mask_3, False, in_join)
        taken = looping & in_join
        deviation = b_mean - moments_mean
        joined_mean = tl.zeros((LANES,), tl.float32)
        joined_squares = tl.zeros((LANES,), tl.float32)
        joined_count = tl.zeros((LANES,), tl.float32)
        joined_mean = moments_mean + deviation * tl.div_rn(b_count, count)
        joined_squares = moments_squares + b_squares + deviation * deviation * tl.div_rn(moments_count * b_count, count)
        joined_count = count
        join_result_mean = tl.where(taken, joined_mean, join_result_mean)
        join_result_squares = tl.where(taken, joined_squares, join_result_squares)
        join_result_count = tl.where(taken, joined_count, join_result_count)
        in_join = tl.where(taken, False, in_join)
        moments_mean = tl.where(looping, join_result_mean, moments_mean)
        moments_squares = tl.where(looping, join_result_squares, moments_squares)
        moments_count = tl.where(looping, join_result_count, moments_count)
        other += 1
        looping = tl.where(tl.cast(other, tl.uint32) < BLOCK_X // 32, looping, False)
    mean = tl.sum(tl.where(mask_2, moments_mean, -0.0), axis=0)
    scale = tl.sum(tl.where(mask_2, tl.rsqrt(tl.div_rn(moments_squares, tl.full((), columns, tl.float32)) + epsilon),
            -0.0), axis=0)

    out = y + tl.program_id(0) * tl.cast(columns, tl.uint32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask_3 = active & (i < columns)
        tl.debug_barrier()
        tl.store(out + i,
                (tl.load(row + i, mask=mask_3) - mean) * scale * tl.load(gamma + i, mask=mask_3)
                + tl.load(beta + i, mask=mask_3), mask=mask_3)
