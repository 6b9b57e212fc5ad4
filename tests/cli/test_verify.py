"""What `verify` says of a report: the table, the records, the reasons below it, the exit code.

The reports are made by hand here; tests/harness makes true ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from transkernel.cli.main import main
from transkernel.cli.verify import _duration
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness import verify as harness
from transkernel.harness.records import Record, Seconds, Stage, Verdict
from transkernel.harness.verify import OnRecord, Report, VerifyOptions
from transkernel.source import SourceFile, Span

PASS = Record(
    "a.cu",
    "f",
    3,
    "opencl",
    Verdict.PASS,
    Stage.COMPARE,
    device="cpu",
    case="one",
    seconds=Seconds(run=0.002),
    claim="ran",
)
FAIL = Record(
    "a.cu",
    "f",
    3,
    "opencl",
    Verdict.RUN_FAIL,
    Stage.PORT,
    "it crashed",
    "\n".join(map(str, range(20))),
    "cpu",
    case="two",
    claim="ran",
)
TYPO = Diagnostic("TK0602", Severity.ERROR, "unknown key", Span(SourceFile("a.toml", "sede = 3\n"), 0, 4))
Run = Callable[..., int]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[VerifyOptions]:
    return []


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[VerifyOptions]) -> Run:
    """Calls `transkernel verify ARGUMENTS...` where the harness finds just what `report` holds."""
    monkeypatch.chdir(tmp_path)
    Path("a.cu").write_text("")

    def call(report: Report, *arguments: str) -> int:
        def stand_in(paths: Sequence[Path], options: VerifyOptions, on_record: OnRecord, keep: object = None) -> Report:
            assert paths == [Path("a.cu")]
            asked.append(options)
            for record in report.records:
                on_record(record)
            return report

        monkeypatch.setattr(harness, "verify", stand_in)
        monkeypatch.setattr(sys, "argv", ["transkernel", "verify", "a.cu", "--to", "opencl", *arguments])
        return main()

    return call


def test_table(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Report((PASS, FAIL))) == 1
    said = capsys.readouterr()
    rows = [line.split() for line in said.out.splitlines()]
    assert rows[0] == ["kernel", "case", "device", "verdict", "hardware", "max", "error", "time"]
    assert rows[1] == ["f", "one", "cpu", "pass", "yes", "-", "2.00", "ms"]
    assert rows[2] == ["f", "two", "cpu", "run-fail", "no", "-", "-"]
    assert "a.cu:3: f, case 'two' on cpu: run-fail: it crashed\n    0\n" in said.err
    assert "    ... 8 more lines with -v\n" in said.err
    assert said.err.endswith("1 pass, 1 run-fail\n")


def test_all_of_the_detail_with_v(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(Report((FAIL,)), "-v")
    assert "\n    19\n" in capsys.readouterr().err


def test_records(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Report((PASS, FAIL)), "--format", "json") == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(record["case"], record["verdict"], record["run_seconds"]) for record in records] == [
        ("one", "pass", 0.002),
        ("two", "run-fail", 0.0),
    ]


def test_all_pass(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Report((PASS,))) == 0
    assert capsys.readouterr().err == "1 pass\n"


def test_a_case_file_that_cannot_be_used(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Report((), (TYPO,))) == 2
    assert "a.toml:1:1: error[TK0602]: unknown key\n    sede = 3\n    ^^^^\n" in capsys.readouterr().err


def test_options_arrive(run: Run, asked: list[VerifyOptions]) -> None:
    run(
        Report((PASS,)),
        "--device",
        "x",
        "--seed",
        "5",
        "--runs",
        "3",
        "--save-arrays",
        "d",
        "--kernel",
        "f",
        "-D",
        "A=2",
    )
    (options,) = asked
    assert (options.devices, options.seed, options.runs, options.save_arrays) == (("x",), 5, 3, Path("d"))
    assert (options.kernels, options.defines, options.target) == (("f",), (("A", "2"),), "opencl")


@pytest.mark.parametrize(("seconds", "text"), [(2e-6, "0.00 ms"), (0.0123, "12.30 ms"), (1.5, "1.50 s")])
def test_duration(seconds: float, text: str) -> None:
    assert _duration(seconds) == text


def test_a_device_that_is_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.cu").write_text("__global__ void f(float *x) { x[0] = 1; }\n")
    Path("a.toml").write_text(
        '[[case]]\nkernel = "f"\ngrid = [1]\nblock = [1]\n'
        '[case.args]\nx = { shape = [1], dtype = "float32", out = true }\n'
    )
    monkeypatch.setattr(sys, "argv", ["transkernel", "verify", "a.cu", "--to", "opencl", "--device", "no-such-device"])
    assert main() == 3
    assert "no-such-device" in capsys.readouterr().err
