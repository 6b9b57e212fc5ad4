"""Shared arrays as tiles: which become one, which stay in memory, and that both give the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Program
from transkernel.ir.tile import ConstantRule, Gather, Load, TileKernel
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

X = np.array([7, 3, 8, 1, 5, 9, 2, 6, -1, 5, 3, 5, 11, 4, 0, 2] * 8, np.int32)
HEADS = ("int t = threadIdx.x;", "int t = threadIdx.x; int u = threadIdx.y; int b = t + u * blockDim.x;")


@dataclass(frozen=True)
class Case:
    """A kernel's body, for a block of that size; y has an element for each thread."""

    body: str
    block: tuple[int, int] = (16, 1)
    dynamic: int = 0
    grid: int = 1


TILES = {
    "its own element": Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[15 - t] + 2 * s[t];"),
    "fewer threads than elements": Case("__shared__ int s[64]; s[t] = x[t]; __syncthreads(); y[t] = s[t ^ 1];"),
    "what nobody wrote": Case(
        "__shared__ int s[64]; s[t] = x[t]; __syncthreads(); int v = s[t + x[3]]; y[t] = t + x[3] < 16 ? v : s[t];"
    ),
    "some threads": Case(
        """__shared__ int s[16]; s[t] = 1; if (x[t] > 3) s[t] = x[t]; __syncthreads();
        y[t] = s[15 - t];"""
    ),
    "a block of no power of two": Case(
        "__shared__ int s[13]; s[t] = x[t]; __syncthreads(); y[t] = s[(t + 5) % 13];", (13, 1)
    ),
    "behind another": Case(
        "__shared__ int s[20]; s[t + 4] = x[t]; if (t < 4) s[t] = -t; __syncthreads(); y[t] = s[t] + s[t + 4];"
    ),
    "every second one": Case(
        "__shared__ int s[32]; s[2 * t] = x[t]; s[2 * t + 1] = t; __syncthreads(); y[t] = s[31 - t] - s[t];"
    ),
    "backwards": Case("__shared__ int s[16]; s[15 - t] = x[t]; __syncthreads(); y[t] = s[t] + 10 * s[0];"),
    "downwards in steps": Case(
        "__shared__ int s[48]; s[46 - 3 * t] = x[t]; __syncthreads(); y[t] = s[1 + 3 * ((t * 5) % 16)];"
    ),
    "a tile with padding": Case(
        "__shared__ int s[4][5]; s[u][t] = x[b]; __syncthreads(); y[b] = s[t][u];", (4, 4)
    ),
    "a tile written across": Case(
        "__shared__ int s[4][5]; s[t][u] = x[b]; __syncthreads(); y[b] = s[u][t] + s[t][u];", (4, 4)
    ),
    "a tile larger than the block": Case(
        "__shared__ int s[8][9]; s[u][t] = x[b]; __syncthreads(); y[b] = s[u][(t + 1) % blockDim.x];", (6, 3)
    ),
    "rows of a tile": Case(
        """__shared__ int s[16][4]; for (int r = 0; r < 16; r += 4) s[u + r][t] = x[(u + r) * 4 + t];
        __syncthreads(); y[b] = s[b][t] - s[4 * t + u][3 - t];""", (4, 4)
    ),
    "three axes' worth of digits": Case(
        "__shared__ int s[70]; s[t + t / 8] = x[t]; __syncthreads(); y[t] = s[(t ^ 9) + (t ^ 9) / 8];", (64, 1)
    ),
    "the thread's number by hand": Case(
        "extern __shared__ int s[]; s[u * blockDim.x + t] = x[b]; __syncthreads(); y[b] = s[(b + 5) % 12];", (4, 3), 48
    ),
    "as much as the launch says": Case(
        """extern __shared__ int s[]; s[t] = x[t]; s[t + blockDim.x] = -x[t]; __syncthreads();
        y[t] = s[(t * 7) % 32] + s[t];""", (16, 1), 128
    ),
    "two parts of one": Case(
        """extern __shared__ int s[]; int* a = s; int* c = s + blockDim.x; a[t] = x[t]; c[t] = t; __syncthreads();
        y[t] = a[15 - t] * 100 + c[(t + 1) % 16];""", (16, 1), 128
    ),
    "one for each warp": Case(
        """__shared__ int s[4]; int v = x[t]; v += __shfl_xor_sync(~0u, v, 1); if (t % 32 == 0) s[t / 32] = v;
        __syncthreads(); y[t] = s[t / 32] + s[1] + t;""", (64, 1)
    ),
    "one for each row": Case(
        "__shared__ int s[4]; if (t == 0) s[u] = x[4 * u]; __syncthreads(); y[b] = s[u] + s[3 - u];", (4, 4)
    ),
    "one for all": Case("__shared__ int s; if (t == 3) s = x[t]; __syncthreads(); y[t] = s + t;"),
    "one for all, perhaps": Case(
        """__shared__ int s; if (t == 0) s = 5; __syncthreads(); if (t == 3 && x[0] < n) s = x[t];
        __syncthreads(); y[t] = s + t;"""
    ),
    "one that all agree on": Case("__shared__ int s; s = n * 3; __syncthreads(); y[t] = s + t;"),
    "one of many": Case(
        """__shared__ int s[16]; s[t] = t; __syncthreads(); if (t == 5) s[n] = x[t]; __syncthreads();
        if (x[t] == 9) s[n + 1] = 40; __syncthreads(); y[t] = s[15 - t];"""
    ),
    "a choice of the whole block": Case(
        """__shared__ int s[16]; s[t] = t; __syncthreads(); if (n > 3) { s[t] += x[t]; } __syncthreads();
        y[t] = s[15 - t];"""
    ),
    "a scan": Case(
        """__shared__ int s[16]; s[t] = x[t]; __syncthreads();
        for (int d = 1; d < 16; d *= 2) {
            int v = t >= d ? s[t - d] : 0; __syncthreads(); s[t] += v; __syncthreads();
        }
        y[t] = s[t];"""
    ),
    "sweeps up and down": Case(
        """__shared__ int s[32]; s[2 * t] = x[2 * t]; s[2 * t + 1] = x[2 * t + 1];
        int step = 1;
        for (int d = 16; d > 0; d >>= 1) {
            __syncthreads();
            if (t < d) { int a = step * (2 * t + 1) - 1; int c = step * (2 * t + 2) - 1; s[c] += s[a]; }
            step *= 2;
        }
        __syncthreads(); y[t] = s[2 * t] + s[2 * t + 1];"""
    ),
    "an index from before a change": Case(
        """__shared__ int s[32]; int step = 1;
        for (int d = 0; d < 2; ++d) { int a = t + 16 * (step - 1); step = 2; s[a] = x[t] + d; }
        __syncthreads(); y[t] = s[31 - t] * 100 + s[t];"""
    ),
    "two buffers": Case(
        """__shared__ int s[2][16]; int at = 0; s[at][t] = x[t]; __syncthreads();
        for (int d = 1; d < 16; d *= 2) {
            s[1 - at][t] = t >= d ? s[at][t] + s[at][t - d] : s[at][t]; at = 1 - at; __syncthreads();
        }
        y[t] = s[at][t];"""
    ),
    "structs": Case(
        """struct P { int v; short n; char c; }; __shared__ P s[16]; s[t].v = x[t]; s[t].n = t; s[t].c = 3;
        __syncthreads(); P* p = &s[15 - t]; y[t] = p->v * 100 + p->n + s[t].c;"""
    ),
    "vectors": Case(
        """__shared__ int2 s[16]; s[t] = make_int2(x[t], t); __syncthreads(); int2 p = s[15 - t];
        y[t] = p.x * 50 + p.y;"""
    ),
    "half of another": Case(
        """__shared__ int s[2][16]; int* row = s[1]; row[t] = x[t]; s[0][t] = t; __syncthreads();
        y[t] = row[15 - t] + 100 * s[0][(t + 1) % 16];"""
    ),
    "what it names": Case(
        """__shared__ int s[16]; __shared__ int p[16]; s[t] = x[t]; p[t] = 15 - t; __syncthreads();
        y[t] = s[p[p[t] / 2]];"""
    ),
    "small numbers": Case(
        """__shared__ unsigned char s[16]; s[t] = x[t] + 250; __syncthreads(); unsigned char c = s[3];
        y[t] = s[15 - t] + c;"""
    ),
    "floats below zero": Case(
        """__shared__ float s[4]; if (t < 4) s[t] = -0.0f * (t + 1); __syncthreads();
        float v = s[n - 2]; y[t] = 1.0f / v < 0.0f ? 70 + t : t;"""
    ),
    "atomics on one element": Case(
        """__shared__ int s[4]; if (t < 4) s[t] = t; __syncthreads(); atomicAdd(&s[0], x[t]); atomicSub(&s[1], 2);
        if (x[t] > 2) atomicMin(&s[2], x[t]); atomicMax(&s[n - 1], x[t]); __syncthreads(); y[t] = s[t % 4];"""
    ),
    "bits of one element": Case(
        """__shared__ unsigned s[3]; if (t < 3) s[t] = 0xffu; __syncthreads(); atomicAnd(&s[0], 0xf0u | x[t]);
        atomicOr(&s[1], (unsigned)x[t] << 8); atomicXor(&s[2], (unsigned)x[t]); __syncthreads(); y[t] = s[t % 3];"""
    ),
    "atomics of each on its own": Case(
        """__shared__ int s[16]; s[t] = t; __syncthreads(); if (t > 3) atomicAdd(&s[t], x[t]); __syncthreads();
        atomicMax(&s[15 - t], 4); __syncthreads(); y[t] = s[t];"""
    ),
    "a histogram": Case(
        """__shared__ int s[12]; if (t < 12) s[t] = 0; __syncthreads(); if (x[t] >= 0) atomicAdd(&s[x[t]], 1);
        __syncthreads(); y[t] = t < 12 ? s[t] : 0;"""
    ),
    "a scalar that counts": Case(
        """__shared__ int s; if (t == 0) s = 0; __syncthreads(); if (x[t] > 3) atomicAdd(&s, 1); __syncthreads();
        y[t] = s * t;"""
    ),
    "one element by a computed index": Case(
        """__shared__ int s[1]; if (t % 16 == 3) s[t / 16] = x[t]; __syncthreads(); int v = t < 1 ? s[t] : 5;
        y[t] = v + (t > 4 ? s[0] : 0);"""
    ),
    "several elements for a thread": Case(
        """__shared__ int s[16]; s[t] = x[t]; __syncthreads(); int v[4], sum = 0;
        for (int i = 0; i < 4; ++i) v[i] = s[(t + i) % 16]; for (int i = 0; i < 4; ++i) sum += v[i]; y[t] = sum;"""
    ),
}  # fmt: skip

