"""What a file's translation depends on: its own text and every header that it may include, found without reading C++.

An `#include` counts wherever it stands, so the closure may be larger than what the preprocessor reads; never smaller.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from transkernel.frontend.includes import IncludeEscape, IncludeSearch
from transkernel.records import record
from transkernel.source import SourceFile

_DIRECTIVE = rb"^[ \t]*(?:#|%:)[ \t]*(?:include|include_next|import)"
_INCLUDE = re.compile(rb"(?:" + _DIRECTIVE + rb'|__has_include(?:_next)?[ \t]*\()[ \t]*([<"])([^>"\n]+)[>"]', re.M)
# `#include NAME`, and whatever else the pattern above does not read: then any header may be meant.
_COMPUTED = re.compile(_DIRECTIVE + rb'\b[ \t]*[^ \t<"]', re.M)
_LARGEST_HEADER = 50_000_000


@record
class _Reading:
    """One file as it is on disk: its digest, what it includes, and whether a macro says what else."""

    digest: str
    includes: tuple[tuple[str, bool], ...]
    is_computed: bool


@record
class Closure:
    """files: below or beside the tree, with their digests, in order. missing: names that were not found, in order.
    is_open: a macro says what is included, so that there may be more."""

    files: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    is_open: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.files)


class Closures:
    """Reads each file of a tree once, however many include it. include_dirs: those of the whole run."""

    def __init__(self, tree: Path, roots: Sequence[Path]) -> None:
        self._tree = tree.resolve()
        self._roots = (self._tree, *roots)
        self._readings: dict[Path, _Reading] = {}
        self._found: dict[tuple[str, str, bool, tuple[str, ...]], Path | None] = {}
        self._searches: dict[tuple[str, ...], IncludeSearch] = {}

    def of(self, file: str, include_dirs: tuple[str, ...]) -> Closure:
        """The closure of a file of the tree. include_dirs: absolute, or relative to the tree; in order."""
        start = self._tree / file
        seen: dict[Path, _Reading] = {}
        missing: set[str] = set()
        stack = [start]
        while stack:
            path = stack.pop()
            if path in seen:
                continue
            reading = seen[path] = self._reading(path)
            for name, system in reading.includes:
                found = self._find(name, path, system, include_dirs)
                if found is None:
                    missing.add(name)
                else:
                    stack.append(found)
        files = sorted((Path(os.path.relpath(path, self._tree)).as_posix(), each.digest) for path, each in seen.items())
        return Closure(tuple(files), tuple(sorted(missing)), any(each.is_computed for each in seen.values()))

    def _reading(self, path: Path) -> _Reading:
        if path not in self._readings:
            try:
                content = path.read_bytes() if path.stat().st_size <= _LARGEST_HEADER else b""
            except OSError:
                content = b""
            includes = dict.fromkeys((os.fsdecode(match[2]), match[1] == b"<") for match in _INCLUDE.finditer(content))
            computed = _COMPUTED.search(content) is not None
            self._readings[path] = _Reading(hashlib.sha256(content).hexdigest(), tuple(includes), computed)
        return self._readings[path]

    def _find(self, name: str, including: Path, system: bool, include_dirs: tuple[str, ...]) -> Path | None:
        key = (name, str(including.parent), system, include_dirs)
        if key not in self._found:
            search = self._searches.get(include_dirs)
            if search is None:
                folders = tuple(self._tree / each for each in include_dirs)
                search = self._searches[include_dirs] = IncludeSearch(folders, self._roots)
            try:
                found = search.find(name, SourceFile(str(including), ""), system)
            except IncludeEscape:
                found = None
            # The folder that the text leads to counts for the next include; `..` in it would make names without end.
            self._found[key] = found.named.parent.resolve() / found.named.name if found is not None else None
        return self._found[key]
