"""Shrinking, without a device: the cause is a predicate on the IR."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.fuzz.cuda_printer import print_program
from tests.fuzz.generate import Fuzzed, generate
from tests.fuzz.reduce import reduce, size, steps, tidied
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, INT32
from transkernel.ir.verify import verify
from transkernel.ir.visit import walk_all

Cause = Callable[[Any], bool]
CAUSES: dict[str, Cause] = {
    "a subtraction": lambda node: isinstance(node, ir.Binary) and node.op is ir.BinaryOp.SUBTRACT,
    "a shuffle": lambda node: isinstance(node, ir.WarpOperation),
    "a conversion to bfloat16": lambda node: isinstance(node, ir.Convert) and node.type == BFLOAT16,
    "a call": lambda node: isinstance(node, ir.Call),
    "a barrier": lambda node: isinstance(node, ir.Barrier),
    "a loop": lambda node: isinstance(node, ir.For),
}


def nodes(fuzzed: Fuzzed) -> list[Any]:
    functions = fuzzed.program.functions
    return [*walk_all(fuzzed.program.kernel.body), *(node for each in functions for node in walk_all(each.body))]


def first_with(cause: Cause) -> Fuzzed:
    made = (tidied(generate(seed)) for seed in range(100))
    return next(each for each in made if each is not None and size(each) > 150 and any(map(cause, nodes(each))))


@pytest.mark.parametrize("name", CAUSES)
def test_a_kernel_becomes_a_few_lines(name: str) -> None:
    cause, fuzzed = CAUSES[name], first_with(CAUSES[name])

    def fails(some: Sequence[Fuzzed]) -> list[bool]:
        return [any(map(cause, nodes(each))) for each in some]

    small = reduce(fuzzed, fails)
    assert fails([small]) == [True]
    verify(small.program, spaces_resolved=False)
    assert print_program(small.program).count("\n") < 16, print_program(small.program)
    assert size(small) < size(fuzzed) / 4


def test_every_step_is_smaller_and_well_formed() -> None:
    fuzzed = generate(3)
    for number, candidate in enumerate(steps(fuzzed)):
        verify(candidate.program, spaces_resolved=False)
        assert size(candidate) <= size(fuzzed)
        assert any(each.out for each in candidate.buffers)
        if number > 200:
            break


def test_divisors_and_shifts_keep_their_guards() -> None:
    """What stands on the right of `/`, `%` and `<<` is what it was, or the literal 1."""
    operators = (ir.BinaryOp.DIVIDE, ir.BinaryOp.REMAINDER, *ir.SHIFTS)
    checked = 0
    for seed in range(3):
        fuzzed = generate(seed)
        before = {repr(each.right) for each in nodes(fuzzed) if isinstance(each, ir.Binary) and each.type == INT32}
        for candidate in steps(fuzzed):
            for node in nodes(candidate):
                if isinstance(node, ir.Binary) and node.op in operators and node.type == INT32:
                    checked += 1
                    whole = isinstance(node.right, ir.Literal) or repr(node.right) in before
                    assert whole or isinstance(node.right, ir.Binary)
    assert checked


def test_what_nothing_names_goes() -> None:
    fuzzed = next(each for seed in range(100) if len((each := generate(seed)).program.functions) > 1)
    stores = [each for each in fuzzed.program.kernel.body if isinstance(each, ir.Assign)][-1:]
    declares = [each for each in fuzzed.program.kernel.body if isinstance(each, ir.Declare)][:2]
    only = ir.Program(
        ir.Kernel("kernel_0", "", fuzzed.program.kernel.parameters, fuzzed.program.kernel.shared,
                  (*declares, *stores), fuzzed.program.kernel.span),
        fuzzed.program.functions, fuzzed.program.globals, fuzzed.program.structs,
    )  # fmt: skip
    small = tidied(replace(fuzzed, program=only))
    assert small is not None
    assert not small.program.functions
    assert not small.program.kernel.shared
    assert len(small.program.kernel.parameters) == len(small.buffers) + len(small.numbers)
    nothing = replace(fuzzed.program, kernel=replace(fuzzed.program.kernel, body=tuple(declares)))
    assert tidied(replace(fuzzed, program=nothing)) is None
