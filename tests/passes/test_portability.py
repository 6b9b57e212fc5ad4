"""Which kernels are said to be different elsewhere, and which are not: CUDA text and the codes that it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.passes.agreement import lowered
from transkernel.convert import Options, convert
from transkernel.passes.portability import portability
from transkernel.source import SourceFile

HEAD = """
__device__ int total(int v) { return v + __shfl_xor_sync(0xffffffff, v, 1); }
__global__ void k(const float* __restrict__ x, float* y, int* flags, volatile int* ready, int n) {
    __shared__ float s[128];
    const int t = threadIdx.x;
    const int i = blockIdx.x * blockDim.x + t;
"""

FOUND: dict[str, tuple[str, ...]] = {
    # lanes
    "if (i < n) flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0502", "TK0506"),
    "if (i >= n) return; flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0502", "TK0506"),
    "for (int j = t; j < n; j += 32) flags[j] = __any_sync(0xffffffff, x[j] > 0);": ("TK0502", "TK0506"),
    "if (i < n) flags[i] = total(i);": ("TK0502", "TK0506"),
    "flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0506",),
    "if (t < 32) flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0506",),
    "if (t / 32 == 0) flags[i] = total(i);": ("TK0506",),
    "if (blockIdx.x > n) return; flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0506",),
    "if (threadIdx.y >= n) return; flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0506",),
    "if (i / 32 >= n) return; flags[i] = __shfl_down_sync(0xffffffff, t, 1);": ("TK0506",),
    "if (t < 16) flags[i] = __shfl_down_sync(0xffff, t, 1);": ("TK0506",),
    "if (i < n) flags[i] = __activemask();": ("TK0506",),
    "flags[i] = t / warpSize;": ("TK0506",),
    # order
    "s[t] = x[i]; y[i] = s[t + 1];": ("TK0503",),
    "s[t + 1] = x[i]; float v = s[t]; y[i] = v;": ("TK0503",),
    "s[t] = x[i]; __syncthreads(); y[i] = s[t + 1];": (),
    "s[t] = x[i]; y[i] = s[t];": (),
    "s[t] = x[i]; s[t + 64] = x[i + 64]; y[i] = s[t] + s[t + 64];": (),
    "s[2 * t] = x[i]; s[2 * t + 1] = x[i]; y[i] = s[2 * t];": (),
    "while (atomicCAS(flags, 0, 1) != 0) {} *flags = 0;": ("TK0504",),
    "while (ready[0] == 0) {} y[i] = 1;": ("TK0504",),
    "int old = *flags, seen; do { seen = old; old = atomicCAS(flags, seen, seen * 2); } while (old != seen);": (),
    "for (int j = 0; j < ready[0]; j++) y[j] = 0;": (),
    # numbers and memory
    "if (x[i] > 1e-40f) y[i] = 1;": ("TK0505",),
    "if (x[i] > 1e-37f) y[i] = 0.0f;": (),
    "y[i] = x[i] * 2.0f + 1.0f;": ("TK0507",),
    "y[i] = fmaf(x[i], 2.0f, 1.0f);": (),
    "flags[i] = i * 2 + 1;": (),
    "float4 v = reinterpret_cast<const float4*>(x)[i]; y[i] = v.x;": ("TK0508",),
    "y[i] = reinterpret_cast<const int*>(x)[i];": (),
}


@pytest.mark.parametrize("body", FOUND)
def test_what_is_said(body: str) -> None:
    found = portability(lowered(f"{HEAD}{body}\n}}"))
    assert tuple(diagnostic.code for diagnostic in found) == FOUND[body]


@pytest.mark.parametrize(
    ("type_", "said"), [("long", True), ("unsigned long", True), ("long long", False), ("int", False)]
)
def test_long(type_: str, said: bool) -> None:
    (kernel,) = convert(SourceFile("a.cu", f"__global__ void k(const {type_}* x, int* y) {{ y[0] = x[0]; }}")).kernels
    assert [diagnostic.code for diagnostic in kernel.diagnostics] == (["TK0509"] if said else [])


def test_the_first_place_and_how_many_more() -> None:
    (found,) = portability(lowered(f"{HEAD}y[i] = x[i] * 2 + 1;\ny[i + 1] = x[i] * 3 + 1;\n}}"))
    assert found.message.endswith("(and at 1 more place)")
    assert found.span is not None
    assert found.span.line == 7


def test_notes_are_no_warnings() -> None:
    text = "__global__ void k(float* y) { y[0] = y[1] * y[2] + y[3]; }"
    (kernel,) = convert(SourceFile("a.cu", text), Options(strict=True)).kernels
    assert (kernel.verdict, [each.code for each in kernel.diagnostics]) == ("translated", ["TK0507"])


def test_warnings_are_warnings() -> None:
    text = "__global__ void k(float* y) { if (y[0] > 1e-40f) y[1] = 0; }"
    assert [each.verdict for each in convert(SourceFile("a.cu", text)).kernels] == ["translated-with-warnings"]
    assert [each.verdict for each in convert(SourceFile("a.cu", text), Options(strict=True)).kernels] == ["refused"]


def test_the_corpus_is_portable() -> None:
    """Our own kernels: notes at most."""
    for path in sorted((Path(__file__).parents[2] / "corpus").rglob("*.cu")):
        translated = convert(SourceFile(path.name, path.read_text()))
        warned = {
            each.code for kernel in translated.kernels for each in kernel.diagnostics if each.severity == "warning"
        }
        assert not {code for code in warned if code.startswith("TK05")}, path.name
