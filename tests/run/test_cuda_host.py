"""CUDA text on the CPU: how kernels run, what is told of those that fail, and what the compiler says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from transkernel.run.cuda_host import CudaHost, Order, find_compiler
from transkernel.run.cuda_host_text import included_first, is_without_host_code
from transkernel.run.launch import Buffer, Launch, Limits, Outcome, Scalar, StructValue, Wanted
from transkernel.source import SourceFile

pytestmark = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")


@pytest.fixture(scope="module")
def host() -> Iterator[CudaHost]:
    with CudaHost() as started:
        yield started


def launch(kernel: str, grid: int, block: int, *arguments: Any, **more: Any) -> Launch:
    return Launch(kernel, (grid, 1, 1), (block, 1, 1), tuple(arguments), **more)


def result(outcome: Outcome, name: str) -> np.ndarray:
    assert outcome.status == "ok", outcome.message
    assert not outcome.guard_hits
    return outcome.arrays[name]


def floats(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


SAXPY = """
#include <cuda_runtime.h>
__global__ void saxpy(int n, float a, const float* __restrict__ x, float* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}
"""


@pytest.mark.parametrize("n", [1000, 1, 0])
def test_saxpy(host: CudaHost, n: int) -> None:
    x, y = floats(n, 1), floats(n, 2)
    arguments = Scalar("n", np.int32(n)), Scalar("a", np.float32(2.5)), Buffer("x", x), Buffer("y", y)
    outcome = host.run(SAXPY, launch("saxpy", 4, 256, *arguments))
    np.testing.assert_array_equal(result(outcome, "y"), np.float32(2.5) * x + y)
    np.testing.assert_array_equal(result(outcome, "x"), x)


def test_contraction_is_off_unless_asked_for(host: CudaHost) -> None:
    x = np.full(4, 1 + 2.0**-12, np.float32)
    text = "__global__ void f(const float* x, float* y) { int i = threadIdx.x; y[i] = x[i] * x[i] - 1.0f; }"
    arguments = Buffer("x", x), Buffer("y", np.zeros(4, np.float32))
    separate = result(host.run(text, launch("f", 1, 4, *arguments)), "y")
    fused = result(host.run(text, launch("f", 1, 4, *arguments), contract=True), "y")
    np.testing.assert_array_equal(separate, x * x - np.float32(1))
    np.testing.assert_array_equal(fused, (np.float64(x) * x - 1).astype(np.float32))
    assert (separate != fused).all()


REDUCE = """
template <class T, int N>
__global__ void reduce(const T* x, T* sums, int n) {
  __shared__ T part[N];
  int i = blockIdx.x * N + threadIdx.x;
  part[threadIdx.x] = i < n ? x[i] : T(0);
  __syncthreads();
  for (int half = N / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) part[threadIdx.x] += part[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) sums[blockIdx.x] = part[0];
}
"""


@pytest.mark.parametrize(
    ("kernel", "block", "dtype"), [("reduce<int, 256>", 256, np.int32), ("reduce<double, 64>", 64, np.float64)]
)
def test_block_reduction_of_a_template(host: CudaHost, kernel: str, block: int, dtype: type) -> None:
    n, blocks = 1000, -(-1000 // block)
    x: np.ndarray = np.arange(n).astype(dtype)
    arguments = Buffer("x", x), Buffer("sums", np.zeros(blocks, dtype)), Scalar("n", np.int32(n))
    padded: np.ndarray = np.zeros(blocks * block, dtype)
    padded[:n] = x
    sums = result(host.run(REDUCE, launch(kernel, blocks, block, *arguments)), "sums")
    np.testing.assert_array_equal(sums, padded.reshape(blocks, block).sum(1))


def test_warp_shuffles_reduce_scan_and_vote(host: CudaHost) -> None:
    text = """
    __global__ void warp(const int* x, int* sum, int* scan, unsigned* odd, int* swapped) {
      int i = blockIdx.x * blockDim.x + threadIdx.x, lane = threadIdx.x % 32, v = x[i], s = v;
      for (int d = 16; d; d >>= 1) v += __shfl_down_sync(0xffffffff, v, d);
      if (lane == 0) sum[i / 32] = v;
      for (int d = 1; d < 32; d <<= 1) { int t = __shfl_up_sync(~0u, s, d); if (lane >= d) s += t; }
      scan[i] = s;
      odd[i] = __ballot_sync(~0u, x[i] & 1);
      swapped[i] = __shfl_xor_sync(~0u, x[i], 1, 8);
      if (lane < 16) swapped[i] += __shfl_sync(0x0000ffff, x[i], 0) * 0;
    }"""
    x = np.random.default_rng(3).integers(0, 1000, 256, dtype=np.int32)
    names = [("sum", 8, np.int32), ("scan", 256, np.int32), ("odd", 256, np.uint32), ("swapped", 256, np.int32)]
    arguments = [Buffer("x", x), *(Buffer(name, np.zeros(size, dtype)) for name, size, dtype in names)]
    for order in ("ascending", "descending"):
        outcome = host.run(text, launch("warp", 2, 128, *arguments), order=order)
        warps = x.reshape(8, 32)
        np.testing.assert_array_equal(result(outcome, "sum"), warps.sum(1))
        np.testing.assert_array_equal(result(outcome, "scan"), warps.cumsum(1).ravel())
        np.testing.assert_array_equal(result(outcome, "odd"), np.repeat(((warps & 1) << np.arange(32)).sum(1), 32))
        np.testing.assert_array_equal(result(outcome, "swapped"), x.reshape(-1, 2)[:, ::-1].ravel())


def test_divergent_lanes_meet_by_mask_and_without_one(host: CudaHost) -> None:
    text = """
    __global__ void f(unsigned* active, int* sum, unsigned* same) {
      int lane = threadIdx.x;
      if (lane % 3 == 0) {
        unsigned mask = __activemask();
        active[lane] = mask;
        sum[lane] = __reduce_add_sync(mask, lane);
      } else {
        sum[lane] = __shfl(lane, 1);  // of the lanes that came, lane 1 is one
      }
      __syncthreads();
      same[lane] = __match_any_sync(~0u, lane / 5);
    }"""
    zeros = [
        Buffer("active", np.zeros(32, np.uint32)),
        Buffer("sum", np.zeros(32, np.int32)),
        Buffer("same", np.zeros(32, np.uint32)),
    ]
    outcome = host.run(text, launch("f", 1, 32, *zeros))
    lanes = np.arange(32)
    third = lanes % 3 == 0
    np.testing.assert_array_equal(result(outcome, "active"), np.where(third, (1 << lanes[third]).sum(), 0))
    np.testing.assert_array_equal(result(outcome, "sum"), np.where(third, lanes[third].sum(), 1))
    groups = [sum(1 << int(other) for other in lanes if other // 5 == lane // 5) for lane in lanes]
    np.testing.assert_array_equal(result(outcome, "same"), groups)


def test_dynamic_shared_memory_under_two_names_is_one_place(host: CudaHost) -> None:
    text = """
    namespace deep {
    __device__ float first() { extern __shared__ __align__(16) unsigned char bytes[]; return ((float*)bytes)[0]; }
    }
    __global__ void f(float* y) {
      extern __shared__ float values[];
      values[threadIdx.x] = threadIdx.x + 7;
      __syncthreads();
      y[threadIdx.x] = deep::first() + values[blockDim.x - 1 - threadIdx.x];
    }"""
    outcome = host.run(text, launch("f", 1, 64, Buffer("y", np.zeros(64, np.float32)), shared_bytes=256))
    np.testing.assert_array_equal(result(outcome, "y"), 7 + 63 - np.arange(64) + 7)


def test_shared_memory_starts_poisoned_and_its_overflow_is_counted(host: CudaHost) -> None:
    text = """
    __global__ void f(unsigned* y, int past) {
      extern __shared__ unsigned dynamic[];
      __shared__ unsigned fixed[2];
      y[0] = fixed[0]; y[1] = dynamic[3];
      fixed[0] = 5; dynamic[past] = 5;
    }"""
    arguments = Buffer("y", np.zeros(2, np.uint32)), Scalar("past", np.int32(3))
    outcome = host.run(text, launch("f", 3, 1, *arguments, shared_bytes=16), limits=Limits(cores=1))
    np.testing.assert_array_equal(result(outcome, "y"), [0xFFFDFFFD, 0xFFFDFFFD])
    outcome = host.run(text, launch("f", 1, 1, arguments[0], Scalar("past", np.int32(4)), shared_bytes=16))
    assert outcome.guard_hits == {"__shared__": 4}


def test_atomics_from_many_blocks(host: CudaHost) -> None:
    text = """
    __device__ unsigned done;
    __global__ void f(int* count, float* total, unsigned long long* most, unsigned* last, unsigned* turn) {
      atomicAdd(count, 1); atomicAdd(total, 1.0f);
      atomicMax(most, (unsigned long long)(blockIdx.x * blockDim.x + threadIdx.x) << 20);
      atomicInc(turn, 6);
      __threadfence();
      if (atomicAdd(&done, 1) == gridDim.x * blockDim.x - 1) *last = done;
    }"""
    names = [("count", np.int32), ("total", np.float32), ("most", np.uint64), ("last", np.uint32), ("turn", np.uint32)]
    arguments = [Buffer(name, np.zeros(1, dtype)) for name, dtype in names]
    for _ in range(2):  # `done` starts at zero in every launch
        outcome = host.run(text, launch("f", 100, 64, *arguments), limits=Limits(cores=4))
        values = [result(outcome, name)[0] for name, _ in names]
        assert values == [6400, 6400.0, 6399 << 20, 6400, 6400 % 7]


def test_struct_by_value_with_a_pointer_inside_and_vectors(host: CudaHost) -> None:
    text = """
    struct Scale { float by; short shift; float* to; double bias; };
    __global__ void f(Scale s, float3 v, uchar4 c) {
      s.to[threadIdx.x] = s.by * threadIdx.x + s.shift + s.bias + v.z + c.w;
    }"""
    data = np.zeros(1, np.dtype([("by", "f4"), ("shift", "i2"), ("to", "u8"), ("bias", "f8")], align=True))
    data["by"], data["shift"], data["bias"] = 2, -3, 0.5
    scale = StructValue("s", data.tobytes(), ((8, Buffer("to", np.zeros(8, np.float32))),))
    vectors = Scalar("v", np.array([1, 2, 100], np.float32)), Scalar("c", np.array([1, 2, 3, 200], np.uint8))
    outcome = host.run(text, launch("f", 1, 8, scale, *vectors))
    np.testing.assert_array_equal(result(outcome, "to"), 2 * np.arange(8) - 3 + 0.5 + 100 + 200)


def test_symbols_are_set_and_read_back(host: CudaHost) -> None:
    text = """
    __constant__ float weights[3];
    namespace counts { static __device__ int calls[2] = {10, 20}; }
    __global__ void f(float* y) { y[threadIdx.x] = weights[threadIdx.x]; atomicAdd(&counts::calls[1], 1); }"""
    weights, calls = np.array([1, 2, 4], np.float32), np.array([5, 6], np.int32)
    given = launch(
        "f",
        1,
        3,
        Buffer("y", np.zeros(3, np.float32)),
        symbols=(Buffer("weights", weights), Buffer("counts::calls", calls)),
    )
    outcome = host.run(text, given)
    np.testing.assert_array_equal(result(outcome, "y"), weights)
    np.testing.assert_array_equal(result(outcome, "counts::calls"), [5, 9])
    wrong = launch("f", 1, 3, Buffer("y", np.zeros(3, np.float32)), symbols=(Buffer("weights", weights[:2]),))
    assert host.run(text, wrong).message == "weights is 12 bytes, the launch gives 8"


def test_early_return_before_a_barrier_and_a_two_dimensional_block(host: CudaHost) -> None:
    text = """
    __global__ void transpose(const int* x, int* y, int* alive, int n) {
      __shared__ int tile[8][9];
      int column = blockIdx.x * 8 + threadIdx.x, row = blockIdx.y * 8 + threadIdx.y;
      if (column >= n) return;
      if (row < n) tile[threadIdx.y][threadIdx.x] = x[row * n + column];
      int count = __syncthreads_count(row < n);
      if (row < n) y[column * n + row] = tile[threadIdx.y][threadIdx.x];
      if (threadIdx.x == 0 && threadIdx.y == 0) alive[blockIdx.y * gridDim.x + blockIdx.x] = count;
    }"""
    n = 19
    x = np.arange(n * n, dtype=np.int32).reshape(n, n)
    arguments = (
        Buffer("x", x),
        Buffer("y", np.zeros_like(x)),
        Buffer("alive", np.zeros(9, np.int32)),
        Scalar("n", np.int32(n)),
    )
    outcome = host.run(text, Launch("transpose", (3, 3, 1), (8, 8, 1), arguments))
    np.testing.assert_array_equal(result(outcome, "y"), x.T)
    np.testing.assert_array_equal(result(outcome, "alive"), np.outer([8, 8, 3], [8, 8, 3]).ravel())


def test_cooperative_groups(host: CudaHost) -> None:
    text = """
    #include <cooperative_groups.h>
    #include <cooperative_groups/reduce.h>
    namespace cg = cooperative_groups;
    struct Pair { double value; int at; };
    __global__ void f(const int* x, int* sums, int* picked) {
      cg::thread_block block = cg::this_thread_block();
      auto tile = cg::tiled_partition<8>(block);
      int sum = cg::reduce(tile, x[block.thread_rank()], cg::plus<int>());
      auto half = cg::tiled_partition<4>(tile);
      if (half.meta_group_size() != 2 || half.meta_group_rank() != threadIdx.x / 4 % 2) sum = -1;
      if (tile.thread_rank() == 0) sums[tile.meta_group_rank()] = sum;
      Pair pair = tile.shfl(Pair{double(threadIdx.x), int(threadIdx.x)}, 3);
      block.sync();
      if (threadIdx.x % 2) picked[threadIdx.x] = cg::coalesced_threads().thread_rank();
      else picked[threadIdx.x] = pair.value == pair.at ? pair.at : -1;
    }"""
    x = np.arange(64, dtype=np.int32) ** 2
    arguments = Buffer("x", x), Buffer("sums", np.zeros(8, np.int32)), Buffer("picked", np.zeros(64, np.int32))
    outcome = host.run(text, launch("f", 1, 64, *arguments))
    np.testing.assert_array_equal(result(outcome, "sums"), x.reshape(8, 8).sum(1))
    lanes = np.arange(64)
    np.testing.assert_array_equal(result(outcome, "picked"), np.where(lanes % 2, lanes % 32 // 2, lanes // 8 * 8 + 3))


def test_printf_is_captured(host: CudaHost) -> None:
    text = '#include <stdio.h>\n__global__ void f(int n) { printf("%d of %d\\n", threadIdx.x, n); }'
    outcome = host.run(text, launch("f", 1, 2, Scalar("n", np.int32(9))), order="descending")
    assert (outcome.status, outcome.output) == ("ok", "1 of 9\n0 of 9\n")


def test_writes_outside_a_buffer_are_counted(host: CudaHost) -> None:
    text = "__global__ void f(int* y, char* z) { y[threadIdx.x + 1] = 1; z[-1] = 1; }"
    outcome = host.run(text, launch("f", 1, 4, Buffer("y", np.zeros(4, np.int32)), Buffer("z", np.zeros(3, np.int8))))
    assert outcome.status == "ok"
    assert outcome.guard_hits == {"y": 4, "z": 1}
    np.testing.assert_array_equal(outcome.arrays["y"], [0, 1, 1, 1])


FAILING = {
    "segfault": ("*(volatile int*)nullptr = 1;", "SIGSEGV"),
    "trap": ("if (threadIdx.x == 3) __trap();", "block (0,0,0) thread (3,0,0): __trap()"),
    "assert": ("assert(threadIdx.x < 2);", "assertion `threadIdx.x < 2' failed"),
    "deadlock": (
        "if (threadIdx.x & 1) __syncthreads(); else __syncwarp();",
        "16 threads wait at __syncthreads; lanes 0x55555555 of warp 0 wait in __syncwarp for lanes 0xaaaaaaaa",
    ),
    "wrong mask": ("y[0] = __shfl_sync(1, 5, 0);", "the calling lane 1 is not"),
    "mixed operations": (
        "y[0] = threadIdx.x ? __any_sync(~0u, 1) : __all_sync(~0u, 1);",
        "meet in __all_sync and in __any_sync",
    ),
    "stack overflow": ("y[0] = too_deep(y[0]);", "SIGSEGV"),
    "grid barrier": ("cooperative_groups::this_grid().sync();", "grid-wide"),
}


FAILING_KERNEL = "\n".join(
    [
        "#include <assert.h>\n#include <cooperative_groups.h>",
        "__device__ __noinline__ int too_deep(int i) { volatile char big[4 << 20]; big[i] = 1; return big[i]; }",
        "__global__ void f(int* y, int what) { switch (what) {",
        *(f"case {number}: {{ {body} break; }}" for number, (body, _) in enumerate(FAILING.values())),
        "default: y[0] = 7; } }",
    ]
)


@pytest.mark.parametrize("what", FAILING)
def test_a_failing_kernel_is_told_and_the_next_run_works(host: CudaHost, what: str) -> None:
    def run(number: int) -> Outcome:
        arguments = Buffer("y", np.zeros(1, np.int32)), Scalar("what", np.int32(number))
        return host.run(FAILING_KERNEL, launch("f", 1, 32, *arguments))

    failed = run(list(FAILING).index(what))
    assert failed.status == "run-fail"
    assert FAILING[what][1] in failed.message
    assert result(run(-1), "y") == 7


def test_a_hang_is_a_timeout(host: CudaHost) -> None:
    text = "__global__ void f(volatile int* y) { while (y[0] == 0); }"
    given = launch("f", 1, 1, Buffer("y", np.zeros(1, np.int32)))
    outcome = host.run(text, given, limits=Limits(wall_seconds=1.5))
    assert outcome.status == "timeout"


def test_a_compile_error_names_the_users_file_and_line(host: CudaHost, tmp_path: Path) -> None:
    file = SourceFile("kernels/broken.cu", "// one\n__global__ void f(int* y) {\n  y[0] = undeclared;\n}\n")
    outcome = host.run(file, launch("f", 1, 1, Buffer("y", np.zeros(1, np.int32))))
    assert outcome.status == "compile-fail"
    assert "kernels/broken.cu:3:10: error: 'undeclared' was not declared" in outcome.message
    missing = host.run(SAXPY, launch("daxpy", 1, 1))
    assert missing.status == "compile-fail"
    assert "(launch of daxpy)" in missing.message


def test_a_launch_that_does_not_fit_the_kernel_is_told(host: CudaHost) -> None:
    x = Buffer("x", np.zeros(4, np.float32))
    short = host.run(SAXPY, launch("saxpy", 1, 1, x))
    assert (short.status, short.message) == ("run-fail", "saxpy takes 4 arguments, the launch gives 1")
    wrong = host.run(SAXPY, launch("saxpy", 1, 1, Scalar("n", np.int64(4)), Scalar("a", np.float32(1)), x, x))
    assert wrong.message == "parameter 1 of saxpy is an integer of 4 bytes, n is an integer of 8 bytes"
    wrong = host.run(SAXPY, launch("saxpy", 1, 1, Scalar("n", np.int32(4)), Scalar("a", np.int32(1)), x, x))
    assert wrong.message == "parameter 2 of saxpy is a floating-point number of 4 bytes, a is an integer of 4 bytes"
    large = host.run(SAXPY, launch("saxpy", 1, 1025, Scalar("n", np.int32(4)), Scalar("a", np.float32(1)), x, x))
    assert "at most 1024 threads" in large.message


PROGRAM = """
#include <cstdio>
#include <cuda_runtime.h>
#include "steps.cuh"
#define CHECK(call) \\
  do { cudaError_t e = (call); if (e != cudaSuccess) { puts(cudaGetErrorString(e)); return 1; } } while (0)
