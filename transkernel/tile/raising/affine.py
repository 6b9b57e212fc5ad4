"""Indices that are sums of the digits of a thread's number: `33 * (lane / BLOCK_X) + lane % BLOCK_X + 8 * row`.

A digit is `lane / below % size`: threadIdx.y of a block with two axes is the digit below which lie BLOCK_X lanes. An
index is a factor for each digit and a rest that all lanes share. All of it holds modulo 2**32, as indices of shared
memory lie far below that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Convert, Declare, Literal, Variable
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant, Lanes, Load, Splat, TileAtomic, TileKernel
from transkernel.ir.types import INT32, Tile
from transkernel.ir.visit import rewrite, walk, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.raising.facts import is_wide, plain
from transkernel.tile.raising.known import known


@record
class Product:
    """A number times constants of the kernel, whose names are sorted."""

    number: int = 1
    names: tuple[str, ...] = ()

    def times(self, other: Product) -> Product:
        return Product(self.number * other.number, tuple(sorted((*self.names, *other.names))))

    def over(self, other: Product) -> Product | None:
        """The quotient, where it is one of products."""
        names = [*self.names]
        for name in other.names:
            if name not in names:
                return None
            names.remove(name)
        whole = other.number and self.number % other.number == 0
        return Product(self.number // other.number, tuple(names)) if whole else None


ONE = Product()


@record
class Digit:
    """`lane / below % size`; without a size the topmost one: `lane / below`."""

    below: Product
    size: Product | None


WHOLE = Digit(ONE, None)


@record
class Factor:
    """A product, or a scalar that is none (`scalar`; `product` is then one more factor)."""

    product: Product
    scalar: Any = None

    @property
    def number(self) -> int | None:
        return self.product.number if self.scalar is None and not self.product.names else None


@record
class Affine:
    """rest: a scalar INT32, None for 0."""

    terms: tuple[tuple[Digit, Factor], ...]
    rest: Any = None

    @property
    def is_lane(self) -> bool:
        """Whether each lane has its own number."""
        return self.rest is None and self.terms == ((WHOLE, Factor(ONE)),)


class Indices:
    """Of one kernel. snapshots: scalars whose value at a declaration is wanted later, `{declared name: {scalar: its
    copy}}`; the copies stand before the declaration. assumed: what constants must be for the last
    answer of `of`."""

    def __init__(self, kernel: TileKernel, fresh: FreshNames) -> None:
        nodes = [*walk_statements(kernel.body)]
        self._assigned = {
            node.target.name for node in nodes if isinstance(node, Assign) and isinstance(node.target, Variable)
        }
        self._inits = {
            node.name: node.init for node in nodes if isinstance(node, Declare) and node.name not in self._assigned
        }
        self._constants = {each.name for each in kernel.constants}
        self._fresh = fresh
        self.snapshots: dict[str, dict[str, Variable]] = {}
        self.assumed: dict[str, int] = {}
        self._table: dict[BinaryOp, Callable[[Binary, str], Affine | None]] = {
            BinaryOp.ADD: self._sum, BinaryOp.SUBTRACT: self._sum, BinaryOp.MULTIPLY: self._product,
            BinaryOp.SHIFT_LEFT: self._shifted, BinaryOp.DIVIDE: self._quotient, BinaryOp.SHIFT_RIGHT: self._quotient,
            BinaryOp.REMAINDER: self._remainder, BinaryOp.AND: self._remainder,
        }  # fmt: skip

    def of(self, node: Any) -> Affine | None:
        """The index as such a sum; None where it is none."""
        self.assumed = {}
        found = self._of(node, "")
        return None if found is None else _merged(found)

    def is_fixed(self, node: Any) -> bool:
        """Whether a value is the same wherever it is computed."""
        reads = any(isinstance(each, Load | TileAtomic) for each in walk(node))
        return not reads and not {each.name for each in walk(node) if isinstance(each, Variable)} & self._assigned

    def init(self, name: str) -> Any:
        """What a name that is never assigned is; None of others."""
        return self._inits.get(name)

    # ------------------------------------------------------------ values

    def _of(self, node: Any, where: str) -> Affine | None:
        """where: the declaration that the value stands in."""
        if isinstance(node, Splat):
            return self._of(node.value, where)
        if not isinstance(node.type, Tile):
            reads = any(isinstance(each, Load | TileAtomic) for each in walk(node))
            return _scalar(self._fixed(node, where)) if is_wide(node) and not reads else None
        match node:
            case Convert() if is_wide(node) and is_wide(node.operand):
                return self._of(node.operand, where)
            case Variable() if self._inits.get(node.name) is not None:
                return self._of(self._inits[node.name], node.name)
            case Lanes():
                return Affine(((WHOLE, Factor(ONE)),))
            case Binary() if node.op in self._table and is_wide(node):
                return self._table[node.op](node, where)
        return None

    def _fixed(self, node: Any, where: str) -> Any:
        """A scalar that means later what it means in the declaration."""
        changing = {each.name for each in walk(node) if isinstance(each, Variable)} & self._assigned if where else ()
        if not changing:
            return node
        copies = self.snapshots.setdefault(where, {})
        for each in walk(node):
            if isinstance(each, Variable) and each.name in changing and each.name not in copies:
                copies[each.name] = Variable(self._fresh(f"{each.name}_then"), each.type, each.span)
        return rewrite(node, lambda each: copies.get(each.name, each) if isinstance(each, Variable) else each)

    def _sum(self, node: Binary, where: str) -> Affine | None:
        whole = _whole(node)
        if whole is not None:
            return self._of(whole, where)
        left, right = self._of(node.left, where), self._of(node.right, where)
        if left is None or right is None:
            return None
        if node.op is BinaryOp.SUBTRACT:
            right = _scaled(right, Factor(Product(-1)))
        return _total(left, right)

    def _product(self, node: Binary, where: str) -> Affine | None:
        sides = self._of(node.left, where), self._of(node.right, where)
        for one, other in (sides, sides[::-1]):
            if one is not None and other is not None and not one.terms:
                return _scaled(other, self._factor(one.rest))
        return None

    def _shifted(self, node: Binary, where: str) -> Affine | None:
        left, by = self._of(node.left, where), _literal(node.right)
        if left is None or by is None or not 0 <= by < 31:
            return None
        return _scaled(left, Factor(Product(1 << by)))

    def _factor(self, scalar: Any) -> Factor:
        if scalar is None:
            return Factor(Product(0))
        size = self.size(scalar)
        return Factor(size) if size is not None else Factor(ONE, scalar)

    def size(self, node: Any) -> Product | None:
        """A scalar that is a literal or a constant, or a product of such."""
        node = plain(node)
        number = _literal(node)
        if number is not None:
            return Product(number)
        if isinstance(node, Constant):
            return Product(1, (node.name,))
        if isinstance(node, Variable) and self._inits.get(node.name) is not None:
            return self.size(self._inits[node.name])
        if isinstance(node, Binary) and node.op is BinaryOp.MULTIPLY:
            left, right = self.size(node.left), self.size(node.right)
            return None if left is None or right is None else left.times(right)
        return None

    def _quotient(self, node: Binary, where: str) -> Affine | None:
        digit, by = self._digit(node.left, where), self.size(node.right)
        if node.op is BinaryOp.SHIFT_RIGHT:
            by = _power(by)
        if digit is None or by is None or by.number <= 0:
            return None
        size = None
        if digit.size is not None:
            size = digit.size.over(by)
            if size is None:
                return None
        return Affine(((Digit(digit.below.times(by), size), Factor(ONE)),))

    def _remainder(self, node: Binary, where: str) -> Affine | None:
        digit, by = self._digit(node.left, where), self.size(node.right)
        if node.op is BinaryOp.AND:
            by = _power_above(by)
        if digit is None or by is None or by.number <= 0:
            return None
        if digit.size == by:
            return Affine(((digit, Factor(ONE)),))
        if digit.size is not None and digit.size.over(by) is None:
            return None
        return Affine(((Digit(digit.below, by), Factor(ONE)),))

    def _digit(self, node: Any, where: str) -> Digit | None:
        """The digit that a value is, alone."""
        found = self._of(node, where)
        found = None if found is None else self._put_together(_merged(found))
        if found is None or found.rest is not None or len(found.terms) != 1:
            return None
        ((digit, factor),) = found.terms
        return digit if factor == Factor(ONE) else None

    def _put_together(self, value: Affine) -> Affine:
        """`16 * y + x`, taken apart again by a division, is meant for a block of 16 threads along x."""
        if len(value.terms) != 2:
            return value
        for (low, small), (high, large) in (value.terms, value.terms[::-1]):
            names = low.size.names if low.size is not None and low.size.number == 1 else ()
            ratio = large.number if small == Factor(ONE) else None
            if len(names) == 1 and ratio is not None and ratio > 1 and high.below == low.below.times(Product(1, names)):
                self.assumed[names[0]] = ratio
                size = None if high.size is None else high.size.times(Product(ratio))
                return Affine(((Digit(low.below, size), small),), value.rest)
        return value


# ------------------------------------------------------------ sums


def _scalar(node: Any) -> Affine:
    if _literal(node) == 0:
        return Affine(())
    return Affine((), build.convert(node, INT32, node.span))


def _scaled(value: Affine, by: Factor) -> Affine:
    if by.number == 0:
        return Affine(())
    terms = []
    for digit, factor in value.terms:
        scalar = factor.scalar if by.scalar is None else by.scalar
        if factor.scalar is not None and by.scalar is not None:
            scalar = build.binary(BinaryOp.MULTIPLY, _int(factor.scalar), _int(by.scalar), by.scalar.span)
        terms.append((digit, Factor(factor.product.times(by.product), scalar)))
    rest = value.rest
    if rest is not None:
        rest = _times(rest, by)
    return Affine(tuple(terms), rest)


def factor_value(factor: Factor, span: Any) -> Any:
    """The factor as a scalar INT32."""
    value: Any = Literal(factor.product.number, INT32, span)
    for name in factor.product.names:
        value = _multiplied(value, Constant(name, span))
    return value if factor.scalar is None else _multiplied(value, _int(factor.scalar))


def product_value(product: Product, span: Any) -> Any:
    return factor_value(Factor(product), span)


def _times(value: Any, by: Factor) -> Any:
    return _multiplied(factor_value(by, value.span), value)


def _multiplied(left: Any, right: Any) -> Any:
    known = _literal(left), _literal(right)
    if None not in known:
        return Literal(known[0] * known[1], INT32, left.span)  # type: ignore[operator]
    if known[0] == 1 or known[1] == 1:
        return right if known[0] == 1 else left
    return build.binary(BinaryOp.MULTIPLY, left, right, left.span)


def _added(left: Factor, right: Factor) -> Factor | None:
    """The sum of two factors, where both are multiples of one thing."""
    if left.product.names != right.product.names or _text(left.scalar) != _text(right.scalar):
        return None
    return Factor(Product(left.product.number + right.product.number, left.product.names), left.scalar)


def _total(left: Affine, right: Affine) -> Affine | None:
    terms = dict(left.terms)
    for digit, factor in right.terms:
        added = _added(terms[digit], factor) if digit in terms else factor
        if added is None:
            return None
        terms[digit] = added
    rests = [each.rest for each in (left, right) if each.rest is not None]
    rest = rests[0] if len(rests) == 1 else None
    if len(rests) == 2:
        rest = build.binary(BinaryOp.ADD, rests[0], rests[1], rests[0].span)
    return Affine(_nonzero(terms), rest)


def joined(left: Affine, right: Affine) -> Affine | None:
    """The sum of two such sums; None where it is none."""
    found = _total(left, right)
    return None if found is None else _merged(found)


def _nonzero(terms: dict[Digit, Factor]) -> tuple[tuple[Digit, Factor], ...]:
    return tuple((digit, factor) for digit, factor in terms.items() if factor.product.number)


def _merged(value: Affine) -> Affine:
    """Digits that overlap taken apart, then neighbours put together: `x + BLOCK_X * y` is the thread's number."""
    terms = _split(dict(value.terms))
    while (pair := _neighbours(terms)) is not None:
        low, high = pair
        factor = terms.pop(low)
        del terms[high]
        assert low.size is not None
        size = None if high.size is None else low.size.times(high.size)
        terms[Digit(low.below, size)] = factor
    return Affine(_nonzero(terms), value.rest)


