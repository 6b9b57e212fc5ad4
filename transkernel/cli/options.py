"""The options that several commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import click

from transkernel.cli.completion import complete_profile, complete_target
from transkernel.emit import TARGETS

Command = Callable[..., Any]


def read_target(value: str) -> str:
    """The name of a target, or `all`."""
    if value in TARGETS or value == "all":
        return value
    near = get_close_matches(value, [*TARGETS, "all"], n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise click.BadParameter(f"unknown target {value!r}; {hint}known: {', '.join([*TARGETS, 'all'])}")


def read_block(value: str) -> tuple[int, int, int]:
    """`X[,Y[,Z]]`, the threads of a block, as three numbers."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 3 or not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise click.BadParameter(f"{value!r} is not X[,Y[,Z]] with positive numbers")
    x, y, z = [*(int(part) for part in parts), 1, 1][:3]
    return x, y, z


def read_define(value: str) -> tuple[str, str]:
    """`NAME[=VALUE]` as a pair; a name alone is 1, as in every C compiler."""
    name, equals, text = value.partition("=")
    if not name.isidentifier():
        raise click.BadParameter(f"{name!r} is not the name of a macro")
    return name, text if equals else "1"


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def apply(function: Command) -> Command:
        for option in reversed(options):
            function = option(function)
        return function

    return apply


speech_options = _together(
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Say only errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say more: what became of each file, notes, figures."),
)


def _profile(*spellings: str) -> Callable[[Command], Command]:
    return click.option(
        *spellings,
        "profile",
        default="portable",
        metavar="NAME",
        shell_complete=complete_profile,
        show_default=True,
        help="What ports may use of a device, or the architecture that they are for; `transkernel targets` lists them.",
    )


_WHAT_IS_TRANSLATED = _together(
    click.option(
        "--to",
        "targets",
        type=read_target,
        multiple=True,
        metavar="TARGET",
        shell_complete=complete_target,
        help="What to translate to, as `transkernel targets` lists them, or `all`. Repeatable. Default: as configured.",
    ),
    click.option("--kernel", "kernels", multiple=True, metavar="NAME", help="Only this kernel. Repeatable."),
    click.option(
        "--instantiate",
        multiple=True,
        metavar="'NAME<ARGS>'",
        help="An instance of a template that no launch in the source names. Repeatable.",
    ),
    click.option(
        "-D",
        "--define",
        "defines",
        type=read_define,
        multiple=True,
        metavar="NAME[=VALUE]",
        help="Define a macro, as 1 where no value is given. Repeatable.",
    ),
    click.option(
        "-I",
        "--include",
        "include_dirs",
        type=click.Path(),
        multiple=True,
        metavar="DIR",
        help="Look for headers there too; nothing is read outside of these and the sources' own folder. Repeatable.",
    ),
    click.option(
        "--block", type=read_block, metavar="X[,Y[,Z]]", help="Make ports for blocks of these threads and no others."
    ),
)
_HOW_LONG_AND_HOW_STRICTLY = _together(
    click.option("--strict", is_flag=True, help="Refuse kernels that would be translated with a warning."),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="How long a file's translation may take; 60 where nothing is said.",
    ),
)
translation_options = _together(_WHAT_IS_TRANSLATED, _profile("--profile", "--arch"), _HOW_LONG_AND_HOW_STRICTLY)
# For a command whose --arch is a GPU's.
translation_options_without_arch = _together(_WHAT_IS_TRANSLATED, _profile("--profile"), _HOW_LONG_AND_HOW_STRICTLY)


def named_targets(targets: tuple[str, ...]) -> tuple[str, ...]:
    """The targets asked for, each once, in their order; `all` is every one there is."""
    names = [name for target in targets for name in (TARGETS if target == "all" else (target,))]
    return tuple(dict.fromkeys(names))
