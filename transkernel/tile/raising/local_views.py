"""Locals that are looked at as other types become numbers that are shifted and masked.

    float v[4];  *(float4*)v = *(float4*)(x + i);        v[0] = value.x;  ...  v[3] = value.w;
    uint4 pack;  half2* pairs = (half2*)&pack;           low half of pack.x, its high half; low half of pack.y ...
    ... pairs[1] ...

A view is a dereference or an index of a pointer that is the address of a local, or of a part of it, under casts. What
must hold for a local: each use of its address is in such a view, of a number or a vector, at an offset that the text
itself computes. On thread IR, behind the unrolling of local_arrays.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    BinaryOp,
    Bitcast,
    Build,
    Convert,
    Decay,
    Declare,
    Dereference,
    Index,
    Lane,
    Member,
    PointerOffset,
    Program,
    Variable,
    integer,
)
from transkernel.ir.types import INT32, UINT8, UINT16, UINT32, UINT64, Array, Pointer, Scalar, Struct, Vector, size_of
from transkernel.ir.visit import map_children, map_tuple, walk, walk_all
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import root_of
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile.layout import Layout
from transkernel.tile.raising.known import known
from transkernel.tile.storage import assigned_names, declared

_BITS = {8: UINT8, 16: UINT16, 32: UINT32, 64: UINT64}


def with_fixed_views(program: Program) -> Program:
    """Pointers that are fixed to the address of a local, replaced by what they are."""
    body = program.kernel.body
    changed = assigned_names(body)
    values = {}
    for name, node in declared(body).items():
        root = viewed(node.init) if isinstance(node.type, Pointer) and node.init is not None else None
        if root is not None and not changed & {name, *_other_names(node.init, root)}:
            values[name] = node.init
    if not values:
        return program

    def change(node: Any) -> Any:
        if isinstance(node, Declare) and node.name in values:
            return ()
        if isinstance(node, Variable) and node.name in values:
            return change(values[node.name])
        return map_children(node, change)

    return replace(program, kernel=replace(program.kernel, body=map_tuple(body, change)))


def _other_names(pointer: Any, root: Variable) -> set[str]:
    return {each.name for each in walk(pointer) if isinstance(each, Variable) and each is not root}


def viewed(pointer: Any) -> Variable | None:
    """The local whose address a pointer is made of; None of other pointers."""
    while isinstance(pointer, Convert | PointerOffset) and isinstance(pointer.type, Pointer):
        pointer = pointer.operand if isinstance(pointer, Convert) else pointer.pointer
    return root_of(pointer.place) if isinstance(pointer, AddressOf | Decay) else None


def view_of(node: Any) -> Variable | None:
    """The local that a view looks at; None of what is none."""
    if isinstance(node, Dereference):
        return viewed(node.pointer)
    is_index = isinstance(node, Index) and isinstance(node.base.type, Pointer)
    return viewed(node.base) if is_index else None


def local_views(program: Program) -> Program:
    """The program without views of locals that can do without."""
    kernel = program.kernel
    layout = Layout({each.name: each for each in program.structs})
    names = _eligible(kernel.body, layout)
    if not names:
        return program
    taken = declared_names(kernel) | {each.name for each in program.globals} | {each.name for each in kernel.shared}
    views = _Views({each: declared(kernel.body)[each] for each in names}, layout, FreshNames(taken))
    return replace(program, kernel=replace(kernel, body=map_tuple(kernel.body, views.change)))


@record
class _Place:
    """A number of a local: where it is, its type, and its offset in bytes."""

    place: Any
    type: Scalar
    offset: int


def _eligible(body: tuple[Any, ...], layout: Layout) -> frozenset[str]:
    """Locals whose addresses are in views alone, each of them known."""
    nodes = [*walk_all(body)]
    uses: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, AddressOf | Decay) and (root := root_of(node.place)) is not None:
            uses[root.name] = uses.get(root.name, 0) + 1
    for node in nodes:
        root = view_of(node)
        if root is not None and _offset(node, layout) is not None and isinstance(node.type, Scalar | Vector):
            uses[root.name] -= 1
    types = {name: node.type for name, node in declared(body).items()}
    return frozenset(
        name for name, left in uses.items() if not left and name in types and _is_of_numbers(types[name], layout)
    )


def _is_of_numbers(type_: Any, layout: Layout) -> bool:
    match type_:
        case Array():
            return _is_of_numbers(type_.element, layout)
        case Struct():
            whole = layout.struct(type_)
            plain = not whole.is_union and not any(each.bit_width for each in whole.fields)
            return plain and all(_is_of_numbers(each.type, layout) for each in whole.fields)
    return isinstance(type_, Vector) or (isinstance(type_, Scalar) and type_.bits in _BITS)


def _offset(view: Any, layout: Layout) -> int | None:
    """Bytes from the start of the local; None where the text does not say."""
    total = 0
    pointer: Any = view.pointer if isinstance(view, Dereference) else view.base
    if isinstance(view, Index):
        number = known(view.index, {})
        if number is None:
            return None
        total += number * size_of(view.type)
    while isinstance(pointer, Convert | PointerOffset):
        if isinstance(pointer, PointerOffset):
            number = known(pointer.offset, {})
            if number is None or not isinstance(pointer.type, Pointer):
                return None
            total += number * size_of(pointer.type.element)
            pointer = pointer.pointer
        else:
            pointer = pointer.operand
    inside = _within(pointer.place, layout)
    return None if inside is None else total + inside


def _within(place: Any, layout: Layout) -> int | None:
    """Bytes from the start of the local to a part of it."""
    total = 0
    while not isinstance(place, Variable):
        match place:
            case Index():
                number = known(place.index, {})
                if number is None:
                    return None
                total += number * size_of(place.type)
            case Lane():
                total += place.lane * size_of(place.type)
            case Member():
                total += next(at for name, _, at in layout.parts(place.base.type, place.span) if name == place.field)
        place = place.base
    return total


class _Views:
    def __init__(self, locals_: Mapping[str, Declare], layout: Layout, fresh: FreshNames) -> None:
        self._locals = locals_
        self._layout = layout
        self._fresh = fresh

    def change(self, node: Any) -> Any:
        """A statement or a value without views."""
        if isinstance(node, Assign):
            view, lane = (node.target.base, node.target.lane) if isinstance(node.target, Lane) else (node.target, None)
            if self._is_view(view):
                return self._stored(view, lane, self.change(node.value), node.span)
        if self._is_view(node):
            return self._read(node)
        return map_children(node, self.change)

    def _is_view(self, node: Any) -> bool:
        root = view_of(node)
        return root is not None and root.name in self._locals

    # ------------------------------------------------------------ reading

    def _read(self, view: Any) -> Any:
        offset = _offset(view, self._layout)
        assert offset is not None
        if isinstance(view.type, Vector):
            size = size_of(view.type.scalar)
            lanes = range(view.type.lanes)
            elements = tuple(self._number(view, view.type.scalar, offset + size * lane) for lane in lanes)
            return Build(elements, view.type, view.span)
        return self._number(view, view.type, offset)

    def _number(self, view: Any, type_: Scalar, offset: int) -> Any:
        """The number of a type at an offset of the local: of a part, or of several."""
        bits, span = _BITS[type_.bits], view.span
        whole: Any = None
        for each in self._overlapping(view, offset, type_):
            if each.type == type_ and each.offset == offset:
                return each.place
            piece = _converted(_bitcast(each.place, _BITS[each.type.bits]), each, bits, offset, span)
            whole = piece if whole is None else Binary(BinaryOp.OR, whole, piece, bits, span)
        return _bitcast(whole, type_)

    def _overlapping(self, view: Any, offset: int, type_: Scalar) -> list[_Place]:
        end = offset + type_.bits // 8
        places = self._places(view)
        return [each for each in places if each.offset < end and offset < each.offset + each.type.bits // 8]

    def _places(self, view: Any) -> Iterator[_Place]:
        root = view_of(view)
        assert root is not None
        return self._parts(Variable(root.name, self._locals[root.name].type, view.span), 0)

    def _parts(self, place: Any, offset: int) -> Iterator[_Place]:
        if isinstance(place.type, Scalar):
            yield _Place(place, place.type, offset)
            return
        for name, type_, at in self._layout.parts(place.type, place.span):
            yield from self._parts(_part(place, name, type_), offset + at)

    # ------------------------------------------------------------ storing

    def _stored(self, view: Any, lane: int | None, value: Any, span: Span) -> tuple[Any, ...]:
        offset = _offset(view, self._layout)
        assert offset is not None
        if not isinstance(view.type, Vector):
            return self._stored_number(view, view.type, offset, value, span)
        scalar = view.type.scalar
        if lane is not None:
            return self._stored_number(view, scalar, offset + lane * size_of(scalar), value, span)
        kept = Variable(self._fresh("value"), value.type, span)
        made: list[Any] = [Declare(kept.name, kept.type, value, span)]
        for each in range(view.type.lanes):
            number = Lane(kept, each, scalar, span)
            made += self._stored_number(view, scalar, offset + each * size_of(scalar), number, span)
        return tuple(made)

    def _stored_number(self, view: Any, type_: Scalar, offset: int, value: Any, span: Span) -> tuple[Any, ...]:
        """A number in the parts that it covers, or in a part of one."""
        places = self._overlapping(view, offset, type_)
        if [(each.type, each.offset) for each in places] == [(type_, offset)]:
            return (Assign(places[0].place, value, span),)
        bits = _BITS[type_.bits]
        kept = Variable(self._fresh("bits"), bits, span)
        made: list[Any] = [Declare(kept.name, bits, _bitcast(value, bits), span)]
        for each in places:
            own = _BITS[each.type.bits]
            piece = _converted(kept, _Place(kept, type_, offset), own, each.offset, span)
            hidden = _mask(type_, offset, each)
            if hidden:
                rest = Binary(BinaryOp.AND, _bitcast(each.place, own), integer(hidden, own, span), own, span)
                piece = Binary(BinaryOp.OR, rest, piece, own, span)
            made.append(Assign(each.place, _bitcast(piece, each.type), span))
        return tuple(made)


def _part(place: Any, name: str | int, type_: Any) -> Any:
    if isinstance(place.type, Array):
        return Index(place, integer(int(name), INT32, place.span), type_, place.span)
    if isinstance(place.type, Vector):
        return Lane(place, "xyzw".index(str(name)), type_, place.span)
    return Member(place, str(name), type_, place.span)


def _bitcast(value: Any, type_: Scalar) -> Any:
    return value if value.type == type_ else Bitcast(value, type_, value.span)


def _converted(value: Any, at: _Place, bits: Scalar, offset: int, span: Span) -> Any:
    """The bits of a number that lies `at`, as they are in a number of `bits` at the offset."""
    shift = 8 * (at.offset - offset)
    own = value.type
    if shift < 0:
        value = Binary(BinaryOp.SHIFT_RIGHT, value, integer(-shift, INT32, span), own, span)
    if own != bits:
        value = Convert(value, bits, span)
    if shift > 0:
        value = Binary(BinaryOp.SHIFT_LEFT, value, integer(shift, INT32, span), bits, span)
    return value


def _mask(type_: Scalar, offset: int, part: _Place) -> int:
    """The bits of a part that a number at an offset leaves alone."""
    whole = (1 << part.type.bits) - 1
    shift = 8 * (offset - part.offset)
    covered = (1 << type_.bits) - 1
    return whole & ~(covered << shift if shift >= 0 else covered >> -shift)
