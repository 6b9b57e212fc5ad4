"""A sum of products along tiles in registers becomes a product of tiles.

    for (k = 0; k < T; ++k)                                       a, b: tiles that shared arrays became (resident.py)
        sum += gather(a, row * S + k) * gather(b, k * U + column);
=>
    sum += gather(dot(a as [R, T], b as [T, C]), row * C + column)

What must hold:
- T is a power of two. The loop does nothing but such sums; row, column, S and U are the same in all its turns. Either
  array may lie the other way.
- Both elements are looked at under one mask. Of other lanes a and b gave anything, and the product does.
- R and C are what the arrays have room for, so that rows and columns that threads may ask for are there; where the
  column is the thread's x, C is no more than what a launch may have.

A loop around it that adds to `sum` nowhere else keeps the product, and lanes ask for their element behind it.

Of floating-point sums the order changes, and nothing else; what is narrower than the sum is multiplied exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import gcd
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Comment,
    CompareOp,
    Convert,
    Declare,
    Intrinsic,
    Literal,
    SharedVariable,
    Variable,
    integer,
)
from transkernel.ir.tile import (
    Constant,
    ConstantRule,
    Dot,
    Gather,
    Lanes,
    Range,
    Requirement,
    Splat,
    TileKernel,
    TileProgram,
    Transpose,
    Where,
)
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT32, INT8, INT32, UINT8, Array, Scalar, Tile
from transkernel.ir.visit import map_children, rewrite, walk, walk_all, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.facts import Facts, number, plain

Statements = tuple[Any, ...]
_LARGEST = 1 << 14
_EXACT = {(FLOAT16, FLOAT32), (BFLOAT16, FLOAT32), (INT8, INT32), (UINT8, INT32)}


def products(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program with a Dot for each such sum."""
    elements = {each.name: _elements(each.type) for each in shared}
    kernel = program.kernel
    return replace(program, kernel=replace(kernel, body=_Products(kernel, elements).body(kernel.body)))


def _elements(type_: Any) -> int:
    return type_.extent * _elements(type_.element) if isinstance(type_, Array) else 1


@record
class _Factor:
    """A matrix of `outer` rows, each as long as the loop, or turned; index: the terms of which row a lane asks for."""

    matrix: Any
    is_turned: bool
    outer: int
    index: tuple[tuple[int, Any], ...]
    mask: Any


@record
class _Product:
    """of, left [rows, inner], right [inner, columns]; index: of each lane its element of the product."""

    sum: Variable
    dot: Any
    index: Any
    span: Span

    def added(self, product: Any) -> Assign:
        """The statement that adds each lane's element of a product to its sum."""
        rows, columns = product.type.shape
        flat = build.reshape(product, (rows * columns,), self.span)
        own = build.gather(flat, self.index, 0, self.span)
        return Assign(self.sum, build.binary(BinaryOp.ADD, self.sum, own, self.span), self.span)


