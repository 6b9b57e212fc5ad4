"""How far a port's float may be from the original's.

The default is torch.testing.assert_close's, or what the functions that the kernel calls may be off by where that is
more. A case may say another, or declare a reduction, whose bound follows from its depth and the sum of its terms.
Source of the defaults: https://docs.pytorch.org/docs/stable/testing.html#torch.testing.assert_close
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from transkernel.harness.cases import ToleranceSpec
from transkernel.harness.dtypes import TYPES
from transkernel.harness.metrics import Floats
from transkernel.manifest import FunctionError

# What every operation of a float output may round, in units of half an ulp: the last one, and a scale.
_ROUNDINGS = 2


@dataclass(frozen=True, slots=True)
class Tolerance:
    """An element agrees where |got - reference| <= atol + rtol * |reference|. Integers and bool have 0 and 0.

    depth: of a declared reduction, whose rtol and atol say nothing then; 0 for none.
    budget_ulp: what of it is for functions of the kernel whose results differ between platforms, in ulp.
    """

    rtol: float
    atol: float
    reason: str
    depth: int = 0
    budget_ulp: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """Of an output with a declared reduction: what it should be, in double, and how far an element may be from it."""

    values: Floats
    allowed: Floats


def _default(dtype: str, rtol: float, atol: float) -> Tolerance:
    return Tolerance(rtol, atol, f"the default for {dtype}")


DEFAULTS: dict[str, Tolerance] = {
    "float16": _default("float16", 1e-3, 1e-5),
    "bfloat16": _default("bfloat16", 1.6e-2, 1e-5),
    "float32": _default("float32", 1.3e-6, 1e-5),
    "float64": _default("float64", 1e-7, 1e-7),
}


def tolerance_for(dtype: str, spec: ToleranceSpec | None = None, functions: Sequence[FunctionError] = ()) -> Tolerance:
    """The tolerance of one output: integers and bool are exact whatever the case says.

    functions: those of the kernel, with what they may be off by on any platform.
    """
    default = DEFAULTS.get(dtype)
    if default is None:
        return Tolerance(0.0, 0.0, f"{dtype} is compared exactly")
    default = _with_functions(default, dtype, functions)
    if spec is None or spec.depth:
        return default
    rtol = default.rtol if spec.rtol is None else spec.rtol
    atol = default.atol if spec.atol is None else spec.atol
    return replace(default, rtol=rtol, atol=atol, reason=spec.reason or "narrower than the default, by the case")


def _with_functions(default: Tolerance, dtype: str, functions: Sequence[FunctionError]) -> Tolerance:
    """The default, or the error of the worst function where that is more."""
    worst = max((each for each in functions if each.dtype == dtype), key=lambda each: each.ulp, default=None)
    if worst is None:
        return default
    rtol = worst.ulp * epsilon(dtype)
    if rtol <= default.rtol:
        return replace(default, budget_ulp=worst.ulp)
    return Tolerance(rtol, default.atol, f"{worst.function} may be {worst.ulp:g} ulp off", budget_ulp=worst.ulp)


def epsilon(dtype: str) -> float:
    """From 1 to the next number of the dtype."""
    return float(2.0 ** -TYPES[dtype].mantissa_bits)


def total_budget_ulp(tolerance: Tolerance, dtype: str) -> float:
    """What an element may be off relative to itself, in ulp: the tolerance's share and the functions'."""
    return max(tolerance.rtol / epsilon(dtype), tolerance.budget_ulp)


def with_reduction(tolerance: Tolerance, depth: int) -> Tolerance:
    """The tolerance of an output that is gated by `reduction_gate`."""
    reason = f"a sum of depth {depth}, within u * ({_roundings(tolerance):g} |y| + {depth + 1} S)"
    return Tolerance(0.0, 0.0, reason, depth, tolerance.budget_ulp)


def reduction_gate(values: Floats, sums: Floats, tolerance: Tolerance, dtype: str) -> Gate:
    """|got - y| <= u * (C |y| + (depth + 1) S): y in double, S the sum of its terms' magnitudes, u half an ulp of 1.

    The bound of a sum whose terms each go through at most `depth` additions (Higham, "Accuracy and Stability of
    Numerical Algorithms", 4.2), and one more rounding for each term; C is for the last operations on the result.
    """
    unit = epsilon(dtype) / 2
    with np.errstate(over="ignore", invalid="ignore"):
        allowed = unit * (_roundings(tolerance) * np.abs(values) + (tolerance.depth + 1) * sums)
    return Gate(values, np.asarray(allowed + TYPES[dtype].smallest_normal * epsilon(dtype)))


def _roundings(tolerance: Tolerance) -> float:
    return _ROUNDINGS + 2 * tolerance.budget_ulp


def wider_than_default(spec: ToleranceSpec, dtype: str) -> bool:
    """Whether a case lets through what the default of that dtype would not."""
    default = DEFAULTS.get(dtype)
    if default is None:
        return False
    return (spec.rtol or 0.0) > default.rtol or (spec.atol or 0.0) > default.atol
