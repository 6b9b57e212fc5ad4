"""Which lane writes an element: an affine index turned around.

    index = 33 * (lane / BLOCK_X) + lane % BLOCK_X + rest
    q = slot - rest;  y = q / 33;  x = q % 33;  lane = y * BLOCK_X + x, where x < BLOCK_X and that is a lane

For each element this names one lane at most, and each lane is named for its own element, if the digits that are not the
topmost stay below the factor above them: BLOCK_X <= 33. Where that is up to the launch, it is required of the launch.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from transkernel.ir.nodes import BinaryOp, CompareOp, Literal, integer
from transkernel.ir.tile import ConstantRule, Requirement, TileKernel
from transkernel.ir.types import INT32
from transkernel.records import record
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.affine import ONE, Affine, Digit, Factor, Product, factor_value, product_value

_NAMES = ("line", "column", "within", "depth")
_AXES = (ConstantRule.BLOCK_X, ConstantRule.BLOCK_Y, ConstantRule.BLOCK_Z)


@record
class Home:
    """terms: the digits that the index has, the greatest factor first. fixed: the others, with the scalar that each is
    in every lane that writes."""

    terms: tuple[tuple[Digit, Factor], ...]
    rest: Any
    fixed: tuple[tuple[Digit, Any], ...]
    requirements: tuple[Requirement, ...]


def home_of(index: Affine, known: dict[Digit, Any], everyone: bool, kernel: TileKernel, what: str) -> Home | None:
    """Who writes where; None where that is not known. known: what digits are in all lanes that write.

    everyone: all threads of the block write. what: the array, for the reason of a requirement.
    """
    terms = _by_factor(index)
    zero = integer(0, INT32, kernel.span) if everyone else None
    fixed = None if terms is None else _missing([digit for digit, _ in terms], known, zero)
    if terms is None or fixed is None:
        return None
    requirements = []
    for (_, outer), (digit, inner) in pairwise(terms):
        limit = (outer.number or 0) // (inner.number or 1)
        needed = _stays_below(digit, limit, kernel, what)
        if needed is None:
            return None
        requirements += needed
    return Home(terms, index.rest, fixed, tuple(requirements))


def _by_factor(index: Affine) -> tuple[tuple[Digit, Factor], ...] | None:
    if len(index.terms) == 1:
        return index.terms
    if any(factor.number is None or factor.number <= 0 for _, factor in index.terms):
        return None
    return tuple(sorted(index.terms, key=lambda term: -(term[1].number or 0)))


def _missing(digits: list[Digit], known: dict[Digit, Any], otherwise: Any) -> tuple[tuple[Digit, Any], ...] | None:
    """The digits that the index lacks, from the lowest up; None where they may be anything."""
    left, at, fixed = [*digits], Product(), []
    while True:
        found = next((each for each in left if each.below == at), None)
        if found is None:
            gap = _gap(at, left)
            value = None if gap is None else known.get(gap, otherwise)
            if gap is None or value is None:
                return None
            fixed.append((gap, value))
            found = gap
        else:
            left.remove(found)
        if found.size is None:
            return None if left else tuple(fixed)
        at = at.times(found.size)


def _gap(at: Product, left: list[Digit]) -> Digit | None:
    """The digit from there to the next one."""
    if not left:
        return Digit(at, None)
    sizes = [each.below.over(at) for each in left]
    known = [each for each in sizes if each is not None]
    if len(known) != len(sizes):
        return None
    return Digit(at, min(known, key=lambda each: (len(each.names), each.number)))


def _stays_below(digit: Digit, limit: int, kernel: TileKernel, what: str) -> list[Requirement] | None:
    """What the launch must keep to so that the digit is less than the limit."""
    size = digit.size if digit.size is not None else top_size(digit.below, kernel)
    if size is None or limit < 1:
        return None
    number, names = size.number, size.names
    if digit.size is None and not digit.below.names and digit.below.number > 1:  # lane / 32: BLOCK_X / 32 of them
        number, limit = 1, limit * digit.below.number
    rules = {each.name: each.rule for each in kernel.constants}
    if not names:
        return [] if number <= limit else None
    if limit // number < 1 or (len(names) > 1 and digit.size is not None):
        return None
    rule = rules[names[0]] if len(names) == 1 else ConstantRule.LANES
    if len(names) > 1 and digit.below.names:
        return None
    return [Requirement(rule, limit // number, True, f"`{what}` has no place for more threads side by side")]


def top_size(below: Product, kernel: TileKernel) -> Product | None:
    """How many values the topmost digit has: the block's extents that do not lie below it."""
    names = [each.name for rule in _AXES for each in kernel.constants if each.rule is rule]
    for name in below.names:
        if name not in names:
            return None
        names.remove(name)
    return Product(1, tuple(sorted(names)))


# ------------------------------------------------------------ in tile IR


def writers(home: Home, slots: Any, lanes: Any, keep: Callable[[str, Any], Any], span: Span) -> tuple[Any, Any]:
    """For each slot (a tile of INT32) the lane that writes it, and whether there is one; idle slots have any number.

    lanes: how many lanes there are, a scalar. keep: gives a value a name.
    """
    zero = integer(0, INT32, span)
    rest, lane = slots, None
    valid: Any = None
    if home.rest is not None:
        rest = keep("place", build.binary(BinaryOp.SUBTRACT, slots, home.rest, span))
        valid = build.compare(CompareOp.GREATER_EQUAL, rest, zero, span)
    for position, (digit, factor) in enumerate(home.terms):
        last = position == len(home.terms) - 1
        value, left = _taken(rest, factor, span)
        if not last:
            value, left = keep(_NAMES[position], value), keep(_NAMES[position + 1], left)
        if factor.number is None or factor.number < 0:
            valid = build.compare(CompareOp.GREATER_EQUAL, value, zero, span)
        if last and left is not None:
            valid = build.both(valid, build.compare(CompareOp.EQUAL, left, zero, span), span)
        if digit.size is not None:
            size = product_value(digit.size, span)
            valid = build.both(valid, build.compare(CompareOp.LESS, value, size, span), span)
        lane = _plus(lane, _scaled(value, digit.below, span), span)
        rest = left
    for digit, value in home.fixed:
        if not isinstance(value, Literal) or value.value != 0:
            lane = _plus(lane, _scaled(value, digit.below, span), span)
    lane = keep("writer", lane)
    return lane, build.both(valid, build.compare(CompareOp.LESS, lane, lanes, span), span)


def _taken(value: Any, factor: Factor, span: Span) -> tuple[Any, Any]:
    """The value divided by a factor, and what is left; None where nothing can be."""
    if factor.number == 1:
        return value, None
    by = factor_value(factor, span)
    if factor.number is None:
        zero, one = integer(0, INT32, span), integer(1, INT32, span)
        by = build.where(build.compare(CompareOp.NOT_EQUAL, by, zero, span), by, one, span)
    quotient = build.binary(BinaryOp.DIVIDE, value, by, span)
    return quotient, build.binary(BinaryOp.REMAINDER, value, by, span)


def _scaled(value: Any, by: Product, span: Span) -> Any:
    return value if by == ONE else build.binary(BinaryOp.MULTIPLY, value, product_value(by, span), span)


def _plus(left: Any, right: Any, span: Span) -> Any:
    return right if left is None else build.binary(BinaryOp.ADD, left, right, span)
