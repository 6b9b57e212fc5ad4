"""What a port ran on, and by whose tools it was accepted, is never mixed."""

from __future__ import annotations

import pytest

from transkernel.claims import COLUMNS, cells, cells_of_json, columns_of
from transkernel.cli.claims import claims
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.report.junit import junit
from transkernel.report.run import Run
from transkernel.report.sarif import sarif
from transkernel.report.view import page_view
from transkernel.run.compiled import Compiled


def record(target: str, claim: str, *compiled: Compiled, verdict: Verdict = Verdict.PASS) -> Record:
    return Record(
        "a.cu", "f", 1, target, verdict, Stage.COMPARE, device="d", case="one", claim=claim, compiled=compiled
    )


@pytest.mark.parametrize(
    ("claim", "column"),
    [("ran", "hardware"), ("interpreted", "interpreter"), ("twin", "twin"), ("simulated", "simulator")],
)
def test_a_pass_fills_its_own_column_and_no_other(claim: str, column: str) -> None:
    assert cells("pass", claim, ()) == {**dict.fromkeys(COLUMNS, "-"), column: "yes"}
    assert cells("mismatch", claim, ())[column] == "no"


@pytest.mark.parametrize(
    ("compiled", "said"), [((), "-"), ((True, True), "yes"), ((True, False), "1 of 2"), ((False,), "no")]
)
def test_a_compiler_says_nothing_of_numbers(compiled: tuple[bool, ...], said: str) -> None:
    assert cells("compile-fail", "", compiled) == {**dict.fromkeys(COLUMNS, "-"), "compiler": said}


def test_npu_targets_show_all_four_claims_and_others_those_that_can_be_made() -> None:
    assert columns_of(["pallas"]) == columns_of(["ascendc"]) == ("twin", "compiler", "simulator", "hardware")
    assert columns_of(["opencl"]) == ("hardware",)
    assert columns_of(["opencl", "triton"]) == ("interpreter", "compiler", "hardware")


def test_a_record_on_disk_says_the_same() -> None:
    made = record("pallas", "simulated", Compiled("pallas-v5e", "the rows of a block are no multiple of 8"))
    assert cells_of_json(made.to_json()) == cells("pass", "simulated", [False])


def test_the_last_line_says_what_did_not_happen() -> None:
    accepted, refused = Compiled("pallas-v5e"), Compiled("pallas-v5e", "no")
    said = claims([record("pallas", "simulated", accepted), record("pallas", "simulated", refused)])
    assert said == "the vendor's simulator ran the ports, no hardware did; 1 of 2 compile for pallas-v5e"
    assert claims([record("ascendc", "twin")]).startswith("our own twin of the device ran the ports; no tool of the")
    assert claims([record("opencl", "ran")]) == ""


def test_every_format_has_the_claims_apart() -> None:
    failed = record("pallas", "simulated", Compiled("pallas-v5e"), verdict=Verdict.MISMATCH).to_json()
    expected = {"twin": "-", "compiler": "yes", "simulator": "no", "hardware": "-"}
    (result,) = sarif([failed], "0")["runs"][0]["results"]
    assert result["properties"] == {"claims": expected}
    text = junit([failed], "verify")
    assert all(f'<property name="claim.{name}" value="{said}" />' in text for name, said in expected.items())
    page = page_view(Run({}, (failed,)))
    assert [name for name, _ in page.claims] == list(expected)
    assert page.files[0].rows[0].claims == tuple(expected.items())
