"""What an expression of the IR is worth: Python's numbers, one rule a node, for expressions of parameters.

Floats are Python floats that their type can hold; vectors are tuples. A function of real numbers is kept exact, as a
Fraction, as long as only conversions follow it, so that the error of a computed result can be measured in ULP.
"""

from __future__ import annotations

import math
import operator
import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from transkernel.harness.intrinsic_references import REFERENCES, meaning, rounded, to_type
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, FLOAT64, Scalar, Vector

Values = Mapping[str, Any]

_INTEGER_OPERATIONS: dict[ir.BinaryOp, Callable[[int, int], int]] = {
    ir.BinaryOp.ADD: operator.add, ir.BinaryOp.SUBTRACT: operator.sub, ir.BinaryOp.MULTIPLY: operator.mul,
    ir.BinaryOp.AND: operator.and_, ir.BinaryOp.OR: operator.or_, ir.BinaryOp.XOR: operator.xor,
    ir.BinaryOp.SHIFT_LEFT: operator.lshift, ir.BinaryOp.SHIFT_RIGHT: operator.rshift,
}  # fmt: skip
_FLOAT_OPERATIONS = {
    ir.BinaryOp.ADD: "add_rn", ir.BinaryOp.SUBTRACT: "sub_rn", ir.BinaryOp.MULTIPLY: "mul_rn",
    ir.BinaryOp.DIVIDE: "div_rn",
}  # fmt: skip
_COMPARISONS: dict[ir.CompareOp, Callable[[Any, Any], bool]] = {
    ir.CompareOp.EQUAL: operator.eq, ir.CompareOp.NOT_EQUAL: operator.ne, ir.CompareOp.LESS: operator.lt,
    ir.CompareOp.LESS_EQUAL: operator.le, ir.CompareOp.GREATER: operator.gt, ir.CompareOp.GREATER_EQUAL: operator.ge,
}  # fmt: skip
_TO_WHOLE: dict[ir.Rounding | None, Callable[[float], int]] = {
    None: math.trunc, ir.Rounding.ZERO: math.trunc, ir.Rounding.NEAREST: round, ir.Rounding.UP: math.ceil,
    ir.Rounding.DOWN: math.floor,
}  # fmt: skip


def evaluate(node: Any, values: Values) -> Any:
    """The value of an expression; parameters are Variables, found in `values`."""
    return _RULES[type(node)](node, values)


def _typed(node: Any, values: Values) -> Any:
    """The value of an operand, rounded to its type."""
    value = evaluate(node, values)
    return to_type(value, node.type) if isinstance(value, Fraction) else value


def _literal(node: ir.Literal, values: Values) -> Any:
    return node.value


def _variable(node: ir.Variable, values: Values) -> Any:
    return values[node.name]


def _binary(node: ir.Binary, values: Values) -> Any:
    left, right = _typed(node.left, values), _typed(node.right, values)
    assert isinstance(node.type, Scalar)
    if node.type.is_float:
        return REFERENCES[_FLOAT_OPERATIONS[node.op]](node.type, left, right)
    return to_type(_INTEGER_OPERATIONS[node.op](left, right), node.type)


def _compare(node: ir.Compare, values: Values) -> bool:
    return _COMPARISONS[node.op](_typed(node.left, values), _typed(node.right, values))


def _logical(node: ir.Logical, values: Values) -> bool:
    left = evaluate(node.left, values)
    return bool(left and evaluate(node.right, values) if node.op is ir.LogicalOp.AND else left or
                evaluate(node.right, values))  # fmt: skip


def _unary(node: ir.Unary, values: Values) -> Any:
    operand = _typed(node.operand, values)
    assert isinstance(node.type, Scalar)
    if node.op is ir.UnaryOp.NOT:
        return not operand
    return to_type(-operand if node.op is ir.UnaryOp.NEGATE else ~operand, node.type)


def _select(node: ir.Select, values: Values) -> Any:
    return evaluate(node.then if evaluate(node.condition, values) else node.otherwise, values)


def _build(node: ir.Build, values: Values) -> tuple[Any, ...]:
    return tuple(evaluate(each, values) for each in node.elements)


def _lane(node: ir.Lane, values: Values) -> Any:
    return evaluate(node.base, values)[node.lane]


def _intrinsic(node: ir.Intrinsic, values: Values) -> Any:
    arguments = tuple(_typed(each, values) for each in node.arguments)
    type_ = node.arguments[0].type
    assert isinstance(type_, Scalar)
    return meaning(node.id, type_, *arguments)


def _convert(node: ir.Convert, values: Values) -> Any:
    value, target = evaluate(node.operand, values), node.type
    assert isinstance(target, Scalar)
    if isinstance(value, Fraction) and target.is_float and node.rounding is None:
        return value
    value = _typed(node.operand, values)
    if target.is_float:
        if isinstance(value, float) and (not math.isfinite(value) or value == 0):
            return value
        return rounded(Fraction(value), target, str(node.rounding or "rn"))
    if target == BOOL:
        return value != 0
    if isinstance(value, float):
        return _to_integer(value, node, target)
    return to_type(value, target)


def _to_integer(value: float, node: ir.Convert, target: Scalar) -> int:
    assert node.saturate, "a plain cast out of range is undefined"
    if math.isnan(value):
        return 0
    low = -(1 << (target.bits - 1)) if target.is_signed else 0
    high = low + (1 << target.bits) - 1
    if math.isinf(value):
        return high if value > 0 else low
    return min(max(_TO_WHOLE[node.rounding](value), low), high)


_CODES = {8: "b", 16: "h", 32: "i", 64: "q"}


def to_bytes(value: Any, type_: Scalar | Vector) -> bytes:
    """A value as memory has it."""
    if isinstance(type_, Vector):
        return b"".join(to_bytes(each, type_.scalar) for each in value)
    if type_ == BFLOAT16:
        return struct.pack("<f", value)[2:]
    return struct.pack("<" + _code(type_), value)


def from_bytes(data: bytes, type_: Scalar | Vector) -> Any:
    """The inverse of `to_bytes`."""
    if isinstance(type_, Vector):
        size = len(data) // type_.lanes
        return tuple(from_bytes(data[i * size : (i + 1) * size], type_.scalar) for i in range(type_.lanes))
    if type_ == BFLOAT16:
        return struct.unpack("<f", b"\0\0" + data)[0]
    return struct.unpack("<" + _code(type_), data)[0]


def _code(type_: Scalar) -> str:
    if type_.is_float:
        return {FLOAT16: "e", FLOAT32: "f", FLOAT64: "d"}[type_]
    if type_ == BOOL:
        return "?"
    code = _CODES[type_.bits]
    return code if type_.is_signed else code.upper()


def _bitcast(node: ir.Bitcast, values: Values) -> Any:
    source, target = node.operand.type, node.type
    assert isinstance(source, Scalar | Vector)
    assert isinstance(target, Scalar | Vector)
    return from_bytes(to_bytes(_typed(node.operand, values), source), target)


_RULES: dict[type, Callable[[Any, Values], Any]] = {
    ir.Literal: _literal, ir.Variable: _variable, ir.Binary: _binary, ir.Compare: _compare, ir.Logical: _logical,
    ir.Unary: _unary, ir.Select: _select, ir.Build: _build, ir.Lane: _lane, ir.Intrinsic: _intrinsic,
    ir.Convert: _convert, ir.Bitcast: _bitcast,
}  # fmt: skip
