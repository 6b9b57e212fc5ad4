"""Each rule of tile IR, broken once: the verifier names it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tile.build import (
    ACTIVE,
    BARRIER,
    FLOATS,
    INDICES,
    INTS,
    NUMBERS,
    SPAN,
    TRUTHS,
    I,
    assign,
    at,
    atomic,
    binary,
    block_index,
    compare,
    constant,
    convert,
    count,
    declare,
    evaluate,
    gather,
    global_variable,
    heads,
    load,
    number,
    program,
    real,
    reduce,
    repeat,
    splat,
    store,
    truth,
    variable,
    when,
    where,
)
from transkernel.ir.nodes import (
    Assert,
    Barrier,
    Bitcast,
    Break,
    Comment,
    Compare,
    CompareOp,
    Declare,
    Evaluate,
    Fence,
    Intrinsic,
    PointerDifference,
    Print,
    Register,
    Return,
    Scope,
    Select,
    Special,
    Unary,
    UnaryOp,
)
from transkernel.ir.tile import (
    Broadcast,
    ConstantParameter,
    ConstantRule,
    Dot,
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
    TileProgram,
    Transpose,
    Where,
)
from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    UINT8,
    UINT32,
    VOID,
    Array,
    Pointer,
    Space,
    Struct,
    Tile,
    Type,
    Vector,
)
from transkernel.ir.verify_tile import VerificationError, verify_tile

X, COUNTS, N = variable("x", FLOATS), variable("counts", INTS), variable("n")
PARAMETERS: dict[str, Type] = {"x": FLOATS, "counts": INTS, "n": INT32}
CONSTANTS = tuple(
    ConstantParameter(rule.name, rule)
    for rule in (ConstantRule.BLOCK_X, ConstantRule.LANES, ConstantRule.WARPS, ConstantRule.SHARED)
)
TABLE = global_variable("table", Array(Vector(FLOAT32, 2), 3), space=Space.CONSTANT)
WARPS = Tile(INT32, ("WARPS", 32))
SQUARE, FLAT = Tile(FLOAT32, (4, 8)), Tile(FLOAT32, (32,))
ROWS = Tile(FLOAT32, (8,))
A, B = variable("a", SQUARE), variable("b", Tile(FLOAT32, (8, 2)))
LESS = compare(N, "<", number(4))
GET: Any = load(at(X), ACTIVE, real(0))
COUNTED: Any = load(COUNTS)
NOWHERE: Any = None


def made(*body: Any, **more: Any) -> TileProgram:
    more = {"constants": CONSTANTS, "scratch": Scratch("scratch", 64, dynamic=True), "globals_": (TABLE,), **more}
    return program(PARAMETERS, *heads(), *body, **more)


def value(node: Any) -> Any:
    return declare("v", node)


def tiles(*body: Any) -> tuple[Any, ...]:
    return declare("a", None, SQUARE), declare("b", None, B.type), *body


# ------------------------------------------------------------ what keeps the rules

GOOD: dict[str, tuple[Any, ...]] = {
    "an atomic without a value": (evaluate(replace(atomic("add", at(X), real(1), mask=ACTIVE), type=VOID)),),
    "scalars": (declare("s", load(X)), store(X, real(2), truth(True))),
    "a loop": (
        value(splat(real(0))),
        count("k", number(0), N, assign("v", binary(variable("v", NUMBERS), "+", convert(variable("k"), FLOAT32)))),
        repeat(LESS, assign("n", number(4))),
    ),
    "warps": (
        value(Reshape(I, WARPS, SPAN)),
        declare("w", reduce("max", variable("v", WARPS), 1)),
        declare("back", Reshape(variable("v", WARPS), INDICES, SPAN)),
    ),
    "file-scope variables": (value(load(at(variable("table", Pointer(FLOAT32, Space.CONSTANT))), ACTIVE)),),
    "scratch memory": (value(load(convert(variable("scratch", Pointer(UINT8)), INTS))),),
    "divisors": (
        declare("d", where(ACTIVE, I, number(1))),
        value(binary(I, "/", variable("d", INDICES))),
        declare("e", binary(I, "%", convert(constant("BLOCK_X"), INT32))),
        declare("f", binary(I, "/", splat(number(3)))),
        declare("g", binary(N, "/", variable("n"))),
        declare("l", binary(I, "/", N)),
        declare("h", binary(I, "%", binary(number(16), "/", number(4)))),
        declare("j", binary(I, "%", binary(binary(number(15), "&", number(255)), "+", number(1)))),
    ),
    "float division": (value(binary(GET, "/", GET)),),
    "products": tiles(
        value(Dot(A, B, splat(real(0), (4, 2)), Tile(FLOAT32, (4, 2)), SPAN)),
        declare("t", Transpose(A, (1, 0), Tile(FLOAT32, (8, 4)), SPAN)),
        declare("column", Split(B, 1, ROWS, SPAN)),
        declare("columns", Join((variable("column", ROWS), variable("column", ROWS)), Tile(FLOAT32, (8, 2)), SPAN)),
        declare("r", Broadcast(variable("t", Tile(FLOAT32, (8, 4))), Tile(FLOAT32, (8, 4)), SPAN)),
    ),
    "words for people": (Comment("// so", SPAN), Print("%d", (I,), SPAN), Assert(ACTIVE, "", SPAN), BARRIER),
    "a barrier between": (store(at(X), GET, ACTIVE), BARRIER, value(GET)),
}


@pytest.mark.parametrize("case", GOOD)
def test_good_programs_pass(case: str) -> None:
    verify_tile(made(*GOOD[case]))


# ------------------------------------------------------------ what breaks them

BROKEN_STATEMENTS: dict[str, list[tuple[Any, ...]]] = {
    "a statement of tile IR stands in a list of statements": [
        (Break(SPAN),),
        (Return(None, SPAN),),
        (Fence(Scope.DEVICE, SPAN),),
        (when(LESS, [Break(SPAN)]),),
        (I,),
    ],
    "an expression of tile IR stands where a value is wanted": [
        (value(Select(LESS, N, N, INT32, SPAN)),),
        (store(X, Select(LESS, real(0), real(1), FLOAT32, SPAN)),),
    ],
    "`w` is declared where it is used": [
        (value(variable("w")),),
        (when(LESS, [declare("w", N)]), value(variable("w"))),
        (when(LESS, [declare("w", N)], [value(variable("w"))]),),
        (repeat(LESS, declare("w", N)), value(variable("w"))),
        (count("w", number(0), N), value(variable("w"))),
        (assign("w", N),),
        (declare("w", variable("w")),),
    ],
    "`n` has its declared type": [(value(variable("n", UINT32)),), (assign("n", I),), (assign("n", real(0)),)],
    "an assigned value has its variable's type": [
        (value(splat(real(0))), replace(assign("v", variable("v", NUMBERS)), value=real(0))),
        (replace(assign("n", N), value=I),),
    ],
    "what is assigned is a variable": [(replace(assign("n", N), target=COUNTED),)],
    "an initial value has the variable's type": [(declare("v", N, INDICES),), (declare("v", I, INT32),)],
    "the name `n` is unique in its kernel": [(declare("n", I),), (count("n", number(0), number(3)),)],
    "the name `v` is unique in its kernel": [(when(LESS, [value(N)]), value(N))],
    "the name `LANES` is unique in its kernel": [(declare("LANES", I),)],
    "`k` is not assigned": [(count("k", number(0), N, assign("k", number(1))),)],
    "`table` is not assigned": [(assign("table", variable("table", FLOATS)),)],
    "`scratch` is not assigned": [(assign("scratch", variable("scratch", Pointer(UINT8))),)],
    "a condition is a scalar BOOL": [(when(ACTIVE, []),), (when(N, []),), (repeat(ACTIVE),)],
    "a condition is BOOL": [(Assert(N, "", SPAN),), (value(Where(N, N, N, INT32, SPAN)),)],
    "a range counts in INT32 or INT64": [(count("k", number(0, UINT32), number(3, UINT32)),)],
    "a range's bounds are scalars of its type": [
        (count("k", number(0), I),),
        (count("k", number(0), number(3, INT64)),),
        (Range("k", number(0), N, number(1, INT64), (), INT32, SPAN),),
    ],
    "a range's step is above 0": [(count("k", N, number(0), step=number(-1)),), (count("k", N, N, step=number(0)),)],
    "a barrier is the block's": [(Barrier(Scope.WARP, SPAN),)],
    "an atomic is evaluated for its effect": [(Evaluate(GET, SPAN),)],
    "numbers are printed": [(Print("%p", (X,), SPAN),)],
    "a barrier stands between accesses of what may be the same memory": [
        (store(at(X), GET, ACTIVE), value(GET)),
        (count("k", number(0), N, store(at(X), GET, ACTIVE)),),
    ],
}

BROKEN_EXPRESSIONS: dict[str, list[Any]] = {
    "a value is a number, a pointer to one, or a tile of them": [
        variable("n", Vector(FLOAT32, 2)),
        variable("n", Pointer(Vector(FLOAT32, 2))),
        variable("n", Pointer(VOID)),
        variable("n", Tile(Pointer(FLOATS), (32,))),
        replace(N, type=VOID),
    ],
    "a tile has an axis": [Splat(N, Tile(INT32, ()), SPAN)],
    "an extent is a power of two": [
        splat(N, (48,)),
        splat(N, (0,)),
        splat(N, ("BLOCK_X",)),
        splat(N, ("SHARED",)),
        splat(N, ("UNKNOWN",)),
    ],
    "tiles that are joined have one shape": [
        binary(I, "+", splat(N, (32,))),
        where(ACTIVE, splat(N, (32,)), N),
        binary(Reshape(I, WARPS, SPAN), "+", I),
    ],
    "a tile and a scalar join to a tile": [
        replace(binary(I, "+", N), type=INT32),
        replace(binary(N, "+", N), type=INDICES),
        replace(convert(I, FLOAT32), type=Tile(FLOAT32, (32,))),
        Where(ACTIVE, N, N, INT32, SPAN),
        Compare(CompareOp.LESS, I, I, SPAN),
    ],
    "both operands have one type": [
        binary(I, "+", number(1, INT64)),
        compare(I, "<", number(1, UINT32)),
    ],
    "a binary operator has its left operand's type": [replace(binary(I, "+", I), type=NUMBERS)],
    "`&` is on integers": [binary(GET, "&", GET)],
    "a comparison is BOOL": [replace(compare(I, "<", I), type=INDICES)],
    "`!` is of a BOOL": [Unary(UnaryOp.NOT, I, INDICES, SPAN)],
    "a conversion is between numbers and pointers": [convert(GET, FLOATS)],
    "both types have one size": [Bitcast(GET, Tile(INT64, ("LANES",)), SPAN)],
    "an offset is an integer": [at(X, GET)],
    "`fmax` has the types of its row": [Intrinsic("fmax", (GET, I), NUMBERS, SPAN)],
    "`twice` is an intrinsic": [Intrinsic("twice", (GET,), NUMBERS, SPAN)],
    "a difference is of two pointers of one type": [PointerDifference(X, COUNTS, SPAN)],
    "a literal is a scalar": [replace(number(1), type=INDICES)],
    "a literal integer is in the range of its type": [number(300, UINT8)],
    "a special register is one of the block's": [
        Special(Register.THREAD_INDEX, 0, SPAN),
        Special(Register.BLOCK_SIZE, 0, SPAN),
        Special(Register.WARP_SIZE, 0, SPAN),
    ],
    "a special register is a scalar": [Special(Register.BLOCK_INDEX, 0, SPAN, Tile(UINT32, ("LANES",)))],
    "a special register has an axis 0 to 2": [Special(Register.BLOCK_INDEX, 3, SPAN)],
    "`TILE` is a constant of the kernel": [constant("TILE")],
    "a constant is an integer": [replace(constant("LANES"), type=FLOAT32)],
    "lanes are counted along one axis": [
        Lanes(WARPS, SPAN),
        Lanes(NUMBERS, SPAN),
        Lanes(TRUTHS, SPAN),
        Lanes(INT32, SPAN),
    ],
    "a scalar is put in every lane": [Splat(I, INDICES, SPAN), Splat(N, NUMBERS, SPAN), Splat(N, INT32, SPAN)],
    "both choices have the type": [Where(ACTIVE, I, real(0), INDICES, SPAN)],
    "an access is through a pointer to a number": [
        Load(I, ACTIVE, None, INDICES, SPAN),
        Load(N, None, None, INT32, SPAN),
    ],
    "an access by lanes that may be idle has a mask": [
        load(at(X)),
        load(at(X, Reshape(I, WARPS, SPAN))),
        atomic("add", at(X), real(1)),
    ],
    "a mask is BOOL, and one for each pointer": [
        load(at(X), I),
        load(X, ACTIVE),
        load(at(X), splat(truth(True), (32,))),
        atomic("add", X, real(1), mask=ACTIVE),
    ],
    "a load has what the pointer points to": [replace(GET, type=INDICES), replace(GET, type=FLOAT32)],
    "a field is one of a vector's": [replace(GET, field=2, fields=2), replace(GET, field=1)],
    "only a mask leaves lanes for `other`": [load(X, None, real(0))],
    "`other` has the load's type": [load(at(X), ACTIVE, number(0)), load(X, truth(True), splat(real(0)))],
    "an atomic's operands are one for each pointer": [atomic("add", X, splat(real(1)))],
    "an atomic has one value for each pointer": [
        replace(atomic("add", at(X), real(1), mask=ACTIVE), type=FLOAT32),
    ],
    "an atomic's operand has the memory's type": [atomic("add", at(X), number(1), mask=ACTIVE)],
    "an atomic has its operands": [atomic("add", at(X), mask=ACTIVE), atomic("compare_exchange", X, real(1))],
    "an atomic has the memory's type": [replace(atomic("add", X, real(1)), type=INT32)],
    "an axis is one of the tile's": [
        Reduce(ReduceOp.ADD, I, 1, INT32, SPAN),
        Scan(ReduceOp.ADD, I, -1, INDICES, SPAN),
        Reduce(ReduceOp.ADD, N, 0, INT32, SPAN),
    ],
    "a reduction keeps the type": [Reduce(ReduceOp.ADD, I, 0, FLOAT32, SPAN)],
    "`xor` is on integers": [reduce("xor", GET)],
    "`add` is on numbers": [reduce("add", ACTIVE)],
    "a reduction's axis is gone": [replace(reduce("add", I), type=INDICES)],
    "a scan keeps the shape": [Scan(ReduceOp.ADD, I, 0, INT32, SPAN)],
    "an index is an integer": [gather(I, GET)],
    "a gather's other axes are the same": [gather(I, Reshape(I, WARPS, SPAN))],
    "a gather has a value for each index": [replace(gather(I, I), type=NUMBERS)],
    "numbers are gathered": [gather(at(X), I)],
    "a histogram is of a tile of INT32": [Histogram(GET, ACTIVE, INDICES, SPAN), Histogram(N, ACTIVE, INDICES, SPAN)],
    "a histogram's mask is of its lanes": [Histogram(I, I, INDICES, SPAN)],
    "a histogram counts in INT32 along one axis": [Histogram(I, ACTIVE, NUMBERS, SPAN)],
    "a reshaped tile keeps its type": [Reshape(I, Tile(FLOAT32, ("WARPS", 32)), SPAN), Reshape(N, INDICES, SPAN)],
    "a reshaped tile keeps its lanes": [
        Reshape(I, Tile(INT32, ("WARPS", 16)), SPAN),
        Reshape(I, Tile(INT32, (32,)), SPAN),
    ],
    "axes of extent 1 are repeated": [
        Broadcast(splat(N, (2,)), Tile(INT32, (4,)), SPAN),
        Broadcast(splat(N, (1,)), WARPS, SPAN),
        Broadcast(N, INDICES, SPAN),
    ],
    "a repeated tile keeps its type": [Broadcast(splat(N, (1,)), NUMBERS, SPAN)],
}
BROKEN_PRODUCTS: dict[str, list[Any]] = {
    "each axis goes to one place": [Transpose(A, (0, 0), SQUARE, SPAN), Transpose(A, (0,), SQUARE, SPAN)],
    "axes keep their extents": [Transpose(A, (1, 0), SQUARE, SPAN)],
    "a column is one of a tile's two or four": [
        Split(B, 2, ROWS, SPAN),
        Split(B, -1, ROWS, SPAN),
        Split(A, 0, ROWS, SPAN),
        Split(N, 0, INT32, SPAN),
    ],
    "a column lacks the last axis": [Split(B, 0, SQUARE, SPAN), Split(B, 0, Tile(INT32, ROWS.shape), SPAN)],
    "two or four tiles of one shape are the columns of one": [
        Join((A, I), SQUARE, SPAN),
        Join((N, N), INDICES, SPAN),
        Join((A, A, A), SQUARE, SPAN),
    ],
    "columns make a last axis": [Join((A, A), SQUARE, SPAN)],
    "columns keep their type": [Join((I, I), Tile(FLOAT32, (*INDICES.shape, 2)), SPAN)],
    "the inner axes of a product are the same": [Dot(A, A, A, SQUARE, SPAN), Dot(I, I, I, INDICES, SPAN)],
    "products side by side are as many on both sides": [
        Dot(Reshape(B, Tile(FLOAT32, (2, 2, 4)), SPAN), Reshape(B, Tile(FLOAT32, (1, 4, 4)), SPAN), A, SQUARE, SPAN)
    ],
    "both factors have one type": [Dot(convert(A, FLOAT16), B, A, SQUARE, SPAN)],
    "a product has the outer axes": [Dot(A, B, A, SQUARE, SPAN)],
    "what a product is added to has its type": [Dot(A, B, A, Tile(FLOAT32, (4, 2)), SPAN)],
}
# A scalar divisor is every thread's, unless something keeps threads from the division and not the block.
BROKEN_DIVISORS: list[Any] = [
    I,
    splat(N),
    number(0),
    splat(number(0)),
    where(ACTIVE, N, number(0)),
    splat(constant("SHARED")),
    binary(number(2), "/", number(4)),
    binary(number(4), "/", splat(number(0))),
    binary(number(4), "%", number(2)),
    binary(I, "+", number(1)),
    splat(convert(number(0, UINT32), INT32)),
]
BROKEN_DIVISIONS: list[tuple[Any, ...]] = [
    *((value(binary(I, "/", each)),) for each in BROKEN_DIVISORS),
    (value(binary(convert(I, UINT8), "/", splat(convert(number(256), UINT8)))),),
    (value(binary(convert(I, UINT8), "/", convert(where(ACTIVE, I, number(1)), UINT8))),),
    (declare("d", where(ACTIVE, N, number(1))), assign("d", I), value(binary(I, "/", variable("d", INDICES)))),
    (value(binary(compare(N, "!=", number(0)), "&", compare(binary(N, "/", N), ">", number(3)))),),
    (value(where(LESS, binary(number(1), "/", N), number(0))),),
    (value(where(LESS, binary(I, "/", constant("SHARED")), number(0))),),
]


def flat(table: dict[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(rule, each) for rule, rows in table.items() for each in rows]


def broken(made_: TileProgram) -> str:
    with pytest.raises(VerificationError) as raised:
        verify_tile(made_)
    assert raised.value.rule in str(raised.value)
    return raised.value.rule


@pytest.mark.parametrize(("rule", "body"), flat(BROKEN_STATEMENTS))
def test_statement(rule: str, body: tuple[Any, ...]) -> None:
    assert broken(made(*body)) == rule


@pytest.mark.parametrize(("rule", "node"), flat(BROKEN_EXPRESSIONS))
def test_expression(rule: str, node: Any) -> None:
    assert broken(made(Declare("v", node.type, node, SPAN))) == rule


@pytest.mark.parametrize(("rule", "node"), flat(BROKEN_PRODUCTS))
def test_product(rule: str, node: Any) -> None:
    assert broken(made(*tiles(value(node)))) == rule


@pytest.mark.parametrize("body", BROKEN_DIVISIONS)
def test_divisor(body: tuple[Any, ...]) -> None:
    assert broken(made(*body)) == "no lane divides by zero"


STORES: list[tuple[str, Any]] = [
    ("a stored value has the memory's type", store(at(X), I, ACTIVE)),
    ("a stored value is one for each pointer", store(X, GET)),
    ("a stored value is one for each pointer", store(at(X), splat(real(0), (32,)), ACTIVE)),
    ("an access by lanes that may be idle has a mask", store(at(X), real(0))),
    ("a mask is BOOL, and one for each pointer", store(X, real(0), ACTIVE)),
    ("an access is through a pointer to a number", store(I, I, ACTIVE)),
]


@pytest.mark.parametrize(("rule", "node"), STORES)
def test_store(rule: str, node: Any) -> None:
    assert broken(made(node)) == rule


def test_every_node_has_a_span() -> None:
    assert broken(made(replace(BARRIER, span=NOWHERE))) == "every node has a span"
    assert broken(made(value(replace(N, span=NOWHERE)))) == "every node has a span"


def test_what_the_kernel_declares() -> None:
    twice = (*CONSTANTS, CONSTANTS[0])
    assert broken(made(constants=twice)) == "a constant's name is unique"
    assert broken(made(scratch=Scratch("scratch", -1))) == "scratch memory has a size"
    assert broken(made(scratch=Scratch("x", 1))) == "the name `x` is unique in its kernel"
    assert broken(program({"t": NUMBERS})) == "a parameter is a scalar"
    assert broken(program({"s": Struct("S")})) == "a value is a number, a pointer to one, or a tile of them"


@pytest.mark.parametrize(
    ("type_", "element"),
    [(FLOAT16, FLOAT16), (Array(Array(INT32, 2), 2), INT32), (Struct("S"), UINT8), (FLOATS, None), (BOOL, BOOL)],
)
def test_file_scope_variables_are_pointers_to_their_numbers(type_: Any, element: Any) -> None:
    variables = (global_variable("g", type_),)
    wanted = Pointer(element, Space.GLOBAL) if element else Pointer(INT64)
    uses = declare("p", variable("g", wanted))
    if element is None:  # a pointer in memory is its 64 bits, without sign
        assert broken(made(uses, globals_=variables)) == "`g` has its declared type"
    else:
        verify_tile(made(uses, globals_=variables))


def test_free_constants_are_extents() -> None:
    free = ConstantParameter("TILE", ConstantRule.FREE, 64)
    lanes = Lanes(Tile(INT32, ("TILE",)), SPAN)
    start = binary(block_index(), "*", constant("TILE"))
    verify_tile(made(value(load(at(X, binary(start, "+", lanes)))), constants=(*CONSTANTS, free)))
