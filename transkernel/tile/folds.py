"""Expressions of tile IR in fewer words, with the same value in every lane.

- `!(a < b)` of integers is `a >= b`; of `|` and `&` of such, by De Morgan. A condition that a mask names twice is named
  once, and a Where with equal sides is that side.
- What compares whole literals is known, and so is which side a Where takes then.
- `x & 31` is `x` where x lies in 0 ... 31.
- Numbers from 0 to 2^31 - 1, by ranges.py, are the same as INT32 and as UINT32. What C computed as UINT32 (all that
  comes from `threadIdx`) is INT32 where it is compared, converted or added to a pointer and all of it lies there; an
  offset computed as INT64 is INT32 where all of it fits.

Precondition: none. What loads or has an effect is neither left out nor done twice.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Literal,
    PointerOffset,
    Register,
    Special,
    Unary,
    UnaryOp,
    boolean,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Load, TileAtomic, TileKernel, Where
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, UINT64, Pointer, is_integer
from transkernel.ir.visit import rewrite_all, walk
from transkernel.tile import build
from transkernel.tile.ranges import Ranges

__all__ = ["fold"]

_MOST = 2**31 - 1
_COMPARES: dict[CompareOp, Callable[[Any, Any], bool]] = {
    CompareOp.EQUAL: operator.eq, CompareOp.NOT_EQUAL: operator.ne, CompareOp.LESS: operator.lt,
    CompareOp.LESS_EQUAL: operator.le, CompareOp.GREATER: operator.gt, CompareOp.GREATER_EQUAL: operator.ge,
}  # fmt: skip


def fold(kernel: TileKernel) -> tuple[Any, ...]:
    """The kernel's statements, folded."""
    return rewrite_all(kernel.body, _Folds(Ranges(kernel)).of)


class _Folds:
    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._table: dict[type, Callable[[Any], Any]] = {
            Unary: _negation, Binary: self._binary, Compare: self._compare, Convert: self._convert, Where: _where,
            PointerOffset: self._offset,
        }  # fmt: skip

    def of(self, node: Any) -> Any:
        """A node whose children are folded."""
        change = self._table.get(type(node))
        return node if change is None else change(node)

    def _binary(self, node: Binary) -> Any:
        if node.op is not BinaryOp.AND:
            return node
        if build.element_of(node) == BOOL:
            return _without_repeats(node)
        mask = node.right.value if isinstance(node.right, Literal) else 0
        if mask > 0 and int(mask) & (int(mask) + 1) == 0 and self._ranges.within(node.left, 0, int(mask)):
            return node.left
        return node

    def _compare(self, node: Compare) -> Any:
        if isinstance(node.left, Literal) and isinstance(node.right, Literal) and is_integer(node.left.type):
            return boolean(_COMPARES[node.op](node.left.value, node.right.value), node.span)
        if build.element_of(node.left) != UINT32:
            return node
        left, right = self._signed(node.left), self._signed(node.right)
        return node if left is None or right is None else Compare(node.op, left, right, node.span, node.type)

    def _convert(self, node: Convert) -> Any:
        if build.element_of(node.operand) != UINT32 or node.rounding is not None or node.saturate:
            return node
        element = build.element_of(node)
        signed = None if isinstance(element, Pointer) or element == BOOL else self._signed(node.operand)
        return node if signed is None else build.convert(signed, element, node.span)

    def _offset(self, node: PointerOffset) -> Any:
        element = build.element_of(node.offset)
        small = None
        if element == UINT32:
            small = self._signed(node.offset)
        elif element in (INT64, UINT64):
            small = self._small(node.offset)
        return node if small is None else build.offset(node.pointer, small, node.span)

    # ------------------------------------------------------------ as INT32

    def _signed(self, node: Any) -> Any:
        """A UINT32 as an INT32 of the same value in every lane, in no more words; None where that is not known."""
        if not self._ranges.within(node, 0, _MOST):
            return None
        match node:
            case Literal():
                return build.convert(node, INT32, node.span)
            case Special(register=Register.BLOCK_INDEX | Register.GRID_SIZE):
                return Convert(node, INT32, node.span)
            case Convert() if build.element_of(node.operand) == INT32:
                return node.operand if self._ranges.within(node.operand, 0, _MOST) else None
            case Binary() if node.op in _ALIKE:
                left, right = self._signed(node.left), self._signed(node.right)
                return None if left is None or right is None else build.binary(node.op, left, right, node.span)
            case Where():
                then, otherwise = self._signed(node.then), self._signed(node.otherwise)
                known = then is not None and otherwise is not None
                return build.where(node.condition, then, otherwise, node.span) if known else None
        return None

    def _small(self, node: Any) -> Any:
        """An INT64 or UINT64 as an INT32 of the same value; None where that is not known."""
        if not self._ranges.within(node, -_MOST - 1, _MOST):
            return None
        match node:
            case Literal():
                return build.convert(node, INT32, node.span)
            case Convert() if build.element_of(node.operand) == INT32:
                return node.operand if self._ranges.of(node.operand) is not None else None
            case Convert() if build.element_of(node.operand) == UINT32:
                return self._signed(node.operand)
            case Binary(op=BinaryOp.ADD | BinaryOp.MULTIPLY):
                left, right = self._small(node.left), self._small(node.right)
                return None if left is None or right is None else build.binary(node.op, left, right, node.span)
        return None


