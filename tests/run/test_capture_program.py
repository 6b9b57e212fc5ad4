"""Whole programs on the CPU: what the runtime answers, what is written down of launches, and how programs end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from transkernel.run.cuda_host import Compiler, find_compiler
from transkernel.run.cuda_program import (
    BuiltProgram,
    Plan,
    ProgramRun,
    ProgramSource,
    Symbol,
    build_program,
    run_program,
)
from transkernel.run.cuda_program_records import Records, read_records
from transkernel.run.launch import Limits

COMPILER = find_compiler()
pytestmark = pytest.mark.skipif(isinstance(COMPILER, str), reason="no C++ compiler")


class Ran:
    """A program that was built from texts by file name and run."""

    def __init__(self, folder: Path, plan: Plan, seconds: float, arguments: tuple[str, ...], texts: dict[str, str]):
        for name, text in texts.items():
            (folder / name).write_text(text)
        sources = tuple(str(folder / name) for name in texts if not name.endswith(".h"))
        scratch, records = folder / "built", folder / "records"
        scratch.mkdir()
        records.mkdir()
        assert isinstance(COMPILER, Compiler)
        self.built: BuiltProgram = build_program(COMPILER, ProgramSource(sources), scratch, 120)
        assert self.built.executable, self.built.message
        written: list[bytes] = []
        limits = Limits(wall_seconds=seconds)
        self.run: ProgramRun = run_program(
            self.built, arguments, records, plan, limits, lambda stream, data: written.append(data)
        )
        self.output = b"".join(written).decode()
        self.records: Records = read_records(records)

    def floats(self, blob: int) -> np.ndarray:
        return np.frombuffer(self.records.blob(blob), np.float32)


def ran(
    folder: Path, *, plan: Plan | None = None, seconds: float = 60, arguments: tuple[str, ...] = (), **texts: str
) -> Ran:
    return Ran(
        folder, plan or Plan(), seconds, arguments, {name.replace("_", "."): text for name, text in texts.items()}
    )


RUNTIME = r"""
#include <cstdio>
#include <vector>
#include <cuda_runtime.h>
#define SAY(call) std::printf("%s: %s\n", #call, cudaGetErrorName(call))
__constant__ float weights[4];
__device__ int counter = 5;
__global__ void fill(float* x, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = weights[i % 4] * i;
  if (i == 0) counter += n;
}
__global__ void broken() { __trap(); }
int main() {
  float *x, *pitched, h[8] = {0}, four[4] = {1, 2, 3, 4};
  SAY(cudaMalloc(&x, 8 * sizeof(float)));
  cudaMemcpy(h, x, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("fresh %g\n", h[3]);
  SAY(cudaMemcpyToSymbol(weights, four, sizeof four));
  SAY(cudaMemcpyToSymbol(weights, four, sizeof four, 4));
  cudaStream_t stream; cudaStreamCreate(&stream);
  cudaEvent_t a, b; cudaEventCreate(&a); cudaEventCreate(&b);
  cudaEventRecord(a, stream);
  fill<<<2, 4, 0, stream>>>(x, 8);
  cudaEventRecord(b, stream);
  SAY(cudaGetLastError());
  SAY(cudaStreamSynchronize(stream));
  float ms = -1; cudaEventElapsedTime(&ms, a, b);
  std::printf("time %d\n", ms >= 0);
  SAY(cudaMemcpyAsync(h, x, sizeof h, cudaMemcpyDeviceToHost, stream));
  std::printf("%g %g\n", h[3], h[7]);
  int count = 0; cudaMemcpyFromSymbol(&count, counter, sizeof count);
  std::printf("counter %d\n", count);
  SAY(cudaMemcpy(h, x, 33, cudaMemcpyDeviceToHost));
  SAY(cudaGetLastError());
  SAY(cudaGetLastError());
  size_t pitch; cudaMallocPitch(&pitched, &pitch, 12, 3);
  float rows[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, back[9] = {0};
  cudaMemcpy2D(pitched, pitch, rows, 12, 12, 3, cudaMemcpyHostToDevice);
  cudaMemcpy2D(back, 12, pitched, pitch, 12, 3, cudaMemcpyDeviceToHost);
  std::printf("pitch %d back %g\n", (int)pitch, back[5]);
  cudaDeviceProp properties; cudaGetDeviceProperties(&properties, 0);
  int blocks; cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, fill, 256, 0);
  std::printf("warp %d blocks %d\n", properties.warpSize, blocks);
  std::vector<float> own(4); SAY(cudaHostRegister(own.data(), 16, 0)); SAY(cudaHostUnregister(own.data()));
  fill<<<1, 2048>>>(x, 8);
  SAY(cudaPeekAtLastError());
  SAY(cudaGetLastError());
  SAY(cudaSetDevice(3));
  SAY(cudaFree(x)); SAY(cudaFree(x));
  cudaGetLastError();
  broken<<<1, 1>>>();
  SAY(cudaDeviceSynchronize());
  SAY(cudaGetLastError());
  return 3;
}
"""


def test_the_runtime_answers_as_cuda_does(tmp_path: Path) -> None:
    program = ran(tmp_path, main_cu=RUNTIME)
    assert program.run.status == 3
    assert program.run.ending == "ended with status 3"
    said = program.output.splitlines()
    ok = "cudaSuccess"
    for line in (
        f"cudaMalloc(&x, 8 * sizeof(float)): {ok}",
        "fresh 0",
        f"cudaMemcpyToSymbol(weights, four, sizeof four): {ok}",
        "cudaMemcpyToSymbol(weights, four, sizeof four, 4): cudaErrorInvalidValue",
        "time 1",
        "12 28",
        "counter 13",
        "cudaMemcpy(h, x, 33, cudaMemcpyDeviceToHost): cudaErrorInvalidValue",
        "pitch 256 back 6",
        "warp 32 blocks 8",
        f"cudaHostRegister(own.data(), 16, 0): {ok}",
        "cudaPeekAtLastError(): cudaErrorInvalidConfiguration",
        "cudaSetDevice(3): cudaErrorInvalidDevice",
        f"cudaFree(x): {ok}",
        "cudaFree(x): cudaErrorInvalidValue",
        "cudaDeviceSynchronize(): cudaErrorLaunchFailure",
    ):
        assert line in said
    errors = [line for line in said if line.startswith("cudaGetLastError()")]
    # The first two are asked for after the symbol's fault and after the copy's; asking forgets, until a launch breaks.
    assert errors == [
        "cudaGetLastError(): cudaErrorInvalidValue",
        "cudaGetLastError(): cudaErrorInvalidValue",
        f"cudaGetLastError(): {ok}",
        "cudaGetLastError(): cudaErrorInvalidConfiguration",
        "cudaGetLastError(): cudaErrorLaunchFailure",
    ]
    assert [launch.failed != "" for launch in program.records.launches] == [False, True]


FORMS = r"""
#include <cuda_runtime.h>
namespace part {
template <class T, int N>
__global__ void scaled(T* x, const T* y, T a) { x[threadIdx.x] = y[threadIdx.x] * a + N; }
}
template <class T>
__global__ void deduced(T* y, unsigned n) { if (threadIdx.x < n) y[threadIdx.x] += 1; }
__global__ void twice(float* x, float f) { x[threadIdx.x] *= f; }
__global__ void twice(int* x) { x[threadIdx.x] *= 2; }
extern "C" __global__ void plain(float* x) { x[threadIdx.x] += 1; }
#define LAUNCH(kernel, ...) kernel<<<1, 4>>>(__VA_ARGS__)
template <class T> void through(T* x) { part::scaled<T, 3><<<1, 4>>>(x, x, T(2)); }
int main() {
  float* x; cudaMallocManaged(&x, 16);
  int* i; cudaMalloc(&i, 16);
  part::scaled<float, 2><<<1, 4>>>(x, x, 1.5f);
  deduced<<<dim3(1), dim3(4)>>>(x, 4u);
  twice<<<1, 4>>>(x, 0.5);
  twice<<<1, 4>>>(i);
  LAUNCH(plain, x);
  through(x);
  void (*pointer)(float*) = plain;
  pointer<<<1, 4>>>(x);
  void* arguments[] = {&x};
  cudaLaunchKernel((const void*)plain, dim3(1), dim3(4), arguments, 0, 0);
  return x[1] == 0;
}
"""


def test_every_form_of_launch_is_told_by_its_function(tmp_path: Path) -> None:
    program = ran(tmp_path, main_cu=FORMS)
    assert program.run.is_good, program.run.errors
    names = {function.offset: function.name for function in program.built.functions}
    launched = [names.get(launch.kernel, launch.callee) for launch in program.records.launches if launch.kernel]
    assert launched[:2] == [
        "void part::scaled<float, 2>(float*, float const*, float)",
        "void deduced<float>(float*, unsigned int)",
    ]
    assert [launch.kernel is None for launch in program.records.launches] == [False, False, True] + [False] * 5
    assert launched[2:] == [
        "twice(int*)",
        "plain",
        "void part::scaled<float, 3>(float*, float const*, float)",
        "plain",
        "plain",
    ]
    assert program.records.launches[1].arguments[1].type.name == "unsigned int"


def test_memory_before_and_after_is_the_program_s(tmp_path: Path) -> None:
    text = """
__global__ void add(float* x, const float* y) { x[threadIdx.x] += y[threadIdx.x]; }
int main() {
  float* x; cudaMallocManaged(&x, 32); for (int i = 0; i < 8; ++i) x[i] = i;
  for (int step = 0; step < 3; ++step) add<<<1, 4>>>(x, x + 4);
  cudaFree(x);
}
"""
    program = ran(tmp_path, main_cu=text)
    first, second, third = program.records.launches
    (before,) = first.before
    assert first.after is not None
    np.testing.assert_array_equal(program.floats(before.blob), np.arange(8))
    np.testing.assert_array_equal(program.floats(first.after[0].blob)[:4], [4, 6, 8, 10])
    assert second.before[0].blob == first.after[0].blob  # a content is kept once
    assert [argument.address - before.address for argument in third.arguments] == [0, 16]


LOOP = """
__global__ void step(int* x) { x[0] += 1; }
__global__ void other(int* x) { x[0] += 1; }
int main() {
  int* x; cudaMalloc(&x, 4096);
  for (int i = 0; i < 10; ++i) { step<<<1, 1>>>(x); other<<<1, 1>>>(x); }
}
"""


@pytest.mark.parametrize(
    ("plan", "taken", "skipped"),
    [
        (Plan(every=4), [1, 2, 9, 10, 17, 18], {"every": 14}),
        (Plan(most=2), [1, 2, 3, 4], {"most": 16}),
        (Plan(bytes=5 * 4096), [1, 2, 3], {"bytes": 17}),
    ],
)
def test_launches_are_sampled(tmp_path: Path, plan: Plan, taken: list[int], skipped: dict[str, int]) -> None:
    program = ran(tmp_path, plan=plan, main_cu=LOOP)
    assert [launch.number for launch in program.records.launches] == taken
    assert dict(program.records.skipped) == skipped
    assert program.records.made == 20


def test_variables_are_written_down_with_a_launch(tmp_path: Path) -> None:
    text = """
__device__ int total[2] = {7, 8};
__global__ void count(int* x) { total[0] += x[0]; }
int main() { int* x; cudaMallocManaged(&x, 4); *x = 2; count<<<1, 1>>>(x); }
"""
    built = ran(tmp_path, main_cu=text)
    (symbol,) = [variable for variable in built.built.variables if variable.name == "total"]
    (tmp_path / "again").mkdir()
    program = ran(tmp_path / "again", plan=Plan(variables=(Symbol("total", symbol.offset, 8),)), main_cu=text)
    (launch,) = program.records.launches
    assert launch.variables_after is not None
    before, after = launch.variables_before[0], launch.variables_after[0]
    assert np.frombuffer(program.records.blob(before.blob), np.int32).tolist() == [7, 8]
    assert np.frombuffer(program.records.blob(after.blob), np.int32).tolist() == [9, 8]


def test_several_files_with_shared_memory_and_a_launching_header(tmp_path: Path) -> None:
    program = ran(
        tmp_path,
        main_cu="""
#include "launch.h"
#include <cstdio>
extern "C" float host_part(float);
int main() { float* x; cudaMallocManaged(&x, 128); for (int i = 0; i < 32; ++i) x[i] = i; go(x, 32);
  std::printf("%g\\n", host_part(x[0])); }
""",
        launch_h="""
#pragma once
__global__ void reversed(float* x);
inline void go(float* x, int n) { reversed<<<1, n, n * sizeof(float)>>>(x); }
""",
        kernel_cu="""
extern __shared__ float tile[];
__device__ int last() { return blockDim.x - 1; }
__global__ void reversed(float* x) {
  tile[threadIdx.x] = x[threadIdx.x]; __syncthreads(); x[threadIdx.x] = tile[last() - threadIdx.x];
}
""",
        host_c="float host_part(float x) { return x + 1; }",
    )
    assert program.run.is_good, program.run.errors
    assert program.output == "32\n"


def test_a_program_that_crashes_keeps_what_it_launched(tmp_path: Path) -> None:
    text = """
#include <cstdio>
__global__ void ok(int* x) { x[0] = 1; }
__global__ void wild(int* x) { x[1ll << 40] = 1; }
int main() { int* x; cudaMalloc(&x, 4); ok<<<1, 1>>>(x); wild<<<1, 1>>>(x); std::puts("never"); }
"""
    program = ran(tmp_path, main_cu=text)
    assert program.run.ending == "died of SIGSEGV"
    assert not program.run.is_good
    assert "never" not in program.output
    assert [launch.after is None for launch in program.records.launches] == [False, True]


def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    text = """
__global__ void ok(int* x) { x[0] = 1; }
int main() { int* x; cudaMalloc(&x, 4); ok<<<1, 1>>>(x); volatile int on = 1; while (on) {} }
"""
    program = ran(tmp_path, seconds=1.0, main_cu=text)
    assert program.run.timed_out
    assert program.run.ending == "did not end within 1 s, and was stopped"
    assert len(program.records.launches) == 1


def test_arguments_and_output_reach_the_program(tmp_path: Path) -> None:
    text = (
        '#include <cstdio>\nint main(int n, char** a) { std::printf("%d %s\\n", n, a[2]); std::fputs("e\\n", stderr); }'
    )
    program = ran(tmp_path, arguments=("-x", "a b"), main_cu=text + "\n__global__ void unused() {}\n")
    assert program.output in ("3 a b\ne\n", "e\n3 a b\n")
    assert program.run.errors == "e\n"
    assert program.records.made == 0
