"""The loop of verify with a translator and runners that are functions: what runs when, and what is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from transkernel.codes import CODES
from transkernel.convert import InternalError
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness import undefined
from transkernel.harness.arrays import safe_name
from transkernel.harness.backends import Backends, Order, PortDevice
from transkernel.harness.cases import CaseError, load_cases
from transkernel.harness.dtypes import Array
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.verify import Report, VerifyOptions, _names_kernel, open_session, verify, verify_port
from transkernel.manifest import KernelEntry, Manifest, Parameter
from transkernel.run.cuda_host_examine import KINDS
from transkernel.run.examination import Examination, Fault
from transkernel.run.launch import Launch, Outcome, Wanted
from transkernel.source import SourceFile, Span

KERNEL = "\n__global__ void twice(int n, const float *x, float *y);\n"
CASES = """\
[[case]]
name = "{name}"
kernel = "{kernel}"
grid = [1]
block = [32]
seed = 3
[case.args]
n = 20
x = {{ shape = [20], dtype = "float32", fill = "normal" }}
y = {{ shape = [20], dtype = "float32", out = true }}

"""
PARAMS = (
    Parameter("n", "scalar", "int", "int32"),
    Parameter("x", "buffer", "const float *", "float32", const=True),
    Parameter("y", "buffer", "float *", "float32"),
)


def twice(arrays: dict[str, Array]) -> None:
    arrays["y"][:] = arrays["x"] * 2


def almost_twice(arrays: dict[str, Array]) -> None:
    twice(arrays)
    arrays["y"][7] += 1


def executed(launch: Launch, kernel: Callable[[dict[str, Array]], None]) -> Outcome:
    arrays = {buffer.name: buffer.array.copy() for buffer in (*launch.buffers(), *launch.symbols)}
    kernel(arrays)
    return Outcome("ok", arrays=arrays, build_seconds=0.5, run_seconds=0.25)


@dataclass(frozen=True)
class FakeKernel:
    name: str
    verdict: str
    diagnostics: tuple[Diagnostic, ...]
    span: Span | None


@dataclass(frozen=True)
class FakePort:
    text: str
    manifest: Manifest


@dataclass(frozen=True)
class FakeFile:
    port: FakePort | None
    kernels: tuple[FakeKernel, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass
class World:
    """Everything outside of the harness. `log` says what was asked of it, in order."""

    original: Callable[[Launch, Order], Outcome] = lambda launch, order: executed(launch, twice)
    ports: dict[str, Callable[[dict[str, Array]], None]] = field(default_factory=lambda: {"one": twice, "two": twice})
    broken: tuple[PortDevice, ...] = ()
    refused: tuple[str, ...] = ()
    kernels: tuple[str, ...] = ("twice",)
    examination: Examination = field(default_factory=Examination)
    log: list[str] = field(default_factory=list)
    expected: Sequence[Wanted] | None = None

    def backends(self) -> Backends:
        devices = tuple(PortDevice(name, f"Device {name}", "1.0") for name in self.ports)
        return Backends(self.translate, lambda: FakeOriginal(self), lambda: (*devices, *self.broken), self.open_port)

    def open_port(self, device: PortDevice) -> FakeRunner:
        self.log.append(f"open {device.id}")
        return FakeRunner(self, device.id)

    def translate(self, source: SourceFile, instantiate: tuple[str, ...]) -> FakeFile:
        self.log.append(f"translate {Path(source.name).name} {','.join(instantiate)}".strip())
        span = Span(source, 1, 2)
        error = Diagnostic("TK0901", Severity.ERROR, "it is too hard", span)
        kernels = tuple(
            FakeKernel(name, "refused", (error,), span)
            if name in self.refused
            else FakeKernel(name, "translated", (), span)
            for name in (*self.kernels, *instantiate)
        )
        entries = tuple(
            KernelEntry(kernel.name, "entry", 2, PARAMS, ()) for kernel in kernels if kernel.verdict != "refused"
        )
        manifest = Manifest("0", "opencl", "portable", "k.cu", "", "k.cl", entries)
        return FakeFile(FakePort("port text", manifest) if entries else None, kernels)


@dataclass
class FakeOriginal:
    world: World

    def expect(self, file: Path, kernels: Sequence[Wanted]) -> None:
        self.world.expected = kernels

    def run(self, file: Path, launch: Launch, order: Order) -> Outcome:
        self.world.log.append(f"original {order}")
        assert self.world.expected is None or Wanted.by(launch) in self.world.expected
        return self.world.original(launch, order)

    def examine(self, file: Path, launch: Launch, unwritten: Sequence[str] = ()) -> Examination:
        return self.world.examination

    def run_in_double(self, file: Path, launch: Launch) -> Outcome:
        return self.world.original(launch, "ascending")

    def close(self) -> None:
        self.world.log.append("close original")


@dataclass
class FakeRunner:
    world: World
    device: str

    def run(self, text: str, entry: KernelEntry, launch: Launch, manifest: Manifest) -> Outcome:
        self.world.log.append(f"port {self.device} {text}")
        return executed(launch, self.world.ports[self.device])

    def close(self) -> None:
        self.world.log.append(f"close {self.device}")


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    path = tmp_path / "k.cu"
    path.write_text(KERNEL)
    path.with_suffix(".toml").write_text(CASES.format(name="odd / tail", kernel="twice"))
    return path


def verified(path: Path, world: World | None = None, **options: object) -> Report:
    chosen = replace(VerifyOptions(), **options)  # type: ignore[arg-type]
    report = verify([path], chosen, backends=(world or World()).backends())
    for record in report.records:
        text = json.dumps(record.to_json(), allow_nan=False)
        assert json.loads(text)["verdict"] == record.verdict
        assert all(diagnostic.code in CODES for diagnostic in record.diagnostics)
    return report


def only(report: Report) -> Record:
    (record,) = report.records
    return record


# --- the loop


def test_the_original_runs_once_a_case_and_every_runner_is_opened_once_and_closed(kernel: Path) -> None:
    cases = kernel.with_suffix(".toml")
    cases.write_text(cases.read_text() + CASES.format(name="second", kernel="twice"))
    world = World()
    seen: list[Record] = []
    report = verify([kernel], VerifyOptions(), seen.append, world.backends())
    assert world.log == [
        "translate k.cu",
        "original ascending",
        "original descending",
        "open one",
        "port one port text",
        "open two",
        "port two port text",
        "original ascending",
        "original descending",
        "port one port text",
        "port two port text",
        "close two",
        "close one",
        "close original",
    ]
    assert [(record.case, record.device, record.verdict) for record in report.records] == [
        ("odd / tail", "one", "pass"),
        ("odd / tail", "two", "pass"),
        ("second", "one", "pass"),
        ("second", "two", "pass"),
    ]
    assert tuple(seen) == report.records
    assert report.exit_code == 0


def test_runners_are_closed_when_something_breaks(kernel: Path) -> None:
    def breaks(arrays: dict[str, Array]) -> None:
        raise RuntimeError

    world = World(ports={"one": breaks})
    verified(kernel, world)
    assert world.log[-2:] == ["close one", "close original"]


def test_a_bug_of_ours_in_one_file_leaves_the_others_their_turn(kernel: Path, tmp_path: Path) -> None:
    first = tmp_path / "a.cu"
    first.write_text(KERNEL)
    first.with_suffix(".toml").write_text(kernel.with_suffix(".toml").read_text())
    world = World(ports={"one": twice})
    bug = InternalError("internal error in `a.cu`: a rule was broken", Path("somewhere.txt"))

    def translate(source: SourceFile, instantiate: tuple[str, ...]) -> FakeFile:
        if source.name.endswith("a.cu"):
            raise bug
        return world.translate(source, instantiate)

    report = verify([first, kernel], VerifyOptions(), backends=replace(world.backends(), translate=translate))
    assert [(record.case, record.verdict) for record in report.records] == [(None, "run-fail"), ("odd / tail", "pass")]
    assert report.errors == (bug,)
    assert report.exit_code == 70
    (diagnostic,) = report.records[0].diagnostics
    assert diagnostic.code == "TK0901"
    assert "the reproducer is in somewhere.txt" in diagnostic.message


def test_the_last_of_several_runs_is_in_the_opposite_order(kernel: Path) -> None:
    world = World(ports={"one": twice})
    backends = replace(world.backends(), mirrored=lambda text: f"mirrored {text}")
    record = only(verify([kernel], VerifyOptions(runs=3), backends=backends))
    ports = [line for line in world.log if line.startswith("port")]
    assert ports == ["port one port text", "port one port text", "port one mirrored port text"]
    assert (record.determinism.port_runs, record.determinism.port_schedules) == (3, 2)
    only(verify([kernel], VerifyOptions(runs=1), backends=backends))
    assert world.log.count("port one mirrored port text") == 1


def test_a_record_says_what_was_run(kernel: Path) -> None:
    record = only(verified(kernel, devices=("two",)))
    written = record.to_json()
    assert (written["kernel"], written["case"], written["seed"], written["line"]) == ("twice", "odd / tail", 3, 2)
    assert (written["device"], written["device_name"], written["target"]) == ("two", "Device two", "opencl")
    assert (written["grid"], written["block"], written["reference"]) == ([1, 1, 1], [32, 1, 1], "host-emulated")
    assert (written["original_build_seconds"], written["build_seconds"], written["run_seconds"]) == (1.0, 0.5, 0.25)
    assert len(written["source_sha256"]) == len(written["port_sha256"]) == 64
    (output,) = written["outputs"]
    assert (output["name"], output["n"], output["n_mismatch"], output["max_ulp"]) == ("y", 20, 0, 0)
    assert (output["tolerance"]["rtol"], output["tolerance"]["atol"]) == (1.3e-6, 1e-5)
    assert output["tolerance"]["reason"] == "the default for float32"
    assert output["accuracy"]["reference"] == "double"
    assert len(output["histogram"]) == len(output["sparkline"]) == 17


def test_json_holds_what_is_not_finite_as_words(kernel: Path) -> None:
    def infinite(arrays: dict[str, Array]) -> None:
        twice(arrays)
        arrays["y"][2] = -np.inf

    record = only(verified(kernel, World(ports={"one": infinite})))
    assert record.verdict is Verdict.NONFINITE
    assert record.to_json()["outputs"][0]["worst"]["got"] == "-inf"


def test_a_mismatch_on_one_device_is_a_failure(kernel: Path) -> None:
    report = verified(kernel, World(ports={"one": twice, "two": almost_twice}))
    assert [record.verdict for record in report.records] == ["pass", "mismatch"]
    assert report.records[1].max_abs == 1.0
    assert report.exit_code == 1


def test_the_seed_of_the_command_line_wins(kernel: Path) -> None:
    assert only(verified(kernel, devices=("one",), seed=99)).seed == 99


def test_ports_run_as_often_as_asked(kernel: Path) -> None:
    count = 0

    def drifts(arrays: dict[str, Array]) -> None:
        nonlocal count
        twice(arrays)
        count += 1
        arrays["y"][4] += count

    record = only(verified(kernel, World(ports={"one": drifts}), runs=3))
    assert (record.verdict, record.determinism.port_runs, count) == ("nondeterministic", 3, 3)
    assert only(verified(kernel, World(ports={"one": twice}), runs=2)).determinism.port == "bitwise"


# --- what has no port, no case, no device


def test_a_refused_kernel_is_unsupported(kernel: Path) -> None:
    world = World(refused=("twice",))
    record = only(verified(kernel, world))
    assert (record.verdict, record.stage, record.device) == (Verdict.UNSUPPORTED, Stage.CONVERT, None)
    assert record.reason == "TK0901: it is too hard"
    assert world.log == ["translate k.cu"]
    assert verified(kernel, World(refused=("twice",))).exit_code == 1


def test_one_refused_kernel_takes_no_other_with_it(kernel: Path) -> None:
    report = verified(kernel, World(kernels=("other", "twice"), refused=("other",)), devices=("one",))
    assert [(record.kernel, record.verdict) for record in report.records] == [
        ("other", "unsupported"),
        ("twice", "pass"),
    ]
    assert report.exit_code == 1


def test_instances_come_from_the_cases(kernel: Path) -> None:
    kernel.with_suffix(".toml").write_text(CASES.format(name="a", kernel="many<float, 4>"))
    world = World(kernels=())
    assert only(verified(kernel, world, devices=("one",))).verdict is Verdict.PASS
    assert world.log[0] == "translate k.cu many<float, 4>"


def test_a_refused_template_is_unsupported(kernel: Path) -> None:
    kernel.with_suffix(".toml").write_text(CASES.format(name="a", kernel="many<float, 4>"))
    world = World(kernels=("many",), refused=("many", "many<float, 4>"))
    assert only(verified(kernel, world)).verdict is Verdict.UNSUPPORTED


def test_a_kernel_without_a_case_is_skipped_and_no_pass(kernel: Path) -> None:
    kernel.with_suffix(".toml").unlink()
    report = verified(kernel)
    record = only(report)
    assert (record.verdict, record.case, record.kernel) == (Verdict.SKIPPED, None, "twice")
    assert record.reason == "no case in k.toml names this kernel"
    assert report.exit_code == 1


def test_only_the_kernels_asked_for(kernel: Path) -> None:
    cases = kernel.with_suffix(".toml")
    cases.write_text(cases.read_text() + CASES.format(name="t", kernel="many<float>"))
    world = World(kernels=("twice", "thrice"))
    report = verified(kernel, world, kernels=("many",), devices=("one",))
    assert [record.kernel for record in report.records] == ["many<float>"]


def test_a_case_for_a_kernel_that_is_not_there(kernel: Path) -> None:
    report = verified(kernel, World(kernels=("thrice",)), kernels=("twice",))
    assert only(report).verdict is Verdict.SKIPPED
    assert report.diagnostics[0].code == "TK0607"
    assert "'twice'; the file has thrice" in report.diagnostics[0].message
    assert report.exit_code == 2


def test_no_device_is_another_exit_code(kernel: Path) -> None:
    world = World(ports={}, broken=(PortDevice("intel-cpu", reason="not installed"),))
    report = verified(kernel, world)
    assert only(report).verdict is Verdict.SKIPPED
    assert "intel-cpu: not installed" in only(report).reason
    assert report.exit_code == 3
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["TK0616"]


def test_a_device_that_is_not_there(kernel: Path) -> None:
    report = verified(kernel, devices=("one", "three"))
    assert only(report).verdict is Verdict.PASS
    assert "the device three cannot be used" in report.diagnostics[0].message
    assert report.exit_code == 3


def test_no_compiler_for_the_original(kernel: Path) -> None:
    world = World(original=lambda launch, order: Outcome("unsupported", "no C++ compiler was found"))
    report = verified(kernel, world)
    assert (only(report).verdict, only(report).stage) == (Verdict.UNSUPPORTED, Stage.ORIGINAL)
    assert report.exit_code == 3


def test_a_racy_original_runs_no_port(kernel: Path) -> None:
    def racy(launch: Launch, order: Order) -> Outcome:
        return executed(launch, twice if order == "ascending" else almost_twice)

    world = World(original=racy)
    report = verified(kernel, world)
    assert (only(report).verdict, only(report).device) == (Verdict.UNDEFINED_BEHAVIOUR, None)
    assert report.exit_code == 1
    assert not [line for line in world.log if line.startswith("port")]


def test_unsupported_on_one_device_is_no_failure_where_another_passes() -> None:
    one = Record("k.cu", "k", 1, "opencl", Verdict.PASS, Stage.COMPARE, case="a", device="one")
    two = replace(one, verdict=Verdict.UNSUPPORTED, device="two")
    assert Report((one, two)).exit_code == 0
    assert Report((two,)).exit_code == 1
    assert Report((one, replace(two, case="b"))).exit_code == 1
    for verdict in set(Verdict) - {Verdict.PASS, Verdict.UNSUPPORTED}:
        assert Report((one, replace(two, verdict=verdict))).exit_code == 1


# --- what was asked for wrongly


def test_a_bad_case_file_takes_no_other_file_with_it(kernel: Path) -> None:
    bad = kernel.with_name("bad.cu")
    bad.write_text(KERNEL)
    bad.with_suffix(".toml").write_text(CASES.format(name="a", kernel="twice").replace("shape", "shpae", 1))
    report = verified(kernel.parent, devices=("one",))
    assert [record.file for record in report.records] == [str(kernel)]
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["TK0602"]
    assert report.exit_code == 2


def test_an_argument_that_does_not_fit(kernel: Path) -> None:
    cases = kernel.with_suffix(".toml")
    cases.write_text(cases.read_text().replace("n = 20", "m = 20"))
    report = verified(kernel)
    assert only(report).verdict is Verdict.SKIPPED
    assert str(report.diagnostics[0]).startswith(f"{cases}:8:1: error[TK0606]")
    assert report.exit_code == 2


def test_a_path_that_is_not_there(kernel: Path) -> None:
    report = verify([kernel.with_name("no.cu"), kernel], VerifyOptions(), backends=World().backends())
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["TK0617"]
    assert len(report.records) == 2
    assert report.exit_code == 2


def test_a_file_that_is_no_text(kernel: Path) -> None:
    kernel.write_bytes(b"\0\1")
    report = verified(kernel)
    assert report.records == ()
    assert report.diagnostics[0].code == "TK0617"


def test_a_file_is_verified_once_however_it_is_named(kernel: Path) -> None:
    (kernel.parent / "header.cuh").write_text("")
    world = World(ports={"one": twice})
    report = verify([kernel, kernel.parent, kernel], VerifyOptions(), backends=world.backends())
    assert len(report.records) == 1


# --- arrays


def test_arrays_are_saved_for_anyone_to_compare(kernel: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = verified(kernel, World(ports={"one": twice, "two": almost_twice}), save_arrays=out)
    assert len(report.records) == 2
    with np.load(out / "k.cu" / "odd-tail.npz", allow_pickle=False) as saved:
        assert sorted(saved) == ["in_x", "in_y", "opencl_two_y", "opencl_y", "original_y"]
        assert np.array_equal(saved["original_y"], 2 * saved["in_x"])
        assert np.array_equal(saved["opencl_y"], saved["original_y"])
        assert saved["opencl_two_y"][7] - saved["original_y"][7] == pytest.approx(1.0)
    assert [path.name for path in (out / "k.cu").iterdir()] == ["odd-tail.npz"]


def test_names_that_become_the_same_file_stay_apart(kernel: Path, tmp_path: Path) -> None:
    cases = kernel.with_suffix(".toml")
    cases.write_text(cases.read_text() + CASES.format(name="odd tail", kernel="twice"))
    verified(kernel, save_arrays=tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out" / "k.cu").iterdir()) == ["odd-tail-2.npz", "odd-tail.npz"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("odd tail", "odd-tail"), ("../../x", "x"), ("a/b\\c:d", "a-b-c-d"), ("???", "case"), ("n=1.5", "n=1.5")],
)
def test_a_case_name_is_a_safe_file_name(name: str, wanted: str) -> None:
    assert safe_name(name) == wanted
    assert len(safe_name("x" * 1000)) == 100


# --- references


REFERENCE = """\
import numpy as np
RTOL = 1e-3
def reference(kernel, grid, block, args):
    assert kernel == "twice" and args["n"] == 20
    return {"y": args["x"].astype(np.float64) * FACTOR}
