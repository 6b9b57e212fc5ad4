"""The twin of Ascend C's SIMT headers: kernels that are right run right, and what the cores do not do is caught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.run.ascendc_ports import entry
from transkernel.run.ascendc import AscendcRunner, mirrored
from transkernel.run.ascendc_simt import bounds_of, with_dynamic_memory
from transkernel.run.cuda_host import find_compiler
from transkernel.run.launch import Buffer, Launch, LaunchArgument, Outcome, Scalar

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="there is no C++ compiler")

_HEADER = '#include "simt_api/asc_simt.h"\n#include "simt_api/asc_fp16.h"\n'
Arguments = Mapping[str, NDArray[Any] | np.generic]


@pytest.fixture(scope="module")
def twin() -> Iterator[AscendcRunner]:
    with AscendcRunner("ascendc-simt-twin") as runner:
        yield runner


def _run(
    twin: AscendcRunner,
    text: str,
    arguments: Arguments,
    grid: tuple[int, int, int] = (1, 1, 1),
    block: tuple[int, int, int] = (64, 1, 1),
    shared: int = 0,
) -> Outcome:
    given: list[LaunchArgument] = [
        Buffer(key, value) if isinstance(value, np.ndarray) else Scalar(key, value) for key, value in arguments.items()
    ]
    launch = Launch("k", grid, block, tuple(given), shared_bytes=shared)
    return twin.run(_HEADER + text, entry("k", arguments, grid=False), launch)


def _said(twin: AscendcRunner, body: str, **more: Any) -> str:
    """What a kernel of that body, on integers `x`, is refused with."""
    x = np.zeros(64, np.int32)
    outcome = _run(twin, f"__global__ void k(int* x) {{\n{body}\n}}\n", {"x": x}, **more)
    assert outcome.status in ("run-fail", "compile-fail"), outcome
    return outcome.message


# ---------------------------------------------------------------- right ones

_SUM = """\
__aicore__ inline float block_sum(float value, float* parts) {
    value = asc_reduce_add(value);
    if (laneid() == 0)
        parts[threadIdx.x / warpSize] = value;
    asc_syncthreads();
    float sum = 0.0f;
    for (uint32_t i = 0; i < blockDim.x / warpSize; ++i)
        sum += parts[i];
    return sum;
}

