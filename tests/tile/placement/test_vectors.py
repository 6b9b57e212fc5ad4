"""Vectors of memory on the chip: which are copied whole, and which field by field."""

from __future__ import annotations

from typing import Any

import pytest

from transkernel.convert import Options, lower
from transkernel.ir.placed import CopyIn, CopyOut, PlacedKernel, Vector
from transkernel.ir.tile import Split, TileProgram
from transkernel.ir.visit import walk_all
from transkernel.passes.address_spaces import resolve
from transkernel.source import SourceFile
from transkernel.tile import vectorise
from transkernel.tile.placement.place import place, ready

HEAD = "int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;"
# With it: how many copies there are into the chip and out of it, and gathers on it.
CASES = {
    "a sum": ("float4 v = p[i]; f[i] = v.x + v.y + v.z + v.w;", (1, 1, 4)),
    "a copy": ("q[i] = p[i];", (1, 1, 5)),
    "some lanes": ("if (t < n) q[i] = p[i];", (1, 1, 5)),
    "vectors of two": ("float2 v = r[i]; r[i] = make_float2(v.y, v.x + 1);", (1, 1, 3)),
    "halves": ("__half2 v = h[i]; h[i] = __halves2half2(v.y, v.x);", (1, 1, 3)),
    "lanes from one on": ("if (t >= 3) f[i] = p[i].x + p[i].y;", (1, 1, 2)),
}
APART = {
    "stores from a lane on": "if (t >= 3) q[i] = make_float4(n, n, n, n);",
    "every other vector": "float4 v = p[2 * i]; f[i] = v.x + v.y;",
    "lanes with gaps": "if (f[i] > 0) { float4 v = p[i]; f[i] = v.x + v.y; }",
    "bytes": "uchar4 v = b[i]; f[i] = v.x + v.y;",
    "anywhere": "float4 v = p[int(f[i])]; f[i] = v.x + v.y;",
}


def tiles(body: str) -> Any:
    text = (
        "#include <cuda_fp16.h>\n__global__ void k(const float4* __restrict__ p, float4* __restrict__ q, float2* r, "
        f"__half2* h, const uchar4* __restrict__ b, float* __restrict__ f, int n) {{ {HEAD} {body} __syncthreads(); }}"
    )
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    return vectorise(resolve(kernel.program), without=frozenset(("merged-blocks",)))


def counts(kernel: PlacedKernel) -> tuple[int, int, int]:
    nodes = [*walk_all(kernel.body)]
    gathers = sum(isinstance(each, Vector) and each.instruction == "gather" for each in nodes)
    return sum(isinstance(each, CopyIn) for each in nodes), sum(isinstance(each, CopyOut) for each in nodes), gathers


def placed(program: TileProgram, *, vectors: bool = True) -> PlacedKernel:
    return place(ready(program, vectors=vectors), 0, keeps=True).kernel


@pytest.mark.parametrize("name", CASES)
def test_copied_whole(name: str) -> None:
    body, expected = CASES[name]
    assert counts(placed(tiles(body))) == expected


@pytest.mark.parametrize("name", APART)
def test_taken_apart(name: str) -> None:
    """As if there were no vectors."""
    program = tiles(APART[name])
    assert placed(program) == placed(program, vectors=False)


@pytest.mark.parametrize("name", CASES)
def test_all_can_be_taken_apart(name: str) -> None:
    program = tiles(CASES[name][0])
    apart = placed(program, vectors=False)
    assert not any(isinstance(each, Split) for each in walk_all(apart.body))
    assert counts(apart)[:2] != counts(placed(program))[:2]