IN_MEMORY = {
    "nobody knows where": Case(
        """__shared__ int s[128]; s[t] = 0; __syncthreads(); s[x[t] + 1] = 1; __syncthreads();
        y[t] = s[t];"""
    ),
    "an atomic whose old value counts": Case(
        """__shared__ int s[16]; s[t] = 0; __syncthreads(); int old = atomicAdd(&s[0], x[t]); __syncthreads();
        y[t] = s[t] + (old > 1000);"""
    ),
    "an atomic on nobody knows what": Case(
        """__shared__ int s[16]; s[t] = 0; __syncthreads(); atomicAdd(&s[x[t] & 15], x[t]); __syncthreads();
        y[t] = s[t];"""
    ),
    "its address": Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); int* p = t % 2 ? s : s + 4; y[t] = p[0];"),
    "too large": Case("__shared__ int s[30000]; s[t + 20000] = x[t]; __syncthreads(); y[t] = s[20015 - t];"),
    "two threads for one element": Case(
        "__shared__ int s[16]; if (t % 2 == n % 2) s[t / 2] = x[t]; __syncthreads(); y[t] = t < 8 ? s[t] : 0;"
    ),
}  # fmt: skip


def lowered(case: Case) -> Program:
    text = f"__global__ void k(const int* x, int* y, int n) {{ {HEADS[case.block[1] > 1]} {case.body} }}"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    return kernel.program


