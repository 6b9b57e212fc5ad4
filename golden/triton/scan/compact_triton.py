"""compact.cu, as Triton: one program is one block of CUDA's threads."""

# Stream compaction: each block moves the elements above a threshold to the front of its own stretch of the output,
# in order, and says how many there are.

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def compact(x, kept, counts, threshold, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_counts_slots = tl.arange(0, 4)
    warp_counts = tl.zeros((4,), tl.int32)
    i = tl.program_id(0) * 128 + lane
    lane_2 = lane % 32
    warp = lane // 32

    keep = (i < n) & (tl.load(x + i, mask=active & (i < n)) > threshold)
    votes = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active & keep, 1 << (lane & 31).to(tl.uint32), 0),
            (WARPS, 32)), axis=1)[:, None], (WARPS, 32)), (LANES,))
    mask = active & (lane_2 == 0)
    writer = warp_counts_slots * 32
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_counts = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
            tl.gather(libdevice.popc(votes.to(tl.int32)), owner, 0), warp_counts)

    position = libdevice.popc((votes & ((1 << lane_2.to(tl.uint32)) - 1)).to(tl.int32))
    total = tl.zeros((LANES,), tl.int32)
    for other in range(0, 128 // 32):
        position += tl.where(other < warp,
                tl.gather(warp_counts, tl.where(active & (other < warp), tl.cast(other, tl.int32), 0), 0), 0)
        total += tl.sum(tl.where(warp_counts_slots == other, warp_counts, 0), axis=0)
    taken = active & keep
    tl.store(kept + (tl.program_id(0).to(tl.uint32) * 128 + position.to(tl.uint32)), tl.load(x + i, mask=taken),
            mask=taken)
    mask_2 = active & (lane == 0)
    tl.store(tl.broadcast_to(counts + tl.program_id(0), (LANES,)), total, mask=mask_2)


@triton.jit
def threshold_votes(
    x, any_above, all_above, threshold, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """Whether any, and whether all, elements of each warp's stretch are above the threshold."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    above = tl.where(i < n, tl.load(x + i, mask=active & (i < n)) > threshold, False)
    any_ = (tl.reshape(tl.broadcast_to(tl.max(tl.reshape((active & above).to(tl.int32), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,)) != 0).to(tl.int32) != 0
    all_ = (tl.reshape(tl.broadcast_to(tl.max(tl.reshape((active & ~(above | (i >= n))).to(tl.int32), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,)) == 0).to(tl.int32) != 0
    mask = active & (lane % 32 == 0)
    tl.store(any_above + i // 32, any_, mask=mask)
    tl.debug_barrier()
    tl.store(all_above + i // 32, all_, mask=mask)
