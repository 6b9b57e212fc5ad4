"""Where elements of matrices lie, as sums along the axes of the grid: for kernels that multiply matrices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Literal,
    PointerOffset,
    Register,
    Special,
    Variable,
)
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantRule,
    Dot,
    Lanes,
    Load,
    Range,
    Reshape,
    Splat,
    TileKernel,
    Where,
)
from transkernel.ir.types import FLOAT32, Pointer, Scalar, Tile
from transkernel.ir.visit import walk, walk_all
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.raising.sums import ZERO, Sum, Sums, number_of

_SIZES = {ConstantRule.BLOCK_X: "x", ConstantRule.BLOCK_Y: "y"}


class NotOfTheUnit(Exception):
    """What a product has that the matrix unit has not."""


@record
class MemoryElement:
    """An element at `pointer + index` for the thread of the place; 0 where one of the conditions is not above 0."""

    pointer: Any
    index: Sum
    conditions: tuple[Sum, ...]
    element: Scalar
    wide: bool


@record
class Along:
    """A sum along an axis of the grid: `step` times the thread's number in the grid, and the rest."""

    step: Sum
    rest: Sum


class MatrixPlaces:
    """Of one kernel. required: what launches must have as a block's extents, by axis."""

    def __init__(self, kernel: TileKernel) -> None:
        self._kernel = kernel
        assigned: dict[str, list[Assign]] = {}
        nodes = [*walk_all(kernel.body)]
        for node in nodes:
            if isinstance(node, Assign) and isinstance(node.target, Variable):
                assigned.setdefault(node.target.name, []).append(node)
        self._assigned = assigned
        self._declared = {each.name: each for each in nodes if isinstance(each, Declare)}
        self._fixed = {name: each.init for name, each in self._declared.items() if name not in assigned}
        self._outside = {each.name for each in kernel.body if isinstance(each, Declare)}
        self._sizes = {each.name: _SIZES.get(each.rule) for each in kernel.constants}
        self._threads = {name: axis for name, init in self._fixed.items() if (axis := self._thread_axis(init))}
        self._sums = Sums(self._opened)
        self._extents: dict[str, Sum] = {}  # of a block, by axis, as the kernel counts them
        self._required: dict[str, int] = {}
        self._is_tiled = any(isinstance(each, Dot) for each in nodes)
        self._unit = 1  # elements along k, that the loop's number counts
        self._along_rows = ""  # the place in a row, where tiles are of rows

    def _thread_axis(self, init: Any) -> str | None:
        """Whether this is `lane % BLOCK_X` or `lane / BLOCK_X`."""
        match init:
            case Binary(op=op, left=lane, right=Constant(name=name)) if self._sizes.get(name) == "x":
                if not self._is_lanes(lane):
                    return None
                return {BinaryOp.REMAINDER: "x", BinaryOp.DIVIDE: "y"}.get(op)
        return None

    def _is_lanes(self, node: Any) -> bool:
        return isinstance(self._meaning(node), Lanes)

    def _meaning(self, node: Any) -> Any:
        """What stands behind names and splats, and lines that are rows or columns of a tile."""
        while True:
            if isinstance(node, Splat | Broadcast) or (isinstance(node, Reshape) and 1 in (build.shape_of(node) or ())):
                node = node.value
            elif isinstance(node, Variable) and self._fixed.get(node.name) is not None:
                node = self._fixed[node.name]
            else:
                return node

    def _opened(self, node: Variable) -> Any:
        """Scalars stay names, but those of the loop, and where they say which block it is."""
        init = self._fixed.get(node.name)
        if init is None or node.name in self._threads:
            return None
        inside = isinstance(node.type, Tile) or node.name not in self._outside
        return init if inside or self._is_of_block(init) else None

    def _is_of_block(self, node: Any, axes: str = "xy") -> bool:
        """Whether a value says which block of the grid it is, along one of the axes."""
        for each in walk(node):
            if isinstance(each, Special) and each.register is Register.BLOCK_INDEX and "xyz"[each.axis] in axes:
                return True
            init = self._fixed.get(each.name) if isinstance(each, Variable) else None
            if init is not None and self._is_of_block(init, axes):
                return True
        return False

    def _is_kept(self, *nodes: Any) -> bool:
        """Whether values are those that they are before everything else."""
        names = {each.name for node in nodes for each in walk(node) if isinstance(each, Variable)}
        inits = [self._fixed[each] for each in names if self._fixed.get(each) is not None]
        return not names & self._assigned.keys() and all(self._is_kept(each) for each in inits)

    def _is_zero(self, node: Any) -> bool:
        node = self._meaning(node)
        while isinstance(node, Convert):
            node = self._meaning(node.operand)
        return isinstance(node, Literal) and node.value == 0

    def _size(self, axis: str) -> str:
        return next((name for name, each in self._sizes.items() if each == axis), "")

    def _thread(self, axis: str) -> str:
        found = next((name for name, each in self._threads.items() if each == axis), None)
        if found is None:
            raise NotOfTheUnit("the block has one axis")
        return found

    def _element(self, node: Any) -> MemoryElement:
        node = self._meaning(node)
        wide = build.element_of(node)
        while isinstance(node, Convert) and wide == FLOAT32:
            node = self._meaning(node.operand)
        conditions: list[Sum] = []
        if isinstance(node, Where) and self._is_zero(node.otherwise):
            conditions += self._conditions(node.condition)
            node = self._meaning(node.then)
        if not isinstance(node, Load) or node.volatile:
            raise NotOfTheUnit("a factor is no element of memory")
        if node.mask is not None:
            conditions += self._conditions(node.mask)
        pointer, index, is_wide = self._place(node.pointer)
        element = build.element_of(node)
        return MemoryElement(pointer, index, tuple(dict.fromkeys(conditions)), element, is_wide)

    def _place(self, node: Any) -> tuple[Any, Sum, bool]:
        """(scalar pointer, elements behind it, whether these are counted in 64 bits)."""
        node = self._meaning(node)
        if isinstance(node, PointerOffset):
            pointer, index, wide = self._place(node.pointer)
            is_fixed = not isinstance(node.offset.type, Tile) and not self._is_of_block(node.offset)
            if is_fixed and index == ZERO:
                return replace(node, pointer=pointer), index, wide
            wide = wide or any(build.element_of(each).bits > 32 for each in _integers(node.offset))
            return pointer, index.plus(self._sums.of(node.offset)), wide
        if isinstance(node, Variable) and isinstance(node.type, Pointer):
            return self._moved(node), ZERO, False
        raise NotOfTheUnit("a matrix lies where a pointer of its own says")

    def _moved(self, node: Variable) -> Any:
        """A parameter that is moved once, before everything else, to where it is moved."""
        moves = self._assigned.get(node.name, [])
        if not moves:
            return node
        value = moves[0].value
        mentions = [each for each in walk(value) if isinstance(each, Variable) and each.name == node.name]
        is_before = any(
            each is moves[0] for each in takewhile(lambda each: not isinstance(each, Range), self._kernel.body)
        )
        if len(moves) != 1 or not is_before or len(mentions) != 1 or self._is_of_block(value):
            raise NotOfTheUnit("a pointer is moved while the product is computed")
        if not all(self._is_kept(each.offset) for each in walk(value) if isinstance(each, PointerOffset)):
            raise NotOfTheUnit("a size changes while the product is computed")
        return value

    def _conditions(self, mask: Any) -> Iterator[Sum]:
        """Of each condition that must hold, what is above 0 then. That the lane is a thread is none."""
        mask = self._meaning(mask)
        match mask:
            case Binary(op=BinaryOp.AND):
                yield from self._conditions(mask.left)
                yield from self._conditions(mask.right)
            case Compare(op=CompareOp.LESS, left=left, right=right):
                if not self._is_lanes(left) or self._sums.of(right) != self._threads_of_block():
                    yield self._sums.of(right).plus(self._sums.of(left), -1)
            case Compare(op=CompareOp.GREATER, left=left, right=right):
                yield self._sums.of(left).plus(self._sums.of(right), -1)
            case Compare(op=CompareOp.LESS_EQUAL, left=left, right=right):
                yield self._sums.of(right).plus(self._sums.of(left), -1).plus(number_of(1))
            case Compare(op=CompareOp.GREATER_EQUAL, left=left, right=right):
                yield self._sums.of(left).plus(self._sums.of(right), -1).plus(number_of(1))
            case Literal(value=True):
                return
            case _:
                raise NotOfTheUnit("a mask is more than the edges of a matrix")

    def _threads_of_block(self) -> Sum:
        return Sum({tuple(sorted((self._size("x"), self._size("y")))): 1})

    def _along(self, total: Sum, axis: str) -> Along:
        """The thread's number in the grid taken out of a sum."""
        thread, block = self._thread(axis), f"block_index.{axis}"
        step, rest = total.over((thread,), 1)
        by_block, rest = rest.over((block,), 1)
        if step == ZERO and by_block == ZERO:
            return Along(step, rest)
        extent = self._extent(step, by_block, axis)
        if self._extents.setdefault(axis, extent) != extent:
            raise NotOfTheUnit("threads are counted in two ways")
        return Along(step, rest)

    def _extent(self, step: Sum, by_block: Sum, axis: str) -> Sum:
        """Of a block along the axis: how many threads of the grid the next block is away."""
        size = Sum({(self._size(axis),): 1})
        if by_block == step.times(size):
            return size
        for key, number in step.terms.items():
            often, left = divmod(by_block.terms.get(key, 0), number)
            is_extent = often > 0 and not left and by_block == step.times(number_of(often))
            if is_extent and self._required.setdefault(axis, often) == often:
                return number_of(often)
        raise NotOfTheUnit("the blocks of the grid do not lie side by side")

    def _is_near(self, *totals: Sum) -> bool:
        """Whether a sum still says which thread or block it is."""
        near = {*self._threads, *(f"block_index.{axis}" for axis in "xy")}
        return any(total.atoms & near for total in totals)

    def _is_outside(self, total: Sum) -> bool:
        """Whether a sum is one number for the grid."""
        return not any(self._is_of_block(self._sums.nodes[atom], "xyz") for atom in total.atoms)

    def _end(self, condition: Sum, axes: tuple[str, str]) -> tuple[str, Sum]:
        for axis in axes:
            along = self._along(condition, axis)
            if along.step.number == -1 and not self._is_near(along.rest):
                return axis, along.rest
        raise NotOfTheUnit("a mask is more than the edges of a matrix")


def literal(node: Any) -> int | None:
    """The integer that a node is."""
    return node.value if isinstance(node, Literal) and isinstance(node.value, int) else None


def _integers(node: Any) -> Iterator[Any]:
    for each in walk(node):
        element = build.element_of(each) if hasattr(each, "type") else None
        if isinstance(element, Scalar) and element.is_integer:
            yield each
