"""Ports on disk: where each file goes, what may be overwritten, and that it is there whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from transkernel.cli.terminal import CommandError, reason
from transkernel.inputs import InputFile
from transkernel.port_files import digest as digest


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the ports of a run go.

    file: the one port, where the user named a file. folder: the folder for all, or None to stand beside the sources.
    folder_per_target: each target has a folder of its own, since their manifests have the same names.
    """

    file: Path | None
    folder: Path | None
    folder_per_target: bool

    def port_path(self, source: InputFile, target: str, suffix: str) -> Path:
        """Where the port of a source goes."""
        if self.file is not None:
            return self.file
        place = source.path if self.folder is None else self.folder / source.relative
        folder = place.parent
        if self.folder_per_target:
            folder = folder / target if self.folder is None else self.folder / target / source.relative.parent
        return folder / f"{place.stem}{suffix}"


def layout(out: Path | None, several_targets: bool, single_input: bool) -> Layout:
    """What `-o OUT` means. Raises CommandError where OUT is a file and there is more than one port to write."""
    if out is None or out.is_dir():
        return Layout(None, out, several_targets)
    if single_input and not several_targets and (out.exists() or out.suffix):
        return Layout(out, None, False)
    if out.exists():
        raise CommandError(f"{out}: is a file, and there is more than one port to write; give a folder")
    return Layout(None, out, several_targets)


def write_files(files: Mapping[Path, str], force: bool) -> None:
    """Writes all files or none: each whole, in the place of what we ourselves wrote there before.

    The last of `files` is the manifest, which says of the others what we wrote. Raises CommandError where a file
    is not ours, was edited since, or cannot be written.
    """
    manifest = list(files)[-1]
    ours = _written_before(manifest)
    for path, text in files.items():
        _check_replaceable(path, text, ours, force or (path == manifest and ours is not None))
    drafts: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            drafts[path].write_text(text, encoding="utf-8", newline="\n")
        for path, draft in drafts.items():
            os.replace(draft, path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        for draft in drafts.values():
            _remove(draft)


def shown(path: Path) -> Path:
    """As the user would name it from here: what a configuration file names comes as an absolute path."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def stale_files(files: Mapping[Path, str]) -> Iterator[tuple[Path, str]]:
    """Those of `files` that are on disk not what they would be, and in which way; the last is the manifest.

    A file that was edited by hand since we wrote it is not stale while we would write the same again.
    """
    manifest = list(files)[-1]
    ours = _written_before(manifest) or {}
    for path, text in files.items():
        current = path.read_bytes() if path.is_file() else None
        if current is None:
            yield path, "is missing"
        elif current != text.encode("utf-8") and path == manifest:
            yield path, "is stale"
        elif current != text.encode("utf-8") and ours.get(path.name) != digest(text):
            is_edited = hashlib.sha256(current).hexdigest() != ours.get(path.name)
            yield path, "is stale, and was edited by hand" if is_edited else "is stale"


def write_whole(path: Path, text: str | None) -> None:
    """Puts a text in the place of whatever file is there; None takes the file away. Raises CommandError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", newline="\n")
        os.replace(draft, path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        _remove(draft)


def _check_replaceable(path: Path, text: str, ours: Mapping[str, str] | None, force: bool) -> None:
    try:
        if not path.exists() and not path.is_symlink():
            return
        if not path.is_file():
            raise CommandError(f"{path}: is there and is not a file")
        current = path.read_bytes()
    except OSError as error:
        raise _cannot_write(path, error) from None
    if force or current == text.encode("utf-8"):
        return
    if ours is None or path.name not in ours:
        raise CommandError(f"{path}: was not written by transkernel; --force overwrites it")
    if hashlib.sha256(current).hexdigest() != ours[path.name]:
        raise CommandError(f"{path}: was edited since transkernel wrote it; --force overwrites it")


def _written_before(manifest: Path) -> Mapping[str, str] | None:
    """The digests of the files that an earlier run wrote, by name; None where there is no manifest of ours."""
    try:
        record = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or "transkernel" not in record:
        return None
    files = record.get("files", {})
    return files if isinstance(files, dict) else {}


def _cannot_write(path: Path, error: OSError) -> CommandError:
    # Making the folder of a path that goes through a file says "File exists".
    why = "its folder is a file" if isinstance(error, FileExistsError | NotADirectoryError) else reason(error)
    return CommandError(f"cannot write {path}: {why}")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # it could not be made either
