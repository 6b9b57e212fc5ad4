"""Tile programs as ports: interpreted beside the evaluator, and compiled for three GPUs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.tile import evaluator
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.emit.triton import Port, emit, prepare
from transkernel.emit.triton.types import element_of
from transkernel.ir.tile import TileProgram
from transkernel.ir.types import BFLOAT16, Pointer, Scalar
from transkernel.ir.values import bits_of
from transkernel.ir.verify_tile import verify_tile
from transkernel.run import launch as run
from transkernel.run.devices import find_devices
from transkernel.run.triton import TritonRunner
from transkernel.run.triton_compile import TritonCompiler
from transkernel.source import SourceFile

COMPILERS = ("triton-sm80", "triton-sm90", "triton-gfx942")


def port_of(*programs: TileProgram, source: SourceFile | None = None) -> Port:
    for each in programs:
        verify_tile(each)
    file = source or programs[0].kernel.span.file
    return emit(tuple(prepare(each) for each in programs), source=file, version="0")


def body_of(port: Port) -> str:
    """The kernels' text behind the imports."""
    return port.text.split("import triton.language as tl\n", 1)[1].lstrip("\n")


@cache
def interpreter() -> TritonRunner:
    device = next(each for each in find_devices() if each.id == "triton-interpreter")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}")
    return TritonRunner(device, run.Limits(wall_seconds=60))


@cache
def compiler(device: str) -> TritonCompiler:
    """All use the first one's child."""
    found = next(each for each in find_devices() if each.id == device)
    if not found.usable:
        pytest.skip(f"{device}: {found.reason}")
    return TritonCompiler(found, beside=compiler(COMPILERS[0]) if device != COMPILERS[0] else None)


def check(
    program: TileProgram,
    arguments: Mapping[str, Any],
    *,
    grid: tuple[int, int, int] = (3, 1, 1),
    block: tuple[int, int, int] = (100, 1, 1),
    shared_bytes: int = 0,
    compilers: tuple[str, ...] = COMPILERS,
    rtol: float = 0,
) -> Port:
    """The port leaves in every array what the evaluator leaves, and compiles. arguments: as the evaluator's."""
    port = port_of(program)
    asked = launch_of(program, arguments, grid, block, shared_bytes)
    outcome = interpreter().run(port.text, port.manifest.kernels[0], asked, port.manifest.globals)
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    assert not outcome.guard_hits, port.text
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
    for device in compilers:
        made = compiler(device).compile(port.text, port.manifest.kernels[0], asked, port.manifest.globals)
        assert made.is_ok, f"{device}: {made.message}\n{port.text}"
    return port


def same(found: Any, wanted: Any, rtol: float, message: str, is_bfloat: bool) -> None:
    """Floats by value: a zero's sign and a NaN's bits do not count. Other numbers by their bits."""
    if is_bfloat:
        found, wanted = (each.astype(np.uint32) << 16 for each in (found, wanted))
        found, wanted = found.view(np.float32), wanted.view(np.float32)
    if found.dtype.kind == "f":
        np.testing.assert_allclose(found.astype(np.float64), wanted.astype(np.float64), rtol, 0, err_msg=message)
    else:
        np.testing.assert_array_equal(found, wanted, err_msg=message)


def launch_of(
    program: TileProgram, arguments: Mapping[str, Any], grid: Any, block: Any, shared_bytes: int
) -> run.Launch:
    given: list[Any] = []
    for parameter in program.kernel.parameters:
        value = arguments[parameter.name]
        if isinstance(parameter.type, Pointer):
            given.append(run.Buffer(parameter.name, value.copy()))
        else:
            given.append(run.Scalar(parameter.name, _number(value, parameter.type)))
    symbols = tuple(run.Buffer(each.name, arguments[each.name].copy()) for each in program.globals)
    more = {"symbols": symbols} if symbols else {}
    return run.Launch(program.kernel.cuda_name, grid, block, tuple(given), shared_bytes=shared_bytes, **more)


def _number(value: Any, type_: Any) -> Any:
    scalar = element_of(type_)
    assert isinstance(scalar, Scalar)
    return np.uint16(bits_of(value, BFLOAT16)) if scalar == BFLOAT16 else np.dtype(NUMPY_NAMES[scalar]).type(value)
