"""Tiles that a block stages to turn them around: which are loaded and stored at once, and that this gives the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.tile import Load, Store, TileKernel, Transpose
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

NAME = "staged-transposes"
WIDTH, HEIGHT = 13, 11
X = np.arange(WIDTH * HEIGHT, dtype=np.int32) * 7 % 1009
FILL = "for (int o = 0; o < 8; o += 2) if (x < w && y + o < h) s[u + o][t] = in[(y + o) * w + x];"
DRAIN = "for (int o = 0; o < 8; o += 2) if (x < h && y + o < w) out[(y + o) * h + x] = {value};"
ACROSS = "x = blockIdx.y * 8 + t; y = blockIdx.x * 8 + u;"


@dataclass(frozen=True)
class Case:
    """What a block of 8 x 2 threads stages, and what it does with that."""

    tile: str = "__shared__ int s[8][9];"
    fill: str = FILL
    between: str = ACROSS
    value: str = "s[t][u + o]"
    drain: str = DRAIN
    block: tuple[int, int] = (8, 2)
    parameters: str = "const int* __restrict__ in, int* __restrict__ out, int w, int h"

    @property
    def text(self) -> str:
        drain = self.drain.replace("{value}", self.value)
        return f"""__global__ void k({self.parameters}) {{ {self.tile} int t = threadIdx.x, u = threadIdx.y;
            int x = blockIdx.x * 8 + t, y = blockIdx.y * 8 + u;
            {self.fill} __syncthreads(); {self.between} {drain} }}"""


TURNED = {
    "a tile": Case(),
    "of another type": Case(tile="__shared__ short s[8][10];", value="s[t][u + o]"),
    "without masks of lines": Case(
        fill="for (int o = 0; o < 8; o += 2) s[u + o][t] = x < w && y + o < h ? in[(y + o) * w + x] : 0;"
    ),
    "new names": Case(
        between="int p = blockIdx.y * 8 + t, q = blockIdx.x * 8 + u;",
        drain="for (int o = 0; o < 8; o += 2) if (p < h && q + o < w) out[(q + o) * h + p] = s[t][u + o];",
    ),
    "behind a return of all": Case(fill="if (h > 10000) return; " + FILL),
}  # fmt: skip

KEPT = {
    "not across": Case(
        between="",
        drain="for (int o = 0; o < 8; o += 2) if (x < w && y + o < h) out[(y + o) * w + x] = s[u + o][t];",
    ),
    "something else too": Case(drain=DRAIN.replace("if", "{ out[0] = 3; if", 1) + " }"),
    "a sum": Case(value="s[t][u + o] + s[t][u + o]"),
    "another name of what is stored to": Case(parameters="const int* in, int* out, int w, int h"),
    "half of its lines": Case(fill=FILL.replace("o < 8", "o < 4"), drain=DRAIN),
    "lines of no power of two": Case(
        tile="__shared__ int s[6][9];", fill=FILL.replace("o < 8", "o < 6"), drain=DRAIN.replace("o < 8", "o < 6"),
        block=(6, 2),
    ),
}  # fmt: skip


def ran(case: Case, **how: object) -> tuple[TileKernel, list[int]]:
    (kernel,) = lower(SourceFile("kernel.cu", case.text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program, **how)  # type: ignore[arg-type]
    out = np.full(WIDTH * HEIGHT, -1, np.int32)
    constants = launch_constants(tiles.kernel, (*case.block, 1))
    run(tiles, constants, (2, 2, 1), {"in": X, "out": out, "w": WIDTH, "h": HEIGHT})
    return tiles.kernel, out.tolist()


@pytest.mark.parametrize("name", TURNED)
def test_a_tile_is_turned_at_once(name: str) -> None:
    kernel, found = ran(TURNED[name])
    assert found == X.reshape(HEIGHT, WIDTH).T.reshape(-1).tolist()
    kinds = [type(node) for node in walk_all(kernel.body)]
    assert [kinds.count(each) for each in (Load, Transpose, Store)] == [1, 1, 1]
    assert {(str(each.rule), each.number) for each in kernel.requirements} == {("block_x", 8), ("block_y", 2)}


@pytest.mark.parametrize("name", KEPT)
def test_a_tile_that_is_not(name: str) -> None:
    program = lower(SourceFile("kernel.cu", KEPT[name].text), Options()).kernels[0].program
    assert program is not None
    kernel = vectorised(program).kernel
    assert not any(isinstance(node, Transpose) for node in walk_all(kernel.body))


def test_the_raising_can_be_left_out() -> None:
    kernel, found = ran(TURNED["a tile"], without=frozenset({NAME}))
    assert not any(isinstance(node, Transpose) for node in walk_all(kernel.body))
    assert found == ran(TURNED["a tile"])[1]
