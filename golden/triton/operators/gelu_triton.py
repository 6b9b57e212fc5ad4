"""gelu.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


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
        value_x = tl.load(from_ + i.to(tl.int64) * 4, mask=mask)
        value_y = tl.load(from_ + i.to(tl.int64) * 4 + 1, mask=mask)
        value_z = tl.load(from_ + i.to(tl.int64) * 4 + 2, mask=mask)
        value_w = tl.load(from_ + i.to(tl.int64) * 4 + 3, mask=mask)
        shift_x = tl.load(bias + i.to(tl.int64) * 4, mask=mask)
        shift_y = tl.load(bias + i.to(tl.int64) * 4 + 1, mask=mask)
        shift_z = tl.load(bias + i.to(tl.int64) * 4 + 2, mask=mask)
        shift_w = tl.load(bias + i.to(tl.int64) * 4 + 3, mask=mask)
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
        tl.store(to + i.to(tl.int64) * 4, value_x, mask=mask)
        tl.store(to + i.to(tl.int64) * 4 + 1, value_y, mask=mask)
        tl.store(to + i.to(tl.int64) * 4 + 2, value_z, mask=mask)
        tl.store(to + i.to(tl.int64) * 4 + 3, value_w, mask=mask)
