"""Mutants that do what the original does, whatever the case: told from the programs alone.

Each rule is a reason why nobody could tell the two apart; what no rule covers is run, and listed where it survives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.boundary import core, nothing_hangs_on_it
from transkernel.harness.mutate.butterflies import exchange_the_same, leaves_one_value
from transkernel.harness.mutate.facts import number, whole
from transkernel.harness.mutate.folding import folded, turns_of
from transkernel.harness.mutate.ranges import Ranges, bits_looked_at, ranges_of
from transkernel.harness.mutate.sites import Site, replaced_below
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp
from transkernel.ir.printer import expression_text, print_statements
from transkernel.ir.values import round_to
from transkernel.ir.visit import EXPRESSIONS, STATEMENTS, rewrite, walk
from transkernel.records import record


@record
class Known:
    """What is known of a program: ranges, its functions by name, and the variables that all threads of a block see."""

    ranges: Ranges
    functions: dict[str, ir.Function]
    common: frozenset[str]
    bodies: dict[str, tuple[Any, ...]]


def known_of(program: ir.Program) -> Known:
    bodies_of = {each.name: each.body for each in program.functions} | {"": program.kernel.body}
    common = {each.name for each in program.kernel.parameters} | {each.name for each in program.kernel.shared}
    return Known(ranges_of(program), {each.name: each for each in program.functions}, frozenset(common), bodies_of)


def why_equivalent(site: Site, change: Any, known: Known) -> str:
    """Why a change changes nothing, or the empty string."""
    return next((reason for reason, holds in _REASONS.items() if holds(site, change, known)), "")


# ------------------------------------------------------------ constants


def _folds_to_the_same(site: Site, change: Any, known: Known) -> bool:
    """The largest expression around the change is the same once constants are computed."""
    if isinstance(change, tuple):
        return False
    depth = len(site.parents)
    while depth and isinstance(site.parents[depth - 1], EXPRESSIONS):
        depth -= 1
    around, steps = (*site.parents, site.node)[depth], site.steps[depth + 1 :]
    if not isinstance(around, EXPRESSIONS):
        return False
    return bool(folded(around) == folded(replaced_below(around, steps, change) if steps else change))


def _makes_the_same_turns(site: Site, change: Any, known: Known) -> bool:
    """A loop from a constant to a constant whose turns are the same."""
    loops = [n for n, each in enumerate(site.parents) if isinstance(each, ir.For)]
    if not loops or isinstance(change, tuple):
        return False
    depth = loops[-1]
    loop, steps = site.parents[depth], site.steps[depth + 1 :]
    if steps[0][0] not in ("init", "condition", "step"):
        return False
    turns = turns_of(loop)
    return turns is not None and turns == turns_of(replaced_below(loop, steps, change))


def _chooses_among_equals(site: Site, change: Any, known: Known) -> bool:
    return nothing_hangs_on_it(site, change, known.bodies[site.function])


# ------------------------------------------------------------ types


def _fits(site: Site, change: Any, known: Known) -> bool:
    """A narrower type that holds every value there can be, or all bits that are looked at."""
    node = site.node
    narrow = change.operand if isinstance(change, ir.Convert) else None
    type_ = whole(narrow)
    if not isinstance(narrow, ir.Convert) or type_ is None or narrow.operand != node:
        return False
    low, high = known.ranges.of(node, site.function)
    holds = type_.is_signed and -(1 << (type_.bits - 1)) <= low and high < 1 << (type_.bits - 1)
    holds = holds or (not type_.is_signed and low >= 0 and high < 1 << type_.bits)
    return holds or bits_looked_at(site) <= type_.bits


def _sign_is_not_seen(site: Site, change: Any, known: Known) -> bool:
    """Signed for unsigned where no value has the highest bit, or where nothing looks at the bits that differ."""
    node, operands = site.node, _flipped_operands(site.node, change)
    if not operands:
        return False
    ranges = [known.ranges.of(each, site.function) for each in operands]
    tops = [1 << (type_.bits - 1) for each in operands if (type_ := whole(each)) is not None]
    if len(tops) == len(operands) and all(
        low >= 0 and high < top for (low, high), top in zip(ranges, tops, strict=True)
    ):
        return True
    type_ = whole(node)
    if isinstance(node, ir.Binary) and node.op is BinaryOp.SHIFT_RIGHT and isinstance(node.right, ir.Literal):
        return type_ is not None and bits_looked_at(site) <= type_.bits - int(node.right.value)
    return isinstance(node, ir.Convert) and (_meets_zero(site) or bits_looked_at(site) <= _bits(node.operand))


def _flipped_operands(node: Any, change: Any) -> tuple[Any, ...]:
    """The operands of a node whose sign the change takes for another; none where it does something else."""
    if isinstance(node, ir.Convert) and isinstance(change, ir.Convert) and change.type == node.type:
        flipped = change.operand
        is_flip = isinstance(flipped, ir.Convert) and flipped.operand == node.operand and whole(flipped) is not None
        return (node.operand,) if is_flip and _bits(flipped) == _bits(node.operand) else ()
    inner = change.operand if isinstance(change, ir.Convert) else change
    if isinstance(node, ir.Binary | ir.Compare) and type(inner) is type(node) and inner.op == node.op:
        is_flip = whole(inner.left) != whole(node.left) and _bits(inner.left) == _bits(node.left)
        only_left = isinstance(node, ir.Binary) and node.op is BinaryOp.SHIFT_RIGHT
        return ((node.left,) if only_left else (node.left, node.right)) if is_flip else ()
    return ()


def _bits(node: Any) -> int:
    type_ = whole(node)
    return 0 if type_ is None else type_.bits


def _meets_zero(site: Site) -> bool:
    """Whether the value is compared with zero, to which its sign is nothing."""
    parent = site.parent
    if not isinstance(parent, ir.Compare) or parent.op not in (CompareOp.EQUAL, CompareOp.NOT_EQUAL):
        return False
    other = parent.right if site.field == "left" else parent.left
    return isinstance(other, ir.Literal) and other.value == 0


def _is_exact(site: Site, change: Any, known: Known) -> bool:
    """A constant that the smaller float holds."""
    node = site.node
    narrow = change.operand if isinstance(change, ir.Convert) else None
    type_ = number(narrow)
    if not isinstance(narrow, ir.Convert) or type_ is None or not type_.is_float or not isinstance(node, ir.Binary):
        return False
    left, right = _constant(node.left), _constant(node.right)
    if not isinstance(left, ir.Literal) or not isinstance(right, ir.Literal) or node.op is not BinaryOp.DIVIDE:
        return False
    value = left.value / right.value if right.value else math.nan
    return round_to(value, type_) == value


def _constant(node: Any) -> Any:
    """An operand with its integers computed, also below the conversion of a whole number to a float that holds it."""
    node = core(folded(node))
    if not isinstance(node, ir.Convert) or not isinstance(node.operand, ir.Literal) or whole(node.operand) is None:
        return node
    type_ = number(node)
    return node.operand if type_ is not None and round_to(node.operand.value, type_) == node.operand.value else node


_WHOLE_NUMBERS = ("floor", "ceil", "trunc", "round", "rint")


def _is_whole_already(site: Site, change: Any, known: Known) -> bool:
    """Another rounding of a float that was rounded to a whole number before."""
    node = site.node
    if not isinstance(node, ir.Convert) or not isinstance(change, ir.Convert) or node.operand != change.operand:
        return False
    value: Any = node.operand
    if isinstance(value, ir.Variable):
        value = known.ranges.inits.get((site.function, value.name))
    return isinstance(value, ir.Intrinsic) and value.id in _WHOLE_NUMBERS and whole(node) is not None


def _is_rounded_so_later(site: Site, change: Any, known: Known) -> bool:
    """Rounded to a smaller float that everything made of it is rounded to anyway."""
    narrow = change.operand if isinstance(change, ir.Convert) else None
    parent = site.parent
    if not isinstance(narrow, ir.Convert) or number(narrow) is None or narrow.operand != site.node:
        return False
    if isinstance(parent, ir.Convert):
        return parent.type == narrow.type
    if not isinstance(parent, ir.Declare) or (site.function, parent.name) not in known.ranges.inits:
        return False
    every = [each for statement in known.bodies[site.function] for each in walk(statement)]
    reads = sum(isinstance(each, ir.Variable) and each.name == parent.name for each in every)
    rounded = [each for each in every if isinstance(each, ir.Convert) and each.type == narrow.type]
    return reads == sum(isinstance(e.operand, ir.Variable) and e.operand.name == parent.name for e in rounded)


# ------------------------------------------------------------ symmetry

_SYMMETRIC_FUNCTIONS = ("min", "max", "fmin", "fmax", "mulhi", "mul24", "hadd", "rhadd")
_SYMMETRIC = (BinaryOp.ADD, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR)


def _is_symmetric(site: Site, change: Any, known: Known) -> bool:
    """Arguments in another order, of a function to which their order is nothing."""
    node = site.node
    if not isinstance(node, ir.Call) or not isinstance(change, ir.Call) or node.function != change.function:
        return False
    function = known.functions.get(node.function)
    moved = [n for n, pair in enumerate(zip(node.arguments, change.arguments, strict=True)) if pair[0] != pair[1]]
    if function is None or len(moved) != 2 or node.arguments[moved[0]] != change.arguments[moved[1]]:
        return False
    names = [function.parameters[position].name for position in moved]
    other = dict(zip(names, reversed(names), strict=True))

    def renamed(each: Any) -> Any:
        return replace(each, name=other.get(each.name, each.name)) if isinstance(each, ir.Variable) else each

    swapped = tuple(rewrite(each, renamed) for each in function.body)
    return _sorted_text(swapped) == _sorted_text(function.body)


def _sorted_text(body: tuple[Any, ...]) -> str:
    """Statements with the operands of symmetric operators in the order of their texts."""

    def ordered(node: Any) -> Any:
        if isinstance(node, ir.Binary) and node.op in _SYMMETRIC:
            left, right = sorted((node.left, node.right), key=expression_text)
            return replace(node, left=left, right=right)
        if isinstance(node, ir.Intrinsic) and node.id in _SYMMETRIC_FUNCTIONS:
            return replace(node, arguments=tuple(sorted(node.arguments, key=expression_text)))
        return node

    return print_statements(tuple(rewrite(each, ordered) for each in body))


_WITH_EFFECTS = (ir.Call, ir.Atomic, ir.WarpOperation, ir.BlockVote, ir.Index, ir.Dereference)


def _is_built_of_equals(site: Site, change: Any, known: Known) -> bool:
    """Another lane of a vector that was made of one value, and of nothing else ever."""
    node = site.node
    if not isinstance(node, ir.Lane) or not isinstance(change, ir.Lane) or node.base != change.base:
        return False
    name = node.base.name if isinstance(node.base, ir.Variable) else ""
    built = known.ranges.inits.get((site.function, name))
    if not isinstance(built, ir.Build) or max(node.lane, change.lane) >= len(built.elements):
        return False
    if any(isinstance(each, _WITH_EFFECTS) for each in walk(built)):
        return False
    return expression_text(built.elements[node.lane]) == expression_text(built.elements[change.lane])


# ------------------------------------------------------------ warps

_SHUFFLES = (ir.WarpOp.SHUFFLE, ir.WarpOp.SHUFFLE_UP, ir.WarpOp.SHUFFLE_DOWN, ir.WarpOp.SHUFFLE_XOR)


def _still_meets_every_lane(site: Site, change: Any, known: Known) -> bool:
    """Another distance of `shuffle_xor` over the turns of a loop: as long as the distances are independent as bits,
    every lane gets what all lanes have, in another order."""
    depth = max((n for n, each in enumerate(site.parents) if isinstance(each, ir.For)), default=-1)
    if depth < 0 or isinstance(change, tuple):
        return False
    loop = site.parents[depth]
    return exchange_the_same(loop, replaced_below(loop, site.steps[depth + 1 :], change), known.functions)


def _reads_one_value(site: Site, change: Any, known: Known) -> bool:
    """Another lane read, right after a loop that leaves the same value in all of them."""
    around = (*site.parents, site.node)
    depth = max((n for n, each in enumerate(around) if isinstance(each, ir.WarpOperation)), default=-1)
    if depth < 0 or isinstance(change, tuple):
        return False
    before, steps = around[depth], site.steps[depth + 1 :]
    after = replaced_below(before, steps, change) if steps else change
    if not isinstance(after, ir.WarpOperation) or before.op not in _SHUFFLES or after.op not in _SHUFFLES:
        return False
    value = before.arguments[0]
    if value != after.arguments[0] or before.mask != after.mask or not isinstance(value, ir.Variable):
        return False
    holder = next(n for n in range(depth, -1, -1) if isinstance(around[n], STATEMENTS))
    name, position = site.steps[holder]
    body = getattr(around[holder - 1], name) if holder else known.bodies[site.function]
    earlier = next((each for each in reversed(body[: max(position, 0)]) if not isinstance(each, ir.Comment)), None)
    is_plain = isinstance(around[holder], ir.Declare | ir.Assign | ir.Return)
    return is_plain and leaves_one_value(earlier, value.name)


def _meets_anyway(site: Site, change: Any, known: Known) -> bool:
    """A barrier in front of a warp operation that everyone takes part in: the port meets there, before and after."""
    if not isinstance(site.node, ir.Barrier):
        return False
    name, position = site.steps[-1]
    holder = site.parent
    body = getattr(holder, name) if holder is not None else known.bodies[site.function]
    following = next((each for each in body[position + 1 :] if not isinstance(each, ir.Comment)), None)
    value = following.init if isinstance(following, ir.Declare) else None
    is_collective = isinstance(value, ir.WarpOperation | ir.BlockVote)
    return is_collective and not any(isinstance(each, ir.Index | ir.Dereference) for each in walk(value))


# ------------------------------------------------------------ the same by every thread

_IDEMPOTENT = (ir.AtomicOp.MIN, ir.AtomicOp.MAX, ir.AtomicOp.AND, ir.AtomicOp.OR)


def _is_done_again(site: Site, change: Any, known: Known) -> bool:
    """What one thread did is done by all, and doing it again is nothing: a minimum with the same number, and the same
    value to a shared variable."""
    node = site.node
    if not isinstance(node, ir.If) or not change or site.function:
        return False
    statements = [each for each in node.then if not isinstance(each, ir.Comment)]
    return all(_is_idempotent(each) and _is_common(each, known) for each in statements)


def _is_idempotent(statement: Any) -> bool:
    if isinstance(statement, ir.Evaluate):
        return isinstance(statement.value, ir.Atomic) and statement.value.op in _IDEMPOTENT
    reads = any(isinstance(each, ir.Index | ir.Dereference) for each in walk(statement))
    return isinstance(statement, ir.Assign) and isinstance(statement.target, ir.Variable) and not reads


def _is_common(statement: Any, known: Known) -> bool:
    """Whether it says the same in every thread of a block."""
    for each in walk(statement):
        if isinstance(each, ir.Special) and each.register in (ir.Register.THREAD_INDEX, ir.Register.LANE):
            return False
        if isinstance(each, ir.Variable) and each.name not in known.common:
            return False
    return not any(isinstance(each, ir.Call | ir.WarpOperation) for each in walk(statement))


_REASONS: dict[str, Callable[[Site, Any, Known], bool]] = {
    "the constants have the same value": _folds_to_the_same,
    "the loop makes the same turns": _makes_the_same_turns,
    "where both sides are equal, both choices are": _chooses_among_equals,
    "every value that there can be fits the narrower type": _fits,
    "no value that there can be has the bit that is the sign": _sign_is_not_seen,
    "the smaller float holds the constant": _is_exact,
    "it is a whole number already": _is_whole_already,
    "it is rounded so in the end": _is_rounded_so_later,
    "all lanes still meet": _still_meets_every_lane,
    "all lanes have the same value there": _reads_one_value,
    "these lanes of the vector are made of the same value": _is_built_of_equals,
    "the next operation of the warp is a meeting too": _meets_anyway,
    "what all threads do again is nothing": _is_done_again,
    "the order of these arguments is nothing to the function": _is_symmetric,
}
