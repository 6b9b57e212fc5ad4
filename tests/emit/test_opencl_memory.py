"""Memory in CUDA's layout, seen from OpenCL C: what devices compute from emitted text."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from tests.emit.build import (
    E,
    assign,
    buffer,
    build,
    call,
    declare,
    evaluate,
    function,
    global_index,
    if_,
    intrinsic,
    kernel,
    lit,
    program,
    return_,
    shared,
    thread,
    var,
)
from tests.emit.launched import port_of, run
from transkernel.emit.opencl import PROFILES
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    UINT8,
    UINT16,
    UINT32,
    VOID,
    Array,
    Field,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.run.launch import Buffer, StructValue
from transkernel.run.launch import Scalar as Number
from transkernel.run.opencl import OpenCLRunner

THREADS = 64
BLOCK = (THREADS, 1, 1)
FLOAT3 = Vector(FLOAT32, 3)
DOUBLE4 = Vector(FLOAT64, 4)
HALF2 = Vector(FLOAT16, 2)


def bfloat_bits(values: np.ndarray) -> np.ndarray:
    """The bits of the nearest bfloat16, ties to even."""
    bits = values.astype(np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def bfloat_values(bits: np.ndarray) -> np.ndarray:
    return (bits.astype(np.uint32) << 16).view(np.float32)


def elementwise(element: Type, *body: ir.Statement) -> ir.Program:
    pointers = {name: buffer(element, const=name != "y") for name in ("a", "b", "y")}
    return program(kernel("k", pointers, declare("i", INT32, global_index()), *body))


def at(name: str, element: Type) -> E:
    return var(name, buffer(element, const=name != "y"))[var("i", INT32)]


def arithmetic(element: Scalar, op: str) -> ir.Program:
    value = at("a", element)._arithmetic(op, at("b", element))
    return elementwise(element, assign(at("y", element), value))


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
@pytest.mark.parametrize("profile", ["portable", "fp16"])
def test_half_arithmetic_rounds_once(runner: OpenCLRunner, op: str, profile: str) -> None:
    capabilities = runner.device.capabilities
    assert capabilities is not None
    if profile == "fp16" and not capabilities.fp16:
        pytest.skip(f"{runner.device.id} has no fp16")
    random = np.random.Generator(np.random.PCG64(1))
    a, b = random.standard_normal((2, 4 * THREADS)).astype(np.float16)
    arrays = run(
        runner,
        arithmetic(FLOAT16, op),
        {"a": a, "b": b, "y": np.zeros_like(a)},
        grid=(4, 1, 1),
        block=BLOCK,
        profile=PROFILES[profile],
    )
    wide = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[op]
    expected = wide(a.astype(np.float64), b.astype(np.float64)).astype(np.float16)
    np.testing.assert_array_equal(arrays["y"], expected)


@pytest.mark.parametrize("op", ["+", "-", "*", "/"])
def test_bfloat_arithmetic_rounds_once(runner: OpenCLRunner, op: str) -> None:
    random = np.random.Generator(np.random.PCG64(2))
    a, b = (bfloat_bits(each) for each in random.standard_normal((2, THREADS)))
    made = elementwise(
        BFLOAT16,
        assign(at("y", BFLOAT16), E(ir.Binary(ir.BinaryOp(op), at("a", BFLOAT16).node, at("b", BFLOAT16).node,
                                              BFLOAT16, at("a", BFLOAT16).node.span))),
    )  # fmt: skip
    arrays = run(runner, made, {"a": a, "b": b, "y": np.zeros_like(a)}, block=BLOCK)
    wide = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[op]
    np.testing.assert_array_equal(arrays["y"], bfloat_bits(wide(bfloat_values(a), bfloat_values(b))))


def test_half_fma_rounds_once(runner: OpenCLRunner) -> None:
    random = np.random.Generator(np.random.PCG64(3))
    count = 1 << 14
    a, b, c = random.standard_normal((3, count)).astype(np.float16)
    # Products next to the middle between two halves, plus a little: a float sum rounded to nearest goes wrong here.
    a[:4096] = (1 + 2.0**-10 * random.integers(1, 1024, 4096)).astype(np.float16)
    b[:4096] = (1 + 2.0**-10 * random.integers(1, 1024, 4096)).astype(np.float16)
    c[:4096] = (random.choice([-1, 1], 4096) * 2.0 ** random.integers(-24, -12, 4096).astype(float)).astype(np.float16)
    pointers = {name: buffer(FLOAT16, const=name != "y") for name in ("a", "b", "c", "y")}
    index = global_index()
    loads = [var(name, pointers[name])[index] for name in ("a", "b", "c")]
    made = program(kernel("k", pointers, assign(var("y", pointers["y"])[index], intrinsic("fma", *loads))))
    values = {"a": a, "b": b, "c": c, "y": np.zeros_like(a)}
    arrays = run(runner, made, values, grid=(count // THREADS, 1, 1), block=BLOCK)
    exact = a.astype(np.longdouble) * b.astype(np.longdouble) + c.astype(np.longdouble)
    np.testing.assert_array_equal(arrays["y"], exact.astype(np.float16))


def test_conversions_to_half_round_once(runner: OpenCLRunner) -> None:
    # Just above and below the middle between 1 and the next half, where a float lies exactly on the middle.
    x = np.array([1 + 2.0**-11 + 2.0**-40, 1 + 2.0**-11 - 2.0**-40, 1 + 2.0**-11, 70000.0, -1e-9, 3e38, np.inf, -2.5])
    parameters = {"x": buffer(FLOAT64, const=True), "y": buffer(FLOAT16)}
    value = var("x", parameters["x"])[thread()].cast(FLOAT16)
    made = program(kernel("k", parameters, assign(var("y", parameters["y"])[thread()], value)))
    arrays = run(runner, made, {"x": x, "y": np.zeros(len(x), np.float16)}, block=(len(x), 1, 1))
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(arrays["y"], x.astype(np.float16))


def test_float_to_bfloat(runner: OpenCLRunner) -> None:
    x = np.array([1.0, 1.00390625, 1.01171875, -3.1415926, 3.4e38, np.inf, 1e-40, 0.0], np.float32)
    parameters = {"x": buffer(FLOAT32, const=True), "y": buffer(BFLOAT16)}
    value = var("x", parameters["x"])[thread()].cast(BFLOAT16)
    made = program(kernel("k", parameters, assign(var("y", parameters["y"])[thread()], value)))
    arrays = run(runner, made, {"x": x, "y": np.zeros(len(x), np.uint16)}, block=(len(x), 1, 1))
    np.testing.assert_array_equal(arrays["y"], bfloat_bits(x))


def test_half2_lanes_in_memory_and_in_arrays(runner: OpenCLRunner) -> None:
    pointers = {"x": buffer(FLOAT16, const=True), "y": buffer(FLOAT16)}
    pair_in = var("x", pointers["x"]).cast(buffer(HALF2, const=True))
    pair_out = var("y", pointers["y"]).cast(buffer(HALF2))
    tile = var("tile", Array(HALF2, THREADS))
    value = var("value", HALF2)
    body = (
        assign(tile[thread()], pair_in[thread()]),
        ir.Barrier(ir.Scope.BLOCK, value.node.span),
        declare("value", HALF2, tile[thread()]),
        assign(value.lane(0), value.lane(0) + value.lane(1)),
        assign(tile[thread()].lane(1), value.lane(0)),
        assign(pair_out[thread()], build(HALF2, value.lane(0), tile[thread()].lane(1))),
    )
    made = program(kernel("k", pointers, *body, shared=(shared("tile", Array(HALF2, THREADS)),)))
    x = np.random.Generator(np.random.PCG64(4)).standard_normal(2 * THREADS).astype(np.float16)
    arrays = run(runner, made, {"x": x, "y": np.zeros_like(x)}, block=BLOCK)
    np.testing.assert_array_equal(arrays["y"], np.repeat(x[0::2] + x[1::2], 2))


def test_float3_is_12_bytes_everywhere(runner: OpenCLRunner) -> None:
    """Through pointers, offsets, shared arrays, lanes, addresses and parameters."""
    pointers: dict[str, Type] = {"x": buffer(FLOAT3, const=True), "y": buffer(FLOAT3), "shift": FLOAT3}
    tile, v, p = var("tile", Array(FLOAT3, THREADS)), var("v", FLOAT3), var("p", buffer(FLOAT3))
    x, y = var("x", pointers["x"]), var("y", pointers["y"])
    grow = function(
        "grow",
        {"v": Pointer(FLOAT3, Space.PRIVATE)},
        VOID,
        assign(var("v", Pointer(FLOAT3, Space.PRIVATE)).deref.lane(1), 10.0),
    )
    body = (
        assign(tile[thread()], x[thread()]),
        ir.Barrier(ir.Scope.BLOCK, v.node.span),
        declare("v", FLOAT3, tile[(thread() + 1) % THREADS]),
        assign(v.lane(0), v.lane(0) + var("shift", FLOAT3).lane(2)),
        evaluate(E(ir.Call("grow", (v.address().node,), VOID, v.node.span))),
        declare("p", buffer(FLOAT3), y + thread()),
        assign(p.deref, v),
        assign(p[0].lane(2), tile[thread()].lane(2)),
    )
    tile_shared = (shared("tile", Array(FLOAT3, THREADS)),)
    made = program(kernel("k", pointers, *body, shared=tile_shared), functions=(grow,))
    given = np.random.Generator(np.random.PCG64(5)).standard_normal((THREADS, 3)).astype(np.float32)
    shift = Number("shift", np.array([1, 2, 4], np.float32))
    arrays = run(runner, made, {"x": given, "y": np.zeros_like(given), "shift": shift}, block=BLOCK)
    expected = np.roll(given, -1, axis=0)
    expected[:, 0] += np.float32(4)
    expected[:, 1] = 10
    expected[:, 2] = given[:, 2]
    np.testing.assert_array_equal(arrays["y"], expected)


def test_double4_is_aligned_to_16(runner: OpenCLRunner) -> None:
    pair = Struct("Pair", (Field("tag", FLOAT64, 0), Field("value", DOUBLE4, 16)), 48, 16)
    pointers = {"x": buffer(pair, const=True), "y": buffer(DOUBLE4)}
    value = var("x", pointers["x"])[thread()].member(pair, "value")
    made = program(
        kernel("k", pointers, assign((var("y", pointers["y"]) + thread())[0], value)),
        structs=(pair,),
    )
    layout = np.dtype({"names": ["tag", "value"], "formats": ["f8", "(4,)f8"], "offsets": [0, 16], "itemsize": 48})
    x = np.zeros(THREADS, layout)
    x["value"] = np.arange(4 * THREADS).reshape(THREADS, 4)
    arrays = run(runner, made, {"x": x, "y": np.zeros((THREADS, 4))}, block=BLOCK)
    np.testing.assert_array_equal(arrays["y"], x["value"])


def test_bool_in_memory_is_a_byte(runner: OpenCLRunner) -> None:
    flags = Struct("Flags", (Field("a", BOOL, 0), Field("b", BOOL, 1), Field("n", INT32, 4)), 8, 4)
    pointers: dict[str, Type] = {"x": buffer(BOOL, const=True), "y": buffer(BOOL), "invert": BOOL, "flags": flags}
    x, y, i = var("x", pointers["x"]), var("y", pointers["y"]), thread()
    pick = E(ir.Logical(ir.LogicalOp.AND, x[i].node, var("flags", flags).member(flags, "b").node, i.node.span))
    local = var("local", BOOL)
    flip = function(
        "flip",
        {"b": Pointer(BOOL, Space.PRIVATE)},
        VOID,
        assign(
            var("b", Pointer(BOOL, Space.PRIVATE)).deref,
            E(ir.Unary(ir.UnaryOp.NOT, var("b", Pointer(BOOL, Space.PRIVATE)).deref.node, BOOL, i.node.span)),
        ),
    )
    body = (
        declare("local", BOOL, pick),
        if_(var("invert", BOOL), evaluate(E(ir.Call("flip", (local.address().node,), VOID, i.node.span)))),
        assign(y[i], local),
    )
    made = program(kernel("k", pointers, *body), functions=(flip,), structs=(flags,))
    given = np.arange(THREADS) % 3 == 0
    for invert in (False, True):
        value = StructValue("flags", struct.pack("<??xxi", False, True, 7))
        arrays = run(
            runner,
            made,
            {"x": given, "y": np.zeros_like(given), "invert": np.bool_(invert), "flags": value},
            block=BLOCK,
        )
        np.testing.assert_array_equal(arrays["y"], given ^ invert)


def test_struct_layouts_are_cudas(runner: OpenCLRunner) -> None:
    """A struct whose fields C would place elsewhere, nested, with halves and vectors, in and out of buffers."""
    inner = Struct("Inner", (Field("c", UINT8, 0), Field("v", FLOAT3, 4)), 16, 4)
    outer = Struct(
        "Outer",
        (
            Field("flag", UINT8, 0),
            Field("inner", inner, 4),
            Field("h", FLOAT16, 20),
            Field("d", FLOAT64, 32),
        ),
        48,
        16,
    )
    pointers = {"x": buffer(outer, const=True), "y": buffer(outer)}
    x, y = var("x", pointers["x"])[thread()], var("y", pointers["y"])[thread()]
    copy = var("copy", outer)
    nested = copy.member(outer, "inner").member(inner, "v")
    body = (
        declare("copy", outer, x),
        assign(nested.lane(1), nested.lane(1) + 1.0),
        assign(copy.member(outer, "h"), copy.member(outer, "h") + copy.member(outer, "h")),
        assign(y, copy),
        assign(y.member(outer, "inner"), build(inner, lit(7).to(UINT8), x.member(outer, "inner").member(inner, "v"))),
    )
    made = program(kernel("k", pointers, *body), structs=(inner, outer))
    layout = np.dtype(
        {
            "names": ["flag", "c", "v", "h", "d"],
            "formats": ["u1", "u1", "(3,)f4", "f2", "f8"],
            "offsets": [0, 4, 8, 20, 32],
            "itemsize": 48,
        }
    )
    given = np.zeros(THREADS, layout)
    random = np.random.Generator(np.random.PCG64(6))
    given["v"], given["h"], given["d"] = random.standard_normal((THREADS, 3)), 1.5, random.standard_normal(THREADS)
    given["flag"] = np.arange(THREADS)
    arrays = run(runner, made, {"x": given, "y": np.zeros_like(given)}, block=BLOCK)
    np.testing.assert_array_equal(arrays["y"]["v"], given["v"])
    np.testing.assert_array_equal(arrays["y"]["c"], 7)
    np.testing.assert_array_equal(arrays["y"]["h"], 3)
    np.testing.assert_array_equal(arrays["y"]["flag"], given["flag"])
    np.testing.assert_array_equal(arrays["y"]["d"], given["d"])


def test_struct_parameter_with_pointers(runner: OpenCLRunner) -> None:
    data = buffer(FLOAT32)
    tensor = Struct("Tensor", (Field("data", data, 0), Field("n", INT32, 8), Field("scale", FLOAT32, 12)), 16, 8)
    t = var("t", tensor)
    target = t.member(tensor, "data")[thread()]
    condition = thread() < t.member(tensor, "n")
    made = program(
        kernel("k", {"t": tensor}, if_(condition, assign(target, target * t.member(tensor, "scale")))),
        structs=(tensor,),
    )
    values = np.arange(THREADS, dtype=np.float32)
    given = StructValue("t", struct.pack("<Qif", 0, 40, 2.0), ((0, Buffer("t.data", values)),))
    arrays = run(runner, made, {"t": given}, block=BLOCK)
    np.testing.assert_array_equal(arrays["t.data"], np.where(np.arange(THREADS) < 40, 2 * values, values))
    text = port_of(made).text
    assert "__kernel void k(Tensor_values t_values, __global float* t_data) {" in text
    assert "Tensor t = {t_data, t_values.n, t_values.scale};" in text


def test_shared_memory_reaches_functions(runner: OpenCLRunner) -> None:
    """Static, dynamic and scalar shared variables, used by a function that a function calls."""
    tile = var("tile", Array(FLOAT32, THREADS))
    total, extra = var("total", FLOAT32), var("extra", Array(FLOAT32, 0))
    counts = var("counts", Array(INT32, 0))
    inner = function(
        "last_of_tile",
        {"n": INT32},
        FLOAT32,
        return_(tile[var("n", INT32) - 1] + extra[var("n", INT32) - 1] + total),
    )
    outer = function("twice_last", {}, FLOAT32, return_(2.0 * call(inner, THREADS)))
    y = var("y", buffer(FLOAT32))
    body = (
        assign(tile[thread()], thread()),
        assign(extra[thread()], 100.0),
        if_(thread().eq(0), assign(total, 1000.0)),
        ir.Barrier(ir.Scope.BLOCK, y.node.span),
        assign(y[thread()], call(outer)),
        ir.Barrier(ir.Scope.BLOCK, y.node.span),
        assign(counts[thread()], thread()),
        ir.Barrier(ir.Scope.BLOCK, y.node.span),
        assign(y[thread()], y[thread()] + counts[(thread() + 1) % THREADS]),
    )
    made = program(
        kernel(
            "k",
            {"y": buffer(FLOAT32)},
            *body,
            shared=(
                shared("tile", Array(FLOAT32, THREADS)),
                shared("total", FLOAT32),
                shared("extra", Array(FLOAT32, 0), dynamic=True),
                shared("counts", Array(INT32, 0), dynamic=True),
            ),
        ),
        functions=(inner, outer),
    )
    arrays = run(runner, made, {"y": np.zeros(THREADS, np.float32)}, block=BLOCK, shared_bytes=4 * THREADS)
    expected = 2 * (THREADS - 1 + 100 + 1000) + np.roll(np.arange(THREADS), -1)
    np.testing.assert_array_equal(arrays["y"], expected.astype(np.float32))


def test_file_scope_variables(runner: OpenCLRunner) -> None:
    """A table of the program, a constant that the host may set, a counter that the kernel writes."""
    span = thread().node.span
    table = ir.GlobalVariable(
        "table", Array(INT32, 4), Space.CONSTANT, build(Array(INT32, 4), 3, 1, 4, 1).node, span, host_visible=False
    )
    weights = ir.GlobalVariable(
        "weights", Array(FLOAT32, 3), Space.CONSTANT, build(Array(FLOAT32, 3), 0.5, 2.0).node, span
    )
    count = ir.GlobalVariable("count", UINT32, Space.GLOBAL, None, span)
    y = var("y", buffer(FLOAT32))
    value = var("table", table.type)[thread() % 4] * var("weights", weights.type)[thread() % 3]
    add = ir.Atomic(
        ir.AtomicOp.ADD, var("count", UINT32).address(Space.GLOBAL).node, (lit(2, UINT32).node,), UINT32, span
    )
    made = program(
        kernel("k", {"y": buffer(FLOAT32)}, assign(y[thread()], value), ir.Evaluate(add, span)),
        globals=(table, weights, count),
    )
    port = port_of(made)
    assert "__constant int table[4] = {3, 1, 4, 1};" in port.text
    assert [each.name for each in port.manifest.globals] == ["weights", "count"]
    assert port.manifest.globals[0].initial == np.array([0.5, 2, 0], np.float32).tobytes().hex()
    counter = Buffer("count", np.array(5, np.uint32))
    arrays = run(runner, made, {"y": np.zeros(THREADS, np.float32)}, block=BLOCK, symbols=(counter,))
    lanes = np.arange(THREADS)
    expected = np.array([3, 1, 4, 1])[lanes % 4] * np.array([0.5, 2, 0], np.float32)[lanes % 3]
    np.testing.assert_array_equal(arrays["y"], expected.astype(np.float32))
    assert arrays["count"] == 5 + 2 * THREADS


def test_bits_as_another_type(runner: OpenCLRunner) -> None:
    parameters = {"x": buffer(FLOAT16, const=True), "y": buffer(UINT16), "z": buffer(UINT32)}
    x, i = var("x", parameters["x"]), thread()
    bits = E(ir.Bitcast(x[i].node, UINT16, i.node.span))
    pair = E(ir.Bitcast(build(HALF2, x[i], x[i]).node, UINT32, i.node.span))
    made = program(
        kernel(
            "k",
            parameters,
            assign(var("y", parameters["y"])[i], bits),
            assign(var("z", parameters["z"])[i], pair),
        )
    )
    x_values = np.linspace(-3, 3, THREADS).astype(np.float16)
    given = {"x": x_values, "y": np.zeros(THREADS, np.uint16), "z": np.zeros(THREADS, np.uint32)}
    arrays = run(runner, made, given, block=BLOCK)
    np.testing.assert_array_equal(arrays["y"], x_values.view(np.uint16))
    np.testing.assert_array_equal(arrays["z"], np.repeat(x_values, 2).view(np.uint32))
