"""Placed programs by hand, and their ports on the twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.tile.build import FILE, SPAN
from transkernel.convert import Options, convert
from transkernel.emit.ascendc.profile import PORTABLE
from transkernel.emit.ascendc.simd import Port, emit, prepare
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.ir.nodes import GlobalVariable, Parameter
from transkernel.ir.placed import (
    Acquire,
    Buffer,
    CopyIn,
    CopyOut,
    Element,
    PlacedKernel,
    PlacedProgram,
    Release,
    Role,
    Slot,
    Turn,
    Unit,
    Vector,
    View,
)
from transkernel.ir.tile import ConstantParameter, ConstantRule
from transkernel.ir.types import FLOAT32, Pointer, Scalar, Type
from transkernel.run import launch as run
from transkernel.run.ascendc import AscendcRunner, mirrored
from transkernel.run.devices import find_device
from transkernel.source import SourceFile

LANES = ConstantParameter("lanes", ConstantRule.LANES, 128)
BLOCK = ConstantParameter("block_size", ConstantRule.BLOCK_X)
TILE = ("lanes",)


def buffer(name: str, role: Role, element: Scalar = FLOAT32, slot: str = "", depth: int = 1) -> Buffer:
    return Buffer(name, element, TILE, role, slot, depth)


def program(
    parameters: Mapping[str, Type],
    buffers: Sequence[Buffer],
    *body: Any,
    slots: Sequence[Slot] = (),
    globals_: Sequence[GlobalVariable] = (),
    **more: Any,
) -> PlacedProgram:
    made = tuple(Parameter(name, type_, SPAN) for name, type_ in parameters.items())
    kernel = PlacedKernel("kernel", "kernel", made, (LANES, BLOCK), tuple(buffers), tuple(slots), body, SPAN, **more)
    return PlacedProgram(kernel, tuple(globals_))


def acquire(name: str) -> Acquire:
    return Acquire(name, SPAN)


def release(name: str) -> Release:
    return Release(name, SPAN)


def view(name: str, element: Scalar = FLOAT32, offset: Any = None) -> View:
    return View(name, element, SPAN, offset)


def copy_in(target: View | str, pointer: Any, count: Any, lead: Any = None, rows: Any = None) -> CopyIn:
    return CopyIn(_view(target), pointer, count, SPAN, lead, rows)


def copy_out(pointer: Any, source: View | str, count: Any, op: Any = None, rows: Any = None) -> CopyOut:
    return CopyOut(pointer, _view(source), count, SPAN, op, rows)


def vector(instruction: str, target: View | str, *operands: Any, count: Any) -> Vector:
    views = tuple(_view(each) if isinstance(each, str) else each for each in operands)
    return Vector(instruction, _view(target), views, count, SPAN)


def turn(before: Unit, after: Unit) -> Turn:
    return Turn(before, after, SPAN)


def element(name: str, index: Any, type_: Scalar = FLOAT32) -> Element:
    return Element(name, index, type_, SPAN)


def _view(each: View | str) -> View:
    return view(each) if isinstance(each, str) else each


# ---------------------------------------------------------------- ports


def port_of(*programs: PlacedProgram) -> Port:
    return emit(tuple(prepare(each, PORTABLE) for each in programs), source=FILE, profile=PORTABLE, version="0")


def body_of(port: Port) -> str:
    """The kernels' text."""
    return port.text[port.text.index('extern "C"') :]


@cache
def twin() -> AscendcRunner:
    device = find_device("ascendc-twin")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}")
    return AscendcRunner(device, run.Limits(wall_seconds=60))


@cache
def _converted(text: str) -> Any:
    return convert(SourceFile("k.cu", text), Options(target="ascendc")).port


def ran(
    text: str, arrays: Mapping[str, Any], grid: int = 3, block: int = 100, change: Callable[[str], str] = str
) -> dict[str, Any]:
    """The buffers after a launch of a CUDA kernel's port. arrays: of its parameters, in order; a number for a scalar.
    change: of the port's text."""
    port = _converted(text)
    given = tuple(
        run.Buffer(name, each) if isinstance(each, np.ndarray) else run.Scalar(name, each)
        for name, each in arrays.items()
    )
    entry, changed = port.manifest.kernels[0], change(port.text)
    outcome = twin().run(changed, entry, run.Launch(entry.kernel, (grid, 1, 1), (block, 1, 1), given))
    assert outcome.status == "ok", f"{outcome.message}\n{changed}"
    assert not outcome.guard_hits, changed
    return dict(outcome.arrays)


def check(
    made: PlacedProgram,
    arguments: Mapping[str, Any],
    wanted: Mapping[str, Any],
    *,
    grid: tuple[int, int, int] = (3, 1, 1),
    block: tuple[int, int, int] = (100, 1, 1),
    rtol: float = 0,
) -> Port:
    """The port leaves the wanted arrays, with its blocks in either order."""
    port = port_of(made)
    given: list[Any] = []
    for parameter in made.kernel.parameters:
        value = arguments[parameter.name]
        if isinstance(parameter.type, Pointer):
            given.append(run.Buffer(parameter.name, value.copy()))
        else:
            assert isinstance(parameter.type, Scalar)
            given.append(run.Scalar(parameter.name, np.dtype(NUMPY_NAMES[parameter.type]).type(value)))
    symbols = tuple(run.Buffer(each.name, arguments[each.name].copy()) for each in made.globals)
    asked = run.Launch(made.kernel.cuda_name, grid, block, tuple(given), symbols=symbols)
    for text in (port.text, mirrored(port.text)):
        outcome = twin().run(text, port.manifest.kernels[0], asked, port.manifest.globals)
        assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
        assert not outcome.guard_hits, port.text
        for name, array in wanted.items():
            np.testing.assert_allclose(outcome.arrays[name], array, rtol, 0, err_msg=f"{name}\n{port.text}")
    return port
