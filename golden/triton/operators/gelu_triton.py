"""gelu.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def gelu_naive(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask)
    tl.store(y + i, 0.5 * value * (1.0 + tl.erf(value * 0.70710678)), mask=mask)


@triton.jit
def gelu_bias_rows(x, bias, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    gelu(x + bias) over a [rows, columns] matrix, in the approximation by tanh: one block a row, four columns at a time.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    fours = columns // 4
    from_ = x + (tl.program_id(0) * tl.cast(fours, tl.uint32)).to(tl.int64) * 4
    to = y + (tl.program_id(0) * tl.cast(fours, tl.uint32)).to(tl.int64) * 4
    for start in range(0, fours, BLOCK_X):
        i = start + lane
        mask = active & (i < fours)
        value_x, value_y, value_z, value_w = split_four(tl.load((from_ + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        shift_x, shift_y, shift_z, shift_w = split_four(tl.load((bias + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        value = value_x + shift_x
        inner = 0.7978845608 * (value + 0.044715 * value * value * value)
        value_x = 0.5 * value * (1.0 + libdevice.tanh(inner))
        value_2 = value_y + shift_y
        inner_2 = 0.7978845608 * (value_2 + 0.044715 * value_2 * value_2 * value_2)
        value_y = 0.5 * value_2 * (1.0 + libdevice.tanh(inner_2))
        value_3 = value_z + shift_z
        inner_3 = 0.7978845608 * (value_3 + 0.044715 * value_3 * value_3 * value_3)
        value_z = 0.5 * value_3 * (1.0 + libdevice.tanh(inner_3))
        value_4 = value_w + shift_w
        inner_4 = 0.7978845608 * (value_4 + 0.044715 * value_4 * value_4 * value_4)
        value_w = 0.5 * value_4 * (1.0 + libdevice.tanh(inner_4))
        tl.debug_barrier()
        tl.store((to + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(value_x, value_y, value_z, value_w), mask=mask[:, None])
