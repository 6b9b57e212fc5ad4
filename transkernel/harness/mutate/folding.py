"""Integer expressions computed as far as they are constant, and the turns of loops that are."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import literal, whole
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp
from transkernel.ir.types import BOOL, INT32, Scalar
from transkernel.ir.values import wrap
from transkernel.ir.visit import rewrite, walk_all

_MOST_TURNS = 4096
_LANES = 32  # of a warp, on every device of CUDA's


def folded(node: Any) -> Any:
    """An expression with its constants computed, as far as they are integers."""
    return rewrite(node, _fold)


def _fold(node: Any) -> Any:
    """Literals of one value are the same node, wherever they stood and however they were written."""
    if isinstance(node, ir.Literal):
        return replace(node, symbol=None, spelling=None)
    if isinstance(node, ir.Special) and node.register is ir.Register.WARP_SIZE and node.type == INT32:
        return literal(_LANES, INT32, node)
    type_, value = whole(node), None
    if isinstance(node, ir.Convert) and whole(node.operand) and isinstance(node.operand, ir.Literal):
        value = int(node.operand.value)
    if isinstance(node, ir.Unary) and node.op is ir.UnaryOp.NEGATE and isinstance(node.operand, ir.Literal):
        return replace(node.operand, value=-node.operand.value) if type_ is None else _negated(node, type_)
    if isinstance(node, ir.Binary) and isinstance(node.left, ir.Literal) and isinstance(node.right, ir.Literal):
        value = _value(node.op, int(node.left.value), int(node.right.value)) if type_ is not None else None
    return node if value is None or type_ is None else literal(value, type_, node)


def _negated(node: ir.Unary, type_: Scalar) -> ir.Literal:
    assert isinstance(node.operand, ir.Literal)
    return literal(-node.operand.value, type_, node)


def _value(op: BinaryOp, left: int, right: int) -> int | None:
    """What C gives; None where that is not defined."""
    if op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
        if right == 0:
            return None
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return quotient if op is BinaryOp.DIVIDE else left - quotient * right
    if op in ir.SHIFTS and not 0 <= right < 64:
        return None
    return _VALUES[op](left, right)


_VALUES: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.ADD: operator.add,
    BinaryOp.SUBTRACT: operator.sub,
    BinaryOp.MULTIPLY: operator.mul,
    BinaryOp.AND: operator.and_,
    BinaryOp.OR: operator.or_,
    BinaryOp.XOR: operator.xor,
    BinaryOp.SHIFT_LEFT: operator.lshift,
    BinaryOp.SHIFT_RIGHT: operator.rshift,
}


def turns_of(loop: ir.For) -> list[int] | None:
    """The values of the counter of a loop that nothing but its head steers; None for any other, or for too many."""
    condition = _compared(loop.condition)
    if len(loop.init) != 1 or len(loop.step) != 1 or condition is None:
        return None
    (first,), (step,) = loop.init, loop.step
    if not isinstance(first, ir.Declare) or not isinstance(step, ir.Assign) or whole(step.target) is None:
        return None
    if not isinstance(step.target, ir.Variable) or step.target.name != first.name:
        return None
    if any(_steers(each, first.name) for each in walk_all(loop.body)):
        return None
    begin, left_at, right_at, next_at = (
        as_function(each, first.name) for each in (first.init, condition.left, condition.right, step.value)
    )
    value, turns = begin(0), list[int]()
    holds = _HOLDS[condition.op]
    while value is not None and len(turns) < _MOST_TURNS:
        left, right = left_at(value), right_at(value)
        if left is None or right is None:
            return None
        if not holds(left, right):
            return turns
        turns.append(value)
        value = next_at(value)
    return None


def _compared(condition: Any) -> ir.Compare | None:
    """A condition as a comparison: `i` alone is `i != 0`."""
    if isinstance(condition, ir.Convert) and condition.type == BOOL and (type_ := whole(condition.operand)) is not None:
        return ir.Compare(CompareOp.NOT_EQUAL, condition.operand, literal(0, type_, condition), condition.span)
    return condition if isinstance(condition, ir.Compare) else None


def _steers(node: Any, name: str) -> bool:
    """Whether a node of a loop's body may change the counter."""
    place = node.target if isinstance(node, ir.Assign) else node.place if isinstance(node, ir.AddressOf) else None
    return isinstance(place, ir.Variable) and place.name == name


_HOLDS: dict[CompareOp, Callable[[int, int], bool]] = {
    CompareOp.LESS: operator.lt,
    CompareOp.LESS_EQUAL: operator.le,
    CompareOp.GREATER: operator.gt,
    CompareOp.GREATER_EQUAL: operator.ge,
    CompareOp.EQUAL: operator.eq,
    CompareOp.NOT_EQUAL: operator.ne,
}


_OfCounter = Callable[[int], int | None]


def as_function(node: Any, name: str) -> _OfCounter:
    """An integer expression as a function of the counter, as `folded` computes it; None where it has others."""
    type_ = whole(node)
    if type_ is None:
        return _unknown
    if isinstance(node, ir.Literal):
        return lambda _, found=int(node.value): found  # type: ignore[misc]
    if isinstance(node, ir.Variable) and node.name == name:
        return lambda value: value
    if isinstance(node, ir.Special) and node.register is ir.Register.WARP_SIZE and type_ == INT32:
        return lambda _: _LANES
    if isinstance(node, ir.Convert):
        return _then(as_function(node.operand, name), lambda found: wrap(found, type_))
    if isinstance(node, ir.Unary) and node.op is ir.UnaryOp.NEGATE:
        return _then(as_function(node.operand, name), lambda found: wrap(-found, type_))
    if isinstance(node, ir.Binary):
        return _binary(node.op, type_, as_function(node.left, name), as_function(node.right, name))
    return _unknown


def _unknown(_: int) -> None:
    return None


def _then(operand: _OfCounter, change: Callable[[int], int]) -> _OfCounter:
    def result(value: int) -> int | None:
        found = operand(value)
        return None if found is None else change(found)

    return result


def _binary(op: BinaryOp, type_: Scalar, left_at: _OfCounter, right_at: _OfCounter) -> _OfCounter:
    def result(value: int) -> int | None:
        left, right = left_at(value), right_at(value)
        found = None if left is None or right is None else _value(op, left, right)
        return None if found is None else wrap(found, type_)

    return result
