"""Loads, stores and atomics: copies of consecutive places where lanes lie so, else element by element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Assign,
    AtomicOp,
    Binary,
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
from transkernel.ir.placed import CopyIn, CopyOut, Element, MemoryFence, Role, Rows, SetElement, Vector, View
from transkernel.ir.tile import Load, Store, TileAtomic
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT32,
    Pointer,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Accesses, Axis, LaneRange, Mask, Pattern, range_of
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.working import Held

_COPY_BYTES = 32  # what a buffer's rows are aligned to
_MOST_STEP = 8  # elements from lane to lane, up to which all between are copied too
# What a copy into memory may do with the old number, and for which types; and of those, on which bits.
_COPIED_ATOMICS = {
    AtomicOp.ADD: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, BFLOAT16: BFLOAT16, INT32: INT32, UINT32: INT32, INT16: INT16},
    AtomicOp.MIN: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, INT32: INT32, INT16: INT16},
    AtomicOp.MAX: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, INT32: INT32, INT16: INT16},
}


class Transfers:
    """Of one kernel. one_core: an atomic was met whose old value is wanted, or which no copy can do."""

    def __init__(self, values: Values, accesses: Accesses) -> None:
        self._values = values
        self._working = values.working
        self._accesses = accesses
        self.one_core = False

    # ------------------------------------------------------------ loads

    def load(self, node: Load, into: Held | None, count: Any) -> Held:
        """A tile from memory. Elements of lanes that the mask leaves out are anything, or `other`."""
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
        made = self._working.acquire(_name_of(node.pointer), element, extent, Role.IN)
        self._copy_in(made, pointer, first, count)
        return made

    def _copy_in(self, made: Held, pointer: Any, first: Any, count: Any, rows: Rows | None = None) -> None:
        span = self._working.span
        lead = None if _is_zero(first) else first
        self._working.emit(CopyIn(View(made.buffer, made.element, span), pointer, count, span, lead, rows))

    def _rows(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        """Rows of lanes, where a row of the buffer begins at a boundary of copies; else element by element."""
        working = self._working
        columns, rows = self._columns_and_rows(access, extent)
        if not (_is_zero(columns.first) and _is_zero(rows.first)):
            return self._each(node, access, element, extent)
        working_rows = working.keep("rows", _int(rows.stop))
        width = working.keep("columns", _int(columns.stop))
        count = working.keep("columns", Select(_above(working_rows), width, working.number(0), INT32, node.span))
        made = working.acquire(_name_of(node.pointer), element, extent, Role.IN)
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

    def _begins_blocks(self, access: Access, element: Scalar) -> bool:
        """Whether each row of a buffer begins where copies can, whatever the launch."""
        return self._aligned(access.row_lanes, element) is None

    def _table(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        place = self._table_place(access, extent)
        if place is None:
            return self._each(node, access, element, extent)
        rows, count = place
        made = self._working.acquire(_name_of(node.pointer), element, extent, Role.IN)
        none = self._working.number(0)
        pointer = self._values.scalar(simplified(self._values.lanes.at(node.pointer, (none, none))))
        self._copy_in(made, pointer, none, count, Rows(rows, simplified(access.step), access.row_lanes))
        return made

    def _table_place(self, access: Access, extent: Any) -> tuple[Any, Any] | None:
        """How many rows, and of how many columns; None where they do not begin with the first."""
        working, span = self._working, self._working.span
        scalar = self._values.scalar
        columns = range_of(access.mask, Axis.COLUMN, working.size(extent[1:]), span)
        rows = range_of(access.mask, Axis.ROW, working.size(extent[:1]), span)
        if not (_is_zero(columns.first) and _is_zero(rows.first)):
            return None
        count_of_rows = working.keep("rows", _int(scalar(rows.stop)))
        count = working.keep("columns", _int(scalar(columns.stop)))
        count = self.under(access.mask.conditions, count)
        none = working.number(0)
        return count_of_rows, working.keep("columns", Select(_above(count_of_rows), count, none, INT32, span))

    def _row_same(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        """Each row filled with its number, where rows begin at boundaries; else element by element."""
        working = self._working
        columns, rows = self._columns_and_rows(access, extent)
        if not (_is_zero(columns.first) and _is_zero(rows.first)):
            return self._each(node, access, element, extent)
        count = working.keep("rows", _int(rows.stop))
        count = working.keep("rows", Select(_above(columns.stop), count, working.number(0), INT32, node.span))
        made = working.acquire(_name_of(node.pointer), element, extent)
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
        if not _is_zero(first):
            return self._each(node, access, element, extent)
        step = simplified(access.step)
        pointer = self._at(node.pointer, first)
        offsets = working.acquire("offsets", UINT32, extent)
        working.vector("index", offsets, (working.number(0),), as_=INT32)
        close = isinstance(step, Literal) and 0 < step.value <= _MOST_STEP
        if close:
            whole = working.acquire(_name_of(node.pointer), element, (*extent, int(step.value)), Role.IN)
            between = build.times(build.plus(count, working.number(-1), node.span), int(step.value), node.span)
            all_of_it = build.plus(between, working.number(1), node.span)
            none = working.number(0)
            self._copy_in(whole, pointer, none, simplified(Select(_above(count), all_of_it, none, INT32, node.span)))
            working.vector("muls", offsets, (offsets, working.number(int(step.value) * size)), as_=INT32)
        else:
            whole = working.acquire(_name_of(node.pointer), element, (*extent, _COPY_BYTES // size), Role.IN)
            one = Select(_above(count), working.number(1), working.number(0), INT32, node.span)
            pitch = working.number(_COPY_BYTES // size)
            self._copy_in(whole, pointer, working.number(0), simplified(one), Rows(count, step, pitch))
            working.vector("muls", offsets, (offsets, working.number(_COPY_BYTES)), as_=INT32)
        made = working.acquire(_name_of(node.pointer), element, extent)
        working.vector("gather", made, (whole, offsets))
        working.release(offsets)
        working.release(whole)
        return made

    def _same(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        first, count = self._first_and_count(access.mask, extent)
        place: Any = Load(self._at(node.pointer, first), None, None, element, node.span)
        zero = Literal(0.0 if element.is_float else 0, element, node.span)
        value = simplified(Select(_above(count), place, zero, element, node.span))
        if isinstance(count, Literal) or access.mask == Mask():
            value = place
        made = self._working.acquire(_name_of(node.pointer), element, extent)
        self._values.fill(made, self._working.keep(_name_of(node.pointer), value))
        return made

    def _each(self, node: Load, access: Access, element: Scalar, extent: Any) -> Held:
        made = self._working.acquire(_name_of(node.pointer), element, extent)
        self._each_into(node, access, made)
        return made

    def _each_into(self, node: Load, access: Access, made: Held) -> None:
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

    # ------------------------------------------------------------ stores

    def store(self, node: Store) -> None:
        """A tile, or a scalar, into memory."""
        self._working.span = node.span
        if not isinstance(node.pointer.type, Tile):
            self._store_scalar(node)
            return
        element, extent = _pointee(node.pointer), build.shape_of(node.pointer) or ()
        access = self._accesses.of(node)
        out = None
        if access.mask.rest is None and access.pattern is Pattern.RUN and not isinstance(node.value, Variable):
            stored = UINT8 if element == BOOL else element
            out = self._working.acquire(f"{_name_of(node.pointer)}_out", stored, extent, Role.OUT)
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
        body = self._one_out(pointer, value, _pointee(node.pointer), None)
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
            held = working.acquire("element", stored, (_COPY_BYTES * 8 // stored.bits,))
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
        if not _is_zero(first):
            self._each_out(pointer, access, held, op)
            return
        self._copy_out(self._at(pointer, first), held, count, op)

    def _one_lane_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        """All lanes have one place, which one of them wins: the first."""
        first, count = self._first_and_count(access.mask, held.extent)
        if op is not None or not _is_zero(first):
            return False
        one = Select(_above(count), self._working.number(1), self._working.number(0), INT32, self._working.span)
        self._copy_out(self._at(pointer, first), held, simplified(one), None)
        return True

    def _strided_out(self, pointer: Any, access: Access, held: Held, op: AtomicOp | None) -> bool:
        """Each element in a block of its own, from which the copy takes it to its place."""
        working, per_block = self._working, _COPY_BYTES * 8 // held.element.bits
        first, count = self._first_and_count(access.mask, held.extent)
        step = simplified(access.step)
        if not _is_zero(first) or (isinstance(step, Literal) and step.value < 1):
            return False
        spread = working.acquire("spread", held.element, (*held.extent, per_block))
        working.vector("expand", spread, (held,), working.size(held.extent))
        one = Select(_above(count), working.number(1), working.number(0), INT32, working.span)
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
        if not (_is_zero(columns.first) and _is_zero(rows.first)) or overlap:
            return False
        count_of_rows = working.keep("rows", _int(rows.stop))
        width = working.keep("columns", _int(columns.stop))
        none = working.number(0)
        count = working.keep("columns", Select(_above(count_of_rows), width, none, INT32, working.span))
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
        working, per_block = self._working, _COPY_BYTES * 8 // held.element.bits
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

    # ------------------------------------------------------------ atomics

    def atomic(self, node: TileAtomic, into: Held | None = None, count: Any = None) -> Held:
        """The old values of lanes, one lane after another."""
        self._working.span = node.span
        element, extent = build.element_of(node), build.shape_of(node) or ()
        made = self._working.acquire("old", element, extent)
        self._one_by_one(node, made)
        return made

    def atomic_scalar(self, node: TileAtomic) -> Any:
        working = self._working
        working.span = node.span
        zero = Literal(0.0 if build.element_of(node).is_float else 0, node.type, node.span)
        old = working.variable("old", node.type, zero)
        operands = tuple(self._values.scalar(each) for each in node.operands)
        pointer = self._values.scalar(node.pointer)
        body = self._exchange(node, pointer, operands, old)
        mask = None if node.mask is None else self._values.scalar(node.mask)
        working.emit(*body) if mask is None else working.emit(If(mask, body, (), node.span))
        return old

    def atomic_statement(self, node: TileAtomic) -> None:
        """An atomic whose old values nobody wants."""
        self._working.span = node.span
        element = _pointee(node.pointer)
        view = _COPIED_ATOMICS.get(node.op, {}).get(element)
        if view is None:
            if isinstance(node.pointer.type, Tile):
                self._working.release(self.atomic(node))
            else:
                self.atomic_scalar(node)
            return
        if not isinstance(node.pointer.type, Tile):
            pointer, value = self._values.scalar(node.pointer), self._values.scalar(node.operands[0])
            body = self._one_out(pointer, build.convert(value, view, node.span), view, node.op)
            mask = None if node.mask is None else self._values.scalar(node.mask)
            self._working.emit(*body) if mask is None else self._working.emit(If(mask, body, (), node.span))
            return
        extent = build.shape_of(node.pointer) or ()
        held = self._stored(node.operands[0], element, extent)
        held = Held(held.buffer, view, extent, held.owned)
        self._copy_lanes_out(node.pointer, self._accesses.of(node), held, node.op)
        self._working.release(held)

    def _one_by_one(self, node: TileAtomic, made: Held) -> None:
        working = self._working
        access = self._accesses.of(node)
        extent = made.extent
        operands = [self._values.laned(build.splat(each, extent, node.span)) for each in node.operands]

        def body(place: Any, index: Any) -> None:
            assert len(extent) == 1
            zero = Literal(0.0 if made.element.is_float else 0, made.element, node.span)
            old = working.variable("old", made.element, zero)
            lanes = tuple(each((index,)) for each in operands)
            working.emit(*self._exchange(node, place, lanes, old))
            working.emit(SetElement(made.buffer, index, old, node.span))

        self._for_lanes(node.pointer, access, extent, body)

    def _exchange(self, node: TileAtomic, place: Any, operands: tuple[Any, ...], old: Variable) -> tuple[Any, ...]:
        """Read, change, write: right where the kernel's blocks follow one another on one core."""
        self.one_core = True
        element, span = _pointee(node.pointer), node.span
        old_number: Any = Load(place, None, None, element, span)
        read = Assign(old, old_number, span)
        if node.op is AtomicOp.LOAD:
            return (read,)
        new, condition = _changed(node.op, old, operands, span)
        body = (*self._one_out(place, new, element, None), MemoryFence(span))
        return (read, *body) if condition is None else (read, If(condition, body, (), span))

    # ------------------------------------------------------------ lanes

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
            first = working.keep("first", _int(lanes.first))
            stop = self.under(access.mask.conditions, working.keep("stop", _int(values.scalar(lanes.stop))))
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
        from transkernel.tile.placement.lanes import linear

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
        first = working.keep("first", _int(self._values.scalar(lanes.first)))
        count = _int(self._values.scalar(build.binary(BinaryOp.SUBTRACT, lanes.stop, lanes.first, working.span)))
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

    def _aligned(self, row_lanes: Any, element: Scalar) -> Any:
        """Whether rows of the buffer begin where copies can; None for always."""
        per_block = _COPY_BYTES * 8 // element.bits
        if isinstance(row_lanes, Literal) and row_lanes.value % per_block == 0:
            return None
        rest = build.binary(BinaryOp.REMAINDER, row_lanes, self._working.number(per_block), self._working.span)
        return build.compare(CompareOp.EQUAL, rest, self._working.number(0), self._working.span)

    def _at(self, pointer: Any, lane: Any) -> Any:
        if not isinstance(pointer.type, Tile):
            return self._values.scalar(pointer)
        return self._values.scalar(simplified(self._values.lanes.at(pointer, (lane,))))