"""


@pytest.mark.parametrize(("factor", "verdict"), [("2", "pass"), ("2.5", "mismatch")])
def test_a_numpy_reference_judges_both_when_it_is_asked(kernel: Path, factor: str, verdict: str) -> None:
    kernel.with_suffix(".py").write_text(REFERENCE.replace("FACTOR", factor))
    record = only(verified(kernel, devices=("one",), references=True))
    errors = record.against_reference["y"]
    assert (errors.original_verdict, errors.port_verdict) == (verdict, verdict)
    assert record.verdict is Verdict.PASS, "a port is judged by its original"
    assert errors.ratio == (None if factor == "2" else 1.0)
    assert record.to_json()["against_reference"]["y"]["port_verdict"] == verdict


def test_a_numpy_reference_is_not_run_by_itself(kernel: Path) -> None:
    kernel.with_suffix(".py").write_text("raise SystemExit('it was run')")
    assert verified(kernel).exit_code == 0


# --- one port by hand


def test_one_port_as_text(kernel: Path) -> None:
    world = World(ports={"one": twice, "two": almost_twice})
    (case,) = load_cases(kernel.with_suffix(".toml"))
    manifest = world.translate(SourceFile("k.cu", KERNEL), ()).port
    assert manifest is not None
    with open_session(VerifyOptions(), world.backends()) as session:

        def judged(device: str, text: str = "my text", seed: int = 3) -> Record:
            return verify_port(kernel, replace(case, seed=seed), text, manifest.manifest, device, session)

        assert [judged(device).verdict for device in ("one", "two")] == ["pass", "mismatch"]
        judged("one", "my other text")
        assert [line for line in world.log if "open" not in line] == [
            "translate k.cu",
            "original ascending",
            "original descending",
            "port one my text",
            "port two my text",
            "port one my other text",
        ]
        assert judged("one", seed=4).seed == 4
        assert world.log.count("original ascending") == 2
        kernel.write_text(KERNEL + "// changed")
        judged("one", seed=4)
        assert world.log.count("original ascending") == 3
        with pytest.raises(LookupError, match="the device three cannot be used"):
            judged("three")
    assert world.log[-1] == "close original"


def test_one_port_of_another_kernel(kernel: Path) -> None:
    world = World()
    (case,) = load_cases(kernel.with_suffix(".toml"))
    port = world.translate(SourceFile("k.cu", KERNEL), ()).port
    assert port is not None
    with open_session(VerifyOptions(), world.backends()) as session, pytest.raises(CaseError) as caught:
        verify_port(kernel, replace(case, kernel="other"), "text", port.manifest, "one", session)
    assert caught.value.diagnostic.code == "TK0607"


def test_a_port_may_spell_an_instance_in_another_way(kernel: Path) -> None:
    kernel.with_suffix(".toml").write_text(CASES.format(name="a", kernel="many<uint8_t>"))
    world = World(kernels=())
    translate = world.translate

    def spells(source: SourceFile, instantiate: tuple[str, ...]) -> FakeFile:
        return translate(source, tuple(name.replace("uint8_t", "unsigned char") for name in instantiate))

    world.translate = spells  # type: ignore[method-assign]
    record = only(verified(kernel, world, devices=("one",)))
    assert (record.verdict, record.kernel) == (Verdict.PASS, "many<uint8_t>")


def test_a_file_that_could_not_be_read_as_cuda_is_unsupported(kernel: Path) -> None:
    world = World()
    error = Diagnostic("TK0901", Severity.ERROR, "what is this", None)
    other = FakeKernel("other", "refused", (error,), None)
    world.translate = lambda source, instantiate: FakeFile(None, (other,), (error,))  # type: ignore[method-assign]
    report = verified(kernel, world)
    assert [(record.kernel, record.verdict) for record in report.records] == [
        ("other", "unsupported"),
        ("twice", "unsupported"),
    ]
    assert report.exit_code == 1


# --- what CUDA does not define


def fault(kind: str, line: int = 2, other_line: int = 0) -> Fault:
    return Fault(kind, f"a {kind}", line, (0, 0, 0), (1, 0, 0), other_line)


def test_a_fault_of_the_original_is_its_verdict_and_nothing_is_compared(kernel: Path) -> None:
    world = World(examination=Examination((fault("same-value-race"), fault("shared-race", other_line=1))))
    records = verified(kernel, world).records
    assert {record.verdict for record in records} == {Verdict.UNDEFINED_BEHAVIOUR}
    assert {record.stage for record in records} == {Stage.ORIGINAL}
    assert "a shared-race" in records[0].reason
    error, harmless = records[0].diagnostics
    assert (error.code, error.severity, error.span and error.span.line) == ("TK0650", Severity.ERROR, 2)
    assert error.notes[0].span is not None
    assert error.notes[0].span.line == 1
    assert (harmless.code, harmless.severity) == ("TK0654", Severity.WARNING)
    assert not [entry for entry in world.log if entry.startswith(("original", "port"))]


def test_what_is_harmless_is_said_and_the_numbers_are_compared(kernel: Path) -> None:
    world = World(examination=Examination((fault("checked-race"),), problem="it was too long"))
    records = verified(kernel, world).records
    assert {record.verdict for record in records} == {Verdict.PASS}
    assert [(each.code, each.severity) for each in records[0].diagnostics] == [
        ("TK0654", Severity.WARNING),
        ("TK0663", Severity.NOTE),
    ]


def test_an_examination_can_be_left_out(kernel: Path) -> None:
    world = World(examination=Examination((fault("shared-race"),)))
    records = verified(kernel, world, examine=False).records
    assert {record.verdict for record in records} == {Verdict.PASS}


def test_every_kind_of_fault_has_a_code_and_every_such_code_an_example() -> None:
    assert set(undefined.CODES) == set(KINDS)
    for code, _ in undefined.CODES.values():
        assert CODES[code].example


@pytest.mark.parametrize(("asked", "refused", "is_it"), [
    ("twice<__half>", "twice<half>", True), ("twice<float>", "twice", True), ("twice<float>", "twice<half>", False),
])  # fmt: skip
def test_a_refused_kernel_is_found_under_its_types_other_words(
    kernel: Path, asked: str, refused: str, is_it: bool
) -> None:
    kernel.with_suffix(".toml").write_text(CASES.format(name="halves", kernel=asked))
    (case,) = load_cases(kernel.with_suffix(".toml"))
    assert _names_kernel(case, FakeKernel(refused, "refused", (), None)) is is_it
