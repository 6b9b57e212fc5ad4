"""The whole way from tile IR to placed IR, as a list of its passes."""

from __future__ import annotations

from dataclasses import replace

from transkernel.ir.placed import PlacedProgram
from transkernel.ir.tile import TileProgram
from transkernel.tile.placement.ascend_dav2201 import DAV_2201
from transkernel.tile.placement.capacity import with_capacity
from transkernel.tile.placement.check import check
from transkernel.tile.placement.filled import with_filled
from transkernel.tile.placement.machine import Machine
from transkernel.tile.placement.place import place
from transkernel.tile.placement.slots import with_queues, with_slots
from transkernel.tile.placement.turns import with_turns


def lower(program: TileProgram, machine: Machine = DAV_2201) -> PlacedProgram:
    """A tile program as what one core does. Raises Refusal TK048x for what the NPU has not, or has no room for."""
    placed = place(program)
    kernel = with_slots(with_queues(with_filled(placed.kernel), machine.queue_buffers))
    kernel = with_turns(kernel)
    check(kernel, machine)
    return replace(placed, kernel=with_capacity(kernel, machine))
