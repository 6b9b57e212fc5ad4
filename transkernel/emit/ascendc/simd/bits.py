"""Functions that a port brings along: bits of words by the vector unit, which joins words of 16 bits."""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_TILE = "const LocalTensor<int32_t>&"

_AND_ALL = Helper(
    "and_all",
    f"""\
// The bits of all numbers that are in `bits` too. The last tile is to work in.
__aicore__ inline void and_all({_TILE} target, int32_t bits, {_TILE} work, int32_t count) {{
    LocalTensor<int16_t> words = target.ReinterpretCast<int16_t>();
    Duplicate(work, bits, count);
    And(words, words, work.ReinterpretCast<int16_t>(), count * 2);
}}""",
)

COUNT_BITS = Helper(
    "count_bits",
    f"""\
// How many bits are set: of each two, of each four, of each eight, and the sum of these. The last two tiles are to work
// in.
__aicore__ inline void count_bits({_TILE} target, {_TILE} source, {_TILE} half, {_TILE} work, int32_t count) {{
    LocalTensor<uint32_t> whole = target.ReinterpretCast<uint32_t>(), other = half.ReinterpretCast<uint32_t>();
    ShiftRight(other, source.ReinterpretCast<uint32_t>(), 1u, count);
    and_all(half, 0x55555555, work, count);
    Sub(target, source, half, count);
    ShiftRight(other, whole, 2u, count);
    and_all(half, 0x33333333, work, count);
    and_all(target, 0x33333333, work, count);
    Add(target, target, half, count);
    ShiftRight(other, whole, 4u, count);
    Add(target, target, half, count);
    and_all(target, 0x0F0F0F0F, work, count);
    Muls(target, target, 0x01010101, count);
    ShiftRight(whole, whole, 24u, count);
}}""",
    (_AND_ALL,),
)
