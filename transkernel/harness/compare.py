"""One output of a port against the same output of the original: counts, magnitudes, places, and whether it passes.

An element agrees when it is the same integer; or, for floats, when both are NaN, both the same infinity, or both finite
with |got - reference| <= atol + rtol * |reference|, or within the gate of a declared reduction (tolerance.py). The
payload of a NaN and the sign of a zero do not count. Poison that the original replaced has to be replaced, and poison
that the original left has to stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.accuracy import MOST_RATIO, Accuracy
from transkernel.harness.distribution import Distribution, distribution
from transkernel.harness.dtypes import TYPES, Array, as_bits, widen
from transkernel.harness.metrics import Floats, Magnitudes, float_magnitudes, integer_magnitudes, ulp_distance
from transkernel.harness.pattern import pattern_of
from transkernel.harness.tolerance import Gate, Tolerance

Mask = NDArray[np.bool_]

# Half of the elements this far off look like another precision, whatever the tolerance let through. A double that was
# computed in float is off by about 2 ** 28 ulp; a long sum of doubles in another order may well be off by some hundred.
LOWER_PRECISION_ULP = {"float32": 64, "float64": 1 << 20}


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a comparison. poison: where the poison of the start still stands, or None where there was none."""

    array: Array
    poison: Mask | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many elements. `n_compared` leaves out what neither side wrote (`n_untouched`)."""

    n: int
    n_compared: int
    n_mismatch: int
    n_nonfinite_mismatch: int = 0
    n_unwritten: int = 0
    n_overwritten: int = 0
    n_untouched: int = 0
    n_nan_reference: int = 0
    n_nan_got: int = 0
    n_nan_both: int = 0
    n_posinf_reference: int = 0
    n_posinf_got: int = 0
    n_neginf_reference: int = 0
    n_neginf_got: int = 0
    n_signed_zero: int = 0
    n_subnormal_flushed: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """One element that is off: its coordinates, both values and their bits, and the steps between them.

    block, thread: who wrote it last in the original; None where that was not asked, or nobody did.
    """

    index: tuple[int, ...]
    reference: bool | int | float
    got: bool | int | float
    reference_bits: str
    got_bits: str
    ulp: int | None = None
    block: tuple[int, int, int] | None = None
    thread: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found of one output. first, worst: mismatches where there are any; else `worst` is the largest error.

    accuracy: both sides against a reference in double precision, where there is one. distribution: how the values of
    both sides are spread, None where none is finite.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    tolerance: Tolerance
    counts: Counts
    magnitudes: Magnitudes
    first: Element | None
    worst: Element | None
    pattern: str
    is_bitwise_equal: bool
    accuracy: Accuracy = field(default_factory=Accuracy)
    distribution: Distribution | None = None

    @property
    def verdict(self) -> str:
        """`pass`, `mismatch`, `nonfinite` (only NaN and infinities are off), or `skipped` (there are no elements)."""
        if self.counts.n_mismatch:
            return "nonfinite" if self.counts.n_mismatch == self.counts.n_nonfinite_mismatch else "mismatch"
        return "pass" if self.counts.n_compared else "skipped"

    @property
    def is_lower_precision(self) -> bool:
        """Half of a float32 or float64 output is so far off that it was likely computed in a smaller type.

        Not where the gate of a reduction says how far off it may be, and not where the original is itself as far from
        its result in double precision.
        """
        p50 = self.magnitudes.p50_ulp
        if self.tolerance.depth or p50 is None or p50 <= LOWER_PRECISION_ULP.get(self.dtype, p50):
            return False
        original = self.accuracy.original
        return original is None or MOST_RATIO * original.p50_ulp < p50


@dataclass(frozen=True, slots=True, eq=False)
class _Masks:
    """What is so of each element. `compared` is what the original wrote, less what the port left unwritten."""

    compared: Mask
    untouched: Mask
    unwritten: Mask
    overwritten: Mask


def compare(
    name: str,
    dtype: str,
    reference: Side,
    got: Side,
    tolerance: Tolerance,
    block_threads: int = 0,
    gate: Gate | None = None,
) -> Comparison:
    """Compares two arrays of one shape and dtype (in its carrier). Raises ValueError where they are not.

    gate: decides which finite elements are too far off, in place of the tolerance; the figures stay those of `got`
    against `reference`.
    """
    kind = TYPES[dtype]
    for side in (reference, got):
        if side.array.dtype != kind.carrier or side.array.shape != reference.array.shape:
            raise ValueError(f"{name} is {side.array.dtype} {side.array.shape}, not {dtype} {reference.array.shape}")
    masks = _written(reference, got, dtype)
    if kind.is_float:
        return _judge_floats(name, dtype, reference.array, got.array, masks, tolerance, block_threads, gate)
    return _judge_integers(name, dtype, reference.array, got.array, masks, tolerance, block_threads)


def _written(reference: Side, got: Side, dtype: str) -> _Masks:
    nowhere = np.zeros(reference.array.shape, np.bool_)
    left_by_original = nowhere if reference.poison is None else reference.poison
    left_by_port = nowhere if got.poison is None else got.poison
    # A value that happens to be the poison's is no poison where the original has the same one.
    same = as_bits(reference.array, dtype) == as_bits(got.array, dtype)
    unwritten = left_by_port & ~left_by_original & ~same
    return _Masks(
        compared=~left_by_original & ~unwritten,
        untouched=left_by_original & left_by_port,
        unwritten=unwritten,
        overwritten=left_by_original & ~left_by_port,
    )


def _judge_integers(
    name: str, dtype: str, reference: Array, got: Array, masks: _Masks, tolerance: Tolerance, block_threads: int
) -> Comparison:
    left, right = (as_bits(side, dtype) if dtype == "bool" else side for side in (reference, got))
    wrong = ((left != right) & masks.compared) | masks.unwritten | masks.overwritten
    high, low = np.maximum(left, right).astype(np.float64), np.minimum(left, right).astype(np.float64)
    score = np.where(wrong, high - low, -1.0)
    score[masks.unwritten | masks.overwritten] = np.inf
    return Comparison(
        name=name,
        dtype=dtype,
        shape=reference.shape,
        tolerance=tolerance,
        counts=_counts(masks, wrong),
        magnitudes=integer_magnitudes(left[masks.compared], right[masks.compared]),
        first=_first(reference, got, dtype, wrong),
        worst=_worst(reference, got, dtype, score),
        pattern=pattern_of(wrong, block_threads),
        is_bitwise_equal=not wrong.any(),
        distribution=distribution(left[masks.compared], right[masks.compared], dtype),
    )


def _judge_floats(
    name: str,
    dtype: str,
    reference: Array,
    got: Array,
    masks: _Masks,
    tolerance: Tolerance,
    block_threads: int,
    gate: Gate | None,
) -> Comparison:
    left, right = widen(reference, dtype), widen(got, dtype)
    finite = np.isfinite(left) & np.isfinite(right)
    excess = _excess(left, right, finite, tolerance, gate)
    same = (left == right) | (np.isnan(left) & np.isnan(right))
    nonfinite = ~finite & ~same & masks.compared
    forbidden = nonfinite | masks.unwritten | masks.overwritten
    wrong = ((excess > 1.0) & masks.compared) | forbidden
    measured = finite & masks.compared
    score = np.where(measured & (excess > 0.0), excess, -1.0)
    score[forbidden] = np.inf
    floor = tolerance.atol or TYPES[dtype].smallest_normal
    raw = (reference[measured], got[measured])
    same_bits = (as_bits(reference, dtype) == as_bits(got, dtype)) | (np.isnan(left) & np.isnan(right))
    return Comparison(
        name=name,
        dtype=dtype,
        shape=reference.shape,
        tolerance=tolerance,
        counts=_counts(masks, wrong, nonfinite=int(nonfinite.sum()), **_float_counts(left, right, masks, dtype)),
        magnitudes=float_magnitudes(left[measured], right[measured], raw, dtype, floor),
        first=_first(reference, got, dtype, wrong),
        worst=_worst(reference, got, dtype, score),
        pattern=pattern_of(wrong, block_threads),
        is_bitwise_equal=bool((same_bits | masks.untouched).all() and not wrong.any()),
        distribution=distribution(reference[masks.compared], got[masks.compared], dtype),
    )


def _excess(left: Floats, right: Floats, finite: Mask, tolerance: Tolerance, gate: Gate | None) -> Floats:
    """Error over what is allowed, at finite elements; above 1 is wrong, 0 is no error at all."""
    excess = np.zeros(left.shape)
    reference, got = (left if gate is None else gate.values)[finite], right[finite]
    with np.errstate(over="ignore"):
        error = np.abs(got - reference)
        allowed = tolerance.atol + tolerance.rtol * np.abs(reference) if gate is None else gate.allowed[finite]
    # Compared before divided: what is allowed may be 0 or subnormal, and a quotient may round to 1.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.where(error > 0.0, error / allowed, 0.0)
    is_wrong = error > allowed
    excess[finite] = np.where(is_wrong, np.maximum(ratio, np.nextafter(1.0, 2.0)), np.minimum(ratio, 1.0))
    return excess


def _counts(masks: _Masks, wrong: Mask, nonfinite: int = 0, **figures: int) -> Counts:
    return Counts(
        n=wrong.size,
        n_compared=wrong.size - int(masks.untouched.sum()),
        n_mismatch=int(wrong.sum()),
        n_nonfinite_mismatch=nonfinite,
        n_unwritten=int(masks.unwritten.sum()),
        n_overwritten=int(masks.overwritten.sum()),
        n_untouched=int(masks.untouched.sum()),
        **figures,
    )


def _float_counts(left: Floats, right: Floats, masks: _Masks, dtype: str) -> dict[str, int]:
    """Counts over the compared elements."""
    reference, got = left[masks.compared], right[masks.compared]
    nan_reference, nan_got = np.isnan(reference), np.isnan(got)
    is_subnormal = (reference != 0) & (np.abs(reference) < TYPES[dtype].smallest_normal)
    both_zero = (reference == 0) & (got == 0)
    figures = {
        "n_nan_reference": nan_reference,
        "n_nan_got": nan_got,
        "n_nan_both": nan_reference & nan_got,
        "n_posinf_reference": np.isposinf(reference),
        "n_posinf_got": np.isposinf(got),
        "n_neginf_reference": np.isneginf(reference),
        "n_neginf_got": np.isneginf(got),
        "n_signed_zero": both_zero & (np.signbit(reference) != np.signbit(got)),
        "n_subnormal_flushed": is_subnormal & (got == 0),
    }
    return {name: int(np.count_nonzero(mask)) for name, mask in figures.items()}


def _first(reference: Array, got: Array, dtype: str, wrong: Mask) -> Element | None:
    return _element(reference, got, dtype, int(np.argmax(wrong))) if wrong.any() else None


def _worst(reference: Array, got: Array, dtype: str, score: Floats) -> Element | None:
    """The element with the highest score; none where all scores are negative."""
    if score.size == 0 or score.max() < 0:
        return None
    return _element(reference, got, dtype, int(np.argmax(score)))


def _element(reference: Array, got: Array, dtype: str, position: int) -> Element:
    kind = TYPES[dtype]
    left, right = (np.ascontiguousarray(side).reshape(-1)[position : position + 1] for side in (reference, got))
    digits = 2 * kind.bits.itemsize
    ulp = None
    if kind.is_float and not np.isnan(widen(left, dtype))[0] and not np.isnan(widen(right, dtype))[0]:
        ulp = int(ulp_distance(left, right, dtype)[0])
    return Element(
        index=tuple(int(part) for part in np.unravel_index(position, reference.shape)),
        reference=_plain(left, dtype),
        got=_plain(right, dtype),
        reference_bits=f"0x{int(as_bits(left, dtype)[0]):0{digits}x}",
        got_bits=f"0x{int(as_bits(right, dtype)[0]):0{digits}x}",
        ulp=ulp,
    )


def _plain(element: Array, dtype: str) -> bool | int | float:
    """The Python number of a one-element array."""
    value: Any = widen(element, dtype)[0] if TYPES[dtype].is_float else element[0]
    plain: bool | int | float = value.item()
    return plain
