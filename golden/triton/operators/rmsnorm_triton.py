"""rmsnorm.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

import triton
import triton.language as tl


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
        added_x = tl.load(in_ + i.to(tl.int64) * 4, mask=mask)
        added_y = tl.load(in_ + i.to(tl.int64) * 4 + 1, mask=mask)
        added_z = tl.load(in_ + i.to(tl.int64) * 4 + 2, mask=mask)
        added_w = tl.load(in_ + i.to(tl.int64) * 4 + 3, mask=mask)
        tl.debug_barrier()
        sum_x = tl.load(stream + i.to(tl.int64) * 4, mask=mask)
        sum_y = tl.load(stream + i.to(tl.int64) * 4 + 1, mask=mask)
        sum_z = tl.load(stream + i.to(tl.int64) * 4 + 2, mask=mask)
        sum_w = tl.load(stream + i.to(tl.int64) * 4 + 3, mask=mask)
        sum_x += added_x
        sum_y += added_y
        sum_z += added_z
        sum_w += added_w
        tl.store(stream + i.to(tl.int64) * 4, sum_x, mask=mask)
        tl.store(stream + i.to(tl.int64) * 4 + 1, sum_y, mask=mask)
        tl.store(stream + i.to(tl.int64) * 4 + 2, sum_z, mask=mask)
        tl.store(stream + i.to(tl.int64) * 4 + 3, sum_w, mask=mask)
        squared_length_result = sum_x * sum_x + sum_y * sum_y + sum_z * sum_z + sum_w * sum_w
        squares = tl.where(mask, squares + squared_length_result, squares)
    total = tl.sum(tl.where(active, squares, 0.0), axis=0)
    scale = tl.rsqrt(tl.div_rn(total, tl.full((), columns, tl.float32)) + epsilon)

    for start in range(0, vectors, BLOCK_X):
        i = start + lane
        mask = active & (i < vectors)
        tl.debug_barrier()
        value_x = tl.load(stream + i.to(tl.int64) * 4, mask=mask)
        value_y = tl.load(stream + i.to(tl.int64) * 4 + 1, mask=mask)
        value_z = tl.load(stream + i.to(tl.int64) * 4 + 2, mask=mask)
        value_w = tl.load(stream + i.to(tl.int64) * 4 + 3, mask=mask)
        w_x = tl.load(weights + i.to(tl.int64) * 4, mask=mask)
        w_y = tl.load(weights + i.to(tl.int64) * 4 + 1, mask=mask)
        w_z = tl.load(weights + i.to(tl.int64) * 4 + 2, mask=mask)
        w_w = tl.load(weights + i.to(tl.int64) * 4 + 3, mask=mask)
        tl.store(out + i.to(tl.int64) * 4, value_x * scale * w_x, mask=mask)
        tl.store(out + i.to(tl.int64) * 4 + 1, value_y * scale * w_y, mask=mask)
        tl.store(out + i.to(tl.int64) * 4 + 2, value_z * scale * w_z, mask=mask)
        tl.store(out + i.to(tl.int64) * 4 + 3, value_w * scale * w_w, mask=mask)
