"""A loop along rows, over tiles of all lanes and some columns: the statements that row_tiles.py makes of it.

A value that differs from round to round is a tile [lanes, width], or [1, width] where it is the same for all lanes.
One that does not stays as it is, and joins the others as a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum
from typing import Any

from transkernel.ir.nodes import Assign, BinaryOp, CompareOp, Declare, Variable
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant, Lanes, Load, Range, Reduce, Splat, Store, Where
from transkernel.ir.types import BOOL, Scalar, Tile
from transkernel.ir.visit import map_children, walk, walk_all
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.facts import number
from transkernel.tile.raising.row_choices import RowChoice
from transkernel.tile.raising.row_sums import RowSum

Statements = tuple[Any, ...]


@record
class RowLoop:
    """dependent: the variables that differ from round to round, the loop's own and what goes through it. changed: what
    it assigns. columns: taken at a time, where nobody says; count: of all rounds, if the row is taken whole, else 0."""

    node: Range
    sums: tuple[RowSum, ...]
    dependent: frozenset[str]
    changed: frozenset[str]
    columns: int = 0
    count: int = 0
    choices: tuple[RowChoice, ...] = ()

    def depends(self, node: Any) -> bool:
        """Whether a value differs from round to round."""
        return any(isinstance(each, Variable) and each.name in self.dependent for each in walk(node))

    def accesses(self) -> Iterator[Any]:
        return (each for each in walk_all(self.node.body) if isinstance(each, Load | Store))

    def shapes(self) -> set[Any]:
        """Of the tiles of pointers that differ from round to round."""
        return {build.shape_of(each.pointer) for each in self.accesses() if self.depends(each.pointer)} - {None}

    @property
    def lanes(self) -> int | str:
        """The extent of its tiles, which have one axis and one shape."""
        ((lanes,),) = self.shapes()
        return lanes  # type: ignore[no-any-return]


class _Kind(IntEnum):
    """What a value becomes: itself, a row, a tile."""

    FIXED = 0
    ROW = 1
    TILE = 2


def over_columns(loop: RowLoop, width: str, fresh: FreshNames) -> Statements:
    """The statements in place of the loop. width: the constant that says how many columns are taken at a time."""
    return _Columns(loop, width, fresh).statements()


class _Columns:
    def __init__(self, loop: RowLoop, width: str, fresh: FreshNames) -> None:
        self._loop = loop
        self._width = 1 << (loop.count - 1).bit_length() if loop.count else width
        self._fresh = fresh
        self._span: Span = loop.node.span
        self._before: list[Any] = []
        self._sums = {each.target.name: each for each in loop.sums}
        self._chosen = {_name(node): (each, node) for each in loop.choices for node in each.assignments}
        self._partials: dict[str, Variable] = {}
        self._present: dict[str, Variable] = {}
        self._inside: Variable | None = None
        if self._width != loop.count:
            self._inside = Variable(fresh("inside"), Tile(BOOL, self._shape(_Kind.ROW)), self._span)

    @property
    def _counts_in(self) -> Scalar:
        assert isinstance(self._loop.node.type, Scalar)
        return self._loop.node.type

    def _shape(self, kind: _Kind) -> build.Shape:
        return (1 if kind is _Kind.ROW else self._loop.lanes, self._width)

    def statements(self) -> Statements:
        node, span = self._loop.node, self._span
        if self._loop.count:
            return (*self._heads(node.start, node.stop), *map(self._statement, node.body))
        self._partials = {name: self._partial(each) for name, each in self._sums.items()}
        self._partials |= {name: self._partial_choice(*each) for name, each in self._chosen.items()}
        start, stop = Variable(self._fresh("start"), node.type, span), self._stop()
        body = (*self._heads(start, stop), *map(self._statement, node.body))
        by = build.convert(Constant(str(self._width), span), self._counts_in, span)
        made = replace(node, name=start.name, stop=stop, step=by, body=body, unroll=None)
        behind: list[Any] = [self._total(each) for each in self._loop.sums]

        def keep(name: str, value: Any) -> Variable:
            return self._declared(name, value, behind)

        for each in self._loop.choices:
            behind += each.joined(self._partials, keep, self._columned)
        return (*self._before, made, *behind)

    def _heads(self, start: Any, stop: Any) -> Statements:
        """Which columns there are."""
        span = self._span
        numbers = build.reshape(Lanes(Tile(self._counts_in, (self._width,)), span), self._shape(_Kind.ROW), span)
        column = build.plus(start, numbers, span)
        heads = [Declare(self._loop.node.name, column.type, column, span)]
        if self._inside is not None:
            # Not `column < stop`: near the end of its type the column's number may wrap around.
            rest = stop if number(start) == 0 else build.binary(BinaryOp.SUBTRACT, stop, start, span)
            inside = build.compare(CompareOp.LESS, numbers, rest, span)
            heads.append(Declare(self._inside.name, inside.type, inside, span))
        return tuple(heads)

    def _stop(self) -> Any:
        """Where it ends, which is asked in each round too."""
        stop = self._loop.node.stop
        return stop if not any(isinstance(each, Load) for each in walk(stop)) else self._kept("stop", stop)

    def _kept(self, name: str, value: Any) -> Variable:
        """A variable in front of the loop."""
        return self._declared(name, value, self._before)

    def _declared(self, name: str, value: Any, out: list[Any]) -> Variable:
        variable = Variable(self._fresh(name), value.type, value.span)
        out.append(Declare(variable.name, variable.type, value, value.span))
        return variable

    # ------------------------------------------------------------ sums

    def _partial(self, of: RowSum) -> Variable:
        """The tile that is a sum's in the loop."""
        first = self._columned(of.target) if of.is_repeatable else self._neutral(of)
        return self._kept(f"partial_{of.target.name}", first)

    def _partial_choice(self, choice: RowChoice, node: Assign) -> Variable:
        first = build.splat(choice.first(node), self._shape(_Kind.TILE), node.span)
        return self._kept(f"partial_{_name(node)}", first)

    def _neutral(self, of: RowSum) -> Any:
        return build.splat(of.neutral, self._shape(_Kind.TILE), of.statement.span)

    def _total(self, of: RowSum) -> Assign:
        whole = build.reduce(of.op, self._partials[of.target.name], 1, of.statement.span)
        return Assign(of.target, whole if of.is_repeatable else of.joined(whole), of.statement.span)

    def _summed(self, of: RowSum) -> Assign:
        """A sum's statement."""
        span = of.statement.span
        mask = self._mask(of.condition, _Kind.TILE)
        if self._partials:
            value, partial = self._as(of.value, _Kind.TILE), self._partials[of.target.name]
            return Assign(partial, build.where(mask, value, partial, span), span)
        value = self._as(of.alone, _Kind.TILE)
        if mask is not None:
            value = build.where(mask, value, of.neutral, span)
        return Assign(of.target, of.joined(build.reduce(of.op, value, 1, span)), span)

    # ------------------------------------------------------------ statements

    def _statement(self, node: Any) -> Any:
        match node:
            case Declare() if node.name in self._loop.dependent:
                value = self._as(node.init, _Kind.TILE if isinstance(node.type, Tile) else _Kind.ROW)
                return replace(node, type=value.type, init=value)
            case Assign(target=Variable(name=name), value=Where() as value) if name in self._chosen:
                mask, then = self._mask(value.condition, _Kind.TILE), self._as(value.then, _Kind.TILE)
                return Assign(self._partials[name], build.where(mask, then, self._partials[name], node.span), node.span)
            case Assign(target=Variable(name=name)) if name in self._sums:
                return self._summed(self._sums[name])
            case Assign(target=Variable(name=name) as target) if name in self._loop.dependent:
                value = self._as(node.value, _Kind.TILE if isinstance(target.type, Tile) else _Kind.ROW)
                return replace(node, target=replace(target, type=value.type), value=value)
            case Store():
                pointer, value = self._as(node.pointer, _Kind.TILE), self._joined(node.value, _Kind.TILE)
                return replace(node, pointer=pointer, value=value, mask=self._mask(node.mask, _Kind.TILE))
        return node

    # ------------------------------------------------------------ values

    def _kind(self, node: Any) -> _Kind:
        if not self._loop.depends(node):
            return _Kind.FIXED
        if not isinstance(node.type, Tile):
            return _Kind.ROW
        return _Kind.ROW if isinstance(node, Load) and self._is_row(node) else _Kind.TILE

    def _is_row(self, node: Load) -> bool:
        """Whether a load is of one place for all lanes: those that have not come here may have its value too."""
        same = isinstance(node.pointer, Splat) and node.other is None
        return same and (node.mask is None or not self._loop.depends(node.mask))

    def _as(self, node: Any, kind: _Kind) -> Any:
        """The value, as a tile of that kind."""
        value = self._joined(node, kind)
        return value if isinstance(value.type, Tile) else build.splat(value, self._shape(kind), node.span)

    def _joined(self, node: Any, kind: _Kind) -> Any:
        """The value as an operand of an operation that gives that kind: a scalar stays one."""
        own = self._kind(node)
        if own is _Kind.FIXED:
            return self._columned(node) if isinstance(node.type, Tile) else node
        value = self._value(node, own)
        wider = own is _Kind.ROW and kind is _Kind.TILE
        return build.broadcast(value, self._shape(kind), node.span) if wider else value

    def _columned(self, node: Any) -> Any:
        column = build.reshape(node, (self._loop.lanes, 1), node.span)
        return build.broadcast(column, self._shape(_Kind.TILE), node.span)

    def _value(self, node: Any, kind: _Kind) -> Any:
        """A value that differs from round to round."""
        match node:
            case Variable() if node.name in self._partials:
                return self._partials[node.name]
            case Load():
                return self._load(node, kind)
            case Splat():
                return self._as(node.value, kind)
        changed = map_children(node, lambda child: self._joined(child, kind))
        return replace(changed, type=self._type(node, kind))

    def _type(self, node: Any, kind: _Kind) -> Tile:
        return Tile(build.element_of(node), self._shape(kind))

    def _load(self, node: Load, kind: _Kind) -> Load:
        other = None if node.other is None else self._joined(node.other, kind)
        pointer, mask = node.pointer, node.mask
        if kind is _Kind.ROW:
            pointer = pointer.value if isinstance(pointer, Splat) else pointer
            mask = None if mask is None else self._present_lanes(mask)
        pointer = self._as(pointer, kind)
        return replace(node, pointer=pointer, mask=self._mask(mask, kind), other=other, type=self._type(node, kind))

    def _present_lanes(self, mask: Any) -> Any:
        """A row's mask: whether one of the lanes', which is the same in all rounds, holds in any lane; asked once."""
        asked = build.any_lane(mask, mask.span) if isinstance(mask.type, Tile) else mask
        if self._loop.count or not any(isinstance(each, Reduce) for each in walk(asked)):
            return asked
        key = expression_text(asked)
        if key not in self._present:
            self._present[key] = self._kept("present", asked)
        return self._present[key]

    def _mask(self, mask: Any, kind: _Kind) -> Any:
        """The mask of the columns that there are, and of the lanes that a mask names. None is all."""
        inside: Any = self._inside
        if inside is not None and kind is _Kind.TILE:
            inside = build.broadcast(inside, self._shape(kind), self._span)
        return inside if mask is None else build.both(self._joined(mask, kind), inside, self._span)


def _name(node: Assign) -> str:
    assert isinstance(node.target, Variable)
    return node.target.name
