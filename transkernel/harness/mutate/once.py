"""Forms that spoil what is written twice: two threads that write the same value to one place are a race that no number
shows, and so is work that is done again."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from transkernel.harness.mutate.facts import number
from transkernel.harness.mutate.forms import poisoned, repeated
from transkernel.harness.mutate.sites import bodies
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import CompareOp
from transkernel.ir.types import BFLOAT16, BOOL, Array, Kind, Pointer, Scalar
from transkernel.ir.visit import map_children, map_tuple, walk_all

_SPOILED = 0x3C  # in every byte of an element that was written twice
_POISON = 0xA5  # in every byte of an output without a fill (harness/data.py), and of shared memory here
_FORMATS = {16: "<e", 32: "<f", 64: "<d"}


def once_global(program: ir.Program) -> ir.Program:
    """An element of a parameter's buffer that is given the value it has is spoiled, for good."""
    kernel = program.kernel
    known = {each.name for each in kernel.parameters if isinstance(each.type, Pointer)}
    known |= {
        node.name
        for node in walk_all(kernel.body)
        if isinstance(node, ir.Declare) and isinstance(node.type, Pointer) and _root(node.init) in known
    }
    return replace(program, kernel=replace(kernel, body=_body(kernel, known, count())))


def once_shared(program: ir.Program) -> ir.Program:
    """The same of shared memory, which begins poisoned; also where a device function writes through a pointer."""
    shared = {each.name for each in program.kernel.shared}
    numbers = count()
    changed: list[Any] = []
    for function in bodies(program):
        pointers = {each.name for each in function.parameters if isinstance(each.type, Pointer)}
        known = shared if function is program.kernel else shared | pointers
        changed.append(replace(function, body=_body(function, known, numbers)))
    kernel = replace(changed[0], body=(*poisoned(program.kernel, _poison), *changed[0].body))
    return replace(program, kernel=kernel, functions=tuple(changed[1:]))


def _poison(type_: Scalar, like: Any) -> ir.Literal:
    if type_.kind is Kind.BOOL:
        return ir.Literal(True, BOOL, like.span)
    if type_.is_float and type_ != BFLOAT16:
        (value,) = struct.unpack(_FORMATS[type_.bits], bytes([_POISON]) * (type_.bits // 8))
        return ir.Literal(value, type_, like.span)
    return repeated(_POISON, type_, like)


def _body(function: ir.Kernel | ir.Function, known: set[str], numbers: Iterator[int]) -> tuple[Any, ...]:
    def changed(node: Any) -> Any:
        if isinstance(node, ir.For):  # its init and step hold single statements
            return replace(node, body=map_tuple(node.body, changed))
        if isinstance(node, ir.Assign):
            return _once(node, known, numbers)
        return map_children(node, changed)

    return map_tuple(function.body, changed)


def _root(node: Any) -> str | None:
    """The variable that a pointer or a place begins at."""
    while not isinstance(node, ir.Variable):
        if isinstance(node, ir.PointerOffset):
            node = node.pointer
        elif isinstance(node, ir.Convert):
            node = node.operand
        elif isinstance(node, ir.Decay | ir.AddressOf):
            node = node.place
        elif isinstance(node, ir.Index) and isinstance(node.base.type, Array):
            node = node.base
        else:
            return None
    return node.name


def _place_root(target: Any) -> str | None:
    """Of a place in memory: an element, what a pointer points to, or a variable."""
    if isinstance(target, ir.Index):
        return _root(target.base)
    return _root(target.pointer) if isinstance(target, ir.Dereference) else _root(target)


def _once(node: ir.Assign, known: set[str], numbers: Iterator[int]) -> Any:
    type_, span = number(node.target), node.span
    if type_ is None or _place_root(node.target) not in known or isinstance(node.target.type, Pointer):
        return node
    bits = Scalar(Kind.UNSIGNED, type_.bits)

    def as_bits(each: Any) -> Any:
        return each if type_ == bits else ir.Bitcast(each, bits, span)

    held = ir.Variable(f"written_once_{next(numbers)}", type_, span)
    poison, spoiled = (repeated(byte, bits, node) for byte in (_POISON, _SPOILED))
    same = ir.Compare(CompareOp.EQUAL, as_bits(node.target), as_bits(held), span)
    written = ir.Compare(CompareOp.NOT_EQUAL, as_bits(node.target), poison, span)
    already = ir.Compare(CompareOp.EQUAL, as_bits(node.target), spoiled, span)
    again = ir.Logical(ir.LogicalOp.OR, already, ir.Logical(ir.LogicalOp.AND, same, written, span), span)
    spoil = ir.Assign(node.target, spoiled if type_ == bits else ir.Bitcast(spoiled, type_, span), span)
    return (
        ir.Declare(held.name, type_, node.value, span),
        ir.If(again, (spoil,), (replace(node, value=held),), span),
    )
