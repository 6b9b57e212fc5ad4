"""What capture.h wrote down of a program's launches. The format is its own affair and this file's."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["p", "f", "b", "i", "u", "c", "v"]


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A type as the compiler spells it; kind: p(ointer), f(loat), b(ool), i(nteger), u(nsigned), c(lass), v(oid)."""

    name: str
    bytes: int
    kind: Kind
    const: bool


@dataclass(frozen=True, slots=True)
class GivenArgument:
    """An argument's bytes and type; `element` is what it points to, of kind `v` where it is no pointer."""

    data: bytes
    type: TypeFacts
    element: TypeFacts

    @property
    def address(self) -> int:
        return int.from_bytes(self.data[:8], "little")


@dataclass(frozen=True, slots=True)
class Memory:
    """An allocation at the time of a launch: where it began, its bytes, and the number of its content."""

    address: int
    bytes: int
    blob: int

    def holds(self, address: int) -> bool:
        return self.address <= address < self.address + self.bytes


@dataclass(frozen=True, slots=True)
class RecordedLaunch:
    """One launch. callee: the text before `<<<`; file: of the source in which it stands, or empty.

    kernel: the offset of the function from the anchor, where the compiler could tell. before, after: the memory that
    its arguments reach, in the same order; after is None where the program died in the launch. failed: what ended the
    launch, else empty.
    """

    number: int
    callee: str
    file: str
    kernel: int | None
    grid: tuple[int, int, int]
    block: tuple[int, int, int]
    shared: int
    arguments: tuple[GivenArgument, ...]
    before: tuple[Memory, ...]
    variables_before: tuple[Memory, ...]
    after: tuple[Memory, ...] | None = None
    variables_after: tuple[Memory, ...] | None = None
    failed: str = ""


@dataclass(slots=True)
class Records:
    """skipped: launches that were not written down, by why: `kernel`, `every`, `most`, `bytes`, or `configuration` for
    those that CUDA does not make."""

    launches: list[RecordedLaunch] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    _blobs: dict[int, tuple[int, int]] = field(default_factory=dict)
    _content: bytes | memoryview = b""

    @property
    def made(self) -> int:
        return len(self.launches) + self.skipped.total()

    def blob(self, number: int) -> memoryview:
        """The bytes of a content."""
        offset, size = self._blobs[number]
        return memoryview(self._content)[offset : offset + size]


def read_records(folder: Path) -> Records:
    """What is there; a last line that was cut off in the middle is left out."""
    import mmap

    records = Records()
    path = folder / "records"
    if not path.exists():
        return records
    launches: dict[int, Mapping[str, Any]] = {}
    ends: dict[int, Mapping[str, Any]] = {}
    for line in path.read_text(errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if "blob" in row:
            records._blobs[row["blob"]] = (row["offset"], row["bytes"])
        elif "skipped" in row:
            records.skipped[row["why"]] += 1
        elif "launch" in row:
            launches[row["launch"]] = row
        elif "end" in row:
            ends[row["end"]] = row
    records.launches = [_launch(row, ends.get(number)) for number, row in launches.items()]
    with open(folder / "blobs", "rb") as stream:
        if (folder / "blobs").stat().st_size:
            records._content = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    return records


def _launch(row: Mapping[str, Any], end: Mapping[str, Any] | None) -> RecordedLaunch:
    return RecordedLaunch(
        number=row["launch"],
        callee=row["callee"],
        file=row["file"],
        kernel=row["kernel"],
        grid=tuple(row["grid"]),
        block=tuple(row["block"]),
        shared=row["shared"],
        arguments=tuple(map(_argument, row["arguments"])),
        before=_memories(row["regions"]),
        variables_before=_memories(row["symbols"]),
        after=None if end is None else _memories(end["regions"]),
        variables_after=None if end is None else _memories(end["symbols"]),
        failed="" if end is None else end["failed"],
    )


def _argument(row: Mapping[str, Any]) -> GivenArgument:
    return GivenArgument(bytes.fromhex(row["bytes"]), TypeFacts(*row["type"]), TypeFacts(*row["element"]))


def _memories(rows: list[list[int]]) -> tuple[Memory, ...]:
    return tuple(Memory(*row) for row in rows)
