"""Accesses of tiles with two axes: rows of one length, each at consecutive places, and a step from row to row."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Convert, PointerOffset, Variable
from transkernel.ir.tile import Broadcast, Lanes, Reshape, Splat
from transkernel.ir.types import Pointer, Tile
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.placement.lanes import OneLane
from transkernel.tile.raising.affine import ONE, WHOLE, Factor, Indices, Product


@record
class Steps:
    """How an index grows from row to row, and from column to column; None for not at all."""

    row: Factor | None = None
    column: Factor | None = None


class Tables:
    """Of one kernel."""

    def __init__(self, lanes: OneLane, indices: Indices) -> None:
        self._lanes = lanes
        self._indices = indices

    def steps(self, node: Any) -> Steps | None:
        """Of a pointer or an index; None where it does not grow evenly."""
        if not isinstance(node.type, Tile) or isinstance(node, Splat):
            return Steps()
        match node:
            case Variable():
                init = self._lanes.init(node.name)
                return None if init is None else self.steps(init)
            case Broadcast() | Convert():
                return self.steps(node.value if isinstance(node, Broadcast) else node.operand)
            case PointerOffset():
                return _added(self.steps(node.pointer), self.steps(node.offset))
            case Binary(op=BinaryOp.ADD):
                return _added(self.steps(node.left), self.steps(node.right))
            case Reshape():
                return self._of_line(node)
        return None

    def _of_line(self, node: Reshape) -> Steps | None:
        """A tile of one axis, as the rows or as the columns of one with two."""
        inner, outer = build.shape_of(node.value) or (), build.shape_of(node) or ()
        if len(inner) != 1 or len(outer) != 2 or 1 not in outer:
            return None
        growth = self._growth(node.value)
        if growth is None:
            return None
        return Steps(row=growth) if outer[1] == 1 else Steps(column=growth)

    def _growth(self, line: Any) -> Factor | None:
        if isinstance(line, Lanes):
            return Factor(ONE)
        if not self._lanes.is_known(line):
            return None
        if isinstance(build.element_of(line), Pointer):
            return self._growth_of_pointers(line)
        found = self._indices.of(line)
        if found is None or self._indices.assumed or len(found.terms) > 1:
            return None
        if not found.terms:
            return Factor(Product(0))
        ((digit, factor),) = found.terms
        return factor if digit == WHOLE else None

    def _growth_of_pointers(self, line: Any) -> Factor | None:
        """Of a scalar pointer and an index."""
        match line:
            case Splat():
                return Factor(Product(0))
            case Variable() if self._lanes.init(line.name) is not None:
                return self._growth(self._lanes.init(line.name))
            case PointerOffset() if not isinstance(line.pointer.type, Tile):
                return self._growth(line.offset)
        return None


def _added(left: Steps | None, right: Steps | None) -> Steps | None:
    if left is None or right is None:
        return None
    if (left.row and right.row) or (left.column and right.column):
        return None
    return Steps(left.row or right.row, left.column or right.column)
