"""`transkernel explain TK0101`: what a diagnostic means, with an example and the way out."""

from __future__ import annotations

import re
from difflib import get_close_matches

import click

from transkernel.cli.completion import complete_code
from transkernel.cli.terminal import CommandError, result


@click.command(short_help="Say what a diagnostic means; alone, list them all.")
@click.argument("code", required=False, shell_complete=complete_code)
def explain(code: str | None) -> None:
    """Say what the diagnostic CODE means, with an example and the way out. Without a CODE, list them all."""
    from transkernel.codes import CODES

    if code is None:
        result("".join(f"{name}  {entry.title}\n" for name, entry in sorted(CODES.items())))
        return
    name = _full_name(code)
    entry = CODES.get(name)
    if entry is None:
        near = _nearest(name, sorted(CODES))
        raise CommandError(f"unknown code {code!r}; the nearest is {near}, {CODES[near].title}")
    parts = [f"{name}: {entry.title}\n", f"{entry.meaning}\n"]
    if entry.example:
        parts.append("Example:\n" + "".join(f"    {line}".rstrip() + "\n" for line in entry.example.splitlines()))
    parts.append(f"What to do: {entry.way_out}\n")
    result("\n".join(parts))


def _nearest(name: str, codes: list[str]) -> str:
    """By number, since neighbours are about the same thing; by spelling where it is no number."""
    if name.startswith("TK") and name[2:].isdecimal():
        return min(codes, key=lambda code: abs(int(code[2:]) - int(name[2:])))
    return get_close_matches(name, codes, n=1, cutoff=0.0)[0]


def _full_name(code: str) -> str:
    """`tk101`, `101` and `TK0101` are the same code to a person."""
    match = re.fullmatch(r"(?:TK)?(\d{1,4})", code.strip().upper())
    return f"TK{int(match[1]):04d}" if match else code.strip().upper()
