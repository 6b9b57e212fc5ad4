"""Runs a block of thread IR, as CUDA means it or as strictly as OpenCL does.

CUDA: threads that returned do not count for barriers, and a warp operation is done when the lanes of its mask have
arrived. Strict: at each collective all threads of the block have to arrive, at the same node, and none may have
returned. A shuffle from a lane that takes no part gives a value that was never written.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from tests.passes.interpreter import Launch, Stop, Thread, Undefined, fill, wrap
from transkernel.ir.nodes import Barrier, BlockVote, BlockVoteOp, Scope, WarpOp


class NotConverged(Exception):
    """Strict mode: threads of the block are at different places."""


def run_block(block: Launch, *, strict: bool) -> None:
    """Runs all threads of a block to their ends; raises Undefined or NotConverged."""
    count = math.prod(block.size)
    structs = {each.name: each for each in block.program.structs}
    block.memory = {each.name: fill(each.type, structs) for each in block.program.kernel.shared}
    runs = {number: Thread(block, number).run() for number in range(count)}
    waiting: dict[int, Stop] = {}
    ready: dict[int, Any] = dict.fromkeys(runs)
    while runs:
        for number, answer in sorted(ready.items()):
            try:
                waiting[number] = runs[number].send(answer)
            except StopIteration:
                del runs[number]
        ready = {}
        if runs:
            ready = _meet_strictly(waiting, count) if strict else _meet(waiting, set(runs))
            for number in ready:
                del waiting[number]


def _meet_strictly(waiting: dict[int, Stop], count: int) -> dict[int, Any]:
    nodes = {(id(stop.node), stop.rounds) for stop in waiting.values()}
    if len(waiting) != count or len(nodes) != 1:
        places = sorted({f"{type(stop.node).__name__}" for stop in waiting.values()})
        raise NotConverged(f"{len(waiting)} of {count} threads wait, at {len(nodes)} places: {places}")
    node = waiting[0].node
    if isinstance(node, Barrier):
        return dict.fromkeys(waiting)
    if isinstance(node, BlockVote):
        return _block_vote(waiting)
    result: dict[int, Any] = {}
    for first in range(0, count, 32):
        result |= _warp(first, {number: waiting[number] for number in range(first, min(count, first + 32))}, None)
    return result


def _meet(waiting: dict[int, Stop], there: set[int]) -> dict[int, Any]:
    """The threads that can go on, with what they get."""
    result: dict[int, Any] = {}
    for first in range(0, max(there) + 1, 32):
        lanes = {number for number in there if first <= number < first + 32}
        result |= _meet_in_warp(first, waiting, lanes)
    if result:
        return result
    if all(_is_of_block(waiting[number].node) for number in there):
        kinds = {type(waiting[number].node) for number in there}
        if kinds == {Barrier}:
            return dict.fromkeys(there)
        if len({id(waiting[number].node) for number in there}) == 1:
            return _block_vote(waiting)
        raise Undefined("threads at different barriers with votes")
    number = min(number for number in there if not _is_of_block(waiting[number].node))
    if waiting[number].mask is not None:
        raise Undefined("lanes of a mask never arrive")
    first = number - number % 32
    same = [n for n in there if first <= n < first + 32 and waiting[n].node is waiting[number].node]
    return _warp(first, {n: waiting[n] for n in same}, set(same))


def _is_of_block(node: Any) -> bool:
    return isinstance(node, BlockVote) or (isinstance(node, Barrier) and node.scope is Scope.BLOCK)


def _meet_in_warp(first: int, waiting: dict[int, Stop], lanes: set[int]) -> dict[int, Any]:
    result: dict[int, Any] = {}
    for number in sorted(lanes):
        stop = waiting.get(number)
        if stop is None or number in result or _is_of_block(stop.node):
            continue
        mask = 0xFFFFFFFF if stop.mask is None else stop.mask
        named = {n for n in lanes if mask >> (n - first) & 1}
        if number not in named:
            raise Undefined("a lane is not in its own mask")
        if all(n in waiting and waiting[n].node is stop.node and waiting[n].mask == stop.mask for n in named):
            result |= _warp(first, {n: waiting[n] for n in named}, named)
    return result


def _block_vote(waiting: dict[int, Stop]) -> dict[int, Any]:
    node = next(iter(waiting.values())).node
    votes = [bool(stop.operands[0]) for stop in waiting.values()]
    if any(stop.operands[0] is None for stop in waiting.values()):
        raise Undefined("a vote was never written")
    answer = {BlockVoteOp.COUNT: sum(votes), BlockVoteOp.AND: int(all(votes)), BlockVoteOp.OR: int(any(votes))}[node.op]
    return dict.fromkeys(waiting, answer)


def _warp(first: int, stops: dict[int, Stop], there: set[int] | None) -> dict[int, Any]:
    """One operation of a warp. there: who takes part (None: strict, everyone is)."""
    lanes = {number - first: stop for number, stop in stops.items()}
    return {first + lane: _lane_result(lane, lanes, there is None) for lane in lanes}


def _lane_result(lane: int, lanes: dict[int, Stop], strict: bool) -> Any:
    stop = lanes[lane]
    if isinstance(stop.node, Barrier):
        return None
    op: WarpOp = stop.node.op
    mask = 0xFFFFFFFF if stop.mask is None else stop.mask
    voters = {n: each.operands[0] if each.operands else True for n, each in lanes.items() if mask >> n & 1}
    if op.startswith("shuffle"):
        return _shuffled(op, lane, lanes, strict)
    if op is WarpOp.ACTIVE_MASK:
        return sum(1 << n for n in lanes)
    if any(value is None for value in voters.values()):
        if strict and (lane not in voters):
            return None
        raise Undefined("an operand of a warp operation was never written")
    own = stop.operands[0]
    same = {n for n, value in voters.items() if value == own}
    results: dict[WarpOp, Callable[[], Any]] = {
        WarpOp.ANY: lambda: wrap(any(voters.values()), stop.node.type),
        WarpOp.ALL: lambda: wrap(all(voters.values()), stop.node.type),
        WarpOp.BALLOT: lambda: sum(1 << n for n, value in voters.items() if value),
        WarpOp.MATCH_ANY: lambda: sum(1 << n for n in same),
        WarpOp.MATCH_ALL: lambda: sum(1 << n for n in voters) if len(same) == len(voters) else 0,
    }
    return results[op]() if op in results else wrap(_reduced(op, list(voters.values())), stop.node.type)


def _reduced(op: WarpOp, values: list[Any]) -> Any:
    plain: dict[WarpOp, Callable[[Any, Any], Any]] = {
        WarpOp.REDUCE_ADD: operator.add, WarpOp.REDUCE_MIN: min, WarpOp.REDUCE_MAX: max,
        WarpOp.REDUCE_AND: operator.and_, WarpOp.REDUCE_OR: operator.or_, WarpOp.REDUCE_XOR: operator.xor,
    }  # fmt: skip
    if not values:
        return 0
    result = values[0]
    for value in values[1:]:
        result = plain[op](result, value)
    return result


def _shuffled(op: WarpOp, lane: int, lanes: dict[int, Stop], strict: bool) -> Any:
    value, by = lanes[lane].operands
    width = lanes[lane].width or 32
    base = lane - lane % width
    source = {
        WarpOp.SHUFFLE: base + (by or 0) % width,
        WarpOp.SHUFFLE_UP: lane - by if lane - by >= base else lane,
        WarpOp.SHUFFLE_DOWN: lane + by if lane + by < base + width else lane,
        WarpOp.SHUFFLE_XOR: lane ^ by if lane ^ by < base + width else lane,
    }[op]
    if source in lanes:
        return lanes[source].operands[0]
    return None if not strict or source >= len(lanes) else value
