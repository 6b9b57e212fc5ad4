"""SARIF and JUnit XML of records: what is in them, what the readers of such files ask for, and hostile texts."""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from transkernel.codes import CODES
from transkernel.report.junit import junit
from transkernel.report.sarif import MOST_RESULTS, SCHEMA, VERDICTS, sarif, uri

Json = dict[str, Any]


def diagnostic(code: str = "TK0255", severity: str = "error", **more: Any) -> Json:
    place = {"file": "a/x.cu", "line": 3, "column": 5, "end_line": 3, "end_column": 9}
    return {"code": code, "severity": severity, "message": "`f` is not known", **place, **more}


def record(verdict: str = "pass", **more: Any) -> Json:
    return {
        "file": "a/x.cu",
        "kernel": "k",
        "line": 2,
        "target": "opencl",
        "verdict": verdict,
        "diagnostics": [],
        **more,
    }


NOTE = {"message": "declared here", "file": "a/x.cuh", "line": 1, "column": 1, "end_line": 1, "end_column": 4}
FIX = {"message": "did you mean", "replacement": "g", "file": "a/x.cu", "line": 3, "column": 5, "end_line": 3,
       "end_column": 9}  # fmt: skip
EVERYTHING = [
    record(),
    record("refused", diagnostics=[diagnostic(notes=[NOTE, {"message": "nowhere"}], fix=FIX)]),
    record("translated-with-warnings", diagnostics=[diagnostic("TK0507", "warning")]),
    {"file": "b c\n<é>.cu", "status": "no kernel", "diagnostics": [{"code": "TK0101", "severity": "error",
                                                                    "message": "none \x00\x1b[1m", "line": 1}]},
    {"file": "", "status": "not read", "diagnostics": [{"code": "TK0616", "severity": "error", "message": "none"}]},
    *(record(verdict, case="odd \"tail\"", device="pocl-cpu", reason="off & <away>", detail="\ud800 ]]>\x07",
             run_seconds=0.25, build_seconds=0.5) for verdict in VERDICTS),
]  # fmt: skip


def results(records: list[Json]) -> list[Json]:
    found: list[Json] = sarif(records, "1.2.3")["runs"][0]["results"]
    return found


def test_a_diagnostic_is_a_result_with_its_place_rule_and_fix() -> None:
    [result] = results([EVERYTHING[1]])
    [location] = result["locations"]
    assert (result["ruleId"], result["level"], result["message"]["text"]) == ("TK0255", "error", "k: `f` is not known")
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a/x.cu"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
    }
    assert [each["message"]["text"] for each in result["relatedLocations"]] == ["declared here", "nowhere"]
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "g"}
    [rule] = sarif([EVERYTHING[1]], "1.2.3")["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["text"] == CODES["TK0255"].way_out


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_without_a_diagnostic_is_a_result(verdict: str) -> None:
    [result] = results([record(verdict, case="c", device="d", reason="it is off")])
    assert (result["ruleId"], result["message"]["text"]) == (verdict, f"k, case 'c' on d: {verdict}: it is off")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_warnings_do_not_hide_a_mismatch() -> None:
    found = results([record("mismatch", diagnostics=[diagnostic("TK0507", "warning")])])
    assert [each["ruleId"] for each in found] == ["mismatch", "TK0507"]
    assert results([record("pass"), record("translated")]) == []


def test_one_thing_said_twice_is_one_result_and_its_fingerprint_stays_when_lines_move() -> None:
    moved = record("refused", diagnostics=[diagnostic(line=30, end_line=30)])
    assert len(results([EVERYTHING[1], {**EVERYTHING[1], "target": "triton"}])) == 1
    [before], [after] = results([EVERYTHING[1]]), results([moved])
    assert before["partialFingerprints"] == after["partialFingerprints"]
    both = results([EVERYTHING[1], moved])
    assert len({each["partialFingerprints"]["transkernel/v1"] for each in both}) == 2


def test_errors_come_first_where_there_are_more_results_than_readers_take() -> None:
    many = [record("mismatch", line=line) for line in range(1, MOST_RESULTS + 2)]
    run = sarif([record("x", diagnostics=[diagnostic("TK0507", "note")]), *many], "1.2.3", 1)["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    assert {result["level"] for result in run["results"]} == {"error"}
    [said] = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("2 results more")


@pytest.mark.parametrize(("exit_code", "successful"), [(0, True), (1, True), (2, False), (3, False), (70, False)])
def test_the_exit_code_is_told(exit_code: int, successful: bool) -> None:
    [invocation] = sarif([], "1.2.3", exit_code)["runs"][0]["invocations"]
    assert invocation == {"executionSuccessful": successful, "exitCode": exit_code}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("a/x.cu", "a/x.cu"),
        ("./a b.cu", "a%20b.cu"),
        ("<stdin>", "%3Cstdin%3E"),
        ("c:x.cu", "c%3Ax.cu"),
        ("é.cu", "%C3%A9.cu"),
        ("\udcff.cu", "%FF.cu"),
        ("/elsewhere/x.cu", "file:///elsewhere/x.cu"),
        (f"{Path.cwd()}/a/x.cu", "a/x.cu"),
    ],
)
def test_places_are_relative_where_they_can_be(file: str, wanted: str) -> None:
    assert uri(file) == wanted


