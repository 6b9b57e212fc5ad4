"""`transkernel capture` as a user meets it: cases, replays, and what is said of programs that do not work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.conftest import REPOSITORY, Program
from transkernel.resources import cache_folder
from transkernel.run.cuda_host import find_compiler

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")


_COMPILE_THE_HEADER = """
from transkernel.run.cuda_host import find_compiler
from transkernel.run.cuda_host_build import LIBRARY_FLAGS, compiler_flags, precompiled_header
from transkernel.run.cuda_program_worker import PROGRAM_FLAGS
compiler = find_compiler()
for more in (LIBRARY_FLAGS, PROGRAM_FLAGS):
    precompiled_header(compiler, (*compiler_flags(compiler, False), *more))
"""


@pytest.fixture(scope="module")
def cache() -> dict[str, str]:
    """The cache of all tests, with the header in it: on a busy machine it takes a while."""
    environment = {"TRANSKERNEL_CACHE": str(cache_folder())}
    every = {**os.environ, "PYTHONPATH": str(REPOSITORY), **environment}
    subprocess.run([sys.executable, "-c", _COMPILE_THE_HEADER], env=every, check=True)
    return environment


def cases_of(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text())["case"]
    return found


PROGRAM = r"""
#include <cstdio>
#include "shapes.h"
__constant__ float weights[2];
__global__ void blend(float* out, const float* a, const float* b, const float* bias, Shape shape) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < shape.n) out[i] = shape.scale * a[i] + weights[i % 2] * b[i] + (bias ? bias[i] : 0);
}
void sum(int* total, const int* x, int n);
int main(int argc, char** argv) {
  int n; if (std::scanf("%d", &n) != 1) return 9;
  float *all, w[2] = {1, 2};
  cudaMallocManaged(&all, 3 * n * sizeof(float));
  for (int i = 0; i < 3 * n; ++i) all[i] = i * 0.5f;
  cudaMemcpyToSymbol(weights, w, sizeof w);
  for (int step = 0; step < 3; ++step)
    blend<<<(n + 31) / 32, 32>>>(all + 2 * n, all, all + n, nullptr, Shape{n, 1.5f});
  int *x, *total; cudaMalloc(&x, 40); cudaMalloc(&total, 4); cudaMemset(x, 1, 40);
  sum(total, x, 10);
  int result; cudaMemcpy(&result, total, 4, cudaMemcpyDeviceToHost);
  std::printf("%s %g %d\n", argv[1], all[2 * n + 3], result);
}
"""
SECOND = """
#include <cuda_runtime.h>
__global__ void sum_of(int* total, const int* x, int n) { if (threadIdx.x < n) atomicAdd(total, x[threadIdx.x] & 1); }
void sum(int* total, const int* x, int n) { sum_of<<<1, 32>>>(total, x, n); }
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "shapes.h").write_text("struct Shape { int n; float scale; };\n")
    (tmp_path / "main.cu").write_text(PROGRAM)
    (tmp_path / "sum.cu").write_text(SECOND)
    return tmp_path


def test_a_program_becomes_cases_that_pass_again(transkernel: Program, program: Path, cache: dict[str, str]) -> None:
    done = transkernel("capture", "main.cu", "sum.cu", "-I", "include", "--", "-o", stdin=b"40\n", **cache)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "-o 45.25 10\n"
    assert "4 launches, 3 cases in main.cases/" in done.stderr
    # The third blend finds what the second found; the first found fresh memory.
    case, second = cases_of(program / "main.cases" / "main.toml")
    assert second["args"]["out"]["file"] == case["args"]["out"]["expect"]
    assert (case["kernel"], case["grid"], case["block"]) == ("blend", [2, 1, 1], [32, 1, 1])
    args = case["args"]
    assert args["shape"] == {"n": 40, "scale": 1.5}
    assert args["bias"] == {"null": True, "dtype": "float32"}
    assert (args["out"]["shape"], args["out"]["offset"], args["out"]["out"]) == ([120], 320, True)
    assert args["a"] == {"same": "out", "offset": 0}
    assert args["b"] == {"same": "out", "offset": 160}
    record = json.loads((program / "main.cases" / "capture.json").read_text())
    assert record["files"] == {"../main.cu": "main.toml", "../sum.cu": "sum.toml"}
    assert record["arguments"] == ["-o"]
    assert str(program) not in (program / "main.cases" / "capture.json").read_text()
    with np.load(program / "main.cases" / "main.npz") as arrays:
        key = args["weights"]["file"].partition(":")[2]
        assert arrays[key].tolist() == [1, 2]

    for file, kernel in (("main.cu", "blend"), ("sum.cu", "sum_of")):
        again = transkernel("verify", file, "--cases", "main.cases", "--to", "opencl", "--format=json", **cache)
        if again.exit_code == 3:
            pytest.skip("no OpenCL device")
        records = [json.loads(line) for line in again.stdout.splitlines()]
        assert {(record["kernel"], record["verdict"]) for record in records} == {(kernel, "pass")}


