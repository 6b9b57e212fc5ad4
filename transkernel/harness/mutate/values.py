"""Operators on what is computed: constants, operators, operands, functions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import Facts, literal, number, shifted, whole
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import BinaryOp, CompareOp, LogicalOp
from transkernel.ir.types import BOOL
from transkernel.ir.values import wrap

_FACTOR = 1.01  # a small relative change: the one that a loose comparison lets pass
_LARGEST = 1e30  # floats beyond it are bounds to start a minimum or a maximum from

_OTHER_ARITHMETIC = {
    BinaryOp.ADD: BinaryOp.SUBTRACT,
    BinaryOp.SUBTRACT: BinaryOp.ADD,
    BinaryOp.MULTIPLY: BinaryOp.ADD,
    BinaryOp.DIVIDE: BinaryOp.MULTIPLY,
    BinaryOp.REMAINDER: BinaryOp.DIVIDE,
    BinaryOp.AND: BinaryOp.OR,
    BinaryOp.OR: BinaryOp.AND,
    BinaryOp.XOR: BinaryOp.AND,
    BinaryOp.SHIFT_LEFT: BinaryOp.SHIFT_RIGHT,
    BinaryOp.SHIFT_RIGHT: BinaryOp.SHIFT_LEFT,
}
_ONE_SIDED = (BinaryOp.SUBTRACT, BinaryOp.DIVIDE, BinaryOp.REMAINDER, *ir.SHIFTS)
_OTHER_BOUND = {
    CompareOp.LESS: CompareOp.LESS_EQUAL,
    CompareOp.LESS_EQUAL: CompareOp.LESS,
    CompareOp.GREATER: CompareOp.GREATER_EQUAL,
    CompareOp.GREATER_EQUAL: CompareOp.GREATER,
}
_OTHER_EQUALITY = {CompareOp.EQUAL: CompareOp.NOT_EQUAL, CompareOp.NOT_EQUAL: CompareOp.EQUAL}

# Functions that are easily taken for one another; each pair both ways.
_PAIRS = (
    "fmin fmax", "fmin_nan fmax_nan", "min max", "floor ceil", "trunc floor", "round rint", "sin cos", "sinpi cospi",
    "exp exp2", "log log2", "log10 log2", "sqrt rsqrt", "fabs relu", "clz ffs", "sinh cosh",
    "asin acos", "tan atan", "funnelshift_l funnelshift_r", "dp2a_lo dp2a_hi", "mulhi mul24", "hadd rhadd",
)  # fmt: skip
_OTHER_FUNCTION = {word: other for pair in _PAIRS for word, other in (pair.split(), reversed(pair.split()))}
# Their two arguments, or the first two of three, may change places without a change of the result.
_COMMUTATIVE = (
    "fmin fmax fmin_nan fmax_nan min max mulhi mul24 hadd rhadd sad hypot rhypot norm3d norm4d rnorm3d rnorm4d dp4a "
    "add_rz add_ru add_rd mul_rz mul_ru mul_rd"
).split()
_FUSED = ("fma", "fma_rz", "fma_ru", "fma_rd")


def constant(site: Site, facts: Facts) -> Iterator[Any]:
    """One more and one less; a float a hundredth more, 1 where it is 0, and 0 where it stands for infinity."""
    node = site.node
    type_ = number(node)
    if not isinstance(node, ir.Literal) or type_ is None or isinstance(site.parent, ir.SwitchCase):
        return
    if type_.is_integer:
        values: tuple[float, ...] = tuple(v for v in (int(node.value) + 1, int(node.value) - 1) if _is_fit(v, site))
    elif not math.isfinite(node.value) or abs(node.value) > _LARGEST:
        values = (0.0,)
    else:
        values = (node.value * _FACTOR if node.value else 1.0,)
    for value in values:
        changed = literal(value, type_, node)
        if changed.value != node.value:
            yield changed


def _is_fit(value: int, site: Site) -> bool:
    """Whether an integer may stand here: no shift by the width or by less than nothing, no division by zero, no loop
    that stands still."""
    parent, type_ = site.parent, site.node.type
    if wrap(value, type_) != value:
        return False
    if isinstance(parent, ir.Binary) and site.field == "right":
        if parent.op in ir.SHIFTS:
            shifted_type = number(parent)
            return shifted_type is not None and 0 <= value < shifted_type.bits
        if parent.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            return value != 0
    return value != 0 or not site.inside(ir.For, "step")


def arithmetic(site: Site, facts: Facts) -> Iterator[Any]:
    """Another operator on the same operands."""
    node = site.node
    if isinstance(node, ir.Binary) and number(node):
        yield replace(node, op=_OTHER_ARITHMETIC[node.op])


def operands(site: Site, facts: Facts) -> Iterator[Any]:
    """The operands of what is not symmetric, changed with one another."""
    node = site.node
    if isinstance(node, ir.Binary) and node.op in _ONE_SIDED and node.left.type == node.right.type:
        yield replace(node, left=node.right, right=node.left)
    if isinstance(node, ir.Intrinsic | ir.Call):
        first = 1 if isinstance(node, ir.Intrinsic) and node.id in _FUSED else 0
        if not (isinstance(node, ir.Intrinsic) and node.id in _COMMUTATIVE):
            yield from _swapped(node, first)


def _swapped(node: Any, first: int) -> Iterator[Any]:
    """Two neighbouring arguments of one type, from `first` on, the other way round."""
    given = list(node.arguments)
    for left in range(first, len(given) - 1):
        if given[left].type == given[left + 1].type and given[left] != given[left + 1]:
            given[left], given[left + 1] = given[left + 1], given[left]
            yield replace(node, arguments=tuple(given))
            return


def bound(site: Site, facts: Facts) -> Iterator[Any]:
    """A comparison that takes the bound in where it left it out, or the reverse; for integers also one less."""
    node = site.node
    if not isinstance(node, ir.Compare) or node.op not in _OTHER_BOUND:
        return
    yield replace(node, op=_OTHER_BOUND[node.op])
    if whole(node.right) and not isinstance(node.right, ir.Literal):
        yield replace(node, right=shifted(node.right, -1))


def equality(site: Site, facts: Facts) -> Iterator[Any]:
    """`==` for `!=`, and the reverse."""
    node = site.node
    if isinstance(node, ir.Compare) and node.op in _OTHER_EQUALITY:
        yield replace(node, op=_OTHER_EQUALITY[node.op])


def condition(site: Site, facts: Facts) -> Iterator[Any]:
    """A condition that says the reverse. Of loops, none that would never end."""
    holders = ir.If | ir.Select | ir.While | ir.For
    if isinstance(site.parent, holders) and site.field == "condition":
        yield ir.Unary(ir.UnaryOp.NOT, site.node, BOOL, site.node.span)


def logic(site: Site, facts: Facts) -> Iterator[Any]:
    """`&&` for `||`, and the reverse."""
    node = site.node
    if isinstance(node, ir.Logical):
        yield replace(node, op=LogicalOp.OR if node.op is LogicalOp.AND else LogicalOp.AND)


def sign(site: Site, facts: Facts) -> Iterator[Any]:
    """A minus or a complement that is lost. Minus a constant is a constant."""
    node = site.node
    if isinstance(node, ir.Unary) and node.op is not ir.UnaryOp.NOT:
        yield node.operand


def function(site: Site, facts: Facts) -> Iterator[Any]:
    """A function taken for its neighbour, and one that is forgotten."""
    node = site.node
    if not isinstance(node, ir.Intrinsic):
        return
    other = _OTHER_FUNCTION.get(node.id)
    types = tuple(each.type for each in node.arguments)
    if other is not None and INTRINSICS[other].accepts(types, node.type):
        yield replace(node, id=other)
    if len(node.arguments) == 1 and node.arguments[0].type == node.type:
        yield node.arguments[0]
