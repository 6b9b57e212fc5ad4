"""Tile programs written by hand, run against NumPy; and what the evaluator calls undefined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.tile.build import (
    ACTIVE,
    BARRIER,
    BYTES,
    CONSTANTS,
    FLOATS,
    INDICES,
    INTS,
    LANES,
    NUMBERS,
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
from tests.tile.evaluator import UndefinedError, launch_constants, run
from transkernel.ir.nodes import Assert, AtomicOp, Build, PointerDifference
from transkernel.ir.tile import (
    Broadcast,
    ConstantParameter,
    ConstantRule,
    Dot,
    Lanes,
    ReduceOp,
    Reshape,
    Scan,
    Scratch,
    Store,
    TileProgram,
    Transpose,
)
from transkernel.ir.types import BFLOAT16, BOOL, FLOAT32, INT32, Array, Field, Pointer, Space, Struct, Tile, Vector
from transkernel.ir.verify_tile import verify_tile
from transkernel.tile.barriers import insert_barriers

X, Y, OUT = (variable(name, FLOATS) for name in ("x", "y", "out"))
COUNTS, N = variable("counts", INTS), variable("n")
V, TOTAL = variable("v", NUMBERS), variable("total", FLOAT32)
BLOCK = 100  # threads; the block's last 28 lanes are idle
GRID = 3
COUNT = 250


def launch(made: TileProgram, *, verified: bool = True, grid: int = GRID, block: int = BLOCK, **arguments: Any) -> None:
    if verified:
        verify_tile(made)
    run(made, launch_constants(made.kernel, (block, 1, 1)), (grid, 1, 1), arguments)


def floats(count_: int = COUNT) -> Any:
    return np.random.default_rng(1).standard_normal(count_).astype(np.float32)


def get(pointer: Any, index: Any = I, other: Any = None) -> Any:
    return load(at(pointer, index), ACTIVE, other)


# ------------------------------------------------------------ whole kernels


def test_a_vector_sum_leaves_what_is_behind_its_end() -> None:
    made = program(
        {"x": FLOATS, "y": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        store(at(OUT), binary(get(X), "+", get(Y)), ACTIVE),
    )
    x, y, out = floats(), floats()[::-1].copy(), np.full(COUNT + 10, 7, np.float32)
    launch(made, x=x, y=y, out=out, n=COUNT)
    assert np.array_equal(out[:COUNT], x + y)
    assert np.all(out[COUNT:] == 7)


def test_a_sum_of_each_block() -> None:
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        declare("total", reduce("add", where(ACTIVE, get(X), real(0)))),
        store(offset(OUT, block_index()), TOTAL),
    )
    x, out = np.round(floats() * 8), np.zeros(GRID, np.float32)
    launch(made, x=x, out=out, n=COUNT)
    assert out.tolist() == [x[:100].sum(), x[100:200].sum(), x[200:].sum()]


def test_what_idle_lanes_load_is_poison() -> None:
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        store(OUT, reduce("add", get(X))),
    )
    out = np.zeros(1, np.float32)
    launch(made, x=np.ones(COUNT, np.float32), out=out, n=COUNT)
    assert out[0] > 1e38
    launch(made, grid=1, block=64, x=np.ones(COUNT, np.float32), out=out, n=COUNT)
    assert out[0] == 64


def test_a_block_reversed_by_a_gather() -> None:
    last = binary(constant("BLOCK_X"), "-", number(1))
    partner = where(ACTIVE, binary(last, "-", LANES), number(0))
    made = program({"x": FLOATS, "out": FLOATS, "n": INT32}, *heads(), store(at(OUT), gather(get(X), partner), ACTIVE))
    x, out = floats(300), np.zeros(300, np.float32)
    launch(made, x=x, out=out, n=300)
    assert np.array_equal(out.reshape(3, 100), x.reshape(3, 100)[:, ::-1])


def collatz() -> TileProgram:
    """How many rounds each lane's number takes: a loop as long as any lane goes on."""
    v, rounds, going = variable("v", INDICES), variable("rounds", INDICES), variable("going", ACTIVE.type)
    any_lane = compare(reduce("max", convert(going, INT32)), "!=", number(0))
    odd = compare(binary(v, "&", number(1)), "==", number(1))
    step = where(odd, binary(binary(v, "*", number(3)), "+", number(1)), binary(v, "/", number(2)))
    return program(
        {"counts": INTS, "n": INT32},
        *heads(),
        declare("v", get(COUNTS, other=number(1))),
        declare("rounds", splat(number(0))),
        declare("going", binary(ACTIVE, "&", compare(v, ">", number(1)))),
        repeat(
            any_lane,
            assign("v", where(going, step, v)),
            assign("rounds", where(going, binary(rounds, "+", number(1)), rounds)),
            assign("going", binary(going, "&", compare(v, ">", number(1)))),
        ),
        store(at(COUNTS), rounds, ACTIVE),
    )


