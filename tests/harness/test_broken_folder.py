"""broken/: wrong ports and broken originals, one a bug class, each rejected by the check that is meant for it.

`sound/NAME.cu` has its cases in NAME.toml and a port in NAME.cl that passes. A bug is a file beside that folder: edits
of the port (`edit`) or of the original (`cuda`), and the verdict, the stage, the code and the figures that it must get.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from transkernel.convert import convert
from transkernel.harness.cases import Case, load_cases
from transkernel.harness.records import Record, Verdict
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify, verify_port
from transkernel.inputs import read_source
from transkernel.manifest import Manifest
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices
from transkernel.run.launch import Limits

FOLDER = Path(__file__).parent / "broken"
SOUND = sorted((FOLDER / "sound").glob("*.cu"))
DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]

needs_machine = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]
pytestmark = needs_machine


@dataclass(frozen=True)
class Bug:
    """figures: dotted paths into the record's JSON. said: a word of the reason. waiting: why it is not rejected yet."""

    name: str
    about: str
    sound: str
    verdict: str
    stage: str
    edit: list[list[str]] = field(default_factory=list)
    cuda: list[list[str]] = field(default_factory=list)
    manifest: str = ""
    code: str = ""
    said: str = ""
    figures: dict[str, Any] = field(default_factory=dict)
    runs: int = 1
    seconds: float = 20
    waiting: str = ""


BUGS = [Bug(path.stem, **tomllib.loads(path.read_text())) for path in sorted(FOLDER.glob("*.toml"))]
BUGS.sort(key=lambda bug: (bool(bug.cuda), bug.sound))  # a session keeps the last original


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with open_session(VerifyOptions()) as opened:
        yield opened


def port_of(sound: str) -> tuple[str, Manifest]:
    """The port that is kept in the folder, and the manifest of the one that is emitted."""
    path = FOLDER / "sound" / f"{sound}.cu"
    port = convert(read_source(path)).port
    assert port is not None
    return path.with_suffix(".cl").read_text(), port.manifest


def edited(text: str, edits: list[list[str]]) -> str:
    for before, after in edits:
        assert text.count(before) >= 1, f"{before!r} is not in\n{text}"
        text = text.replace(before, after, 1)
    return text


def wrong(manifest: Manifest, what: str) -> Manifest:
    """A manifest that does not belong to the port."""
    if what == "build_options":
        return replace(manifest, build_options=("-cl-std=CL9.9",))
    if what == "dynamic_shared":
        (entry,) = manifest.kernels
        kept = tuple(argument for argument in entry.arguments if argument.kind != what)
        return replace(manifest, kernels=(replace(entry, arguments=kept),))
    return manifest


def case_of(bug: Bug, folder: Path) -> tuple[Path, Case]:
    """The original and its case; an edited original is a file of its own."""
    path = FOLDER / "sound" / f"{bug.sound}.cu"
    if bug.cuda:
        text, cases = edited(path.read_text(), bug.cuda), path.with_suffix(".toml").read_text()
        path = folder / f"{bug.name}.cu"
        path.write_text(text)
        path.with_suffix(".toml").write_text(cases)
    (case,) = load_cases(path.with_suffix(".toml"))
    return path, case


def judged(bug: Bug, folder: Path, session: Session) -> Record:
    path, case = case_of(bug, folder)
    text, manifest = port_of(bug.sound)
    text, manifest = edited(text, bug.edit), wrong(manifest, bug.manifest)
    if bug.runs == 1 and bug.seconds == Bug.seconds:
        return verify_port(path, case, text, manifest, DEVICES[0], session)
    options = VerifyOptions(runs=bug.runs, limits=Limits(wall_seconds=bug.seconds))
    with open_session(options) as own:
        return verify_port(path, case, text, manifest, DEVICES[0], own)


def figure(record: Record, path: str) -> Any:
    value: Any = record.to_json()
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def test_the_folder_has_a_bug_for_each_class() -> None:
    assert len(BUGS) >= 40
    assert len({bug.about for bug in BUGS}) == len(BUGS)
    assert {bug.sound for bug in BUGS} == {path.stem for path in SOUND}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_the_sound_port_passes(path: Path, session: Session) -> None:
    (case,) = load_cases(path.with_suffix(".toml"))
    record = verify_port(path, case, *port_of(path.stem), DEVICES[0], session)
    assert (record.verdict, record.reason) == (Verdict.PASS, "")


def marked(bug: Bug) -> Any:
    marks = [pytest.mark.xfail(reason=bug.waiting)] if bug.waiting else []
    return pytest.param(bug, id=bug.name, marks=marks)


@pytest.mark.parametrize("bug", [marked(bug) for bug in BUGS])
def test_it_is_rejected_by_the_check_that_is_meant_for_it(bug: Bug, tmp_path: Path, session: Session) -> None:
    record = judged(bug, tmp_path, session)
    assert (str(record.verdict), str(record.stage)) == (bug.verdict, bug.stage), record.reason
    assert record.reason
    assert bug.said in record.reason + record.detail
    if bug.code:
        assert bug.code in [diagnostic.code for diagnostic in record.diagnostics]
    found = {path: figure(record, path) for path in bug.figures}
    assert found == bug.figures


def test_a_refused_kernel_is_not_passed(tmp_path: Path) -> None:
    path = tmp_path / "trap.cu"
    path.write_text("__global__ void stop(int* x) { x[0] = 1; __trap(); }\n")
    path.with_suffix(".toml").write_text(
        '[[case]]\nkernel = "stop"\ngrid = [1]\nblock = [1]\n[case.args]\n'
        'x = { shape = [1], dtype = "int32", out = true }\n'
    )
    report = verify([path], VerifyOptions(devices=(DEVICES[0],)))
    assert [str(record.verdict) for record in report.records] == ["unsupported"]
    assert report.exit_code == 1


# What is let through, and counted: neither is an error of a port.
ACCEPTED = {
    "the sign of a zero": ("edges", [["b[i];", "b[i], c[i] = c[i] == 0.0f ? -c[i] : c[i];"]], "n_signed_zero"),
    "the last digit": ("scale", [["a * x[i]", "nextafter(a * x[i], INFINITY)"]], "max_ulp"),
}


@pytest.mark.parametrize("row", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_passes_is_counted(row: tuple[str, list[list[str]], str], session: Session) -> None:
    sound, edits, name = row
    path = FOLDER / "sound" / f"{sound}.cu"
    (case,) = load_cases(path.with_suffix(".toml"))
    text, manifest = port_of(sound)
    record = verify_port(path, case, edited(text, edits), manifest, DEVICES[0], session)
    assert record.verdict is Verdict.PASS, record.reason
    assert figure(record, f"outputs.0.{name}") > 0
