"""Emitted text, exactly: numbers, names, comments, constants, long lines, what is left out because Triton does it."""

from __future__ import annotations

import ast
import keyword
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.emit.build import Source
from tests.emit.triton.ported import body_of, check, port_of
from tests.tile.build import (
    ACTIVE,
    CONSTANTS,
    FILE,
    FLOATS,
    INDICES,
    INTS,
    SPAN,
    I,
    assign,
    at,
    binary,
    compare,
    constant,
    convert,
    declare,
    heads,
    load,
    number,
    program,
    real,
    store,
    variable,
    when,
    where,
)
from transkernel.convert import Options
from transkernel.convert import convert as translate
from transkernel.emit.python.comments import comment_lines
from transkernel.emit.triton import emit, prepare
from transkernel.emit.triton.helpers import HELPER_NAMES
from transkernel.emit.triton.intrinsics import INTRINSICS, ON_AMD, Brought, Device
from transkernel.emit.triton.names import base_name
from transkernel.ir import intrinsics as table
from transkernel.ir.nodes import Comment, Intrinsic, Literal, Parameter, Register, Special
from transkernel.ir.tile import ConstantParameter, ConstantRule, TileKernel, TileProgram
from transkernel.ir.types import (
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT32,
    UINT64,
    Field,
    Pointer,
    Space,
    Struct,
    Type,
)
from transkernel.source import SourceFile

X = variable("x", FLOATS)
N = variable("n")


def expression(value: Any) -> str:
    """How a value is stored: the second argument of the store."""
    out = Pointer(value.type, Space.GLOBAL)
    parameters: dict[str, Type] = {"out": out, "n": INT32, "u": UINT32, "d": FLOAT64, "f": FLOAT32}
    made = replace(program(parameters, store(variable("out", out), value)), symbols=(("WIDTH", "16"),))
    line = port_of(made).text.splitlines()[-1].strip()
    call = ast.parse(line).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    return ast.get_source_segment(line, call.value.args[1]) or ""


WIDTH = Literal(16, INT32, SPAN, "WIDTH")
GRID = Special(Register.GRID_SIZE, 0, SPAN)
BLOCK = Special(Register.BLOCK_INDEX, 0, SPAN)
U = variable("u", UINT32)
D = variable("d", FLOAT64)
F = variable("f", FLOAT32)

EXPRESSIONS: list[tuple[Any, str]] = [
    # a number takes the type of what it meets
    (binary(D, "*", Literal(0.1, FLOAT64, SPAN)), "d * 0.1"),
    (binary(U, "+", number(4294967295, UINT32)), "u + 4294967295"),
    (binary(convert(F, FLOAT64), "*", Literal(0.1, FLOAT64, SPAN)), "tl.full((), f, tl.float64) * 0.1"),
    (number(3, UINT32), "3"),
    (Literal(0.1, FLOAT64, SPAN), "tl.full((), 0.1, tl.float64)"),
    (convert(N, FLOAT32), "n"),
    # floats by value are Python's own in the interpreter, and are not computed with each other
    (binary(F, "*", F), "tl.full((), f, tl.float32) * f"),
    (binary(binary(F, "+", real(1)), "/", real(3)), "tl.div_rn(tl.full((), f, tl.float32) + 1.0, 3.0)"),
    (binary(real(1), "/", real(3)), "0.33333334"),
    (binary(Literal(1.0, FLOAT64, SPAN), "/", Literal(4.0, FLOAT64, SPAN)), "0.25"),
    # registers are unsigned in CUDA and never negative
    (binary(convert(BLOCK, INT32), "*", constant("BLOCK_X")), "tl.program_id(0) * BLOCK_X"),
    (binary(GRID, "/", number(3, UINT32)), "tl.num_programs(0).to(tl.uint32) // 3"),
    (compare(GRID, ">", U), "tl.num_programs(0) > u"),
    # unsigned arithmetic that is converted back is done in the signed type
    (convert(binary(BLOCK, "+", convert(N, UINT32)), INT32), "tl.program_id(0) + n"),
    (binary(convert(binary(BLOCK, "/", number(2, UINT32)), INT32), "/", variable("n")),
     "(tl.program_id(0).to(tl.uint32) // 2).to(tl.int32) // n"),
    # quotients round towards zero
    (binary(N, "/", number(4)), "n // 4"),
    (binary(binary(N, "-", number(4)), "/", number(4)), "tl.cast(n - 4, tl.int32) // 4"),
    (binary(binary(binary(N, "+", constant("BLOCK_X")), "-", number(1)), "/", constant("BLOCK_X")),
     "(n + BLOCK_X - 1) // BLOCK_X"),
    (binary(binary(N, "+", number(3)), "/", number(4)), "(n + 3) // 4"),
    # parentheses where Python needs them, and where a reader does
    (binary(binary(N, "&", number(3)), "|", binary(N, "^", number(2))), "(n & 3) | (n ^ 2)"),
    (binary(N, "-", binary(N, "-", number(1))), "n - (n - 1)"),
    (binary(binary(N, "-", N), "-", number(1)), "n - n - 1"),
    (compare(binary(N, "&", number(1)), "==", number(0)), "(n & 1) == 0"),
    (compare(compare(N, ">", number(1)), "==", compare(U, ">", number(1, UINT32))), "(n > 1) == (u > 1)"),
    (where(compare(N, ">", number(0)), D, convert(real(-1), FLOAT64)), "tl.where(n > 0, d, -1.0)"),
    (compare(U, "<", number(7, UINT32)), "u < 7"),
    (real(float("inf")), 'float("inf")'),
    # a constant of the module stands behind a tensor
    (binary(WIDTH, "*", N), "n * WIDTH"),
    (binary(WIDTH, "-", N), "tl.full((), WIDTH, tl.int32) - n"),
    (compare(binary(WIDTH, "*", number(2)), "<", N), "n > WIDTH * 2"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), EXPRESSIONS, ids=[text for _, text in EXPRESSIONS])
