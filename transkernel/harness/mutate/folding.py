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
    return {
        BinaryOp.ADD: lambda: left + right,
        BinaryOp.SUBTRACT: lambda: left - right,
        BinaryOp.MULTIPLY: lambda: left * right,
        BinaryOp.AND: lambda: left & right,
        BinaryOp.OR: lambda: left | right,
        BinaryOp.XOR: lambda: left ^ right,
        BinaryOp.SHIFT_LEFT: lambda: left << right,
        BinaryOp.SHIFT_RIGHT: lambda: left >> right,
    }[op]()


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
    value, turns = constant_at(first.init, first.name, 0), list[int]()
    while value is not None and len(turns) < _MOST_TURNS:
        left, right = (constant_at(each, first.name, value) for each in (condition.left, condition.right))
        if left is None or right is None:
            return None
        if not _HOLDS[condition.op](left, right):
            return turns
        turns.append(value)
        value = constant_at(step.value, first.name, value)
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


def constant_at(node: Any, name: str, value: int) -> int | None:
    """An integer expression in which the counter has a value; None where it has other variables."""

    def known(each: Any) -> Any:
        type_ = whole(each)
        is_counter = isinstance(each, ir.Variable) and each.name == name and type_ is not None
        return ir.Literal(value, each.type, each.span) if is_counter else each

    result = folded(rewrite(node, known))
    return int(result.value) if isinstance(result, ir.Literal) and whole(result) is not None else None
