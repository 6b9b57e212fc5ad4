"""instancenorm.cu, as Triton: one program is one block of CUDA's threads."""

# Instance normalisation: each plane of height * width elements of a [batch, channels, height, width] tensor by its own
# mean and variance, then gamma and beta of its channel.

import triton
import triton.language as tl


@triton.jit
def instancenorm_naive(
    input_, gamma, beta, output, channels, height, width, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """One thread an element."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    plane = tl.program_id(2)
    mask = active & (x < width) & (y < height)
    values = input_ + plane * height * width

    sum_ = tl.full((), 0.0, tl.float32)
    squares = tl.full((), 0.0, tl.float32)
    for row in range(0, height):
        for column in range(0, width):
            value = tl.load(values + row * width + column, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
            sum_ += value
            squares += value * value
    mean = tl.div_rn(sum_, tl.full((), height * width, tl.float32))
    variance = tl.div_rn(squares, tl.full((), height * width, tl.float32)) - mean * mean
    channel = plane % tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    place = y * width + x
    tl.store(output + plane * height * width + place,
            (tl.load(values + place, mask=mask) - mean) * tl.rsqrt(variance + epsilon)
            * tl.load(gamma + channel, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
            + tl.load(beta + channel, mask=tl.max(mask.to(tl.int32), axis=0) != 0), mask=mask)


@triton.jit
def instancenorm_block(
    input_, gamma, beta, output, channels, elements, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    WARPS: tl.constexpr
):
    """
    One block a plane: each thread goes over its elements by Welford's method, and the moments are merged in a warp by
    shuffles, then over the warps in shared memory. The block is whole warps, at most 16.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warps_count_slots = tl.arange(0, 16)
    warps_count = tl.zeros((16,), tl.float32)
    warps_mean_slots = tl.arange(0, 16)
    warps_mean = tl.zeros((16,), tl.float32)
    warps_m2_slots = tl.arange(0, 16)
    warps_m2 = tl.zeros((16,), tl.float32)
    values = input_ + tl.program_id(0) * tl.cast(elements, tl.uint32)

    moments_count = tl.zeros((LANES,), tl.float32)
    moments_mean = tl.zeros((LANES,), tl.float32)
    moments_m2 = tl.zeros((LANES,), tl.float32)
    for start in range(0, elements, BLOCK_X):
        i = start + lane
        mask = active & (i < elements)
        moments_count = tl.where(mask, moments_count + 1.0, moments_count)
        delta = tl.load(values + i, mask=mask) - moments_mean
        moments_mean = tl.where(mask, moments_mean + tl.div_rn(delta, moments_count), moments_mean)
        moments_m2 = tl.where(mask, moments_m2 + delta * (tl.load(values + i, mask=mask) - moments_mean), moments_m2)
    step = 16
    while step > 0:
        other_count = tl.reshape(tl.gather(tl.reshape(moments_count, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31), (WARPS, 32)), 1),
                (LANES,))
        other_mean = tl.reshape(tl.gather(tl.reshape(moments_mean, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31), (WARPS, 32)), 1),
                (LANES,))
        other_m2 = tl.reshape(tl.gather(tl.reshape(moments_m2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31), (WARPS, 32)), 1),
                (LANES,))
        merged_result_count = tl.zeros((LANES,), tl.float32)
        merged_result_mean = tl.zeros((LANES,), tl.float32)
        merged_result_m2 = tl.zeros((LANES,), tl.float32)
        in_merged = tl.full((LANES,), True, tl.int1)
        count = moments_count + other_count
        mask = active & (count == 0.0)
        merged_result_count = tl.where(mask, moments_count, merged_result_count)
        merged_result_mean = tl.where(mask, moments_mean, merged_result_mean)
        merged_result_m2 = tl.where(mask, moments_m2, merged_result_m2)
        in_merged = tl.where(mask, False, in_merged)
        taken = active & in_merged
        delta = other_mean - moments_mean
        share = tl.div_rn(other_count, count)
        merged_result_count = tl.where(taken, count, merged_result_count)
        merged_result_mean = tl.where(taken, moments_mean + delta * share, merged_result_mean)
        merged_result_m2 = tl.where(taken, moments_m2 + other_m2 + delta * delta * moments_count * share,
                merged_result_m2)
        in_merged = tl.where(taken, False, in_merged)
        moments_count = merged_result_count
        moments_mean = merged_result_mean
        moments_m2 = merged_result_m2
        step //= 2
    mask = active & (lane % 32 == 0)
    writer = warps_count_slots * 32
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warps_count = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(moments_count, owner, 0),
            warps_count)
    writer_2 = warps_mean_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warps_mean = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
            tl.gather(moments_mean, owner_2, 0), warps_mean)
    writer_3 = warps_m2_slots * 32
    owned_3 = writer_3 < LANES
    owner_3 = tl.where(owned_3, writer_3, 0)
    warps_m2 = tl.where(owned_3 & (tl.gather(mask.to(tl.int32), owner_3, 0) != 0), tl.gather(moments_m2, owner_3, 0),
            warps_m2)
    moments_count = tl.full((LANES,), tl.sum(tl.where(warps_count_slots == 0, warps_count, -0.0), axis=0), tl.float32)
    moments_mean = tl.full((LANES,), tl.sum(tl.where(warps_mean_slots == 0, warps_mean, -0.0), axis=0), tl.float32)
    moments_m2 = tl.full((LANES,), tl.sum(tl.where(warps_m2_slots == 0, warps_m2, -0.0), axis=0), tl.float32)
    warp = 1
    while tl.cast(warp, tl.uint32) < BLOCK_X // 32:
        b_1_count = tl.sum(tl.where(warps_count_slots == warp, warps_count, -0.0), axis=0)
        b_1_mean = tl.sum(tl.where(warps_mean_slots == warp, warps_mean, -0.0), axis=0)
        b_1_m2 = tl.sum(tl.where(warps_m2_slots == warp, warps_m2, -0.0), axis=0)
        merged_result_1_count = tl.zeros((LANES,), tl.float32)
        merged_result_1_mean = tl.zeros((LANES,), tl.float32)
        merged_result_1_m2 = tl.zeros((LANES,), tl.float32)
        in_merged = tl.full((LANES,), True, tl.int1)
        count = moments_count + b_1_count
        mask_2 = active & (count == 0.0)
        merged_result_1_count = tl.where(mask_2, moments_count, merged_result_1_count)
        merged_result_1_mean = tl.where(mask_2, moments_mean, merged_result_1_mean)
        merged_result_1_m2 = tl.where(mask_2, moments_m2, merged_result_1_m2)
        in_merged = tl.where(mask_2, False, in_merged)
        taken = active & in_merged
        delta = b_1_mean - moments_mean
        share = tl.div_rn(b_1_count, count)
        merged_result_1_count = tl.where(taken, count, merged_result_1_count)
        merged_result_1_mean = tl.where(taken, moments_mean + delta * share, merged_result_1_mean)
        merged_result_1_m2 = tl.where(taken, moments_m2 + b_1_m2 + delta * delta * moments_count * share,
                merged_result_1_m2)
        in_merged = tl.where(taken, False, in_merged)
        moments_count = merged_result_1_count
        moments_mean = merged_result_1_mean
        moments_m2 = merged_result_1_m2
        warp += 1

    channel = (tl.program_id(0).to(tl.uint32) % tl.cast(channels, tl.uint32)).to(tl.int32)
    scale = tl.rsqrt(tl.div_rn(moments_m2, tl.full((), elements, tl.float32)) + epsilon) * tl.load(gamma + channel)
    for start in range(0, elements, BLOCK_X):
        i = start + lane
        mask_2 = active & (i < elements)
        tl.debug_barrier()
        tl.store(output + (tl.program_id(0) * tl.cast(elements, tl.uint32) + i.to(tl.uint32)),
                (tl.load(values + i, mask=mask_2) - moments_mean) * scale
                + tl.load(beta + channel, mask=tl.max(mask_2.to(tl.int32), axis=0) != 0), mask=mask_2)
