"""Hand-written ports in Triton's interpreter: values, memory, refusals, and what breaks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from transkernel.manifest import Argument, FieldLayout, GlobalVariable, KernelEntry, Parameter, Requirement
from transkernel.run.devices import DeviceNotUsable, find_devices
from transkernel.run.launch import Buffer, Launch, Limits, Scalar, StructValue
from transkernel.run.triton import TritonRunner, mirrored

BLOCK = 64
LIMITS = Limits(wall_seconds=60)
HEAD = "import triton\nimport triton.language as tl\n\n\n"
LANES = Argument("constant", "LANES", field="lanes", value=32)


@pytest.fixture(scope="module")
def runner() -> Iterator[TritonRunner]:
    device = next(device for device in find_devices() if device.id == "triton-interpreter")
    if not device.usable:
        pytest.skip(f"{device.id}: {device.reason}; {device.remedy}")
    with TritonRunner(device, LIMITS) as opened:
        yield opened


def kernel(name: str, params: tuple[Parameter, ...], *further: Argument) -> KernelEntry:
    in_order = tuple(Argument("param", param.name) for param in params)
    return KernelEntry(name, name, 1, params, (*in_order, *further))


def pointer(name: str, dtype: str = "float32") -> Parameter:
    return Parameter(name, "buffer", f"{dtype} *", dtype)


def number(name: str, dtype: str, width: int = 1) -> Parameter:
    return Parameter(name, "scalar", dtype, dtype, width)


def launch(name: str, arguments: tuple[Buffer | Scalar | StructValue, ...], threads: int = BLOCK) -> Launch:
    return Launch(name, (-(-threads // BLOCK), 1, 1), (BLOCK, 1, 1), arguments)


SAXPY = f"""{HEAD}@triton.jit
def saxpy(n, a, x, y, LANES: tl.constexpr):
    i = tl.program_id(0) * LANES + tl.arange(0, LANES)
    mask = i < n
    tl.store(y + i, a * tl.load(x + i, mask=mask) + tl.load(y + i, mask=mask), mask=mask)
"""
SAXPY_ENTRY = kernel("saxpy", (number("n", "int32"), number("a", "float32"), pointer("x"), pointer("y")), LANES)


def saxpy(size: int, n: int | None = None) -> Launch:
    random = np.random.Generator(np.random.PCG64(1))
    x, y = (Buffer(name, random.standard_normal(size).astype(np.float32)) for name in "xy")
    scalars = Scalar("n", np.int32(size if n is None else n)), Scalar("a", np.float32(2.5))
    return launch("saxpy", (*scalars, x, y), max(size, 1))


def saxpy_by_numpy(asked: Launch) -> np.ndarray:
    x, y = (buffer.array for buffer in asked.buffers())
    return np.asarray(np.float32(2.5) * x + y)


def test_values_are_right_and_inputs_come_back(runner: TritonRunner) -> None:
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


def test_a_buffer_without_elements_has_an_address(runner: TritonRunner) -> None:
    outcome = runner.run(SAXPY, SAXPY_ENTRY, saxpy(0))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"].shape == (0,)
    assert not outcome.guard_hits


@pytest.mark.parametrize(
    "dtype", "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64".split()
)
def test_every_type_in_memory_and_by_value(runner: TritonRunner, dtype: str) -> None:
    spelt = {"bool": "int1", "float16": "float16"}.get(dtype, dtype)
    in_memory = "uint8" if dtype == "bool" else spelt
    text = f"""{HEAD}@triton.jit
def add(x, a: "tl.{spelt}", y, LANES: tl.constexpr):
    i = tl.arange(0, LANES)
    tl.store(y + i, (tl.load(x + i) + a.to(tl.{in_memory})).to(tl.{in_memory}))
