"""Raising: statements that together mean something a tile language has a word for become that word.

Each rewrite is in a file of its own, with what must hold for it in its docstring: on thread IR where that has the word
already, else on tile IR without barriers. What does not match stays as it is, and the unraised program means the same.
"""

from __future__ import annotations

from collections.abc import Callable

from transkernel.ir.nodes import Program, SharedVariable
from transkernel.ir.tile import Requirement, TileProgram
from transkernel.tile.raising.collectives import KINDS, collectives
from transkernel.tile.raising.first_lane import first_lanes
from transkernel.tile.raising.local_arrays import local_arrays
from transkernel.tile.raising.merge_blocks import merge_blocks
from transkernel.tile.raising.products import products
from transkernel.tile.raising.resident import resident_arrays
from transkernel.tile.raising.row_tiles import row_tiles
from transkernel.tile.raising.shuffle_reductions import shuffle_reductions
from transkernel.tile.raising.staged_loads import staged_loads
from transkernel.tile.raising.staged_transposes import staged_transposes

__all__ = ["RAISINGS", "TILED_ARRAYS", "VECTOR_ACCESSES", "raised", "raised_threads"]

Rewrite = Callable[[TileProgram, tuple[SharedVariable, ...]], TileProgram]
TILED_ARRAYS = "tiled-arrays"  # on the way to raising: tile/arrays.py
VECTOR_ACCESSES = "vector-accesses"  # of the tidy kernel: vector_accesses.py
_BUTTERFLIES, _LOCAL_ARRAYS = "butterflies", "local-arrays"
_REWRITES: dict[str, Rewrite] = {
    "staged-loads": staged_loads, "staged-transposes": staged_transposes, "resident-arrays": resident_arrays,
    "first-lanes": first_lanes, "products": products, "merged-blocks": merge_blocks, "row-tiles": row_tiles,
}  # fmt: skip
_KINDS = tuple(kind.name for kind in KINDS)
RAISINGS = tuple(dict.fromkeys((TILED_ARRAYS, _LOCAL_ARRAYS, _BUTTERFLIES, *_KINDS, *_REWRITES, VECTOR_ACCESSES)))


def raised_threads(
    program: Program, tiled: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
) -> tuple[Program, tuple[Requirement, ...]]:
    """The program of a thread, without functions, after the rewrites that are on it; what launches must keep to.
    tiled: local arrays that are tiles already."""
    if _LOCAL_ARRAYS not in without:
        program = local_arrays(program, tiled)
    if _BUTTERFLIES not in without:
        program = shuffle_reductions(program)
    return collectives(program, without)


def raised(
    program: TileProgram, shared: tuple[SharedVariable, ...], without: frozenset[str] = frozenset()
) -> TileProgram:
    """The program after all rewrites. shared: the shared variables that its scratch memory holds."""
    for name, rewrite in _REWRITES.items():
        if name not in without:
            program = rewrite(program, shared)
    return program
