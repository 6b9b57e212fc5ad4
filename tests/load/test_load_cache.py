"""What one process compiled, the next one finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from transkernel.resources import cache_folder
from transkernel.run.devices import find_devices

PROGRAM = """
import json, sys
import numpy as np
import transkernel as tk
from transkernel.run.resident.opencl import OpenCLDevice

built = []
build = OpenCLDevice._build
OpenCLDevice._build = lambda *given: built.append(1) or build(*given)
x = np.ones(4, np.int32)
tk.load("scale.cu", sys.argv[1], fallback="error").scale[1, 4](x)
print(json.dumps({"built": len(built), "translated": "transkernel.convert" in sys.modules, "x": x.tolist()}))
"""


def run(folder: Path, device: str) -> tuple[int, bool, list[int]]:
    """How many programs were built, whether the translator was needed, and the kernel's result."""
    environment = {**os.environ, "TRANSKERNEL_CACHE": str(folder / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, device],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    return said["built"], said["translated"], said["x"]


@pytest.mark.parametrize("device", ["intel-cpu", "pocl-cpu"])
def test_the_second_process_compiles_nothing(tmp_path: Path, device: str) -> None:
    found = next((each for each in find_devices() if each.id == device), None)
    if found is None or not found.usable:
        pytest.skip(f"{device} is not here")
    header = tmp_path / "factor.h"
    header.write_text("#define FACTOR 3\n")
    (tmp_path / "cache").mkdir()
    for tables in cache_folder().glob("grammar-*.tables"):  # to make them takes longer than all else
        shutil.copy(tables, tmp_path / "cache")
    (tmp_path / "scale.cu").write_text(
        '#include "factor.h"\n__global__ void scale(int* x) { x[threadIdx.x] *= FACTOR; }\n'
    )
    assert run(tmp_path, device) == (1, True, [3] * 4)
    assert run(tmp_path, device) == (0, False, [3] * 4)
    header.write_text("#define FACTOR 5\n")
    assert run(tmp_path, device) == (1, True, [5] * 4)
    for binary in (tmp_path / "cache").glob("opencl/*.bin"):  # as another version of the driver would leave it
        binary.write_bytes(b"not a program")
    assert run(tmp_path, device) == (1, False, [5] * 4)
