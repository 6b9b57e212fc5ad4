"""The folder that a capture leaves: case files with their arrays, and `capture.json`, which says what was built how.

NAME.toml       the cases of one kernel file        NAME.npz    their arrays, each content once
capture.json    sources, options and counts; paths are relative to the folder
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from transkernel import __version__
from transkernel.harness.capture_cases import CapturedCase, in_lines
from transkernel.harness.dtypes import Array

RECORD = "capture.json"
_FORMAT = 1


class NotACapture(Exception):
    """The folder is none that `capture` made; the message says why."""


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """What `capture.json` says. files: the case file of each kernel file. roots: where its includes were found."""

    folder: Path
    files: Mapping[Path, Path]
    include_dirs: tuple[Path, ...]
    defines: tuple[tuple[str, str], ...]
    roots: tuple[Path, ...]

    def case_file_of(self, kernel_file: Path) -> Path | None:
        """The cases of a kernel file: by its path, else by its name where that is the only one of the name."""
        found = self.files.get(kernel_file.resolve())
        if found is not None:
            return found
        same = [cases for path, cases in self.files.items() if path.name == kernel_file.name]
        return same[0] if len(same) == 1 else None


def read_capture(folder: Path) -> CaptureRecord:
    """Raises NotACapture."""
    path = folder / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] != _FORMAT:
            raise NotACapture(f"{path}: made by another version of transkernel ({record['transkernel']})")
        return CaptureRecord(
            folder,
            {_from(folder, source): folder / cases for source, cases in record["files"].items()},
            tuple(_from(folder, each) for each in record["include_dirs"]),
            tuple((name, value) for name, value in record["defines"]),
            tuple(_from(folder, each) for each in record["roots"]),
        )
    except OSError as error:
        raise NotACapture(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotACapture(f"{path}: not what `transkernel capture` writes") from None


def _from(folder: Path, path: str) -> Path:
    return Path(os.path.normpath(folder.resolve() / path))


def refuse_other_folder(folder: Path) -> None:
    """Raises NotACapture where the folder holds what no capture put there: it would be replaced."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / RECORD).exists())):
        raise NotACapture(f"{folder} is there already and is not a capture: name another folder with -o")


def write_capture(folder: Path, cases: Sequence[tuple[str, CapturedCase]], record: Mapping[str, Any]) -> None:
    """Replaces the folder as a whole. cases: with their names. record: more for `capture.json`, paths absolute.

    Raises OSError, and NotACapture.
    """
    refuse_other_folder(folder)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}-"))
    try:
        stems = case_stems([case.kernel.file for _, case in cases])
        for source, stem in stems.items():
            _write_file(draft, stem, [each for each in cases if each[1].kernel.file == source], source)
        text = json.dumps(_record(folder, stems, record), indent=1, ensure_ascii=False)
        (draft / RECORD).write_text(text + "\n", encoding="utf-8")
        os.chmod(draft, 0o777 & ~_umask())
        if folder.exists():
            shutil.rmtree(folder)
        os.rename(draft, folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def case_stems(sources: Sequence[Path]) -> dict[Path, str]:
    """A name for each file: its own, with its folders in front where two files have the same."""
    stems: dict[Path, str] = {}
    for source in dict.fromkeys(sources):
        stem = source.stem
        for parent in source.parents:
            if stem not in stems.values():
                break
            stem = f"{parent.name or 'root'}-{stem}"
        stems[source] = stem
    return stems


def _write_file(draft: Path, stem: str, cases: Sequence[tuple[str, CapturedCase]], source: Path) -> None:
    arrays: dict[str, Array] = {}
    with (draft / f"{stem}.toml").open("w", encoding="utf-8") as stream:
        stream.write(f"# Launches of {source.name}, captured. The arrays are in {stem}.npz.\n")
        for name, case in cases:
            stream.write("\n" + "".join(in_lines(case, name)))
            arrays |= case.arrays
    np.savez(draft / f"{stem}.npz", **arrays)  # type: ignore[arg-type]


def _record(folder: Path, stems: Mapping[Path, str], record: Mapping[str, Any]) -> dict[str, Any]:
    base = folder.absolute()

    def relative(path: Any) -> str:
        return os.path.relpath(str(path), str(base))

    paths = {key: [relative(each) for each in record[key]] for key in ("program", "include_dirs", "roots")}
    files = {relative(source): f"{stem}.toml" for source, stem in stems.items()}
    return {"format": _FORMAT, "transkernel": __version__, **record, **paths, "files": files}


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
