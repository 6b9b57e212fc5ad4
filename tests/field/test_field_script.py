"""The script that translates whole repositories: what it counts, and what it says of devices and of codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.field import building, field, tables
from tests.field.building import Failure
from tests.field.repositories import REPOSITORIES
from transkernel.run.devices import find_device, find_devices
from transkernel.run.launch import Outcome

KERNELS = """\
#include <cuda_fp16.h>
__global__ void fine(float* x) { x[threadIdx.x] = 1.0f; }
__global__ void halves(half a, half* x) { x[threadIdx.x] = __hmul(a, x[threadIdx.x]); }
__global__ void refused(float* x) { x[0] = unheard_of; }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kernels.cu").write_text(KERNELS)
    return tmp_path


def _survey(folder: Path, *arguments: str) -> dict[str, object]:
    result = folder / "result.json"
    assert field.main([str(folder), "--jobs", "1", "--json", str(result), *arguments]) == 0
    read: dict[str, object] = json.loads(result.read_text())
    return read


def _needs(*devices: str) -> None:
    known = {device.id: device for device in find_devices()}
    for device in devices:
        if device not in known or not known[device].usable:
            pytest.skip(f"{device}: {known[device].reason if device in known else 'not on this machine'}")


def test_kernels_are_counted_with_their_codes(folder: Path) -> None:
    result = _survey(folder)
    codes = {kernel["name"]: kernel["codes"] for kernel in result["kernels"]}  # type: ignore[attr-defined]
    assert codes == {"fine": [], "halves": [], "refused": ["TK0255"]}


def test_a_device_without_the_feature_has_no_say(folder: Path) -> None:
    _needs("intel-cpu", "pocl-cpu")
    result = _survey(folder, "--profile", "fp16", "--build", "intel-cpu", "--build", "pocl-cpu")
    found = {kernel["name"]: kernel for kernel in result["kernels"]}  # type: ignore[attr-defined]
    assert found["halves"]["codes"] == []
    assert found["halves"]["lacks"] == ["pocl-cpu lacks fp16"]
    assert found["fine"]["lacks"] == []
    alone = _survey(folder, "--profile", "fp16", "--build", "pocl-cpu")
    codes = {kernel["name"]: kernel["codes"] for kernel in alone["kernels"]}  # type: ignore[attr-defined]
    assert codes == {"fine": [], "halves": [field.NOT_BUILT], "refused": ["TK0255"]}


def test_an_error_that_is_ours_is_no_lack() -> None:
    _needs("pocl-cpu")
    failures = building.build("__kernel void k() { undeclared(); }", (), ("pocl-cpu",), 30.0)
    assert [(each.device, each.lacks) for each in failures] == [("pocl-cpu", "")]
    assert building.build("__kernel void k() {}", (), ("pocl-cpu",), 30.0) == ()


def test_a_log_that_blames_a_feature_the_device_has_is_no_lack() -> None:
    _needs("pocl-cpu")
    log = "error: use of type 'double' requires cl_khr_fp64"
    assert building._failure(find_device("pocl-cpu"), Outcome("compile-fail", log)) == Failure(
        "pocl-cpu", f"compile-fail: {log}"
    )


def test_tables_count_each_kernel_once() -> None:
    kernels = [{"codes": codes} for codes in ([], [], ["TK0255", "TK0240"], [field.NOT_BUILT])]
    result = {"name": "llm.c", "files": 1, "slowest_seconds": 1.25, "kernels": kernels}
    assert list(tables.shares([result]))[-1] == "| llm.c | 4 | 3 (75 %) | 2 (50 %) | 82 % |"
    rows = list(tables.codes_by_count([result]))
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| TK0255", "| not built", "| all"]
    assert rows[-1].endswith("| 2 | 2 |")


def test_every_repository_says_where_its_kernels_are(tmp_path: Path) -> None:
    assert len(REPOSITORIES) == 9
    for repository in REPOSITORIES.values():
        assert 0 < repository.aim <= 100
        assert all(run.folder.is_relative_to(tmp_path) for run in repository.runs(tmp_path))
    assert len(REPOSITORIES["HeCBench"].only) == 246
