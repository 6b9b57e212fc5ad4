"""`check --run`: verdicts and figures that drift from what is recorded are found and told; `--update` records them.

The reports are made by hand, but for one at the end that runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.cli.test_check import FILL_CASES, SAXPY
from transkernel.cli.main import main
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness import verify as harness
from transkernel.harness.recorded import Figures, NotRecorded, Recorded, drifts, merged, read_recorded, recorded_text
from transkernel.harness.records import Determinism, Record, Stage, Verdict
from transkernel.harness.verify import OnRecord, Report, VerifyOptions
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices

Check = Callable[..., int]
WAS = Recorded("a.cu", "f", "one", "cpu", "pass", "bitwise", {"y": Figures(1e-6, 1e-7)})


# ---------------------------------------------------------------- what drifts


def found(before: Sequence[Recorded], now: Sequence[Recorded], factor: float = 4, **more: Any) -> list[str]:
    return [f"{drift.code} {drift.message}" for drift in drifts(before, now, factor, **more)]


def with_figures(max_abs: float, rmse: float = 0, **more: Any) -> Recorded:
    return replace(WAS, outputs={"y": Figures(max_abs, rmse)}, **more)


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        (WAS, WAS, []),
        (WAS, with_figures(4e-6, 4e-7), []),
        (WAS, with_figures(1e-9), []),
        (
            WAS,
            with_figures(5e-6, 1e-7),
            ["TK0673 f, case 'one' on cpu: `y` is further off: max_abs was 1e-06, is 5e-06, more than 4 times that"],
        ),
        (WAS, with_figures(float("nan")), [("TK0673 f, case 'one' on cpu: `y` is further off: max_abs was 1e-06, is "
                                           "nan, more than 4 times that")]),
        (with_figures(0), with_figures(1e-30), [("TK0673 f, case 'one' on cpu: `y` is further off: max_abs was 0, is "
                                                "1e-30")]),
        (with_figures(0, repeats="within-tolerance"), with_figures(1e-7), []),
        (with_figures(float("nan")), with_figures(float("nan")), []),
        (with_figures(float("inf")), with_figures(float("inf")), []),
        (WAS, replace(WAS, verdict="mismatch"), ["TK0672 f, case 'one' on cpu: was pass, is mismatch"]),
        (replace(WAS, verdict="mismatch"), WAS, ["TK0672 f, case 'one' on cpu: was mismatch, is pass"]),
        (WAS, replace(WAS, device="gpu", outputs={"y": Figures(1, 1)}), []),
        (WAS, replace(WAS, device="gpu", verdict="mismatch"), [("TK0672 f, case 'one' on gpu: was pass on cpu, is "
                                                               "mismatch")]),
        (WAS, replace(WAS, device=None, verdict="unsupported"), [("TK0672 f, case 'one': was pass on cpu, is "
                                                                 "unsupported")]),
        (replace(WAS, device=None, verdict="unsupported"), WAS, [("TK0672 f, case 'one' on cpu: was unsupported, is "
                                                                 "pass")]),
    ],
)  # fmt: skip
def test_a_case_against_what_is_recorded(before: Recorded, now: Recorded, wanted: list[str]) -> None:
    assert found([before], [now]) == wanted


def test_cases_come_and_go() -> None:
    other = replace(WAS, case="two")
    assert found([WAS], [WAS, other]) == ["TK0674 f, case 'two' on cpu: is not recorded; it is pass"]
    assert found([WAS, other], [WAS]) == ["TK0674 f, case 'two' on cpu: was pass and is no longer there"]
    assert found([WAS, other], [WAS], not_run={other.key}) == []


def test_what_absent_devices_said_is_kept_while_the_case_is_there() -> None:
    elsewhere, gone = replace(WAS, device="gpu"), replace(WAS, device="gpu", case="gone")
    now = with_figures(2e-6)
    assert merged([WAS, elsewhere, gone], [now]) == [now, elsewhere]
    assert merged([WAS, gone], [now], {gone.key}) == [now, gone]


def test_the_file_is_read_back_and_ordered(tmp_path: Path) -> None:
    records = [with_figures(float("inf"), float("nan"), case="two"), WAS]
    (tmp_path / "x").write_text(recorded_text(records))
    back = read_recorded(tmp_path / "x")
    assert [each.case for each in back] == ["one", "two"]
    assert back[0] == WAS
    assert str(back[1].outputs["y"]) == "Figures(max_abs=inf, rmse=nan)"
    assert recorded_text(records) == recorded_text(records[::-1])


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"file": "a.cu"}', '{"outputs": {"y": 1}}', '{"outputs": {}}'])
def test_a_line_that_is_no_verdict(tmp_path: Path, line: str) -> None:
    (tmp_path / "x").write_text(recorded_text([WAS]) + line)
    with pytest.raises(NotRecorded, match="x:2: is no recorded verdict"):
        read_recorded(tmp_path / "x")


# ---------------------------------------------------------------- the command


def record(max_abs: float = 1e-6, **more: Any) -> Record:
    output: Any = SimpleNamespace(name="y", magnitudes=SimpleNamespace(max_abs=max_abs, rmse=max_abs / 10))
    made = Record("kernels/a.cu", "saxpy", 1, "opencl", Verdict.PASS, Stage.COMPARE, device="cpu", case="one")
    return replace(made, determinism=Determinism(port="bitwise"), outputs=(output,), **more)


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Calls `transkernel check ARGUMENTS...` in a project where the harness finds just what `report` holds."""
    monkeypatch.chdir(tmp_path)
    Path("kernels").mkdir()
    Path("kernels/a.cu").write_text(SAXPY)
    Path("transkernel.toml").write_text('corpus = "kernels"\ngolden = "known"\ntargets = ["opencl"]\n')

    def call(report: Report, *arguments: str) -> int:
        def stand_in(paths: Sequence[Path], options: VerifyOptions, on_record: OnRecord) -> Report:
            assert (paths, options.target) == ([Path("kernels/a.cu")], "opencl")
            return report

        monkeypatch.setattr(harness, "verify", stand_in)
        monkeypatch.setattr(sys, "argv", ["transkernel", "check", *arguments])
        return main()

    return call


