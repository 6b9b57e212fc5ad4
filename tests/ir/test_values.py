"""Numbers in the IR's types, against NumPy as a second opinion."""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, INT8, INT32, UINT8, UINT64, Scalar
from transkernel.ir.values import bits_of, round_to, shortest, wrap

NUMPY: dict[Scalar, Any] = {FLOAT16: np.float16, FLOAT32: np.float32, FLOAT64: np.float64}


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [(200, INT8, -56), (-1, UINT8, 255), (2**31, INT32, -(2**31)), (-1, UINT64, 2**64 - 1), (127, INT8, 127)],
)
def test_wrap(value: int, type_: Scalar, expected: int) -> None:
    assert wrap(value, type_) == expected


@given(st.floats(allow_nan=False), st.sampled_from(list(NUMPY)))
def test_rounding_and_bits_are_numpys(value: float, type_: Scalar) -> None:
    with np.errstate(over="ignore"):
        expected = NUMPY[type_](value)
    assert round_to(value, type_) == float(expected)
    assert bits_of(value, type_) == int.from_bytes(expected.tobytes(), "little")


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_bfloat_is_the_nearest_of_its_neighbours(value: float) -> None:
    rounded = round_to(value, BFLOAT16)
    low = struct.unpack("<I", struct.pack("<f", value))[0] & 0xFFFF0000
    neighbours = [float(np.uint32(low + step).view(np.float32)) for step in (0, 0x10000)]
    finite = [each for each in neighbours if math.isfinite(each)]
    if math.isinf(rounded):
        assert abs(value) > 3.38e38
        return
    assert rounded in finite
    assert abs(rounded - value) == min(abs(each - value) for each in finite)


@pytest.mark.parametrize(
    ("value", "expected"), [(1.00390625, 1.0), (1.01171875, 1.015625), (3.39e38, 3.3895313892515355e38)]
)
def test_bfloat_ties_go_to_even(value: float, expected: float) -> None:
    assert round_to(value, BFLOAT16) == expected


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([FLOAT32, FLOAT64]))
def test_shortest_reads_back_and_is_numpys(value: float, type_: Scalar) -> None:
    number = round_to(value, type_)
    if math.isinf(number):
        return
    text = shortest(value, type_)
    assert round_to(float(text), type_) == number
    narrow = NUMPY[type_](number)
    if number == 0 or 1e-4 <= abs(number) < 1e16:
        assert text == np.format_float_positional(narrow, unique=True, trim="0")
    else:
        assert text == np.format_float_scientific(narrow, unique=True, trim="-", exp_digits=1)
