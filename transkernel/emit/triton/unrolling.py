"""How often Triton's compiler is told to write out a loop's body: nvcc does so unasked, Triton not.

    for k in range(0, n):                   for k in tl.range(0, n, loop_unroll_factor=4):
        total += tl.load(row + k)               total += tl.load(row + k)

It is for short loops around nothing but loads and arithmetic: there the count and the test are much of the work, and
the loads of several rounds are under way at once. Loops of few rounds the compiler's back end writes out by itself.
"""

from __future__ import annotations

from typing import Any

from transkernel.emit.triton.types import shape_of
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.visit import walk_all

_FACTOR = 4
_WARP = 32
_FEW = 8  # rounds, at most
_LARGEST = 160  # nodes of a body
_OTHERS = (
    ir.If, ir.While, ir.Barrier, ir.Print, ir.Assert, tile.Range, tile.Store, tile.TileAtomic, tile.Dot, tile.Reduce,
    tile.Scan, tile.Gather, tile.Histogram,
)  # fmt: skip


def unroll_factor(loop: tile.Range, step: int | None, rounds: int | None) -> int:
    """1 where the loop stays. step, rounds: from one round to the next, and how many, if the text says so."""
    if step is None or step >= _WARP:  # lanes stride: their masks are the work, which every round has
        return 1
    nodes = [*walk_all(loop.body)]
    loads = [node for node in nodes if isinstance(node, tile.Load)]
    if not loads or any(isinstance(node, _OTHERS) for node in nodes) or len(nodes) > _LARGEST:
        return 1
    if any(len(shape_of(node.type)) > 1 for node in nodes if _is_value(node)):
        return 1
    return 1 if rounds is not None and rounds <= _FEW else _FACTOR


def _is_value(node: Any) -> bool:
    return isinstance(node, tile.Load | ir.Variable)
