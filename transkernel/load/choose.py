"""Which devices a module's kernels may run on, the best first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from difflib import get_close_matches

from transkernel.run.devices import Device, DeviceNotUsable, find_devices
from transkernel.run.resident.device import CannotRun, ResidentDevice

# Threads take turns at loading drivers, translating and compiling; launching needs no turn.
TURN = threading.RLock()

# What a device is for `load`: its kind and type, best first. A port runs before the original on the CPU.
_RANKS = (("cuda-gpu", "gpu"), ("opencl", "gpu"), ("opencl", "accelerator"), ("opencl", "cpu"), ("cuda-host", "cpu"))
# Words that stand for the best device of a sort.
_SORTS = {
    "cuda": (("cuda-gpu", "gpu"),),
    "gpu": (("cuda-gpu", "gpu"), ("opencl", "gpu")),
    "cpu": (("opencl", "cpu"),),
    "host": (("cuda-host", "cpu"),),
}


def ranked(wanted: str | None) -> tuple[Device, ...]:
    """Every device that can run kernels here, the wanted one first: an id, or `cuda`, `gpu`, `cpu` or `host`.

    Raises DeviceNotUsable where there is no such device, or none at all.
    """
    devices = [device for device in find_devices() if (device.kind, device.type) in _RANKS]
    usable = sorted((each for each in devices if each.usable), key=lambda each: _RANKS.index((each.kind, each.type)))
    if wanted is not None:
        first = _named(wanted, devices)
        return (first, *(each for each in usable if each is not first))
    if not usable:
        reasons = "; ".join(f"{each.id}: {each.trouble}" for each in devices)
        raise DeviceNotUsable(f"nothing here runs kernels: {reasons}")
    return tuple(usable)


def _named(wanted: str, devices: Sequence[Device]) -> Device:
    if wanted in _SORTS:
        usable = [each for each in devices if each.usable]
        best = (each for sort in _SORTS[wanted] for each in usable if (each.kind, each.type) == sort)
        found = next(best, None)
        if found is None:
            raise DeviceNotUsable(f"no {wanted} here runs kernels; `transkernel devices` says what is missing")
        return found
    found = next((each for each in devices if each.id == wanted), None)
    if found is None:
        known = [*_SORTS, *(each.id for each in devices)]
        near = get_close_matches(wanted, known, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise DeviceNotUsable(f"no device {wanted} runs kernels here; {hint}there are {', '.join(known)}")
    if not found.usable:
        raise DeviceNotUsable(f"{wanted} cannot be used: {found.trouble}")
    return found


def open_device(device: Device) -> ResidentDevice:
    """The device, ready to use. Raises CannotRun."""
    if device.kind == "cuda-host":
        from transkernel.run.resident.host import open_host

        return open_host(device.id)
    if device.kind == "cuda-gpu":
        from transkernel.run.resident.cuda import open_cuda

        return open_cuda(device.id)
    if device.kind == "opencl":
        from transkernel.run.resident.opencl import open_opencl

        return open_opencl(device)
    raise CannotRun(f"{device.kind} is nothing that keeps kernels")
