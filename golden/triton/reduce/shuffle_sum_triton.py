"""shuffle_sum.cu, as Triton: one program is one block of CUDA's threads."""

# Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

import triton
import triton.language as tl


@triton.jit
def row_moments(x, mean, variance, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0).to(tl.int64) * columns

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        sum_ = tl.where(mask, sum_ + tl.load(row + i, mask=mask), sum_)
    total = tl.sum(sum_, axis=0)  # warp_sums may be used again
    row_mean = tl.div_rn(total, tl.full((), columns, tl.float32))

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        deviation = tl.load(row + i, mask=mask) - row_mean
        squares = tl.where(mask, squares + deviation * deviation, squares)
    total_2 = tl.sum(squares, axis=0)  # warp_sums may be used again
    row_variance = tl.div_rn(total_2, tl.full((), columns, tl.float32))
    tl.store(mean + tl.program_id(0), row_mean)
    tl.store(variance + tl.program_id(0), row_variance)


@triton.jit
def count_positive(x, counts, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """How many elements of each row are positive; one warp a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0)
    count = tl.zeros((LANES,), tl.int32)
    for start in range(0, columns, 32):
        i = start + lane
        mask = active & (i < columns)
        count = tl.where(mask, count + (tl.load(x + row * columns + i, mask=mask) > 0.0), count)
    warp_total = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active, count, 0), (WARPS, 32)), axis=1)[:,
            None], (WARPS, 32)), (LANES,))
    mask = active & (lane == 0)
    tl.store(tl.broadcast_to(counts + row, (LANES,)), warp_total, mask=mask)
