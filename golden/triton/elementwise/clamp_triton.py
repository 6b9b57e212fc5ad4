"""clamp.cu, as Triton: one program is one block of CUDA's threads."""

# Limits every element to an interval. A NaN compares false with both ends and so passes through.

import triton
import triton.language as tl


@triton.jit
def clamp_float(x, y, low, high, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = BLOCK_X * tl.num_programs(0)
    for start in range(tl.program_id(0) * BLOCK_X, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_double(x, y, low: tl.float64, high: tl.float64, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    low = tl.full((), low, tl.float64)
    high = tl.full((), high, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = BLOCK_X * tl.num_programs(0)
    for start in range(tl.program_id(0) * BLOCK_X, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_int(x, y, low, high, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = BLOCK_X * tl.num_programs(0)
    for start in range(tl.program_id(0) * BLOCK_X, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_unsigned_char(x, y, low: tl.uint8, high: tl.uint8, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    low = tl.cast(low, tl.uint8)
    high = tl.cast(high, tl.uint8)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = BLOCK_X * tl.num_programs(0)
    for start in range(tl.program_id(0) * BLOCK_X, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)
