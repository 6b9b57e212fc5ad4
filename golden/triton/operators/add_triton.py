"""add.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def add_naive(a, b, c, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = lane + tl.program_id(0) * LANES
    mask = active & (i < n)
    tl.store(c + i, tl.load(a + i, mask=mask) + tl.load(b + i, mask=mask), mask=mask)


@triton.jit
def add_vectorised(a, b, c, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Four elements at a time, a grid's width apart; the first threads take what is left over."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    a4 = a
    b4 = b
    c4 = c
    first = tl.program_id(0) * LANES + lane
    for start in range(tl.program_id(0) * LANES, n // 4, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < n // 4)
        left_x = tl.load(a4 + i.to(tl.int64) * 4, mask=mask)
        left_y = tl.load(a4 + i.to(tl.int64) * 4 + 1, mask=mask)
        left_z = tl.load(a4 + i.to(tl.int64) * 4 + 2, mask=mask)
        left_w = tl.load(a4 + i.to(tl.int64) * 4 + 3, mask=mask)
        right_x = tl.load(b4 + i.to(tl.int64) * 4, mask=mask)
        right_y = tl.load(b4 + i.to(tl.int64) * 4 + 1, mask=mask)
        right_z = tl.load(b4 + i.to(tl.int64) * 4 + 2, mask=mask)
        right_w = tl.load(b4 + i.to(tl.int64) * 4 + 3, mask=mask)
        tl.debug_barrier()
        tl.store(c4 + i.to(tl.int64) * 4, left_x + right_x, mask=mask)
        tl.store(c4 + i.to(tl.int64) * 4 + 1, left_y + right_y, mask=mask)
        tl.store(c4 + i.to(tl.int64) * 4 + 2, left_z + right_z, mask=mask)
        tl.store(c4 + i.to(tl.int64) * 4 + 3, left_w + right_w, mask=mask)
    rest = n // 4 * 4 + first
    mask = active & (rest < n)
    tl.debug_barrier()
    tl.store(c + rest, tl.load(a + rest, mask=mask) + tl.load(b + rest, mask=mask), mask=mask)


@triton.jit
def add_half2(a, b, c, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Half precision, two at a time. An odd last element is one thread's."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = 2 * (tl.program_id(0) * LANES + lane)
    condition = i + 1 < n
    taken = active & condition
    value_x = tl.load(a + i, mask=taken)
    value_y = tl.load(a + i + 1, mask=taken)
    value_1_x = tl.load(b + i, mask=taken)
    value_1_y = tl.load(b + i + 1, mask=taken)
    tl.store(c + i, value_x + value_1_x, mask=taken)
    tl.store(c + i + 1, value_y + value_1_y, mask=taken)
    others = active & ~condition
    mask = others & (i < n)
    tl.debug_barrier()
    tl.store(c + i, tl.load(a + i, mask=mask) + tl.load(b + i, mask=mask), mask=mask)
