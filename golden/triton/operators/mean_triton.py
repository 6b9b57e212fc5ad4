"""mean.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def mean_naive(x, y, outer, reduced, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The mean over the middle axis of [outer, reduced, inner]: one thread an output."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < outer * inner)

    o = i // tl.where(inner != 0, tl.cast(inner, tl.int32), 1)
    column = x + o * reduced * inner + i % tl.where(inner != 0, tl.cast(inner, tl.int32), 1)
    sum_ = tl.zeros((LANES,), tl.float32)
    for r in range(0, reduced):
        sum_ += tl.load(column + r * inner, mask=mask)
    tl.store(y + i, tl.div_rn(sum_, tl.full((), reduced, tl.float32)), mask=mask)


@triton.jit
def mean_block_64(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_sum_64_sums = tl.zeros((LANES,), tl.float32)
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, tl.cast(columns, tl.uint32).to(tl.int64), 2 * 64):
        i = (start + lane.to(tl.int64)).to(tl.uint32)
        mask = active & (i < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
        mask_2 = mask & (i + 64 < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask_2, sum_ + tl.load(row + (i + 64), mask=mask_2), sum_)
    value = sum_
    tid = lane.to(tl.uint32)
    block_sum_64_sums = tl.where(active, value, block_sum_64_sums)
    mask = active & (tid < 32)
    value = tl.where(mask,
            block_sum_64_sums + tl.gather(block_sum_64_sums, tl.where(mask, (tid + 32).to(tl.int32), 0), 0), value)
    offset = 16
    while offset > 0:
        value = tl.where(mask,
                value + tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset,
                lane & 31), (WARPS, 32)), 1), (LANES,)), value)
        offset //= 2
    sum_ = value
    mask_2 = active & (lane == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), tl.div_rn(sum_, tl.full((), columns, tl.float32)),
            mask=mask_2)


@triton.jit
def mean_block_256(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_sum_256_sums = tl.zeros((LANES,), tl.float32)
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, tl.cast(columns, tl.uint32).to(tl.int64), 2 * 256):
        i = (start + lane.to(tl.int64)).to(tl.uint32)
        mask = active & (i < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
        mask_2 = mask & (i + 256 < tl.cast(columns, tl.uint32))
        sum_ = tl.where(mask_2, sum_ + tl.load(row + (i + 256), mask=mask_2), sum_)
    value = sum_
    tid = lane.to(tl.uint32)
    block_sum_256_sums = tl.where(active, value, block_sum_256_sums)
    mask = active & (tid < 128)
    block_sum_256_sums = tl.where(mask,
            block_sum_256_sums + tl.gather(block_sum_256_sums, tl.where(mask, (tid + 128).to(tl.int32), 0), 0),
            block_sum_256_sums)
    mask_2 = active & (tid < 64)
    block_sum_256_sums = tl.where(mask_2,
            block_sum_256_sums + tl.gather(block_sum_256_sums, tl.where(mask_2, (tid + 64).to(tl.int32), 0), 0),
            block_sum_256_sums)
    mask_3 = active & (tid < 32)
    value = tl.where(mask_3,
            block_sum_256_sums + tl.gather(block_sum_256_sums, tl.where(mask_3, (tid + 32).to(tl.int32), 0), 0), value)
    offset = 16
    while offset > 0:
        value = tl.where(mask_3,
                value + tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset,
                lane & 31), (WARPS, 32)), 1), (LANES,)), value)
        offset //= 2
    sum_ = value
    mask_4 = active & (lane == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), tl.div_rn(sum_, tl.full((), columns, tl.float32)),
            mask=mask_4)
