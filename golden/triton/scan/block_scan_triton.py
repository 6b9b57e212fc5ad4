"""block_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

import triton
import triton.language as tl


@triton.jit
def block_scan_256(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * 256 + lane

    value = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0)
    running = tl.cumsum(tl.where(active, value, 0), axis=0)
    total = tl.sum(value, axis=0)

    mask = active & (i < n)
    tl.store(prefix + i, running, mask=mask)
    mask_2 = active & (lane == 256 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)), total, mask=mask_2)


@triton.jit
def block_scan_128(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * 128 + lane

    value = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0)
    running = tl.cumsum(tl.where(active, value, 0), axis=0)
    total = tl.sum(value, axis=0)

    mask = active & (i < n)
    tl.store(prefix + i, running, mask=mask)
    mask_2 = active & (lane == 128 - 1)
    tl.store(tl.broadcast_to(totals + tl.program_id(0), (LANES,)), total, mask=mask_2)


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
