"""The whole way of a kernel, as one list of stages: text to thread IR to a target's port.

    lower        frontend      the file's kernels, each as a Program or refused
    resolve      passes        address spaces of every pointer
    synchronise  passes        code that counts on lanes in step gets its `__syncwarp()`
    converge     passes        barriers and warp operations where every thread arrives
    emit         emit/TARGET   legalisation and printing of all kernels of the file into one port

The IR is verified after each pass; a refused kernel leaves the others alone.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from transkernel import __version__
from transkernel.diagnostics import Diagnostic, Refusal, Severity, refuse
from transkernel.emit import TARGETS
from transkernel.emit.recipes import launch_recipes
from transkernel.frontend.includes import Include
from transkernel.frontend.kernels import Lowered
from transkernel.frontend.lower import FrontendResult, lower_source
from transkernel.frontend.preprocess import PreprocessOptions
from transkernel.ir import nodes as ir
from transkernel.ir.recipes import HostRecipe
from transkernel.ir.verify import verify
from transkernel.ir.verify_tile import verify_tile
from transkernel.limits import (
    DEFAULT_TIME_LIMIT,
    FRAMES,
    FRAMES_TO_PRINT,
    OutOfTime,
    checkpoint,
    depth,
    time_limit,
    without_collection,
)
from transkernel.manifest import Manifest
from transkernel.passes.address_spaces import resolve
from transkernel.passes.converge import converge
from transkernel.passes.portability import portability
from transkernel.passes.warp_synchronous import synchronise_warps
from transkernel.records import record
from transkernel.source import SourceFile, Span


@record
class Options:
    """kernels: names to translate (all where empty). instantiate: `reduce<float, 256>`. roots: folders that includes
    may lead into. block: the launch shape, where the port should fix it. strict: a warning refuses the kernel.
    profile: what the port may use of a device, by the target's name for it. time_limit: seconds that the file may take,
    after which it is refused as a whole."""

    target: str = "opencl"
    kernels: tuple[str, ...] = ()
    instantiate: tuple[str, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    include_dirs: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    block: tuple[int, int, int] | None = None
    strict: bool = False
    profile: str = "portable"
    time_limit: float = DEFAULT_TIME_LIMIT


@record
class Port:
    """text: the port's source. launcher: a Python module that runs it, or empty. suffix: of the port's file.
    functions: a Python module with the file's host functions, or empty. companions: other files beside it, such as
    host code in the target's language, each a suffix in place of the port's and a text that calls the port by the name
    that it has in the manifest."""

    text: str
    launcher: str
    manifest: Manifest
    suffix: str
    functions: str = ""
    companions: tuple[tuple[str, str], ...] = ()


@record
class KernelResult:
    """One kernel's outcome; verdict is `translated`, `translated-with-warnings` or `refused`."""

    name: str
    verdict: str
    diagnostics: tuple[Diagnostic, ...]
    span: Span


@record
class Translation:
    """What became of a file. port is None where no kernel was translated. diagnostics: of the file as a whole.
    includes: every `#include` that was read, with the file that it led to."""

    port: Port | None
    kernels: tuple[KernelResult, ...]
    diagnostics: tuple[Diagnostic, ...]
    includes: tuple[Include, ...] = ()

    @property
    def source(self) -> str:
        """The port's text; empty where there is none."""
        return self.port.text if self.port is not None else ""


class InternalError(Exception):
    """A bug of transkernel. reproducer: the file that holds the input and where it went wrong; None where none could
    be written."""

    def __init__(self, message: str, reproducer: Path | None) -> None:
        super().__init__(message)
        self.reproducer = reproducer


def convert(source: SourceFile, options: Options | None = None) -> Translation:
    """Translates the kernels of a file. What cannot be translated is refused kernel by kernel; the file as a whole
    where it takes too long.

    Raises InternalError for a bug of transkernel, KeyError for an unknown target or profile.
    """
    chosen = options or Options()
    try:
        with time_limit(chosen.time_limit), depth(FRAMES), without_collection():
            return _convert(source, chosen)
    except OutOfTime as late:
        return _given_up(source, late)
    except RecursionError:
        message = "the file is nested too deeply, so that nothing of it was translated"
        return Translation(None, (), (Diagnostic("TK0204", Severity.ERROR, message, Span(source, 0, 0)),))
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        raise _internal(source, chosen, error) from error


def _convert(source: SourceFile, options: Options) -> Translation:
    target = TARGETS[options.target]()
    profile = target.PROFILES[options.profile]
    front = lower(source, options)
    results: list[KernelResult] = []
    prepared: list[Any] = []
    fatal = any(diagnostic.is_error for diagnostic in front.diagnostics) and not front.kernels
    for lowered in front.kernels:
        result, kernel = _prepare(lowered, target, profile, options)
        results.append(result)
        if kernel is not None:
            prepared.append(kernel)
    diagnostics = front.diagnostics
    if not results and not fatal:
        diagnostics = (*diagnostics, _no_kernel(source))
    checkpoint()
    with depth(FRAMES_TO_PRINT):
        port = _emit(target, tuple(prepared), source, profile, options, front.comments) if prepared else None
        if port is not None and front.hosts:
            port, notes = _with_hosts(target, port, front.hosts, source)
            diagnostics = (*diagnostics, *notes)
    return Translation(port, tuple(results), diagnostics, front.includes)


