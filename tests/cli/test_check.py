"""`check`: drift, missing and orphaned golden files are found and shown; `--update` mends exactly those."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program, files_in
from transkernel.emit import TARGETS

SAXPY = """\
__global__ void saxpy(int n, float a, const float *x, float *y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = a * x[i] + y[i];
}
"""
FILL_CASES = """\
[[case]]
kernel = "fill<double>"
grid = [1]
block = [4]
[case.args]
x = { shape = [4], dtype = "float64", out = true }
"""
PORT = "golden/opencl/blas/saxpy.cl"


@pytest.fixture
def project(tmp_path: Path, transkernel: Program) -> Path:
    """A corpus of a kernel, a template with a case, and a kernel that is refused, with golden files that are right."""
    for name, text in {
        "corpus/blas/saxpy.cu": SAXPY,
        "corpus/blas/fill.cu": "template <typename T>\n__global__ void fill(T *x) {\n    x[threadIdx.x] = T(1);\n}\n",
        "corpus/blas/fill.toml": FILL_CASES,
        "corpus/bad.cu": "__global__ void f(float *x) {\n    x[0] = nowhere(1);\n}\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert transkernel("check", "--update").exit_code == 0
    return tmp_path


def test_right_files_are_right(project: Path, transkernel: Program) -> None:
    before = files_in(project)
    assert {name.split("/")[1] for name in before if name.startswith("golden/")} == set(TARGETS)
    assert sorted(name for name in before if name.startswith(("golden/opencl", "golden/triton"))) == [
        "golden/opencl/bad.diagnostics.txt",
        "golden/opencl/blas/fill.cl",
        PORT,
        "golden/triton/bad.diagnostics.txt",
        "golden/triton/blas/fill_triton.py",
        "golden/triton/blas/saxpy_triton.py",
    ]
    assert b"double" in before["golden/opencl/blas/fill.cl"]
    assert before["golden/opencl/bad.diagnostics.txt"].startswith(b"bad.cu:2:12: error[TK")
    ran = transkernel("check")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert files_in(project) == before


def test_drift_is_shown_and_mended(project: Path, transkernel: Program) -> None:
    right = files_in(project)
    (project / PORT).write_bytes(right[PORT].replace(b"saxpy", b"saxpi"))
    ran = transkernel("check")
    assert ran.exit_code == 1
    assert f"{PORT}: differs" in ran.stderr
    assert f"--- {PORT} (golden)\n+++ {PORT} (now)\n" in ran.stdout
    assert transkernel("check", "--update").exit_code == 0
    assert files_in(project) == right


def test_a_missing_golden_file_is_drift(project: Path, transkernel: Program) -> None:
    right = files_in(project)
    (project / PORT).unlink()
    ran = transkernel("check")
    assert ran.exit_code == 1
    assert f"{PORT}: is missing" in ran.stderr
    assert "`transkernel check --update` writes them anew" in ran.stderr
    transkernel("check", "--update")
    assert files_in(project) == right


def test_a_golden_file_without_a_kernel_is_drift(project: Path, transkernel: Program) -> None:
    right = files_in(project)
    (project / "golden" / "opencl" / "old.cl").write_text("kernel void old() {}\n")
    ran = transkernel("check", "--to", "opencl")
    assert ran.exit_code == 1
    assert "golden/opencl/old.cl: belongs to no kernel" in ran.stderr
    transkernel("check", "--update")
    assert files_in(project) == right


def test_the_folders_can_be_elsewhere(project: Path, transkernel: Program) -> None:
    right = files_in(project)
    ran = transkernel("check", "--corpus", "corpus/blas", "--golden", "other", "--update")
    assert ran.exit_code == 0
    assert files_in(project)["other/opencl/saxpy.cl"].count(b"saxpy") == right[PORT].count(b"saxpy")
    assert transkernel("check", "--corpus", "gone").exit_code == 2


def test_a_case_file_that_cannot_be_used(project: Path, transkernel: Program) -> None:
    (project / "corpus" / "blas" / "fill.toml").write_text(FILL_CASES.replace("grid", "gird"))
    ran = transkernel("check")
    assert ran.exit_code == 2
    assert "fill.toml:3:1: error[TK06" in ran.stderr
