"""Which files of a folder are CUDA: sources, headers that hold kernels, and what was left alone, with the reason."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from transkernel.inputs import SUFFIXES, NotText, decode
from transkernel.migrate.nvcc import Flags
from transkernel.records import record

LARGEST = 16_000_000  # bytes; what people write is a hundredth of it

HEADERS = (".cuh", ".h", ".hh", ".hpp", ".hxx", ".inl", ".inc", ".ipp", ".tpp")
CPP = (".cpp", ".cc", ".cxx", ".c", ".C")
_LOOKED_AT = frozenset({*SUFFIXES, *HEADERS, *CPP})

_COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
_ATTRIBUTES = re.compile(
    r"__launch_bounds__\s*\([^()]{0,200}(?:\([^()]{0,200}\)[^()]{0,200}){0,4}\)|__attribute__\s*\(\([^()]{0,200}\)\)"
)
_KERNEL = re.compile(r"__global__\b[^;{}()#]{0,400}?\b([A-Za-z_]\w*)\s*\(")


@record
class Input:
    """A file with kernels. file: its path below the tree, with `/`; bytes that are no UTF-8 as Python has them.
    kernels: the names and lines of what looks like a kernel's beginning. is_source: compiled by itself."""

    file: str
    kernels: tuple[tuple[str, int], ...]
    is_source: bool
    flags: Flags = Flags()


@record
class LeftAlone:
    """A file that cannot be translated. status: a few words, for its record; is_error: it may hold kernels."""

    file: str
    status: str
    is_error: bool = True


@record
class Found:
    """All in the order of their paths. names: of every file that could be a source or a header."""

    inputs: tuple[Input, ...]
    left_alone: tuple[LeftAlone, ...]
    names: tuple[str, ...]


def discover(tree: Path, exclude: Sequence[str], skip: Path, flags: Mapping[str, Flags]) -> Found:
    """The CUDA files below `tree`. exclude: patterns as in a shell, matched with the path below it. skip: a folder that
    is passed by, where the ports go. flags: what is known of each file's compilation.

    Hidden folders and links to folders are passed by; a link to a file outside the tree is left alone.
    """
    root = tree.resolve()
    inputs: list[Input] = []
    left: list[LeftAlone] = []
    names = tuple(_files(root, exclude, skip.resolve()))
    for file in names:
        known = flags.get(file, Flags())
        found = _look(root, file, known)
        if isinstance(found, LeftAlone):
            left.append(found)
        elif found is not None:
            inputs.append(found)
    return Found(tuple(inputs), tuple(left), names)


def kernels_in(text: str) -> tuple[tuple[str, int], ...]:
    """What looks like a kernel's beginning, with its line. An estimate: conditions and macros are not looked at."""
    if "__global__" not in text:
        return ()
    bare = _COMMENTS.sub(_blank, text)
    bare = _ATTRIBUTES.sub(_blank, bare)
    found = []
    line, position = 1, 0
    for match in _KERNEL.finditer(bare):
        line += bare.count("\n", position, match.start(1))
        position = match.start(1)
        found.append((match[1], line))
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _files(root: Path, exclude: Sequence[str], skip: Path) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = sorted(each for each in below if not each.startswith(".") and Path(folder, each) != skip)
        for name in sorted(names):
            if os.path.splitext(name)[1] in _LOOKED_AT:
                file = Path(folder, name).relative_to(root).as_posix()
                if not any(fnmatch(file, each) or fnmatch(file, f"{each.rstrip('/')}/*") for each in exclude):
                    yield file


def _look(root: Path, file: str, flags: Flags) -> Input | LeftAlone | None:
    """None for a file that is not of CUDA's kind and holds no kernel."""
    path = root / file
    suffix = path.suffix
    is_cuda = suffix in SUFFIXES or flags.is_cuda
    try:
        if not path.resolve().is_relative_to(root):
            return LeftAlone(file, "a link out of the tree", is_error=False) if is_cuda else None
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return LeftAlone(file, "not a file", is_error=False) if is_cuda else None
        if found.st_size > LARGEST:
            said = f"larger than {LARGEST // 1_000_000} MB"
            return LeftAlone(file, said) if is_cuda or _mentions_kernel(path) else None
        text = decode(path.read_bytes())
    except NotText as error:
        return LeftAlone(file, str(error)) if is_cuda else None
    except (OSError, RuntimeError) as error:
        said = getattr(error, "strerror", None) or "cannot be read"
        return LeftAlone(file, said.lower()) if is_cuda else None
    kernels = kernels_in(text)
    if kernels or is_cuda:
        return Input(file, kernels, suffix == ".cu" or suffix in CPP or flags.is_cuda, flags)
    return None


def _mentions_kernel(path: Path) -> bool:
    """Looks at the first part of a file only."""
    with path.open("rb") as file:
        return b"__global__" in file.read(LARGEST)
