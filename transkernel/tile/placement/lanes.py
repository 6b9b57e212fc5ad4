"""What one lane of a tile is: a tile's expression as a scalar's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    Convert,
    Declare,
    Intrinsic,
    Literal,
    PointerDifference,
    PointerOffset,
    Select,
    Special,
    Unary,
    Variable,
    integer,
)
from transkernel.ir.tile import Broadcast, Constant, Lanes, Reshape, Splat, TileKernel, Transpose, Where
from transkernel.ir.types import INT32, Tile
from transkernel.ir.visit import children, rewrite, rewrite_all, walk, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.tile import build

Position = tuple[Any, ...]
_ELEMENTWISE = (Binary, Bitcast, Compare, Convert, Intrinsic, PointerDifference, PointerOffset, Unary)
_PLAIN = (*_ELEMENTWISE, Where, Splat, Lanes, Literal, Constant, Special, Variable, Reshape, Broadcast, Transpose)


class OneLane:
    """Of one kernel.

    A variable that is declared and never assigned is what it was declared as, where that is computed from such
    variables and scalars alone and nothing it is computed from changes before the end of its scope.
    """

    def __init__(self, kernel: TileKernel) -> None:
        nodes = [*walk_statements(kernel.body)]
        assigned = {
            node.target.name for node in nodes if isinstance(node, Assign) and isinstance(node.target, Variable)
        }
        changing = _Changes(kernel.body)
        self._inits: dict[str, Any] = {}
        for node in nodes:
            if not isinstance(node, Declare) or node.init is None or not isinstance(node.type, Tile):
                continue
            below = [*walk(node.init)]
            names = {each.name for each in below if isinstance(each, Variable)}
            tiles = {each.name for each in below if isinstance(each, Variable) and isinstance(each.type, Tile)}
            is_plain = all(isinstance(each, _PLAIN) for each in below) and tiles <= self._inits.keys()
            if node.name not in assigned and is_plain and not changing.any_of(names, node.name):
                self._inits[node.name] = node.init

    def init(self, name: str) -> Any:
        """What a tile's name stands for in all of its scope; None where only the variable itself tells."""
        return self._inits.get(name)

    def is_known(self, node: Any) -> bool:
        """Whether a lane of the tile is a scalar that needs no tile in memory."""
        for each in walk(node):
            if isinstance(each.type, Tile) and not isinstance(each, _PLAIN):
                return False
            if isinstance(each, Variable) and isinstance(each.type, Tile) and each.name not in self._inits:
                return False
        return True

    def at(self, node: Any, position: Position, element: Any = None) -> Any:
        """The lane at a position: a scalar for each axis of the tile; a scalar is the same in every lane.

        element: gives a lane of a variable that is not known, by the variable and the position. Raises KeyError
        where there is none.
        """
        if not isinstance(node.type, Tile):
            return node
        if isinstance(node, Variable) and node.name in self._inits:
            return self.at(self._inits[node.name], position, element)
        if isinstance(node, Reshape | Broadcast | Transpose):
            return self.at(node.value, _inside(node, position), element)
        if isinstance(node, Lanes):
            number = linear(position, build.shape_of(node) or (), node.span)
            return build.convert(number, build.element_of(node), node.span)
        if isinstance(node, Splat):
            return node.value
        if isinstance(node, Where):
            condition, then, otherwise = (self.at(each, position, element) for each in children(node))
            return Select(condition, then, otherwise, then.type, node.span)
        if isinstance(node, _ELEMENTWISE):
            return self._elementwise(node, position, element)
        if element is None:
            raise KeyError(node)
        return element(node, position)

    def _elementwise(self, node: Any, position: Position, element: Any) -> Any:
        lanes = {id(each): self.at(each, position, element) for each in children(node)}
        type_ = node.type.element

        def of(value: Any) -> Any:
            return lanes[id(value)]

        match node:
            case Intrinsic():
                return replace(node, arguments=tuple(of(each) for each in node.arguments), type=type_)
            case Binary() | Compare() | PointerDifference():
                return replace(node, left=of(node.left), right=of(node.right), type=type_)
            case PointerOffset():
                return replace(node, pointer=of(node.pointer), offset=of(node.offset), type=type_)
            case _:
                return replace(node, operand=of(node.operand), type=type_)