// The last block adds up what the others left.
__global__ __launch_bounds__(2048) void k(const float* x, float* parts, uint32_t* done, float* total) {
    extern __ubuf__ float warps[];
    __ubuf__ uint32_t is_last;
    const float sum = block_sum(x[blockIdx.x * blockDim.x + threadIdx.x], warps);
    if (threadIdx.x == 0) {
        parts[blockIdx.x] = sum;
        asc_threadfence();
        is_last = asc_atomic_add(done, 1u) == gridDim.x - 1;
    }
    asc_syncthreads();
    if (is_last && threadIdx.x == 0) {
        for (uint32_t i = 0; i < gridDim.x; ++i)
            *total += parts[i];
    }
}
"""


def test_a_sum_over_blocks_in_both_orders(twin: AscendcRunner) -> None:
    x = np.arange(4 * 2048, dtype=np.float32) / 64
    arguments: Arguments = {"x": x, "parts": np.zeros(4, np.float32), "done": np.zeros(1, np.uint32)}
    for text in (_SUM, mirrored(_SUM)):
        given: Arguments = {**arguments, "total": np.zeros(1, np.float32)}
        outcome = _run(twin, text, given, (4, 1, 1), (2048, 1, 1), shared=256)
        assert outcome.status == "ok", outcome.message
        np.testing.assert_allclose(outcome.arrays["total"], x.sum(dtype=np.float64), rtol=1e-6)


_TRANSPOSE = """\
__global__ void k(const float* x, float* y, int width, int height) {
    __ubuf__ float tile[16][17];
    int column = blockIdx.x * 16 + threadIdx.x, row = blockIdx.y * 16 + threadIdx.y;
    if (column < width && row < height)
        tile[threadIdx.y][threadIdx.x] = x[row * width + column];
    asc_syncthreads();
    column = blockIdx.y * 16 + threadIdx.x, row = blockIdx.x * 16 + threadIdx.y;
    if (column < height && row < width)
        y[row * height + column] = tile[threadIdx.x][threadIdx.y];
}
"""


def test_a_transposition_through_shared_memory(twin: AscendcRunner) -> None:
    x = np.random.default_rng(1).random((37, 50), np.float32)
    arguments: Arguments = {"x": x, "y": np.zeros((50, 37), np.float32), "width": np.int32(50), "height": np.int32(37)}
    outcome = _run(twin, _TRANSPOSE, arguments, (4, 3, 1), (16, 16, 1))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["y"], x.T)


_HISTOGRAM = """\
__global__ __launch_bounds__(256) void k(const uint8_t* data, uint32_t* bins, int n) {
    __ubuf__ uint32_t mine[256];
    mine[threadIdx.x] = 0;
    asc_syncthreads();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
        asc_atomic_add(&mine[data[i]], 1u);
    asc_syncthreads();
    asc_atomic_add(&bins[threadIdx.x], mine[threadIdx.x]);
}
"""


def test_a_histogram(twin: AscendcRunner) -> None:
    data = np.random.default_rng(2).integers(0, 256, 5000, np.uint8)
    arguments: Arguments = {"data": data, "bins": np.zeros(256, np.uint32), "n": np.int32(5000)}
    outcome = _run(twin, _HISTOGRAM, arguments, (3, 1, 1), (256, 1, 1))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["bins"], np.bincount(data, minlength=256))


def test_lanes_that_are_not_here_have_no_value(twin: AscendcRunner) -> None:
    text = """\
__global__ void k(float* x) {
    const int lane = laneid();
    if (lane < 16)
        x[lane] = asc_shfl_down(1.0f, 8);
    x[16 + lane] = asc_ballot(lane < 8) == 255u ? asc_shfl_xor((float)lane, 1) : -1.0f;
}
"""
    outcome = _run(twin, text, {"x": np.zeros(48, np.float32)}, block=(32, 1, 1))
    assert outcome.status == "ok", outcome.message
    x = outcome.arrays["x"]
    np.testing.assert_array_equal(x[:8], 1)
    assert np.isnan(x[8:16]).all()
    np.testing.assert_array_equal(x[16:], np.arange(32) ^ 1)


def test_shared_memory_is_nobodys_at_first(twin: AscendcRunner) -> None:
    text = """\
