"""Placed programs as Ascend C: their text, and what they do on the twin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tests.emit.ascendc.placed import (
    acquire,
    body_of,
    buffer,
    check,
    copy_in,
    copy_out,
    element,
    port_of,
    program,
    release,
    turn,
    vector,
    view,
)
from tests.tile.build import (
    BYTES,
    FLOATS,
    INTS,
    SPAN,
    binary,
    block_index,
    compare,
    constant,
    convert,
    count,
    declare,
    number,
    offset,
    real,
    variable,
    when,
)
from transkernel.emit.ascendc.profile import PORTABLE
from transkernel.emit.ascendc.simd import emit, prepare
from transkernel.ir.nodes import Assert, AtomicOp, Comment, Declare, Intrinsic, PointerOffset, Print
from transkernel.ir.placed import Bit, LaneLoop, MemoryFence, Role, Rows, SetElement, Slot, Unit
from transkernel.ir.tile import Load
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT16, FLOAT32, FLOAT64, INT32, UINT8, UINT32, Pointer, Space
from transkernel.manifest import FunctionError
from transkernel.source import SourceFile, Span

LANES = constant("lanes")
X, Y, OUT = (variable(name, FLOATS) for name in ("x", "y", "out"))
N, FIRST, COUNT = (variable(name) for name in ("n", "first", "count"))
HALVES = Pointer(FLOAT16, Space.GLOBAL)
WORK = Slot("work", ("lanes",), 32)


def _least(*arguments: Any) -> Intrinsic:
    return Intrinsic("min", arguments, INT32, SPAN)


# The first of a block's lanes, and how many of them are below `n`.
HEADS = (
    declare("first", binary(block_index(), "*", constant("block_size"))),
    declare("count", _least(binary(N, "-", FIRST), constant("block_size"))),
)


def test_a_sum_is_copied_in_added_and_copied_out() -> None:
    made = program(
        {"x": FLOATS, "y": FLOATS, "out": FLOATS, "n": INT32},
        [buffer("a", Role.IN, depth=2), buffer("b", Role.IN, depth=2), buffer("sum", Role.OUT)],
        *HEADS,
        acquire("a"),
        copy_in("a", offset(X, FIRST), COUNT),
        acquire("b"),
        copy_in("b", offset(Y, FIRST), COUNT),
        acquire("sum"),
        vector("add", "sum", "a", "b", count=LANES),
        release("a"),
        release("b"),
        copy_out(offset(OUT, FIRST), "sum", COUNT),
        release("sum"),
    )
    n = 250
    x, y = np.arange(n, dtype=np.float32), np.linspace(-3, 3, n, dtype=np.float32)
    port = check(made, {"x": x, "y": y, "out": np.zeros_like(x), "n": n}, {"out": x + y})
    assert (
        body_of(port)
        == """\
