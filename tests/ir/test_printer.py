"""The text of the IR."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.passes.build import (
    BARRIER,
    FLOATS,
    SPAN,
    address,
    assign,
    binary,
    call,
    compare,
    decay,
    declare,
    function,
    give,
    index,
    number,
    parameter,
    program,
    real,
    thread,
    variable,
    when,
)
from transkernel.ir import visit
from transkernel.ir.nodes import (
    Atomic,
    AtomicOp,
    Barrier,
    Bitcast,
    BlockVote,
    BlockVoteOp,
    Break,
    Build,
    Collective,
    Comment,
    Convert,
    DoWhile,
    Evaluate,
    For,
    GlobalVariable,
    Lane,
    Literal,
    Member,
    Print,
    Rounding,
    Scope,
    Select,
    Switch,
    SwitchCase,
    Unary,
    UnaryOp,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.printer import expression_text, print_program, print_statements, print_tile_program
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantParameter,
    ConstantRule,
    Dot,
    Gather,
    Histogram,
    Join,
    Lanes,
    Load,
    Range,
    Reduce,
    ReduceOp,
    Reshape,
    Scan,
    Scratch,
    Splat,
    Split,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
    Transpose,
    Where,
)
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT32, Array, Field, Pointer, Space, Struct, Tile, Vector

N = variable("n")
X = variable("x", FLOATS)
QUAD = Vector(FLOAT32, 4)
LESS = compare(N, "<", number(3))

EXPRESSIONS: list[tuple[Any, str]] = [
    (number(3), "3"),
    (real(0.5), "0.5:f32"),
    (Literal(3, UINT32, SPAN), "3:u32"),
    (Literal(1, BOOL, SPAN), "true"),
    (Literal(0, FLOATS, SPAN), "null:generic* f32"),
    (binary(binary(N, "+", N), "*", number(-1)), "(n + n) * (-1)"),
    (Unary(UnaryOp.NEGATE, binary(N, "+", N), INT32, SPAN), "-(n + n)"),
    (thread(), "<i32>(thread_index.x)"),
    (address(index(X, N)), "&x[n]"),
    (decay(variable("a", Array(FLOAT32, 2))), "decay(a)"),
    (Lane(variable("q", QUAD), 2, FLOAT32, SPAN), "q.z"),
    (Member(variable("s", Struct("S")), "a", INT32, SPAN), "s.a"),
    (Build((real(1), real(2), real(3), real(4)), QUAD, SPAN), "f32x4{1.0:f32, 2.0:f32, 3.0:f32, 4.0:f32}"),
    (Select(LESS, N, number(2), INT32, SPAN), "(n < 3) ? n : 2"),
    (
        WarpOperation(WarpOp.SHUFFLE_UP, (N, N), Literal(255, UINT32, SPAN), 8, INT32, SPAN),
        "warp.shuffle_up(n, n, mask 255:u32, width 8)",
    ),
    (BlockVote(BlockVoteOp.COUNT, LESS, INT32, SPAN), "block.count(n < 3)"),
    (Collective("max", N, Scope.BLOCK, "", INT32, SPAN), "block.max(n)"),
    (Collective("add", N, Scope.WARP, "exclusive", INT32, SPAN), "warp.exclusive.add(n)"),
    (Atomic(AtomicOp.ADD, X, (real(1),), FLOAT32, SPAN), "atomic.add.device(x, 1.0:f32)"),
]


@pytest.mark.parametrize(("node", "text"), EXPRESSIONS)
def test_expression(node: Any, text: str) -> None:
    assert expression_text(node) == text


def test_statements_are_a_line_each() -> None:
    step = (assign(variable("i"), binary(variable("i"), "+", number(1))),)
    nodes = [
        Comment("// two\n// lines", SPAN),
        For((declare("i", INT32, number(0)),), compare(variable("i"), "<", N), step, (BARRIER,), SPAN, unroll=4),
        While(LESS, (Break(SPAN),), SPAN),
        DoWhile((), LESS, SPAN),
        when(LESS, [give()], [Evaluate(N, SPAN)]),
        Switch(N, (SwitchCase((number(1), None), (Break(SPAN),), SPAN),), SPAN),
        Print("%d\\n", (N,), SPAN),
    ]
    assert print_statements(nodes).split("\n") == [
        "// two", "// lines",
        "unroll 4 for (i32 i = 0; i < n; i = i + 1) {", "  barrier(block)", "}",
        "while (n < 3) {", "  break", "}",
        "do {", "} while (n < 3)",
        "if (n < 3) {", "  return", "} else {", "  n", "}",
        "switch (n) {", "case 1, default:", "  break", "}",
        'print("%d\\n", n)',
    ]  # fmt: skip


def test_program_shows_all_of_its_parts() -> None:
    twice = function("twice", {"v": FLOAT32}, FLOAT32, give(binary(variable("v", FLOAT32), "+", real(1))))
    struct = Struct("Pair", (Field("a", INT32, 0), Field("b", FLOAT32, 4)), 8, 4)
    body = [assign(index(X, N), call(twice, real(1)))]
    text = print_program(
        program(
            {"x": FLOATS, "n": INT32}, body, functions=[twice], structs=[struct], shared_memory={"s": Array(FLOAT32, 4)}
        )
    )
    assert text == (
        "struct Pair (size 8, alignment 4)\n  i32 a at 0\n  f32 b at 4\n\n"
        "function twice(f32 v) -> f32\n  return v + 1.0:f32\n\n"
        "kernel kernel(generic* f32 x, i32 n)\n  shared [4 x f32] s\n  x[n] = twice(1.0:f32)\n"
    )


LANES = ("LANES",)
TILE = Tile(FLOAT32, LANES)
PLACES = variable("places", Tile(Pointer(FLOAT32, Space.GLOBAL), LANES))
MASK, V = variable("mask", Tile(BOOL, LANES)), variable("v", TILE)
TILE_EXPRESSIONS: list[tuple[Any, str]] = [
    (Constant("LANES", SPAN), "LANES"),
    (Lanes(Tile(INT32, LANES), SPAN), "lanes<LANES x i32>"),
    (Splat(real(1), TILE, SPAN), "splat<LANES x f32>(1.0:f32)"),
    (Convert(V, Tile(INT32, (4, 8)), SPAN, Rounding.UP, saturate=True), "<4 x 8 x i32>.ru.sat(v)"),
    (Bitcast(V, Tile(INT32, LANES), SPAN), "bits<LANES x i32>(v)"),
    (Where(MASK, V, Unary(UnaryOp.NEGATE, V, TILE, SPAN), TILE, SPAN), "where(mask, v, -v)"),
    (Load(PLACES, None, None, TILE, SPAN), "load(places)"),
    (Load(PLACES, MASK, real(0), TILE, SPAN, volatile=True), "load.volatile(places, mask mask, other 0.0:f32)"),
    (TileAtomic(AtomicOp.ADD, PLACES, (V,), MASK, TILE, SPAN), "atomic.add.device(places, v, mask mask)"),
    (Reduce(ReduceOp.MAX, V, 0, FLOAT32, SPAN), "reduce.max(v, axis 0)"),
    (Scan(ReduceOp.ADD, V, 0, TILE, SPAN), "scan.add(v, axis 0)"),
    (Scan(ReduceOp.ADD, V, 0, TILE, SPAN, reverse=True), "scan.add.reverse(v, axis 0)"),
    (Gather(V, N, 0, TILE, SPAN), "gather(v, n, axis 0)"),
    (Histogram(V, N, TILE, SPAN), f"histogram{TILE}(v, n)"),
    (Reshape(V, Tile(FLOAT32, ("WARPS", 32)), SPAN), "reshape<WARPS x 32 x f32>(v)"),
    (Broadcast(V, Tile(FLOAT32, (4, 8)), SPAN), "broadcast<4 x 8 x f32>(v)"),
    (Transpose(V, (1, 0), TILE, SPAN), "transpose(v, axes 1 0)"),
    (Split(V, 1, TILE, SPAN), "split(v, 1)"),
    (Join((V, N), TILE, SPAN), "join(v, n)"),
    (Dot(V, V, V, TILE, SPAN), "dot(v, v, v)"),
    (binary(Reduce(ReduceOp.ADD, V, 0, FLOAT32, SPAN), "*", real(2)), "reduce.add(v, axis 0) * 2.0:f32"),
]


@pytest.mark.parametrize(("node", "text"), TILE_EXPRESSIONS)
def test_tile_expression(node: Any, text: str) -> None:
    assert expression_text(node) == text


def test_every_expression_of_tile_ir_has_a_row() -> None:
    assert {type(node) for node, _ in TILE_EXPRESSIONS} >= set(visit.TILE_EXPRESSIONS)


def test_tile_program() -> None:
    store = Store(PLACES, V, MASK, SPAN)
    count = Range("k", number(0), N, number(2), (store, replace(store, mask=None)), INT32, SPAN, unroll=4)
    constants = (
        ConstantParameter("LANES", ConstantRule.LANES),
        ConstantParameter("TILE", ConstantRule.FREE, 128),
    )
    kernel = TileKernel(
        "kernel", "kernel", (parameter("n", INT32),), constants, (count, Barrier(Scope.BLOCK, SPAN)), SPAN,
        Scratch("scratch", 64, dynamic=True),
    )  # fmt: skip
    table = GlobalVariable("table", Array(FLOAT32, 4), Space.CONSTANT, None, SPAN)
    assert print_tile_program(TileProgram(kernel, (table,))) == (
        "constant [4 x f32] table\n\n"
        "kernel kernel(i32 n)\n"
        "  constant LANES (lanes)\n"
        "  constant TILE (free, 128)\n"
        "  scratch scratch of 64 bytes and the launch's\n"
        "  unroll 4 for (i32 k in 0, n, 2) {\n"
        "    store(places, v, mask mask)\n"
        "    store(places, v)\n"
        "  }\n"
        "  barrier(block)\n"
    )
