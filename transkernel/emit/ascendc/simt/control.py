"""Barriers, fences, printing and stopping as Ascend C's threads have them."""

from __future__ import annotations

import re
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.c.loops import loop_head
from transkernel.emit.c.needs import Needs, builtin
from transkernel.ir.nodes import (
    Assert,
    Atomic,
    Barrier,
    Convert,
    Declare,
    Evaluate,
    Expression,
    Fence,
    For,
    Print,
    Scope,
    Statement,
    Trap,
)
from transkernel.ir.types import FLOAT32, FLOAT64, VOID
from transkernel.ir.visit import rewrite_all, walk
from transkernel.source import Span

_BARRIER, _BLOCK_FENCE, _FENCE = "asc_syncthreads", "asc_threadfence_block", "asc_threadfence"
# asc-devkit, docs/zh/api/Utils-API/调测接口/printf.md: what threads may print, and that `\n` is the only escape.
_CONVERSIONS = frozenset("diufFxp%")
_LENGTHS = {"ll": "ll", "l": "l", "z": "l", "j": "l", "t": "l", "q": "ll"}
_CONVERSION = re.compile(r"%([-+ #0]*[0-9*]*(?:\.[0-9*]*)?)(hh|h|ll|l|z|j|t|q)?([a-zA-Z%])")
_ESCAPE = re.compile(r"\\(.)")
_WARP_NOTE = (
    "__syncwarp is asc_threadfence_block, as in the vendor's own groups of lanes: the lanes of a warp go in step"
)


class Control:
    """The rewrite of one kernel's statements."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def statements(self, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return rewrite_all(body, self._change)

    def _change(self, node: Any) -> Any:
        match node:
            case Barrier():
                return self._barrier(node)
            case Fence():
                return _fence(node.scope, node.span)
            case Print():
                return _print(node)
            case Assert():
                return Evaluate(builtin("assert", VOID, node.span, node.condition), node.span)
            case Trap():
                return Evaluate(builtin("__trap", VOID, node.span), node.span)
            case For():
                return loop_head(node)
            case Evaluate() | Declare():
                return _ordered(node)
        return node

    def _barrier(self, node: Barrier) -> Statement:
        if node.scope is Scope.WARP:
            self._needs.note(_WARP_NOTE)
            return _said(_BLOCK_FENCE, node.span)
        return _said(_BARRIER, node.span)


def _said(name: str, span: Span) -> Statement:
    return Evaluate(builtin(name, VOID, span), span)


def _fence(scope: Scope, span: Span) -> Statement:
    return _said(_FENCE if scope in (Scope.DEVICE, Scope.SYSTEM) else _BLOCK_FENCE, span)


def _ordered(node: Evaluate | Declare) -> Any:
    """Atomics with an order stronger than relaxed stand between fences."""
    orders = {each.order for each in walk(node) if isinstance(each, Atomic)} - {"relaxed"}
    if not orders:
        return node
    fence = _fence(Scope.DEVICE, node.span)
    before = (fence,) if orders & {"release", "acq_rel", "seq_cst"} else ()
    after = (fence,) if orders & {"acquire", "acq_rel", "seq_cst"} else ()
    return (*before, node, *after)


def _print(node: Print) -> Print:
    for conversion in _CONVERSION.finditer(node.format):
        if conversion[3] not in _CONVERSIONS:
            raise refuse("TK0475", f"`{conversion[0]}` in a printf", node.span)
    for escape in _ESCAPE.finditer(node.format):
        if escape[1] not in 'n\\"':
            raise refuse("TK0475", f"`{escape[0]}` in a printf", node.span)
    arguments = tuple(_unpromoted(each) for each in node.arguments)
    return Print(_CONVERSION.sub(_respelled, node.format), arguments, node.span)


def _respelled(found: re.Match[str]) -> str:
    length = _LENGTHS.get(found[2] or "", "")
    return f"%{found[1]}{length}{found[3]}"


def _unpromoted(node: Expression) -> Expression:
    """What C would promote to double is printed as it is."""
    if isinstance(node, Convert) and not node.explicit and (node.type, node.operand.type) == (FLOAT64, FLOAT32):
        return node.operand
    return node
