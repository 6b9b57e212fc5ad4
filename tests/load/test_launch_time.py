"""What a launch costs beside the same launch through pyopencl alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

import transkernel as tk
from tests.load.test_load import SAXPY
from transkernel.run.devices import find_devices
from transkernel.run.resident.opencl import OpenCLDevice

_LAUNCHES, _TRIES = 300, 15
_MOST_SECONDS = 50e-6


def best(launch: Callable[[], object], finish: Callable[[], object]) -> float:
    """Seconds of one launch, the best of some tries, so that a busy machine does not count."""
    seconds = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        for _ in range(_LAUNCHES):
            launch()
        seconds.append((time.perf_counter() - start) / _LAUNCHES)
        finish()
    return min(seconds)


def test_a_launch_adds_little_to_pyopencl() -> None:
    found = next((each for each in find_devices() if each.kind == "opencl" and each.usable), None)
    if found is None:
        pytest.skip("no OpenCL device")
    module = tk.load(SAXPY, found.id, fallback="error")
    x, y = module.array(np.ones(64, np.float32)), module.array(np.zeros(64, np.float32))
    module.saxpy[1, 64](64, 2.0, x, y)
    device, resident = module.saxpy.prepared(0)
    assert isinstance(device, OpenCLDevice)
    cl, queue, kernel = device.cl, device.queue, resident._kernel  # type: ignore[attr-defined]

    def through_pyopencl() -> None:
        kernel.set_args(np.int32(64), np.float32(2.0), x.memory, y.memory)
        cl.enqueue_nd_range_kernel(queue, kernel, (64, 1, 1), (64, 1, 1))
        queue.flush()

    plain = best(through_pyopencl, queue.finish)
    ours = best(lambda: module.saxpy[1, 64](64, 2.0, x, y), queue.finish)
    print(f"pyopencl {plain * 1e6:.1f} us, ours {ours * 1e6:.1f} us")  # noqa: T201
    assert ours - plain < _MOST_SECONDS
    assert np.all(y.numpy() == 2.0 * (1 + 2 * _LAUNCHES * _TRIES))
