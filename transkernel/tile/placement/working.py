"""The working state of a placement: statements so far, buffers, names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Compare, CompareOp, Declare, If, Literal, Variable, integer
from transkernel.ir.placed import Acquire, Buffer, LaneLoop, Release, Role, Shape, Vector, View
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant
from transkernel.ir.types import BOOL, INT16, INT32, Scalar
from transkernel.ir.visit import walk
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.placement.lanes import size_of
from transkernel.tile.placement.scalars import simplified


@record
class Held:
    """A tile in a buffer, as elements of a type. owned: it may be overwritten, and has to be released."""

    buffer: str
    element: Scalar
    extent: Shape
    owned: bool = True


class Frame:
    """A list of statements that is being made: names of scalars that are kept to its end, and buffers."""

    def __init__(self, out: list[Any], leaving: list[Held]) -> None:
        self.out = out
        self.leaving = leaving
        self.kept: dict[str, Variable] = {}


class Working:
    """Of one kernel. changing: scalars that are assigned somewhere, so that what is made of them is not kept."""

    def __init__(self, fresh: FreshNames, changing: frozenset[str], span: Span, least_lanes: int = 1) -> None:
        self.fresh = fresh
        self.least_lanes = least_lanes
        self.buffers: dict[str, Buffer] = {}
        self.span = span
        self._changing = {*changing}
        self.names: dict[str, str] = {}
        self._frames = [Frame([], [])]

    # ------------------------------------------------------------ lists of statements

    @property
    def frame(self) -> Frame:
        return self._frames[-1]

    @property
    def out(self) -> list[Any]:
        return self.frame.out

    @contextmanager
    def scope(self) -> Iterator[list[Any]]:
        """A list of statements of its own; what was to stay until its end is released there."""
        frame = Frame([], [])
        self._frames.append(frame)
        try:
            yield frame.out
            for held in reversed(frame.leaving):
                self.release(held)
        finally:
            self._frames.pop()

    @contextmanager
    def before(self, statements: list[Any], frame: Frame) -> Iterator[None]:
        """What is emitted goes to these statements, which stand somewhere in the frame's list."""
        frames, self._frames = self._frames, [Frame(statements, frame.leaving)]
        try:
            yield
        finally:
            self._frames = frames

    def emit(self, *statements: Any) -> None:
        self.out.extend(statements)

    def leave(self, held: Held) -> None:
        """Keeps a buffer until the end of the list."""
        self.frame.leaving.append(held)

    def variable(self, hint: str, type_: Any, init: Any) -> Variable:
        """A scalar that will be assigned."""
        name = self.fresh(hint)
        self._changing.add(name)
        self.emit(Declare(name, type_, init, self.span))
        return Variable(name, type_, self.span)

    # ------------------------------------------------------------ buffers

    def acquire(self, hint: str, element: Scalar, extent: Shape, role: Role = Role.WORK) -> Held:
        name = self.fresh(hint)
        self.buffers[name] = Buffer(name, element, extent, role)
        self.emit(Acquire(name, self.span))
        return Held(name, element, extent)

    def release(self, held: Held) -> None:
        if held.owned:
            self.emit(Release(held.buffer, self.span))

    def call(self, held: Held, name: str) -> None:
        """Gives a buffer the programmer's name for it."""
        if held.buffer not in self.names:
            self.names[held.buffer] = self.fresh(name)

    # ------------------------------------------------------------ scalars

    def size(self, extent: Shape) -> Any:
        """The elements of a tile, as a scalar INT32."""
        return size_of(extent, self.span)

    def number(self, value: int) -> Any:
        return integer(value, INT32, self.span)

    def keep(self, hint: str, value: Any, type_: Any = None) -> Any:
        """The value as a name, where it is more than one; the same name for the same value, as long as it stays."""
        value = simplified(value)
        if isinstance(value, Literal | Variable | Constant):
            return value
        text = expression_text(value)
        for frame in reversed(self._frames):
            if text in frame.kept:
                return frame.kept[text]
        name = Variable(self.fresh(hint), type_ or value.type, value.span)
        self.emit(Declare(name.name, name.type, value, value.span, const=True))
        reads = {each.name for each in walk(value) if isinstance(each, Variable)}
        if not reads & self._changing and not any(type(each).__name__ in _READS for each in walk(value)):
            self.frame.kept[text] = name
        return name

    # ------------------------------------------------------------ instructions

    def vector(self, instruction: str, target: Held, operands: tuple[Any, ...], count: Any = None, **more: Any) -> None:
        """An instruction on the whole of the target. operands: Helds and scalars. as_: the type that all are read as,
        but for buffers of BOOL; halves: all as 16-bit integers; work: Helds that it overwrites."""
        as_: Scalar | None = more.get("as_")
        halves: bool = more.get("halves", False)
        views = tuple(self.view(each, as_, halves) if isinstance(each, Held) else each for each in operands)
        work = tuple(self.view(each) for each in more.get("work", ()))
        count = self.size(target.extent) if count is None else count
        if halves:
            bits = 1 if target.element == BOOL else target.element.bits
            scaled = build.times(count, bits // 16, self.span) if bits >= 16 else self.halves_of_bits(count)
            count = simplified(scaled)
        statement = Vector(instruction, self.view(target, as_, halves), views, count, self.span, work)
        self.emit(*self.where_any(count, (statement,)))

    def where_any(self, count: Any, statements: tuple[Any, ...]) -> tuple[Any, ...]:
        """The statements, where a count is above 0. Sizes of tiles are."""
        if all(isinstance(each, Literal | Constant | Binary) for each in walk(count)):
            return statements
        zero = integer(0, count.type, count.span)
        return (If(Compare(CompareOp.GREATER, count, zero, count.span), statements, (), count.span),)

    def halves_of_bits(self, lanes: Any) -> Any:
        """How many 16-bit words hold a bit a lane."""
        more = build.plus(lanes, self.number(15), self.span)
        return simplified(build.binary(BinaryOp.DIVIDE, more, self.number(16), self.span))

    def view(self, held: Held, as_: Scalar | None = None, halves: bool = False, offset: Any = None) -> View:
        if halves:
            return View(held.buffer, INT16, self.span, offset)
        element = held.element if as_ is None or held.element == BOOL else as_
        return View(held.buffer, element, self.span, offset)

    def loop(self, hint: str, stop: Any, first: Any = None) -> LaneLoopBuilder:
        return LaneLoopBuilder(self, hint, self.number(0) if first is None else first, stop)


_READS = ("Load", "Element", "Bit")


class LaneLoopBuilder:
    """`with working.loop("lane", stop) as lane:` what is emitted inside is the loop's body."""

    def __init__(self, working: Working, hint: str, first: Any, stop: Any) -> None:
        self._working, self._first, self._stop = working, first, stop
        self._name = working.fresh(hint)

    def __enter__(self) -> Variable:
        self._scope = self._working.scope()
        self._body = self._scope.__enter__()
        return Variable(self._name, INT32, self._working.span)

    def __exit__(self, *error: Any) -> None:
        self._scope.__exit__(*error)
        if error[0] is None:
            span = self._working.span
            self._working.emit(LaneLoop(self._name, self._first, self._stop, tuple(self._body), span))