extern "C" __global__ __aicore__ void kernel(
        GM_ADDR x_address, GM_ADDR y_address, GM_ADDR out_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t lanes, int32_t block_size) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> a_queue;
    TQue<TPosition::VECIN, 2> b_queue;
    TQue<TPosition::VECOUT, 1> sum_queue;
    pipe.InitBuffer(a_queue, 2, padded(lanes * 4));
    pipe.InitBuffer(b_queue, 2, padded(lanes * 4));
    pipe.InitBuffer(sum_queue, 1, padded(lanes * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        int32_t first = block_x * block_size;
        int32_t count = smaller(n - first, block_size);
        LocalTensor<float> a = a_queue.AllocTensor<float>();
        copy_in(a, x + first, count);
        a_queue.EnQue(a);
        a = a_queue.DeQue<float>();
        LocalTensor<float> b = b_queue.AllocTensor<float>();
        copy_in(b, y + first, count);
        b_queue.EnQue(b);
        b = b_queue.DeQue<float>();
        LocalTensor<float> sum = sum_queue.AllocTensor<float>();
        Add(sum, a, b, lanes);
        a_queue.FreeTensor(a);
        b_queue.FreeTensor(b);
        sum_queue.EnQue(sum);
        sum = sum_queue.DeQue<float>();
        copy_out(out + first, sum, count);
        sum_queue.FreeTensor(sum);
    }
}
"""
    )


def test_the_manifest_has_the_arguments_in_their_order() -> None:
    port = port_of(program({"x": FLOATS, "n": INT32}, []))
    entry = port.manifest.kernels[0]
    assert port.manifest.form == "simd"
    assert port.manifest.port == "test_ascendc.cpp"
    assert [(each.kind, each.name, each.field) for each in entry.arguments] == [
        ("param", "x", ""),
        ("param", "n", ""),
        ("constant", "grid_x", "grid_x"),
        ("constant", "grid_y", "grid_y"),
        ("constant", "grid_z", "grid_z"),
        ("constant", "lanes", "lanes"),
        ("constant", "block_size", "block_x"),
    ]
    assert (entry.arguments[5].value, entry.cores) == (128, 0)
    assert port_of(program({"x": FLOATS}, [], one_core=True)).manifest.kernels[0].cores == 1


def test_softmax_of_a_row_reads_what_the_vector_unit_reduced() -> None:
    row = declare("row", binary(block_index(), "*", N))
    largest = declare("largest", element("scalar", number(0)))
    total = declare("total", element("scalar", number(0)))
    v_s, s_v = turn(Unit.VECTOR, Unit.SCALAR), turn(Unit.SCALAR, Unit.VECTOR)
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        [buffer("value", Role.IN), buffer("result", Role.OUT), buffer("spare", Role.WORK, slot="work"),
         buffer("scalar", Role.WORK, slot="one")],
        row,
        acquire("value"),
        copy_in("value", offset(X, variable("row")), N),
        acquire("spare"),
        acquire("scalar"),
        acquire("result"),
        vector("reduce_max", "scalar", "value", "spare", count=N),
        v_s,
        largest,
        s_v,
        vector("adds", "result", "value", binary(real(0), "-", variable("largest", FLOAT32)), count=N),
        vector("exp", "result", "result", count=N),
        vector("reduce_sum", "scalar", "result", "spare", count=N),
        v_s,
        total,
        s_v,
        vector("duplicate", "spare", variable("total", FLOAT32), count=N),
        vector("div", "result", "result", "spare", count=N),
        release("value"),
        copy_out(offset(OUT, variable("row")), "result", N),
        release("result"),
        release("scalar"),
        release("spare"),
        slots=[WORK, Slot("one", (8,), 32)],
    )  # fmt: skip
    n = 77
    x = np.random.default_rng(1).normal(size=(3, n)).astype(np.float32)
    e = np.exp(x - x.max(1, keepdims=True))
    wanted = (e / e.sum(1, keepdims=True)).ravel()
    port = check(made, {"x": x.ravel(), "out": np.zeros(3 * n, np.float32), "n": n}, {"out": wanted}, rtol=2e-6)
    assert port.manifest.kernels[0].functions == (FunctionError("exp", "float32", 2.0),)
    assert "TBuf<TPosition::VECCALC> work, one;" in port.text
    assert "pipe.InitBuffer(one, 256);" in port.text
    assert "wait<HardEvent::V_S>();\n        float largest = scalar.GetValue(0);" in port.text


def test_masks_are_bits_that_compares_write_and_selects_read() -> None:
    made = program(
        {"x": FLOATS, "out": FLOATS, "counts": INTS, "n": INT32},
        [buffer("a", Role.IN), buffer("mask", Role.WORK, BOOL, "bits"), buffer("sum", Role.OUT),
         buffer("wide", Role.OUT, INT32)],
        *HEADS,
        acquire("a"),
        copy_in("a", offset(X, FIRST), COUNT),
        acquire("mask"),
        vector("compare_scalar_gt", view("mask", BOOL), "a", real(0), count=LANES),
        acquire("sum"),
        vector("select_scalar", "sum", view("mask", BOOL), "a", real(0), count=LANES),
        copy_out(offset(OUT, FIRST), "sum", COUNT),
        release("sum"),
        turn(Unit.VECTOR, Unit.SCALAR),
        acquire("wide"),
        LaneLoop(
            "lane",
            number(0),
            LANES,
            (SetElement("wide", variable("lane"), convert(Bit("mask", variable("lane"), SPAN), INT32), SPAN),),
            SPAN,
        ),
        turn(Unit.SCALAR, Unit.COPY_OUT),
        copy_out(offset(variable("counts", INTS), FIRST), view("wide", INT32), COUNT),
        release("wide"),
        release("mask"),
        release("a"),
        slots=[Slot("bits", ("lanes",), 1)],
    )  # fmt: skip
    n = 384
    x = np.random.default_rng(2).normal(size=n).astype(np.float32)
    given = {"x": x, "out": np.zeros_like(x), "counts": np.zeros(n, np.int32), "n": n}
    port = check(made, given, {"out": np.maximum(x, 0), "counts": (x > 0).astype(np.int32)}, block=(128, 1, 1))
    assert "pipe.InitBuffer(bits, padded((lanes + 7) / 8));" in port.text
    assert "CompareScalar(mask, a, 0.0f, CMPMODE::GT, lanes);" in port.text
    assert "Select(sum, mask, a, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, lanes);" in port.text
    assert "wide.SetValue(lane, (int32_t)bit(mask, lane));" in port.text


def test_rows_lie_apart_in_memory_and_on_the_chip() -> None:
    rows = Rows(number(5), N, number(16))
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        [buffer("a", Role.WORK, slot="work")],
        acquire("a"),
        copy_in("a", X, number(11), rows=rows),
        turn(Unit.COPY_IN, Unit.COPY_OUT),
        copy_out(OUT, "a", number(11), rows=Rows(number(5), number(12), number(16))),
        release("a"),
        slots=[WORK],
    )
    n = 13
    x = np.arange(5 * n, dtype=np.float32)
    wanted = np.full((5, 12), -1, np.float32)
    wanted[:, :11] = x.reshape(5, n)[:, :11]
    given = {"x": x, "out": np.full(60, -1, np.float32), "n": n}
    check(made, given, {"out": wanted.ravel()}, grid=(1, 1, 1))


def test_a_copy_begins_at_any_lane_of_a_tile() -> None:
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        [buffer("a", Role.WORK, slot="work")],
        acquire("a"),
        vector("duplicate", "a", real(7), count=LANES),
        turn(Unit.VECTOR, Unit.COPY_IN),
        copy_in("a", X, number(20), lead=N),
        turn(Unit.COPY_IN, Unit.COPY_OUT),
        copy_out(OUT, "a", number(40)),
        release("a"),
        slots=[WORK],
    )
    x = np.arange(20, dtype=np.float32)
    wanted = np.full(40, 7, np.float32)
    wanted[8:11] = 0
    wanted[11:31] = x
    wanted[31:32] = 0
    check(made, {"x": x, "out": np.zeros(40, np.float32), "n": 11}, {"out": wanted}, grid=(1, 1, 1))


def test_copies_add_to_memory() -> None:
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        [buffer("a", Role.WORK, slot="work")],
        acquire("a"),
        copy_in("a", X, N),
        turn(Unit.COPY_IN, Unit.COPY_OUT),
        copy_out(OUT, "a", N, AtomicOp.ADD),
        turn(Unit.COPY_OUT, Unit.COPY_IN),
        release("a"),
        slots=[WORK],
    )
    x = np.arange(19, dtype=np.float32)
    port = check(made, {"x": x, "out": np.ones_like(x), "n": 19}, {"out": 1 + 3 * x})
    assert "SetAtomicAdd<float>();\n        copy_out(out, a, n);\n        SetAtomicNone();" in port.text


def test_the_scalar_unit_reads_memory_and_rounds_halves_once() -> None:
    half = Load(PointerOffset(variable("h", HALVES), block_index(), HALVES, SPAN), None, None, FLOAT16, SPAN)
    value = binary(binary(half, "*", half), "+", half)
    made = program(
        {"h": HALVES, "out": HALVES},
        [buffer("a", Role.WORK, FLOAT16, "work")],
        acquire("a"),
        turn(Unit.COPY_OUT, Unit.SCALAR),
        SetElement("a", number(0), value, SPAN),
        turn(Unit.SCALAR, Unit.COPY_OUT),
        copy_out(offset(variable("out", HALVES), block_index()), view("a", FLOAT16), number(1)),
        MemoryFence(SPAN),
        release("a"),
        slots=[WORK],
    )
    h = np.array([1.5, 0.3333, -7.25], np.float16)
    product = (h.astype(np.float32) * h.astype(np.float32)).astype(np.float16)
    wanted = (product.astype(np.float32) + h.astype(np.float32)).astype(np.float16)
    port = check(made, {"h": h, "out": np.zeros_like(h)}, {"out": wanted})
    assert "(half)((float)load(h + (int32_t)block_x) * (float)load(h + (int32_t)block_x))" in port.text


def test_bfloats_are_converted_by_their_bits() -> None:
    bfloats = Pointer(BFLOAT16, Space.GLOBAL)
    loaded = Load(variable("h", bfloats), None, None, BFLOAT16, SPAN)
    made = program(
        {"h": bfloats, "out": bfloats},
        [buffer("a", Role.WORK, BFLOAT16, "work")],
        acquire("a"),
        SetElement("a", number(0), binary(loaded, "+", loaded), SPAN),
        turn(Unit.SCALAR, Unit.COPY_OUT),
        copy_out(variable("out", bfloats), view("a", BFLOAT16), number(1)),
        release("a"),
        slots=[WORK],
    )
    check(made, {"h": np.array([0x3FC1], np.uint16), "out": np.zeros(1, np.uint16)},
          {"out": np.array([0x4041], np.uint16)}, grid=(1, 1, 1))  # fmt: skip


def _scalar(value: Any) -> str:
    """How a scalar is written: what an element is set to."""
    made = program(
        {"x": FLOATS, "flags": Pointer(BOOL, Space.GLOBAL), "bytes": BYTES, "n": INT32, "u": UINT32},
        [buffer("a", Role.WORK, value.type, "work")],
        acquire("a"),
        SetElement("a", number(0), value, SPAN),
        release("a"),
        slots=[WORK],
    )
    line = next(each for each in port_of(made).text.splitlines() if "a.SetValue(0, " in each)
    return line.strip().removeprefix("a.SetValue(0, ").removesuffix(");")


def test_numbers_of_the_scalar_unit() -> None:
    u = variable("u", UINT32)
    flags = Pointer(BOOL, Space.GLOBAL)
    truth = Load(variable("flags", flags), None, None, BOOL, SPAN)
    assert _scalar(Intrinsic("popc", (u,), INT32, SPAN)) == "bit_count(u)"
    assert _scalar(Intrinsic("clz", (N,), INT32, SPAN)) == "leading_zeros_32(n)"
    assert _scalar(convert(truth, INT32)) == "(int32_t)(load(flags) != 0)"
    assert _scalar(convert(N, UINT8)) == "(uint8_t)n"
    assert _scalar(real(float("inf"))) == "bits_as<float>(0x7F800000u)"


def test_a_loop_asks_once_where_it_ends_if_its_body_changes_that() -> None:
    change = declare("more", binary(N, "+", number(1)))
    made = program(
        {"n": INT32, "x": FLOATS},
        [],
        declare("end", N),
        count("i", number(0), variable("end"), change),
        count("j", number(0), binary(variable("end"), "-", number(1)), change, step=number(2)),
        when(compare(N, ">", number(0)), (count("k", number(0), Load(X, None, None, INT32, SPAN), change),)),
    )
    text = port_of(made).text
    assert "for (int32_t i = 0; i < end; ++i) {" in text
    assert "for (int32_t j = 0; j < end - 1; j += 2) {" in text
    assert "const int32_t k_end = load(x);" in text
    assert "for (int32_t k = 0; k < k_end; ++k) {" in text


def test_what_is_printed_and_asserted() -> None:
    wide = convert(variable("f", FLOAT32), FLOAT64)
    made = program(
        {"n": INT32, "f": FLOAT32},
        [],
        Print("%d %f\\n", (N, wide), SPAN),
        Assert(compare(N, ">", number(0)), "n > 0", SPAN),
    )
    text = port_of(made).text
    assert 'PRINTF("%d %f\\n", n, f);' in text
    assert "ascendc_assert(n > 0);" in text


def test_names_of_the_language_are_left_to_it() -> None:
    made = program({"pipe": FLOATS, "block_x": INT32, "half": FLOATS}, [], declare("Add", variable("block_x")))
    text = port_of(made).text
    assert "GM_ADDR pipe_address, int32_t block_x_, GM_ADDR half_address" in text
    assert "int32_t Add_ = block_x_;" in text


def test_more_slots_than_a_pipe_has_buffers_share_some() -> None:
    names = [f"a{k}" for k in range(70)]
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        [buffer(each, Role.WORK, slot=f"s{each}") for each in names],
        *(acquire(each) for each in names),
        *(vector("duplicate", each, real(k), count=LANES) for k, each in enumerate(names)),
        *(vector("add", "a0", "a0", each, count=LANES) for each in names[1:]),
        turn(Unit.VECTOR, Unit.COPY_OUT),
        copy_out(OUT, "a0", N),
        *(release(each) for each in names),
        slots=[Slot(f"s{each}", ("lanes",), 32) for each in names],
    )
    zeros = np.zeros(100, np.float32)
    wanted = {"out": zeros + sum(range(70))}
    port = check(made, {"x": zeros, "out": zeros, "n": 100}, wanted, grid=(1, 1, 1))
    assert "pipe.InitBuffer(slots_0, 70 * bytes_of_slots_0);" in port.text
    assert "slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 69 * bytes_of_slots_0);" in port.text


def test_lines_come_from_lines_of_the_source_with_its_blank_ones() -> None:
    file = SourceFile("a.cu", "kernel\nfirst\n\nsecond\nthird\n")
    spans = [Span(file, start, start + 5) for start in (0, 7, 14, 21)]
    made = program(
        {"n": INT32},
        [buffer("a", Role.WORK, slot="work")],
        Declare("i", INT32, N, spans[1]),
        replace(acquire("a"), span=spans[3]),
        replace(turn(Unit.VECTOR, Unit.SCALAR), span=spans[1]),
        SetElement("a", number(0), real(1), spans[2]),
        replace(release("a"), span=spans[1]),
        Comment("// behind", spans[2], trailing=True),
        Declare("j", INT32, N, spans[1]),
        slots=[WORK],
    )
    made = replace(made, kernel=replace(made.kernel, span=spans[0]))
    port = emit((prepare(made, PORTABLE),), source=file, profile=PORTABLE, version="0")
    lines = port.text.splitlines()
    assert len(port.manifest.line_map) == len(lines)
    assert port.manifest.port == "a_ascendc.cpp"
    start = lines.index("        int32_t i = n;")
    assert lines[start : start + 6] == [
        "        int32_t i = n;",
        "",
        "        LocalTensor<float> a = work.Get<float>();",
        "        wait<HardEvent::V_S>();",
        "        a.SetValue(0, 1.0f);  // behind",
        "        int32_t j = n;",
    ]
    assert port.manifest.line_map[start : start + 6] == (2, None, 4, 4, 4, 2)
