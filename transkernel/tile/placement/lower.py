"""The whole way from tile IR to placed IR, as a list of its passes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from transkernel.ir.placed import GatherIn, PlacedKernel, PlacedProgram
from transkernel.ir.tile import Join, Split, TileProgram
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.tile.placement.ascend_dav2201 import DAV_2201
from transkernel.tile.placement.capacity import bytes_of, lanes_of, most_lanes, with_capacity
from transkernel.tile.placement.check import check
from transkernel.tile.placement.cube import place_product
from transkernel.tile.placement.cube_places import NotOfTheUnit
from transkernel.tile.placement.filled import with_filled
from transkernel.tile.placement.machine import Machine
from transkernel.tile.placement.place import place, ready
from transkernel.tile.placement.slots import with_queues, with_slots
from transkernel.tile.placement.turns import with_turns


def lower(program: TileProgram, machine: Machine = DAV_2201) -> PlacedProgram:
    """A tile program as what one core does: one with a matrix unit where it is a product of matrices, and nothing else.
    Raises Refusal TK048x for what the NPU has not, or has no room for."""
    try:
        product = place_product(program, machine)
    except NotOfTheUnit as why:
        return _on_vectors(program, machine, f"vectors, as {why}")
    if product is not None:
        check(product.kernel, machine)
        return product
    return _on_vectors(program, machine, "")


def _on_vectors(program: TileProgram, machine: Machine, tier: str) -> PlacedProgram:
    placed = _Search(program, machine).with_room()
    kernel = with_turns(placed.kernel)
    check(kernel, machine)
    return replace(placed, kernel=replace(with_capacity(kernel, machine), tier=tier))


class _Search:
    """For the way to place a program that leaves a block most lanes."""

    def __init__(self, program: TileProgram, machine: Machine) -> None:
        self._machine = machine
        self._has_vectors = any(isinstance(each, Split | Join) for each in walk_all(program.kernel.body))
        self._ready = cache(lambda vectors: ready(program, vectors=vectors))

    def with_room(self) -> PlacedProgram:
        """Placed with what is computed of the lanes' numbers kept on the chip, unless there is no room for it."""
        placed = self._with_vectors(keeps=True)
        return placed if most_lanes(placed.kernel, self._machine) else self._with_vectors(keeps=False)

    def _with_vectors(self, *, keeps: bool) -> PlacedProgram:
        """Placed with vectors whole, if a block may have as many lanes then as with their fields one by one."""
        whole = self._with_window(vectors=True, keeps=keeps)
        lanes, wanted = most_lanes(whole.kernel, self._machine), lanes_of(whole.kernel, self._machine)
        if lanes == wanted or not self._has_vectors:
            return whole
        apart = self._with_window(vectors=False, keeps=keeps)
        return apart if most_lanes(apart.kernel, self._machine) > lanes else whole

    def _with_window(self, *, vectors: bool, keeps: bool) -> PlacedProgram:
        """Placed with the largest window for gathers that lets a block have most lanes."""
        best, most = None, -1
        for window in (*self._machine.windows, 0):
            placed = place(self._ready(vectors), window, keeps=keeps)
            kernel = _with_memory(with_filled(placed.kernel), self._machine)
            lanes, body = most_lanes(kernel, self._machine), kernel.body
            if lanes > most:
                best, most = replace(placed, kernel=kernel), lanes
            gathers = any(isinstance(each, GatherIn) for each in walk_statements(body))
            if lanes == lanes_of(kernel, self._machine) or not gathers:
                break
        assert best is not None
        return best


def _with_memory(kernel: PlacedKernel, machine: Machine) -> PlacedKernel:
    """With queues as deep as there is room for in the largest block; else all buffers in slots that they share."""
    made = kernel
    for most, deepest in ((machine.queue_buffers, 2), (machine.queue_buffers, 1), (0, 1)):
        made = with_slots(with_queues(kernel, most, deepest))
        if bytes_of(made, machine, lanes_of(made, machine)) <= machine.memory.bytes:
            break
    return made
