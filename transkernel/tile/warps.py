"""Warp operations on the lanes seen as warps of 32."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import Binary, BinaryOp, CompareOp, Literal, WarpOp, WarpOperation, integer
from transkernel.ir.tile import ConstantRule, ReduceOp
from transkernel.ir.types import INT32, UINT32, Pointer, Scalar
from transkernel.source import Span
from transkernel.tile import build

if TYPE_CHECKING:
    from transkernel.tile.block import Block

WIDTH = 32
_ALL = 0xFFFFFFFF
_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)
_REDUCTIONS = {
    WarpOp.REDUCE_ADD: ReduceOp.ADD, WarpOp.REDUCE_MIN: ReduceOp.MIN, WarpOp.REDUCE_MAX: ReduceOp.MAX,
    WarpOp.REDUCE_AND: ReduceOp.AND, WarpOp.REDUCE_OR: ReduceOp.OR, WarpOp.REDUCE_XOR: ReduceOp.XOR,
}  # fmt: skip


def warp_operation(block: Block, node: WarpOperation, arguments: tuple[Any, ...], mask: Any, width: Any) -> Any:
    """The operation's value in each lane. Raises Refusal TK0464."""
    block.least_lanes = WIDTH
    if node.op in _SHUFFLES:
        return _shuffle(block, node, arguments[0], arguments[1], width)
    if node.op is WarpOp.ACTIVE_MASK:
        return _ballot(block, block.mask, node.span)
    if node.op in (WarpOp.ANY, WarpOp.ALL, WarpOp.BALLOT):
        return _vote(block, node, arguments[0], mask)
    if node.op in _REDUCTIONS:
        return _reduced(block, node, arguments[0], mask)
    return _match(block, node, arguments[0], mask)


def _warps(block: Block, span: Span) -> Any:
    block.constant(ConstantRule.WARPS, "WARPS", span)
    return ("WARPS", WIDTH)


def _as_warps(block: Block, value: Any, span: Span) -> Any:
    return build.reshape(build.splat(value, block.shape, span), _warps(block, span), span)


def _as_lanes(block: Block, value: Any, span: Span) -> Any:
    return build.reshape(value, block.shape, span)


def _spread(block: Block, value: Any, span: Span) -> Any:
    """A value for each warp, in each of its lanes."""
    column = build.reshape(value, ("WARPS", 1), span)
    return _as_lanes(block, build.broadcast(column, _warps(block, span), span), span)


def _lane(block: Block, span: Span) -> Any:
    return build.binary(BinaryOp.AND, block.lane, integer(WIDTH - 1, INT32, span), span)


def _shuffle(block: Block, node: WarpOperation, value: Any, by: Any, width: Any) -> Any:
    """Lanes of a group of `width`; outside of it a lane keeps its own (PTX ISA, `shfl.sync`)."""
    span = node.span
    if build.shape_of(value) is None:
        return value
    if isinstance(build.element_of(value), Pointer):
        raise refuse("TK0464", "pointers are not shuffled in tiles", span)
    lane, by = _lane(block, span), build.convert(by, INT32, span)
    width = integer(width, INT32, span) if isinstance(width, int) else build.convert(width, INT32, span)
    source = _source(node.op, lane, by, width, span)
    index = _as_warps(block, source, span)
    return _as_lanes(block, build.gather(_as_warps(block, value, span), index, 1, span), span)


def _source(op: WarpOp, lane: Any, by: Any, width: Any, span: Span) -> Any:
    """The lane that is read: a tile of INT32 in 0 to 31."""
    one = integer(1, INT32, span)
    last = build.binary(BinaryOp.SUBTRACT, width, one, span) if not isinstance(width, Literal) else integer(
        int(width.value) - 1, INT32, span
    )  # fmt: skip
    is_whole = isinstance(width, Literal) and width.value == WIDTH
    first: Any = integer(0, INT32, span)
    if not is_whole:
        first = build.binary(BinaryOp.SUBTRACT, lane, build.binary(BinaryOp.AND, lane, last, span), span)
    if op is WarpOp.SHUFFLE:
        inside = build.binary(BinaryOp.AND, by, last, span)
        return build.splat(inside, build.shape_of(lane) or (), span) if is_whole else build.plus(first, inside, span)
    by = build.binary(BinaryOp.AND, by, integer(WIDTH - 1, INT32, span), span) if not isinstance(by, Literal) else by
    if op is WarpOp.SHUFFLE_UP:
        wanted = build.binary(BinaryOp.SUBTRACT, lane, by, span)
        return build.where(build.compare(CompareOp.GREATER_EQUAL, wanted, first, span), wanted, lane, span)
    wanted = build.binary(BinaryOp.ADD if op is WarpOp.SHUFFLE_DOWN else BinaryOp.XOR, lane, by, span)
    if is_whole and op is WarpOp.SHUFFLE_XOR:
        return wanted
    end = last if is_whole else build.plus(first, last, span)
    return build.where(build.compare(CompareOp.LESS_EQUAL, wanted, end, span), wanted, lane, span)


