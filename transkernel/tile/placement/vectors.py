"""Vectors of memory (`float4`), which are the rows of a tile of [LANES, 4]: copied whole, and gathered on the chip.

    whole = load([p, p + 1, p + 2, p + 3], mask)     one copy, of four times as many elements as there are lanes
    split(whole, field)                              a gather of `whole` at 4 * lane + field
    store([q, q + 1, ...], join(x, y, z, w), mask)   x, y, z and w behind one another; a gather of these at
                                                     LANES * field + lane; one copy

What must hold: vector stands behind vector, of elements that the vector unit gathers (16 or 32 bits); the lanes that
look are consecutive, for a store from the first lane on; for a store, a tile begins where the vector unit can. What is
not so is taken apart again, into accesses to fields (`taken_apart`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import BinaryOp, Declare, Literal, PointerOffset, Variable, integer
from transkernel.ir.placed import CopyIn, CopyOut, Role, Vector, View
from transkernel.ir.tile import Broadcast, Join, Lanes, Load, Reshape, Split, Store, TileKernel
from transkernel.ir.types import INT16, INT32, UINT32, Scalar, Tile
from transkernel.ir.visit import map_tuple, rewrite, walk_all
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Accesses, Axis, Pattern, range_of
from transkernel.tile.placement.places import COPY_BYTES, Places, is_zero, name_of, pointee
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held

_BITS = (16, 32)


@record
class Fields:
    """Where the vectors of an access begin, how many fields each has, and the mask of the lanes."""

    pointer: Any
    count: int
    mask: Any


def fields_of(node: Load | Store) -> Fields | None:
    """Of an access to whole vectors; None of others."""
    match node.pointer:
        case PointerOffset(
            pointer=Broadcast(value=Reshape(value=first)),
            offset=Broadcast(value=Reshape(value=Lanes(type=Tile(shape=(int() as count,))))),
        ) if build.shape_of(node.pointer) == (*(build.shape_of(first) or ()), count):
            mask = node.mask
            if mask is not None and isinstance(mask.type, Tile):
                if not isinstance(mask, Broadcast) or not isinstance(mask.value, Reshape):
                    return None
                mask = mask.value.value
            return Fields(first, count, mask)
    return None


def taken_apart(kernel: TileKernel, accesses: Accesses | None, least_lanes: int) -> TileKernel:
    """The kernel without fields that nobody reads, and with accesses to fields in place of those to vectors that are
    not copied whole: all of them, where no accesses are given. least_lanes: that a tile is known to have."""
    fits = _Fits(accesses, least_lanes)
    columns: dict[str, Fields] = {}
    nodes = [*walk_all(kernel.body)]
    read = {node.name for node in nodes if isinstance(node, Variable)}
    unread = {node.name for node in nodes if _is_column(node) and node.name not in read}
    split = {node.value.name for node in nodes if isinstance(node, Split) and isinstance(node.value, Variable)}
    for node in nodes:
        init: Any = node.init if isinstance(node, Declare) and node.name in split else None
        found = fields_of(init) if isinstance(init, Load) else None
        if found is not None and not fits.load(found, build.element_of(init)):
            columns[node.name] = found

    def field(node: Any) -> Any:
        if not isinstance(node, Split) or not isinstance(node.value, Variable) or node.value.name not in columns:
            return node
        of = columns[node.value.name]
        return Load(_field(of, node.field, node.span), of.mask, None, node.type, node.span)

    def change(node: Any) -> Any:
        if isinstance(node, Declare) and (node.name in columns or node.name in unread):
            return ()
        if isinstance(node, Store) and isinstance(node.value, Join):
            found = fields_of(node)
            if found is not None and not fits.store(found):
                return tuple(
                    Store(_field(found, number, node.span), rewrite(each, field), found.mask, node.span)
                    for number, each in enumerate(node.value.values)
                )
        below = {name: map_tuple(getattr(node, name), change) for name in _BODIES if hasattr(node, name)}
        return replace(rewrite(replace(node, **dict.fromkeys(below, ())), field), **below)

    return replace(kernel, body=map_tuple(kernel.body, change))


def columns_of(kernel: TileKernel) -> Counter[str]:
    """How many fields are picked of each variable that is read for nothing else."""
    nodes = [*walk_all(kernel.body)]
    picked = Counter(each.value.name for each in nodes if isinstance(each, Split) and isinstance(each.value, Variable))
    read = Counter(each.name for each in nodes if isinstance(each, Variable))
    return Counter({name: count for name, count in picked.items() if read[name] == count})


def _is_column(node: Any) -> bool:
    init: Any = node.init if isinstance(node, Declare) else None
    return isinstance(init, Split)


_BODIES = ("body", "then", "otherwise")


def _field(of: Fields, number: int, span: Any) -> Any:
    return build.offset(of.pointer, integer(number, INT32, span), span)


@record
class _Fits:
    accesses: Accesses | None
    least_lanes: int

    def load(self, of: Fields, element: Scalar) -> bool:
        return self._access(of, element) is not None

    def store(self, of: Fields) -> bool:
        element = pointee(of.pointer)
        access = self._access(of, element)
        if access is None or self.least_lanes * element.bits // 8 % COPY_BYTES:
            return False
        lanes = range_of(access.mask, Axis.LANE, integer(1 << 30, INT32, of.pointer.span), of.pointer.span)
        return is_zero(lanes.first)

    def _access(self, of: Fields, element: Scalar) -> Access | None:
        if self.accesses is None:
            return None
        access = self.accesses.of(sample(of, element))
        step = None if access.step is None else simplified(access.step)
        behind = access.pattern is Pattern.STRIDED and isinstance(step, Literal) and step.value == of.count
        fits = behind and access.mask.rest is None and element.bits in _BITS
        return access if fits else None


def sample(of: Fields, element: Scalar) -> Load:
    """The load of the first field."""
    span = of.pointer.span
    return Load(of.pointer, of.mask, None, Tile(element, build.shape_of(of.pointer) or ()), span)


class Vectors(Places):
    """Accesses to whole vectors, and their fields. columns: how many fields of each are still to be picked."""

    columns: Counter[str] = Counter()

    def are_behind(self, of: Fields, element: Scalar) -> bool:
        """Whether vector stands behind vector, so that they are copied at once."""
        return _Fits(self._accesses, 1).load(of, element)

    def load_vectors(self, node: Load, of: Fields) -> Held:
        working, element = self._working, build.element_of(node)
        access = self._accesses.of(sample(of, element))
        first, count = self._first_and_count(access.mask, build.shape_of(of.pointer) or ())
        made = working.acquire(name_of(of.pointer), element, build.shape_of(node) or (), Role.IN)
        lead = None if is_zero(first) else simplified(build.times(first, of.count, node.span))
        whole = working.keep("elements", build.times(count, of.count, node.span))
        view = View(made.buffer, made.element, node.span)
        working.emit(CopyIn(view, self._at(of.pointer, first), whole, node.span, lead))
        return made

    def split(self, node: Split, into: Held | None, count: Any) -> Held:
        working, element = self._working, build.element_of(node)
        extent, columns = build.shape_of(node) or (), (build.shape_of(node.value) or ())[-1]
        assert isinstance(columns, int)
        held = self._values.tile(node.value)
        offsets = self._first_fields(extent, columns * element.bits // 8)
        at = offsets
        if node.field:
            at = working.acquire("offsets", UINT32, extent)
            working.vector("adds", at, (offsets, working.number(node.field * element.bits // 8)), as_=INT32)
        made = working.acquire("field", element, extent)
        working.vector("gather", made, (held, at))
        working.release(at)
        self._leave_early(node.value)
        return self._values.done(made, (held,))

    def _leave_early(self, vectors: Any) -> None:
        """Releases vectors whose fields have all been picked."""
        if not isinstance(vectors, Variable) or vectors.name not in self.columns:
            return
        self.columns[vectors.name] -= 1
        held, leaving = self._values.variables[vectors.name], self._working.frame.leaving
        if not self.columns[vectors.name] and held in leaving:
            leaving.remove(held)
            self._working.release(held)

    def _first_fields(self, extent: Any, size: int) -> Held:
        """Where vectors of that many bytes begin."""
        working = self._working

        def made() -> Held:
            held = working.acquire("offsets", UINT32, extent)
            working.vector("index", held, (working.number(0),), as_=INT32)
            working.vector("muls", held, (held, working.number(size)), as_=INT32)
            return held

        return self._once((*extent, size), made)

    def store_vectors(self, node: Store, of: Fields) -> None:
        """What must hold of the places is asked by `taken_apart`."""
        working, element, span = self._working, pointee(of.pointer), node.span
        extent, shape = build.shape_of(of.pointer) or (), build.shape_of(node.pointer) or ()
        assert isinstance(node.value, Join)
        as_ = INT32 if element.bits == 32 else INT16
        lined = working.acquire("fields", element, (of.count, *extent))
        for number, each in enumerate(node.value.values):
            held = self._values.tile(each)
            target = working.view(lined, as_, offset=simplified(build.times(working.size(extent), number, span)))
            working.emit(Vector("copy", target, (working.view(held, as_),), working.size(extent), span))
            working.release(held)
        offsets = self._turned(shape, of.count, element.bits // 8)
        made = working.acquire(f"{name_of(of.pointer)}_out", element, shape, Role.OUT)
        working.vector("gather", made, (lined, offsets))
        working.release(lined)
        access = self._accesses.of(sample(of, element))
        first, count = self._first_and_count(access.mask, extent)
        whole = working.keep("elements", build.times(count, of.count, span))
        working.emit(CopyOut(self._at(of.pointer, first), View(made.buffer, element, span), whole, span))
        working.release(made)

    def _turned(self, shape: Any, columns: int, size: int) -> Held:
        """Of each element of vectors, where it is while its fields lie behind one another: in bytes."""
        working, span = self._working, self._working.span

        def binary(op: BinaryOp, left: Any, right: int) -> Any:
            return build.binary(op, left, integer(right, INT32, span), span)

        def made() -> Held:
            numbers = build.reshape(Lanes(Tile(INT32, shape), span), shape, span)
            field = binary(BinaryOp.AND, numbers, columns - 1)
            lane = binary(BinaryOp.SHIFT_RIGHT, numbers, columns.bit_length() - 1)
            by_field = build.binary(BinaryOp.MULTIPLY, field, working.size(shape[:-1]), span)
            place = build.binary(BinaryOp.ADD, by_field, lane, span)
            held = self._values.tile(binary(BinaryOp.MULTIPLY, place, size))
            return replace(held, element=UINT32)

        return self._once((*shape, size, "turned"), made)
