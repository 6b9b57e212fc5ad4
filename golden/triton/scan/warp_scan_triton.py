"""warp_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
# over the warps.

import triton
import triton.language as tl


@triton.jit
def exclusive_scan(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_totals_slots = tl.arange(0, 32)
    warp_totals = tl.zeros((32,), tl.float32)
    i = tl.program_id(0) * BLOCK_X + lane
    lane_2 = lane % 32
    warp = lane // 32

    value = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0.0)
    value_2 = value
    distance = 1
    while distance < 32:
        below = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= (lane & 31) - (lane & 31),
                (lane & 31) - (distance & 31), lane & 31), (WARPS, 32)), 1), (LANES,))
        mask = active & (lane_2 >= distance)
        value_2 = tl.where(mask, value_2 + below, value_2)
        distance *= 2
    mask = active & (lane_2 == 31)
    owned = warp_totals_slots * 32 + 31 < LANES
    owner = tl.where(owned, warp_totals_slots * 32 + 31, 0)
    warp_totals = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(value_2, owner, 0),
            warp_totals)

    mask_2 = active & (warp == 0)
    warps = BLOCK_X // 32
    total = tl.where(lane_2 < warps, tl.gather(warp_totals, tl.where(mask_2 & (lane_2 < warps), lane_2, 0), 0), 0.0)
    value_3 = total
    distance_2 = 1
    while distance_2 < 32:
        below = tl.reshape(tl.gather(tl.reshape(value_3, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance_2 & 31) >= (lane & 31) - (lane & 31),
                (lane & 31) - (distance_2 & 31), lane & 31), (WARPS, 32)), 1), (LANES,))
        mask_3 = mask_2 & (lane_2 >= distance_2)
        value_3 = tl.where(mask_3, value_3 + below, value_3)
        distance_2 *= 2
    owned_2 = (warp_totals_slots < 32) & (warp_totals_slots < LANES)
    owner_2 = tl.where(owned_2, warp_totals_slots, 0)
    warp_totals = tl.where(owned_2 & (tl.gather(mask_2.to(tl.int32), owner_2, 0) != 0), tl.gather(value_3, owner_2, 0),
            warp_totals)

    before = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) - 1 >= (lane & 31) - (lane & 31), (lane & 31) - 1, lane & 31), (WARPS, 32)),
            1), (LANES,))
    mask_3 = active & (lane_2 == 0)
    before = tl.where(mask_3, 0.0, before)
    mask_4 = active & (warp > 0)
    before = tl.where(mask_4, before + tl.gather(warp_totals, tl.where(mask_4, warp - 1, 0), 0), before)
    mask_5 = active & (i < n)
    tl.store(prefix + i, before, mask=mask_5)
    mask_6 = active & (lane == 0)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)), tl.gather(warp_totals, tl.where(mask_6, 31, 0), 0),
            mask=mask_6)  # beyond the last warp nothing was added