def ran(case: Case, *, raises: bool) -> tuple[TileKernel, list[int]]:
    tiles = vectorised(lowered(case), raises=raises)
    block = (*case.block, 1)
    y = np.zeros(case.block[0] * case.block[1], np.int32)
    constants = launch_constants(tiles.kernel, block, case.dynamic)
    run(tiles, constants, (1, 1, 1), {"x": X, "y": y, "n": 4}, case.dynamic)
    return tiles.kernel, y.tolist()


@pytest.mark.parametrize("name", TILES)
def test_an_array_in_a_tile(name: str) -> None:
    raised, found = ran(TILES[name], raises=True)
    plain, expected = ran(TILES[name], raises=False)
    assert plain.scratch is not None
    assert raised.scratch is None
    assert found == expected
    assert len(set(expected)) > 1


@pytest.mark.parametrize("name", IN_MEMORY)
def test_an_array_that_stays_in_memory(name: str) -> None:
    raised, found = ran(IN_MEMORY[name], raises=True)
    assert raised.scratch is not None
    assert found == ran(IN_MEMORY[name], raises=False)[1]


def test_an_element_of_ones_own_is_no_gather() -> None:
    kernel, _ = ran(Case("__shared__ int s[16]; s[t] = x[t]; __syncthreads(); y[t] = s[t] * 2;"), raises=True)
    nodes = [*walk_all(kernel.body)]
    assert not any(isinstance(node, Gather) for node in nodes)
    assert sum(isinstance(node, Load) for node in nodes) == 1


def test_what_a_tile_requires_of_a_launch() -> None:
    kernel, _ = ran(TILES["a tile written across"], raises=True)
    assert [(str(each.rule), each.number, each.at_most) for each in kernel.requirements] == [("block_y", 5, True)]
    assert "`s`" in kernel.requirements[0].reason


def test_each_part_of_a_dynamic_array_of_structs_is_a_tile_whose_extent_python_can_name() -> None:
    body = """struct Pair { int a, b; }; extern __shared__ Pair s[];
        for (int i = t; i < 6 * n; i += blockDim.x) { s[i].a = x[i]; s[i].b = i; }
        __syncthreads(); y[t] = s[t].a + s[t + 8].b;"""
    kernel, found = ran(Case(body, dynamic=192), raises=True)
    slots = [each.name for each in kernel.constants if each.rule is ConstantRule.SLOTS]
    assert slots == ["SLOTS", "SLOTS_2"]
    assert found == [int(X[t]) + t + 8 for t in range(16)]
