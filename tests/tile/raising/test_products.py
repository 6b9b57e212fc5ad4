"""Sums of products along tiles as products of tiles: what is raised, what is not, and that both give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Program
from transkernel.ir.tile import Dot, Range, TileProgram
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

ROWS, COLUMNS = "a[y][x] = p[(i * T + y) * N + s + x];", "b[y][x] = q[(s + y) * N + j * T + x];"
SUM = "for (int k = 0; k < T; k++) sum += a[y][k] * b[k][x];"
# What the arrays are, how they are filled, what is summed.
RAISED = {
    "as they lie": ("a[T][T], b[T][T]", ROWS + COLUMNS, SUM),
    "padded": ("a[T][T + 1], b[T][T + 1]", ROWS + COLUMNS, SUM),
    "the other factor first": (
        "a[T][T], b[T][T]", ROWS + COLUMNS, "for (int k = 0; k < T; k++) sum += b[k][x] * a[y][k];",
    ),
    "the right one turned": (
        "a[T][T], b[T][T]", ROWS + "b[x][y] = q[(s + y) * N + j * T + x];", SUM.replace("b[k][x]", "b[x][k]"),
    ),
    "the left one turned": (
        "a[T][T + 1], b[T][T]", "a[x][y] = p[(i * T + y) * N + s + x];" + COLUMNS, SUM.replace("a[y][k]", "a[k][y]"),
    ),
    "by fma": ("a[T][T], b[T][T]", ROWS + COLUMNS, "for (int k = 0; k < T; k++) sum = FMA(a[y][k], b[k][x], sum);"),
    "a name between": (
        "a[T][T], b[T][T]", ROWS + COLUMNS, "for (int k = 0; k < T; k++) { F v = a[y][k]; sum += v * b[k][x]; }",
    ),
}  # fmt: skip
LEFT_ALONE = {
    "a part of a row": ("a[T][T], b[T][T]", ROWS + COLUMNS, "for (int k = 0; k < 7; k++) sum += a[y][k] * b[k][x];"),
    "something else too": (
        "a[T][T], b[T][T]", ROWS + COLUMNS, "for (int k = 0; k < T; k++) { sum += a[y][k] * b[k][x]; sum *= 2; }",
    ),
    "no product": ("a[T][T], b[T][T]", ROWS + COLUMNS, SUM.replace("a[y][k] * b[k][x]", "a[y][k] - b[k][x]")),
    "a row that turns": ("a[T][T], b[T][T]", ROWS + COLUMNS, SUM.replace("a[y][k]", "a[(y + k) % T][k]")),
    "a difference": ("a[T][T], b[T][T]", ROWS + COLUMNS, SUM.replace("+=", "-=")),
}  # fmt: skip


def program(type_: str, arrays: str, fill: str, total: str, given: str = "") -> Program:
    text = f"""typedef {type_} F;
typedef {given or type_} G;
#define T 8
#define N 24
#define FMA(a, b, c) ({"fmaf(a, b, c)" if type_ == "float" else "(a) * (b) + (c)"})
__global__ void kernel(const G* p, const G* q, F* out, int n) {{
    __shared__ G {arrays};
    const int x = threadIdx.x, y = threadIdx.y, i = blockIdx.y, j = blockIdx.x;
    F sum = 0;
    for (int s = 0; s < n; s += T) {{
        {fill}
        __syncthreads();
        {total}
        __syncthreads();
    }}
    out[(i * T + y) * N + j * T + x] = sum;
}}
"""
    (made,) = lower(SourceFile("test.cu", text), Options()).kernels
    assert made.program is not None, made.diagnostics
    return made.program


def outcome(tiles: TileProgram, p: Any, q: Any, out: Any) -> Any:
    made = out.copy()
    run(tiles, launch_constants(tiles.kernel, (8, 8, 1)), (3, 3, 1), {"p": p, "q": q, "out": made, "n": 24})
    return made


def dots(tiles: TileProgram) -> int:
    return sum(isinstance(node, Dot) for node in walk_all(tiles.kernel.body))


def check(text: Program, given: Any, result: Any, count: int) -> TileProgram:
    """In whole numbers, which no order of sums changes."""
    random = np.random.default_rng(6)
    p, q = (random.integers(-9, 10, 576).astype(given) for _ in range(2))
    out = np.zeros(576, result)
    tiles, plain = vectorised(text), vectorised(text, raises=False)
    assert [dots(tiles), dots(plain)] == [count, 0]
    wanted = outcome(plain, p, q, out)
    assert np.any(wanted != 0)
    assert np.array_equal(outcome(tiles, p, q, out), wanted)
    return tiles


@pytest.mark.parametrize("type_", ["float", "int"])
@pytest.mark.parametrize("parts", RAISED.values(), ids=RAISED)
def test_a_product(parts: tuple[str, str, str], type_: str) -> None:
    dtype = {"float": np.float32, "int": np.int32}[type_]
    tiles = check(program(type_, *parts), dtype, dtype, 1)
    (loop,) = (node for node in walk_all(tiles.kernel.body) if isinstance(node, Range))
    assert not any(isinstance(node, Range) for node in walk_all(loop.body))


def test_bytes_are_multiplied_as_ints() -> None:
    check(program("int", *RAISED["as they lie"], given="signed char"), np.int8, np.int32, 1)


@pytest.mark.parametrize("parts", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_no_product(parts: tuple[str, str, str]) -> None:
    check(program("int", *parts), np.int32, np.int32, 0)


def test_a_sum_that_is_looked_at_in_between() -> None:
    """It is added to in each round then."""
    between = SUM + " out[(i * T + y) * N + j * T + x] = sum;"
    tiles = check(program("int", "a[T][T], b[T][T]", ROWS + COLUMNS, between), np.int32, np.int32, 1)
    (loop,) = (node for node in walk_all(tiles.kernel.body) if isinstance(node, Range))
    assert any(getattr(getattr(node, "target", None), "name", "") == "sum" for node in loop.body)
