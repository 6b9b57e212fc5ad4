"""Stores: copies from buffers, of whole runs or rows, or of a block for each lane."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    AtomicOp,
    If,
    Literal,
    Select,
    Variable,
)
from transkernel.ir.placed import CopyOut, Element, Role, Rows, SetElement, View
from transkernel.ir.tile import Store
from transkernel.ir.types import (
    BOOL,
    INT32,
    UINT8,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Pattern
from transkernel.tile.placement.places import COPY_BYTES, Places, above, as_int, is_zero, name_of, pointee
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held


class Stores(Places):
    """Store, and what atomics copy."""

    def store(self, node: Store) -> None:
        """A tile, or a scalar, into memory."""
        self._working.span = node.span
        if not isinstance(node.pointer.type, Tile):
            self._store_scalar(node)
            return
        element, extent = pointee(node.pointer), build.shape_of(node.pointer) or ()
        access = self._accesses.of(node)
        out = None
        if access.mask.rest is None and access.pattern is Pattern.RUN and not isinstance(node.value, Variable):
            stored = UINT8 if element == BOOL else element
            out = self._working.acquire(f"{name_of(node.pointer)}_out", stored, extent, Role.OUT)
        held = self._stored(node.value, element, extent, out)
        self._copy_lanes_out(node.pointer, access, held, None)
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

    def _copy_lanes_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        if access.mask.rest is None:
            match access.pattern:
                case Pattern.RUN:
                    self._run_out(pointer, access, held, op)
                    return
                case Pattern.SAME if self._one_lane_out(pointer, access, held, op):
                    return
                case Pattern.STRIDED if held.element.bits in (16, 32) and self._strided_out(pointer, access, held, op):
                    return
                case Pattern.ROWS if self._rows_out(pointer, access, held, op):
                    return
                case Pattern.TABLE if self._table_out(pointer, access, held, op):
                    return
        self._each_out(pointer, access, held, op)

    def _run_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        first, count = self._first_and_count(access.mask, held.extent)
        if not is_zero(first):
            self._each_out(pointer, access, held, op)
            return
        self._copy_out(self._at(pointer, first), held, count, op)

    def _one_lane_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        """All lanes have one place, which one of them wins: the first."""
        first, count = self._first_and_count(access.mask, held.extent)
        if op is not None or not is_zero(first):
            return False
        one = Select(above(count), self._working.number(1), self._working.number(0), INT32, self._working.span)
        self._copy_out(self._at(pointer, first), held, simplified(one), None)
        return True

    def _strided_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        """Each element in a block of its own, from which the copy takes it to its place."""
        working, per_block = self._working, COPY_BYTES * 8 // held.element.bits
        first, count = self._first_and_count(access.mask, held.extent)
        step = simplified(access.step)
        if not is_zero(first) or (isinstance(step, Literal) and step.value < 1):
            return False
        spread = working.acquire("spread", held.element, (*held.extent, per_block))
        working.vector("expand", spread, (held,), working.size(held.extent))
        one = Select(above(count), working.number(1), working.number(0), INT32, working.span)
        rows = Rows(count, step, working.number(per_block))
        self._copy_out(self._at(pointer, first), spread, simplified(one), op, rows)
        working.release(spread)
        return True

    def _copy_out(self, pointer: Any, held: Held, count: Any, op: AtomicOp | None, rows: Rows | None = None) -> None:
        working, span = self._working, self._working.span
        working.emit(CopyOut(pointer, View(held.buffer, held.element, span), count, span, op, rows))

    def _table_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        step = simplified(access.step)
        overlap = isinstance(step, Literal) and step.value == 0
        place = self._table_place(access, held.extent)
        if place is None or overlap or not self._begins_blocks(access, held.element):
            return False
        none = self._working.number(0)
        at = self._values.scalar(simplified(self._values.lanes.at(pointer, (none, none))))
        self._copy_out(at, held, place[1], op, Rows(place[0], step, access.row_lanes))
        return True

    def _rows_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        working = self._working
        columns, rows = self._columns_and_rows(access, held.extent)
        step = simplified(access.step)
        overlap = isinstance(step, Literal) and step.value == 0
        if not (is_zero(columns.first) and is_zero(rows.first)) or overlap:
            return False
        count_of_rows = working.keep("rows", as_int(rows.stop))
        width = working.keep("columns", as_int(columns.stop))
        none = working.number(0)
        count = working.keep("columns", Select(above(count_of_rows), width, none, INT32, working.span))
        aligned = self._aligned(access.row_lanes, held.element)
        with working.scope() as by_copy:
            rows_ = Rows(count_of_rows, step, access.row_lanes)
            self._copy_out(self._at(pointer, none), held, count, op, rows_)
        if aligned is None:
            working.emit(*by_copy)
            return True
        with working.scope() as by_element:
            self._each_out(pointer, access, held, op)
        working.emit(If(aligned, tuple(by_copy), tuple(by_element), working.span))
        return True

    def _each_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        """Lane by lane. Numbers of 16 and 32 bits stand in a block each first, from which copies can begin."""
        working, per_block = self._working, COPY_BYTES * 8 // held.element.bits
        known = len(held.extent) == 1 and held.element.bits in (16, 32)
        if not known:
            self._each_by_scalar(pointer, access, held, op)
            return
        spread = working.acquire("spread", held.element, (*held.extent, per_block))
        working.vector("expand", spread, (held,), working.size(held.extent))

        def body(place: Any, index: Any) -> None:
            offset = simplified(build.times(index, per_block, working.span))
            view = View(spread.buffer, held.element, working.span, offset)
            working.emit(CopyOut(place, view, working.number(1), working.span, op))

        self._for_lanes(pointer, access, held.extent, body)
        working.release(spread)

    def _each_by_scalar(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> None:
        working = self._working

        def body(place: Any, index: Any) -> None:
            value = Element(held.buffer, index, held.element, working.span)
            working.emit(*self._one_out(place, value, held.element, op))

        self._for_lanes(pointer, access, held.extent, body)
