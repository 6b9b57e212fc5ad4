"""What a loop chooses from round to round: the largest or smallest value that came so far, and the round it came in.

    taken = mask & (v > best);   best = where(taken, v, best);   index = where(taken, j, index)

Behind the loop the lane's parts are put together: of those that hold the best value, the first round's. A part that no
round was taken into holds what no value is better than.

What must hold: the comparison is `<` or `>`, so that of equal values the first one stays (of zeros of both signs any),
and no NaN is taken; `taken` is read by these statements alone, `best` and `index` by nothing else in the loop; `index`
is given the loop's counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Compare, CompareOp, Declare, Variable
from transkernel.ir.tile import ReduceOp, Where
from transkernel.ir.types import BOOL, Tile, is_integer
from transkernel.ir.visit import walk
from transkernel.tile import build
from transkernel.tile.collectives import neutral
from transkernel.tile.raising.facts import plain

_MIRRORED = {CompareOp.LESS: CompareOp.GREATER, CompareOp.GREATER: CompareOp.LESS}


@dataclass(frozen=True, slots=True, eq=False)
class RowChoice:
    """taken: the declaration of the condition. op: GREATER where the largest value is chosen. best, indices: the
    variables' statements."""

    taken: Declare
    op: CompareOp
    best: Assign
    indices: tuple[Assign, ...]

    @property
    def assignments(self) -> tuple[Assign, ...]:
        return (self.best, *self.indices)

    def first(self, node: Assign) -> Any:
        """What a part of a variable begins with."""
        if node is self.best:
            largest = self.op is CompareOp.GREATER
            return neutral(ReduceOp.MAX if largest else ReduceOp.MIN, build.element_of(node.target), node.span)
        return neutral(ReduceOp.MIN, build.element_of(node.target), node.span)

    def joined(self, parts: dict[str, Variable], keep: Any, columned: Any) -> list[Assign]:
        """The statements behind the loop. keep: declares a variable; columned: a lane's value in each column."""
        target, span = _target(self.best), self.best.span
        part = parts[target.name]
        op = ReduceOp.MAX if self.op is CompareOp.GREATER else ReduceOp.MIN
        found = keep(f"row_{target.name}", build.reduce(op, part, 1, span))
        better = keep("better", build.compare(self.op, found, target, span))
        made = []
        for each in self.indices:
            own = parts[_target(each).name]
            here = build.compare(CompareOp.EQUAL, part, columned(found), span)
            index = build.reduce(ReduceOp.MIN, build.where(here, own, self.first(each), span), 1, span)
            made.append(Assign(each.target, build.where(better, index, each.target, span), span))
        return [*made, Assign(target, build.where(better, found, target, span), span)]


def row_choices(body: list[Any], counter: str) -> list[RowChoice]:
    """The choices among the statements of a loop's body."""
    found = []
    for node in body:
        if isinstance(node, Declare) and isinstance(node.type, Tile) and node.type.element == BOOL:
            made = _choice(node, body, counter)
            if made is not None:
                found.append(made)
    return found


def _choice(taken: Declare, body: list[Any], counter: str) -> RowChoice | None:
    uses = [each for each in body if each is not taken and _names(each, taken.name)]
    if not uses or not all(_keeps(each, taken.name) for each in uses):
        return None
    parts = _parts(taken, body)
    for best in uses:
        name = _target(best).name
        op = _comparison(parts[-1].init, name, best.value.then)
        others = tuple(each for each in uses if each is not best)
        alone = not any(_names(each, name) for each in body if each is not parts[-1] and each is not best)
        if op is None or _is_assigned(best.value.then, body):
            continue
        if alone and all(_counts(each, counter, body) for each in others):
            return RowChoice(taken, op, best, others)
    return None


def _is_assigned(value: Variable, body: list[Any]) -> bool:
    return any(isinstance(each, Assign) and _target(each).name == value.name for each in body)


def _parts(taken: Declare, body: list[Any]) -> list[Declare]:
    """A condition's declaration, and that of the comparison in it that has a name for it alone."""
    names = {each.name for each in _conjuncts(taken.init) if isinstance(each, Variable)}
    for node in body:
        known = isinstance(node, Declare) and node.name in names and isinstance(node.init, Compare)
        if known and sum(_names(each, node.name) for each in body) == 1:
            return [taken, node]
    return [taken]


def _conjuncts(node: Any) -> list[Any]:
    if isinstance(node, Binary) and node.op is BinaryOp.AND:
        return [*_conjuncts(node.left), *_conjuncts(node.right)]
    return [node]


def _keeps(node: Any, taken: str) -> bool:
    """`v = where(taken, ..., v)`, of lanes."""
    match node:
        case Assign(
            target=Variable(name=name, type=Tile(shape=shape)),
            value=Where(condition=Variable(name=condition), otherwise=Variable(name=kept)),
        ):
            return condition == taken and kept == name and len(shape) == 1
    return False


def _comparison(condition: Any, best: str, value: Any) -> CompareOp | None:
    """How `value` is compared with the best one, where the condition is that and masks; None of other conditions."""
    (test, *others) = [each for each in _conjuncts(condition) if _names(each, best)] or [None]
    if others or not isinstance(test, Compare) or test.op not in _MIRRORED or not isinstance(value, Variable):
        return None
    for name, other, op in (
        (_name(test.left), _name(test.right), test.op),
        (_name(test.right), _name(test.left), _MIRRORED[test.op]),
    ):
        if name == value.name and other == best:
            return op
    return None


def _counts(node: Assign, counter: str, body: list[Any]) -> bool:
    """Whether the statement keeps the round's number, which nothing else in the loop reads."""
    assert isinstance(node.value, Where)
    target, value = _target(node), plain(node.value.then)
    is_counter = isinstance(value, Variable) and value.name == counter
    number = build.element_of(target)
    alone = not any(_names(each, target.name) for each in body if each is not node)
    return is_counter and alone and is_integer(number) and number.bits >= 32


def _target(node: Assign) -> Variable:
    assert isinstance(node.target, Variable)
    return node.target


def _names(node: Any, name: str) -> bool:
    return any(isinstance(each, Variable) and each.name == name for each in walk(node))


def _name(node: Any) -> str:
    return node.name if isinstance(node, Variable) else ""
