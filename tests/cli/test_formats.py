"""`--format` of every command that has it, and `report --format` of what was kept: one document, on standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Program, Ran

BAD = "__global__ void f(float *x) {\n    x[0] = nowhere(1);\n}\n"
GOOD = "__global__ void g(float *x) {\n    x[threadIdx.x] = 1;\n}\n"
CASE = (
    '[[case]]\nkernel = "g"\ngrid = [1]\nblock = [4]\n[case.args]\nx = { shape = [4], dtype = "float32", out = true }\n'
)


@pytest.fixture
def sources(tmp_path: Path) -> None:
    (tmp_path / "bad.cu").write_text(BAD)
    (tmp_path / "good.cu").write_text(GOOD)
    (tmp_path / "zero.cu").write_bytes(b"\0")


def log(ran: Ran) -> dict[str, Any]:
    [run] = json.loads(ran.stdout)["runs"]
    made: dict[str, Any] = run
    return made


@pytest.mark.usefixtures("sources")
def test_convert_as_sarif(transkernel: Program) -> None:
    ran = transkernel("convert", "bad.cu", "good.cu", "--to", "opencl", "-o", "out/", "--format", "sarif")
    run = log(ran)
    [result] = run["results"]
    assert (result["ruleId"], result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == (
        "TK0255",
        "bad.cu",
    )
    assert ran.exit_code == 1
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


@pytest.mark.usefixtures("sources")
def test_a_file_that_cannot_be_read_is_in_every_document(transkernel: Program) -> None:
    arguments = ("convert", "good.cu", "zero.cu", "--to", "opencl", "-o", "out/", "--format")
    as_sarif, as_junit = (transkernel(*arguments, form) for form in ("sarif", "junit"))
    assert as_sarif.exit_code == as_junit.exit_code == 2
    assert [result["ruleId"] for result in log(as_sarif)["results"]] == ["TK0102"]
    failed = [case.get("classname") for case in ElementTree.fromstring(as_junit.stdout).iter("testcase") if len(case)]
    assert failed == ["zero.cu"]


@pytest.mark.usefixtures("sources")
def test_verify_as_junit_says_what_is_wrong_with_a_case_file(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "good.toml").write_text(CASE.replace("grid", "gird"))
    ran = transkernel("verify", "good.cu", "bad.cu", "--to", "opencl", "--format", "junit")
    root = ElementTree.fromstring(ran.stdout)
    failed = {case.get("classname"): case[0].get("message", "") for case in root.iter("testcase")}
    assert ran.exit_code == 2
    assert set(failed) == {"good.toml", "bad.cu"}
    assert "gird" in failed["good.toml"]


@pytest.mark.usefixtures("sources")
def test_reports_of_kept_records(tmp_path: Path, transkernel: Program) -> None:
    lines = transkernel("convert", "bad.cu", "good.cu", "--to", "opencl", "-o", "out/", "--format", "json").stdout
    (tmp_path / "migrated").mkdir()
    (tmp_path / "migrated" / "migration.jsonl").write_text(lines + '{"file": "x.h", "status": "no kernel"}\n')
    run = log(transkernel("report", "migrated", "--format", "sarif"))
    assert [result["ruleId"] for result in run["results"]] == ["TK0255"]
    assert transkernel("report", "migrated", "--format", "junit", "-o", "made.xml").exit_code == 0
    assert ElementTree.parse(tmp_path / "made.xml").getroot().get("tests") == "3"
    assert transkernel("report", "out", "--format", "junit").exit_code == 2


@pytest.mark.usefixtures("sources")
def test_a_port_and_a_document_do_not_share_standard_output(transkernel: Program) -> None:
    ran = transkernel("convert", "good.cu", "--to", "opencl", "-o", "-", "--format", "sarif")
    assert ran.exit_code == 2
    assert "--format sarif" in ran.stderr


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_migrate_and_the_report_of_its_folder_say_the_same(tmp_path: Path, transkernel: Program, form: str) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "bad.cu").write_text(BAD)
    (tmp_path / "tree" / "good.cu").write_text(GOOD)
    ran = transkernel("migrate", "tree", "--to", "opencl", "-o", "out", "--format", form)
    later = transkernel("report", "out", "--format", form)
    assert (ran.exit_code, later.exit_code) == (1, 0)
    if form == "sarif":
        assert log(ran)["results"] == log(later)["results"]
        assert [result["ruleId"] for result in log(ran)["results"]] == ["TK0255"]
    else:
        counts = [ElementTree.fromstring(each.stdout).get("failures") for each in (ran, later)]
        assert counts == ["1", "1"]
