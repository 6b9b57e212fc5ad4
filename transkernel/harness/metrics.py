"""Figures of one array against another: distances, never verdicts.

Every function is vectorised and takes arrays of one shape. Floats come widened to float64 beside their bits.
Sources: facts of the field are named at each figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.dtypes import TYPES, Array, as_bits

HISTOGRAM_BINS = 17

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Magnitudes:
    """How far off, over the elements that are finite on both sides (all of them for integers).

    max_rel, mean_rel: only where |reference| >= rel_floor.
    ulp figures: floats only; an ulp is one step between neighbouring values of the dtype.
    bias_ulp: the mean ulp, negative where `got` is nearer to zero, which shows a scale or a truncation.
    one_minus_cosine, calc_diff (1 - 2 sum(xy) / sum(xx + yy), DeepGEMM's): None where both sides are all zeros.
    histogram: how many elements have floor(log2(ulp + 1)) = 0, 1, ... 15, and 16 or more.
    """

    max_abs: float
    mean_abs: float
    rmse: float
    max_rel: float | None = None
    mean_rel: float | None = None
    rel_floor: float | None = None
    max_ulp: int | None = None
    p50_ulp: int | None = None
    p99_ulp: int | None = None
    p999_ulp: int | None = None
    bias_ulp: float | None = None
    one_minus_cosine: float | None = None
    calc_diff: float | None = None
    histogram: tuple[int, ...] | None = None


def ulp_distance(reference: Array, got: Array, dtype: str) -> NDArray[np.uint64]:
    """How many neighbouring values of the dtype lie from one float to the other; both zeros are one value."""
    left, right = _ordered(reference, dtype), _ordered(got, dtype)
    high, low = np.maximum(left, right), np.minimum(left, right)
    # The difference of two int64 may need 64 bits; as unsigned numbers the subtraction wraps to just that.
    return np.asarray(high.view(np.uint64) - low.view(np.uint64))


def _ordered(array: Array, dtype: str) -> NDArray[np.int64]:
    """The bits of floats as integers in the order of the floats: -x is minus what x is, and both zeros are 0."""
    size = TYPES[dtype].bits.itemsize
    signed = as_bits(array, dtype).view(f"i{size}").astype(np.int64)
    magnitude = signed & np.int64((1 << (8 * size - 1)) - 1)
    return np.where(signed < 0, -magnitude, magnitude)


def float_magnitudes(reference: Floats, got: Floats, raw: tuple[Array, Array], dtype: str, floor: float) -> Magnitudes:
    """Figures of finite float elements. raw: the same elements in their dtype; floor: of the relative errors."""
    if reference.size == 0:
        return Magnitudes(0.0, 0.0, 0.0, rel_floor=floor, histogram=(0,) * HISTOGRAM_BINS)
    with np.errstate(over="ignore"):
        error = np.abs(got - reference)
    is_sizable = np.abs(reference) >= max(floor, np.finfo(np.float64).tiny)
    with np.errstate(over="ignore"):
        relative = error[is_sizable] / np.abs(reference[is_sizable])
    ulp = ulp_distance(*raw, dtype)
    is_inward = np.abs(got) < np.abs(reference)
    p50, p99, p999 = (int(value) for value in np.quantile(ulp, [0.5, 0.99, 0.999], method="inverted_cdf"))
    cosine, difference = direction(reference, got)
    return Magnitudes(
        max_abs=float(error.max()),
        mean_abs=mean(error),
        rmse=root_mean_square(error),
        max_rel=float(relative.max()) if relative.size else None,
        mean_rel=mean(relative) if relative.size else None,
        rel_floor=floor,
        max_ulp=int(ulp.max()),
        p50_ulp=p50,
        p99_ulp=p99,
        p999_ulp=p999,
        bias_ulp=float(np.where(is_inward, -1.0, 1.0) @ ulp.astype(np.float64) / ulp.size),
        one_minus_cosine=cosine,
        calc_diff=difference,
        histogram=ulp_histogram(ulp),
    )


def integer_magnitudes(reference: Array, got: Array) -> Magnitudes:
    """Figures of integers; the differences of 64-bit numbers are exact before they are widened."""
    if reference.size == 0:
        return Magnitudes(0.0, 0.0, 0.0)
    high, low = np.maximum(reference, got), np.minimum(reference, got)
    wide = np.uint64 if high.dtype.kind == "u" else np.int64
    error = (high.astype(wide).view(np.uint64) - low.astype(wide).view(np.uint64)).astype(np.float64)
    return Magnitudes(float(error.max()), mean(error), root_mean_square(error))


def mean(values: Floats) -> float:
    """Also of numbers whose sum is none any more."""
    return float(values.mean()) if values.max() < 1e300 else float((values / values.size).sum())


def root_mean_square(error: Floats) -> float:
    """The root of the mean square, without overflow of the squares."""
    scale = float(error.max(initial=0.0))
    if scale == 0.0 or not np.isfinite(scale):
        return scale
    return scale * float(np.sqrt(np.mean((error / scale) ** 2)))


def direction(reference: Floats, got: Floats) -> tuple[float | None, float | None]:
    """1 - cosine, and calc_diff; each None where its denominator is 0.

    Both are computed from differences, not as 1 minus a number near 1: that would end at 1e-16.
    """
    scale = max(float(np.abs(reference).max(initial=0.0)), float(np.abs(got).max(initial=0.0)))
    if scale == 0.0:
        return None, None
    x, y = (reference / scale).ravel(), (got / scale).ravel()
    xx, yy = float(x @ x), float(y @ y)
    gap = x - y
    calc_diff = float(gap @ gap) / (xx + yy)
    if xx == 0.0 or yy == 0.0:
        return None, calc_diff
    turned = x / np.sqrt(xx) - y / np.sqrt(yy)
    return 0.5 * float(turned @ turned), calc_diff


def ulp_histogram(ulp: NDArray[np.uint64]) -> tuple[int, ...]:
    """How many elements fall into each bin of floor(log2(ulp + 1)); the last bin takes all that is more."""
    edges = np.array([(1 << power) - 1 for power in range(1, HISTOGRAM_BINS)], np.uint64)
    bins = np.searchsorted(edges, ulp.ravel(), side="right")
    counts: NDArray[Any] = np.bincount(bins, minlength=HISTOGRAM_BINS)
    return tuple(int(count) for count in counts)


_BARS = " ▁▂▃▄▅▆▇█"


def sparkline(histogram: tuple[int, ...]) -> str:
    """A histogram as one line of text, a character a bin, on a logarithmic scale; a bin that is not empty shows."""
    top = np.log1p(max(histogram, default=0))
    steps = len(_BARS) - 1
    return "".join(
        _BARS[0 if not count else max(1, round(steps * float(np.log1p(count) / top)))] for count in histogram
    )
