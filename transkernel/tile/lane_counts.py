"""Loops that each lane counts from a start of its own to an end of its own: rounds are counted once, before the first.

    i = first; mask = active & (i < last)                    rounds = most of (last - first) in lanes of the mask
    while any lane of mask:                                  for k in range(0, rounds, 2):
        ...                                             =>       i = first + k
        i = where(mask, i + 2, i); mask &= i < last              mask = active & (i < last)
                                                                 ...

Precondition: i is INT32 and compared as such, counted by a literal above 0, changed nowhere else and read nowhere else;
first and last are not changed by the loop. A lane is in the mask of round k / 2 where k < last - first, and the longest
one is in the last round, so that rounds are as many as before. The difference of two INT32 of which the first is less
is a UINT32; where the first may be negative, rounds are INT64.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import BinaryOp, Declare, Literal, Variable, integer
from transkernel.ir.tile import Range, ReduceOp
from transkernel.ir.types import INT32, INT64, UINT32, Tile
from transkernel.ir.visit import rewrite, walk
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.ranges import Ranges

_MOST = 2**31 - 1


def counted_by_lane(
    counter: Declare, mask: Declare, body: tuple[Any, ...], step: Literal, loop: Any, fresh: FreshNames, ranges: Ranges
) -> tuple[Any, ...]:
    """The statements instead of the counter's and the mask's declarations and the loop's While. body: of a round, but
    for what changes these two. loop: lanes, test and node, as in strided.py."""
    span = loop.node.span
    made: list[Any] = []

    def kept(name: str, value: Any) -> Any:
        if isinstance(value, Variable | Literal):
            return value
        made.append(Declare(fresh(name), value.type, value, span))
        return Variable(made[-1].name, value.type, span)

    first, last = kept("first", counter.init), kept("last", loop.test.right)
    entered = rewrite(mask.init, lambda node: first if _is(node, counter.name) else node)
    entered = rewrite(entered, lambda node: last if node == loop.test.right else node)
    difference = build.binary(BinaryOp.SUBTRACT, last, first, span)
    type_ = INT32 if ranges.within(counter.init, 0, _MOST) else INT64
    if type_ == INT64:
        difference = build.convert(build.convert(difference, UINT32, span), INT64, span)
    longest = build.where(entered, difference, integer(0, type_, span), span)
    assert isinstance(longest.type, Tile)
    rounds = kept("rounds", build.reduce(ReduceOp.MAX, longest, 0, span))
    round_ = Variable(fresh("passed"), type_, span)
    value = build.binary(BinaryOp.ADD, first, build.convert(round_, INT32, span), span)
    test = replace(loop.test, right=last)
    inside = replace(mask, init=build.both(loop.lanes, test, span))
    heads = (replace(counter, init=value), inside)
    by = build.convert(step, type_, span)
    return (
        *made,
        Range(round_.name, integer(0, type_, span), rounds, by, (*heads, *body), type_, span, loop.node.unroll),
    )


def _is(node: Any, name: str) -> bool:
    return isinstance(node, Variable) and node.name == name


def changes(nodes: tuple[Any, ...], changed: frozenset[str] | set[str]) -> bool:
    """Whether one of the values names a variable that changes."""
    return any(isinstance(each, Variable) and each.name in changed for node in nodes for each in walk(node))
