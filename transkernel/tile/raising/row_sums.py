"""What a loop adds up from round to round: sums, products, largest and smallest values, bits.

    sum = sum + a;   sum = fma(a, b, sum);   largest = where(mask, fmax(largest, a), largest)

What must hold: the variable is a tile of lanes; it stands once in its new value, below operations of one kind alone,
and beside a mask that keeps it in other lanes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Intrinsic, Literal, Variable
from transkernel.ir.tile import ReduceOp, Where
from transkernel.ir.types import BOOL, Tile
from transkernel.ir.visit import rewrite, walk
from transkernel.tile import build
from transkernel.tile.collectives import neutral

_BINARY: dict[BinaryOp, ReduceOp] = {
    BinaryOp.ADD: ReduceOp.ADD, BinaryOp.MULTIPLY: ReduceOp.MULTIPLY, BinaryOp.AND: ReduceOp.AND,
    BinaryOp.OR: ReduceOp.OR, BinaryOp.XOR: ReduceOp.XOR,
}  # fmt: skip
_EXTREMES: dict[str, ReduceOp] = {
    "max": ReduceOp.MAX, "fmax": ReduceOp.MAX, "min": ReduceOp.MIN, "fmin": ReduceOp.MIN,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class RowSum:
    """joins: what joins two sums, an operation or a function. value: the new one, of lanes for which the condition
    holds; None is all. others: what is in these beside the variable."""

    statement: Assign
    target: Variable
    op: ReduceOp
    joins: BinaryOp | str
    value: Any
    condition: Any
    others: tuple[Any, ...]

    @property
    def is_repeatable(self) -> bool:
        """Whether it makes no difference how often a number counts."""
        return self.op in (ReduceOp.MAX, ReduceOp.MIN, ReduceOp.AND, ReduceOp.OR)

    @property
    def neutral(self) -> Literal:
        """What changes no sum."""
        return neutral(self.op, build.element_of(self.target), self.statement.span)

    @property
    def alone(self) -> Any:
        """What one round adds."""
        value, name = self.value, self.target.name
        match value:
            case Binary(op=BinaryOp.ADD | BinaryOp.MULTIPLY | BinaryOp.AND | BinaryOp.OR | BinaryOp.XOR):
                for one, other in ((value.left, value.right), (value.right, value.left)):
                    if _is(one, name):
                        return other
            case Intrinsic(id="fma", arguments=(left, right, last)) if _is(last, name):
                return build.binary(BinaryOp.MULTIPLY, left, right, value.span)
            case Intrinsic(arguments=(one, other)) if _is(one, name) or _is(other, name):
                return other if _is(one, name) else one
        first = build.splat(self.neutral, self.target.type.shape, value.span)  # type: ignore[union-attr]
        return rewrite(value, lambda node: first if _is(node, name) else node)

    def joined(self, whole: Any) -> Any:
        """The variable's value with that of all rounds."""
        span = self.statement.span
        if isinstance(self.joins, BinaryOp):
            return build.binary(self.joins, self.target, whole, span)
        return build.intrinsic(self.joins, (self.target, whole), build.element_of(self.target), span)


def row_sum(node: Assign) -> RowSum | None:
    """An assignment that is one."""
    target = node.target
    if not isinstance(target, Variable) or not isinstance(target.type, Tile) or len(target.type.shape) != 1:
        return None
    value: Any = node.value
    condition: Any = None
    if isinstance(value, Where) and _is(value.otherwise, target.name) and not _names(value.condition, target.name):
        value, condition = value.then, value.condition
    others: list[Any] = [] if condition is None else [condition]
    joins: BinaryOp | str | None = None
    inner = value
    while not _is(inner, target.name):
        step = _step(inner, target.name)
        if step is None or joins not in (None, step[0]) or target.type.element == BOOL:
            return None
        joins, inner, beside = step
        others += beside
    if joins is None:
        return None
    op = _BINARY[joins] if isinstance(joins, BinaryOp) else _EXTREMES[joins]
    return RowSum(node, target, op, joins, value, condition, tuple(others))


def _step(node: Any, name: str) -> tuple[BinaryOp | str, Any, tuple[Any, ...]] | None:
    """(what joins, the operand in which the variable is, the others)."""
    operands: tuple[Any, ...]
    joins: BinaryOp | str
    match node:
        case Binary(op=BinaryOp.SUBTRACT):
            return None if _names(node.right, name) else (BinaryOp.ADD, node.left, (node.right,))
        case Binary(op=op) if op in _BINARY:
            operands, joins = (node.left, node.right), op
        case Intrinsic(id="fma", arguments=(first, second, last)):
            return None if _names(first, name) or _names(second, name) else (BinaryOp.ADD, last, (first, second))
        case Intrinsic(id=id_) if id_ in _EXTREMES:
            operands, joins = node.arguments, id_
        case _:
            return None
    holding = [each for each in operands if _names(each, name)]
    if len(holding) != 1:
        return None
    return joins, holding[0], tuple(each for each in operands if each is not holding[0])


def _names(node: Any, name: str) -> bool:
    return any(_is(each, name) for each in walk(node))


def _is(node: Any, name: str) -> bool:
    return isinstance(node, Variable) and node.name == name
