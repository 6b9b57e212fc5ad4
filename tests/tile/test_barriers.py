"""Where a block's accesses to memory need barriers, and that they get them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tile.build import (
    ACTIVE,
    BARRIER,
    BYTES,
    FLOATS,
    INTS,
    LANES,
    SPAN,
    I,
    assign,
    at,
    atomic,
    binary,
    compare,
    convert,
    count,
    declare,
    evaluate,
    heads,
    kernel,
    load,
    number,
    offset,
    real,
    reduce,
    repeat,
    splat,
    store,
    variable,
    when,
    where,
)
from transkernel.ir.memory_order import Spot, unordered
from transkernel.ir.nodes import Barrier, Scope
from transkernel.ir.printer import print_statements
from transkernel.ir.tile import Scratch
from transkernel.ir.types import FLOAT32, INT16, INT32, INT64, UINT32, Pointer, Space, Type
from transkernel.tile.barriers import insert_barriers

RESTRICT = Pointer(FLOAT32, Space.GLOBAL, restrict=True)
X, Y, Z = (variable(name, FLOATS) for name in "xyz")
SCRATCH = variable("scratch", BYTES)
COUNTS, SIGNED = variable("counts", Pointer(UINT32, Space.GLOBAL)), variable("signed", INTS)
NEXT = binary(I, "+", number(1))
PARAMETERS: dict[str, Type] = {
    "x": FLOATS, "y": FLOATS, "z": RESTRICT, "counts": COUNTS.type, "signed": INTS, "bytes": BYTES, "n": INT32,
}  # fmt: skip
HEADS = heads()
FLOAT_SCRATCH = declare("shared", convert(SCRATCH, FLOATS))
SHARED = variable("shared", FLOATS)
LESS = compare(variable("n"), "<", number(4))


def get(pointer: Any, index: Any = I, name: str = "v") -> Any:
    return declare(name, load(at(pointer, index), ACTIVE))


def put(pointer: Any, index: Any = I, value: Any = None) -> Any:
    return store(at(pointer, index), value or splat(real(1)), ACTIVE)


def made(*body: Any) -> Any:
    return kernel(PARAMETERS, *HEADS, *body, scratch=Scratch("scratch", 1024))


def needs(*body: Any) -> list[tuple[int, Spot]]:
    """The numbers of the statements that need one, as they stand in the body."""
    order = [id(each) for each in body]
    return [(order.index(id(each.statement)), each.spot) for each in unordered(made(*body))]


BEFORE = Spot.BEFORE
CASES: dict[str, tuple[list[Any], list[int]]] = {
    "a store and what reads it": ([put(X), get(X)], [1]),
    "a barrier between": ([put(X), BARRIER, get(X)], []),
    "a barrier of a warp is none": ([put(X), Barrier(Scope.WARP, SPAN), get(X)], [2]),
    "two stores": ([put(X), put(X, NEXT)], [1]),
    "two loads": ([get(X), get(X, NEXT, "w")], []),
    "a load and a store elsewhere": ([get(X, NEXT), put(X)], [1]),
    "a load and a store of the same lanes": ([get(X), put(X)], []),
    "of the same lanes in one statement": ([put(X, I, load(at(X), ACTIVE))], []),
    "of the same lanes, and another load": ([get(X), get(X, NEXT, "w"), put(X)], [2]),
    "of lanes that were named anew": ([get(X), assign("i", NEXT), put(X)], [2]),
    "of lanes that memory names": (
        [get(X, load(at(SIGNED), ACTIVE)), put(X, load(at(SIGNED), ACTIVE))],
        [1],
    ),
    "through a variable": ([declare("p", at(X)), put(X), declare("v", load(variable("p", at(X).type), ACTIVE))], [2]),
    "through one of two": ([put(X), get(where(LESS, X, Y))], [1]),
    "parameters that may be the same": ([put(X), get(Y)], [1]),
    "in CUDA the thread itself": ([get(X), put(Y)], []),
    "parameters that are not the same": ([put(X), get(Z)], []),
    "other types": ([put(X), get(SIGNED)], []),
    "types that differ in the sign": ([evaluate(atomic("add", COUNTS, number(1, UINT32))), get(SIGNED)], [1]),
    "bytes of anything": ([put(X), get(variable("bytes", BYTES))], [1]),
    "a pointer from a number": ([put(X), get(convert(number(64, INT64), INTS))], [1]),
    "scratch memory": ([FLOAT_SCRATCH, put(SHARED), get(SHARED), put(X)], [2]),
    "scratch memory is its own": ([FLOAT_SCRATCH, put(SHARED), get(X), put(Y)], []),
    "additions": ([evaluate(atomic("add", X, real(1))), evaluate(atomic("subtract", X, real(1)))], []),
    "an addition and a maximum": ([evaluate(atomic("add", X, real(1))), evaluate(atomic("max", X, real(1)))], [1]),
    "additions that are looked at": (
        [declare("a", atomic("add", X, real(1))), declare("b", atomic("add", X, real(1)))],
        [1],
    ),
    "an atomic and a load": ([evaluate(atomic("add", X, real(1))), get(X)], [1]),
    "a load and an atomic": ([get(X), evaluate(atomic("add", X, real(1)))], [1]),
    "in a branch": ([when(LESS, [put(X)], [BARRIER]), get(X)], [1]),
    "a barrier both ways": ([put(X), when(LESS, [BARRIER], [BARRIER]), get(X)], []),
    "a barrier one way": ([put(X), when(LESS, [BARRIER]), get(X)], [2]),
    "what a condition reads": ([put(X), when(compare(load(X), "<", real(0)), [])], [1]),
    "what bounds read": ([evaluate(atomic("add", SIGNED, number(1))), count("k", number(0), load(SIGNED))], [1]),
    "one barrier for two": ([put(X), get(X), get(X, NEXT, "w")], [1]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_needs_a_barrier(case: str) -> None:
    body, wanted = CASES[case]
    assert needs(*body) == [(number, BEFORE) for number in wanted]


def printed(*body: Any) -> list[str]:
    """The body with its barriers, and nothing of what stands before it."""
    ordered = insert_barriers(made(*body))
    assert unordered(ordered) == ()
    return print_statements(ordered.body[len(HEADS) :]).split("\n")


def test_file_scope_variables_are_distinct() -> None:
    first, second = (variable(name, FLOATS) for name in ("first", "second"))
    assert needs(put(first), get(second)) == []
    assert needs(put(first), get(first)) == [(1, BEFORE)]
    assert needs(put(first), get(X)) == [(1, BEFORE)]


def test_objects_of_scratch_memory_are_apart() -> None:
    def part(name: str, by: int) -> Any:
        return declare(name, convert(offset(SCRATCH, number(by)), FLOATS))

    first, second, again = (variable(name, FLOATS) for name in ("first", "second", "again"))
    parts = (part("first", 0), part("second", 64), part("again", 64))
    assert needs(*parts, put(first), get(second)) == []
    assert needs(*parts, put(again), get(second)) == [(4, BEFORE)]
    assert needs(*parts, put(first), get(convert(SCRATCH, FLOATS))) == [(4, BEFORE)]
    assert needs(*parts, declare("p", at(first)), put(first), declare("v", load(variable("p", at(first).type)))) == [
        (5, BEFORE)
    ]
    assert needs(*parts, put(first), get(second), assign("second", first)) == [(4, BEFORE)]
    assert needs(*parts, put(first), get(X)) == []


def test_parts_of_what_each_lane_has_for_itself_are_apart() -> None:
    own = declare("own", convert(offset(SCRATCH, binary(LANES, "*", number(16))), FLOATS))
    local = variable("own", own.type)
    halves = convert(local, Pointer(INT16, Space.GLOBAL))
    first, second = (offset(local, number(by)) for by in (0, 1))
    derived = declare("p", second)
    one = splat(real(1))
    assert needs(own, store(first, one), store(second, one), declare("v", load(offset(local, number(2))))) == []
    assert needs(own, store(first, one), declare("v", load(first))) == [(2, BEFORE)]
    assert needs(own, store(second, one), declare("v", load(offset(halves, number(3))))) == [(2, BEFORE)]
    assert needs(own, store(second, one), declare("v", load(offset(halves, number(4))))) == []
    assert needs(own, store(second, one), declare("v", load(at(local)))) == [(2, BEFORE)]
    assert needs(own, derived, store(first, one), declare("v", load(variable("p", derived.type)))) == []
    assert needs(own, derived, store(second, one), declare("v", load(variable("p", derived.type)))) == [(3, BEFORE)]
    shared = declare("shared", convert(SCRATCH, FLOATS))
    parts = (offset(at(SHARED, LANES), number(by)) for by in (0, 1))
    assert needs(shared, store(next(parts), one), store(next(parts), one)) == [(2, BEFORE)]


def test_constant_memory_is_not_stored_to() -> None:
    table = variable("table", Pointer(FLOAT32, Space.CONSTANT))
    assert needs(put(X), get(table)) == []


def test_a_dependence_around_a_loop() -> None:
    body = count("k", number(0), variable("n"), get(X, NEXT), put(X))
    assert printed(body)[1:] == [
        "  barrier(block)",
        "  <LANES x f32> v = load(x + (i + 1), mask active)",
        "  barrier(block)",
        "  store(x + i, splat<LANES x f32>(1.0:f32), mask active)",
        "}",
    ]


def test_the_same_lanes_of_another_round_are_others() -> None:
    step = binary(I, "+", variable("k"))
    body = count("k", number(0), variable("n"), get(X, step), put(X, step))
    assert [line.strip()[:5] for line in printed(body)[1:-1]] == ["barri", "<LANE", "store"]


def test_a_condition_that_reads_what_the_body_stored() -> None:
    again = compare(load(X), "<", real(9))
    first = store(X, real(0))
    assert printed(first, repeat(again, store(X, binary(load(X), "+", real(1))))) == [
        "store(x, 0.0:f32)",
        "barrier(block)",
        "while (load(x) < 9.0:f32) {",
        "  store(x, load(x) + 1.0:f32)",
        "  barrier(block)",
        "}",
    ]


def test_nested_loops() -> None:
    inner = count("j", number(0), variable("n"), get(SHARED), BARRIER)
    outer = count("k", number(0), variable("n"), put(SHARED), inner)
    lines = [line.strip() for line in printed(FLOAT_SCRATCH, outer)]
    assert lines.count("barrier(block)") == 3
    assert lines.index("barrier(block)") == 2, "the store waits for the loads of the round before"


def test_a_statement_that_loads_what_it_stores_over_is_split() -> None:
    assert printed(put(X, I, load(at(X, NEXT), ACTIVE))) == [
        "<LANES x f32> loaded = load(x + (i + 1), mask active)",
        "barrier(block)",
        "store(x + i, loaded, mask active)",
    ]


def test_an_atomic_of_what_is_loaded_is_split_and_stays_last() -> None:
    assert printed(declare("old", atomic("add", at(X), load(at(X, NEXT), ACTIVE), mask=ACTIVE))) == [
        "<LANES x f32> loaded = load(x + (i + 1), mask active)",
        "barrier(block)",
        "<LANES x f32> old = atomic.add.device(x + i, loaded, mask active)",
    ]


def test_a_condition_is_split() -> None:
    old = reduce("max", atomic("exchange", at(SIGNED), number(1), mask=ACTIVE))
    condition = binary(compare(old, "<", load(SIGNED)), "&", compare(load(SIGNED), "<", number(3)))
    lines = printed(when(condition, [put(X)]))
    assert [line.split(" = ")[0] for line in lines] == [
        "<LANES x i32> loaded",
        "barrier(block)",
        "i32 loaded.1",
        "i32 loaded.2",
        "if ((reduce.max(loaded, axis 0) < loaded.1) & (loaded.2 < 3)) {",
        "  store(x + i, splat<LANES x f32>(1.0:f32), mask active)",
        "}",
    ]


def test_nothing_to_do_is_the_same_object() -> None:
    plain = made(get(X), put(X))
    assert insert_barriers(plain) is plain


def test_many_loops_in_one_another_take_no_time() -> None:
    body: tuple[Any, ...] = (get(X, NEXT), put(X))
    for depth in range(24):
        body = (count(f"k{depth}", number(0), variable("n"), *body),)
    assert [each.spot for each in unordered(made(*body))] == [BEFORE, BEFORE]


def test_an_access_through_null_touches_nothing() -> None:
    null = replace(number(0), type=FLOATS)
    assert needs(put(X), declare("v", load(offset(null, LANES), ACTIVE))) == []
