"""histogram.cu, as Triton: one program is one block of CUDA's threads."""

# Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.

import triton
import triton.language as tl

BINS = tl.constexpr(256)


@triton.jit
def histogram(data, counts, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_counts = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.uint32))
    for start in range(0, BINS, BLOCK_X):
        bin_ = start + lane
        mask = active & (bin_ < BINS)
        tl.debug_barrier()
        tl.store(block_counts + bin_, 0, mask=mask)

    for start in range(tl.program_id(0) * BLOCK_X, n, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < n)
        tl.debug_barrier()
        tl.atomic_add(block_counts + tl.load(data + i, mask=mask), 1, mask=mask, sem="relaxed")

    for start in range(0, BINS, BLOCK_X):
        bin_ = start + lane
        mask = active & (bin_ < BINS)
        tl.debug_barrier()
        count = tl.load(block_counts + bin_, mask=mask)
        mask_2 = mask & (count != 0)
        tl.atomic_add(counts + bin_, count, mask=mask_2, sem="relaxed")
