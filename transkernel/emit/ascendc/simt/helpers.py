"""Functions that a port brings along where the vendor's headers have none, in Ascend C."""

from __future__ import annotations

from transkernel.emit.ascendc.simt.dialect import SCALAR_NAMES
from transkernel.emit.c.needs import Helper
from transkernel.ir.types import Kind, Scalar

BITS_AS = Helper(
    "bits_as",
    """\
// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}""",
)

POW_FAST = Helper(
    "pow_fast",
    """\
// CUDA's __powf: NaN for a negative base.
__aicore__ inline float pow_fast(float base, float exponent) {
    return exp2f(exponent * log2f(base));
}""",
)

RELU = Helper(
    "relu",
    """\
// 0 where negative; NaN stays.
__aicore__ inline float relu(float value) {
    return value < 0.0f ? 0.0f : value;
}""",
)

ILOGB = Helper(
    "exponent_of",
    """\
// The exponent; CUDA's values for what has none.
__aicore__ inline int exponent_of(float value) {
    if (isinf(value))
        return 2147483647;
    return isnan(value) || value == 0.0f ? -2147483647 - 1 : ilogbf(value);
}""",
)

FREXP_FRACTION = Helper(
    "frexp_fraction",
    """\
__aicore__ inline float frexp_fraction(float value) {
    int exponent;
    return frexpf(value, &exponent);
}""",
)

FREXP_EXPONENT = Helper(
    "frexp_exponent",
    """\
__aicore__ inline int frexp_exponent(float value) {
    int exponent;
    frexpf(value, &exponent);
    return isfinite(value) ? exponent : 0;
}""",
)

REMQUO_BITS = Helper(
    "remquo_bits",
    """\
// The low 3 bits of the rounded quotient, with its sign.
__aicore__ inline int remquo_bits(float value, float divisor) {
    int quotient;
    if (isnan(remquof(value, divisor, &quotient)))
        return 0;
    return quotient < 0 ? -(-quotient & 7) : quotient & 7;
}""",
)

ROOT_RESIDUAL = Helper(
    "root_residual",
    """\
// The sign of x * (y + h) * (y + h) - 1, where h is beside y a power of two: the terms of the product, each exact or
// far below the sum of all, added with what the sums lose (Neumaier, 1974).
__aicore__ inline float root_residual(float x, float y, float h) {
    const float square = y * y, lost = fmaf(y, y, -square), twice = 2.0f * y * h;
    const float product = x * square, more = x * twice, less = x * lost;
    const float terms[] = {more, fmaf(x, square, -product), less, fmaf(x, twice, -more),
                           fmaf(x, lost, -less), x * h * h};
    float sum = product - 1.0f, below = 0.0f;
    for (int i = 0; i < 6; ++i) {
        const float next = sum + terms[i];
        below += fabsf(sum) >= fabsf(terms[i]) ? (sum - next) + terms[i] : (terms[i] - next) + sum;
        sum = next;
    }
    return sum + below;
}""",
)

RSQRT_NEAREST = Helper(
    "rsqrt_nearest",
    """\
// 1 / sqrt(value) to nearest: a close number, or its neighbour where the exact result lies beyond the middle.
__aicore__ inline float rsqrt_nearest(float value) {
    const float close = 1.0f / sqrtf(value);
    if (!(value > 0.0f) || isinf(value))
        return close;
    const float scale = value < 0x1p-64f ? 0x1p-32f : value > 0x1p64f ? 0x1p32f : 1.0f;
    const float x = value / scale / scale, y = close * scale;  // in the middle of the range
    const float above = nextafterf(y, ASCRT_INF_F), under = nextafterf(y, 0.0f);
    if (root_residual(x, y, 0.5f * (above - y)) < 0.0f)
        return above / scale;
    return (root_residual(x, y, 0.5f * (under - y)) > 0.0f ? under : y) / scale;
}""",
    (ROOT_RESIDUAL,),
)

BYTE_PERM = Helper(
    "byte_perm",
    """\
// Each nibble of the selectors names one of the 8 bytes of (high, low); its highest bit does not count.
__aicore__ inline uint32_t byte_perm(uint32_t low, uint32_t high, uint32_t selectors) {
    return __byte_perm(low, high, selectors & 0x7777u);
}""",
)


def extreme_nan(base: str) -> Helper:
    name = f"{base}_nan"
    return Helper(
        name,
        f"""\
// {base}f, but NaN where either is NaN.
__aicore__ inline float {name}(float a, float b) {{
    return isnan(a) || isnan(b) ? a + b : {base}f(a, b);
}}""",
    )


def magnitude(type_: Scalar) -> Helper:
    number, word = SCALAR_NAMES[type_], SCALAR_NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"magnitude_{type_.bits}"
    return Helper(
        name,
        f"""\
// |value|; the lowest number stays.
__aicore__ inline {number} {name}({number} value) {{
    return value < 0 ? ({number})(0 - ({word})value) : value;
}}""",
    )


def funnelshift(name: str) -> Helper:
    """`funnelshift_l`, `_r`: the shift modulo 32; `_lc`, `_rc`: at most 32."""
    count = "min(shift, 32u)" if name.endswith("c") else "(shift & 31u)"
    joined = "((uint64_t)high << 32 | low)"
    shifted = f"{joined} << {count} >> 32" if "_l" in name else f"{joined} >> {count}"
    return Helper(
        name,
        f"""\
__aicore__ inline uint32_t {name}(uint32_t low, uint32_t high, uint32_t shift) {{
    return (uint32_t)({shifted});
}}""",
    )


def _dot(name: str, type_: Scalar, comment: str, pairs: list[tuple[str, str]]) -> Helper:
    number = SCALAR_NAMES[type_]
    full = f"{name}_{'signed' if type_.is_signed else 'unsigned'}"
    terms = " + ".join(f"{a} * {b}" for a, b in pairs)
    return Helper(
        full,
        f"""\
// {comment}
__aicore__ inline {number} {full}({number} a, {number} b, {number} c) {{
    return c + {terms};
}}""",
    )


def _lane(letter: str, bits: int, position: int, type_: Scalar) -> str:
    name = f"{'' if type_.is_signed else 'u'}int{bits}_t"
    shift = f" >> {bits * position}" if position else ""
    return f"({name})({letter}{shift})"


def dp4a(type_: Scalar) -> Helper:
    pairs = [(_lane("a", 8, each, type_), _lane("b", 8, each, type_)) for each in range(4)]
    return _dot("dp4a", type_, "c + the dot product of the 4 bytes of a and b.", pairs)


def _dp2a(type_: Scalar, side: str, first: int) -> Helper:
    pairs = [(_lane("a", 16, each, type_), _lane("b", 8, first + each, type_)) for each in range(2)]
    comment = f"c + the dot product of the 2 half-words of a and the {'high' if first else 'low'} 2 bytes of b."
    return _dot(f"dp2a_{side}", type_, comment, pairs)


def dp2a_lo(type_: Scalar) -> Helper:
    return _dp2a(type_, "lo", 0)


def dp2a_hi(type_: Scalar) -> Helper:
    return _dp2a(type_, "hi", 2)
