"""Which buffers are of queues, and which slots of memory the others share, by their lifetimes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import If
from transkernel.ir.placed import Acquire, Buffer, CopyIn, CopyOut, PlacedKernel, Release, Role, Shape, Slot, Vector
from transkernel.ir.types import BOOL
from transkernel.ir.visit import walk_statements
from transkernel.limits import checkpoint

Class = tuple[Shape, int]  # extent, bits of an element


def with_queues(kernel: PlacedKernel, most: int, deepest: int = 2) -> PlacedKernel:
    """The kernel with IN and OUT buffers of queues as deep as the target has buffers: `most` of each. Others become
    WORK.

    A buffer that is copied to in one of two branches cannot be of a queue, since both would have to fill it.
    """
    branches = _in_branches(kernel.body)
    depth: dict[str, int] = {}
    for queue in (Role.IN, Role.OUT):
        wanted = [each.name for each in kernel.buffers if each.role is queue and each.name not in branches]
        depth |= dict.fromkeys(wanted[:most], deepest if deepest * len(wanted) <= most else 1)

    def role(buffer: Buffer) -> Buffer:
        if buffer.role is Role.WORK:
            return buffer
        return replace(buffer, depth=depth[buffer.name]) if buffer.name in depth else replace(buffer, role=Role.WORK)

    return replace(kernel, buffers=tuple(role(each) for each in kernel.buffers))


def _in_branches(body: tuple[Any, ...]) -> set[str]:
    """Buffers that are copied to or from inside of a branch that does not acquire them."""
    found: set[str] = set()
    for node in walk_statements(body):
        if not isinstance(node, If):
            continue
        below = [*walk_statements((*node.then, *node.otherwise))]
        own = {each.buffer for each in below if isinstance(each, Acquire)}
        copied = {each.target.buffer for each in below if isinstance(each, CopyIn)}
        copied |= {each.source.buffer for each in below if isinstance(each, CopyOut)}
        found |= copied - own
    return found


def with_slots(kernel: PlacedKernel) -> PlacedKernel:
    """The kernel with a slot for each WORK buffer. Buffers of one size that are never acquired at once share one."""
    buffers = {each.name: each for each in kernel.buffers}
    slots: dict[str, Slot] = {}
    slot_of: dict[str, str] = {}
    free: dict[Class, list[str]] = defaultdict(list)

    def acquire(buffer: Buffer) -> None:
        class_ = class_of(buffer)
        if free[class_]:
            slot_of[buffer.name] = free[class_].pop()
            return
        name = f"slot_{len(slots)}"
        slots[name] = Slot(name, *class_)
        slot_of[buffer.name] = name

    def go(body: tuple[Any, ...]) -> None:
        for node in body:
            checkpoint(node.span)
            if isinstance(node, Acquire) and buffers[node.buffer].role is Role.WORK:
                acquire(buffers[node.buffer])
            elif isinstance(node, Release) and node.buffer in slot_of:
                free[class_of(buffers[node.buffer])].append(slot_of[node.buffer])
            elif not isinstance(node, Vector):
                for name in ("body", "then", "otherwise"):
                    below = getattr(node, name, None)
                    if isinstance(below, tuple):
                        go(below)

    go(kernel.body)
    used = {node.buffer for node in walk_statements(kernel.body) if isinstance(node, Acquire)}
    made = tuple(replace(each, slot=slot_of.get(each.name, "")) for each in kernel.buffers if each.name in used)
    return replace(kernel, buffers=made, slots=tuple(slots.values()))


def class_of(buffer: Buffer) -> Class:
    """Buffers of one class are of one size. The order of extents does not count."""
    extent = tuple(sorted((each for each in buffer.extent if each != 1), key=str))
    return extent or (1,), 1 if buffer.element == BOOL else buffer.element.bits
