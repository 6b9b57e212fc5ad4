"""Thread IR to a port in OpenCL C: the text, its launcher and its manifest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from transkernel.diagnostics import Diagnostic
from transkernel.emit.c.bit_fields import expand_bit_fields
from transkernel.emit.c.legal import Legal
from transkernel.emit.opencl.describe import describe, describe_variables
from transkernel.emit.opencl.file import OpenClPrinter
from transkernel.emit.opencl.launcher import render_launcher
from transkernel.emit.opencl.legalise.branches import is_collective
from transkernel.emit.opencl.legalise.pipeline import legalise
from transkernel.emit.opencl.profile import PORTABLE, Profile
from transkernel.ir.nodes import Comment, Program
from transkernel.manifest import Manifest
from transkernel.records import record
from transkernel.source import SourceFile

SUFFIX = ".cl"


def level(profile: Profile) -> Literal["thread", "tile"]:
    """What `prepare` takes: the program of one thread."""
    return "thread"


@record
class Port:
    """What is written for one CUDA file. `launcher` is Python that runs it through pyopencl."""

    text: str
    launcher: str
    manifest: Manifest
    suffix: str = SUFFIX


@record
class Prepared:
    """A kernel that OpenCL C can say: as it came, as it will be printed, and the warnings that come with it."""

    program: Program
    legal: Legal
    warnings: tuple[Diagnostic, ...] = ()


def prepare(program: Program, profile: Profile = PORTABLE) -> Prepared:
    """A kernel made ready for `emit`. Raises Refusal where OpenCL C cannot say what it does."""
    program = expand_bit_fields(program)  # the manifest describes the words too
    made = legalise(program, profile)
    describe_variables(program, made)
    return Prepared(program, made)


def collectives(profile: Profile) -> Callable[[Any], bool]:
    """Which nodes all threads of the block must reach together: barriers, and what is made of barriers."""
    return is_collective


def emit(
    kernels: tuple[Program | Prepared, ...],
    *,
    source: SourceFile,
    profile: Profile = PORTABLE,
    version: str,
    block: tuple[int, int, int] | None = None,
    contract: bool = False,
    comments: tuple[Comment, ...] = (),
) -> Port:
    """The kernels of one CUDA file, in their order, as one OpenCL C file.

    block: the only block size that the port shall be launched with, where that is known.
    comments: what the CUDA file begins with.
    contract: let the compiler fuse multiplications and additions, as nvcc does by default.
    Kernels that are not prepared yet are. Raises Refusal where one cannot be said; `prepare` tells which.
    """
    ready = tuple(each if isinstance(each, Prepared) else prepare(each, profile) for each in kernels)
    programs, legal = tuple(each.program for each in ready), tuple(each.legal for each in ready)
    printer = OpenClPrinter(source, legal, block, contract, comments)
    writer = printer.print()
    manifest = describe(programs, legal, printer.entries, source, profile, version, block)
    manifest = replace(manifest, line_map=writer.origins)
    return Port(writer.text, render_launcher(manifest), manifest)
