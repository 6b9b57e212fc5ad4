"""Kernels whose whole body is a product of matrices, as the matrices that it is of.

    for (k = 0; k < K; ++k) sum += A[row * K + k] * B[k * N + column]         one thread an element; or
    partial += A[rows, start + lanes] * B[rows, start + lanes]                one thread two rows (row_tiles.py); or
    product = dot(a, b, product)                                              tiles that a block has filled with A and B
    ... C[row * N + column] = sum

What must hold:
- An element of the left factor is at `rest + step * row + k`, one of the right factor at `rest + step * k + column`, or
  at `rest + step * column + k` where it lies turned around; row and column are those of the grid's thread: `block *
  extent + thread`. That of the product is at `rest + step * row + column`.
- What a factor is masked by, the store is masked by: rows and columns beyond an edge are in nobody's sum. Along k, both
  factors end at one place, or at the loop's end.
- Nothing is done with a sum but to round and to store it. The matrix unit has nothing else.
- The sum is of floats; the factors are of one type that the unit multiplies.

Elements are then independent of one another, and of how CUDA's grid cuts the product into blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Barrier,
    Binary,
    BinaryOp,
    Comment,
    Convert,
    Declare,
    Intrinsic,
    Variable,
    integer,
)
from transkernel.ir.tile import (
    Constant,
    Dot,
    Gather,
    Load,
    Range,
    Reduce,
    ReduceOp,
    Reshape,
    Store,
    TileKernel,
    Where,
)
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, INT32, Scalar, Tile
from transkernel.ir.visit import walk, walk_all
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.placement.cube_places import MatrixPlaces, MemoryElement, NotOfTheUnit, literal
from transkernel.tile.raising.sums import Sum, Sums, number_of

_NARROW = (FLOAT16, BFLOAT16)


@record
class Matrix:
    """Elements at `pointer + rest + step * row` and those behind it. wide: indices have 64 bits. turned: the rows in
    memory are the matrix' columns."""

    pointer: Any
    rest: Sum
    step: Sum
    element: Scalar
    wide: bool
    turned: bool = False


@record
class Product:
    """target = left * right. row_axis, column_axis: of the grid. rows, columns: where each ends, beside the grid's end.
    depth: how long a sum is. extents: what launches must have as a block's extents, by axis. sums: Sum's nodes."""

    left: Matrix
    right: Matrix
    target: Matrix
    row_axis: str
    column_axis: str
    rows: tuple[Sum, ...]
    columns: tuple[Sum, ...]
    depth: Any
    extents: tuple[tuple[str, int], ...]
    sums: Sums
    name: str
    span: Any
    comments: tuple[Comment, ...]


def product_of(kernel: TileKernel) -> Product | None:
    """The product that the kernel is; None for those that have none. Raises NotOfTheUnit where there is more to it."""
    if not any(_is_product(each) for each in walk_all(kernel.body)):
        return None
    return _Reader(kernel).product()


def _is_product(node: Any) -> bool:
    """A Dot, or a loop that adds products up."""
    if isinstance(node, Dot):
        return True
    return isinstance(node, Range) and any(_factors(each) or _factors(_inside_row(each)) for each in node.body)


def _inside_row(node: Any) -> Any:
    """What a tile of rows is given as far as the rows go: `total` of `tile = where(inside, total, tile)`."""
    match node:
        case Assign(target=Variable(name=name), value=Where(then=then, otherwise=Variable(name=old))) if old == name:
            return replace(node, value=then)
    return None


def _factors(node: Any) -> tuple[str, Any, Any] | None:
    """(sum, left, right) of `sum = sum + left * right` on tiles."""
    if not isinstance(node, Assign) or not isinstance(node.target, Variable) or not isinstance(node.target.type, Tile):
        return None
    name = node.target.name
    match node.value:
        case Intrinsic(id="fma", arguments=(left, right, Variable(name=old))) if old == name:
            return name, left, right
        case Binary(op=BinaryOp.ADD, left=Variable(name=old), right=Binary(op=BinaryOp.MULTIPLY) as product) if (
            old == name
        ):
            return name, product.left, product.right
        case Binary(op=BinaryOp.ADD, left=Binary(op=BinaryOp.MULTIPLY) as product, right=Variable(name=old)) if (
            old == name
        ):
            return name, product.left, product.right
    return None


