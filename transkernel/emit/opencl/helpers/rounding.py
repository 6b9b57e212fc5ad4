"""Arithmetic rounded towards zero, up or down, on devices that only round to nearest.

Single precision is computed in double, rounded to odd (the last bit set where something was lost), and then once
in the direction: exact, since 53 >= 24 + 2 (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
Double precision takes the nearest result, finds on which side of it the exact one lies from an error-free residual
(Muller et al., "Handbook of Floating-Point Arithmetic", chapter 4), and steps to the neighbour.
"""

from __future__ import annotations

from collections.abc import Callable

from transkernel.emit.c.needs import Helper
from transkernel.ir.types import FLOAT32, Scalar

_MODES = {"rz": "rtz", "ru": "rtp", "rd": "rtn"}

MAKE_ODD = Helper(
    "make_odd",
    """\
// The nearest double with its last bit set if something was cut off; lost has the sign of what was.
double make_odd(double nearest, double lost) {
    if (!(fabs(lost) > 0.0) || isinf(nearest) || (as_ulong(nearest) & 1))
        return nearest;
    return as_double(as_ulong(nearest) + ((lost > 0.0) == (nearest > 0.0) ? 1 : -1));
}""",
)

SUM_ERROR = Helper(
    "sum_error",
    """\
// Exactly a + b - sum, where sum is a + b rounded to nearest.
double sum_error(double a, double b, double sum) {
    const double added = sum - a;
    return (a - (sum - added)) + (b - added);
}""",
)

STEP = {
    "rz": "(nearest > 0.0 && lost < 0.0) || (nearest < 0.0 && lost > 0.0) ? nextafter(nearest, 0.0) : nearest",
    "ru": "lost > 0.0 ? nextafter(nearest, (double)INFINITY) : nearest",
    "rd": "lost < 0.0 ? nextafter(nearest, (double)-INFINITY) : nearest",
}


def _step(mode: str) -> Helper:
    return Helper(
        f"step_{mode}",
        f"""\
// From the nearest double to the one in the direction; lost has the sign of the exact result minus it.
double step_{mode}(double nearest, double lost) {{
    return {STEP[mode]};
}}""",
    )


def _zero(mode: str, left: str, right: str) -> str:
    """Rounding down, x - x is -0."""
    if mode != "rd":
        return ""
    return f"    if (sum == 0.0)\n        return signbit({left}) || signbit({right}) ? -0.0 : 0.0;\n"


def _single(name: str, mode: str, parameters: str, body: str, *needs: Helper) -> Helper:
    full = f"{name}_{mode}_float"
    given = ", ".join(f"float {each}" for each in parameters.split())
    return Helper(full, f"float {full}({given}) {{\n{body}\n}}", (MAKE_ODD, *needs))


def _double(name: str, mode: str, parameters: str, body: str, *needs: Helper) -> Helper:
    full = f"{name}_{mode}_double"
    given = ", ".join(f"double {each}" for each in parameters.split())
    return Helper(full, f"double {full}({given}) {{\n{body}\n}}", (*needs, _step(mode)))


def _single_sum(mode: str, name: str, parameters: str, left: str, right: str) -> Helper:
    body = f"""\
    const double left = {left}, right = {right};
    const double sum = left + right;
{_zero(mode, "left", "right")}\
    return convert_float_{_MODES[mode]}(make_odd(sum, sum_error(left, right, sum)));"""
    return _single(name, mode, parameters, body, SUM_ERROR)


def _single_product(mode: str) -> Helper:
    body = f"    return convert_float_{_MODES[mode]}((double)a * b);  // exact in double"
    full = f"mul_{mode}_float"
    return Helper(full, f"float {full}(float a, float b) {{\n{body}\n}}")


def _single_quotient(mode: str) -> Helper:
    body = f"""\
    const double quotient = (double)a / b;
    const double rest = fma(-quotient, (double)b, (double)a);
    return convert_float_{_MODES[mode]}(make_odd(quotient, b > 0.0f ? rest : -rest));"""
    return _single("div", mode, "a b", body)


def _single_root(mode: str) -> Helper:
    body = f"""\
    const double root = sqrt((double)a);
    return convert_float_{_MODES[mode]}(make_odd(root, fma(-root, root, (double)a)));"""
    return _single("sqrt", mode, "a", body)


def _double_sum(mode: str, name: str, right: str) -> Helper:
    body = f"""\
    const double right = {right};
    const double sum = a + right;
{_zero(mode, "a", "right")}\
    const double lost = isinf(sum) && isfinite(a) && isfinite(right) ? -sum : sum_error(a, right, sum);
    return step_{mode}(sum, lost);"""
    return _double(name, mode, "a b", body, SUM_ERROR)


PRODUCT_ERROR = Helper(
    "product_error",
    """\
// The sign of a * b - product, where product is a * b rounded to nearest; scaled where the error would underflow.
double product_error(double a, double b, double product) {
    if (isinf(product))
        return isinf(a) || isinf(b) ? 0.0 : -product;
    if (product == 0.0)
        return a == 0.0 || b == 0.0 ? 0.0 : copysign(1.0, product);
    if (fabs(product) >= 0x1p-900)
        return fma(a, b, -product);
    const double small = fabs(a) < fabs(b) ? a : b, large = fabs(a) < fabs(b) ? b : a;
    return fma(small * 0x1p1000, large, -(product * 0x1p1000));
}""",
)

