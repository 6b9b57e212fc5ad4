"""Hand-written ports on every OpenCL device of the processor: values, memory, refusals, and what breaks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from transkernel.manifest import Argument, FieldLayout, GlobalVariable, KernelEntry, Parameter
from transkernel.run.devices import DeviceNotUsable, find_devices
from transkernel.run.launch import Buffer, Launch, Limits, Scalar, StructValue
from transkernel.run.opencl import OpenCLRunner, warnings_of

BLOCK = 64
LIMITS = Limits(wall_seconds=60)


@pytest.fixture(scope="module", params=["intel-cpu", "pocl-cpu"])
def runner(request: pytest.FixtureRequest) -> Iterator[OpenCLRunner]:
    device = next(device for device in find_devices() if device.id == request.param)
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}")
    with OpenCLRunner(device, LIMITS) as opened:
        yield opened


def kernel(name: str, params: tuple[Parameter, ...], arguments: tuple[Argument, ...] | None = None) -> KernelEntry:
    in_order = tuple(Argument("param", param.name) for param in params)
    return KernelEntry(name, name, 1, params, in_order if arguments is None else arguments)


def pointer(name: str, dtype: str = "float32") -> Parameter:
    return Parameter(name, "buffer", f"{dtype} *", dtype)


def number(name: str, dtype: str, width: int = 1) -> Parameter:
    return Parameter(name, "scalar", dtype, dtype, width)


def launch(name: str, arguments: tuple[Buffer | Scalar | StructValue, ...], threads: int = BLOCK) -> Launch:
    return Launch(name, (-(-threads // BLOCK), 1, 1), (BLOCK, 1, 1), arguments)


SAXPY = """
#pragma OPENCL FP_CONTRACT OFF
__kernel void saxpy(int n, float a, __global const float *restrict x, __global float *restrict y)
{
    const int i = get_global_id(0);
    if (i < n)
        y[i] = a * x[i] + y[i];
}
"""
SAXPY_ENTRY = kernel("saxpy", (number("n", "int32"), number("a", "float32"), pointer("x"), pointer("y")))


def saxpy(size: int, n: int | None = None) -> Launch:
    random = np.random.Generator(np.random.PCG64(1))
    x, y = (Buffer(name, random.standard_normal(size).astype(np.float32)) for name in "xy")
    scalars = Scalar("n", np.int32(size if n is None else n)), Scalar("a", np.float32(2.5))
    return launch("saxpy", (*scalars, x, y), max(size, 1))


def saxpy_by_numpy(asked: Launch) -> np.ndarray:
    x, y = (buffer.array for buffer in asked.buffers())
    return np.asarray(np.float32(2.5) * x + y)


def test_values_are_right_and_inputs_come_back(runner: OpenCLRunner) -> None:
    asked = saxpy(1000)
    before = [buffer.array.copy() for buffer in asked.buffers()]
    outcome = runner.run(SAXPY, SAXPY_ENTRY, asked)
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["y"], saxpy_by_numpy(asked))
    np.testing.assert_array_equal(outcome.arrays["x"], before[0])
    assert not outcome.guard_hits
    assert outcome.run_seconds > 0
    for buffer, array in zip(asked.buffers(), before, strict=True):
        np.testing.assert_array_equal(buffer.array, array, err_msg="the launch's own array was written")


def test_a_program_is_built_once(runner: OpenCLRunner) -> None:
    text = SAXPY + "/* built once */\n"
    assert runner.run(text, SAXPY_ENTRY, saxpy(10)).build_seconds > 0
    assert runner.run(text, SAXPY_ENTRY, saxpy(10)).build_seconds == 0
    assert runner.run(text, SAXPY_ENTRY, saxpy(10), build_options=("-DOTHER",)).build_seconds > 0


def test_a_buffer_without_elements_has_an_address(runner: OpenCLRunner) -> None:
    outcome = runner.run(SAXPY, SAXPY_ENTRY, saxpy(0))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"].shape == (0,)
    assert not outcome.guard_hits


def test_writing_beyond_a_buffer_is_seen(runner: OpenCLRunner) -> None:
    asked = saxpy(BLOCK - 3, n=BLOCK)
    outcome = runner.run(SAXPY, SAXPY_ENTRY, asked)
    assert outcome.status == "ok", outcome.message
    assert set(outcome.guard_hits) == {"y"}
    assert 0 < outcome.guard_hits["y"] <= 3 * 4
    np.testing.assert_array_equal(outcome.arrays["y"], saxpy_by_numpy(asked))


def test_copying_beyond_a_buffer_is_seen(runner: OpenCLRunner) -> None:
    text = """
    __kernel void copy(__global float *to, __global const float *from)
    {
        to[get_global_id(0)] = from[get_global_id(0)];
    }
    """
    buffers = Buffer("to", np.zeros(BLOCK - 1, np.float32)), Buffer("from", np.zeros(BLOCK - 1, np.float32))
    outcome = runner.run(text, kernel("copy", (pointer("to"), pointer("from"))), launch("copy", buffers))
    assert set(outcome.guard_hits) == {"to"}


def test_writing_before_a_buffer_is_seen(runner: OpenCLRunner) -> None:
    text = "__kernel void before(__global int *x) { x[(int)get_global_id(0) - 1] = 7; }"
    outcome = runner.run(
        text, kernel("before", (pointer("x", "int32"),)), launch("before", (Buffer("x", np.zeros(BLOCK, np.int32)),))
    )
    assert outcome.guard_hits == {"x": 4}
    assert outcome.arrays["x"].tolist() == [7] * (BLOCK - 1) + [0]


def test_one_name_is_one_memory(runner: OpenCLRunner) -> None:
    text = "__kernel void two(__global int *a, __global int *b) { a[0] = 1; b[1] = 2; }"
    shared = Buffer("memory", np.zeros(2, np.int32))
    entry = kernel("two", (pointer("a", "int32"), pointer("b", "int32")))
    outcome = runner.run(text, entry, replace(launch("two", (shared, shared)), block=(1, 1, 1)))
    assert outcome.arrays["memory"].tolist() == [1, 2], outcome.message


def test_three_axes(runner: OpenCLRunner) -> None:
    text = """
    #define AXES(of, count) (of(0) + count(0) * (of(1) + count(1) * of(2)))
    __kernel void where(__global int *out)
    {
        const int block = AXES(get_group_id, get_num_groups);
        const int thread = AXES(get_local_id, get_local_size);
        out[block * 24 + thread] = block * 1000 + thread;
    }
    """
    asked = Launch("where", (2, 3, 2), (4, 3, 2), (Buffer("out", np.zeros(12 * 24, np.int32)),))
    outcome = runner.run(text, kernel("where", (pointer("out", "int32"),)), asked)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["out"].tolist() == [block * 1000 + thread for block in range(12) for thread in range(24)]


REDUCE = """
__kernel void reduce(__global const int *in, __global int *out, __local int *shared, __local int *scratch)
{
    const int thread = get_local_id(0);
    shared[thread] = in[get_global_id(0)];
    scratch[2 * thread + 1] = 1;
    for (int step = get_local_size(0) / 2; step > 0; step /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (thread < step)
            shared[thread] += shared[thread + step];
    }
    if (thread == 0)
        out[get_group_id(0)] = shared[0] + scratch[1];
}
"""


def test_local_memory(runner: OpenCLRunner) -> None:
    params = (pointer("in", "int32"), pointer("out", "int32"))
    on_chip = (Argument("dynamic_shared"), Argument("per_thread_shared", bytes=8))
    entry = kernel("reduce", params, (Argument("param", "in"), Argument("param", "out"), *on_chip))
    values = np.arange(4 * BLOCK, dtype=np.int32)
    buffers = Buffer("in", values), Buffer("out", np.zeros(4, np.int32))
    asked = Launch("reduce", (4, 1, 1), (BLOCK, 1, 1), buffers, shared_bytes=4 * BLOCK)
    outcome = runner.run(REDUCE, entry, asked)
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["out"], values.reshape(4, BLOCK).sum(axis=1) + 1)


def test_a_struct_by_value_and_its_pointer(runner: OpenCLRunner) -> None:
    text = """
    typedef struct { char tag; int n; ulong data; float scale; } View;
    __kernel void scale(View view, __global float *view_data)
    {
        const int i = get_global_id(0);
        if (i < view.n)
            view_data[i] *= view.scale + view.tag;
    }
    """
    fields = (
        FieldLayout("tag", 0, "int8"),
        FieldLayout("n", 4, "int32"),
        FieldLayout("data", 8, "uint64", pointee="float32"),
        FieldLayout("scale", 16, "float32"),
    )
    param = Parameter("view", "struct", "View", "uint8", size=24, fields=fields)
    entry = kernel("scale", (param,), (Argument("param", "view"), Argument("param", "view", field="data")))
    data = Buffer("view.data", np.ones(40, np.float32))
    value = StructValue("view", struct.pack("<bxxxiQfxxxx", 1, 30, 0, 2.5), ((8, data),))
    outcome = runner.run(text, entry, launch("scale", (value,)))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["view.data"].tolist() == [3.5] * 30 + [1.0] * 10


def test_vectors_of_three_lanes_by_value(runner: OpenCLRunner) -> None:
    text = "__kernel void three(float3 v, __global float *out) { out[0] = v.x; out[1] = v.y; out[2] = v.z; }"
    entry = kernel("three", (number("v", "float32", width=3), pointer("out")))
    value = Scalar("v", np.array([1, 2, 3], np.float32))
    asked = replace(launch("three", (value, Buffer("out", np.zeros(3, np.float32)))), block=(1, 1, 1))
    outcome = runner.run(text, entry, asked)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["out"].tolist() == [1, 2, 3]


VARIABLES = """
__kernel void variables(__global float *out, __constant float *table, __global int *count, __global const int *zero)
{
    out[get_global_id(0)] = table[get_global_id(0) % 4] + zero[get_global_id(0) % 2];
    atomic_inc(count);
}
"""
FILE_SCOPE = (
    GlobalVariable("table", "float", "float32", (4,), True, np.arange(4, dtype=np.float32).tobytes().hex()),
    GlobalVariable("count", "int", "int32", (), False),
    GlobalVariable("zero", "int", "int32", (2,), False),
)


@pytest.mark.parametrize("given", [None, [5.0, 6.0, 7.0, 8.0]])
def test_file_scope_variables(runner: OpenCLRunner, given: list[float] | None) -> None:
    names = ("table", "count", "zero")
    entry = kernel(
        "variables", (pointer("out"),), (Argument("param", "out"), *(Argument("global", name) for name in names))
    )
    table = () if given is None else (Buffer("table", np.array(given, np.float32)),)
    count = Buffer("count", np.array(100, np.int32))
    asked = replace(launch("variables", (Buffer("out", np.zeros(BLOCK, np.float32)),)), symbols=(*table, count))
    outcome = runner.run(VARIABLES, entry, asked, FILE_SCOPE)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["out"].tolist() == (given or [0.0, 1.0, 2.0, 3.0]) * (BLOCK // 4)
    assert outcome.arrays["count"].shape == ()
    assert outcome.arrays["count"] == 100 + BLOCK


def test_half_through_float(runner: OpenCLRunner) -> None:
    text = """
    __kernel void twice(__global half *x)
    {
        const int i = get_global_id(0);
        vstore_half(2.0f * vload_half(i, x), i, x);
    }
    """
    values = np.linspace(-4, 4, BLOCK).astype(np.float16)
    outcome = runner.run(text, kernel("twice", (pointer("x", "float16"),)), launch("twice", (Buffer("x", values),)))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["x"].dtype == np.float16
    np.testing.assert_array_equal(outcome.arrays["x"], 2 * values)


def test_double(runner: OpenCLRunner) -> None:
    capabilities = runner.device.capabilities
    assert capabilities is not None
    if not capabilities.fp64:
        pytest.skip(f"{runner.device.id} has no fp64")
    text = "__kernel void third(__global double *x) { x[get_global_id(0)] /= 3.0; }"
    values = np.linspace(1, 2, BLOCK)
    outcome = runner.run(text, kernel("third", (pointer("x", "float64"),)), launch("third", (Buffer("x", values),)))
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["x"], values / 3.0)


def test_denormals_are_kept(runner: OpenCLRunner) -> None:
    text = "__kernel void tiny(__global float *x) { x[get_global_id(0)] *= 0.5f; }"
    values = np.full(BLOCK, 3e-40, np.float32)
    outcome = runner.run(text, kernel("tiny", (pointer("x"),)), launch("tiny", (Buffer("x", values),)))
    np.testing.assert_array_equal(outcome.arrays["x"], values * np.float32(0.5))
    assert outcome.arrays["x"].all()


def test_sub_groups_of_a_warp(runner: OpenCLRunner) -> None:
    capabilities = runner.device.capabilities
    assert capabilities is not None
    if 32 not in capabilities.sub_group_sizes:
        pytest.skip(f"{runner.device.id} has no sub-groups of 32")
    text = """
    #pragma OPENCL EXTENSION cl_khr_subgroup_shuffle : enable
    __attribute__((intel_reqd_sub_group_size(32)))
    __kernel void neighbour(__global int *x)
    {
        x[get_global_id(0)] = sub_group_shuffle_xor(x[get_global_id(0)], 1u) + 1000 * get_sub_group_size();
    }
    """
    asked = launch("neighbour", (Buffer("x", np.arange(BLOCK, dtype=np.int32)),))
    outcome = runner.run(text, kernel("neighbour", (pointer("x", "int32"),)), asked, build_options=("-cl-std=CL3.0",))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["x"].tolist() == [32000 + (lane ^ 1) for lane in range(BLOCK)]


def test_what_a_kernel_prints_is_kept(runner: OpenCLRunner) -> None:
    text = '__kernel void say(int n) { if (get_global_id(0) == 3) printf("n is %d\\n", n); }'
    outcome = runner.run(text, kernel("say", (number("n", "int32"),)), launch("say", (Scalar("n", np.int32(42)),)))
    assert outcome.status == "ok", outcome.message
    assert "n is 42" in outcome.output


def test_a_port_that_does_not_build(runner: OpenCLRunner) -> None:
    outcome = runner.run("__kernel void saxpy(int n) { n = nowhere; }", SAXPY_ENTRY, saxpy(10))
    assert outcome.status == "compile-fail"
    assert outcome.message.startswith("port.cl:1:34: error: use of undeclared identifier 'nowhere'")
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


def test_warnings_are_told(runner: OpenCLRunner) -> None:
    # Other code too: PoCL finds what it has compiled before after preprocessing, and says nothing then.
    outcome = runner.run("#warning look here\n" + SAXPY.replace("+ y", "- y"), SAXPY_ENTRY, saxpy(10))
    assert outcome.status == "ok", outcome.message
    assert [text.splitlines()[0] for text in outcome.warnings] == ["port.cl:1:2: warning: look here"]
    assert not runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).warnings


def test_opencl_c_is_1_2_unless_asked(runner: OpenCLRunner) -> None:
    text = "#if __OPENCL_C_VERSION__ != {}\n#error other\n#endif\n__kernel void nothing(int n) {{ }}\n"
    entry, asked = kernel("nothing", (number("n", "int32"),)), launch("nothing", (Scalar("n", np.int32(1)),))
    assert runner.run(text.format(120), entry, asked).status == "ok"
    assert runner.run(text.format(300), entry, asked).status == "compile-fail"
    assert runner.run(text.format(300), entry, asked, build_options=("-cl-std=CL3.0",)).status == "ok"


def test_a_kernel_without_end_is_stopped(runner: OpenCLRunner) -> None:
    text = "__kernel void forever(__global volatile int *x) { while (x[0] == 0) { } }"
    asked = launch("forever", (Buffer("x", np.zeros(1, np.int32)),))
    outcome = runner.run(text, kernel("forever", (pointer("x", "int32"),)), asked, limits=Limits(wall_seconds=1))
    assert outcome.status == "timeout"
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


def test_a_kernel_that_crashes(runner: OpenCLRunner) -> None:
    text = "__kernel void wild(__global int *x, long far) { x[far * (get_global_id(0) + 1)] = 1; }"
    entry = kernel("wild", (pointer("x", "int32"), number("far", "int64")))
    asked = launch("wild", (Buffer("x", np.zeros(1, np.int32)), Scalar("far", np.int64(1 << 44))))
    outcome = runner.run(text, entry, asked)
    assert outcome.status == "run-fail"
    assert "SIGSEGV" in outcome.message
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


def test_launches_beyond_the_device(runner: OpenCLRunner) -> None:
    capabilities = runner.device.capabilities
    assert capabilities is not None
    too_wide = replace(saxpy(10), block=(2 * capabilities.most_block_threads, 1, 1))
    assert runner.run(SAXPY, SAXPY_ENTRY, too_wide).status == "unsupported"
    text = "__kernel void shared(__global int *out, __local int *memory) { memory[0] = 1; out[0] = memory[0]; }"
    entry = kernel("shared", (pointer("out", "int32"),), (Argument("param", "out"), Argument("dynamic_shared")))
    asked = launch("shared", (Buffer("out", np.zeros(1, np.int32)),))
    outcome = runner.run(text, entry, replace(asked, shared_bytes=capabilities.local_memory_bytes + 64))
    assert outcome.status == "unsupported"
    assert str(capabilities.local_memory_bytes) in outcome.message
    for_other_blocks = replace(SAXPY_ENTRY, block=(128, 1, 1))
    assert runner.run(SAXPY, for_other_blocks, saxpy(10)).status == "unsupported"


def test_a_manifest_that_does_not_fit(runner: OpenCLRunner) -> None:
    asked = saxpy(10)
    for entry, word in (
        (replace(SAXPY_ENTRY, params=SAXPY_ENTRY.params[:-1]), "3 parameters"),
        (replace(SAXPY_ENTRY, arguments=SAXPY_ENTRY.arguments[:-1]), "takes 4 arguments"),
        (replace(SAXPY_ENTRY, arguments=(Argument("param", "nobody"),)), "nobody"),
        (replace(SAXPY_ENTRY, arguments=(Argument("global", "nowhere"),)), "nowhere"),
        (replace(SAXPY_ENTRY, arguments=(Argument("constant", "LANES", field="lanes"),)), "no argument of the kind"),
        (replace(SAXPY_ENTRY, entry="other"), "no kernel other"),
    ):
        outcome = runner.run(SAXPY, entry, asked)
        assert outcome.status == "run-fail"
        assert word in outcome.message
    assert runner.run(SAXPY, SAXPY_ENTRY, asked).status == "ok"


def test_one_core_is_enough(runner: OpenCLRunner) -> None:
    with OpenCLRunner(runner.device, Limits(cores=1)) as alone:
        asked = saxpy(1000)
        np.testing.assert_array_equal(alone.run(SAXPY, SAXPY_ENTRY, asked).arrays["y"], saxpy_by_numpy(asked))


def test_a_device_that_is_not_there() -> None:
    with pytest.raises(DeviceNotUsable, match="intel-cpu"):
        OpenCLRunner("intel-cpu1")
    with pytest.raises(DeviceNotUsable, match="OpenCL"):
        OpenCLRunner(next(device for device in find_devices() if device.kind == "cuda-host"))


def test_progress_is_no_warning() -> None:
    log = "Compilation started\n1:1:2: warning: one\n  1 | x\n1:2:3: warning: two\nCompilation done\nDone."
    assert warnings_of(log) == ("port.cl:1:2: warning: one\n  1 | x", "port.cl:2:3: warning: two")
    assert warnings_of("Linking started\nLinking done\n") == ()
