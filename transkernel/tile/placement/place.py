"""Tile IR to placed IR: every tile in a buffer on the chip, every operation an instruction or a loop over lanes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Assert,
    Assign,
    Barrier,
    Comment,
    Declare,
    Evaluate,
    If,
    Literal,
    Print,
    Select,
    Trap,
    Variable,
    While,
    integer,
)
from transkernel.ir.placed import Element, PlacedKernel, PlacedProgram
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantRule,
    Dot,
    Gather,
    Histogram,
    Load,
    Range,
    Reduce,
    Reshape,
    Scan,
    Split,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
    Transpose,
    Where,
)
from transkernel.ir.types import BOOL, FLOAT64, INT32, UINT64, Pointer, Tile
from transkernel.ir.visit import rewrite_all, walk, walk_all, walk_statements
from transkernel.limits import checkpoint
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.masks import assigned
from transkernel.tile.placement.accesses import Accesses, Axis, range_of
from transkernel.tile.placement.gathers import Roots
from transkernel.tile.placement.lanes import with_snapshots
from transkernel.tile.placement.numbers import NeverNaN
from transkernel.tile.placement.parameters import with_own_parameters
from transkernel.tile.placement.settled import settled
from transkernel.tile.placement.shapes import Shapes
from transkernel.tile.placement.transfers import Transfers
from transkernel.tile.placement.values import Values
from transkernel.tile.placement.vectors import columns_of, taken_apart
from transkernel.tile.placement.working import Held, Working
from transkernel.tile.ranges import Ranges

LEAST_LANES = 128  # 256 bytes of halves: a full step of the vector unit


@record
class Ready:
    """A program in the form that tiles are placed in, and the names that it has."""

    program: TileProgram
    names: FreshNames


def ready(program: TileProgram, *, vectors: bool) -> Ready:
    """What all ways to place a program begin with. vectors: those that can be are copied whole; else their fields
    are."""
    program = settled(program, names_of(program))
    kernel = with_fixed_sizes(program.kernel)
    fresh = FreshNames(names_of(program))
    kernel = with_snapshots(with_own_parameters(kernel, fresh), fresh)
    kernel = taken_apart(kernel, Accesses(kernel, fresh) if vectors else None, _least_lanes(kernel))
    return Ready(replace(program, kernel=kernel), fresh)


def place(ready: Ready, window: int, *, keeps: bool) -> PlacedProgram:
    """The program with its tiles in buffers, before slots, queues and turns. Raises Refusal TK048x.

    window: bytes of a buffer that lanes are gathered from; 0: lanes that lie anywhere are loaded one by one.
    keeps: tiles computed of the lanes' numbers alone stay on the chip; else each use computes them again.
    """
    program = ready.program
    made = _Placer(program.kernel, ready.names.copy(), window, keeps).run()
    return PlacedProgram(made, program.globals, program.symbols, program.structs)


def _least_lanes(kernel: TileKernel) -> int:
    """LEAST_LANES, but where the kernel is made for fewer."""
    least = next((each.default for each in kernel.constants if each.rule is ConstantRule.LANES), None)
    if least is None:  # as many as the grid has threads, where blocks are merged
        return 1
    limits = [each for each in kernel.requirements if each.rule is ConstantRule.LANES and each.at_most]
    few = any(not isinstance(each.number, int) or each.number < LEAST_LANES for each in limits)
    return max(least, 1 if few else LEAST_LANES)


def names_of(program: TileProgram) -> set[str]:
    """All that a program calls something."""
    kernel = program.kernel
    names = {node.name for node in walk_statements(kernel.body) if isinstance(node, Declare | Range)}
    names |= {each.name for each in kernel.parameters} | {each.name for each in kernel.constants}
    names |= {each.name for each in program.globals}
    return names | ({kernel.scratch.name} if kernel.scratch is not None else set())


def with_fixed_sizes(kernel: TileKernel) -> TileKernel:
    """The kernel with the sizes that are free to choose as numbers: how its tiles lie depends on them."""
    sizes: dict[str, int] = {each.name: each.default for each in kernel.constants if each.rule is ConstantRule.FREE}
    if not sizes:
        return kernel

    def fixed(node: Any) -> Any:
        if isinstance(node, Constant) and node.name in sizes:
            return integer(sizes[node.name], INT32, node.span)
        type_ = getattr(node, "type", None)
        if isinstance(type_, Tile) and any(each in sizes for each in type_.shape):
            shape = tuple(sizes.get(each, each) if isinstance(each, str) else each for each in type_.shape)
            return replace(node, type=replace(type_, shape=shape))
        return node

    constants = tuple(each for each in kernel.constants if each.name not in sizes)
    return replace(kernel, body=rewrite_all(kernel.body, fixed), constants=constants)


class _Placer:
    def __init__(self, kernel: TileKernel, fresh: FreshNames, window: int, keeps: bool) -> None:
        self._kernel = kernel
        self._keeps_lanes = keeps
        self._changing = frozenset(assigned(kernel.body))
        self._least = _least_lanes(kernel)
        self._working = Working(fresh, self._changing, kernel.span, self._least)
        self._accesses = Accesses(kernel, fresh)
        self._values = Values(self._working, self._accesses.lanes, Ranges(kernel), NeverNaN(kernel))
        self._transfers = Transfers(self._values, self._accesses)
        self._transfers.window, self._transfers.roots = window, Roots(kernel)
        self._transfers.columns = columns_of(kernel)
        shapes = Shapes(self._values)
        self._values.others = {
            Load: self._transfers.load, TileAtomic: self._transfers.atomic, Reduce: shapes.reduce_tile,
            Scan: shapes.scan, Gather: shapes.gather, Histogram: shapes.histogram, Reshape: shapes.reshape,
            Broadcast: shapes.broadcast, Transpose: shapes.transpose, Dot: shapes.dot,
            Split: self._transfers.split,
        }  # fmt: skip
        self._values.lane_range, self._values.range_mask = self._transfers.lane_range, self._transfers.range_mask
        self._values.scalars = {
            Reduce: shapes.reduce_scalar, TileAtomic: self._transfers.atomic_scalar, Load: self._load_scalar,
        }  # fmt: skip
        self._table: dict[type, Callable[[Any], None]] = {
            Declare: self._declare, Assign: self._assign, Evaluate: self._evaluate, If: self._if, While: self._while,
            Range: self._range, Store: self._transfers.store, Comment: self._working.emit, Barrier: self._working.emit,
            Print: self._refuse_output, Assert: self._refuse_output, Trap: self._refuse_output,
        }  # fmt: skip

    def run(self) -> PlacedKernel:
        kernel = self._kernel
        _refuse_double(kernel)
        with self._working.scope() as body:
            first: list[Any] = []
            self._working.emit(first)
            self._transfers.begin(first)
            self._statements(kernel.body)
        constants = tuple(
            replace(each, default=self._least) if each.rule is ConstantRule.LANES else each for each in kernel.constants
        )
        names = self._working.names
        buffers = (replace(each, name=names.get(each.name, each.name)) for each in self._working.buffers.values())
        return PlacedKernel(
            kernel.name, kernel.cuda_name, kernel.parameters, constants, tuple(buffers), (),
            self._called(_flat(body)), kernel.span, kernel.scratch, kernel.comments, kernel.reasons,
            kernel.cuda_parameters, kernel.requirements, self._transfers.one_core,
        )  # fmt: skip

    def _called(self, body: list[Any]) -> tuple[Any, ...]:
        """Buffers by the programmer's names, where he has one for them."""
        names = self._working.names

        def renamed(node: Any) -> Any:
            if isinstance(node, Where):
                return Select(node.condition, node.then, node.otherwise, node.type, node.span)
            buffer = getattr(node, "buffer", None)
            return replace(node, buffer=names[buffer]) if buffer in names else node

        return rewrite_all(tuple(body), renamed)

    # ------------------------------------------------------------ statements

    def _statements(self, body: tuple[Any, ...]) -> None:
        for each in body:
            checkpoint(each.span)
            self._working.span = each.span
            self._table[type(each)](each)

    def _inside(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        with self._working.scope() as made:
            self._statements(body)
        return tuple(made)

    def _declare(self, node: Declare) -> None:
        working, values = self._working, self._values
        if not isinstance(node.type, Tile):
            init = None if node.init is None else values.scalar(node.init)
            if not self._named(node, init):
                working.emit(replace(node, init=init))
            return
        if self._accesses.lanes.init(node.name) is not None:
            self._later(node)
            return
        is_pointer = isinstance(build.element_of(node), Pointer) and node.name not in self._changing
        if is_pointer and node.init is not None and self._transfers.keep_pointer(node):
            self._later(replace(node, init=self._transfers.addresses(node)))
            return
        held = self._first_value(node)
        working.call(held, _plain(node.name))
        values.variables[node.name] = held
        working.leave(held)

    def _named(self, node: Declare, init: Any) -> bool:
        """Gives the programmer's name to what was just computed for it alone."""
        out: list[Any] = self._working.out
        for index in range(len(out) - 1, max(len(out) - 4, -1), -1):
            each = out[index]
            if isinstance(each, Declare) and isinstance(init, Variable) and each.name == init.name:
                first: Any = each.init
                if not isinstance(first, Element) or not each.const or each.type != node.type:
                    return False
                out[index] = replace(each, name=node.name, const=node.const)
                return True
        return False

    def _later(self, node: Declare) -> None:
        """A tile that is computed of the lanes' numbers alone is put into a buffer when one asks for it, but here."""
        working, values = self._working, self._values
        if not self._keeps_lanes:
            values.again[node.name] = node.init
            return
        statements: list[Any] = []
        working.emit(statements)
        frame = working.frame

        def made() -> Held:
            span = working.span
            with working.before(statements, frame):
                held = values.tile(node.init)
                if not held.owned:
                    held = self._copied(node, held)
            working.span = span
            working.call(held, _plain(node.name))
            frame.leaving.append(held)
            return held

        values.lazy[node.name] = made

    def _first_value(self, node: Declare) -> Held:
        if node.init is None:
            assert isinstance(node.type, Tile)
            element = UINT64 if isinstance(node.type.element, Pointer) else build.element_of(node)
            return self._working.acquire(_plain(node.name), element, node.type.shape)
        held = self._values.tile(node.init)
        return held if held.owned else self._copied(node, held)

    def _copied(self, node: Declare, held: Held) -> Held:
        made = self._working.acquire(_plain(node.name), held.element, held.extent)
        self._values.move(held, made)
        return made

    def _assign(self, node: Assign) -> None:
        target, working, values = node.target, self._working, self._values
        if not isinstance(target.type, Tile):
            working.emit(replace(node, value=values.scalar(node.value)))
            return
        into = replace(values.tile(target), owned=False)
        value = node.value
        if isinstance(value, Where) and self._keeps(value.otherwise, target) and into.element != BOOL:
            access = self._accesses.mask(build.splat(value.condition, into.extent, node.span))
            if access.rest is None and len(into.extent) == 1:
                lanes = range_of(access, Axis.LANE, working.size(into.extent), node.span)
                if getattr(lanes.first, "value", None) == 0:
                    stop = build.convert(values.scalar(lanes.stop), working.number(0).type, node.span)
                    count = self._transfers.under(access.conditions, working.keep("count", stop))
                    values.tile(build.splat(value.then, into.extent, node.span), into, count)
                    return
        values.tile(build.splat(value, into.extent, node.span), into)

    def _keeps(self, node: Any, target: Any) -> bool:
        return isinstance(node, Variable) and node.name == target.name

    def _evaluate(self, node: Evaluate) -> None:
        assert isinstance(node.value, TileAtomic)
        self._transfers.atomic_statement(node.value)

    def _if(self, node: If) -> None:
        condition = self._values.scalar(node.condition)
        self._working.emit(
            replace(node, condition=condition, then=self._inside(node.then), otherwise=self._inside(node.otherwise))
        )

    def _while(self, node: While) -> None:
        """A condition that reduces a tile is computed before the loop, and again at the end of its body."""
        working, values = self._working, self._values
        if not any(isinstance(each, Reduce) for each in walk(node.condition)):
            condition = values.scalar(node.condition)
            working.emit(replace(node, condition=condition, body=self._inside(node.body)))
            return
        going = working.variable("going", BOOL, values.scalar(node.condition))
        with working.scope() as body:
            self._statements(node.body)
            working.emit(Assign(going, values.scalar(node.condition), node.span))
        working.emit(While(going, tuple(body), node.span))

    def _range(self, node: Range) -> None:
        start, stop, step = (self._values.scalar(each) for each in (node.start, node.stop, node.step))
        self._working.emit(replace(node, start=start, stop=stop, step=step, body=self._inside(node.body)))

    def _load_scalar(self, node: Load) -> Any:
        pointer = self._values.scalar(node.pointer)
        place: Any = Load(pointer, None, None, node.type, node.span)
        if node.mask is None:
            return self._working.keep("element", place)
        element = build.element_of(node)
        zero: Any = Literal(0.0 if element.is_float else 0, element, node.span)
        other = zero if node.other is None else self._values.scalar(node.other)
        return self._working.keep("element", Select(self._values.scalar(node.mask), place, other, node.type, node.span))

    def _refuse_output(self, node: Any) -> None:
        raise refuse("TK0483", "the NPU's kernels cannot print, or stop a launch", node.span)


def _refuse_double(kernel: TileKernel) -> None:
    for each in kernel.parameters:
        if FLOAT64 in (each.type, getattr(each.type, "element", None)):
            raise refuse("TK0480", "the NPU has no `double`", each.span)
    for node in walk_all(kernel.body):
        type_ = getattr(node, "type", None)
        if type_ is not None and build.element_of(node) == FLOAT64:
            raise refuse("TK0480", "the NPU has no `double`", node.span)


def _plain(name: str) -> str:
    return name.partition(".")[0]


def _flat(statements: list[Any]) -> list[Any]:
    """Statements that were put in afterwards stand in lists where they belong."""
    made: list[Any] = []
    for each in statements:
        if isinstance(each, list):
            made += _flat(each)
            continue
        below = {
            name: tuple(_flat([*getattr(each, name)]))
            for name in ("body", "then", "otherwise")
            if isinstance(getattr(each, name, None), tuple)
        }
        made.append(replace(each, **below) if below else each)
    return made
