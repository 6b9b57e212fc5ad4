"""From text to port in time linear in the text: more kernels, a longer kernel, more host code, more functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.timing import MOST, growth
from transkernel.convert import convert
from transkernel.source import SourceFile

CORPUS = Path(__file__).parents[1] / "corpus"
SCAN = (CORPUS / "scan" / "block_scan.cu").read_text(encoding="utf-8")
HOST = """
void run_{0}(const std::vector<float>& values, int n) {{
    float* memory = nullptr;
    if (cudaMalloc(&memory, values.size() * sizeof(float)) != cudaSuccess) throw std::runtime_error("no memory");
    for (auto& each : values) std::cout << each << (each < 0 ? "," : ";") << std::endl;
}}
"""


def kernels(count: int) -> str:
    return "".join(f"namespace n{number} {{\n{SCAN}\n}}\n" for number in range(count))


def statements(count: int) -> str:
    lines = "".join(
        f"    float v{at} = x[i + {at}] * {at}.5f;\n    if (v{at} > 0) y[i] += v{at};\n" for at in range(count)
    )
    return f"__global__ void k(const float* x, float* y) {{\n    int i = threadIdx.x;\n{lines}}}\n"


def host_code(count: int) -> str:
    return "".join(HOST.format(number) for number in range(count)) + SCAN


def functions(count: int) -> str:
    texts = [f"__device__ float f{at}(float v) {{ return f{at - 1}(v * 1.5f) + {at}; }}\n" for at in range(1, count)]
    called = f"__global__ void k(float* x) {{ x[threadIdx.x] = f{count - 1}(x[0]); }}\n"
    return "__device__ float f0(float v) { return v; }\n" + "".join(texts) + called


def macros(count: int) -> str:
    defined = "".join(f"#define STEP_{at}(a) ((a) * {at}.0f + y[{at}])\n" for at in range(count))
    used = "".join(f"    x[{at}] = STEP_{at}(x[{at}]);\n" for at in range(count))
    return f"{defined}__global__ void k(float* x, const float* y) {{\n{used}}}\n"


@pytest.mark.parametrize(
    ("text", "size"), [(kernels, 6), (statements, 60), (host_code, 200), (functions, 30), (macros, 80)]
)
def test_four_times_the_text_takes_about_four_times_as_long(text: Callable[[int], str], size: int) -> None:
    def work(count: int) -> None:
        translation = convert(SourceFile("k.cu", text(count)))
        assert translation.port is not None
        assert all(kernel.verdict != "refused" for kernel in translation.kernels)

    assert growth(work, size) < MOST
