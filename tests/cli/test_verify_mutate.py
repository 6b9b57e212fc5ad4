"""`verify --mutate`: the rates below the table, each survivor with the missing case, the exit code of a rate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program, Ran
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]

CUDA = """\
__global__ void shift(const int* x, int* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = x[i] >> 2;
}
"""
CASE = """\
[[case]]
kernel = "shift"
grid = [2]
block = [32]
[case.args]
x = { shape = [%d], dtype = "int32", fill = "integers", low = %d, high = 1000 }
y = { shape = [%d], dtype = "int32", out = true }
n = %d
"""


def kernel_file(folder: Path, count: int, low: int) -> Path:
    path = folder / "shift.cu"
    path.write_text(CUDA)
    path.with_suffix(".toml").write_text(CASE % (count, low, count, count))
    return path


Mutated = Callable[..., Ran]


@pytest.fixture
def run(transkernel: Program) -> Mutated:
    def call(path: Path, *options: str) -> Ran:
        return transkernel("verify", str(path), "--to", "opencl", "--device", DEVICES[0], "--runs", "1", *options)

    return call


def test_good_cases_kill_every_mutant(run: Mutated, tmp_path: Path) -> None:
    ran = run(kernel_file(tmp_path, 50, -2000000000), "--mutate", "--mutants", "16", "--min-kill-rate", "100")
    assert ran.exit_code == 0
    assert "100.0 %" in ran.stdout


def test_a_survivor_names_the_case_that_is_missing(run: Mutated, tmp_path: Path) -> None:
    path = kernel_file(tmp_path, 64, 0)
    ran = run(path, "--mutate", "--mutants", "60")
    out = ran.stdout
    assert ran.exit_code == 0  # survivors alone fail nothing
    assert "no case tells signedness-1 from the original" in out
    assert "<u32>(x[i]) >> 2" in out
    assert "add a case with negative values" in out
    assert "(i < n) ..." in out  # the grid fits: nobody misses the guard
    assert "1 pass" in ran.stderr


def test_a_rate_that_is_asked_for_and_missed_fails(run: Mutated, tmp_path: Path) -> None:
    ran = run(kernel_file(tmp_path, 64, 0), "--mutants", "60", "--min-kill-rate", "99.9")
    assert ran.exit_code == 1
    assert "and 99.9 % was asked for" in ran.stderr


def test_the_records_hold_the_mutants(run: Mutated, tmp_path: Path) -> None:
    ran = run(kernel_file(tmp_path, 64, 0), "--mutate", "--mutants", "60", "--format", "json")
    (record,) = [json.loads(line) for line in ran.stdout.splitlines()]
    mutants = record["mutants"]
    assert mutants["total"] == mutants["killed"] + mutants["equivalent"] + len(mutants["survivors"])
    assert mutants["kernel"] == "shift"
    assert {"id", "operator", "line", "before", "after", "advice"} <= set(mutants["survivors"][0])


def test_a_kernel_that_does_not_pass_has_no_mutants(run: Mutated, tmp_path: Path) -> None:
    path = kernel_file(tmp_path, 50, 0)
    path.write_text(CUDA.replace("i < n", "i <= n"))
    ran = run(path, "--mutate", "--format", "json")
    (record,) = [json.loads(line) for line in ran.stdout.splitlines()]
    assert record["verdict"] == "undefined-behaviour"
    assert "mutants" not in record