"""
    type_ = np.dtype(dtype)
    values = np.arange(BLOCK).astype(type_) if dtype != "bool" else np.zeros(BLOCK, np.bool_)
    if type_.kind in "iu":
        values += np.iinfo(type_).max - type_.type(BLOCK)
    given = type_.type(1) if type_.kind != "f" else type_.type(1) / type_.type(3)
    entry = kernel("add", (pointer("x", dtype), number("a", dtype), pointer("y", dtype)), LANES)
    asked = launch("add", (Buffer("x", values), Scalar("a", given), Buffer("y", np.zeros_like(values))))
    outcome = runner.run(text, entry, asked)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["y"].dtype == type_
    np.testing.assert_array_equal(outcome.arrays["y"], values + given if dtype != "bool" else ~values)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("tl.full((4.0,), 1, tl.int32)", "must have type"),
        ("tl.full((6,), 1, tl.int32)", "power of 2"),
        ("whole + tl.full((8,), 1, tl.int32)", "incompatible dimensions"),
        ("whole // tl.full((4,), 1, tl.uint32)", "different signedness"),
        ("(out + tl.arange(0, 4)) * (out + tl.arange(0, 4))", "invalid operands"),
    ],
)
def test_a_type_that_is_known_is_checked_like_a_new_one(runner: TritonRunner, wrong: str, said: str) -> None:
    text = f"""{HEAD}@triton.jit
def twice(out):
    whole = tl.full((4,), 1, tl.int32) + tl.full((4,), 1, tl.int32)
    tl.store(out + tl.arange(0, 4), whole)


@triton.jit
def refused(out):
    whole = tl.full((4,), 1, tl.int32)
    {wrong}
"""
    buffer = Buffer("out", np.zeros(4, np.int32))
    outcome = runner.run(text, kernel("twice", (pointer("out", "int32"),)), launch("twice", (buffer,)))
    assert outcome.arrays["out"].tolist() == [2, 2, 2, 2]
    outcome = runner.run(text, kernel("refused", (pointer("out", "int32"),)), launch("refused", (buffer,)))
    assert outcome.status == "run-fail"
    assert said in outcome.message
    assert wrong in outcome.message


def test_a_number_without_annotation_is_what_a_launch_from_python_makes_it(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def widths(out, small, large, flag, double):
    tl.store(out, small.dtype.primitive_bitwidth)
    tl.store(out + 1, large.dtype.primitive_bitwidth)
    tl.store(out + 2, flag.dtype.primitive_bitwidth)
    tl.store(out + 3, double.dtype.primitive_bitwidth)
"""
    given = (("small", "uint64", 7), ("large", "int64", 1 << 40), ("flag", "bool", True), ("double", "float64", 0.1))
    params = (pointer("out", "int32"), *(number(name, dtype) for name, dtype, _ in given))
    scalars = (Scalar(name, np.dtype(dtype).type(value)) for name, dtype, value in given)
    asked = launch("widths", (Buffer("out", np.zeros(4, np.int32)), *scalars))
    outcome = runner.run(text, kernel("widths", params), asked)
    assert outcome.arrays["out"].tolist() == [32, 64, 1, 32], outcome.message