# Of numbers that are not negative, with a result that is neither, they are the same with a sign and without.
_ALIKE = (
    BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.DIVIDE, BinaryOp.REMAINDER, BinaryOp.AND,
    BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT,
)  # fmt: skip
_OPPOSITE = {
    CompareOp.EQUAL: CompareOp.NOT_EQUAL, CompareOp.NOT_EQUAL: CompareOp.EQUAL, CompareOp.LESS: CompareOp.GREATER_EQUAL,
    CompareOp.GREATER_EQUAL: CompareOp.LESS, CompareOp.GREATER: CompareOp.LESS_EQUAL,
    CompareOp.LESS_EQUAL: CompareOp.GREATER,
}  # fmt: skip


# ---------------------------------------------------------------- conditions


def _negation(node: Unary) -> Any:
    opposite = _opposite(node.operand) if node.op is UnaryOp.NOT else None
    return node if opposite is None else opposite


def _opposite(node: Any) -> Any:
    """The negation of a condition on integers, without a `!`; None for others, whose numbers may be NaN."""
    match node:
        case Compare() if is_integer(build.element_of(node.left)):
            return Compare(_OPPOSITE[node.op], node.left, node.right, node.span, node.type)
        case Unary(op=UnaryOp.NOT):
            return node.operand
        case Binary(op=BinaryOp.AND | BinaryOp.OR):
            left, right = _opposite(node.left), _opposite(node.right)
            op = BinaryOp.OR if node.op is BinaryOp.AND else BinaryOp.AND
            return None if left is None or right is None else Binary(op, left, right, node.type, node.span)
    return None


def _terms(node: Any) -> Iterator[Any]:
    if isinstance(node, Binary) and node.op is BinaryOp.AND and build.element_of(node) == BOOL:
        yield from _terms(node.left)
        yield from _terms(node.right)
    else:
        yield node


def _is_pure(node: Any) -> bool:
    return not any(isinstance(each, Load | TileAtomic) for each in walk(node))


def _without_repeats(node: Binary) -> Any:
    terms = {expression_text(each): each for each in _terms(node) if _is_pure(each)}
    every = [*_terms(node)]
    if len(terms) == len(every) or not all(map(_is_pure, every)):
        return node
    first, *others = terms.values()
    for each in others:
        first = build.both(first, each, node.span)
    return first if first.type == node.type else node


def _where(node: Where) -> Any:
    if isinstance(node.condition, Literal):
        chosen, other = (node.then, node.otherwise) if node.condition.value else (node.otherwise, node.then)
        return chosen if chosen.type == node.type and _is_pure(other) else node
    may_be_same = isinstance(node.then, Where) is isinstance(node.otherwise, Where)
    if not may_be_same or expression_text(node.then) != expression_text(node.otherwise):
        return node
    if not _is_pure(node.then) or node.then.type != node.type:
        return node
    return node.then
