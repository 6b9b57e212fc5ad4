"""Scalar expressions in fewer words, with the same value: what is left when a lane's number has been put in."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Intrinsic,
    Literal,
    PointerOffset,
    Select,
    Unary,
    UnaryOp,
    boolean,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant
from transkernel.ir.types import BOOL, FLOAT16, INT32, Scalar
from transkernel.ir.values import wrap
from transkernel.ir.visit import rewrite
from transkernel.tile import build
from transkernel.tile.raising.known import known

_ZERO_RIGHT = (
    BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.OR, BinaryOp.XOR, BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT,
)  # fmt: skip
_ZERO_LEFT = (BinaryOp.ADD, BinaryOp.OR, BinaryOp.XOR)
BLOCK_SIZES = {"BLOCK_X", "BLOCK_Y", "BLOCK_Z"}
_ZERO_GIVES_ZERO = (BinaryOp.MULTIPLY, BinaryOp.AND)


def simplified(node: Any) -> Any:
    """The expression without sums with 0, products with 1, and what is computed of literals alone."""
    return rewrite(node, _simpler)


def _simpler(node: Any) -> Any:
    match node:
        case Binary(type=Scalar() as type_) if type_.is_integer and type_ != BOOL:
            return _sum(node)
        case Binary(op=BinaryOp.AND | BinaryOp.OR, type=type_) if type_ == BOOL:
            return _logical(node)
        case Unary(op=UnaryOp.NOT, operand=Literal(value=value)):
            return boolean(not value, node.span)
        case Convert(operand=Literal() as literal, type=Scalar() as type_, rounding=None, saturate=False):
            return _literal(literal, type_, node)
        case Convert(operand=Convert() as inner, rounding=None, saturate=False) if _is_same_width(node, inner):
            return build.convert(inner.operand, build.element_of(node), node.span)
        case PointerOffset(offset=Literal(value=0)):
            return node.pointer
        case Intrinsic(id="min" | "max", arguments=(Literal() as left, Literal() as right)):
            chosen = (min if node.id == "min" else max)(left.value, right.value)
            return left if chosen == left.value else right
        case Select(condition=Literal() as literal):
            return node.then if literal.value else node.otherwise
        case Compare():
            return _comparison(node)
    return node


def _comparison(node: Compare) -> Any:
    if isinstance(node.left, Literal) and isinstance(node.right, Literal):
        found = known(node, {})
        return node if found is None else boolean(bool(found), node.span)
    if _is(node.left, 0) and node.op is CompareOp.LESS and getattr(node.right, "name", None) in BLOCK_SIZES:
        return boolean(True, node.span)
    if isinstance(node.left, Convert) and node.left.operand.type == BOOL and _is(node.right, 0):
        return node.left.operand if node.op is CompareOp.NOT_EQUAL else node
    return node


def _sum(node: Binary) -> Any:
    left, right = node.left, node.right
    if isinstance(left, Literal) and isinstance(right, Literal):
        found = known(node, {})
        return node if found is None else Literal(wrap(found, build.element_of(node)), node.type, node.span)
    if _is(right, 0) and node.op in _ZERO_RIGHT:
        return left
    if _is(left, 0) and node.op in _ZERO_LEFT:
        return right
    if (_is(left, 0) or _is(right, 0)) and node.op in _ZERO_GIVES_ZERO:
        return Literal(0, node.type, node.span)
    if _is(left, 0) and node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
        return left
    if _is(right, 1) and node.op in (BinaryOp.MULTIPLY, BinaryOp.DIVIDE):
        return left
    if _is(left, 1) and node.op is BinaryOp.MULTIPLY:
        return right
    return _of_multiple(node) if isinstance(left, Binary) and left.op is BinaryOp.MULTIPLY else node


def _of_multiple(node: Binary) -> Any:
    """`x * c / c`, `x * c % c`, and the same as a shift and a mask: of signed integers, which do not overflow."""
    left, right, number = node.left, node.right, getattr(node.right, "value", None)
    if not isinstance(left, Binary) or left.type != INT32:
        return node
    if isinstance(number, int):
        by = {BinaryOp.SHIFT_RIGHT: 1 << min(number, 31), BinaryOp.AND: number + 1}.get(node.op, number)
        same = (
            by > 0 and getattr(left.right, "value", None) == by and (node.op is not BinaryOp.AND or by & (by - 1) == 0)
        )
    else:
        divided = node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER) and isinstance(right, Constant)
        same = divided and expression_text(left.right) == expression_text(right)
    if same and node.op in (BinaryOp.DIVIDE, BinaryOp.SHIFT_RIGHT):
        return left.left
    return Literal(0, INT32, node.span) if same and node.op in (BinaryOp.REMAINDER, BinaryOp.AND) else node


def _logical(node: Binary) -> Any:
    """Both sides of scalars are as good as the first one that decides."""
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(one, Literal):
            return other if bool(one.value) is (node.op is BinaryOp.AND) else one
    return node


def _literal(literal: Literal, type_: Scalar, node: Convert) -> Any:
    if type_ == BOOL:
        return boolean(bool(literal.value), node.span)
    if type_.is_integer:
        known = isinstance(literal.value, int) and not isinstance(literal.value, bool)
        return Literal(wrap(int(literal.value), type_), type_, node.span) if known else node
    exact = type_ != FLOAT16 and isinstance(literal.value, int) and abs(literal.value) < 1 << 11
    return Literal(float(literal.value), type_, node.span) if exact and type_.is_float else node


def _is_same_width(outer: Convert, inner: Convert) -> bool:
    """Whether integers of one width are converted, and converted on."""
    types = (outer.type, inner.type, inner.operand.type)
    plain = inner.rounding is None and not inner.saturate
    return (
        plain
        and all(isinstance(each, Scalar) and each.is_integer and each != BOOL for each in types)
        and (len({each.bits for each in types if isinstance(each, Scalar)}) == 1)
    )


def _is(node: Any, value: int) -> bool:
    return isinstance(node, Literal) and node.value == value
