"""A product of matrices on the matrix unit: tiles of it in turn, each as sums over steps of the depth.

Factors go from memory to L1, from there to where the unit reads them (L0A, L0B), sums gather in L0C and go to memory
from there. All buffers are of queues, two deep, so that each step's copies run beside the product of the one before.
What is beyond an edge is not copied, and the unit is told how much there is: it counts nothing else.
"""

from __future__ import annotations

from math import prod
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import BinaryOp, CompareOp, Declare, If, Literal, Register, Special, Variable, integer
from transkernel.ir.placed import (
    Acquire,
    Buffer,
    Clear,
    MatrixIn,
    MatrixOut,
    Multiply,
    PlacedKernel,
    PlacedProgram,
    Release,
    Role,
    Split,
    TileLoop,
)
from transkernel.ir.tile import Constant, ConstantRule, Range, Requirement, TileKernel, TileProgram
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, INT32, INT64, Tile
from transkernel.ir.visit import walk, walk_all, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.placement.cube_places import NotOfTheUnit
from transkernel.tile.placement.cube_products import Matrix, Product, product_of
from transkernel.tile.placement.machine import Machine, MatrixUnit
from transkernel.tile.placement.place import names_of
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.raising.sums import ZERO, Sum

_DEPTH = 2  # of each queue
_RULES = {"x": ConstantRule.BLOCK_X, "y": ConstantRule.BLOCK_Y}


def place_product(program: TileProgram, machine: Machine) -> PlacedProgram | None:
    """The program for cores with a matrix unit; None where it has no product. Raises NotOfTheUnit."""
    product = None if machine.matrix is None else product_of(program.kernel)
    if product is None or machine.matrix is None:
        return None
    if (product.left.element, FLOAT32) not in machine.matrix.products:
        raise NotOfTheUnit(f"the unit does not multiply {product.left.element}")
    if product.target.element not in (FLOAT32, FLOAT16, BFLOAT16):
        raise NotOfTheUnit(f"the sums are stored as {product.target.element}")
    made = _Placer(program.kernel, product, machine.matrix, FreshNames(_names_left(program))).kernel()
    return PlacedProgram(made, program.globals, program.symbols, program.structs)


def _names_left(program: TileProgram) -> set[str]:
    """What is called something in the placed program, too: not its tiles."""
    tiles = {
        each.name
        for each in walk_statements(program.kernel.body)
        if isinstance(each, Declare) and isinstance(each.type, Tile)
    }
    return names_of(program) - tiles


