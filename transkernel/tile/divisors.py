"""Divisors that are not 0 in lanes whose thread does not divide.

    where(m & (x / n > 2), a, b)    =>    where(m & (x / where(n != 0, n, 1) > 2), a, b)

Vectorising guards a division where threads may be missing. One that all threads of a block come to stays as it is,
until its value becomes a part of what is computed for both sides: a vote's, another divisor's, a choice's. There nobody
knows any more that the threads did come to it, and the divisor is asked.

Precondition: none. A thread that divides by 0 has no meaning in CUDA.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Binary, CompareOp, integer
from transkernel.ir.tile import TileKernel
from transkernel.ir.verify_tile import computes_both, find_nonzero
from transkernel.ir.verify_tile_expressions import TileRules
from transkernel.ir.visit import map_children, map_tuple
from transkernel.tile import build

__all__ = ["guard_divisors"]


def guard_divisors(kernel: TileKernel) -> TileKernel:
    """The kernel, whose divisors keep the rule of tile IR."""
    rules = TileRules({each.name: each.rule for each in kernel.constants})
    find_nonzero(kernel, rules)

    def change(node: Any, speculated: bool) -> Any:
        within = speculated or computes_both(node)
        node = map_children(node, lambda child: change(child, within))
        return node if rules.divides_safely(node, speculated=speculated) else _guarded(node)

    return replace(kernel, body=map_tuple(kernel.body, lambda node: change(node, False)))


def _guarded(node: Binary) -> Binary:
    divisor, span = node.right, node.span
    zero, one = (integer(number, build.element_of(divisor), span) for number in (0, 1))
    asked = build.compare(CompareOp.NOT_EQUAL, divisor, zero, span)
    return replace(node, right=build.where(asked, divisor, one, span))