class _Changes:
    """Where names are assigned: statements are numbered as they are written."""

    def __init__(self, body: tuple[Any, ...]) -> None:
        self._scopes: dict[str, tuple[int, int]] = {}
        self._assigned: dict[str, list[int]] = {}
        self._count = 0
        self._go(body)

    def _go(self, statements: tuple[Any, ...]) -> None:
        declared: list[tuple[str, int]] = []
        for each in statements:
            self._count += 1
            if isinstance(each, Declare):
                declared.append((each.name, self._count))
            elif isinstance(each, Assign) and isinstance(each.target, Variable):
                self._assigned.setdefault(each.target.name, []).append(self._count)
            for name in ("body", "then", "otherwise"):
                below = getattr(each, name, None)
                if isinstance(below, tuple):
                    self._go(below)
        for name, number in declared:
            self._scopes.setdefault(name, (number, self._count))

    def any_of(self, names: Iterable[str], declared: str) -> bool:
        """Whether one of the names is assigned between a declaration and the end of its scope."""
        if declared not in self._scopes:
            return False
        first, last = self._scopes[declared]
        for name in names:
            places = self._assigned.get(name, ())
            at = bisect_right(places, first)
            if at < len(places) and places[at] <= last:
                return True
        return False


def with_snapshots(kernel: TileKernel, fresh: FreshNames) -> TileKernel:
    """The kernel with tiles declared in terms of scalars that stay as they are: where a scalar of a declaration is
    assigned while the tile is in scope, the tile is declared in terms of its copy."""
    assigned = {
        node.target.name
        for node in walk_statements(kernel.body)
        if isinstance(node, Assign) and isinstance(node.target, Variable)
    }
    changing = _Changes(kernel.body)

    def change(node: Any) -> Any:
        if not isinstance(node, Declare) or not isinstance(node.type, Tile) or node.init is None:
            return node
        wanted: dict[str, Variable] = {}
        for each in walk(node.init):
            is_scalar = isinstance(each, Variable) and not isinstance(each.type, Tile)
            if is_scalar and node.name not in assigned and changing.any_of((each.name,), node.name):
                wanted.setdefault(each.name, each)
        if not wanted:
            return node
        copies = {name: replace(each, name=fresh(f"{name}_then")) for name, each in wanted.items()}
        init = rewrite(node.init, lambda each: copies.get(each.name, each) if isinstance(each, Variable) else each)
        kept = tuple(Declare(copies[name].name, each.type, each, each.span) for name, each in wanted.items())
        return (*kept, replace(node, init=init))

    return replace(kernel, body=rewrite_all(kernel.body, change))


def linear(position: Position, shape: tuple[int | str, ...], span: Any) -> Any:
    """The number of a lane, in row-major order, as a scalar INT32."""
    number = position[0]
    for extent, each in zip(shape[1:], position[1:], strict=True):
        number = build.plus(_times(number, extent, span), each, span)
    return number


def _inside(node: Reshape | Broadcast | Transpose, position: Position) -> Position:
    """Where in its operand a node's lane comes from."""
    match node:
        case Reshape():
            return _reshaped(position, build.shape_of(node) or (), build.shape_of(node.value) or ())
        case Broadcast():
            zero = integer(0, INT32, node.span)
            extents = build.shape_of(node.value) or ()
            return tuple(zero if extent == 1 else each for extent, each in zip(extents, position, strict=True))
        case _:
            return tuple(position[node.axes.index(axis)] for axis in range(len(position)))


def _reshaped(position: Position, shape: tuple[int | str, ...], inner: tuple[int | str, ...]) -> Position:
    """The position in a tile of shape `inner` of what is at `position` in one of `shape`."""
    wide, narrow = _wide(shape), _wide(inner)
    span = position[0].span
    if [shape[axis] for axis in wide] == [inner[axis] for axis in narrow]:
        kept = iter([position[axis] for axis in wide])
        return tuple(next(kept) if axis in narrow else integer(0, INT32, span) for axis in range(len(inner)))
    number = linear(position, shape, span)
    found: list[Any] = []
    for extent in reversed(inner[1:]):
        size = extent_of(extent, span)
        found.append(build.binary(BinaryOp.REMAINDER, number, size, span))
        number = build.binary(BinaryOp.DIVIDE, number, size, span)
    return (number, *reversed(found))


def _wide(shape: tuple[int | str, ...]) -> list[int]:
    return [axis for axis, extent in enumerate(shape) if extent != 1]


def extent_of(extent: int | str, span: Any) -> Any:
    """An extent of a tile as a scalar INT32."""
    return integer(extent, INT32, span) if isinstance(extent, int) else Constant(extent, span)


def size_of(shape: tuple[int | str, ...], span: Any) -> Any:
    """How many lanes a tile has, as a scalar INT32."""
    number = 1
    found: Any = None
    for each in shape:
        if isinstance(each, int):
            number *= each
        else:
            name = Constant(each, span)
            found = name if found is None else build.binary(BinaryOp.MULTIPLY, found, name, span)
    return integer(number, INT32, span) if found is None else build.times(found, number, span)


def _times(value: Any, extent: int | str, span: Any) -> Any:
    if isinstance(extent, int):
        return build.times(value, extent, span)
    return build.binary(BinaryOp.MULTIPLY, value, Constant(extent, span), span)
