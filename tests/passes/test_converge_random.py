"""Random kernels do the same after `converge` as before."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.passes.agreement import agree, is_collective, lowered
from tests.passes.interpreter import Undefined
from tests.passes.random_kernels import FUNCTIONS, RandomKernel
from tests.passes.test_converge import FUNCTIONS as WARP_FUNCTIONS
from tests.passes.test_converge import arguments, kernel
from transkernel.ir.visit import walk_all


def text_of(random: Random) -> str:
    return kernel(RandomKernel(random).body(), before=WARP_FUNCTIONS + FUNCTIONS)


@given(random=st.randoms(use_true_random=False), n=st.sampled_from((64, 45, 20)))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_random_kernel_agrees(random: Random, n: int) -> None:
    program = lowered(text_of(random))
    assume(any(is_collective(node) for node in walk_all(program.kernel.body)))
    try:
        agree(program, (64, 1, 1), arguments(64, n))
    except Undefined:
        assume(False)
