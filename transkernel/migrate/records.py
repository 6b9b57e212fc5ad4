"""What travels and is kept: a task for a worker, its outcome, and the records of `migration.jsonl`. All is JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Self

from transkernel.effort import effort
from transkernel.records import record

Json = dict[str, Any]


@record
class Task:
    """One file for one target.

    tree: the folder of the sources, absolute. folder: where the port goes, below the output folder, with `/`.
    digest: of the source, which a worker on another machine has to see as well. seconds, megabytes: the limits.
    kernels: what the file seems to hold, to be refused by name where nothing can be said of them one by one.
    options: the fields of `convert.Options` that the run chose; paths are absolute or relative to the tree.
    """

    file: str
    target: str
    tree: str
    folder: str
    digest: str
    tool: str
    seconds: float
    megabytes: int
    kernels: Sequence[tuple[str, int]]
    options: Mapping[str, Any]

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        kernels = tuple((str(name), int(line)) for name, line in found["kernels"])
        return cls(**{**{each.name: found[each.name] for each in fields(cls)}, "kernels": kernels})


@record
class Outcome:
    """What became of a task.

    kernels: records of kernels without what depends on the disk. diagnostics: of the file as a whole. status: of a file
    without a kernel, else empty. files: the texts to write, by their paths below the output folder, the manifest last.
    seconds: that it took. is_final: asked again it would come out the same. crash: of a bug of ours, what to tell.
    """

    kernels: Sequence[Json] = ()
    diagnostics: Sequence[Json] = ()
    status: str = ""
    files: Mapping[str, str] | None = None
    seconds: float = 0.0
    is_final: bool = True
    crash: str = ""

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Self:
        return cls(**{each.name: found[each.name] for each in fields(cls)})


def refused_whole(
    task: Task, code: str, message: str, *, is_final: bool = True, crash: str = "", seconds: float = 0.0
) -> Outcome:
    """Each kernel that the file seems to hold is refused with one diagnostic; none of them goes uncounted."""

    def diagnostic(line: int) -> Json:
        return {"code": code, "severity": "error", "message": message, "file": task.file, "line": line}

    def kernel(name: str, line: int) -> Json:
        said = [diagnostic(line)]
        return {
            "kernel": name,
            "line": line,
            "verdict": "refused",
            "effort": effort("refused", said),
            "diagnostics": said,
        }

    kernels = tuple(kernel(name, line) for name, line in task.kernels)
    diagnostics = () if kernels else (diagnostic(1),)
    return Outcome(kernels, diagnostics, "" if kernels else "refused", None, seconds, is_final, crash)
