"""Loops of lanes that all step alike are counted; those that do not are left alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.tile.build import (
    ACTIVE,
    FLOATS,
    INDICES,
    LANES,
    SPAN,
    TRUTHS,
    I,
    assign,
    at,
    binary,
    block_index,
    compare,
    constant,
    convert,
    declare,
    kernel,
    load,
    number,
    offset,
    program,
    real,
    reduce,
    repeat,
    store,
    variable,
    where,
)
from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Register, Special, While
from transkernel.ir.printer import print_statements
from transkernel.ir.tile import Range
from transkernel.ir.types import INT32, UINT32
from transkernel.ir.verify_tile import verify_tile
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.strided import count_strided

X, OUT, N, D = variable("x", FLOATS), variable("out", FLOATS), variable("n"), variable("d")
LOOPING = variable("looping", TRUTHS)
PARAMETERS: dict[str, Any] = {"x": FLOATS, "out": FLOATS, "n": INT32, "by": INT32}
HEAD = declare("active", compare(LANES, "<", constant("BLOCK_X")))
GRID = binary(Special(Register.GRID_SIZE, 0, SPAN), "*", convert(constant("BLOCK_X"), UINT32))
BASE = binary(block_index(), "*", constant("BLOCK_X"))
DOUBLE = store(at(OUT), binary(load(at(X), LOOPING), "+", load(at(X), LOOPING)), LOOPING)


def any_lane(mask: Any) -> Any:
    return compare(reduce("max", convert(mask, INT32)), "!=", number(0))


def strided(*body: Any, start: Any = None, stop: Any = N, step: Any = None, after: tuple[Any, ...] = ()) -> Any:
    """The loop as vectorisation leaves it."""
    step = step or constant("BLOCK_X")
    moved = binary(I, "+", step) if step.type == INT32 else convert(binary(convert(I, UINT32), "+", step), INT32)
    test = compare(I, "<", stop)
    return (
        HEAD,
        declare("i", start or LANES),
        declare("looping", binary(ACTIVE, "&", test)),
        repeat(any_lane(LOOPING), *(body or (DOUBLE,)), assign("i", where(LOOPING, moved, I)),
               assign("looping", binary(LOOPING, "&", test))),
        *after,
    )  # fmt: skip


def halving(*body: Any, first: int = 16, test: str = ">", bound: int = 0, op: str = ">>", by: int = 1) -> Any:
    condition = compare(D, test, number(bound))
    return (
        HEAD,
        declare("d", number(first)),
        declare("looping", binary(ACTIVE, "&", condition)),
        repeat(any_lane(LOOPING), *body, assign("d", binary(D, op, number(by))),
               assign("looping", binary(LOOPING, "&", condition))),
    )  # fmt: skip


def text(*body: Any) -> str:
    return print_statements(count_strided(kernel(PARAMETERS, *body)).body)


ROUND = """\
<LANES x bool> active = lanes<LANES x i32> < BLOCK_X
for (i32 start in {bounds}) {{
  <LANES x i32> i = start + {own}
  <LANES x bool> mask = active & (i < n)
  store(out + i, load(x + i, mask mask) + load(x + i, mask mask), mask mask)
}}
"""


@pytest.mark.parametrize(
    ("start", "step", "bounds"),
    [
        (LANES, constant("BLOCK_X"), "0, n, BLOCK_X"),
        (LANES, number(32), "0, n, 32"),
        (binary(BASE, "+", LANES), number(64), "<i32>(block_index.x) * BLOCK_X, n, 64"),
        (binary(LANES, "+", BASE), GRID, "<i32>(block_index.x) * BLOCK_X, n, <i32>(grid_size.x * <u32>(BLOCK_X))"),
    ],
)
def test_strided_loops_are_counted(start: Any, step: Any, bounds: str) -> None:
    assert text(*strided(start=start, step=step)) == ROUND.format(bounds=bounds, own="lanes<LANES x i32>").rstrip()


def test_a_warp_goes_on_by_the_warps_of_a_block() -> None:
    """There are none in a block of less than a warp, whose loop would never end."""
    made = text(*strided(start=binary(LANES, "/", number(32)), step=binary(constant("BLOCK_X"), "/", number(32))))
    assert made == ROUND.format(bounds="0, n, BLOCK_X / 32", own="(lanes<LANES x i32> / 32)").rstrip()


@pytest.mark.parametrize(
    "body",
    [
        strided(step=variable("by")),  # it may be 0
        strided(start=binary(LANES, "-", number(1))),
        strided(start=binary(LANES, "*", variable("by"))),
        strided(stop=binary(LANES, "+", N)),
        strided(after=(store(at(OUT), real(0), ACTIVE),)),  # the counter is read
        strided(after=(store(at(OUT, LANES), real(0), LOOPING),)),
        strided(DOUBLE, assign("i", binary(I, "+", number(1)))),
        strided(DOUBLE, assign("n", binary(N, "-", number(1)))),
        strided(store(at(OUT), real(1), ACTIVE)),  # would be done in a round of nobody
        strided(DOUBLE, assign("rounds", binary(variable("rounds"), "+", number(1)))),
        strided(DOUBLE, assign("looping", binary(LOOPING, "&", compare(I, "!=", number(7))))),
    ],
)  # fmt: skip
def test_other_loops_are_left_alone(body: Any) -> None:
    made = kernel(PARAMETERS, *body)
    assert count_strided(made).body == made.body


def test_bounds_that_nobody_loads_are_left_alone() -> None:
    counted = load(offset(X, number(0)), any_lane(ACTIVE))
    body = (HEAD, declare("m", convert(counted, INT32)), *strided(stop=variable("m"))[1:])
    made = kernel(PARAMETERS, *body)
    assert count_strided(made).body == made.body


def test_variables_of_outside_keep_their_values_in_other_lanes() -> None:
    total = variable("total", INDICES)
    kept = assign("total", where(LOOPING, binary(total, "+", I), total))
    heads = (HEAD, declare("total", LANES))
    assert "for (i32 start" in text(*heads, *strided(kept)[1:])
    assert "while" in text(*heads, *strided(assign("total", binary(total, "+", I)))[1:])


@pytest.mark.parametrize(("count", "grid"), [(0, 1), (1, 2), (99, 1), (100, 3), (1001, 3)])
def test_the_values_are_the_same(count: int, grid: int) -> None:
    made = program(PARAMETERS, *strided(start=binary(BASE, "+", LANES), step=GRID))
    results: list[Any] = []
    for each in (made.kernel, count_strided(made.kernel)):
        tiles = type(made)(insert_barriers(each))
        verify_tile(tiles)
        x, out = np.arange(count + 5, dtype=np.float32), np.full(count + 5, -1, np.float32)
        run(tiles, launch_constants(each, (100, 1, 1)), (grid, 1, 1), {"x": x, "out": out, "n": count, "by": 0})
        results.append(out)
    assert np.array_equal(results[0], results[1])
    assert np.array_equal(results[1][:count], 2 * np.arange(count))


# ------------------------------------------------------------ all threads decide alike


PUT = store(at(OUT, binary(LANES, "+", D)), real(1), LOOPING)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"op": "/", "by": 2, "test": ">=", "bound": 1},
        {"first": 0, "test": "<=", "bound": 4, "op": "+"},
        {"first": 1, "test": "<", "bound": 32, "op": "*", "by": 2},
        {"first": 3, "test": "!=", "bound": 0},
    ],
)
def test_a_loop_on_a_scalar_is_one(more: Any) -> None:
    made = text(*halving(PUT, **more))
    assert f"while (d {more.get('test', '>')}" in made
    assert "looping" not in made
    assert "mask active" in made


@pytest.mark.parametrize(
    "body",
    [
        halving(PUT, first=0, test="<", bound=32, op="*", by=2),  # 0 stays 0
        halving(PUT, first=-4, test="!="),
        halving(PUT, test=">=", bound=0),  # 0 >> 1 is 0
        halving(PUT, op="+"),
        halving(PUT, op="/", by=1),
        halving(store(at(OUT, LANES), real(1), ACTIVE)),
        (*halving(PUT), store(at(OUT, binary(LANES, "+", D)), real(1), ACTIVE)),
    ],
)
def test_a_loop_that_might_not_end_for_nobody_is_left_alone(body: Any) -> None:
    made = kernel(PARAMETERS, *body)
    assert count_strided(made).body == made.body


LOOPS = {
    "an unsigned counter": "for (unsigned i = b * d + t; i < (unsigned)n; i += d * g) y[i] = x[i] + 1;",
    "an unsigned bound": "for (int i = t; i < d + 2 * 3; i += d) y[i] = x[i] + (int)b;",
    "a bound of 64 bits": "for (int i = b * d + t; i < (size_t)n; i += d * g) y[i] = x[i] + 1;",
    "a counter of 64 bits": "for (size_t i = (size_t)b * d + t; i < n; i += d * g) y[i] = x[i] + 1;",
}
UNCOUNTED = {
    "an unsigned start below zero": "for (unsigned i = t + 3u - 2u - d; i < (unsigned)n; i += d) y[i] = x[i] + 1;",
    "a signed start, an unsigned bound": "for (int i = (int)t - 4; i < (unsigned)n; i += d) y[i] = x[i] + 1;",
}


@pytest.mark.parametrize(("text", "counted"), [*((each, 1) for each in LOOPS.values()),
                                               *((each, 0) for each in UNCOUNTED.values())])  # fmt: skip
def test_loops_on_numbers_of_other_types(text: str, counted: int) -> None:
    names = "unsigned t = threadIdx.x, b = blockIdx.x, d = blockDim.x, g = gridDim.x;"
    source = f"__global__ void k(const int* x, int* y, int n) {{ {names} {text} }}"
    (lowered,) = lower(SourceFile("kernel.cu", source), Options()).kernels
    assert lowered.program is not None
    found = []
    for raises in (True, False):
        tiles = vectorised(lowered.program, raises=raises)
        ranges = sum(isinstance(node, Range) for node in walk_all(tiles.kernel.body))
        assert ranges == counted * raises
        y = np.zeros(64, np.int32)
        for block in (8, 13):
            given = {"x": np.arange(64, dtype=np.int32), "y": y, "n": 37}
            run(tiles, launch_constants(tiles.kernel, (block, 1, 1)), (2, 1, 1), given)
        found.append(y.tolist())
    assert found[0] == found[1]


ROUNDS: dict[str, tuple[str, Callable[[int, int], range]]] = {
    "a window": ("int i = max(t - 2, 0); i < min(t + 3, n); ++i", lambda t, n: range(max(t - 2, 0), min(t + 3, n))),
    "below zero": ("int i = t - 5; i < t / 2; i += 2", lambda t, n: range(t - 5, t // 2, 2)),
    "nobody": ("int i = t + n; i < t; ++i", lambda t, n: range(0)),
    "from one place": ("int i = 0; i < t; ++i", lambda t, n: range(t)),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_lanes_that_count_for_themselves_are_counted_before_the_first_round(name: str) -> None:
    head, rounds = ROUNDS[name]
    text = f"""__global__ void k(int* y, int n) {{ int t = threadIdx.x; int s = 1; if (t != 3) for ({head}) {{
        if (i % 3 == 1) continue; s = s * 5 + i; }} y[t] = s; }}"""
    (lowered,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert lowered.program is not None
    tiles = vectorised(lowered.program)
    assert sum(isinstance(node, Range) for node in walk_all(tiles.kernel.body)) == 1
    assert not any(isinstance(node, While) for node in walk_all(tiles.kernel.body))
    y = np.zeros(11, np.int32)
    run(tiles, launch_constants(tiles.kernel, (11, 1, 1)), (1, 1, 1), {"y": y, "n": 9})
    for t in range(11):
        expected = 1
        for i in rounds(t, 9) if t != 3 else ():
            expected = expected if math.fmod(i, 3) == 1 else expected * 5 + i
        assert int(y[t]) == np.int64(expected).astype(np.int32)


@pytest.mark.parametrize(
    "loop",
    [
        "int i = t; for (; i < n + t; ++i) s += i; s += i;",
        "for (int i = t; i < n + t; ++i) { s += i; if (s > 9) break; }",
        "int m = n; for (int i = t; i < m; ++i) { s += i; m -= t; }",
        "for (int i = t; i < n + t; i += t + 1) s += i;",
        "for (unsigned i = t; i < n + t; ++i) s += i;",
    ],
)
def test_other_loops_of_lanes_ask_all_of_them_each_time(loop: str) -> None:
    text = f"__global__ void k(int* y, int n) {{ int t = threadIdx.x; int s = 1; {loop} y[t] = s; }}"
    (lowered,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert lowered.program is not None
    assert any(isinstance(node, While) for node in walk_all(vectorised(lowered.program).kernel.body))
