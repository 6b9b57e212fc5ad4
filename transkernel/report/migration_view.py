"""What the page of a migration shows: kernels by place, what holds them back, what to do first. Made of records.

A kernel is a place in a file, for a target. Several files may show it, and several instances may be made of it: it
counts as its best record says, since one port that works is what people want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transkernel.codes import CODES
from transkernel.effort import effort_of_code
from transkernel.inputs import shown
from transkernel.records import record

Json = Mapping[str, Any]

VERDICTS = ("translated", "translated-with-warnings", "refused")
_TONES = {"translated": "good", "translated-with-warnings": "neutral", "refused": "bad"}
EFFORTS = {
    "none": "no work",
    "small": "a small change, an option or a look",
    "rewrite": "a rewrite",
}
_PLACES_SHOWN = 50
_TOLD_OTHERWISE = ("header", "headers not found", "read in part", "read with warnings", "gone")


@record
class Place:
    """Where a kernel is held back: `text` is `src/a.cu:12`, kernel its name."""

    text: str
    kernel: str


@record
class Group:
    """Places that were refused, or warned of, in the same words. more: how many places are not listed."""

    message: str
    places: tuple[Place, ...]
    more: int


@record
class CodeView:
    """kernels: how many it holds back; alone: those that nothing else holds back. groups: the largest first."""

    code: str
    title: str
    way_out: str
    effort: str
    kernels: int
    alone: int
    groups: tuple[Group, ...]


@record
class KernelView:
    """instances: names, with the port of each or nothing. notes: what was said, as text."""

    name: str
    line: int
    target: str
    verdict: str
    tone: str
    effort: str
    codes: str
    notes: tuple[str, ...]
    instances: tuple[tuple[str, str], ...]
    state: str


@record
class FileView:
    path: str
    kernels: tuple[KernelView, ...]


@record
class FolderView:
    """A folder of the tree that holds headers which `files` files did not find. others: where the same are too."""

    path: str
    headers: tuple[str, ...]
    files: int
    others: tuple[str, ...]


@record
class Summary:
    """verdicts, efforts: (count, name), what is there first. codes: what holds most kernels back first. warnings: what
    was said of kernels that were translated. statuses: (status, count) of files without kernels; left_alone: those that
    may hold kernels all the same. conflicts, edits: ports that were kept as they are on disk."""

    targets: tuple[str, ...]
    kernels: int
    verdicts: tuple[tuple[int, str], ...]
    efforts: tuple[tuple[int, str], ...]
    codes: tuple[CodeView, ...]
    warnings: tuple[CodeView, ...]
    files: tuple[FileView, ...]
    statuses: tuple[tuple[str, int], ...]
    left_alone: tuple[tuple[str, str], ...]
    in_part: tuple[tuple[str, str], ...]
    folders: tuple[FolderView, ...]
    conflicts: tuple[str, ...]
    edits: tuple[str, ...]

    def share(self, count: int) -> float:
        """In percent of all kernels."""
        return 100 * count / self.kernels if self.kernels else 0.0


def summarise(records: Sequence[Json]) -> Summary:
    """All of it."""
    kernels = _kernels(records)
    refused = [each for each in kernels.values() if _best(each)["verdict"] == "refused"]
    warned = [each for each in kernels.values() if _best(each)["verdict"] == "translated-with-warnings"]
    verdicts = Counter(_best(each)["verdict"] for each in kernels.values())
    efforts = Counter(_best(each)["effort"] for each in kernels.values())
    files = [each for each in records if "verdict" not in each]
    ports = [each for each in records if each.get("state") in ("edited", "conflict")]
    return Summary(
        targets=tuple(dict.fromkeys(str(each["target"]) for each in records if "target" in each)),
        kernels=len(kernels),
        verdicts=tuple((verdicts[each], each) for each in VERDICTS if verdicts[each]),
        efforts=tuple((efforts[each], each) for each in EFFORTS if efforts[each]),
        codes=_codes(refused, "error"),
        warnings=_codes(warned, "warning"),
        files=_files(kernels),
        statuses=_statuses(files),
        left_alone=tuple((shown(each["file"]), each["status"]) for each in files if each.get("is_error")),
        in_part=tuple(dict(_in_part(files)).items()),
        folders=_folders(files, {each["file"] for each in records if _is_troubled(each)}),
        conflicts=_ports(ports, "conflict") + tuple(_kept(files)),
        edits=_ports(ports, "edited"),
    )


# ---------------------------------------------------------------- kernels

_Key = tuple[str, int, str, str]


def _kernels(records: Iterable[Json]) -> dict[_Key, list[Json]]:
    found: dict[_Key, list[Json]] = {}
    for each in records:
        if "verdict" in each:
            name = each["kernel"].partition("<")[0].strip()
            key = (each.get("defined_in", each["file"]), each["line"], name, each["target"])
            found.setdefault(key, []).append(each)
    return dict(sorted(found.items(), key=lambda item: (item[0][0].split("/"), item[0][1:])))


def _best(records: Sequence[Json]) -> Json:
    """A translation; else a refusal that is not only for want of an instance."""
    return min(records, key=lambda each: (VERDICTS.index(each["verdict"]), "TK0240" in _codes_of(each, "error")))


def _codes_of(found: Json, severity: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each["code"] for each in found["diagnostics"] if each["severity"] == severity))


def _files(kernels: Mapping[_Key, Sequence[Json]]) -> tuple[FileView, ...]:
    files: dict[str, list[KernelView]] = {}
    for (file, line, name, target), records in kernels.items():
        best = _best(records)
        codes = _codes_of(best, "error") or _codes_of(best, "warning")
        states = {each.get("state") for each in records}
        view = KernelView(
            shown(name),
            line,
            target,
            best["verdict"],
            _TONES[best["verdict"]],
            best["effort"],
            ", ".join(codes),
            tuple(dict.fromkeys(_said(each) for each in best["diagnostics"] if each["severity"] != "note")),
            tuple(dict.fromkeys((shown(each["kernel"]), shown(each["output"] or "")) for each in records)),
            "conflict" if "conflict" in states else "edited" if "edited" in states else "",
        )
        files.setdefault(file, []).append(view)
    return tuple(FileView(shown(file), tuple(views)) for file, views in files.items())


def _said(each: Json) -> str:
    return f"{_place(each)}: {each['severity']}[{each['code']}]: {each['message']}"


def _place(each: Json) -> str:
    return shown(f"{each['file']}:{each['line']}") if "file" in each else ""


# ---------------------------------------------------------------- codes


def _codes(kernels: Sequence[Sequence[Json]], severity: str) -> tuple[CodeView, ...]:
    """By how many kernels they hold back. A kernel's place is where its first diagnostic of the code is."""
    places: dict[str, dict[str, list[Place]]] = {}
    counts: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for records in kernels:
        best = _best(records)
        codes = _codes_of(best, severity)
        for code in codes:
            first = next(each for each in best["diagnostics"] if each["code"] == code and each["severity"] == severity)
            counts[code] += 1
            alone[code] += len(codes) == 1
            place = Place(_place(first), shown(best["kernel"]))
            places.setdefault(code, {}).setdefault(first["message"], []).append(place)
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(_code(code, counts[code], alone[code], places[code]) for code in ordered)