def test_a_loop_that_each_lane_leaves_in_its_own_time() -> None:
    def rounds(value: int) -> int:
        taken = 0
        while value > 1:
            value, taken = (3 * value + 1 if value % 2 else value // 2), taken + 1
        return taken

    counts = np.arange(1, COUNT + 1, dtype=np.int32)
    wanted = [rounds(int(each)) for each in counts]
    launch(collatz(), counts=counts, n=COUNT)
    assert counts.tolist() == wanted


def shifted(*between: Any) -> TileProgram:
    """Each thread gets its right neighbour's number by way of scratch memory."""
    base = offset(variable("scratch", BYTES), binary(block_index(), "*", constant("SHARED")))
    shared = variable("shared", FLOATS)
    inside = compare(LANES, "<", constant("BLOCK_X"))
    neighbour = binary(binary(LANES, "+", number(1)), "%", constant("BLOCK_X"))
    return program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        declare("shared", convert(base, FLOATS)),
        store(at(shared, LANES), get(X, other=real(-1)), inside),
        *between,
        store(at(OUT), load(at(shared, neighbour), inside), ACTIVE),
        scratch=Scratch("scratch", 4 * BLOCK),
    )


def test_scratch_memory_with_a_barrier() -> None:
    x, out = floats(300), np.zeros(300, np.float32)
    launch(shifted(BARRIER), x=x, out=out, n=300)
    assert np.array_equal(out.reshape(3, 100), np.roll(x.reshape(3, 100), -1, axis=1))


def test_scratch_memory_begins_poisoned() -> None:
    made = shifted(BARRIER)
    body = tuple(each for each in made.kernel.body if not isinstance(each, Store) or each.mask is ACTIVE)
    out = np.zeros(100, np.float32)
    launch(replace(made, kernel=replace(made.kernel, body=body)), grid=1, x=floats(100), out=out, n=100)
    assert set(out.view(np.uint32).tolist()) == {0x7F7F7F7F}


def test_scratch_memory_without_a_barrier() -> None:
    with pytest.raises(UndefinedError, match="a load of what was stored since the last barrier"):
        launch(shifted(), verified=False, x=floats(300), out=np.zeros(300, np.float32), n=300)


def test_a_count_by_atomics_and_the_order_of_blocks() -> None:
    """Each lane's old value of one counter is another one; the blocks' own come in the order that was asked for."""
    lanes = splat(COUNTS)
    old = declare("old", atomic("add", lanes, number(1), mask=ACTIVE))
    made = program(
        {"counts": INTS, "out": INTS, "n": INT32},
        *heads(),
        old,
        BARRIER,
        store(at(variable("out", INTS)), variable("old", INDICES), ACTIVE),
    )
    verify_tile(made)
    counts, out = np.zeros(1, np.int32), np.zeros(300, np.int32)
    constants = launch_constants(made.kernel, (100, 1, 1))
    run(made, constants, (3, 1, 1), {"counts": counts, "out": out, "n": 300}, order=(2, 0, 1))
    assert counts[0] == 300
    assert out.tolist() == [*range(100, 200), *range(200, 300), *range(100)]


