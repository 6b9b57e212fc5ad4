"""Makers of tile IR nodes whose types follow from their operands: a tile joins a scalar to its own shape."""

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
    Unary,
    UnaryOp,
    boolean,
    integer,
)
from transkernel.ir.tile import Broadcast, Gather, Reduce, ReduceOp, Reshape, Splat, Where
from transkernel.ir.types import BOOL, INT32, Pointer, Scalar, Tile, Type
from transkernel.source import Span

Shape = tuple[int | str, ...]


def shape_of(*nodes: Any) -> Shape | None:
    """The shape that the nodes join to; None where all are scalars."""
    return next((each.type.shape for each in nodes if isinstance(each.type, Tile)), None)


def element_of(node: Any) -> Any:
    """The number or pointer type of a value or of its lanes."""
    return node.type.element if isinstance(node.type, Tile) else node.type


def tiled(element: Scalar | Pointer, shape: Shape | None) -> Type:
    return element if shape is None else Tile(element, shape)


def binary(op: BinaryOp, left: Any, right: Any, span: Span) -> Any:
    return Binary(op, left, right, tiled(element_of(left), shape_of(left, right)), span)


def compare(op: CompareOp, left: Any, right: Any, span: Span) -> Any:
    return Compare(op, left, right, span, tiled(BOOL, shape_of(left, right)))


def both(left: Any, right: Any, span: Span) -> Any:
    """`left & right`; None is true."""
    if left is None or right is None:
        return left if right is None else right
    return binary(BinaryOp.AND, left, right, span)


def either(left: Any, right: Any, span: Span) -> Any:
    return binary(BinaryOp.OR, left, right, span)


def negation(value: Any, span: Span) -> Any:
    """`!value` of BOOLs."""
    if isinstance(value, Unary) and value.op is UnaryOp.NOT:
        return value.operand
    if isinstance(value, Literal):
        return boolean(not value.value, span)
    return Unary(UnaryOp.NOT, value, value.type, span)


def convert(value: Any, element: Scalar | Pointer, span: Span, **rounding: Any) -> Any:
    """The value, or each lane of it, as another type."""
    if element_of(value) == element and not rounding:
        return value
    if isinstance(value, Literal) and isinstance(element, Scalar) and element.is_integer and not rounding:
        known = _literal(value, element, span)
        if known is not None:
            return known
    return Convert(value, tiled(element, shape_of(value)), span, **rounding)


def _literal(value: Literal, element: Scalar, span: Span) -> Literal | None:
    """An integer literal in a type that holds it."""
    if not isinstance(value.type, Scalar) or not value.type.is_integer or element == BOOL:
        return None
    low = -(1 << (element.bits - 1)) if element.is_signed else 0
    inside = low <= value.value < low + (1 << element.bits)
    return Literal(value.value, element, span, value.symbol, value.spelling) if inside else None


def where(condition: Any, then: Any, otherwise: Any, span: Span) -> Any:
    return Where(condition, then, otherwise, tiled(element_of(then), shape_of(condition, then, otherwise)), span)


def intrinsic(id_: str, arguments: tuple[Any, ...], element: Scalar, span: Span) -> Any:
    return Intrinsic(id_, arguments, tiled(element, shape_of(*arguments)), span)


def offset(pointer: Any, by: Any, span: Span) -> Any:
    """`pointer + by`, in elements of what it points to."""
    if isinstance(by, Literal) and by.value == 0 and not isinstance(by.type, Tile):
        return pointer
    return PointerOffset(pointer, by, tiled(element_of(pointer), shape_of(pointer, by)), span)


def splat(value: Any, shape: Shape, span: Span) -> Any:
    """The value as a tile; the same where it is one."""
    return value if isinstance(value.type, Tile) else Splat(value, Tile(value.type, shape), span)


def times(value: Any, factor: int, span: Span) -> Any:
    """An integer times a constant."""
    if factor == 1:
        return value
    if isinstance(value, Literal):
        return integer(int(value.value) * factor, element_of(value), span)
    return binary(BinaryOp.MULTIPLY, value, integer(factor, element_of(value), span), span)


def plus(left: Any, right: Any, span: Span) -> Any:
    """A sum without zeros."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Literal) and one.value == 0:
            return other
    return binary(BinaryOp.ADD, left, right, span)


def reduce(op: ReduceOp, value: Any, axis: int, span: Span) -> Any:
    shape = value.type.shape[:axis] + value.type.shape[axis + 1 :]
    return Reduce(op, value, axis, tiled(element_of(value), shape or None), span)


def any_lane(mask: Any, span: Span) -> Any:
    """Whether the mask holds in any lane, as a scalar BOOL."""
    count = convert(mask, INT32, span)
    while isinstance(count.type, Tile):
        count = reduce(ReduceOp.MAX, count, 0, span)
    return compare(CompareOp.NOT_EQUAL, count, integer(0, INT32, span), span)


def reshape(value: Any, shape: Shape, span: Span) -> Any:
    return Reshape(value, Tile(element_of(value), shape), span)


def broadcast(value: Any, shape: Shape, span: Span) -> Any:
    return Broadcast(value, Tile(element_of(value), shape), span)


def columned(value: Any, count: int, span: Span) -> Any:
    """A value for each lane, in as many columns; another shape stays as it is."""
    shape = shape_of(value)
    if shape is None or len(shape) != 1:
        return value
    return broadcast(reshape(value, (*shape, 1), span), (*shape, count), span)


def gather(value: Any, index: Any, axis: int, span: Span) -> Any:
    return Gather(value, index, axis, Tile(element_of(value), index.type.shape), span)
