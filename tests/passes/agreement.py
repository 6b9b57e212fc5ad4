"""Runs a kernel before and after `converge`, the one as CUDA means it, the other strictly, and compares memory."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from tests.passes.interpreter import Launch
from tests.passes.meeting import run_block
from transkernel.frontend.lower import lower_source
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.ir.nodes import Barrier, BlockVote, Program, WarpOperation
from transkernel.ir.verify import verify
from transkernel.passes.address_spaces import resolve
from transkernel.passes.converge import converge
from transkernel.source import SourceFile


def is_collective(node: Any) -> bool:
    """As a target sees it that emulates warps with local memory and barriers."""
    return isinstance(node, Barrier | BlockVote | WarpOperation)


def lowered(text: str) -> Program:
    """The first kernel of a CUDA text, with address spaces."""
    front = lower_source(SourceFile("test.cu", text), PreprocessOptions())
    assert front.kernels, [str(each) for each in front.diagnostics]
    program = front.kernels[0].program
    assert program is not None, [str(each) for each in front.kernels[0].diagnostics]
    return resolve(program)


def run(
    program: Program, size: tuple[int, int, int], arguments: Mapping[str, Any], *, strict: bool, blocks: int = 1
) -> dict[str, Any]:
    """The buffers after all blocks ran. A list among the arguments is a buffer, anything else is a value."""
    buffers = {name: copy.deepcopy(value) for name, value in arguments.items() if isinstance(value, list)}
    given = {name: (buffers[name], 0) if name in buffers else value for name, value in arguments.items()}
    for block in range(blocks):
        run_block(Launch(program, size, given, block, blocks), strict=strict)
    return buffers


def agree(program: Program, size: tuple[int, int, int], arguments: Mapping[str, Any], blocks: int = 1) -> Program:
    """Asserts that the converged program does the same; gives it."""
    verify(program, spaces_resolved=True)
    converged = converge(program, is_collective)
    verify(converged, spaces_resolved=True)
    wanted = run(program, size, arguments, strict=False, blocks=blocks)
    given = run(converged, size, arguments, strict=True, blocks=blocks)
    for name, buffer in wanted.items():
        # What comes from a lane that is not there is any value.
        assert [None if old is None else new for old, new in zip(buffer, given[name], strict=True)] == buffer
    assert converge(converged, is_collective) == converged, "a converged program is left as it is"
    return converged
