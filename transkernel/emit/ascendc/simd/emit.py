"""Placed programs to a port in Ascend C: the text and its manifest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.diagnostics import Diagnostic, refuse
from transkernel.emit.ascendc.simd.describe import describe
from transkernel.emit.ascendc.simd.file import SimdPrinter, as_program, with_body
from transkernel.emit.ascendc.simd.flags import with_free_flags
from transkernel.emit.c.named_constants import type_constants
from transkernel.emit.parameters import describe_global
from transkernel.ir.nodes import Comment
from transkernel.ir.placed import PlacedProgram
from transkernel.ir.types import FLOAT64
from transkernel.ir.visit import walk_all
from transkernel.manifest import Manifest
from transkernel.records import record
from transkernel.source import SourceFile

SUFFIX = "_ascendc.cpp"


@record
class Port:
    """What is written for one CUDA file. No Python launches it."""

    text: str
    manifest: Manifest
    launcher: str = ""
    suffix: str = SUFFIX
    companions: tuple[tuple[str, str], ...] = ()


@record
class Prepared:
    """A kernel that Ascend C can say, and the warnings that come with it."""

    program: PlacedProgram
    warnings: tuple[Diagnostic, ...] = ()


def prepare(program: PlacedProgram, profile: Any) -> Prepared:
    """A kernel made ready for `emit`. Raises Refusal where Ascend C cannot say what it does: printing it tells."""
    for parameter in program.kernel.parameters:
        if parameter.type == FLOAT64:
            raise refuse("TK0480", "the NPU has no `double`", parameter.span)
    for node in walk_all(program.kernel.body):
        if getattr(node, "type", None) == FLOAT64 and type(node).__name__ != "Convert":
            raise refuse("TK0480", "the NPU has no `double`", node.span)
    program = with_body(program, type_constants(as_program(program)))
    program = replace(program, kernel=with_free_flags(program.kernel))
    SimdPrinter(program.kernel.span.file, (program,), profile.arch).print()
    structs = {each.name: each for each in program.structs}
    for variable in program.globals:
        describe_global(variable, structs)
    return Prepared(program)


def emit(
    kernels: tuple[Prepared, ...],
    *,
    source: SourceFile,
    profile: Any,
    version: str,
    block: tuple[int, int, int] | None = None,
    comments: tuple[Comment, ...] = (),
) -> Port:
    """The kernels of one CUDA file, in their order, as one file.

    block: the only block size that the port shall be launched with, where that is known.
    comments: what the CUDA file begins with.
    """
    programs = tuple(each.program for each in kernels)
    printer = SimdPrinter(source, programs, profile.arch, comments)
    writer = printer.print()
    manifest = describe(programs, printer.kernels, source, profile, version, block, SUFFIX)
    return Port(writer.text, replace(manifest, line_map=writer.origins))
