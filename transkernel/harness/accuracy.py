"""Errors of the original and of the port against a reference in double precision, and how much worse the port is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.dtypes import TYPES, Array, widen
from transkernel.harness.metrics import Floats, root_mean_square

Mask = NDArray[np.bool_]

# The port may be worse than the original by this factor and still be called noise (PyTorch's `same` multiplies so too).
MOST_RATIO = 4.0


@dataclass(frozen=True, slots=True)
class Errors:
    """Distances of one side from the reference, over elements that are finite on all sides.

    Ulp are distances over the spacing of the output's dtype at the reference, so that half an ulp is a half.
    """

    max_abs: float
    rmse: float
    max_ulp: float
    p50_ulp: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One output of both sides against a reference.

    reference: `double` (the original with float as double), `numpy` (the reference beside the kernel, rounded to the
    dtype), or `none`, and then `reason` says why and the rest is empty.
    ratio: the port's rmse over the original's; None where the original has no error.
    budget_ulp: what the port may be off, by the dtype's tolerance and the functions that the kernel calls.
    is_rounding_noise: the ratio is at most 4, and the port within its budget or as near as the original.
    n_undecided: elements that a comparison sent another way in double precision; they are not counted.
    """

    reference: str = "none"
    reason: str = ""
    original: Errors | None = None
    port: Errors | None = None
    ratio: float | None = None
    budget_ulp: float | None = None
    is_rounding_noise: bool = False
    n_undecided: int = 0


def accuracy(
    values: Floats,
    sides: tuple[Array, Array],
    counted: Mask,
    dtype: str,
    budget_ulp: float,
    *,
    among: Mask | None = None,
    reference: str = "double",
) -> Accuracy:
    """values: what the elements should be. sides: the original and the port. among: which elements there are at all.

    counted: which elements the reference can decide.
    """
    left, right = (widen(side, dtype) for side in sides)
    usable = counted & np.isfinite(left) & np.isfinite(right) & np.isfinite(values)
    usable = usable if among is None else usable & among
    first, second = (_errors(values[usable], side[usable], dtype) for side in (left, right))
    ratio = second.rmse / first.rmse if first.rmse > 0 else None
    # Near zero an ulp is nothing, and its count everything: there the absolute errors tell.
    is_near = second.max_ulp <= budget_ulp or second.max_abs <= MOST_RATIO * first.max_abs
    is_noise = is_near and (second.rmse <= MOST_RATIO * first.rmse if ratio is not None else second.max_ulp <= 1)
    undecided = int(np.count_nonzero(~counted))
    return Accuracy(reference, "", first, second, ratio, budget_ulp, bool(is_noise), undecided)


def spacing(values: Floats, dtype: str) -> Floats:
    """From each number to the next of the dtype, as a double."""
    kind = TYPES[dtype]
    smallest = kind.smallest_normal
    _, exponent = np.frexp(np.maximum(np.abs(values), smallest))
    result: Any = np.ldexp(1.0, exponent - 1 - kind.mantissa_bits)
    return np.asarray(result, np.float64)


def _errors(values: Floats, got: Floats, dtype: str) -> Errors:
    if not values.size:
        return Errors(0.0, 0.0, 0.0, 0.0)
    error = np.abs(got - values)
    ulp = error / spacing(values, dtype)
    return Errors(float(error.max()), root_mean_square(error), float(ulp.max()), float(np.median(ulp)))
