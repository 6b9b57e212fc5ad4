"""A run on disk: what it was, a record a line, and the texts that the records are about.

RUN/info.json        program, versions, devices, how it was called
RUN/results.jsonl    one record a case and device, as `verify --format json` prints them
RUN/summary.json     how many of each verdict; written last, so a run without it was interrupted
RUN/sources/SHA.cu   RUN/ports/SHA.txt   RUN/ports/SHA.json   by the digests that the records have; the manifests
                     with their line maps
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from transkernel import __version__
from transkernel.harness.backends import TranslatedPort
from transkernel.harness.records import Record
from transkernel.run.cuda_host import Compiler, find_compiler
from transkernel.run.devices import find_devices

_OWN = ("info.json", "results.jsonl", "summary.json", "report.html", "sources", "ports")
_PACKAGES = ("numpy", "pyopencl", "triton")


class NotARun(Exception):
    """The folder holds what no run left there, so it is not written to."""


class RunFolder:
    """An open run. Raises NotARun for a folder with other files in it, and OSError where it cannot be written."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        strangers = sorted(each.name for each in folder.iterdir() if each.name not in _OWN) if folder.exists() else []
        if strangers:
            raise NotARun(f"{folder}: holds {strangers[0]}, which no run left there; give an empty folder")
        self.folder = folder
        self._counts: Counter[str] = Counter()
        for each in ("sources", "ports"):
            (folder / each).mkdir(parents=True, exist_ok=True)
        for each in ("results.jsonl", "summary.json"):
            (folder / each).unlink(missing_ok=True)
        self._write("info.json", _json(_info(arguments)))

    def keep(self, source: str, port: TranslatedPort | None) -> None:
        """The texts of one file, once each. port: None where every kernel was refused."""
        self._write_once(f"sources/{_sha256(source)}.cu", source)
        if port is not None:
            name = f"ports/{_sha256(port.text)}"
            self._write_once(f"{name}.txt", port.text)
            self._write_once(f"{name}.json", _json(port.manifest.to_json()))

    def add(self, record: Record) -> None:
        self._counts[str(record.verdict)] += 1
        line = json.dumps(record.to_json(), ensure_ascii=False)
        with (self.folder / "results.jsonl").open("a", encoding="utf-8") as results:
            results.write(f"{line}\n")

    def close(self) -> None:
        self._write("summary.json", _json({"records": self._counts.total(), "verdicts": dict(self._counts)}))

    def _write_once(self, name: str, text: str) -> None:
        if not (self.folder / name).exists():
            self._write(name, text)

    def _write(self, name: str, text: str) -> None:
        """Whole or not at all."""
        path = self.folder / name
        draft = path.with_name(f".{path.name}.part")
        draft.write_text(text, encoding="utf-8", newline="\n")
        os.replace(draft, path)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _info(arguments: Sequence[str]) -> Mapping[str, Any]:
    compiler = find_compiler()
    return {
        "transkernel": __version__,
        "arguments": list(arguments),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "packages": {name: found for name in _PACKAGES if (found := _version(name))},
        "compiler": compiler.version if isinstance(compiler, Compiler) else compiler,
        "devices": [_device(each.to_json()) for each in find_devices()],
    }


def _device(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: found[key] for key in ("id", "kind", "name", "driver", "usable", "reason")}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
