"""Integers that the text itself computes, and loops that go through such numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    For,
    Literal,
    Logical,
    LogicalOp,
    Register,
    Special,
    Unary,
    UnaryOp,
    Variable,
)
from transkernel.ir.types import Scalar
from transkernel.ir.values import wrap

_WARP = 32
_OPERATIONS: dict[BinaryOp, Callable[[int, int], int | None]] = {
    BinaryOp.ADD: lambda left, right: left + right,
    BinaryOp.SUBTRACT: lambda left, right: left - right,
    BinaryOp.MULTIPLY: lambda left, right: left * right,
    BinaryOp.DIVIDE: lambda left, right: _quotient(left, right),
    BinaryOp.REMAINDER: lambda left, right: left - right * _quotient(left, right) if right else None,  # type: ignore[operator]
    BinaryOp.AND: lambda left, right: left & right,
    BinaryOp.OR: lambda left, right: left | right,
    BinaryOp.XOR: lambda left, right: left ^ right,
    BinaryOp.SHIFT_LEFT: lambda left, right: left << right if 0 <= right < 64 else None,
    BinaryOp.SHIFT_RIGHT: lambda left, right: left >> right if 0 <= right < 64 else None,
}
_TESTS: dict[CompareOp, Callable[[int, int], bool]] = {
    CompareOp.EQUAL: lambda left, right: left == right,
    CompareOp.NOT_EQUAL: lambda left, right: left != right,
    CompareOp.LESS: lambda left, right: left < right,
    CompareOp.LESS_EQUAL: lambda left, right: left <= right,
    CompareOp.GREATER: lambda left, right: left > right,
    CompareOp.GREATER_EQUAL: lambda left, right: left >= right,
}


def _quotient(left: int, right: int) -> int | None:
    """Towards zero, as C divides."""
    if not right:
        return None
    whole = abs(left) // abs(right)
    return whole if (left < 0) == (right < 0) else -whole


def known(node: Any, numbers: Mapping[str, int]) -> int | None:
    """What an integer is, given what variables are; None where that is not known. A BOOL is 0 or 1."""
    match node:
        case Literal(value=int() as value):
            return int(value)
        case Variable(name=name):
            return numbers.get(name)
        case Special(register=Register.WARP_SIZE):
            return _WARP
        case Convert(operand=operand) if _is_integer(node) and _is_integer(operand):
            return _wrapped(known(operand, numbers), node.type)
        case Unary(op=UnaryOp.NEGATE | UnaryOp.BIT_NOT as op, operand=operand) if _is_integer(node):
            inner = known(operand, numbers)
            return None if inner is None else _wrapped(-inner if op is UnaryOp.NEGATE else ~inner, node.type)
        case Binary(op=op, left=left, right=right) if _is_integer(node) and op in _OPERATIONS:
            sides = known(left, numbers), known(right, numbers)
            return None if None in sides else _wrapped(_OPERATIONS[op](*sides), node.type)  # type: ignore[arg-type]
        case Compare(op=op, left=left, right=right) if op in _TESTS:
            sides = known(left, numbers), known(right, numbers)
            return None if None in sides else int(_TESTS[op](*sides))  # type: ignore[arg-type]
        case Logical(op=op, left=left, right=right):
            sides = known(left, numbers), known(right, numbers)
            return None if None in sides else int(all(sides) if op is LogicalOp.AND else any(sides))
    return None


def values_of(loop: For, most: int) -> list[int] | None:
    """The numbers that the loop's only variable goes through; None where they are not known or more than `most`."""
    if len(loop.init) != 1 or len(loop.step) != 1 or loop.condition is None:
        return None
    first: Any = loop.init[0]
    step: Any = loop.step[0]
    if not isinstance(first, Declare) or not isinstance(step, Assign) or not isinstance(step.target, Variable):
        return None
    if step.target.name != first.name or first.init is None:
        return None
    found: list[int] = []
    value = known(first.init, {})
    while value is not None:
        goes_on = known(loop.condition, {first.name: value})
        if goes_on is None or len(found) > most:
            return None
        if not goes_on:
            return found
        found.append(value)
        value = known(step.value, {first.name: value})
    return None


def _is_integer(node: Any) -> bool:
    return isinstance(node.type, Scalar) and node.type.is_integer


def _wrapped(value: int | None, type_: Any) -> int | None:
    return None if value is None else wrap(value, type_)
