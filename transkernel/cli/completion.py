"""What a shell completes for the options that take names: asked only while the user presses Tab."""

from __future__ import annotations

import click

from transkernel.emit import TARGETS


def complete_target(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in (*TARGETS, "all") if name.startswith(incomplete)]


def complete_profile(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Of the targets named so far, or of all."""
    chosen = [name for name in context.params.get("targets") or () if name in TARGETS] or list(TARGETS)
    names = dict.fromkeys(name for target in chosen for name in TARGETS[target]().PROFILES)
    return [name for name in names if name.startswith(incomplete)]


def complete_device(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from transkernel.run.devices import find_devices

    return [device.id for device in find_devices() if device.usable and device.id.startswith(incomplete)]


def complete_code(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from transkernel.codes import CODES

    return [code for code in sorted(CODES) if code.startswith(incomplete.upper())]
