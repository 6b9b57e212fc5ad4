"""Loads: copies of consecutive places where lanes lie so, else gathers; element by element where there are none."""

from __future__ import annotations

from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    BinaryOp,
    CompareOp,
    If,
    Literal,
    Select,
    Variable,
    integer,
)
from transkernel.ir.placed import CopyIn, Role, Rows, SetElement, Vector, View
from transkernel.ir.tile import Load
from transkernel.ir.types import (
    BOOL,
    INT32,
    UINT8,
    UINT32,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Mask, Pattern
from transkernel.tile.placement.gathers import Gathers
from transkernel.tile.placement.places import COPY_BYTES, above, as_int, is_zero, name_of
from transkernel.tile.placement.run_places import RunPlaces
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held

_MOST_STEP = 8  # elements from lane to lane, up to which all between are copied too


class Loads(Gathers, RunPlaces):
    """Load of tiles."""

    def load(self, node: Load, into: Held | None, count: Any) -> Held:
        """A tile from memory. Elements of lanes that the mask leaves out are anything, or `other`."""
        node = self._accesses.narrowed(node)
        element, extent = build.element_of(node), build.shape_of(node) or ()
        if not isinstance(element, Scalar):
            raise refuse("TK0482", "pointers in memory cannot be loaded by the NPU", node.span)
        stored = UINT8 if element == BOOL else element
        access = self._accesses.of(node)
        made = self._loaded(node, access, stored, extent)
        if node.other is not None and node.mask is not None:
            made = self._with_other(node, made, stored, extent)
        return self._as_truth(made, extent) if element == BOOL else made

    def _loaded(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        self._working.span = node.span
        if access.mask.rest is None and element.bits >= 8:
            match access.pattern:
                case Pattern.SAME:
                    return self._same(node, access, element, extent)
                case Pattern.RUN:
                    return self._run(node, access, element, extent)
                case Pattern.ROWS:
                    return self._rows(node, access, element, extent)
                case Pattern.TABLE if self._begins_blocks(access, element):
                    return self._table(node, access, element, extent)
                case Pattern.ROW_SAME if element.bits in (16, 32):
                    return self._row_same(node, access, element, extent)
                case Pattern.STRIDED if element.bits in (16, 32):
                    return self._strided(node, access, element, extent)
        return self._each(node, access, element, extent)

    def _run(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        first, count = self._first_and_count(access.mask, extent)
        pointer = self._at(node.pointer, first)
        made = self._working.acquire(name_of(node.pointer), element, extent, Role.IN)
        self._copy_in(made, pointer, first, count)
        return made

    def _copy_in(self, made: Held, pointer: Any, first: Any, count: Any, rows: Rows | None = None) -> None:
        span = self._working.span
        lead = None if is_zero(first) else first
        self._working.emit(CopyIn(View(made.buffer, made.element, span), pointer, count, span, lead, rows))

    def _rows(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        """Rows of lanes, where a row of the buffer begins at a boundary of copies; else element by element."""
        working = self._working
        columns, rows = self._columns_and_rows(access, extent)
        if not (is_zero(columns.first) and is_zero(rows.first)):
            return self._each(node, access, element, extent)
        working_rows = working.keep("rows", as_int(rows.stop))
        width = working.keep("columns", as_int(columns.stop))
        count = working.keep("columns", Select(above(working_rows), width, working.number(0), INT32, node.span))
        made = working.acquire(name_of(node.pointer), element, extent, Role.IN)
        pointer = self._at(node.pointer, working.number(0))
        aligned = self._aligned(access.row_lanes, element)
        with working.scope() as by_copy:
            step = simplified(access.step)
            self._copy_in(made, pointer, working.number(0), count, Rows(working_rows, step, access.row_lanes))
        if aligned is None:
            working.emit(*by_copy)
            return made
        with working.scope() as by_element:
            self._each_into(node, access, made)
        working.emit(If(aligned, tuple(by_copy), tuple(by_element), node.span))
        return made

    def _table(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        place = self._table_place(access, extent)
        if place is None:
            return self._each(node, access, element, extent)
        rows, count = place
        made = self._working.acquire(name_of(node.pointer), element, extent, Role.IN)
        none = self._working.number(0)
        pointer = self._values.scalar(simplified(self._values.lanes.at(node.pointer, (none, none))))
        self._copy_in(made, pointer, none, count, Rows(rows, simplified(access.step), access.row_lanes))
        return made

    def _row_same(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        """Each row filled with its number, where rows begin at boundaries; else element by element."""
        working = self._working
        columns, rows = self._columns_and_rows(access, extent)
        if not (is_zero(columns.first) and is_zero(rows.first)):
            return self._each(node, access, element, extent)
        count = working.keep("rows", as_int(rows.stop))
        count = working.keep("rows", Select(above(columns.stop), count, working.number(0), INT32, node.span))
        made = working.acquire(name_of(node.pointer), element, extent)
        aligned = self._aligned(access.row_lanes, element)
        with working.scope() as by_rows, working.loop("row", count) as row:
            offset = simplified(build.binary(BinaryOp.MULTIPLY, row, access.row_lanes, node.span))
            place: Any = Load(self._at(node.pointer, offset), None, None, element, node.span)
            target = working.view(made, offset=offset)
            working.emit(Vector("duplicate", target, (place,), simplified(access.row_lanes), node.span))
        if aligned is None:
            working.emit(*by_rows)
            return made
        with working.scope() as by_element:
            self._each_into(node, access, made)
        working.emit(If(aligned, tuple(by_rows), tuple(by_element), node.span))
        return made

    def _strided(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        """All from the first place to the last one, or each in a block of its own; then the vector unit picks."""
        working, size = self._working, element.bits // 8
        first, count = self._first_and_count(access.mask, extent)
        if not is_zero(first):
            return self._each(node, access, element, extent)
        step = simplified(access.step)
        pointer = self._at(node.pointer, first)
        offsets = working.acquire("offsets", UINT32, extent)
        working.vector("index", offsets, (working.number(0),), as_=INT32)
        close = isinstance(step, Literal) and 0 < step.value <= _MOST_STEP
        if close:
            whole = working.acquire(name_of(node.pointer), element, (*extent, int(step.value)), Role.IN)
            between = build.times(build.plus(count, working.number(-1), node.span), int(step.value), node.span)
            all_of_it = build.plus(between, working.number(1), node.span)
            none = working.number(0)
            self._copy_in(whole, pointer, none, simplified(Select(above(count), all_of_it, none, INT32, node.span)))
            working.vector("muls", offsets, (offsets, working.number(int(step.value) * size)), as_=INT32)
        else:
            whole = working.acquire(name_of(node.pointer), element, (*extent, COPY_BYTES // size), Role.IN)
            one = Select(above(count), working.number(1), working.number(0), INT32, node.span)
            pitch = working.number(COPY_BYTES // size)
            self._copy_in(whole, pointer, working.number(0), simplified(one), Rows(count, step, pitch))
            working.vector("muls", offsets, (offsets, working.number(COPY_BYTES)), as_=INT32)
        made = working.acquire(name_of(node.pointer), element, extent)
        working.vector("gather", made, (whole, offsets))
        working.release(offsets)
        working.release(whole)
        return made

    def _same(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        first, count = self._first_and_count(access.mask, extent)
        place: Any = Load(self._at(node.pointer, first), None, None, element, node.span)
        zero = Literal(0.0 if element.is_float else 0, element, node.span)
        value = simplified(Select(above(count), place, zero, element, node.span))
        if isinstance(count, Literal) or access.mask == Mask():
            value = place
        made = self._working.acquire(name_of(node.pointer), element, extent)
        self._values.fill(made, self._working.keep(name_of(node.pointer), value))
        return made

    def _runs_in(self, node: Load, made: Held) -> bool:
        """Whether the lanes lie in rows that begin where copies can, of which the mask leaves the first lanes each."""
        runs = self._accesses.runs(node.pointer, node.mask)
        if runs is None or runs.step.number != 1 or not self._begin_blocks(runs, made):
            return False

        def copied(place: Any, lane: Any, count: Any) -> None:
            self._working.emit(CopyIn(View(made.buffer, made.element, node.span, lane), place, count, node.span))

        self._rows_of_runs(runs, node.pointer, made.extent, copied)
        return True

    def _each(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        made = self._working.acquire(name_of(node.pointer), element, extent)
        self._each_into(node, access, made)
        return made

    def _each_into(self, node: Load, access: Access, made: Held) -> None:
        if self._runs_in(node, made) or self.gathered(node, access, made):
            return
        working = self._working

        def body(pointer: Any, index: Any) -> None:
            value = Load(pointer, None, None, made.element, node.span)
            working.emit(SetElement(made.buffer, index, value, node.span))

        self._for_lanes(node.pointer, access, made.extent, body)

    def _with_other(self, node: Load, made: Held, element: Scalar, extent: Any) -> Held:
        """`other` where the mask does not hold. (Made by a Where, whose mask is that of the load.)"""
        name = self._working.fresh("loaded")
        self._values.variables[name] = made
        loaded = Variable(name, Tile(element, extent), node.span)
        other = build.convert(node.other, element, node.span)
        chosen = self._values.tile(build.where(build.splat(node.mask, extent, node.span), loaded, other, node.span))
        self._working.release(made)
        return chosen

    def _as_truth(self, made: Held, extent: Any) -> Held:
        name = self._working.fresh("loaded")
        self._values.variables[name] = made
        loaded = Variable(name, Tile(UINT8, extent), self._working.span)
        zero = integer(0, UINT8, self._working.span)
        truth = self._values.tile(build.compare(CompareOp.NOT_EQUAL, loaded, zero, self._working.span))
        self._working.release(made)
        return truth
