"""block_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

import triton
import triton.language as tl


@triton.jit
def block_scan_256(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    # Two rows, so that a step reads one and writes the other.
    sums_slots = tl.arange(0, 512)
    sums = tl.zeros((512,), tl.uint32)
    i = tl.program_id(0) * 256 + lane
    source = 0

    owned = (sums_slots - (tl.cast(source, tl.int64) * 256).to(tl.int32) >= 0) & (sums_slots
            - (tl.cast(source, tl.int64) * 256).to(tl.int32) < LANES)
    owner = tl.where(owned, sums_slots - (tl.cast(source, tl.int64) * 256).to(tl.int32), 0)
    sums = tl.where(owned & (tl.gather(active.to(tl.int32), owner, 0) != 0),
            tl.gather(tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0), owner, 0), sums)
    distance = 1
    while distance < 256:
        target = 1 - source
        sum_ = tl.gather(sums, tl.where(active, (tl.cast(source, tl.int64) * 256).to(tl.int32) + lane, 0), 0)
        mask = active & (lane.to(tl.uint32) >= tl.cast(distance, tl.uint32))
        sum_ = tl.where(mask,
                sum_ + tl.gather(sums,
                tl.where(mask, (tl.cast(source, tl.int64) * 256).to(tl.int32) + (lane - distance), 0), 0), sum_)
        owned_2 = (sums_slots - (tl.cast(target, tl.int64) * 256).to(tl.int32) >= 0) & (sums_slots
                - (tl.cast(target, tl.int64) * 256).to(tl.int32) < LANES)
        owner_2 = tl.where(owned_2, sums_slots - (tl.cast(target, tl.int64) * 256).to(tl.int32), 0)
        sums = tl.where(owned_2 & (tl.gather(active.to(tl.int32), owner_2, 0) != 0), tl.gather(sum_, owner_2, 0), sums)
        source = target
        distance = tl.cast(distance, tl.int32) << 1

    mask = active & (i < n)
    tl.store(prefix + i, tl.gather(sums, tl.where(mask, (tl.cast(source, tl.int64) * 256).to(tl.int32) + lane, 0), 0),
            mask=mask)
    mask_2 = active & (lane == 256 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)),
            tl.gather(sums, tl.where(mask_2, (tl.cast(source, tl.int64) * 256).to(tl.int32) + lane, 0), 0), mask=mask_2)


@triton.jit
def block_scan_128(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    # Two rows, so that a step reads one and writes the other.
    sums_slots = tl.arange(0, 256)
    sums = tl.zeros((256,), tl.uint32)
    i = tl.program_id(0) * 128 + lane
    source = 0

    owned = (sums_slots - (tl.cast(source, tl.int64) * 128).to(tl.int32) >= 0) & (sums_slots
            - (tl.cast(source, tl.int64) * 128).to(tl.int32) < LANES)
    owner = tl.where(owned, sums_slots - (tl.cast(source, tl.int64) * 128).to(tl.int32), 0)
    sums = tl.where(owned & (tl.gather(active.to(tl.int32), owner, 0) != 0),
            tl.gather(tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0), owner, 0), sums)
    distance = 1
    while distance < 128:
        target = 1 - source
        sum_ = tl.gather(sums, tl.where(active, (tl.cast(source, tl.int64) * 128).to(tl.int32) + lane, 0), 0)
        mask = active & (lane.to(tl.uint32) >= tl.cast(distance, tl.uint32))
        sum_ = tl.where(mask,
                sum_ + tl.gather(sums,
                tl.where(mask, (tl.cast(source, tl.int64) * 128).to(tl.int32) + (lane - distance), 0), 0), sum_)
        owned_2 = (sums_slots - (tl.cast(target, tl.int64) * 128).to(tl.int32) >= 0) & (sums_slots
                - (tl.cast(target, tl.int64) * 128).to(tl.int32) < LANES)
        owner_2 = tl.where(owned_2, sums_slots - (tl.cast(target, tl.int64) * 128).to(tl.int32), 0)
        sums = tl.where(owned_2 & (tl.gather(active.to(tl.int32), owner_2, 0) != 0), tl.gather(sum_, owner_2, 0), sums)
        source = target
        distance = tl.cast(distance, tl.int32) << 1

    mask = active & (i < n)
    tl.store(prefix + i, tl.gather(sums, tl.where(mask, (tl.cast(source, tl.int64) * 128).to(tl.int32) + lane, 0), 0),
            mask=mask)
    mask_2 = active & (lane == 128 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)),
            tl.gather(sums, tl.where(mask_2, (tl.cast(source, tl.int64) * 128).to(tl.int32) + lane, 0), 0), mask=mask_2)


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
