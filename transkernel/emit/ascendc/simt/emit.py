"""Thread IR to a port in Ascend C's SIMT form: the text and its manifest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.diagnostics import Diagnostic
from transkernel.emit.ascendc.profile import Profile
from transkernel.emit.ascendc.simt.describe import SUFFIX, describe, describe_variables
from transkernel.emit.ascendc.simt.file import SimtPrinter
from transkernel.emit.ascendc.simt.legalise import legalise
from transkernel.emit.c.bit_fields import expand_bit_fields
from transkernel.emit.c.legal import Legal
from transkernel.ir.nodes import Barrier, BlockVote, Comment, Program, Scope
from transkernel.manifest import Manifest
from transkernel.records import record
from transkernel.source import SourceFile


@record
class Port:
    """What is written for one CUDA file."""

    text: str
    manifest: Manifest
    launcher: str = ""
    suffix: str = SUFFIX
    companions: tuple[tuple[str, str], ...] = ()


@record
class Prepared:
    """A kernel that the form can say: as it came, as it will be printed, and the warnings that come with it."""

    program: Program
    legal: Legal
    warnings: tuple[Diagnostic, ...] = ()


def prepare(program: Program, profile: Profile) -> Prepared:
    """A kernel made ready for `emit`. Raises Refusal where threads of Ascend C cannot say what it does."""
    program = expand_bit_fields(program)  # the manifest describes the words too
    made = legalise(program)
    describe_variables(program, made)
    return Prepared(program, made)


def is_collective(node: Any) -> bool:
    """Whether all threads of the block must reach the node together; a warp's operations need its own lanes alone."""
    return isinstance(node, BlockVote) or (isinstance(node, Barrier) and node.scope is not Scope.WARP)


def emit(
    kernels: tuple[Prepared, ...],
    *,
    source: SourceFile,
    profile: Profile,
    version: str,
    block: tuple[int, int, int] | None = None,
    comments: tuple[Comment, ...] = (),
) -> Port:
    """The kernels of one CUDA file, in their order, as one file."""
    programs, legal = tuple(each.program for each in kernels), tuple(each.legal for each in kernels)
    printer = SimtPrinter(source, legal, block, comments)
    writer = printer.print()
    manifest = describe(programs, legal, printer.entries, source, profile, version, block)
    return Port(writer.text, replace(manifest, line_map=writer.origins))
