"""The `transkernel` program: its commands, and what becomes of every exception."""

from __future__ import annotations

import errno
import os
import sys

import click

from transkernel import __version__
from transkernel.cli.capture import capture
from transkernel.cli.check import check
from transkernel.cli.convert import convert
from transkernel.cli.cost import cost
from transkernel.cli.devices_command import devices
from transkernel.cli.examples import with_examples
from transkernel.cli.explain import explain
from transkernel.cli.internal import report_internal_error
from transkernel.cli.migrate import migrate
from transkernel.cli.report import report
from transkernel.cli.targets import targets
from transkernel.cli.terminal import ExitCode, StandardOutputError, reason, say_error
from transkernel.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="transkernel", message="%(prog)s %(version)s")
def commands() -> None:
    """Translate CUDA kernels into ports that people want to keep, and prove each one by running it.

    `transkernel COMMAND --help` has the options of a command, and examples. What a project says once stands in
    [tool.transkernel] of its pyproject.toml, or in transkernel.toml; the command line wins.

    \b
    Exit codes:
      0   everything asked for was done: translated, agrees, is up to date
      1   a kernel was refused, disagrees, or drifted
      2   the command was used wrongly: no such file, no such option
      3   what was asked for cannot run here: no device or compiler for it
      70  a bug in transkernel; the message says where the reproducer is
    """


for command in (convert, verify, capture, migrate, check, cost, report, targets, devices, explain):
    commands.add_command(with_examples(command, str(command.name)))
with_examples(commands, "transkernel")


def main() -> int:
    """Runs the command line of this process and returns its exit code. No traceback reaches the terminal."""
    try:
        code = commands.main(prog_name="transkernel", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _say(error)
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _system_refused(error)
    except Exception as error:
        report_internal_error(error)
        return ExitCode.INTERNAL
    return int(code or 0)


def _say(error: click.ClickException) -> int:
    if isinstance(error, StandardOutputError):
        _abandon_standard_output()
    say_error(" ".join(error.format_message().split()))
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        click.echo(f"  `{context.command_path} --help` lists what there is", err=True)
    return ExitCode.USAGE


def _system_refused(error: OSError) -> int:
    """A reader that went away is no error; a full disk is not ours; anything else is."""
    if error.errno in (errno.EPIPE, errno.ENOSPC):
        _abandon_standard_output()
    if error.errno == errno.EPIPE:
        return ExitCode.REFUSED
    if error.errno == errno.ENOSPC:
        say_error(reason(error))
        return ExitCode.USAGE
    report_internal_error(error)
    return ExitCode.INTERNAL


def _abandon_standard_output() -> None:
    """Python flushes once more when it ends, and would complain there."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
