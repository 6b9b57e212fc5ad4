"""Folding of constant expressions on IR, with C's widths and rounding."""

from __future__ import annotations

import math
from collections.abc import Callable

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Expression,
    Literal,
    Logical,
    LogicalOp,
    Select,
    Unary,
    UnaryOp,
)
from transkernel.ir.types import BOOL, Kind, Scalar, is_arithmetic, is_float, is_integer
from transkernel.ir.values import round_to, wrap

Number = int | float


def convert_value(value: Number, type_: Scalar) -> Number | None:
    """The value after C's conversion to a type; None where C leaves it undefined."""
    if type_.kind is Kind.BOOL:
        return bool(value)
    if type_.is_float:
        return round_to(float(value), type_)
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return None
        truncated = math.trunc(value)
        return truncated if wrap(truncated, type_) == truncated else None
    return wrap(int(value), type_)


def _divide(left: int, right: int) -> int:
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_INTEGER_OPS: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.ADD: lambda a, b: a + b,
    BinaryOp.SUBTRACT: lambda a, b: a - b,
    BinaryOp.MULTIPLY: lambda a, b: a * b,
    BinaryOp.DIVIDE: _divide,
    BinaryOp.REMAINDER: lambda a, b: a - b * _divide(a, b),
    BinaryOp.AND: lambda a, b: a & b,
    BinaryOp.OR: lambda a, b: a | b,
    BinaryOp.XOR: lambda a, b: a ^ b,
    BinaryOp.SHIFT_LEFT: lambda a, b: a << b,
    BinaryOp.SHIFT_RIGHT: lambda a, b: a >> b,
}
_FLOAT_OPS: dict[BinaryOp, Callable[[float, float], float]] = {
    BinaryOp.ADD: lambda a, b: a + b,
    BinaryOp.SUBTRACT: lambda a, b: a - b,
    BinaryOp.MULTIPLY: lambda a, b: a * b,
    BinaryOp.DIVIDE: lambda a, b: a / b,
}
_COMPARE_OPS: dict[CompareOp, Callable[[Number, Number], bool]] = {
    CompareOp.EQUAL: lambda a, b: a == b,
    CompareOp.NOT_EQUAL: lambda a, b: a != b,
    CompareOp.LESS: lambda a, b: a < b,
    CompareOp.LESS_EQUAL: lambda a, b: a <= b,
    CompareOp.GREATER: lambda a, b: a > b,
    CompareOp.GREATER_EQUAL: lambda a, b: a >= b,
}


def binary_value(op: BinaryOp, left: Number, right: Number, type_: Scalar) -> Number | None:
    """The result of an operation in a type, or None where it is undefined."""
    if type_.is_float:
        operation = _FLOAT_OPS.get(op)
        if operation is None or (op is BinaryOp.DIVIDE and right == 0):
            return None
        try:
            return round_to(operation(float(left), float(right)), type_)
        except OverflowError:
            return None
    a, b = int(left), int(right)
    if op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER) and b == 0:
        return None
    if op in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT) and not 0 <= b < type_.bits:
        return None
    return wrap(_INTEGER_OPS[op](a, b), type_)


def evaluate(expression: Expression) -> Literal | None:
    """The literal that an expression is known to be, or None. Symbols and spellings survive only on literals."""
    if isinstance(expression, Literal):
        return expression
    type_ = expression.type
    if not is_arithmetic(type_):
        return None
    value = _value(expression, type_)
    return None if value is None else Literal(value, type_, expression.span)


def _value(expression: Expression, type_: Scalar) -> Number | None:
    match expression:
        case Convert(operand=operand, rounding=None):
            inner = evaluate(operand)
            return None if inner is None else convert_value(inner.value, type_)
        case Unary(op=op, operand=operand):
            inner = evaluate(operand)
            return None if inner is None else _unary(op, inner.value, type_)
        case Binary(op=op, left=left, right=right):
            a, b = evaluate(left), evaluate(right)
            return None if a is None or b is None else binary_value(op, a.value, b.value, type_)
        case Compare(op=compare, left=left, right=right):
            a, b = evaluate(left), evaluate(right)
            return None if a is None or b is None else _COMPARE_OPS[compare](a.value, b.value)
        case Logical():
            return _logical(expression)
        case Select(condition=condition, then=then, otherwise=otherwise):
            chosen = evaluate(condition)
            if chosen is None:
                return None
            inner = evaluate(then if chosen.value else otherwise)
            return None if inner is None else inner.value
    return None


def _unary(op: UnaryOp, value: Number, type_: Scalar) -> Number:
    if op is UnaryOp.NOT:
        return not value
    if op is UnaryOp.NEGATE:
        return -value if type_.is_float else wrap(-int(value), type_)
    return wrap(~int(value), type_)


def _logical(expression: Logical) -> Number | None:
    left = evaluate(expression.left)
    if left is None:
        return None
    if bool(left.value) == (expression.op is LogicalOp.OR):
        return bool(left.value)
    right = evaluate(expression.right)
    return None if right is None else bool(right.value)


def convert_literal(literal: Literal, type_: Scalar) -> Literal | None:
    """A literal in another type: implicit conversions of constants are done here, as a programmer would write them.

    Only where the value stays the same number; otherwise the Convert stays visible (`int x = 2.7`).
    """
    value = convert_value(literal.value, type_)
    if value is None or (value != literal.value and not is_float(type_)):
        return None
    if is_integer(literal.type) and is_float(type_):
        return None if literal.symbol else Literal(value, type_, literal.span)
    if type_ == BOOL or literal.type == BOOL:
        return Literal(value, type_, literal.span)
    keeps = is_integer(literal.type) and is_integer(type_)
    if literal.symbol and not keeps:
        return None
    return Literal(value, type_, literal.span, literal.symbol, literal.spelling if keeps else None)
