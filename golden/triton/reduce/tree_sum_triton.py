"""tree_sum.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def tree_sum_float_256(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(tl.program_id(0) * 256, n, tl.num_programs(0) * 256):
        i = start + lane
        mask = active & (i < n)
        sum_ = tl.where(mask, sum_ + tl.load(x + i, mask=mask), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(partial_sums + tl.program_id(0), total)


@triton.jit
def tree_sum_float_128(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(tl.program_id(0) * 128, n, tl.num_programs(0) * 128):
        i = start + lane
        mask = active & (i < n)
        sum_ = tl.where(mask, sum_ + tl.load(x + i, mask=mask), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(partial_sums + tl.program_id(0), total)


@triton.jit
def tree_sum_double_64(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float64)
    for start in range(tl.program_id(0) * 64, n, tl.num_programs(0) * 64):
        i = start + lane
        mask = active & (i < n)
        sum_ = tl.where(mask, sum_ + tl.load(x + i, mask=mask), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(partial_sums + tl.program_id(0), total)


@triton.jit
def tree_sum_int_256(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.int32)
    for start in range(tl.program_id(0) * 256, n, tl.num_programs(0) * 256):
        i = start + lane
        mask = active & (i < n)
        sum_ = tl.where(mask, sum_ + tl.load(x + i, mask=mask), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(partial_sums + tl.program_id(0), total)
