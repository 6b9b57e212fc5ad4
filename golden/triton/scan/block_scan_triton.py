"""block_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

import triton
import triton.language as tl


@triton.jit
def block_scan_256(x, prefix, totals, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    # Two rows, so that a step reads one and writes the other.
    sums = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.uint32))
    i = tl.program_id(0) * 256 + lane
    source = 0

    tl.store(sums + source * 256 + lane, tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0), mask=active)
    distance = 1
    while distance < 256:
        target = 1 - source
        tl.debug_barrier()
        sum_ = tl.load(sums + source * 256 + lane, mask=active)
        mask = active & (lane.to(tl.uint32) >= tl.cast(distance, tl.uint32))
        sum_ = tl.where(mask,
                sum_ + tl.load(sums + source * 256 + (lane.to(tl.uint32) - tl.cast(distance, tl.uint32)), mask=mask),
                sum_)
        tl.debug_barrier()
        tl.store(sums + target * 256 + lane, sum_, mask=active)
        source = target
        distance = tl.cast(distance, tl.int32) << 1

    mask = active & (i < n)
    tl.debug_barrier()
    tl.store(prefix + i, tl.load(sums + source * 256 + lane, mask=mask), mask=mask)
    mask_2 = active & (lane == 256 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)), tl.load(sums + source * 256 + lane, mask=mask_2),
            mask=mask_2)


@triton.jit
def block_scan_128(x, prefix, totals, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    # Two rows, so that a step reads one and writes the other.
    sums = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.uint32))
    i = tl.program_id(0) * 128 + lane
    source = 0

    tl.store(sums + source * 128 + lane, tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0), mask=active)
    distance = 1
    while distance < 128:
        target = 1 - source
        tl.debug_barrier()
        sum_ = tl.load(sums + source * 128 + lane, mask=active)
        mask = active & (lane.to(tl.uint32) >= tl.cast(distance, tl.uint32))
        sum_ = tl.where(mask,
                sum_ + tl.load(sums + source * 128 + (lane.to(tl.uint32) - tl.cast(distance, tl.uint32)), mask=mask),
                sum_)
        tl.debug_barrier()
        tl.store(sums + target * 128 + lane, sum_, mask=active)
        source = target
        distance = tl.cast(distance, tl.int32) << 1

    mask = active & (i < n)
    tl.debug_barrier()
    tl.store(prefix + i, tl.load(sums + source * 128 + lane, mask=mask), mask=mask)
    mask_2 = active & (lane == 128 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)), tl.load(sums + source * 128 + lane, mask=mask_2),
            mask=mask_2)


@triton.jit
def add_block_offsets(prefix, offsets, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The second launch: each block but the first adds what came before it. `offsets` are inclusive sums of the totals.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    if tl.program_id(0) != 0:
        i = tl.program_id(0) * BLOCK_X + lane
        mask = active & (i < n)
        tl.store(prefix + i,
                tl.load(prefix + i, mask=mask)
                + tl.load(offsets + (tl.program_id(0).to(tl.uint32) - 1), mask=tl.max(mask.to(tl.int32), axis=0) != 0),
                mask=mask)
