"""Loads of lanes that lie anywhere, by the vector unit: how far from a scalar pointer each lies, in numbers of 32 bits.

Only from memory that the kernel does not write, or that is the block's own: what lies between two places is read too,
and there another core may write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Bitcast,
    Convert,
    Declare,
    Literal,
    PointerOffset,
    Variable,
    boolean,
)
from transkernel.ir.placed import GatherIn, Numbers, View
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Broadcast, Load, Reshape, Splat, Store, TileAtomic, TileKernel, Transpose
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, Pointer, Scalar, Tile
from transkernel.ir.visit import children, walk_all
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.placement.accesses import Access, Mask
from transkernel.tile.placement.comparisons import same_size
from transkernel.tile.placement.lanes import OneLane
from transkernel.tile.placement.places import Places
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held
from transkernel.tile.ranges import Ranges

_WORD = 1 << 31
_MOST_PARTS = 2


@record
class Part:
    """What a lane adds: a number, a tile of INT32, times `step` elements: a scalar INT64; None for 1."""

    numbers: Any
    step: Any = None


@record
class Spread:
    """A number of elements, or a pointer, in each lane: the sum of a scalar and of parts. base: None for 0."""

    base: Any
    parts: tuple[Part, ...] = ()


class Gathers(Places):
    """Of one kernel. window: bytes on the chip for what lies between the lanes' places; 0: nothing is gathered."""

    window: int = 0
    roots: Roots | None = None

    def keep_pointer(self, node: Declare) -> bool:
        """Whether a tile of pointers is kept as such a sum: nobody needs its addresses until somebody asks for one."""
        spread = self._spreads().of(node.init) if self.window else None
        if spread is None or len(spread.parts) > _MOST_PARTS:
            return False
        working, values = self._working, self._values
        base = working.keep("base", values.scalar(spread.base))
        parts = tuple(
            Part(values.once(each.numbers), each.step and working.keep("step", values.scalar(each.step)))
            for each in spread.parts
        )
        self._pointers[node.name] = Spread(base, parts)
        return True

    def addresses(self, node: Declare) -> Any:
        """What a pointer that is kept is."""
        spread, type_, span = self._pointers[node.name], node.type, node.span
        shape = build.shape_of(node) or ()
        pointer = build.splat(spread.base, shape, span)
        for each in spread.parts:
            step = Literal(1, INT64, span) if each.step is None else each.step
            offset = build.binary(BinaryOp.MULTIPLY, build.convert(each.numbers, INT64, span), step, span)
            pointer = PointerOffset(pointer, offset, type_, span)
        return pointer

    def _spreads(self) -> Spreads:
        return Spreads(self._values.lanes, self._values.ranges, self._pointers)

    def gathered(self, node: Load, access: Access, made: Held) -> bool:
        """Whether the tile was loaded so: else nothing was done."""
        if not self.window or made.element.bits > 32 or not made.extent:
            return False
        if self.roots is None or not self.roots.may_be_read_through(node.pointer):
            return False
        spread = self._spreads().of(node.pointer)
        if spread is None or len(spread.parts) > _MOST_PARTS:
            return False
        self._gather(node, access, made, spread, self.roots.is_written(node.pointer))
        return True

    def _gather(self, node: Load, access: Access, made: Held, spread: Spread, is_own: bool) -> None:
        working, values, span = self._working, self._values, node.span
        zero = Part(working.number(0))
        parts = spread.parts or (zero,)
        if len(parts) == 1 and parts[0].step is not None:
            parts = (*parts, zero)
        window = working.acquire("window", made.element, (self.window * 8 // made.element.bits,))
        room = working.acquire("room", INT32, made.extent)
        mask = None
        if len(parts) > 1 or (node.mask is not None and access.mask != Mask()):
            condition = boolean(True, span) if node.mask is None else node.mask
            mask = values.tile(build.splat(condition, made.extent, span))
        places = [self._own(each.numbers, made.extent) for each in parts]
        one = Literal(1, INT64, span)
        steps = [values.scalar(simplified(each.step or one)) for each in parts]
        pointer = values.scalar(simplified(spread.base))
        views = tuple(Numbers(working.view(each, INT32), step) for each, step in zip(places, steps, strict=True))
        bits = None if mask is None else working.view(mask)
        near, more, count = working.view(window), working.view(room), working.size(made.extent)
        target = View(made.buffer, made.element, span)
        working.emit(GatherIn(target, pointer, views, bits, near, more, count, span, is_own))
        for each in (*places, mask, room, window):
            if each is not None:
                working.release(each)

    def _own(self, node: Any, extent: Any) -> Held:
        """In a buffer that may be overwritten."""
        held = self._values.tile(build.splat(node, extent, node.span))
        if held.owned:
            self._working.call(held, "places")
            return held
        made = self._working.acquire("places", INT32, extent)
        self._values.copy(made, held)
        return made


class Spreads:
    """Pointers of tiles, and their offsets, as sums that 64 bits hold, of numbers that 32 bits hold. pointers: by name,
    those that are kept so."""

    def __init__(self, lanes: OneLane, ranges: Ranges, pointers: Mapping[str, Spread]) -> None:
        self._lanes = lanes
        self._ranges = ranges
        self._pointers = pointers

    def of(self, pointer: Any) -> Spread | None:
        """None where the lanes have no pointer in common, or other sums to it."""
        if not isinstance(pointer.type, Tile):
            return Spread(pointer)
        match pointer:
            case Splat():
                return Spread(pointer.value)
            case Variable():
                init = self._lanes.init(pointer.name)
                return self._pointers.get(pointer.name) if init is None else self.of(init)
            case PointerOffset():
                inner, offset = self.of(pointer.pointer), self._offset(pointer.offset)
                if inner is None or offset is None:
                    return None
                base = inner.base
                if offset.base is not None:
                    base = PointerOffset(base, offset.base, base.type, pointer.span)
                return Spread(base, self._joined(inner.parts, offset.parts))
            case Convert() if same_size(pointer, pointer.operand):
                inner = self.of(pointer.operand)
                type_ = build.element_of(pointer)
                return None if inner is None else replace(inner, base=Convert(inner.base, type_, pointer.span))
            case Broadcast() | Reshape() | Transpose():
                return _arranged(self.of(pointer.value), pointer)
        return None

    def _offset(self, node: Any) -> Spread | None:
        element = build.element_of(node)
        if not isinstance(node.type, Tile) or isinstance(node, Splat):
            return Spread(node.value if isinstance(node, Splat) else node)
        if element.bits <= 32:
            fits = element != UINT32 or self._ranges.within(node, 0, _WORD - 1)
            return Spread(None, (Part(build.convert(node, INT32, node.span)),)) if fits else _without_sign(node)
        match node:
            case Convert(rounding=None) if _is_whole(node.operand):
                return self._offset(node.operand)
            case Variable() if self._lanes.init(node.name) is not None:
                return self._offset(self._lanes.init(node.name))
            case Broadcast() | Reshape() | Transpose():
                return _arranged(self._offset(node.value), node)
            case Binary(op=BinaryOp.ADD | BinaryOp.SUBTRACT):
                return self._sum(node)
            case Binary(op=BinaryOp.MULTIPLY):
                return self._product(node)
        return None

    def _sum(self, node: Binary) -> Spread | None:
        left, right = self._offset(node.left), self._offset(node.right)
        if left is None or right is None:
            return None
        if node.op is BinaryOp.SUBTRACT:
            right = _times(right, Literal(-1, INT64, node.span))
        base = left.base or right.base
        if left.base is not None and right.base is not None:
            base = build.plus(_wide(left.base), _wide(right.base), node.span)
        return Spread(base, self._joined(left.parts, right.parts))

    def _product(self, node: Binary) -> Spread | None:
        left, right = self._offset(node.left), self._offset(node.right)
        for one, other in ((left, right), (right, left)):
            if one is not None and other is not None and not other.parts:
                return _times(one, other.base)
        return None

    def _joined(self, left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[Part, ...]:
        """Parts of one step are one, where their sum is known to fit."""
        made = list(left)
        for part in right:
            for place, each in enumerate(made):
                both = (each.numbers, part.numbers)
                fits = all(self._ranges.within(one, -_WORD // 2, _WORD // 2 - 1) for one in both)
                if fits and _text(each.step) == _text(part.step):
                    made[place] = Part(build.binary(BinaryOp.ADD, *both, part.numbers.span), each.step)
                    break
            else:
                made.append(part)
        return tuple(made)


def _without_sign(node: Any) -> Spread:
    """An UINT32 as 2**31 and an INT32."""
    shape, span = build.shape_of(node) or (), node.span
    lowest = build.splat(Literal(-_WORD, INT32, span), shape, span)
    less = build.binary(BinaryOp.ADD, build.convert(node, INT32, span), lowest, span)
    return Spread(Literal(_WORD, INT64, span), (Part(less),))


def _times(spread: Spread, factor: Any) -> Spread:
    factor = _wide(factor)

    def product(value: Any) -> Any:
        return simplified(build.binary(BinaryOp.MULTIPLY, _wide(value), factor, factor.span))

    base = None if spread.base is None else product(spread.base)
    return Spread(base, tuple(replace(each, step=product(each.step) if each.step else factor) for each in spread.parts))


def _wide(value: Any) -> Any:
    return simplified(build.convert(value, INT64, value.span))


def _text(step: Any) -> str:
    return "" if step is None else expression_text(step)


def _arranged(spread: Spread | None, node: Any) -> Spread | None:
    """In the order of another tile."""
    if spread is None:
        return None
    type_ = Tile(INT32, build.shape_of(node) or ())

    def moved(numbers: Any) -> Any:
        if isinstance(node, Transpose):
            return Transpose(numbers, node.axes, type_, node.span)
        return type(node)(numbers, type_, node.span)

    return Spread(spread.base, tuple(replace(each, numbers=moved(each.numbers)) for each in spread.parts))


def _is_whole(node: Any) -> bool:
    element = build.element_of(node)
    return isinstance(element, Scalar) and element.is_integer and element != BOOL


# ---------------------------------------------------------------- what a kernel writes


class Roots:
    """Of one kernel: the parameters, and other pointers that come from nowhere else, that a pointer may come from."""

    def __init__(self, kernel: TileKernel) -> None:
        self._sources: dict[str, set[str]] = {}
        nodes = [*walk_all(kernel.body)]
        for node in nodes:
            if isinstance(node, Declare) and node.init is not None:
                self._sources.setdefault(node.name, set()).update(_pointers(node.init))
            elif isinstance(node, Assign) and isinstance(node.target, Variable):
                self._sources.setdefault(node.target.name, set()).update(_pointers(node.value))
        self._declared = {node.name for node in nodes if isinstance(node, Declare)}
        written = [self.of(node.pointer) for node in nodes if isinstance(node, Store | TileAtomic)]
        self._written = frozenset().union(*written)
        self._is_plain = all(written) and not any(_is_made_of_number(node) for node in nodes)
        self._own = frozenset() if kernel.scratch is None else frozenset((kernel.scratch.name,))

    def of(self, pointer: Any) -> frozenset[str]:
        found, open_ = set[str](), _pointers(pointer)
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ |= self._sources.get(name, set())
        return frozenset(each for each in found if each not in self._declared or not self._sources.get(each))

    def may_be_read_through(self, pointer: Any) -> bool:
        """Whether other blocks write nothing behind the pointers that this one may come from."""
        mine = self.of(pointer)
        return self._is_plain and bool(mine) and not (mine & self._written) - self._own

    def is_written(self, pointer: Any) -> bool:
        """Whether the block does."""
        return bool(self.of(pointer) & self._written)


def _pointers(node: Any) -> set[str]:
    """The names of the pointers that one is made of, without those that lead to numbers in it."""
    if isinstance(node, Load):
        return set()
    own = {node.name} if isinstance(node, Variable) and isinstance(build.element_of(node), Pointer) else set()
    return own.union(*map(_pointers, children(node)))


def _is_made_of_number(node: Any) -> bool:
    is_cast = isinstance(node, Convert | Bitcast) and isinstance(build.element_of(node), Pointer)
    return is_cast and not isinstance(build.element_of(node.operand), Pointer)
