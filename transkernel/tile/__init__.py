"""Thread IR to tile IR: one thread's program to one block's."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.nodes import Program
from transkernel.ir.tile import TileProgram
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.vectorise import vectorise as _vectorise


def vectorise(program: Program) -> TileProgram:
    """The program of a block, with barriers where memory needs them. Address spaces must be resolved.

    Raises Refusal.
    """
    made = _vectorise(program)
    return replace(made, kernel=insert_barriers(made.kernel))
