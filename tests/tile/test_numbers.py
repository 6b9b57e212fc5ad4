"""The evaluator's arithmetic against the rules of thread IR, lane by lane."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.intrinsics.evaluate import evaluate
from tests.intrinsics.evaluate import to_bytes as bytes_of
from tests.intrinsics.values import column
from tests.tile.build import SPAN
from tests.tile.numbers import (
    UndefinedError,
    binary,
    compare,
    convert,
    from_bytes,
    intrinsic,
    to_bytes,
    typed,
    unary,
)
from transkernel.harness.intrinsic_references import to_type
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    CompareOp,
    Convert,
    Intrinsic,
    Rounding,
    Unary,
    UnaryOp,
    Variable,
)
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    SCALARS,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Scalar,
)

NUMBERS = [each for each in SCALARS if each != BOOL]
ARITHMETIC = [BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY]
INTEGERS = [INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64]
FLOATS = [FLOAT16, BFLOAT16, FLOAT32, FLOAT64]


def lanes(type_: Scalar, place: int = 0) -> Any:
    return typed(np.array(column(type_, place), object), type_)


def same(found: Any, wanted: list[Any], type_: Scalar) -> None:
    """Bit by bit, but for the bits of NaN."""
    for value, expected in zip(found.tolist(), wanted, strict=True):
        if isinstance(expected, float) and math.isnan(expected):
            assert math.isnan(value)
        else:
            assert bytes_of(value, type_) == bytes_of(expected, type_)


def each(node: Any, *types: Scalar) -> list[Any]:
    rows = zip(*(column(type_, place) for place, type_ in enumerate(types)), strict=True)
    return [evaluate(node, dict(zip("ab", row, strict=False))) for row in rows]


def first(type_: Scalar) -> Variable:
    return Variable("a", type_, SPAN)


def second(type_: Scalar) -> Variable:
    return Variable("b", type_, SPAN)


@pytest.mark.parametrize("type_", NUMBERS, ids=str)
@pytest.mark.parametrize("op", ARITHMETIC)
def test_arithmetic(op: BinaryOp, type_: Scalar) -> None:
    with np.errstate(all="ignore"):
        found = binary(op, lanes(type_), lanes(type_, 1), type_)
    same(found, each(Binary(op, first(type_), second(type_), type_, SPAN), type_, type_), type_)


@pytest.mark.parametrize("type_", FLOATS, ids=str)
def test_quotients_of_floats(type_: Scalar) -> None:
    with np.errstate(all="ignore"):
        found = binary(BinaryOp.DIVIDE, lanes(type_), lanes(type_, 1), type_)
    same(found, each(Binary(BinaryOp.DIVIDE, first(type_), second(type_), type_, SPAN), type_, type_), type_)


@pytest.mark.parametrize("type_", INTEGERS, ids=str)
def test_quotients_of_integers_truncate(type_: Scalar) -> None:
    pairs = [(a, b) for a, b in zip(column(type_, 0), column(type_, 1), strict=True) if b]
    left, right = (typed(np.array(part, object), type_) for part in zip(*pairs, strict=True))
    with np.errstate(all="ignore"):
        quotient = binary(BinaryOp.DIVIDE, left, right, type_).tolist()
        rest = binary(BinaryOp.REMAINDER, left, right, type_).tolist()
    lowest = -(1 << (type_.bits - 1)) if type_.is_signed else None
    for (a, b), q, r in zip(pairs, quotient, rest, strict=True):
        if (a, b) != (lowest, -1):
            assert q * b + r == a
            assert abs(r) < abs(b)
            assert r == 0 or (r < 0) == (a < 0)


def test_a_lane_that_divides_by_zero() -> None:
    with pytest.raises(UndefinedError):
        binary(BinaryOp.REMAINDER, lanes(INT32), lanes(INT32) * 0, INT32)


@pytest.mark.parametrize("type_", INTEGERS, ids=str)
@pytest.mark.parametrize("op", [BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT])
def test_shifts(op: BinaryOp, type_: Scalar) -> None:
    counts = np.arange(len(column(type_, 0)), dtype=np.int32) % (type_.bits + 4) - 2
    found = binary(op, lanes(type_), counts, type_).tolist()
    for value, count, result in zip(column(type_, 0), counts.tolist(), found, strict=True):
        if 0 <= count < type_.bits:
            wanted = value << count if op is BinaryOp.SHIFT_LEFT else value >> count
            assert result == typed(np.array(wanted % (1 << 64), np.uint64), type_)
        else:
            assert result == (-1 if op is BinaryOp.SHIFT_RIGHT and value < 0 else 0)


@pytest.mark.parametrize("type_", NUMBERS, ids=str)
def test_comparisons_and_negation(type_: Scalar) -> None:
    for op in CompareOp:
        found = compare(op, lanes(type_), lanes(type_, 1))
        assert found.tolist() == each(Compare(op, first(type_), second(type_), SPAN), type_, type_)
    with np.errstate(all="ignore"):
        found = unary(UnaryOp.NEGATE, lanes(type_))
    same(found, each(Unary(UnaryOp.NEGATE, first(type_), type_, SPAN), type_), type_)


@pytest.mark.parametrize("target", SCALARS, ids=str)
@pytest.mark.parametrize("source", NUMBERS, ids=str)
def test_conversions(source: Scalar, target: Scalar) -> None:
    cut = source.is_float and not target.is_float and target != BOOL
    for rounding in (None, *Rounding) if source.is_float or target.is_float else (None,):
        node = Convert(first(source), target, SPAN, rounding, saturate=cut)
        with np.errstate(all="ignore"):
            found = convert(node, lanes(source), source, target)
        same(found, [to_type(value, target) for value in each(node, source)], target)


@pytest.mark.parametrize(
    ("source", "target"), [(FLOAT32, UINT32), (INT64, FLOAT64), (FLOAT16, INT16), (UINT16, BFLOAT16)]
)
def test_bits(source: Scalar, target: Scalar) -> None:
    found = from_bytes(to_bytes(lanes(source), source), target)
    same(found, each(Bitcast(first(source), target, SPAN), source), target)
    back = from_bytes(to_bytes(found, target), source)
    assert np.array_equal(back, lanes(source), equal_nan=source.is_float)


def test_one_number_has_bytes_too() -> None:
    for type_ in SCALARS:
        one = typed(1, type_)
        assert to_bytes(one, type_).tobytes() == bytes_of(one.item(), type_)
        assert from_bytes(to_bytes(one, type_), type_).shape == ()


@pytest.mark.parametrize(("id_", "type_"), [("fmax", FLOAT32), ("exp", FLOAT32), ("popc", UINT32), ("isnan", BFLOAT16)])
def test_intrinsics(id_: str, type_: Scalar) -> None:
    row = INTRINSICS[id_]
    result = row.result or type_
    arguments = tuple(lanes(type_, place)[:60] for place in range(len(row.operands)))
    node = Intrinsic(id_, tuple(make(type_) for make in (first, second)[: len(row.operands)]), result, SPAN)
    wanted = [to_type(value, result) for value in each(node, *[type_] * len(row.operands))[:60]]
    same(intrinsic(id_, arguments, (type_,) * len(arguments)), wanted, result)
