"""A loop in which each lane goes along a row of its own becomes one over tiles of all lanes and some columns.

    for (j = 0; j < n; ++j)                    partial = zeros [LANES, ROW_WIDTH]
        sum += load(p + row * n + j)           for (start = 0; start < n; start += ROW_WIDTH)
                                        =>         column = start + [0 .. ROW_WIDTH); inside = column < n
                                                   partial += where(inside, load(p + row * n + column), 0)
                                               sum += reduce(partial, along the columns)

So neighbours in memory are neighbours in a tile. What is the same for all lanes (`x[j]`) is a tile of one row. A row of
a known, small number of columns is taken whole, without a loop.

What must hold:
- The loop counts by 1 from a number that is not negative. In its body are numbers of its own, sums and the like
  (row_sums.py), choices (row_choices.py) and stores, without branches, inner loops, atomics, and anything that lanes
  do together.
- A store goes to `... + j`, at a pointer that varies: each lane to another place in each round. What may be the same
  memory is neither loaded nor stored to by another access of the loop, but through the same pointer in the same round.
- It pays: pointers of the lanes' own go on by one element a round, and none among them is one that lanes have side by
  side, or that goes on by another step; rows are as long as the loop, or the loop is no part of another one, whose
  windows are short.

A largest value of which the loop leaves out the first element, as that is what it begins with, looks at it again: rows
are aligned then. Of floating-point sums and products the order changes, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir.memory_order import Meetings
from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Bitcast,
    Comment,
    Compare,
    Convert,
    Declare,
    Intrinsic,
    Literal,
    PointerDifference,
    PointerOffset,
    SharedVariable,
    Special,
    Unary,
    Variable,
    While,
    integer,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import (
    Constant,
    ConstantParameter,
    ConstantRule,
    Lanes,
    Load,
    Range,
    Splat,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
    Where,
)
from transkernel.ir.types import Scalar, Tile, is_integer, size_of
from transkernel.ir.visit import children, rewrite, walk, walk_all
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.masks import assigned
from transkernel.tile.raising.facts import number, plain
from transkernel.tile.raising.row_choices import row_choices
from transkernel.tile.raising.row_columns import RowLoop, over_columns
from transkernel.tile.raising.row_sums import RowSum, row_sum
from transkernel.tile.raising.strides import Strides
from transkernel.tile.ranges import Ranges

Statements = tuple[Any, ...]
_ROW_BYTES = 64  # of a lane's columns; with more, registers of a GPU's thread are too few
_SHORTEST, _WHOLE = 16, 32  # columns, where their number is known: the fewest, and the most that are taken at once
_SIZES = {2, 4}  # bytes of an element: doubles fill the registers, and rows of bytes are colours of a pixel
MERGED_LANES = 128  # of a program that several blocks share
_MOST = 2**31 - 1


def row_tiles(program: TileProgram, shared: tuple[SharedVariable, ...] = ()) -> TileProgram:
    """The program with its loops along rows on tiles."""
    return replace(program, kernel=_RowTiles(program.kernel).kernel())


class _RowTiles:
    def __init__(self, kernel: TileKernel) -> None:
        self._kernel = kernel
        self._strides = Strides(kernel)
        self._ranges = Ranges(kernel)
        self._meetings = Meetings(kernel)
        nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
        self._names = {each.name for each in nodes if hasattr(each, "name")}
        self._fresh = FreshNames(self._names)
        self._width = _free_name("ROW_WIDTH", self._names)
        self._loops: list[RowLoop] = []

    def kernel(self) -> TileKernel:
        body = self._statements(self._kernel.body, False)
        if not self._loops:
            return self._kernel
        constants = [*map(_narrowed, self._kernel.constants)]
        free = [each for each in self._loops if not each.count]
        if free:
            lengths = {self._parameter(each.node.stop) for each in free}
            default, length = min(each.columns for each in free), lengths.pop() if len(lengths) == 1 else ""
            constants.append(ConstantParameter(self._width, ConstantRule.FREE, default, length))
        return replace(self._kernel, body=body, constants=tuple(constants))

    def _statements(self, body: Statements, is_inner: bool) -> Statements:
        made: list[Any] = []
        for node in body:
            loop = self._loop(node, made, is_inner) if isinstance(node, Range) else None
            if loop is None:
                names = [name for name in ("then", "otherwise", "body") if hasattr(node, name)]
                inner = is_inner or isinstance(node, Range | While)
                changes = {name: self._statements(getattr(node, name), inner) for name in names}
                made.append(replace(node, **changes) if changes else node)
                continue
            self._loops.append(loop)
            made += over_columns(loop, self._width, self._fresh)
        return tuple(made)

    def _parameter(self, stop: Any) -> str:
        """The integer parameter that a loop ends at; "" where it is none."""
        known = {each.name for each in self._kernel.parameters} - assigned(self._kernel.body)
        whole = {each.name for each in self._kernel.cuda_parameters or self._kernel.parameters}
        stop = plain(stop)
        return stop.name if isinstance(stop, Variable) and stop.name in known & whole else ""

    # ------------------------------------------------------------ precondition

    def _loop(self, node: Range, before: list[Any], is_inner: bool) -> RowLoop | None:
        body = [each for each in node.body if not isinstance(each, Comment)]
        if number(node.step) != 1 or not self._ranges.within(node.start, 0, _MOST) or not all(map(_is_plain, body)):
            return None
        own = frozenset(each.name for each in body if isinstance(each, Declare))
        choices = tuple(row_choices(body, node.name))
        chosen = [each for choice in choices for each in choice.assignments]
        sums = self._sums(body, own, chosen)
        if sums is None:
            return None
        carried = {each.target.name for each in sums} | {name for each in chosen for name, _ in _given(each)}
        dependent = _dependent(body, {node.name, *carried})
        loop = RowLoop(node, sums, dependent, frozenset(assigned(node.body)), choices=choices)
        if {len(each) for each in loop.shapes()} != {1} or len(loop.shapes()) > 1:
            return None
        if not all(_can_be_wide(each, loop) for each in _values(body)):
            return None
        sizes = self._sizes(loop)
        if not sizes or not {*sizes} <= _SIZES or not self._has_apart_stores(loop):
            return None
        start, stop = number(node.start), number(node.stop)
        count = stop - start if start is not None and stop is not None else 0
        if start is None or stop is None:
            if is_inner and not self._has_its_length(loop):
                return None
        elif count < _SHORTEST:
            return None
        loop = replace(loop, columns=_ROW_BYTES // max(sizes), count=0 if count > _WHOLE or choices else count)
        return loop if loop.count else _aligned(loop, before)

    def _sums(self, body: list[Any], own: frozenset[str], chosen: list[Assign]) -> tuple[RowSum, ...] | None:
        """What goes from one round to the next beside what is chosen; None where anything does otherwise."""
        found: list[RowSum] = []
        for node in body:
            if any(node is each for each in chosen):
                if node.target.name in own:
                    return None
            elif isinstance(node, Assign) and not (isinstance(node.target, Variable) and node.target.name in own):
                made = row_sum(node)
                if made is None:
                    return None
                found.append(made)
        names = [each.target.name for each in found]
        others = [each for each in body if not any(each is one.statement for one in found)]
        used = {each.name for each in walk_all(tuple(others)) if isinstance(each, Variable)}
        used |= {each.name for one in found for each in walk_all(one.others) if isinstance(each, Variable)}
        return tuple(found) if len({*names}) == len(names) and used.isdisjoint(names) else None

    def _step(self, pointer: Any, loop: RowLoop) -> int | None:
        return self._strides.of_counter(pointer, loop.node.name, loop.dependent)

    def _sizes(self, loop: RowLoop) -> list[int]:
        """Bytes of the elements that lanes go along; none where it does not pay."""
        sizes = []
        for each in loop.accesses():
            if isinstance(each.pointer, Splat) or not isinstance(each.pointer.type, Tile):
                continue
            if not loop.depends(each.pointer):
                continue
            step = self._step(each.pointer, loop)
            if step is None and isinstance(each, Load) and _is_indirect(each.pointer, loop):
                continue
            if step != 1 or self._strides.of_lanes(each.pointer) == 1:
                return []
            sizes.append(size_of(build.element_of(each.pointer).element))
        return sizes

    def _has_its_length(self, loop: RowLoop) -> bool:
        """Whether rows lie as many elements apart as the loop has rounds: `row * n + j`."""
        length = expression_text(plain(loop.node.stop))
        return any(
            isinstance(node, Binary) and node.op is BinaryOp.MULTIPLY
            and length in (expression_text(plain(node.left)), expression_text(plain(node.right)))
            for each in loop.accesses() if isinstance(each.pointer.type, Tile)
            for node in self._strides.parts(each.pointer)
        )  # fmt: skip

    def _has_apart_stores(self, loop: RowLoop) -> bool:
        accesses = [*loop.accesses()]
        stores = [each for each in accesses if isinstance(each, Store)]
        for store in stores:
            if not isinstance(store.pointer.type, Tile) or self._step(store.pointer, loop) != 1:
                return False
            for other in accesses:
                if other is not store and self._meetings.may_meet(store, other) and not _is_same(store, other, loop):
                    return False
        return True


_STATEMENTS = (Declare, Assign, Store)
_LANE_BY_LANE = (Unary, Binary, Compare, Convert, Bitcast, Intrinsic, PointerOffset, PointerDifference, Where, Splat)
_LEAVES = (Literal, Variable, Constant, Special, Lanes)


def _is_plain(node: Any) -> bool:
    if not isinstance(node, _STATEMENTS) or getattr(node, "volatile", False):
        return False
    return not isinstance(node, Declare) or node.init is not None


def _values(body: list[Any]) -> Iterator[Any]:
    return (each for node in body for each in children(node))


def _dependent(body: list[Any], first: set[str]) -> frozenset[str]:
    """The variables that are computed from these, and these, without the first one's counter."""
    found = {*first}
    while True:
        new = {
            name
            for node in body
            for name, value in _given(node)
            if any(isinstance(each, Variable) and each.name in found for each in walk(value))
        }
        if new <= found:
            return frozenset(found)
        found |= new


