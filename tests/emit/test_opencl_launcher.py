"""The launcher beside a port is Python that runs: in a process of its own, as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.emit.build import (
    assign,
    barrier,
    buffer,
    build,
    global_index,
    if_,
    kernel,
    program,
    shared,
    step,
    thread,
    var,
    warp,
)
from tests.emit.launched import DEVICES, port_of
from transkernel.ir import nodes as ir
from transkernel.ir.types import FLOAT32, INT32, Array, Field, Space, Struct, Vector
from transkernel.run.devices import child_environment, find_devices

RUN = """
import sys
import transkernel.run.opencl_loader as loader
loader.load_opencl([each for each in loader.find_icds() if not each.problem])
import numpy as np
import pyopencl as cl
sys.path.insert(0, sys.argv[1])
import test_opencl as port
context = cl.Context([cl.get_platforms()[0].get_devices()[0]])
queue = cl.CommandQueue(context)
"""


def launched(tmp_path: Path, port: object, script: str) -> str:
    """What the script prints, with the port's launcher imported as `port` and a queue at hand."""
    if not any(device.usable and device.id in DEVICES for device in find_devices()):
        pytest.skip("no OpenCL device on this machine")
    (tmp_path / "test.cl").write_text(port.text)  # type: ignore[attr-defined]
    (tmp_path / "test_opencl.py").write_text(port.launcher)  # type: ignore[attr-defined]
    environment = {**os.environ, **child_environment(str(tmp_path)), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", RUN + script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_arrays_go_in_and_out(tmp_path: Path) -> None:
    x, y, n = var("x", buffer(FLOAT32, const=True)), var("y", buffer(FLOAT32)), var("n", INT32)
    index = global_index()
    made = program(
        kernel(
            "saxpy",
            {"n": INT32, "a": FLOAT32, "x": x.type, "y": y.type},
            if_(index < n, step(y[index], "+", var("a", FLOAT32) * x[index])),
        )
    )
    script = """
x, y = np.arange(100, dtype=np.float32), np.ones(100, np.float32)
port.saxpy(queue, 2, 64, 100, 2.0, x, y)
assert (y == 2 * x + 1).all()
print("equal")
"""
    assert launched(tmp_path, port_of(made), script) == "equal\n"


def test_structs_vectors_variables_and_hidden_memory(tmp_path: Path) -> None:
    view = Struct("View", (Field("data", buffer(FLOAT32), 0), Field("n", INT32, 8)), 16, 8)
    v, shift, tile = var("view", view), var("shift", Vector(FLOAT32, 3)), var("tile", Array(FLOAT32, 0))
    weights = ir.GlobalVariable(
        "weights", Array(FLOAT32, 2), Space.CONSTANT, build(Array(FLOAT32, 2), 0.5, 2.0).node, thread().node.span
    )
    place = v.member(view, "data")[thread()]
    value = warp(ir.WarpOp.SHUFFLE_XOR, tile[thread()], 1) * var("weights", weights.type)[1] + shift.lane(2)
    made = program(
        kernel(
            "mixed",
            {"view": view, "shift": Vector(FLOAT32, 3)},
            assign(tile[thread()], place),
            barrier(),
            assign(place, value),
            shared=(shared("tile", Array(FLOAT32, 0), dynamic=True),),
        ),
        structs=(view,),
        globals=(weights,),
    )
    script = """
data = np.arange(64, dtype=np.float32)
port.mixed(queue, 1, (64,), {"data": data, "n": 64}, (1, 2, 3), shared_bytes=256)
print(data[:4].tolist())
port.weights[1] = 10
port.mixed(queue, 1, (64,), {"data": data, "n": 64}, (1, 2, 3), shared_bytes=256)
print(data[:2].tolist())
"""
    first, second = launched(tmp_path, port_of(made), script).splitlines()
    assert first == str([1 * 2.0 + 3, 0 * 2.0 + 3, 3 * 2.0 + 3, 2 * 2.0 + 3])
    assert second == str([3 * 10.0 + 3, 5 * 10.0 + 3])


def test_launchers_are_formatted(tmp_path: Path) -> None:
    made = program(kernel("k", {"y": buffer(FLOAT32)}, assign(var("y", buffer(FLOAT32))[thread()], 1.0)))
    compile(port_of(made).launcher, "test_opencl.py", "exec")
    assert "\n\n\n\n" not in port_of(made).launcher
    assert np.all([len(line) <= 120 for line in port_of(made).launcher.splitlines()])
