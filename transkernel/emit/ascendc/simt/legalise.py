"""The passes in their order: a program of the IR to one that the printer can print as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.emit.ascendc.simt.check import check_program, check_types
from transkernel.emit.ascendc.simt.control import Control
from transkernel.emit.ascendc.simt.operations import Operations
from transkernel.emit.ascendc.simt.warps import votes_memory
from transkernel.emit.c.hidden import thread_hidden_memory
from transkernel.emit.c.legal import Legal
from transkernel.emit.c.named_constants import type_constants
from transkernel.emit.c.needs import Needs
from transkernel.ir.nodes import Program
from transkernel.manifest import Argument
from transkernel.passes.single_precision import in_single_precision


def legalise(program: Program) -> Legal:
    """Raises Refusal where threads of Ascend C cannot say what the program does."""
    check_program(program)
    needs = Needs()
    control, operations = Control(needs), Operations(needs)
    program = _each_body(program, lambda each: replace(each, body=control.statements(each.body)))
    program = in_single_precision(program)
    check_types(program)
    kernel = program.kernel
    program = replace(program, kernel=replace(kernel, shared=(*kernel.shared, *votes_memory(program))))
    program = _each_body(program, operations.function)
    program, hidden = thread_hidden_memory(program, buffers=lambda _: True, declares_dynamic=True)
    arguments = tuple(Argument("param", each.name) for each in kernel.parameters)
    return Legal(type_constants(program), (), (*arguments, *hidden), needs)


def _each_body(program: Program, change: Callable[[Any], Any]) -> Program:
    functions = tuple(change(each) for each in program.functions)
    return replace(program, kernel=change(program.kernel), functions=functions)
