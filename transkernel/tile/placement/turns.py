"""Where a unit of the core has to wait for another, and for memory.

Each unit does its own in order, and side by side with the others. For each pair of units it is known which slots the
one has read and written since the other last waited for it; an instruction that conflicts gets a Turn. The scalar unit
hands out all instructions, and what it does itself is done at once: nobody has to wait for what it has read. At the
start of a loop, what is open at its end is open too.

Memory: what was copied out before a barrier is in memory behind it, by a fence before the next read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Assert, Assign, Barrier, Declare, Evaluate, If, Print, While
from transkernel.ir.placed import (
    Acquire,
    Bit,
    CopyIn,
    CopyOut,
    Element,
    GatherIn,
    LaneLoop,
    MemoryFence,
    PlacedKernel,
    Role,
    SetElement,
    Turn,
    Unit,
    Vector,
    View,
)
from transkernel.ir.tile import Load, Range
from transkernel.ir.visit import walk
from transkernel.records import record

_LOOPS = (LaneLoop, Range, While)
_QUEUED = {
    frozenset((Unit.COPY_IN, Unit.VECTOR)): Role.IN,
    frozenset((Unit.VECTOR, Unit.COPY_OUT)): Role.OUT,
}
_UNITS = (Unit.SCALAR, Unit.VECTOR, Unit.COPY_IN, Unit.COPY_OUT)


@record
class Touch:
    """What an instruction reads and writes: slots, or buffers of queues."""

    unit: Unit
    reads: frozenset[str]
    writes: frozenset[str]


class _State:
    """What is open: of each pair (before, after), the slots read and written since the last Turn. stored: whether
    something was copied out. ordered: the units that have not waited for such a copy that a barrier stands behind."""

    def __init__(self) -> None:
        self.read: dict[tuple[Unit, Unit], set[str]] = defaultdict(set)
        self.written: dict[tuple[Unit, Unit], set[str]] = defaultdict(set)
        self.stored = False
        self.ordered: set[Unit] = set()

    def copy(self) -> _State:
        made = _State()
        made.join(self)
        return made

    def join(self, other: _State) -> None:
        for mine, others in ((self.read, other.read), (self.written, other.written)):
            for pair, slots in others.items():
                mine[pair] |= slots
        self.stored |= other.stored
        self.ordered |= other.ordered


def with_turns(kernel: PlacedKernel) -> PlacedKernel:
    """The kernel with a Turn wherever one unit has to wait for another, without Barriers."""
    return replace(kernel, body=_Turns(kernel).run())


class _Turns:
    def __init__(self, kernel: PlacedKernel) -> None:
        self._kernel = kernel
        self._buffers = {each.name: each for each in kernel.buffers}
        self._state = _State()
        self._out: list[Any] = []
        self._seen: dict[Touch, None] | None = None  # while it is asked what a loop touches
        self._touched: dict[int, list[Touch]] = {}  # by the identity of the loop

    def run(self) -> tuple[Any, ...]:
        """The body is that of a loop over blocks: its end comes before its start."""
        first = self._list(self._kernel.body)
        del first
        state, self._state = self._state, _State()
        self._state.join(state)
        self._state.stored, self._state.ordered = False, set()  # blocks do not read what others write
        return self._list(self._kernel.body)

    def _list(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        outer, self._out = self._out, []
        for each in body:
            self._statement(each)
        made, self._out = tuple(self._out), outer
        return made

    def _statement(self, node: Any) -> None:
        if isinstance(node, Barrier):
            if self._state.stored:
                self._state.ordered = {Unit.SCALAR, Unit.COPY_IN}
            return
        if isinstance(node, If):
            self._scalars(node.condition)
            before = self._state.copy()
            then = self._list(node.then)
            behind, self._state = self._state, before
            otherwise = self._list(node.otherwise)
            self._state.join(behind)
            self._out.append(replace(node, then=then, otherwise=otherwise))
            return
        if isinstance(node, _LOOPS):
            self._loop(node)
            return
        if isinstance(node, MemoryFence):
            self._fenced()
        else:
            self._ready(node)
        self._out.append(node)

    def _loop(self, node: Any) -> None:
        """What is open from before is waited for before the loop; what is open at its end, in it."""
        for name in ("start", "stop", "step", "first", "condition"):
            self._scalars(getattr(node, name, None))
        if self._seen is not None:
            self._list(node.body)
            self._scalars(getattr(node, "condition", None))
            return
        self._ready_for(self._touches(node))
        for _ in range(2):
            before = self._state.copy()
            made = self._list(node.body)
            if isinstance(node, While):
                self._scalars(node.condition)
            self._state.join(before)
        self._out.append(replace(node, body=made))

    def _touches(self, node: Any) -> list[Touch]:
        """All that the instructions of a loop touch, each once. It does not depend on what is open."""
        known = self._touched.get(id(node))
        if known is not None:
            return known
        state, out = self._state, self._out
        self._state, self._out, self._seen = _State(), [], {}
        self._list(node.body)
        found, self._seen = [*self._seen], None
        self._state, self._out = state, out
        return self._touched.setdefault(id(node), found)

    def _ready_for(self, touches: list[Touch]) -> None:
        for touch in touches:
            for other in _UNITS:
                if other is not touch.unit and self._conflicts((other, touch.unit), touch):
                    self._turn((other, touch.unit))

    # ------------------------------------------------------------ instructions

    def _ready(self, node: Any) -> None:
        match node:
            case CopyIn():
                self._scalars(node.pointer, node.count, node.lead, node.rows)
                self._visible(Unit.COPY_IN, node)
                self._go(Unit.COPY_IN, (), (node.target,))
            case CopyOut():
                self._scalars(node.pointer, node.count, node.rows)
                self._go(Unit.COPY_OUT, (node.source,), ())
                self._state.stored = True
            case GatherIn():
                places = tuple(each.view for each in node.places)
                self._scalars(node.pointer, node.count, *(each.step for each in node.places))
                self._visible(Unit.SCALAR, node)
                self._visible(Unit.COPY_IN, node)
                if node.is_own and self._state.stored:
                    self._turn((Unit.COPY_OUT, Unit.COPY_IN))
                reads = places if node.mask is None else (*places, node.mask)
                self._go(Unit.VECTOR, reads, (node.target, *places, node.window, node.room))
            case Vector():
                views = tuple(each for each in node.operands if isinstance(each, View))
                self._scalars(node.count, *(each for each in node.operands if not isinstance(each, View)))
                self._scalars(node.target.offset, *(each.offset for each in views))
                self._go(Unit.VECTOR, views, (node.target, *node.work))
            case SetElement():
                self._scalars(node.index, node.value)
                self._touch(Touch(Unit.SCALAR, frozenset(), self._names((node.buffer,))))
            case Declare():
                self._scalars(node.init)
            case Assign() | Evaluate():
                self._scalars(node.value)
            case Print() | Assert() | Acquire():
                pass

    def _go(self, unit: Unit, reads: Iterable[View], writes: Iterable[View]) -> None:
        self._scalars(*(each.offset for each in (*reads, *writes)))
        names = [self._names(each.buffer for each in views) for views in (reads, writes)]
        self._touch(Touch(unit, names[0], names[1]))

    def _scalars(self, *nodes: Any) -> None:
        """What the scalar unit reads in expressions."""
        read: set[str] = set()
        for node in nodes:
            for each in () if node is None else walk(node):
                if isinstance(each, Element | Bit):
                    read.add(each.buffer)
                elif isinstance(each, Load):
                    self._visible(Unit.SCALAR, each)
        if read:
            self._touch(Touch(Unit.SCALAR, self._names(read), frozenset()))

    def _names(self, buffers: Iterable[str]) -> frozenset[str]:
        return frozenset(self._buffers[each].slot or each for each in buffers)

    def _touch(self, touch: Touch) -> None:
        if self._seen is not None:
            self._seen[touch] = None
            return
        for other in _UNITS:
            pair = (other, touch.unit)
            if other is not touch.unit and self._conflicts(pair, touch):
                self._turn(pair)
        for other in _UNITS:
            if other is not touch.unit:
                if touch.unit is not Unit.SCALAR:
                    self._state.read[touch.unit, other] |= touch.reads
                self._state.written[touch.unit, other] |= touch.writes

    def _turn(self, pair: tuple[Unit, Unit]) -> None:
        """What `before` has waited for, `after` has waited for then too."""
        before, after = pair
        self._out.append(Turn(before, after, self._kernel.span))
        for open_ in (self._state.read, self._state.written):
            open_[pair] = set()
            for other in _UNITS:
                if other not in pair:
                    open_[other, after] = open_[other, after] & open_[other, before]

    def _conflicts(self, pair: tuple[Unit, Unit], touch: Touch) -> bool:
        written, read = self._state.written[pair], self._state.read[pair]
        if written.isdisjoint(touch.reads) and written.isdisjoint(touch.writes) and read.isdisjoint(touch.writes):
            return False
        return bool(self._unqueued(pair, (written & (touch.reads | touch.writes)) | (read & touch.writes)))

    def _unqueued(self, pair: tuple[Unit, Unit], names: set[str]) -> set[str]:
        """Those that no queue keeps in order: IN is for copies in and the vector unit, OUT for that and copies out."""
        kept = _QUEUED.get(frozenset(pair))
        return {each for each in names if each not in self._buffers or self._buffers[each].role is not kept}

    # ------------------------------------------------------------ memory

    def _visible(self, unit: Unit, node: Any) -> None:
        """A copy waits for copies; the scalar unit reads by way of a cache."""
        if unit not in self._state.ordered:
            return
        if unit is Unit.SCALAR:
            self._out.append(MemoryFence(node.span))
            self._fenced()
        else:
            self._turn((Unit.COPY_OUT, unit))
            self._state.ordered.discard(unit)

    def _fenced(self) -> None:
        self._state = _State()