class _Reader(MatrixPlaces):
    # ------------------------------------------------------------ the kernel

    def product(self) -> Product:
        loop, store = self._statements()
        dots = [each for each in loop.body if isinstance(each, Assign) and isinstance(each.value, Dot)]
        rows = [each for each in map(_inside_row, loop.body) if each is not None and _factors(each)]
        if dots:
            made = self._of_tiles(loop, dots[0], store)
        else:
            made = self._of_rows(loop, rows[0], store) if rows else self._of_elements(loop, store)
        comments = tuple(each for each in self._kernel.body if isinstance(each, Comment))
        return replace(made, comments=comments)

    def _statements(self) -> tuple[Range, Store]:
        """The loop and the store; everything else only names values."""
        body = [each for each in self._kernel.body if not isinstance(each, Declare | Comment | Barrier)]
        loops = [each for each in body if isinstance(each, Range)]
        others = [each for each in body[:-1] if not isinstance(each, Range | Assign)]
        if len(loops) != 1 or others or not isinstance(body[-1], Store):
            raise NotOfTheUnit("there is more in the kernel than a product")
        loads = sum(isinstance(each, Load) for each in walk_all(self._kernel.body))
        if loads != 2 or self._kernel.scratch is not None:
            raise NotOfTheUnit("what is stored is made of more than two matrices")
        return loops[0], body[-1]

    def _assigned_once(self, name: str, where: tuple[Any, ...]) -> Any:
        """What a variable is given, which is given once, in that list."""
        found = self._assigned.get(name, [])
        if len(found) != 1 or not any(each is found[0] for each in where):
            raise NotOfTheUnit("more is done with the product than to store it, which vectors do")
        return found[0].value

    # ------------------------------------------------------------ one thread an element

    def _of_elements(self, loop: Range, store: Store) -> Product:
        body = [each for each in loop.body if not isinstance(each, Declare | Comment)]
        found = _factors(body[0]) if len(body) == 1 else None
        if found is None or literal(loop.start) != 0 or literal(loop.step) != 1:
            raise NotOfTheUnit("the loop does more than to add products up")
        name, *factors = found
        if self._stored(store) != name:
            raise NotOfTheUnit("more is done with the product than to store it, which vectors do")
        self._assigned_once(name, loop.body)
        self._starts_as_zero(name)
        elements = [self._element(each) for each in factors]
        return self._joined(loop, store, name, elements, self._depth_of(loop, 1, None))

    def _depth_of(self, loop: Range, unit: int, end: Sum | None) -> Any:
        """How long the sums are: to the loop's end, whose number counts `unit` each, and not beyond `end`."""
        if build.element_of(loop.stop).bits > 32:
            raise NotOfTheUnit("the sums are counted in 64 bits")
        span, stop = loop.span, build.convert(loop.stop, INT32, loop.span)
        step = literal(loop.step) or 1
        if self._is_of_block(stop) or not self._is_kept(stop):
            raise NotOfTheUnit("the sums are not all of one length")
        if end is None and step > 1:
            more = build.plus(stop, integer(step - 1, INT32, span), span)
            return build.times(build.binary(BinaryOp.DIVIDE, more, integer(step, INT32, span), span), step, span)
        whole = build.times(stop, unit, span)
        if end is None or end == self._sums.of(whole):
            return whole
        return build.intrinsic("min", (self._sums.node(end, span), whole), INT32, span)

    def _starts_as_zero(self, name: str) -> None:
        declared = self._declared.get(name)
        if declared is None or not self._is_zero(declared.init):
            raise NotOfTheUnit("the sum does not begin as 0")

    def _stored(self, store: Store) -> str:
        """The sum that is stored, as it is or rounded."""
        value = self._meaning(store.value)
        if isinstance(value, Convert) and build.element_of(value) in _NARROW and value.rounding is None:
            value = self._meaning(value.operand)
        if not isinstance(value, Variable) or build.element_of(value) != FLOAT32 or store.volatile:
            raise NotOfTheUnit("more is done with the product than to store it, which vectors do")
        return value.name

    def _of_rows(self, loop: Range, sum_: Assign, store: Store) -> Product:
        """Both factors by rows: the tile of a round is [LANES, width], and its sums are those of its rows."""
        name, *factors = _factors(sum_) or ("",)
        body = [each for each in loop.body if not isinstance(each, Declare | Comment)]
        if len(body) != 1 or literal(loop.start) != 0 or not isinstance(loop.step, Constant):
            raise NotOfTheUnit("the loop does more than to add products up")
        total = self._stored(store)
        self._assigned_once(name, loop.body)
        for each in (name, total):
            self._starts_as_zero(each)
        match self._assigned_once(total, self._behind(loop)):
            case Binary(
                op=BinaryOp.ADD, left=Variable(name=old), right=Reduce(op=ReduceOp.ADD, value=Variable(name=of), axis=1)
            ) if old == total and of == name:
                pass
            case _:
                raise NotOfTheUnit("more is done with the product than to store it, which vectors do")
        self._along_rows = f"lanes<{loop.step.name} x i32>"
        elements = [self._element(each) for each in factors]
        end = self._common_end(elements, loop.name)
        if end is None or end != self._sums.of(loop.stop):
            raise NotOfTheUnit("the sums do not end where the loop does")
        return self._joined(loop, store, total, elements, self._depth_of(loop, 1, end))

    def _behind(self, loop: Range) -> tuple[Any, ...]:
        body = self._kernel.body
        return body[next(at for at, each in enumerate(body) if each is loop) :]

    # ------------------------------------------------------------ tiles of a block

    def _of_tiles(self, loop: Range, sum_: Assign, store: Store) -> Product:
        dot: Any = sum_.value
        name = self._name(sum_.target)
        shape, inner = build.shape_of(dot) or (), (build.shape_of(dot.left) or (None,))[-1]
        side, step = shape[0], literal(loop.step)
        if not isinstance(side, int) or {*shape, inner} != {side} or build.element_of(dot) != FLOAT32:
            raise NotOfTheUnit("the tiles of a block are not square, or none of floats")
        if literal(loop.start) != 0 or step not in (1, side):
            raise NotOfTheUnit("the loop does not go from one tile to the next")
        self._unit = side // (step or 1)
        if self._name(dot.accumulator) != name:
            raise NotOfTheUnit("the loop does more than to add products up")
        self._assigned_once(name, loop.body)
        self._starts_as_zero(name)
        self._only_tiles(loop, dot, name)
        total = self._stored(store)
        self._is_gathered(total, name, side, loop)
        self._required = {"x": side, "y": side}
        elements = [self._filled(each, side, loop) for each in (dot.left, dot.right)]
        depth = self._depth_of(loop, self._unit, self._common_end(elements, loop.name))
        return self._joined(loop, store, total, elements, depth)

    def _name(self, node: Any) -> str:
        return node.name if isinstance(node, Variable) else ""

    def _only_tiles(self, loop: Range, dot: Dot, name: str) -> None:
        filled = {each.name for side in (dot.left, dot.right) for each in walk(side) if isinstance(each, Variable)}
        targets = [self._name(each.target) for each in loop.body if isinstance(each, Assign)]
        others = [each for each in loop.body if not isinstance(each, Assign | Declare | Comment | Barrier)]
        if others or sorted(targets) != sorted({*filled & {*targets}, name}) or targets[-1] != name:
            raise NotOfTheUnit("the loop does more than to add products up")

    def _is_gathered(self, total: str, name: str, side: int, loop: Range) -> None:
        """Whether each lane stores its element: `sum + gather(product, thread_y * side + thread_x)`."""
        self._starts_as_zero(total)
        match self._assigned_once(total, self._behind(loop)):
            case Binary(op=BinaryOp.ADD, left=Variable(name=old), right=Gather(value=Reshape() as tile, index=index)):
                index = self._meaning(index)
                index = index.then if isinstance(index, Where) else index
                wanted = Sum({(self._thread("y"),): side, (self._thread("x"),): 1})
                if old == total and self._name(tile.value) == name and self._sums.of(index) == wanted:
                    return
        raise NotOfTheUnit("more is done with the product than to store it, which vectors do")

    def _filled(self, operand: Any, side: int, loop: Range) -> MemoryElement:
        """An element of a tile that threads have filled, as what the thread of its place has loaded."""
        source = operand.value if isinstance(operand, Reshape) else None
        pitch: int | None = side
        if isinstance(source, Gather):
            pitch = self._pitch(self._sums.of(source.index), side)
            source = source.value
        name = self._name(source)
        match self._assigned_once(name, loop.body) if name else None:
            case Where(then=Gather(value=value, index=owner), otherwise=Variable(name=old)) if old == name:
                owner = self._meaning(owner)
                owner = owner.then if isinstance(owner, Where) else owner
                if pitch is not None and self._owner_pitch(self._sums.of(owner)) == pitch:
                    return self._element(value)
        raise NotOfTheUnit("a factor is no tile that the block has filled")

    def _pitch(self, index: Sum, side: int) -> int | None:
        """Of `lane / side * pitch + lane % side`."""
        found = self._digits(index)
        if found is None:
            is_whole = len(index.terms) == 1 and [*index.terms.values()] == [1]
            return side if is_whole else None
        factor, by = found
        return factor.number if by == side else None

    def _owner_pitch(self, index: Sum) -> int | None:
        """Of `slot / pitch * BLOCK_X + slot % pitch`."""
        found = self._digits(index)
        if found is None or found[0] != Sum({(self._size("x"),): 1}):
            return None
        return found[1]

    def _digits(self, index: Sum) -> tuple[Sum, int] | None:
        """(factor, by) of `lanes / by * factor + lanes % by`."""
        low = [key[0] for key in index.terms if len(key) == 1 and self._op(key[0]) is BinaryOp.REMAINDER]
        high = [atom for key in index.terms for atom in key if self._op(atom) is BinaryOp.DIVIDE]
        if len(low) != 1 or len(high) != 1 or index.terms[low[0],] != 1:
            return None
        parts: list[Any] = [self._sums.nodes[each] for each in (low[0], high[0])]
        by = [literal(each.right) for each in parts]
        factor, rest = index.over((high[0],), 1)
        if by[0] is None or by[0] != by[1] or not all(self._is_lanes(each.left) for each in parts):
            return None
        return (factor, by[0]) if rest == Sum({(low[0],): 1}) else None

    def _op(self, atom: str) -> BinaryOp | None:
        node = self._sums.nodes.get(atom)
        return node.op if isinstance(node, Binary) else None

    def _common_end(self, elements: list[MemoryElement], start: str) -> Sum | None:
        """Where both factors end along k; None where neither does."""
        left, right = (self._depth_ends(each, start, other) for each, other in zip(elements, "xy", strict=True))
        if left != right or len(left) > 1:
            raise NotOfTheUnit("the factors do not end at one place")
        return next(iter(left), None)

    def _depth_ends(self, element: MemoryElement, start: str, other: str) -> set[Sum]:
        found = set()
        for each in element.conditions:
            if start in each.atoms:
                step, rest = self._depthwise(each, start, other)
                if step.number != -1 or self._is_near(rest) or not self._is_outside(rest):
                    raise NotOfTheUnit("a mask is more than the edges of a matrix")
                found.add(rest)
        return found

    # ------------------------------------------------------------ both factors and the product

    def _joined(self, loop: Range, store: Store, name: str, elements: list[MemoryElement], depth: Any) -> Product:
        pointer, index, wide = self._place(store.pointer)
        row_axis, column_axis = self._axes(elements)
        if not self._is_tiled and index.over((self._thread(row_axis),), 1)[0].number == 1:
            elements, row_axis, column_axis = elements[::-1], column_axis, row_axis  # they were multiplied so
        rows = self._along(index, row_axis)
        columns = self._along(rows.rest, column_axis)
        if columns.step.number != 1 or self._is_near(columns.rest, rows.step):
            raise NotOfTheUnit("the elements of a row of the product do not lie side by side")
        target = Matrix(pointer, columns.rest, rows.step, build.element_of(store.value), wide)
        ends = self._ends(self._conditions(store.mask), row_axis, column_axis)
        left, right = self._matrices(elements, loop.name, row_axis, column_axis, ends)
        if left.element != right.element:
            raise NotOfTheUnit("the factors are of two types")
        edges = (*ends[row_axis], *ends[column_axis])
        if not all(self._is_outside(each) for each in edges):
            raise NotOfTheUnit("the edges of the product are not the same in the whole grid")
        self._keeps(left, right, target, edges)
        return Product(
            left, right, target, row_axis, column_axis, tuple(ends[row_axis]), tuple(ends[column_axis]), depth,
            tuple(self._required.items()), self._sums, name, loop.span, (),
        )  # fmt: skip

    def _keeps(self, left: Matrix, right: Matrix, target: Matrix, edges: tuple[Sum, ...]) -> None:
        """Whether all that is left to compute is what it was before the loop."""
        matrices = (left, right, target)
        atoms = {atom for total in edges for atom in total.atoms}
        atoms |= {atom for each in matrices for atom in each.rest.atoms | each.step.atoms}
        if not self._is_kept(*(self._sums.nodes[atom] for atom in atoms)):
            raise NotOfTheUnit("a size changes while the product is computed")

    def _axes(self, elements: list[MemoryElement]) -> tuple[str, str]:
        """The axis of the first factor, and that of the second."""
        if self._is_tiled:
            return "y", "x"
        found = [{self._threads[atom] for atom in each.index.atoms if atom in self._threads} for each in elements]
        if len(found) != 2 or any(len(each) != 1 for each in found) or found[0] == found[1]:
            raise NotOfTheUnit("the factors are not rows times columns")
        (row,), (column,) = found
        return row, column

    def _ends(self, conditions: Iterator[Sum], row_axis: str, column_axis: str) -> dict[str, list[Sum]]:
        """Where rows and columns end."""
        ends: dict[str, list[Sum]] = {row_axis: [], column_axis: []}
        for each in conditions:
            axis, end = self._end(each, (row_axis, column_axis))
            if end not in ends[axis]:
                ends[axis].append(end)
        return ends

    def _matrices(
        self, elements: list[MemoryElement], start: str, row_axis: str, column_axis: str, ends: dict[str, list[Sum]]
    ) -> tuple[Matrix, Matrix]:
        own = {0: row_axis, 1: column_axis}
        made = []
        for number, each in enumerate(elements):
            axis, other = own[number], own[1 - number]
            along_k, rest = self._depthwise(each.index, start, other)
            along = self._along(rest, axis)
            left = along.rest.atoms | along.step.atoms | along_k.atoms
            if self._is_near(along.rest, along.step, along_k) or start in left:
                raise NotOfTheUnit("a factor does not lie as a matrix")
            turned = number == 1 and along.step.number != 1
            row, column = (along_k, along.step) if number == 1 and not turned else (along.step, along_k)
            if column.number != 1:
                raise NotOfTheUnit("the elements of a row of a factor do not lie side by side")
            for condition in each.conditions:
                self._is_known(condition, start, (row_axis, column_axis), ends)
            made.append(Matrix(each.pointer, along.rest, row, each.element, each.wide, turned))
        return made[0], made[1]

    def _depthwise(self, index: Sum, start: str, other: str) -> tuple[Sum, Sum]:
        """(step along k, the rest): k is the loop's number, and in tiles what the other axis' thread is added to, in
        rows the place in the row."""
        step, rest = index.over((start,), 1)
        if not self._is_tiled and not self._along_rows:
            return step, rest
        thread, rest = rest.over((self._along_rows or self._thread(other),), 1)
        if thread.times(number_of(self._unit)) != step:
            raise NotOfTheUnit("a factor does not lie as a matrix")
        return thread, rest

    def _is_known(self, condition: Sum, start: str, axes: tuple[str, str], ends: dict[str, list[Sum]]) -> None:
        """Whether the store is masked by that too, or it is where the sums end."""
        if start in condition.atoms and (self._is_tiled or self._along_rows):
            return  # where the sums end
        if start not in condition.atoms:
            axis, end = self._end(condition, axes)
            if end in ends[axis]:
                return
        raise NotOfTheUnit("a factor has an edge where the product has none")
