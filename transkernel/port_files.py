"""The files of a port: what stands beside it, and the manifest's text. Writing them is up to the commands."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from transkernel.manifest import Manifest


class WrittenPort(Protocol):
    """What `convert` makes of a file; see there."""

    @property
    def text(self) -> str: ...
    @property
    def launcher(self) -> str: ...
    @property
    def functions(self) -> str: ...
    @property
    def companions(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def manifest(self) -> Manifest: ...


def files_of_port(port: WrittenPort, path: Path, target: str) -> dict[Path, str]:
    """Every file of a port that stands at `path`, by its own path; the manifest, which has the others' digests, is the
    last. Companions name the port as its manifest does, and are made to name it as it is called here."""
    files = {path: port.text}
    if port.launcher:
        files[launcher_path(path, target)] = port.launcher
    if port.functions:
        files[functions_path(path, target)] = port.functions
    for suffix, text in port.companions:
        files[companion_path(path, target, suffix)] = text.replace(port.manifest.port, path.name)
    files[manifest_path(path)] = manifest_text(replace(port.manifest, port=path.name), files)
    return files


def manifest_path(port: Path) -> Path:
    """The manifest stands beside the port: `saxpy.cl` has `saxpy.manifest.json`."""
    return port.with_name(f"{port.stem}.manifest.json")


def launcher_path(port: Path, target: str) -> Path:
    """So does the Python that launches it: `saxpy.cl` has `saxpy_opencl.py`, `saxpy_triton.py` has
    `saxpy_triton_launch.py`."""
    word = "launch" if port.stem.endswith(f"_{target}") else target
    return port.with_name(f"{port.stem}_{word}.py")


def functions_path(port: Path, target: str) -> Path:
    """So do the host functions, as Python: `saxpy_triton.py` has `saxpy_torch.py`."""
    return port.with_name(f"{port.stem.removesuffix(f'_{target}')}_torch.py")


def companion_path(port: Path, target: str, suffix: str) -> Path:
    """So do files of the target's own: `saxpy_ascendc.cpp` has `saxpy_ascendc_host.cpp`."""
    return port.with_name(f"{port.stem.removesuffix(f'_{target}')}{suffix}")


def manifest_text(manifest: Manifest, files: Mapping[Path, str]) -> str:
    """The manifest as JSON, with the digests of the `files` that it stands beside. Lists of numbers are on one line."""
    record = manifest.to_json()
    record["files"] = {path.name: digest(text) for path, text in files.items()}
    text = json_text(record, indent=2)
    return re.sub(r"\[\n[\s\d,nul-]*\]", lambda numbers: re.sub(r"\s+", "", numbers[0]).replace(",", ", "), text) + "\n"


def json_text(value: object, indent: int | None = None) -> str:
    """JSON that is UTF-8 whatever the names of files: one whose bytes are no text is escaped as Python has it."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return text if _is_unicode(text) else json.dumps(value, indent=indent)


def digest(text: str) -> str:
    """The SHA-256 of a file's content, as hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
