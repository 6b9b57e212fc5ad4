"""What happens when transkernel itself is wrong: a reproducer in the temp folder, two lines, exit code 70."""

from __future__ import annotations

import platform
import shlex
import sys
import tempfile
import traceback
from pathlib import Path

import click

from transkernel import __version__


def report_internal_error(error: BaseException, source_name: str = "", source_text: str | None = None) -> None:
    """Writes the reproducer of `error` and says where it is. A full disk costs the reproducer, never the message.

    An error that brings its reproducer with it (`transkernel.convert.InternalError`) has it named.
    """
    written = getattr(error, "reproducer", None)
    if written is not None:
        click.echo(f"transkernel: {' '.join(str(error).split())}", err=True)
        click.echo(f"  this is a bug in transkernel; please report it with the reproducer in {written}", err=True)
        return
    headline = " ".join(str(error).split())[:200]
    click.echo(f"transkernel: internal error: {type(error).__name__}: {headline}", err=True)
    try:
        folder = _write_reproducer(error, source_name, source_text)
    except OSError as problem:
        click.echo(f"  this is a bug in transkernel; no reproducer could be written: {problem}", err=True)
        return
    click.echo(f"  this is a bug in transkernel; please report it with the reproducer in {folder}", err=True)


def _write_reproducer(error: BaseException, source_name: str, source_text: str | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="transkernel-"))
    lines = [
        f"transkernel {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {shlex.join(['transkernel', *sys.argv[1:]])}",
        f"input: {source_name or 'none'}",
        "",
        *traceback.format_exception(error),
    ]
    (folder / "report.txt").write_text("\n".join(lines), encoding="utf-8", errors="replace")
    if source_text is not None:
        (folder / "input.cu").write_text(source_text, encoding="utf-8", errors="replace")
    return folder
