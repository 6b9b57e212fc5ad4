"""Atomics as OpenCL C 1.2 has them: atomic_* on 32-bit integers, atom_* on 64 bits by extension, the rest by
compare-and-swap helpers (OpenCL C 1.2, 6.12.11 and 9.3)."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import refuse
from transkernel.emit.c.needs import Helper, Needs, builtin
from transkernel.emit.opencl.helpers import atomics as helper
from transkernel.ir.nodes import Atomic, AtomicOp, Convert, Dereference, Expression
from transkernel.ir.types import (
    FLOAT16,
    FLOAT32,
    INT16,
    UINT16,
    UINT32,
    UINT64,
    VOID,
    Pointer,
    Scalar,
    Space,
    Vector,
)

_WORDS: dict[AtomicOp, str] = {
    AtomicOp.ADD: "add", AtomicOp.SUBTRACT: "sub", AtomicOp.MIN: "min", AtomicOp.MAX: "max", AtomicOp.AND: "and",
    AtomicOp.OR: "or", AtomicOp.XOR: "xor", AtomicOp.EXCHANGE: "xchg", AtomicOp.COMPARE_EXCHANGE: "cmpxchg",
}  # fmt: skip
_BASE_64 = frozenset({AtomicOp.ADD, AtomicOp.SUBTRACT, AtomicOp.EXCHANGE, AtomicOp.COMPARE_EXCHANGE})
_SPACES = (Space.GLOBAL, Space.SHARED)


def lower_atomic(node: Atomic, needs: Needs) -> Expression:
    """The call that does what the atomic does; its operands are already in OpenCL's types."""
    pointer = node.pointer.type
    assert isinstance(pointer, Pointer)
    if pointer.space not in _SPACES:
        raise refuse("TK0406", f"an atomic on {pointer.space} memory, which no other thread can see", node.span)
    if node.op is AtomicOp.LOAD:
        volatile = Convert(node.pointer, replace(pointer, volatile=True), node.span, explicit=True)
        return Dereference(volatile, node.type, node.span)
    if isinstance(pointer.element, Vector):
        return _pair(node, pointer, needs)
    element = pointer.element
    if not isinstance(element, Scalar) or element.bits not in (16, 32, 64):
        raise refuse("TK0406", f"an atomic on {element}", node.span)
    if element.bits == 16:
        return _narrow(node, element, pointer.space, needs)
    if element.bits == 64:
        needs.extensions.add("cl_khr_int64_base_atomics")
    return _wide(node, element, pointer.space, needs)


def _wide(node: Atomic, element: Scalar, space: Space, needs: Needs) -> Expression:
    op = AtomicOp.EXCHANGE if node.op is AtomicOp.STORE else node.op
    native = _native(op, element, needs)
    if native is not None:
        return builtin(
            native, node.type if node.op is not AtomicOp.STORE else VOID, node.span, node.pointer, *node.operands
        )
    if op is AtomicOp.COMPARE_EXCHANGE:
        return _brought(node, helper.swap_bits(element, space), needs)
    if element.is_float:
        new = helper.step(op, element)
    else:
        new = helper.step(op, element)
        if op in (AtomicOp.INCREMENT, AtomicOp.DECREMENT) and element not in (UINT32, UINT64):
            new = None
    if new is None:
        raise refuse("TK0406", f"atomic {op} on {element}", node.span)
    return _brought(node, helper.swap(op, element, space, new), needs)


def _native(op: AtomicOp, element: Scalar, needs: Needs) -> str | None:
    """The builtin's name, where OpenCL C has one."""
    if element == FLOAT32 and op is AtomicOp.EXCHANGE:
        return "atomic_xchg"
    if element.is_float or op not in _WORDS:
        return None
    if element.bits == 32:
        return f"atomic_{_WORDS[op]}"
    if op not in _BASE_64:
        needs.extensions.add("cl_khr_int64_extended_atomics")
    return f"atom_{_WORDS[op]}"


def _narrow(node: Atomic, element: Scalar, space: Space, needs: Needs) -> Expression:
    kinds = {
        (FLOAT16, FLOAT32): helper.HALF,
        (FLOAT16, FLOAT16): helper.NATIVE_HALF,
        (UINT16, FLOAT32): helper.BFLOAT,
        (UINT16, UINT16): helper.USHORT,
    }
    if not isinstance(node.type, Scalar) or (element, node.type) not in kinds:
        raise refuse("TK0406", f"an atomic on {INT16 if element == INT16 else element}", node.span)
    kind = kinds[element, node.type]
    op = AtomicOp.EXCHANGE if node.op is AtomicOp.STORE else node.op
    if op is not AtomicOp.COMPARE_EXCHANGE and helper.step(op, node.type) is None:
        raise refuse("TK0406", f"atomic {op} on {element}", node.span)
    return _brought(node, helper.swap_narrow(op, kind, space), needs)


def _pair(node: Atomic, pointer: Pointer, needs: Needs) -> Expression:
    assert isinstance(pointer.element, Vector)
    kinds = {
        (Vector(UINT16, 2), Vector(FLOAT32, 2)): helper.HALF,
        (Vector(FLOAT16, 2), Vector(FLOAT16, 2)): helper.NATIVE_HALF,
    }
    kind = kinds.get((pointer.element, node.type)) if isinstance(node.type, Vector) else None
    if node.op is not AtomicOp.ADD or kind is None:
        raise refuse("TK0406", f"atomic {node.op} on {pointer.element}", node.span)
    return _brought(node, helper.add_pair(kind, pointer.space), needs)


def _brought(node: Atomic, made: Helper, needs: Needs) -> Expression:
    return builtin(needs.use(made), node.type, node.span, node.pointer, *node.operands)
