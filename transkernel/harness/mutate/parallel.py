"""Operators on what threads do together: barriers, warps, atomics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import Facts, literal, shifted
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import AtomicOp, BlockVoteOp, WarpOp
from transkernel.ir.types import UINT32, is_integer

_WARP = 32
_ALL, _HALF_OF_ALL = 0xFFFFFFFF, 0x0000FFFF
_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)
_OTHER_WARP = {
    WarpOp.SHUFFLE_UP: WarpOp.SHUFFLE_DOWN,
    WarpOp.SHUFFLE_DOWN: WarpOp.SHUFFLE_UP,
    WarpOp.SHUFFLE_XOR: WarpOp.SHUFFLE_UP,
    WarpOp.SHUFFLE: WarpOp.SHUFFLE_XOR,
    WarpOp.ANY: WarpOp.ALL,
    WarpOp.ALL: WarpOp.ANY,
    WarpOp.REDUCE_ADD: WarpOp.REDUCE_MAX,
    WarpOp.REDUCE_MIN: WarpOp.REDUCE_MAX,
    WarpOp.REDUCE_MAX: WarpOp.REDUCE_MIN,
    WarpOp.REDUCE_AND: WarpOp.REDUCE_OR,
    WarpOp.REDUCE_OR: WarpOp.REDUCE_AND,
    WarpOp.REDUCE_XOR: WarpOp.REDUCE_OR,
}
_OTHER_VOTE = {
    BlockVoteOp.AND: BlockVoteOp.OR,
    BlockVoteOp.OR: BlockVoteOp.AND,
    BlockVoteOp.COUNT: BlockVoteOp.OR,
}
_OTHER_ATOMIC = {
    AtomicOp.ADD: AtomicOp.EXCHANGE,
    AtomicOp.SUBTRACT: AtomicOp.ADD,
    AtomicOp.MIN: AtomicOp.MAX,
    AtomicOp.MAX: AtomicOp.MIN,
    AtomicOp.INCREMENT: AtomicOp.ADD,
    AtomicOp.DECREMENT: AtomicOp.SUBTRACT,
    AtomicOp.AND: AtomicOp.OR,
    AtomicOp.OR: AtomicOp.AND,
    AtomicOp.XOR: AtomicOp.OR,
    AtomicOp.EXCHANGE: AtomicOp.MAX,
}


def barrier(site: Site, facts: Facts) -> Iterator[Any]:
    """A barrier that is forgotten."""
    if isinstance(site.node, ir.Barrier):
        yield ()


def warp(site: Site, facts: Facts) -> Iterator[Any]:
    """Another operation of the warp, or of the block's vote."""
    node = site.node
    if isinstance(node, ir.WarpOperation) and node.op in _OTHER_WARP:
        yield replace(node, op=_OTHER_WARP[node.op])
    if isinstance(node, ir.BlockVote):
        yield replace(node, op=_OTHER_VOTE[node.op])


def lanes(site: Site, facts: Facts) -> Iterator[Any]:
    """A shuffle from the next lane, or over groups of half the width."""
    node = site.node
    if not isinstance(node, ir.WarpOperation) or node.op not in _SHUFFLES:
        return
    value, other = node.arguments
    yield replace(node, arguments=(value, shifted(other, 1)))
    if node.width == _WARP:
        yield replace(node, width=_WARP // 2)


def mask(site: Site, facts: Facts) -> Iterator[Any]:
    """Only the lower half of the warp named as taking part, where all of it does."""
    node = site.node
    if isinstance(node, ir.WarpOperation) and isinstance(node.mask, ir.Literal) and node.mask.value == _ALL:
        yield replace(node, mask=literal(_HALF_OF_ALL, UINT32, node))


def atomic(site: Site, facts: Facts) -> Iterator[Any]:
    """Another atomic operation; an addition that forgets what was there."""
    node = site.node
    if not isinstance(node, ir.Atomic) or node.op not in _OTHER_ATOMIC:
        return
    other = _OTHER_ATOMIC[node.op]
    if other in (AtomicOp.ADD, AtomicOp.EXCHANGE) or is_integer(node.operands[0].type):
        yield replace(node, op=other)
