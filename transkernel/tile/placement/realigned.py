"""Copies from lanes that begin anywhere in a buffer: the vector unit moves them to the start of one of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import AtomicOp, BinaryOp, Select
from transkernel.ir.placed import CopyOut, Role, Rows, Vector, View
from transkernel.ir.types import FLOAT16, INT16, INT32, UINT32
from transkernel.tile import build
from transkernel.tile.placement.accesses import LaneRange
from transkernel.tile.placement.places import COPY_BYTES, above, as_int
from transkernel.tile.placement.run_places import RunPlaces
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held

Mover = Callable[[Any, Any, Role], Held]
Place = Callable[[Any, Any], Any]  # the pointer of a (row, column)


class Realigned(RunPlaces):
    """No scalar access to an element: an instruction or three, and a copy, for each run of lanes."""

    @contextmanager
    def _mover(self, held: Held) -> Iterator[Mover]:
        """What gives `count` lanes, one or more, from lane `first` on in a new buffer, which is to be released. Bytes
        are moved as halves, which hold each of them, and 64 bits as two words."""
        working, bits = self._working, held.element.bits
        words = max(bits // 32, 1)
        source = held
        if bits == 8:
            source = working.acquire("halves", FLOAT16, held.extent)
            working.vector("cast_none", source, (held,))
        elif bits == 64:
            source = replace(held, element=INT32)
        size = source.element.bits // 8
        offsets = working.acquire("offsets", UINT32, (*held.extent, words) if words > 1 else held.extent)
        working.vector("index", offsets, (working.number(0),), as_=INT32)
        working.vector("muls", offsets, (offsets, working.number(size)), as_=INT32)

        def moved(first: Any, count: Any, role: Role) -> Held:
            made = working.acquire("moved", held.element, held.extent, role)
            target = made
            if bits == 8:
                target = working.acquire("halves", FLOAT16, held.extent)
            elif bits == 64:
                target = replace(made, element=INT32)
            begin = simplified(build.times(first, size * words, working.span))
            number = simplified(build.times(count, words, working.span))
            views = (working.view(source), working.view(offsets), begin)
            working.emit(Vector("gather_from", working.view(target), views, number, working.span))
            if bits == 8:
                working.emit(Vector("cast_rint", working.view(made), (working.view(target),), count, working.span))
                working.release(target)
            return made

        yield moved
        working.release(offsets)
        if source.buffer != held.buffer:
            working.release(source)

    def _moved_out(self, place: Any, held: Held, first: Any, count: Any, op: AtomicOp | None) -> None:
        """`count` lanes from lane `first` on, to consecutive places from `place` on."""
        with self._working.scope() as body, self._mover(held) as mover:
            self._out_of(mover, place, first, count, op, Role.OUT)
        self._emit_where(above(count), body)

    def _out_of(self, mover: Mover, place: Any, first: Any, count: Any, op: AtomicOp | None, role: Role) -> None:
        working = self._working
        moved = mover(first, count, role)
        view = View(moved.buffer, moved.element, working.span)
        working.emit(CopyOut(place, view, count, working.span, op))
        working.release(moved)

    def _row_after_row_out(
        self, place: Place, held: Held, rows: LaneRange, columns: LaneRange, width: Any,
        op: AtomicOp | None,
    ) -> None:  # fmt: skip
        """The columns of rows of `width` lanes, a copy a row."""
        working, span = self._working, self._working.span
        first = working.keep("first", as_int(columns.first))
        last = working.keep("stop", as_int(columns.stop))
        count = working.keep("count", build.binary(BinaryOp.SUBTRACT, last, first, span))
        begin, stop = (working.keep("rows", as_int(each)) for each in (rows.first, rows.stop))
        with working.scope() as body, self._mover(held) as mover, working.loop("row", stop, begin) as row:
            before = build.binary(BinaryOp.MULTIPLY, row, build.convert(width, INT32, span), span)
            lane = simplified(build.plus(before, first, span))
            self._out_of(mover, place(row, first), lane, count, op, Role.WORK)
        self._emit_where(above(count), body)

    def _one_where(self, holds: Any) -> Any:
        one = Select(holds, self._working.number(1), self._working.number(0), INT32, self._working.span)
        return simplified(one)

    def _spread(self, held: Held) -> Held:
        """Each number of up to 32 bits at the beginning of 32 bytes of its own. A byte is the low one of a half."""
        working, per_block = self._working, COPY_BYTES * 8 // held.element.bits
        spread = working.acquire("spread", held.element, (*held.extent, per_block))
        if held.element.bits >= 16:
            working.vector("expand", spread, (held,), working.size(held.extent))
            return spread
        halves = working.acquire("halves", FLOAT16, held.extent)
        working.vector("cast_none", halves, (held,))
        whole = replace(halves, element=INT16)
        working.vector("cast_rint", whole, (halves,))
        working.vector("expand", replace(spread, element=INT16), (whole,), working.size(held.extent))
        working.release(halves)
        return spread

    def _copy_out(
        self, pointer: Any, held: Held, count: Any, op: AtomicOp | None, rows: Rows | None = None, offset: Any = None
    ) -> None:
        working, span = self._working, self._working.span
        working.emit(CopyOut(pointer, View(held.buffer, held.element, span, offset), count, span, op, rows))
