"""CUDA text to tile programs, and a case's launch to what the evaluator takes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.tile import numbers
from tests.tile.evaluator import launch_constants, programs, run
from transkernel.ir.nodes import Program
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import Pointer, size_of
from transkernel.ir.verify_tile import verify_tile
from transkernel.passes.address_spaces import resolve
from transkernel.run.launch import Buffer, Launch, StructValue
from transkernel.tile import vectorise
from transkernel.tile.layout import Layout


def vectorised(program: Program, *, raises: bool = True, without: frozenset[str] = frozenset()) -> TileProgram:
    """A program of the front end as a verified tile program."""
    made = vectorise(resolve(program), raises=raises, without=without)
    verify_tile(made)
    return made


def launch(tiles: TileProgram, program: Program, given: Launch) -> None:
    """Runs the launch, which is of the program, and writes into its buffers."""
    constants = launch_constants(tiles.kernel, given.block, given.shared_bytes, given.grid[0])
    run(
        tiles,
        constants,
        programs(tiles.kernel, given.block, given.grid),
        _arguments(program, given),
        given.shared_bytes,
    )


def _arguments(program: Program, given: Launch) -> dict[str, Any]:
    """CUDA's arguments, taken apart to the numbers and pointers that they are made of."""
    layout = Layout({struct.name: struct for struct in program.structs})
    made: dict[str, Any] = {each.name: each.array for each in given.symbols}
    for parameter, argument in zip(program.kernel.parameters, given.arguments, strict=True):
        for leaf in layout.leaves(parameter.type, parameter.span):
            name = leaf.name(parameter.name)
            if isinstance(argument, Buffer):
                made[name] = _pointed(argument)
            elif isinstance(leaf.type, Pointer):
                assert isinstance(argument, StructValue)
                made[name] = _pointed(dict(argument.pointers)[leaf.offset])
            else:
                data = np.frombuffer(argument.data, np.uint8)
                made[name] = numbers.from_bytes(data[leaf.offset : leaf.offset + size_of(leaf.type)], leaf.type)
    return made


def _pointed(buffer: Buffer) -> Any:
    """The bytes from where the pointer points."""
    return None if buffer.is_null else buffer.array.reshape(-1).view(np.uint8)[buffer.offset :]
