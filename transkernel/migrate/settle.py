"""Puts what is emitted for a file in its place, as the three-way table says; all files of a port or, where one of them
is in conflict, none: a port that was kept needs the manifest and the launcher that were made with it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from transkernel.migrate.records import Outcome
from transkernel.migrate.state import Emitted, Entry, State
from transkernel.migrate.three_way import Place, Step, decide
from transkernel.port_files import digest

EMITTED, EDITED, CONFLICT = "emitted", "edited", "conflict"

_NOT_OURS = "not a file"  # in place of the digest of what we would not read: a link, a folder


class Blocked(Exception):
    """The place is outside the output folder, by a link, or its folder is a file."""


def enter(state: State, before: Entry | None, file: str, target: str, key: str, outcome: Outcome) -> Entry:
    """Writes down what is about to be emitted, so that a run that comes after this one knows what it finds."""
    texts = outcome.files or {}
    known = before.files if before is not None else {}
    files = {}
    for path in (*texts, *(each for each in known if each not in texts)):
        now = texts.get(path)
        prior = known.get(path) or _found_there(state.out, path, texts)
        is_same = now is not None and digest(now) == prior.last
        base = (
            prior.base if prior.base is not None or prior.now is None or digest(prior.now) != prior.last else prior.now
        )
        ours = (*prior.ours, digest(now)) if now is not None else prior.ours
        files[path] = replace(prior, now=now, base=None if is_same else base, ours=tuple(dict.fromkeys(ours)))
    entry = Entry(file, target, key, outcome, files)
    state.save(entry)
    return entry


def settle(state: State, entry: Entry) -> tuple[Entry, str]:
    """Does what is to be done for an entry, and writes down that it was done. The second part is EMITTED, EDITED where
    a hand edit was kept, or CONFLICT. Raises OSError."""
    steps = {path: _step(state.out, path, each) for path, each in entry.files.items()}
    is_conflict = any(step in (Step.OFFER, Step.ABANDON, None) for step in steps.values())
    files = {}
    for path, each in entry.files.items():
        step = steps[path]
        if is_conflict and step in (Step.WRITE, Step.REMOVE, None):
            files[path] = each
        elif (kept := _do(state, path, each, step)) is not None:
            files[path] = kept
    settled = replace(entry, files=files)
    if settled != entry:
        state.save(settled)
    edits = (Step.KEEP, Step.SETTLE)
    return settled, CONFLICT if is_conflict else EDITED if any(each in edits for each in steps.values()) else EMITTED


def _step(out: Path, path: str, each: Emitted) -> Step | None:
    """None where nothing can be there."""
    try:
        disk = _disk(out, path)
        offer = _disk(out, f"{path}.new")
    except Blocked:
        return None
    now = digest(each.now) if each.now is not None else None
    return decide(Place(now, each.last, each.ours, disk, each.offered, offer is not None))


def _do(state: State, path: str, each: Emitted, step: Step | None) -> Emitted | None:
    """What is to be remembered of the file; None for nothing any more."""
    place = state.out / path
    if step is Step.OFFER:
        assert each.now is not None
        _offer(state, path, each.now, each.offered)
        if each.base is not None:
            _offer(state, path, each.base, None, ".base")
        return replace(each, offered=digest(each.now))
    if step is Step.ABANDON:
        return each
    if step is Step.REMOVE:
        place.unlink()
        _remove_empty(state.out, place.parent)
    elif step is Step.WRITE:
        assert each.now is not None
        place.parent.mkdir(parents=True, exist_ok=True)
        state.write(place, each.now)
    if each.offered is not None:
        _withdraw(state.out, path, each)
    return Emitted(each.now, digest(each.now), None, (digest(each.now),)) if each.now is not None else None


def _offer(state: State, path: str, text: str, offered: str | None, suffix: str = ".new") -> None:
    """An offer that somebody is editing is left alone."""
    found = _disk(state.out, f"{path}{suffix}")
    if suffix == ".base" or found in (None, offered, digest(text)):
        state.write(state.out / f"{path}{suffix}", text)


def _withdraw(out: Path, path: str, each: Emitted) -> None:
    """Takes an offer away that has become pointless, unless somebody edited it."""
    if _disk(out, f"{path}.new") == each.offered:
        (out / f"{path}.new").unlink()
    if each.base is not None and _disk(out, f"{path}.base") == digest(each.base):
        (out / f"{path}.base").unlink()


def _disk(out: Path, path: str) -> str | None:
    """The digest of what is there, None for nothing. Raises Blocked."""
    place = out / path
    if not place.parent.resolve().is_relative_to(out.resolve()):
        raise Blocked
    if any(each.exists() and not each.is_dir() for each in place.parents if each.is_relative_to(out)):
        raise Blocked
    if place.is_symlink() or (place.exists() and not place.is_file()):
        return _NOT_OURS
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _found_there(out: Path, path: str, texts: Mapping[str, str]) -> Emitted:
    """What is known of a file without an entry, from the manifest beside it: it holds the digests of what `convert`, or
    a run whose memory is lost, wrote."""
    manifest = next((each for each in texts if each.endswith(".manifest.json")), None)
    try:
        content = (out / manifest).read_bytes() if manifest is not None and _disk(out, manifest) != _NOT_OURS else b""
        record = json.loads(content)
        written = record["files"] if "transkernel" in record else {}
        last = hashlib.sha256(content).hexdigest() if path == manifest else str(written[os.path.basename(path)])
    except (OSError, Blocked, ValueError, KeyError, TypeError):
        return Emitted(None)
    return Emitted(None, last, None, (last,))


def _remove_empty(out: Path, folder: Path) -> None:
    while folder != out and folder.is_relative_to(out):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
