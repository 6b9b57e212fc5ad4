"""Operations that Ascend C says with a function: intrinsics, warp operations, atomics, conversions, bits as another
type. One rewrite from the leaves up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simt.atomics import lower_atomic
from transkernel.emit.ascendc.simt.conversions import lower_bitcast, lower_conversion, lower_literal, said
from transkernel.emit.ascendc.simt.intrinsics import NARROW, Builtin, ThroughFloat, row_of
from transkernel.emit.ascendc.simt.warps import lower_block_vote, lower_warp_operation
from transkernel.emit.c.needs import Needs, builtin, word
from transkernel.ir.nodes import (
    Atomic,
    Bitcast,
    BlockVote,
    Compare,
    CompareOp,
    Convert,
    Expression,
    Function,
    Intrinsic,
    Kernel,
    Literal,
    Register,
    Special,
    WarpOperation,
)
from transkernel.ir.types import BOOL, FLOAT32, INT32, Scalar
from transkernel.ir.visit import rewrite_all


class Operations:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._lower: dict[type, Callable[[Any], Any]] = {
            Intrinsic: self._intrinsic,
            WarpOperation: lambda node: lower_warp_operation(node, needs),
            BlockVote: lambda node: lower_block_vote(node, needs),
            Special: _special,
            Bitcast: lambda node: lower_bitcast(node, needs),
            Atomic: lower_atomic,
            Convert: lower_conversion,
            Literal: lower_literal,
            Compare: _truth,
        }

    def function(self, function: Function | Kernel) -> Any:
        return replace(function, body=rewrite_all(function.body, self._change))

    def _change(self, node: Any) -> Any:
        lower = self._lower.get(type(node))
        return node if lower is None else lower(node)

    def _intrinsic(self, node: Intrinsic) -> Expression:
        first = node.arguments[0].type
        row = row_of(node.id, first) if isinstance(first, Scalar) else None
        if row is None or not isinstance(first, Scalar):
            raise refuse("TK0471", f"`{node.id}` on {first}", node.span)
        if isinstance(row, ThroughFloat):
            return self._through_float(node)
        if isinstance(row, Builtin):
            result = INT32 if row.result == "int" else node.type
            call = builtin(row.name_for(first), result, node.span, *node.arguments)
            if node.id == "mulhi":
                return said(call)
            return call if result == node.type else Convert(call, node.type, node.span)
        return builtin(self._needs.use(row.make(first)), node.type, node.span, *node.arguments)

    def _through_float(self, node: Intrinsic) -> Expression:
        wide = tuple(lower_conversion(Convert(each, FLOAT32, each.span)) for each in node.arguments)
        result = FLOAT32 if node.type in NARROW else node.type
        made = self._intrinsic(replace(node, arguments=wide, type=result))
        back: Expression = lower_conversion(Convert(made, node.type, node.span)) if node.type in NARROW else made
        return back


def _truth(node: Compare) -> Expression:
    """`(a < b) != 0`, which a vote asks, is `a < b`."""
    asked = node.op is CompareOp.NOT_EQUAL and isinstance(node.right, Literal) and node.right.value == 0
    if asked and isinstance(node.left, Convert) and node.left.operand.type == BOOL:
        return node.left.operand
    return node


def _special(node: Special) -> Expression:
    match node.register:
        case Register.WARP_SIZE:
            return Convert(word("warpSize", node.span, INT32), node.type, node.span)
        case Register.LANE:
            return Convert(builtin("laneid", INT32, node.span), node.type, node.span)
        case Register.CLOCK:
            raise refuse("TK0471", "a clock of the core's", node.span)
    return node
