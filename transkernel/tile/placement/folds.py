"""Reductions of 32-bit integers, and running sums, by the vector unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Convert, Literal
from transkernel.ir.placed import Element, Vector
from transkernel.ir.tile import Reduce, ReduceOp, Scan, Where
from transkernel.ir.types import FLOAT32, INT32, INT64, UINT32, UINT64
from transkernel.tile import build
from transkernel.tile.placement.core import WORDS
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held

_FOLDS = {ReduceOp.ADD: "fold_add", ReduceOp.MAX: "fold_max", ReduceOp.MIN: "fold_min"}
_BLOCKS = 64  # elements that a fold's result takes


def _folds(node: Reduce) -> bool:
    element = build.element_of(node)
    return node.op in _FOLDS and (element == INT32 or (element in WORDS and node.op is ReduceOp.ADD))


def folded(values: Values, node: Reduce, name: str) -> Any:
    """The reduction of a tile of one axis as a scalar; None where it has no instruction."""
    narrow = _of_words(node)
    if narrow is not None:
        found = folded(values, narrow, name)
        return None if found is None else simplified(build.convert(found, build.element_of(node), node.span))
    if node.op is not ReduceOp.ADD and build.element_of(node) == UINT32:
        return _folded_without_sign(values, node, name)
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


def _folded_without_sign(values: Values, node: Reduce, name: str) -> Any:
    """The order of INT32 is that of UINT32 with the highest bit the other way."""
    span, highest = node.span, Literal(1 << 31, UINT32, node.span)
    signed = build.convert(build.plus(node.value, highest, span), INT32, span)
    found = folded(values, replace(node, value=signed, type=INT32), name)
    return None if found is None else simplified(build.plus(build.convert(found, UINT32, span), highest, span))


def _of_words(node: Reduce) -> Reduce | None:
    """The extreme of 64-bit numbers that are words, of some lanes and a number for the others, as one of words."""
    value, others = (node.value.then, node.value.otherwise) if isinstance(node.value, Where) else (node.value, None)
    if node.op not in (ReduceOp.MAX, ReduceOp.MIN) or build.element_of(node) not in (INT64, UINT64):
        return None
    element = build.element_of(value.operand) if isinstance(value, Convert) else None
    if element not in WORDS or value.rounding is not None or (build.element_of(node) == UINT64 and element == INT32):
        return None
    if others is None:
        return replace(node, value=value.operand, type=element)
    low = 0 if element == UINT32 else -(1 << 31)
    if not isinstance(others, Literal) or not low <= others.value < low + (1 << 32):
        return None
    chosen = build.where(node.value.condition, value.operand, replace(others, type=element), node.span)
    return replace(node, value=chosen, type=element)


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
