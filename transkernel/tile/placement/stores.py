"""Stores: copies from buffers, of whole runs or rows, or of a block for each lane."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    AtomicOp,
    BinaryOp,
    CompareOp,
    If,
    Literal,
    Select,
    Variable,
)
from transkernel.ir.placed import CopyOut, Role, Rows, SetElement, View
from transkernel.ir.tile import Lanes, ReduceOp, Store, TileAtomic
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    INT32,
    UINT8,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, LaneRange, Mask, Pattern
from transkernel.tile.placement.places import COPY_BYTES, above, as_int, is_zero, name_of, pointee
from transkernel.tile.placement.realigned import Place
from transkernel.tile.placement.run_stores import RunStores
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held


class Stores(RunStores):
    """Store, and what atomics copy."""

    def store(self, node: Store) -> None:
        """A tile, or a scalar, into memory."""
        self._working.span = node.span
        if not isinstance(node.pointer.type, Tile):
            self._store_scalar(node)
            return
        node = self._accesses.narrowed(node)
        element, extent = pointee(node.pointer), build.shape_of(node.pointer) or ()
        access = self._accesses.of(node)
        out = None
        if access.mask.rest is None and access.pattern is Pattern.RUN and not isinstance(node.value, Variable):
            stored = UINT8 if element == BOOL else element
            out = self._working.acquire(f"{name_of(node.pointer)}_out", stored, extent, Role.OUT)
        held = self._stored(node.value, element, extent, out)
        self._copy_lanes_out(node, access, held, None)
        self._working.release(held)

    def _stored(self, value: Any, element: Scalar, extent: Any, out: Held | None = None) -> Held:
        """A value as it lies in memory, in the buffer that is given."""
        if build.element_of(value) == BOOL:
            value = build.convert(value, UINT8, value.span)
        held = self._values.tile(build.splat(value, extent, value.span), out)
        return held if held.element == element or element == BOOL else Held(held.buffer, element, extent, held.owned)

    def _store_scalar(self, node: Store) -> None:
        value = self._values.scalar(node.value)
        pointer = self._values.scalar(node.pointer)
        body = self._one_out(pointer, value, pointee(node.pointer), None)
        if node.mask is None:
            self._working.emit(*body)
        else:
            self._working.emit(If(self._values.scalar(node.mask), body, (), node.span))

    def _one_out(self, pointer: Any, value: Any, element: Scalar, op: AtomicOp | None) -> tuple[Any, ...]:
        """One element into memory, by way of a buffer."""
        working = self._working
        stored = UINT8 if element == BOOL else element
        if build.element_of(value) == BOOL:
            value = build.convert(value, stored, working.span)
        with working.scope() as body:
            held = working.acquire("element", stored, (COPY_BYTES * 8 // stored.bits,))
            working.emit(SetElement(held.buffer, working.number(0), value, working.span))
            view = View(held.buffer, stored, working.span)
            working.emit(CopyOut(pointer, view, working.number(1), working.span, op))
            working.release(held)
        return tuple(body)

    def _copy_lanes_out(self, node: Store | TileAtomic, access: Access, held: Held, op: AtomicOp | None) -> None:
        pointer = node.pointer
        if access.pattern is Pattern.SAME and isinstance(node, Store) and len(held.extent) == 1:
            self._one_lane_out(node, access, held)
            return
        if access.mask.rest is None:
            match access.pattern:
                case Pattern.RUN:
                    self._run_out(pointer, access, held, op)
                    return
                case Pattern.STRIDED if held.element.bits < 64 and self._strided_out(pointer, access, held, op):
                    return
                case Pattern.ROWS:
                    self._rows_out(pointer, access, held, op)
                    return
                case Pattern.ROW_SAME if op is None:
                    self._first_of_rows_out(pointer, access, held)
                    return
                case Pattern.TABLE:
                    self._table_out(pointer, access, held, op)
                    return
        if not self._runs_out(pointer, node.mask, held, op):
            self._each_out(pointer, access, held, op)

    def _run_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        first, count = self._first_and_count(access.mask, held.extent)
        if is_zero(first):
            self._copy_out(self._at(pointer, first), held, count, op)
        else:
            self._moved_out(self._at(pointer, first), held, first, count, op)

    def _one_lane_out(self, node: Store, access: Access, held: Held) -> None:
        """All lanes have one place, which one of them wins: the first."""
        if access.mask.rest is None:
            first, count = self._first_and_count(access.mask, held.extent)
            holds = above(count)
        else:
            rows = self._accesses.in_rows(node.mask)
            if rows is None:
                first, holds = self._first_of(node.mask, held.extent)
            else:
                first, holds = self._first_in_rows(*rows, node.mask, held.extent)
        place, one = self._at(node.pointer, first), self._working.number(1)
        if is_zero(first):
            self._copy_out(place, held, self._one_where(holds), None)
            return
        with self._working.scope() as body:
            self._moved_out(place, held, first, one, None)
        self._emit_where(holds, body)

    def _first_of(self, mask: Any, extent: Any) -> tuple[Any, Any]:
        """The first lane of any mask, and whether there is one: the least of the lanes' numbers, as floats."""
        working, span = self._working, self._working.span
        numbers = build.convert(Lanes(Tile(INT32, extent), span), FLOAT32, span)
        none = build.convert(working.size(extent), FLOAT32, span)
        chosen = build.where(mask, numbers, build.splat(none, extent, span), span)
        least = self._values.scalar(build.reduce(ReduceOp.MIN, chosen, 0, span))
        first = working.keep("first", as_int(least))
        return first, build.compare(CompareOp.LESS, first, working.size(extent), span)

    def _first_in_rows(self, rows_of: Mask, width: Any, mask: Any, extent: Any) -> tuple[Any, Any]:
        """The lane that a mask has to hold of, if it holds of any, and whether it does."""
        working, span = self._working, self._working.span
        columns, rows = self._columns_and_rows(Access(Pattern.ROW_SAME, rows_of, None, width), extent)
        before = build.binary(BinaryOp.MULTIPLY, as_int(rows.first), width, span)
        first = working.keep("first", build.plus(before, as_int(columns.first), span))
        holds = self._values.scalar(simplified(self._values.lanes.at(mask, (first,))))
        if is_zero(first):
            return first, holds
        there = build.compare(CompareOp.LESS, first, working.size(extent), span)
        return first, simplified(build.both(there, holds, span))

    def _strided_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        """Each element in a block of its own, from which the copy takes it to its place."""
        working, per_block = self._working, COPY_BYTES * 8 // held.element.bits
        step = simplified(access.step)
        if isinstance(step, Literal) and step.value == 0:
            return False
        first, count = self._first_and_count(access.mask, held.extent)
        spread = self._spread(held)
        offset = None if is_zero(first) else simplified(build.times(first, per_block, working.span))
        rows = Rows(count, step, working.number(per_block))
        one = self._one_where(above(count))
        self._copy_out(self._at(pointer, first), spread, one, op, rows, offset)
        working.release(spread)
        return True

    def _table_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        columns, rows = self._table_ranges(access, held.extent)

        def place(row: Any, column: Any) -> Any:
            return self._values.scalar(simplified(self._values.lanes.at(pointer, (row, column))))

        self._rows_from(place, access, held, rows, columns, op)

    def _rows_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        columns, rows = self._columns_and_rows(access, held.extent)
        self._rows_from(self._row_place(pointer, access), access, held, rows, columns, op)

    def _first_of_rows_out(self, pointer: Any, access: Access, held: Held) -> None:
        """The lanes of a row have one place, which one of them wins: the first."""
        columns, rows = self._columns_and_rows(access, held.extent)
        one = self._one_where(build.compare(CompareOp.LESS, columns.first, columns.stop, self._working.span))
        stop = build.plus(columns.first, build.convert(one, columns.first.type, one.span), one.span)
        one_column = LaneRange(columns.first, simplified(stop))
        self._rows_from(self._row_place(pointer, access), access, held, rows, one_column, None)

    def _row_place(self, pointer: Any, access: Access) -> Place:
        def place(row: Any, column: Any) -> Any:
            before = build.binary(BinaryOp.MULTIPLY, row, access.row_lanes, self._working.span)
            return self._at(pointer, simplified(build.plus(before, column, self._working.span)))

        return place

    def _rows_from(
        self, place: Place, access: Access, held: Held, rows: LaneRange, columns: LaneRange, op: AtomicOp | None
    ) -> None:
        """All rows by one copy where they begin at boundaries of the buffer, else row after row."""
        working, step = self._working, simplified(access.step)
        overlap = isinstance(step, Literal) and step.value == 0
        aligned = self._aligned(access.row_lanes, held.element)
        if overlap or not is_zero(columns.first):
            self._row_after_row_out(place, held, rows, columns, access.row_lanes, op)
            return
        with working.scope() as at_once:
            none, span = working.number(0), working.span
            first = working.keep("first", as_int(rows.first))
            number = working.keep("rows", as_int(build.binary(BinaryOp.SUBTRACT, rows.stop, rows.first, span)))
            width = working.keep("columns", as_int(columns.stop))
            count = working.keep("columns", Select(above(number), width, none, INT32, span))
            offset = None if is_zero(first) else build.binary(BinaryOp.MULTIPLY, first, access.row_lanes, span)
            self._copy_out(place(first, none), held, count, op, Rows(number, step, access.row_lanes), offset)
        if aligned is None:
            working.emit(*at_once)
            return
        with working.scope() as one_by_one:
            self._row_after_row_out(place, held, rows, columns, access.row_lanes, op)
        working.emit(If(aligned, tuple(at_once), tuple(one_by_one), span))

    def _each_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        """Lane by lane: a copy each, and no scalar access to an element but for those that places and masks are in."""
        working, bits = self._working, held.element.bits
        if bits == 64:
            with self._mover(held) as mover:
                one = working.number(1)
                self._for_lanes(
                    pointer, access, held.extent,
                    lambda place, index: self._out_of(mover, place, index, one, op, Role.WORK),
                )  # fmt: skip
            return
        spread = self._spread(held)

        def body(place: Any, index: Any) -> None:
            offset = simplified(build.times(index, COPY_BYTES * 8 // bits, working.span))
            self._copy_out(place, spread, working.number(1), op, None, offset)

        self._for_lanes(pointer, access, held.extent, body)
        working.release(spread)
