"""`transkernel devices`: what can run kernels here, and why not the rest."""

from __future__ import annotations

import json

import click

from transkernel.cli.terminal import result, table


@click.command(short_help="List what can run here, and why not the rest.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: one object a device."
)
def devices(form: str) -> None:
    """List every device that can run kernels here, and what is missing for the others."""
    from transkernel.cli.devices import devices_command_rows, devices_command_table
    from transkernel.run.devices import find_devices

    found = find_devices()
    if form == "json":
        result("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in devices_command_rows(found)))
        return
    result(table(devices_command_table(found)))
