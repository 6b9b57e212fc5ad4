"""Functions on numbers that OpenCL C 1.2 lacks."""

from __future__ import annotations

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.types import FLOAT64, Kind, Scalar, Type, Vector


def _unsigned(type_: Scalar) -> str:
    return SCALAR_NAMES[Scalar(Kind.UNSIGNED, type_.bits)]


def _named(base: str, type_: Scalar) -> str:
    return f"{base}_{SCALAR_NAMES[type_]}"


def _digits(text: str, type_: Scalar) -> str:
    return text if type_ == FLOAT64 else f"{text}f"


def find_first_set(type_: Scalar) -> Helper:
    name, number = _named("find_first_set", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
// The position of the lowest bit that is set, counted from 1; 0 where none is.
int {name}({number} value) {{
    return {type_.bits} - (int)clz(value & -value);
}}""",
    )


def reverse_bits(type_: Scalar) -> Helper:
    name, word = _named("reverse_bits", type_), _unsigned(type_)
    suffix = "UL" if type_.bits == 64 else "u"
    steps = []
    for shift in (1, 2, 4, 8, 16, 32):
        if shift < type_.bits:
            group = (1 << shift) - 1
            mask = sum(group << position for position in range(0, type_.bits, 2 * shift))
            digits = f"0x{mask:0{type_.bits // 4}X}{suffix}"
            steps.append(f"    value = ((value >> {shift}) & {digits}) | ((value & {digits}) << {shift});")
    body = "\n".join(steps)
    return Helper(
        name,
        f"""\
{word} {name}({word} value) {{
{body}
    return value;
}}""",
    )


def negated(type_: Type) -> Helper:
    """`-value`, zeros too, in a form that no compiler turns back into the flip of a sign bit."""
    scalar = type_.scalar if isinstance(type_, Vector) else type_
    assert isinstance(scalar, Scalar)
    word = SCALAR_NAMES[scalar] + (str(type_.lanes) if isinstance(type_, Vector) else "")
    name = f"negated_{word}"
    one, zero = (_digits(digits, scalar) for digits in ("-1.0", "-0.0"))
    ones, zeros = (one, zero) if scalar is type_ else (f"({word})({one})", f"({word})({zero})")
    return Helper(
        name,
        f"""\
// -value. Behind a barrier Intel's compiler for processors loses a sign that was flipped.
{word} {name}({word} value) {{
    return fma(value, {ones}, {zeros});
}}""",
    )


def rcbrt(type_: Scalar) -> Helper:
    name, number = _named("rcbrt", type_), SCALAR_NAMES[type_]
    return Helper(name, f"{number} {name}({number} value) {{\n    return {_digits('1.0', type_)} / cbrt(value);\n}}")


def saturate(type_: Scalar) -> Helper:
    name, number = _named("saturate", type_), SCALAR_NAMES[type_]
    zero, one = _digits("0.0", type_), _digits("1.0", type_)
    return Helper(
        name,
        f"""\
// Cut to [0, 1]; NaN becomes 0.
{number} {name}({number} value) {{
    return fmin(fmax(value, {zero}), {one});
}}""",
    )


def pow_fast(type_: Scalar) -> Helper:
    name, number = _named("pow_fast", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
// CUDA's __powf: NaN for a negative base.
{number} {name}({number} base, {number} exponent) {{
    return exp2(exponent * log2(base));
}}""",
    )


def _extreme_nan(base: str, type_: Scalar) -> Helper:
    name, number = _named(f"{base}_nan", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
// {base}, but NaN where either is NaN.
{number} {name}({number} a, {number} b) {{
    return isnan(a) || isnan(b) ? a + b : {base}(a, b);
}}""",
    )


def fmin_nan(type_: Scalar) -> Helper:
    return _extreme_nan("fmin", type_)


def fmax_nan(type_: Scalar) -> Helper:
    return _extreme_nan("fmax", type_)


def relu(type_: Scalar) -> Helper:
    name, number = _named("relu", type_), SCALAR_NAMES[type_]
    zero = _digits("0.0", type_)
    return Helper(
        name,
        f"""\
// 0 where negative; NaN stays.
{number} {name}({number} value) {{
    return value < {zero} ? {zero} : value;
}}""",
    )


def rsqrt_rn(type_: Scalar) -> Helper:
    return Helper(
        "rsqrt_nearest",
        """\
// To nearest, through double.
float rsqrt_nearest(float value) {
    return (float)(1.0 / sqrt((double)value));
}""",
    )


def _length(name: str, type_: Scalar, count: int, *, reciprocal: bool) -> Helper:
    """The length of a vector of 2 to 4 numbers, or one over it; scaled where the length itself would overflow."""
    full, number = _named(name, type_), SCALAR_NAMES[type_]
    operands = "abcd"[:count]
    parameters = ", ".join(f"{number} {each}" for each in operands)
    length = {2: "hypot({0}, {1})", 3: "hypot(hypot({0}, {1}), {2})", 4: "hypot(hypot({0}, {1}), hypot({2}, {3}))"}
    if not reciprocal:
        return Helper(full, f"{number} {full}({parameters}) {{\n    return {length[count].format(*operands)};\n}}")
    largest = f"fabs({operands[0]})"
    for each in operands[1:]:
        largest = f"fmax({largest}, fabs({each}))"
    bound = "0x1p1000" if type_ == FLOAT64 else "0x1p120f"
    quarter, one = _digits("0.25", type_), _digits("1.0", type_)
    scaled = length[count].format(*(f"{each} * scale" for each in operands))
    return Helper(
        full,
        f"""\
{number} {full}({parameters}) {{
    const {number} scale = {largest} > {bound} ? {quarter} : {one};
    return scale / {scaled};
}}""",
    )


def norm3d(type_: Scalar) -> Helper:
    return _length("norm3d", type_, 3, reciprocal=False)


def norm4d(type_: Scalar) -> Helper:
    return _length("norm4d", type_, 4, reciprocal=False)


def rhypot(type_: Scalar) -> Helper:
    return _length("rhypot", type_, 2, reciprocal=True)


def rnorm3d(type_: Scalar) -> Helper:
    return _length("rnorm3d", type_, 3, reciprocal=True)


def rnorm4d(type_: Scalar) -> Helper:
    return _length("rnorm4d", type_, 4, reciprocal=True)


def ilogb(type_: Scalar) -> Helper:
    name, number = _named("ilogb", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
// The exponent; CUDA's values for what has none.
int {name}({number} value) {{
    if (isinf(value))
        return INT_MAX;
    return isnan(value) || value == 0 ? INT_MIN : ilogb(value);
}}""",
    )


