"""Emits programs and runs them on the OpenCL devices of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.emit.build import SPAN
from transkernel.emit.opencl import PORTABLE, Port, Profile, emit
from transkernel.ir.nodes import Program
from transkernel.run.devices import find_devices
from transkernel.run.launch import Buffer, Launch, Limits, Scalar, StructValue
from transkernel.run.opencl import OpenCLRunner

DEVICES = ("intel-cpu", "pocl-cpu")


def open_runner(device_id: str) -> Iterator[OpenCLRunner]:
    """A runner on the device; skips the test where the machine does not have it."""
    device = next((device for device in find_devices() if device.id == device_id), None)
    if device is None or not device.usable:
        pytest.skip(f"{device_id}: {device.reason if device else 'not on this machine'}")
    with OpenCLRunner(device, Limits(wall_seconds=60)) as opened:
        yield opened


def port_of(*programs: Program, profile: Profile = PORTABLE, **more: Any) -> Port:
    return emit(programs, source=SPAN.file, profile=profile, version="0", **more)


def run(
    runner: OpenCLRunner,
    program: Program,
    values: dict[str, Any],
    *,
    grid: Any = (1, 1, 1),
    block: Any = (1, 1, 1),
    profile: Profile = PORTABLE,
    options: tuple[str, ...] = (),
    **more: Any,
) -> dict[str, np.ndarray[Any, Any]]:
    """Every buffer of the launch after it, by name. Arrays are buffers, numbers are scalars."""
    port = port_of(program, profile=profile)
    kernel = port.manifest.kernels[0].kernel
    return run_kernel(runner, port, kernel, values, grid=grid, block=block, options=options, **more)


def run_kernel(
    runner: OpenCLRunner,
    port: Port,
    kernel: str,
    values: dict[str, Any],
    *,
    grid: Any = (1, 1, 1),
    block: Any = (1, 1, 1),
    options: tuple[str, ...] = (),
    **more: Any,
) -> dict[str, np.ndarray[Any, Any]]:
    """As `run`, of a port that is there: one text is built once for all its kernels."""
    entry = port.manifest.kernel(kernel)
    assert entry is not None
    launch = Launch(kernel, grid, block, tuple(_argument(name, value) for name, value in values.items()), **more)
    outcome = runner.run(port.text, entry, launch, port.manifest.globals, build_options=options)
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    assert not outcome.guard_hits, port.text
    return outcome.arrays


def _argument(name: str, value: Any) -> Buffer | Scalar | StructValue:
    if isinstance(value, StructValue | Scalar):
        return value
    return Buffer(name, value) if isinstance(value, np.ndarray) else Scalar(name, value)