def test_warps_and_products() -> None:
    """[warps, 32]: a sum of each warp, a running sum, a transpose, and a product with the identity."""
    warps = Tile(INT32, ("WARPS", 32))
    view = variable("view", warps)
    lane = Lanes(Tile(INT32, (32,)), SPAN)
    rows = Broadcast(Reshape(lane, Tile(INT32, (32, 1)), SPAN), Tile(INT32, (32, 32)), SPAN)
    columns = Broadcast(Reshape(lane, Tile(INT32, (1, 32)), SPAN), Tile(INT32, (32, 32)), SPAN)
    identity = where(compare(rows, "==", columns), number(1), number(0))
    sums = Broadcast(
        Reshape(reduce("add", view, 1), Tile(INT32, ("WARPS", 1)), SPAN), warps, SPAN
    )  # fmt: skip
    running = Scan(ReduceOp.ADD, view, 1, warps, SPAN, reverse=True)
    turned = Transpose(Transpose(view, (1, 0), Tile(INT32, (32, "WARPS")), SPAN), (1, 0), warps, SPAN)
    product = Dot(turned, identity, running, warps, SPAN)
    result = binary(binary(product, "-", running), "*", sums)
    made = program(
        {"counts": INTS, "n": INT32},
        *heads(),
        declare("view", Reshape(get(COUNTS, other=number(0)), warps, SPAN)),
        store(at(COUNTS), Reshape(binary(result, "+", running), INDICES, SPAN), ACTIVE),
        constants=(*CONSTANTS, ConstantParameter("WARPS", ConstantRule.WARPS)),
    )
    given = np.arange(200, dtype=np.int32) % 7
    counts = given.copy()
    launch(made, counts=counts, n=200, grid=2)
    lanes = np.zeros((2, 4, 32), np.int32)
    lanes.reshape(2, 128)[:, :100] = given.reshape(2, 100)
    after = np.flip(np.cumsum(np.flip(lanes, 2), 2), 2)
    wanted = lanes * lanes.sum(2, keepdims=True) + after
    assert np.array_equal(counts.reshape(2, 100), wanted.reshape(2, 128)[:, :100])


def test_a_range_a_branch_and_scalars() -> None:
    """The sum of 0, 3, 6, 9 below 12 where the block's number is even, else its negative."""
    even = compare(binary(block_index(), "&", number(1)), "==", number(0))
    total = variable("sum")
    made = program(
        {"counts": INTS, "n": INT32},
        declare("sum", number(0)),
        count("k", number(0), N, assign("sum", binary(total, "+", variable("k"))), step=number(3)),
        when(even, [], [assign("sum", binary(number(0), "-", total))]),
        store(offset(COUNTS, block_index()), total),
    )
    counts = np.zeros(3, np.int32)
    launch(made, counts=counts, n=12)
    assert counts.tolist() == [18, -18, 18]


def test_file_scope_variables_booleans_and_bfloats() -> None:
    table = global_variable("table", Array(BFLOAT16, 4), space=Space.CONSTANT)
    flags = variable("flags", Pointer(BOOL, Space.GLOBAL))
    third = load(offset(variable("table", Pointer(BFLOAT16, Space.CONSTANT)), number(2)))
    made = program(
        {"flags": flags.type, "out": Pointer(BFLOAT16, Space.GLOBAL)},
        when(
            load(flags),
            [store(variable("out", Pointer(BFLOAT16, Space.GLOBAL)), binary(third, "*", third))],
        ),
        BARRIER,
        store(offset(flags, number(1)), compare(third, ">", convert(real(1), BFLOAT16))),
        globals_=(table,),
    )
    words = np.array([0, 0, 0x3FC1, 0], np.uint16)  # 1.5078125, whose square 2.273... has more digits than there are
    out, flags_array = np.zeros(1, np.uint16), np.array([2, 9], np.uint8)
    launch(made, grid=1, flags=flags_array, out=out, table=words)
    assert hex(out[0]) == "0x4012"
    assert flags_array.tolist() == [2, 1]


def test_file_scope_variables_begin_with_their_values() -> None:
    pair, two = Vector(FLOAT32, 2), Array(INT32, 2)
    struct = Struct("S", (Field("a", INT32, 0), Field("b", Array(pair, 2), 8)), 24, 8)
    values = Build((Build((real(1), real(2)), pair, SPAN), Build((real(3), real(4)), pair, SPAN)), Array(pair, 2), SPAN)
    first = global_variable("first", Array(two, 2), Build((Build((number(5),), two, SPAN),), Array(two, 2), SPAN))
    second = global_variable("second", struct, Build((number(-1), values), struct, SPAN))
    made = program(
        {"counts": INTS, "out": FLOATS},
        store(COUNTS, binary(load(variable("first", INTS)), "+", load(offset(variable("first", INTS), number(1))))),
        BARRIER,
        store(OUT, load(offset(convert(variable("second", BYTES), FLOATS), number(4)))),
        globals_=(first, second),
    )
    counts, out = np.zeros(1, np.int32), np.zeros(1, np.float32)
    launch(made, grid=1, counts=counts, out=out)
    assert (counts[0], out[0]) == (5, 3)


