"""bit_tricks.cu, as Triton: one program is one block of CUDA's threads, or several."""

# What a word looks like to the bit instructions, and a permutation made of one of them.

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def ffs(x):
    return tl.where(x == 0, 0, libdevice.popc((x & -x) - 1) + 1)


@triton.jit
def brev32(x):
    x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1)
    x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2)
    x = ((x >> 4) & 0x0F0F0F0F) | ((x & 0x0F0F0F0F) << 4)
    x = ((x >> 8) & 0x00FF00FF) | ((x & 0x00FF00FF) << 8)
    return (x >> 16) | (x << 16)


@triton.jit
def bit_census(words, ones, leading_zeros, first_one, reversed_, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    word = tl.load(words + i, mask=mask)
    tl.store(ones + i, libdevice.popc(word.to(tl.int32)), mask=mask)
    tl.store(leading_zeros + i, libdevice.clz(word.to(tl.int32)), mask=mask)  # 32 for zero
    tl.store(first_one + i, ffs(word.to(tl.int32)), mask=mask)  # counted from one; 0 for zero
    tl.store(reversed_ + i, brev32(word), mask=mask)


@triton.jit
def wide_bit_census(words, ones, leading_zeros, ones_by_hand, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Population count and leading zeros of 64 bits, with and without the instruction."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    rest = tl.load(words + i, mask=mask)
    tl.store(ones + i, libdevice.popc(rest.to(tl.int64)).to(tl.int32), mask=mask)
    tl.store(leading_zeros + i, libdevice.clz(rest.to(tl.int64)).to(tl.int32), mask=mask)
    count = tl.zeros((LANES,), tl.int32)
    looping = mask & (rest != 0)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        rest = tl.where(looping, rest & (rest - 1), rest)  # clears the lowest one
        count = tl.where(looping, count + 1, count)
        looping &= rest != 0
    tl.store(ones_by_hand + i, count, mask=mask)


@triton.jit
def bit_reversal(in_, out, bits, LANES: tl.constexpr, TAIL: tl.constexpr):
    """The order in which a fast Fourier transform of 2^bits points takes its inputs."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0).to(tl.uint32) * LANES + lane.to(tl.uint32)
    mask = active & ((i >> tl.cast(bits, tl.uint32)) == 0)
    value, value_2 = tl.split(tl.load((in_ + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            mask=mask[:, None]))
    tl.store((out + (brev32(i) >> tl.cast(32 - bits, tl.uint32)).to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            tl.join(value, value_2), mask=mask[:, None])
