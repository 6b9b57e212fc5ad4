"""Numbers as the IR's types hold them: widths, roundings, and the shortest digits that read back the same.

Python's own floats and `struct` do it; numpy would cost more to import than a kernel takes to translate.
"""

from __future__ import annotations

import math
import struct

from transkernel.ir.types import Kind, Scalar


def wrap(value: int, type_: Scalar) -> int:
    """An integer as its type holds it: modulo 2**bits, two's complement."""
    if type_.kind is Kind.BOOL:
        return int(value != 0)
    value &= (1 << type_.bits) - 1
    if type_.is_signed and value >> (type_.bits - 1):
        value -= 1 << type_.bits
    return value


def round_to(value: float, type_: Scalar) -> float:
    """A double rounded to a floating type, to nearest even; what overflows is infinite."""
    if type_.bits == 64 or math.isnan(value) or math.isinf(value):
        return value
    if type_.kind is Kind.BFLOAT:
        return _bfloat(value)
    return _packed(value, "<f" if type_.bits == 32 else "<e")


def _packed(value: float, format_: str) -> float:
    try:
        return float(struct.unpack(format_, struct.pack(format_, value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _bfloat(value: float) -> float:
    """From the double at once: rounding to float first would round twice."""
    mantissa, exponent = math.frexp(value)
    smallest = -125
    kept = 8 - max(0, smallest - exponent)
    rounded = math.ldexp(round(math.ldexp(mantissa, kept)), exponent - kept)
    return math.copysign(math.inf, value) if abs(rounded) >= 2.0**128 else math.copysign(rounded, value)


def bits_of(value: float, type_: Scalar) -> int:
    """The bits of a number in a floating type."""
    rounded = round_to(value, type_)
    if type_.kind is Kind.BFLOAT:
        return int(struct.unpack("<I", struct.pack("<f", rounded))[0]) >> 16
    format_, word = {16: ("<e", "<H"), 32: ("<f", "<I"), 64: ("<d", "<Q")}[type_.bits]
    return int(struct.unpack(word, struct.pack(format_, rounded))[0])


def shortest(value: float, type_: Scalar) -> str:
    """The shortest digits that read back as the value in its type, with a point or an exponent: `0.1`, `1.5e-9`."""
    number = round_to(value, type_)
    digits = repr(number) if type_.bits == 64 else next(
        text for text in (f"{number:.{count}g}" for count in range(1, 18)) if round_to(float(text), type_) == number
    )  # fmt: skip
    mantissa, exponent = _scientific(digits)
    if number == 0 or 1e-4 <= abs(number) < 1e16:
        return _positional(mantissa, exponent)
    sign, whole = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    fraction = f".{whole[1:]}" if len(whole) > 1 else ""
    return f"{sign}{whole[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent)}"


def _scientific(text: str) -> tuple[str, int]:
    """Digits without a point (signed, no zeros at the end), and the exponent of the first."""
    body, _, power = text.lower().partition("e")
    sign = "-" if body.startswith("-") else ""
    whole, _, fraction = body.lstrip("-").partition(".")
    digits = whole + fraction
    leading = len(digits) - len(digits.lstrip("0"))
    if leading == len(digits):
        return f"{sign}0", 0
    return sign + digits[leading:].rstrip("0"), int(power or 0) + len(whole) - 1 - leading


def _positional(mantissa: str, exponent: int) -> str:
    sign, digits = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    return f"{sign}{whole}.{digits[exponent + 1 :] or '0'}"
