"""When a computed result agrees with a function's meaning, and when an original and its port agree with one another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.intrinsics.functions import arguments_of, decoded, references_of
from transkernel.frontend.cuda_catalogue import Function
from transkernel.harness.intrinsic_references import rounded, spacing
from transkernel.ir import nodes as ir
from transkernel.ir.intrinsics import INTRINSICS, IntrinsicRow
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, Scalar, Vector
from transkernel.ir.visit import walk_all

Errors = Mapping[str, tuple[float | None, float | None]]

_FLOATS = (FLOAT16, BFLOAT16, FLOAT32, FLOAT64)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One result that is wrong. ulp: how far, infinite where the numbers cannot be compared."""

    label: str
    arguments: tuple[Any, ...]
    got: Any
    wanted: Any
    ulp: float

    def __str__(self) -> str:
        return f"{self.label} of {self.arguments!r}: {self.got!r}, not {self.wanted!r} ({self.ulp:.3g} ULP)"


def rows_of(function: Function) -> list[IntrinsicRow]:
    """The intrinsics in what the front end makes of a function."""
    statement = ir.Evaluate(function.made, function.made.span)
    return [INTRINSICS[node.id] for node in walk_all((statement,)) if isinstance(node, ir.Intrinsic)]


def budget(function: Function, errors: Errors) -> float:
    """The error that the function's one inexact intrinsic may have, in ULP of its result; 0 where all are exact.

    errors: what a target allows itself for an intrinsic, (float, double); CUDA's own figure where it says nothing.
    """
    scalar = function.result.scalar if isinstance(function.result, Vector) else function.result
    if scalar in (FLOAT16, BFLOAT16):
        return 1.0 if any(row.ulp != (0, 0) for row in rows_of(function)) else 0.0
    worst = 0.0
    for row in rows_of(function):
        allowed = errors.get(row.id, row.ulp)[scalar == FLOAT64]
        worst = max(worst, allowed if allowed is not None else math.inf)
    return worst


def wrong_results(
    function: Function, results: list[bytes], errors: Errors, *, by_c: bool = False, most: int = 3
) -> list[Disagreement]:
    """The first of a function's results that its meaning does not allow, the worst of those first.

    by_c: the results are the C library's, which leaves open what `lrint` gives out of range.
    """
    allowed = budget(function, errors)
    rows = rows_of(function)
    zeros_alike = any(row.zeros_alike for row in rows)
    found = []
    for arguments, data, wanted in zip(arguments_of(function), results, references_of(function), strict=True):
        if _is_undefined(function, rows, arguments) or (by_c and _is_open_in_c(function, arguments)):
            continue
        got = decoded(data, function)
        ulp = _distance(got, wanted, function.result, zeros_alike)
        limit = _limit(function, arguments, allowed, rows)
        if ulp > limit and not _is_small_beside_one(rows, got, wanted):
            found.append(Disagreement(function.label, arguments, got, _shown(wanted, function.result), ulp))
    return sorted(found, key=lambda each: -each.ulp)[:most]


def _shown(wanted: Any, type_: Any) -> Any:
    return rounded(wanted, type_) if isinstance(wanted, Fraction) else wanted


def _distance(got: Any, wanted: Any, type_: Any, zeros_alike: bool) -> float:
    """In ULP of the type; 0 for results that are the same, infinite for those that differ in kind."""
    if isinstance(type_, Vector):
        return max(_distance(a, b, type_.scalar, zeros_alike) for a, b in zip(got, wanted, strict=True))
    assert isinstance(type_, Scalar)
    if type_ not in _FLOATS:
        return 0.0 if got == wanted else math.inf
    if isinstance(wanted, Fraction):
        return _error(got, wanted, type_)
    if math.isnan(wanted) or math.isnan(got):
        return 0.0 if math.isnan(wanted) and math.isnan(got) else math.inf
    if got == wanted:
        same_sign = math.copysign(1, got) == math.copysign(1, wanted)
        return 0.0 if same_sign or zeros_alike else math.inf
    if math.isinf(wanted) or math.isinf(got):
        return math.inf
    return float(abs(Fraction(got) - Fraction(wanted)) / spacing(Fraction(wanted), type_))


