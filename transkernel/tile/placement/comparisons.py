"""What masks are made of: parts that hold together, and comparisons of integers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Compare, CompareOp, Literal, Unary, UnaryOp, Variable, boolean
from transkernel.ir.tile import Splat
from transkernel.ir.types import Pointer, Scalar, Tile
from transkernel.tile import build
from transkernel.tile.placement.lanes import OneLane

FLIPPED = {
    CompareOp.LESS: CompareOp.GREATER,
    CompareOp.LESS_EQUAL: CompareOp.GREATER_EQUAL,
    CompareOp.GREATER: CompareOp.LESS,
    CompareOp.GREATER_EQUAL: CompareOp.LESS_EQUAL,
    CompareOp.EQUAL: CompareOp.EQUAL,
    CompareOp.NOT_EQUAL: CompareOp.NOT_EQUAL,
}
_NEGATED = {
    CompareOp.LESS: CompareOp.GREATER_EQUAL,
    CompareOp.LESS_EQUAL: CompareOp.GREATER,
    CompareOp.GREATER: CompareOp.LESS_EQUAL,
    CompareOp.GREATER_EQUAL: CompareOp.LESS,
    CompareOp.NOT_EQUAL: CompareOp.EQUAL,
}
# Those that leave lanes after one another.
ORDERS = (CompareOp.LESS, CompareOp.LESS_EQUAL, CompareOp.GREATER, CompareOp.GREATER_EQUAL, CompareOp.EQUAL)


def conjuncts(lanes: OneLane, mask: Any, holds: bool = True) -> list[Any]:
    """Truth values that hold together where the mask does, or where it does not."""
    match mask:
        case Binary(op=BinaryOp.AND | BinaryOp.OR, left=left, right=right) if (mask.op is BinaryOp.AND) is holds:
            return [*conjuncts(lanes, left, holds), *conjuncts(lanes, right, holds)]
        case Unary(op=UnaryOp.NOT, operand=operand):
            return conjuncts(lanes, operand, not holds)
        case Splat(value=value):
            return conjuncts(lanes, value, holds)
        case Literal(value=value):
            return [] if bool(value) is holds else [boolean(False, mask.span)]
        case Variable() if isinstance(mask.type, Tile) and lanes.init(mask.name) is not None:
            return conjuncts(lanes, lanes.init(mask.name), holds)
    return [mask if holds else build.negation(mask, mask.span)]


def as_compare(part: Any) -> Compare | None:
    """A part of a mask that compares integers of 32 bits or more."""
    negated = isinstance(part, Unary) and part.op is UnaryOp.NOT
    compare = part.operand if negated else part
    if not isinstance(compare, Compare) or not _is_integer(compare.left):
        return None
    if not negated:
        return compare
    op = _NEGATED.get(compare.op)
    return None if op is None else replace(compare, op=op)


def same_size(pointer: Any, other: Any) -> bool:
    """Whether both point to elements of one size."""
    one, two = build.element_of(pointer), build.element_of(other)
    sizes = [each.element.bits for each in (one, two) if isinstance(each, Pointer) and isinstance(each.element, Scalar)]
    return len(sizes) == 2 and sizes[0] == sizes[1]


def _is_integer(node: Any) -> bool:
    element = build.element_of(node)
    return isinstance(element, Scalar) and element.is_integer and element.bits >= 32
