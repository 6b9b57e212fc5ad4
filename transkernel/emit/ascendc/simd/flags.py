"""Turns that flags can say: none in a loop for what was done before it, and no flag is set again before its last wait
is known to have passed.

`SetFlag<A_B>` while the flag may still be set has no meaning. A unit knows of a wait when what it does comes behind it,
by flags of other units; and all units know what the scalar unit knows, which hands out what they do. Where a Turn from
A to B would set a flag too early, the scalar unit waits for A instead, so that B gets its next instruction after that.
Source: asc-devkit docs, basic API, SetFlag and WaitFlag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import If, While
from transkernel.ir.placed import (
    Buffer,
    CopyIn,
    CopyOut,
    GatherIn,
    LaneLoop,
    PlacedKernel,
    Role,
    SetElement,
    Turn,
    Unit,
    Vector,
)
from transkernel.ir.tile import Range
from transkernel.ir.visit import rewrite_all, walk_all, walk_statements

_LOOPS = (LaneLoop, Range, While)
_ACTIVE: dict[type, Unit] = {
    CopyIn: Unit.COPY_IN, CopyOut: Unit.COPY_OUT, GatherIn: Unit.VECTOR, Vector: Unit.VECTOR,
    SetElement: Unit.SCALAR,
}  # fmt: skip
Flag = tuple[Unit, Unit]
State = dict[Flag, frozenset[Unit]]  # of each flag that was set, who knows that its last wait has passed


def with_free_flags(kernel: PlacedKernel) -> PlacedKernel:
    """The kernel with Turns whose flags are down when they are set. Its body is done for block after block."""
    flags = _Flags({each.name: each for each in kernel.buffers})
    body, _ = flags.loop(_hoisted(kernel.body), {})
    return replace(kernel, body=body)


def _hoisted(body: tuple[Any, ...]) -> tuple[Any, ...]:
    """The body with Turns of loops before them, where the unit that is waited for does nothing in the loop."""
    made: list[Any] = []
    for each in body:
        if isinstance(each, If):
            made.append(replace(each, then=_hoisted(each.then), otherwise=_hoisted(each.otherwise)))
        elif isinstance(each, _LOOPS):
            inner = _hoisted(each.body)
            active = {_ACTIVE[type(node)] for node in walk_all(inner) if type(node) in _ACTIVE}
            idle = {node for node in walk_statements(inner) if isinstance(node, Turn) and node.before not in active}
            pairs = sorted({(node.before, node.after) for node in idle})
            made += [Turn(before, after, each.span) for before, after in pairs]
            made.append(replace(each, body=_without(inner, set(pairs))))
        else:
            made.append(each)
    return tuple(made)


def _without(body: tuple[Any, ...], pairs: set[Flag]) -> tuple[Any, ...]:
    def change(node: Any) -> Any:
        return () if isinstance(node, Turn) and (node.before, node.after) in pairs else node

    return rewrite_all(body, change)


class _Flags:
    def __init__(self, buffers: Mapping[str, Buffer]) -> None:
        self._buffers = buffers

    def loop(self, body: tuple[Any, ...], state: State) -> tuple[tuple[Any, ...], State]:
        """A body that is done any number of times, also not at all."""
        while True:
            made, after = self._body(body, dict(state))
            joined = _joined(state, after)
            if joined == state:
                return made, state
            state = joined

    def _body(self, body: tuple[Any, ...], state: State) -> tuple[tuple[Any, ...], State]:
        made: list[Any] = []
        for each in body:
            if isinstance(each, _LOOPS):
                inner, state = self.loop(each.body, state)
                made.append(replace(each, body=inner))
            elif isinstance(each, If):
                then, first = self._body(each.then, dict(state))
                otherwise, second = self._body(each.otherwise, dict(state))
                state = _joined(first, second)
                made.append(replace(each, then=then, otherwise=otherwise))
            elif isinstance(each, Turn):
                made += self._turn(each, state)
            else:
                self._queue(each, state)
                made.append(each)
        return tuple(made), state

    def _turn(self, node: Turn, state: State) -> list[Turn]:
        flag = node.before, node.after
        if node.before is node.after or _is_down(flag, state):
            _pass(flag, state)
            return [node]
        asked = replace(node, before=node.after if node.before is Unit.SCALAR else node.before, after=Unit.SCALAR)
        _pass((asked.before, asked.after), state)
        if node.before is not Unit.SCALAR:
            return [asked]
        _pass(flag, state)
        return [asked, node]

    def _queue(self, node: Any, state: State) -> None:
        """Queues have flags of their own, which tell of others too; a gather waits for the vector unit first, and lets
        it wait for copies and for the scalar unit then."""
        if isinstance(node, GatherIn):
            _pass((Unit.VECTOR, Unit.SCALAR), state)
            _pass((Unit.COPY_IN, Unit.VECTOR), state)
            _pass((Unit.SCALAR, Unit.VECTOR), state)
        if isinstance(node, CopyIn) and self._buffers[node.target.buffer].role is Role.IN:
            _tell(Unit.COPY_IN, Unit.VECTOR, state)
        elif isinstance(node, CopyOut) and self._buffers[node.source.buffer].role is Role.OUT:
            _tell(Unit.VECTOR, Unit.COPY_OUT, state)


def _is_down(flag: Flag, state: State) -> bool:
    """Whether who sets the flag knows that nobody waits for it any more."""
    before, after = flag
    known = state.get(flag)
    return known is None or after is Unit.SCALAR or before in known or Unit.SCALAR in known


def _pass(flag: Flag, state: State) -> None:
    before, after = flag
    if before is not after:
        _tell(before, after, state)
        state[flag] = frozenset((after,))


def _tell(before: Unit, after: Unit, state: State) -> None:
    """`after` knows what `before` knows."""
    for flag, known in state.items():
        if before in known and after not in known:
            state[flag] = known | {after}


def _joined(one: State, other: State) -> State:
    """What is known whichever way was gone."""
    found = dict(one)
    for flag, known in other.items():
        found[flag] = found[flag] & known if flag in found else known
    return found
