"""How C writes numbers."""

from __future__ import annotations

import math
import re

from transkernel.emit.c.dialect import Dialect
from transkernel.ir.types import BOOL, FLOAT32, FLOAT64, INT32, INT64, UINT32, UINT64, Kind, Scalar
from transkernel.ir.values import round_to, shortest

SUFFIXES: dict[Scalar, str] = {INT32: "", UINT32: "u", INT64: "L", UINT64: "UL", FLOAT32: "f", FLOAT64: ""}
_SPELLING = re.compile(r"(0[xX][0-9a-fA-F]+|[0-9]+)[uUlLzZ]*$")
_FLOAT_SPELLING = re.compile(r"((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFlL]?$")


def spell(value: int | float, type_: Scalar, dialect: Dialect, spelling: str | None = None) -> tuple[str, Scalar]:
    """The text of a number and the type that C gives that text; the caller casts where they differ.

    spelling: the programmer's digits, kept where they mean the same value.
    """
    if type_ is BOOL or type_.kind is Kind.BOOL:
        return ("true" if value else "false"), BOOL
    if type_.is_float:
        return _float(float(value), type_, dialect, spelling)
    return _integer(int(value), type_, dialect, spelling)


def _integer(value: int, type_: Scalar, dialect: Dialect, spelling: str | None) -> tuple[str, Scalar]:
    natural = type_ if type_ in SUFFIXES else INT32
    if natural in dialect.lowest and value == -(1 << (natural.bits - 1)):
        return dialect.lowest[natural], natural
    match = _SPELLING.match((spelling or "").replace("'", ""))
    digits = match.group(1) if match else ""
    octal = len(digits) > 1 and digits[0] == "0" and digits[1] not in "xX"
    if not digits or octal or int(digits, 0) != value or (natural is INT32 and value >= 1 << 31):
        digits = str(value)
    return digits + SUFFIXES[natural], natural


def _float(value: float, type_: Scalar, dialect: Dialect, spelling: str | None) -> tuple[str, Scalar]:
    natural = FLOAT64 if type_ == FLOAT64 else FLOAT32
    if math.isnan(value):
        return dialect.nan, FLOAT32
    if math.isinf(value):
        return (dialect.infinity if value > 0 else f"-{dialect.infinity}"), FLOAT32
    match = _FLOAT_SPELLING.match((spelling or "").replace("'", ""))
    if (
        match
        and round_to(float(match.group(1)), natural) == round_to(value, natural)
        and re.search(r"[.eE]", match.group(1))
    ):
        return match.group(1) + SUFFIXES[natural], natural
    return shortest(value, natural) + SUFFIXES[natural], natural