class _Products:
    def __init__(self, kernel: TileKernel, elements: Mapping[str, int]) -> None:
        self._kernel = kernel
        self._elements = elements
        self._facts = Facts(kernel)
        nodes = [*walk_all(kernel.body)]
        names: set[str] = {node.name for node in nodes if isinstance(node, Declare | Range)}
        names |= {each.name for each in kernel.parameters} | {each.name for each in kernel.constants}
        self._fresh = FreshNames(names)
        targets = (node.target for node in nodes if isinstance(node, Assign))
        self._assigned = frozenset(each.name for each in targets if isinstance(each, Variable))

    def body(self, body: Statements) -> Statements:
        made: list[Any] = []
        for node in body:
            if not isinstance(node, Range):
                made.append(map_children(node, self._inside))
                continue
            found = self._sums(node)
            if found is not None:
                made += [each.added(each.dot) for each in found]
            else:
                made += self._around(node)
        return tuple(made)

    def _inside(self, node: Any) -> Any:
        return self.body((node,)) if isinstance(node, Range) else map_children(node, self._inside)

    def _around(self, loop: Range) -> Statements:
        """A loop; the products that it adds up are kept in front of it."""
        before: list[Any] = []
        behind: list[Any] = []
        inside: list[Any] = []
        for node in loop.body:
            found = self._sums(node) if isinstance(node, Range) else None
            for each in found or ():
                if not self._is_kept(each, loop):
                    inside.append(each.added(each.dot))
                    continue
                total = Variable(self._fresh("product"), each.dot.type, each.span)
                before.append(Declare(total.name, total.type, each.dot.accumulator, each.span))
                inside.append(Assign(total, replace(each.dot, accumulator=total), each.span))
                behind.append(each.added(total))
            if found is None:
                inside += self.body((node,))
        return (*before, replace(loop, body=tuple(inside)), *behind)

    def _is_kept(self, product: _Product, loop: Range) -> bool:
        """Whether nothing else in the loop looks at the sum, and lanes ask for the same element in all of its turns."""
        name = product.sum.name
        changed = {node.name for node in walk_statements(loop.body) if isinstance(node, Declare | Range)} | {loop.name}
        fixed = changed.isdisjoint(_names(product.index)) and self._assigned.isdisjoint(_names(product.index))
        others = [node for node in loop.body if not (isinstance(node, Range) and self._sums(node) is not None)]
        return fixed and not any(name in _names(node) for node in others)

    # ------------------------------------------------------------ the pattern

    def _sums(self, loop: Range) -> list[_Product] | None:
        """What the loop adds up, where it does nothing else."""
        count = number(loop.stop)
        if number(loop.start) != 0 or number(loop.step) != 1 or count is None or count < 2 or count & (count - 1):
            return None
        named: dict[str, Any] = {}
        found: list[_Product] = []
        for node in loop.body:
            match node:
                case Comment():
                    continue
                case Declare(name=name, init=value) if value is not None and name not in self._assigned:
                    named[name] = _with(value, named)
                case Assign(target=Variable() as target, value=value):
                    product = self._product(target, _with(value, named), loop.name, count)
                    if product is None:
                        return None
                    found.append(product)
                case _:
                    return None
        targets = [each.sum.name for each in found]
        apart = len({*targets}) == len(targets) and not any(_names(each.index) & {*targets} for each in found)
        return found if found and apart else None

    def _product(self, target: Variable, value: Any, k: str, count: int) -> _Product | None:
        """`sum + a * b`"""
        factors = _factors(target.name, value)
        type_ = build.element_of(target)
        if factors is None or not isinstance(type_, Scalar):
            return None
        left, right = (self._factor(each, k, count, type_) for each in factors)
        if left is None or right is None or not _same(left.mask, right.mask):
            return None
        rows, columns, span = left.outer, right.outer, value.span
        if max(rows, columns) * count > _LARGEST or rows * columns > _LARGEST:
            return None
        alike = build.element_of(left.matrix) == build.element_of(right.matrix)
        one, other = (each.matrix if alike else build.convert(each.matrix, type_, span) for each in (left, right))
        result = Tile(type_, (rows, columns))
        zero = Splat(Literal(0.0 if type_.is_float else 0, type_, span), result, span)
        dot = Dot(
            _turned(one, span) if left.is_turned else one,
            other if right.is_turned else _turned(other, span),
            zero, result, span,
        )  # fmt: skip
        index = build.plus(build.times(_total(left.index, span), columns, span), _total(right.index, span), span)
        if left.mask is not None:
            index = build.where(left.mask, index, integer(0, INT32, span), span)
        shape = build.shape_of(target)
        return None if shape is None else _Product(target, dot, build.splat(index, shape, span), span)

    def _factor(self, value: Any, k: str, count: int, type_: Scalar) -> _Factor | None:
        """`gather(tile, terms + stride * k)`"""
        found = value.operand if isinstance(value, Convert) and _keeps(value) else value
        if not isinstance(found, Gather) or not isinstance(found.value, Variable) or build.element_of(value) != type_:
            return None
        shape = build.shape_of(found.value)
        if shape is None or len(shape) != 1 or not isinstance(shape[0], int):
            return None
        element = build.element_of(found)
        if element != type_ and (element, type_) not in _EXACT:
            return None
        index, mask = found.index, None
        if isinstance(index, Where) and number(index.otherwise) == 0:
            index, mask = index.then, index.condition
        terms = _terms(index)
        steps = [by for by, of in terms if isinstance(of, Variable) and of.name == k]
        rest = tuple((by, of) for by, of in terms if not (isinstance(of, Variable) and of.name == k))
        if len(steps) != 1 or any(by <= 0 for by, _ in terms) or k in _names(mask):
            return None
        if any(k in _names(of) for _, of in rest):
            return None
        return self._matrix(found.value, rest, mask, steps[0], count, found.span)

    def _matrix(
        self, tile: Variable, terms: tuple[tuple[int, Any], ...], mask: Any, stride: int, count: int, span: Span
    ) -> _Factor | None:
        """Rows of as many elements as the loop has turns, that lie together, or one below the other."""
        elements = self._extent(tile)
        if stride == 1:
            apart = gcd(*(by for by, _ in terms)) or count
            outer = _power((elements - count) // apart + 1)
            if apart < count or outer < 1:
                return None
            rows = tuple((by // apart, of) for by, of in terms)
            return _Factor(_rows(tile, outer, count, apart, span), False, outer, rows, mask)
        wide = elements - (count - 1) * stride
        if len(terms) == 1 and terms[0][0] == 1 and self._is_thread_x(terms[0][1]):
            wide = min([wide, *(_bound(each) for each in self._kernel.requirements)])
        outer = _power(wide)
        if not 1 <= outer <= 2 * stride:
            return None
        return _Factor(_rows(tile, count, outer, stride, span), True, outer, terms, mask)

    def _extent(self, tile: Variable) -> int:
        """How many elements CUDA's array has, or the tile."""
        assert isinstance(tile.type, Tile)
        return self._elements.get(tile.name, int(tile.type.shape[0]))

    def _is_thread_x(self, node: Any) -> bool:
        """`lane % BLOCK_X`"""
        match self._facts.meaning(node):
            case Binary(op=BinaryOp.REMAINDER, left=left, right=Constant(name=name)):
                rules = {each.name: each.rule for each in self._kernel.constants}
                return self._facts.is_lane(left) and rules.get(name) is ConstantRule.BLOCK_X
        return False


def _factors(name: str, value: Any) -> tuple[Any, Any] | None:
    match value:
        case Intrinsic(id="fma", arguments=(left, right, Variable(name=added))) if added == name:
            return left, right
        case Binary(op=BinaryOp.ADD, left=one, right=other):
            product = other if isinstance(one, Variable) and one.name == name else one
            total = one if product is other else other
            fits = isinstance(total, Variable) and total.name == name
            if fits and isinstance(product, Binary) and product.op is BinaryOp.MULTIPLY:
                return product.left, product.right
    return None


def _keeps(node: Convert) -> bool:
    return node.rounding is None and not node.saturate


def _turned(matrix: Any, span: Span) -> Any:
    rows, columns = matrix.type.shape
    return Transpose(matrix, (1, 0), Tile(build.element_of(matrix), (columns, rows)), span)


def _rows(tile: Variable, rows: int, columns: int, stride: int, span: Span) -> Any:
    """[rows, columns] of a tile of one axis, whose rows begin `stride` apart."""
    assert isinstance(tile.type, Tile)
    extent = int(tile.type.shape[0])
    value: Any = tile
    if stride != columns or rows * columns != extent:
        lanes = Lanes(Tile(INT32, (rows * columns,)), span)
        by, width = integer(stride, INT32, span), integer(columns, INT32, span)
        row = build.binary(BinaryOp.MULTIPLY, build.binary(BinaryOp.DIVIDE, lanes, width, span), by, span)
        index = build.plus(row, build.binary(BinaryOp.REMAINDER, lanes, width, span), span)
        if (rows - 1) * stride + columns > extent:
            inside = build.compare(CompareOp.LESS, index, integer(extent, INT32, span), span)
            index = build.where(inside, index, integer(0, INT32, span), span)
        value = build.gather(tile, index, 0, span)
    return build.reshape(value, (rows, columns), span)


def _terms(node: Any) -> list[tuple[int, Any]]:
    """An integer as a sum of multiples; of None is a number itself."""
    node = plain(node)
    match node:
        case Literal(value=int() as value):
            return [(value, None)] if value else []
        case Binary(op=BinaryOp.ADD, left=left, right=right):
            return [*_terms(left), *_terms(right)]
        case Binary(op=BinaryOp.MULTIPLY, left=left, right=right):
            for factor, other in ((left, right), (right, left)):
                by = plain(factor)
                if isinstance(by, Literal):
                    return [(int(by.value) * times, of) for times, of in _terms(other)]
    return [(1, node)]


def _total(terms: Any, span: Span) -> Any:
    total: Any = integer(0, INT32, span)
    for by, of in terms:
        term = integer(by, INT32, span) if of is None else build.times(build.convert(of, INT32, span), by, span)
        total = build.plus(total, term, span)
    return total


def _with(value: Any, named: Mapping[str, Any]) -> Any:
    return rewrite(value, lambda node: named.get(node.name, node) if isinstance(node, Variable) else node)


def _names(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)} if node is not None else set()


def _same(left: Any, right: Any) -> bool:
    """Whether two masks are one."""
    if left is None or right is None:
        return left is right
    return isinstance(left, Variable) and isinstance(right, Variable) and left.name == right.name


def _bound(requirement: Requirement) -> int:
    is_bound = requirement.rule is ConstantRule.BLOCK_X and not isinstance(requirement.number, ConstantRule)
    return int(requirement.number) if is_bound else _LARGEST


def _power(value: int) -> int:
    return 1 << (value - 1).bit_length() if value > 0 else 0
