"""int8_dot.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def dp4a(a, b, c):
    for shift in tl.static_range(0, 32, 8):
        c += ((a << (24 - shift)) >> 24) * ((b << (24 - shift)) >> 24)
    return c


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def int8_matmul(
    A, B, row_scales, column_scales, C, rows, columns, words, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
    bytes, `words` to a row; every row of A and of B has a scale of its own.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (row < rows) & (column < columns)

    sum_ = tl.zeros((LANES,), tl.int32)
    for k in tl.range(0, words, loop_unroll_factor=4):
        sum_ = dp4a(tl.load(A + row * words + k, mask=mask), tl.load(B + column * words + k, mask=mask), sum_)
    tl.store(C + row * columns + column,
            sum_ * (tl.load(row_scales + row, mask=mask) * tl.load(column_scales + column, mask=mask)), mask=mask)


@triton.jit
def int8_dot(a, b, result, words, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    sum_ = tl.zeros((LANES,), tl.int32)
    for start in range(0, words, BLOCK_X):
        i = start + lane
        mask = active & (i < words)
        x_x, x_y, x_z, x_w = split_four(tl.load((a + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        y_x, y_y, y_z, y_w = split_four(tl.load((b + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        sum_ = tl.where(mask,
                sum_ + (x_x.to(tl.int32) * y_x + x_y.to(tl.int32) * y_y + x_z.to(tl.int32) * y_z + x_w.to(tl.int32)
                * y_w), sum_)
    total = tl.sum(sum_, axis=0)
    tl.store(result, total)
