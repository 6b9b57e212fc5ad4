"""Kernels of CUDA all the way to the twin of dav-2201's cores."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.emit.ascendc.placed import twin
from transkernel.convert import Options, convert
from transkernel.run import launch as run
from transkernel.source import SourceFile


def _ran(text: str, arrays: dict[str, Any], grid: int = 3, block: int = 100) -> dict[str, Any]:
    """The buffers after a launch. arrays: of the kernel's parameters, all of which are pointers."""
    port = convert(SourceFile("k.cu", text), Options(target="ascendc")).port
    assert port is not None
    given = tuple(run.Buffer(name, each) for name, each in arrays.items())
    entry = port.manifest.kernels[0]
    outcome = twin().run(port.text, entry, run.Launch(entry.kernel, (grid, 1, 1), (block, 1, 1), given))
    assert outcome.status == "ok", f"{outcome.message}\n{port.text}"
    assert not outcome.guard_hits, port.text
    return dict(outcome.arrays)


def test_truth_values_are_bytes_in_memory() -> None:
    text = """
__global__ void flags(const float* x, bool* above, bool* both, const bool* other) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    above[i] = x[i] > 0.0f;
    both[i] = x[i] < 1.0f && other[i];
}
"""
    x = np.random.default_rng(3).normal(size=300).astype(np.float32)
    other = np.arange(300) % 3 == 0
    empty = np.zeros(300, bool)
    found = _ran(text, {"x": x, "above": empty, "both": empty.copy(), "other": other})
    np.testing.assert_array_equal(found["above"], x > 0)
    np.testing.assert_array_equal(found["both"], (x < 1) & other)


def test_a_bfloat_that_is_written_out_is_a_float_where_floats_are_computed() -> None:
    text = """
#include <cuda_bf16.h>
__global__ void reciprocals(const __nv_bfloat16* x, __nv_bfloat16* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    y[i] = hrcp(x[i]);
}
"""
    x = np.array([0x4000, 0xC080, 0x3F80] * 100, np.uint16)  # 2, -4, 1
    found = _ran(text, {"x": x, "y": np.zeros(300, np.uint16)})
    np.testing.assert_array_equal(found["y"], np.array([0x3F00, 0xBE80, 0x3F80] * 100, np.uint16))
