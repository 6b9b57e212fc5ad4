"""How the values of an output are spread: the original's and the port's on one axis, from the data as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transkernel.harness.dtypes import TYPES, Array, widen

BINS = 40


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts of values between `low` and `high` in bins of one width; the last bin has its end in it.

    Of finite values; those that are not are counted elsewhere. Both sides share the axis, which spans both.
    """

    low: float
    high: float
    reference: tuple[int, ...]
    got: tuple[int, ...]


def distribution(reference: Array, got: Array, dtype: str) -> Distribution | None:
    """None where no value is finite. Arrays of one dtype, in its carrier."""
    left, right = (_finite(side, dtype) for side in (reference, got))
    both = np.concatenate((left, right))
    if both.size == 0:
        return None
    low, high = float(both.min()), float(both.max())
    if low == high:
        low, high = low - 0.5, high + 0.5
    return Distribution(low, high, _counts(left, low, high), _counts(right, low, high))


def _finite(side: Array, dtype: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = widen(side, dtype) if TYPES[dtype].is_float else side
    flat = np.asarray(values, np.float64).reshape(-1)
    return flat[np.isfinite(flat)]


def _counts(values: np.ndarray[tuple[int], np.dtype[np.float64]], low: float, high: float) -> tuple[int, ...]:
    """Halves, for the span of everything may be more than the largest double; np.histogram refuses a narrow one."""
    span = high / 2 - low / 2
    share = (values / 2 - low / 2) / span if span > 0 else np.full(values.shape, 0.5)
    counts = np.bincount(np.minimum((share * BINS).astype(np.int64), BINS - 1), minlength=BINS)
    return tuple(int(count) for count in counts)