__global__ void k(float* x) {
    __ubuf__ float mine[64];
    extern __ubuf__ float rest[];
    x[2 * threadIdx.x] = mine[threadIdx.x];
    x[2 * threadIdx.x + 1] = rest[threadIdx.x];
    mine[threadIdx.x] = rest[threadIdx.x] = 1.0f;
}
"""
    outcome = _run(twin, text, {"x": np.zeros(256, np.float32)}, (2, 1, 1), shared=256)
    assert outcome.status == "ok", outcome.message
    assert np.isnan(outcome.arrays["x"][:128]).all()


# ---------------------------------------------------------------- what is caught


@pytest.mark.parametrize("text", [_SUM, mirrored(_SUM)], ids=["first thread first", "last thread first"])
def test_a_thread_that_ends_without_a_barrier(twin: AscendcRunner, text: str) -> None:
    body = "if (threadIdx.x == 5) return;\nasc_syncthreads();\nx[threadIdx.x] = 1;"
    port = f"__global__ void k(int* x) {{\n{body}\n}}\n"
    outcome = _run(twin, port if text is _SUM else mirrored(port), {"x": np.zeros(64, np.int32)})
    assert outcome.status == "run-fail"
    assert "asc_syncthreads: 1 of 64 threads have ended without it" in outcome.message


def test_the_limits_of_a_launch(twin: AscendcRunner) -> None:
    assert _said(twin, "x[0] = 1;", block=(1025, 1, 1)) == "1025 threads: the kernel is bound to 1024 a block"
    assert _said(twin, "x[0] = 1;", grid=(65536, 1, 1)) == "65536 blocks: a grid has at most 65535"
    said = _said(twin, "extern __ubuf__ int s[];\ns[0] = 1;", shared=221188)
    assert said == "221188 bytes of shared memory: a core has 221184"
    static = _said(twin, "__ubuf__ int s[56000];\ns[threadIdx.x] = 1;\nasc_syncthreads();\nx[0] = s[x[1]];")
    assert static.endswith("bytes of shared memory: a core has 221184")


def test_writes_behind_the_dynamic_memory(twin: AscendcRunner) -> None:
    said = _said(twin, "extern __ubuf__ int s[];\ns[threadIdx.x] = x[threadIdx.x];", shared=252)
    assert said == "block (0,0,0): it writes behind its 252 bytes of dynamic shared memory"


def test_operands_that_functions_do_not_take(twin: AscendcRunner) -> None:
    assert "line 4: asc_shfl: a width of 12" in _said(twin, "x[0] = asc_shfl(x[0], 1, 12);")
    assert "line 4: asc_shfl_xor: a lane mask of 16, of lanes in 16s" in _said(
        twin, "x[0] = asc_shfl_xor(x[0], 16, 16);"
    )
    wide = "__ubuf__ int64_t s[1];\nasc_atomic_add(s, 1);\nx[0] = s[0];"
    assert "line 5: asc_atomic_add: 64 bits in the Unified Buffer" in _said(twin, wide)


def test_the_old_value_of_a_half_is_none(twin: AscendcRunner) -> None:
    text = "__global__ void k(half* x) { x[1] = asc_atomic_add(x, x[0]); }\n"
    outcome = _run(twin, text, {"x": np.array([1, 0], np.float16)}, block=(1, 1, 1))
    assert outcome.arrays["x"][0] == 2
    assert np.isnan(outcome.arrays["x"][1])


@pytest.mark.parametrize(
    "body",
    [
        "double d = 1;\nx[0] = (int)d;",
        "float f = x[0];\nx[0] = (int)(f * 0.1);",
        "__syncthreads();",
        "x[0] = __shfl_xor_sync(~0u, x[0], 1);",
        "atomicAdd(x, 1);",
        "__shared__ int s[2];",
        "float3 v = {1, 2, 3};\nx[0] = (int)v.x;",
        "short s = x[0];\nx[0] = asc_shfl(s, 1);",
        "uint8_t s[4];\nasc_atomic_or(s, 1);",
    ],
)
def test_what_threads_do_not_have_does_not_compile(twin: AscendcRunner, body: str) -> None:
    assert "error" in _said(twin, body)


# ---------------------------------------------------------------- the text


def test_dynamic_arrays_become_pointers_on_their_lines() -> None:
    text = "    extern __ubuf__ __align__(16) volatile float smem[];\n    extern __ubuf__ float* table[];\n"
    made = with_dynamic_memory(text)
    assert "volatile float* const smem = static_cast<volatile float*>(ascendc_twin::dynamic_memory());" in made
    assert "float** const table = static_cast<float**>(ascendc_twin::dynamic_memory());" in made
    assert made.count("\n") == text.count("\n")
    assert with_dynamic_memory("    __ubuf__ float tile[3];\n") == "    __ubuf__ float tile[3];\n"


def test_bounds_of_kernels() -> None:
    text = "__global__ __launch_bounds__(256) void a(int* x) {}\n__global__ void __launch_bounds__(32)\nb(int* x) {}\n"
    assert bounds_of(text + "__global__ void c(int* x) {}\n") == {"a": 256, "b": 32}
