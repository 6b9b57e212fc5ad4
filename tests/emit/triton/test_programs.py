"""Whole tile programs: control flow, memory, tiles of other shapes. Each port beside the evaluator, and compiled."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import pytest

from tests.emit.triton.ported import check
from tests.tile import test_evaluator as programs
from tests.tile.build import (
    ACTIVE,
    BARRIER,
    CONSTANTS,
    FLOATS,
    INDICES,
    INTS,
    LANES,
    NUMBERS,
    SHAPE,
    SPAN,
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
    offset,
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
from transkernel.diagnostics import Refusal
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.emit.triton import prepare
from transkernel.ir.nodes import Assert, AtomicOp, Declare, Intrinsic, Literal, PointerDifference, PointerOffset, Print
from transkernel.ir.tile import (
    Broadcast,
    ConstantParameter,
    ConstantRule,
    Dot,
    Histogram,
    Join,
    Lanes,
    Load,
    Reduce,
    ReduceOp,
    Reshape,
    Scan,
    Split,
    Store,
    Transpose,
)
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT32,
    INT64,
    SCALARS,
    UINT8,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Space,
    Tile,
)

WARPS = (*CONSTANTS, ConstantParameter("WARPS", ConstantRule.WARPS))
N = variable("n")
COUNTS = variable("counts", INTS)
X = variable("x", FLOATS)
OUT = variable("out", FLOATS)


def counted(size: int = 300) -> Any:
    return (np.arange(size, dtype=np.int32) * 7) % 23


def floats(size: int = 300) -> Any:
    return np.random.default_rng(1).integers(-40, 40, size).astype(np.float32) / 8


# ------------------------------------------------------------ control flow


def test_a_loop_that_each_lane_leaves_in_its_own_time() -> None:
    check(programs.collatz(), {"counts": np.arange(1, 291, dtype=np.int32), "n": 280})


def test_scratch_memory_and_a_barrier() -> None:
    port = check(programs.shifted(BARRIER), {"x": floats(), "out": np.zeros(300, np.float32), "n": 300})
    assert "tl.debug_barrier()" in port.text


def test_a_range_a_branch_and_scalars() -> None:
    total, _half = variable("sum"), binary(variable("k"), "/", number(2))
    even = compare(binary(block_index(), "&", number(1)), "==", number(0))
    made = program(
        {"counts": INTS, "n": INT32},
        declare("sum", number(0)),
        count(
            "k", number(0), N, assign("sum", binary(total, "+", binary(variable("k"), "/", number(2)))), step=number(3)
        ),
        when(even, [], [assign("sum", binary(number(0), "-", total))]),
        store(offset(COUNTS, block_index()), total),
    )
    for n in (12, 1, 0):  # an argument of 1 is a constant for the compiler
        check(made, {"counts": np.zeros(3, np.int32), "n": n})


def test_python_rounds_quotients_down_and_triton_does_not() -> None:
    """Numbers of Python, in the interpreter: a loop's index, and what is computed from it."""
    k, total = variable("k"), variable("total")
    shifted = binary(k, "-", number(7))
    made = program(
        {"counts": INTS, "n": INT32},
        declare("total", number(0)),
        count(
            "k", number(0), N,
            assign("total", binary(binary(total, "*", number(5)), "+", binary(shifted, "/", number(3)))),
            assign("total", binary(total, "+", binary(shifted, "%", number(4)))),
            assign("total", binary(total, "+", binary(binary(total, "-", number(9)), ">>", number(1)))),
        ),
        store(offset(COUNTS, block_index()), total),
    )  # fmt: skip
    check(made, {"counts": np.zeros(3, np.int32), "n": 9})


def test_a_while_of_the_whole_block_and_chained_branches() -> None:
    k, found = variable("k"), variable("found", BOOL)
    made = program(
        {"counts": INTS, "n": INT32},
        declare("k", N),
        declare("found", truth(False)),
        repeat(
            binary(compare(k, ">", number(1)), "&", compare(found, "==", truth(False))),
            when(
                compare(binary(k, "%", number(7)), "==", number(0)),
                [assign("found", truth(True))],
                [when(compare(k, ">", number(90)), [assign("k", binary(k, "-", number(3)))],
                      [assign("k", binary(k, "-", number(1)))])],
            ),
        ),
        store(offset(COUNTS, block_index()), where(found, k, number(-1))),
    )  # fmt: skip
    check(made, {"counts": np.zeros(3, np.int32), "n": 100})