def frexp_fraction(type_: Scalar) -> Helper:
    name, number = _named("frexp_fraction", type_), SCALAR_NAMES[type_]
    return Helper(
        name, f"{number} {name}({number} value) {{\n    int exponent;\n    return frexp(value, &exponent);\n}}"
    )


def frexp_exponent(type_: Scalar) -> Helper:
    name, number = _named("frexp_exponent", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
int {name}({number} value) {{
    int exponent;
    frexp(value, &exponent);
    return isfinite(value) ? exponent : 0;
}}""",
    )


def remquo_bits(type_: Scalar) -> Helper:
    name, number = _named("remquo_bits", type_), SCALAR_NAMES[type_]
    return Helper(
        name,
        f"""\
// The low 3 bits of the rounded quotient, with its sign.
int {name}({number} value, {number} divisor) {{
    int quotient;
    if (isnan(remquo(value, divisor, &quotient)))
        return 0;
    return quotient < 0 ? -(-quotient & 7) : quotient & 7;
}}""",
    )


def multiply_low24(type_: Scalar) -> Helper:
    name, number = _named("multiply_low24", type_), SCALAR_NAMES[type_]
    low = "<< 8 >> 8" if type_.is_signed else "& 0xFFFFFF"
    return Helper(
        name,
        f"""\
// The product of the low 24 bits. OpenCL's mul24 wants operands that have no others.
{number} {name}({number} a, {number} b) {{
    return (a {low}) * (b {low});
}}""",
    )


def sad(type_: Scalar) -> Helper:
    name, number = _named("sad", type_), SCALAR_NAMES[type_]
    return Helper(name, f"uint {name}({number} a, {number} b, uint c) {{\n    return abs_diff(a, b) + c;\n}}")


def byte_perm(type_: Scalar) -> Helper:
    return Helper(
        "byte_perm",
        """\
// Each nibble of the selectors names one of the 8 bytes of (high, low); its highest bit does not count.
uint byte_perm(uint low, uint high, uint selectors) {
    const ulong bytes = ((ulong)high << 32) | low;
    uint result = 0;
    for (int i = 0; i < 4; ++i) {
        const uint selector = (selectors >> (4 * i)) & 7;
        result |= ((uint)(bytes >> (8 * selector)) & 0xFF) << (8 * i);
    }
    return result;
}""",
    )


def _funnel_shift(name: str, count: str, left: bool) -> Helper:
    joined = "(((ulong)high << 32) | low)"
    shifted = f"({joined} << ({count})) >> 32" if left else f"{joined} >> ({count})"
    return Helper(name, f"uint {name}(uint low, uint high, uint shift) {{\n    return (uint)({shifted});\n}}")


def funnelshift(name: str) -> Helper:
    """`funnelshift_l`, `_r`: the shift modulo 32; `_lc`, `_rc`: at most 32."""
    count = "min(shift, 32u)" if name.endswith("c") else "shift & 31"
    return _funnel_shift(name, count, left="_l" in name)


def dp4a(type_: Scalar) -> Helper:
    name, number = _named("dp4a", type_), SCALAR_NAMES[type_]
    vector = "char4" if type_.is_signed else "uchar4"
    return Helper(
        name,
        f"""\
// c + the dot product of the 4 bytes of a and b.
{number} {name}({number} a, {number} b, {number} c) {{
    const {vector} x = as_{vector}(a), y = as_{vector}(b);
    return c + x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
}}""",
    )


def _dp2a(type_: Scalar, side: str) -> Helper:
    name, number = _named(f"dp2a_{side}", type_), SCALAR_NAMES[type_]
    sign = "" if type_.is_signed else "u"
    return Helper(
        name,
        f"""\
// c + the dot product of the 2 half-words of a and the {"low" if side == "lo" else "high"} 2 bytes of b.
{number} {name}({number} a, {number} b, {number} c) {{
    const {sign}short2 x = as_{sign}short2(a);
    const {sign}char2 y = as_{sign}char4(b).{side};
    return c + x.x * y.x + x.y * y.y;
}}""",
    )


def dp2a_lo(type_: Scalar) -> Helper:
    return _dp2a(type_, "lo")


def dp2a_hi(type_: Scalar) -> Helper:
    return _dp2a(type_, "hi")
