"""promotions.cu, as Triton: one program is one block of CUDA's threads, or several."""

# C's integer rules where translations go wrong: promotion of small types, wrap of unsigned ones, shifts and
# remainders of negative numbers, comparisons of mixed sign.

import triton
import triton.language as tl


@triton.jit
def byte_arithmetic(a, b, average, wrapped, difference, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The sum of two bytes is an int, so the average cannot overflow; the blend wraps only when it is stored."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    for start in range(0, n, BLOCK_X):
        i = start + lane
        mask = active & (i < n)
        tl.debug_barrier()
        tl.store(average + i, (tl.load(a + i, mask=mask).to(tl.int32) + tl.load(b + i, mask=mask) + 1) // 2, mask=mask)
        sum_ = tl.load(a + i, mask=mask)
        sum_ += tl.load(b + i, mask=mask)
        sum_ <<= 1
        tl.store(wrapped + i, ~sum_.to(tl.int32), mask=mask)
        tl.store(difference + i, tl.load(a + i, mask=mask).to(tl.int32) - tl.load(b + i, mask=mask), mask=mask)


@triton.jit
def signed_arithmetic(a, b, shifted, divided, remainder, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Signed bytes: the product is an int, the arithmetic shift rounds down, and division rounds towards zero."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    product = tl.load(a + i, mask=mask).to(tl.int32) * tl.load(b + i, mask=mask)
    tl.store(shifted + i, product >> 3, mask=mask)
    tl.store(divided + i, product // 8, mask=mask)
    tl.store(remainder + i,
            tl.where(tl.load(b + i, mask=mask) != 0,
            tl.load(a + i,
            mask=mask & (tl.load(b + i, mask=mask) != 0)) % tl.where(mask & (tl.load(b + i, mask=mask) != 0),
            tl.load(b + i, mask=mask & (tl.load(b + i, mask=mask) != 0)).to(tl.int32), 1), -1), mask=mask)


@triton.jit
def unsigned_arithmetic(a, b, wrapped, below, widened, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Unsigned arithmetic is modulo 2^32; against an unsigned number a negative one counts as large."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    tl.store(wrapped + i, tl.load(a + i, mask=mask) * 2654435761 - tl.load(b + i, mask=mask), mask=mask)
    tl.store(below + i, tl.load(b + i, mask=mask).to(tl.uint32) < tl.load(a + i, mask=mask), mask=mask)
    # the difference wraps before it is widened
    tl.store(widened + i, (tl.load(a + i, mask=mask) - 1).to(tl.int64) + tl.load(b + i, mask=mask), mask=mask)
