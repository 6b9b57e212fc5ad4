"""Every way in which a port can go wrong has its own verdict, and the run goes on: planted faults, on real devices."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from transkernel.harness.cases import load_cases
from transkernel.harness.records import Record, Verdict
from transkernel.harness.session import Session
from transkernel.harness.verify import VerifyOptions, open_session, verify_port
from transkernel.manifest import Argument, KernelEntry, Manifest, Parameter
from transkernel.run.cuda_host import find_compiler
from transkernel.run.devices import find_devices
from transkernel.run.launch import Limits

DEVICES = [device.id for device in find_devices() if device.kind == "opencl" and device.type == "cpu" and device.usable]

pytestmark = [
    pytest.mark.skipif(isinstance(find_compiler(), str), reason="no C++ compiler runs the originals here"),
    pytest.mark.skipif(not DEVICES, reason="no OpenCL device runs the ports here"),
]

_SECONDS = 4  # a launch takes some hundredths, and PoCL's first a second on a busy machine

PARAMS = (
    Parameter("x", "buffer", "const float *", "float32", const=True),
    Parameter("y", "buffer", "float *", "float32"),
    Parameter("n", "scalar", "int", "int32"),
)
ENTRY = KernelEntry("f", "f", 1, PARAMS, tuple(Argument("param", each.name) for each in PARAMS))
MANIFEST = Manifest("0", "opencl", "portable", "f.cu", "", "f.cl", (ENTRY,))
CASE = """\
[[case]]
kernel = "f"
grid = [4]
block = [64]
seed = 5
[case.args]
x = {{ shape = [250], dtype = "float32", fill = "{fill}" }}
y = {{ shape = [250], dtype = "float32", out = true }}
n = 250
{tolerance}
"""


def cuda(body: str) -> str:
    return (
        "__global__ void f(const float *x, float *y, int n) {\n"
        f"    int i = blockIdx.x * blockDim.x + threadIdx.x;\n    {body}\n}}\n"
    )


def opencl(body: str) -> str:
    return (
        "#pragma OPENCL FP_CONTRACT OFF\n"
        "__kernel void f(__global const float *x, __global float *y, int n) {\n"
        f"    int i = get_global_id(0);\n    {body}\n}}\n"
    )


@dataclass
class Bench:
    """Judges ports of originals, all in one session."""

    folder: Path
    session: Session

    def judge(self, device: str, original: str, port: str, fill: str = "normal", tolerance: str = "") -> Record:
        path = self.folder / f"{zlib.crc32(original.encode())}.cu"  # one file, and one build, whatever its case
        path.write_text(cuda(original))
        path.with_suffix(".toml").write_text(CASE.format(fill=fill, tolerance=tolerance))
        (case,) = load_cases(path.with_suffix(".toml"))
        return verify_port(path, case, opencl(port), MANIFEST, device, self.session)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with open_session(VerifyOptions(runs=3, limits=Limits(wall_seconds=_SECONDS))) as session:
        yield Bench(tmp_path_factory.mktemp("kernels"), session)


ORIGINAL = "if (i < n) y[i] = 2.0f * x[i];"
SOUND = "if (i < n) y[i] = 2.0f * x[i];"


@dataclass(frozen=True)
class Planted:
    """A fault in the port, the verdict it must get, and what the record must show of it."""

    port: str
    verdict: Verdict
    shows: Callable[[Record], bool]
    fill: str = "normal"


FAULTS = {
    "NaN against a number": Planted(
        "if (i < n) y[i] = i == 7 ? NAN : 2.0f * x[i];",
        Verdict.NONFINITE,
        lambda r: (r.outputs[0].counts.n_nan_got, r.outputs[0].counts.n_nan_reference) == (1, 0),
    ),
    "infinity of the other sign": Planted(
        "if (i < n) y[i] = isinf(x[i]) ? -x[i] : 2.0f * x[i];",
        Verdict.NONFINITE,
        lambda r: r.outputs[0].counts.n_posinf_reference != r.outputs[0].counts.n_posinf_got,
        fill="edge",
    ),
    "unwritten elements": Planted(
        "if (i < n - 3) y[i] = 2.0f * x[i];",
        Verdict.MISMATCH,
        lambda r: r.outputs[0].counts.n_unwritten == 3 and r.outputs[0].pattern == "tail",
    ),
    "an input overwritten": Planted(
        "if (i < n) { y[i] = 2.0f * x[i]; ((__global float *)x)[i] = 0.0f; }",
        Verdict.MISMATCH,
        lambda r: r.inputs_changed["x"] >= 249 and any(each.code == "TK0615" for each in r.diagnostics),
    ),
    "one element too far": Planted(
        "if (i <= n) y[i] = 2.0f * x[i];",
        Verdict.MISMATCH,
        lambda r: r.guard_hits == {"y": 4} and any(each.code == "TK0614" for each in r.diagnostics),
    ),
    "a result of the order of threads": Planted(
        f"{SOUND} barrier(CLK_GLOBAL_MEM_FENCE); y[0] = get_local_id(0);",
        Verdict.NONDETERMINISTIC,
        lambda r: r.determinism.port == "none" and "order of its threads" in r.reason,
    ),
    "a kernel that hangs": Planted(
        "volatile __global float *again = y; while (again[0] != 12345.0f) again[0] = 1.0f;",
        Verdict.TIMEOUT,
        lambda r: f"{_SECONDS} s" in r.reason,
    ),
    "far out of bounds": Planted(
        "if (i < n) y[(size_t)i + ((size_t)1 << 40)] = 2.0f * x[i];",
        Verdict.RUN_FAIL,
        lambda r: bool(r.reason),
    ),
    "a kernel that kills its process": Planted(
        "*(volatile __global int *)(size_t)(n - 250) = i;",
        Verdict.RUN_FAIL,
        lambda r: bool(r.reason),
    ),
    "a port that does not compile": Planted("y[i] = nobody;", Verdict.COMPILE_FAIL, lambda r: "nobody" in r.reason),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("device", DEVICES)
def test_each_fault_has_its_verdict_and_the_run_goes_on(bench: Bench, device: str, name: str) -> None:
    planted = FAULTS[name]
    record = bench.judge(device, ORIGINAL, planted.port, planted.fill)
    assert record.verdict is planted.verdict, record.reason
    assert planted.shows(record), record
    after = bench.judge(device, ORIGINAL, SOUND, planted.fill)
    assert after.is_pass, after.reason
    assert (after.determinism.port, after.determinism.port_runs, after.determinism.port_schedules) == ("bitwise", 3, 2)


WIDE = '[case.tolerance]\nrtol = 1e-2\natol = 1e-2\nreason = "to let half precision pass"'
IN_HALF = "if (i < n) { float r; vstore_half(2.0f * x[i], 0, (half *)&r); y[i] = vload_half(0, (half *)&r); }"


@pytest.mark.parametrize("device", DEVICES)
def test_lower_precision_is_an_error_inside_the_tolerance(bench: Bench, device: str) -> None:
    record = bench.judge(device, ORIGINAL, IN_HALF, tolerance=WIDE)
    assert record.outputs[0].verdict == "pass"
    assert record.verdict is Verdict.MISMATCH
    assert [each.code for each in record.diagnostics if each.is_error] == ["TK0618"]
    assert "lower precision" in record.reason


@pytest.mark.parametrize("device", DEVICES)
def test_it_is_none_where_the_original_is_as_far_off_itself(bench: Bench, device: str) -> None:
    record = bench.judge(device, "if (i < n) y[i] = (x[i] + 1e3f) - 1e3f;", "if (i < n) y[i] = x[i];", tolerance=WIDE)
    assert record.is_pass, record.reason
    output = record.outputs[0]
    assert output.magnitudes.p50_ulp is not None
    assert output.magnitudes.p50_ulp > 64
    assert output.accuracy.original is not None
    assert output.accuracy.original.p50_ulp > 64
    assert output.accuracy.port is not None
    assert output.accuracy.port.max_abs == 0


def test_a_mismatch_names_the_thread_that_writes_the_element(bench: Bench) -> None:
    record = bench.judge(DEVICES[0], ORIGINAL, "if (i < n) y[i] = i == 200 ? 1.0f : 2.0f * x[i];")
    worst = record.outputs[0].worst
    assert worst is not None
    assert (worst.index, worst.block, worst.thread) == ((200,), (3, 0, 0), (8, 0, 0))
    assert "which block (3, 0, 0), thread (8, 0, 0) writes" in record.reason


# --- reductions

SUM = "if (i < n) { float s = 0; for (int k = 0; k < n; k++) { s += x[k] * x[(k + i) % n]; } y[i] = s; }"


def reduction(depth: int) -> str:
    return f"[case.tolerance]\nreduction = {{ depth = {depth} }}"


@pytest.mark.parametrize("device", DEVICES)
def test_a_declared_reduction_may_be_added_in_another_order(bench: Bench, device: str) -> None:
    backwards = SUM.replace("k = 0; k < n; k++", "k = n - 1; k >= 0; k--")
    record = bench.judge(device, SUM, backwards, tolerance=reduction(250))
    assert record.is_pass, record.reason
    assert record.outputs[0].tolerance.depth == 250
    assert not record.outputs[0].is_bitwise_equal


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("k < n", "k < n - 1", id="a term is lost"),
        pytest.param("} y[i]", "vstore_half(s, 0, (half *)&s); s = vload_half(0, (half *)&s); } y[i]", id="half"),
    ],
)
@pytest.mark.parametrize("device", DEVICES)
def test_a_declared_reduction_may_not_be_another_sum(bench: Bench, device: str, old: str, new: str) -> None:
    found = bench.judge(device, SUM, SUM.replace(old, new), tolerance=reduction(250))
    assert found.verdict is Verdict.MISMATCH
    assert "a sum of depth 250" in found.reason
