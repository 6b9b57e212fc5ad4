"""The whole way from tile IR to placed IR, as a list of its passes."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.placed import PlacedProgram
from transkernel.ir.tile import TileProgram
from transkernel.tile.placement.place import place
from transkernel.tile.placement.slots import with_queues, with_slots
from transkernel.tile.placement.turns import with_turns

QUEUE_BUFFERS = 8  # events between two units, of which each buffer of a queue holds one


def lower(program: TileProgram) -> PlacedProgram:
    """A tile program as what one core does. Raises Refusal TK048x for what the NPU has not, or has no room for."""
    placed = place(program)
    kernel = with_turns(with_slots(with_queues(placed.kernel, QUEUE_BUFFERS)))
    return replace(placed, kernel=kernel)
