"""max.cu, as Triton: one program is one block of CUDA's threads, or several."""

# The largest element of each row of a [rows, columns] matrix.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
)
@triton.jit
def max_naive(x, y, rows, columns, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    row = tl.program_id(0) * LANES + lane
    mask = active & (row < rows)
    largest = tl.load(x + row * columns, mask=mask)
    partial_largest = tl.broadcast_to(largest[:, None], (LANES, ROW_WIDTH))
    for start in range(0, columns, ROW_WIDTH):
        column = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_largest = tl.where(inside,
                tl.maximum(partial_largest,
                tl.load(x + (row * columns)[:, None] + column, mask=mask[:, None] & inside)), partial_largest)
    largest = tl.max(partial_largest, axis=1)
    tl.store(y + row, largest, mask=mask)


@triton.jit
def max_block(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One block a row of a multiple of four elements, four at a time."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + (tl.program_id(0) * tl.cast(columns // 4, tl.uint32)).to(tl.int64) * 4
    largest = tl.full((LANES,), -3.4028235e+38, tl.float32)
    for start in range(0, columns // 4, BLOCK_X):
        i = start + lane
        mask = active & (i < columns // 4)
        four_x, four_y, four_z, four_w = split_four(tl.load((row + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        largest = tl.where(mask,
                tl.maximum(largest, tl.maximum(tl.maximum(four_x, four_y), tl.maximum(four_z, four_w))), largest)
    largest_2 = tl.max(tl.where(active, largest, float("-inf")), axis=0)
    largest_3 = tl.where(BLOCK_X < 1024, tl.maximum(largest_2, -3.4028235e+38), largest_2)
    tl.store(y + tl.program_id(0), largest_3)
