"""The page of a migration: what is counted as one kernel, what comes first, and that no name gets into the markup."""

from __future__ import annotations

from typing import Any

from transkernel.codes import CODES
from transkernel.effort import REWRITES, Effort, effort
from transkernel.report.migration import migration_page
from transkernel.report.migration_view import summarise

Json = dict[str, Any]


def said(code: str, severity: str = "error", message: str = "words") -> Json:
    return {"code": code, "severity": severity, "message": message, "file": "a.cu", "line": 3}


def kernel(name: str, *diagnostics: Json, **more: Any) -> Json:
    errors = [each for each in diagnostics if each["severity"] == "error"]
    verdict = "refused" if errors else "translated-with-warnings" if diagnostics else "translated"
    record = {"file": "a.cu", "kernel": name, "line": 2, "target": "opencl", "verdict": verdict}
    record |= {"effort": str(effort(verdict, diagnostics)), "diagnostics": list(diagnostics)}
    return {**record, "output": None if errors else "a.cl", **({} if errors else {"state": "emitted"}), **more}


def test_a_kernel_is_a_place_and_counts_as_its_best_record_says() -> None:
    found = summarise(
        [
            kernel("k<float>", file="a.cu", defined_in="k.cuh"),
            kernel("k<half>", said("TK0273"), file="b.cu", defined_in="k.cuh"),
            kernel("k<float>", said("TK0240"), file="k.cuh"),
            kernel("k", said("TK0240"), line=9),
        ]
    )
    assert found.kernels == 2
    assert found.verdicts == ((1, "translated"), (1, "refused"))
    assert [(each.code, each.kernels) for each in found.codes] == [("TK0240", 1)]
    assert [file.path for file in found.files] == ["a.cu", "k.cuh"]
    assert found.files[1].kernels[0].instances == (("k<float>", "a.cl"), ("k<half>", ""), ("k<float>", ""))


def test_what_holds_most_kernels_back_comes_first() -> None:
    records = [
        kernel("a", said("TK0255", message="`x` is not known"), line=1),
        kernel("b", said("TK0255", message="`x` is not known"), said("TK0273"), line=2),
        kernel("c", said("TK0255", message="`y` is not known"), line=3),
        kernel("d", said("TK0401"), line=4),
        kernel("e", said("TK0269", "warning"), line=5),
    ]
    found = summarise(records)
    assert [(each.code, each.kernels, each.alone, each.effort) for each in found.codes] == [
        ("TK0255", 3, 2, "small"),
        ("TK0273", 1, 0, "rewrite"),
        ("TK0401", 1, 1, "rewrite"),
    ]
    assert [(group.message, len(group.places)) for group in found.codes[0].groups] == [
        ("`x` is not known", 2),
        ("`y` is not known", 1),
    ]
    assert found.efforts == ((3, "small"), (2, "rewrite"))
    assert [each.code for each in found.warnings] == ["TK0269"]


def test_a_folder_is_named_for_files_that_need_it() -> None:
    missing = {"status": "headers not found", "missing": {"c.h": ["inc", "old/inc"]}}
    found = summarise(
        [
            kernel("a", said("TK0255"), file="a.cu"),
            kernel("b", file="b.cu"),
            {"file": "a.cu", **missing},
            {"file": "b.cu", **missing},
        ]
    )
    assert [(each.path, each.headers, each.files, each.others) for each in found.folders] == [
        ("inc", ("c.h",), 1, ("old/inc",))
    ]


def test_the_page_escapes_whatever_a_record_says() -> None:
    evil = "<script>alert(1)</script>"
    records = [
        kernel(evil, said("TK0255", message=f"`{evil}`"), file=f"{evil}\udcff\n.cu"),
        kernel("ok", state="conflict", output=f"{evil}.cl", line=7),
        {"file": evil, "status": evil, "is_error": True, "diagnostics": [said("TK0201", message=evil)]},
        {"file": evil, "status": "headers not found", "missing": {evil: [evil]}},
    ]
    page = migration_page(records)
    page.encode("utf-8")
    assert page.count("<script>") == 1
    assert "alert(1)" in page
    assert "NAME.new" in page


def test_files_are_told_of_once() -> None:
    """A file that is broken is so for each target; one that was not read has a place of its own on the page."""
    broken = {"file": "a.cu", "status": "read in part", "diagnostics": [said("TK0201")]}
    left = {"file": "b.cu", "status": "larger than 16 MB", "is_error": True}
    found = summarise(
        [{**broken, "target": "opencl"}, {**broken, "target": "triton"}, left, {"file": "c.cu", "status": "no kernel"}]
    )
    assert [file for file, _ in found.in_part] == ["a.cu"]
    assert found.statuses == (("no kernel", 1),)
    assert found.left_alone == (("b.cu", "larger than 16 MB"),)


def test_a_page_of_nothing() -> None:
    assert "There is no kernel" in migration_page([])


def test_efforts_are_of_codes_that_there_are() -> None:
    assert set(CODES) >= REWRITES
    assert effort("translated", []) is Effort.NONE
    assert effort("refused", [said("TK0401"), said("TK0255")]) is Effort.REWRITE
    assert effort("translated-with-warnings", [said("TK0401", "warning")]) is Effort.SMALL
