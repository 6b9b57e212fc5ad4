"""Blocks merged into programs of any size: which kernels allow it, and that each thread does what it did."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, programs, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Program
from transkernel.ir.tile import ConstantRule, TileKernel, TileProgram
from transkernel.source import SourceFile

OWN = "int i = blockIdx.x * blockDim.x + threadIdx.x;"
MERGED = {
    "guarded": "{own} if (i < n) y[i] = 2 * x[i];",
    "unguarded": "{own} y[i] = x[i] + 1;",
    "left early": "{own} if (i >= n) return; y[i] = x[i] > 3 ? x[i] : -x[i];",
    "the other way around": "int i = threadIdx.x + blockDim.x * blockIdx.x; if (i < n) y[i] = i;",
    "in 64 bits": "size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = x[i] * 3;",
    "a stride of the grid": """
        for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = x[i];""",
    "a stride with a name": """int step = blockDim.x * gridDim.x;
        for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) y[i] = x[i] - 1;""",
    "the number of threads": "{own} int all = gridDim.x * blockDim.x; if (i < n) y[i] = all - i;",
    "a loop of known rounds": """{own}
        if (i < n) {{ int s = 0; for (int k = 0; k < 4; ++k) s += x[(i + k) % n]; y[i] = s; }}""",
    "an atomic of each": "{own} if (i < n) atomicAdd(&y[x[i] & 7], 1);",
    "other axes of the grid": "{own} int row = blockIdx.y; if (i < n) y[i] = x[i] + row * gridDim.y;",
    "a number for all": "{own} if (i < n) y[i] = x[i] + x[2];",
}
LEFT = {
    "the thread's index": "{own} if (i < n) y[i] = threadIdx.x;",
    "the block's index": "{own} if (i < n) y[i] = x[blockIdx.x];",
    "the block's size": "{own} if (i < n) y[i] = blockDim.x;",
    "the grid's size": "{own} if (i < n) y[i] = gridDim.x;",
    "one thread of a block": "{own} if (threadIdx.x == 0) y[i] = 1;",
    "a sum that is not the whole": "int i = blockIdx.x * blockDim.x + 3 + threadIdx.x; if (i < n) y[i] = 1;",
    "blocks that overlap": "int i = blockIdx.x * (blockDim.x - 2) + threadIdx.x; if (i < n) y[i] = x[i];",
    "a narrow number": "int i = (unsigned char)(blockIdx.x * blockDim.x) + threadIdx.x; if (i < n) y[i] = 1;",
    "two axes": "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) y[i] = threadIdx.y;",
    "a stride of its own": "for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x) y[i] = x[i];",
    "the first of its round": "for (int i = blockIdx.x * blockDim.x; i < n; i += gridDim.x * blockDim.x) y[i] = 1;",
    "a stride that changes": """int step = gridDim.x * blockDim.x; if (n > 100) step += 1;
        for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) y[i] = 1;""",
    "what blocks may wait with": "{own} int v = *(volatile const int*)x; if (i < n) y[i] = v;",
    "shared memory": """__shared__ int s[64]; {own} s[threadIdx.x] = i < n ? x[i] : 0; __syncthreads();
        if (i < n) y[i] = s[63 - threadIdx.x];""",
    "a warp's doing": "{own} int v = __shfl_xor_sync(~0u, x[i % n], 1); if (i < n) y[i] = v;",
    "a loop until all are done": """{own}
        if (i < n) {{ int v = x[i], s = 0; while (v) {{ v &= v - 1; ++s; }} y[i] = s; }}""",
}
X = np.array([7, 3, 8, 1, 5, 9, 2, 6, 1, 5, 3, 5, 11, 4, 0, 2] * 32, np.int32)


def program(body: str) -> Program:
    text = f"__global__ void kernel(const int* x, int* y, int n) {{ {body.format(own=OWN)} }}"
    made = lower(SourceFile("test.cu", text), Options()).kernels[0].program
    assert made is not None
    return made


def is_merged(kernel: TileKernel) -> bool:
    return {each.rule for each in kernel.constants} == {ConstantRule.TILE, ConstantRule.TAIL}


def after(tiles: TileProgram, block: int, grid: int, n: int) -> list[int]:
    y = np.full(X.size, -7, np.int32)
    shape, blocks = (block, 1, 1), (grid, 2 if "grid_size.y" in str(tiles) else 1, 1)
    constants = launch_constants(tiles.kernel, shape, 0, grid)
    run(tiles, constants, programs(tiles.kernel, shape, blocks), {"x": X, "y": y, "n": n})
    return y.tolist()


@pytest.mark.parametrize("name", MERGED)
@pytest.mark.parametrize(("block", "grid", "n"), [(32, 5, 150), (48, 3, 144), (7, 9, 60), (64, 2, 128)])
def test_merged_blocks_do_the_same(name: str, block: int, grid: int, n: int) -> None:
    """The programs are smaller than blocks, larger, and one for all; the last is full, and is not."""
    given = program(MERGED[name])
    merged, plain = vectorised(given), vectorised(given, raises=False)
    assert is_merged(merged.kernel)
    assert not is_merged(plain.kernel)
    wanted = after(plain, block, grid, n)
    assert wanted != [-7] * X.size
    for lanes in (16, 64, 1024):
        tile, *rest = merged.kernel.constants
        kernel = replace(merged.kernel, constants=(replace(tile, default=lanes), *rest))
        assert after(replace(merged, kernel=kernel), block, grid, n) == wanted, lanes


@pytest.mark.parametrize("name", LEFT)
def test_what_counts_on_its_block_is_left_alone(name: str) -> None:
    assert not is_merged(vectorised(program(LEFT[name])).kernel)


def test_a_name_that_is_taken() -> None:
    made = vectorised(program("{own} int TAIL = x[0]; if (i < n) y[i] = TAIL;"))
    assert [each.name for each in made.kernel.constants] == ["LANES", "TAIL.1"]
