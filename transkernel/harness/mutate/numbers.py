"""Operators on types: casts that are lost, types that are too narrow or of the other sign, roundings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import Facts, in_address, literal, number, other_sign, through, whole
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp, Rounding
from transkernel.ir.types import FLOAT16, FLOAT32, FLOAT64, INT16, INT32, INT64, UINT16, UINT32, UINT64, Scalar

_HALF_AS_WIDE: dict[Scalar | None, Scalar] = {INT32: INT16, UINT32: UINT16, INT64: INT32, UINT64: UINT32}
_LESS_PRECISE: dict[Scalar | None, Scalar] = {FLOAT32: FLOAT16, FLOAT64: FLOAT32}
_INT_BITS = 32
_BY_SIGN = (BinaryOp.SHIFT_RIGHT, BinaryOp.DIVIDE, BinaryOp.REMAINDER)
_ORDERED = (CompareOp.LESS, CompareOp.LESS_EQUAL, CompareOp.GREATER, CompareOp.GREATER_EQUAL)


def cast(site: Site, facts: Facts) -> Iterator[Any]:
    """`(T)a + (T)b` computed in the type that a and b had: the cast came too late."""
    node = site.node
    if not isinstance(node, ir.Binary) or in_address(site):
        return
    narrow = _common_source(node)
    if narrow is None or not facts.is_value(site):
        return
    if narrow.is_integer and narrow.bits < _INT_BITS:
        yield through(node, narrow)  # C has no narrower arithmetic: the result is what is cut
    else:
        computed = replace(node, left=_source(node.left, narrow), right=_source(node.right, narrow), type=narrow)
        yield ir.Convert(computed, node.type, node.span)


def _common_source(node: ir.Binary) -> Scalar | None:
    """The type that both operands were converted from, by the programmer or by C; a constant fits any."""
    operands, type_ = (node.left, node.right), number(node)
    sources = {number(each.operand) for each in operands if isinstance(each, ir.Convert)}
    others = [each for each in operands if not isinstance(each, ir.Convert | ir.Literal)]
    if node.op in ir.SHIFTS or len(sources) != 1 or others:
        return None
    (source,) = sources
    if source is None or type_ is None or source == type_ or (source.is_float and type_.is_integer):
        return None
    constants = [each.value for each in operands if isinstance(each, ir.Literal)]
    if source.is_integer and any(value != int(value) for value in constants):
        return None
    return source


def _source(operand: Any, type_: Scalar) -> Any:
    return literal(operand.value, type_, operand) if isinstance(operand, ir.Literal) else operand.operand


def width(site: Site, facts: Facts) -> Iterator[Any]:
    """A computed integer kept in half as many bits."""
    node = site.node
    narrow = _HALF_AS_WIDE.get(number(node)) if isinstance(node, ir.Binary) else None
    if narrow is not None and facts.is_value(site):
        yield through(node, narrow)


def precision(site: Site, facts: Facts) -> Iterator[Any]:
    """A computed float rounded to the next smaller type: half for float, float for double."""
    node = site.node
    narrow = _LESS_PRECISE.get(number(node)) if isinstance(node, ir.Binary | ir.Intrinsic) else None
    if narrow is not None and not in_address(site):
        yield through(node, narrow)


def accumulator(site: Site, facts: Facts) -> Iterator[Any]:
    """A running sum kept in a smaller type."""
    node = site.node
    if not isinstance(node, ir.Assign) or not site.is_under(ir.For, ir.While, ir.DoWhile):
        return
    narrow = _LESS_PRECISE.get(number(node.target))
    takes_part = isinstance(node.value, ir.Binary | ir.Intrinsic) and node.target in _operands(node.value)
    if narrow is not None and takes_part:
        yield replace(node, value=through(node.value, narrow))


def _operands(node: Any) -> tuple[Any, ...]:
    return (node.left, node.right) if isinstance(node, ir.Binary) else node.arguments


def signedness(site: Site, facts: Facts) -> Iterator[Any]:
    """An integer taken for one of the other sign, where that matters: `>>`, `/`, `%`, `<`, and widening."""
    node, flip = site.node, _flipped(site.node)
    if flip is None or not facts.is_value(site):
        return
    if isinstance(node, ir.Binary):
        right = node.right if node.op is BinaryOp.SHIFT_RIGHT else _as(node.right, flip)
        yield ir.Convert(replace(node, left=_as(node.left, flip), right=right, type=flip), node.type, node.span)
    elif isinstance(node, ir.Compare):
        yield replace(node, left=_as(node.left, flip), right=_as(node.right, flip))
    else:
        yield replace(node, operand=_as(node.operand, flip))


def _flipped(node: Any) -> Scalar | None:
    """The type of the other sign for the operands of an operation that sees signs; None for any other node."""
    operands: tuple[Any, ...] = ()
    if isinstance(node, ir.Binary | ir.Compare) and node.op in (*_BY_SIGN, *_ORDERED):
        operands = (node.left, node.right)
    elif isinstance(node, ir.Convert) and _widens(node):
        operands = (node.operand,)
    type_ = whole(operands[0]) if operands else None
    return None if type_ is None else other_sign(type_)


def _widens(node: ir.Convert) -> bool:
    target, source = number(node), whole(node.operand)
    return target is not None and source is not None and (target.is_float or target.bits > source.bits)


def _as(node: Any, type_: Scalar) -> Any:
    if isinstance(node, ir.Literal):
        return literal(node.value, type_, node)
    return ir.Convert(node, type_, node.span, explicit=True)


def rounding(site: Site, facts: Facts) -> Iterator[Any]:
    """A float made an integer by another rounding: to nearest for towards zero, down for to nearest."""
    node = site.node
    source = number(node.operand) if isinstance(node, ir.Convert) and whole(node) else None
    if source is not None and source.is_float:
        truncates = node.rounding in (None, Rounding.ZERO)
        yield replace(node, rounding=Rounding.NEAREST if truncates else Rounding.ZERO, explicit=True)
        yield replace(node, rounding=Rounding.DOWN, explicit=True)
