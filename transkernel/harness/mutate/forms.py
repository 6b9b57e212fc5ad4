"""Programs in a form that shows what an ordinary run may hide: memory that was not written, an array that is too short.

A form is used where the original program passes in it; a mutant that fails in it is then told from the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import literal, number
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp, Register
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, UINT64, Array, Kind, Scalar, Struct, Type
from transkernel.ir.visit import rewrite_all
from transkernel.source import Span

_NOWHERE = 1 << 40  # an index that no memory has
_POISON_BYTE = 0x5A
_POISON_FLOAT = -54321.0
_COUNTER = "poisoned"


def strict(program: ir.Program) -> ir.Program:
    """On-chip memory and locals begin poisoned, and an index beyond an array of known extent leads nowhere."""
    functions = tuple(replace(each, body=rewrite_all(each.body, _strict)) for each in program.functions)
    body = (*poisoned(program, _poison), *rewrite_all(program.kernel.body, _strict))
    return replace(program, kernel=replace(program.kernel, body=body), functions=functions)


def _strict(node: Any) -> Any:
    if isinstance(node, ir.Declare) and node.init is None and isinstance(node.type, Scalar):
        return replace(node, init=_poison(node.type, node))
    if isinstance(node, ir.Index) and isinstance(node.base.type, Array) and node.base.type.extent:
        return replace(node, index=checked(node.index, node.base.type.extent))
    return node


def checked(index: Any, extent: int) -> Any:
    """An index that leads nowhere unless it is below the extent."""
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


def poisoned(program: ir.Program, poison: Callable[[Scalar, Any], ir.Literal]) -> tuple[Any, ...]:
    """Statements to begin a kernel with: one thread fills the shared arrays, the others wait."""
    span = program.kernel.span
    structs = {each.name: each for each in program.structs}
    fills = [fill for shared in program.kernel.shared if (fill := _fill(shared, structs, poison, span)) is not None]
    if not fills:
        return ()
    zero = ir.Literal(0, UINT32, span)
    first: Any = ir.Literal(True, BOOL, span)
    for axis in range(3):
        special = ir.Special(Register.THREAD_INDEX, axis, span)
        first = ir.Logical(ir.LogicalOp.AND, first, ir.Compare(CompareOp.EQUAL, special, zero, span), span)
    return (ir.If(first, tuple(fills), (), span), ir.Barrier(ir.Scope.BLOCK, span))


def _fill(
    shared: ir.SharedVariable, structs: dict[str, Struct], poison: Callable[[Scalar, Any], ir.Literal], span: Span
) -> Any:
    """Loops that fill an array of numbers, or of structs of numbers, of any dimensions; None for anything else."""
    extents = list(_extents(shared.type))
    place: Any = ir.Variable(shared.name, shared.type, span)
    names = [f"{_COUNTER}_{shared.name}_{depth}" for depth in range(len(extents))]
    for name in names:
        place = ir.Index(place, ir.Variable(name, INT32, span), place.type.element, span)
    parts = parts_of(place, structs)
    if not parts or not all(extents) or shared.dynamic:
        return None
    statements: tuple[Any, ...] = tuple(ir.Assign(each, poison(each.type, each), span) for each in parts)
    for name, extent in reversed(list(zip(names, extents, strict=True))):
        statements = (_loop(name, extent, statements, span),)
    return statements[0] if len(statements) == 1 else ir.Block(statements, span)


def parts_of(place: Any, structs: dict[str, Struct]) -> list[Any]:
    """The numbers that a place is made of: itself, or the members of a struct; none where they are not all numbers."""
    if number(place) is not None:
        return [place]
    struct = structs.get(place.type.name) if isinstance(place.type, Struct) else None
    if struct is None or struct.is_union:
        return []
    members = [ir.Member(place, each.name, each.type, place.span) for each in struct.fields]
    return members if all(number(each) is not None for each in members) else []


def _extents(type_: Type) -> Iterator[int]:
    while isinstance(type_, Array):
        yield type_.extent
        type_ = type_.element


def _loop(name: str, extent: int, body: tuple[Any, ...], span: Span) -> ir.For:
    counter = ir.Variable(name, INT32, span)
    init = ir.Declare(name, INT32, ir.Literal(0, INT32, span), span)
    condition = ir.Compare(CompareOp.LESS, counter, ir.Literal(extent, INT32, span), span)
    step = ir.Assign(counter, ir.Binary(BinaryOp.ADD, counter, ir.Literal(1, INT32, span), INT32, span), span)
    return ir.For((init,), condition, (step,), body, span)
