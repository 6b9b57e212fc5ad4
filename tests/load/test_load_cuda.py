"""`transkernel.load` on CUDA: NVRTC's binaries, and the calls that a driver gets. The driver is a stand-in without a
GPU: it checks what it is given, and does what the few kernels here would do."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import transkernel as tk
from transkernel.load.module import Module
from transkernel.run import devices as devices_module
from transkernel.run import nvrtc
from transkernel.run.devices import find_devices
from transkernel.run.resident import cuda
from transkernel.run.resident.cuda_driver import DRIVER_VARIABLE

pytestmark = [
    pytest.mark.skipif(bool(nvrtc.why_not()), reason=nvrtc.why_not() or "NVRTC is here"),
    pytest.mark.skipif(shutil.which("g++") is None, reason="no C++ compiler makes the stand-in"),
]

SOURCE = """
#include <cstdio>
#include <vector>
#include <torch/extension.h>
#include "host.h"
__constant__ float weights[3] = {1.0f, 2.0f, 3.0f};
__device__ int calls;
struct Job { float* p; int n; float by; };
constexpr int twice(int n) { return 2 * n; }

__global__ void saxpy(int n, float a, const float* x, float* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = a * x[i] + y[i];
}
template <typename T, int N> __global__ void scale(T* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) x[i] *= N;
}
__global__ void weigh(float* y) {
    if (threadIdx.x < 3) y[threadIdx.x] = weights[threadIdx.x];
    if (threadIdx.x == 0) calls += 1;
}
__global__ void grow(Job job) {
    if (threadIdx.x < job.n) job.p[threadIdx.x] += job.by;
}
__global__ void fault(float* x) { x[twice(1 << 20)] = 1; }

