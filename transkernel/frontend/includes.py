"""Where an `#include` leads: beside the including file, then the include directories, and never out of the roots."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from transkernel.records import record
from transkernel.source import SourceFile, Span


@record
class Include:
    """One `#include`. resolved: the file that was read, without symbolic links, or None where none was found."""

    name: str
    span: Span
    system: bool
    resolved: Path | None


@record
class Found:
    """named: the path as the text leads to it, for people; resolved: the same file without symbolic links."""

    named: Path
    resolved: Path


class IncludeEscape(Exception):
    """Every place that a header name leads to is outside the roots."""


class IncludeSearch:
    """include_dirs: searched in order. roots: folders outside of which nothing is opened; none given, nothing is."""

    def __init__(self, include_dirs: tuple[Path, ...], roots: tuple[Path, ...]) -> None:
        self._include_dirs = include_dirs
        self._roots = tuple(root for root in map(_resolved, roots) if root is not None)

    def find(self, name: str, including: SourceFile, system: bool, skip: Path | None = None) -> Found | None:
        """The first regular file inside the roots. skip: the file that an `#include_next` stands in.

        Raises IncludeEscape where there is none and a candidate was outside the roots, whether or not it exists there.
        """
        escaped = False
        for candidate in self._candidates(name, including, system or skip is not None):
            resolved = _resolved(candidate)
            if resolved is None or resolved == skip:
                continue
            if not any(resolved.is_relative_to(root) for root in self._roots):
                escaped = True
            elif _is_regular(resolved):
                return Found(candidate, resolved)
        if escaped and self._roots:
            raise IncludeEscape(name)
        return None

    def _candidates(self, name: str, including: SourceFile, only_directories: bool) -> Iterator[Path]:
        if not only_directories and not including.name.startswith("<"):
            yield Path(including.name).parent / name
        for directory in self._include_dirs:
            yield directory / name


def read_text(path: Path) -> str:
    """The text of a file with its line ends kept; bytes that are not UTF-8 become U+FFFD. Raises OSError."""
    return path.read_bytes().decode("utf-8", errors="replace")


def _resolved(path: Path) -> Path | None:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # too long a name, a loop of links, a zero byte
        return None


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
