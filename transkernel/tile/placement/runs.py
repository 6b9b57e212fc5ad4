"""Accesses that are no rectangle: rows of lanes, in each of which pointers grow evenly and the mask leaves one run.

A row is as many lanes as a digit of the indices has numbers; without digits all lanes are one row. What a row begins
at, and which of its lanes there are, is asked for each row. Where an index is divided by a number that the launch
decides, a run ends at its multiples.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    CompareOp,
    Convert,
    Intrinsic,
    PointerOffset,
    Unary,
    Variable,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Broadcast, Lanes, Reshape, Splat, Where
from transkernel.ir.types import Scalar, Tile
from transkernel.ir.visit import children, walk
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.placement.comparisons import FLIPPED, ORDERS, as_compare, same_size
from transkernel.tile.placement.lanes import OneLane
from transkernel.tile.raising.affine import ONE, Affine, Factor, Indices, Product
from transkernel.tile.raising.facts import is_wide

NONE = Factor(Product(0))
_FROM_ON = (CompareOp.GREATER, CompareOp.GREATER_EQUAL)
_ELEMENTWISE = (Binary, Bitcast, Compare, Convert, Intrinsic, PointerOffset, Unary, Where)


@record
class Break:
    """A run ends where `value`, which grows by one from lane to lane, is a multiple of `size`, a scalar."""

    value: Any
    size: Any


@record
class Limit:
    """`left` compared with `right`: left grows by step > 0 from lane to lane of a row, right does not."""

    op: CompareOp
    left: Any
    step: int
    right: Any


@record
class Runs:
    """width: lanes of a row; None where all lanes are one row, and for the second axis of a tile with two. step: of the
    pointer, from lane to lane of a row. conditions: parts of the mask that the lanes of a row agree on."""

    width: Product | None
    step: Factor
    breaks: tuple[Break, ...]
    limits: tuple[Limit, ...]
    conditions: tuple[Any, ...]


class RunFinder:
    """Of one kernel."""

    def __init__(self, lanes: OneLane, indices: Indices) -> None:
        self._lanes = lanes
        self._indices = indices

    def of(self, pointer: Any, conjuncts: list[Any]) -> Runs | None:
        """How the lanes of a pointer lie that the parts of a mask name together; None where they are no such runs."""
        shape = build.shape_of(pointer) or ()
        if not all(self._lanes.is_known(each) for each in (pointer, *conjuncts)) or len(shape) > 2:
            return None
        widths: list[Product | None] = [None]
        if len(shape) == 1:
            widths += self.widths([pointer, *conjuncts])
        found = (_Growth(self._lanes, self._indices, width).runs(pointer, conjuncts) for width in widths)
        return min((each for each in found if each is not None), key=lambda each: len(each.breaks), default=None)

    def widths(self, nodes: list[Any]) -> list[Product]:
        """What lanes' numbers are divided by: constants of the launch first, then the greatest."""
        found: set[Product] = set()
        seen: set[str] = set()
        waiting = list(nodes)
        while waiting:
            for each in walk(waiting.pop()):
                if isinstance(each, Variable) and isinstance(each.type, Tile) and each.name not in seen:
                    seen.add(each.name)
                    init = self._lanes.init(each.name)
                    waiting += [] if init is None else [init]
                if isinstance(each, Binary) and isinstance(each.type, Tile):
                    size = _digit_size(self._indices, each)
                    found |= {size} if size is not None and size.number > 0 and size != ONE else set()
        return sorted(found, key=lambda each: (-len(each.names), -each.number, each.names))


def _digit_size(indices: Indices, node: Binary) -> Product | None:
    if node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
        return indices.size(node.right)
    size = indices.size(node.right) if node.op in (BinaryOp.AND, BinaryOp.SHIFT_RIGHT) else None
    if size is None or size.names or not 0 < size.number < 1 << 20:
        return None
    return Product(size.number + 1) if node.op is BinaryOp.AND else Product(1 << min(size.number, 20))


