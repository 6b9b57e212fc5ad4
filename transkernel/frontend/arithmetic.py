"""The built-in operators on values (C++17 [expr.mul] to [expr.log.or])."""

from __future__ import annotations

from collections.abc import Callable

from transkernel.diagnostics import refuse
from transkernel.frontend.conversions import common_type, convert, describe, promote, same_type
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    UINT32,
    VOID,
    Pointer,
    Scalar,
    Struct,
    Type,
    Vector,
    is_arithmetic,
    is_float,
    is_integer,
)
from transkernel.source import Span

BINARY_OPS = {str(op): op for op in ir.BinaryOp}
COMPARE_OPS = {str(op): op for op in ir.CompareOp}
_INTEGER_ONLY = frozenset({"%", "&", "|", "^", "<<", ">>"})


def binary(lowering: FunctionLowering, op: str, left: ir.Expression, right: ir.Expression, span: Span) -> ir.Expression:
    """`left op right` for arithmetic, bitwise, shift and comparison operators. Raises Refusal (TK0252)."""
    if isinstance(left.type, Pointer) or isinstance(right.type, Pointer):
        return _pointers(lowering, op, left, right, span)
    if isinstance(left.type, Vector) or isinstance(right.type, Vector):
        return _vectors(lowering, op, left, right, span)
    if not is_arithmetic(left.type) or not is_arithmetic(right.type):
        raise _misfit(op, left.type, right.type, span)
    if op in COMPARE_OPS:
        type_ = common_type(_promotable(left), _promotable(right))
        return ir.Compare(COMPARE_OPS[op], convert(left, type_), convert(right, type_), span)
    if op in _INTEGER_ONLY and (is_float(left.type) or is_float(right.type)):
        raise _misfit(op, left.type, right.type, span)
    if op not in BINARY_OPS:
        raise _misfit(op, left.type, right.type, span)
    if op in ("<<", ">>"):
        type_ = promote(_promotable(left))
        count = convert(right, promote(_promotable(right)))
        return ir.Binary(BINARY_OPS[op], convert(left, type_), count, type_, span)
    type_ = common_type(_promotable(left), _promotable(right))
    return ir.Binary(BINARY_OPS[op], convert(left, type_), convert(right, type_), type_, span)


def _promotable(value: ir.Expression) -> Scalar:
    """The type that arithmetic begins with: of a bit-field, the int or unsigned int that holds all of its values
    (C++17 [conv.prom] 5); of everything else, and of wider ones, its own."""
    type_ = value.type
    assert isinstance(type_, Scalar)
    if not isinstance(value, ir.Member) or not isinstance(value.base.type, Struct) or type_ == BOOL:
        return type_
    field = value.base.type.field(value.field)
    width = field.bit_width if field is not None else 0
    if 0 < width < 32 or (width == 32 and type_.is_signed):
        return INT32
    return UINT32 if width == 32 else type_


def _misfit(op: str, left: Type, right: Type, span: Span) -> Exception:
    return refuse("TK0252", f"`{op}` does not work on `{describe(left)}` and `{describe(right)}`", span)


def _pointers(
    lowering: FunctionLowering, op: str, left: ir.Expression, right: ir.Expression, span: Span
) -> ir.Expression:
    if op in COMPARE_OPS:
        type_ = left.type if isinstance(left.type, Pointer) else right.type
        if isinstance(left, ir.Literal) and isinstance(right.type, Pointer):
            type_ = right.type
        return ir.Compare(COMPARE_OPS[op], convert(left, type_), convert(right, type_), span)
    if op == "+" and is_integer(right.type):
        return ir.PointerOffset(left, right, left.type, span)
    if op == "+" and is_integer(left.type):
        return ir.PointerOffset(right, left, right.type, span)
    if op == "-" and is_integer(right.type):
        type_ = promote(right.type)
        count = convert(right, type_ if type_.is_signed else INT64)
        assert isinstance(count.type, Scalar)
        return ir.PointerOffset(left, ir.Unary(ir.UnaryOp.NEGATE, count, count.type, span), left.type, span)
    if op == "-" and same_type(left.type, right.type):
        return ir.PointerDifference(left, right, span)
    raise _misfit(op, left.type, right.type, span)


def _vectors(
    lowering: FunctionLowering, op: str, left: ir.Expression, right: ir.Expression, span: Span
) -> ir.Expression:
    """half2 and bfloat162 have operators of their own, lane by lane (cuda_fp16.hpp); no other vector has any."""
    type_ = left.type if isinstance(left.type, Vector) else right.type
    assert isinstance(type_, Vector)
    if type_.scalar.bits != 16 or not type_.scalar.is_float or left.type != right.type or op not in "+-*/":
        raise _misfit(op, left.type, right.type, span)
    return lanewise(lowering, type_, lambda a, b: binary(lowering, op, a, b, span), (left, right), span)


def lanewise(
    lowering: FunctionLowering,
    type_: Vector,
    operation: Callable[..., ir.Expression],
    operands: tuple[ir.Expression, ...],
    span: Span,
) -> ir.Expression:
    """A vector whose every lane is the operation of the operands' lanes."""
    kept = [lowering.stable(operand) for operand in operands]
    lanes = []
    for lane in range(type_.lanes):
        taken = [_lane(operand, lane, span) for operand in kept]
        lanes.append(operation(*taken))
    return ir.Build(tuple(lanes), type_, span)


def _lane(operand: ir.Expression, lane: int, span: Span) -> ir.Expression:
    if isinstance(operand.type, Vector):
        return ir.Lane(operand, lane, operand.type.scalar, span)
    return operand


def unary(lowering: FunctionLowering, op: str, operand: ir.Expression, span: Span) -> ir.Expression:
    """`+ - ~` on a value."""
    type_ = operand.type
    if op == "+" and isinstance(type_, Pointer):
        return operand
    if isinstance(type_, Vector) and type_.scalar.bits == 16 and op == "-":
        return lanewise(lowering, type_, lambda a: unary(lowering, op, a, span), (operand,), span)
    if not is_arithmetic(type_) or type_ == VOID or (op == "~" and is_float(type_)):
        raise refuse("TK0252", f"`{op}` does not work on a `{describe(type_)}`", span)
    promoted = promote(_promotable(operand))
    value = convert(operand, promoted)
    if op == "+":
        return value
    if op == "-":
        return ir.Unary(ir.UnaryOp.NEGATE, value, promoted, span)
    return ir.Unary(ir.UnaryOp.BIT_NOT, value, promoted, span)


def common_of(left: ir.Expression, right: ir.Expression, span: Span) -> Type:
    """The type of `c ? left : right` (C++17 [expr.cond])."""
    if left.type == right.type:
        return left.type
    if is_arithmetic(left.type) and is_arithmetic(right.type):
        return common_type(_promotable(left), _promotable(right))
    if isinstance(left.type, Pointer) and isinstance(right.type, Pointer):
        return left.type if left.type.const or left.type.element != VOID else right.type
    if isinstance(left.type, Pointer):
        return left.type
    if isinstance(right.type, Pointer):
        return right.type
    raise refuse("TK0252", f"`?:` has no common type for `{describe(left.type)}` and `{describe(right.type)}`", span)
