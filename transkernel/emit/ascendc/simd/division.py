"""Functions that a port brings along: quotients and remainders of 32-bit integers by the vector unit, which divides
floats alone.

A quotient is estimated by a float, twice, and put right once. With u = 2**-24, half a step of a float near 1: casts and
products are off by at most u of their value, a quotient of floats by at most 4u (two steps: no page says that it is
rounded to the nearest). B is |b|.

1. q0 is float(a) / b, made larger by 16u, without its fraction. That is off by at most 8u, so the magnitude is |a|/B or
   more, by at most 25u |a|/B. With a's sign taken off, a - q0 b lies from -3200 to B - 1: it is a number of 32 bits,
   and what wraps around on the way does no harm. (A cast saturates: that happens for B = 1 alone, and is right there.)
2. q1 is float(rest) / B, made smaller by 16u, rounded down. It is 0 where the rest is not negative. Where it is, the
   number is above rest/B by at most 25u 3200/B: q1 is the right one or one more. Now the rest lies from -B to B - 1.
3. Where it is negative, B is added, and the quotient is one less.

C truncates, and a remainder has a's sign, so the numbers found are those of |a| and B. What C leaves open (division by
0, and of the lowest number by -1) may give anything.

Numbers without sign: steps 1 to 3 divide half of a, rounded down, by b. What that leaves, doubled and with a's last
bit, is below 2b. It is below b where its own half is below that of b, or the same and its last bit below b's.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_WORK = "const LocalTensor<int32_t>&"

_SIGNS = Helper(
    "signs_of",
    f"""\
// -1 where a number is negative, else 1.
__aicore__ inline void signs_of({_WORK} target, {_WORK} source, int32_t count) {{
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}}""",
)

_DIVISOR = Helper(
    "Divisor",
    f"""\
// One b for all lanes.
struct Divisor {{
    uint32_t size;
    int32_t sign;

    __aicore__ inline Divisor(int32_t b) : size(b < 0 ? 0u - b : b), sign(b < 0 ? -1 : 1) {{}}
    __aicore__ inline Divisor(uint32_t b) : size(b), sign(1) {{}}

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, {_WORK}, int32_t count) const {{
        Muls(ratio, ratio, factor / (float)size, count);
    }}
    __aicore__ inline void multiply({_WORK} target, {_WORK} source, int32_t count) const {{
        Muls(target, source, (int32_t)size, count);
    }}
    __aicore__ inline void give_sign({_WORK} target, {_WORK}, int32_t count) const {{
        Muls(target, target, sign, count);
    }}
}};""",
)

_DIVISORS = Helper(
    "Divisors",
    f"""\
// A b for each lane.
struct Divisors {{
    LocalTensor<int32_t> b;

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, {_WORK} work, int32_t count) const {{
        LocalTensor<float> size = work.ReinterpretCast<float>();
        Cast(size, b, RoundMode::CAST_RINT, count);
        Abs(size, size, count);
        Div(ratio, ratio, size, count);
        Muls(ratio, ratio, factor, count);
    }}
    __aicore__ inline void multiply({_WORK} target, {_WORK} source, int32_t count) const {{
        Muls(target, b, -1, count);
        Max(target, target, b, count);
        Mul(target, target, source, count);
    }}
    __aicore__ inline void give_sign({_WORK} target, {_WORK} work, int32_t count) const {{
        signs_of(work, b, count);
        Mul(target, target, work, count);
    }}
}};""",
    (_SIGNS,),
)

_ESTIMATE = Helper(
    "estimate",
    f"""\
// a = first |b| + sign (second |b| + rest), where sign is that of a, and rest from -|b| to |b| - 1. less: -1 where rest
// is negative, else 0. The first estimate is never too small, and leaves 3200 too little at most; the second one is
// never too small either, by 1 at most. Floats may be off by 4 units of their last place.
template <typename By>
__aicore__ inline void estimate({_WORK} first, {_WORK} second, {_WORK} rest, {_WORK} less, {_WORK} a, const By& b,
                                int32_t count) {{
    LocalTensor<float> ratio = first.ReinterpretCast<float>();
    Cast(ratio, a, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f + 1.0f / (1 << 20), less, count);
    Cast(first, ratio, RoundMode::CAST_TRUNC, count);
    b.multiply(rest, first, count);
    Sub(rest, a, rest, count);
    signs_of(less, a, count);
    Mul(rest, rest, less, count);
    ratio = second.ReinterpretCast<float>();
    Cast(ratio, rest, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f - 1.0f / (1 << 20), less, count);
    Cast(second, ratio, RoundMode::CAST_FLOOR, count);
    b.multiply(less, second, count);
    Sub(rest, rest, less, count);
    ShiftRight(less, rest, 31, count);
}}""",
    (_SIGNS,),
)

_QUOTIENTS = Helper(
    "divide_by",
    f"""\
