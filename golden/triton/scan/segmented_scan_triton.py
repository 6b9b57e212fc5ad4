"""segmented_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Prefix sums that start anew wherever a flag is set. A block scans its own stretch of the input.

import triton
import triton.language as tl


@triton.jit
def segmented_scan_4(x, flags, sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 4)
    warp_sums = tl.zeros((4,), tl.int32)
    warp_starts_slots = tl.arange(0, 4)
    warp_starts = tl.zeros((4,), tl.int32)
    i = tl.program_id(0) * (4 * 32) + lane
    warp = lane >> 5

    own_sum = tl.zeros((LANES,), tl.int32)
    own_starts = tl.zeros((LANES,), tl.int32)
    mask = active & (i < n)
    own_sum = tl.where(mask, tl.load(x + i, mask=mask), own_sum)
    own_starts = tl.where(mask, tl.load(flags + i, mask=mask) != 0, own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = 1
    while distance < 32:
        left_sum = tl.zeros((LANES,), tl.int32)
        left_starts = tl.zeros((LANES,), tl.int32)
        left_sum = tl.reshape(tl.gather(tl.reshape(own_1_sum, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        left_starts = tl.reshape(tl.gather(tl.reshape(own_1_starts, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = tl.where(mask_2, tl.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = tl.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = tl.cast(distance, tl.int32) << 1
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_sums = tl.where(owned & (tl.gather(mask_2.to(tl.int32), owner, 0) != 0), tl.gather(own_sum, owner, 0),
            warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warp_starts = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
            tl.gather(own_starts, owner_2, 0), warp_starts)

    before_sum = tl.zeros((LANES,), tl.int32)
    rounds = tl.max(tl.where(active & (0 < warp), warp - 0, 0), axis=0)
    for passed in range(0, rounds):
        other = 0 + passed
        looping = active & (other < warp)
        right_sum = tl.gather(warp_sums, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        right_starts = tl.gather(warp_starts, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        before_sum = tl.where(looping, tl.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
    mask_3 = active & (i < n)
    join_result_sum = tl.where(own_starts != 0, own_sum, before_sum + own_sum)
    tl.store(sums + i, join_result_sum, mask=mask_3)


@triton.jit
def segmented_scan_8(x, flags, sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 8)
    warp_sums = tl.zeros((8,), tl.int32)
    warp_starts_slots = tl.arange(0, 8)
    warp_starts = tl.zeros((8,), tl.int32)
    i = tl.program_id(0) * (8 * 32) + lane
    warp = lane >> 5

    own_sum = tl.zeros((LANES,), tl.int32)
    own_starts = tl.zeros((LANES,), tl.int32)
    mask = active & (i < n)
    own_sum = tl.where(mask, tl.load(x + i, mask=mask), own_sum)
    own_starts = tl.where(mask, tl.load(flags + i, mask=mask) != 0, own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = 1
    while distance < 32:
        left_sum = tl.zeros((LANES,), tl.int32)
        left_starts = tl.zeros((LANES,), tl.int32)
        left_sum = tl.reshape(tl.gather(tl.reshape(own_1_sum, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        left_starts = tl.reshape(tl.gather(tl.reshape(own_1_starts, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = tl.where(mask_2, tl.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = tl.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = tl.cast(distance, tl.int32) << 1
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_sums = tl.where(owned & (tl.gather(mask_2.to(tl.int32), owner, 0) != 0), tl.gather(own_sum, owner, 0),
            warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warp_starts = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
            tl.gather(own_starts, owner_2, 0), warp_starts)

    before_sum = tl.zeros((LANES,), tl.int32)
    rounds = tl.max(tl.where(active & (0 < warp), warp - 0, 0), axis=0)
    for passed in range(0, rounds):
        other = 0 + passed
        looping = active & (other < warp)
        right_sum = tl.gather(warp_sums, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        right_starts = tl.gather(warp_starts, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        before_sum = tl.where(looping, tl.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
    mask_3 = active & (i < n)
    join_result_sum = tl.where(own_starts != 0, own_sum, before_sum + own_sum)
    tl.store(sums + i, join_result_sum, mask=mask_3)


@triton.jit
def segmented_scan_2(x, flags, sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 2)
    warp_sums = tl.zeros((2,), tl.int32)
    warp_starts_slots = tl.arange(0, 2)
    warp_starts = tl.zeros((2,), tl.int32)
    i = tl.program_id(0) * (2 * 32) + lane
    warp = lane >> 5

    own_sum = tl.zeros((LANES,), tl.int32)
    own_starts = tl.zeros((LANES,), tl.int32)
    mask = active & (i < n)
    own_sum = tl.where(mask, tl.load(x + i, mask=mask), own_sum)
    own_starts = tl.where(mask, tl.load(flags + i, mask=mask) != 0, own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = 1
    while distance < 32:
        left_sum = tl.zeros((LANES,), tl.int32)
        left_starts = tl.zeros((LANES,), tl.int32)
        left_sum = tl.reshape(tl.gather(tl.reshape(own_1_sum, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        left_starts = tl.reshape(tl.gather(tl.reshape(own_1_starts, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31),
                (WARPS, 32)), 1), (LANES,))
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = tl.where(mask_2, tl.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = tl.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = tl.cast(distance, tl.int32) << 1
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_sums = tl.where(owned & (tl.gather(mask_2.to(tl.int32), owner, 0) != 0), tl.gather(own_sum, owner, 0),
            warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warp_starts = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0),
            tl.gather(own_starts, owner_2, 0), warp_starts)

    before_sum = tl.zeros((LANES,), tl.int32)
    rounds = tl.max(tl.where(active & (0 < warp), warp - 0, 0), axis=0)
    for passed in range(0, rounds):
        other = 0 + passed
        looping = active & (other < warp)
        right_sum = tl.gather(warp_sums, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        right_starts = tl.gather(warp_starts, tl.where(looping, tl.cast(other, tl.int32), 0), 0)
        before_sum = tl.where(looping, tl.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
    mask_3 = active & (i < n)
    join_result_sum = tl.where(own_starts != 0, own_sum, before_sum + own_sum)
    tl.store(sums + i, join_result_sum, mask=mask_3)