class _Placer:
    def __init__(self, kernel: TileKernel, product: Product, unit: MatrixUnit, fresh: FreshNames) -> None:
        self._kernel = kernel
        self._product = product
        self._unit = unit
        self._fresh = fresh
        self._span = product.span
        element = product.left.element
        room = min(unit.memories[each].bytes for each in (Role.LEFT, Role.RIGHT))
        self._step = room * 8 // (_DEPTH * unit.side * element.bits)
        factor = (unit.side, self._step)
        names = (self._name_of(product.left), self._name_of(product.right))
        self._staged = tuple(
            Buffer(fresh(f"{name}_l1"), element, factor, role, depth=_DEPTH)
            for name, role in zip(names, (Role.STAGED_LEFT, Role.STAGED_RIGHT), strict=True)
        )
        self._factors = tuple(
            Buffer(fresh(f"{name}_l0"), element, factor, role, depth=_DEPTH)
            for name, role in zip(names, (Role.LEFT, Role.RIGHT), strict=True)
        )
        self._sums = Buffer(fresh(product.name), FLOAT32, (unit.side, unit.side), Role.SUMS, depth=_DEPTH)

    def _name_of(self, matrix: Matrix) -> str:
        return next(each.name for each in walk(matrix.pointer) if isinstance(each, Variable))

    def kernel(self) -> PlacedKernel:
        kernel, product = self._kernel, self._product
        body = self._body()
        used = {each.name for each in walk_all(body) if isinstance(each, Constant)}
        constants = tuple(each for each in kernel.constants if each.name in used)
        requirements = tuple(
            Requirement(_RULES[axis], extent, False, f"the tiles in shared memory are {extent} wide")
            for axis, extent in product.extents
        )
        buffers = (*self._staged, *self._factors, self._sums)
        _fits(buffers, self._unit, kernel)
        return PlacedKernel(
            kernel.name, kernel.cuda_name, kernel.parameters, constants, buffers, (), body, kernel.span, None,
            kernel.comments, kernel.reasons, kernel.cuda_parameters, requirements, on_matrix_unit=True,
            tier="the matrix unit, as the kernel is a product of matrices and nothing else",
        )  # fmt: skip

    # ------------------------------------------------------------ the whole product

    def _body(self) -> tuple[Any, ...]:
        product = self._product
        height = self._declared("height", self._extent(product.rows, product.row_axis))
        width = self._declared("width", self._extent(product.columns, product.column_axis))
        row, column = (Variable(self._fresh(each), INT32, self._span) for each in ("row", "column"))
        inside = self._tile(row, column, height.name, width.name)
        names = {each.name for each in walk_all(inside) if isinstance(each, Variable)}
        scalars = self._scalars(names)
        loop = TileLoop(
            row.name, column.name, self._variable(height), self._variable(width), self._unit.side,
            (*scalars, *inside), self._span,
        )  # fmt: skip
        outer = self._scalars({each.name for each in walk_all((height, width)) if isinstance(each, Variable)})
        return (*product.comments, *outer, height, width, loop)

    def _scalars(self, names: set[str]) -> tuple[Any, ...]:
        """Declarations of CUDA's kernel that the names are of, and those that these are made of."""
        made: list[Any] = []
        for each in reversed(self._kernel.body):
            if isinstance(each, Declare) and not isinstance(each.type, Tile) and each.name in names:
                made.append(each)
                names |= {node.name for node in walk(each.init) if isinstance(node, Variable)}
        return tuple(reversed(made))

    def _extent(self, ends: tuple[Sum, ...], axis: str) -> Any:
        """Where the rows or columns end: at an edge, or where the grid does."""
        register = Special(Register.GRID_SIZE, "xyz".index(axis), self._span)
        blocks = build.convert(register, INT32, self._span)
        known = dict(self._product.extents).get(axis)
        size: Any = integer(known, INT32, self._span) if known is not None else self._block(axis)
        found = build.binary(BinaryOp.MULTIPLY, blocks, size, self._span)
        nodes = self._product.sums.nodes
        wide = any(build.element_of(nodes[atom]).bits > 32 for each in ends for atom in each.atoms)
        type_ = INT64 if wide else INT32
        found = build.convert(found, type_, self._span)
        for each in ends:
            found = build.intrinsic("min", (self._node(each, wide), found), type_, self._span)
        return build.convert(found, INT32, self._span)

    def _block(self, axis: str) -> Constant:
        name = next(each.name for each in self._kernel.constants if each.rule is _RULES[axis])
        return Constant(name, self._span)

    # ------------------------------------------------------------ a tile of it

    def _tile(self, row: Any, column: Any, height: str, width: str) -> tuple[Any, ...]:
        product, span, sums = self._product, self._span, self._sums
        rows = self._declared("m", self._rest(self._named(height), row, self._unit.side))
        columns = self._declared("n", self._rest(self._named(width), column, self._unit.side))
        m, n = self._variable(rows), self._variable(columns)
        whole: Any = product.depth
        depth = () if isinstance(whole, Variable) else (self._declared("depth", whole),)
        if depth:
            whole = self._variable(depth[0])
        k = Variable(self._fresh("k"), INT32, span)
        step = integer(self._step, INT32, span)
        none = integer(0, INT32, span)
        loop = Range(k.name, none, whole, step, self._turn(row, column, k, m, n, whole), INT32, span)
        nothing = build.compare(CompareOp.LESS_EQUAL, whole, none, span)
        target = self._at(product.target, row, column)
        out = MatrixOut(target, sums.name, product.target.element, m, n, self._step_of(product.target), span)
        return (
            rows, columns, *depth, Acquire(sums.name, span), loop, If(nothing, self._zeros(m, n), (), span), out,
            Release(sums.name, span),
        )  # fmt: skip

    def _turn(self, row: Any, column: Any, k: Any, m: Any, n: Any, whole: Any) -> tuple[Any, ...]:
        product, span = self._product, self._span
        declared = self._declared("k_count", self._rest(whole, k, self._step))
        count = self._variable(declared)
        (left_staged, right_staged), (left, right) = self._staged, self._factors
        at_left = self._at(product.left, row, k)
        turned = product.right.turned
        at_right = self._at(product.right, column, k) if turned else self._at(product.right, k, column)
        fresh = build.compare(CompareOp.EQUAL, k, integer(0, INT32, span), span)
        return (
            declared,
            Acquire(left_staged.name, span),
            MatrixIn(left_staged.name, at_left, m, count, self._step_of(product.left), span),
            Acquire(right_staged.name, span),
            MatrixIn(right_staged.name, at_right, count, n, self._step_of(product.right), span, turned),
            Acquire(left.name, span),
            Split(left.name, left_staged.name, m, count, span),
            Release(left_staged.name, span),
            Acquire(right.name, span),
            Split(right.name, right_staged.name, count, n, span, turned),
            Release(right_staged.name, span),
            Multiply(self._sums.name, left.name, right.name, m, n, count, fresh, span),
            Release(left.name, span),
            Release(right.name, span),
        )

    def _zeros(self, m: Any, n: Any) -> tuple[Any, ...]:
        """Sums of nothing: the unit makes them of zeros."""
        span, (left, right) = self._span, self._factors
        one, always = integer(1, INT32, span), Literal(True, BOOL, span)
        return (
            Acquire(left.name, span), Clear(left.name, span), Acquire(right.name, span), Clear(right.name, span),
            Multiply(self._sums.name, left.name, right.name, m, n, one, always, span),
            Release(left.name, span), Release(right.name, span),
        )  # fmt: skip

    # ------------------------------------------------------------ places in memory

    def _at(self, matrix: Matrix, row: Any, column: Any) -> Any:
        span = self._span
        index = build.plus(
            build.binary(BinaryOp.MULTIPLY, self._wide(row, matrix), self._step_of(matrix), span),
            self._wide(column, matrix),
            span,
        )
        if matrix.rest != ZERO:
            index = build.plus(self._node(matrix.rest, matrix.wide), index, span)
        return build.offset(matrix.pointer, simplified(index), span)

    def _step_of(self, matrix: Matrix) -> Any:
        return self._node(matrix.step, matrix.wide)

    def _wide(self, node: Any, matrix: Matrix) -> Any:
        return build.convert(node, INT64, self._span) if matrix.wide else node

    def _node(self, total: Sum, wide: bool = False) -> Any:
        return self._product.sums.node(total, self._span, INT64 if wide else INT32)

    # ------------------------------------------------------------ names

    def _rest(self, whole: Any, first: Any, most: int) -> Any:
        """How many there are from the first on, of at most so many."""
        left = build.binary(BinaryOp.SUBTRACT, whole, first, self._span)
        return build.intrinsic("min", (integer(most, INT32, self._span), left), INT32, self._span)

    def _declared(self, name: str, value: Any) -> Declare:
        return Declare(self._fresh(name), INT32, simplified(value), self._span, const=True)

    def _variable(self, declared: Any) -> Variable:
        return Variable(declared.name, INT32, self._span)

    def _named(self, name: str) -> Variable:
        return Variable(name, INT32, self._span)


def _fits(buffers: tuple[Buffer, ...], unit: MatrixUnit, kernel: TileKernel) -> None:
    """Raises Refusal TK0484."""
    taken: dict[str, int] = {}
    for each in buffers:
        memory = unit.memories[each.role]
        bytes_ = prod(size for size in each.extent if isinstance(size, int)) * each.element.bits // 8
        padded = -(-bytes_ // memory.alignment) * memory.alignment
        taken[memory.name] = taken.get(memory.name, 0) + each.depth * padded
        if taken[memory.name] > memory.bytes:
            text = f"the tiles of the product take {taken[memory.name]} bytes; {memory.name} has {memory.bytes}"
            raise refuse("TK0484", text, kernel.span)
