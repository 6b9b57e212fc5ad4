"""Emitted text, exactly: names, symbols, statements, what programs share, what is refused."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.emit.build import (
    SPAN,
    E,
    assign,
    atomic,
    barrier,
    block,
    block_size,
    buffer,
    build,
    call,
    declare,
    evaluate,
    for_,
    function,
    global_index,
    grid_size,
    if_,
    intrinsic,
    kernel,
    lit,
    program,
    return_,
    select,
    shared,
    step,
    thread,
    var,
)
from tests.emit.launched import port_of
from tests.emit.softmax import CASES, softmax
from transkernel.codes import CODES
from transkernel.convert import convert
from transkernel.diagnostics import Refusal
from transkernel.emit.opencl import PORTABLE, PROFILES, emit, prepare
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    FLOAT64,
    INT8,
    INT32,
    INT64,
    UINT8,
    UINT32,
    UINT64,
    Array,
    Field,
    Pointer,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.manifest import Argument, Manifest
from transkernel.run.launch import Buffer, Launch, Scalar
from transkernel.run.opencl import OpenCLRunner
from transkernel.source import SourceFile

I, J, N = (var(name, INT32) for name in ("i", "j", "n"))  # noqa: E741
X, Y = var("x", buffer(FLOAT32, const=True)), var("y", buffer(FLOAT32))


def body_of(*statements: ir.Statement, **parameters: Type) -> str:
    """The printed statements of a kernel that has i, j, n, x, y and the given parameters."""
    given: dict[str, Type] = {"i": INT32, "j": INT32, "n": INT32, "x": X.type, "y": Y.type, **parameters}
    text = port_of(program(kernel("k", given, *statements))).text
    lines = text[text.index("{\n") + 2 : text.rindex("}")]
    return textwrap.dedent(lines).rstrip("\n")


def value_of(value: Any, **parameters: Type) -> str:
    """How a value is printed that goes into a variable of its own type."""
    line = body_of(declare("value", value.type, value), **parameters).splitlines()[-1]
    return line.partition(" = ")[2].rstrip(";")


# ---------------------------------------------------------------- the bar


def test_the_gallerys_softmax() -> None:
    made, source = softmax()
    port = emit((made,), source=source.file, version="0", block=(256, 1, 1))
    assert port.text == (CASES / "softmax.cl").read_text()
    lines = port.text.splitlines()
    origins = dict(zip((line.strip() for line in lines), port.manifest.line_map, strict=True))
    assert origins["__global const float* row = x + block * cols;"] == 9
    assert origins["float total = 0.0f;"] == 25
    assert origins["#define BLOCK 256"] is None
    assert len(lines) == len(port.manifest.line_map)


def test_the_gallerys_softmax_runs(runner: OpenCLRunner) -> None:
    made, source = softmax()
    port = emit((made,), source=source.file, version="0")
    x = np.random.Generator(np.random.PCG64(1)).standard_normal((37, 1000)).astype(np.float32)
    arguments = Buffer("x", x), Buffer("y", np.zeros_like(x)), Scalar("cols", np.int32(1000))
    launch = Launch("softmax_rows", (37, 1, 1), (256, 1, 1), arguments)
    outcome = runner.run(port.text, port.manifest.kernels[0], launch)
    assert outcome.status == "ok", outcome.message
    wide = np.exp(x.astype(float) - x.max(axis=1, keepdims=True))
    np.testing.assert_allclose(outcome.arrays["y"], wide / wide.sum(axis=1, keepdims=True), rtol=2e-6)


def test_the_same_input_gives_the_same_bytes() -> None:
    ports = [emit((softmax()[0],), source=softmax()[1].file, version="0") for _ in range(2)]
    assert ports[0] == ports[1]
    assert Manifest.from_json(ports[0].manifest.to_json()) == ports[0].manifest


# ---------------------------------------------------------------- expressions

ROWS: list[tuple[E, str]] = [
    (I + J * N, "i + j * n"),
    ((I + J) * N, "(i + j) * n"),
    (I - (J - N), "i - (j - n)"),
    (I / J / N, "i / j / n"),
    (E(ir.Unary(ir.UnaryOp.NEGATE, (-I).node, INT32, SPAN)), "-(-i)"),
    (I - lit(-1), "i - (-1)"),
    ((I & J).eq(0).to(INT32), "(i & j) == 0"),
    (I << (J + 1), "i << (j + 1)"),
    ((I << 1) | J, "(i << 1) | j"),
    (I & J & N, "i & j & n"),
    (X[I] * 2, "x[i] * 2"),
    (X[I].to(FLOAT64) * lit(0.5, FLOAT64), "x[i] * 0.5"),
    (X[I].cast(INT32), "(int)x[i]"),
    (I.cast(FLOAT32) / N, "(float)i / n"),
    (select(I < J, I, J), "i < j ? i : j"),
    (intrinsic("fmax", X[I], N.to(FLOAT32)), "fmax(x[i], (float)n)"),
    (intrinsic("max", I, lit(0)), "max(i, 0)"),
    (intrinsic("abs", I), "abs(i)"),
    (lit(0x1F, INT32, spelling="0x1F"), "0x1F"),
    (lit(-(2**31)), "INT_MIN"),
    (lit(2**40, INT64), "1099511627776L"),
    (lit(7, UINT64), "7"),
    (lit(7, UINT32, spelling="7u"), "7u"),
    (lit(1e-5, FLOAT32), "1e-5f"),
    (lit(1e-5, FLOAT32, spelling="1.0e-5f"), "1.0e-5f"),
    (lit(float("inf"), FLOAT64), "(double)INFINITY"),
    (lit(float("nan"), FLOAT32), "NAN"),
    (lit(0.1, FLOAT64), "0.1"),
    (global_index(), "get_global_id(0)"),
    (grid_size(1) * block_size(1), "get_global_size(1)"),
    ((global_index() + 1).to(INT64), "(uint)get_global_id(0) + 1"),
    (block() * 256 + thread(), "get_group_id(0) * 256 + get_local_id(0)"),
    (thread() / 32, "get_local_id(0) / 32"),
    (build(Vector(FLOAT32, 2), X[I], 1.0), "(float2)(x[i], 1.0f)"),
    (E(ir.Unary(ir.UnaryOp.NOT, (I < J).node, BOOL, SPAN)), "!(i < j)"),
    (Y.cast(Pointer(Vector(FLOAT32, 4), Space.GLOBAL)), "(__global float4*)y"),
    (E(ir.Convert(X[I].node, INT32, SPAN, ir.Rounding.NEAREST, True)), "convert_int_sat_rte(x[i])"),
    (E(ir.Bitcast(X[I].node, UINT32, SPAN)), "as_uint(x[i])"),
]


@pytest.mark.parametrize(("value", "text"), ROWS, ids=[text for _, text in ROWS])
def test_expressions(value: E, text: str) -> None:
    assert value_of(value) == text


def test_compound_assignments() -> None:
    c = var("c", INT8)
    printed = body_of(
        declare("c", INT8, I),
        step(I, "+", 1),
        step(I, "-", 1),
        step(I, "*", J + 1),
        step(I, ">>", 1),
        step(c, "+", I),
        step(Y[I], "+", 1.0),
        step(Y[I], "*", X[I].to(FLOAT64) * lit(0.1, FLOAT64)),
        assign(I, J + I),
        assign(I, J - I),
        assign(X_LOCAL, X_LOCAL + 1),
        assign(X_LOCAL, X_LOCAL - J),
        p=X_LOCAL.type,
    )
    assert printed.splitlines() == [
        "char c = i;",
        "i++;",
        "i--;",
        "i *= j + 1;",
        "i >>= 1;",
        "c += i;",
        "y[i] += 1.0f;",
        "y[i] *= x[i] * 0.1;",
        "i += j;",
        "i = j - i;",
        "p++;",
        "p -= j;",
    ]


X_LOCAL = var("p", buffer(FLOAT32))


# ---------------------------------------------------------------- statements


def test_statements() -> None:
    loop = ir.For(
        (declare("a", INT32, 0), declare("b", INT32, N)), (var("a", INT32) < var("b", INT32)).node,
        (step(var("a", INT32), "+", 1), step(var("b", INT32), "-", 1)), (ir.Continue(SPAN),), SPAN, 4,
    )  # fmt: skip
    cases = (
        ir.SwitchCase(
            (ir.integer(0, INT32, SPAN), ir.integer(1, INT32, SPAN)), (step(I, "+", 1), ir.Break(SPAN)), SPAN
        ),
        ir.SwitchCase((ir.integer(2, INT32, SPAN),), (declare("t", INT32, I), assign(I, var("t", INT32))), SPAN),
        ir.SwitchCase((None,), (return_(),), SPAN),
    )
    printed = body_of(
        if_(I < J, assign(I, J), otherwise=(if_(I.eq(J), step(I, "+", 2), otherwise=(ir.Block((return_(),), SPAN),)),)),
        loop,
        ir.While((I < N).node, (step(I, "+", 1), ir.Comment("// up", SPAN, trailing=True)), SPAN),
        ir.DoWhile((step(I, "-", 1),), (I > 0).node, SPAN),
        ir.Switch(I.node, cases, SPAN),
        ir.Print("%d of %llu\\n", (I.node, J.to(UINT64).node), SPAN),
        ir.Assert((I < N).node, "i < n", SPAN),
        ir.Fence(ir.Scope.DEVICE, SPAN),
    )
    assert printed == textwrap.dedent("""\
        if (i < j)
            i = j;
        else if (i == j) {
            i += 2;
        } else {
            {
                return;
            }
        }
        #pragma unroll 4
        for (int a = 0, b = n; a < b; a++, b--)
            continue;
        while (i < n)
            i++;  // up
        do {
            i--;
        } while (i > 0);
        switch (i) {
        case 0:
        case 1:
            i++;
            break;
        case 2: {
            int t = i;
            i = t;
        }
        default:
            return;
        }
        printf("%d of %lu\\n", i, (ulong)j);
        if (!(i < n))
            printf("assertion failed: i < n\\n");
        mem_fence(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);""")


def test_loop_heads_that_c_does_not_have() -> None:
    p = var("p", buffer(FLOAT32))
    loop = ir.For((declare("k", INT32, 0), declare("p", p.type, Y)), None, (), (ir.Break(SPAN),), SPAN)
    assert body_of(loop) == "{\n    int k = 0;\n    __global float* p = y;\n    for (;;)\n        break;\n}"


def test_names_are_the_programmers_where_they_can_be() -> None:
    def over(name: str) -> ir.For:
        index = var(name, INT32)
        return for_(declare(name, INT32, 0), index < N, step(index, "+", 1), assign(Y[index], index))

    inner = for_(declare("k.2", INT32, 0), var("k.2", INT32) < N, step(var("k.2", INT32), "+", 1), over("k.3"))
    printed = body_of(over("k"), over("k.1"), inner, declare("max", INT32, 1), declare("kernel", INT32, 2))
    heads = [line.strip() for line in printed.splitlines() if "int" in line]
    assert heads == [
        "for (int k = 0; k < n; k++)",
        "for (int k = 0; k < n; k++)",
        "for (int k = 0; k < n; k++) {",
        "for (int k_2 = 0; k_2 < n; k_2++)",
        "int max_ = 1;",
        "int kernel_ = 2;",
    ]


def test_indices_get_variables_of_cudas_type() -> None:
    twice = body_of(assign(Y[thread()], X[thread()]), assign(Y[block()], 0.0))
    assert twice.splitlines() == [
        "const uint thread = get_local_id(0);",
        "y[thread] = x[thread];",
        "y[get_group_id(0)] = 0.0f;",
    ]
    plane = body_of(assign(Y[thread(0) + thread(1)], X[thread(0) * thread(1)]))
    assert plane.splitlines()[:2] == [
        "const uint thread_x = get_local_id(0);",
        "const uint thread_y = get_local_id(1);",
    ]
    taken = body_of(declare("thread", INT32, 5), assign(Y[thread()], X[thread()]))
    assert taken.splitlines()[0] == "const uint thread_index = get_local_id(0);"


def test_barriers_order_global_memory_only_where_it_talks() -> None:
    def flags(*statements: ir.Statement) -> str:
        return next(line.strip() for line in body_of(*statements).splitlines() if "barrier" in line)

    quiet = flags(assign(Y[thread()], X[thread()]), barrier())
    assert quiet == "barrier(CLK_LOCAL_MEM_FENCE);"
    loud = flags(assign(Y[thread()], X[thread()]), barrier(), assign(Y[block()], Y[thread() + 1]))
    assert loud == "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);"
    through = flags(declare("p", Y.type, Y + 1), assign(var("p", Y.type)[0], 1.0), barrier(), assign(Y[1], Y[0]))
    assert through == "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);"
    counted = flags(evaluate(atomic(ir.AtomicOp.ADD, Y + 0, 1.0)), barrier())
    assert counted == "barrier(CLK_LOCAL_MEM_FENCE);"


# ---------------------------------------------------------------- what programs share


def test_symbols_are_defined_once_with_those_that_they_use() -> None:
    width = lit(17, symbol="WIDTH")
    first = kernel("first", {"y": Y.type}, assign(Y[width], 1.0))
    second = kernel(
        "second", {"y": Y.type}, assign(Y[width + lit(16, symbol="SIDE")], lit(0.5, FLOAT32, symbol="HALF"))
    )
    symbols = (("SIDE", "16"), ("WIDTH", "SIDE + 1"), ("UNUSED", "3"), ("HALF", "0.5f"))
    text = port_of(program(first, symbols=symbols), program(second, symbols=symbols)).text
    assert "#define SIDE 16\n#define WIDTH (SIDE + 1)\n#define HALF 0.5f\n" in text
    assert "UNUSED" not in text
    assert "y[WIDTH] = 1.0f;" in text
    assert "y[WIDTH + SIDE] = HALF;" in text


@pytest.mark.parametrize(
    ("text", "value"),
    [("sizeof(float)", 4), ("f(3)", 3), ("17", 16), ("y", 2)],
    ids=["call", "macro", "other", "taken"],
)
def test_symbols_without_an_honest_definition_are_numbers(text: str, value: int) -> None:
    name = "y" if text == "y" else "SIZE"
    made = program(kernel("k", {"y": Y.type}, assign(Y[lit(value, symbol=name)], 1.0)), symbols=((name, text),))
    printed = port_of(made).text
    assert "#define" not in printed
    assert f"y[{value}] = 1.0f;" in printed


def test_a_symbol_with_two_meanings_is_a_number() -> None:
    programs = [
        program(kernel(f"k{size}", {"y": Y.type}, assign(Y[lit(size, symbol="N")], 1.0)), symbols=(("N", str(size)),))
        for size in (1, 2)
    ]
    text = port_of(*programs).text
    assert "#define" not in text
    assert "y[1] = 1.0f;" in text
    assert "y[2] = 1.0f;" in text


def test_functions_and_structs_are_written_once() -> None:
    pair = Struct("Pair", (Field("a", INT32, 0), Field("b", INT32, 4)), 8, 4)
    p = var("p", pair)
    total = function("total", {"p": pair}, INT32, return_(p.member(pair, "a") + p.member(pair, "b")))
    other = function("total", {"p": pair}, INT32, return_(p.member(pair, "a")))
    made = [
        program(
            kernel(name, {"y": Y.type}, assign(Y[0], call(used, build(pair, 1, 2)))), functions=(used,), structs=(pair,)
        )
        for name, used in (("one", total), ("two", total), ("three", other))
    ]
    text = port_of(*made).text
    assert text.count("typedef struct {") == 1
    assert text.count("int total(Pair p) {") == 1
    assert "int total_2(Pair p) {\n    return p.a;\n}" in text
    assert text.count("y[0] = total((Pair){1, 2});") == 2
    assert "y[0] = total_2((Pair){1, 2});" in text


def test_a_function_of_opencls_name_gets_another() -> None:
    dot = function("dot", {"a": FLOAT32, "b": FLOAT32}, FLOAT32, return_(var("a", FLOAT32) * var("b", FLOAT32)))
    made = program(kernel("mix", {"y": Y.type}, assign(Y[0], call(dot, 1.0, 2.0))), functions=(dot,))
    port = port_of(made)
    assert "float dot_(float a, float b) {" in port.text
    assert "__kernel void mix_(__global float* y) {" in port.text
    assert (port.manifest.kernels[0].kernel, port.manifest.kernels[0].entry) == ("mix", "mix_")


def test_hidden_arguments_are_in_the_manifest() -> None:
    tile = var("tile", Array(FLOAT32, 0))
    value = E(ir.WarpOperation(ir.WarpOp.SHUFFLE, (tile[thread()].node, lit(0).node), None, 32, FLOAT32, SPAN))
    made = program(kernel("k", {"y": Y.type}, assign(Y[0], value), shared=(shared("tile", Array(FLOAT32, 0), True),)))
    entry = port_of(made).manifest.kernels[0]
    assert entry.arguments == (
        Argument("param", "y"),
        Argument("dynamic_shared", "tile"),
        Argument("per_thread_shared", "exchange", bytes=4),
    )
    assert entry.uses_dynamic_shared
    assert entry.warp_width == 32
    wide = port_of(made, profile=PROFILES["subgroups32"]).manifest.kernels[0]
    assert [each.kind for each in wide.arguments] == ["param", "dynamic_shared"]


# ---------------------------------------------------------------- refusals

_NESTED = Struct("Nested", (Field("rows", Array(buffer(FLOAT32), 2), 0),), 16, 8)
_BITS = Struct("Bits", (Field("low", UINT32, 0, bit_width=24), Field("high", UINT8, 3)), 4, 4)
_LOOP = function("loop", {}, INT32, return_(E(ir.Call("loop", (), INT32, SPAN))))
_TABLE = ir.GlobalVariable("t", FLOAT32, Space.GLOBAL, intrinsic("sqrt", lit(2.0, FLOAT32)).node, SPAN)

REFUSED: dict[str, ir.Program] = {
    "TK0401": program(kernel("k", {"rows": buffer(buffer(FLOAT32))})),
    "TK0402": program(kernel("k", {}, ir.Print("%s", (I.node,), SPAN))),
    "TK0403": program(kernel("k", {}, ir.Trap(SPAN))),
    "TK0404": program(kernel("k", {"y": Y.type}, assign(Y[0], E(ir.Special(ir.Register.CLOCK, 0, SPAN, UINT64))))),
    "TK0405": program(kernel("k", {"y": Y.type}, assign(Y[0], intrinsic("no_such_function", 1.0)))),
    "TK0406": program(kernel("k", {"c": buffer(UINT8)}, evaluate(atomic(ir.AtomicOp.OR, var("c", buffer(UINT8)), 1)))),
    "TK0410": program(kernel("k", {"p": buffer(FLOAT32, space=Space.GENERIC)})),
    "TK0411": program(kernel("k", {}), structs=(_BITS,)),
    "TK0412": program(kernel("k", {}), functions=(_LOOP,)),
    "TK0413": program(kernel("k", {"y": Y.type}, assign(Y[0], var("t", FLOAT32))), globals=(_TABLE,)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusals(code: str) -> None:
    assert code in CODES
    with pytest.raises(Refusal) as refusal:
        prepare(REFUSED[code], PORTABLE)
    assert refusal.value.diagnostic.code == code
    assert refusal.value.diagnostic.span is not None


def test_pointers_in_an_array_of_a_parameter_are_refused() -> None:
    with pytest.raises(Refusal, match="TK0401"):
        prepare(program(kernel("k", {"n": _NESTED}), structs=(_NESTED,)))


def test_contraction_is_an_option() -> None:
    made = program(kernel("k", {"y": Y.type}, assign(Y[0], 1.0)))
    assert "#pragma OPENCL FP_CONTRACT OFF\n" in port_of(made).text
    assert "#pragma OPENCL FP_CONTRACT ON\n" in port_of(made, contract=True).text


def test_long_lines_are_broken() -> None:
    long = X[I]
    for _ in range(30):
        long = long + X[I]
    text = port_of(program(kernel("k", {"i": INT32, "x": X.type, "y": Y.type}, assign(Y[I], long)))).text
    assert max(map(len, text.splitlines())) <= 120
    assert text.count("x[i]") == 31


def test_moved_spans_keep_comments_and_blank_lines() -> None:
    made, source = softmax()
    moved = replace(made, kernel=replace(made.kernel, comments=()))
    text = emit((moved,), source=source.file, version="0").text
    assert "// The largest value of the row keeps the exponentials finite." in text
    assert "// Softmax of each row" not in text


def converted(text: str) -> str:
    """The port of a CUDA text, from its first `#define` or function on."""
    return convert(SourceFile("a.cu", text)).source.partition("FP_CONTRACT OFF\n\n")[2]


def test_a_named_int_keeps_its_name_beside_unsigned_numbers() -> None:
    body = "x[threadIdx.x * M] = N * 2 + (blockIdx.x * N); x[0] = M;"
    text = f"#define N 4\n#define M 2\n__global__ void k(int* x) {{ {body} }}"
    port = converted(text)
    assert port.startswith("#define N 4\n#define M 2\n")
    assert "thread * M" in port or "get_local_id(0) * M" in port
    assert not re.search(r"\b[24]u\b", port)


def test_comments_of_shared_memory_stay_with_it() -> None:
    text = (
        "__global__ void k(int* x) {\n    // Of the tile,\n    // two lines.\n    __shared__ int tile[4];  // behind\n"
        "    // Of the store.\n    tile[threadIdx.x] = 1;\n    x[threadIdx.x] = tile[threadIdx.x];\n}\n"
    )
    assert "    // Of the tile,\n    // two lines.\n    __local int tile[4];  // behind\n" in converted(text)
    assert "    // Of the store.\n    tile[thread] = 1;\n" in converted(text)