class _Growth:
    """How values grow in the rows of one width."""

    def __init__(self, lanes: OneLane, indices: Indices, width: Product | None) -> None:
        self._lanes = lanes
        self._indices = indices
        self._width = width
        self._breaks: dict[str, Break] = {}
        self._named: dict[str, Factor | None] = {}
        self._binary: dict[BinaryOp, Callable[[Binary], Factor | None]] = {
            BinaryOp.ADD: self._added, BinaryOp.SUBTRACT: self._added, BinaryOp.MULTIPLY: self._product,
            BinaryOp.DIVIDE: self._divided, BinaryOp.REMAINDER: self._divided,
        }  # fmt: skip

    def runs(self, pointer: Any, conjuncts: list[Any]) -> Runs | None:
        step = self.of(pointer)
        if step is None:
            return None
        limits: list[Limit] = []
        conditions: list[Any] = []
        for part in conjuncts:
            limit = self._limit(part)
            if limit is not None:
                limits.append(limit)
            elif _none(self.of(part)):
                conditions.append(part)
            else:
                return None
        return Runs(self._width, step, tuple(self._breaks.values()), tuple(limits), tuple(conditions))

    def _limit(self, part: Any) -> Limit | None:
        compare = as_compare(part)
        if compare is None or not isinstance(compare.type, Tile):
            return None
        left, right, op = compare.left, compare.right, compare.op
        steps = self.of(left), self.of(right)
        if _none(steps[0]) and steps[1] is not None and not _none(steps[1]):
            left, right, op, steps = right, left, FLIPPED[op], steps[::-1]
        if not _none(steps[1]) or steps[0] is None or op not in ORDERS:
            return None
        element, step = build.element_of(left), steps[0].number
        may_turn = isinstance(element, Scalar) and not element.is_signed and op in _FROM_ON
        if may_turn or step is None or step <= 0 or (op is CompareOp.EQUAL and step != 1):
            return None
        return Limit(op, left, step, right)

    def of(self, node: Any) -> Factor | None:
        """From lane to lane of a row; None where it does not grow evenly. A truth value: 0 or None."""
        if not isinstance(node.type, Tile) or isinstance(node, Splat):
            return NONE
        if isinstance(node, Variable):
            if node.name not in self._named:
                init = self._lanes.init(node.name)
                self._named[node.name] = None if init is None else self.of(init)
            return self._named[node.name]
        return self._of_tile(node)

    def _of_tile(self, node: Any) -> Factor | None:
        if len(node.type.shape) == 1:
            found = self._affine(node)
            if found is not None:
                return found
        match node:
            case Lanes():
                return Factor(ONE)
            case Broadcast():
                return self.of(node.value)
            case Reshape():
                return self._reshaped(node)
            case PointerOffset():
                return _sum(self.of(node.pointer), self.of(node.offset))
            case Convert(operand=operand) if (is_wide(node) and is_wide(operand)) or same_size(node, operand):
                return self.of(operand)
            case Binary() if node.op in self._binary:
                return self._binary[node.op](node)
        return NONE if isinstance(node, _ELEMENTWISE) and self._agree(node) else None

    def _agree(self, node: Any) -> bool:
        return all(_none(self.of(each)) for each in children(node))

    def _affine(self, node: Any) -> Factor | None:
        if not is_wide(node):
            return None
        found = self._indices.of(node)
        if found is None or self._indices.assumed:
            return None
        return _in_row(found, self._width)

    def _reshaped(self, node: Reshape) -> Factor | None:
        """A tile of one axis as rows, as columns, or as a table of them all."""
        inner, outer = build.shape_of(node.value) or (), build.shape_of(node) or ()
        if len(inner) != 1 or len(outer) != 2:
            return self.of(node.value) if inner == outer else None
        if outer[1] == 1:
            return NONE if self._lanes.is_known(node.value) else None
        if outer[0] != 1:
            return None
        inside = _Growth(self._lanes, self._indices, None)
        found = inside.of(node.value)
        return None if inside._breaks else found

    def _added(self, node: Binary) -> Factor | None:
        right = self.of(node.right)
        if right is not None and node.op is BinaryOp.SUBTRACT:
            right = Factor(Product(-1).times(right.product), right.scalar)
        return _sum(self.of(node.left), right)

    def _product(self, node: Binary) -> Factor | None:
        left, right = self.of(node.left), self.of(node.right)
        if _none(left) and _none(right):
            return NONE
        for grown, by in ((left, node.right), (right, node.left)):
            scalar: Any = by.value if isinstance(by, Splat) else by
            if grown is not None and not isinstance(scalar.type, Tile):
                size = self._indices.size(scalar)
                if size is not None:
                    return Factor(grown.product.times(size), grown.scalar)
                return Factor(grown.product, scalar) if grown.scalar is None else None
        return None

    def _divided(self, node: Binary) -> Factor | None:
        """By a number of the launch: the quotient stays and the rest grows, up to a multiple of the number."""
        if self._agree(node):
            return NONE
        by: Any = node.right.value if isinstance(node.right, Splat) else node.right
        if isinstance(by.type, Tile) or self.of(node.left) != Factor(ONE) or not is_wide(node):
            return None
        text = f"{expression_text(node.left)}, {expression_text(by)}"
        self._breaks[text] = Break(node.left, by)
        return NONE if node.op is BinaryOp.DIVIDE else Factor(ONE)


def _in_row(value: Affine, width: Product | None) -> Factor | None:
    grown = NONE
    for digit, factor in value.terms:
        if width is not None and digit.below.over(width) is not None:
            continue
        if digit.below != ONE or not (digit.size is None or (width is not None and digit.size.over(width) is not None)):
            return None
        found = _sum(grown, factor)
        if found is None:
            return None
        grown = found
    return grown


def _sum(left: Factor | None, right: Factor | None) -> Factor | None:
    if left is None or right is None:
        return None
    if _none(left) or _none(right):
        return right if _none(left) else left
    if left.number is None or right.number is None:
        return None
    return Factor(Product(left.number + right.number))


def _none(factor: Factor | None) -> bool:
    return factor is not None and factor.product.number == 0
