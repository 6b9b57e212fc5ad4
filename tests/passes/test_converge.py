"""Converged kernels do strictly what the originals do by CUDA's rules; those that need nothing stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.passes.agreement import agree, is_collective, lowered, run
from tests.passes.meeting import NotConverged
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import If, Return
from transkernel.ir.printer import print_program, print_statements
from transkernel.passes.converge import converge

HERE = Path(__file__).parent
FUNCTIONS = (HERE / "converge_functions.cuh").read_text()


def bodies(section: str) -> dict[str, str]:
    """The bodies of a section of converge_bodies.cu by their names."""
    text = (HERE / "converge_bodies.cu").read_text().split(f"// ==== {section}\n")[1].split("// ====")[0]
    found = {}
    for part in text.split("\n// ")[1:]:
        name, _, body = part.partition("\n")
        found[name] = body
    return found


def kernel(body: str, parameters: str = "", before: str = "") -> str:
    """A kernel over x and y; `i` is the thread of the grid, `t` of the block."""
    head = f"__global__ void k(const int* __restrict__ x, int* y, int n{parameters})"
    index = "const int t = threadIdx.x; const int i = blockIdx.x * blockDim.x + t;"
    return f"{before}\n{head} {{ {index}\n{body}\n}}"


def arguments(count: int, n: int, **more: Any) -> dict[str, Any]:
    x = [(7 * position + 3) % 23 - 5 for position in range(count)]
    return {"x": x, "y": [0] * count, "n": n, **more}


UNCHANGED = bodies("unchanged")


@pytest.mark.parametrize("name", UNCHANGED)
def test_what_is_converged_stays_as_it_is(name: str) -> None:
    program = lowered(kernel(UNCHANGED[name], before=FUNCTIONS))
    converged = agree(program, (64, 1, 1), arguments(64, 64))
    assert print_program(converged) == print_program(program)


CHANGED = bodies("changed")


@pytest.mark.parametrize("name", CHANGED)
@pytest.mark.parametrize("n", [64, 40, 5])
def test_converged_kernel_agrees(name: str, n: int) -> None:
    program = lowered(kernel(CHANGED[name], before=FUNCTIONS))
    if n == 64:
        with pytest.raises(NotConverged):
            run(program, (64, 1, 1), arguments(64, 20), strict=True)
    converged = agree(program, (64, 1, 1), arguments(64, n))
    assert converged != program


GUARDED = [name for name, body in CHANGED.items() if body.strip().startswith(("if (t >= n)", "if (i >= n) return"))]


@pytest.mark.parametrize("name", GUARDED)
def test_threads_behind_the_end_touch_no_memory(name: str) -> None:
    """The buffers end where the guard says, so that a load or store of another thread is out of bounds."""
    program = lowered(kernel(CHANGED[name], before=FUNCTIONS))
    agree(program, (64, 1, 1), arguments(40, 40))


def test_partial_blocks_and_several_of_them() -> None:
    program = lowered(kernel(CHANGED["guard before a barrier"]))
    agree(program, (64, 1, 1), arguments(256, 150), blocks=4)


def test_guard_is_one_line_and_what_follows_the_last_barrier_is_untouched() -> None:
    body = """__shared__ int s[64]; if (i >= n) return; s[t] = x[i]; __syncthreads();
        int v = s[t]; if (v < 0) return; y[i] = v; y[i] += 2;"""
    program = lowered(kernel(body))
    converged = agree(program, (64, 1, 1), arguments(64, 40))
    text = print_statements(converged.kernel.body)
    assert "bool active = i < n" in text
    assert text.count("active") == 3
    assert converged.kernel.body[-4:] == program.kernel.body[-4:]
    early = converged.kernel.body[-5]
    assert isinstance(early, If)
    assert isinstance(early.then[0], Return)


def test_names_of_the_original_are_not_taken() -> None:
    body = "bool active = t < n; if (!active) return; int other = 1; __syncwarp(); y[i] = x[i] + active + other;"
    agree(lowered(kernel(body)), (64, 1, 1), arguments(64, 40))


def test_only_functions_that_need_it_are_touched() -> None:
    program = lowered(kernel("y[i] = block_sum(x[i]);", before=FUNCTIONS))
    converged = agree(program, (64, 1, 1), arguments(64, 64))
    changed = [new.name for new, old in zip(converged.functions, program.functions, strict=True) if new != old]
    assert changed == ["block_sum"]
    assert converged.kernel == program.kernel


def test_barriers_of_warps_are_left_alone_where_the_target_has_them() -> None:
    program = lowered(kernel("if (t < 32) { y[i] = __shfl_sync(~0u, x[i], 1); }"))
    assert converge(program, lambda node: False) is program


def test_switch_that_falls_through_is_refused() -> None:
    body = "int v = x[i]; switch (t / 32) { case 0: v++; case 1: v += __shfl_xor_sync(~0u, v, 1); } y[i] = v;"
    with pytest.raises(Refusal) as refusal:
        converge(lowered(kernel(body)), is_collective)
    assert refusal.value.diagnostic.code == "TK0310"
    assert refusal.value.diagnostic.span is not None


def test_call_with_a_vote_in_the_step_of_a_loop_is_refused() -> None:
    body = "for (int k = t / 32; k < 9; k += clipped(x[i], 3)) y[i]++;"
    with pytest.raises(Refusal, match="TK0311"):
        converge(lowered(kernel(body, before=FUNCTIONS)), is_collective)


def test_long_array_across_a_barrier_is_refused() -> None:
    body = "if (i >= n) return; int a[500] = {x[i]}; __syncthreads(); y[i] = a[t];"
    with pytest.raises(Refusal, match="TK0312"):
        converge(lowered(kernel(body)), is_collective)
