"""One output against another: each fault is seen by the figure that is meant for it, and noise is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from transkernel.harness.cases import ToleranceSpec
from transkernel.harness.compare import Comparison, Side, compare
from transkernel.harness.dtypes import TYPES, Array, cast, is_poison, poisoned, widen
from transkernel.harness.metrics import HISTOGRAM_BINS, direction, mean, sparkline, ulp_distance, ulp_histogram
from transkernel.harness.pattern import pattern_of
from transkernel.harness.tolerance import DEFAULTS, Tolerance, tolerance_for
from transkernel.source import SourceFile, Span

N = 100_000
SPAN = Span(SourceFile("x.toml", "x"), 0, 1)


def against(reference: Array, got: Array, dtype: str = "float32", tolerance: Tolerance | None = None) -> Comparison:
    return compare("y", dtype, Side(reference), Side(got), tolerance or tolerance_for(dtype))


def floats(*values: float, dtype: str = "float32") -> Array:
    return cast(np.array(values, np.float64), dtype)


# --- the fault table: which figure catches what


@dataclass(frozen=True)
class Faults:
    reference: Array

    def sign_flips(self) -> Array:
        got = self.reference.copy()
        got[5 :: N // 16] *= -1
        return got

    def tail_of_zeros(self) -> Array:
        got = self.reference.copy()
        got[-31:] = 0
        return got

    def scaled(self) -> Array:
        return np.asarray(self.reference * np.float32(1.01))

    def shifted(self) -> Array:
        return np.roll(self.reference, 1)

    def in_half(self) -> Array:
        return self.reference.astype(np.float16).astype(np.float32)

    def one_ulp_off(self) -> Array:
        return np.nextafter(self.reference, np.float32(np.inf))

    def truncated(self) -> Array:
        return (self.reference.view(np.uint32) & np.uint32(0xFFFFFF00)).view(np.float32)


@pytest.fixture(scope="module")
def faults() -> Faults:
    return Faults(np.random.default_rng(1).standard_normal(N).astype(np.float32))


def test_sign_flips_are_few_and_far_off(faults: Faults) -> None:
    found = against(faults.reference, faults.sign_flips())
    assert found.verdict == "mismatch"
    assert found.counts.n_mismatch == 16
    assert found.pattern == f"every {N // 16}-th"
    assert found.magnitudes.one_minus_cosine is not None
    assert found.magnitudes.one_minus_cosine < 1e-3, "global figures dilute 16 wrong elements"
    assert found.first is not None
    assert found.first.index == (5,)
    assert found.first.got == -found.first.reference


def test_an_unwritten_tail_is_a_tail(faults: Faults) -> None:
    found = against(faults.reference, faults.tail_of_zeros())
    assert (found.verdict, found.counts.n_mismatch, found.pattern) == ("mismatch", 31, "tail")


def test_a_scale_is_seen_by_the_bias_and_not_by_the_cosine(faults: Faults) -> None:
    found = against(faults.reference, faults.scaled())
    figures = found.magnitudes
    assert found.verdict == "mismatch"
    assert found.counts.n_mismatch > 0.99 * N
    assert figures.one_minus_cosine is not None
    assert figures.one_minus_cosine < 1e-12
    assert figures.calc_diff is not None
    assert figures.calc_diff > 1e-5
    assert figures.bias_ulp is not None
    assert figures.bias_ulp > 50_000
    loose = against(faults.reference, faults.scaled(), tolerance=Tolerance(1e-2, 1e-2, "loose"))
    assert loose.verdict == "pass", "an allclose of 1e-2 misses it"


def test_an_index_that_is_off_by_one_is_wrong_everywhere(faults: Faults) -> None:
    found = against(faults.reference, faults.shifted())
    assert found.verdict == "mismatch"
    assert found.counts.n_mismatch > 0.999 * N
    assert found.magnitudes.one_minus_cosine == pytest.approx(1.0, abs=0.02)


def test_half_precision_is_suspected_even_where_a_tolerance_lets_it_pass(faults: Faults) -> None:
    found = against(faults.reference, faults.in_half())
    assert found.verdict == "mismatch"
    assert found.is_lower_precision
    loose = against(faults.reference, faults.in_half(), tolerance=Tolerance(1e-2, 1e-2, "loose"))
    assert loose.verdict == "pass"
    assert loose.is_lower_precision
    assert loose.magnitudes.calc_diff is not None
    assert loose.magnitudes.calc_diff < 1e-6, "nor does calc_diff see it"


def test_one_ulp_everywhere_is_noise(faults: Faults) -> None:
    found = against(faults.reference, faults.one_ulp_off())
    assert (found.verdict, found.counts.n_mismatch, found.magnitudes.max_ulp) == ("pass", 0, 1)
    assert found.magnitudes.histogram == (0, N, *[0] * 15)
    assert not found.is_lower_precision
    assert not found.is_bitwise_equal


def test_truncation_is_seen_by_the_bias(faults: Faults) -> None:
    found = against(faults.reference, faults.truncated())
    assert found.magnitudes.bias_ulp == pytest.approx(-127.5, rel=0.05)


def test_the_same_array_agrees_to_the_bit(faults: Faults) -> None:
    found = against(faults.reference, faults.reference.copy())
    assert (found.verdict, found.is_bitwise_equal, found.first, found.worst) == ("pass", True, None, None)
    assert found.magnitudes.max_abs == 0
    assert found.magnitudes.one_minus_cosine == pytest.approx(0, abs=1e-15)


# --- NaN, infinities, zeros, subnormals


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("reference", "got", "verdict"),
    [
        (NAN, NAN, "pass"),
        (NAN, 1.0, "nonfinite"),
        (1.0, NAN, "nonfinite"),
        (INF, INF, "pass"),
        (INF, -INF, "nonfinite"),
        (INF, 3.0e38, "nonfinite"),
        (3.0e38, INF, "nonfinite"),
        (NAN, INF, "nonfinite"),
        (0.0, -0.0, "pass"),
        (1.0, 1.1, "mismatch"),
    ],
)
@pytest.mark.parametrize("dtype", ["bfloat16", "float32", "float64"])
def test_what_is_not_finite_must_stand_where_it_stood(reference: float, got: float, verdict: str, dtype: str) -> None:
    found = against(floats(2.0, reference, dtype=dtype), floats(2.0, got, dtype=dtype), dtype)
    assert found.verdict == verdict
    if verdict != "pass":
        assert found.first is not None
        assert found.worst is not None
        assert found.first.index == found.worst.index == (1,)


def test_counts_of_special_values() -> None:
    reference = floats(NAN, NAN, INF, -INF, INF, 0.0, 1e-45, 1e-45, 1.0)
    got = floats(NAN, 1.0, INF, -INF, -INF, -0.0, 0.0, 1e-45, NAN)
    counts = against(reference, got).counts
    assert (counts.n_nan_reference, counts.n_nan_got, counts.n_nan_both) == (2, 2, 1)
    assert (counts.n_posinf_reference, counts.n_posinf_got) == (2, 1)
    assert (counts.n_neginf_reference, counts.n_neginf_got) == (1, 2)
    assert (counts.n_signed_zero, counts.n_subnormal_flushed) == (1, 1)
    assert (counts.n_mismatch, counts.n_nonfinite_mismatch) == (3, 3)


def test_the_payload_of_a_nan_does_not_count() -> None:
    other = np.array([0xFFC12345], np.uint32).view(np.float32)
    found = against(floats(NAN), other)
    assert (found.verdict, found.is_bitwise_equal) == ("pass", True)


def test_one_wrong_number_among_wrong_nans_is_a_mismatch() -> None:
    assert against(floats(NAN, 1.0), floats(1.0, 2.0)).verdict == "mismatch"


def test_only_special_values_still_compare() -> None:
    found = against(floats(NAN, INF), floats(NAN, INF))
    assert found.verdict == "pass"
    assert found.magnitudes.max_ulp is None
    assert found.magnitudes.histogram == (0,) * HISTOGRAM_BINS


# --- the gate is assert_close's


@pytest.mark.parametrize("dtype", list(DEFAULTS))
def test_the_edge_of_the_default_tolerance(dtype: str) -> None:
    tolerance = tolerance_for(dtype)
    reference = floats(8.0, dtype=dtype)
    allowed = tolerance.atol + tolerance.rtol * 8.0
    step = 2.0 ** (3 - TYPES[dtype].mantissa_bits)
    inside = floats(8.0 + np.floor(allowed / step) * step, dtype=dtype)
    outside = floats(8.0 + (np.floor(allowed / step) + 1) * step, dtype=dtype)
    assert against(reference, inside, dtype).verdict == "pass"
    assert against(reference, outside, dtype).verdict == "mismatch"


def test_a_case_overrides_what_it_names_and_integers_stay_exact() -> None:
    spec = ToleranceSpec(0.5, None, "because", SPAN)
    assert tolerance_for("float32", spec) == Tolerance(0.5, 1e-5, "because")
    assert tolerance_for("int32", spec).rtol == tolerance_for("bool", spec).atol == 0.0
    reference = np.array([1000], np.int32)
    assert against(reference, reference + np.int32(1), "int32", tolerance_for("int32", spec)).verdict == "mismatch"


def test_a_zero_tolerance_means_the_same_value() -> None:
    exact = Tolerance(0.0, 0.0, "exact")
    assert against(floats(1.0, 0.0), floats(1.0, -0.0), tolerance=exact).verdict == "pass"
    found = against(floats(1.0, 1e-45), floats(1.0, 0.0), tolerance=exact)
    assert (found.verdict, found.counts.n_mismatch) == ("mismatch", 1)


def test_the_worst_is_the_one_furthest_beyond_its_own_tolerance() -> None:
    found = against(floats(1e6, 1.0, 5.0), floats(1e6 + 10, 1.01, 5.0))
    assert found.worst is not None
    assert found.worst.index == (1,), "0.01 on 1 is worse than 10 on a million"
    assert found.first is not None
    assert found.first.index == (0,)


def test_a_pass_still_names_its_largest_error() -> None:
    found = against(floats(1.0, 1.0), floats(1.0, 1.0000001))
    assert (found.verdict, found.first) == ("pass", None)
    assert found.worst is not None
    assert (found.worst.index, found.worst.ulp) == ((1,), 1)


def test_an_element_is_told_with_its_bits_and_coordinates() -> None:
    reference = floats(*range(12)).reshape(3, 4)
    got = reference.copy()
    got[1, 2] = -1.0
    first = against(reference, got).first
    assert first is not None
    assert (first.index, first.reference, first.got) == ((1, 2), 6.0, -1.0)
    assert (first.reference_bits, first.got_bits) == ("0x40c00000", "0xbf800000")


# --- integers and bool


@pytest.mark.parametrize("dtype", [name for name, kind in TYPES.items() if not kind.is_float])
def test_integers_and_bool_are_exact(dtype: str) -> None:
    reference = np.array([1, 0, 1, 1], TYPES[dtype].carrier)
    got = reference.copy()
    assert against(reference, got, dtype).verdict == "pass"
    got[2] = 0
    found = against(reference, got, dtype)
    assert (found.verdict, found.counts.n_mismatch, found.pattern) == ("mismatch", 1, "single")
    assert found.magnitudes.max_abs == 1.0
    assert found.magnitudes.max_ulp is None


def test_distances_of_64_bit_integers_do_not_wrap() -> None:
    low, high = np.array([-(2**63)], np.int64), np.array([2**63 - 1], np.int64)
    assert against(low, high, "int64").magnitudes.max_abs == float(2**64 - 1)
    zero, top = np.array([0], np.uint64), np.array([2**64 - 1], np.uint64)
    assert against(top, zero, "uint64").magnitudes.max_abs == float(2**64 - 1)


# --- poison


@pytest.mark.parametrize("dtype", sorted(TYPES))
def test_poison_that_stays_is_an_unwritten_element(dtype: str) -> None:
    reference = cast(np.ones(8), dtype)
    got = poisoned((8,), dtype)
    got[:6] = reference[:6]
    nowhere = np.zeros(8, np.bool_)
    found = compare("y", dtype, Side(reference, nowhere), Side(got, is_poison(got, dtype)), tolerance_for(dtype))
    assert (found.verdict, found.pattern) == ("mismatch", "tail")
    assert (found.counts.n_unwritten, found.counts.n_mismatch, found.counts.n_overwritten) == (2, 2, 0)
    assert found.magnitudes.max_abs == 0, "poison is no value to measure"
    assert found.first is not None
    assert found.first.index == (6,)


@pytest.mark.parametrize("dtype", ["int8", "float32"])
def test_poison_that_the_original_left_has_to_stay(dtype: str) -> None:
    reference = poisoned((8,), dtype)
    reference[:4] = cast(np.ones(4), dtype)
    untouched = is_poison(reference, dtype)
    same = compare("y", dtype, Side(reference, untouched), Side(reference.copy(), untouched), tolerance_for(dtype))
    assert (same.verdict, same.counts.n_untouched, same.counts.n_compared) == ("pass", 4, 4)
    assert same.is_bitwise_equal
    got = reference.copy()
    got[5] = 1
    found = compare("y", dtype, Side(reference, untouched), Side(got, is_poison(got, dtype)), tolerance_for(dtype))
    assert (found.verdict, found.counts.n_overwritten, found.counts.n_mismatch) == ("mismatch", 1, 1)


def test_a_written_value_that_looks_like_poison_is_written() -> None:
    value = np.array([0xA5, 1], np.uint8)
    port = Side(value.copy(), is_poison(value, "uint8"))
    found = compare("y", "uint8", Side(value, np.zeros(2, np.bool_)), port, tolerance_for("uint8"))
    assert (found.verdict, found.counts.n_unwritten, found.counts.n_compared) == ("pass", 0, 2)


@pytest.mark.parametrize("dtype", ["float32", "int32"])
def test_nothing_compared_is_no_pass(dtype: str) -> None:
    empty = np.zeros((0, 3), TYPES[dtype].carrier)
    assert against(empty, empty, dtype).verdict == "skipped"
    untouched = poisoned((4,), dtype)
    side = Side(untouched, np.ones(4, np.bool_))
    assert compare("y", dtype, side, side, tolerance_for(dtype)).verdict == "skipped"


def test_arrays_of_another_shape_or_dtype_are_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="not float32"):
        against(floats(1.0), floats(1.0, 2.0))
    with pytest.raises(ValueError, match="not float32"):
        against(floats(1.0), np.array([1.0]))


# --- figures


@pytest.mark.parametrize(
    ("dtype", "left", "right", "steps"),
    [
        ("float32", 1.0, 1.0 + 2.0**-23, 1),
        ("float32", -0.0, 0.0, 0),
        ("float32", -(2.0**-149), 2.0**-149, 2),
        ("float32", -np.inf, np.inf, 2 * 0x7F800000),
        ("float64", -np.inf, np.inf, 2 * (0x7FF << 52)),
        ("float64", 1.0, 2.0, 1 << 52),
        ("float16", 65504.0, np.inf, 1),
        ("bfloat16", 1.0, 2.0, 128),
    ],
)
def test_ulp_is_the_number_of_steps(dtype: str, left: float, right: float, steps: int) -> None:
    a, b = floats(left, dtype=dtype), floats(right, dtype=dtype)
    assert int(ulp_distance(a, b, dtype)[0]) == steps == int(ulp_distance(b, a, dtype)[0])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=20), st.integers(0, 40)
)
def test_ulp_counts_calls_of_nextafter(values: list[float], steps: int) -> None:
    reference = np.array(values, np.float32)
    moved = reference.copy()
    with np.errstate(over="ignore"):
        for _ in range(steps):
            moved = np.nextafter(moved, np.float32(np.inf))
    assume(np.isfinite(moved).all())
    is_zero_step = ((reference <= 0) & (moved >= 0)) & ((reference != 0) | (moved != 0))
    distance = ulp_distance(reference, moved, "float32")
    assert np.array_equal(distance[~is_zero_step], np.full((~is_zero_step).sum(), steps))


def test_bins_are_powers_of_two() -> None:
    ulp = np.array([0, 1, 2, 3, 6, 7, 2**15 - 1, 2**16 - 2, 2**16 - 1, 2**64 - 1], np.uint64)
    histogram = ulp_histogram(ulp)
    assert len(histogram) == HISTOGRAM_BINS
    assert sum(histogram) == ulp.size
    assert {index: count for index, count in enumerate(histogram) if count} == {0: 1, 1: 2, 2: 2, 3: 1, 15: 2, 16: 2}
    assert sparkline((5, 0, 1)) == "█ ▃"
    assert sparkline((0, 0)) == "  "


def test_figures_of_huge_numbers_do_not_overflow() -> None:
    reference, got = floats(1e308, -1e308, dtype="float64"), floats(-1e308, 1e308, dtype="float64")
    figures = against(reference, got, "float64").magnitudes
    assert figures.one_minus_cosine == pytest.approx(2.0)
    assert figures.calc_diff == pytest.approx(2.0)
    assert figures.max_abs == np.inf


def test_figures_by_hand() -> None:
    figures = against(floats(1.0, 2.0, 1e-7, 4.0), floats(1.5, 2.0, 2e-7, 3.0)).magnitudes
    assert figures.max_abs == 1.0
    assert figures.mean_abs == pytest.approx(1.5 / 4, rel=1e-6)
    assert figures.rmse == pytest.approx((1.25 / 4) ** 0.5)
    assert figures.max_rel == 0.5, "1e-7 is under the floor"
    assert figures.mean_rel == pytest.approx(0.75 / 3)
    assert figures.rel_floor == 1e-5


def test_direction_of_nothing() -> None:
    zero, one = np.zeros(3), np.ones(3)
    assert direction(zero, zero) == (None, None)
    assert direction(one, zero) == (None, 1.0)
    assert direction(one, one) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("shape", "wrong", "block", "wanted"),
    [
        ((8,), [], 0, "none"),
        ((8,), list(range(8)), 0, "all"),
        ((8,), [3], 0, "single"),
        ((8,), [6, 7], 0, "tail"),
        ((8,), [0, 1, 2], 0, "head"),
        ((8,), [2, 3, 4], 0, "contiguous"),
        ((16,), [4, 5, 6, 7], 4, "one block"),
        ((16,), [4, 6, 7], 4, "one block"),
        ((16,), [1, 5, 9, 13], 0, "every 4-th"),
        ((16,), [1, 5, 9, 13], 4, "thread 1 of each block"),
        ((256,), [5, 37, 69, 101, 133, 165, 197, 229], 64, "lane 5 of each warp"),
        ((256,), [5, 37, 69, 101, 133, 165, 197], 64, "every 32-th"),
        ((16,), [1, 5, 13], 0, "multiples of 4"),
        ((4, 4), [1, 5, 13], 0, "axis 1 = 1"),
        ((4, 4), [4, 6, 7], 0, "axis 0 = 1"),
        ((16,), [1, 2, 5, 11], 0, "scattered"),
        ((1, 4), [0, 2, 3], 0, "scattered"),
    ],
)
def test_patterns(shape: tuple[int, ...], wrong: list[int], block: int, wanted: str) -> None:
    mask: Any = np.zeros(shape, np.bool_)
    mask.reshape(-1)[wrong] = True
    assert pattern_of(mask, block) == wanted


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_the_verdict_is_that_of_the_definition(data: st.DataObject) -> None:
    """Element for element, in plain Python."""
    number = st.one_of(st.floats(width=32), st.sampled_from([0.0, -0.0, 1.0, 1.00001, 1e-45, INF, -INF, NAN]))
    pairs = data.draw(st.lists(st.tuples(number, number) | number.map(lambda x: (x, x)), min_size=1, max_size=12))
    reference, got = (np.array([pair[side] for pair in pairs], np.float32) for side in (0, 1))
    left, right = widen(reference, "float32").tolist(), widen(got, "float32").tolist()

    def agrees(a: float, b: float) -> bool:
        if a != a or b != b:
            return a != a and b != b
        return a == b or (abs(a) != INF and abs(b) != INF and abs(b - a) <= 1e-5 + 1.3e-6 * abs(a))

    wrong = [index for index, (a, b) in enumerate(zip(left, right, strict=True)) if not agrees(a, b)]
    found = against(reference, got)
    assert found.counts.n_mismatch == len(wrong)
    assert (found.verdict == "pass") == (not wrong)
    if wrong:
        assert found.first is not None
        assert found.first.index == (wrong[0],)


def test_the_mean_of_errors_whose_sum_is_no_number_any_more() -> None:
    assert mean(np.array([1.5e308, 1.5e308])) == 1.5e308
    assert mean(np.array([1.0, 2.0])) == 1.5
    assert mean(np.array([np.inf, 2.0])) == np.inf
