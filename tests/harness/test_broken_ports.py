"""A check that cannot fail is a bug: ports broken by hand must fail, on every device here, and the sound one must pass.

The originals run through the system's C++ compiler, the ports through real OpenCL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from transkernel.harness.cases import Case, load_cases
from transkernel.harness.records import Record, Verdict
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

CUDA = """\
// Half the sum of each block's elements.
__global__ void block_sums(const float *x, float *sums, int n) {
    __shared__ float partial[64];
    int i = blockIdx.x * 64 + threadIdx.x;
    partial[threadIdx.x] = i < n ? 0.5f * x[i] : 0.0f;
    __syncthreads();
    for (int active = 32; active > 0; active /= 2) {
        if (threadIdx.x < active) partial[threadIdx.x] += partial[threadIdx.x + active];
        __syncthreads();
    }
    if (threadIdx.x == 0) sums[blockIdx.x] = partial[0];
}
"""
PORT = """\
#pragma OPENCL FP_CONTRACT OFF
__kernel void block_sums(__global const float *x, __global float *sums, int n) {
    __local float partial[64];
    int lane = get_local_id(0);
    int i = get_group_id(0) * 64 + lane;
    partial[lane] = i < n ? 0.5f * x[i] : 0.0f;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 32; active > 0; active /= 2) {
        if (lane < active) partial[lane] += partial[lane + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (lane == 0) sums[get_group_id(0)] = partial[0];
}
"""
CASE = """\
[[case]]
kernel = "block_sums"
grid = [4]
block = [64]
[case.args]
x = { shape = [250], dtype = "float32", fill = "normal" }
sums = { shape = [4], dtype = "float32", out = true }
n = 250
"""
ENTRY = KernelEntry(
    "block_sums",
    "block_sums",
    2,
    (
        Parameter("x", "buffer", "const float *", "float32", const=True),
        Parameter("sums", "buffer", "float *", "float32"),
        Parameter("n", "scalar", "int", "int32"),
    ),
    tuple(Argument("param", name) for name in ("x", "sums", "n")),
)
MANIFEST = Manifest("0", "opencl", "portable", "block_sums.cu", "", "block_sums.cl", (ENTRY,))


Judge = Callable[[str, str], Record]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """Judges a port on a device, in one session."""
    path = tmp_path_factory.mktemp("kernel") / "block_sums.cu"
    case = case_of(path, CUDA)
    with open_session(VerifyOptions(runs=2, limits=Limits(wall_seconds=4))) as session:
        yield lambda device, port: verify_port(path, case, port, MANIFEST, device, session)


def case_of(path: Path, cuda: str) -> Case:
    path.write_text(cuda)
    path.with_suffix(".toml").write_text(CASE)
    (case,) = load_cases(path.with_suffix(".toml"))
    return case


@pytest.mark.parametrize("device", DEVICES)
def test_the_sound_port_passes(judge: Judge, device: str) -> None:
    record = judge(device, PORT)
    assert (record.verdict, record.reason) == (Verdict.PASS, "")
    assert record.device == device
    assert record.outputs[0].counts.n_compared == 4
    assert (record.determinism.original, record.determinism.port) == ("bitwise", "bitwise")
    assert record.seconds.original_run > 0
    assert record.seconds.run > 0


# Each break: what is replaced once, by what. Not among them is a bound of the tree that is one too far: its extra sums
# are never read when the lanes of a block go in order, as they do on a processor.
BREAKS = {
    "barrier in the tree": (r"\n        barrier\(CLK_LOCAL_MEM_FENCE\);", ""),
    "bound of the input": (r"i < n", "i <= n"),
    "bound of the loop": (r"active > 0", "active > 1"),
    "constant": (r"0\.5f", "0.5001f"),
    "start of the tree": (r"active = 32", "active = 16"),
    "index": (r"\* 64 \+ lane", "* 63 + lane"),
    "output": (r"sums\[get_group_id\(0\)\]", "sums[get_group_id(0) + 1]"),
    "forgotten block": (r"lane == 0\)", "lane == 0 && get_group_id(0) != 3)"),
    "half precision": (r"partial\[0\];", "vload_half(0, (__local half *)partial);"),
}


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("device", DEVICES)
def test_a_port_broken_by_hand_does_not_pass(judge: Judge, device: str, name: str) -> None:
    pattern, replacement = BREAKS[name]
    broken, count = re.subn(pattern, replacement, PORT, count=1)
    assert count == 1
    record = judge(device, broken)
    assert record.verdict in (Verdict.MISMATCH, Verdict.NONFINITE, Verdict.NONDETERMINISTIC), record.reason
    assert record.reason


@pytest.mark.skipif("intel-cpu" not in DEVICES, reason="PoCL puts a barrier of its own before a loop that holds one")
def test_a_barrier_before_a_loop_with_barriers_is_missed(judge: Judge) -> None:
    record = judge("intel-cpu", re.sub(r"\n    barrier\(CLK_LOCAL_MEM_FENCE\);", "", PORT, count=1))
    assert not record.is_pass


@pytest.mark.parametrize("device", DEVICES)
def test_each_break_is_named_by_its_own_figure(judge: Judge, device: str) -> None:
    outside = judge(device, PORT.replace("sums[get_group_id(0)]", "sums[get_group_id(0) + 1]"))
    assert outside.guard_hits == {"sums": 4}
    forgotten = judge(device, PORT.replace("lane == 0)", "lane == 0 && get_group_id(0) != 3)"))
    assert (forgotten.outputs[0].counts.n_unwritten, forgotten.outputs[0].pattern) == (1, "single")
    changed = judge(device, PORT.replace("if (lane == 0)", "((__global float *)x)[3] = 9; if (lane == 0)"))
    assert changed.inputs_changed == {"x": 1}
    scaled = judge(device, PORT.replace("0.5f", "0.5001f"))
    assert scaled.outputs[0].counts.n_mismatch == 4
    assert scaled.outputs[0].pattern == "all"


@pytest.mark.parametrize("device", DEVICES[:1])
def test_a_port_that_does_not_build_or_does_not_end(judge: Judge, device: str) -> None:
    unbuilt = judge(device, PORT.replace("int lane", "strange lane"))
    assert unbuilt.verdict is Verdict.COMPILE_FAIL
    assert "strange" in unbuilt.reason
    endless = PORT.replace("active > 0; active /= 2", "n > 0; active /= 2")
    assert judge(device, endless).verdict is Verdict.TIMEOUT


def test_a_race_in_the_original_is_undefined_behaviour(tmp_path: Path) -> None:
    path = tmp_path / "block_sums.cu"
    case = case_of(path, re.sub(r"\n    __syncthreads\(\);", "", CUDA, count=1))
    record = verify_port(path, case, PORT, MANIFEST, DEVICES[0])
    assert record.verdict is Verdict.UNDEFINED_BEHAVIOUR
    assert record.diagnostics[0].code == "TK0650"


def test_an_original_that_does_not_compile(tmp_path: Path) -> None:
    path = tmp_path / "block_sums.cu"
    case = case_of(path, CUDA.replace("float *sums", "flaot *sums"))
    record = verify_port(path, case, PORT, MANIFEST, DEVICES[0])
    assert (record.verdict, record.stage) == (Verdict.COMPILE_FAIL, "original")
    assert "flaot" in record.reason
