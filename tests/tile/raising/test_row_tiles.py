"""Loops along rows on tiles: what is raised, what is not, and that both give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, programs, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Program
from transkernel.ir.tile import ConstantRule, Load, Range, Reduce, Store, TileProgram
from transkernel.ir.types import Tile
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

ROWS, COLUMNS, BLOCK = 45, 19, 32
FOR = "for (int j = 0; j < n; ++j)"
FROM_1 = "for (int j = 1; j < n; ++j)"
# What a thread does for its row; p, q, r, out and one of integers are [rows, n], w is [n], s is [rows].
RAISED = {
    "a sum": f"float sum = 0; {FOR} sum += p[row * n + j]; s[row] = sum;",
    "a difference": f"float sum = 1; {FOR} sum -= p[row * n + j]; s[row] = sum;",
    "two terms": f"float sum = 1; {FOR} sum = p[row * n + j] + sum - q[row * n + j]; s[row] = sum;",
    "a product of sums": f"float sum = 0; {FOR} sum += p[row * n + j] * w[j]; s[row] = sum;",
    "by fma": f"float sum = 2; {FOR} sum = fmaf(p[row * n + j], w[j], sum); s[row] = sum;",
    "two sums": (
        f"float sum = 0, squares = 0; {FOR} {{ float v = p[row * n + j]; sum += v; squares += v * v; }}"
        "s[row] = sum + 2 * squares;"
    ),
    "a sum of some": f"float sum = 0; {FOR} if (p[row * n + j] > 0) sum += p[row * n + j]; s[row] = sum;",
    "the largest": f"float most = p[row * n]; {FROM_1} most = fmaxf(most, p[row * n + j]); s[row] = most;",
    "the least": f"float least = 100; {FOR} least = fminf(p[row * n + j], least); s[row] = least;",
    "integers": f"int bits = 0, all = -1, odd = 5; {FOR} {{ int v = i[row * n + j]; bits |= v; all &= v; odd ^= v; }}"
    "s[row] = bits + all + odd;",
    "a product": f"int times = 1; {FOR} times *= i[row * n + j] | 1; s[row] = times % 1000;",
    "from the middle on": "float sum = 0; for (int j = 3; j < n - 2; ++j) sum += p[row * n + j]; s[row] = sum;",
    "to a known end": "float sum = 0; for (int j = 0; j < 16; ++j) sum += p[row * n + j]; s[row] = sum;",
    "to a known end that is no power": (
        "float sum = 1, most = -5;"
        "for (int j = 0; j < 17; ++j) { sum += p[row * n + j]; most = fmaxf(most, q[row * n + j]); }"
        "s[row] = sum + most;"
    ),
    "the first largest": (
        f"float best = -50; int at = -1; {FOR} {{ float v = p[row * n + j]; if (v > best) {{ best = v; at = j; }} }}"
        "s[row] = at; out[row] = best;"
    ),
    "the first least, and another sum": (
        f"int best = 1000, at = 77; float sum = 0; {FOR} {{ int v = i[row * n + j] % 5; sum += p[row * n + j];"
        "if (best > v) { at = j; best = v; } } s[row] = at + sum; out[row] = best;"
    ),
    "none that is larger": (
        f"float best = 5; unsigned at = 8; {FOR} {{ float v = p[row * n + j]; if (best < v) {{ best = v; at = j; }} }}"
        "s[row] = at; out[row] = best;"
    ),
    "the largest by comparing": (
        f"float best = -50; {FOR} {{ float v = p[row * n + j]; if (v > best) best = v; }} s[row] = best;"
    ),
    "stores": f"{FOR} out[row * n + j] = p[row * n + j] * w[j] + row;",
    "in place": f"{FOR} out[row * n + j] *= p[row * n + j];",
    "stores of some": f"{FOR} if (p[row * n + j] > 0) out[row * n + j] = j;",
    "stores of one number": f"{FOR} out[row * n + j] = 7;",
    "looked up": f"float sum = 0; {FOR} sum += w[i[row * n + j] & 7]; s[row] = sum;",
    "a pointer": f"const float* own = p + row * n; float sum = 0; {FOR} sum += own[j]; s[row] = sum;",
    "a variable that changes in a round": (
        f"float sum = 0; {FOR} {{ float v = p[row * n + j]; if (v < 0) v = -v; v += w[j]; sum += v; }} s[row] = sum;"
    ),
    "one after another": (
        f"float most = p[row * n]; {FROM_1} most = fmaxf(most, p[row * n + j]);"
        f"float total = 0; {FOR} total += p[row * n + j] - most; {FOR} out[row * n + j] = total;"
    ),
    "inside of another loop": (
        f"float sum = 0; for (int k = 0; k < 3; ++k) {{ {FOR} sum += p[row * n + j] * k; }} s[row] = sum;"
    ),
    "integers of 64 bits": "float sum = 0; for (long long j = 0; j < n; ++j) sum += p[row * n + j]; s[row] = sum;",
}  # fmt: skip
LEFT_ALONE = {
    "a branch of all lanes": f"float sum = 0; {FOR} if (j % 2) sum += p[row * n + j]; s[row] = sum;",
    "lanes that lie side by side": f"float sum = 0; {FOR} sum += p[j * rows + row]; s[row] = sum;",
    "windows that lanes share": f"float sum = 0; {FOR} sum += p[row + j]; s[row] = sum;",
    "every other element": "float sum = 0; for (int j = 0; j < n / 2; ++j) sum += p[row * n + 2 * j]; s[row] = sum;",
    "steps of two": "float sum = 0; for (int j = 0; j < n; j += 2) sum += p[row * n + j]; s[row] = sum;",
    "a sum that is looked at": f"float sum = 0; {FOR} {{ sum += p[row * n + j]; out[row * n + j] = sum; }}",
    "a sum that decides": f"float sum = 0; {FOR} if (sum < 4) sum += p[row * n + j]; s[row] = sum;",
    "the last largest": (
        f"float best = -50; int at = -1; {FOR} {{ float v = p[row * n + j]; if (v >= best) {{ best = v; at = j; }} }}"
        "s[row] = at; out[row] = best;"
    ),
    "a count beside the largest": (
        f"float best = -50; int times = 0; {FOR} {{ float v = p[row * n + j]; if (v > best) {{ best = v; ++times; }} }}"
        "s[row] = times; out[row] = best;"
    ),
    "a best one that is looked at": (
        f"float best = -50; {FOR} {{ float v = p[row * n + j]; if (v > best) best = v; out[row * n + j] = best; }}"
    ),
    "one that is not larger": (
        f"float best = 50; {FOR} {{ float v = p[row * n + j]; if (!(v > best)) best = v; }} s[row] = best;"
    ),
    "a value that changes before it is kept": (
        f"float best = -50; {FOR} {{ float v = p[row * n + j]; bool more = v > best; v += 1; if (more) best = v; }}"
        "s[row] = best;"
    ),
    "another value than is compared": (
        f"float best = -50; {FOR} {{ float v = p[row * n + j]; if (v > best) best = v + 1; }} s[row] = best;"
    ),
    "a sum that is scaled": f"float sum = 0; {FOR} {{ sum += p[row * n + j]; sum *= 0.5f; }} s[row] = sum;",
    "two operations": f"float sum = 0; {FOR} sum = fmaxf(sum, 1.0f) + p[row * n + j]; s[row] = sum;",
    "the last value": f"float last = 0; {FOR} last = p[row * n + j]; s[row] = last;",
    "what the loop stores": f"{FROM_1} out[row * n + j] = out[row * n + j - 1] + 1;",
    "what the loop may store": f"{FOR} b[row * n + j] = a[row * n + j] + 1;",
    "stores to one place": f"{FOR} out[row * n] = p[row * n + j];",
    "two stores": f"{FOR} {{ b[row * n + j] = 1; a[row * n + j] = p[row * n + j]; }}",
    "atomics": f"{FOR} atomicAdd(&s[row], p[row * n + j]);",
    "a divisor": f"int sum = 0; {FOR} sum += 1000 / (i[row * n + j] | 1); s[row] = sum;",
    "a volatile pointer": f"const volatile float* own = p + row * n; float sum = 0; {FOR} sum += own[j]; s[row] = sum;",
    "bytes": f"int sum = 0; {FOR} sum += c[row * n + j]; s[row] = sum;",
    "a few": "float sum = 0; for (int j = 0; j < 4; ++j) sum += p[row * n + j]; s[row] = sum;",
    "from below zero": "float sum = 0; for (int j = -2; j < n; ++j) sum += p[row * n + j + 2]; s[row] = sum;",
    "a window": (
        "float sum = 0;"
        "for (int k = 0; k < 2; ++k) for (int j = 0; j < few; ++j) sum += p[row * n + k + j]; s[row] = sum;"
    ),
}  # fmt: skip


def program(body: str) -> Program:
    text = f"""__global__ void kernel(const float* __restrict__ p, const float* __restrict__ q,
                       const float* __restrict__ w, const int* __restrict__ i,
                       const signed char* __restrict__ c, float* __restrict__ out,
                       float* __restrict__ s, float* a, float* b, int rows, int n, int few) {{
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < rows) {{ {body} }}
}}
"""
    (made,) = lower(SourceFile("test.cu", text), Options()).kernels
    assert made.program is not None, made.diagnostics
    return made.program


def arguments() -> dict[str, Any]:
    """Whole numbers, whose sums no order changes."""
    random = np.random.default_rng(4)
    floats = {
        name: random.integers(-9, 10, ROWS * COLUMNS + 64).astype(np.float32)
        for name in ("p", "q", "w", "out", "a", "b")
    }
    return {
        **floats,
        "i": random.integers(-99, 100, ROWS * COLUMNS + 64).astype(np.int32),
        "c": random.integers(-99, 100, ROWS * COLUMNS + 64).astype(np.int8),
        "s": np.zeros(ROWS, np.float32),
        "rows": ROWS, "n": COLUMNS, "few": 3,
    }  # fmt: skip


def outcome(tiles: TileProgram, width: int = 0) -> dict[str, Any]:
    given, block = arguments(), (BLOCK, 1, 1)
    grid = (-(-ROWS // BLOCK), 1, 1)
    constants = launch_constants(tiles.kernel, block, 0, grid[0])
    free = [each.name for each in tiles.kernel.constants if each.rule is ConstantRule.FREE]
    constants |= dict.fromkeys(free, width) if width else {}
    run(tiles, constants, programs(tiles.kernel, block, grid), given)
    return given


def is_raised(tiles: TileProgram) -> bool:
    nodes = walk_all(tiles.kernel.body)
    shapes = (
        node.pointer.type.shape
        for node in nodes
        if isinstance(node, Load | Store) and isinstance(node.pointer.type, Tile)
    )
    return any(len(shape) == 2 for shape in shapes)


def same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return all(np.array_equal(left[name], right[name]) for name in ("out", "s", "a", "b"))


@pytest.mark.parametrize("body", RAISED.values(), ids=RAISED)
def test_a_loop_along_rows(body: str) -> None:
    text = program(body)
    tiles, plain = vectorised(text), vectorised(text, without=frozenset({"row-tiles"}))
    assert [is_raised(tiles), is_raised(plain)] == [True, False]
    wanted = outcome(plain)
    assert not same(wanted, arguments())
    assert all(same(outcome(tiles, width), wanted) for width in (0, 1, 8, 64))


@pytest.mark.parametrize("body", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_no_loop_along_rows(body: str) -> None:
    text = program(body)
    tiles = vectorised(text)
    assert not is_raised(tiles)
    assert same(outcome(tiles), outcome(vectorised(text, raises=False)))


def test_a_row_of_a_known_length_is_taken_whole() -> None:
    tiles = vectorised(program(RAISED["to a known end"]))
    nodes = [*walk_all(tiles.kernel.body)]
    assert not any(isinstance(node, Range) for node in nodes)
    assert sum(isinstance(node, Reduce) and node.axis == 1 for node in nodes) == 1
    assert all(each.rule is not ConstantRule.FREE for each in tiles.kernel.constants)


def test_what_all_lanes_read_is_one_row() -> None:
    tiles = vectorised(program(RAISED["a product of sums"]))
    shapes = {
        node.type.shape
        for node in walk_all(tiles.kernel.body)
        if isinstance(node, Load) and isinstance(node.type, Tile)
    }
    assert shapes == {("LANES", "ROW_WIDTH"), (1, "ROW_WIDTH")}


def test_the_launch_says_how_long_a_row_is() -> None:
    (known,) = (
        each for each in vectorised(program(RAISED["a sum"])).kernel.constants if each.rule is ConstantRule.FREE
    )
    (unknown,) = (
        each for each in vectorised(program(RAISED["from the middle on"])).kernel.constants
        if each.rule is ConstantRule.FREE
    )  # fmt: skip
    assert (known.most, unknown.most) == ("n", "")


def test_a_largest_value_looks_at_its_first_element_again() -> None:
    loops = [
        node for node in walk_all(vectorised(program(RAISED["the largest"])).kernel.body) if isinstance(node, Range)
    ]
    assert [loop.start.value for loop in loops] == [0]


def test_a_row_of_nan_stays_one() -> None:
    tiles, given = vectorised(program(RAISED["the largest"])), arguments()
    given["p"][:COLUMNS] = np.nan
    constants = launch_constants(tiles.kernel, (BLOCK, 1, 1), 0, 2)
    run(tiles, constants, programs(tiles.kernel, (BLOCK, 1, 1), (2, 1, 1)), given)
    assert np.isnan(given["s"][0])
    assert not np.isnan(given["s"][1:]).any()
