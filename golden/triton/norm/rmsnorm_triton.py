"""rmsnorm.cu, as Triton: one program is one block of CUDA's threads."""

# Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
# a thread takes two at a time. The block is a whole number of warps, at most 32.

import triton
import triton.language as tl


@triton.jit
def rmsnorm(x, weight, y, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    pairs = columns // 2
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    weights = weight
    out = y + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, pairs, BLOCK_X):
        i = start + lane
        mask = active & (i < pairs)
        value_x, value_y = tl.split(tl.load(tl.multiple_of(row + i.to(tl.int64) * 2, 4)[:, None]
                + tl.arange(0, 2)[None, :], mask=mask[:, None]))
        value_1_x = value_x.to(tl.float32)
        value_1_y = value_y.to(tl.float32)
        squares = tl.where(mask, squares + (value_1_x * value_1_x + value_1_y * value_1_y), squares)
    total = tl.sum(tl.where(active, squares, 0.0), axis=0)

    # Every warp adds the warps' sums for itself, which saves a second barrier.
    scale = tl.rsqrt(tl.div_rn(total, tl.full((), columns, tl.float32)) + epsilon)

    for start in range(0, pairs, BLOCK_X):
        i = start + lane
        mask = active & (i < pairs)
        value_2_x, value_2_y = tl.split(tl.load(tl.multiple_of(row + i.to(tl.int64) * 2, 4)[:, None]
                + tl.arange(0, 2)[None, :], mask=mask[:, None]))
        value_3_x = value_2_x.to(tl.float32)
        value_3_y = value_2_y.to(tl.float32)
        value_4_x, value_4_y = tl.split(tl.load((weights + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        factor_x = value_4_x.to(tl.float32)
        factor_y = value_4_y.to(tl.float32)
        value = value_3_x * scale * factor_x
        value_2 = value_3_y * scale * factor_y
        tl.debug_barrier()
        tl.store(tl.multiple_of(out + i.to(tl.int64) * 2, 4)[:, None] + tl.arange(0, 2)[None, :],
                tl.join(value.to(tl.float16), value_2.to(tl.float16)), mask=mask[:, None])
