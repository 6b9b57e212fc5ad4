"""sign.cu, as Triton: one program is one block of CUDA's threads, or several."""

# -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

import triton
import triton.language as tl


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
def sign_vectorised(x, y, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    threads = tl.num_programs(0) * BLOCK_X
    first = 4 * (tl.program_id(0) * BLOCK_X + lane)
    looping = active & (first < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        values = (scratch
                + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
                + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16).to(tl.pointer_type(tl.float32))
        condition = first + 4 <= n
        taken = looping & condition
        tl.store(values, tl.load(x + first, mask=taken), mask=taken)
        tl.store(values + 1, tl.load(x + first + 1, mask=taken), mask=taken)
        tl.store(values + 2, tl.load(x + first + 2, mask=taken), mask=taken)
        tl.debug_barrier()
        tl.store(values + 3, tl.load(x + first + 3, mask=taken), mask=taken)
        for k in range(0, 4):
            tl.debug_barrier()
            value = tl.load(values + k, mask=taken)
            tl.store(values + k, (0 < value).to(tl.int32) - (value < 0), mask=taken)
        tl.debug_barrier()
        tl.store(y + first, tl.load(values, mask=taken), mask=taken)
        tl.debug_barrier()
        tl.store(y + first + 1, tl.load(values + 1, mask=taken), mask=taken)
        tl.debug_barrier()
        tl.store(y + first + 2, tl.load(values + 2, mask=taken), mask=taken)
        tl.debug_barrier()
        tl.store(y + first + 3, tl.load(values + 3, mask=taken), mask=taken)
        others = looping & ~condition
        i = first
        looping_2 = others & (i < n)
        while tl.max(looping_2.to(tl.int32), axis=0) != 0:
            value = tl.load(x + i, mask=looping_2)
            tl.debug_barrier()
            tl.store(y + i, (0 < value).to(tl.int32) - (value < 0), mask=looping_2)
            i = tl.where(looping_2, i + 1, i)
            looping_2 &= i < n
        first = tl.where(looping, first + 4 * threads, first)
        looping &= first < n
