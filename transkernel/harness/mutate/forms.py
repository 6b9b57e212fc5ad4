"""Programs in a form that shows what an ordinary run may hide: memory that was not written, an array that is too short.

A form is used where the original program passes in it; a mutant that fails in it is then told from the original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from transkernel.harness.mutate.facts import literal, number
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp, CompareOp, Register
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, UINT64, Array, Kind, Pointer, Scalar, Type
from transkernel.ir.visit import rewrite_all, walk_all
from transkernel.source import Span

_NOWHERE = 1 << 40  # an index that no memory has
_POISON_BYTE = 0x5A
_POISON_FLOAT = -54321.0
_COUNTER = "poisoned"


def strict(program: ir.Program) -> ir.Program:
    """On-chip memory and locals begin poisoned, and an index beyond an array of known extent leads nowhere."""
    functions = tuple(replace(each, body=rewrite_all(each.body, _strict)) for each in program.functions)
    body = (*_poisoned(program.kernel), *rewrite_all(program.kernel.body, _strict))
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
    return _repeated(_POISON_BYTE, type_, like)


def _repeated(byte: int, type_: Scalar, like: Any) -> ir.Literal:
    return literal(int.from_bytes([byte] * (type_.bits // 8), "little"), type_, like)


def _poisoned(kernel: ir.Kernel) -> tuple[Any, ...]:
    """One thread fills the shared arrays; the others wait."""
    span = kernel.span
    fills = [fill for shared in kernel.shared if (fill := _fill(shared, span)) is not None]
    if not fills:
        return ()
    zero = ir.Literal(0, UINT32, span)
    first: Any = ir.Literal(True, BOOL, span)
    for axis in range(3):
        special = ir.Special(Register.THREAD_INDEX, axis, span)
        first = ir.Logical(ir.LogicalOp.AND, first, ir.Compare(CompareOp.EQUAL, special, zero, span), span)
    return (ir.If(first, tuple(fills), (), span), ir.Barrier(ir.Scope.BLOCK, span))


def _fill(shared: ir.SharedVariable, span: Span) -> Any:
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
    statement: Any = ir.Assign(place, _poison(innermost, place), span)
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


# ------------------------------------------------------------ writing once

_SPOILED = 0x3C  # in every byte of an element that was written twice
_POISON_OF_OUTPUTS = 0xA5  # in every byte of an output without a fill (harness/data.py)


def once(program: ir.Program) -> ir.Program:
    """An element of global memory that is given the value it has is spoiled.

    Two threads that write the same value to one place are a race that no number shows; so is work done twice.
    """
    kernel = program.kernel
    known = {each.name for each in kernel.parameters if isinstance(each.type, Pointer)}
    known |= {
        node.name
        for node in walk_all(kernel.body)
        if isinstance(node, ir.Declare) and isinstance(node.type, Pointer) and _root(node.init) in known
    }
    numbers = count()
    body = rewrite_all(kernel.body, lambda node: _once(node, known, numbers))
    return replace(program, kernel=replace(kernel, body=body))


def _root(node: Any) -> str | None:
    """The variable that a pointer begins at."""
    while isinstance(node, ir.PointerOffset | ir.Convert):
        node = node.pointer if isinstance(node, ir.PointerOffset) else node.operand
    return node.name if isinstance(node, ir.Variable) else None


def _once(node: Any, known: set[str], numbers: Iterator[int]) -> Any:
    if not isinstance(node, ir.Assign) or not isinstance(node.target, ir.Index) or _root(node.target.base) not in known:
        return node
    type_, span = number(node.target), node.span
    if type_ is None:
        return node
    held = ir.Variable(f"written_once_{next(numbers)}", type_, span)
    bits = Scalar(Kind.UNSIGNED, type_.bits)
    before, value = (ir.Bitcast(each, bits, span) if type_ != bits else each for each in (node.target, held))
    poison, spoiled = (_repeated(byte, bits, node) for byte in (_POISON_OF_OUTPUTS, _SPOILED))
    same = ir.Compare(CompareOp.EQUAL, before, value, span)
    written = ir.Compare(CompareOp.NOT_EQUAL, before, poison, span)
    already = ir.Compare(CompareOp.EQUAL, before, spoiled, span)
    again = ir.Logical(ir.LogicalOp.OR, already, ir.Logical(ir.LogicalOp.AND, same, written, span), span)
    spoil = ir.Assign(node.target, ir.Bitcast(spoiled, type_, span) if type_ != bits else spoiled, span)
    return (
        ir.Declare(held.name, type_, node.value, span),
        ir.If(again, (spoil,), (replace(node, value=held),), span),
    )
