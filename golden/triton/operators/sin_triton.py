"""sin.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def sin_naive(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    tl.store(y + i, libdevice.sin(tl.load(x + i, mask=mask)), mask=mask)


@triton.jit
def sin_unrolled_2(x, y, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    A block takes PER_THREAD times as many elements as it has threads,
            a thread's own a block's width apart: all loads of
    a thread are under way before the first sine.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    first = tl.program_id(0) * BLOCK_X * 2 + lane
    values = tl.zeros((LANES,), tl.float32)
    values_2 = tl.zeros((LANES,), tl.float32)
    i = first + 0 * BLOCK_X
    values = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0.0)
    i_2 = first + 1 * BLOCK_X
    values_2 = tl.where(i_2 < n, tl.load(x + i_2, mask=active & (i_2 < n)), 0.0)
    i_3 = first + 0 * BLOCK_X
    mask = active & (i_3 < n)
    tl.store(y + i_3, libdevice.sin(values), mask=mask)
    i_4 = first + 1 * BLOCK_X
    mask_2 = active & (i_4 < n)
    tl.debug_barrier()
    tl.store(y + i_4, libdevice.sin(values_2), mask=mask_2)


@triton.jit
def sin_unrolled_4(x, y, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """
    A block takes PER_THREAD times as many elements as it has threads,
            a thread's own a block's width apart: all loads of
    a thread are under way before the first sine.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    first = tl.program_id(0) * BLOCK_X * 4 + lane
    values = tl.zeros((LANES,), tl.float32)
    values_2 = tl.zeros((LANES,), tl.float32)
    values_3 = tl.zeros((LANES,), tl.float32)
    values_4 = tl.zeros((LANES,), tl.float32)
    i = first + 0 * BLOCK_X
    values = tl.where(i < n, tl.load(x + i, mask=active & (i < n)), 0.0)
    i_2 = first + 1 * BLOCK_X
    values_2 = tl.where(i_2 < n, tl.load(x + i_2, mask=active & (i_2 < n)), 0.0)
    i_3 = first + 2 * BLOCK_X
    values_3 = tl.where(i_3 < n, tl.load(x + i_3, mask=active & (i_3 < n)), 0.0)
    i_4 = first + 3 * BLOCK_X
    values_4 = tl.where(i_4 < n, tl.load(x + i_4, mask=active & (i_4 < n)), 0.0)
    i_5 = first + 0 * BLOCK_X
    mask = active & (i_5 < n)
    tl.store(y + i_5, libdevice.sin(values), mask=mask)
    i_6 = first + 1 * BLOCK_X
    mask_2 = active & (i_6 < n)
    tl.debug_barrier()
    tl.store(y + i_6, libdevice.sin(values_2), mask=mask_2)
    i_7 = first + 2 * BLOCK_X
    mask_3 = active & (i_7 < n)
    tl.debug_barrier()
    tl.store(y + i_7, libdevice.sin(values_3), mask=mask_3)
    i_8 = first + 3 * BLOCK_X
    mask_4 = active & (i_8 < n)
    tl.debug_barrier()
    tl.store(y + i_8, libdevice.sin(values_4), mask=mask_4)