def test_variables_without_a_first_value() -> None:
    t, u = variable("t", INDICES), variable("u")
    made = program(
        {"counts": INTS, "n": INT32},
        *heads(),
        Declare("t", INDICES, None, SPAN),
        Declare("u", INT32, None, SPAN),
        when(compare(block_index(), ">", number(0)), [assign("t", I), assign("u", number(2))],
             [assign("t", splat(number(4))), assign("u", number(3))]),
        store(at(COUNTS), binary(t, "*", u), ACTIVE),
    )  # fmt: skip
    check(made, {"counts": counted(), "n": 290})


# ------------------------------------------------------------ parameters and file-scope variables


@pytest.mark.parametrize("type_", SCALARS, ids=str)
def test_a_number_by_value(type_: Scalar) -> None:
    """Of every type; the interpreter and a launch from Python know int and float alone."""
    pointer = Pointer(type_, Space.GLOBAL)
    given = variable("given", type_)
    changed: Any = given
    if type_ != BOOL:
        changed = binary(given, "*", convert(number(3), type_)) if type_.is_integer else binary(given, "+", given)
    made = program({"given": type_, "out": pointer}, store(offset(variable("out", pointer), block_index()), changed))
    words = {BFLOAT16: 1.5078125, BOOL: 1}
    value: Any = words.get(type_, 0.1 if type_.is_float else 250 if not type_.is_signed else -100)
    dtype = "uint16" if type_ == BFLOAT16 else "uint8" if type_ == BOOL else None
    array = np.zeros(3, dtype or _dtype(type_))
    typed = np.dtype(_dtype(type_)).type(value) if dtype is None else value
    check(made, {"given": typed, "out": array})


def _dtype(type_: Scalar) -> str:
    return NUMPY_NAMES[type_]


def test_file_scope_variables_booleans_and_bfloats() -> None:
    flags = Pointer(BOOL, Space.GLOBAL)
    out = Pointer(BFLOAT16, Space.GLOBAL)
    third = load(offset(variable("table", Pointer(BFLOAT16, Space.CONSTANT)), number(2)))
    table = global_variable("table", Array(BFLOAT16, 4), space=Space.CONSTANT)
    made = program(
        {"flags": flags, "out": out},
        when(load(variable("flags", flags)), [store(variable("out", out), binary(third, "*", third))]),
        BARRIER,
        store(offset(variable("flags", flags), number(1)), compare(third, ">", convert(real(1), BFLOAT16))),
        globals_=(table,),
    )
    words = np.array([0, 0, 0x3FC1, 0], np.uint16)
    check(made, {"flags": np.array([2, 9], np.uint8), "out": np.zeros(1, np.uint16), "table": words}, grid=(1, 1, 1))


def test_masks_of_the_whole_block_and_of_lanes() -> None:
    """A comparison of scalars with masks of lanes, every way round."""
    one = compare(N, ">", number(250))
    masks = [binary(ACTIVE, "&", one), binary(one, "|", ACTIVE), binary(one, "^", ACTIVE), one]
    pointers = {f"out{k}": Pointer(INT32, Space.GLOBAL, restrict=True) for k in range(5)}
    there = compare(LANES, "<", constant("BLOCK_X"))
    places = [at(variable(name, type_), LANES) for name, type_ in pointers.items()]
    body = [store(place, where(mask, I, number(-5)), there) for place, mask in zip(places[:4], masks, strict=True)]
    body.append(store(places[4], I, binary(there, "&", one)))
    made = program({**pointers, "n": INT32}, *heads(), *body)
    for n in (300, 200):
        arrays = {name: np.zeros(100, np.int32) for name in pointers}
        check(made, {**arrays, "n": n}, grid=(1, 1, 1))


