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
    about = {name: _first_sentence(inspect.getdoc(load()) or "") for name, load in TARGETS.items()}
    if form == "json":
        result("".join(json.dumps({"target": name, "about": text}) + "\n" for name, text in about.items()))
        return
    result(table([("target", "about"), *about.items()]))


def _first_sentence(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
