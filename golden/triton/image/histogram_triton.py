"""histogram.cu, as Triton: one program is one block of CUDA's threads."""

# Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.

import triton
import triton.language as tl

BINS = tl.constexpr(256)


@triton.jit
def histogram(data, counts, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_counts_slots = tl.arange(0, 256)
    block_counts = tl.zeros((256,), tl.uint32)
    for start in range(0, BINS, BLOCK_X):
        bin_ = start + lane
        mask = active & (bin_ < BINS)
        place = block_counts_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        block_counts = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), 0, block_counts)

    for start in range(tl.program_id(0) * BLOCK_X, n, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < n)
        block_counts += tl.histogram(tl.load(data + i, mask=mask).to(tl.int32), 256, mask=mask).to(tl.uint32)

    for start in range(0, BINS, BLOCK_X):
        bin_ = start + lane
        mask = active & (bin_ < BINS)
        count = tl.gather(block_counts, tl.where(mask, bin_, 0), 0)
        mask_2 = mask & (count != 0)
        tl.atomic_add(counts + bin_, count, mask=mask_2, sem="relaxed")
