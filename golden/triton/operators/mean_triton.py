"""mean.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def mean_naive(x, y, outer, reduced, inner, LANES: tl.constexpr, TAIL: tl.constexpr):
    """The mean over the middle axis of [outer, reduced, inner]: one thread an output."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < outer * inner)

    o = i // tl.where(inner != 0, tl.cast(inner, tl.int32), 1)
    column = x + o * reduced * inner + i % tl.where(inner != 0, tl.cast(inner, tl.int32), 1)
    sum_ = tl.zeros((LANES,), tl.float32)
    for r in tl.range(0, reduced, loop_unroll_factor=4):
        sum_ += tl.load(column + r * inner, mask=mask)
    tl.store(y + i, tl.div_rn(sum_, tl.full((), reduced, tl.float32)), mask=mask)


@triton.jit
def mean_block_64(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, tl.cast(columns, tl.uint32).to(tl.int64), 2 * 64):
        i = (start + lane.to(tl.int64)).to(tl.uint32)
        mask = active & (i < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
        mask_2 = mask & (i + 64 < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask_2, sum_ + tl.load(row + (i + 64), mask=mask_2), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(y + tl.program_id(0), tl.div_rn(total, tl.full((), columns, tl.float32)))


@triton.jit
def mean_block_256(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, tl.cast(columns, tl.uint32).to(tl.int64), 2 * 256):
        i = (start + lane.to(tl.int64)).to(tl.uint32)
        mask = active & (i < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
        mask_2 = mask & (i + 256 < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask_2, sum_ + tl.load(row + (i + 256), mask=mask_2), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(y + tl.program_id(0), tl.div_rn(total, tl.full((), columns, tl.float32)))
