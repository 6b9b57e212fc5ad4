"""What is said where: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import IntEnum

import click

from transkernel.diagnostics import Diagnostic, Severity


class ExitCode(IntEnum):
    """The codes that scripts rely on; CONTRACT.md of the project names them."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    CANNOT_RUN = 3
    INTERNAL = 70
    INTERRUPTED = 130


# When a run meets several of these, the first in this order is its exit code.
_GRAVEST_FIRST = (ExitCode.INTERNAL, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.CANNOT_RUN, ExitCode.DONE)


def gravest(codes: set[ExitCode]) -> ExitCode:
    """The exit code of a run that met all of `codes`."""
    return next((code for code in _GRAVEST_FIRST if code in codes), ExitCode.DONE)


class CommandError(click.ClickException):
    """The command was used wrongly: one line on standard error, exit code 2."""

    exit_code = ExitCode.USAGE


class StandardOutputError(CommandError):
    """Results cannot be written; there is no sense in going on."""


_LEAST_VERBOSITY = {Severity.ERROR: -1, Severity.WARNING: 0, Severity.NOTE: 1}
_CLEAR_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class Terminal:
    """How a command speaks. verbosity: -1 is only errors, 0 the default, 1 each file and notes as well."""

    color: bool
    verbosity: int

    def tells(self, diagnostic: Diagnostic) -> bool:
        """Errors always, warnings unless quiet, notes with -v."""
        return self.verbosity >= _LEAST_VERBOSITY[diagnostic.severity]

    def note(self, text: str, verbosity: int = 0) -> None:
        """A line for people, on standard error."""
        if self.verbosity >= verbosity:
            self.clear()
            click.echo(text, err=True, color=self.color)

    def progress(self, text: str) -> None:
        """A line that whatever comes next takes away, only where someone sees it."""
        if self.verbosity >= 0 and sys.stderr.isatty():
            width = os.get_terminal_size(sys.stderr.fileno()).columns - 1
            sys.stderr.write(f"{_CLEAR_LINE}{text[: max(width, 20)]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line of progress away."""
        if sys.stderr.isatty():
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()

    def result(self, text: str) -> None:
        """A result, on standard output. Raises StandardOutputError, and BrokenPipeError where nobody reads it."""
        self.clear()
        result(text)


def terminal(color: str, quiet: bool, verbose: bool) -> Terminal:
    """From the options of a command. `always` wins over NO_COLOR, which wins over what the terminal can do."""
    if color == "auto":
        wanted = sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        wanted = color == "always"
    return Terminal(wanted, -1 if quiet else int(verbose))


def say_error(message: str) -> None:
    """`transkernel: error: ...` on standard error."""
    click.echo(f"transkernel: error: {message}", err=True)


def result(text: str) -> None:
    """A result, on standard output. Raises StandardOutputError, and BrokenPipeError where nobody reads it."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StandardOutputError(f"cannot write standard output: {reason(error)}") from None


def reason(error: OSError) -> str:
    """Why the system refused, without the path and the number."""
    return error.strerror or str(error)


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows in columns, the last one unpadded; the first row is the heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"
