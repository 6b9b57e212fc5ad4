"""Reductions of 32-bit integers, and running sums, by the vector unit."""

from __future__ import annotations

from typing import Any

from transkernel.ir.placed import Element, Vector
from transkernel.ir.tile import Reduce, ReduceOp, Scan
from transkernel.ir.types import FLOAT32, INT32
from transkernel.tile import build
from transkernel.tile.placement.core import WORDS
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held

_FOLDS = {ReduceOp.ADD: "fold_add", ReduceOp.MAX: "fold_max", ReduceOp.MIN: "fold_min"}
_BLOCKS = 64  # elements that a fold's result takes


def _folds(node: Reduce) -> bool:
    element = build.element_of(node)
    return node.op in _FOLDS and (element == INT32 or (element in WORDS and node.op is ReduceOp.ADD))


def folded(values: Values, node: Reduce, name: str) -> Any:
    """The reduction of a tile of one axis as a scalar; None where it has no instruction."""
    if not _folds(node):
        return None
    working, element, span = values.working, build.element_of(node), node.span
    held = values.tile(node.value)
    result = working.acquire(name, element, (_BLOCKS,))
    work = working.acquire("work", INT32, held.extent)
    views = [working.view(each, INT32) for each in (result, held, work)]
    count = working.size(held.extent)
    working.emit(Vector(_FOLDS[node.op], views[0], (views[1],), count, span, (views[2],)))
    for each in (work, held):
        working.release(each)
    found = working.keep(name, Element(result.buffer, working.number(0), element, span))
    working.release(result)
    return found


def folded_rows(values: Values, node: Reduce, name: str) -> Held | None:
    """Along the last of two axes, where that is 2, 4, 8 or so; None for others."""
    whole, width = build.shape_of(node.value) or (), (build.shape_of(node.value) or ())[-1]
    if not _folds(node) or len(whole) != 2 or node.axis != 1 or not isinstance(width, int) or width & (width - 1):
        return None
    working, span = values.working, node.span
    held = values.tile(node.value)
    made = working.acquire(name, build.element_of(node), whole[:1])
    works = tuple(working.acquire(each, INT32, whole) for each in ("work", "moved", "places"))
    target, source, *views = (working.view(each, INT32) for each in (made, held, *works))
    rows, instruction = working.size(whole[:1]), _FOLDS[node.op].replace("fold", "fold_rows")
    working.emit(Vector(instruction, target, (source, working.number(width)), rows, span, tuple(views)))
    for each in (*works, held):
        working.release(each)
    return made


def running_sum(values: Values, node: Scan) -> Held | None:
    """Of a tile of one axis, from its first lane on; None for others."""
    working, element, extent = values.working, build.element_of(node), build.shape_of(node) or ()
    if node.op is not ReduceOp.ADD or node.reverse or len(extent) != 1 or element not in (FLOAT32, *WORDS):
        return None
    as_ = INT32 if element in WORDS else FLOAT32
    held = values.tile(node.value)
    made = working.acquire("scan", element, extent)
    padded, places = working.acquire("padded", as_, (2, *extent)), working.acquire("places", INT32, extent)
    views = [working.view(each, as_) for each in (made, held, padded)]
    count = working.size(extent)
    works = (views[2], working.view(places))
    working.emit(Vector("running_sum", views[0], (views[1],), count, node.span, works))
    for each in (padded, places, held):
        working.release(each)
    return made