template <int N> __global__ void twice(int* x) { x[threadIdx.x] *= N; }
int main(int argc, char** argv) {
  int* x; cudaStream_t stream; cudaEvent_t event;
  CHECK(cudaMalloc(&x, 32 * sizeof(int)));
  CHECK(cudaStreamCreate(&stream)); CHECK(cudaEventCreate(&event));
  twice<2><<<dim3(1, 1), 32, 0, stream>>>(x);  // <<< in a comment
  step(x); CHECK(cudaGetLastError()); CHECK(cudaDeviceSynchronize());
  return cudaFree(x);
}
"""


HEADER = """
#pragma once
__global__ void add(int* x, int n) { x[threadIdx.x] += n; }
inline void step(int* x) { add<<<1, 32>>>(x, STEP); }
"""


def test_a_program_with_a_main_and_launches_in_it_and_in_a_header(host: CudaHost, tmp_path: Path) -> None:
    header = tmp_path / "steps.cuh"
    header.write_text(HEADER)
    (tmp_path / "program.cu").write_text(PROGRAM)
    arguments = Buffer("x", np.arange(32, dtype=np.int32)), Scalar("n", np.int32(4))
    outcome = host.run(tmp_path / "program.cu", launch("add", 1, 32, *arguments), defines=["STEP=3"])
    np.testing.assert_array_equal(result(outcome, "x"), np.arange(32) + 4)
    header.write_text(header.read_text().replace("+= n", "-= n"))  # the cache must see it
    outcome = host.run(tmp_path / "program.cu", launch("add", 1, 32, *arguments), defines=["STEP=3"])
    np.testing.assert_array_equal(result(outcome, "x"), np.arange(32) - 4)


def test_a_host_function_of_the_same_name_is_not_the_kernel(host: CudaHost) -> None:
    text = """
    __global__ void fill(float* x, int n) { for (int i = threadIdx.x; i < n; i += blockDim.x) x[i] = 3.0f; }
    __global__ void none() {}
    void none(int threads) { none<<<1, threads>>>(); }
    void fill(float* x, int n, int threads) { fill<<<1, threads>>>(x, n); }
    """
    filled = host.run(text, launch("fill", 1, 2, Buffer("x", np.zeros(5, np.float32)), Scalar("n", np.int32(4))))
    assert result(filled, "x").tolist() == [3, 3, 3, 3, 0]
    assert host.run(text, launch("none", 1, 1)).status == "ok"


def test_host_code_may_ask_for_the_device_and_for_the_headers(host: CudaHost) -> None:
    text = """
    #if !defined(__DRIVER_TYPES_H__) || !defined(__CUDA_RUNTIME_H__)
    #error NVIDIA's samples ask for these names
    #endif
    size_t describe(cudaDeviceProp p) { return p.totalConstMem + p.memPitch + p.textureAlignment + p.deviceOverlap; }
    int clock_rate() { int v; cudaDeviceGetAttribute(&v, cudaDevAttrClockRate, 0); return v; }
    __global__ void one(int* x) { *x = 1; }
    """
    outcome = host.run(text, launch("one", 1, 1, Buffer("x", np.zeros(1, np.int32))))
    assert result(outcome, "x").tolist() == [1]


def test_include_folders(host: CudaHost, tmp_path: Path) -> None:
    (tmp_path / "constants.h").write_text("#define SEVEN 7\n")
    text = "#include <constants.h>\n__global__ void f(int* y) { y[0] = SEVEN; }"
    given = launch("f", 1, 1, Buffer("y", np.zeros(1, np.int32)))
    assert result(host.run(text, given, include_dirs=[tmp_path]), "y") == 7
    assert "constants.h: No such file" in host.run(text, given).message


def test_the_order_of_threads_shows_a_race(host: CudaHost) -> None:
    text = """
    __global__ void f(int* y) {
      __shared__ int v[64];
      v[threadIdx.x] = threadIdx.x;
      BARRIER
      y[threadIdx.x] = v[(threadIdx.x + 1) % 64];
    }"""
    given = launch("f", 1, 64, Buffer("y", np.zeros(64, np.int32)))

    def both(barrier: str) -> list[np.ndarray]:
        orders: tuple[Order, ...] = ("ascending", "descending")
        return [result(host.run(text, given, defines=[f"BARRIER={barrier}"], order=order), "y") for order in orders]

    racy, sound = both(""), both("__syncthreads();")
    assert (racy[0] != racy[1]).any()
    np.testing.assert_array_equal(sound[0], sound[1])
    np.testing.assert_array_equal(sound[0], (np.arange(64) + 1) % 64)


def test_a_library_is_built_once(host: CudaHost) -> None:
    text = f"__global__ void f(int* y) {{ y[0] = 12321; }}  // {uuid4()}, which no cache has"
    given = launch("f", 1, 1, Buffer("y", np.zeros(1, np.int32)))
    first, second = host.run(text, given), host.run(text, given)
    assert second.build_seconds < first.build_seconds / 5


def test_kernels_of_one_text_are_built_together(host: CudaHost) -> None:
    text = """
    __device__ int calls = 40;
    template <class T> __global__ void add(T* y, T step) { y[0] += step; calls++; }
    __global__ void read(int* y) { y[0] = calls; }"""
    text += f"  // {uuid4()}, which no cache has"
    whole, half = (Scalar("step", type_(0.5)) for type_ in (np.float32, np.float64))
    launches = (
        launch("read", 1, 1, Buffer("y", np.zeros(1, np.int32))),
        launch("add<float>", 1, 1, Buffer("y", np.ones(1, np.float32)), whole),
        launch("add<double>", 1, 1, Buffer("y", np.ones(1)), half, symbols=(Buffer("calls", np.array(7, np.int32)),)),
        launch("read", 1, 1, Buffer("y", np.zeros(1, np.int32))),
    )
    outcomes = [host.run(text, each, beside=[Wanted.by(each) for each in launches]) for each in launches]
    # The variable is fresh in each launch, whoever has set it before.
    assert [result(outcome, "y").item() for outcome in outcomes] == [40, 1.5, 1.5, 40]
    assert outcomes[2].arrays["calls"] == 8
    assert max(outcome.build_seconds for outcome in outcomes[1:]) < outcomes[0].build_seconds / 5


def test_a_kernel_that_does_not_compile_is_no_matter_of_those_beside_it(host: CudaHost) -> None:
    text = """
    template <int n> __global__ void f(int* y) { static_assert(n > 1, "too few"); y[0] = n; }"""
    one, two = (launch(f"f<{n}>", 1, 1, Buffer("y", np.zeros(1, np.int32))) for n in (1, 2))
    beside = [Wanted.by(one), Wanted.by(two)]
    assert result(host.run(text, two, beside=beside), "y") == 2
    assert "too few" in host.run(text, one, beside=beside).message
    assert host.run(text, one, beside=beside).message == host.run(text, one).message


def test_what_needs_the_headers_of_host_code_is_told_by_the_text() -> None:
    kernel = '#include <cuda_runtime.h>\n#include <cstdio>\n// cudaMalloc\n__global__ void f() { printf("<<<"); }\n'
    assert is_without_host_code(kernel)
    for more in ("void g() { f<<<1, 1>>>(); }", "cudaError_t g();", "#include <vector>", "#ifdef __CUDA_RUNTIME_H__"):
        assert not is_without_host_code(kernel + more), more


def test_a_text_of_kernels_may_still_need_what_only_host_code_does(host: CudaHost, tmp_path: Path) -> None:
    (tmp_path / "table.h").write_text("inline int sum() { std::map<int, int> table{{1, 2}}; return table[1]; }\n")
    (tmp_path / "k.cu").write_text('#include "table.h"\n__global__ void f(int* y) { y[0] = sum(); }\n')
    outcome = host.run(tmp_path / "k.cu", launch("f", 1, 1, Buffer("y", np.zeros(1, np.int32))))
    assert result(outcome, "y") == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("// text\n#include <cuda_fp16.h>\n#include <mma.h>\nint x;\n#include <cuda_bf16.h>", ("cuda_fp16.h", "mma.h")),
        ("#define half float\n#include <cuda_fp16.h>", ()),
        ("#if A\n#include <cuda_fp16.h>\n#endif", ()),
        ('#include "own.h"\n#include <cuda_fp16.h>', ()),
        ("#pragma once\n/* a\n b */\n#include <cuda_fp16.h>\n#include <cuda_fp16.h>", ("cuda_fp16.h",)),
    ],
)
def test_large_headers_are_read_ahead_where_nothing_stands_before_them(text: str, names: tuple[str, ...]) -> None:
    assert included_first(text) == names


def test_without_a_compiler_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CXX", raising=False)
    find_compiler.cache_clear()
    try:
        outcome = CudaHost().run(SAXPY, launch("saxpy", 1, 1))
    finally:
        find_compiler.cache_clear()
    assert outcome.status == "unsupported"
    assert "no C++ compiler found" in outcome.message