def _named(block: Block, mask: Any, span: Span) -> Any:
    """The lanes that take part: those that execute, and are named by the mask."""
    executing = build.both(block.mask, block.guard, span)
    if mask is None or (isinstance(mask, Literal) and mask.value == _ALL):
        return executing
    lane = build.convert(_lane(block, span), UINT32, span)
    bit = build.binary(BinaryOp.AND, _shift(mask, lane, span), integer(1, UINT32, span), span)
    return build.both(executing, build.compare(CompareOp.NOT_EQUAL, bit, integer(0, UINT32, span), span), span)


def _shift(value: Any, by: Any, span: Span) -> Any:
    return Binary(BinaryOp.SHIFT_RIGHT, value, by, build.tiled(UINT32, build.shape_of(value, by)), span)


def _ballot(block: Block, predicate: Any, span: Span) -> Any:
    lane = build.convert(_lane(block, span), UINT32, span)
    one = integer(1, UINT32, span)
    bit = Binary(BinaryOp.SHIFT_LEFT, one, lane, block.tile(UINT32), span)
    bits = build.where(predicate, bit, integer(0, UINT32, span), span)
    votes = build.reduce(ReduceOp.ADD, _as_warps(block, bits, span), 1, span)
    return block.keep("votes", _spread(block, votes, span), span)


def _vote(block: Block, node: WarpOperation, predicate: Any, mask: Any) -> Any:
    span = node.span
    named = _named(block, mask, span)
    if node.op is WarpOp.BALLOT:
        return _ballot(block, build.both(named, predicate, span), span)
    wanted = predicate if node.op is WarpOp.ANY else build.negation(predicate, span)
    found = build.convert(build.both(named, wanted, span), INT32, span)
    voted = _spread(block, build.reduce(ReduceOp.MAX, _as_warps(block, found, span), 1, span), span)
    op = CompareOp.NOT_EQUAL if node.op is WarpOp.ANY else CompareOp.EQUAL
    return build.convert(build.compare(op, voted, integer(0, INT32, span), span), INT32, span)


def _identity(op: ReduceOp, element: Scalar, span: Span) -> Literal:
    """What changes no result of the operation."""
    if element.is_float:
        return Literal({ReduceOp.MIN: inf, ReduceOp.MAX: -inf}.get(op, 0.0), element, span)
    low = -(1 << (element.bits - 1)) if element.is_signed else 0
    high = low + (1 << element.bits) - 1
    all_ones = -1 if element.is_signed else high
    return integer({ReduceOp.MIN: high, ReduceOp.MAX: low, ReduceOp.AND: all_ones}.get(op, 0), element, span)


def _reduced(block: Block, node: WarpOperation, value: Any, mask: Any) -> Any:
    span, op = node.span, _REDUCTIONS[node.op]
    element = build.element_of(value)
    value = build.splat(value, block.shape, span)
    value = build.where(_named(block, mask, span), value, _identity(op, element, span), span)
    return block.keep("reduced", _spread(block, build.reduce(op, _as_warps(block, value, span), 1, span), span), span)


def _match(block: Block, node: WarpOperation, value: Any, mask: Any) -> Any:
    """Of each lane, which lanes hold the same value: 32 by 32 comparisons a warp."""
    span = node.span
    warps = _warps(block, span)
    whole = (*warps, WIDTH)
    rows = _as_warps(block, value, span)
    one = build.broadcast(build.reshape(rows, (warps[0], WIDTH, 1), span), whole, span)
    other = build.broadcast(build.reshape(rows, (warps[0], 1, WIDTH), span), whole, span)
    named = _as_warps(block, _named(block, mask, span), span)
    named = build.broadcast(build.reshape(named, (warps[0], 1, WIDTH), span), whole, span)
    bits = Binary(BinaryOp.SHIFT_LEFT, integer(1, UINT32, span), build.convert(_lane(block, span), UINT32, span),
                  block.tile(UINT32), span)  # fmt: skip
    bits = build.reshape(_as_warps(block, bits, span), (warps[0], 1, WIDTH), span)
    bits = build.broadcast(bits, whole, span)
    same = build.both(named, build.compare(CompareOp.EQUAL, one, other, span), span)
    found = build.reduce(ReduceOp.ADD, build.where(same, bits, integer(0, UINT32, span), span), 2, span)
    matching = block.keep("matching", _as_lanes(block, found, span), span)
    if node.op is WarpOp.MATCH_ANY:
        return matching
    everyone = _ballot(block, _named(block, mask, span), span)
    equal = build.compare(CompareOp.EQUAL, matching, everyone, span)
    return build.where(equal, everyone, integer(0, UINT32, span), span)
