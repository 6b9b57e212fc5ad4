"""The devices found, as a table for people and as records for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from transkernel.run.devices import Capabilities, Device

_HEAD = ("device", "runs", "claim", "name", "driver", "can")
_RUNS = {
    "opencl": "ports",
    "triton": "ports",
    "triton-compiler": "no ports",
    "pallas": "ports",
    "pallas-compiler": "no ports",
    "ascendc": "ports",
    "ascendc-author": "no ports",
    "cuda-host": "originals",
    "cuda-gpu": "originals",
}
# The column (claims.py) that a pass on such a device fills; what runs originals makes no claim of a port.
_CLAIM = {
    "opencl": "hardware",
    "triton": "interpreter",
    "triton-compiler": "compiler",
    "pallas": "simulator",
    "pallas-compiler": "compiler",
    "ascendc": "twin",
}
# What kinds without capabilities of their own can do.
_CAN = {
    "triton": "interprets ports to Triton, one program after another",
    "triton-compiler": "compiles ports to Triton",
    "pallas": "simulates a TPU for ports to Pallas, and tells of races and of memory that is not written yet",
    "pallas-compiler": "compiles ports to Pallas",
    "ascendc": "runs ports to Ascend C on our twin of a device, with its pipes as early and as late as flags allow",
    "ascendc-author": "writes Ascend C from Python, for tests of our twins",
    "cuda-gpu": "runs originals in tk.load",
}
_KIBIBYTE = 1024


def devices_command_rows(devices: Iterable[Device]) -> list[dict[str, Any]]:
    """One JSON object a device: id, kind, type, name, driver, usable, reason, remedy, capabilities, library and claim:
    the column that a pass there fills, empty where it is none of a port's."""
    rows = []
    for device in devices:
        row = device.to_json()
        selection = row.pop("selection")
        library = selection["icd"]["library"] if selection else ""
        rows.append({**row, "library": library, "claim": _CLAIM.get(device.kind, "")})
    return rows


def devices_command_table(devices: Iterable[Device]) -> list[tuple[str, ...]]:
    """A head and one row a device, the usable ones first; where one cannot be used, the last cell says why."""
    ordered = sorted(devices, key=lambda device: not device.usable)
    return [_HEAD, *(_row(device) for device in ordered)]


def _row(device: Device) -> tuple[str, ...]:
    runs = _RUNS[device.kind] if device.usable else "-"
    return (device.id, runs, _CLAIM.get(device.kind, "-"), device.name, device.driver, _can(device))


def _can(device: Device) -> str:
    if not device.usable:
        return f"cannot be used: {device.reason}" + (f"; {device.remedy}" if device.remedy else "")
    return _summary(device.capabilities) if device.capabilities else _CAN.get(device.kind, "")


def _summary(able: Capabilities) -> str:
    words = [
        f"OpenCL C {able.opencl_c_versions[-1]}",
        "fp16" if able.fp16 else "no fp16",
        "fp64" if able.fp64 else "no fp64",
        "sub-groups of " + "/".join(map(str, able.sub_group_sizes)) if able.sub_group_sizes else "no sub-groups",
        f"{able.local_memory_bytes // _KIBIBYTE} KiB local",
        f"{able.most_block_threads} threads a block",
    ]
    return ", ".join(words)