def test_addresses() -> None:
    """Differences, comparisons with null, conversions to other elements and to numbers."""
    bytes_ = convert(X, Pointer(UINT8, Space.GLOBAL))
    word = convert(offset(bytes_, number(8)), Pointer(UINT32, Space.GLOBAL))
    out = Pointer(UINT64, Space.GLOBAL)
    results = [
        convert(load(word), UINT64),
        convert(PointerDifference(at(X, number(5)), at(X, number(2)), SPAN), UINT64),
        convert(compare(X, "==", number(0, X.type)), UINT64),
        binary(convert(at(X, number(3)), UINT64), "-", convert(X, UINT64)),
    ]
    body: list[Any] = []
    for position, each in enumerate(results):
        body += [store(offset(variable("out", out), number(position)), each), BARRIER]
    made = program({"x": FLOATS, "out": out}, *body)
    check(made, {"x": floats(8), "out": np.zeros(4, np.uint64)}, grid=(1, 1, 1))


# ------------------------------------------------------------ atomics


@pytest.mark.parametrize("type_", [INT32, UINT32, INT64, UINT64], ids=str)
def test_atomics_on_integers(type_: Scalar) -> None:
    ops = {"add": 3, "subtract": 2, "min": 4, "max": 9, "and": 5, "or": 8, "xor": 3, "exchange": 11}
    pointers = {f"p{op}": Pointer(type_, Space.GLOBAL, restrict=True) for op in ops}
    body = [
        evaluate(atomic(op, at(variable(f"p{op}", pointers[f"p{op}"]), binary(LANES, "%", number(7))),
                        number(value, type_), mask=ACTIVE))
        for op, value in ops.items()
    ]  # fmt: skip
    made = program({**pointers, "n": INT32}, *heads(), *body)
    dtype = _dtype(type_)
    arrays = {name: np.arange(1, 8, dtype=dtype) for name in pointers}
    check(made, {**arrays, "n": 290})


@pytest.mark.parametrize("type_", [FLOAT32, FLOAT64], ids=str)
def test_atomics_on_floats(type_: Scalar) -> None:
    pointer = Pointer(type_, Space.GLOBAL)
    place = at(variable("x", pointer), binary(LANES, "%", number(7)))
    made = program({"x": pointer, "n": INT32}, *heads(), evaluate(atomic("add", place, convert(I, type_), mask=ACTIVE)))
    check(made, {"x": np.zeros(7, _dtype(type_)), "n": 290})


def test_an_atomic_gives_the_old_value() -> None:
    old = declare("old", atomic("add", at(COUNTS), number(1), mask=ACTIVE))
    result = variable("out", Pointer(INT32, Space.GLOBAL, restrict=True))
    kept = store(at(result), variable("old", INDICES), ACTIVE)
    made = program({"counts": INTS, "out": result.type, "n": INT32}, *heads(), old, kept)
    check(made, {"counts": counted(), "out": np.zeros(300, np.int32), "n": 290})


def test_compare_and_swap_leaves_idle_lanes_out() -> None:
    """Each place by one lane; the lanes without a mask are idle, and their places behind the end stay."""
    swapped = atomic(AtomicOp.COMPARE_EXCHANGE, at(COUNTS), number(7), binary(I, "+", number(100)), mask=ACTIVE)
    result = variable("out", Pointer(INT32, Space.GLOBAL, restrict=True))
    made = program({"counts": INTS, "out": result.type, "n": INT32}, *heads(),
                   declare("old", swapped), store(at(result), variable("old", INDICES), ACTIVE))  # fmt: skip
    check(made, {"counts": counted(), "out": np.zeros(300, np.int32), "n": 290})


def test_an_atomic_of_a_scalar_address() -> None:
    swapped = atomic(AtomicOp.COMPARE_EXCHANGE, offset(COUNTS, number(1)), number(5), number(6))
    made = program({"counts": INTS}, evaluate(atomic("add", COUNTS, number(2))), BARRIER, evaluate(swapped))
    check(made, {"counts": np.array([1, 5], np.int32)})


@pytest.mark.parametrize(("op", "type_"), [("increment", UINT32), ("add", INT8), ("max", FLOAT16)])
def test_atomics_that_triton_lacks(op: str, type_: Scalar) -> None:
    pointer = Pointer(type_, Space.GLOBAL)
    operand = convert(number(1), type_)
    made = program({"x": pointer}, evaluate(atomic(op, variable("x", pointer), operand)))
    with pytest.raises(Refusal, match="TK0422"):
        prepare(made)