std::vector<float> host(int n) { std::vector<float> made(n); printf("%d", n); return made; }
void launch(float* x, int n) { scale<float, 3><<<1, 32>>>(x, n); }
"""
HEADER = "#pragma once\n#include <string>\ninline std::string named(int n) { return std::to_string(n); }\n"


SAXPY = "__global__ void saxpy(int n, float a, const float* x, float* y) { y[0] += a * x[0]; }"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("driver") / "libcuda.so"
    source = Path(__file__).with_name("cuda_driver.cpp")
    subprocess.run(["g++", "-shared", "-fPIC", "-O1", "-o", made, source], check=True, timeout=120)
    return made


@pytest.fixture
def driver(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ctypes.CDLL]:
    monkeypatch.setenv(DRIVER_VARIABLE, str(library))
    monkeypatch.setenv("XDG_CACHE_HOME", str(library.parent))  # what devices there are
    monkeypatch.setenv("TRANSKERNEL_CACHE", str(tmp_path / "cache"))
    standin = ctypes.CDLL(str(library))
    standin.standin_launches.restype = ctypes.c_char_p
    yield standin
    standin.standin_reset()
    cuda._opened.cache_clear()


def launches(driver: ctypes.CDLL) -> list[str]:
    return str(driver.standin_launches().decode()).splitlines()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "host.h").write_text(HEADER)
    (tmp_path / "kernels.cu").write_text(SOURCE)
    return tmp_path / "kernels.cu"


@pytest.fixture
def module(driver: ctypes.CDLL, source: Path) -> Module:
    return tk.load(source, fallback="error")


def numbers(count: int) -> np.ndarray:
    return np.arange(count, dtype=np.float32)


def test_cuda_comes_first(module: Module) -> None:
    assert module.device == "nvidia"
    found = next(each for each in find_devices() if each.id == "nvidia")
    assert (found.usable, found.name, found.driver) == (True, "Stand-in GPU", "CUDA 12.4")
    assert module.device_ids()[0] == "nvidia"


@pytest.mark.parametrize("wanted", ["cuda", "gpu", "nvidia"])
def test_cuda_by_its_names(driver: ctypes.CDLL, source: Path, wanted: str) -> None:
    assert tk.load(source, wanted).device == "nvidia"


def test_a_launch_on_numpy_arrays(module: Module, driver: ctypes.CDLL) -> None:
    x, y = numbers(1000), np.ones(1000, np.float32)
    module.saxpy[(2, 3, 4), (32, 2, 1), 64](1000, 2.5, x, y)
    np.testing.assert_array_equal(y, 2.5 * numbers(1000) + 1)
    np.testing.assert_array_equal(x, numbers(1000))
    assert launches(driver) == ["_Z5saxpyifPKfPf 2,3,4 32,2,1 64"]


def test_arrays_stay_on_the_device_and_are_freed(module: Module, driver: ctypes.CDLL) -> None:
    x, y = module.array(numbers(8)), module.array(np.zeros(8, np.float32))
    for _ in range(3):
        module.saxpy[1, 32](8, 1.0, x, y)
    module.synchronize()
    np.testing.assert_array_equal(y.numpy(), 3 * numbers(8))
    before = driver.standin_buffers()
    del x, y
    assert driver.standin_buffers() == before - 2


def test_buffers_of_a_launch_are_kept_for_the_next(module: Module, driver: ctypes.CDLL) -> None:
    x, y = numbers(8), numbers(8)
    module.saxpy[1, 32](8, 1.0, x, y)
    before = driver.standin_buffers()
    module.saxpy[1, 32](8, 1.0, x, y)
    assert driver.standin_buffers() == before


def test_one_array_twice_is_one_memory(module: Module) -> None:
    x = numbers(8)
    module.saxpy[1, 32](8, 1.0, x, x)
    np.testing.assert_array_equal(x, 2 * numbers(8))


def test_an_instance_of_a_template(module: Module, driver: ctypes.CDLL) -> None:
    x = numbers(8)
    module["scale<float, 3>"][1, 32](x, 8)
    np.testing.assert_array_equal(x, 3 * numbers(8))
    assert launches(driver) == ["_Z5scaleIfLi3EEvPT_i 1,1,1 32,1,1 0"]


def test_variables_go_in_and_out(module: Module) -> None:
    y = np.zeros(3, np.float32)
    module.weigh[1, 32](y)
    np.testing.assert_array_equal(y, [1, 2, 3])
    module.variables["weights"] = [4, 5, 6]
    module.weigh[1, 32](y)
    np.testing.assert_array_equal(y, [4, 5, 6])
    assert module.variables["calls"] == 2


def test_a_pointer_in_a_struct(module: Module) -> None:
    x = numbers(5)
    module.grow[1, 32]({"p": x, "n": 5, "by": 2.0})
    np.testing.assert_array_equal(x, numbers(5) + 2)


def test_a_kernel_without_a_port_runs_there(driver: ctypes.CDLL) -> None:
    recursive = """
    __device__ int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
    __global__ void factorials(int* y) { y[threadIdx.x] = factorial(threadIdx.x); }
    """
    y = np.zeros(4, np.int32)
    tk.load(recursive, fallback="error").factorials[1, 4](y)
    assert y.tolist() == [1, 1, 2, 6]


def test_a_kernel_in_a_namespace(driver: ctypes.CDLL) -> None:
    text = "\nnamespace a { namespace { namespace b { " + SAXPY + " } } }"
    x, y = numbers(8), numbers(8)
    tk.load(text, fallback="error").saxpy[1, 32](8, 1.0, x, y)
    np.testing.assert_array_equal(y, 2 * numbers(8))


# --- what goes wrong


def test_no_memory(module: Module) -> None:
    with pytest.raises(MemoryError, match="CUDA_ERROR_OUT_OF_MEMORY"):
        module.array(np.lib.stride_tricks.as_strided(np.zeros(1, np.uint8), (2 << 30,), (0,)))


def test_an_illegal_address(module: Module) -> None:
    with pytest.raises(RuntimeError, match=r"fault on nvidia: CUDA_ERROR_ILLEGAL_ADDRESS: said by the stand-in"):
        module.fault[1, 1](numbers(4))
    with pytest.raises(RuntimeError, match="nvidia: CUDA_ERROR_ILLEGAL_ADDRESS"):
        module.synchronize()


def test_a_null_pointer_reaches_the_kernel_as_null(module: Module) -> None:
    with pytest.raises(RuntimeError, match="ILLEGAL_ADDRESS"):
        module.saxpy[1, 1](1, 1.0, None, numbers(1))


def test_no_gpu(driver: ctypes.CDLL, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDIN_HAS_NO_GPU", "1")
    found = devices_module._nvidia(60.0)
    assert found.reason == "NVIDIA's driver finds no GPU (cuInit says 100)"


def test_no_compiler(driver: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices_module, "why_not", lambda: "NVRTC is not here")
    found = devices_module._nvidia(60.0)
    assert (found.reason, found.remedy) == ("NVRTC is not here", "pip install 'transkernel[nvrtc]'")


@pytest.mark.parametrize(
    ("block", "shared", "why"),
    [
        (1024, 0, "a block of 1024 threads; this kernel runs with up to 512 there"),
        (32, 99990, "100006 bytes of shared"),
    ],
)
def test_beyond_the_device(module: Module, block: int, shared: int, why: str) -> None:
    with pytest.raises(tk.CannotRun, match=why):
        module.saxpy[1, block, shared](1, 1.0, numbers(1), numbers(1))


def test_more_dynamic_shared_memory_is_asked_for(module: Module, driver: ctypes.CDLL) -> None:
    for shared in (90_000, 100, 60_000):
        module.saxpy[1, 32, shared](1, 1.0, numbers(1), numbers(1))
    assert [line.split()[-1] for line in launches(driver)] == ["90000", "100", "60000"]


def test_what_nvrtc_refuses_runs_on_the_next_device(driver: ctypes.CDLL) -> None:
    text = """
    #include "not_there.h"
    __global__ void copy(const int* x, int* y) { y[threadIdx.x] = x[threadIdx.x]; }
    """
    x, y = np.arange(4, dtype=np.int32), np.zeros(4, np.int32)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        tk.load(text).copy[1, 4](x, y)
    assert y.tolist() == [0, 1, 2, 3]
    assert "copy does not run on nvidia" in str(said[0].message)
    assert "not_there.h" in str(said[0].message)


# --- kept on disk


def test_what_was_compiled_is_kept(
    driver: ctypes.CDLL, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[nvrtc.Request] = []

    def recorded(request: nvrtc.Request) -> tuple[bytes, dict[str, str]]:
        compiled.append(request)
        return nvrtc.compiled(request)

    monkeypatch.setattr(cuda, "compiled", recorded)

    def load_and_launch() -> int:
        cuda._opened.cache_clear()  # as another process would begin
        before, y = len(compiled), np.zeros(4, np.float32)
        tk.load(source, fallback="error").saxpy[1, 32](4, 1.0, numbers(4), y)
        assert y.tolist() == [0, 1, 2, 3]
        return len(compiled) - before

    assert [load_and_launch(), load_and_launch()] == [1, 0]
    (tmp_path / "host.h").write_text(HEADER + "#define CHANGED\n")
    assert [load_and_launch(), load_and_launch()] == [1, 0]
    for file in (tmp_path / "cache" / "cuda").glob("*.bin"):
        file.write_bytes(b"{}\nspoiled")
    assert load_and_launch() == 1


def test_a_gpu_that_nvrtc_does_not_know_gets_ptx() -> None:
    toolkit = nvrtc.find_toolkit()
    assert toolkit is not None
    request = nvrtc.Request(toolkit, "__global__ void k(int* x) { *x = 1; }", "k.cu", (99, 9), expressions=("k",))
    binary, names = nvrtc.compiled(request)
    assert b".version" in binary
    assert names == {"k": "_Z1kPi"}
