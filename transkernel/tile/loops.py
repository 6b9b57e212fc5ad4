"""Which loops of one thread are counted alike by the whole block."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Atomic,
    Binary,
    BinaryOp,
    Break,
    Compare,
    CompareOp,
    Continue,
    Declare,
    Dereference,
    DoWhile,
    For,
    If,
    Index,
    Literal,
    Return,
    Switch,
    Variable,
    While,
)
from transkernel.ir.types import INT32, INT64
from transkernel.ir.visit import walk, walk_statements
from transkernel.passes.uniformity import FunctionUniformity, Variation
from transkernel.records import record
from transkernel.tile.storage import assigned_names


@record
class Counted:
    """`for (name = start; name < stop; name += step)`, or `<=` one less, with the same numbers in all threads."""

    name: str
    type: Any
    start: Any
    stop: Any
    step: int


def leaves_loop(body: tuple[Any, ...]) -> bool:
    """Whether a thread may leave the loop from inside of its body: by `break` or `return`."""
    return any(_leaves(node) for node in body)


def _leaves(node: Any) -> bool:
    match node:
        case Return() | Break():
            return True
        case If():
            return leaves_loop((*node.then, *node.otherwise))
        case For() | While() | DoWhile():
            return any(isinstance(each, Return) for each in walk_statements(node.body))
        case Switch():
            raise AssertionError("switches are gone")
    return leaves_loop(node.body) if hasattr(node, "body") else False


def continues(body: tuple[Any, ...]) -> bool:
    """Whether a thread may skip the rest of a body of this loop."""
    for node in body:
        if isinstance(node, Continue) or (isinstance(node, If) and continues((*node.then, *node.otherwise))):
            return True
        if not isinstance(node, For | While | DoWhile) and hasattr(node, "body") and continues(node.body):
            return True
    return False


def counted(loop: For, uniform: FunctionUniformity) -> Counted | None:
    """The loop as a count, where it is one. Its variable is its own, and nothing in its condition changes inside."""
    if len(loop.init) != 1 or len(loop.step) != 1 or leaves_loop(loop.body):
        return None
    init, step, test = loop.init[0], loop.step[0], loop.condition
    if not isinstance(init, Declare) or init.init is None or init.type not in (INT32, INT64):
        return None
    by = _increment(step, init.name)
    if by is None or not isinstance(test, Compare) or test.op not in (CompareOp.LESS, CompareOp.LESS_EQUAL):
        return None
    if not isinstance(test.left, Variable) or test.left.name != init.name:
        return None
    changed = assigned_names(loop.body) | {init.name}
    if init.name in assigned_names(loop.body) or not _is_fixed(test.right, changed):
        return None
    if any(uniform.of(each) is not Variation.BLOCK for each in (init.init, test.right)):
        return None
    stop = test.right if test.op is CompareOp.LESS else _next(test.right)
    return None if stop is None else Counted(init.name, init.type, init.init, stop, by)


def _next(last: Any) -> Any:
    """The number behind the last one; None behind the greatest, to which no loop ever comes."""
    type_ = last.type
    if type_ not in (INT32, INT64):
        return None
    if not isinstance(last, Literal):
        return Binary(BinaryOp.ADD, last, Literal(1, type_, last.span), type_, last.span)
    more = last.value + 1
    return replace(last, value=more, symbol=None, spelling=None) if more < 1 << (type_.bits - 1) else None


def _increment(step: Any, name: str) -> int | None:
    """The c of `name += c`, where c > 0."""
    match step:
        case Assign(
            target=Variable(name=target), value=Binary(op=BinaryOp.ADD, left=Variable(name=left), right=Literal() as by)
        ):
            return int(by.value) if target == left == name and by.value > 0 else None
    return None


def _is_fixed(node: Any, changed: frozenset[str] | set[str]) -> bool:
    for each in walk(node):
        if isinstance(each, Index | Dereference | Atomic) or (isinstance(each, Variable) and each.name in changed):
            return False
    return True