# ------------------------------------------------------------ tiles


@pytest.mark.parametrize("type_", [INT32, UINT32, INT64, UINT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64], ids=str)
def test_reductions_and_scans(type_: Scalar) -> None:
    pointer, sums = Pointer(type_, Space.GLOBAL), Pointer(type_, Space.GLOBAL, restrict=True)
    ops = [ReduceOp.ADD, ReduceOp.MIN, ReduceOp.MAX]
    ops += [ReduceOp.AND, ReduceOp.OR, ReduceOp.XOR] if type_.is_integer else []
    value = where(ACTIVE, load(at(variable("x", pointer)), ACTIVE), convert(number(1), type_))
    kept = Tile(type_, SHAPE)
    body: list[Any] = [declare("value", value)]
    for position, op in enumerate(ops):
        total = Reduce(op, variable("value", kept), 0, type_, SPAN)
        place = offset(variable("sums", sums), binary(binary(block_index(), "*", number(8)), "+", number(position)))
        body += [store(place, total), BARRIER]
    scans = {f"s{op}": Pointer(type_, Space.GLOBAL, restrict=True) for op in ops}
    for op in ops:
        scan = Scan(op, variable("value", kept), 0, kept, SPAN, reverse=op is ReduceOp.MAX)
        body.append(store(at(variable(f"s{op}", scans[f"s{op}"])), scan, ACTIVE))
    made = program({"x": pointer, "sums": sums, **scans, "n": INT32}, *heads(), *body)
    dtype = "uint16" if type_ == BFLOAT16 else _dtype(type_)
    small = np.random.default_rng(1).integers(0, 2, 100).astype(np.float32)
    given = (small.view(np.uint32) >> 16).astype(np.uint16) if type_ == BFLOAT16 else small.astype(dtype)
    arrays = {"x": given, "sums": np.zeros(8, dtype), **{name: np.zeros(100, dtype) for name in scans}}
    check(made, {**arrays, "n": 90}, grid=(1, 1, 1), compilers=("triton-sm90", "triton-gfx942"))


def test_whether_any_and_all_lanes() -> None:
    big = compare(I, ">", number(120))
    any_, all_ = reduce("or", binary(big, "&", ACTIVE)), reduce("and", binary(big, "|", compare(I, ">=", N)))
    made = program({"counts": INTS, "n": INT32}, *heads(),
                   store(offset(COUNTS, binary(block_index(), "*", number(2))), convert(any_, INT32)),
                   BARRIER,
                   store(offset(COUNTS, binary(binary(block_index(), "*", number(2)), "+", number(1))),
                         convert(all_, INT32)))  # fmt: skip
    check(made, {"counts": np.zeros(6, np.int32), "n": 290})


