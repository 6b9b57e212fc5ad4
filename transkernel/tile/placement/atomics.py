"""Atomics: copies that add, or read, change and write one lane after another."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Assign,
    AtomicOp,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    If,
    Literal,
    Select,
    Variable,
    integer,
)
from transkernel.ir.placed import MemoryFence, SetElement
from transkernel.ir.tile import Load, TileAtomic
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT16,
    INT32,
    UINT32,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.places import pointee
from transkernel.tile.placement.stores import Stores
from transkernel.tile.placement.working import Held

# What a copy into memory may do with the old number, and for which types; and of those, on which bits.
_COPIED_ATOMICS = {
    AtomicOp.ADD: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, BFLOAT16: BFLOAT16, INT32: INT32, UINT32: INT32, INT16: INT16},
    AtomicOp.MIN: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, INT32: INT32, INT16: INT16},
    AtomicOp.MAX: {FLOAT32: FLOAT32, FLOAT16: FLOAT16, INT32: INT32, INT16: INT16},
}
_PLAIN_OPS = {
    AtomicOp.ADD: BinaryOp.ADD, AtomicOp.SUBTRACT: BinaryOp.SUBTRACT, AtomicOp.AND: BinaryOp.AND,
    AtomicOp.OR: BinaryOp.OR, AtomicOp.XOR: BinaryOp.XOR,
}  # fmt: skip


class Atomics(Stores):
    """TileAtomic."""

    def atomic(self, node: TileAtomic, into: Held | None = None, count: Any = None) -> Held:
        """The old values of lanes, one lane after another."""
        self._working.span = node.span
        element, extent = build.element_of(node), build.shape_of(node) or ()
        made = self._working.acquire("old", element, extent)
        self._one_by_one(node, made)
        return made

    def atomic_scalar(self, node: TileAtomic) -> Any:
        working = self._working
        working.span = node.span
        zero = Literal(0.0 if build.element_of(node).is_float else 0, node.type, node.span)
        old = working.variable("old", node.type, zero)
        operands = tuple(self._values.scalar(each) for each in node.operands)
        pointer = self._values.scalar(node.pointer)
        body = self._exchange(node, pointer, operands, old)
        mask = None if node.mask is None else self._values.scalar(node.mask)
        working.emit(*body) if mask is None else working.emit(If(mask, body, (), node.span))
        return old

    def atomic_statement(self, node: TileAtomic) -> None:
        """An atomic whose old values nobody wants."""
        self._working.span = node.span
        element = pointee(node.pointer)
        view = _COPIED_ATOMICS.get(node.op, {}).get(element)
        if view is None:
            if isinstance(node.pointer.type, Tile):
                self._working.release(self.atomic(node))
            else:
                self.atomic_scalar(node)
            return
        if not isinstance(node.pointer.type, Tile):
            pointer, value = self._values.scalar(node.pointer), self._values.scalar(node.operands[0])
            body = self._one_out(pointer, build.convert(value, view, node.span), view, node.op)
            mask = None if node.mask is None else self._values.scalar(node.mask)
            self._working.emit(*body) if mask is None else self._working.emit(If(mask, body, (), node.span))
            return
        extent = build.shape_of(node.pointer) or ()
        node = self._accesses.narrowed(node)
        held = self._stored(node.operands[0], element, extent)
        held = Held(held.buffer, view, extent, held.owned)
        self._copy_lanes_out(node, self._accesses.of(node), held, node.op)
        self._working.release(held)

    def _one_by_one(self, node: TileAtomic, made: Held) -> None:
        working, node = self._working, self._accesses.narrowed(node)
        access = self._accesses.of(node)
        extent = made.extent
        operands = [self._values.laned(build.splat(each, extent, node.span)) for each in node.operands]

        def body(place: Any, index: Any) -> None:
            assert len(extent) == 1
            zero = Literal(0.0 if made.element.is_float else 0, made.element, node.span)
            old = working.variable("old", made.element, zero)
            lanes = tuple(each((index,)) for each in operands)
            working.emit(*self._exchange(node, place, lanes, old))
            working.emit(SetElement(made.buffer, index, old, node.span))

        self._for_lanes(node.pointer, access, extent, body)

    def _exchange(self, node: TileAtomic, place: Any, operands: tuple[Any, ...], old: Variable) -> tuple[Any, ...]:
        """Read, change, write: right where the kernel's blocks follow one another on one core."""
        self.one_core = True
        element, span = pointee(node.pointer), node.span
        old_number: Any = Load(place, None, None, element, span)
        read = Assign(old, old_number, span)
        if node.op is AtomicOp.LOAD:
            return (read,)
        new, condition = _changed(node.op, old, operands, span)
        body = (*self._one_out(place, new, element, None), MemoryFence(span))
        return (read, *body) if condition is None else (read, If(condition, body, (), span))


def _changed(op: AtomicOp, old: Any, operands: tuple[Any, ...], span: Any) -> tuple[Any, Any]:
    """(the new value, when it is written; None for always) of an atomic."""
    value = operands[0]
    match op:
        case AtomicOp.EXCHANGE | AtomicOp.STORE:
            return value, None
        case AtomicOp.COMPARE_EXCHANGE:
            return operands[1], Compare(CompareOp.EQUAL, old, value, span)
        case AtomicOp.MIN | AtomicOp.MAX:
            order = CompareOp.LESS if op is AtomicOp.MIN else CompareOp.GREATER
            return value, Compare(order, value, old, span)
        case AtomicOp.INCREMENT:
            one, zero = integer(1, old.type, span), integer(0, old.type, span)
            past = Compare(CompareOp.GREATER_EQUAL, old, value, span)
            return Select(past, zero, Binary(BinaryOp.ADD, old, one, old.type, span), old.type, span), None
        case AtomicOp.DECREMENT:
            one, zero = integer(1, old.type, span), integer(0, old.type, span)
            below = Binary(BinaryOp.SUBTRACT, old, one, old.type, span)
            outside = Binary(
                BinaryOp.OR, Compare(CompareOp.EQUAL, old, zero, span), Compare(CompareOp.GREATER, old, value, span),
                BOOL, span,
            )  # fmt: skip
            return Select(outside, value, below, old.type, span), None
    return Binary(_PLAIN_OPS[op], old, value, old.type, span), None
