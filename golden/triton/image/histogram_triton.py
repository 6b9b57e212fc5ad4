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
    bin_ = lane
    looping = active & (bin_ < BINS)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        tl.store(block_counts + bin_, 0, mask=looping)
        bin_ = tl.where(looping, bin_ + BLOCK_X, bin_)
        looping &= bin_ < BINS

    i = tl.program_id(0) * BLOCK_X + lane
    looping_2 = active & (i < n)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        tl.atomic_add(block_counts + tl.load(data + i, mask=looping_2), 1, mask=looping_2, sem="relaxed")

        i = tl.where(looping_2, i + tl.num_programs(0) * BLOCK_X, i)
        looping_2 &= i < n

    bin__2 = lane
    looping_3 = active & (bin__2 < BINS)
    while tl.max(looping_3.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        count = tl.load(block_counts + bin__2, mask=looping_3)
        condition = count != 0
        taken = looping_3 & condition
        tl.atomic_add(counts + bin__2, count, mask=taken, sem="relaxed")

        bin__2 = tl.where(looping_3, bin__2 + BLOCK_X, bin__2)
        looping_3 &= bin__2 < BINS
