"""warp_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
# over the warps.

import triton
import triton.language as tl


@triton.jit
def exclusive_scan(
    x, prefix, totals, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr,
    WARPS: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_totals = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
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
    tl.store(warp_totals + warp, value_2, mask=mask)

    mask_2 = active & (warp == 0)
    warps = BLOCK_X // 32
    tl.debug_barrier()
    total = tl.where(lane_2 < warps, tl.load(warp_totals + lane_2, mask=mask_2 & (lane_2 < warps)), 0.0)
    value_3 = total
    distance_2 = 1
    while distance_2 < 32:
        below = tl.reshape(tl.gather(tl.reshape(value_3, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance_2 & 31) >= (lane & 31) - (lane & 31),
                (lane & 31) - (distance_2 & 31), lane & 31), (WARPS, 32)), 1), (LANES,))
        mask_3 = mask_2 & (lane_2 >= distance_2)
        value_3 = tl.where(mask_3, value_3 + below, value_3)
        distance_2 *= 2
    tl.store(warp_totals + lane_2, value_3, mask=mask_2)

    before = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) - 1 >= (lane & 31) - (lane & 31), (lane & 31) - 1, lane & 31), (WARPS, 32)),
            1), (LANES,))
    mask_3 = active & (lane_2 == 0)
    before = tl.where(mask_3, 0.0, before)
    mask_4 = active & (warp > 0)
    tl.debug_barrier()
    before = tl.where(mask_4, before + tl.load(warp_totals + warp - 1, mask=mask_4), before)
    mask_5 = active & (i < n)
    tl.store(prefix + i, before, mask=mask_5)
    mask_6 = active & (lane == 0)
    # beyond the last warp nothing was added
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(warp_totals + 31, (LANES,)), mask=mask_6), mask=mask_6)
