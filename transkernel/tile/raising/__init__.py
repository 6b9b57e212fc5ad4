"""Raising: statements that together mean something a tile language has a word for become that word.

Each rewrite is on tile IR without barriers, in a file of its own, with what must hold for it in its docstring. What
does not match stays as it is, and the unraised program means the same.
"""

from __future__ import annotations

from transkernel.ir.nodes import SharedVariable
from transkernel.ir.tile import TileProgram
from transkernel.tile.raising.tree_reductions import tree_reductions

_REWRITES = (tree_reductions,)


def raised(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program after all rewrites. shared: the shared variables that its scratch memory holds."""
    for rewrite in _REWRITES:
        program = rewrite(program, shared)
    return program