def _given(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Declare):
        yield node.name, node.init
    elif isinstance(node, Assign) and isinstance(node.target, Variable):
        yield node.target.name, node.value


def _can_be_wide(node: Any, loop: RowLoop) -> bool:
    """Whether an expression has a form for all columns at once."""
    if isinstance(node, Load) and node.volatile:
        return False
    if not loop.depends(node):
        return not any(isinstance(each, TileAtomic) for each in walk(node))
    if build.shape_of(node) not in (None, *loop.shapes()):
        return False
    if not isinstance(node, (*_LANE_BY_LANE, *_LEAVES, Load)) or _divides(node, loop):
        return False
    return all(_can_be_wide(each, loop) for each in children(node))


def _divides(node: Any, loop: RowLoop) -> bool:
    """Whether it may divide by zero in a column that is not there."""
    return (
        isinstance(node, Binary) and node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER)
        and is_integer(build.element_of(node)) and loop.depends(node.right)
    )  # fmt: skip


def _is_indirect(pointer: Any, loop: RowLoop) -> bool:
    """Whether an address is computed from what the loop loads."""
    loaded = {name for node in loop.node.body for name, value in _given(node) if _loads(value)}
    found = _dependent([each for each in loop.node.body if not isinstance(each, Comment | Store)], loaded)
    return any(isinstance(each, Load) or (isinstance(each, Variable) and each.name in found) for each in walk(pointer))