def schema(folder: Path) -> Json:
    """SARIF's own: the file that SARIF_SCHEMA names, or where it is published. It is OASIS', not ours to copy."""
    named = os.environ.get("SARIF_SCHEMA")
    if named:
        text = Path(named).read_text(encoding="utf-8")
    else:
        cached = folder / "sarif-2.1.0.json"
        if not cached.exists():
            try:
                with urllib.request.urlopen(SCHEMA, timeout=5) as answer:
                    cached.write_bytes(answer.read())
            except OSError as error:
                pytest.skip(f"SARIF's schema cannot be fetched: {error}; SARIF_SCHEMA=FILE names one")
        text = cached.read_text(encoding="utf-8")
    found: Json = json.loads(text)
    return found


def test_sarif_is_valid(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    found = schema(tmp_path)
    validator = jsonschema.validators.validator_for(found)(found)
    log = json.loads(json.dumps(sarif(EVERYTHING, "1.2.3", 1)))
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(log))


def test_what_the_schema_cannot_say_holds() -> None:
    run = sarif(EVERYTHING, "1.2.3", 1)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert {result["ruleId"] for result in run["results"]} == set(rules)


def test_junit_counts_and_outcomes() -> None:
    root = ElementTree.fromstring(junit(EVERYTHING, "verify"))
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"a/x.cu", "b c\n<é>.cu", "transkernel"}
    cases = list(root.iter("testcase"))
    assert root.get("tests") == str(len(EVERYTHING)) == str(len(cases))
    outcomes = {case.get("name"): [child.tag for child in case] for case in cases[:3]}
    assert outcomes == {"k (opencl)": ["system-out"]}
    for tag in ("failure", "error", "skipped"):
        total = len(list(root.iter(tag)))
        assert root.get({"failure": "failures", "error": "errors"}.get(tag, tag)) == str(total)
    assert sum(int(suite.get("failures", 0)) for suite in root) == int(root.get("failures", -1))


@pytest.mark.parametrize(
    ("made", "tag"),
    [
        (record(), None),
        (record("translated"), None),
        (record("translated-with-warnings", diagnostics=[diagnostic("TK0507", "warning")]), "system-out"),
        (record("mismatch", reason="off"), "failure"),
        (record("skipped"), "skipped"),
        (record("unsupported", stage="port"), "skipped"),
        (record("unsupported", stage="convert"), "failure"),
        (record("run-fail", diagnostics=[diagnostic("TK0901")]), "error"),
        ({"file": "x.cu", "status": "differs", "diagnostics": [diagnostic("TK0670")]}, "failure"),
    ],
)
def test_junit_outcome(made: Json, tag: str | None) -> None:
    [case] = ElementTree.fromstring(junit([made], "verify")).iter("testcase")
    assert [child.tag for child in case] == ([tag] if tag else [])


def test_junit_time_and_names() -> None:
    made = record("mismatch", case="odd tail", device="pocl-cpu", run_seconds=0.25, build_seconds=0.5)
    [case] = ElementTree.fromstring(junit([made], "verify")).iter("testcase")
    assert case.attrib == {"name": "k [odd tail] (opencl, pocl-cpu)", "classname": "a/x.cu", "time": "0.750000"}
