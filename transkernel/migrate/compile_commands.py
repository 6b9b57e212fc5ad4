"""`compile_commands.json`: what each file of a project is compiled with. Clang, "JSON Compilation Database Format".

The file is as untrusted as the sources: nothing that it names is run, and folders outside the tree are left out.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from transkernel.migrate.nvcc import Flags, read_options
from transkernel.records import record

_NAME = "compile_commands.json"
_LARGEST = 256_000_000  # bytes; of a response file, a hundredth
_DEEPEST_RESPONSE = 8


class NotCompileCommands(ValueError):
    """The file is no compilation database; the text says why."""


@record
class Commands:
    """flags: by the path of the source below the tree, as text with `/`. notes: what was left out of account."""

    flags: Mapping[str, Flags]
    notes: tuple[str, ...] = ()


def find_database(tree: Path) -> Path | None:
    """Where build systems put it: in the tree, or in its folder `build`."""
    return next((path for path in (tree / _NAME, tree / "build" / _NAME) if path.is_file()), None)


def read_database(path: Path, tree: Path) -> Commands:
    """The flags of every file below `tree`, with include folders as paths relative to it; those outside are left out.

    Raises NotCompileCommands, and OSError where the file cannot be read.
    """
    file = path / _NAME if path.is_dir() else path
    entries = _entries(file)
    tree = tree.resolve()
    flags: dict[str, Flags] = {}
    outside: set[str] = set()
    before: set[str] = set()
    again = 0
    for entry in entries:
        folder = _folder(entry, file.parent)
        name = _below(tree, folder, str(entry.get("file", "")))
        if name is None:
            continue
        if name in flags:
            again += 1
            continue
        read = read_options(list(_words(entry, folder, tree)))
        kept = [(each, _below(tree, folder, each)) for each in read.include_dirs]
        outside |= {each for each, below in kept if below is None}
        before |= set(read.pre_includes)
        below = tuple(dict.fromkeys(each for _, each in kept if each is not None))
        flags[name] = Flags(read.defines, below, read.pre_includes, read.language, read.dropped)
    return Commands(flags, tuple(_notes(outside, before, again)))


def _notes(outside: set[str], before: set[str], again: int) -> Iterator[str]:
    if outside:
        yield f"{len(outside)} include folders of {_NAME} are outside the tree and were left out; -I adds one"
    if before:
        yield f"{len(before)} headers that {_NAME} includes before the first line were not read"
    if again:
        yield f"{again} files are compiled more than once; the first command of each counts"


def _entries(file: Path) -> list[Mapping[str, Any]]:
    if file.stat().st_size > _LARGEST:
        raise NotCompileCommands(f"{file}: is too large")
    try:
        document = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise NotCompileCommands(f"{file}: is not JSON: {error}") from None
    if not isinstance(document, list) or not all(isinstance(entry, dict) for entry in document):
        raise NotCompileCommands(f"{file}: is not a list of objects")
    return document


def _folder(entry: Mapping[str, Any], default: Path) -> Path:
    """`directory`, which every entry has to have."""
    return default / str(entry.get("directory", ""))


def _words(entry: Mapping[str, Any], folder: Path, tree: Path) -> Iterator[str]:
    """The words behind the compiler's name, response files opened."""
    arguments = entry.get("arguments")
    if isinstance(arguments, list):
        words = [str(each) for each in arguments]
    else:
        words = _split(str(entry.get("command", "")))
    yield from _opened(words[1:], folder, tree, 0)


def _opened(words: Sequence[str], folder: Path, tree: Path, depth: int) -> Iterator[str]:
    """`@FILE`, `-optf FILE` and `--options-file FILE` are the words in that file, where it is in the tree."""
    rest = iter(words)
    for word in rest:
        if word in ("-optf", "--options-file"):
            names = next(rest, "").split(",")
        elif word.startswith("--options-file="):
            names = word.partition("=")[2].split(",")
        elif word.startswith("@"):
            names = [word[1:]]
        else:
            yield word
            continue
        for name in names if depth < _DEEPEST_RESPONSE else ():
            yield from _opened(_split(_response(tree, folder, name)), folder, tree, depth + 1)


def _response(tree: Path, folder: Path, name: str) -> str:
    below = _below(tree, folder, name)
    try:
        path = tree / below if below is not None else None
        if path is None or not path.is_file() or path.stat().st_size > _LARGEST // 100:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quote without an end
        return command.split()


def _below(tree: Path, folder: Path, name: str) -> str | None:
    """A path below the tree, with `/`; None for one that leads out of it, by links too."""
    try:
        place = (folder / name).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return Path(os.path.relpath(place, tree)).as_posix() if place.is_relative_to(tree) else None
