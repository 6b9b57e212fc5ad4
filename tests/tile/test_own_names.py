"""Kernels whose names are those of tile IR's constants."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, programs, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, convert, lower
from transkernel.source import SourceFile
from transkernel.tile.normalise import RESERVED

HEAD = "__global__ void kernel(const float* __restrict__ x, float* __restrict__ y, int {n})"
# Each gives y[i] = 2 * x[i] where i < n.
KINDS = {
    "a variable of the file": (
        "__device__ float NAME = 2;" + HEAD.format(n="n")
        + "{ int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * NAME; }"
    ),
    "a shared array": (
        HEAD.format(n="n") + "{ __shared__ float NAME[64]; int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;"
        "NAME[t] = x[i]; __syncthreads(); float v = NAME[63 - t]; __syncthreads(); NAME[63 - t] = 2 * v;"
        "__syncthreads(); if (i < n) y[i] = NAME[t]; }"
    ),
    "a dynamic array": (
        "extern __shared__ float NAME[];" + HEAD.format(n="n")
        + "{ int t = threadIdx.x, i = blockIdx.x * blockDim.x + t; NAME[t + 1] = x[i]; __syncthreads();"
        "if (i < n) y[i] = 2 * NAME[t + 1]; }"
    ),
    "a local": HEAD.format(n="n")
    + "{ int NAME = blockIdx.x * blockDim.x + threadIdx.x; if (NAME < n) y[NAME] = 2 * x[NAME]; }",
    "a parameter": HEAD.format(n="NAME")
    + "{ int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < NAME) y[i] = 2 * x[i]; }",
    "a counter": HEAD.format(n="n") + "{ int i = blockIdx.x * blockDim.x + threadIdx.x; float sum = 0;"
    "if (i < n) { for (int NAME = 0; NAME < 2; ++NAME) sum += x[i]; y[i] = sum; } }",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(RESERVED))
@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_a_kernel_with_a_name_of_ours(text: str, name: str) -> None:
    source = SourceFile("test.cu", text.replace("NAME", name))
    (made,) = lower(source, Options()).kernels
    assert made.program is not None, made.diagnostics
    tiles = vectorised(made.program)
    x, y = np.arange(128, dtype=np.float32), np.zeros(128, np.float32)
    constants = launch_constants(tiles.kernel, (64, 1, 1), 65 * 4, 2)
    numbers = {each.name: 100 for each in tiles.kernel.parameters[2:]}
    run(tiles, constants, programs(tiles.kernel, (64, 1, 1), (2, 1, 1)), {"x": x, "y": y, **numbers}, 65 * 4)
    assert np.array_equal(y, np.where(np.arange(128) < 100, 2 * x, 0))


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_the_manifest_has_cudas_names(name: str) -> None:
    source = SourceFile("test.cu", KINDS["a variable of the file"].replace("NAME", name))
    port = convert(source, Options(target="triton")).port
    assert port is not None
    assert [each.name for each in port.manifest.globals] == [name]
    assert name in [each.name for each in port.manifest.kernels[0].arguments if each.kind == "global"]
