"""gcd.cu, as Triton: one program is one block of CUDA's threads."""

# Greatest common divisors and least common multiples of pairs of whole numbers, negative ones included.

import triton
import triton.language as tl


@triton.jit
def gcd_and_lcm(pairs, divisors, multiples, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    pair_x, pair_y = tl.split(tl.load((pairs + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            mask=mask[:, None]))
    a = pair_x
    b = pair_y
    looping = mask & (b != 0)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        rest = a % tl.where(looping, b, 1)
        a = tl.where(looping, b, a)
        b = tl.where(looping, rest, b)
        looping &= b != 0
    divisor = tl.where(a < 0, -a, a)
    tl.store(divisors + i, divisor, mask=mask)
    # Divided first and multiplied in 64 bits, so that nothing overflows; the multiple of zero is zero.
    product = tl.where(divisor == 0, 0, (pair_x // tl.where(mask & (divisor != 0), divisor, 1)).to(tl.int64) * pair_y)
    tl.store(multiples + i, tl.where(product < 0, -product, product), mask=mask)
