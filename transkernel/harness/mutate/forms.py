"""Programs in a form that shows what an ordinary run may hide: memory that was not written, an array that is too short.

A form is used where the original program passes in it; a mutant that fails in it is then told from the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import literal
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp, Register
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, UINT64, Array, Kind, Scalar, Type
from transkernel.ir.visit import rewrite_all
from transkernel.source import Span

_NOWHERE = 1 << 40  # an index that no memory has
_POISON_BYTE = 0x5A
_POISON_FLOAT = -54321.0
_COUNTER = "poisoned"


def strict(program: ir.Program) -> ir.Program:
    """On-chip memory and locals begin poisoned, and an index beyond an array of known extent leads nowhere."""
    functions = tuple(replace(each, body=rewrite_all(each.body, _strict)) for each in program.functions)
    body = (*poisoned(program.kernel, _poison), *rewrite_all(program.kernel.body, _strict))
    return replace(program, kernel=replace(program.kernel, body=body), functions=functions)


def _strict(node: Any) -> Any:
    if isinstance(node, ir.Declare) and node.init is None and isinstance(node.type, Scalar):
        return replace(node, init=_poison(node.type, node))
    if isinstance(node, ir.Index) and isinstance(node.base.type, Array) and node.base.type.extent:
        return replace(node, index=_checked(node.index, node.base.type.extent))
    return node


def _checked(index: Any, extent: int) -> Any:
    if isinstance(index, ir.Literal) and 0 <= index.value < extent:
        return index
    position = ir.Convert(index, UINT64, index.span, explicit=True)
    inside = ir.Compare(CompareOp.LESS, position, literal(extent, UINT64, index), index.span)
    plain = ir.Convert(index, INT64, index.span, explicit=True)
    return ir.Select(inside, plain, literal(_NOWHERE, INT64, index), INT64, index.span)


def _poison(type_: Scalar, like: Any) -> ir.Literal:
    if type_.kind is Kind.BOOL:
        return ir.Literal(True, BOOL, like.span)
    if type_.is_float:
        return literal(_POISON_FLOAT, type_, like)
    return repeated(_POISON_BYTE, type_, like)


def repeated(byte: int, type_: Scalar, like: Any) -> ir.Literal:
    """An integer with the same byte everywhere."""
    return literal(int.from_bytes([byte] * (type_.bits // 8), "little"), type_, like)


def poisoned(kernel: ir.Kernel, poison: Callable[[Scalar, Any], ir.Literal]) -> tuple[Any, ...]:
    """Statements to begin a kernel with: one thread fills the shared arrays, the others wait."""
    span = kernel.span
    fills = [fill for shared in kernel.shared if (fill := _fill(shared, poison, span)) is not None]
    if not fills:
        return ()
    zero = ir.Literal(0, UINT32, span)
    first: Any = ir.Literal(True, BOOL, span)
    for axis in range(3):
        special = ir.Special(Register.THREAD_INDEX, axis, span)
        first = ir.Logical(ir.LogicalOp.AND, first, ir.Compare(CompareOp.EQUAL, special, zero, span), span)
    return (ir.If(first, tuple(fills), (), span), ir.Barrier(ir.Scope.BLOCK, span))


def _fill(shared: ir.SharedVariable, poison: Callable[[Scalar, Any], ir.Literal], span: Span) -> Any:
    """Loops that fill an array of scalars, of any number of dimensions; None for anything else."""
    extents, innermost = list(_extents(shared.type)), shared.type
    while isinstance(innermost, Array):
        innermost = innermost.element
    if not isinstance(innermost, Scalar) or not all(extents) or shared.dynamic:
        return None
    place: Any = ir.Variable(shared.name, shared.type, span)
    names = [f"{_COUNTER}_{shared.name}_{depth}" for depth in range(len(extents))]
    for name in names:
        place = ir.Index(place, ir.Variable(name, INT32, span), place.type.element, span)
    statement: Any = ir.Assign(place, poison(innermost, place), span)
    for name, extent in reversed(list(zip(names, extents, strict=True))):
        statement = _loop(name, extent, statement, span)
    return statement


def _extents(type_: Type) -> Iterator[int]:
    while isinstance(type_, Array):
        yield type_.extent
        type_ = type_.element


def _loop(name: str, extent: int, body: Any, span: Span) -> ir.For:
    counter = ir.Variable(name, INT32, span)
    init = ir.Declare(name, INT32, ir.Literal(0, INT32, span), span)
    condition = ir.Compare(CompareOp.LESS, counter, ir.Literal(extent, INT32, span), span)
    step = ir.Assign(counter, ir.Binary(BinaryOp.ADD, counter, ir.Literal(1, INT32, span), INT32, span), span)
    return ir.For((init,), condition, (step,), (body,), span)
