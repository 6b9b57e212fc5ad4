"""What a run remembers in OUT/.transkernel: an entry a file and target, each written whole, and a lock.

    lock            held while a run writes to OUT; the system lets go of it however the run ends
    drafts/         files on their way to their places
    entries/HASH    what was emitted for a file, and the key that says what it was made of

An entry that cannot be read counts as none: then the file is translated again, and nothing on disk is taken for ours.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, Self

from transkernel.migrate.records import Outcome
from transkernel.records import record

FOLDER = ".transkernel"
_FORMAT = 1


class InUse(Exception):
    """Another run writes to the same folder."""


@record
class Emitted:
    """One file of a port.

    now: the text that is emitted, None for none. last: the digest of what was emitted and settled before, None for
    nothing; base: its text, where that is known and not `now`. ours: digests of what may be on disk because of us.
    offered: the digest of what `NAME.new` was written with, or None.
    """

    now: str | None
    last: str | None = None
    base: str | None = None
    ours: tuple[str, ...] = ()
    offered: str | None = None


@record
class Entry:
    """key: of what the outcome was made of; empty where it is to be made again."""

    file: str
    target: str
    key: str
    outcome: Outcome
    files: Mapping[str, Emitted] = field(default_factory=dict)

    def to_text(self) -> str:
        outcome = {**self.outcome.to_json(), "files": None, "seconds": 0.0}
        files = {path: asdict(each) for path, each in self.files.items()}
        found = {"file": self.file, "target": self.target, "key": self.key, "outcome": outcome, "files": files}
        return json.dumps({"format": _FORMAT, **found}) + "\n"

    @classmethod
    def from_text(cls, text: bytes) -> Self:
        """Raises ValueError, KeyError or TypeError for what is no entry."""
        found: dict[str, Any] = json.loads(text)
        if found["format"] != _FORMAT:
            raise ValueError
        files = {path: Emitted(**{**each, "ours": tuple(each["ours"])}) for path, each in found["files"].items()}
        return cls(found["file"], found["target"], found["key"], Outcome.from_json(found["outcome"]), files)


class State:
    """The folder. Use it within `locked`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._folder = out / FOLDER
        self._drafts = self._folder / "drafts"
        self._entries = self._folder / "entries"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Makes the folder, and takes away what a run that was killed left half done. Raises InUse and OSError."""
        self._entries.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InUse from None
            shutil.rmtree(self._drafts, ignore_errors=True)
            self._drafts.mkdir()
            self.write(self._folder / ".gitignore", "*\n")  # what is made again belongs in no commit
            try:
                yield
            finally:
                shutil.rmtree(self._drafts, ignore_errors=True)

    def write(self, path: Path, text: str) -> None:
        """Puts a whole file in its place, or none. Raises OSError."""
        draft = self._drafts / hashlib.sha256(os.fsencode(path)).hexdigest()
        draft.write_bytes(text.encode("utf-8"))
        os.replace(draft, path)

    def save(self, entry: Entry) -> None:
        self.write(self._place(entry.file, entry.target), entry.to_text())

    def load(self, file: str, target: str) -> Entry | None:
        return self._read(self._place(file, target))

    def drop(self, entry: Entry) -> None:
        self._place(entry.file, entry.target).unlink(missing_ok=True)

    def others(self, known: Iterable[tuple[str, str]]) -> Iterator[Entry]:
        """The entries that can be read, but for those of the files and targets named, in an order that says nothing."""
        places = {self._place(file, target) for file, target in known}
        for path in sorted(set(self._entries.iterdir()) - places):
            entry = self._read(path)
            if entry is not None and path == self._place(entry.file, entry.target):
                yield entry

    def _read(self, path: Path) -> Entry | None:
        try:
            return Entry.from_text(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _place(self, file: str, target: str) -> Path:
        name = hashlib.sha256(os.fsencode(f"{target}\0{file}")).hexdigest()
        return self._entries / name[:40]
