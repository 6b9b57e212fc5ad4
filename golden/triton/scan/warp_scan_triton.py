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
    lane_2 = (lane.to(tl.uint32) % 32).to(tl.int32)
    warp = (lane.to(tl.uint32) // 32).to(tl.int32)

    value = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0.0)
    value_2 = value
    lane_3 = lane_2
    distance = 1
    while distance < 32:
        below = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance & 31) >= (lane & 31) - (lane & 31 & 31),
                (lane & 31) - (distance & 31), lane & 31), (WARPS, 32)), 1), (LANES,))
        condition = lane_3 >= distance
        taken = active & condition
        value_2 = tl.where(taken, value_2 + below, value_2)
        distance *= 2
    sum_ = value_2
    condition = lane_2 == 31
    taken = active & condition
    tl.store(warp_totals + warp, sum_, mask=taken)

    condition_2 = warp == 0
    taken_2 = active & condition_2
    warps = BLOCK_X // 32
    tl.debug_barrier()
    total = tl.where(lane_2 < warps, tl.load(warp_totals + lane_2, mask=taken_2 & (lane_2 < warps)), 0.0)
    value_3 = total
    lane_4 = lane_2
    distance_2 = 1
    while distance_2 < 32:
        below = tl.reshape(tl.gather(tl.reshape(value_3, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) - (distance_2 & 31) >= (lane & 31) - (lane & 31 & 31),
                (lane & 31) - (distance_2 & 31), lane & 31), (WARPS, 32)), 1), (LANES,))
        condition_3 = lane_4 >= distance_2
        taken_3 = taken_2 & condition_3
        value_3 = tl.where(taken_3, value_3 + below, value_3)
        distance_2 *= 2
    tl.store(warp_totals + lane_2, value_3, mask=taken_2)

    before = tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) - 1 >= (lane & 31) - (lane & 31 & 31), (lane & 31) - 1, lane & 31),
            (WARPS, 32)), 1), (LANES,))
    condition_3 = lane_2 == 0
    taken_3 = active & condition_3
    before = tl.where(taken_3, 0.0, before)
    condition_4 = warp > 0
    taken_4 = active & condition_4
    tl.debug_barrier()
    before = tl.where(taken_4, before + tl.load(warp_totals + warp - 1, mask=taken_4), before)
    condition_5 = i < n
    taken_5 = active & condition_5
    tl.store(prefix + i, before, mask=taken_5)
    condition_6 = lane.to(tl.uint32) == 0
    taken_6 = active & condition_6
    # beyond the last warp nothing was added
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(warp_totals + 31, (LANES,)), mask=taken_6), mask=taken_6)
