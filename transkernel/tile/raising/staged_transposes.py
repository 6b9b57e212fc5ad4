"""A tile that a block stages to turn it around is loaded at once, transposed and stored at once.

    for (o = 0; o < 32; o += 8)                              v = load(in + ... slot / 32 ... slot % 32)
        s[ty + o][tx] = in[(y + o) * width + x];             v = reshape(transpose(reshape(v, 32, 32)), 1024)
    for (o = 0; o < 32; o += 8)                              store(out + ... slot / 32 ... slot % 32, v)
        out[(y' + o) * height + x'] = s[tx][ty + o];

What must hold, for an array `s` beside what staged_loads.py asks of its stores:
- It has two coordinates, and is read by one statement: a store to memory of what is read and nothing else, alone or in
  a counted loop.
- That statement's first coordinate is one axis of the block where the stores' first one is another.
- One of the two goes through lines in a loop, which says what block it is for.
- Lanes and rounds go through each element of a tile of powers of two once, where they store and where they load: a
  coordinate is an axis of the block, or an axis and a loop whose step is the block's extent along it. The launch must
  have a block of these extents.
- Between, nobody stores to what is loaded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    BinaryOp,
    Comment,
    Convert,
    Declare,
    If,
    SharedVariable,
    Variable,
    While,
    boolean,
    integer,
)
from transkernel.ir.tile import Lanes, Load, Range, Requirement, Store, TileKernel, TileProgram, Transpose
from transkernel.ir.types import INT32, Tile
from transkernel.ir.visit import rewrite, walk, walk_all, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.affine import Indices
from transkernel.tile.raising.conditions import Conditions
from transkernel.tile.raising.homes import top_size
from transkernel.tile.raising.shared_accesses import SharedArray
from transkernel.tile.raising.staged_loads import Staging, without_arrays
from transkernel.tile.raising.staged_values import Fill, NotOfThePlace, Said, Staged, all_of
from transkernel.tile.raising.sums import Sum, Sums

__all__ = ["staged_transposes"]

_MOST = 4096  # elements of a tile
Statements = tuple[Any, ...]
Axis = tuple[str, int | None, int]  # the block's extent, the numbers of a loop, its step


def staged_transposes(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program without the shared arrays that turn a tile around."""
    return without_arrays(program, shared, lambda kernel, array: _Transpose(kernel, array).kernel())


