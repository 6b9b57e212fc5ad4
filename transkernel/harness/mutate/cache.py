"""What became of a kernel's mutants, kept by content: the same ports, cases, device and checks end in the same way."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from transkernel import resources
from transkernel.harness.backends import PortDevice
from transkernel.harness.cases import Case
from transkernel.harness.mutate.pick import Picked
from transkernel.harness.mutate.result import MutantsResult, Tried
from transkernel.harness.mutate.trial import Prepared
from transkernel.records import record

_PACKAGE = Path(__file__).resolve().parents[2]
_PLACES = ("span", "path")
_JUDGES = ("harness", "run")  # the parts of the package that decide what is told from what


@record
class Cache:
    """One file for each key; a folder that cannot be written is no cache."""

    path: Path

    @staticmethod
    def of(device: PortDevice, picked: Picked, cases: Sequence[Prepared]) -> Cache:
        digest = hashlib.sha256(_code().encode())
        for part in _content(device, picked, cases):
            digest.update(part.encode() + b"\0")
        return Cache(resources.cache_folder() / "mutants" / f"{digest.hexdigest()[:40]}.json")

    def read(self) -> MutantsResult | None:
        try:
            return _result(json.loads(self.path.read_text()))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, result: MutantsResult) -> None:
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft = self.path.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps(asdict(result)))
            os.replace(draft, self.path)


def _content(device: PortDevice, picked: Picked, cases: Sequence[Prepared]) -> Iterator[str]:
    yield repr(device)
    for each in picked.tried:
        yield f"{each.mutant.id} {each.mutant.kernel} {each.mutant.line} {each.text}"
    for mutant in picked.equivalent:
        yield f"{mutant.id} {mutant.kernel}"
    for case in cases:
        yield f"{case.kernel} {case.original.bound.launch.grid}"
        yield _of_case(case.case)


def _of_case(case: Case) -> str:
    """What a case says, wherever it stands in its file, with the files that it reads."""
    files = [
        hashlib.sha256((case.path.parent / name.rpartition(":")[0]).read_bytes()).hexdigest()
        for _, spec in case.buffers()
        for name in (spec.file, spec.expect)
        if name is not None
    ]
    return repr((_plain(case), files))


def _plain(value: Any) -> Any:
    """A value without the places where its parts stand."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in _PLACES}
    return value


@cache
def _code() -> str:
    """A digest of everything that runs and judges."""
    digest = hashlib.sha256()
    for part in _JUDGES:
        for path in sorted((_PACKAGE / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _result(value: dict[str, Any]) -> MutantsResult:
    killed, equivalent, survivors = (
        tuple(Tried(**each) for each in value[name]) for name in ("killed", "equivalent", "survivors")
    )
    return MutantsResult(value["kernel"], value["device"], killed, equivalent, survivors)
