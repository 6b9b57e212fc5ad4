"""Atomics on a shared array whose old values nobody looks at: what all lanes add up to, at once.

    atomicMin(&smallest, x);        smallest = min(smallest, reduce.min(where(mask, x, identity)))
    atomicAdd(&bins[x], 1);         bins = bins + histogram(x, mask)

Of floating-point sums only the order changes, which atomics leave open.
"""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import AtomicOp, BinaryOp, Literal
from transkernel.ir.tile import Histogram, ReduceOp, Splat, TileAtomic
from transkernel.ir.types import INT32, UINT32, Scalar, Tile
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.block import LANES

_REDUCTIONS = {
    AtomicOp.ADD: ReduceOp.ADD, AtomicOp.SUBTRACT: ReduceOp.ADD, AtomicOp.MIN: ReduceOp.MIN, AtomicOp.MAX: ReduceOp.MAX,
    AtomicOp.AND: ReduceOp.AND, AtomicOp.OR: ReduceOp.OR, AtomicOp.XOR: ReduceOp.XOR,
}  # fmt: skip
_JOINS = {
    AtomicOp.ADD: BinaryOp.ADD, AtomicOp.SUBTRACT: BinaryOp.SUBTRACT, AtomicOp.AND: BinaryOp.AND,
    AtomicOp.OR: BinaryOp.OR, AtomicOp.XOR: BinaryOp.XOR,
}  # fmt: skip


def is_known(node: TileAtomic) -> bool:
    """Whether the operation is one that lanes can do together."""
    return (
        node.op in _REDUCTIONS and len(node.operands) == 1 and isinstance(_bare(node.operands[0]).type, Scalar | Tile)
    )


def counts(node: TileAtomic) -> bool:
    """`atomicAdd(..., 1)` of an integer of 32 bits."""
    value = _bare(node.operands[0])
    one = isinstance(value, Literal) and value.value == 1
    return node.op is AtomicOp.ADD and one and build.element_of(value) in (INT32, UINT32)


def joined(op: AtomicOp | None, old: Any, new: Any, span: Span) -> Any:
    """The element after an atomic; after a store, where there is no operation."""
    if op is None:
        return new
    if op in _JOINS:
        return build.binary(_JOINS[op], old, new, span)
    return build.intrinsic(str(op), (old, new), build.element_of(old), span)


def total(node: TileAtomic, value: Any, mask: Any, span: Span) -> Any:
    """What all lanes of the mask (of all, where it is None) do to one element, as a scalar."""
    op, element = _REDUCTIONS[node.op], build.element_of(value)
    value = build.splat(value, (LANES,), span)
    if mask is not None:
        value = build.where(build.splat(mask, (LANES,), span), value, _identity(op, element, span), span)
    return build.reduce(op, value, 0, span)


def counted(tile: Any, index: Any, mask: Any, span: Span) -> Any:
    """The tile after each lane of the mask has added 1 to the element that it names."""
    shape = build.shape_of(tile) or ()
    index = build.splat(index, (LANES,), span)
    found: Any = Histogram(index, build.splat(mask, (LANES,), span), Tile(INT32, shape), span)
    return build.binary(BinaryOp.ADD, tile, build.convert(found, build.element_of(tile), span), span)


def _bare(node: Any) -> Any:
    return node.value if isinstance(node, Splat) else node


def _identity(op: ReduceOp, element: Scalar, span: Span) -> Literal:
    if element.is_float:
        return Literal(-0.0, element, span)
    most = (1 << (element.bits - element.is_signed)) - 1
    least = -most - 1 if element.is_signed else 0
    every_bit = -1 if element.is_signed else most
    known = {ReduceOp.MIN: most, ReduceOp.MAX: least, ReduceOp.AND: every_bit}
    return Literal(known.get(op, 0), element, span)
