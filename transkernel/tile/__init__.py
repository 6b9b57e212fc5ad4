"""Thread IR to tile IR: one thread's program to one block's."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.nodes import Program
from transkernel.ir.tile import Requirement, TileProgram
from transkernel.tile.arrays import NO_ARRAYS, with_tiled_arrays
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.divisors import guard_divisors
from transkernel.tile.normalise import normalise
from transkernel.tile.raising import RAISINGS, TILED_ARRAYS, VECTOR_ACCESSES, raised, raised_threads
from transkernel.tile.raising.vector_accesses import vector_accesses
from transkernel.tile.strided import count_strided
from transkernel.tile.tidy import tidy
from transkernel.tile.vectorise import vectorise as _vectorise

__all__ = ["RAISINGS", "vectorise"]


def vectorise(program: Program, *, raises: bool = True, without: frozenset[str] = frozenset()) -> TileProgram:
    """The program of a block, with barriers where memory needs them. Address spaces must be resolved.

    raises: patterns of threads become the operations on tiles that they mean (raising/), and loops that
    stride over a block's or a grid's threads are counted (strided.py). without: names of RAISINGS that are left out.
    Raises Refusal.
    """
    arrays = NO_ARRAYS
    if raises and TILED_ARRAYS not in without:
        program, arrays = with_tiled_arrays(program)
    else:
        program = normalise(program)
    requirements: tuple[Requirement, ...] = ()
    if raises:
        program, requirements = raised_threads(program, arrays.names, without)
    made = _vectorise(program, arrays)
    made = replace(made, kernel=replace(made.kernel, requirements=requirements))
    if raises:
        made = replace(made, kernel=count_strided(made.kernel))
        made = raised(made, program.kernel.shared, without)
    kernel = tidy(made.kernel)
    if raises and VECTOR_ACCESSES not in without:
        kernel = vector_accesses(kernel)
    return replace(made, kernel=insert_barriers(guard_divisors(kernel)))
