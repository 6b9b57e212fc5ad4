"""Buffers that are filled before a copy into them, where the scalar unit goes through all their lanes afterwards.

A copy, or a loop, may have fewer elements than the tile has lanes; the others are what was there before. The vector
unit works on them all the same, and nobody looks at what comes of it. A loop of the scalar unit reads them one by one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import BinaryOp, If, Literal, Variable, integer
from transkernel.ir.placed import (
    Acquire,
    Bit,
    Buffer,
    CopyIn,
    Element,
    LaneLoop,
    PlacedKernel,
    Role,
    SetElement,
    Vector,
    View,
)
from transkernel.ir.types import INT16, INT32
from transkernel.ir.visit import rewrite_all, walk, walk_statements
from transkernel.tile import build
from transkernel.tile.placement.lanes import size_of


def with_filled(kernel: PlacedKernel) -> PlacedKernel:
    """The kernel with zeros in such buffers when they are acquired. No queue knows of that: they become WORK."""
    read = {
        each.buffer
        for node in walk_statements(kernel.body)
        if isinstance(node, LaneLoop)
        for each in walk(node)
        if isinstance(each, Element | Bit)
    }
    partial = {node.target.buffer for node in walk_statements(kernel.body) if isinstance(node, CopyIn)}
    partial |= _set_for_some(kernel.body)
    buffers = {each.name: each for each in kernel.buffers if each.name in read & partial}
    kept = tuple(replace(each, role=Role.WORK) if each.name in buffers else each for each in kernel.buffers)

    def filled(node: Any) -> Any:
        is_one = isinstance(node, Acquire) and node.buffer in buffers
        return (node, _zeros(buffers[node.buffer], node.span)) if is_one else node

    return replace(kernel, body=rewrite_all(kernel.body, filled), buffers=kept) if buffers else kernel


def _set_for_some(body: tuple[Any, ...]) -> set[str]:
    """Buffers whose elements are set under a condition, or for a number of lanes that the launch decides."""
    found: set[str] = set()
    for node in walk_statements(body):
        if isinstance(node, LaneLoop):
            some = any(isinstance(each, Variable) for each in (*walk(node.first), *walk(node.stop)))
            branches = () if some else tuple(each for each in walk_statements(node.body) if isinstance(each, If))
            sets = walk_statements(node.body if some else branches)
            found |= {each.buffer for each in sets if isinstance(each, SetElement)}
    return found


def _zeros(buffer: Buffer, span: Any) -> Vector:
    """As 16-bit integers, which the vector unit can write whatever the elements are."""
    whole = size_of(buffer.extent, span)
    bits = buffer.element.bits
    if bits >= 16:
        halves = build.times(whole, bits // 16, span)
    else:
        more = build.plus(whole, integer(16 // bits - 1, INT32, span), span)
        halves = build.binary(BinaryOp.DIVIDE, more, integer(16 // bits, INT32, span), span)
    return Vector("duplicate", View(buffer.name, INT16, span), (Literal(0, INT16, span),), halves, span)
