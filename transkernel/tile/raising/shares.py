"""What the threads of one block hold, told by whose values it is made of.

A value of all threads is UNKNOWN, an int (the same number in all of them), a list (a number for each), a Source (each
thread's own value of one definition), or Shares.

A share is UNKNOWN, or NOTHING (what no program may look at: memory that nobody wrote, a lane that is not there), or
(op, source, threads, literals): the values that the threads whose bits are set have in the source, and the literals,
joined by the operation; None where there is only one. What an operation would count twice is UNKNOWN, unless that makes
no difference (`max`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from transkernel.ir.tile import ReduceOp
from transkernel.ir.types import BOOL, Scalar


class _Word:
    def __init__(self, word: str) -> None:
        self._word = word

    def __repr__(self) -> str:
        return self._word


UNKNOWN, NOTHING = _Word("UNKNOWN"), _Word("NOTHING")
_REPEATABLE = (ReduceOp.MIN, ReduceOp.MAX, ReduceOp.AND, ReduceOp.OR)
NEUTRAL = {ReduceOp.ADD: 0, ReduceOp.OR: 0, ReduceOp.XOR: 0, ReduceOp.MULTIPLY: 1}
_NO_LITERALS: frozenset[Any] = frozenset()

Share = Any  # UNKNOWN | NOTHING | tuple[ReduceOp | None, Source | None, int, frozenset[int | float]]
Value = Any  # UNKNOWN | int | list[int] | Source | Shares


@dataclass(frozen=True, slots=True)
class Source:
    """A value of each thread. where: "after" a statement or at the "start" of a loop's body, that of a variable; or
    that of an expression "before" the statement that it stands in. node: the identity of the statement or expression.
    """

    where: str
    node: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    lanes: tuple[Share, ...]


def joined(op: ReduceOp, left: Share, right: Share) -> Share:
    """A share of both."""
    if left is NOTHING or right is NOTHING:
        return NOTHING
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    (one, first, threads, literals), (other, second, more, others) = left, right
    if (
        one not in (None, op)
        or other not in (None, op)
        or (first is not second and first and second and first != second)
    ):
        return UNKNOWN
    both = literals and others and literals & others
    if (threads & more or both) and op not in _REPEATABLE and (threads & more or both - {NEUTRAL.get(op)}):
        return UNKNOWN
    return (op, first or second, threads | more, literals | others)


def literal_share(value: float) -> Share:
    return (None, None, 0, frozenset((value,)))


def is_number(*values: Value) -> bool:
    """Whether values are numbers in all threads."""
    return all(isinstance(each, int | list) for each in values)


def shares_of(value: Value, count: int) -> Sequence[Share]:
    """Of each thread; numbers that differ are UNKNOWN."""
    match value:
        case Shares():
            return value.lanes
        case Source():
            return [(None, value, 1 << thread, _NO_LITERALS) for thread in range(count)]
        case int():
            return (literal_share(value),) * count
    return (UNKNOWN,) * count


def numbers_of(value: int | list[int], count: int) -> Sequence[int]:
    return value if isinstance(value, list) else (value,) * count


def each_number(change: Callable[..., int], *values: Value) -> Value:
    """A function on numbers; UNKNOWN where one of them is."""
    if not is_number(*values):
        return UNKNOWN
    if all(isinstance(each, int) for each in values):
        return change(*values)
    return [*map(change, *(each if isinstance(each, list) else repeat(each) for each in values))]


def chosen(mask: Sequence[bool], then: Value, otherwise: Value) -> Value:
    """One value where the mask holds, another elsewhere."""
    if all(mask):
        return then
    count = len(mask)
    if is_number(then, otherwise):
        pairs = zip(mask, numbers_of(then, count), numbers_of(otherwise, count), strict=True)
        return [one if here else other for here, one, other in pairs]
    pairs = zip(mask, shares_of(then, count), shares_of(otherwise, count), strict=True)
    return Shares(tuple(one if here else other for here, one, other in pairs))


def wrapped(value: Value, type_: Any) -> Value:
    """Numbers in an integer type; UNKNOWN in others."""
    if not is_number(value) or not isinstance(type_, Scalar) or not type_.is_integer:
        return UNKNOWN
    if type_ == BOOL:
        return each_number(lambda number: int(number != 0), value)
    low, high = limits_of(type_)
    least, most = (value, value) if isinstance(value, int) else (min(value), max(value))
    if low <= least and most <= high:
        return value
    return each_number(lambda number: (number - low) % (high - low + 1) + low, value)


def limits_of(type_: Scalar) -> tuple[int, int]:
    """The least and the largest number of an integer type."""
    low = -(1 << (type_.bits - 1)) if type_.is_signed else 0
    return low, low + (1 << type_.bits) - 1
