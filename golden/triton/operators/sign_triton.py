"""sign.cu, as Triton: one program is one block of CUDA's threads, or several."""

# -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

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
def sign_naive_float(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask)
    tl.store(y + i, (0 < value).to(tl.int32) - (value < 0), mask=mask)


@triton.jit
def sign_naive_int(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask)
    tl.store(y + i, (0 < value).to(tl.int32) - (value < 0).to(tl.int32), mask=mask)


@triton.jit
def sign_vectorised(x, y, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    threads = tl.num_programs(0) * BLOCK_X
    first = 4 * (tl.program_id(0) * BLOCK_X + lane)
    looping = active & (first < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        values = tl.zeros((LANES,), tl.float32)
        values_2 = tl.zeros((LANES,), tl.float32)
        values_3 = tl.zeros((LANES,), tl.float32)
        values_4 = tl.zeros((LANES,), tl.float32)
        condition = first + 4 <= n
        taken = looping & condition
        value_x, value_y, value_z, value_w = split_four(tl.load(tl.multiple_of(x + first, 16)[:, None]
                + tl.arange(0, 4)[None, :], mask=taken[:, None]))
        values = tl.where(taken, value_x, values)
        values_2 = tl.where(taken, value_y, values_2)
        values_3 = tl.where(taken, value_z, values_3)
        values_4 = tl.where(taken, value_w, values_4)
        values = tl.where(taken, (0 < values).to(tl.int32) - (values < 0), values)
        values_2 = tl.where(taken, (0 < values_2).to(tl.int32) - (values_2 < 0), values_2)
        values_3 = tl.where(taken, (0 < values_3).to(tl.int32) - (values_3 < 0), values_3)
        values_4 = tl.where(taken, (0 < values_4).to(tl.int32) - (values_4 < 0), values_4)
        tl.debug_barrier()
        tl.store(tl.multiple_of(y + first, 16)[:, None] + tl.arange(0, 4)[None, :],
                join_four(values, values_2, values_3, values_4), mask=taken[:, None])
        others = looping & ~condition
        rounds = tl.max(tl.where(others & (first < n), (n - first).to(tl.uint32).to(tl.int64), 0), axis=0)
        for passed in range(0, rounds):
            i = first + tl.cast(passed, tl.int32)
            looping_2 = others & (i < n)
            value = tl.load(x + i, mask=looping_2)
            tl.debug_barrier()
            tl.store(y + i, (0 < value).to(tl.int32) - (value < 0), mask=looping_2)
        first = tl.where(looping, first + 4 * threads, first)
        looping &= first < n
