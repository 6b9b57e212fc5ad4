"""Whether the tiles of a block fit on the chip, and for how many lanes."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from transkernel.diagnostics import refuse
from transkernel.ir.placed import PlacedKernel, Role, Shape
from transkernel.ir.tile import ConstantParameter, ConstantRule, Requirement
from transkernel.ir.types import BOOL
from transkernel.tile.placement.machine import Machine

_WARP = 32
_LEAST_TILE = 128
_COUNTED = (ConstantRule.LANES, ConstantRule.TILE)


def with_capacity(kernel: PlacedKernel, machine: Machine) -> PlacedKernel:
    """The kernel with the greatest number of lanes that fits as a requirement, where a block may have more.

    Raises Refusal TK0484 where not even the least number of lanes fits.
    """
    lanes, most = _counted(kernel), most_lanes(kernel, machine)
    had = f"{machine.memory.name} has {machine.memory.bytes}"
    if not most:
        least = _least_lanes(kernel, machine)
        wanted = bytes_of(kernel, machine, least)
        raise refuse("TK0484", f"the tiles of a block of {least} threads take {wanted} bytes; {had}", kernel.span)
    if lanes is None or most == lanes_of(kernel, machine):
        return kernel
    if lanes.rule is ConstantRule.TILE:
        smaller = replace(lanes, default=min(lanes.default, most))
        return replace(kernel, constants=tuple(smaller if each is lanes else each for each in kernel.constants))
    reason = f"more lanes take {bytes_of(kernel, machine, 2 * most)} bytes; {had}"
    requirement = Requirement(ConstantRule.LANES, most, True, reason)
    return replace(kernel, requirements=(*kernel.requirements, requirement))


def most_lanes(kernel: PlacedKernel, machine: Machine) -> int:
    """The greatest number of lanes that fits; 0 where not even the least one does."""
    most, least = lanes_of(kernel, machine), _least_lanes(kernel, machine)
    while most > least and bytes_of(kernel, machine, most) > machine.memory.bytes:
        most //= 2
    return most if bytes_of(kernel, machine, most) <= machine.memory.bytes else 0


def _least_lanes(kernel: PlacedKernel, machine: Machine) -> int:
    lanes = _counted(kernel)
    if lanes is None:
        return lanes_of(kernel, machine)
    return lanes.default if lanes.rule is ConstantRule.LANES else _LEAST_TILE


def _counted(kernel: PlacedKernel) -> ConstantParameter | None:
    return next((each for each in kernel.constants if each.rule in _COUNTED), None)


def lanes_of(kernel: PlacedKernel, machine: Machine) -> int:
    """The lanes that a block of the kernel may have: as many as CUDA's, or as merged blocks are given."""
    tile = next((each.default for each in kernel.constants if each.rule is ConstantRule.TILE), None)
    return machine.most_lanes if tile is None else min(tile, machine.most_lanes)


def bytes_of(kernel: PlacedKernel, machine: Machine, lanes: int) -> int:
    """On-chip memory of all slots and queues, for blocks of so many lanes. Dynamic shared memory is not in it."""
    sizes = {each.name: _most(each.rule, each.default, lanes) for each in kernel.constants}
    total = sum(_rounded(each.extent, each.bits, sizes, machine) for each in kernel.slots)
    for each in kernel.buffers:
        if each.role in (Role.IN, Role.OUT):
            bits = 1 if each.element == BOOL else each.element.bits
            total += each.depth * _rounded(each.extent, bits, sizes, machine)
    return total


def _rounded(extent: Shape, bits: int, sizes: dict[str, int], machine: Machine) -> int:
    elements = prod(each if isinstance(each, int) else sizes.get(each, 1) for each in extent)
    unit = machine.memory.alignment
    return -(-elements * bits // 8 // unit) * unit


def _most(rule: ConstantRule, default: int, lanes: int) -> int:
    match rule:
        case ConstantRule.LANES | ConstantRule.TILE | ConstantRule.TAIL:
            return lanes
        case ConstantRule.WARPS:
            return max(lanes // _WARP, 1)
        case ConstantRule.BLOCK_X | ConstantRule.BLOCK_Y | ConstantRule.BLOCK_Z:
            return lanes
        case ConstantRule.SLOTS:
            return 1
        case _:
            return default
