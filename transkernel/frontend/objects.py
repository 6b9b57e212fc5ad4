"""Objects set part by part, where C++ initialises what no assignment can: arrays."""

from __future__ import annotations

from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.initializers import zero
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT32, Array
from transkernel.source import Span

_MOST_WRITTEN_OUT = 8


def assign(lowering: FunctionLowering, target: ir.Place, value: ir.Expression) -> None:
    """`target = value`; of an array, each of its elements."""
    if isinstance(target.type, Array):
        _assign_elements(lowering, target, target.type, value)
    else:
        lowering.out.append(ir.Assign(target, value, value.span))


def _assign_elements(lowering: FunctionLowering, target: ir.Place, type_: Array, value: ir.Expression) -> None:
    span = value.span
    given = value.elements if isinstance(value, ir.Build) else None
    alike = given is None or (all(each == given[0] for each in given) and len(given) in (0, type_.extent))
    if alike and type_.extent > _MOST_WRITTEN_OUT:
        index = ir.Variable(lowering.fresh("i"), INT32, span)
        place, element = ir.Index(target, index, type_.element, span), _element(value, type_, index, span)
        _, body = lowering.captured(lambda: assign(lowering, place, element))
        lowering.out.append(_loop(index, type_.extent, tuple(body), span))
        return
    for number in range(type_.extent):
        literal = ir.integer(number, INT32, span)
        assign(lowering, ir.Index(target, literal, type_.element, span), _element(value, type_, literal, span))


def _element(value: ir.Expression, type_: Array, index: ir.Expression, span: Span) -> ir.Expression:
    if not isinstance(value, ir.Build):
        return ir.Index(value, index, type_.element, span)
    number = index.value if isinstance(index, ir.Literal) else 0
    return value.elements[int(number)] if number < len(value.elements) else zero(type_.element, span)


def _loop(index: ir.Variable, extent: int, body: tuple[ir.Statement, ...], span: Span) -> ir.For:
    condition = ir.Compare(ir.CompareOp.LESS, index, ir.integer(extent, INT32, span), span)
    step = ir.Assign(index, ir.Binary(ir.BinaryOp.ADD, index, ir.integer(1, INT32, span), INT32, span), span)
    start = ir.Declare(index.name, INT32, ir.integer(0, INT32, span), span)
    return ir.For((start,), condition, (step,), body, span)
