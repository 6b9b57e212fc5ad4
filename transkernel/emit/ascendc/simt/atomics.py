"""Atomics as Ascend C's threads have them.

Source: asc-devkit, docs/zh/api/SIMT-API/原子操作, whose pages have a table of types and memory each: 32 bits in global
memory and the Unified Buffer, 64 bits in global memory alone. What `asc_atomic_add` on half and bfloat16 gives back is
not the old value, and must not be used.
"""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import refuse
from transkernel.emit.c.needs import builtin
from transkernel.ir.nodes import Atomic, AtomicOp, Convert, Dereference, Evaluate, Expression
from transkernel.ir.types import (
    BFLOAT16,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    UINT32,
    UINT64,
    VOID,
    Pointer,
    Space,
    Type,
    Vector,
)

_INTEGERS = (INT32, UINT32, INT64, UINT64)
_PAIRS = (Vector(FLOAT16, 2), Vector(BFLOAT16, 2))
_NARROW = (FLOAT16, BFLOAT16)

# The function's name, and the types that it takes.
_FUNCTIONS: dict[AtomicOp, tuple[str, tuple[Type, ...]]] = {
    AtomicOp.ADD: ("add", (*_INTEGERS, FLOAT32, *_NARROW, *_PAIRS)),
    AtomicOp.SUBTRACT: ("sub", (*_INTEGERS, FLOAT32, *_PAIRS)),
    AtomicOp.MIN: ("min", (*_INTEGERS, FLOAT32, *_NARROW, *_PAIRS)),
    AtomicOp.MAX: ("max", (*_INTEGERS, FLOAT32, *_NARROW, *_PAIRS)),
    AtomicOp.INCREMENT: ("inc", (UINT32, UINT64)),
    AtomicOp.DECREMENT: ("dec", (UINT32, UINT64)),
    AtomicOp.AND: ("and", _INTEGERS),
    AtomicOp.OR: ("or", _INTEGERS),
    AtomicOp.XOR: ("xor", _INTEGERS),
    AtomicOp.EXCHANGE: ("exch", (*_INTEGERS, FLOAT32, *_PAIRS)),
    AtomicOp.STORE: ("exch", (*_INTEGERS, FLOAT32, *_PAIRS)),
    AtomicOp.COMPARE_EXCHANGE: ("cas", (*_INTEGERS, FLOAT32, *_PAIRS)),
}
_WIDE = (INT64, UINT64)


def lower_atomic(node: Atomic) -> Expression:
    """The call that does what the atomic does; its operands are in the language's own terms already."""
    pointer = node.pointer.type
    assert isinstance(pointer, Pointer)
    if pointer.space in (Space.PRIVATE, Space.CONSTANT):
        raise refuse("TK0472", f"an atomic on {pointer.space} memory, which no other thread can see", node.span)
    if node.op is AtomicOp.LOAD:
        volatile = Convert(node.pointer, replace(pointer, volatile=True), node.span, explicit=True)
        return Dereference(volatile, node.type, node.span)
    name, types = _FUNCTIONS[node.op]
    if pointer.element not in types:
        raise refuse("TK0472", f"atomic {node.op} on {pointer.element}", node.span)
    if pointer.element in _WIDE and pointer.space is not Space.GLOBAL:
        raise refuse("TK0472", f"atomic {node.op} on {pointer.element} outside of global memory", node.span)
    result = VOID if node.op is AtomicOp.STORE else node.type
    address = node.pointer
    if pointer.volatile:  # the functions take plain pointers
        address = Convert(address, replace(pointer, volatile=False), node.span, explicit=True)
    return builtin(f"asc_atomic_{name}", result, node.span, address, *node.operands)


def check_results(statement: object, node: Atomic) -> None:
    """Raises Refusal where a 16-bit atomic's old value is used."""
    pointer = node.pointer.type
    alone = isinstance(statement, Evaluate) and statement.value is node
    if isinstance(pointer, Pointer) and pointer.element in _NARROW and not alone:
        message = f"the old value of an atomic on {pointer.element}, which the core does not give back"
        raise refuse("TK0472", message, node.span)