def test_expressions(value: Any, text: str) -> None:
    assert expression(value) == text


def test_a_vector_sum() -> None:
    made = program(
        {"x": FLOATS, "n": INT32},
        *heads(),
        store(at(X), binary(load(at(X), ACTIVE), "+", real(1)), ACTIVE),
        constants=CONSTANTS[:2],
    )
    assert (
        port_of(made).text
        == '''\
"""test.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def kernel(x, n, BLOCK_X: tl.constexpr, LANES: tl.constexpr):
    i = tl.program_id(0) * BLOCK_X + tl.arange(0, LANES)
    active = (tl.arange(0, LANES) < BLOCK_X) & (i < n)
    tl.store(x + i, tl.load(x + i, mask=active) + 1.0, mask=active)
'''
    )


SOURCE = """\
// A file.
#define WIDTH 0x10

/* Adds up.
 * Twice. */
__global__ void add(int n) {
    int k = 0;  // counts

    // as often as it takes
    k = k + WIDTH;
}
"""


def commented() -> TileProgram:
    source = Source("add.cu", SOURCE)
    width = Literal(16, INT32, SPAN, "WIDTH", "WIDTH")
    head = Comment("/* Adds up.\n * Twice. */", source.at("/* Adds"))
    span = source.at("__global__")
    first = declare("k", number(0))
    k = source.at("int k")
    behind = Comment("// counts", source.at("// counts"), trailing=True)
    before = Comment("// as often as it takes", source.at("// as"))
    step = source.at("k = k")
    body = (
        type(first)("k", INT32, number(0), k), behind, before,
        type(assign("k", N))(variable("k"), binary(variable("k"), "+", width), step),
        store(variable("out", INTS), variable("k")),
    )  # fmt: skip
    parameters = (Parameter("n", INT32, SPAN), Parameter("out", INTS, SPAN))
    kernel = TileKernel("add", "add", parameters, (), body, span, None, (head,))
    return TileProgram(kernel, symbols=(("WIDTH", "0x10"), ("UNUSED", "3")))


def test_comments_blank_lines_and_constants_survive() -> None:
    port = emit((prepare(commented()),), source=source_file(SOURCE), version="0", comments=(
        Comment("// A file.", Source("add.cu", SOURCE).at("// A file.")),))  # fmt: skip
    assert (
        port.text
        == '''\
"""add.cu, as Triton: one program is one block of CUDA's threads."""

# A file.

import triton
import triton.language as tl

WIDTH = tl.constexpr(0x10)


@triton.jit
def add(n, out):
    """Adds up.
    Twice.
    """
    k = 0  # counts

    # as often as it takes
    k += WIDTH
    tl.store(out, k)
'''
    )
    lines = dict(zip(port.text.splitlines(), port.manifest.line_map, strict=True))
    assert lines["    k = 0  # counts"] == 7
    assert lines["def add(n, out):"] == 6
    assert lines["import triton"] is None


