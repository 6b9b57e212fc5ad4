"""Who is there: the flags that say which threads a piece of code is meant for, and how operations mind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    BlockVote,
    BlockVoteOp,
    Compare,
    CompareOp,
    Declare,
    If,
    Literal,
    Logical,
    LogicalOp,
    Select,
    Unary,
    UnaryOp,
    Variable,
    WarpOp,
    WarpOperation,
    integer,
)
from transkernel.ir.types import BOOL, INT32, UINT32, Scalar, Vector, is_float
from transkernel.passes.exits import negated
from transkernel.passes.names import FreshNames
from transkernel.passes.speculation import zero
from transkernel.source import Span


class LevelKind(Enum):
    """FUNCTION: who has not returned. LOOP: who is still in the loop. ITERATION: who has not said `continue`.
    BRANCH: whose condition holds."""

    FUNCTION = "function"
    LOOP = "loop"
    ITERATION = "iteration"
    BRANCH = "branch"


@dataclass(slots=True)
class Level:
    """A flag; it implies the flags of the levels around. result: where `return value` leaves its value."""

    kind: LevelKind
    flag: Variable
    result: Variable | None = None


_OPPOSITE = {
    CompareOp.EQUAL: CompareOp.NOT_EQUAL, CompareOp.NOT_EQUAL: CompareOp.EQUAL,
    CompareOp.LESS: CompareOp.GREATER_EQUAL, CompareOp.GREATER_EQUAL: CompareOp.LESS,
    CompareOp.GREATER: CompareOp.LESS_EQUAL, CompareOp.LESS_EQUAL: CompareOp.GREATER,
}  # fmt: skip


def opposite(condition: Any) -> Any:
    """The negation of a condition, without a `!` where there is a way (floats need it, for the sake of NaN)."""
    match condition:
        case Unary(op=UnaryOp.NOT):
            return condition.operand
        case Compare() if not is_float(condition.left.type):
            return replace(condition, op=_OPPOSITE[condition.op])
        case Logical():
            op = LogicalOp.AND if condition.op is LogicalOp.OR else LogicalOp.OR
            return replace(condition, op=op, left=opposite(condition.left), right=opposite(condition.right))
    return Unary(UnaryOp.NOT, condition, BOOL, condition.span)


def both(left: Any, right: Any) -> Any:
    """`left && right`; `right` alone where there is no left."""
    return right if left is None else Logical(LogicalOp.AND, left, right, right.span)


def anyone(flag: Variable) -> Compare:
    """Whether any thread of the block has the flag; all threads meet."""
    vote = BlockVote(BlockVoteOp.OR, flag, INT32, flag.span)
    return Compare(CompareOp.NOT_EQUAL, vote, integer(0, INT32, flag.span), flag.span)


def only(flag: Variable, value: Any) -> Any:
    """The value for threads with the flag, zero for others; None where the type has no such choice."""
    nothing = zero(value.type, value.span)
    if nothing is None or not isinstance(value.type, Scalar | Vector):
        return None
    if value.type == BOOL:
        return both(flag, value)
    return Select(flag, value, nothing, value.type, value.span)


def guarded(flag: Variable, statements: tuple[Any, ...]) -> If:
    """`if (flag) { ... }`; an `if` alone in it takes the flag into its condition."""
    inner = statements[0]
    if len(statements) == 1 and isinstance(inner, If) and not inner.otherwise:
        return replace(inner, condition=both(flag, inner.condition))
    return If(flag, statements, (), inner.span)


# ------------------------------------------------------------ operations

_COUNTS_FALSE = (WarpOp.ANY, WarpOp.BALLOT, BlockVoteOp.COUNT, BlockVoteOp.OR)
_MATCHES = (WarpOp.MATCH_ANY, WarpOp.MATCH_ALL)
_ALL_BITS = 0xFFFFFFFF


def for_active(node: Any, flag: Variable, fresh: FreshNames) -> tuple[tuple[Any, ...], Any]:
    """A collective so that threads without the flag take part and do not count: what goes before it, and it."""
    if isinstance(node, BlockVote):
        return (), replace(node, predicate=_vote(node.op, node.predicate, flag))
    if not isinstance(node, WarpOperation):
        return (), node
    if node.op is WarpOp.ACTIVE_MASK:
        return (), WarpOperation(WarpOp.BALLOT, (flag,), None, 32, UINT32, node.span)
    if node.op in (WarpOp.ANY, WarpOp.ALL, WarpOp.BALLOT):
        return (), replace(node, arguments=(_vote(node.op, node.arguments[0], flag),))
    if node.op in _MATCHES:
        return _match(node, flag, fresh)
    if node.op in _IDENTITY:
        value = node.arguments[0]
        identity = _identity(node.op, value.type, node.span)
        return (), replace(node, arguments=(Select(flag, value, identity, value.type, node.span),))
    return (), node


def _vote(op: WarpOp | BlockVoteOp, predicate: Any, flag: Variable) -> Any:
    if op in _COUNTS_FALSE:
        return flag if isinstance(predicate, Literal) and predicate.value else both(flag, predicate)
    return Logical(LogicalOp.OR, negated(flag), predicate, flag.span)


def _match(node: WarpOperation, flag: Variable, fresh: FreshNames) -> tuple[tuple[Any, ...], Any]:
    """Only lanes that are there are compared."""
    present = Variable(fresh("present"), UINT32, node.span)
    ballot = WarpOperation(WarpOp.BALLOT, (flag,), None, 32, UINT32, node.span)
    whole = node.mask is None or (isinstance(node.mask, Literal) and node.mask.value == _ALL_BITS)
    mask = present if whole else Binary(BinaryOp.AND, node.mask, present, UINT32, node.span)  # type: ignore[arg-type]
    return (Declare(present.name, UINT32, ballot, node.span),), replace(node, mask=mask)


_IDENTITY = (
    WarpOp.REDUCE_ADD, WarpOp.REDUCE_MIN, WarpOp.REDUCE_MAX, WarpOp.REDUCE_AND, WarpOp.REDUCE_OR, WarpOp.REDUCE_XOR,
)  # fmt: skip


def _identity(op: WarpOp, type_: Any, span: Span) -> Literal:
    """The value that changes no reduction."""
    assert isinstance(type_, Scalar)
    low = -(1 << (type_.bits - 1)) if type_.is_signed else 0
    high = low + (1 << type_.bits) - 1
    values = {WarpOp.REDUCE_MIN: high, WarpOp.REDUCE_MAX: low, WarpOp.REDUCE_AND: -1 if type_.is_signed else high}
    return Literal(values.get(op, 0), type_, span)
