"""Operations among the lanes of a tile: reductions, scans, gathers, other shapes, products of matrices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    If,
    Literal,
    Select,
    Variable,
    integer,
)
from transkernel.ir.placed import Element, SetElement, Vector
from transkernel.ir.tile import (
    Broadcast,
    Dot,
    Gather,
    Histogram,
    Lanes,
    Reduce,
    ReduceOp,
    Reshape,
    Scan,
    Splat,
    Transpose,
)
from transkernel.ir.types import BOOL, FLOAT16, FLOAT32, INT32, Scalar, Tile
from transkernel.ir.visit import children, map_children
from transkernel.tile import build
from transkernel.tile.placement import folds, picks
from transkernel.tile.placement.lanes import linear
from transkernel.tile.placement.numbers import is_extreme_of_floats
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held

_VECTOR_REDUCTIONS = {ReduceOp.ADD: "reduce_sum", ReduceOp.MAX: "reduce_max", ReduceOp.MIN: "reduce_min"}
_ROW_REDUCTIONS = {ReduceOp.ADD: "sum_rows", ReduceOp.MAX: "max_rows", ReduceOp.MIN: "min_rows"}
_REPEAT = 256  # bytes of a row that one step of the vector unit reduces
_OPS = {
    ReduceOp.ADD: BinaryOp.ADD, ReduceOp.MULTIPLY: BinaryOp.MULTIPLY, ReduceOp.AND: BinaryOp.AND,
    ReduceOp.OR: BinaryOp.OR, ReduceOp.XOR: BinaryOp.XOR,
}  # fmt: skip
_BLOCK = 32  # bytes at which operands of the vector unit begin


class Shapes:
    """Of one kernel."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._working = values.working

    # ------------------------------------------------------------ reductions

    def reduce_scalar(self, node: Reduce) -> Any:
        """The reduction of a tile of one axis."""
        with self._of_numbers(node) as numbers:
            return self._reduced(numbers)

    def _reduced(self, node: Reduce) -> Any:
        working, element = self._working, build.element_of(node)
        working.span = node.span
        truth = _truth_of(node.value)
        lanes = None if truth is None or node.op is not ReduceOp.MAX else self._values.lane_range(truth)
        if lanes is not None:
            some = Compare(CompareOp.GREATER, lanes[1], lanes[0], node.span)
            return simplified(build.convert(some, element, node.span))
        if truth is not None and node.op in _VECTOR_REDUCTIONS:
            wide = build.convert(truth, FLOAT32, node.span)
            found = self._by_vector(Reduce(node.op, wide, 0, FLOAT32, node.span))
            return working.keep("any", simplified(build.convert(found, element, node.span)))
        if element in (FLOAT32, FLOAT16) and node.op in _VECTOR_REDUCTIONS:
            return self._by_vector(node)
        found = folds.folded(self._values, node, _word(node.op))
        return found if found is not None else self._by_scalar(node)

    @contextmanager
    def _of_numbers(self, node: Reduce) -> Iterator[Reduce]:
        """The reduction with what loses in place of NaN, where it looks for the least or the largest float."""
        if not is_extreme_of_floats(node) or self._values.never_nan.holds(node.value):
            yield node
            return
        with self._values.named(node.value) as value:
            yield replace(node, value=self._values.never_nan.without(value, node.op is ReduceOp.MAX))

    def _by_vector(self, node: Reduce) -> Any:
        working, values, element = self._working, self._values, build.element_of(node)
        held = values.tile(node.value)
        result = working.acquire(_word(node.op), element, (_BLOCK * 8 // element.bits,))
        work = working.acquire("work", element, held.extent)
        count = working.size(held.extent)
        span = node.span
        name, operands, works = _VECTOR_REDUCTIONS[node.op], (working.view(held),), (working.view(work),)
        working.emit(Vector(name, working.view(result), operands, count, span, works))
        working.release(work)
        working.release(held)
        found = working.keep(_word(node.op), Element(result.buffer, working.number(0), element, span))
        working.release(result)
        return found

    def _by_scalar(self, node: Reduce) -> Any:
        """Lane after lane, from the first one on."""
        working, element = self._working, build.element_of(node)
        extent = build.shape_of(node.value) or ()
        lanes = self._values.laned(node.value)
        total = working.variable(_word(node.op), element, lanes((working.number(0),)))
        with working.loop("lane", working.size(extent), working.number(1)) as lane:
            working.emit(Assign(total, self._joined(node.op, total, lanes((lane,))), node.span))
        return total

    def _joined(self, op: ReduceOp, left: Any, right: Any) -> Any:
        element, span = build.element_of(left), left.span
        if op in _OPS:
            return Binary(_OPS[op], left, right, element, span)
        order = CompareOp.GREATER if op is ReduceOp.MAX else CompareOp.LESS
        better: Any = Compare(order, right, left, span)
        if element.is_float:  # a NaN loses
            better = build.either(better, Compare(CompareOp.NOT_EQUAL, left, left, span), span)
        return Select(better, right, left, element, span)

    def reduce_tile(self, node: Reduce, into: Held | None, count: Any) -> Held:
        """Along one axis of several."""
        with self._of_numbers(node) as numbers:
            return self._reduced_tile(numbers)

    def _reduced_tile(self, node: Reduce) -> Held:
        working, values, element = self._working, self._values, build.element_of(node)
        whole = build.shape_of(node.value) or ()
        extent = whole[: node.axis] + whole[node.axis + 1 :]
        if node.axis == len(whole) - 1 and self._rows_begin_blocks(whole, element) and node.op in _VECTOR_REDUCTIONS:
            return self._reduce_rows(node, whole, extent)
        rows = folds.folded_rows(values, node, _word(node.op))
        if rows is not None:
            return rows
        lanes = values.laned(node.value)
        made = working.acquire(_word(node.op), element if element != BOOL else FLOAT32, extent)
        with values.nest(extent) as position:
            before, behind = position[: node.axis], position[node.axis :]

            def at(number: Any) -> Any:
                return lanes((*before, number, *behind))

            total = working.variable(_word(node.op), element, at(working.number(0)))
            with working.loop("k", working.size((whole[node.axis],)), working.number(1)) as lane:
                working.emit(Assign(total, self._joined(node.op, total, at(lane)), node.span))
            value = total if element != BOOL else build.convert(total, FLOAT32, node.span)
            working.emit(SetElement(made.buffer, simplified(linear(position, extent, node.span)), value, node.span))
        return made if element != BOOL else self._values.truth_of(made, extent)

    def _rows_begin_blocks(self, extent: Any, element: Any) -> bool:
        """Whether each row of a tile of two axes begins where the vector unit can."""
        return element in (FLOAT32, FLOAT16) and len(extent) == 2 and _begins_blocks(extent[-1], element)

    def _reduce_rows(self, node: Reduce, whole: Any, extent: Any) -> Held:
        working, element = self._working, build.element_of(node)
        held = self._values.tile(node.value)
        made = working.acquire(_word(node.op), element, extent)
        width = _number(whole[-1])
        if width * element.bits // 8 <= _REPEAT:
            name = _ROW_REDUCTIONS[node.op]
            operands = (working.view(held), working.number(width))
            working.emit(Vector(name, working.view(made), operands, working.size(extent), node.span))
            working.release(held)
            return made
        result = working.acquire("row", element, (_BLOCK * 8 // element.bits,))
        work = working.acquire("work", element, (whole[-1],))
        count = working.size((whole[-1],))
        with working.loop("i", working.size(extent)) as row:
            offset = simplified(build.times(row, _number(whole[-1]), node.span))
            name, views = _VECTOR_REDUCTIONS[node.op], (working.view(held, offset=offset),)
            working.emit(Vector(name, working.view(result), views, count, node.span, (working.view(work),)))
            value = Element(result.buffer, working.number(0), element, node.span)
            working.emit(SetElement(made.buffer, row, value, node.span))
        for each in (work, result, held):
            working.release(each)
        return made

    # ------------------------------------------------------------ scans, histograms

    def scan(self, node: Scan, into: Held | None, count: Any) -> Held:
        """The running reduction: sums by the vector unit, others by the scalar unit."""
        sums = folds.running_sum(self._values, node)
        return sums if sums is not None else self._scan_each(node)

    def _scan_each(self, node: Scan) -> Held:
        working, element = self._working, build.element_of(node)
        extent = build.shape_of(node) or ()
        lanes = self._values.laned(node.value)
        stored = FLOAT32 if element == BOOL else element
        made = working.acquire("scan", stored, extent)
        others = extent[: node.axis] + extent[node.axis + 1 :]
        length = working.size((extent[node.axis],))
        last = simplified(build.binary(BinaryOp.SUBTRACT, length, working.number(1), node.span))
        with self._values.nest(others) as position:
            before, behind = position[: node.axis], position[node.axis :]
            zero = Literal(0.0 if element.is_float else 0, element, node.span)
            total = working.variable("total", element, zero)
            with working.loop("k", length) as step:
                at = build.binary(BinaryOp.SUBTRACT, last, step, node.span) if node.reverse else step
                lane = (*before, at, *behind)
                value = lanes(lane)
                joined = self._joined(node.op, total, value)
                first = Compare(CompareOp.EQUAL, step, working.number(0), node.span)
                working.emit(Assign(total, Select(first, value, joined, element, node.span), node.span))
                put = total if element != BOOL else build.convert(total, FLOAT32, node.span)
                working.emit(SetElement(made.buffer, simplified(linear(lane, extent, node.span)), put, node.span))
        return made if element != BOOL else self._values.truth_of(made, extent)

    def histogram(self, node: Histogram, into: Held | None, count: Any) -> Held:
        working, values = self._working, self._values
        extent, lanes_of = build.shape_of(node) or (), build.shape_of(node.value) or ()
        value = values.laned(node.value)
        mask = None if node.mask is None else values.laned(node.mask)
        made = working.acquire("histogram", INT32, extent)
        values.fill(made, working.number(0))
        with working.loop("lane", working.size(lanes_of)) as lane:
            bin_ = working.keep("bin", simplified(build.convert(value((lane,)), INT32, node.span)))
            inside = Compare(CompareOp.LESS, bin_, working.size(extent), node.span)
            more = build.plus(Element(made.buffer, bin_, INT32, node.span), working.number(1), node.span)
            condition = build.both(inside, None if mask is None else mask((lane,)), node.span)
            counted: Any = SetElement(made.buffer, bin_, more, node.span)
            working.emit(If(condition, (counted,), (), node.span))
        return made

    # ------------------------------------------------------------ gathers and shapes

    def gather(self, node: Gather, into: Held | None, count: Any) -> Held:
        made = picks.gathered(self._values, node)
        return made if made is not None else self._gather_each(node, build.shape_of(node) or ())

    def _gather_each(self, node: Gather, extent: Any) -> Held:
        working, values, element = self._working, self._values, build.element_of(node)
        index = values.laned(node.index)
        value = values.laned(node.value)
        stored = FLOAT32 if element == BOOL else element
        made = working.acquire("gathered", stored, extent)
        with values.nest(extent) as position:
            at = working.keep("from", simplified(build.convert(index(position), INT32, node.span)))
            lane = (*position[: node.axis], at, *position[node.axis + 1 :])
            found = value(lane)
            found = build.convert(found, FLOAT32, node.span) if element == BOOL else found
            working.emit(SetElement(made.buffer, simplified(linear(position, extent, node.span)), found, node.span))
        return made if element != BOOL else self._values.truth_of(made, extent)

    def reshape(self, node: Reshape, into: Held | None, count: Any) -> Held:
        """The same elements in the same order."""
        held = self._values.tile(node.value)
        return replace(held, extent=build.shape_of(node) or ())

    def broadcast(self, node: Broadcast, into: Held | None, count: Any) -> Held:
        """Rows from one row, or from one number each; else element by element."""
        working, values, element = self._working, self._values, build.element_of(node)
        extent, source = build.shape_of(node) or (), build.shape_of(node.value) or ()
        if extent == source:
            return values.tile(node.value)
        spread = self._spread(node.value, extent) if len(extent) == 2 else None
        if spread is not None:
            return values.tile(spread, into, count)
        if element == BOOL:
            wide = build.broadcast(build.convert(node.value, FLOAT32, node.span), extent, node.span)
            return self._values.truth_of(values.tile(wide), extent)
        is_pair = len(extent) == 2 and element.bits in (16, 32) and _begins_blocks(extent[1], element)
        if not is_pair or source[0] == source[1] == 1:
            return values.by_lanes(node)
        held = values.tile(node.value)
        made = working.acquire("rows", element, extent)
        count = working.size((extent[1],))
        with working.loop("i", working.size((extent[0],))) as row:
            offset = simplified(build.times(row, _number(extent[1]), node.span))
            target = working.view(made, offset=offset)
            if source[1] == 1:
                number = Element(held.buffer, row, element, node.span)
                working.emit(Vector("duplicate", target, (number,), count, node.span))
            else:
                working.emit(Vector("copy", target, (working.view(held),), count, node.span))
        working.release(held)
        return made

    def _spread(self, node: Any, extent: Any) -> Any:
        """What is computed of numbers of rows and columns alone, computed of those of all lanes; None for others."""
        if not isinstance(node.type, Tile):
            return node
        span, source = node.span, build.shape_of(node) or ()
        if isinstance(node, Variable):
            init = self._values.lanes.init(node.name)
            return None if init is None else self._spread(init, extent)
        if isinstance(node, Splat):
            return build.splat(node.value, extent, span)
        if isinstance(node, Reshape) and isinstance(node.value, Lanes) and source in ((1, extent[1]), (extent[0], 1)):
            width = extent[1]
            if not isinstance(width, int) or width & (width - 1):
                return None
            numbers = build.reshape(Lanes(Tile(INT32, (*extent,)), span), extent, span)
            by = integer(width - 1 if source[0] == 1 else width.bit_length() - 1, INT32, span)
            op = BinaryOp.AND if source[0] == 1 else BinaryOp.SHIFT_RIGHT
            return build.convert(build.binary(op, numbers, by, span), build.element_of(node), span)
        if not isinstance(node, Binary | Compare | Convert):
            return None
        below = [self._spread(each, extent) for each in children(node)]
        if any(each is None for each in below):
            return None
        made = map_children(node, lambda each: below[[id(one) for one in children(node)].index(id(each))])
        return replace(made, type=Tile(build.element_of(node), extent))

    def transpose(self, node: Transpose, into: Held | None, count: Any) -> Held:
        made = picks.transposed(self._values, node)
        return made if made is not None else self._values.by_lanes(node)

    # ------------------------------------------------------------ products of matrices

    def dot(self, node: Dot, into: Held | None, count: Any) -> Held:
        """Row by row: each number of the left times a row of the right, added up."""
        working, values, element = self._working, self._values, build.element_of(node)
        extent = build.shape_of(node) or ()
        inner = (build.shape_of(node.left) or ())[-1]
        if not self._rows_begin_blocks(extent, element):
            return self._dot_each(node, extent, inner)
        left = values.tile(node.left)
        right = values.tile(build.convert(node.right, element, node.span))
        made = self._accumulator(node, element, extent)
        work = working.acquire("work", element, (extent[1],))
        columns = working.size((extent[1],))
        with working.loop("i", working.size((extent[0],))) as row:
            target = working.view(made, offset=simplified(build.times(row, _number(extent[1]), node.span)))
            with working.loop("k", working.size((inner,))) as k:
                at = simplified(linear((row, k), (extent[0], inner), node.span))
                factor = Element(left.buffer, at, left.element, node.span)
                factor = build.convert(factor, element, node.span)
                line = working.view(right, offset=simplified(build.times(k, _number(extent[1]), node.span)))
                working.emit(Vector("muls", working.view(work), (line, factor), columns, node.span))
                working.emit(Vector("add", target, (target, working.view(work)), columns, node.span))
        for each in (work, left, right):
            working.release(each)
        return made

    def _accumulator(self, node: Dot, element: Scalar, extent: Any) -> Held:
        working, values = self._working, self._values
        if node.accumulator is None or isinstance(node.accumulator, Splat):
            made = working.acquire("product", element, extent)
            zero = Literal(0.0 if element.is_float else 0, element, node.span)
            values.fill(made, zero if node.accumulator is None else values.scalar(node.accumulator.value))
            return made
        held = values.tile(node.accumulator)
        if held.owned:
            return held
        made = working.acquire("product", element, extent)
        values.copy(made, held)
        return made

    def _dot_each(self, node: Dot, extent: Any, inner: Any) -> Held:
        working, values, element = self._working, self._values, build.element_of(node)
        left, right = values.laned(node.left), values.laned(node.right)
        start = None if node.accumulator is None else values.laned(build.splat(node.accumulator, extent, node.span))
        made = working.acquire("product", element, extent)
        with values.nest(extent) as position:
            *batch, row, column = position
            zero = Literal(0.0 if element.is_float else 0, element, node.span)
            total = working.variable("total", element, zero if start is None else start(position))
            with working.loop("k", working.size((inner,))) as k:
                factors = (left((*batch, row, k)), right((*batch, k, column)))
                one, other = (build.convert(each, element, node.span) for each in factors)
                product = Binary(BinaryOp.MULTIPLY, one, other, element, node.span)
                working.emit(Assign(total, Binary(BinaryOp.ADD, total, product, element, node.span), node.span))
            working.emit(SetElement(made.buffer, simplified(linear(position, extent, node.span)), total, node.span))
        return made


def _truth_of(node: Any) -> Any:
    """The BOOLs that a tile of integers is made of."""
    if isinstance(node, Convert) and build.element_of(node.operand) == BOOL:
        return node.operand
    return None


def _begins_blocks(width: int | str, element: Any) -> bool:
    return isinstance(width, int) and (width * element.bits // 8) % _BLOCK == 0


def _number(extent: int | str) -> int:
    assert isinstance(extent, int)
    return extent


def _word(op: ReduceOp) -> str:
    words = {ReduceOp.ADD: "sum", ReduceOp.MAX: "largest", ReduceOp.MIN: "smallest"}
    return words.get(op, "total")