def test_recorded_then_the_same_then_drift_then_updated(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(Report((record(),)), "--run", "--update") == 0
    assert [each.verdict for each in read_recorded(Path("known/opencl/verdicts.jsonl"))] == ["pass"]
    assert check(Report((record(),))) == 0
    capsys.readouterr()
    worse = Report((record(verdict=Verdict.MISMATCH, reason="3 of 9 elements are off"),))
    assert check(worse) == 1
    told = capsys.readouterr()
    assert told.out == (
        "kernels/a.cu:1:1: error[TK0672]: saxpy, case 'one' on cpu: was pass, is mismatch (3 of 9 elements are off)\n"
    )
    assert "`transkernel check --update`" in told.err
    assert check(worse, "--update") == 0
    assert "was pass, is mismatch" in capsys.readouterr().out
    assert check(worse) == 0


def test_figures_drift_by_the_stated_factor(check: Check) -> None:
    check(Report((record(1e-6),)), "--run", "--update")
    worse = Report((record(7e-6),))
    assert check(worse) == 1
    assert check(worse, "--drift-factor", "8") == 0
    Path("transkernel.toml").write_text(Path("transkernel.toml").read_text() + "drift_factor = 8\n")
    assert check(worse) == 0
    assert check(worse, "--drift-factor", "2") == 1


def test_texts_alone_run_nothing(check: Check) -> None:
    check(Report((record(),)), "--run", "--update")
    assert check(Report(()), "--no-run") == 0


def test_without_a_device_nothing_is_compared_and_nothing_is_lost(check: Check) -> None:
    check(Report((record(),)), "--run", "--update")
    before = Path("known/opencl/verdicts.jsonl").read_bytes()
    absent = Diagnostic("TK0616", Severity.ERROR, "no device", None)
    assert check(Report((), (absent,))) == 3
    assert check(Report((), (absent,)), "--update") == 3
    assert check(Report((record(device=None, verdict=Verdict.UNSUPPORTED, diagnostics=(absent,)),))) == 3
    assert Path("known/opencl/verdicts.jsonl").read_bytes() == before


def test_drift_as_json_sarif_and_junit(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    check(Report((record(),)), "--run", "--update")
    Path("known/opencl/a.cl").write_text("")
    worse = Report((record(verdict=Verdict.TIMEOUT),))
    capsys.readouterr()
    assert check(worse, "--format", "json") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["file"], line["status"], line["diagnostics"][0]["code"]) for line in lines] == [
        ("known/opencl/a.cl", "differs", "TK0670"),
        ("kernels/a.cu", "differs", "TK0672"),
    ]
    assert check(worse, "--format", "sarif") == 1
    [run] = json.loads(capsys.readouterr().out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["TK0670", "TK0672"]
    assert check(worse, "--format", "junit") == 1
    assert 'failures="2"' in capsys.readouterr().out


def test_a_file_of_verdicts_that_cannot_be_read(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    check(Report((record(),)), "--run", "--update")
    Path("known/opencl/verdicts.jsonl").write_text("{}\n")
    assert check(Report((record(),))) == 2
    assert "verdicts.jsonl:1: is no recorded verdict" in capsys.readouterr().err


@pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the original here")
@pytest.mark.skipif(
    not any(device.kind == "opencl" and device.type == "cpu" and device.usable for device in find_devices()),
    reason="no OpenCL device runs the port here",
)
def test_a_true_run(tmp_path: Path, transkernel: Program) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "fill.cu").write_text(
        "template <typename T>\n__global__ void fill(T *x) { x[threadIdx.x] = T(1); }\n"
    )
    (tmp_path / "corpus" / "fill.toml").write_text(FILL_CASES)
    assert transkernel("check", "--to", "opencl", "--run", "--update").exit_code == 0
    assert transkernel("check", "--to", "opencl").exit_code == 0
    (tmp_path / "corpus" / "fill.toml").write_text(FILL_CASES + FILL_CASES.replace("[4]", "[3]"))
    ran = transkernel("check", "--to", "opencl")
    assert ran.exit_code == 1
    assert "error[TK0674]" in ran.stdout
