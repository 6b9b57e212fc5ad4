"""Records of any command as JUnit XML: a suite a file, a test case a record. Attributes are those that every reader of
such files knows (Jenkins, GitLab, pytest's `xunit2`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from transkernel.claims import cells_of_json, columns_of
from transkernel.report.run import Json

_FAILED = frozenset({"refused", "mismatch", "nonfinite", "nondeterministic", "undefined-behaviour", "compile-fail",
                     "run-fail", "timeout"})  # fmt: skip
_SKIPPED = frozenset({"skipped", "unsupported"})
_INTERNAL = "TK0901"
# What XML 1.0 has no place for.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(records: Sequence[Json], command: str) -> str:
    """The document. command: `verify`, the name of the whole."""
    root = ElementTree.Element("testsuites", name=f"transkernel {command}")
    suites: dict[str, list[ElementTree.Element]] = {}
    for record in records:
        suites.setdefault(_file(record), []).append(_test_case(record))
    for file, cases in suites.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _text(file), **_counts(cases)})
        suite.extend(cases)
    root.attrib.update(_counts([case for cases in suites.values() for case in cases]))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def outcome(record: Json) -> str:
    """`passed`, `skipped`, `failure`, or `error` for a bug of transkernel.

    A kernel that was refused is `unsupported` after verify; what no device here can run is too, and is no failure.
    """
    said = record.get("diagnostics") or ()
    if any(each["code"] == _INTERNAL for each in said):
        return "error"
    verdict = record.get("verdict")
    if verdict == "unsupported" and record.get("stage") == "convert":
        return "failure"
    if verdict in _SKIPPED:
        return "skipped"
    return "failure" if verdict in _FAILED or any(each["severity"] == "error" for each in said) else "passed"


def _test_case(record: Json) -> ElementTree.Element:
    case = ElementTree.Element("testcase", name=_text(_name(record)), classname=_text(_file(record)))
    case.set("time", f"{_seconds(record):.6f}")
    _claims(case, record)
    came = outcome(record)
    said = "\n".join(_said(record))
    if came != "passed":
        kind = str(record.get("verdict") or record.get("status") or came)
        child = ElementTree.SubElement(case, came, message=_text(_message(record, kind)))
        if came != "skipped":
            child.set("type", kind)
        child.text = _text(said) or None
    elif said:
        ElementTree.SubElement(case, "system-out").text = _text(said)
    return case


def _claims(case: ElementTree.Element, record: Json) -> None:
    """What a verified port ran on or was accepted by, as a property each."""
    said = cells_of_json(record)
    if not (record.get("claim") or record.get("compiled")):
        return
    properties = ElementTree.SubElement(case, "properties")
    for column in columns_of([str(record.get("target", ""))]):
        ElementTree.SubElement(properties, "property", name=f"claim.{column}", value=said[column])


def _file(record: Json) -> str:
    """What belongs to no file is the run's own."""
    return str(record.get("file") or "transkernel")


def _name(record: Json) -> str:
    """What tells a record of a file from the others: kernel, case, target, device."""
    name = str(record.get("kernel") or record.get("status") or "file")
    case = f" [{record['case']}]" if record.get("case") is not None else ""
    where = [str(record[key]) for key in ("target", "device") if record.get(key)]
    return f"{name}{case}" + (f" ({', '.join(where)})" if where else "")


def _message(record: Json, kind: str) -> str:
    first = next((each["message"] for each in record.get("diagnostics") or () if each["severity"] == "error"), "")
    return str(record.get("reason") or first or kind)


def _said(record: Json) -> Iterator[str]:
    for each in record.get("diagnostics") or ():
        file = each.get("file") or _file(record)
        place = ":".join(str(part) for part in (file, each.get("line"), each.get("column")) if part)
        yield f"{place}: {each['severity']}[{each['code']}]: {each['message']}"
    if record.get("detail"):
        yield str(record["detail"])


def _seconds(record: Json) -> float:
    return sum(float(value or 0) for key, value in record.items() if key == "seconds" or key.endswith("_seconds"))


def _counts(cases: Sequence[ElementTree.Element]) -> dict[str, str]:
    def with_child(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    return {
        "tests": str(len(cases)),
        "failures": with_child("failure"),
        "errors": with_child("error"),
        "skipped": with_child("skipped"),
        "time": f"{sum(float(case.get('time', 0)) for case in cases):.6f}",
    }


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
