"""Tiles in buffers: operands, results, and what is computed lane by lane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    Convert,
    Intrinsic,
    Literal,
    Select,
    Unary,
    Variable,
)
from transkernel.ir.placed import Bit, Element, SetElement, Shape
from transkernel.ir.tile import Lanes, Splat, Where
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT16,
    INT32,
    UINT32,
    UINT64,
    Pointer,
    Scalar,
    Tile,
)
from transkernel.ir.visit import map_children, walk
from transkernel.tile import build
from transkernel.tile.block import LANES
from transkernel.tile.placement.lanes import OneLane, Position, linear
from transkernel.tile.placement.numbers import NeverNaN
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.working import Held, Working
from transkernel.tile.ranges import Ranges

Operand = Any  # a Held, or a scalar
FLOATS = (FLOAT32, FLOAT16)
WORDS = (INT32, UINT32)
_REPEAT = 256  # bytes of a full step of the vector unit
# Functions that the scalar unit computes itself.
SCALAR_FUNCTIONS = frozenset(
    "min max abs popc clz ffs brev mulhi mul24 hadd rhadd sad byte_perm dp4a dp2a_lo dp2a_hi funnelshift_l "
    "funnelshift_lc funnelshift_r funnelshift_rc".split()
)
_SCALAR_NODES = (Binary, Compare, Convert, Unary, Where, Bitcast, Splat)


class Core:
    """What all kinds of values need. others: what makes tiles of nodes that are not elementwise, and scalars of tiles,
    by the node's type. lane_range, range_mask: the first lane and the stop of a mask of consecutive lanes, and what
    makes it; None for others."""

    def __init__(self, working: Working, lanes: OneLane, ranges: Ranges, never_nan: NeverNaN) -> None:
        self.working = working
        self.lanes = lanes
        self.ranges = ranges
        self.never_nan = never_nan
        self.variables: dict[str, Held] = {}
        self.lazy: dict[str, Callable[[], Held]] = {}
        self.again: dict[str, Any] = {}
        self.elementwise: dict[type, Callable[[Any, Held | None, Any], Held | None]] = {}
        self.others: dict[type, Callable[..., Held]] = {}
        self.scalars: dict[type, Callable[[Any], Any]] = {}
        self.lane_range: Callable[[Any], tuple[Any, Any] | None] = lambda node: None
        self.range_mask: Callable[[Any, Held | None], Held | None] = lambda node, into: None

    def scalar(self, node: Any) -> Any:
        """A scalar whose tiles, loads and functions are computed before."""
        made = self.scalars.get(type(node))
        if made is not None:
            return made(node)
        if isinstance(node, Where):
            parts = [self.scalar(each) for each in (node.condition, node.then, node.otherwise)]
            return Select(*parts, node.type, node.span)  # type: ignore[call-arg]
        node = map_children(node, self.scalar)
        if isinstance(node, Intrinsic) and node.id not in SCALAR_FUNCTIONS:
            return self._scalar_function(node)
        return simplified(node)

    def _scalar_function(self, node: Intrinsic) -> Any:
        """A function of floats, by the vector unit on a few equal elements."""
        working, element = self.working, build.element_of(node)
        if not isinstance(element, Scalar) or not element.is_float:
            raise no_function(node)
        eight = (32 // (element.bits // 8),)
        spread = build.intrinsic(
            node.id, tuple(build.splat(each, eight, node.span) for each in node.arguments), element, node.span
        )
        held = self.tile(spread)
        found = working.keep(node.id, Element(held.buffer, working.number(0), element, node.span))
        working.release(held)
        return found

    def tile(self, node: Any, into: Held | None = None, count: Any = None) -> Held:
        """The tile in a buffer: in `into` where that is given, and only its first `count` elements where that is."""
        if build.element_of(node) == FLOAT64:
            raise refuse("TK0480", "the NPU has no `double`", node.span)
        self.working.span = node.span
        held = self._made(node, into, count)
        return held if into is None or held.buffer == into.buffer else self.move(held, into, count)

    def _made(self, node: Any, into: Held | None, count: Any) -> Held:
        if isinstance(node, Variable):
            return self._variable(node)
        if isinstance(node, Splat):
            return self._splat(node, into, count)
        other = self.others.get(type(node))
        if other is not None:
            return other(node, into, count)
        if build.element_of(node) == BOOL:
            mask = self.range_mask(node, into)
            if mask is not None:
                return mask
        handler = self.elementwise.get(type(node))
        made = handler(node, into, count) if handler is not None else None
        return made if made is not None else self.by_lanes(node, into, count)

    def _variable(self, node: Variable) -> Held:
        if node.name in self.again:
            return self.tile(self.again[node.name])
        if node.name in self.lazy:
            self.variables[node.name] = self.lazy.pop(node.name)()
        return replace(self.variables[node.name], owned=False)

    def move(self, held: Held, into: Held, count: Any = None) -> Held:
        """A tile into a buffer; its own is released."""
        if into.element == BOOL:
            self.working.vector("or", into, (held, held), count, halves=True)
        else:
            self.copy(into, held, count)
        self.working.release(held)
        return into

    def copy(self, into: Held, held: Held, count: Any = None) -> None:
        """The elements of one buffer to another."""
        bits = into.element.bits
        as_ = {32: INT32, 16: INT16}.get(bits)
        if as_ is None and count is None:
            self.working.vector("copy", into, (held,))
        elif as_ is None:
            whole = self.working.size(into.extent) if count is None else count
            with self.working.loop("lane", whole) as lane:
                value = Element(held.buffer, lane, held.element, self.working.span)
                self.working.emit(SetElement(into.buffer, lane, value, self.working.span))
        else:
            self.working.vector("copy", into, (held,), count, as_=as_)

    def target(self, into: Held | None, operands: tuple[Operand, ...], element: Scalar, extent: Any) -> Held:
        """Where a result goes: into the buffer that is given, or over an operand that nobody needs, or to a new one."""
        if into is not None:
            return into
        for each in operands:
            fits = isinstance(each, Held) and each.owned and each.element != BOOL and each.extent == extent
            if isinstance(each, Held) and fits and each.element.bits == element.bits and element != BOOL:
                return replace(each, element=element)
        return self.working.acquire(hint(element), element, extent)

    def done(self, target: Held, operands: tuple[Operand, ...]) -> Held:
        """Releases the operands that the result did not take over."""
        for each in operands:
            if isinstance(each, Held) and each.buffer != target.buffer:
                self.working.release(each)
        return target

    def operand(self, node: Any) -> Operand:
        """A tile in a buffer, or a scalar: that of a Splat too."""
        if isinstance(node, Splat):
            return self.scalar(node.value)
        if not isinstance(node.type, Tile):
            return self.scalar(node)
        return self.tile(node)

    def held(self, operand: Operand, element: Scalar, extent: Any) -> Held:
        """The operand in a buffer."""
        if isinstance(operand, Held):
            return operand
        made = self.working.acquire(hint(element), element, extent)
        self.fill(made, operand)
        return made

    def fill(self, into: Held, value: Any, count: Any = None) -> None:
        """All elements of a buffer the same."""
        if into.element == BOOL:
            ones = Select(value, self.working.number(-1), self.working.number(0), INT32, value.span)
            word = build.convert(simplified(ones), INT16, value.span)
            bits = self.working.halves_of_bits(self.working.size(into.extent))
            self.working.vector("duplicate", replace(into, element=INT16), (word,), bits)
        elif into.element.bits in (16, 32):
            self.working.vector("duplicate", into, (value,), count)
        else:
            whole = self.working.size(into.extent) if count is None else count
            with self.working.loop("lane", whole) as lane:
                self.working.emit(SetElement(into.buffer, lane, value, self.working.span))

    def _splat(self, node: Splat, into: Held | None, count: Any) -> Held:
        element = build.element_of(node)
        if not isinstance(element, Scalar):
            return self.by_lanes(node, into, count)
        value = self.scalar(node.value)
        made = into or self.working.acquire(hint(element), element, node.type.shape)  # type: ignore[union-attr]
        self.fill(made, value, count)
        return made

    def apply(
        self, name: str, operands: tuple[Operand, ...], element: Scalar, extent: Any, into: Held | None, count: Any,
        **more: Any,
    ) -> Held:  # fmt: skip
        target = self.target(into, operands, element, extent)
        self.working.vector(name, target, operands, count, **more)
        return self.done(target, operands)

    def once(self, node: Any) -> Any:
        """The node as a name, so that it is computed once."""
        if isinstance(node, Variable | Splat):
            return node
        held = self.tile(node)
        name = self.working.fresh("number")
        self.variables[name] = held
        if held.owned:
            self.working.leave(held)
        return Variable(name, node.type, node.span)

    @contextmanager
    def named(self, node: Any) -> Iterator[Any]:
        """A tile as a name, so that it is computed once; a scalar as it is."""
        if not isinstance(node.type, Tile) or isinstance(node, Variable):
            yield node
            return
        held = self.tile(node)
        name = self.working.fresh("number")
        self.variables[name] = held
        yield Variable(name, node.type, node.span)
        self.working.release(held)

    def in_single(self, node: Any, into: Held | None, count: Any) -> Held:
        """An operation on 16-bit floats as one on float, rounded."""
        element = build.element_of(node)
        wide = map_children(node, lambda each: build.convert(each, FLOAT32, node.span) if _is_small(each) else each)
        wide = replace(wide, type=build.tiled(FLOAT32, shape_of(node)))
        return self.tile(build.convert(wide, element, node.span), into, count)

    def repeats(self, extent: Any, element: Scalar) -> Any:
        """The elements of a tile, rounded up to full steps of the vector unit: it compares no others."""
        step = _REPEAT * 8 // element.bits
        known = 1
        for each in extent:
            known *= each if isinstance(each, int) else {LANES: self.working.least_lanes}.get(each, 1)
        whole = self.working.size(extent)
        if known % step == 0:
            return whole
        more = build.plus(whole, self.working.number(step - 1), self.working.span)
        steps = build.binary(BinaryOp.DIVIDE, more, self.working.number(step), self.working.span)
        return simplified(build.times(steps, step, self.working.span))

    def by_lanes(self, node: Any, into: Held | None = None, count: Any = None) -> Held:
        """The tile by the scalar unit, lane after lane."""
        element, extent = build.element_of(node), shape_of(node)
        if isinstance(element, Pointer):
            node, element = Convert(node, Tile(UINT64, extent), node.span), UINT64
        lanes = self.laned(node)
        stored = FLOAT32 if element == BOOL else element
        made = into if into is not None and element != BOOL else self.working.acquire(hint(stored), stored, extent)
        with self.nest(extent, count) as position:
            value = lanes(position)
            if element == BOOL:
                one, zero = (Literal(each, FLOAT32, node.span) for each in (1.0, 0.0))
                value = Select(value, one, zero, FLOAT32, node.span)
            index = simplified(linear(position, extent, node.span))
            self.working.emit(SetElement(made.buffer, index, simplified(value), node.span))
        if element != BOOL:
            return made
        zero = Literal(0.0, FLOAT32, node.span)
        return self.truth_of(made, extent, into)

    def nest(self, extent: Any, count: Any = None) -> Nest:
        return Nest(self.working, extent, count)

    def laned(self, node: Any) -> Callable[[Position], Any]:
        """A lane of the tile as a scalar, by its position. What needs the vector unit is computed before."""
        held: dict[str, Held] = {}
        prepared = self._prepared(node, held)

        def element(variable: Any, position: Position) -> Any:
            found = held[variable.name]
            index = simplified(linear(position, found.extent, variable.span))
            if found.element == BOOL:
                return Bit(found.buffer, index, variable.span)
            stored = Element(found.buffer, index, found.element, variable.span)
            return build.convert(stored, build.element_of(variable), variable.span)

        for each in held.values():
            if each.owned:
                self.working.leave(each)
        return lambda position: simplified(self.lanes.at(prepared, position, element))

    def _is_of_lanes(self, node: Any) -> bool:
        """Whether the scalar unit can compute a lane of a tile from the lane's number."""
        for each in walk(node):
            if isinstance(each, Variable) and isinstance(each.type, Tile):
                init = self.lanes.init(each.name)
                if init is None or not self._is_of_lanes(init):
                    return False
            if isinstance(each, Intrinsic) and each.id not in SCALAR_FUNCTIONS:
                return False
        return True

    def _prepared(self, node: Any, held: dict[str, Held]) -> Any:
        if not isinstance(node.type, Tile):
            return self.scalar(node)
        if isinstance(node, Variable) and node.name not in self.variables and self._is_of_lanes(node):
            return node
        is_scalar_work = isinstance(node, _SCALAR_NODES) or type(node).__name__ in _RESHAPES or isinstance(node, Lanes)
        is_function = isinstance(node, Intrinsic) and node.id in SCALAR_FUNCTIONS
        if is_scalar_work or is_function:
            return map_children(node, lambda each: self._prepared(each, held))
        found = self.tile(node)
        held[found.buffer] = found
        return Variable(found.buffer, node.type, node.span)

    def truth_of(self, numbers: Held, extent: Shape, into: Held | None = None) -> Held:
        """The mask of the lanes whose number is not 0. The numbers are released."""
        mask = into or self.working.acquire("mask", BOOL, extent)
        zero = Literal(0.0, FLOAT32, self.working.span)
        self.working.vector("compare_scalar_ne", mask, (numbers, zero), self.repeats(extent, FLOAT32))
        return self.done(mask, (numbers,))