def test_a_case_that_lacks_something_proves_nothing(transkernel: Program, program: Path, cache: dict[str, str]) -> None:
    transkernel("capture", "sum.cu", "main.cu", "-I", "include", "-o", "c", "--", "x", stdin=b"40\n", **cache)
    text = (program / "c" / "sum.toml").read_text()
    (program / "c" / "sum.toml").write_text(text.replace("\nn = 10", "\nn = 9"))
    done = transkernel("verify", "sum.cu", "--cases", "c", "--to", "opencl", "--format=json", **cache)
    (record, *_) = [json.loads(line) for line in done.stdout.splitlines()]
    assert record["verdict"] == "skipped"
    assert "TK0641" in done.stderr
    assert done.exit_code == 1


KERNELS = "__global__ void f(int* x) { x[0] += 1; }\n__global__ void g(int* x) { x[0] += 2; }\n"


def test_only_the_launches_that_were_asked_for(transkernel: Program, tmp_path: Path, cache: dict[str, str]) -> None:
    (tmp_path / "p.cu").write_text(
        KERNELS + "int main() { int* x; cudaMalloc(&x, 4);"
        " for (int i = 0; i < 6; ++i) { f<<<1, 1>>>(x); g<<<1, 1>>>(x); } }\n"
    )
    done = transkernel("capture", "p.cu", "--kernel", "g", "--every", "2", "--max-launches", "2", **cache)
    assert done.exit_code == 0, done.stderr
    assert [(case["name"], case["kernel"]) for case in cases_of(tmp_path / "p.cases" / "p.toml")] == [
        ("launch 2", "g"),
        ("launch 6", "g"),
    ]
    assert "6 launches of kernels that --kernel does not name" in done.stderr
    assert "3 launches left out by --every" in done.stderr
    assert "1 launch beyond --max-launches" in done.stderr
    again = transkernel("capture", "p.cu", "--max-launches", "1", **cache)  # replaces its own folder
    assert again.exit_code == 0, again.stderr
    assert len(cases_of(tmp_path / "p.cases" / "p.toml")) == 2


def test_an_instance_that_only_the_call_tells(transkernel: Program, tmp_path: Path, cache: dict[str, str]) -> None:
    (tmp_path / "p.cu").write_text(
        "template <class T> __global__ void axpy(const T* x, T* y, T a, unsigned n) {"
        " if (threadIdx.x < n) y[threadIdx.x] += a * x[threadIdx.x]; }\n"
        "int main() { float *x, *y; cudaMalloc(&x, 32); cudaMalloc(&y, 32);"
        " int count = 8; axpy<<<1, 8>>>(x, y, 2.5f, count); }\n"
    )
    done = transkernel("capture", "p.cu", **cache)
    assert done.exit_code == 0, done.stderr
    (case,) = cases_of(tmp_path / "p.cases" / "p.toml")
    assert (case["kernel"], case["args"]["a"], case["args"]["n"]) == ("axpy<float>", 2.5, 8)
    assert "out" not in case["args"]["x"]
    assert case["args"]["y"]["out"]


