"""warp_scan.cu, as Triton: one program is one block of CUDA's threads."""

# Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
# over the warps.

import triton
import triton.language as tl


@triton.jit
def exclusive_scan(x, prefix, totals, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane

    value = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0.0)
    running = tl.cumsum(tl.where(active, value, 0.0), axis=0)
    running_2 = tl.where(lane > 0, tl.gather(running, tl.where(lane > 0, lane - 1, 0), 0), 0.0)
    total = tl.sum(tl.where(active, value, 0.0), axis=0)
    mask = active & (i < n)
    tl.store(prefix + i, running_2, mask=mask)
    tl.store(totals + tl.program_id(0), total)  # beyond the last warp nothing was added
