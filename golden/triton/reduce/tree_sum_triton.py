"""tree_sum.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def tree_sum_float_256(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float32)
    i = tl.program_id(0) * 256 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 256, i)
        looping &= i < n
    total = tl.sum(sum_, axis=0)
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)), total, mask=taken)


@triton.jit
def tree_sum_float_128(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float32)
    i = tl.program_id(0) * 128 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 128, i)
        looping &= i < n
    total = tl.sum(sum_, axis=0)
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)), total, mask=taken)


@triton.jit
def tree_sum_double_64(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.float64)
    i = tl.program_id(0) * 64 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 64, i)
        looping &= i < n
    total = tl.sum(sum_, axis=0)
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)), total, mask=taken)


@triton.jit
def tree_sum_int_256(x, partial_sums, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    sum_ = tl.zeros((LANES,), tl.int32)
    i = tl.program_id(0) * 256 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 256, i)
        looping &= i < n
    total = tl.sum(sum_, axis=0)
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)), total, mask=taken)
