"""Tile programs as ports: in the TPU's simulator beside the evaluator, and compiled for a v5e."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.emit.triton.ported import launch_of, same
from tests.tile import evaluator
from transkernel.emit.pallas import PROFILES, Port, emit, prepare
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import BFLOAT16, Pointer
from transkernel.ir.verify_tile import verify_tile
from transkernel.run import launch as run
from transkernel.run.devices import find_devices
from transkernel.run.pallas import PallasRunner
from transkernel.run.pallas_compile import PallasCompiler


def port_of(program: TileProgram, profile: str = "portable") -> Port:
    verify_tile(program)
    chosen = PROFILES[profile]
    made = prepare(program, chosen)
    return emit((made,), source=program.kernel.span.file, profile=chosen, version="0")


def body_of(port: Port) -> str:
    """What a block does, behind the opening lines."""
    return port.text.split("_kernel(", 1)[1].split("@functools", 1)[0]


@cache
def simulator() -> PallasRunner:
    device = next(each for each in find_devices() if each.id == "pallas-simulator")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.trouble}")
    return PallasRunner(device, run.Limits(wall_seconds=60))


@cache
def compiler() -> PallasCompiler:
    device = next(each for each in find_devices() if each.id == "pallas-v5e")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.trouble}")
    return PallasCompiler(device)


def check(
    program: TileProgram,
    arguments: Mapping[str, Any],
    *,
    grid: tuple[int, int, int] = (3, 1, 1),
    block: tuple[int, int, int] = (100, 1, 1),
    shared_bytes: int = 0,
    rtol: float = 0,
    profile: str = "portable",
) -> Port:
    """The port leaves in every array what the evaluator leaves. arguments: as the evaluator's."""
    port = port_of(program, profile)
    asked = launch_of(program, arguments, grid, block, shared_bytes)
    outcome = simulator().run(port.text, port.manifest.kernels[0], asked, port.manifest.globals)
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    wanted = {name: value.copy() if isinstance(value, np.ndarray) else value for name, value in arguments.items()}
    constants = evaluator.launch_constants(program.kernel, block, shared_bytes)
    evaluator.run(program, constants, grid, wanted, shared_bytes)
    bfloats = {
        each.name
        for each in program.kernel.parameters
        if isinstance(each.type, Pointer) and each.type.element == BFLOAT16
    }
    for name, value in wanted.items():
        if isinstance(value, np.ndarray):
            same(outcome.arrays[name], value, rtol, f"{name}\n{port.text}", name in bfloats)
    return port


def compiles(
    program: TileProgram,
    arguments: Mapping[str, Any],
    *,
    grid: tuple[int, int, int] = (3, 1, 1),
    block: tuple[int, int, int] = (100, 1, 1),
    shared_bytes: int = 0,
) -> None:
    """The port for the v5e is accepted by libtpu."""
    port = port_of(program, "v5e")
    asked = launch_of(program, arguments, grid, block, shared_bytes)
    made = compiler().compile(port.text, port.manifest.kernels[0], asked, port.manifest.globals)
    assert made.is_ok, f"{made.message}\n{port.text}"
