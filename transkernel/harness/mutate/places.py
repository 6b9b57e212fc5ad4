"""Operators on where data lies: indices, axes, and one variable taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.facts import Facts, is_target, shifted
from transkernel.harness.mutate.sites import Site
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import Register
from transkernel.ir.types import Pointer, Scalar, Struct, Vector

_AXES = 3
_INDICES = (Register.THREAD_INDEX, Register.BLOCK_INDEX)
_SIZES = (Register.BLOCK_SIZE, Register.GRID_SIZE)


def index(site: Site, facts: Facts) -> Iterator[Any]:
    """The next element, and the one before."""
    node = site.node
    if isinstance(node, ir.Index):
        yield replace(node, index=shifted(node.index, 1))
        yield replace(node, index=shifted(node.index, -1))
    if isinstance(node, ir.PointerOffset):
        yield replace(node, offset=shifted(node.offset, 1))


def axis(site: Site, facts: Facts) -> Iterator[Any]:
    """x for y, y for z, z for x."""
    node = site.node
    if isinstance(node, ir.Special) and node.register in (*_INDICES, *_SIZES):
        yield replace(node, axis=(node.axis + 1) % _AXES)


def register(site: Site, facts: Facts) -> Iterator[Any]:
    """The block's index for the thread's, the grid's size for the block's, and the reverse."""
    node = site.node
    for pair in (_INDICES, _SIZES):
        if isinstance(node, ir.Special) and node.register in pair:
            yield replace(node, register=pair[1 - pair.index(node.register)])


def variable(site: Site, facts: Facts) -> Iterator[Any]:
    """Another variable of the same type that is in scope: the nearest one declared before it, else after it."""
    node = site.node
    if not isinstance(node, ir.Variable) or is_target(site) or not isinstance(node.type, Scalar | Pointer):
        return
    names = [each.name for each in site.visible if each.type == node.type]
    if node.name in names and len(names) > 1:
        at = names.index(node.name)
        yield replace(node, name=names[at - 1 if at else 1])


def lane(site: Site, facts: Facts) -> Iterator[Any]:
    """The next lane of a vector, and the next member of a struct of the same type."""
    node = site.node
    if isinstance(node, ir.Lane) and isinstance(node.base.type, Vector):
        yield replace(node, lane=(node.lane + 1) % node.base.type.lanes)
    if isinstance(node, ir.Member) and isinstance(node.base.type, Struct):
        struct = facts.structs[node.base.type.name]
        names = [each.name for each in struct.fields if each.type == node.type]
        if len(names) > 1 and not struct.is_union:
            yield replace(node, field=names[(names.index(node.field) + 1) % len(names)])