def _error(got: float, wanted: Fraction, type_: Scalar) -> float:
    """How far a computed result is from the correctly rounded one, which is how CUDA counts."""
    nearest = rounded(wanted, type_)
    if got == nearest:
        return 0.0
    if math.isnan(got):
        return math.inf
    if math.isinf(nearest) or math.isinf(got):
        # Within the error of the largest number, either side of the limit is right.
        largest = rounded(Fraction(10) ** 400, type_, "rz")
        finite = nearest if math.isinf(got) else got
        near = math.copysign(1, nearest) == math.copysign(1, got) and abs(finite) >= largest * (1 - 2**-6)
        return 1.0 if near else math.inf
    return float(abs(Fraction(got) - Fraction(nearest)) / spacing(wanted, type_))


def _limit(function: Function, arguments: tuple[Any, ...], allowed: float, rows: list[IntrinsicRow]) -> float:
    """pow_fast multiplies the error of a logarithm by its exponent."""
    if any(row.id == "pow_fast" for row in rows) and arguments[0] > 0 and math.isfinite(arguments[0]):
        exponent = abs(arguments[1] * math.log2(arguments[0]))
        return allowed + 4 * exponent if math.isfinite(exponent) else allowed
    return allowed


def _is_small_beside_one(rows: list[IntrinsicRow], got: Any, wanted: Any) -> bool:
    """Near the zeros of lgamma only the absolute error is small."""
    near_zero = any(row.id == "lgamma" for row in rows) and isinstance(wanted, Fraction) and abs(wanted) < 1
    return near_zero and math.isfinite(got) and abs(Fraction(got) - wanted) < Fraction(1, 1 << 20)


def _beyond_quotients(arguments: tuple[Any, ...]) -> bool:
    """Where __fdividef gives 0 by its documentation and a plain division does not, and near there."""
    return abs(arguments[1]) > 2.0**126 or abs(arguments[1]) < 2.0**-126 or math.isnan(arguments[1])


def _outside_of_logarithms(arguments: tuple[Any, ...]) -> bool:
    """__powf is exp2(y * log2(x)), which is pow only for positive numbers."""
    return not (0 < arguments[0] < math.inf) or not math.isfinite(arguments[1])


def _is_undefined(function: Function, rows: list[IntrinsicRow], arguments: tuple[Any, ...]) -> bool:
    if function.name.startswith("__builtin_clz") and arguments[0] == 0:  # GCC's manual, "Other builtins"
        return True
    if isinstance(function.made, ir.Bitcast) and any(_is_narrow_nan(function, each) for each in arguments):
        return True  # registers hold 16-bit floats as float, and which NaN comes back is the device's choice
    return any(row.id in _UNDEFINED and _UNDEFINED[row.id](arguments) for row in rows)


def _is_open_in_c(function: Function, arguments: tuple[Any, ...]) -> bool:
    """C11, 7.12.9.5 to 7.12.9.7."""
    to_long = function.name.rstrip("f") in ("lrint", "llrint", "lround", "llround")
    return to_long and not abs(arguments[0]) < 2.0**63


def _is_narrow_nan(function: Function, value: Any) -> bool:
    return function.parameters[0] in (FLOAT16, BFLOAT16) and math.isnan(value)


_UNDEFINED = {"divide_fast": _beyond_quotients, "pow_fast": _outside_of_logarithms}


def differences(function: Function, original: list[bytes], port: list[bytes], *, most: int = 3) -> list[Disagreement]:
    """Where two results of an exact function differ; any NaN is as good as another."""
    zeros_alike = any(row.zeros_alike for row in rows_of(function))
    found = []
    for arguments, one, other in zip(arguments_of(function), original, port, strict=True):
        open_ = _is_undefined(function, rows_of(function), arguments) or _is_open_in_c(function, arguments)
        if one == other or open_:
            continue
        wanted, got = decoded(one, function), decoded(other, function)
        ulp = _distance(got, wanted, function.result, zeros_alike)
        if ulp:
            found.append(Disagreement(function.label, arguments, got, wanted, ulp))
    return found[:most]
