"""Thread IR to tile IR: one thread's program to one block's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from transkernel.ir.nodes import Program
from transkernel.ir.tile import TileKernel, TileProgram
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.raising import raised
from transkernel.tile.strided import count_strided
from transkernel.tile.vectorise import vectorise as _vectorise

# What a Triton user would not have written, in this order.
PASSES: tuple[Callable[[TileKernel], TileKernel], ...] = (count_strided,)


def vectorise(program: Program, *, raises: bool = True) -> TileProgram:
    """The program of a block, with barriers where memory needs them. Address spaces must be resolved.

    raises: patterns of threads become the operations on tiles that they mean (raising/). Raises Refusal.
    """
    made = _vectorise(program)
    if raises:
        made = raised(made, program.kernel.shared)
    kernel = made.kernel
    for change in PASSES:
        kernel = change(kernel)
    return replace(made, kernel=insert_barriers(kernel))
