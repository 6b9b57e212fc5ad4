"""Thread IR to tile IR: one thread's program to one block's."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.nodes import Program
from transkernel.ir.tile import TileProgram
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.normalise import normalise
from transkernel.tile.raising import raised, raised_threads
from transkernel.tile.raising.local_arrays import local_arrays
from transkernel.tile.raising.resident import resident_arrays
from transkernel.tile.strided import count_strided
from transkernel.tile.tidy import tidy
from transkernel.tile.vectorise import vectorise as _vectorise


def vectorise(program: Program, *, raises: bool = True) -> TileProgram:
    """The program of a block, with barriers where memory needs them. Address spaces must be resolved.

    raises: patterns of threads become the operations on tiles that they mean (raising/), and loops that
    stride over a block's or a grid's threads are counted (strided.py). Raises Refusal.
    """
    if raises:
        program = local_arrays(normalise(raised_threads(program)))
    made = _vectorise(program)
    if raises:
        made = raised(made, program.kernel.shared)
        made = replace(made, kernel=count_strided(made.kernel))
        made = resident_arrays(made, program.kernel.shared)
    return replace(made, kernel=insert_barriers(tidy(made.kernel)))
