"""Scratch memory that nobody needs any more."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.nodes import Declare
from transkernel.ir.tile import Constant, ConstantRule, TileKernel
from transkernel.ir.visit import walk_all


def without_shared(kernel: TileKernel, name: str, keep: frozenset[str] = frozenset()) -> TileKernel:
    """The kernel, whose body does not name a shared variable, without it; without scratch memory where it was the last.

    What lies behind it stays where it is. keep: names that are declared anew.
    """
    gone = {name} - keep
    body = tuple(node for node in kernel.body if not (isinstance(node, Declare) and node.name in gone))
    reasons = tuple(each for each in kernel.reasons if not each.startswith(f"`{name}` "))
    made = replace(kernel, body=body, reasons=reasons)
    sizes = {each.name for each in kernel.constants if each.rule is ConstantRule.SHARED}
    if any(isinstance(node, Constant) and node.name in sizes for node in walk_all(body)):
        return made
    constants = tuple(each for each in kernel.constants if each.name not in sizes)
    return replace(made, constants=constants, scratch=None)
