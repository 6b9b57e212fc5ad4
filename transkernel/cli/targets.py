"""`transkernel targets`: what can be emitted."""

from __future__ import annotations

import inspect
import json

import click

from transkernel.cli.terminal import result, table
from transkernel.emit import TARGETS


@click.command(short_help="List what can be emitted.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: one object a target."
)
def targets(form: str) -> None:
    """List the targets that kernels can be translated to."""
    rows = [
        (name, _first_sentence(inspect.getdoc(target) or ""), tuple(target.PROFILES))
        for name, target in ((name, load()) for name, load in TARGETS.items())
    ]
    if form == "json":
        records = ({"target": name, "about": about, "profiles": profiles} for name, about, profiles in rows)
        result("".join(json.dumps(record) + "\n" for record in records))
        return
    result(table([("target", "about", "profiles"), *((name, about, ", ".join(known)) for name, about, known in rows)]))


def _first_sentence(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
