"""Lanes of a warp that exchange values by `shuffle_xor` over the turns of a loop, until each has what all had.

A distance counts by its low five bits: beyond them the lane reads itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.folding import as_function, turns_of
from transkernel.harness.mutate.idle import is_idle
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.printer import expression_text
from transkernel.ir.visit import rewrite_all, walk_all

_LANES, _LANE_BITS = 32, 5
_EVERY_LANE = (1 << _LANES) - 1
# Neither the order of two operands nor that of many is anything to them, but for the rounding of a sum.
_OPERATORS = (BinaryOp.ADD, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR)
_FUNCTIONS = ("min", "max", "fmin", "fmax", "fmin_nan", "fmax_nan")


def exchange_the_same(before: ir.For, after: ir.For, functions: Mapping[str, ir.Function]) -> bool:
    """Whether two loops that differ in their heads or distances leave every lane with the same, in any order."""
    first, second = _distances(before), _distances(after)
    if first is None or second is None or _regardless(before.body) != _regardless(after.body):
        return False
    if is_idle(before.body, functions):
        first, second = ([each for each in distances if each] for distances in (first, second))
    if first == second:
        return True
    counts = {_rank(first), _rank(second), len(first), len(second)}
    return _combined(before) is not None and counts == {_LANE_BITS}


def leaves_one_value(loop: Any, name: str) -> bool:
    """Whether every lane of the warp has the same in a variable after a loop, to the bit.

    After a turn, the two lanes that exchanged values have combined the same two, so that lanes apart by any of the
    distances up to now are equal.
    """
    shuffle = _combined(loop) if isinstance(loop, ir.For) else None
    if shuffle is None or expression_text(shuffle.arguments[0]) != name:
        return False
    takes_all = isinstance(shuffle.mask, ir.Literal) and shuffle.mask.value == _EVERY_LANE
    return takes_all and _rank(_distances(loop) or []) == _LANE_BITS


def _distances(loop: ir.For) -> list[int] | None:
    """Of the turns; None where the loop is steered by data, or by the turn in more than
    the distances, and where not all of its warp operations are such exchanges."""
    turns, shuffles = turns_of(loop), [each for each in walk_all(loop.body) if isinstance(each, ir.WarpOperation)]
    if turns is None or not shuffles or not all(_is_exchange(each) for each in shuffles):
        return None
    (first,) = loop.init
    assert isinstance(first, ir.Declare)
    if any(isinstance(each, ir.Variable) and each.name == first.name for each in walk_all(_regardless(loop.body))):
        return None
    found: list[int] = []
    distances = [as_function(each.arguments[1], first.name) for each in shuffles]
    for turn in turns:
        values = {distance(turn) for distance in distances}
        value = values.pop()
        if value is None or values:
            return None
        found.append(value % _LANES)
    return found


def _is_exchange(node: ir.WarpOperation) -> bool:
    return node.op is ir.WarpOp.SHUFFLE_XOR and node.width == _LANES


def _regardless(body: tuple[Any, ...]) -> tuple[Any, ...]:
    """A loop's body without its distances."""

    def change(node: Any) -> Any:
        is_shuffle = isinstance(node, ir.WarpOperation) and node.op is ir.WarpOp.SHUFFLE_XOR
        return replace(node, arguments=node.arguments[:1]) if is_shuffle else node

    return rewrite_all(body, change)


def _combined(loop: ir.For) -> Any:
    """The shuffle of a loop that is `value = value + shuffle_xor(value, ...)` alone; None for any other loop."""
    statements = [each for each in loop.body if not isinstance(each, ir.Comment)]
    if len(statements) != 1 or not isinstance(statements[0], ir.Assign):
        return None
    target, operands = expression_text(statements[0].target), list(_operands(statements[0].value))
    shuffles = [each for each in operands if isinstance(each, ir.WarpOperation) and _is_exchange(each)]
    own = [each for each in operands if expression_text(each) == target]
    is_it = len(operands) == 2 and len(shuffles) == len(own) == 1
    return shuffles[0] if is_it and expression_text(shuffles[0].arguments[0]) == target else None


def _operands(node: Any) -> tuple[Any, ...]:
    if isinstance(node, ir.Binary) and node.op in _OPERATORS:
        return node.left, node.right
    return node.arguments if isinstance(node, ir.Intrinsic) and node.id in _FUNCTIONS else ()


def _rank(distances: list[int]) -> int:
    """Of the distances, as vectors of bits: how many of them are no combination of the others."""
    basis: list[int] = []
    for distance in distances:
        value = distance
        for each in basis:
            value = min(value, value ^ each)
        if value:
            basis.append(value)
    return len(basis)