def test_warps_and_products() -> None:
    """[warps, 32]: a sum of each warp, a running sum, a transpose, and a product of integers with the identity."""
    warps = Tile(INT32, ("WARPS", 32))
    view = variable("view", warps)
    lane = Lanes(Tile(INT32, (32,)), SPAN)
    rows = Broadcast(Reshape(lane, Tile(INT32, (32, 1)), SPAN), Tile(INT32, (32, 32)), SPAN)
    columns = Broadcast(Reshape(lane, Tile(INT32, (1, 32)), SPAN), Tile(INT32, (32, 32)), SPAN)
    identity = where(compare(rows, "==", columns), number(1), number(0))
    sums = Broadcast(Reshape(reduce("add", view, 1), Tile(INT32, ("WARPS", 1)), SPAN), warps, SPAN)
    running = Scan(ReduceOp.ADD, view, 1, warps, SPAN, reverse=True)
    turned = Transpose(Transpose(view, (1, 0), Tile(INT32, (32, "WARPS")), SPAN), (1, 0), warps, SPAN)
    product = Dot(turned, identity, running, warps, SPAN)
    result = binary(binary(product, "-", running), "*", sums)
    made = program(
        {"counts": INTS, "n": INT32},
        *heads(),
        declare("view", Reshape(load(at(COUNTS), ACTIVE, number(0)), warps, SPAN)),
        store(at(COUNTS), Reshape(binary(result, "+", running), INDICES, SPAN), ACTIVE),
        constants=WARPS,
    )
    check(made, {"counts": counted(200), "n": 200}, grid=(2, 1, 1))


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("type_", [UINT8, FLOAT16, INT32, FLOAT64], ids=str)
def test_columns(type_: Scalar, count: int) -> None:
    """Rows of neighbours, each stored the other way round; the first column of all is told apart besides."""
    pointer, rows = Pointer(type_, Space.GLOBAL), Tile(type_, ("LANES", count))
    numbers: Any = Reshape(Lanes(Tile(INT32, (count,)), SPAN), Tile(INT32, (1, count)), SPAN)
    first: Any = at(variable("x", pointer), binary(I, "*", number(count)))
    wide = Tile(first.type.element, rows.shape)
    begin: Any = Broadcast(Reshape(first, Tile(first.type.element, ("LANES", 1)), SPAN), wide, SPAN)
    columns_of_each: Any = Broadcast(numbers, Tile(INT32, rows.shape), SPAN)
    places: Any = PointerOffset(begin, columns_of_each, wide, SPAN)
    mask = Broadcast(Reshape(ACTIVE, Tile(BOOL, ("LANES", 1)), SPAN), Tile(BOOL, rows.shape), SPAN)
    whole, one = variable("whole", rows), Tile(type_, ("LANES",))
    columns = [Split(whole, field, one, SPAN) for field in range(count)]
    names = [variable(f"column_{field}", one) for field in range(count)]
    made = program(
        {"x": pointer, "out": pointer, "n": INT32},
        *heads(),
        declare("whole", Load(places, mask, None, rows, SPAN, fields=count)),
        *(declare(each.name, value) for each, value in zip(names, columns, strict=True)),
        Store(places, Join(tuple(reversed(names)), rows, SPAN), mask, SPAN),
        BARRIER,
        store(at(variable("out", pointer)), columns[-1], ACTIVE),
    )
    given = (np.arange(count * 300) % 100).astype(_dtype(type_))
    check(made, {"x": given, "out": np.zeros(300, _dtype(type_)), "n": 290})


@pytest.mark.parametrize("type_", [FLOAT16, FLOAT32, FLOAT64], ids=str)
def test_products_of_floats(type_: Scalar) -> None:
    """16 by 16, accumulated in float32, or double."""
    pointer, result = Pointer(type_, Space.GLOBAL), FLOAT64 if type_ == FLOAT64 else FLOAT32
    out = Pointer(result, Space.GLOBAL, restrict=True)
    lane = Lanes(Tile(INT32, (16,)), SPAN)
    square = Tile(INT32, (16, 16))
    rows = Broadcast(Reshape(lane, Tile(INT32, (16, 1)), SPAN), square, SPAN)
    columns = Broadcast(Reshape(lane, Tile(INT32, (1, 16)), SPAN), square, SPAN)
    place = declare("place", binary(binary(rows, "*", number(16)), "+", columns))
    index = variable("place", square)
    everywhere = splat(truth(True), (16, 16))
    x = load(at(variable("x", pointer), index), everywhere)
    zero = splat(convert(number(0), result), (16, 16))
    first = Dot(x, x, zero, Tile(result, (16, 16)), SPAN)
    second = Dot(x, x, variable("first", Tile(result, (16, 16))), Tile(result, (16, 16)), SPAN)
    made = program(
        {"x": pointer, "out": out}, place, declare("first", first),
        store(at(variable("out", out), index), second, everywhere),
    )  # fmt: skip
    check(
        made,
        {"x": (np.arange(256) % 9 - 4).astype(_dtype(type_)), "out": np.zeros(256, _dtype(result))},
        grid=(1, 1, 1),
    )


