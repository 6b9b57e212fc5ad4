"""sieve.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Sieve of Eratosthenes over a bit set: bit n says that n is composite. Threads take a factor each; several may mark
# the same number, which is why words are changed by an atomic OR.

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def sieve(composite, factors, limit, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """`factors` counts the primes that mark anything."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    factor = tl.program_id(0) * BLOCK_X + lane + 2
    mask = active & (factor * factor < limit)
    # A composite factor marks nothing that a prime one does not; small divisors are looked for by trial.
    divisor = 2
    running = mask
    looping = mask & (divisor * divisor <= factor)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        condition = factor % tl.where(divisor != 0, tl.cast(divisor, tl.int32), 1) == 0
        taken = looping & condition
        running &= ~taken
        looping &= running
        divisor += 1
        looping &= divisor * divisor <= factor
    tl.atomic_add(tl.broadcast_to(factors, (LANES,)), 1, mask=running, sem="relaxed")
    multiple = factor * factor
    looping_2 = running
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        tl.atomic_or(composite + (multiple >> 5), 1 << (multiple & 31).to(tl.uint32), mask=looping_2, sem="relaxed")
        multiple = tl.where(looping_2, multiple + factor, multiple)
        looping_2 &= multiple < limit


@triton.jit
def count_primes(composite, counts, limit, LANES: tl.constexpr, TAIL: tl.constexpr):
    """How many primes each word of 32 numbers holds."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    word = tl.program_id(0) * LANES + lane
    first = word * 32
    mask = active & (first < limit)
    primes = ~tl.load(composite + word, mask=mask)
    mask_2 = mask & (word == 0)
    primes = tl.where(mask_2, primes & 4294967292, primes)  # neither 0 nor 1 is one
    mask_3 = mask & (limit - first < 32)
    primes = tl.where(mask_3, primes & ((1 << (limit - first).to(tl.uint32)) - 1), primes)
    tl.store(counts + word, libdevice.popc(primes.to(tl.int32)), mask=mask)