_RESHAPES = ("Reshape", "Broadcast", "Transpose", "PointerOffset", "PointerDifference")


class Nest:
    """`with Nest(working, extent) as position:` a loop an axis around what is emitted inside."""

    def __init__(self, working: Working, extent: Any, count: Any = None) -> None:
        stops = [working.size((each,)) for each in extent]
        if count is not None:
            assert len(stops) == 1
            stops = [count]
        self._loops = [
            working.loop("lane" if len(stops) == 1 else "ij"[axis % 2], each) for axis, each in enumerate(stops)
        ]

    def __enter__(self) -> Position:
        return tuple(each.__enter__() for each in self._loops)

    def __exit__(self, *error: Any) -> None:
        for each in reversed(self._loops):
            each.__exit__(*error)


def shape_of(node: Any) -> Shape:
    return build.shape_of(node) or ()


def as_int(node: Any) -> Any:
    return simplified(build.convert(node, INT32, node.span))


def hint(element: Scalar) -> str:
    return "mask" if element == BOOL else "work"


def no_function(node: Intrinsic) -> Any:
    return refuse("TK0481", f"the NPU has no function `{node.id}` on vectors, and none is written for it", node.span)


def _is_small(node: Any) -> bool:
    return build.element_of(node) in (BFLOAT16, FLOAT16)
