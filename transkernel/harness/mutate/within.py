"""The form that keeps to the buffers of a case: an index beyond one of them leads nowhere, also for a read whose value
nobody uses. Guard bands see only what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.harness.mutate.forms import checked
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.types import INT64, Pointer, size_of
from transkernel.ir.visit import rewrite_all, walk_all


def within(program: ir.Program, sizes: Mapping[str, int]) -> ir.Program:
    """sizes: bytes of the buffers by the names of the kernel's parameters. Device functions are left as they are."""
    kernel = program.kernel
    parameters = {
        each.name: each for each in kernel.parameters if each.name in sizes and isinstance(each.type, Pointer)
    }
    roots = {name: name for name in parameters}
    moved = {name for node in walk_all(kernel.body) if (name := _moved(node)) is not None}
    for node in walk_all(kernel.body):
        if isinstance(node, ir.Declare) and node.name not in moved and isinstance(node.init, ir.PointerOffset):
            root = node.init.pointer
            if isinstance(root, ir.Variable) and root.name in roots:
                roots[node.name] = roots[root.name]

    def change(node: Any) -> Any:
        base = node.base if isinstance(node, ir.Index) else None
        if not isinstance(base, ir.Variable) or base.name not in roots or not isinstance(base.type, Pointer):
            return node
        parameter = parameters[roots[base.name]]
        element = base.type.element
        if not isinstance(parameter.type, Pointer) or parameter.type.element != element:
            return node
        start: Any = ir.Variable(parameter.name, parameter.type, node.span)
        index: Any = ir.Convert(node.index, INT64, node.span, explicit=True)
        if base.name != parameter.name:
            before = ir.PointerDifference(base, start, node.span)
            index = ir.Binary(BinaryOp.ADD, before, index, INT64, node.span)
        return replace(node, base=start, index=checked(index, sizes[parameter.name] // size_of(element)))

    return replace(program, kernel=replace(kernel, body=rewrite_all(kernel.body, change)))


def _moved(node: Any) -> str | None:
    """The variable that a node gives another value, or may let others give one."""
    place = node.target if isinstance(node, ir.Assign) else node.place if isinstance(node, ir.AddressOf) else None
    return place.name if isinstance(place, ir.Variable) else None
