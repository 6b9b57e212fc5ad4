"""Threads leave loops, branches and the kernel in every way: what lanes do, against the same in Python."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.tile.evaluator import launch_constants, run
from tests.tile.launching import vectorised
from transkernel.convert import Options, lower
from transkernel.ir.nodes import While
from transkernel.ir.tile import Range
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

THREADS = 12
X = np.array([3, 1, 4, 1, 5, 9, 2, 6, -1, 5, 3, 5], np.int32)


def uniform_exit_in_a_branch(y: list[int], i: int, n: int) -> None:
    y[i] = 0
    if n > 3:
        if n > 7:
            return
        y[i] = 1
    y[i] += 10


def return_from_an_inner_loop(y: list[int], i: int, n: int) -> None:
    for a in range(i):
        for b in range(n):
            if X[b] == i:
                return
            y[i] += int(X[b])
        y[i] += 100 * a


def return_under_a_branch_of_a_loop(y: list[int], i: int, n: int) -> None:
    for a in range(i):
        if a % 2:
            for b in range(n):
                if X[b] == i:
                    return
            y[i] += 1
        y[i] += 10
    y[i] += 1000


def breaks_and_continues(y: list[int], i: int, n: int) -> None:
    for a in range(n):
        if X[a] == i:
            continue
        for b in range(i):
            if b == a + 2:
                break
            y[i] += b
        if a * i > 20:
            break
        y[i] += 10
    y[i] += 100


def two_loops_that_return(y: list[int], i: int, n: int) -> None:
    for a in range(i):
        if a == 7:
            return
        y[i] += 1
    for a in range(n):
        if X[a] == i:
            return
        y[i] += 100
    y[i] += 10000


CASES: dict[Callable[[list[int], int, int], None], str] = {
    uniform_exit_in_a_branch: "y[i] = 0; if (n > 3) { if (n > 7) return; y[i] = 1; } y[i] += 10;",
    return_from_an_inner_loop: """
        for (int a = 0; a < i; ++a) {
            for (int b = 0; b < n; ++b) { if (x[b] == i) return; y[i] += x[b]; }
            y[i] += 100 * a;
        }""",
    return_under_a_branch_of_a_loop: """
        for (int a = 0; a < i; ++a) {
            if (a % 2) { for (int b = 0; b < n; ++b) { if (x[b] == i) return; } y[i] += 1; }
            y[i] += 10;
        }
        y[i] += 1000;""",
    breaks_and_continues: """
        for (int a = 0; a < n; ++a) {
            if (x[a] == i) continue;
            for (int b = 0; b < i; ++b) { if (b == a + 2) break; y[i] += b; }
            if (a * i > 20) break;
            y[i] += 10;
        }
        y[i] += 100;""",
    two_loops_that_return: """
        for (int a = 0; a < i; ++a) { if (a == 7) return; y[i] += 1; }
        for (int a = 0; a < n; ++a) { if (x[a] == i) return; y[i] += 100; }
        y[i] += 10000;""",
}


@pytest.mark.parametrize("raises", [True, False])
@pytest.mark.parametrize("n", [2, 5, 9])
@pytest.mark.parametrize("meaning", CASES, ids=lambda meaning: meaning.__name__)
def test_lanes_do_what_threads_do(meaning: Callable[[list[int], int, int], None], n: int, raises: bool) -> None:
    text = f"__global__ void k(const int* x, int* y, int n) {{ int i = threadIdx.x; {CASES[meaning]} }}"
    (lowered,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert lowered.program is not None
    tiles = vectorised(lowered.program, raises=raises)
    found, expected = np.zeros(THREADS, np.int32), [0] * THREADS
    constants = launch_constants(tiles.kernel, (THREADS, 1, 1))
    run(tiles, constants, (1, 1, 1), {"x": X, "y": found, "n": n})
    for i in range(THREADS):
        meaning(expected, i, n)
    assert found.tolist() == expected


@pytest.mark.parametrize(
    ("head", "rounds"),
    [
        ("int k = -2; k <= 2; ++k", [-2, -1, 0, 1, 2]),
        ("int k = 0; k <= n; k += 3", [0, 3]),
        ("long long k = 1; k <= n; ++k", [1, 2, 3, 4]),
        ("int k = 3; k <= 2; ++k", []),
    ],
)
def test_a_loop_to_its_last_number_is_counted(head: str, rounds: list[int]) -> None:
    text = f"__global__ void k(int* y, int n) {{ int s = 5; for ({head}) s = s * 7 + (int)k; y[threadIdx.x] = s; }}"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    tiles = vectorised(kernel.program)
    assert any(isinstance(node, Range) for node in walk_all(tiles.kernel.body))
    assert not any(isinstance(node, While) for node in walk_all(tiles.kernel.body))
    y = np.zeros(THREADS, np.int32)
    run(tiles, launch_constants(tiles.kernel, (THREADS, 1, 1)), (1, 1, 1), {"y": y, "n": 4})
    expected = 5
    for each in rounds:
        expected = expected * 7 + each
    assert y.tolist() == [expected] * THREADS


def test_a_loop_to_the_greatest_number_is_not_counted_beyond_it() -> None:
    text = "__global__ void k(int* y) { for (int k = 0; k <= 2147483647; ++k) y[k] = k; }"
    (kernel,) = lower(SourceFile("kernel.cu", text), Options()).kernels
    assert kernel.program is not None
    assert not any(isinstance(node, Range) for node in walk_all(vectorised(kernel.program).kernel.body))
