"""What threads compute together, on the lanes of a block: reductions and scans, of warps too."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from transkernel.ir.nodes import BinaryOp, Collective, CompareOp, Literal, Scope, integer
from transkernel.ir.tile import ConstantRule, ReduceOp, Scan
from transkernel.ir.types import INT32, Scalar
from transkernel.source import Span
from transkernel.tile import build

if TYPE_CHECKING:
    from transkernel.tile.block import Block

_WARP = 32


def collective(block: Block, node: Collective, value: Any) -> Any:
    """The value of a Collective of thread IR: a scalar where the block reduces, else a tile."""
    span, op = node.span, ReduceOp(node.op)
    value = build.splat(value, block.shape, span)
    if not node.whole:
        meant = build.both(block.mask, block.guard, span)
        value = build.where(meant, value, neutral(op, build.element_of(value), span), span)
    if node.scope is Scope.WARP:
        return _of_warps(block, node, op, value)
    if not node.scan:
        return build.reduce(op, value, 0, span)
    running = Scan(op, value, 0, value.type, span)
    return running if node.scan == "inclusive" else _before(block, op, running, block.lane, span)


def neutral(op: ReduceOp, element: Scalar, span: Span) -> Literal:
    """What changes no result of the operation."""
    if element.is_float:
        return Literal({ReduceOp.MIN: inf, ReduceOp.MAX: -inf, ReduceOp.MULTIPLY: 1.0}.get(op, 0.0), element, span)
    low = -(1 << (element.bits - 1)) if element.is_signed else 0
    high = low + (1 << element.bits) - 1
    ones = -1 if element.is_signed else high
    known = {ReduceOp.MIN: high, ReduceOp.MAX: low, ReduceOp.AND: ones, ReduceOp.MULTIPLY: 1}
    return integer(known.get(op, 0), element, span)


def _of_warps(block: Block, node: Collective, op: ReduceOp, value: Any) -> Any:
    """On the lanes seen as rows of 32."""
    span = node.span
    block.least_lanes = _WARP
    block.constant(ConstantRule.WARPS, "WARPS", span)
    shape = ("WARPS", _WARP)
    rows = build.reshape(value, shape, span)
    if not node.scan:
        column = build.reshape(build.reduce(op, rows, 1, span), ("WARPS", 1), span)
        return build.reshape(build.broadcast(column, shape, span), block.shape, span)
    running = build.reshape(Scan(op, rows, 1, rows.type, span), block.shape, span)
    lane = build.binary(BinaryOp.AND, block.lane, integer(_WARP - 1, INT32, span), span)
    return running if node.scan == "inclusive" else _before(block, op, running, lane, span)


def _before(block: Block, op: ReduceOp, running: Any, lane: Any, span: Span) -> Any:
    """What came before each lane, of a running result: the one before's, or nothing."""
    zero, one = integer(0, INT32, span), integer(1, INT32, span)
    running = block.keep("running", running, span)
    has_one = build.compare(CompareOp.GREATER, lane, zero, span)
    index = build.where(has_one, build.binary(BinaryOp.SUBTRACT, block.lane, one, span), zero, span)
    found = build.gather(running, index, 0, span)
    return build.where(has_one, found, neutral(op, build.element_of(running), span), span)