def bfloat16(values: np.ndarray) -> np.ndarray:
    """Rounded to nearest, ties to even, by way of the exact neighbours."""
    below = (values.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
    floats = [((below + up).astype(np.uint32) << 16).view(np.float32).astype(np.float64) for up in (0, 1)]
    gaps = [np.abs(each - values.astype(np.float64)) for each in floats]
    goes_up = (gaps[1] < gaps[0]) | ((gaps[1] == gaps[0]) & (below % 2 == 1))
    return np.asarray(np.where(goes_up, below + 1, below), np.uint16)


def test_bfloat16_is_rounded_to_nearest(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def scale(x, y, z, LANES: tl.constexpr):
    i = tl.arange(0, LANES)
    value = tl.load(x + i)
    tl.store(y + i, (value.to(tl.float32) * 1.01).to(tl.bfloat16))
    tl.store(z + i, tl.where(value < 0, value * value, value + value))
"""
    floats = np.linspace(-5, 9, BLOCK).astype(np.float32)
    bits = bfloat16(floats)
    exact = (bits.astype(np.uint32) << 16).view(np.float32)
    names = ("x", "y", "z")
    asked = launch("scale", tuple(Buffer(name, bits if name == "x" else np.zeros(BLOCK, np.uint16)) for name in names))
    outcome = runner.run(text, kernel("scale", tuple(pointer(name, "bfloat16") for name in names), LANES), asked)
    assert outcome.status == "ok", outcome.message
    np.testing.assert_array_equal(outcome.arrays["y"], bfloat16(exact * np.float32(1.01)))
    np.testing.assert_array_equal(outcome.arrays["z"], bfloat16(np.where(exact < 0, exact * exact, exact + exact)))


def test_writing_beyond_a_buffer_is_seen(runner: TritonRunner) -> None:
    asked = saxpy(BLOCK - 3, n=BLOCK)
    outcome = runner.run(SAXPY, SAXPY_ENTRY, asked)
    assert outcome.status == "ok", outcome.message
    assert set(outcome.guard_hits) == {"y"}
    assert 0 < outcome.guard_hits["y"] <= 3 * 4
    np.testing.assert_array_equal(outcome.arrays["y"], saxpy_by_numpy(asked))


def test_writing_before_a_buffer_is_seen(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef before(x):\n    tl.store(x - 1, 7)\n"
    outcome = runner.run(
        text, kernel("before", (pointer("x", "int32"),)), launch("before", (Buffer("x", np.zeros(4, np.int32)),))
    )
    assert outcome.guard_hits == {"x": 4}, outcome.message


def test_one_name_is_one_memory_and_a_pointer_may_be_inside(runner: TritonRunner) -> None:
    text = (
        f"{HEAD}@triton.jit\ndef two(a, b, nothing):\n    tl.store(a, 1)\n    tl.store(b, 2 + nothing.to(tl.int64))\n"
    )
    array = np.zeros(4, np.int32)
    params = tuple(pointer(name, "int32") for name in ("a", "b", "nothing"))
    buffers = Buffer("memory", array), Buffer("memory", array, offset=8), Buffer("none", array[:0], is_null=True)
    outcome = runner.run(text, kernel("two", params), launch("two", buffers))
    assert outcome.arrays["memory"].tolist() == [1, 0, 2, 0], outcome.message


def test_three_axes(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def where(out, BX: tl.constexpr, BY: tl.constexpr, BZ: tl.constexpr, LANES: tl.constexpr):
    block = tl.program_id(0) + tl.num_programs(0) * (tl.program_id(1) + tl.num_programs(1) * tl.program_id(2))
    thread = tl.arange(0, LANES)
    x, y, z = thread % BX, thread // BX % BY, thread // (BX * BY)
    tl.store(out + block * 24 + thread, block * 1000 + x + 10 * y + 100 * z, mask=thread < BX * BY * BZ)
"""
    extents = tuple(Argument("constant", f"B{axis}", field=f"block_{axis.lower()}") for axis in "XYZ")
    asked = Launch("where", (2, 3, 2), (4, 3, 2), (Buffer("out", np.zeros(12 * 24, np.int32)),))
    outcome = runner.run(text, kernel("where", (pointer("out", "int32"),), *extents, LANES), asked)
    assert outcome.status == "ok", outcome.message
    threads = [x + 10 * y + 100 * z for z in range(2) for y in range(3) for x in range(4)]
    assert outcome.arrays["out"].tolist() == [block * 1000 + thread for block in range(12) for thread in threads]


SCRATCH = f"""{HEAD}@triton.jit
def reverse(x, first, scratch, SHARED: tl.constexpr, LANES: tl.constexpr):
    mine = (scratch + tl.program_id(0) * SHARED).to(tl.pointer_type(tl.int32))
    lane = tl.arange(0, LANES)
    tl.store(first + tl.program_id(0), tl.load(mine))
    tl.store(mine + lane, tl.load(x + tl.program_id(0) * LANES + lane))
    tl.debug_barrier()
    tl.store(x + tl.program_id(0) * LANES + lane, tl.load(mine + LANES - 1 - lane))
"""


@pytest.mark.parametrize(("static", "missing"), [(BLOCK * 4 - 40, 0), (BLOCK * 4 - 40, 32)])
def test_scratch_memory_is_poisoned_and_guarded(runner: TritonRunner, static: int, missing: int) -> None:
    shared = Argument("constant", "SHARED", field="shared", value=static)
    params = (pointer("x", "int32"), pointer("first", "int32"))
    entry = kernel("reverse", params, Argument("scratch", "scratch"), shared, LANES)
    values = np.arange(2 * BLOCK, dtype=np.int32)
    asked = launch("reverse", (Buffer("x", values), Buffer("first", np.zeros(2, np.int32))), 2 * BLOCK)
    outcome = runner.run(SCRATCH, entry, replace(asked, shared_bytes=40 - missing))
    assert outcome.status == "ok", outcome.message
    assert (np.asarray(outcome.arrays["first"], np.int32).view(np.uint32)[0]) == 0xFFFDFFFD
    np.testing.assert_array_equal(outcome.arrays["x"], values.reshape(2, BLOCK)[:, ::-1].ravel())
    assert set(outcome.guard_hits) == ({"scratch"} if missing else set())
    assert "scratch" not in outcome.arrays


def test_members_of_a_struct_and_lanes_of_a_vector(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def scale(n, scale, data, second, bias, z, LANES: tl.constexpr):
    i = tl.arange(0, LANES)
    tl.store(data + i, tl.load(data + i) * scale + second + z + bias, mask=i < n)
"""
    fields = (
        FieldLayout("tag", 0, "int8"),
        FieldLayout("n", 4, "int32"),
        FieldLayout("data", 8, "uint64", pointee="float32"),
        FieldLayout("inner.scale", 16, "float32"),
        FieldLayout("pair", 20, "float32", 2),
        FieldLayout("rows[1].bias", 28, "float32"),
    )
    params = (Parameter("view", "struct", "View", "uint8", size=32, fields=fields), number("at", "float32", 3))
    members = ("n", "inner.scale", "data", "pair.1", "rows.1.bias")
    arguments = (
        *(Argument("param", "view", field=name) for name in members),
        Argument("param", "at", field="z"),
        LANES,
    )
    entry = KernelEntry("scale", "scale", 1, params, arguments)
    value = StructValue(
        "view", struct.pack("<bxxxiQffff", 1, 30, 0, 2.5, 7.0, 0.5, 8.0), ((8, Buffer("d", np.ones(40, np.float32))),)
    )
    outcome = runner.run(text, entry, launch("scale", (value, Scalar("at", np.array([1, 2, 4], np.float32)))))
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["d"].tolist() == [15.0] * 30 + [1.0] * 10


def test_file_scope_variables(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def variables(out, table, count):
    tl.store(out, tl.load(table + 1) + tl.load(count))
    tl.store(count, 5)
"""
    known = (
        GlobalVariable("table", "float[2]", "float32", (2,), True, np.array([1, 2], np.float32).tobytes().hex()),
        GlobalVariable("count", "int", "int32", (), False),
    )
    arguments = (Argument("param", "out"), Argument("global", "table"), Argument("global", "count"))
    entry = KernelEntry("variables", "variables", 1, (pointer("out"),), arguments)
    count = Buffer("count", np.array(100, np.int32))
    asked = replace(launch("variables", (Buffer("out", np.zeros(1, np.float32)),)), symbols=(count,))
    outcome = runner.run(text, entry, asked, known)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["out"].tolist() == [102.0]
    assert outcome.arrays["count"] == 5


def test_denormals_are_kept(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef tiny(x, LANES: tl.constexpr):\n    i = tl.arange(0, LANES)\n"
    text += "    tl.store(x + i, tl.load(x + i) * 0.5)\n"
    values = np.full(BLOCK, 3e-40, np.float32)
    outcome = runner.run(text, kernel("tiny", (pointer("x"),), LANES), launch("tiny", (Buffer("x", values),)))
    np.testing.assert_array_equal(outcome.arrays["x"], values * np.float32(0.5), err_msg=outcome.message)


def test_integers_wrap(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef wrap(x):\n    tl.store(x, tl.load(x) + tl.load(x + 1) * 3)\n"
    values = np.array([2**31 - 1, 2**30], np.int32)
    outcome = runner.run(text, kernel("wrap", (pointer("x", "int32"),)), launch("wrap", (Buffer("x", values),)))
    assert outcome.arrays["x"][0] == np.int32((2**31 - 1 + 3 * 2**30) - 2**32), outcome.message


COMBINED = f"""{HEAD}@triton.jit
def first(a, b):
    return a


@triton.jit
def either(a, b):
    return a | b


@triton.jit
def multiply(a, b):
    return a * b


@triton.jit
def better(value, place, other, other_place):
    is_other = (other > value) | ((other == value) & (other_place < place))
    return tl.where(is_other, other, value), tl.where(is_other, other_place, place)


@triton.jit
def combined(x, out, rows, scanned, LANES: tl.constexpr):
    lane = tl.arange(0, LANES)
    value = tl.load(x + lane)
    largest, place = tl.reduce((value, lane), 0, better)
    tl.store(out, tl.reduce(value, 0, first))
    tl.store(out + 1, tl.reduce(value, 0, either))
    tl.store(out + 2, largest)
    tl.store(out + 3, place)
    tl.store(out + 4, tl.sum(value))
    tl.store(out + 5, tl.max(value, axis=0))
    tl.store(out + 6, tl.xor_sum(value, axis=0))
    tl.store(rows + tl.arange(0, LANES // 32), tl.reduce(tl.reshape(value, (LANES // 32, 32)), 1, either))
    tl.store(scanned + lane, tl.associative_scan(value % 3 + 1, 0, multiply))
"""


def test_reductions_and_scans_with_a_function(runner: TritonRunner) -> None:
    values = (np.arange(BLOCK, dtype=np.int32) * 37) % 61 + 2
    names = ("x", "out", "rows", "scanned")
    arrays = (values, np.zeros(7, np.int32), np.zeros(2, np.int32), np.zeros(BLOCK, np.int32))
    asked = launch("combined", tuple(Buffer(name, array) for name, array in zip(names, arrays, strict=True)))
    outcome = runner.run(COMBINED, kernel("combined", tuple(pointer(name, "int32") for name in names), LANES), asked)
    assert outcome.status == "ok", outcome.message
    ored, xored = int(np.bitwise_or.reduce(values)), int(np.bitwise_xor.reduce(values))
    expected = [
        int(values[0]),
        ored,
        int(values.max()),
        int(values.argmax()),
        int(values.sum()),
        int(values.max()),
        xored,
    ]
    assert outcome.arrays["out"].tolist() == expected
    assert outcome.arrays["rows"].tolist() == np.bitwise_or.reduce(values.reshape(2, 32), axis=1).tolist()
    np.testing.assert_array_equal(outcome.arrays["scanned"], np.cumprod(values % 3 + 1, dtype=np.int32))


def test_a_scalar_function_for_each_lane(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def steps(n, limit):
    count = tl.full((), 0, tl.int32)
    while (n != 1) & (count < limit):
        n = tl.where(n % 2 == 0, n // 2, 3 * n + 1)
        count += 1
    return count, n


@triton.jit
def collatz(x, LANES: tl.constexpr):
    lane = tl.arange(0, LANES)
    count, last = tl.map_elementwise(steps, lane + 1, 1000)
    tl.store(x + lane, count + last)
"""

    def steps(n: int) -> int:
        return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)

    asked = launch("collatz", (Buffer("x", np.zeros(BLOCK, np.int32)),))
    outcome = runner.run(text, kernel("collatz", (pointer("x", "int32"),), LANES), asked)
    assert outcome.status == "ok", outcome.message
    assert outcome.arrays["x"].tolist() == [steps(n + 1) + 1 for n in range(BLOCK)]


LIBDEVICE = """import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def root(x):
    return libdevice.pow(x, tl.full((), 0.5, tl.float32))


@triton.jit
def functions(x, y, z, LANES: tl.constexpr):
    i = tl.arange(0, LANES)
    value = tl.load(x + i)
    tl.store(y + i, root(value) + libdevice.add_ru(value, 1e-9) + tl.exp(value))
    tl.store(z + i, libdevice.popc(i) + libdevice.clz(i) + libdevice.ilogb(value) {})
"""


def test_functions_of_libdevice(runner: TritonRunner) -> None:
    values = np.linspace(0.5, 7, BLOCK).astype(np.float32)
    lanes = np.arange(BLOCK)
    arrays = (values, np.zeros(BLOCK, np.float32), np.zeros(BLOCK, np.int32))
    params = (pointer("x"), pointer("y"), pointer("z", "int32"))
    asked = launch("functions", tuple(Buffer(name, array) for name, array in zip("xyz", arrays, strict=True)))
    outcome = runner.run(LIBDEVICE.format(""), kernel("functions", params, LANES), asked)
    assert outcome.status == "ok", outcome.message
    wide = values.astype(np.float64)
    roots, powers = np.sqrt(wide).astype(np.float32), np.exp(wide).astype(np.float32)
    np.testing.assert_array_equal(outcome.arrays["y"], roots + np.nextafter(values, np.float32(9)) + powers)
    bits = [int(lane).bit_count() + 32 - int(lane).bit_length() for lane in lanes]
    np.testing.assert_array_equal(outcome.arrays["z"], np.array(bits) + np.frexp(values)[1] - 1)
    wrong = runner.run(LIBDEVICE.format("+ libdevice.clz(value)"), kernel("functions", params, LANES), asked)
    assert wrong.status == "run-fail", "the compiler has no function for these types either"
    assert wrong.message.startswith("port.py:16: error: KeyError")


# --- the order of programs

LAST_WINS = f"{HEAD}@triton.jit\ndef last(x):\n    tl.store(x, tl.program_id(0) + 10 * tl.program_id(1))\n"


def test_programs_in_the_opposite_order(runner: TritonRunner) -> None:
    entry = kernel("last", (pointer("x", "int32"),))
    asked = Launch("last", (3, 2, 1), (BLOCK, 1, 1), (Buffer("x", np.full(1, -1, np.int32)),))
    assert runner.run(LAST_WINS, entry, asked).arrays["x"].tolist() == [12]
    assert runner.run(mirrored(LAST_WINS), entry, asked).arrays["x"].tolist() == [0]
    assert runner.run(LAST_WINS, entry, asked).arrays["x"].tolist() == [12]


# --- what breaks

WILD = f"{HEAD}@triton.jit\ndef wild(x):\n    value = tl.load(x)\n    tl.store(x + 10000000, value)\n"


def test_a_wild_address_costs_one_launch_and_has_its_line(runner: TritonRunner) -> None:
    entry = kernel("wild", (pointer("x", "int32"),))
    outcome = runner.run(WILD, entry, launch("wild", (Buffer("x", np.zeros(1, np.int32)),)))
    assert outcome.status == "run-fail"
    first, second = outcome.message.splitlines()
    assert first.startswith("port.py:8: error: the process died of SIGSEGV")
    assert second == "    tl.store(x + 10000000, value)"
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


def test_a_null_pointer_is_a_wild_address(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef null(x):\n    tl.store(x, 1)\n"
    entry = kernel("null", (pointer("x", "int32"),))
    outcome = runner.run(text, entry, launch("null", (Buffer("x", np.zeros(0, np.int32), is_null=True),)))
    assert (outcome.status, outcome.message[:9]) == ("run-fail", "port.py:7")


def test_a_hang_has_its_line(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef hang(x):\n    while tl.load(x) == 0:\n        tl.store(x, 0)\n"
    entry = kernel("hang", (pointer("x", "int32"),))
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"
    asked = launch("hang", (Buffer("x", np.zeros(1, np.int32)),))
    outcome = runner.run(text, entry, asked, limits=Limits(wall_seconds=1))
    assert outcome.status == "timeout", (outcome.message, outcome.output)
    assert outcome.message.startswith(("port.py:7: error: no answer", "port.py:8: error: no answer"))
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tl.store(x, unknown)", "NameError: name 'unknown' is not defined"),
        ("tl.store(x + tl.arange(0, 4), tl.arange(0, 8))", "ValueError"),
        ("tl.device_assert(tl.load(x) == 1, 'one')", "AssertionError: one"),
        ("helper(x)", "ZeroDivisionError"),
    ],
)
def test_an_exception_has_its_line(runner: TritonRunner, line: str, said: str) -> None:
    text = f"{HEAD}@triton.jit\ndef raises(x):\n    {line}\n\n\n@triton.jit\ndef helper(x):\n    tl.store(x, 1 // 0)\n"
    outcome = runner.run(
        text, kernel("raises", (pointer("x", "int32"),)), launch("raises", (Buffer("x", np.zeros(8, np.int32)),))
    )
    assert outcome.status == "run-fail"
    place, shown = outcome.message.splitlines()
    assert place.startswith(f"port.py:{12 if line == 'helper(x)' else 7}: error: {said}")
    assert shown.strip() == (line if line != "helper(x)" else "tl.store(x, 1 // 0)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import triton\n\n\ndef broken(:\n", "port.py:4: error: SyntaxError"),
        ("import triton\nimport nothing_of_this_name\n", "port.py:2: error: ModuleNotFoundError"),
        ("import sys\nsys.exit(0)\n", "port.py:2: error: SystemExit"),
    ],
)
def test_a_text_that_is_no_module(runner: TritonRunner, text: str, said: str) -> None:
    outcome = runner.run(text, SAXPY_ENTRY, saxpy(10))
    assert (outcome.status, outcome.message[: len(said)]) == ("compile-fail", said)
    assert runner.run(SAXPY, SAXPY_ENTRY, saxpy(10)).status == "ok"


@pytest.mark.parametrize("mebibytes", [90, 150, 320])
def test_what_needs_more_memory_than_there_may_be_is_unsupported(runner: TritonRunner, mebibytes: int) -> None:
    """Whether the kernel, the images or the request itself are too much."""
    text = f"{HEAD}@triton.jit\ndef large(x):\n    i = tl.arange(0, 1048576) + tl.zeros((1048576,), tl.int64)\n"
    text += "    tl.store(x, tl.sum(i))\n"
    entry = kernel("large", (pointer("x", "int32"),))
    with TritonRunner(runner.device, Limits(memory_bytes=300 << 20, cores=1)) as small:
        asked = launch("large", (Buffer("x", np.zeros(1, np.int32)),))
        assert small.run(text, entry, asked).status == "ok"
        too_much = replace(asked, arguments=(Buffer("x", np.zeros(mebibytes << 18, np.int32)),))
        outcome = small.run(text, entry, too_much)
        assert outcome.status == "unsupported", outcome.message
        assert small.run(text, entry, asked).status == "ok"


def test_what_nobody_can_interpret_is_unsupported(runner: TritonRunner) -> None:
    text = f"""{HEAD}@triton.jit
def asm(x):
    tl.store(x, tl.inline_asm_elementwise("mov.u32 $0, %laneid;", "=r", [], tl.int32, True, 1))
"""
    outcome = runner.run(
        text, kernel("asm", (pointer("x", "int32"),)), launch("asm", (Buffer("x", np.zeros(1, np.int32)),))
    )
    assert outcome.status == "unsupported"
    assert outcome.message.startswith("port.py:7: error: NotImplementedError: inline_asm")


def test_what_a_kernel_prints_is_kept(runner: TritonRunner) -> None:
    text = f"{HEAD}@triton.jit\ndef says(x):\n    tl.device_print('value', tl.load(x))\n"
    entry = kernel("says", (pointer("x", "int32"),))
    outcome = runner.run(text, entry, launch("says", (Buffer("x", np.full(1, 41, np.int32)),)))
    assert "value" in outcome.output
    assert "41" in outcome.output


def test_a_manifest_that_does_not_fit(runner: TritonRunner) -> None:
    asked = saxpy(10)
    for entry, word in (
        (replace(SAXPY_ENTRY, params=SAXPY_ENTRY.params[:-1]), "3 parameters"),
        (replace(SAXPY_ENTRY, arguments=SAXPY_ENTRY.arguments[1:]), "missing"),
        (replace(SAXPY_ENTRY, arguments=(Argument("param", "nobody"),)), "nobody"),
        (replace(SAXPY_ENTRY, arguments=(Argument("global", "nowhere"),)), "nowhere"),
        (replace(SAXPY_ENTRY, arguments=(Argument("param", "n", field="w"),)), "the element w of n"),
        (replace(SAXPY_ENTRY, arguments=(Argument("dynamic_shared"),)), "no argument of the kind"),
        (replace(SAXPY_ENTRY, arguments=(Argument("constant", "LANES", field="guess"),)), "guess"),
        (replace(SAXPY_ENTRY, entry="other"), "no kernel other"),
    ):
        outcome = runner.run(SAXPY, entry, asked)
        assert outcome.status == "run-fail"
        assert word in outcome.message
    assert runner.run(SAXPY, replace(SAXPY_ENTRY, block=(128, 1, 1)), asked).status == "unsupported"
    assert runner.run(SAXPY, SAXPY_ENTRY, asked).status == "ok"


def test_a_device_that_does_not_interpret() -> None:
    with pytest.raises(DeviceNotUsable, match="runs no Triton"):
        TritonRunner(next(device for device in find_devices() if device.kind == "cuda-host"))


def test_a_launch_that_the_port_is_not_made_for_is_unsupported(runner: TritonRunner) -> None:
    asked = saxpy(10)
    lanes = 1 << (asked.block[0] - 1).bit_length()
    for number, at_most, status in ((lanes, True, "ok"), (lanes, False, "ok"), (lanes - 1, True, "unsupported"),
                                    (lanes + 1, True, "ok"), (lanes + 1, False, "unsupported")):  # fmt: skip
        required = Requirement("lanes", number, at_most, "the tile of `s` has as many")
        outcome = runner.run(SAXPY, replace(SAXPY_ENTRY, requirements=(required,)), asked)
        assert outcome.status == status
        assert status == "ok" or "the tile of `s` has as many" in outcome.message