def test_a_comment_too_long_for_the_line_stands_above_it() -> None:
    long = Comment(f"// {'what it is for ' * 7}", SPAN, trailing=True)
    made = program({"counts": INTS, "n": INT32}, store(variable("counts", INTS), N), long)
    port = port_of(made)
    assert port.text.splitlines()[-2].startswith("    # what it is for what")
    assert port.text.splitlines()[-1] == "    tl.store(counts, n)"
    assert len(port.text.splitlines()) == len(port.manifest.line_map)


def source_file(text: str) -> Any:
    return Source("add.cu", text).file


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("// one", ["# one"]),
        ("//one", ["#one"]),
        ("/* one */", ["# one"]),
        ("/*\n * one\n *\n * two\n */", ["# one", "#", "# two"]),
        ("/** one\n    two */", ["# one", "# two"]),
        ("//", ["#"]),
    ],
)
def test_comments(text: str, lines: list[str]) -> None:
    assert comment_lines(text) == lines


@pytest.mark.parametrize("name", ["in", "lambda", "tl", "range", "float", "match", "triton", "libdevice"])
def test_words_of_python_move_out_of_the_way(name: str) -> None:
    made = program({name: INTS, "n": INT32}, store(variable(name, INTS), N))
    port = check(made, {name: np.zeros(1, np.int32), "n": 3}, grid=(1, 1, 1), compilers=("triton-sm90",))
    assert f"def kernel({name}_, n" in port.text
    assert port.manifest.kernels[0].arguments[0].name == name


def test_names() -> None:
    assert base_name("i.2") == "i"
    assert base_name("options.scale") == "options_scale"
    assert base_name("rows.2") == "rows"  # the second `rows`: a field is told by the kernel's parameters
    assert all(not keyword.iskeyword(each) for each in HELPER_NAMES)


def test_structs_by_value_in_the_manifest() -> None:
    struct = Struct("Options", (Field("scale", FLOAT32, 0), Field("n", INT32, 4), Field("to", FLOATS, 8)), 16, 8)
    names: dict[str, Type] = {"options.scale": FLOAT32, "options.n": INT32, "options.to": FLOATS}
    made = program(names, store(variable("options.to", FLOATS), variable("options.scale", FLOAT32)))
    kernel = TileKernel("kernel", "kernel", made.kernel.parameters, (), made.kernel.body, SPAN,
                        cuda_parameters=(Parameter("options", struct, SPAN, cuda_type="Options"),))  # fmt: skip
    port = port_of(TileProgram(kernel, structs=(struct,)))
    assert "def kernel(options_scale, options_n, options_to):" in port.text
    arguments = port.manifest.kernels[0].arguments
    assert [(each.name, each.field) for each in arguments] == [
        ("options", "scale"),
        ("options", "n"),
        ("options", "to"),
    ]
    assert port.manifest.kernels[0].params[0].kind == "struct"
    assert 'held.tensor(options_["to"])' in port.launcher
    compile(port.launcher, "launcher", "exec")


def test_constants_in_the_manifest() -> None:
    constants = (
        *CONSTANTS[:2],
        ConstantParameter("WARPS", ConstantRule.WARPS),
        ConstantParameter("T", ConstantRule.FREE, 64),
    )
    made = program({"n": INT32}, constants=constants)
    found = [(each.name, each.field, each.value) for each in port_of(made).manifest.kernels[0].arguments[1:]]
    assert found == [("BLOCK_X", "block_x", 0), ("LANES", "lanes", 32), ("WARPS", "warps", 0), ("T", "free", 64)]


def test_long_lines_are_broken_inside_brackets() -> None:
    parts = variable("a_name_that_is_rather_long", INDICES)
    total: Any = parts
    for k in range(12):
        total = binary(total, "+", binary(parts, "*", number(k + 2)))
    made = program(
        {"counts": INTS, "n": INT32},
        *heads(),
        declare("a_name_that_is_rather_long", I),
        declare("sum", total),
        store(at(variable("counts", INTS)), binary(total, "+", variable("sum", INDICES)), ACTIVE),
    )
    port = check(made, {"counts": np.zeros(300, np.int32), "n": 300}, compilers=("triton-sm90",))
    assert max(map(len, port.text.splitlines())) <= 120
    assert len(port.text.splitlines()) == len(port.manifest.line_map)