def _code(code: str, kernels: int, alone: int, places: Mapping[str, list[Place]]) -> CodeView:
    known = CODES.get(code)
    groups = [
        Group(shown(message), tuple(found[:_PLACES_SHOWN]), max(0, len(found) - _PLACES_SHOWN))
        for message, found in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    title, way_out = (known.title, known.way_out) if known is not None else ("", "")
    return CodeView(code, title, way_out, str(effort_of_code(code)), kernels, alone, tuple(groups))


# ---------------------------------------------------------------- files


def _is_troubled(found: Json) -> bool:
    return any(each["severity"] == "error" for each in found.get("diagnostics", ()))


def _folders(files: Sequence[Json], troubled: set[str]) -> tuple[FolderView, ...]:
    """What -I should name, by how many files want it; each file counts for the folder that is nearest to it. A file
    that is translated all the same wants nothing."""
    wanted: dict[str, dict[str, set[str]]] = {}
    others: dict[str, set[str]] = {}
    for each in (each for each in files if each["file"] in troubled):
        for name, folders in each.get("missing", {}).items():
            wanted.setdefault(folders[0], {}).setdefault(name, set()).add(each["file"])
            others.setdefault(folders[0], set()).update(folders[1:])
    views = [
        FolderView(
            shown(path),
            tuple(map(shown, sorted(headers))),
            len(set().union(*headers.values())),
            tuple(map(shown, sorted(others[path]))),
        )
        for path, headers in wanted.items()
    ]
    return tuple(sorted(views, key=lambda each: (-each.files, each.path)))


def _statuses(files: Sequence[Json]) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        each["status"] for each in files if each["status"] not in _TOLD_OTHERWISE and not each.get("is_error")
    )
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _in_part(files: Sequence[Json]) -> Iterable[tuple[str, str]]:
    """Files of which a part could not be read, with the first thing that was said."""
    for each in files:
        errors = [found for found in each.get("diagnostics", ()) if found["severity"] == "error"]
        if errors:
            yield shown(each["file"]), _said(errors[0])


def _ports(records: Sequence[Json], state: str) -> tuple[str, ...]:
    found = (each["output"] or f"the port of {each['file']}" for each in records if each["state"] == state)
    return tuple(dict.fromkeys(map(shown, found)))


def _kept(files: Sequence[Json]) -> Iterable[str]:
    for each in files:
        for path in each.get("kept", ()):
            yield f"{shown(path)}: nothing is emitted for it any more, and the port was edited"
