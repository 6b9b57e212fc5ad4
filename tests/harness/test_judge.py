"""Verdicts from outcomes: the original alone, then the port against it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from transkernel.codes import CODES
from transkernel.harness.bind import BoundCase, bind
from transkernel.harness.case_reader import read_cases
from transkernel.harness.cases import Case
from transkernel.harness.dtypes import Array
from transkernel.harness.judge import Finding, OriginalResult, judge_original, judge_port
from transkernel.harness.records import Stage, Verdict
from transkernel.manifest import FieldLayout, KernelEntry, Parameter
from transkernel.run.launch import Outcome, Status
from transkernel.source import SourceFile

TEXT = """\
[[case]]
kernel = "f"
grid = [1]
block = [8]
[case.args]
x = { shape = [8], dtype = "float32", fill = "arange" }
y = { shape = [8], dtype = "float32", out = true }
k = { shape = [8], dtype = "uint8", out = true }
"""
ENTRY = KernelEntry(
    "f",
    "f",
    1,
    (
        Parameter("x", "buffer", "const float *", "float32"),
        Parameter("y", "buffer", "float *", "float32"),
        Parameter("k", "buffer", "unsigned char *", "uint8"),
    ),
    (),
)
Kernel = Callable[[dict[str, Array]], None]


def doubled(arrays: dict[str, Array]) -> None:
    """The kernel: y = 2 x, and k = 165, whose byte is that of the poison."""
    arrays["y"][:] = 2 * arrays["x"]
    arrays["k"][:] = 0xA5


def bounds(text: str = TEXT, entry: KernelEntry = ENTRY) -> tuple[Case, tuple[BoundCase, BoundCase]]:
    (case,) = read_cases(SourceFile("f.toml", text), Path("f.toml"))
    return case, (bind(case, entry, ()), bind(case, entry, (), second_poison=True))


def run(bound: BoundCase, kernel: Kernel, hits: dict[str, int] | None = None) -> Outcome:
    arrays = {buffer.name: buffer.array.copy() for buffer in bound.launch.buffers()}
    kernel(arrays)
    return Outcome("ok", arrays=arrays, guard_hits=hits or {}, build_seconds=0.5, run_seconds=0.25)


def original(first: Kernel = doubled, second: Kernel | None = None, text: str = TEXT) -> OriginalResult:
    case, both = bounds(text)
    return judge_original(case, both, [run(both[0], first), run(both[1], second or first)])


def problem(result: OriginalResult) -> Finding:
    assert result.problem is not None
    assert all(diagnostic.code in CODES for diagnostic in result.problem.diagnostics)
    return result.problem


def port(*kernels: Kernel, base: OriginalResult | None = None) -> Finding:
    judged = base or original()
    assert judged.problem is None
    return judge_port(judged, [run(judged.bound, kernel) for kernel in kernels])


# --- the original


def test_a_sound_original() -> None:
    result = original()
    assert result.problem is None
    assert result.determinism == "bitwise"
    assert not any(mask.any() for mask in result.unwritten.values()), "165 is written, although it looks like poison"
    assert (result.build_seconds, result.run_seconds) == (1.0, 0.5)


def test_an_order_that_matters_is_undefined_behaviour() -> None:
    def other(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["y"][3] = -1

    found = problem(original(doubled, other))
    assert (found.verdict, found.stage) == (Verdict.UNDEFINED_BEHAVIOUR, Stage.ORIGINAL)
    assert found.diagnostics[0].code == "TK0613"
    assert "y: 1 of 8 elements differ" in found.reason
    first = found.outputs[0].first
    assert first is not None
    assert (first.index, first.got) == ((3,), -1.0)


def test_an_order_that_changes_a_rounding_is_noted() -> None:
    def other(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["y"][3] = np.nextafter(arrays["y"][3], np.float32(9))

    result = original(doubled, other)
    assert result.problem is None
    assert result.determinism == "within-tolerance"


@pytest.mark.parametrize("name", ["y", "k"])
def test_reading_what_nobody_wrote_is_undefined_behaviour(name: str) -> None:
    def reads(arrays: dict[str, Array]) -> None:
        poison = arrays[name][0]
        doubled(arrays)
        arrays[name][5] = poison + arrays[name].dtype.type(1)

    assert problem(original(reads)).verdict is Verdict.UNDEFINED_BEHAVIOUR


def test_an_original_that_writes_out_of_bounds() -> None:
    case, both = bounds()
    result = judge_original(case, both, [run(both[0], doubled), run(both[1], doubled, {"y": 4})])
    found = problem(result)
    assert (found.verdict, found.guard_hits) == (Verdict.UNDEFINED_BEHAVIOUR, {"y": 4})
    assert found.diagnostics[0].code == "TK0614"


def test_an_original_that_writes_what_is_not_marked() -> None:
    def writes(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["x"][2:4] = -1

    found = problem(original(writes))
    assert (found.verdict, found.inputs_changed) == (Verdict.MISMATCH, {"x": 2})
    assert "`x`" in found.reason
    assert found.diagnostics[0].code == "TK0615"


def test_an_original_that_writes_nothing_checks_nothing() -> None:
    found = problem(original(lambda arrays: None))
    assert found.verdict is Verdict.SKIPPED
    assert found.diagnostics[0].code == "TK0608"


def test_an_output_without_elements_checks_nothing() -> None:
    text = TEXT.replace("y = { shape = [8]", "y = { shape = [0]")

    def fills(arrays: dict[str, Array]) -> None:
        arrays["k"][:] = 1

    assert problem(original(fills, text=text)).verdict is Verdict.SKIPPED


@pytest.mark.parametrize("status", ["compile-fail", "run-fail", "timeout", "unsupported"])
def test_an_original_that_does_not_run(status: Status) -> None:
    case, both = bounds()
    log = "In file included from x.h\nx.cu:3:1: error: no such thing\n1 error generated."
    found = problem(judge_original(case, both, [Outcome(status, log)]))
    assert (found.verdict, found.stage) == (Verdict(status), Stage.ORIGINAL)
    assert found.reason == "x.cu:3:1: error: no such thing"
    assert found.detail == log


# --- the port


def test_the_same_results_pass() -> None:
    found = port(doubled)
    assert (found.verdict, found.reason, found.determinism) == (Verdict.PASS, "", "not-tested")
    assert [output.name for output in found.outputs] == ["y", "k"]


def test_a_wrong_element_is_a_mismatch() -> None:
    def wrong(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["y"][6] = 1.5

    found = port(wrong)
    assert (found.verdict, found.stage) == (Verdict.MISMATCH, Stage.COMPARE)
    assert found.reason == "y: 1 of 8 elements differ (single); worst at [6]: 1.5 instead of 12.0"


def test_a_nan_too_many() -> None:
    def wrong(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["y"][6] = np.nan

    assert port(wrong).verdict is Verdict.NONFINITE


def test_an_element_that_the_port_forgot() -> None:
    def forgets(arrays: dict[str, Array]) -> None:
        arrays["y"][:-2] = 2 * arrays["x"][:-2]
        arrays["k"][:] = 0xA5

    found = port(forgets)
    assert found.verdict is Verdict.MISMATCH
    assert found.outputs[0].counts.n_unwritten == 2
    assert "2 were not written" in found.reason
    assert "(tail)" in found.reason


def test_an_element_that_only_the_port_writes() -> None:
    def half(arrays: dict[str, Array]) -> None:
        arrays["y"][:4] = 1
        arrays["k"][:] = 1

    def whole(arrays: dict[str, Array]) -> None:
        arrays["y"][:] = 1
        arrays["k"][:] = 1

    base = original(half)
    assert port(half, base=base).verdict is Verdict.PASS
    found = port(whole, base=base)
    assert found.verdict is Verdict.MISMATCH
    assert found.outputs[0].counts.n_overwritten == 4


def test_a_port_that_changes_an_input() -> None:
    def wrong(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["x"][0] = -0.0

    found = port(wrong)
    assert (found.verdict, found.inputs_changed) == (Verdict.MISMATCH, {"x": 1})
    assert found.diagnostics[0].code == "TK0615"


def test_a_port_that_writes_out_of_bounds() -> None:
    base = original()
    found = judge_port(base, [run(base.bound, doubled, {"y": 12})])
    assert (found.verdict, found.guard_hits) == (Verdict.MISMATCH, {"y": 12})
    assert found.diagnostics[0].code == "TK0614"
    assert found.outputs[0].verdict == "pass", "its outputs alone would have passed"


def test_a_port_whose_runs_differ() -> None:
    def other(arrays: dict[str, Array]) -> None:
        doubled(arrays)
        arrays["y"][1] = 77

    assert port(doubled, doubled).determinism == "bitwise"
    found = port(doubled, other)
    assert (found.verdict, found.determinism) == (Verdict.NONDETERMINISTIC, "none")
    assert port(other, doubled).verdict is Verdict.NONDETERMINISTIC


@pytest.mark.parametrize("status", ["compile-fail", "run-fail", "timeout", "unsupported"])
def test_a_port_that_does_not_run(status: Status) -> None:
    found = judge_port(original(), [Outcome(status, "")])
    assert (found.verdict, found.stage, found.reason) == (Verdict(status), Stage.PORT, "the port gave no reason")


# --- buffers of structs


STRUCT_TEXT = """\
[[case]]
kernel = "g"
grid = [1]
block = [8]
[case.args]
s = { shape = [4, 16], dtype = "uint8", out = true }
"""
STRUCT_ENTRY = KernelEntry(
    "g",
    "g",
    1,
    (
        Parameter(
            "s",
            "buffer",
            "Item *",
            "uint8",
            size=16,
            fields=(FieldLayout("key", 0, "uint8"), FieldLayout("value", 4, "float32", 2)),
        ),
    ),
    (),
)
ITEM = np.dtype({"names": ["key", "value"], "formats": ["u1", ("f4", 2)], "offsets": [0, 4], "itemsize": 16})


def test_structs_are_compared_member_by_member() -> None:
    case, both = bounds(STRUCT_TEXT, STRUCT_ENTRY)

    def writes(value: float, padding: int) -> Kernel:
        def kernel(arrays: dict[str, Array]) -> None:
            arrays["s"][:, 12:] = padding
            items = arrays["s"].reshape(-1).view(ITEM)
            items["key"] = 3
            items["value"] = [[value, 2.0]] * 4

        return kernel

    result = judge_original(case, both, [run(bound, writes(1.0, 0)) for bound in both])
    assert result.problem is None
    near = judge_port(result, [run(result.bound, writes(1.0000001, 9))])
    assert near.verdict is Verdict.PASS, "a rounding in a float member, and padding, are no mismatch"
    assert [output.name for output in near.outputs] == ["s.key", "s.value"]
    far = judge_port(result, [run(result.bound, writes(1.5, 0))])
    assert far.verdict is Verdict.MISMATCH
    assert far.outputs[1].pattern == "axis 1 = 0"
    forgotten = judge_port(result, [run(result.bound, lambda arrays: None)])
    assert forgotten.outputs[1].counts.n_unwritten == 8
