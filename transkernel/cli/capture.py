"""`transkernel capture`: runs a whole CUDA program on the CPU and writes each kernel launch as a case."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transkernel.cli.options import read_define, speech_options
from transkernel.cli.terminal import CommandError, ExitCode, Terminal, reason, say_error, table, terminal
from transkernel.diagnostics import render_text

if TYPE_CHECKING:
    from transkernel.harness.capture import CaptureOptions, CaptureResult

_DETAIL_LINES = 20
_WHY_SKIPPED = {
    "kernel": "of kernels that --kernel does not name",
    "every": "left out by --every",
    "most": "beyond --max-launches",
    "configuration": "not made: a grid, block or shared memory of zero, or more than a device takes",
    "bytes": "beyond --max-bytes, which a larger number lifts",
}
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def _read_bytes(value: str) -> int:
    """`N`, or `N` with K, M or G."""
    digits, unit = (value[:-1], _UNITS[value[-1].upper()]) if value[-1:].upper() in _UNITS else (value, 1)
    if not digits.isdecimal() or not int(digits):
        raise click.BadParameter(f"{value!r} is no number of bytes; 512M and 2G are")
    return int(digits) * unit


_ARGUMENTS = "transkernel.capture.arguments"


class _WithArguments(click.Command):
    """What follows `--` is the program's, whatever it looks like."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own: list[str] = args
        theirs: tuple[str, ...] = ()
        if "--" in args:
            at = args.index("--")
            own, theirs = args[:at], tuple(args[at + 1 :])
        ctx.meta[_ARGUMENTS] = theirs
        return super().parse_args(ctx, own)


@click.command(cls=_WithArguments, short_help="Run a whole CUDA program on the CPU; write its launches as cases.")
@click.argument("files", nargs=-1, required=True, metavar="PROGRAM.cu [FILE...] [-- ARGS...]", type=click.Path())
@click.option("-o", "--output", type=click.Path(), metavar="DIR", help="Where the cases go. Default: PROGRAM.cases.")
@click.option("--kernel", "kernels", multiple=True, metavar="NAME", help="Only launches of this kernel. Repeatable.")
@click.option(
    "--every", type=click.IntRange(min=1), default=1, show_default=True, help="Keep each N-th launch of a kernel."
)
@click.option("--max-launches", type=click.IntRange(min=1), metavar="N", help="Keep at most N launches of a kernel.")
@click.option(
    "--max-bytes",
    type=_read_bytes,
    default="1G",
    show_default=True,
    metavar="N",
    help="Bytes of arrays to write down in all; K, M and G may follow.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=600.0,
    show_default=True,
    metavar="SECONDS",
    help="How long the program may run.",
)
@click.option(
    "-D",
    "--define",
    "defines",
    type=read_define,
    multiple=True,
    metavar="NAME[=VALUE]",
    help="Define a macro. Repeatable.",
)
@click.option(
    "-I",
    "--include",
    "include_dirs",
    type=click.Path(),
    multiple=True,
    metavar="DIR",
    help="Look for headers there too. Repeatable.",
)
@speech_options
@click.pass_context
def capture(
    context: click.Context,
    files: tuple[str, ...],
    output: str | None,
    kernels: tuple[str, ...],
    every: int,
    max_launches: int | None,
    max_bytes: int,
    timeout: float,
    defines: tuple[tuple[str, str], ...],
    include_dirs: tuple[str, ...],
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build the CUDA program of all FILEs for the CPU, run it here with ARGS and this standard input, and write each
    kernel launch that it makes as a case, with what went in and what came out.

    `transkernel verify PROGRAM.cu --cases DIR --to TARGET` runs the cases again, as CUDA and as a port. Equal launches
    are one case. The program's own output is passed on.
    """
    from transkernel.harness.capture import CaptureOptions
    from transkernel.run.launch import Limits

    sources = tuple(map(_file, files))
    speech = terminal(color, quiet, verbose)
    options = CaptureOptions(
        files=sources,
        output=Path(output) if output is not None else Path(f"{sources[0].stem}.cases"),
        arguments=context.meta[_ARGUMENTS],
        include_dirs=tuple(_folder(name) for name in include_dirs),
        defines=defines,
        kernels=kernels,
        every=every,
        most=max_launches,
        bytes=max_bytes,
        limits=Limits(wall_seconds=timeout, output_bytes=1 << 26),
    )
    result = _run(options, speech)
    for diagnostic in result.left_out:
        speech.note(render_text(diagnostic, color=speech.color))
    if result.problem:
        return _fail(result, speech)
    return _report(result, options.output, speech)


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"{name}: {'not a file' if path.exists() else 'no such file'}")
    return path


def _folder(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        raise CommandError(f"-I {name}: no such folder")
    return path


def _run(options: CaptureOptions, speech: Terminal) -> CaptureResult:
    from transkernel.harness.capture import capture as capture_program
    from transkernel.harness.capture_files import NotACapture, refuse_other_folder

    def forward(stream: int, data: bytes) -> None:
        speech.clear()
        to = sys.stdout if stream == 1 else sys.stderr
        to.buffer.write(data)
        to.buffer.flush()

    try:
        refuse_other_folder(options.output)
        return capture_program(options, forward, lambda stage: speech.progress(f"{options.files[0]}: {stage}"))
    except NotACapture as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        if error.filename is None or not str(error.filename).startswith(str(options.output.absolute().parent)):
            raise
        raise CommandError(f"cannot write {options.output}: {reason(error)}") from None


def _fail(result: CaptureResult, speech: Terminal) -> int:
    """One error, with what the compiler or the program said under it."""
    speech.clear()
    say_error(result.problem)
    lines = result.detail.strip().splitlines()
    shown = lines if speech.verbosity > 0 else lines[:_DETAIL_LINES]
    for line in shown:
        click.echo(f"    {line}", err=True)
    if len(shown) < len(lines):
        click.echo(f"    ... {len(lines) - len(shown)} more lines with -v", err=True)
    _say_skipped(result, speech)
    return ExitCode.CANNOT_RUN if result.cannot_run else ExitCode.REFUSED


def _report(result: CaptureResult, folder: Path, speech: Terminal) -> int:
    """What was captured of each kernel. The program's own failure is said last, and is this command's."""
    rows: list[tuple[str, ...]] = [("kernel", "file", "launches", "cases")]
    rows += [(count.kernel, count.file, str(count.made), str(count.stored)) for count in result.counts]
    speech.note(table(rows).rstrip("\n"))
    _say_skipped(result, speech)
    stored = sum(count.stored for count in result.counts)
    speech.note(f"{result.launches} launches, {stored} cases in {folder}{os.sep}")
    run = result.run
    if run is None or run.is_good:
        return ExitCode.DONE
    if run.dropped:
        speech.note(f"{run.dropped} bytes of the program's output were not passed on", verbosity=-1)
    say_error(f"the program {run.ending}; what it had launched until then is in {folder}{os.sep}")
    return ExitCode.REFUSED


def _say_skipped(result: CaptureResult, speech: Terminal) -> None:
    for why, count in sorted(result.skipped.items()):
        speech.note(f"{count} launch{'' if count == 1 else 'es'} {_WHY_SKIPPED[why]}")
