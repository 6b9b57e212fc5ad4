"""The original in double precision: every function of CUDA that knows a float knows that it is a double now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from transkernel.frontend.cuda_catalogue import Function, catalogue, spelled
from transkernel.ir.types import FLOAT32, Scalar, Type, Vector
from transkernel.run.cuda_host import CudaHost, find_compiler
from transkernel.run.cuda_host_wide import wide_launch, wide_source, widen_literals
from transkernel.run.launch import Buffer, Launch, Outcome
from transkernel.run.launch import Scalar as ScalarArgument
from transkernel.source import SourceFile

has_compiler = pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler")


@pytest.fixture(scope="module")
def host() -> Iterator[CudaHost]:
    with CudaHost() as started:
        yield started


def run(host: CudaHost, text: str, kernel: str, *arguments: Any, threads: int = 4, shared: int = 0) -> Outcome:
    launch = Launch(kernel, (1, 1, 1), (threads, 1, 1), arguments, shared)
    return host.run(wide_source(SourceFile("<text>", text)), wide_launch(launch))


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("0.1f", "double(0.1f)"),
        ("-.5F*2.f", "-double(.5F)*double(2.f)"),
        ("1e-3f+1E5", "double(1e-3f)+1E5"),
        ("0x1.8p3f", "double(0x1.8p3f)"),
        ("0x1f + 0xfful - 12u", "0x1f + 0xfful - 12u"),
        ("x1f y.f v1.5", "x1f y.f v1.5"),
        ('"1.0f" // 1.0f', '"1.0f" // 1.0f'),
        ("1'000.0f", "double(1'000.0f)"),
    ],
)
def test_float_literals_become_doubles_of_the_same_value(text: str, wide: str) -> None:
    assert widen_literals(text) == wide


def _uses_float(type_: Type) -> bool:
    return type_ == FLOAT32 or (isinstance(type_, Vector) and type_.scalar == FLOAT32)


def _with_floats() -> list[Function]:
    everything = [function for chapter in catalogue().values() for function in chapter]
    return [each for each in everything if any(map(_uses_float, (*each.parameters, each.result)))]


def _reads_bits(function: Function) -> bool:
    return function.name in ("__float_as_int", "__float_as_uint")


@has_compiler
def test_no_function_of_cuda_gives_a_float_any_more(host: CudaHost) -> None:
    """Each, called with what it takes, has the type that CUDA says, in which `float` is `double`."""
    lines = [
        "#include <cuda_fp16.h>",
        "#include <cuda_bf16.h>",
        "template <class T> T make();",
        "#define SAME std::is_same_v",
    ]
    for function in _with_floats():
        arguments = ", ".join(f"make<{spelled(each)}>()" for each in function.parameters)
        result = spelled(function.result) if isinstance(function.result, (Scalar, Vector)) else "void"
        given = f"decltype({function.name}({arguments}))"
        # A comparison gives CUDA's int or the C++ library's bool.
        same = f"SAME<{given}, int> || SAME<{given}, bool>" if result == "bool" else f"SAME<{given}, {result}>"
        lines.append(f'static_assert({same} || SAME<{result}, long long>, "{function.label}");')
    lines.append("__global__ void nothing(float *y) { y[0] = 1; }")
    outcome = run(host, "\n".join(lines), "nothing", Buffer("y", np.zeros(1, np.float32)))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"].dtype == np.float64


KERNEL = """
#include <cooperative_groups.h>
#include <cuda_fp16.h>
struct Pair { float a, b; };
template <class T> __global__ void mixed(int n, float3 scale, const float4 *x, const __half *h, T *y) {
  extern __shared__ float tile[];
  __shared__ float fixed[64];
  const int i = threadIdx.x;
  auto sum = 0.1f;
  Pair pair = {x[i].x, x[i].w};
  sum += pair.a * scale.z + __half2float(h[i]) * 0.3f;
  tile[i] = sum, fixed[i] = expf(pair.b);
  __syncthreads();
  if (i < n) y[i] = __shfl_xor_sync(0xffffffffu, tile[i ^ 1], 2) + max(fixed[i], 0.0f);
}
"""


@has_compiler
def test_a_kernel_in_double_precision(host: CudaHost) -> None:
    draw = np.random.default_rng(3)
    x = draw.standard_normal((32, 4)).astype(np.float32)
    h = draw.standard_normal(32).astype(np.float16)
    scale = ScalarArgument("scale", np.array([1, 2, 0.3], np.float32))
    arguments = (ScalarArgument("n", np.int32(32)), scale, Buffer("x", x), Buffer("h", h))
    outcome = run(
        host, KERNEL, "mixed<float>", *arguments, Buffer("y", np.zeros(32, np.float32)), threads=32, shared=128
    )
    assert outcome.status == "ok", outcome.message
    tenth, third = float(np.float32(0.1)), float(np.float32(0.3))
    total = tenth + (x[:, 0].astype(float) * third + h.astype(float) * third)
    expected = total[np.arange(32) ^ 3] + np.maximum(np.exp(x[:, 3].astype(float)), 0)
    np.testing.assert_allclose(outcome.arrays["y"], expected, rtol=1e-15)


@has_compiler
def test_what_looks_at_the_bits_of_a_float_says_so(host: CudaHost) -> None:
    text = "__global__ void f(float *y) { y[0] = __int_as_float(__float_as_int(y[1]) ^ 0x80000000); }"
    outcome = run(host, text, "f", Buffer("y", np.ones(2, np.float32)), threads=1)
    assert outcome.status == "run-fail"
    assert "looks at the bits of a float" in outcome.message


@has_compiler
def test_definitions_of_the_command_line_are_the_texts_alone(host: CudaHost, tmp_path: Path) -> None:
    text = "__global__ void f(T *y) { y[0] = T(K) / 3; }"
    source = wide_source(SourceFile(str(tmp_path / "f.cu"), text), ("T=float", "K=1.0f"))
    launch = wide_launch(Launch("f", (1, 1, 1), (1, 1, 1), (Buffer("y", np.zeros(1, np.float32)),)))
    outcome = host.run(source, launch)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"][0] == 1 / 3


@has_compiler
def test_an_error_names_the_line_of_the_text(host: CudaHost) -> None:
    outcome = run(host, "\n\n__global__ void f(float *y) { y[0] = nobody; }", "f", Buffer("y", np.zeros(1, np.float32)))
    assert outcome.status == "compile-fail"
    assert "<text>:3:" in outcome.message