def test_an_if_with_nothing_but_a_comment_passes() -> None:
    made = program({"counts": INTS, "n": INT32}, when(compare(N, ">", number(3)), [Comment("// nothing", SPAN)]),
                   store(variable("counts", INTS), N))  # fmt: skip
    port = check(made, {"counts": np.zeros(1, np.int32), "n": 5}, grid=(1, 1, 1), compilers=("triton-sm90",))
    assert "        # nothing\n        pass\n" in port.text


def test_two_kernels_share_a_file() -> None:
    made = program({"counts": INTS, "n": INT32}, store(variable("counts", INTS), N))
    port = emit((prepare(made), prepare(made)), source=FILE, version="0")
    assert [each.entry for each in port.manifest.kernels] == ["kernel", "kernel_2"]
    assert body_of(port).count("@triton.jit") == 2


def test_every_function_is_in_the_table_or_refused_with_its_code() -> None:
    """`remquo` alone is missing; what is libdevice's on NVIDIA only is said in the manifest."""
    assert set(table.INTRINSICS) - set(INTRINSICS) == {"remquo_bits"}
    assert set(INTRINSICS) <= set(table.INTRINSICS)
    loaded: Any = load(X)
    made = program({"x": FLOATS}, store(X, Intrinsic("cbrt", (loaded,), FLOAT32, SPAN)))
    assert port_of(made).manifest.kernels[0].notes == ("libdevice.cbrt is there on NVIDIA alone",)


def test_names_of_helpers_are_kept_free() -> None:
    for row in INTRINSICS.values():
        if isinstance(row, Brought):
            for type_ in (FLOAT32, INT32, UINT32, INT64, UINT64):
                try:
                    assert row.make(type_).name in HELPER_NAMES
                except KeyError:
                    continue
    assert {row.name for row in INTRINSICS.values() if isinstance(row, Device)} & ON_AMD


def test_parameters_that_are_called_as_a_constant_of_the_port() -> None:
    text = "__global__ void k(float* y, int LANES, int scratch) { if (threadIdx.x < LANES) y[threadIdx.x] = scratch; }"
    port = translate(SourceFile("k.cu", text), Options(target="triton")).port
    assert port is not None
    (kernel,) = port.manifest.kernels
    assert [each.name for each in kernel.arguments if each.kind == "param"] == ["y", "LANES", "scratch"]
    assert [each.name for each in kernel.params] == ["y", "LANES", "scratch"]
    assert "def k(y, LANES_, scratch, LANES: tl.constexpr" in port.text


def test_a_name_does_not_outlive_its_scope_as_another_kind() -> None:
    text = """__global__ void k(float* y, const float* x, int n) {
    int t = threadIdx.x;
    float sum = 0;
    for (int i = 0; i < n; i++) sum += x[i];
    for (int s = 0; s < n; s++) { float i = x[t + s] * 3; sum += i * i; }
    if (n > 3) { float v = x[t] * 2; sum += v * v; } else { int v = t + n; sum += v * v; }
    y[t] = sum;
}
"""
    port = translate(SourceFile("k.cu", text), Options(target="triton")).port
    assert port is not None
    # The compiler keeps a counter behind its loop, and joins what both arms name: one type each.
    for line in ("for i in tl.range(", "i_2 = tl.load(", "v = tl.load(", "v_2 = "):
        assert line in port.text


@pytest.mark.parametrize(
    ("head", "body", "factor"),
    [
        ("int k = 0; k < n; k++", "sum += x[k] * x[t + k];", 4),
        ("int k = 0; k < 40; k++", "sum += x[k] * x[t + k];", 4),
        ("int k = 0; k < 5; k++", "sum += x[k] * x[t + k];", 1),
        ("int k = 0; k < n; k++", "sum = sum * 3 + k;", 1),
        ("int k = 0; k < n; k++", "y[t + k] = x[k];", 1),
        ("int k = 0; k < n; k++", "for (int m = 0; m < 3; m++) sum += x[k + m];", 1),
    ],
)
def test_short_loops_that_load_are_written_out_some_rounds_at_a_time(head: str, body: str, factor: int) -> None:
    text = f"""__global__ void k(float* __restrict__ y, const float* __restrict__ x, int n) {{
        int t = threadIdx.x; float sum = 0; for ({head}) {{ {body} }} y[t] = sum; }}"""
    port = translate(SourceFile("k.cu", text), Options(target="triton")).port
    assert port is not None
    assert (f"loop_unroll_factor={factor}" in port.text) == (factor > 1)
    assert ("loop_unroll_factor" in port.text) == (factor > 1)