class _Transpose(Staging):
    def __init__(self, kernel: TileKernel, array: SharedArray) -> None:
        super().__init__(kernel, array)
        nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
        self._fresh = FreshNames(each.name for each in nodes if hasattr(each, "name"))
        self._rules = {each.name: each.rule for each in kernel.constants}

    def kernel(self) -> TileKernel:
        filled = self._fill()
        if len(self._fills) != 1 or len(filled.fills) != 1 or len(filled.fills[0].strides) != 2:
            raise NotOfThePlace
        fill = filled.fills[0]
        position, drain = self._drain()
        store = self._only_store(drain)
        staged, out = self._read(position, drain, store, fill)
        extents, requirements = self._extents(fill, out)
        rows, columns = extents
        made = self._loaded_tile(fill, rows, columns)
        turned = self._turned(made[-1], store, rows, columns)
        stored = self._stored_tile(staged, out, store, turned[-1], rows, columns)
        places = {id(self._fills[0]): made, id(drain): (*turned, *stored)}
        fixed = {each.rule for each in requirements}
        others = tuple(each for each in self._bounds.requirements if each.rule not in fixed)
        return self._made(_replaced(self._kernel.body, places), (*requirements, *others))

    # ------------------------------------------------------------ where it is read

    def _drain(self) -> tuple[int, Any]:
        """The only statement that reads the array, and where it stands behind the stores."""
        found = [(at, node) for at, node in enumerate(self._rest) if self._touches(node)]
        if len(found) != 1 or not isinstance(found[0][1], Store | Range):
            raise NotOfThePlace
        return found[0]

    def _only_store(self, node: Any) -> Store:
        """The store of a statement that does nothing else."""
        if isinstance(node, Store):
            return node
        if not isinstance(node, Range):
            raise NotOfThePlace
        left = [each for each in node.body if not isinstance(each, Declare | Comment)]
        if len(left) != 1:
            raise NotOfThePlace
        return self._only_store(left[0])

    def _read(self, position: int, drain: Any, store: Store, fill: Fill) -> tuple[Staged, Fill]:
        """What the store says of an element that it reads."""
        load = store.value.operand if isinstance(store.value, Convert) else store.value
        if not isinstance(load, Load) or not self._is_ours(load.pointer) or store.volatile or load.volatile:
            raise NotOfThePlace
        known = _definitions((*self._before, *self._fills, *self._rest[:position]), self._assigned)
        inner = {node.name for node in walk(drain) if isinstance(node, Declare | Range)}
        scalars = {
            node.name for node in walk_statements(self._kernel.body) if isinstance(node, Declare) and _is_scalar(node)
        }
        fixed = frozenset(({each.name for each in self._kernel.parameters} | scalars) - inner)

        def opened(node: Variable) -> Any:
            init = known.get(node.name, self._inits.get(node.name))
            changes = init is None or (
                {each.name for each in walk(init) if isinstance(each, Variable)} & self._assigned
            )
            return None if node.name in fixed or (changes and node.name not in known) else init

        sums = Sums(opened)
        conditions = Conditions(self._kernel, Indices(self._kernel, FreshNames(())))
        staged = Staged(sums, self._deep, self._bounds, conditions, fixed, self._array.extent)
        coordinates = staged.cut(sums.of(load.pointer.offset), fill.strides, sums)
        masks = tuple(each for each in conditions.conditions(store.mask) if not staged.is_nothing(each))
        return staged, Fill(fill.strides, coordinates, store.value, masks, ())

    # ------------------------------------------------------------ which elements there are

    def _extents(self, fill: Fill, out: Fill) -> tuple[tuple[int, int], tuple[Requirement, ...]]:
        """Rows and columns of the array's tile, and what the launch must keep to for that."""
        terms = [self._axis(each) for each in (*fill.coordinates, *out.coordinates)]
        if terms[0][0] == terms[2][0] or {terms[0][0], terms[1][0]} != {terms[2][0], terms[3][0]}:
            raise NotOfThePlace
        if all(rounds is None for _, rounds, _ in terms):  # nothing says which block it is for
            raise NotOfThePlace
        sizes, blocks = _sizes(terms, -(-(self._array.extent or 0) // fill.strides[0]))
        rows, columns = sizes
        if not rows or not columns or rows * columns > _MOST or any(each & (each - 1) for each in (rows, columns)):
            raise NotOfThePlace
        if any((step or sizes[at % 2]) != blocks[name] for at, (name, _, step) in enumerate(terms)):
            raise NotOfThePlace
        if any(rounds not in (None, sizes[at % 2]) for at, (_, rounds, _) in enumerate(terms)):
            raise NotOfThePlace
        if columns > fill.strides[0] or self._has_other_axes({*blocks}):
            raise NotOfThePlace
        reason = f"`{self._array.name}` is a tile that threads go through in such lines"
        return (rows, columns), tuple(
            Requirement(self._rules[name], size, False, reason) for name, size in blocks.items()
        )

    def _has_other_axes(self, names: set[str]) -> bool:
        return any(str(rule).startswith("block_") and name not in names for name, rule in self._rules.items())

    def _axis(self, coordinate: Sum) -> Axis:
        """The extent of the block's axis that a coordinate goes along; the numbers that it goes through with a loop,
        and the loop's step."""
        name, rounds, step = "", None, 0
        for key, number in coordinate.terms.items():
            atom = key[0] if len(key) == 1 else ""
            if number != 1 or not atom:
                raise NotOfThePlace
            digit = self._bounds.digit(self._staged.seen(atom))
            loop = self._bounds.loop(atom)
            if digit is not None and not name:
                size = digit.size if digit.size is not None else top_size(digit.below, self._kernel)
                if size is None or size.number != 1 or len(size.names) != 1:
                    raise NotOfThePlace
                name = size.names[0]
            elif loop is not None and rounds is None:
                start, stop, by = (self._deep.of(each).number for each in (loop.start, loop.stop, loop.step))
                if start != 0 or not stop or not by or stop % by:
                    raise NotOfThePlace
                rounds, step = stop, by
            else:
                raise NotOfThePlace
        if not name:
            raise NotOfThePlace
        return name, rounds, step

    # ------------------------------------------------------------ tiles

    def _places(self, extent: int, columns: int, span: Span) -> tuple[list[Any], Any, Any]:
        """Statements that number a tile's elements, in lines of as many; line and place in it."""
        type_ = Tile(INT32, (extent,))
        slots = Variable(self._fresh("slot"), type_, span)
        lanes: Any = Lanes(type_, span)
        by = integer(columns, INT32, span)
        made: list[Any] = [Declare(slots.name, type_, lanes, span)]
        found = []
        for name, op in (("line", BinaryOp.DIVIDE), ("column", BinaryOp.REMAINDER)):
            variable = Variable(self._fresh(name), type_, span)
            made.append(Declare(variable.name, type_, build.binary(op, slots, by, span), span))
            found.append(variable)
        return made, found[0], found[1]

    def _loaded_tile(self, fill: Fill, rows: int, columns: int) -> tuple[Any, ...]:
        span = fill.value.span
        made, line, column = self._places(rows * columns, columns, span)
        value = self._staged.at(fill, [line, column], span)
        variable = Variable(self._fresh(self._array.name), Tile(build.element_of(value), (rows * columns,)), span)
        return (*made, Declare(variable.name, variable.type, build.splat(value, (rows * columns,), span), span))

    def _turned(self, declared: Declare, store: Store, rows: int, columns: int) -> tuple[Any, ...]:
        span = store.span
        tile = Variable(declared.name, declared.type, span)
        element = build.element_of(tile)
        turned = Transpose(build.reshape(tile, (rows, columns), span), (1, 0), Tile(element, (columns, rows)), span)
        value: Any = build.reshape(turned, (rows * columns,), span)
        if isinstance(store.value, Convert):
            value = replace(store.value, operand=value, type=Tile(build.element_of(store.value), (rows * columns,)))
        name = self._fresh(f"{self._array.name}_across")
        return (Declare(name, value.type, value, span),)

    def _stored_tile(
        self, staged: Staged, out: Fill, store: Store, declared: Declare, rows: int, columns: int
    ) -> tuple[Any, ...]:
        span, shape = store.span, (rows * columns,)
        made, line, column = self._places(rows * columns, rows, span)
        said = Said(staged, out, [column, line])
        mask = all_of([said.of(each) for each in out.conditions], span)
        mask = build.splat(boolean(True, span) if mask is None else mask, shape, span)
        pointer = build.splat(said.of(store.pointer), shape, span)
        return (*made, Store(pointer, Variable(declared.name, declared.type, span), mask, span))


def _sizes(terms: list[Axis], outer: int) -> tuple[list[int], dict[str, int]]:
    """How many values both coordinates have, 0 where that is not known, and the extents of the block's axes. outer: how
    many the first one has where nothing else says so."""
    sizes = [0, 0]
    blocks: dict[str, int] = {}
    for at, (name, rounds, step) in enumerate(terms):
        if rounds is not None:
            sizes[at % 2], blocks[name] = rounds, step
    sizes[0] = sizes[0] or outer
    for _ in range(2):
        for at, (name, rounds, _step) in enumerate(terms):
            if rounds is None and sizes[at % 2]:
                blocks.setdefault(name, sizes[at % 2])
            elif rounds is None:
                sizes[at % 2] = blocks.get(name, 0)
    return sizes, blocks


def _is_scalar(node: Declare) -> bool:
    return not isinstance(node.type, Tile)


def _definitions(body: Statements, assigned: set[str]) -> dict[str, Any]:
    """What variables that change are behind statements, in those that do not; None where it is not known."""
    known: dict[str, Any] = {}

    def settled(node: Any) -> Any:
        def change(each: Any) -> Any:
            found = known.get(each.name) if isinstance(each, Variable) and each.name in assigned else None
            return each if found is None else found

        made = rewrite(node, change)
        names = {each.name for each in walk(made) if isinstance(each, Variable)}
        return None if names & assigned else made

    for node in body:
        if isinstance(node, Declare) and node.name in assigned:
            known[node.name] = None if node.init is None else settled(node.init)
        elif isinstance(node, Assign) and isinstance(node.target, Variable):
            known[node.target.name] = settled(node.value)
        elif isinstance(node, Range | While | If):
            for each in walk(node):
                if isinstance(each, Assign) and isinstance(each.target, Variable):
                    known[each.target.name] = None
    return known


def _replaced(body: Statements, places: dict[int, tuple[Any, ...]]) -> Statements:
    made: list[Any] = []
    for node in body:
        if id(node) in places:
            made += places[id(node)]
        elif isinstance(node, If):
            then, otherwise = _replaced(node.then, places), _replaced(node.otherwise, places)
            made.append(replace(node, then=then, otherwise=otherwise))
        else:
            made.append(node)
    return tuple(made)
