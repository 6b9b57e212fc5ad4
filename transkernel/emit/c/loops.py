"""Loop heads as C has them."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.nodes import Block, Declare, For, Statement
from transkernel.ir.types import Array, Pointer


def loop_head(node: For) -> Statement:
    """C's loop head declares variables of one type, or none; anything else moves in front of the loop."""
    declared = [each for each in node.init if isinstance(each, Declare)]
    bases = {str(each.type) for each in declared}
    plain = not declared or (len(declared) == len(node.init) and len(bases) == 1 and not _has_stars(declared))
    same = len({(each.const, each.volatile) for each in declared}) <= 1
    step_only = all(type(each).__name__ in ("Assign", "Evaluate") for each in node.step)
    if plain and same and step_only:
        return node
    return Block((*node.init, replace(node, init=())), node.span)


def _has_stars(declared: list[Declare]) -> bool:
    return len(declared) > 1 and any(isinstance(each.type, Pointer | Array) for each in declared)
