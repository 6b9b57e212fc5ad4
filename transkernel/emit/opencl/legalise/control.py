"""Barriers, fences, printing and loop heads as OpenCL C has them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.c.loops import loop_head
from transkernel.emit.c.needs import Needs, builtin, word
from transkernel.emit.opencl.profile import Profile
from transkernel.ir.nodes import (
    Assert,
    Atomic,
    Barrier,
    Binary,
    BinaryOp,
    Convert,
    Declare,
    Evaluate,
    Expression,
    Fence,
    For,
    If,
    Print,
    Scope,
    Statement,
    Trap,
    Unary,
    UnaryOp,
)
from transkernel.ir.types import BOOL, FLOAT32, FLOAT64, UINT32, VOID
from transkernel.ir.visit import rewrite_all, walk
from transkernel.source import Span

_LOCAL, _GLOBAL = "CLK_LOCAL_MEM_FENCE", "CLK_GLOBAL_MEM_FENCE"
_FENCE_NOTE = (
    "__threadfence is mem_fence, which OpenCL C 1.2 promises within a work-group only; "
    "other blocks see the writes in that order on the devices that we know"
)
_ASSERT_NOTE = "assert prints and goes on; OpenCL C cannot stop a kernel"


class Control:
    """The rewrite of one kernel's statements. `communicates`: global memory may carry values between its threads."""

    def __init__(self, profile: Profile, needs: Needs, communicates: bool) -> None:
        self._profile = profile
        self._needs = needs
        self._communicates = communicates

    def statements(self, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return rewrite_all(body, self._change)

    def _change(self, node: Any) -> Any:
        match node:
            case Barrier():
                return self._barrier(node)
            case Fence():
                return self._fence(node)
            case Print():
                return self._print(node)
            case Assert():
                return self._assert(node)
            case Trap():
                raise refuse("TK0403", "`__trap` stops the whole grid; OpenCL C has no such thing", node.span)
            case For():
                return loop_head(node)
            case Evaluate() | Declare():
                return self._ordered(node)
        return node

    def _flags(self, span: Span) -> Expression:
        local, global_ = word(_LOCAL, span), word(_GLOBAL, span)
        return Binary(BinaryOp.OR, local, global_, UINT32, span) if self._communicates else local

    def _barrier(self, node: Barrier) -> Statement:
        name = "barrier"
        if node.scope is Scope.WARP and self._profile.subgroup_width == 32:
            self._needs.extensions.add("cl_khr_subgroups")
            name = "sub_group_barrier"
        return Evaluate(builtin(name, VOID, node.span, self._flags(node.span)), node.span)

    def _fence(self, node: Fence) -> Statement:
        if node.scope in (Scope.DEVICE, Scope.SYSTEM):
            self._needs.note(_FENCE_NOTE)
        flags = Binary(BinaryOp.OR, word(_LOCAL, node.span), word(_GLOBAL, node.span), UINT32, node.span)
        return Evaluate(builtin("mem_fence", VOID, node.span, flags), node.span)

    def _print(self, node: Print) -> Print:
        if re.search(r"(?<!%)(?:%%)*%[-+ #0-9.*]*s", node.format):
            raise refuse("TK0402", "printf of a string (`%s`) has no equivalent here", node.span)
        arguments = tuple(_unpromoted(each) for each in node.arguments)
        return replace(node, format=print_format(node.format), arguments=arguments)

    def _assert(self, node: Assert) -> Statement:
        self._needs.note(_ASSERT_NOTE)
        said = node.message.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("\n", " ")
        report = Print(f"assertion failed: {said}\\n", (), node.span)
        return If(Unary(UnaryOp.NOT, node.condition, BOOL, node.span), (report,), (), node.span)

    def _ordered(self, node: Evaluate | Declare) -> Any:
        """Atomics with an order stronger than relaxed stand between fences."""
        orders = {each.order for each in walk(node) if isinstance(each, Atomic)} - {"relaxed"}
        if not orders:
            return node
        fence = self._fence(Fence(Scope.DEVICE, node.span))
        before = (fence,) if orders & {"release", "acq_rel", "seq_cst"} else ()
        after = (fence,) if orders & {"acquire", "acq_rel", "seq_cst"} else ()
        return (*before, node, *after)


# CUDA's long long is OpenCL's long; size_t is 64 bits.
_LENGTHS = {"ll": "l", "z": "l", "j": "l", "t": "l", "q": "l"}


def print_format(text: str) -> str:
    """printf's format in OpenCL C (1.2, 6.12.13): no `ll`, `z`, `j`, `t`."""
    pattern = re.compile(r"%([-+ #0]*[0-9]*(?:\.[0-9]*)?)(hh|h|ll|l|z|j|t|q)?([a-zA-Z%])")
    return pattern.sub(lambda each: f"%{each[1]}{_LENGTHS.get(each[2] or '', each[2] or '')}{each[3]}", text)


def _unpromoted(node: Expression) -> Expression:
    """OpenCL's printf takes floats as they are."""
    if isinstance(node, Convert) and not node.explicit and (node.type, node.operand.type) == (FLOAT64, FLOAT32):
        return node.operand
    return node
