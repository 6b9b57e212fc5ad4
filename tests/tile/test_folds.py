"""Expressions in fewer words: which, and that others stay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tile.build import (
    ACTIVE,
    FLOATS,
    INTS,
    LANES,
    SPAN,
    assign,
    binary,
    block_index,
    compare,
    constant,
    convert,
    count,
    declare,
    kernel,
    load,
    number,
    offset,
    repeat,
    splat,
    variable,
    where,
)
from transkernel.ir.nodes import Register, Special, Unary, UnaryOp, boolean
from transkernel.ir.printer import expression_text
from transkernel.ir.types import FLOAT32, INT32, INT64, UINT32, UINT64, Type
from transkernel.tile.folds import fold
from transkernel.tile.ranges import Ranges

N, F = variable("n"), variable("f", FLOAT32)
X = variable("x", FLOATS)
LESS, MORE = compare(N, "<", number(4)), compare(N, ">", number(2))
U_LANES = convert(LANES, UINT32)
N_LANES, INTEGERS = binary(LANES, "+", N), variable("ints", INTS)
BLOCK = Special(Register.BLOCK_INDEX, 1, SPAN)
PARAMETERS: dict[str, Type] = {"x": FLOATS, "ints": INTS, "n": INT32, "f": FLOAT32}
ACTIVE_LANES = declare("active", compare(LANES, "<", constant("BLOCK_X")))


def negated(value: Any) -> Unary:
    return Unary(UnaryOp.NOT, value, value.type, SPAN)


def folded(value: Any) -> str:
    made = kernel(PARAMETERS, ACTIVE_LANES, declare("v", value))
    return expression_text(fold(made)[-1].init)


def unsigned(value: int) -> Any:
    return number(value, UINT32)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (negated(LESS), "n >= 4"),
        (negated(binary(LESS, "|", MORE)), "(n >= 4) & (n <= 2)"),
        (negated(binary(LESS, "&", MORE)), "(n >= 4) | (n <= 2)"),
        (binary(ACTIVE, "&", binary(LESS, "&", ACTIVE)), "active & (n < 4)"),
        (where(ACTIVE, LANES, LANES), "lanes<LANES x i32>"),
        (binary(binary(LANES, "&", number(31)), "&", number(31)), "lanes<LANES x i32> & 31"),
        (binary(LANES, "&", number(1023)), "lanes<LANES x i32>"),
        (compare(U_LANES, "<", unsigned(7)), "lanes<LANES x i32> < 7"),
        (compare(binary(U_LANES, "/", unsigned(32)), "==", BLOCK), "(lanes<LANES x i32> / 32) == <i32>(block_index.y)"),
        (offset(X, U_LANES), "x + lanes<LANES x i32>"),
        (offset(X, binary(convert(U_LANES, INT64), "*", number(4, INT64))), "x + (lanes<LANES x i32> * 4)"),
        (convert(binary(U_LANES, "+", unsigned(2)), INT32), "lanes<LANES x i32> + 2"),
        (convert(U_LANES, FLOAT32), "<LANES x f32>(lanes<LANES x i32>)"),
        (where(compare(number(2), "==", number(2)), LANES, N_LANES), "lanes<LANES x i32>"),
        (where(compare(number(2), ">", number(2)), LANES, N_LANES), "lanes<LANES x i32> + n"),
    ],
)
def test_folded(value: Any, expected: str) -> None:
    assert folded(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        negated(compare(F, "<", F)),  # of NaN neither is true
        negated(binary(LESS, "|", compare(F, "<", F))),
        binary(LANES, "&", number(511)),
        binary(LANES, "&", number(1022)),
        binary(N, "&", number(31)),
        compare(convert(N, UINT32), "<", unsigned(7)),
        compare(U_LANES, "<", unsigned(2**31)),
        compare(binary(U_LANES, "-", unsigned(1)), "<", unsigned(7)),  # wraps around in lane 0
        offset(X, convert(N, UINT32)),
        offset(X, binary(convert(LANES, INT64), "*", number(2**40, INT64))),
        offset(X, binary(convert(N, INT64), "*", number(4, INT64))),
        convert(binary(U_LANES, "*", unsigned(2**24)), UINT64),
        where(ACTIVE, load(offset(X, LANES), ACTIVE), load(offset(X, LANES), ACTIVE)),
        where(ACTIVE, LANES, binary(LANES, "+", number(1))),
        where(boolean(True, SPAN), LANES, load(offset(INTEGERS, LANES), ACTIVE)),
        where(boolean(True, SPAN), N, LANES),
        binary(ACTIVE, "&", LESS),
    ],
)
def test_left_alone(value: Any) -> None:
    assert folded(value) == expression_text(value)


# ------------------------------------------------------------ ranges


def test_ranges_of_variables_hold_all_their_values() -> None:
    d, k, i = variable("d"), variable("k"), variable("i")
    made = kernel(
        PARAMETERS,
        declare("d", number(16)),
        declare("k", number(0)),
        repeat(
            compare(d, ">", number(0)),
            assign("d", binary(d, ">>", number(1))),
            assign("k", binary(k, "+", number(1))),
            count("i", number(2), number(10)),
        ),
        declare("late", binary(d, "*", number(2))),
    )
    ranges = Ranges(made)
    assert ranges.of(d) == (0, 16)
    assert ranges.of(k) is None  # grows as far as it likes
    assert ranges.of(i) == (2, 9)
    assert ranges.of(variable("late")) == (0, 32)
    assert ranges.of(variable("n")) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (LANES, (0, 1023)),
        (constant("BLOCK_X"), (1, 1024)),
        (block_index(1), (0, 65534)),
        (binary(LANES, "/", number(32)), (0, 31)),
        (binary(LANES, "%", number(32)), (0, 31)),
        (binary(number(1), "-", LANES), (-1022, 1)),
        (binary(LANES, "/", number(-2)), None),
        (binary(LANES, "*", number(2**22)), None),  # wraps around
        (binary(number(1), "<<", binary(LANES, "&", number(3))), (1, 8)),
        (binary(LANES, ">>", LANES), None),
        (binary(N, "&", number(7)), (0, 7)),
        (splat(number(3)), (3, 3)),
        (where(ACTIVE, LANES, number(-1)), (-1, 1023)),
        (convert(binary(number(0), "-", LANES), UINT32), None),
        (load(variable("ints", INTS)), None),
    ],
)
def test_ranges_of_expressions(value: Any, expected: Any) -> None:
    assert Ranges(kernel(PARAMETERS)).of(value) == expected