def test_one_array_under_two_names_is_one_buffer() -> None:
    made = program(
        {"x": FLOATS, "y": FLOATS, "out": FLOATS},
        store(X, real(3)),
        BARRIER,
        store(OUT, binary(load(Y), "+", convert(PointerDifference(at(X, number(5)), Y, SPAN), FLOAT32))),
    )
    x, out = np.zeros(8, np.float32), np.zeros(1, np.float32)
    launch(made, grid=1, x=x, y=x, out=out)
    assert out[0] == 8


ATOMICS: list[tuple[AtomicOp, tuple[int, ...], int]] = [
    (AtomicOp.ADD, (-3,), 2), (AtomicOp.SUBTRACT, (1,), 4), (AtomicOp.MIN, (3,), 3), (AtomicOp.MAX, (3,), 5),
    (AtomicOp.AND, (6,), 4), (AtomicOp.OR, (2,), 7), (AtomicOp.XOR, (1,), 4), (AtomicOp.EXCHANGE, (9,), 9),
    (AtomicOp.COMPARE_EXCHANGE, (5, 8), 8), (AtomicOp.COMPARE_EXCHANGE, (4, 8), 5), (AtomicOp.STORE, (2,), 2),
    (AtomicOp.LOAD, (), 5), (AtomicOp.INCREMENT, (5,), 0), (AtomicOp.INCREMENT, (6,), 6),
    (AtomicOp.DECREMENT, (9,), 4), (AtomicOp.DECREMENT, (4,), 4),
]  # fmt: skip


@pytest.mark.parametrize(("op", "operands", "wanted"), ATOMICS)
def test_an_atomic_of_one_lane(op: AtomicOp, operands: tuple[int, ...], wanted: int) -> None:
    made = program({"counts": INTS}, evaluate(atomic(op, COUNTS, *map(number, operands))))
    counts = np.array([5], np.int32)
    launch(made, grid=1, counts=counts)
    assert counts[0] == wanted


def test_the_last_lane_wins() -> None:
    made = program({"counts": INTS, "n": INT32}, *heads(), store(splat(COUNTS), I, ACTIVE))
    counts = np.zeros(1, np.int32)
    launch(made, grid=1, counts=counts, n=90)
    assert counts[0] == 89


# ------------------------------------------------------------ what no barrier has put in order

ONE = number(1)
NEXT = binary(I, "+", ONE)
HERE, THERE = at(COUNTS), at(COUNTS, NEXT)
ADD, MAXIMUM = (evaluate(atomic(op, HERE, ONE, mask=ACTIVE)) for op in ("add", "max"))
UNORDERED: dict[str, list[tuple[Any, ...]]] = {
    "a load of what was stored": [
        (store(HERE, I, ACTIVE), declare("v", load(HERE, ACTIVE))),
        (store(HERE, I, ACTIVE), declare("v", load(THERE, ACTIVE))),
        (ADD, declare("v", load(HERE, ACTIVE))),
        (count("k", number(0), number(2), declare("v", load(THERE, ACTIVE)), BARRIER, store(HERE, I, ACTIVE)),),
    ],
    "a store to what was stored": [(store(HERE, I, ACTIVE), store(THERE, I, ACTIVE)), (ADD, store(HERE, I, ACTIVE))],
    "a store to what another lane loaded": [
        (declare("v", load(THERE, ACTIVE)), store(HERE, I, ACTIVE)),
        (declare("v", load(splat(COUNTS), ACTIVE)), store(HERE, I, ACTIVE)),
        (declare("v", load(COUNTS)), store(HERE, I, ACTIVE)),
        (declare("v", load(HERE, ACTIVE)), declare("w", load(THERE, ACTIVE)), store(HERE, I, ACTIVE)),
    ],
    "an atomic on what was touched": [
        (store(HERE, I, ACTIVE), ADD),
        (declare("v", load(HERE, ACTIVE)), ADD),
    ],
    "an atomic on what another atomic changed": [
        (ADD, MAXIMUM),
        (declare("v", atomic("add", HERE, ONE, mask=ACTIVE)), declare("w", atomic("add", HERE, ONE, mask=ACTIVE))),
    ],
}
ORDERED: list[tuple[Any, ...]] = [
    (declare("v", load(HERE, ACTIVE)), store(HERE, I, ACTIVE)),
    (declare("v", load(THERE, ACTIVE)), declare("w", load(HERE, ACTIVE)), BARRIER, store(HERE, I, ACTIVE)),
    (declare("v", load(COUNTS)), store(COUNTS, ONE)),
    (ADD, ADD),
    (store(HERE, I, ACTIVE), BARRIER, ADD, BARRIER, MAXIMUM, BARRIER, declare("v", load(THERE, ACTIVE))),
]


