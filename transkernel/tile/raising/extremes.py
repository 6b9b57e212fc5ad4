"""A comparison that chooses one of two integers becomes `min` or `max`.

    if (a < b) a = b;          a = max(a, b)
    a > b ? a : b              max(a, b)

What must hold: what is compared is what is chosen from, in the same words; the numbers are integers, of which none is
NaN; nothing in them has an effect. The branch's assignment happens in every thread then, with the value that is there
already where it did not: this is for raisings that look on, which take such statements away.
"""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Assign, Atomic, BlockVote, Call, Compare, CompareOp, If, Intrinsic, Select
from transkernel.ir.printer import expression_text
from transkernel.ir.types import BOOL, Scalar
from transkernel.ir.visit import rewrite_all, walk

_LESS = (CompareOp.LESS, CompareOp.LESS_EQUAL)
_GREATER = (CompareOp.GREATER, CompareOp.GREATER_EQUAL)


def extremes(body: tuple[Any, ...]) -> tuple[Any, ...]:
    """The statements, with `min` and `max` for choices."""
    return rewrite_all(body, _extreme)


def _extreme(node: Any) -> Any:
    match node:
        case Select(condition=Compare() as test):
            return _chosen(test, node.then, node.otherwise) or node
        case If(condition=Compare() as test, then=(Assign() as only,), otherwise=()):
            value = _chosen(test, only.value, only.target)
            return node if value is None else Assign(only.target, value, only.span)
    return node


def _chosen(test: Compare, then: Any, otherwise: Any) -> Any:
    type_ = then.type
    if not isinstance(type_, Scalar) or not type_.is_integer or type_ == BOOL or type_ != otherwise.type:
        return None
    if test.op not in (*_LESS, *_GREATER) or any(isinstance(each, Atomic | BlockVote | Call) for each in walk(test)):
        return None
    compared = [expression_text(each) for each in (test.left, test.right)]
    chosen = [expression_text(each) for each in (then, otherwise)]
    if compared not in (chosen, chosen[::-1]) or chosen[0] == chosen[1]:
        return None
    is_larger = (test.op in _GREATER) == (compared == chosen)
    return Intrinsic("max" if is_larger else "min", (otherwise, then), type_, then.span)