// a / b, rounded toward 0.
template <typename By>
__aicore__ inline void divide_by({_WORK} target, {_WORK} a, const By& b, {_WORK} second, {_WORK} rest, {_WORK} less,
                                 int32_t count) {{
    estimate(target, second, rest, less, a, b, count);
    Add(second, second, less, count);
    signs_of(less, a, count);
    Mul(second, second, less, count);
    Add(target, target, second, count);
    b.give_sign(target, less, count);
}}""",
    (_ESTIMATE,),
)

_REMAINDERS = Helper(
    "remain_of",
    f"""\
// What a / b, rounded toward 0, leaves: it has a's sign.
template <typename By>
__aicore__ inline void remain_of({_WORK} target, {_WORK} a, const By& b, {_WORK} second, {_WORK} rest, {_WORK} less,
                                 int32_t count) {{
    estimate(target, second, rest, less, a, b, count);
    b.multiply(second, less, count);
    Sub(rest, rest, second, count);
    signs_of(less, a, count);
    Mul(target, rest, less, count);
}}""",
    (_ESTIMATE,),
)


def _of_signed(name: str, does: Helper, b: str, divisor: Helper) -> Helper:
    said = "a / b" if does is _QUOTIENTS else "a % b"
    return Helper(
        name,
        f"""\
// {said}; the last three tiles are to work in.
__aicore__ inline void {name}({_WORK} target, {_WORK} a, {b} b, {_WORK} second, {_WORK} rest, {_WORK} less,
                              int32_t count) {{
    {does.name}(target, a, {divisor.name}{{b}}, second, rest, less, count);
}}""",
        (divisor, does),
    )


QUOTIENTS = _of_signed("quotients", _QUOTIENTS, _WORK, _DIVISORS)
REMAINDERS = _of_signed("remainders", _REMAINDERS, _WORK, _DIVISORS)
QUOTIENTS_BY = _of_signed("quotients_by", _QUOTIENTS, "int32_t", _DIVISOR)
REMAINDERS_BY = _of_signed("remainders_by", _REMAINDERS, "int32_t", _DIVISOR)

_HALVES = Helper(
    "divide_halves",
    f"""\
// Without signs: a / b = 2 quotient + more, and a % b = 2 rest + last - more b, where last is the last bit of a.
__aicore__ inline void divide_halves({_WORK} quotient, {_WORK} last, {_WORK} rest, {_WORK} more, {_WORK} half,
                                     const LocalTensor<uint32_t>& a, uint32_t b, int32_t count) {{
    const Divisor by(b);
    ShiftRight(half.ReinterpretCast<uint32_t>(), a, 1u, count);
    estimate(quotient, last, rest, more, half, by, count);
    Add(last, last, more, count);
    Add(quotient, quotient, last, count);
    by.multiply(last, more, count);
    Sub(rest, rest, last, count);
    Muls(half, half, 2, count);
    Sub(last, a.ReinterpretCast<int32_t>(), half, count);
    Muls(more, last, (int32_t)(b & 1), count);
    Add(more, more, rest, count);
    Adds(more, more, (int32_t)(0u - (b >> 1) - (b & 1)), count);
    ShiftRight(more, more, 31, count);
    Adds(more, more, 1, count);
}}""",
    (_DIVISOR, _ESTIMATE),
)


def _of_unsigned(name: str, said: str, result: str) -> Helper:
    return Helper(
        name,
        f"""\
// {said} without signs; the last four tiles are to work in.
__aicore__ inline void {name}(const LocalTensor<uint32_t>& target, const LocalTensor<uint32_t>& a, uint32_t b,
                              {_WORK} last, {_WORK} rest, {_WORK} more, {_WORK} half, int32_t count) {{
    LocalTensor<int32_t> quotient = target.ReinterpretCast<int32_t>();
    divide_halves(quotient, last, rest, more, half, a, b, count);
{result}
}}""",
        (_HALVES,),
    )


UNSIGNED_QUOTIENTS_BY = _of_unsigned(
    "unsigned_quotients_by",
    "a / b",
    """\
    Muls(quotient, quotient, 2, count);
    Add(quotient, quotient, more, count);""",
)
UNSIGNED_REMAINDERS_BY = _of_unsigned(
    "unsigned_remainders_by",
    "a % b",
    """\
    Muls(rest, rest, 2, count);
    Add(rest, rest, last, count);
    Muls(more, more, (int32_t)b, count);
    Sub(quotient, rest, more, count);""",
)
