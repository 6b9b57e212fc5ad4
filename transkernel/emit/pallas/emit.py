"""Tile IR to a port in Pallas: the text and its manifest."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import Diagnostic
from transkernel.emit.pallas.describe import SUFFIX, describe
from transkernel.emit.pallas.file import FilePrinter
from transkernel.emit.pallas.profile import PORTABLE, Profile
from transkernel.emit.parameters import describe_global
from transkernel.ir.nodes import Comment
from transkernel.ir.tile import TileProgram
from transkernel.manifest import Manifest
from transkernel.records import record
from transkernel.source import SourceFile

__all__ = ["SUFFIX", "Port", "Prepared", "emit", "level", "prepare"]


@record
class Port:
    """What is written for one CUDA file. There is no launcher: the port's own functions take arrays."""

    text: str
    launcher: str
    manifest: Manifest
    suffix: str = SUFFIX


@record
class Prepared:
    """A kernel that Pallas can say, and the warnings that come with it."""

    program: TileProgram
    warnings: tuple[Diagnostic, ...] = ()


def level(profile: Profile) -> str:
    """What `prepare` takes: the program of one block."""
    return "tile"


def prepare(program: TileProgram, profile: Profile = PORTABLE) -> Prepared:
    """A kernel made ready for `emit`. Raises Refusal where a TPU cannot do what it does: printing it tells."""
    FilePrinter(program.kernel.span.file, (program,), profile).print()
    structs = {each.name: each for each in program.structs}
    for variable in program.globals:
        describe_global(variable, structs)
    return Prepared(program)


def emit(
    kernels: tuple[Prepared, ...],
    *,
    source: SourceFile,
    profile: Profile = PORTABLE,
    version: str,
    block: tuple[int, int, int] | None = None,
    comments: tuple[Comment, ...] = (),
) -> Port:
    """The kernels of one CUDA file, in their order, as one Python file.

    block: the only block size that the port shall be launched with, where that is known.
    comments: what the CUDA file begins with.
    """
    programs = tuple(each.program for each in kernels)
    printer = FilePrinter(source, programs, profile, comments)
    writer = printer.print()
    manifest = describe(programs, printer.kernels, source, profile, version, block)
    return Port(writer.text, "", replace(manifest, line_map=writer.origins))
