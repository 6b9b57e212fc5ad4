"""Ports to Triton through the harness: interpreted, compiled ahead of time, and what each is taken to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from transkernel.cli.claims import claims
from transkernel.diagnostics import Diagnostic
from transkernel.harness.backends import TranslatedKernel, real_backends
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.verify import Report, VerifyOptions, verify
from transkernel.manifest import Argument, KernelEntry, Manifest, Parameter
from transkernel.run.devices import find_devices

KERNEL = """\
__global__ void scaled_sum(int n, const float *x, float *y)
{
    __shared__ float part[64];
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    part[threadIdx.x] = i < n ? 2.0f * x[i] : 0.0f;
    __syncthreads();
    for (int step = 32; step > 0; step /= 2) {
        if (threadIdx.x < step)
            part[threadIdx.x] += part[threadIdx.x + step];
        __syncthreads();
    }
    if (threadIdx.x == 0)
        y[blockIdx.x] = part[0];
}
"""
CASES = """\
[[case]]
name = "tail"
kernel = "scaled_sum"
grid = [3]
block = [64]
seed = 3
[case.args]
n = 170
x = { shape = [170], dtype = "float32", fill = "normal" }
y = { shape = [3], dtype = "float32", out = true }
"""
PORT = """\
import triton
import triton.language as tl


@triton.jit
def scaled_sum(n, x, y, LANES: tl.constexpr):
    i = tl.program_id(0) * LANES + tl.arange(0, LANES)
    part = tl.where(i < n, 2.0 * tl.load(x + i, mask=i < n, other=0.0), 0.0)
    tl.store(y + tl.program_id(0), tl.sum(part, axis=0))
"""
PARAMS = (
    Parameter("n", "scalar", "int", "int32"),
    Parameter("x", "buffer", "const float *", "float32", const=True),
    Parameter("y", "buffer", "float *", "float32"),
)
ARGUMENTS = (*(Argument("param", each.name) for each in PARAMS), Argument("constant", "LANES", field="lanes"))
MANIFEST = Manifest(
    "0",
    "triton",
    "portable",
    "k.cu",
    "",
    "k.py",
    (KernelEntry("scaled_sum", "scaled_sum", 1, PARAMS, ARGUMENTS),),
)


@dataclass(frozen=True)
class HandWritten:
    """What a translator would give: one port, whatever the source."""

    text: str
    manifest: Manifest = MANIFEST
    kernels: Sequence[TranslatedKernel] = ()
    diagnostics: Sequence[Diagnostic] = ()

    @property
    def port(self) -> HandWritten:
        return self


@pytest.fixture(scope="module", autouse=True)
def interpreter() -> None:
    device = next(device for device in find_devices() if device.id == "triton-interpreter")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}; {device.remedy}")


def verified(folder: Path, text: str, **options: object) -> tuple[Record, Report]:
    (folder / "k.cu").write_text(KERNEL)
    (folder / "k.toml").write_text(CASES)
    asked = replace(VerifyOptions(target="triton", runs=2, examine=False), **options)  # type: ignore[arg-type]
    backends = replace(real_backends(asked), translate=lambda source, wanted: HandWritten(text))
    report = verify([folder / "k.cu"], asked, backends=backends)
    (record,) = report.records
    return record, report


def test_a_pass_says_that_it_was_interpreted_and_what_it_compiles_for(tmp_path: Path) -> None:
    record, report = verified(tmp_path, PORT)
    assert record.verdict is Verdict.PASS, record.reason
    assert (record.device, record.claim) == ("triton-interpreter", "interpreted")
    assert [each.device for each in record.compiled] == ["triton-sm80", "triton-sm90", "triton-gfx942"]
    assert record.determinism.port_schedules == 2
    written = record.to_json()
    assert written["claim"] == "interpreted"
    assert written["compiled"][0]["registers"] > 0
    assert "they compile for triton-sm80, triton-sm90, triton-gfx942" in claims(report.records)
    assert report.exit_code == 0
    nowhere, report = verified(tmp_path, PORT, compile_for=("triton-sm9",))
    assert (nowhere.verdict, nowhere.compiled, report.exit_code) == (Verdict.PASS, (), 3)
    assert [each.message for each in report.diagnostics] == [
        "there is no device triton-sm9 here; did you mean triton-sm90?"
    ]


def test_what_only_the_interpreter_takes_is_no_port(tmp_path: Path) -> None:
    text = PORT.replace("    tl.store", "    for k in range(n):\n        break\n    tl.store")
    record, report = verified(tmp_path, text)
    assert (record.verdict, record.stage) == (Verdict.COMPILE_FAIL, Stage.COMPILE)
    assert record.reason == "it does not compile for triton-sm80: port.py:10: error: unsupported AST node type: Break"
    assert record.claim == ""
    assert report.exit_code == 1
    unasked, _ = verified(tmp_path, text, compile_for=())
    assert (unasked.verdict, unasked.compiled) == (Verdict.PASS, ())


def test_a_function_that_one_gpu_lacks_is_a_claim_less_and_no_failure(tmp_path: Path) -> None:
    text = PORT.replace("2.0 * tl.load", "libdevice.exp10(0.0 * i) * 2.0 * tl.load")
    text = text.replace("\n\n", "\nfrom triton.language.extra import libdevice\n\n", 1)
    record, report = verified(tmp_path, text)
    assert record.verdict is Verdict.PASS, record.reason
    assert [(each.is_ok, each.lacks) for each in record.compiled] == [(True, ""), (True, ""), (False, "exp10")]
    assert "this GPU's library has no function `exp10`" in record.compiled[2].message
    assert claims(report.records).endswith(
        "they compile for triton-sm80, triton-sm90; 0 of 1 compile for triton-gfx942, which lacks exp10"
    )
    alone, _ = verified(tmp_path, text, compile_for=("triton-gfx942",))
    assert (alone.verdict, alone.stage) == (Verdict.COMPILE_FAIL, Stage.COMPILE)


def test_a_port_that_depends_on_the_order_of_its_programs(tmp_path: Path) -> None:
    text = PORT.replace("y + tl.program_id(0)", "y + tl.minimum(tl.program_id(0), 1)")
    record, _ = verified(tmp_path, text, compile_for=())
    assert record.verdict is Verdict.NONDETERMINISTIC
    assert "the order of its threads" in record.reason


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("2.0 * tl.load", "2.5 * tl.load", Verdict.MISMATCH),
        ("y + tl.program_id(0)", "y + 1 + tl.program_id(0)", Verdict.MISMATCH),
        ("tl.store(y", "tl.store(y + 100000000", Verdict.RUN_FAIL),
    ],
)
def test_broken_ports_are_told(tmp_path: Path, old: str, new: str, verdict: Verdict) -> None:
    record, _ = verified(tmp_path, PORT.replace(old, new), compile_for=())
    assert record.verdict is verdict, record.reason
    assert record.claim == "interpreted"
