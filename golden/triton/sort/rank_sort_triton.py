"""rank_sort.cu, as Triton: one program is one block of CUDA's threads."""

# Stable sort of short keys by counting: an element's place is the number of elements that come before it.
# Keys are staged through shared memory a block at a time, so that each is read from global memory once a block.

import triton
import triton.language as tl


@triton.jit
def rank_sort(keys, payload, sorted_keys, sorted_payload, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stage = tl.zeros((LANES,), tl.int16)
    i = tl.program_id(0) * 128 + lane
    own = tl.where(i < n, tl.load(keys + i, mask=active & (i < n)).to(tl.int32), 0).to(tl.int16)

    rank = tl.zeros((LANES,), tl.int32)
    for start in range(0, n, 128):
        mask = active & (tl.cast(start, tl.uint32) + lane.to(tl.uint32) < tl.cast(n, tl.uint32))
        stage = tl.where(mask, tl.load(keys + (tl.cast(start, tl.uint32) + lane.to(tl.uint32)), mask=mask), stage)
        staged = tl.minimum(128, n - start)
        for other in range(0, staged):
            # Of equal keys the earlier one comes first.
            mask_2 = active & ((tl.sum(tl.where(lane == other, stage, 0).to(tl.int32), axis=0).to(tl.int16) < own)
                    | ((tl.gather(stage,
                    tl.where(active
                    & (tl.sum(tl.where(lane == other, stage, 0).to(tl.int32), axis=0).to(tl.int16) >= own),
                    tl.cast(other, tl.int32), 0) & (LANES - 1), 0) == own) & (start + other < i)))
            rank = tl.where(mask_2, rank + 1, rank)

    mask = active & (i < n)
    tl.store(sorted_keys + rank, own, mask=mask)
    tl.store(sorted_payload + rank, tl.load(payload + i, mask=mask), mask=mask)
