"""What an examination gives besides faults: writers, a memory of what was examined, and why it was not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from transkernel.run.child import Worker
from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.launch import Buffer, Launch, Scalar

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")

REVERSE = """
#include "step.h"
__global__ void reverse(int n, const float* x, float* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[n - STEP - i] = x[i];
}
"""


@pytest.fixture(scope="module")
def host() -> Iterator[CudaHost]:
    with CudaHost() as started:
        yield started


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A kernel with a header beside it; no cache has seen a file of this name."""
    (tmp_path / "step.h").write_text("#define STEP 1\n")
    path = tmp_path / "reverse.cu"
    path.write_text(REVERSE)
    return path


def launch(n: int = 6, value: float = 0.0) -> Launch:
    x = Buffer("x", np.full(n, value, np.float32))
    return Launch("reverse", (2, 1, 1), (4, 1, 1), (Scalar("n", np.int32(n)), x, Buffer("y", np.zeros(8, np.float32))))


def test_the_last_writer_of_each_element_is_told(host: CudaHost, source: Path) -> None:
    examination = host.examine(source, launch())
    assert not examination.faults
    assert not examination.problem
    assert examination.writers["y"].tolist() == [5, 4, 3, 2, 1, 0, -1, -1]
    assert (examination.writers["x"] == -1).all()


def test_what_was_examined_is_remembered_until_something_changes(
    host: CudaHost, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = host.examine(source, launch())
    asked: list[str] = []
    call = Worker.call

    def noted(self: Worker, function: str, *rest: object) -> object:
        asked.append(function)
        return call(self, function, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "call", noted)
    again = host.examine(source, launch())
    assert not asked
    assert again.writers["y"].tolist() == first.writers["y"].tolist()
    host.examine(source, launch(value=1.0))
    assert asked == ["build", "examine"]
    (source.parent / "step.h").write_text("#define STEP 2\n")
    changed = host.examine(source, launch())
    assert [(fault.kind, fault.buffer, fault.element, fault.line) for fault in changed.faults] == [
        ("out-of-bounds", "y", -1, 5)
    ]
    assert changed.faults[0].thread == (1, 0, 0)
    assert changed.faults[0].block == (1, 0, 0)


def test_a_text_that_does_not_compile_is_a_problem_and_no_fault(host: CudaHost, source: Path) -> None:
    source.write_text("__global__ void reverse(int n, const float* x, float* y) { y[0] = z; }")
    examination = host.examine(source, launch())
    assert "the instrumented build failed" in examination.problem
    assert not examination.faults


def test_a_launch_of_too_many_accesses_is_not_examined_to_its_end(host: CudaHost, source: Path) -> None:
    source.write_text(
        "__global__ void reverse(int n, const float* x, float* y) {"
        "  volatile float* v = y; for (int i = 0; i < 100000000; ++i) v[threadIdx.x % 8] = 0; }\n"
        "__global__ void other() { __syncthreads(); __trap(); }"  # our header's functions, not all of them inlined
    )
    examination = host.examine(source, launch())
    assert "the rest was not looked at" in examination.problem
    assert not examination.writers


def test_a_function_that_must_be_inlined_can_be_called_through_a_pointer(host: CudaHost, source: Path) -> None:
    source.write_text("""
    __device__ __forceinline__ float pick(const float* x, int i) {
      return x[i + 1];
    }
    __device__ __noinline__ float apply(float (*of)(const float*, int), const float* x, int i) { return of(x, i); }
    __global__ void reverse(int n, const float* x, float* y) {
      if (blockIdx.x == 0) y[threadIdx.x] = apply(pick, x, threadIdx.x);
    }
    """)
    examination = host.examine(source, launch(n=4))
    assert not examination.problem
    assert [(fault.kind, fault.line, fault.element) for fault in examination.faults] == [("out-of-bounds", 3, 4)]
