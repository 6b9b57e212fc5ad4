"""Functions on numbers that OpenCL C 1.2 lacks."""

from __future__ import annotations

from transkernel.emit.opencl.needs import Helper
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.types import FLOAT64, Kind, Scalar


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


def normcdf(type_: Scalar) -> Helper:
    name, number = _named("normcdf", type_), SCALAR_NAMES[type_]
    half, root = _digits("0.5", type_), _digits("0.70710678118654752", type_)
    return Helper(
        name,
        f"""\
// The probability that a standard normal is below the value.
{number} {name}({number} value) {{
    return {half} * erfc(-value * {root});
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
