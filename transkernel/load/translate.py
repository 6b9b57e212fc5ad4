"""The port of a source, kept on disk by content: a program that starts again translates nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transkernel import resources
from transkernel.manifest import Manifest
from transkernel.records import record
from transkernel.source import SourceFile

if TYPE_CHECKING:
    from transkernel.convert import Translation

_PACKAGE = Path(__file__).resolve().parents[1]


@record
class Wanted:
    """The fields of `convert.Options` that matter here; importing those takes longer than reading the cache."""

    instantiate: tuple[str, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()
    include_dirs: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()


@record
class Translated:
    """kernels: every one of the source. refused: why there is no port of those that have none, by name. problem: what
    is wrong with the source as a whole. included: the files that it includes."""

    port: str
    manifest: Manifest | None
    kernels: tuple[str, ...]
    refused: dict[str, str]
    problem: str = ""
    included: tuple[str, ...] = ()


def translated(source: SourceFile, options: Wanted) -> Translated:
    """The translation of a source, from the cache where nothing that it depends on has changed."""
    file = resources.cache_folder() / "load" / f"{_key(source, options)}.json"
    known = _read(file)
    if known is not None:
        return known
    from transkernel.convert import Options, convert

    translation = convert(source, Options(**asdict(options)))
    found = _of(translation)
    # A header that was not found may be there next time.
    if all(each.resolved is not None or each.system for each in translation.includes):
        _write(file, found)
    return found


def _of(translation: Translation) -> Translated:
    from transkernel.diagnostics import render_text

    port = translation.port
    refused = {
        kernel.name: "\n".join(render_text(each) for each in kernel.diagnostics if each.is_error)
        for kernel in translation.kernels
        if kernel.verdict == "refused"
    }
    problem = "\n".join(render_text(each) for each in translation.diagnostics if each.is_error)
    names = tuple(dict.fromkeys(kernel.name for kernel in translation.kernels))
    included = {str(each.resolved) for each in translation.includes if each.resolved is not None}
    manifest = port.manifest if port is not None else None
    return Translated(translation.source, manifest, names, refused, problem, tuple(sorted(included)))


def _key(source: SourceFile, options: Wanted) -> str:
    parts = (_code(), os.path.abspath(source.name), source.text, repr(options))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


@cache
def _code() -> str:
    """Changes with every file of this program."""
    folders = (_PACKAGE, resources.grammar_folder())
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    stamps = [(str(path), (status := path.stat()).st_size, status.st_mtime_ns) for path in files]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _read(file: Path) -> Translated | None:
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        included = record.pop("included")
        if any(_digest(path) != digest for path, digest in included.items()):
            return None
        manifest = Manifest.from_json(record["manifest"]) if record["manifest"] is not None else None
        return replace(
            Translated(**record), manifest=manifest, kernels=tuple(record["kernels"]), included=tuple(included)
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _write(file: Path, found: Translated) -> None:
    with contextlib.suppress(OSError):
        record = {
            "port": found.port,
            "manifest": found.manifest.to_json() if found.manifest is not None else None,
            "kernels": found.kernels,
            "refused": found.refused,
            "problem": found.problem,
            "included": {path: _digest(path) for path in found.included},
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(record), encoding="utf-8")
        os.replace(draft, file)
