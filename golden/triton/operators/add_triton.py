"""add.cu, as Triton: one program is one block of CUDA's threads, or several."""

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
        left_x, left_y, left_z, left_w = split_four(tl.load((a4 + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        right_x, right_y, right_z, right_w = split_four(tl.load((b4 + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        tl.debug_barrier()
        tl.store((c4 + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(left_x + right_x, left_y + right_y, left_z + right_z, left_w + right_w), mask=mask[:, None])
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
    value_x, value_y = tl.split(tl.load((a + i)[:, None] + tl.arange(0, 2)[None, :], mask=taken[:, None]))
    value_1_x, value_1_y = tl.split(tl.load((b + i)[:, None] + tl.arange(0, 2)[None, :], mask=taken[:, None]))
    tl.store((c + i)[:, None] + tl.arange(0, 2)[None, :], tl.join(value_x + value_1_x, value_y + value_1_y),
            mask=taken[:, None])
    others = active & ~condition
    mask = others & (i < n)
    tl.debug_barrier()
    tl.store(c + i, tl.load(a + i, mask=mask) + tl.load(b + i, mask=mask), mask=mask)
