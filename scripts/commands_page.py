"""docs/commands.md: every command with its options and examples, as `--help` says them. Made when the site is built,
since its line breaks are those of the click that is installed."""

from __future__ import annotations

import click

from transkernel.cli.main import commands

_WIDTH = 100
_HEAD = """\
# Commands

What `transkernel COMMAND --help` prints.
"""


def commands_page() -> str:
    """The page as Markdown."""
    lines = [_HEAD, "```text", _help(commands, "transkernel"), "```", ""]
    for name, command in sorted(commands.commands.items()):
        lines += [f"## {name}", "", "```text", _help(command, f"transkernel {name}"), "```", ""]
    return "\n".join(lines)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=_WIDTH, terminal_width=_WIDTH)
    context.help_option_names = ["-h", "--help"]
    return command.get_help(context)