def lower(source: SourceFile, options: Options) -> FrontendResult:
    """The first stage alone: the kernels of a file as programs of the thread IR."""
    preprocessing = PreprocessOptions(
        defines=options.defines,
        include_dirs=options.include_dirs,
        roots=(*options.roots, *options.include_dirs),
    )
    return lower_source(source, preprocessing, kernels=options.kernels, instantiate=options.instantiate)


def prepare(program: ir.Program, options: Options) -> Any:
    """The stages between: a program, perhaps changed since `lower`, up to what `emit` takes. Raises Refusal."""
    target = TARGETS[options.target]()
    return _through(program, target, target.PROFILES[options.profile])[0]


def emit(prepared: tuple[Any, ...], source: SourceFile, options: Options) -> Port:
    """The last stage alone: prepared programs as one port. Kernels of one name get others in the port, in order."""
    target = TARGETS[options.target]()
    return _emit(target, prepared, source, target.PROFILES[options.profile], options, ())


def _given_up(source: SourceFile, late: OutOfTime) -> Translation:
    message = (
        f"the translation took more than {late.seconds:g} s and was given up here; nothing is written for the file"
    )
    where = late.span or Span(source, 0, 0)
    return Translation(None, (), (Diagnostic("TK0902", Severity.ERROR, message, where),))


def _no_kernel(source: SourceFile) -> Diagnostic:
    message = "the file is empty" if not source.text.strip() else "there is no `__global__` function here"
    return Diagnostic("TK0101", Severity.ERROR, message, Span(source, 0, 0))


def _prepare(lowered: Lowered, target: Any, profile: Any, options: Options) -> tuple[KernelResult, Any]:
    """A kernel through the passes, up to what the target can print; None where it is refused."""
    diagnostics = list(lowered.diagnostics)
    prepared: Any = None
    if lowered.program is not None:
        try:
            prepared, warnings = _through(lowered.program, target, profile)
            diagnostics += warnings
        except Refusal as refusal:
            diagnostics.append(refusal.diagnostic)
        except RecursionError:
            diagnostics.append(refuse("TK0267", "the kernel is nested too deeply", lowered.span).diagnostic)
    warned = any(each.severity is Severity.WARNING for each in diagnostics)
    if options.strict and warned:
        prepared = None
        diagnostics = [_as_error(each) for each in diagnostics]
    verdict = "refused" if prepared is None else "translated-with-warnings" if warned else "translated"
    return KernelResult(lowered.cuda_name, verdict, tuple(diagnostics), lowered.span), prepared


def _as_error(diagnostic: Diagnostic) -> Diagnostic:
    is_warning = diagnostic.severity is Severity.WARNING
    return replace(diagnostic, severity=Severity.ERROR) if is_warning else diagnostic


def _through(program: ir.Program, target: Any, profile: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    """A program as the target will print it, and the warnings that come with it."""
    verify(program, spaces_resolved=False)
    program = _verified(resolve(program))
    warnings = portability(program)
    level = target.level(profile)
    if level in ("tile", "placed"):
        prepared = target.prepare(_tiles(program, profile, level), profile)
        return prepared, (*warnings, *prepared.warnings)
    program, exchanges = synchronise_warps(program)
    program = _verified(converge(_verified(program), target.collectives(profile)))
    prepared = target.prepare(program, profile)
    return prepared, (*exchanges, *warnings, *prepared.warnings)


def _tiles(program: ir.Program, profile: Any, level: str) -> Any:
    """The program of a block: on tiles, or with these in on-chip memory."""
    from transkernel.tile import vectorise

    tiles = vectorise(program, raises=profile.raises, without=frozenset(profile.without))
    verify_tile(tiles)
    if level == "tile":
        return tiles
    from transkernel.tile.placement.lower import lower

    return lower(tiles)


def _verified(program: ir.Program) -> ir.Program:
    checkpoint(program.kernel.span)
    verify(program, spaces_resolved=True)
    return program


def _emit(
    target: Any,
    prepared: tuple[Any, ...],
    source: SourceFile,
    profile: Any,
    options: Options,
    comments: tuple[ir.Comment, ...],
) -> Port:
    emitted = target.emit(
        prepared, source=source, profile=profile, version=__version__, block=options.block, comments=comments
    )
    companions = getattr(emitted, "companions", ())
    return Port(emitted.text, emitted.launcher, emitted.manifest, emitted.suffix, companions=companions)


def _with_hosts(
    target: Any, port: Port, hosts: tuple[HostRecipe, ...], source: SourceFile
) -> tuple[Port, tuple[Diagnostic, ...]]:
    """A port with what is known of its launches, and with the file's host functions where the target has a way."""
    port = replace(port, manifest=replace(port.manifest, launches=launch_recipes(hosts, port.manifest)))
    write = getattr(target, "host_functions", None)
    if write is None:
        return port, ()
    module = write(hosts, port.manifest, source)
    return replace(port, functions=module.text), module.diagnostics


def _internal(source: SourceFile, options: Options, error: Exception) -> InternalError:
    """Writes what is needed to see the bug again, and names the file."""
    trace = "".join(traceback.format_exception(error))
    python = sys.version.split()[0]
    text = f"transkernel {__version__}, Python {python}\n{options}\n\n{trace}\n--- {source.name}\n{source.text}"
    path = None
    with contextlib.suppress(OSError):
        with tempfile.NamedTemporaryFile(
            "w", prefix="transkernel-", suffix=".txt", encoding="utf-8", errors="replace", delete=False
        ) as file:
            file.write(text)
        path = Path(file.name)
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    return InternalError(f"internal error in `{source.name}`: {said}", path)
