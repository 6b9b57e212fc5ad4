"""Divisions whose value is a part of what is computed for both sides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import Binary, BinaryOp, Program
from transkernel.ir.tile import Where
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

THREADS = 64
# What a thread t does, with n = 3; and what all threads have in y then.
GUARDED = {
    "choice": ("y[t] = x[t] / n > 2 ? 1 : 2;", lambda x, t: np.where(x // 3 > 2, 1, 2)),
    "and": ("y[t] = x[t] / n > 2 && x[t] > 20;", lambda x, t: (x // 3 > 2) & (x > 20)),
    "vote of a warp": ("y[t] = __any_sync(~0u, x[t] / n > 30);", lambda x, t: np.repeat([1, 0], 32)),
    "vote of the block": ("y[t] = __syncthreads_count(x[t] / n > 2);", lambda x, t: np.sum(x // 3 > 2)),
    "ballot": ("y[t] = __ballot_sync(~0u, x[t] / n > 32) != 0;", lambda x, t: np.repeat([1, 0], 32)),
    "divisor": ("y[t] = x[t] / (t / n + 1);", lambda x, t: x // (t // 3 + 1)),
    "match": ("y[t] = __popc(__match_any_sync(~0u, t / n));", None),
    "sum of a warp": ("y[t] = __reduce_add_sync(~0u, t / n);", None),
    "loop": ("int i = t; while (i / n > 2) i -= n; y[t] = i;", lambda x, t: np.where(t < 9, t, 6 + t % 3)),
    "shared": ("__shared__ int s[64]; s[t] = x[t] / n; __syncthreads(); y[t] = s[63 - t];", lambda x, t: x[::-1] // 3),
    "index": ("__shared__ int s[64]; s[t] = x[t]; __syncthreads(); y[t] = s[t / n];", lambda x, t: x[t // 3]),
}


def program(body: str) -> Program:
    text = f"__global__ void kernel(const int* x, int* y, int n) {{ const int t = threadIdx.x; {body} }}\n"
    (made,) = lower(SourceFile("test.cu", text), Options()).kernels
    assert made.program is not None, made.diagnostics
    return made.program


def outcome(text: Program, x: Any, **options: Any) -> Any:
    tiles, y = vectorised(text, **options), np.zeros(THREADS, np.int32)
    run(tiles, launch_constants(tiles.kernel, (THREADS, 1, 1)), (1, 1, 1), {"x": x, "y": y, "n": 3})
    return y


@pytest.mark.parametrize(("body", "wanted"), GUARDED.values(), ids=GUARDED)
def test_a_division_that_is_computed_for_both_sides(body: str, wanted: Any) -> None:
    x, t = np.arange(100, 100 - THREADS, -1, dtype=np.int32), np.arange(THREADS)
    text = program(body)
    made = outcome(text, x)
    assert np.array_equal(made, outcome(text, x, raises=False))
    assert made.any()
    assert wanted is None or np.array_equal(made, np.broadcast_to(wanted(x, t), THREADS))


def test_a_division_of_all_threads_is_not_asked() -> None:
    nodes = walk_all(vectorised(program("y[t] = x[t] / n;")).kernel.body)
    (division,) = (node for node in nodes if isinstance(node, Binary) and node.op is BinaryOp.DIVIDE)
    assert not isinstance(division.right, Where)
