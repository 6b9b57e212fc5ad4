"""How Python writes numbers."""

from __future__ import annotations

import math
import re

from transkernel.ir.types import FLOAT32, FLOAT64, Kind, Scalar
from transkernel.ir.values import round_to, shortest

_WHOLE = re.compile(r"(0[xX][0-9a-fA-F]+|[0-9]+)[uUlLzZ]*$")
_REAL = re.compile(r"((?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)[fFlL]?$")


def spell(value: int | float, type_: Scalar, spelling: str | None = None) -> str:
    """The text of a number. spelling: the programmer's digits, kept where they mean the same value."""
    if type_.kind is Kind.BOOL:
        return "True" if value else "False"
    if type_.is_float:
        return _real(float(value), type_, spelling)
    return _whole(int(value), spelling)


def _whole(value: int, spelling: str | None) -> str:
    match = _WHOLE.match((spelling or "").replace("'", ""))
    digits = match.group(1) if match else ""
    octal = len(digits) > 1 and digits[0] == "0" and digits[1] not in "xX"
    return digits if digits and not octal and int(digits, 0) == value else str(value)


def _real(value: float, type_: Scalar, spelling: str | None) -> str:
    if math.isnan(value):
        return 'float("nan")'
    if math.isinf(value):
        return 'float("inf")' if value > 0 else 'float("-inf")'
    natural = type_ if type_ in (FLOAT32, FLOAT64) else FLOAT32
    match = _REAL.match((spelling or "").replace("'", ""))
    if match and round_to(float(match.group(1)), natural) == round_to(value, natural):
        return _with_digits(match.group(1))
    return shortest(value, natural)


def _with_digits(text: str) -> str:
    """`1.` and `.5` as Python's formatters have them: `1.0`, `0.5`."""
    mantissa, mark, exponent = text.lower().partition("e")
    if mantissa.startswith("."):
        mantissa = f"0{mantissa}"
    if mantissa.endswith("."):
        mantissa = f"{mantissa}0"
    return f"{mantissa}{mark}{exponent}"


def is_single(value: float) -> bool:
    """Whether a float32 holds the number."""
    return math.isnan(value) or round_to(value, FLOAT32) == value
