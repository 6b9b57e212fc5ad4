"""`transkernel explain TK0101`: what a diagnostic means, with an example and the way out."""

from __future__ import annotations

import re
from difflib import get_close_matches

import click

from transkernel.cli.terminal import CommandError, result


@click.command(short_help="Say what a diagnostic means; alone, list them all.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what the diagnostic CODE means, with an example and the way out. Without a CODE, list them all."""
    from transkernel.codes import CODES

    if code is None:
        result("".join(f"{name}  {entry.title}\n" for name, entry in sorted(CODES.items())))
        return
    name = _full_name(code)
    entry = CODES.get(name)
    if entry is None:
        near = get_close_matches(name, sorted(CODES), n=1, cutoff=0.0)
        raise CommandError(f"unknown code {code!r}; the nearest is {near[0]}, {CODES[near[0]].title}")
    parts = [f"{name}: {entry.title}\n", f"{entry.meaning}\n"]
    if entry.example:
        parts.append("Example:\n" + "".join(f"    {line}".rstrip() + "\n" for line in entry.example.splitlines()))
    parts.append(f"What to do: {entry.way_out}\n")
    result("\n".join(parts))


def _full_name(code: str) -> str:
    """`tk101`, `101` and `TK0101` are the same code to a person."""
    match = re.fullmatch(r"(?:TK)?(\d{1,4})", code.strip().upper())
    return f"TK{int(match[1]):04d}" if match else code.strip().upper()
