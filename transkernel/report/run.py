"""Reads a run back: the folder that `verify --output` wrote, or a file of records alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]


class NotARun(Exception):
    """The path holds no records that can be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Port:
    """text: of the port. line_map: the CUDA line that each of its lines came from, or None."""

    text: str
    line_map: Sequence[int | None] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """sources, ports: by the digests that the records have; one that is missing was not kept. is_whole: the run came
    to its end."""

    info: Json
    records: Sequence[Json]
    sources: Mapping[str, str] = field(default_factory=dict)
    ports: Mapping[str, Port] = field(default_factory=dict)
    is_whole: bool = True


def read_run(path: Path) -> Run:
    """A run folder, or a file with a record a line. Raises NotARun, and OSError where it cannot be read."""
    if path.is_file():
        return Run({}, _records(path))
    results = path / "results.jsonl"
    if not results.is_file():
        raise NotARun(f"{path}: holds no results.jsonl; `transkernel verify ... --output DIR` writes one")
    sources = {each.stem: each.read_text(encoding="utf-8") for each in sorted((path / "sources").glob("*.cu"))}
    ports = {each.stem: _port(each) for each in sorted((path / "ports").glob("*.txt"))}
    info = _object(path / "info.json")
    return Run(info, _records(results), sources, ports, (path / "summary.json").is_file())


def read_records(path: Path) -> Sequence[Json]:
    """The records of any command, of files as well as of kernels: a file, or the folder of a run or a migration.
    Raises NotARun, and OSError where it cannot be read."""
    if path.is_file():
        return _records(path, needs="file")
    for name in ("results.jsonl", "migration.jsonl"):
        if (path / name).is_file():
            return _records(path / name, needs="file")
    raise NotARun(f"{path}: holds neither results.jsonl nor migration.jsonl")


def _port(path: Path) -> Port:
    manifest = _object(path.with_suffix(".json"))
    return Port(path.read_text(encoding="utf-8"), tuple(manifest.get("line_map", ())))


def _object(path: Path) -> Json:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotARun(f"{path}: is not JSON: {error}") from None
    return found if isinstance(found, dict) else {}


def _records(path: Path, needs: str = "verdict") -> Sequence[Json]:
    """needs: the key without which a line is no record.

    The last line of an interrupted run may be a part of a record; it is left out.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise NotARun(f"{path}: is not UTF-8 text") from None
    records = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            if number == len(lines):
                break
            raise NotARun(f"{path}:{number}: is no record: {error}") from None
        if not isinstance(record, dict) or needs not in record:
            raise NotARun(f"{path}:{number}: is no record of a run: it has no {needs}")
        records.append(record)
    return records