def _changed(op: AtomicOp, old: Any, operands: tuple[Any, ...], span: Any) -> tuple[Any, Any]:
    """(the new value, when it is written; None for always) of an atomic."""
    value = operands[0]
    match op:
        case AtomicOp.EXCHANGE | AtomicOp.STORE:
            return value, None
        case AtomicOp.COMPARE_EXCHANGE:
            return operands[1], Compare(CompareOp.EQUAL, old, value, span)
        case AtomicOp.MIN | AtomicOp.MAX:
            order = CompareOp.LESS if op is AtomicOp.MIN else CompareOp.GREATER
            return value, Compare(order, value, old, span)
        case AtomicOp.INCREMENT:
            one, zero = integer(1, old.type, span), integer(0, old.type, span)
            past = Compare(CompareOp.GREATER_EQUAL, old, value, span)
            return Select(past, zero, Binary(BinaryOp.ADD, old, one, old.type, span), old.type, span), None
        case AtomicOp.DECREMENT:
            one, zero = integer(1, old.type, span), integer(0, old.type, span)
            below = Binary(BinaryOp.SUBTRACT, old, one, old.type, span)
            outside = Binary(
                BinaryOp.OR, Compare(CompareOp.EQUAL, old, zero, span), Compare(CompareOp.GREATER, old, value, span),
                BOOL, span,
            )  # fmt: skip
            return Select(outside, value, below, old.type, span), None
    return Binary(_PLAIN_OPS[op], old, value, old.type, span), None


_PLAIN_OPS = {
    AtomicOp.ADD: BinaryOp.ADD, AtomicOp.SUBTRACT: BinaryOp.SUBTRACT, AtomicOp.AND: BinaryOp.AND,
    AtomicOp.OR: BinaryOp.OR, AtomicOp.XOR: BinaryOp.XOR,
}  # fmt: skip


def _pointee(pointer: Any) -> Scalar:
    element = build.element_of(pointer)
    assert isinstance(element, Pointer)
    assert isinstance(element.element, Scalar)
    return element.element


def _above(count: Any) -> Any:
    if isinstance(count, Literal):
        return boolean(count.value > 0, count.span)
    return Compare(CompareOp.GREATER, count, integer(0, count.type, count.span), count.span)


def _is_zero(value: Any) -> bool:
    return isinstance(value, Literal) and value.value == 0


def _int(value: Any) -> Any:
    return simplified(build.convert(value, INT32, value.span))


def _name_of(pointer: Any) -> str:
    """The parameter that a pointer begins at."""
    while isinstance(pointer, PointerOffset):
        pointer = pointer.pointer
    name = pointer.name if isinstance(pointer, Variable) else "tile"
    return f"{name.partition('.')[0]}_tile"
