"""Builds ports on OpenCL devices, and tells a port that does not build from a device that lacks what the port needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transkernel.run.devices import Device
from transkernel.run.launch import Limits, Outcome
from transkernel.run.opencl import OpenCLRunner

# What a compiler's log says where a feature is missing, and the field of the device's capabilities that tells whether
# it is. The log alone decides nothing: it may blame an extension that the device has.
_FEATURES = (
    ("fp16", re.compile(r"cl_khr_fp16|'half'"), "fp16"),
    ("fp64", re.compile(r"cl_khr_fp64|'double'"), "fp64"),
    ("sub-groups", re.compile(r"sub_?group"), "sub_group_sizes"),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A device that did not build a port. lacks: the feature that it says it does not have; empty for a bug."""

    device: str
    log: str
    lacks: str = ""

    def __str__(self) -> str:
        return f"{self.device} lacks {self.lacks}" if self.lacks else f"{self.device}: {self.log}"


_runners: dict[str, OpenCLRunner] = {}  # of this process: a device takes a second to start


def build(text: str, options: Sequence[str], devices: Sequence[str], seconds: float) -> tuple[Failure, ...]:
    """The devices that do not take the port within that time each; none is good."""
    failures = []
    for device in devices:
        runner = _runners.get(device) or _runners.setdefault(device, OpenCLRunner(device))
        outcome = runner.build(text, build_options=options, limits=Limits(seconds))
        if outcome.status != "ok":
            failures.append(_failure(runner.device, outcome))
    return tuple(failures)


def _failure(device: Device, outcome: Outcome) -> Failure:
    log = f"{outcome.status}: {outcome.message}"
    if outcome.status == "compile-fail" and device.capabilities is not None:
        for name, words, capability in _FEATURES:
            if words.search(outcome.message) and not getattr(device.capabilities, capability):
                return Failure(device.id, log, name)
    return Failure(device.id, log)
