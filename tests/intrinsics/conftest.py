"""The original on the CPU and the OpenCL devices, each started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.devices import find_devices
from transkernel.run.launch import Limits
from transkernel.run.opencl import OpenCLRunner


@pytest.fixture(scope="session")
def host() -> Iterator[CudaHost]:
    if isinstance(find_compiler(), str):
        pytest.skip("no C++ compiler")
    with CudaHost() as started:
        yield started


def opencl_devices() -> list[str]:
    return [device.id for device in find_devices() if device.kind == "opencl" and device.usable]


@pytest.fixture(scope="session", params=opencl_devices() or [""])
def port(request: pytest.FixtureRequest) -> Iterator[OpenCLRunner]:
    if not request.param:
        pytest.skip("no OpenCL device")
    with OpenCLRunner(request.param, Limits(wall_seconds=100)) as started:
        yield started
