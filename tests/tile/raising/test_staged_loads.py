"""Shared arrays that hold what memory holds: which are read from where they come, and that this gives the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.tile import Load, TileKernel
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

X = np.array([(7 * i * i + 3 * i) % 101 - 20 for i in range(60)], np.int32)
HEADS = ("int t = threadIdx.x;", "int t = threadIdx.x; int u = threadIdx.y; int b = t + u * blockDim.x;")
NAME = "staged-loads"


@dataclass(frozen=True)
class Case:
    """A kernel's body, for a block of that size; x has 60 elements, y one for each thread, n is 4.

    loads: of memory, where the array is gone. most: threads along x and along y that launches may have then.
    """

    body: str
    block: tuple[int, int] = (16, 1)
    dynamic: int = 0
    loads: int = 1
    most: tuple[tuple[str, int], ...] = ()
    parameters: str = "const int* __restrict__ x, int* __restrict__ y, int n"


GONE = {
    "neighbours": Case(
        "__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[t] + (t > 0 ? s[t - 1] : 9);", loads=2
    ),
    "backwards": Case("__shared__ int s[16]; s[t] = x[t + 5]; __syncthreads(); y[t] = s[15 - t] * 2;"),
    "one for all": Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[n] + s[0] + t;", loads=2),
    "what nobody wrote is not loaded": Case(
        "__shared__ int s[99]; s[t] = x[t + 44]; __syncthreads(); int v = s[t + 1]; y[t] = t < 15 ? v : -1;"
    ),
    "a halo in three parts": Case(
        """__shared__ int s[20]; s[t + 2] = x[t + 10]; if (t < 2) s[t] = x[t + 8]; if (t < 2) s[t + 18] = x[t + 26];
        __syncthreads(); y[t] = s[t] + 10 * s[t + 4];""", loads=2
    ),
    "a stride along the block": Case(
        """extern __shared__ int s[]; for (int i = t; i < blockDim.x + 6; i += blockDim.x) {
        int at = i - 3; s[i] = at >= 0 ? x[at] : -5; } __syncthreads(); y[t] = s[t] + 3 * s[t + 6];""",
        dynamic=88, loads=2
    ),
    "two coordinates": Case(
        """__shared__ int s[6][7]; for (int i = u; i < 6; i += 4) for (int j = t; j < 6; j += 4) {
        int r = min(max(i - 1, 0), 3), c = min(max(j - 1, 0), 3); s[i][j] = x[r * 8 + c]; }
        __syncthreads(); y[b] = s[u][t] + 2 * s[u + 1][t + 1] - s[u + 2][t + 2];""", (4, 4), loads=3,
        most=(("block_x", 5),)
    ),
    "divided by hand": Case(
        """__shared__ int s[36]; for (int i = b; i < 36; i += 16) { int r = i / 6, c = i % 6;
        s[i] = r < 5 && c > 0 ? x[r * 9 + c] : 3; } __syncthreads(); y[b] = s[(u + 1) * 6 + t + 2] + s[u * 6 + t];""",
        (4, 4), loads=2, most=(("block_x", 4),)
    ),
    "taken apart and put together": Case(
        """__shared__ int s[6][9]; for (int i = b; i < 36; i += 16) s[i / 6][i % 6] = x[i + 2];
        __syncthreads(); y[b] = s[u + 1][t + 1] * 3 + s[u][t + 2];""", (4, 4), loads=2, most=(("block_x", 7),)
    ),
    "divided by what the launch says": Case(
        """extern __shared__ int s[]; int w = blockDim.y + 2;
        for (int i = b; i < 2 * w * n; i += 16) s[i] = x[i % n + i / n % w * n + i / (n * w) * 30];
        __syncthreads(); int sum = 0; for (int k = 0; k < 2; ++k) for (int c = 0; c < n; ++c)
        sum += (c + 1) * s[(k * w + u + 1) * n + c]; y[b] = sum + t;""", (4, 4), dynamic=192
    ),
    "a place that changed before": Case(
        """const int* p = x; p += n; __shared__ int s[16]; s[t] = p[t]; __syncthreads();
        y[t] = s[t] + s[t / 8];""", loads=2
    ),
    "a place that changes later": Case(
        """__shared__ int s[16]; int at = t + 3; s[t] = x[at]; at = 2 * t; __syncthreads(); y[t] = s[15 - t] + at;"""
    ),
    "of another type": Case(
        "__shared__ float s[16]; s[t] = x[t] * 0.5f; __syncthreads(); y[t] = (int)(s[t] + s[15 - t]);", loads=2
    ),
    "for some threads": Case(
        "__shared__ int s[16]; if (t + n < 18) s[t] = x[t + 42 + n]; __syncthreads(); y[t] = t > 2 ? s[16 - t] : 0;"
    ),
    "behind a return of all": Case(
        "__shared__ int s[16]; if (n > 7) return; s[t] = x[t]; __syncthreads(); y[t] = s[15 - t];"
    ),
}  # fmt: skip

KEPT = {
    "a row that goes on in the next": Case(
        """__shared__ int s[5][4]; if (t < 3) s[u][t + 2] = x[b]; __syncthreads();
        y[b] = t < 3 ? s[u][t + 2] : 0;""", (4, 4)
    ),
    "another name of what is stored to": Case(
        "__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[15 - t];",
        parameters="const int* x, int* y, int n"
    ),
    "stored to before": Case("__shared__ int s[16]; y[t] = t; s[t] = y[t]; __syncthreads(); y[t] = s[15 - t];"),
    "stored to again": Case(
        """__shared__ int s[16]; s[t] = x[t]; __syncthreads(); int v = s[15 - t]; s[t] = v; __syncthreads();
        y[t] = s[t ^ 1];"""
    ),
    "in a loop": Case(
        """__shared__ int s[16]; int sum = 0; for (int k = 0; k < n; ++k) { if (t >= k) s[t] = x[t + k];
        __syncthreads(); sum += s[15 - t]; __syncthreads(); } y[t] = sum;"""
    ),
    "of the lane": Case("__shared__ int s[16]; s[t / 2 + n] = x[t / 4]; __syncthreads(); y[t] = s[8 - t / 2];"),
    "of another round": Case(
        """__shared__ int s[16]; for (int k = 0; k < 2; ++k) s[t] = x[t + k]; __syncthreads(); y[t] = s[15 - t];"""
    ),
    "two things": Case(
        """__shared__ int s[32]; s[t] = x[t]; s[t + 16] = x[t + 17]; __syncthreads(); y[t] = s[t] + s[31 - t];"""
    ),
    "two elements in one place": Case(
        "__shared__ int s[40]; s[t / 2] = x[t]; __syncthreads(); y[t] = s[t / 4];"
    ),
    "read across": Case(
        "__shared__ int s[8][9]; s[u][t] = x[8 * u + t]; __syncthreads(); y[b] = s[t][u];", (7, 7)
    ),
    "read anywhere": Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[x[t + 9] & 15];"),
    "a choice of the block": Case(
        "__shared__ int s[16]; if (n > 3) s[t] = x[t]; else s[t] = x[t + 1]; __syncthreads(); y[t] = s[15 - t];"
    ),
    "one's own": Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[t] + 1;"),
    "much work": Case(
        """__shared__ float s[16]; s[t] = expf(x[t] * 0.01f); __syncthreads(); y[t] = (int)(100.0f * s[15 - t]);"""
    ),
    "volatile": Case(
        "__shared__ int s[16]; s[t] = *(const volatile int*)(x + t); __syncthreads(); y[t] = s[15 - t];"
    ),
    "a sum of two": Case("__shared__ int s[16]; s[t] = x[t] + x[t + 20]; __syncthreads(); y[t] = s[15 - t];"),
}  # fmt: skip


def ran(case: Case, **how: object) -> tuple[TileKernel, list[int]]:
    text = f"__global__ void k({case.parameters}) {{ {HEADS[case.block[1] > 1]} {case.body} }}"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program, **how)  # type: ignore[arg-type]
    y = np.zeros(case.block[0] * case.block[1], np.int32)
    constants = launch_constants(tiles.kernel, (*case.block, 1), case.dynamic)
    run(tiles, constants, (1, 1, 1), {"x": X, "y": y, "n": 4}, case.dynamic)
    return tiles.kernel, y.tolist()


@pytest.mark.parametrize("name", GONE)
def test_an_array_is_read_from_where_it_comes(name: str) -> None:
    case = GONE[name]
    raised, found = ran(case, without=frozenset({"resident-arrays"}))
    plain, expected = ran(case, raises=False)
    assert plain.scratch is not None
    assert raised.scratch is None
    assert found == expected
    assert len(set(expected)) > 1
    assert len({str(node.pointer) for node in walk_all(raised.body) if isinstance(node, Load)}) == case.loads
    assert tuple((str(each.rule), each.number) for each in raised.requirements) == case.most


@pytest.mark.parametrize("name", KEPT)
def test_an_array_that_stays_as_it_is(name: str) -> None:
    case = KEPT[name]
    raised, found = ran(case, without=frozenset({"resident-arrays"}))
    assert raised.scratch is not None
    assert found == ran(case, raises=False)[1]


def test_the_raising_can_be_left_out() -> None:
    kernel, found = ran(GONE["neighbours"], without=frozenset({NAME, "resident-arrays"}))
    assert kernel.scratch is not None
    assert found == ran(GONE["neighbours"])[1]
