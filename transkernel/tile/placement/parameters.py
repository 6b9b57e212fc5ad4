"""Parameters that a kernel changes, as variables of each block: a core takes block after block, and the next one wants
what the launch gave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Assign, Declare, Variable
from transkernel.ir.tile import TileKernel
from transkernel.ir.visit import rewrite_all, walk_statements
from transkernel.passes.names import FreshNames


def with_own_parameters(kernel: TileKernel, fresh: FreshNames) -> TileKernel:
    """The kernel, which begins with a variable for each parameter that it assigns."""
    assigned = {
        node.target.name
        for node in walk_statements(kernel.body)
        if isinstance(node, Assign) and isinstance(node.target, Variable)
    }
    changed = [each for each in kernel.parameters if each.name in assigned]
    if not changed:
        return kernel
    names = {each.name: fresh(each.name) for each in changed}

    def renamed(node: Any) -> Any:
        return replace(node, name=names[node.name]) if isinstance(node, Variable) and node.name in names else node

    first = tuple(
        Declare(names[each.name], each.type, Variable(each.name, each.type, each.span), each.span) for each in changed
    )
    return replace(kernel, body=(*first, *rewrite_all(kernel.body, renamed)))
