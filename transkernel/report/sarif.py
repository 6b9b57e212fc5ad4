"""Records of any command as SARIF 2.1.0, for code scanning: one run, and a result for each thing that was said.

GitHub takes 25,000 results of a run at most and shows 5,000, so errors come first, and what is left off is counted in
a notification. Sources: OASIS, SARIF 2.1.0; GitHub, "SARIF support for code scanning".
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from transkernel.claims import cells_of_json, columns_of
from transkernel.codes import CODES
from transkernel.report.run import Json

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000

# Verdicts that say by themselves what is wrong, where no diagnostic does; each is a rule.
VERDICTS: Mapping[str, str] = {
    "refused": "the kernel was refused",
    "mismatch": "the port does not agree with the original",
    "nonfinite": "NaN or an infinity on one side alone",
    "nondeterministic": "runs of one launch do not agree with each other",
    "undefined-behaviour": "the original does what CUDA does not define",
    "compile-fail": "the port or the original does not compile",
    "run-fail": "the port or the original ended in an error",
    "timeout": "the port or the original did not end in time",
    "unsupported": "the target or the device cannot run the kernel",
    "skipped": "the kernel was not verified",
}
_MILD = ("unsupported", "skipped")
_GRAVEST_FIRST = ("error", "warning", "note")


def sarif(records: Sequence[Json], version: str, exit_code: int | None = None) -> dict[str, Any]:
    """The log as JSON values. exit_code: what the command ends with, where it is known.

    What several records hold alike (a header's diagnostic, a file's on two targets) is one result.
    """
    unique = {json.dumps(each, sort_keys=True): each for record in records for each in _results(record)}
    results = sorted(unique.values(), key=lambda each: _GRAVEST_FIRST.index(each["level"]))
    kept, left_off = results[:MOST_RESULTS], len(results[MOST_RESULTS:])
    rules = sorted({result["ruleId"] for result in kept})
    seen: Counter[str] = Counter()
    for result in kept:
        result["ruleIndex"] = rules.index(result["ruleId"])
        result["partialFingerprints"] = {"transkernel/v1": _fingerprint(result, seen)}
    driver = {"name": "transkernel", "semanticVersion": version, "rules": [_rule(rule) for rule in rules]}
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": kept}
    if exit_code is not None or left_off:
        run["invocations"] = [_invocation(exit_code, left_off)]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(record: Json) -> Iterator[dict[str, Any]]:
    said = record.get("diagnostics") or ()
    for diagnostic in said:
        yield _of_diagnostic(record, diagnostic)
    verdict = str(record.get("verdict", ""))
    if verdict not in VERDICTS or any(each["severity"] == "error" for each in said) or (verdict in _MILD and said):
        return
    level = "note" if verdict in _MILD else "error"
    place = {key: record[key] for key in ("file", "line") if record.get(key)}
    result = _result(verdict, level, _verdict_message(record, verdict), place)
    if record.get("claim") or record.get("compiled"):
        said = cells_of_json(record)
        result["properties"] = {"claims": {each: said[each] for each in columns_of([str(record.get("target", ""))])}}
    yield result


def _of_diagnostic(record: Json, diagnostic: Json) -> dict[str, Any]:
    # A record of `migrate` has a diagnostic's line alone; the file is the record's.
    place = {key: diagnostic.get(key) for key in ("file", "line", "column", "end_line", "end_column")}
    place["file"] = place["file"] or record.get("file")
    result = _result(diagnostic["code"], diagnostic["severity"], diagnostic["message"], place)
    if record.get("kernel"):
        result["message"]["text"] = f"{record['kernel']}: {diagnostic['message']}"
    notes = [_related(number, note) for number, note in enumerate(diagnostic.get("notes", ()), start=1)]
    if notes:
        result["relatedLocations"] = notes
    fix = diagnostic.get("fix")
    if fix and fix.get("file"):
        result["fixes"] = [_fix(fix)]
    return result


def _result(rule: str, level: str, message: str, place: Json) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": rule, "level": level, "message": {"text": message}}
    if place.get("file"):
        result["locations"] = [{"physicalLocation": _location(place)}]
    return result


def _related(number: int, note: Json) -> dict[str, Any]:
    related: dict[str, Any] = {"id": number, "message": {"text": note["message"]}}
    if note.get("file"):
        related["physicalLocation"] = _location(note)
    return related


def _fix(fix: Json) -> dict[str, Any]:
    change = {"deletedRegion": _region(fix), "insertedContent": {"text": fix["replacement"]}}
    artifact = {"artifactLocation": {"uri": uri(fix["file"])}, "replacements": [change]}
    return {"description": {"text": fix["message"]}, "artifactChanges": [artifact]}


def _location(place: Json) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": uri(place["file"])}}
    if place.get("line"):
        location["region"] = _region(place)
    return location


def _region(place: Json) -> dict[str, Any]:
    names = {"startLine": "line", "startColumn": "column", "endLine": "end_line", "endColumn": "end_column"}
    return {name: place[key] for name, key in names.items() if place.get(key)}


def uri(file: str) -> str:
    """Relative to the working folder where the file is below it, as code scanning asks; else as it was given."""
    if os.path.isabs(file):
        inside = os.path.relpath(file)
        if inside.startswith(os.pardir):
            return Path(file).as_uri()
        file = inside
    return quote(os.fsencode(Path(file).as_posix()))


def _verdict_message(record: Json, verdict: str) -> str:
    case = f", case {record['case']!r}" if record.get("case") is not None else ""
    device = f" on {record['device']}" if record.get("device") is not None else ""
    return f"{record.get('kernel', '')}{case}{device}: {verdict}: {record.get('reason') or VERDICTS[verdict]}"


def _fingerprint(result: Json, seen: Counter[str]) -> str:
    """The same for a thing whose lines moved: the rule, the file and what is said, and which of those alike it is."""
    places = result.get("locations", ())
    file = places[0]["physicalLocation"]["artifactLocation"]["uri"] if places else ""
    key = "\0".join((result["ruleId"], file, result["message"]["text"]))
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32]


def _rule(name: str) -> dict[str, Any]:
    code = CODES.get(name)
    if code is None:
        return {"id": name, "shortDescription": {"text": VERDICTS.get(name, name)}}
    return {
        "id": name,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.meaning},
        "help": {"text": code.way_out},
    }


def _invocation(exit_code: int | None, left_off: int) -> dict[str, Any]:
    """A run that found something wrong with kernels was successful; one that was called wrongly or broke was not."""
    made: dict[str, Any] = {"executionSuccessful": exit_code in (None, 0, 1)}
    if exit_code is not None:
        made["exitCode"] = int(exit_code)
    if left_off:
        text = f"{left_off} results more were left off; errors come first"
        made["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return made
