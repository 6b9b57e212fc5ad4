"""What the first thread does alone: done once, and never where it might be done by others, or not at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.tile import Store, TileAtomic, TileKernel
from transkernel.ir.types import Tile
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

ONCE = {
    "a store": "if (t == 0) y[b] = n;",
    "a store if more holds": "if (t == 0 && n > 3) y[b] = n;",
    "an atomic": "if (threadIdx.x == 0) atomicAdd(&y[0], n + b);",
    "two axes": "if (threadIdx.y * blockDim.x + threadIdx.x == 0) y[b] = n;",
}
BY_LANES = {
    "another thread": "if (t == 1) y[b] = n;",
    "a value of its own": "if (t == 0) y[b] = x[t];",
    "a place of its own": "if (t == 0) y[b + t] = n;",
    "the first of each line": "if (threadIdx.x == 0 && threadIdx.y < 2) atomicAdd(&y[0], n);",
    "a condition of before": "bool c = t == 0 && n > 3; n = 0; if (c) y[b] = n + 1;",
    "a condition of the lanes": "if (t == 0 && x[t] > 3) y[b] = n;",
    "an old value": "if (t == 0) { int old = atomicAdd(&y[0], n); y[b + 1] = old; }",
}


def ran(body: str, *, raises: bool) -> tuple[TileKernel, list[int]]:
    text = f"__global__ void k(const int* x, int* y, int n) {{ int t = threadIdx.x, b = blockIdx.x; {body} }}"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program, raises=raises)
    y = np.zeros(8, np.int32)
    constants = launch_constants(tiles.kernel, (6, 2 if "threadIdx.y" in body else 1, 1))
    run(tiles, constants, (3, 1, 1), {"x": np.arange(5, 20, dtype=np.int32), "y": y, "n": 4})
    return tiles.kernel, y.tolist()


def on_tiles(kernel: TileKernel) -> int:
    """Accesses that all lanes are asked to make."""
    nodes: list[Any] = [node for node in walk_all(kernel.body) if isinstance(node, Store | TileAtomic)]
    return sum(isinstance(node.pointer.type, Tile) for node in nodes)


@pytest.mark.parametrize("name", ONCE)
def test_once(name: str) -> None:
    raised, found = ran(ONCE[name], raises=True)
    plain, expected = ran(ONCE[name], raises=False)
    assert (on_tiles(raised), on_tiles(plain)) == (0, 1)
    assert found == expected
    assert any(expected)


@pytest.mark.parametrize("name", BY_LANES)
def test_by_lanes(name: str) -> None:
    raised, found = ran(BY_LANES[name], raises=True)
    plain, expected = ran(BY_LANES[name], raises=False)
    assert on_tiles(raised) == on_tiles(plain) > 0
    assert found == expected
