"""The tables of the page on NPUs: a claim is counted for kernels of which it holds in every case, and for no others."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.run.compiled import Compiled

ROOT = Path(__file__).resolve().parents[2]


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("npu_page", ROOT / "scripts" / "npu_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


def record(kernel: str, target: str, claim: str, verdict: Verdict = Verdict.PASS, **more: Any) -> dict[str, Any]:
    made = Record("corpus/norm/rows.cu", kernel, 3, target, verdict, Stage.COMPARE, device="d", claim=claim, **more)
    return made.to_json()


def refused(kernel: str, target: str) -> dict[str, Any]:
    said = Diagnostic("TK0480", Severity.ERROR, "the NPU has no `double`", None)
    return Record(
        "corpus/norm/rows.cu", kernel, 3, target, Verdict.UNSUPPORTED, Stage.CONVERT, diagnostics=(said,)
    ).to_json()


def lines_with(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def test_a_claim_holds_of_a_kernel_where_it_holds_of_every_case() -> None:
    good, bad = Compiled("pallas-v5e"), Compiled("pallas-v5e", "cumsum")
    text = SCRIPT.tables(
        [
            record("f", "pallas", "simulated", compiled=(good,), case="one"),
            record("f", "pallas", "simulated", compiled=(bad,), case="two"),
            record("g", "pallas", "simulated", compiled=(good,)),
            record("h", "pallas", "simulated", Verdict.MISMATCH, reason="off by one"),
            refused("d", "pallas"),
        ]
    )
    (line,) = lines_with(text, "| Pallas |")
    claims = "never | 1 of 2 (50.0 %) | 2 of 3 (66.7 %) | never"
    assert line == f"| Pallas | 4 | 3 of 4 (75.0 %) | {claims} |"
    assert lines_with(text, "| TK0480 |") == ["| TK0480 | Pallas | 1: `d` |"]
    assert lines_with(text, "- `h`") == ["- `h`, None, on d: mismatch; off by one"]


def test_the_forms_of_ascend_c_are_apart_and_what_pyasc_wrote_is_nobodys_port() -> None:
    text = SCRIPT.tables(
        [
            record("f", "ascendc", "twin", profile="portable"),
            record("f", "ascendc", "twin", profile="dav-3510"),
            {**record("f", "ascendc", "twin", profile="portable"), "author": "pyasc"},
        ]
    )
    assert len(lines_with(text, "| Ascend C, dav-2201 | 1 |")) == len(lines_with(text, "| Ascend C, dav-3510 |")) == 1
    assert lines_with(text, "| rows: `f` |") == ["| rows: `f` | 1 of 1 | 0 |"]


def test_what_is_compiled_alone_neither_agrees_nor_fails() -> None:
    good, bad = Compiled("pallas-v5e"), Compiled("pallas-v5e", "cumsum")
    alone: Any = {"verdict": Verdict.SKIPPED, "profile": "v5e"}
    made = [{**record("f", "pallas", "", compiled=(good,), **alone), "stage": "compile"}]
    made += [{**record("g", "pallas", "", Verdict.COMPILE_FAIL, compiled=(bad,), profile="v5e"), "stage": "compile"}]
    text = SCRIPT.tables(made)
    claims = "never | 1 of 2 (50.0 %) | never | never"
    assert lines_with(text, "| Pallas, v5e |") == [f"| Pallas, v5e | 2 | 2 of 2 (100.0 %) | {claims} |"]
    assert lines_with(text, "| norm |") == ["| norm | 2 | - | - | - | 1 |"]
    assert [line[:5] for line in lines_with(text, "- `")] == ["- `g`"]


def test_the_page_has_the_place_that_is_written() -> None:
    text = SCRIPT.PAGE.read_text(encoding="utf-8")
    assert text.count(SCRIPT.BEGIN) == text.count(SCRIPT.END) == 1
    assert text.index(SCRIPT.BEGIN) < text.index(SCRIPT.END)
