"""`transkernel report`: a run as one HTML page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from transkernel.cli.options import speech_options
from transkernel.cli.output import write_whole
from transkernel.cli.records import document
from transkernel.cli.terminal import CommandError, ExitCode, reason, terminal

Found = TypeVar("Found")
_MARK = "<!-- transkernel report -->"


@click.command(short_help="Make one HTML page of a run, or SARIF or JUnit XML.")
@click.argument("run", metavar="RUN", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE.html", help="Default: report.html in RUN, or beside it."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "sarif", "junit"]),
    default="html",
    show_default=True,
    help="sarif (2.1.0) and junit go to standard output without -o.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is no report.")
@speech_options
def report(run: str, output: str | None, form: str, force: bool, color: str, quiet: bool, verbose: bool) -> int:
    """Make a page of RUN, a folder that `verify --output` or `migrate` wrote, or a file of `verify --format json`.

    With --format sarif or junit RUN may be any command's records: a file of JSON lines, or the folder of `migrate`.

    The page is one file that needs no network: verdicts with filters, each kernel beside its port, what was compared
    and how far it is off, and how to run it again.
    """
    from transkernel.report.run import read_records

    speech = terminal(color, quiet, verbose)
    path = Path(run)
    if not path.exists():
        raise CommandError(f"{run}: no such file or folder")
    if form != "html":
        text = document(_read(read_records, path), form, "report")
        if output is None:
            speech.result(text)
        else:
            write_whole(Path(output), text)
        return ExitCode.DONE
    page, said = _page(path)
    target = (
        Path(output) if output is not None else (path / "report.html" if path.is_dir() else path.with_suffix(".html"))
    )
    _check_replaceable(target, force)
    write_whole(target, page)
    speech.note(f"{target}: {said}")
    return ExitCode.DONE


def _page(path: Path) -> tuple[str, str]:
    """The page of a run, and what it holds."""
    from transkernel.report.html import html_page
    from transkernel.report.migration import migration_page
    from transkernel.report.run import read_records, read_run

    if (path / "migration.jsonl").is_file() or path.name == "migration.jsonl":
        records = _read(read_records, path)
        return migration_page(records), f"{sum('verdict' in each for each in records)} kernels"
    found = _read(read_run, path)
    return f"{html_page(found)}{_MARK}\n", f"{len(found.records)} comparisons"


def _read(read: Callable[[Path], Found], path: Path) -> Found:
    from transkernel.report.run import NotARun

    try:
        return read(path)
    except NotARun as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {reason(error)}") from None


def _check_replaceable(target: Path, force: bool) -> None:
    if target.is_dir():
        raise CommandError(f"{target}: is a folder; give a file")
    if force or not target.exists():
        return
    try:
        is_ours = target.read_bytes().rstrip().endswith(_MARK.encode())
    except OSError as error:
        raise CommandError(f"{target}: cannot be read: {reason(error)}") from None
    if not is_ours:
        raise CommandError(f"{target}: is no report of transkernel's; --force overwrites it")