@pytest.mark.parametrize(
    ("type_", "inner"), [(FLOAT16, 16), (FLOAT16, 8), (INT8, 32), (INT8, 16), (FLOAT64, 4)], ids=str
)
def test_products_side_by_side(type_: Scalar, inner: int) -> None:
    """Two of 16 by 16; where the inner axis is too short for `tl.dot`, they are multiplied out."""
    result = {FLOAT16: FLOAT32, INT8: INT32, FLOAT64: FLOAT64}[type_]
    pointers = {"x": Pointer(type_, Space.GLOBAL), "out": Pointer(result, Space.GLOBAL, restrict=True)}
    shapes = (2, 16, inner), (2, inner, 16), (2, 16, 16)

    def elements(name: str, shape: tuple[int, ...]) -> tuple[Any, Any]:
        size = prod(shape)
        index = Reshape(Lanes(Tile(INT32, (size,)), SPAN), Tile(INT32, shape), SPAN)
        return at(variable(name, pointers[name]), index), splat(truth(True), shape)

    left, right = (load(*elements("x", shape)) for shape in shapes[:2])
    product = Dot(left, right, splat(convert(number(3), result), shapes[2]), Tile(result, shapes[2]), SPAN)
    pointer, everywhere = elements("out", shapes[2])
    made = program(pointers, store(pointer, product, everywhere))
    given = {"x": (np.arange(32 * inner) % 9 - 4).astype(_dtype(type_)), "out": np.zeros(512, _dtype(result))}
    port = check(made, given, grid=(1, 1, 1))
    assert ("tl.dot" in port.text) == ((type_, inner) not in ((FLOAT16, 8), (INT8, 16)))


def test_a_block_reversed_by_a_gather() -> None:
    last = binary(constant("BLOCK_X"), "-", number(1))
    partner = where(ACTIVE, binary(last, "-", LANES), number(0))
    moved = gather(load(at(X), ACTIVE), partner)
    made = program({"x": FLOATS, "out": FLOATS, "n": INT32}, *heads(), BARRIER, store(at(OUT), moved, ACTIVE))
    check(made, {"x": floats(), "out": np.zeros(300, np.float32), "n": 300})


def test_numbers_are_counted() -> None:
    bins = Tile(INT32, (64,))
    slots = Lanes(bins, SPAN)
    counts = Histogram(load(at(variable("x", INTS)), ACTIVE), ACTIVE, bins, SPAN)
    out = offset(variable("out", INTS), slots)
    made = program(
        {"x": INTS, "out": INTS, "n": INT32}, *heads(), BARRIER, store(out, counts, compare(slots, ">=", number(0)))
    )
    check(made, {"x": counted() - 3, "out": np.zeros(64, np.int32), "n": 300}, grid=(1, 1, 1))


def test_a_print_and_an_assertion() -> None:
    said = Print("i=%d, of %d%%: %.2f\\n", (number(3), N, real(0.5)), SPAN)
    held = Assert(compare(N, ">", number(0)), 'n "positive"', SPAN)
    made = program({"counts": INTS, "n": INT32}, said, held, store(COUNTS, N))
    port = check(made, {"counts": np.zeros(1, np.int32), "n": 4}, grid=(1, 1, 1))
    assert 'tl.device_print("i=", 3)' in port.text
    assert 'tl.device_print(", of", n)' in port.text
    assert 'tl.device_assert(n > 0, "n \\"positive\\"")' in port.text


def test_constants_of_the_module_beside_tensors() -> None:
    """In the interpreter they are objects of Triton's, not numbers."""
    half, sixteen = Literal(0.5, FLOAT32, SPAN, "HALF"), Literal(16, INT32, SPAN, "SIXTEEN")
    value = binary(half, "*", binary(half, "-", load(at(X), ACTIVE)))
    value = binary(value, "+", Intrinsic("fmax", (half, value), NUMBERS, SPAN))
    value = binary(value, "/", binary(half, "+", half))
    big = compare(sixteen, "<", binary(binary(sixteen, "*", number(2)), "*", I))
    k = variable("k")
    steps = count("k", number(0), sixteen, assign("sum", binary(variable("sum"), "+", binary(sixteen, "-", k))))
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        declare("sum", number(0)),
        steps,
        declare("value", where(big, value, convert(variable("sum"), FLOAT32))),
        BARRIER,
        store(at(OUT), variable("value", NUMBERS), ACTIVE),
    )
    made = replace(made, symbols=(("HALF", "0.5f"), ("SIXTEEN", "16")))
    port = check(made, {"x": floats(), "out": np.zeros(300, np.float32), "n": 290})
    assert "HALF = tl.constexpr(0.5)\nSIXTEEN = tl.constexpr(16)\n" in port.text
