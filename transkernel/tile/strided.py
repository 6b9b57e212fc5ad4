"""Loops in which all lanes take the same steps from starts of their own: grid-stride and block-stride loops.

    i = base + own; mask = active & (i < n)                  for start in range(base, n, step):
    while any lane of mask:                                      i = start + own
        ...                                             =>       mask = active & (i < n)
        i = where(mask, i + step, i); mask &= i < n              ...

Precondition: base, n and step are scalars that the loop does not change; own >= 0 and step > 0, by ranges.py; i and the
mask are changed nowhere else and not read elsewhere; the lanes that have not come to the end are those with i < n, so
that no sum of the loop wraps around, which C forbids for signed counters, and after which the loop of an unsigned one
never ends; where anything is unsigned, base >= 0; and a round without lanes, as there may be at the end, does nothing
(masks.py).

A loop of which all threads that are in it decide alike, as `for (d = 16; d > 0; d >>= 1)` in a warp, becomes real:

    mask = lanes & (d > 0)
    while any lane of mask:  ...; mask &= d > 0         =>   while d > 0:  ... for lanes

Precondition: `lanes` is a variable that the loop does not change, `d` a scalar that goes from a known number towards a
known one by a literal step, and a round without lanes changes nothing.

Other loops that lanes count, each for itself, are lane_counts.py's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Literal,
    Special,
    Variable,
    While,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Constant, Load, Range, Splat, TileKernel, Where
from transkernel.ir.types import INT32, INT64, UINT32, UINT64, Scalar, Tile
from transkernel.ir.visit import rewrite_all, walk, walk_all
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.lane_counts import changes, counted_by_lane
from transkernel.tile.masks import Masks, any_lane_of, assigned
from transkernel.tile.ranges import Ranges

__all__ = ["count_strided"]


def count_strided(kernel: TileKernel) -> TileKernel:
    """The kernel with its strided loops counted."""
    return replace(kernel, body=_Counting(kernel).statements(kernel.body))


@record
class _Loop:
    """A While over a mask that is `lanes & test` before it, and narrowed by the test at the end of each round.

    body: without that last assignment.
    """

    mask: Variable
    lanes: Any
    test: Any
    body: tuple[Any, ...]
    node: While


class _Counting:
    def __init__(self, kernel: TileKernel) -> None:
        self._masks = Masks(kernel)
        self._ranges = Ranges(kernel)
        self._changed_parameters = {each.name for each in kernel.parameters} & assigned(kernel.body)
        self._reads = Counter(_reads(kernel.body))
        nodes: list[Any] = [*walk_all(kernel.body), *kernel.parameters, *kernel.constants]
        self._fresh = FreshNames(each.name for each in nodes if hasattr(each, "name"))

    def statements(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        for statement in body:
            loop = self._loop(made[-1], statement) if made else None
            counted = loop and (self._strided(made, loop) or self._alike(made, loop) or self._by_lane(made, loop))
            if isinstance(counted, tuple):
                made += counted
                continue
            if counted is None:
                counted = self._inside(statement)
            made.append(counted)
        return tuple(made)

    def _inside(self, node: Any) -> Any:
        names = [name for name in ("then", "otherwise", "body") if hasattr(node, name)]
        return replace(node, **{name: self.statements(getattr(node, name)) for name in names}) if names else node

    # ------------------------------------------------------------ what the loop is

    def _loop(self, before: Any, node: Any) -> _Loop | None:
        if not isinstance(node, While) or not isinstance(before, Declare) or len(node.body) < 2:
            return None
        mask, last = any_lane_of(node.condition), node.body[-1]
        entered = before.init.value if isinstance(before.init, Splat) else before.init
        if not isinstance(mask, Variable) or mask.name != before.name:
            return None
        match entered, last:
            case (
                Binary(op=BinaryOp.AND, left=lanes, right=test),
                Assign(
                    target=Variable(name=target),
                    value=Binary(op=BinaryOp.AND, left=Variable(name=own), right=again),
                ),
            ) if target == own == mask.name and expression_text(test) == expression_text(again):
                loop = _Loop(mask, lanes, test, node.body[:-1], node)
                return loop if self._is_its_own(loop) else None
        return None

    def _is_its_own(self, loop: _Loop) -> bool:
        """Whether only the loop knows its mask, and does not change the lanes that came to it."""
        changed = assigned(loop.body)
        alone = self._is_read_in(loop.mask.name, (loop.node,))
        return alone and loop.mask.name not in changed and not _names(loop.lanes) & {*changed, loop.mask.name}

    def _is_read_in(self, name: str, body: tuple[Any, ...]) -> bool:
        """Whether the variable is read nowhere else."""
        return Counter(_reads(body))[name] == self._reads[name]

    # ------------------------------------------------------------ strided

    def _strided(self, made: list[Any], loop: _Loop) -> Any:
        """The loop as a Range, in whose body the counter and the mask are declared; they are taken out of `made`."""
        test, counter = loop.test, made[-2] if len(made) > 1 else None
        if not isinstance(test, Compare) or test.op is not CompareOp.LESS or isinstance(test.right.type, Tile):
            return None
        if not isinstance(counter, Declare) or counter.init is None or not _is(_unconverted(test.left), counter.name):
            return None
        if not self._is_read_in(counter.name, (made[-1], loop.node)):
            return None
        type_ = self._range_type(build.element_of(counter), test)
        step, start = self._step(loop, counter), self._split(counter.init, build.element_of(counter))
        if type_ is None or step is None or start is None:
            return None
        signed = build.element_of(test.left).is_signed and build.element_of(counter).is_signed
        if not signed and not self._is_natural(start[0]):
            return None
        if not self._are_fixed((*start, test.right, step), loop.node.body):
            return None
        if not self._masks.idle_rounds_are_nothing(loop.body[:-1], loop.mask.name):
            return None
        del made[-2:]
        return self._range(loop, counter, (*start, step), type_)

    def _range_type(self, counter: Any, test: Compare) -> Scalar | None:
        """What the loop counts in: a signed type that holds all that the counter is before it comes to its end."""
        compared = build.element_of(test.left)
        if counter not in _COUNTERS or compared not in _COUNTERS or compared.bits < counter.bits:
            return None
        if counter == INT32 and (compared == INT32 or self._ranges.within(test.right, 0, _MOST)):
            return INT32
        return INT64

    def _are_fixed(self, nodes: tuple[Any, ...], body: tuple[Any, ...]) -> bool:
        """Whether the bounds are the same in each round, and known where no lane is in the loop."""
        changed = assigned(body)
        return not any(_loads(each) or self._masks.is_of_memory(each) or _names(each) & changed for each in nodes)

    def _range(self, loop: _Loop, counter: Declare, start: tuple[Any, Any, Any], type_: Scalar) -> Range:
        span = loop.node.span
        base, own, step = (build.convert(each, type_, span) for each in start)
        name, mask = self._fresh("start"), Variable(self._fresh("mask"), loop.mask.type, span)
        value = build.plus(Variable(name, type_, span), own, span)
        value = build.convert(value, build.element_of(counter), span)
        inside = build.both(loop.lanes, loop.test, span)
        heads = (replace(counter, init=value), Declare(mask.name, mask.type, inside, span))
        rest = self.statements(_renamed(loop.body[:-1], loop.mask.name, mask))
        stop = build.convert(loop.test.right, type_, span)
        return Range(name, base, stop, step, (*heads, *rest), type_, span, loop.node.unroll)

    def _step(self, loop: _Loop, counter: Declare) -> Any:
        """What is added to the counter at the end of a round and nowhere else, a positive scalar."""
        if len(self._masks.values[counter.name]) != 2:
            return None
        match loop.body[-1]:
            case Assign(
                target=Variable(name=target), value=Where(condition=condition, then=then, otherwise=otherwise)
            ) if target == counter.name and _is(condition, loop.mask.name) and _is(otherwise, counter.name):
                return self._added(_unconverted(then), counter.name, build.element_of(counter))
        return None

    def _scalar_step(self, loop: _Loop, counter: Declare) -> Any:
        """The same of a counter that all lanes share, though they stop at ends of their own."""
        last = loop.body[-1]
        if len(self._masks.values[counter.name]) != 2 or not isinstance(last, Assign):
            return None
        target = last.target
        is_counter = isinstance(target, Variable) and target.name == counter.name
        return self._added(_unconverted(last.value), counter.name, build.element_of(counter)) if is_counter else None

    def _added(self, total: Any, name: str, type_: Any) -> Any:
        if not isinstance(total, Binary) or total.op is not BinaryOp.ADD or build.element_of(total).bits != type_.bits:
            return None
        if not _is(_unconverted(total.left), name) or isinstance(total.right.type, Tile):
            return None
        return build.convert(total.right, type_, total.span) if self._is_positive(total.right) else None

    def _is_positive(self, node: Any) -> bool:
        """Where a product of numbers above 0 wraps around, so does the counter itself. A block's size over a number, as
        its warps are, is 0 in launches whose loop never ends."""
        if isinstance(node, Binary) and node.op is BinaryOp.MULTIPLY:
            return self._is_positive(node.left) and self._is_positive(node.right)
        if isinstance(node, Binary) and node.op is BinaryOp.DIVIDE and isinstance(_unconverted(node.left), Constant):
            return self._ranges.within(node.right, 1, _MOST)
        if isinstance(node, Convert):
            return self._is_positive(node.operand)
        if isinstance(node, Variable):
            values = self._masks.values.get(node.name, ())
            return len(values) == 1 and node.name not in self._changed_parameters and self._is_positive(values[0])
        return self._ranges.within(node, 1, _MOST)

    def _is_natural(self, node: Any) -> bool:
        """Whether a number is 0 or more, as long as no sum or product wraps around: no grid has so many threads."""
        match node:
            case Binary(op=BinaryOp.ADD | BinaryOp.MULTIPLY):
                return self._is_natural(node.left) and self._is_natural(node.right)
            case Convert():
                return self._is_natural(node.operand)
            case Special():
                return True
            case Variable() if self._definition(node) is not None:
                return self._is_natural(self._definition(node))
        return self._ranges.within(node, 0, _MOST)

    def _split(self, start: Any, type_: Any) -> tuple[Any, Any] | None:
        """A start as a scalar and what a lane adds to it, which is not negative; both of the type."""
        definition = self._definition(start)
        if definition is not None:
            found = self._split(definition, type_)
            if found is not None and not isinstance(found[0], Literal):
                return found
        if isinstance(start, Convert) and build.element_of(start.operand) in (INT32, UINT32) and type_ == INT32:
            return self._split(start.operand, type_)
        if isinstance(start, Binary) and start.op is BinaryOp.ADD and build.element_of(start).bits == type_.bits:
            for scalar, own in ((start.left, start.right), (start.right, start.left)):
                if not isinstance(scalar.type, Tile):
                    found = self._split(own, type_)
                    base = build.convert(scalar, type_, start.span)
                    return found and (build.plus(base, found[0], start.span), found[1])
        if isinstance(start.type, Tile) and self._ranges.within(start, 0, _MOST):
            zero = Literal(0, type_, start.span)
            return zero, build.convert(start, type_, start.span)
        return None

    def _definition(self, node: Any) -> Any:
        """The only value of a variable, which is the same wherever it is computed."""
        values = self._masks.values.get(node.name, ()) if isinstance(node, Variable) else ()
        if len(values) != 1 or values[0] is None or _loads(values[0]):
            return None
        fixed = all(len(self._masks.values.get(name, ())) < 2 for name in _names(values[0]))
        return values[0] if fixed and not _names(values[0]) & self._changed_parameters else None

    # ------------------------------------------------------------ by lane

    def _by_lane(self, made: list[Any], loop: _Loop) -> tuple[Any, ...] | None:
        """The loop as lane_counts.py has it; what it takes the place of is taken out of `made`."""
        test, counter = loop.test, made[-2] if len(made) > 1 else None
        if not isinstance(test, Compare) or test.op is not CompareOp.LESS or build.shape_of(test) is None:
            return None
        if not isinstance(counter, Declare) or counter.init is None or not _is(test.left, counter.name):
            return None
        if build.element_of(counter) != INT32 or not self._is_read_in(counter.name, (made[-1], loop.node)):
            return None
        step = self._step(loop, counter) if isinstance(counter.type, Tile) else self._scalar_step(loop, counter)
        if not isinstance(step, Literal) or changes((counter.init, test.right), assigned(loop.node.body)):
            return None
        mask = made[-1]
        del made[-2:]
        body = self.statements(loop.body[:-1])
        return counted_by_lane(counter, mask, body, step, loop, self._fresh, self._ranges)

    # ------------------------------------------------------------ alike

    def _alike(self, made: list[Any], loop: _Loop) -> Any:
        """The loop as one on its scalar test, for the lanes that came to it."""
        if not isinstance(loop.lanes, Variable) or not isinstance(loop.test, Compare):
            return None
        number = loop.test.left
        if not isinstance(number, Variable) or isinstance(loop.test.type, Tile) or not self._ends(loop, number.name):
            return None
        if not self._is_read_in(number.name, (made[-1], loop.node)):
            return None
        if not self._masks.idle_rounds_are_nothing(loop.body[:-1], loop.mask.name):
            return None
        del made[-1:]
        body = self.statements(_renamed(loop.body, loop.mask.name, loop.lanes))
        return replace(loop.node, condition=loop.test, body=body)

    def _ends(self, loop: _Loop, name: str) -> bool:
        """Whether the scalar, a known number at first, is changed by the last statement alone and passes its bound."""
        values = self._masks.values.get(name, ())
        first = self._number(values[0]) if len(values) == 2 else None
        bound = self._number(loop.test.right)
        if first is None or bound is None:
            return False
        match loop.body[-1]:
            case Assign(
                target=Variable(name=target),
                value=Binary(op=step, left=Variable(name=stepped), right=Literal(value=by)),
            ) if name == target == stepped:
                return _goes_past(first, loop.test.op, bound, step, by)
        return False

    def _number(self, node: Any) -> int | None:
        """The only value of an expression, `32 / 2` for one."""
        known = None if node is None else self._ranges.of(node)
        return known[0] if known is not None and known[0] == known[1] else None


_MOST = 2**31 - 1
_COUNTERS = (INT32, UINT32, INT64, UINT64)


def _goes_past(first: int, op: CompareOp, bound: int, step: BinaryOp, by: float) -> bool:
    """Whether a number goes past the bound by such steps, without wrapping around."""
    if not all(-(2**20) < each < 2**20 for each in (first, bound, by)) or by <= 0:
        return False
    if op in (CompareOp.LESS, CompareOp.LESS_EQUAL):
        doubles = (step, by) in ((BinaryOp.MULTIPLY, 2), (BinaryOp.SHIFT_LEFT, 1))
        return step is BinaryOp.ADD or (doubles and first > 0)
    if step is BinaryOp.SUBTRACT:
        return op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL)
    halves = (step is BinaryOp.DIVIDE and by > 1) or (step is BinaryOp.SHIFT_RIGHT and by < 32)
    if not halves or first < 0:
        return False
    to_zero = op in (CompareOp.GREATER, CompareOp.NOT_EQUAL) and bound == 0
    return to_zero or (op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL) and bound > 0)


def _unconverted(node: Any) -> Any:
    return node.operand if isinstance(node, Convert) else node


def _is(node: Any, name: str) -> bool:
    return isinstance(node, Variable) and node.name == name


def _loads(node: Any) -> bool:
    return any(isinstance(each, Load) for each in walk(node))


def _names(node: Any) -> set[str]:
    return {each.name for each in walk(node) if isinstance(each, Variable)}


def _reads(body: tuple[Any, ...]) -> Iterator[str]:
    """The names of the variables that are read, each time."""
    for node in walk_all(body):
        if isinstance(node, Variable):
            yield node.name


def _renamed(body: tuple[Any, ...], name: str, variable: Variable) -> tuple[Any, ...]:
    return rewrite_all(body, lambda node: replace(node, name=variable.name) if _is(node, name) else node)
