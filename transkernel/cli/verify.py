"""`transkernel verify`: runs each case's original and its port, and says how far they agree."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.claims import cells, columns_of
from transkernel.cli.claims import claims
from transkernel.cli.completion import complete_device
from transkernel.cli.figures import figures
from transkernel.cli.internal import report_internal_error
from transkernel.cli.mutants import lowest_rate, mutants_text
from transkernel.cli.options import speech_options, translation_options
from transkernel.cli.records import Records, format_option
from transkernel.cli.request import Request, find_request
from transkernel.cli.terminal import CommandError, ExitCode, Terminal, gravest, reason, table, terminal
from transkernel.diagnostics import render_text
from transkernel.inputs import find_inputs
from transkernel.limits import DEFAULT_TIME_LIMIT

if TYPE_CHECKING:
    from transkernel.harness.options import VerifyOptions
    from transkernel.harness.records import Record
    from transkernel.harness.run_folder import RunFolder
    from transkernel.harness.verify import Report

_HEAD = ("kernel", "case", "device", "verdict")
_FIGURES = ("max error", "time")


@click.command(short_help="Run each case's original and its port, and compare.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@translation_options
@click.option(
    "--device",
    "devices",
    multiple=True,
    metavar="ID",
    shell_complete=complete_device,
    help="Run ports on this device alone. Repeatable.",
)
@click.option(
    "--compile-for",
    multiple=True,
    metavar="ID",
    help="Compile ports for this one alone. Repeatable; `devices` has them.",
)
@click.option(
    "--save-arrays", type=click.Path(), metavar="DIR", help="Keep inputs and outputs there, as KERNEL-FILE/CASE.npz."
)
@click.option(
    "-o", "--output", type=click.Path(), metavar="DIR", help="Keep the run there, for `transkernel report DIR`."
)
@click.option("--cases", type=click.Path(), metavar="DIR", help="Run the cases that `transkernel capture` wrote there.")
@click.option(
    "--seed", type=click.IntRange(min=0), help="Draw inputs with this seed in place of those in the case files."
)
@click.option(
    "--runs",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Run each port so often, the last time in the opposite order of its threads.",
)
@click.option(
    "--first-cases",
    type=click.IntRange(min=1),
    metavar="N",
    help="Run no more than N cases of each kernel: a quick look.",
)
@click.option("--mutate", is_flag=True, help="Also run mutants of each kernel: would its cases find a mistake?")
@click.option(
    "--mutants", type=click.IntRange(min=1), default=24, show_default=True, help="How many mutants of each kernel."
)
@click.option(
    "--min-kill-rate",
    type=click.FloatRange(0, 100),
    metavar="P",
    help="With --mutate: exit code 1 where fewer per cent are found.",
)
@click.option("--examine/--no-examine", default=True, help="Look at every access of each original, for races and such.")
@format_option
@speech_options
def verify(
    paths: tuple[str, ...],
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
    devices: tuple[str, ...],
    compile_for: tuple[str, ...],
    save_arrays: str | None,
    output: str | None,
    cases: str | None,
    seed: int | None,
    runs: int,
    first_cases: int | None,
    mutate: bool,
    examine: bool,
    mutants: int,
    min_kill_rate: float | None,
    **translation: Any,
) -> int:
    """Run every case of PATH..., files or folders, as CUDA on the CPU and as its port on each device, and compare.

    The cases of saxpy.cu are in saxpy.toml, or in the folder that --cases names. The table is on standard output; what
    is wrong with a case is said below it, with its place.
    """
    request = find_request(paths, **translation)
    speech = terminal(color, quiet, verbose)
    files = list(_kernel_files(paths, request))
    arrays = Path(save_arrays) if save_arrays is not None else None
    exits: set[ExitCode] = set()
    keep = _run_folder(Path(output)) if output is not None else None
    records = Records("verify", form, speech)
    for target in request.targets:
        folder = arrays / target if arrays is not None and request.several_targets else arrays
        of_each = mutants if mutate or min_kill_rate is not None else 0
        options = _options(
            request, target, devices=devices, save_arrays=folder, seed=seed, runs=runs, mutants=of_each, examine=examine
        )
        options = replace(options, compile_for=compile_for or None, first_cases=first_cases or 0)
        options = options if cases is None else _with_capture(options, Path(cases))
        report = _run(files, options, records, speech, keep)
        if form == "text":
            speech.result(_table(report.records))
            if speech.verbosity > 0:
                speech.result(figures(report.records))
            speech.result(mutants_text(report.records))
        _say(report, speech)
        for error in report.errors:
            report_internal_error(error)
        exits.add(ExitCode(report.exit_code))
        lowest = lowest_rate(report.records)
        if min_kill_rate is not None and lowest is not None and lowest < min_kill_rate:
            speech.note(f"the lowest kill rate is {lowest:.1f} %, and {min_kill_rate:g} % was asked for", verbosity=-1)
            exits.add(ExitCode.REFUSED)
    if keep is not None:
        keep.close()
        speech.note(f"the run is in {output}; `transkernel report {output}` makes a page of it")
    records.close(gravest(exits))
    return gravest(exits)


def _run_folder(folder: Path) -> RunFolder:
    """Raises CommandError where the run cannot be kept there."""
    from transkernel.harness.run_folder import NotARun, RunFolder

    try:
        return RunFolder(folder, sys.argv[1:])
    except NotARun as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"cannot write {folder}: {reason(error)}") from None


def _kernel_files(paths: Sequence[str], request: Request) -> Iterator[Path]:
    for name in paths:
        if not Path(name).exists():
            raise CommandError(f"{name}: no such file or folder")
        if request.config.exclude:
            yield from (source.path for source in find_inputs(Path(name), request.config.exclude))
        else:
            yield Path(name)


def _options(request: Request, target: str, **asked: Any) -> VerifyOptions:
    from transkernel.harness.options import VerifyOptions

    return VerifyOptions(
        target=target,
        kernels=request.kernels,
        instantiate=request.instantiate,
        defines=request.defines,
        include_dirs=request.include_dirs,
        roots=request.project_roots,
        strict=request.strict,
        time_limit=request.time_limit or DEFAULT_TIME_LIMIT,
        profile=request.profile,
        **asked,
    )


def _with_capture(options: VerifyOptions, folder: Path) -> VerifyOptions:
    """What the program was built with comes after what is asked for here. Raises CommandError."""
    from transkernel.harness.capture_files import NotACapture, read_capture

    try:
        record = read_capture(folder)
    except NotACapture as error:
        raise CommandError(str(error)) from None
    asked = {name for name, _ in options.defines}
    return replace(
        options,
        captured=folder,
        include_dirs=options.include_dirs + record.include_dirs,
        defines=options.defines + tuple(define for define in record.defines if define[0] not in asked),
        roots=options.roots + record.roots,
    )


def _run(
    files: Sequence[Path], options: VerifyOptions, records: Records, speech: Terminal, keep: RunFolder | None
) -> Report:
    """Raises CommandError where the arrays or the run cannot be saved."""
    from transkernel.harness.verify import verify as verify_files

    def on_record(record: Record) -> None:
        records.add(record.to_json())
        speech.progress(f"{record.file}: {record.kernel}: {record.case or ''}: {record.verdict}")

    try:
        report = verify_files(files, options, on_record, keep=keep)
    except BrokenPipeError:
        raise
    except OSError as error:
        if (options.save_arrays is None and keep is None) or error.filename is None:
            raise
        raise CommandError(f"cannot write {error.filename}: {reason(error)}") from None
    told = {diagnostic for record in report.records for diagnostic in record.diagnostics}
    for diagnostic in report.diagnostics:
        if diagnostic not in told:
            records.add_file(diagnostic.span.file.name if diagnostic.span is not None else "", [diagnostic])
    return report


def _say(report: Report, speech: Terminal) -> None:
    """What was wrong, each thing once, and the counts."""
    said: dict[str, None] = {}
    for diagnostic in report.diagnostics:
        said[render_text(diagnostic, color=speech.color)] = None
    for record in report.records:
        if record.is_pass:
            continue
        told = [diagnostic for diagnostic in record.diagnostics if speech.tells(diagnostic)]
        said.update((render_text(diagnostic, color=speech.color), None) for diagnostic in told)
        if not told:
            said[_failure(record, speech.verbosity)] = None
    for text in said:
        speech.note(text, verbosity=-1)
    counts = Counter(str(record.verdict) for record in report.records)
    speech.note(", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()) or "nothing was verified")
    claimed = claims(report.records)
    if claimed:
        speech.note(claimed)


def _failure(record: Record, verbosity: int) -> str:
    case = f", case {record.case!r}" if record.case is not None else ""
    device = f" on {record.device}" if record.device is not None else ""
    lines = [f"{record.file}:{record.line}: {record.kernel}{case}{device}: {record.verdict}: {record.reason}"]
    detail = record.detail.strip().splitlines()
    shown = detail if verbosity > 0 else detail[:_DETAIL_LINES]
    lines += [f"    {line}" for line in shown]
    if len(shown) < len(detail):
        lines.append(f"    ... {len(detail) - len(shown)} more lines with -v")
    return "\n".join(lines)


_DETAIL_LINES = 12


def _table(records: Sequence[Record]) -> str:
    """With a column for each claim that can be made of ports to these targets."""
    claimed = columns_of({record.target for record in records})
    return table([(*_HEAD, *claimed, *_FIGURES), *(_row(record, claimed) for record in records)])


def _row(record: Record, claimed: Sequence[str]) -> tuple[str, ...]:
    ran = record.device is not None and record.seconds.run > 0
    said = cells(str(record.verdict), record.claim, [each.is_ok for each in record.compiled])
    return (
        record.kernel or Path(record.file).name,
        record.case or "-",
        record.device or "-",
        str(record.verdict),
        *(said[column] for column in claimed),
        _error(record),
        _duration(record.seconds.run) if ran else "-",
    )


def _error(record: Record) -> str:
    """The greatest error over the outputs: absolute, and in units in the last place where they are floats."""
    if record.max_abs is None:
        return "-"
    if record.max_abs == 0 and not record.max_ulp:
        return "0"
    size = f"{record.max_abs:.2g}" if math.isfinite(record.max_abs) else str(record.max_abs)
    return size if record.max_ulp is None else f"{size} ({record.max_ulp} ulp)"


def _duration(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"
