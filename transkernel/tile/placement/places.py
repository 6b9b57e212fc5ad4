"""Which lanes there are and where they lie, as scalars; loops over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    BinaryOp,
    Compare,
    CompareOp,
    If,
    Literal,
    PointerOffset,
    Select,
    Variable,
    boolean,
    integer,
)
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    INT32,
    INT64,
    Pointer,
    Scalar,
    Tile,
)
from transkernel.ir.visit import walk
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Accesses, Axis, LaneRange, Mask, range_of
from transkernel.tile.placement.lanes import linear
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held

COPY_BYTES = 32  # what a buffer's rows are aligned to


class Places:
    """Of one kernel. one_core: an atomic was met whose old value is wanted, or which no copy can do."""

    def __init__(self, values: Values, accesses: Accesses) -> None:
        self._values = values
        self._working = values.working
        self._accesses = accesses
        self.one_core = False
        self._numbers: dict[Any, Held] = {}
        self._pointers: dict[str, Any] = {}

    def begin(self, statements: list[Any]) -> None:
        """Where tiles that all of the kernel uses are made: in these statements, at its start."""
        self._first, self._frame = statements, self._working.frame

    def lane_range(self, node: Any) -> tuple[Any, Any] | None:
        """(first, stop) of a mask that leaves consecutive lanes, as scalar INT32s; None for others."""
        extent = build.shape_of(node) or ()
        known = len(extent) == 1 and self._values.lanes.is_known(node)
        mask = self._accesses.mask(node) if known else Mask(rest=node)
        if mask.rest is not None or not mask.bounds:
            return None
        working = self._working
        lanes = range_of(mask, Axis.LANE, working.size(extent), working.span)
        first = working.keep("first", as_int(self._values.scalar(lanes.first)))
        stop = working.keep("stop", as_int(self._values.scalar(lanes.stop)))
        return first, self.under(mask.conditions, stop)

    def range_mask(self, node: Any, into: Held | None) -> Held | None:
        """Such a mask in a buffer: the lanes' numbers, compared with the first and the last."""
        found = self.lane_range(node)
        if found is None:
            return None
        working, extent, (first, stop) = self._working, build.shape_of(node) or (), found
        numbers = self._lane_numbers(extent)
        made = into or working.acquire("mask", BOOL, extent)
        count = self._values.repeats(extent, FLOAT32)
        working.vector("compare_scalar_lt", made, (numbers, _single(stop)), count)
        if not is_zero(first):
            behind = working.acquire("mask", BOOL, extent)
            working.vector("compare_scalar_ge", behind, (numbers, _single(first)), count)
            working.vector("and", made, (made, behind), halves=True)
            working.release(behind)
        return made

    def _lane_numbers(self, extent: Any) -> Held:
        """0, 1, 2, ... as floats."""
        working = self._working

        def made() -> Held:
            held = working.acquire("lanes", FLOAT32, extent)
            working.vector("index", held, (Literal(0.0, FLOAT32, working.span),))
            return held

        return self._once(extent, made)

    def _once(self, key: Any, make: Callable[[], Held]) -> Held:
        """A tile that is made at the start of the kernel, for all of it."""
        if key not in self._numbers:
            working, span = self._working, self._working.span
            with working.before(self._first, self._frame):
                held = make()
            working.span = span
            self._frame.leaving.append(held)
            self._numbers[key] = replace(held, owned=False)
        return self._numbers[key]

    def _for_lanes(self, pointer: Any, access: Access, extent: Any, body: Callable[[Any, Any], None]) -> None:
        """The body for each lane that the mask names; it takes the lane's pointer and number."""
        working, values = self._working, self._values
        lane_pointer = values.laned(pointer)
        rest = None if access.mask.rest is None else values.laned(build.splat(access.mask.rest, extent, working.span))
        by_rows = access.row_lanes is not None or len(extent) > 1
        whole = access.mask if not by_rows else Mask()
        if by_rows and access.mask.bounds:
            rest = self._whole_mask(access, rest, extent)
        conditions = [values.scalar(each) for each in access.mask.conditions]
        if len(extent) == 1:
            lanes = range_of(whole, Axis.LANE, working.size(extent), working.span)
            first = working.keep("first", as_int(lanes.first))
            stop = self.under(access.mask.conditions, working.keep("stop", as_int(values.scalar(lanes.stop))))
            with working.loop("lane", stop, first) as lane:
                self._guarded((lane,), extent, lane_pointer, rest, body)
            return
        with values.nest(extent) as position:
            condition = None
            for each in conditions:
                condition = build.both(condition, each, working.span)
            wanted = rest
            if condition is not None:
                wanted = lambda at: build.both(condition, rest(at) if rest else None, working.span)  # noqa: E731
            self._guarded(position, extent, lane_pointer, wanted, body)

    def _whole_mask(self, access: Access, rest: Any, extent: Any) -> Any:
        """Bounds of rows and columns, asked of each lane."""
        span, width = self._working.span, access.row_lanes

        def asked(position: Any) -> Any:
            found = None if rest is None else rest(position)
            for bound in access.mask.bounds:
                if len(position) == 2:
                    at = position[bound.axis is Axis.COLUMN]
                else:
                    op = BinaryOp.REMAINDER if bound.axis is Axis.COLUMN else BinaryOp.DIVIDE
                    at = build.binary(op, position[0], width, span)
                at = build.times(build.convert(at, bound.base.type, span), bound.step, span)
                left = build.plus(bound.base, at, span)
                limit = build.convert(bound.limit, left.type, span)
                found = build.both(found, Compare(bound.op, left, limit, span), span)
            return simplified(self._values.scalar(found))

        return asked

    def _guarded(self, position: Any, extent: Any, pointer: Any, rest: Any, body: Callable[[Any, Any], None]) -> None:

        working = self._working
        index = simplified(linear(position, extent, working.span))
        if rest is None:
            body(pointer(position), index)
            return
        with working.scope() as inside:
            body(pointer(position), index)
        working.emit(If(simplified(rest(position)), tuple(inside), (), working.span))

    def _first_and_count(self, mask: Mask, extent: Any) -> tuple[Any, Any]:
        """INT32s: the first lane, and how many (0 or less for none)."""
        working = self._working
        lanes = range_of(mask, Axis.LANE, working.size(extent), working.span)
        first = working.keep("first", as_int(self._values.scalar(lanes.first)))
        count = as_int(self._values.scalar(build.binary(BinaryOp.SUBTRACT, lanes.stop, lanes.first, working.span)))
        count = working.keep("count", count)
        return first, self.under(mask.conditions, count)

    def under(self, conditions: tuple[Any, ...], count: Any) -> Any:
        """The count where all conditions hold, else 0."""
        for each in conditions:
            each = self._values.scalar(each)
            zero = self._working.number(0)
            count = self._working.keep("count", Select(each, count, zero, INT32, self._working.span))
        return count

    def _columns_and_rows(self, access: Access, extent: Any) -> tuple[LaneRange, LaneRange]:
        working, span = self._working, self._working.span
        columns = range_of(access.mask, Axis.COLUMN, access.row_lanes, span)
        whole = build.binary(BinaryOp.DIVIDE, working.size(extent), access.row_lanes, span)
        rows = range_of(access.mask, Axis.ROW, whole, span)
        zero = integer(0, INT64, span)
        scalar = self._values.scalar
        stop = scalar(rows.stop)
        for each in access.mask.conditions:
            stop = Select(scalar(each), stop, zero, INT64, span)
        return LaneRange(scalar(columns.first), scalar(columns.stop)), LaneRange(scalar(rows.first), stop)

    def _table_ranges(self, access: Access, extent: Any) -> tuple[LaneRange, LaneRange]:
        """The columns and the rows of a tile with two axes."""
        working, span, scalar = self._working, self._working.span, self._values.scalar
        columns = range_of(access.mask, Axis.COLUMN, working.size(extent[1:]), span)
        rows = range_of(access.mask, Axis.ROW, working.size(extent[:1]), span)
        stop = self.under(access.mask.conditions, working.keep("rows", as_int(scalar(rows.stop))))
        first, end = as_int(scalar(columns.first)), as_int(scalar(columns.stop))
        return LaneRange(first, end), LaneRange(as_int(scalar(rows.first)), stop)

    def _table_place(self, access: Access, extent: Any) -> tuple[Any, Any] | None:
        """How many rows, and of how many columns; None where they do not begin with the first."""
        working = self._working
        columns, rows = self._table_ranges(access, extent)
        if not (is_zero(columns.first) and is_zero(rows.first)):
            return None
        count = working.keep("columns", columns.stop)
        return rows.stop, working.keep("columns", Select(above(rows.stop), count, working.number(0), INT32, count.span))

    def _aligned(self, row_lanes: Any, element: Scalar) -> Any:
        """Whether rows of the buffer begin where copies can; None for always."""
        per_block = COPY_BYTES * 8 // element.bits
        if isinstance(row_lanes, Literal) and row_lanes.value % per_block == 0:
            return None
        rest = build.binary(BinaryOp.REMAINDER, row_lanes, self._working.number(per_block), self._working.span)
        return build.compare(CompareOp.EQUAL, rest, self._working.number(0), self._working.span)

    def _begins_blocks(self, access: Access, element: Scalar) -> bool:
        """Whether each row of a buffer begins where copies can, whatever the launch."""
        return self._aligned(access.row_lanes, element) is None

    def _at(self, pointer: Any, lane: Any) -> Any:
        if not isinstance(pointer.type, Tile):
            return self._values.scalar(pointer)
        return self._values.scalar(simplified(self._values.lanes.at(pointer, (lane,))))


def pointee(pointer: Any) -> Scalar:
    element = build.element_of(pointer)
    assert isinstance(element, Pointer)
    assert isinstance(element.element, Scalar)
    return element.element


def above(count: Any) -> Any:
    if isinstance(count, Literal):
        return boolean(count.value > 0, count.span)
    return Compare(CompareOp.GREATER, count, integer(0, count.type, count.span), count.span)


def _single(value: Any) -> Any:
    return simplified(build.convert(value, FLOAT32, value.span))


def is_zero(value: Any) -> bool:
    return isinstance(value, Literal) and value.value == 0


def as_int(value: Any) -> Any:
    return simplified(build.convert(value, INT32, value.span))


def name_of(pointer: Any) -> str:
    """The parameter that a pointer begins at."""
    while isinstance(pointer, PointerOffset):
        pointer = pointer.pointer
    variables = (each.name for each in walk(pointer) if isinstance(each, Variable))
    return f"{next(variables, 'loaded').partition('.')[0]}_tile"
