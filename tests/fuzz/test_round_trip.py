"""Random IR, printed as CUDA and read by the front end, is the same IR again."""

from __future__ import annotations

import pytest

from tests.fuzz.cuda_printer import NotPrintable, print_program
from tests.fuzz.expressions import SPAN, literal
from tests.fuzz.generate import generate
from tests.fuzz.round_trip import first_difference, read_back
from transkernel.ir import nodes as ir
from transkernel.ir.types import FLOAT32, INT32, INT64, Pointer
from transkernel.ir.verify import verify
from transkernel.ir.visit import rewrite_all

PROGRAMS = 160
_PARTS = 8


@pytest.mark.parametrize("part", range(_PARTS))
def test_random_programs_come_back(part: int) -> None:
    for seed in range(part, PROGRAMS, _PARTS):
        program = generate(seed).program
        verify(program, spaces_resolved=False)
        assert first_difference(program, read_back(program)) == "", f"seed {seed}\n{print_program(program)}"


def test_the_same_seed_gives_the_same_program() -> None:
    assert print_program(generate(11).program) == print_program(generate(11).program)
    assert print_program(generate(11).program) != print_program(generate(12).program)


def with_body(*statements: ir.Statement) -> ir.Program:
    x = ir.Parameter("x", Pointer(FLOAT32), SPAN)
    return ir.Program(ir.Kernel("kernel_0", "kernel_0", (x, ir.Parameter("n", INT32, SPAN)), (), statements, SPAN))


N = ir.Variable("n", INT32, SPAN)


def test_a_conversion_that_moves_is_seen() -> None:
    """The comparison can fail: a cast before the sum is none behind it."""
    one = literal(1, INT64).node
    wide = ir.Convert(N, INT64, SPAN, explicit=True)
    before = ir.Binary(ir.BinaryOp.ADD, wide, one, INT64, SPAN)
    added = ir.Binary(ir.BinaryOp.ADD, N, literal(1, INT32).node, INT32, SPAN)
    behind = ir.Convert(added, INT64, SPAN, explicit=True)
    left, right = (with_body(ir.Declare("v", INT64, value, SPAN)) for value in (before, behind))
    assert first_difference(left, read_back(left)) == ""
    assert "Binary" in first_difference(left, read_back(right))


def test_an_operand_that_is_swapped_is_seen() -> None:
    differing = 0
    for seed in range(20):
        program = generate(seed).program
        body = rewrite_all(program.kernel.body, _swapped)
        other = ir.Program(
            ir.Kernel(program.kernel.name, "", program.kernel.parameters, program.kernel.shared, body, SPAN),
            program.functions,
            program.globals,
            program.structs,
        )
        differing += first_difference(program, other) != ""
    assert differing > 10


def _swapped(node: object) -> object:
    if isinstance(node, ir.Binary) and node.op is ir.BinaryOp.SUBTRACT:
        return ir.Binary(node.op, node.right, node.left, node.type, node.span)
    return node


def test_the_printer_refuses_what_it_has_no_words_for() -> None:
    with pytest.raises(NotPrintable):
        print_program(with_body(ir.Print("%d", (N,), SPAN)))
    with pytest.raises(NotPrintable):
        print_program(with_body(ir.Assert(literal(1, INT32).node, "1", SPAN)))