QUOTIENT_ERROR = Helper(
    "quotient_error",
    """\
// The sign of a / b - quotient, where quotient is a / b rounded to nearest.
double quotient_error(double a, double b, double quotient) {
    if (isinf(quotient))
        return isinf(a) || b == 0.0 ? 0.0 : -quotient;
    if (quotient == 0.0)
        return a == 0.0 || isinf(b) ? 0.0 : copysign(1.0, quotient);
    const double scale = fabs(a) < 0x1p-900 ? 0x1p600 : 1.0;
    const double rest = fma(-(quotient * scale), b, a * scale);
    return b > 0.0 ? rest : -rest;
}""",
)


def _double_product(mode: str) -> Helper:
    body = f"""\
    const double product = a * b;
    return step_{mode}(product, product_error(a, b, product));"""
    return _double("mul", mode, "a b", body, PRODUCT_ERROR)


def _double_quotient(mode: str) -> Helper:
    body = f"""\
    const double quotient = a / b;
    return step_{mode}(quotient, quotient_error(a, b, quotient));"""
    return _double("div", mode, "a b", body, QUOTIENT_ERROR)


def _double_root(mode: str) -> Helper:
    body = f"""\
    const double root = sqrt(a);
    const double scale = a < 0x1p-900 ? 0x1p300 : 1.0;
    return step_{mode}(root, fma(-(root * scale), root * scale, a * scale * scale));"""
    return _double("sqrt", mode, "a", body)


FMA_ERROR = Helper(
    "fma_error",
    """\
// The sign of a * b + c - nearest, where nearest is the fused result (Boldo and Muller, "Exact and approximated error
// of the FMA", 2011), for operands whose product and sum neither overflow nor underflow.
double fma_error(double a, double b, double c, double nearest) {
    const double product = a * b;
    const double rest = fma(a, b, -product);
    const double low = c + rest, lowest = sum_error(c, rest, low);
    const double sum = product + low, lost = sum_error(product, low, sum);
    return ((sum - nearest) + lost) + lowest;
}""",
    (SUM_ERROR,),
)

FMA_SIGN = Helper(
    "fma_sign",
    """\
// The sign of a * b + c - nearest for all operands: brought into the middle of the range by powers of two. Where one
// of product and addend is too small to be kept beside the other, only its sign counts.
double fma_sign(double a, double b, double c, double nearest) {
    if (isinf(nearest))
        return isinf(a) || isinf(b) || isinf(c) ? 0.0 : -nearest;
    if (a == 0.0 || b == 0.0 || isnan(nearest))
        return 0.0;
    int of_a, of_b, of_c;
    const double x = frexp(a, &of_a), y = frexp(b, &of_b), z = frexp(c, &of_c);
    const int above = c == 0.0 ? -5000 : of_c - (of_a + of_b);
    const int base = above > 0 ? of_c : of_a + of_b;
    const double factor = ldexp(x, clamp(-above, -300, 0));
    const double addend = above < -300 ? copysign(c == 0.0 ? 0.0 : 0x1p-300, c) : ldexp(z, min(above, 0));
    return fma_error(factor, y, addend, ldexp(nearest, -base));
}""",
    (FMA_ERROR,),
)


def _double_fma(mode: str) -> Helper:
    zero = "    if (nearest == 0.0 && lost == 0.0)\n        return signbit(a * b) || signbit(c) ? -0.0 : 0.0;\n"
    body = f"""\
    const double nearest = fma(a, b, c);
    const double lost = fma_sign(a, b, c, nearest);
{zero if mode == "rd" else ""}\
    return step_{mode}(nearest, lost);"""
    return _double("fma", mode, "a b c", body, FMA_SIGN)


def directed(word: str, mode: str) -> Callable[[Scalar], Helper]:
    """The helper of an operation in a direction, by the type of its operands."""

    def make(type_: Scalar) -> Helper:
        return _SINGLE[word](mode) if type_ == FLOAT32 else _DOUBLE[word](mode)

    return make


_SINGLE: dict[str, Callable[[str], Helper]] = {
    "add": lambda mode: _single_sum(mode, "add", "a b", "a", "b"),
    "sub": lambda mode: _single_sum(mode, "sub", "a b", "a", "-b"),
    "mul": _single_product,
    "div": _single_quotient,
    "sqrt": _single_root,
    "fma": lambda mode: _single_sum(mode, "fma", "a b c", "(double)a * b", "c"),
}
_DOUBLE: dict[str, Callable[[str], Helper]] = {
    "add": lambda mode: _double_sum(mode, "add", "b"),
    "sub": lambda mode: _double_sum(mode, "sub", "-b"),
    "mul": _double_product,
    "div": _double_quotient,
    "sqrt": _double_root,
    "fma": _double_fma,
}
