"""rmsnorm.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
    restore_value=["y"],
)
@triton.jit
def rmsnorm_naive(
    x, weight, y, rows, columns, epsilon, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr
):
    """One thread an element."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < rows * columns)
    row = i // tl.where(columns != 0, tl.cast(columns, tl.int32), 1)
    squares = tl.zeros((LANES,), tl.float32)
    partial_squares = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, columns, ROW_WIDTH):
        c = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        value = tl.load(x + (row * columns)[:, None] + c, mask=mask[:, None] & inside)
        partial_squares = tl.where(inside, partial_squares + value * value, partial_squares)
    squares += tl.sum(partial_squares, axis=1)
    tl.store(y + i,
            tl.load(x + i, mask=mask) * tl.rsqrt(tl.div_rn(squares, tl.full((), columns, tl.float32)) + epsilon)
            * tl.load(weight + i - row * columns, mask=mask), mask=mask)


@triton.jit
def rmsnorm_residual(x, residual, weight, y, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    Adds x to the residual stream and normalises the sum, four columns at a time: `columns` is a multiple of four. One
    block of whole warps a row. residual is changed in place; every thread finds there what it wrote itself.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    scale = tl.full((), 0.0, tl.float32)
    vectors = columns // 4
    in_ = x + (tl.program_id(0) * tl.cast(vectors, tl.uint32)).to(tl.int64) * 4
    stream = residual + (tl.program_id(0) * tl.cast(vectors, tl.uint32)).to(tl.int64) * 4
    weights = weight
    out = y + (tl.program_id(0) * tl.cast(vectors, tl.uint32)).to(tl.int64) * 4

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, vectors, BLOCK_X):
        i = start + lane
        mask = active & (i < vectors)
        added_x, added_y, added_z, added_w = split_four(tl.load((in_ + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        tl.debug_barrier()
        sum_x, sum_y, sum_z, sum_w = split_four(tl.load((stream + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        sum_x += added_x
        sum_y += added_y
        sum_z += added_z
        sum_w += added_w
        tl.store((stream + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(sum_x, sum_y, sum_z, sum_w), mask=mask[:, None])
        squared_length_result = sum_x * sum_x + sum_y * sum_y + sum_z * sum_z + sum_w * sum_w
        squares = tl.where(mask, squares + squared_length_result, squares)
    total = tl.sum(tl.where(active, squares, 0.0), axis=0)
    scale = tl.rsqrt(tl.div_rn(total, tl.full((), columns, tl.float32)) + epsilon)

    for start in range(0, vectors, BLOCK_X):
        i = start + lane
        mask = active & (i < vectors)
        tl.debug_barrier()
        value_x, value_y, value_z, value_w = split_four(tl.load((stream + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        w_x, w_y, w_z, w_w = split_four(tl.load((weights + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        value = value_x * scale * w_x
        value_2 = value_y * scale * w_y
        value_3 = value_z * scale * w_z
        value_4 = value_w * scale * w_w
        tl.store((out + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(value, value_2, value_3, value_4), mask=mask[:, None])