def _split(terms: dict[Digit, Factor]) -> dict[Digit, Factor]:
    """`lane` beside `lane / 32` is `lane % 32` and 32 of the other."""
    for digit in (*terms,):
        for other in (*terms,):
            ratio = other.below.over(digit.below)
            if digit == other or digit not in terms or ratio is None or ratio == ONE or digit.size == ratio:
                continue
            size = None if digit.size is None else digit.size.over(ratio)
            if digit.size is not None and size is None:
                continue
            high, factor = Digit(other.below, size), terms.pop(digit)
            terms[Digit(digit.below, ratio)] = factor
            more = Factor(factor.product.times(ratio), factor.scalar)
            added = more if high not in terms else _added(terms[high], more)
            if added is None:
                return terms | {digit: factor}
            terms[high] = added
    return terms


def _neighbours(terms: dict[Digit, Factor]) -> tuple[Digit, Digit] | None:
    for low, factor in terms.items():
        for high, other in terms.items():
            if low.size is None or high.below != low.below.times(low.size):
                continue
            if other.product == factor.product.times(low.size) and _text(factor.scalar) == _text(other.scalar):
                return low, high
    return None


def _whole(node: Binary) -> Any:
    """`x` of `x / c * c + x % c`."""
    high, low = plain(node.left), plain(node.right)
    if node.op is not BinaryOp.ADD or not isinstance(high, Binary) or not isinstance(low, Binary):
        return None
    inner = plain(high.left)
    if high.op is not BinaryOp.MULTIPLY or not isinstance(inner, Binary):
        return None
    if inner.op is not BinaryOp.DIVIDE or low.op is not BinaryOp.REMAINDER:
        return None
    numbers = {_literal(high.right), _literal(inner.right), _literal(low.right)}
    same = expression_text(plain(inner.left)) == expression_text(plain(low.left))
    return low.left if same and len(numbers) == 1 and None not in numbers else None


# ------------------------------------------------------------ small things


def _literal(node: Any) -> int | None:
    node = plain(node)
    return None if isinstance(node.type, Tile) else known(node, {})


def _power(by: Product | None) -> Product | None:
    fits = by is not None and not by.names and 0 <= by.number < 31
    return Product(1 << by.number) if by is not None and fits else None


def _power_above(mask: Product | None) -> Product | None:
    """31 to 32."""
    above = 0 if mask is None or mask.names else mask.number + 1
    return Product(above) if above > 1 and above & (above - 1) == 0 else None


def _int(node: Any) -> Any:
    return build.convert(node, INT32, node.span)


def _text(node: Any) -> str:
    return "" if node is None else expression_text(node)
