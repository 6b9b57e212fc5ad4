"""Tiles whose lanes are lanes of another tile: one instruction picks them by their places, in bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import BinaryOp, integer
from transkernel.ir.tile import Gather, Lanes, Transpose
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT32, Tile
from transkernel.tile import build
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held


def gathered(values: Values, node: Gather) -> Held | None:
    """Along the last axis, and along the first of two; None for others, and for elements of 8 and 64 bits."""
    extent, source = build.shape_of(node) or (), build.shape_of(node.value) or ()
    index, width = build.convert(node.index, INT32, node.span), source[-1]
    if len(source) == 1:
        return _picked(values, node.value, index)
    if not isinstance(width, int) or width != extent[-1] or node.axis not in (0, len(source) - 1):
        return None
    if node.axis == 0 and len(source) != 2:
        return None
    numbers = Lanes(Tile(INT32, (*extent,)), node.span)
    if node.axis == 0:
        row, column = index, _op(BinaryOp.REMAINDER, numbers, width)
    else:
        row, column = _op(BinaryOp.DIVIDE, numbers, width), index
    return _picked(values, node.value, build.plus(build.times(row, width, node.span), column, node.span))


def transposed(values: Values, node: Transpose) -> Held | None:
    """Of two axes with extents that are known."""
    extent = build.shape_of(node) or ()
    height, width = (extent[0], extent[1]) if node.axes == (1, 0) else ("", "")
    if not isinstance(height, int) or not isinstance(width, int):
        return None
    numbers = Lanes(Tile(INT32, (height, width)), node.span)
    row, column = _op(BinaryOp.REMAINDER, numbers, width), _op(BinaryOp.DIVIDE, numbers, width)
    return _picked(values, node.value, build.plus(build.times(row, height, node.span), column, node.span))


def _op(op: BinaryOp, left: Any, right: int) -> Any:
    return build.binary(op, left, integer(right, INT32, left.span), left.span)


def _picked(values: Values, node: Any, places: Any) -> Held | None:
    """The lanes of a tile at these places, in row-major order."""
    element, span = build.element_of(node), node.span
    if element != BOOL and element.bits not in (16, 32):
        return None
    stored = FLOAT32 if element == BOOL else element
    held = values.tile(build.convert(node, stored, span) if element == BOOL else node)
    offsets = values.tile(build.times(places, stored.bits // 8, span))
    made = values.working.acquire("gathered", stored, offsets.extent)
    values.working.vector("gather", made, (held, replace(offsets, element=UINT32)))
    values.done(made, (held, offsets))
    return values.truth_of(made, made.extent) if element == BOOL else made