def block_of(*body: Any) -> TileProgram:
    return program({"counts": INTS, "n": INT32}, *heads(), *body)


@pytest.mark.parametrize(("message", "body"), [(key, each) for key, rows in UNORDERED.items() for each in rows])
def test_what_no_barrier_orders(message: str, body: tuple[Any, ...]) -> None:
    made = block_of(*body)
    with pytest.raises(UndefinedError, match=message):
        launch(made, verified=False, grid=1, counts=np.zeros(101, np.int32), n=100)
    ordered = replace(made, kernel=insert_barriers(made.kernel))
    launch(ordered, grid=1, counts=np.zeros(101, np.int32), n=100)


@pytest.mark.parametrize("body", ORDERED)
def test_what_is_in_order(body: tuple[Any, ...]) -> None:
    launch(block_of(*body), grid=1, counts=np.zeros(101, np.int32), n=100)


# ------------------------------------------------------------ what is undefined

UNDEFINED: dict[str, Any] = {
    "an access at byte": store(at(X), real(0), truth(True)),
    "a pointer to nothing": store(at(variable("none", FLOATS), number(0)), real(0)),
    "not aligned": store(convert(offset(convert(X, BYTES), number(2)), FLOATS), real(0)),
    "divides by zero": declare("q", binary(I, "/", where(ACTIVE, LANES, number(0)))),
    "an assertion fails": Assert(ACTIVE, "", SPAN),
    "an index of a gather lies outside": declare("g", gather(I, binary(LANES, "+", number(1)))),
    "a range goes up": count("k", number(0), number(4), step=variable("zero")),
}


@pytest.mark.parametrize("message", UNDEFINED)
def test_what_is_undefined(message: str) -> None:
    made = program({"x": FLOATS, "none": FLOATS, "n": INT32, "zero": INT32}, *heads(), UNDEFINED[message])
    with pytest.raises(UndefinedError, match=message):
        launch(made, verified=False, grid=1, x=floats(100), none=None, n=90, zero=0)


def test_a_pointer_before_its_buffer_is_to_nothing() -> None:
    made = program({"x": FLOATS, "y": FLOATS}, store(at(Y, number(-1)), real(0)))
    with pytest.raises(UndefinedError, match="at byte"):
        launch(made, x=floats(), y=floats())


def test_constants_of_a_launch() -> None:
    defaults = {ConstantRule.FREE: 64, ConstantRule.SLOTS: 4, ConstantRule.TILE: 16}
    rules = [ConstantParameter(rule.name, rule, defaults.get(rule, 0)) for rule in ConstantRule]
    made = program({}, constants=rules, scratch=Scratch("scratch", 17, dynamic=True))
    assert launch_constants(made.kernel, (5, 2, 1), 20, 3) == {
        "BLOCK_X": 5, "BLOCK_Y": 2, "BLOCK_Z": 1, "LANES": 32, "WARPS": 1, "SHARED": 48, "FREE": 64,
        "SLOTS": 8, "TILE": 16, "TAIL": 15,
    }  # fmt: skip
    assert launch_constants(program({}).kernel, (5, 2, 1))["LANES"] == 16
    least = ConstantParameter("LANES", ConstantRule.LANES, 64)
    assert launch_constants(program({}, constants=[least]).kernel, (5, 2, 1))["LANES"] == 64
