"""NVIDIA's compiler, where it is here: originals as machine code. It needs no GPU, and nothing of them runs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from transkernel.resources import cache_folder, keep
from transkernel.run.cubin import MachineCode, NoTools, machine_code

_FORMAT = 1  # of the files on disk
_SECONDS = 120.0
_LONGEST_MESSAGE = 4000
OPTIONS = ("-O3", "-std=c++17")


class NoNvcc(LookupError):
    """nvcc is not here, or does not take the file; the message says why."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """kernels: each demangled (`void reduce<float, 256>(float const*, int)`) and mangled. message: of a compiler that
    refuses the file."""

    code: MachineCode = field(default_factory=MachineCode)
    kernels: tuple[tuple[str, str], ...] = ()
    message: str = ""


def find_nvcc() -> str:
    """Its version, in a line. Raises NoNvcc."""
    path = shutil.which("nvcc")
    if path is None:
        raise NoNvcc("nvcc is not on the PATH")
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoNvcc(f"{path} --version fails: {error}") from error
    found = re.search(r"release \S+ \S+", done.stdout)
    return found[0] if found is not None else done.stdout.strip()


def compile_original(
    file: Path,
    arch: str,
    instances: Sequence[str] = (),
    include_dirs: Sequence[Path] = (),
    defines: Sequence[tuple[str, str]] = (),
) -> Compiled:
    """The kernels of a CUDA file for `sm_90` or the like, or what came of it before.

    instances: of templates, `reduce<float, 256>`, besides those that the file itself launches.
    Raises NoNvcc where there is none, NoTools where its cubin cannot be taken apart.
    """
    version = find_nvcc()
    text = file.read_text(encoding="utf-8", errors="replace")
    kept = [f"void *transkernel_keeps_{n} = (void *)&{name};" for n, name in enumerate(instances)]
    command = ["nvcc", *OPTIONS, f"-arch={arch}", "-cubin", "-I", str(file.parent.absolute())]
    command += [word for folder in include_dirs for word in ("-I", str(folder.absolute()))]
    command += [f"-D{name}={value}" for name, value in defines]
    source = "\n".join([f'#line 1 "{file.name}"', text, *kept, ""])
    key = hashlib.sha256(repr((_FORMAT, version, command[1:], source)).encode()).hexdigest()[:40]
    file = cache_folder() / "nvcc" / f"{key}.json"
    try:
        return _from_json(json.loads(file.read_text()))
    except (OSError, ValueError, TypeError, KeyError):
        made = _compiled(command, source)
    keep(file, json.dumps(asdict(made)))
    return made


def _from_json(record: dict[str, Any]) -> Compiled:
    kernels = tuple((demangled, mangled) for demangled, mangled in record["kernels"])
    return Compiled(MachineCode(**record["code"]), kernels, record["message"])


def _compiled(command: Sequence[str], source: str) -> Compiled:
    with tempfile.TemporaryDirectory(prefix="transkernel-nvcc-") as scratch:
        unit, cubin = Path(scratch, "unit.cu"), Path(scratch, "unit.cubin")
        unit.write_text(source, encoding="utf-8")
        try:
            done = subprocess.run(
                [*command, "-o", str(cubin), str(unit)],
                cwd=scratch,
                env={**os.environ, "TMPDIR": scratch, "LC_ALL": "C"},
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
            )
        except (OSError, subprocess.SubprocessError) as error:
            return Compiled(message=f"nvcc fails: {error}")
        if done.returncode:
            said = (done.stderr or done.stdout).replace(f"{scratch}/", "").strip()
            return Compiled(message=said[:_LONGEST_MESSAGE] or f"nvcc ended with status {done.returncode}")
        code = machine_code(cubin)
    return Compiled(code, tuple(zip(_demangled(tuple(code.resources)), code.resources, strict=True)))


def _demangled(names: Sequence[str]) -> list[str]:
    """Raises NoTools."""
    if not names:
        return []
    try:
        command = ["c++filt", *names]
        return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True).stdout.splitlines()
    except (OSError, subprocess.SubprocessError) as error:
        raise NoTools(f"c++filt fails: {error}") from error
