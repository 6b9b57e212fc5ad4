"""What a run will translate: which files by themselves, with which options, and under which key each is remembered."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import Any

from transkernel.frontend.predefined import KNOWN_HEADERS
from transkernel.migrate.closure import Closure, Closures
from transkernel.migrate.discover import Found, Input
from transkernel.migrate.nvcc import Flags
from transkernel.migrate.records import Task
from transkernel.migrate.tool import tool_digest
from transkernel.records import record

_MOST_FOLDERS = 3


@record
class Request:
    """What was asked.

    tree, out: absolute, without links. options: fields of `convert.Options`; paths in it are relative to the tree.
    roots: absolute folders, beside the tree, that includes may lead into. seconds, megabytes: what one file may take.
    shard: (i, n), the i-th of n parts, from 1. flags: what a file is compiled with, by its path.
    """

    tree: Path
    out: Path
    targets: tuple[str, ...]
    folder_per_target: bool
    options: Mapping[str, Any]
    roots: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    seconds: float = 60.0
    megabytes: int = 4096
    shard: tuple[int, int] = (1, 1)
    flags: Mapping[str, Flags] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.shard[1] == 1

    def takes(self, file: str) -> bool:
        """Whether a file belongs to this shard: by its path alone, so that a new file moves no other."""
        number = int.from_bytes(hashlib.sha256(file.encode("utf-8", "surrogateescape")).digest()[:8], "big")
        return number % self.shard[1] == self.shard[0] - 1


class Plan:
    """The files of a run. sources: those that are translated by themselves; headers: those with kernels that another
    input includes, which are translated only where that shows none of their kernels."""

    def __init__(self, request: Request, found: Found) -> None:
        self._request = request
        self._closures = Closures(request.tree, request.roots)
        self._folders = _folders(found.inputs)
        self._kernels = {each.file: {name for name, _ in each.kernels} for each in found.inputs}
        self._by_name: dict[str, list[str]] = {}
        for name in found.names:
            self._by_name.setdefault(name.rpartition("/")[2], []).append(name)
        included: set[str] = set()
        for each in found.inputs:
            included |= self._closure(each).names - {each.file}
        compiled = {each.file for each in found.inputs if each.file in request.flags}
        self.sources = tuple(each for each in found.inputs if each.file in compiled or each.file not in included)
        alone = {each.file for each in self.sources}
        self.headers = tuple(each for each in found.inputs if each.file not in alone)

    def misplaced(self, each: Input) -> dict[str, tuple[str, ...]]:
        """The headers that a file does not find and that are in the tree all the same, with the folders to look in, the
        nearest first. Which one is meant is not for us to guess."""
        found = {}
        for name in (name for name in self._closure(each).missing if name not in KNOWN_HEADERS):
            folders = [file[: -len(name)].rstrip("/") or "." for file in self._by_name.get(name.rpartition("/")[2], ())
                       if f"/{file}".endswith(f"/{name}")]  # fmt: skip
            if folders:
                found[name] = tuple(
                    sorted(folders, key=lambda folder: (-_shared(folder, each.file), folder))[:_MOST_FOLDERS]
                )
        return found

    def tasks(self, inputs: Sequence[Input]) -> Iterator[tuple[str, Task]]:
        """A task for each file and target, with its key; an empty key for what cannot be remembered."""
        for each in inputs:
            closure = self._closure(each)
            for target in self._request.targets:
                task = self._task(each, target, closure)
                yield self._key(task, closure), task

    def _closure(self, each: Input) -> Closure:
        return self._closures.of(each.file, self._include_dirs(each))

    def _include_dirs(self, each: Input) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._request.options["include_dirs"], *each.flags.include_dirs)))

    def _task(self, each: Input, target: str, closure: Closure) -> Task:
        request = self._request
        folder = PurePosixPath(target if request.folder_per_target else ".") / self._folders[each.file]
        defines = {**dict(each.flags.defines), **dict(request.options["defines"])}
        options = {
            **request.options,
            "defines": [[name, text] for name, text in defines.items()],
            "include_dirs": list(self._include_dirs(each)),
            "instantiate": self._instances(closure),
        }
        digest = dict(closure.files)[each.file]
        return Task(
            each.file, target, str(request.tree), folder.as_posix(), digest, tool_digest(),
            request.seconds, request.megabytes, each.kernels, options,
        )  # fmt: skip

    def _instances(self, closure: Closure) -> list[str]:
        """The instances asked for, of kernels that a file shows; what nothing shows is for all files to miss."""
        here = set().union(*(self._kernels.get(name, ()) for name in closure.names))
        anywhere = set().union(*self._kernels.values())
        asked = [
            (each, each.partition("<")[0].strip().rpartition("::")[2]) for each in self._request.options["instantiate"]
        ]
        return [each for each, kernel in asked if kernel in here or kernel not in anywhere]

    def _key(self, task: Task, closure: Closure) -> str:
        if closure.is_open:
            return ""
        made_of = {**task.to_json(), "tree": "", "closure": closure.files, "missing": closure.missing}
        return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _shared(folder: str, file: str) -> int:
    """How many of its parts a folder has in common with a file's path."""
    return len(os.path.commonpath([f"/{folder}", f"/{file}"]).split("/"))


def _folders(inputs: Sequence[Input]) -> dict[str, str]:
    """Where the port of each file goes: the layout of the tree. Files that differ only in their suffix would have ports
    of one name: the first (`.cu` before others) keeps it, the others have a folder of their own, `saxpy.cuh/`."""
    taken: set[PurePosixPath] = set()
    folders: dict[str, str] = {}
    for each in sorted(inputs, key=lambda each: (not each.file.endswith(".cu"), each.file)):
        path = PurePosixPath(each.file)
        place = path.parent if path.with_suffix("") not in taken else path
        taken.add(path.with_suffix(""))
        folders[each.file] = place.as_posix()
    return folders
