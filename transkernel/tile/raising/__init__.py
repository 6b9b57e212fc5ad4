"""Raising: statements that together mean something a tile language has a word for become that word.

Each rewrite is in a file of its own, with what must hold for it in its docstring: on thread IR where that has the word
already, else on tile IR without barriers. What does not match stays as it is, and the unraised program means the same.
"""

from __future__ import annotations

from transkernel.ir.nodes import Program, SharedVariable
from transkernel.ir.tile import TileProgram
from transkernel.tile.raising.shuffle_reductions import shuffle_reductions
from transkernel.tile.raising.tree_reductions import tree_reductions

__all__ = ["raised", "raised_threads"]

_REWRITES = (tree_reductions,)


def raised_threads(program: Program) -> Program:
    """The program of a thread after the rewrites that are on it."""
    return shuffle_reductions(program)


def raised(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program after all rewrites. shared: the shared variables that its scratch memory holds."""
    for rewrite in _REWRITES:
        program = rewrite(program, shared)
    return program
