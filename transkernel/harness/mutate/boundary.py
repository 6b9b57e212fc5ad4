"""Comparisons that differ at one place only, and whether what they decide differs there.

`a < b` and `a <= b` differ where a is b; of whole numbers, `a < b` and `a < b - 1` where a is b - 1. Where both choices
give the same at that place, the two comparisons cannot be told from one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import literal, number, whole
from transkernel.harness.mutate.folding import folded
from transkernel.harness.mutate.sites import Site, replaced_below
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp
from transkernel.ir.printer import expression_text
from transkernel.ir.visit import EXPRESSIONS, rewrite, walk

_ABOVE = (CompareOp.GREATER, CompareOp.GREATER_EQUAL)
_INCLUSIVE_BELOW = (CompareOp.LESS_EQUAL, CompareOp.GREATER)  # `a <= b` is `a < b + 1`, `a > b` is not `a < b + 1`
_ORDERED = (CompareOp.LESS, CompareOp.LESS_EQUAL, *_ABOVE)
_PARTIAL = (BinaryOp.DIVIDE, BinaryOp.REMAINDER, *ir.SHIFTS)
_UNSAFE = (ir.Call, ir.Atomic, ir.WarpOperation, ir.BlockVote, ir.Index, ir.Dereference)
_EXITS = (ir.Break, ir.Continue, ir.Return)

_Linear = tuple[Counter[str], int]  # how often each term, and a constant


def nothing_hangs_on_it(site: Site, change: Any, body: tuple[Any, ...]) -> bool:
    """Whether a changed comparison decides nothing where it differs. body: of the function. The sign of a zero does not
    count in verify."""
    if isinstance(change, tuple):
        return False
    around = (*site.parents, site.node)
    depth = next((n for n in range(len(around) - 1, -1, -1) if isinstance(around[n], ir.Compare)), None)
    if depth is None or depth == 0:
        return False
    before, steps = around[depth], site.steps[depth + 1 :]
    after = replaced_below(before, steps, change) if steps else change
    place = _only_difference(before, after)
    if place is None:
        return False
    if _is_returned_anyway(site, depth, _for_place(before, place), body):
        return True
    holder, field = around[depth - 1], site.steps[depth][0]
    if field != "condition":
        return False
    if isinstance(holder, ir.If) and _is_exit_before_exchange(holder, before, site, depth - 1, body):
        return True
    choices = _choices(holder)
    if choices is None:
        return False
    first, second = (_for_place(before, place)(each) for each in choices)
    return _same(first, second) or _is_lower_end(first, second) or _is_lower_end(second, first)


def _only_difference(before: Any, after: Any) -> Any:
    """What the left side is where the two comparisons differ; None where they differ in another way."""
    if not isinstance(after, ir.Compare) or before.op not in _ORDERED or after.op not in _ORDERED:
        return None
    if _text(before.left) != _text(after.left) or (before.op in _ABOVE) != (after.op in _ABOVE):
        return None
    if whole(before.left) is None:
        is_same = _text(before.right) == _text(after.right) and before.op is not after.op
        return core(before.right) if is_same else None
    first, second = _threshold(before), _threshold(after)
    (terms, constant), (others, other) = _linear(first), _linear(second)
    if terms != others or abs(constant - other) != 1:
        return None
    return first if constant < other else second


def _threshold(compare: ir.Compare) -> Any:
    """`b` for `a < b`, `b + 1` for `a <= b`: the least left side for which it is otherwise."""
    right = core(compare.right)
    if compare.op not in _INCLUSIVE_BELOW:
        return right
    return ir.Binary(BinaryOp.ADD, right, literal(1, right.type, right), right.type, right.span)


def _linear(node: Any) -> _Linear:
    """A sum as its terms and its constant. Overflow is left out of account: it is undefined, or makes no index."""
    node = core(folded(node))
    if isinstance(node, ir.Literal) and whole(node) is not None:
        return Counter(), int(node.value)
    if isinstance(node, ir.Binary) and whole(node) and node.op in (BinaryOp.ADD, BinaryOp.SUBTRACT):
        (terms, constant), (others, other) = _linear(node.left), _linear(node.right)
        sign = 1 if node.op is BinaryOp.ADD else -1
        total = Counter(terms)
        for name, count in others.items():
            total[name] += sign * count
        return Counter({name: count for name, count in total.items() if count}), constant + sign * other
    return Counter({_text(node): 1}), 0


def _choices(holder: Any) -> tuple[Any, Any] | None:
    """The two values that the comparison decides between: of a Select, or of `if (...) b = a`."""
    if isinstance(holder, ir.Select):
        return holder.then, holder.otherwise
    if isinstance(holder, ir.If) and len(holder.then) == 1 and not holder.otherwise:
        (only,) = holder.then
        if isinstance(only, ir.Assign):
            return only.target, only.value
    return None


def _for_place(compare: Any, place: Any) -> Callable[[Any], Any]:
    """What makes of an expression what it is where the left side of a comparison has a value."""
    left = _text(core(compare.left))
    return lambda node: folded(rewrite(node, lambda each: place if _text(each) == left else each))


def _is_returned_anyway(site: Site, depth: int, at: Callable[[Any], Any], body: tuple[Any, ...]) -> bool:
    """`if (a <= b || ...) return 0; return (a - b) * c;`: where a is b, 0 is returned either way. Nothing that may not
    be computed there is: no memory is read, nothing is called or divided."""
    around, inner = (*site.parents, site.node), depth
    while depth and isinstance(around[depth - 1], ir.Logical):
        depth -= 1
    holder: Any = around[depth - 1] if depth else None
    type_ = whole(around[inner].left)
    is_guard = isinstance(holder, ir.If) and len(holder.then) == 1 and not holder.otherwise
    if not is_guard or site.steps[depth][0] != "condition" or type_ is None or not type_.is_signed:
        return False
    returns = [_returned(holder.then[0]), _returned(_next_statement(site, depth - 1, body))]
    if None in returns or not all(_is_always_defined(each) for each in (holder.condition, *returns)):
        return False
    first, second = (_linear(_without_zeros(at(each))) for each in returns)
    return first == second


def _returned(statement: Any) -> Any:
    """The whole number that a statement returns."""
    value = statement.value if isinstance(statement, ir.Return) else None
    return value if whole(value) is not None else None


def _is_always_defined(node: Any) -> bool:
    return not any(
        isinstance(each, _UNSAFE) or (isinstance(each, ir.Binary) and each.op in _PARTIAL) for each in walk(node)
    )


def _without_zeros(node: Any) -> Any:
    """A whole number with differences of equals, and products with them, computed."""

    def change(each: Any) -> Any:
        type_ = whole(each)
        if not isinstance(each, ir.Binary) or type_ is None:
            return _converted_zero(each)
        is_zero = each.op is BinaryOp.SUBTRACT and _linear(each) == (Counter(), 0)
        is_zero |= each.op is BinaryOp.MULTIPLY and (_is_zero(each.left) or _is_zero(each.right))
        return literal(0, type_, each) if is_zero else each

    return rewrite(node, change)


def _converted_zero(node: Any) -> Any:
    type_ = whole(node)
    return literal(0, type_, node) if isinstance(node, ir.Convert) and type_ and _is_zero(node.operand) else node


def _is_zero(node: Any) -> bool:
    return isinstance(node, ir.Literal) and whole(node) is not None and node.value == 0


def _same(first: Any, second: Any) -> bool:
    if whole(core(first)) is not None and whole(core(second)) is not None:
        return _linear(first) == _linear(second)
    return _text(first) == _text(second)


def _is_lower_end(end: Any, rest: Any) -> bool:
    """`rest` is `end < size ? end : size - 1`: the end itself, unless there is nothing to clamp to."""
    if not isinstance(rest, ir.Select) or not isinstance(rest.condition, ir.Compare):
        return False
    condition, last = rest.condition, rest.otherwise
    if not isinstance(last, ir.Binary) or last.op is not BinaryOp.SUBTRACT or _text(last.right) != "1":
        return False
    is_inside = condition.op is CompareOp.LESS and {_text(rest.then), _text(condition.left)} == {_text(end)}
    return is_inside and _text(condition.right) == _text(last.left)


def _is_exit_before_exchange(holder: ir.If, compare: Any, site: Site, depth: int, body: tuple[Any, ...]) -> bool:
    """`if (held >= value) break;` before a compare-and-swap of `held` by `value`: where they are equal, nothing is
    swapped."""
    if len(holder.then) != 1 or not isinstance(holder.then[0], _EXITS):
        return False
    following = _next_statement(site, depth, body)
    swaps = [each for each in walk(following) if _is_swap(each)] if following is not None else []
    sides = {_bits_text(compare.left), _bits_text(compare.right)}
    return any({_bits_text(operand) for operand in swap.operands} == sides for swap in swaps)


def _next_statement(site: Site, depth: int, body: tuple[Any, ...]) -> Any:
    """After the statement that is so deep in a site's parents."""
    name, position = site.steps[depth]
    around = getattr(site.parents[depth - 1], name) if depth else body
    return next((each for each in around[position + 1 :] if not isinstance(each, ir.Comment)), None)


def _is_swap(node: Any) -> bool:
    return isinstance(node, ir.Atomic) and node.op is ir.AtomicOp.COMPARE_EXCHANGE


def _bits_text(node: Any) -> str:
    """An expression without the casts between a number and its bits."""
    while isinstance(node, ir.Bitcast):
        node = node.operand
    return _text(node)


# ------------------------------------------------------------ conversions that keep equality


def core(node: Any) -> Any:
    """An expression before it was widened: two of one type are equal where their widened values are."""
    while isinstance(node, ir.Convert) and _is_widening(node):
        node = node.operand
    return node


def _is_widening(node: ir.Convert) -> bool:
    target, source = number(node), number(node.operand)
    if target is None or source is None or target.is_float != source.is_float:
        return False
    return target.bits > source.bits if target.kind is not source.kind else target.bits >= source.bits


def _text(node: Any) -> str:
    """An expression without the places where its parts stand, and without conversions to a wider type."""
    if not isinstance(node, EXPRESSIONS):
        return repr(node)
    return expression_text(rewrite(node, lambda each: core(_unnamed(each))))


def _unnamed(node: Any) -> Any:
    return replace(node, symbol=None, spelling=None) if isinstance(node, ir.Literal) else node