def test_memory_of_pointers_is_said_and_the_rest_captured(
    transkernel: Program, tmp_path: Path, cache: dict[str, str]
) -> None:
    (tmp_path / "p.cu").write_text(
        KERNELS + "__global__ void rows(int** r) { r[0][0] = 1; }\n"
        "int main() { int* x; cudaMallocManaged(&x, 4); int** r; cudaMallocManaged(&r, 8); r[0] = x;"
        " rows<<<1, 1>>>(r); rows<<<1, 1>>>(r); int own; f<<<1, 1>>>(&own); f<<<1, 1>>>(x); }\n"
    )
    done = transkernel("capture", "p.cu", **cache)
    assert done.exit_code == 0, done.stderr
    assert "warning[TK0640]: rows: 2 launches not captured: `r` points to memory that holds pointers" in done.stderr
    assert "warning[TK0640]: f: 1 launch not captured: `x` points to memory that the program did not get" in done.stderr
    assert [case["name"] for case in cases_of(tmp_path / "p.cases" / "p.toml")] == ["launch 4"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (
            KERNELS + "int main() { int* x; cudaMalloc(&x, 4); f<<<0, 64>>>(x); return 0; }\n",
            (),
            "1 launch not made: a grid, block or shared memory of zero",
        ),
        ("#include <curand_kernel.h>\nint main() {}\n", (), "it needs cuRAND (<curand_kernel.h>)"),
        ('#include "no.h"\nint main() {}\n', (), "the header no.h is not found; name its folder with -I"),
        ("int main() { return wrong; }\n", (), "the program does not build"),
        (KERNELS + "void missing(); int main() { missing(); }\n", (), "undefined reference to `missing()'"),
        (KERNELS + "int main() { return 4; }\n", (), "it ended with status 4, and it launched no kernel"),
        (
            KERNELS + "int main() { int* x; cudaMalloc(&x, 4); f<<<1, 1>>>(x); }\n",
            ("--kernel", "h"),
            "the options leave out all of its 1 launches",
        ),
    ],
)
def test_what_gives_no_case_is_one_error(
    transkernel: Program, tmp_path: Path, cache: dict[str, str], text: str, options: tuple[str, ...], said: str
) -> None:
    (tmp_path / "p.cu").write_text(text)
    done = transkernel("capture", "p.cu", *options, **cache)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (tmp_path / "p.cases").exists()


def test_a_crash_keeps_what_was_captured(transkernel: Program, tmp_path: Path, cache: dict[str, str]) -> None:
    main = "int main() { int* x; cudaMalloc(&x, 4); f<<<1, 1>>>(x); g<<<1, 1>>>(x + (1ll << 40)); }\n"
    (tmp_path / "p.cu").write_text(KERNELS + main)
    done = transkernel("capture", "p.cu", **cache)
    assert done.exit_code == 1
    assert "g: 1 launch not captured: the launch did not come to its end" in done.stderr
    assert "the program died of SIGSEGV; what it had launched until then is in p.cases/" in done.stderr
    assert len(cases_of(tmp_path / "p.cases" / "p.toml")) == 1


def test_wrong_uses(transkernel: Program, tmp_path: Path) -> None:
    (tmp_path / "p.cu").write_text("int main() {}\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    for arguments, said in (
        (("no.cu",), "no.cu: no such file"),
        (("p.cu", "-o", "mine"), "mine is there already and is not a capture"),
        (("p.cu", "-I", "none"), "-I none: no such folder"),
        (("p.cu", "--max-bytes", "x"), "'x' is no number of bytes"),
    ):
        done = transkernel("capture", *arguments)
        assert done.exit_code == 2
        assert said in done.stderr
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"
    done = transkernel("verify", "p.cu", "--cases", "mine", "--to", "opencl")
    assert done.exit_code == 2
    assert "capture.json" in done.stderr


def test_without_a_compiler_it_cannot_run(transkernel: Program, tmp_path: Path) -> None:
    (tmp_path / "p.cu").write_text("int main() {}\n")
    done = transkernel("capture", "p.cu", PATH="/nowhere", CXX="")
    assert done.exit_code == 3
    assert "no C++ compiler found" in done.stderr
