"""A statement for each run of lanes (runs.py): loops over rows, and over the runs of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    BinaryOp,
    Compare,
    CompareOp,
    If,
    Literal,
    Select,
    While,
    integer,
)
from transkernel.ir.types import INT32, INT64, Scalar
from transkernel.tile import build
from transkernel.tile.block import LANES
from transkernel.tile.placement.accesses import Axis, Bound, Mask, is_of_threads, range_of
from transkernel.tile.placement.places import COPY_BYTES, Places, above, as_int
from transkernel.tile.placement.runs import Break, Runs
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held
from transkernel.tile.raising.affine import product_value

Out = Callable[[Any, Any, Any], None]  # does what is to be done with (place, first lane, count), a count above 0


_UP_TO = (CompareOp.LESS, CompareOp.LESS_EQUAL)


class RunPlaces(Places):
    """Of one kernel."""

    def _begin_blocks(self, runs: Runs, held: Held) -> bool:
        """Whether all runs begin where copies can, with the first lane of a row."""
        if runs.breaks or not all(each.op in _UP_TO and _is_signed(each.left) for each in runs.limits):
            return False
        block = COPY_BYTES * 8 // held.element.bits
        if len(held.extent) == 1 and runs.width is not None:
            return not runs.width.names and runs.width.number % block == 0
        return len(held.extent) == 1 or (isinstance(held.extent[1], int) and held.extent[1] % block == 0)

    def _rows_of_runs(self, runs: Runs, pointer: Any, extent: Any, out: Out) -> None:
        working, span = self._working, self._working.span
        whole, none = working.size(extent), working.number(0)
        if len(extent) == 1 and runs.width is None:
            self._row_of_runs(runs, pointer, extent, (none, whole), whole, out)
            return
        if len(extent) == 2:
            width, rows = working.size(extent[1:]), working.size(extent[:1])
        else:
            assert runs.width is not None
            width = product_value(runs.width, span)
            more = whole if self._is_whole(runs, extent) else build.plus(whole, _less_one(width), span)
            rows = simplified(build.binary(BinaryOp.DIVIDE, more, width, span))
        with working.loop("row", working.keep("rows", rows)) as row:
            stop = width
            if len(extent) == 1 and not self._is_whole(runs, extent) and not self._ends_with_threads(runs, extent):
                left = build.binary(BinaryOp.SUBTRACT, whole, build.binary(BinaryOp.MULTIPLY, row, width, span), span)
                stop = working.keep("stop", build.intrinsic("min", (width, left), INT32, span))
            self._row_of_runs(runs, pointer, extent, (row, width), stop, out)

    def _is_whole(self, runs: Runs, extent: Any) -> bool:
        """Whether the tile has whole rows alone: LANES is a power of two."""
        width, least = runs.width, self._working.least_lanes
        return extent == (LANES,) and width is not None and not width.names and least % width.number == 0

    def _ends_with_threads(self, runs: Runs, extent: Any) -> bool:
        """Whether the mask leaves lanes of the block's threads alone, which are no more than the tile has."""
        none = (self._working.number(0),)
        for each in runs.limits:
            base, limit = (simplified(self._values.lanes.at(part, none)) for part in (each.left, each.right))
            bound = Bound(Axis.LANE, each.op, base, each.step, limit)
            if is_of_threads(bound, self._working.size(extent)):
                return True
        return False

    def _row_of_runs(self, runs: Runs, pointer: Any, extent: Any, row: tuple[Any, Any], stop: Any, out: Out) -> None:
        """The lanes of a row (its number, its width) up to a stop: one run, or one up to each break."""
        working, span = self._working, self._working.span
        if not runs.breaks:
            self._lanes_of_run(runs, pointer, extent, row, working.number(0), stop, out)
            return
        column = working.variable("column", INT32, working.number(0))
        with working.scope() as body:
            length = build.binary(BinaryOp.SUBTRACT, stop, column, span)
            for each in runs.breaks:
                length = working.keep("length", self._up_to(each, self._position(extent, row, column), length))
            self._lanes_of_run(runs, pointer, extent, row, column, length, out)
            working.emit(Assign(column, build.binary(BinaryOp.ADD, column, length, span), span))
        working.emit(While(Compare(CompareOp.LESS, column, stop, span), tuple(body), span))

    def _up_to(self, each: Break, position: Any, length: Any) -> Any:
        """A length no longer than to the next break: 1 where the number is negative, as quotients turn at 0."""
        span, one = length.span, integer(1, INT64, length.span)
        value, size = (
            build.convert(self._values.scalar(self._values.lanes.at(part, position)), INT64, span)
            for part in (each.value, each.size)
        )
        left = build.binary(BinaryOp.SUBTRACT, size, build.binary(BinaryOp.REMAINDER, value, size, span), span)
        least = build.intrinsic("min", (left, build.convert(length, INT64, span)), INT64, span)
        most = build.intrinsic("max", (least, one), INT64, span)
        below = Compare(CompareOp.LESS, value, integer(0, INT64, span), span)
        return as_int(Select(below, one, most, INT64, span))

    def _lanes_of_run(
        self, runs: Runs, pointer: Any, extent: Any, row: tuple[Any, Any], column: Any, length: Any, out: Out
    ) -> None:  # fmt: skip
        """The lanes that the mask leaves of `length` lanes from a column on."""
        working, span = self._working, self._working.span
        position = self._position(extent, row, column)

        def at(node: Any, where: Any = position) -> Any:
            return self._values.scalar(simplified(self._values.lanes.at(node, where)))

        bounds = (Bound(Axis.COLUMN, each.op, at(each.left), each.step, at(each.right)) for each in runs.limits)
        lanes = range_of(Mask(tuple(bounds)), Axis.COLUMN, length, span)
        first = working.keep("first", as_int(self._values.scalar(lanes.first)))
        stop = self.under(
            tuple(self._values.lanes.at(each, position) for each in runs.conditions),
            working.keep("stop", as_int(self._values.scalar(lanes.stop))),
        )
        count = working.keep("count", build.binary(BinaryOp.SUBTRACT, stop, first, span))
        with working.scope() as body:
            begin = working.keep("begin", build.plus(column, first, span))
            before = build.binary(BinaryOp.MULTIPLY, *row, span)
            out(at(pointer, self._position(extent, row, begin)), simplified(build.plus(before, begin, span)), count)
        self._emit_where(above(count), body)

    def _position(self, extent: Any, row: tuple[Any, Any], column: Any) -> Any:
        number, width = row
        if len(extent) == 2:
            return (number, column)
        before = build.binary(BinaryOp.MULTIPLY, number, width, column.span)
        return (simplified(build.plus(before, column, column.span)),)

    def _emit_where(self, condition: Any, body: list[Any]) -> None:
        always = isinstance(condition, Literal) and condition.value
        self._working.emit(*(body if always else (If(condition, tuple(body), (), self._working.span),)))


def _less_one(width: Any) -> Any:
    one = integer(1, INT32, width.span)
    return simplified(build.binary(BinaryOp.SUBTRACT, width, one, width.span))


def _is_signed(node: Any) -> bool:
    element = build.element_of(node)
    return isinstance(element, Scalar) and element.is_signed
