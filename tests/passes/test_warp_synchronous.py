"""Code that counted on lanes in step does what it did, when the threads take turns in any order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.passes.agreement import agree, lowered, run
from transkernel.ir.nodes import Barrier, Scope
from transkernel.ir.printer import print_program
from transkernel.ir.verify import verify
from transkernel.ir.visit import walk_all
from transkernel.passes.warp_synchronous import synchronise_warps

HEAD = "__global__ void k(const int* x, int* y, int n) { const int t = threadIdx.x;\n"
X = [(7 * position + 3) % 23 - 5 for position in range(64)]

TREE = """
__device__ void tail(volatile int* s, int t) {
    s[t] += s[t + 32]; s[t] += s[t + 16]; s[t] += s[t + 8]; s[t] += s[t + 4]; s[t] += s[t + 2]; s[t] += s[t + 1];
}
"""
EXCHANGES: dict[str, tuple[str, list[int]]] = {
    "a tree of one warp in a function": (
        TREE + HEAD + "__shared__ int s[64]; s[t] = x[t]; __syncthreads();"
        " if (t < 32) tail(s, t); if (t == 0) y[0] = s[0]; }",
        [sum(X)],
    ),
    "volatile shared memory, a scan": (
        HEAD + "volatile __shared__ int s[64]; s[t] = x[t];"
        " for (int d = 1; d < 32; d *= 2) { if (t % 32 >= d) s[t] = s[t] + s[t - d]; } y[t] = s[t]; }",
        [sum(X[t // 32 * 32 : t + 1]) for t in range(64)],
    ),
    "a value held in a variable": (
        HEAD + "volatile __shared__ int s[64]; s[t] = x[t]; int v = s[t ^ 1]; s[t] = v; y[t] = s[t ^ 1]; }",
        X,
    ),
    "a write in a function": (
        "__device__ void put(volatile int* s, int t, int v) { s[t] = v; }\n" + HEAD
        + "volatile __shared__ int s[64]; put(s, t, x[t]); y[t] = s[t ^ 1]; }",
        [X[t ^ 1] for t in range(64)],
    ),
    "an index that changes": (
        HEAD + "volatile __shared__ int s[65]; int at = t; s[at] = x[t];"
        " at = (at + 1) % 32 + t / 32 * 32; y[t] = s[at]; }",
        [X[(t + 1) % 32 + t // 32 * 32] for t in range(64)],
    ),
    "a loop whose end meets its beginning": (
        HEAD + "volatile __shared__ int s[64]; int sum = 0;"
        " for (int k = 0; k < 3; k++) { s[t] = x[t] + k; sum += s[t ^ 1]; } y[t] = sum; }",
        [3 * X[t ^ 1] + 3 for t in range(64)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXCHANGES)
def test_exchanges_do_what_lanes_in_step_did(name: str) -> None:
    text, wanted = EXCHANGES[name]
    given: dict[str, Any] = {"x": X, "y": [0] * len(wanted), "n": 64}
    program = lowered(text)
    assert run(program, (64, 1, 1), given, strict=False)["y"] != wanted, "the test shows nothing"
    synchronised, warnings = synchronise_warps(program)
    verify(synchronised, spaces_resolved=True)
    assert [warning.code for warning in warnings] == ["TK0501"]
    assert run(synchronised, (64, 1, 1), given, strict=False)["y"] == wanted
    converged = agree(synchronised, (64, 1, 1), given)
    assert run(converged, (64, 1, 1), given, strict=True)["y"] == wanted


LEFT_ALONE = {
    "synchronised by hand": "volatile __shared__ int s[64]; s[t] = x[t]; __syncwarp(); y[t] = s[t ^ 1];",
    "its own element": "volatile __shared__ int s[64]; s[t] = x[t]; s[t] += 2; y[t] = s[t];",
    "not volatile": "__shared__ int s[64]; s[t] = x[t]; y[t] = s[t ^ 1];",
    "only read": "volatile __shared__ int s[64]; y[t] = s[t] + s[t ^ 1];",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_exchanges_nothing_stays_as_it_is(name: str) -> None:
    program = lowered(f"{HEAD}{LEFT_ALONE[name]}}}")
    synchronised, warnings = synchronise_warps(program)
    assert print_program(synchronised) == print_program(program)
    assert not warnings


def test_no_more_meetings_than_needed() -> None:
    program, _ = synchronise_warps(lowered(EXCHANGES["a tree of one warp in a function"][0]))
    function = program.functions[0]
    meetings = [node for node in walk_all(function.body) if isinstance(node, Barrier) and node.scope is Scope.WARP]
    assert len(meetings) == 12, "one between the read and the write of each step, one after it"
