"""Functions of single precision that a port brings along: OpenCL C lets a device be further off than CUDA states."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.emit.build import FLOAT32, FLOAT64, Scalar, assign, buffer, intrinsic, kernel, program, thread, var
from tests.emit.launched import port_of, run
from transkernel.ir.intrinsics import INTRINSICS
from transkernel.ir.nodes import Program
from transkernel.run.opencl import OpenCLRunner

COUNT = 4096  # in one block
RANDOM = np.random.Generator(np.random.PCG64(5))


def _within(size: float, arguments: int = 1) -> Any:
    return RANDOM.uniform(-size, size, (arguments, COUNT)).astype(np.float32)


FUNCTIONS: dict[str, tuple[Any, Any]] = {
    "atan2": (math.atan2, _within(2, 2)),
    "erf": (math.erf, _within(4.5)),
    "asin": (math.asin, _within(1)),
    "cosh": (math.cosh, _within(89)),
}


def _program(name: str, scalar: Scalar) -> Program:
    """`y[i] = name(x0[i], ...)`, a thread an element."""
    inputs = [f"x{i}" for i in range(len(FUNCTIONS[name][1]))]
    element = thread()
    values = [var(each, buffer(scalar, const=True))[element] for each in inputs]
    body = assign(var("y", buffer(scalar))[element], intrinsic(name, *values))
    parameters = {**{each: buffer(scalar, const=True) for each in inputs}, "y": buffer(scalar)}
    return program(kernel(f"{name}_of", parameters, body))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_single_precision_is_within_what_cuda_states(runner: OpenCLRunner, name: str) -> None:
    function, values = FUNCTIONS[name]
    inputs = {f"x{i}": row for i, row in enumerate(values)}
    arrays = run(runner, _program(name, FLOAT32), {**inputs, "y": np.zeros(COUNT, np.float32)}, block=(COUNT, 1, 1))
    truth = np.array([function(*map(float, column)) for column in values.T])
    steps = np.abs(arrays["y"] - truth) / np.spacing(np.abs(truth).astype(np.float32))
    stated = INTRINSICS[name].ulp[0]
    assert stated is not None
    assert steps.max() <= stated


@pytest.mark.parametrize("name", FUNCTIONS)
def test_double_precision_is_the_devices_own(name: str) -> None:
    assert f"{name}_float(" in port_of(_program(name, FLOAT32)).text
    assert f" {name}(x0[" in port_of(_program(name, FLOAT64)).text
