"""CUDA sources on disk: which files a user's paths stand for, and their text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from transkernel.records import record
from transkernel.source import SourceFile

SUFFIXES = (".cu", ".cuh")


class NotText(ValueError):
    """The file is not text, and so is no CUDA source."""


@record
class InputFile:
    """A file to translate.

    path: as the user reaches it. relative: where its port stands under an output folder. root: the folder that its
    includes may not leave. found: it was found in a folder, and not named by the user itself.
    """

    path: Path
    relative: Path
    root: Path
    found: bool


def find_inputs(path: Path, exclude: Sequence[str] = ()) -> Iterator[InputFile]:
    """A file as itself, a case file as the source beside it, a folder as the .cu and .cuh files in it, in the order of
    their names.

    `exclude` holds patterns as in a shell, matched with the path below the folder. Hidden folders are passed by.
    """
    if not path.is_dir():
        path = _source_beside(path)
        yield InputFile(path, Path(path.name), path.parent, found=False)
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            relative = (Path(folder) / name).relative_to(path)
            if relative.suffix in SUFFIXES and not _excluded(relative, exclude):
                yield InputFile(path / relative, relative, path, found=True)


def _source_beside(path: Path) -> Path:
    """`softmax.cu` of `softmax.toml`, where there is one."""
    sources = (path.with_suffix(suffix) for suffix in SUFFIXES)
    return next((each for each in sources if each.exists()), path) if path.suffix == ".toml" else path


def read_source(path: str | os.PathLike[str]) -> SourceFile:
    """The text of a file. Raises OSError, and NotText for a file that holds a zero byte."""
    return SourceFile(os.fspath(path), decode(Path(path).read_bytes()))


def decode(content: bytes) -> str:
    """Bytes of a source as text. Raises NotText.

    Sources of another time hold Latin-1 in their comments; every byte has a meaning there, so nothing is lost.
    """
    zero = content.find(b"\0")
    if zero >= 0:
        raise NotText(f"not a text file (zero byte at offset {zero})")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def shown(name: str) -> str:
    """A file's name without what would move a cursor, end a line or be no text; that is as Python writes it."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in name)


def _excluded(relative: Path, patterns: Sequence[str]) -> bool:
    name = relative.as_posix()
    return any(fnmatch(name, pattern) or fnmatch(name, f"{pattern.rstrip('/')}/*") for pattern in patterns)
