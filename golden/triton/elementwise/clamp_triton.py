"""clamp.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Limits every element to an interval. A NaN compares false with both ends and so passes through.

import triton
import triton.language as tl


@triton.jit
def clamp_float(x, y, low, high, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    stride = (tl.num_programs(0) - 1) * LANES + TAIL
    for start in range(tl.program_id(0) * LANES, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_double(x, y, low: tl.float64, high: tl.float64, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    low = tl.full((), low, tl.float64)
    high = tl.full((), high, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    stride = (tl.num_programs(0) - 1) * LANES + TAIL
    for start in range(tl.program_id(0) * LANES, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_int(x, y, low, high, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    stride = (tl.num_programs(0) - 1) * LANES + TAIL
    for start in range(tl.program_id(0) * LANES, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)


@triton.jit
def clamp_unsigned_char(x, y, low: tl.uint8, high: tl.uint8, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    low = tl.cast(low, tl.uint8)
    high = tl.cast(high, tl.uint8)
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    stride = (tl.num_programs(0) - 1) * LANES + TAIL
    for start in range(tl.program_id(0) * LANES, n, stride):
        i = start + lane
        mask = active & (i < n)
        value = tl.load(x + i, mask=mask)
        tl.debug_barrier()
        tl.store(y + i, tl.where(value < low, low, tl.where(value > high, high, value)), mask=mask)
