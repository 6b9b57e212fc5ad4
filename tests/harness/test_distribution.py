"""Histograms of outputs: every finite value is in one bin, and both sides have the same bins."""

from __future__ import annotations

import numpy as np
import pytest

from transkernel.harness.distribution import BINS, distribution


def test_both_sides_share_the_axis() -> None:
    found = distribution(np.array([0.0, 1.0], np.float32), np.array([0.0, 4.0], np.float32), "float32")
    assert found is not None
    assert (found.low, found.high) == (0.0, 4.0)
    assert found.reference[0] == 1
    assert found.reference[BINS // 4] == 1
    assert found.got[0] == 1
    assert found.got[-1] == 1


def test_values_that_are_not_finite_are_left_out() -> None:
    values = np.array([np.nan, np.inf, -np.inf, 3.0], np.float64)
    found = distribution(values, values, "float64")
    assert found is not None
    assert (sum(found.reference), sum(found.got)) == (1, 1)
    assert distribution(values[:3], values[:3], "float64") is None


def test_zeros_stay_zeros() -> None:
    """A zero of the reference is shown where it is, not at 1 as where it is divided by."""
    found = distribution(np.zeros(5, np.float32), np.full(5, 2.0, np.float32), "float32")
    assert found is not None
    assert found.reference[0] == 5
    assert found.got[-1] == 5


@pytest.mark.parametrize("extreme", [np.finfo(np.float64).max, 5e-324])
def test_the_widest_and_the_narrowest_axis(extreme: float) -> None:
    found = distribution(np.array([-extreme]), np.array([extreme]), "float64")
    assert found is not None
    assert sum(found.reference) == sum(found.got) == 1


def test_sixteen_bits() -> None:
    halves = np.array([1.0, -1.0], np.float16)
    found = distribution(halves, halves, "float16")
    assert found is not None
    assert (found.low, found.high) == (-1.0, 1.0)
    bits = np.array([0x3F80, 0xBF80], np.uint16)  # 1 and -1 as bfloat16
    found = distribution(bits, bits, "bfloat16")
    assert found is not None
    assert (found.low, found.high) == (-1.0, 1.0)
