"""Cubins, machine code for NVIDIA's GPUs, through NVIDIA's own tools, which Triton's package brings along."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SECONDS = 60.0
_TOOLS = "backends/nvidia/bin"
_FUNCTION = re.compile(r"Function (?P<name>\S+):\s*\n\s*(?P<rest>REG:.*)")
_RESOURCE = re.compile(r"\b(REG|STACK|SHARED|LOCAL):(\d+)")


class NoTools(LookupError):
    """NVIDIA's tools are not here, or one of them fails; the message says which and why."""


@dataclass(frozen=True, slots=True)
class MachineCode:
    """assembly: what `nvdisasm -c` prints. resources: of each function by its mangled name: `registers` of a thread,
    `stack` and `shared` in bytes."""

    assembly: str = ""
    resources: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def machine_code(cubin: Path) -> MachineCode:
    """A cubin taken apart. Raises NoTools."""
    return MachineCode(_said("nvdisasm", "-c", str(cubin)), resources(cubin))


def resources(cubin: Path) -> dict[str, dict[str, int]]:
    """As in MachineCode. Raises NoTools."""
    said = _said("cuobjdump", "--dump-resource-usage", str(cubin))
    return {found["name"]: _resources(found["rest"]) for found in _FUNCTION.finditer(said)}


def _resources(text: str) -> dict[str, int]:
    said = {name: int(value) for name, value in _RESOURCE.findall(text)}
    stack = said.get("STACK", 0) + said.get("LOCAL", 0)
    return {"registers": said.get("REG", 0), "stack": stack, "shared": said.get("SHARED", 0)}


def _said(tool: str, *arguments: str) -> str:
    package = importlib.util.find_spec("triton")
    if package is None or package.origin is None:
        raise NoTools(f"{tool} is part of Triton's package, which is not installed")
    command = [str(Path(package.origin).parent / _TOOLS / tool), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoTools(f"{tool} fails: {error}") from error
    if done.returncode:
        raise NoTools(f"{tool} fails: {' '.join(done.stderr.split()) or done.returncode}")
    return done.stdout
