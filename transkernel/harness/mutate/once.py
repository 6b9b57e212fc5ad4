"""Forms that spoil what is written twice: two threads that write the same value to one place are a race that no number
shows, and so is work that is done again."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from transkernel.harness.mutate.facts import number
from transkernel.harness.mutate.forms import parts_of, poisoned, repeated
from transkernel.harness.mutate.sites import bodies
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import CompareOp
from transkernel.ir.types import BFLOAT16, Array, Kind, Pointer, Scalar, Struct
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
    structs = {each.name: each for each in program.structs}
    return replace(program, kernel=replace(kernel, body=_body(kernel, known, structs, count())))


def once_shared(program: ir.Program) -> ir.Program:
    """The same of shared memory, which begins poisoned; also where a device function writes through a pointer."""
    shared = {each.name for each in program.kernel.shared}
    structs, numbers = {each.name: each for each in program.structs}, count()
    changed: list[Any] = []
    for function in bodies(program):
        pointers = {each.name for each in function.parameters if isinstance(each.type, Pointer)}
        known = shared if function is program.kernel else shared | pointers
        changed.append(replace(function, body=_body(function, known, structs, numbers)))
    kernel = replace(changed[0], body=(*poisoned(program, _poison), *changed[0].body))
    return replace(program, kernel=kernel, functions=tuple(changed[1:]))


def _poison(type_: Scalar, like: Any) -> ir.Literal:
    if type_.is_float and type_ != BFLOAT16:
        (value,) = struct.unpack(_FORMATS[type_.bits], bytes([_POISON]) * (type_.bits // 8))
        return ir.Literal(value, type_, like.span)
    return repeated(_POISON, type_, like)


def _body(
    function: ir.Kernel | ir.Function, known: set[str], structs: dict[str, Struct], numbers: Iterator[int]
) -> tuple[Any, ...]:
    def changed(node: Any) -> Any:
        if isinstance(node, ir.For):  # its init and step hold single statements
            return replace(node, body=map_tuple(node.body, changed))
        if isinstance(node, ir.Assign):
            return _once(node, known, structs, numbers)
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


def _once(node: ir.Assign, known: set[str], structs: dict[str, Struct], numbers: Iterator[int]) -> Any:
    target, span = node.target, node.span
    if _place_root(target) not in known or isinstance(target.type, Pointer):
        return node
    held = ir.Variable(f"written_once_{next(numbers)}", target.type, span)
    befores, values = parts_of(target, structs), parts_of(held, structs)
    if not befores:
        return node
    first = befores[0]
    poison, spoiled = (repeated(byte, _bits_of(first), node) for byte in (_POISON, _SPOILED))
    same: Any = ir.Compare(CompareOp.NOT_EQUAL, _as_bits(first), poison, span)
    for before, value in zip(befores, values, strict=True):
        equal = ir.Compare(CompareOp.EQUAL, _as_bits(before), _as_bits(value), span)
        same = ir.Logical(ir.LogicalOp.AND, same, equal, span)
    already = ir.Compare(CompareOp.EQUAL, _as_bits(first), spoiled, span)
    again = ir.Logical(ir.LogicalOp.OR, already, same, span)
    spoil = ir.Assign(first, spoiled if first.type == spoiled.type else ir.Bitcast(spoiled, first.type, span), span)
    return (
        ir.Declare(held.name, target.type, node.value, span),
        ir.If(again, (spoil,), (replace(node, value=held),), span),
    )


def _bits_of(node: Any) -> Scalar:
    type_ = number(node)
    assert type_ is not None
    return Scalar(Kind.UNSIGNED, type_.bits)


def _as_bits(node: Any) -> Any:
    bits = _bits_of(node)
    return node if node.type == bits else ir.Bitcast(node, bits, node.span)