def _loads(node: Any) -> bool:
    return any(isinstance(each, Load) for each in walk(node))


def _is_same(store: Store, other: Any, loop: RowLoop) -> bool:
    """Whether the other access is to the store's own place in each round."""
    if any(isinstance(each, Load) or (isinstance(each, Variable) and each.name in loop.changed)
           for each in walk(store.pointer)):  # fmt: skip
        return False
    return expression_text(store.pointer) == expression_text(other.pointer)


def _narrowed(constant: ConstantParameter) -> ConstantParameter:
    """Programs of merged blocks have fewer lanes, as each has a row of registers then."""
    return replace(constant, default=MERGED_LANES) if constant.rule is ConstantRule.TILE else constant


def _free_name(name: str, taken: set[str]) -> str:
    """A type is printed with the constant's name as it is: no dot, which FreshNames would put in."""
    made, count = name, 2
    while made in taken:
        made, count = f"{name}_{count}", count + 1
    return made


# ---------------------------------------------------------------- rows from their second element on


def _aligned(loop: RowLoop, before: list[Any]) -> RowLoop:
    """The loop from 0 where it goes from 1 and its sums begin with what that round would give. before: the statements
    in front of it."""
    node = loop.node
    if loop.choices or number(node.start) != 1 or any(isinstance(each, Store) for each in node.body):
        return loop
    own = {each.name: each.init for each in node.body if isinstance(each, Declare)} | {node.name: node.start}
    if not own.keys().isdisjoint(loop.changed):
        return loop
    assert isinstance(node.type, Scalar)
    own[node.name] = integer(0, node.type, node.span)
    begun = {each.target.name: _value_of(each.target.name, before) for each in loop.sums}
    for each in loop.sums:
        alone, first = _inlined(each.alone, own), begun[each.target.name]
        repeats = each.is_repeatable and each.condition is None and first is not None
        if not repeats or expression_text(alone) != expression_text(first):
            return loop
    known = {expression_text(each) for first in begun.values() for each in walk(first) if isinstance(each, Load)}
    loads = (each for value in _values([*node.body]) for each in walk(value) if isinstance(each, Load))
    if any(expression_text(_inlined(each, own)) not in known for each in loads):
        return loop
    return replace(loop, node=replace(node, start=own[node.name]))


def _value_of(name: str, before: list[Any]) -> Any:
    """What a variable was given last, if memory and variables are since what they were."""
    changed: set[str] = set()
    for node in reversed(before):
        match node:
            case Declare(name=given, init=value):
                pass
            case Assign(target=Variable(name=given), value=value):
                pass
            case Comment():
                continue
            case _:
                return None
        if given == name:
            names = {each.name for each in walk(value) if isinstance(each, Variable)} if value is not None else set()
            return None if names & changed else value
        changed.add(given)
    return None


def _inlined(node: Any, values: dict[str, Any]) -> Any:
    """An expression with the values of variables, and without what zeros do not change."""

    def change(each: Any) -> Any:
        match each:
            case Variable(name=name) if name in values:
                return _inlined(values[name], values)
            case Convert(operand=Literal()):
                return build.convert(each.operand, build.element_of(each), each.span)
            case Binary(op=BinaryOp.ADD):
                return build.plus(each.left, each.right, each.span)
            case PointerOffset():
                return build.offset(each.pointer, each.offset, each.span)
        return each

    return rewrite(node, change)
