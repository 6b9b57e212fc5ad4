"""Places that are apart in all lanes and rounds, and the barriers that they do without."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tile.build import (
    ACTIVE,
    BYTES,
    CONSTANTS,
    FLOATS,
    INTS,
    LANES,
    SPAN,
    I,
    assign,
    at,
    binary,
    compare,
    constant,
    convert,
    count,
    declare,
    heads,
    kernel,
    load,
    number,
    offset,
    real,
    repeat,
    splat,
    store,
    variable,
    where,
)
from transkernel.ir.memory_order import unordered
from transkernel.ir.residues import Place, Residue, Residues, are_apart
from transkernel.ir.tile import Lanes, Scratch
from transkernel.ir.types import INT32, INT64, UINT32, UINT64, Tile, Type
from transkernel.tile import build

X, Y, N, P = variable("x", FLOATS), variable("y", FLOATS), variable("n"), variable("p", FLOATS)
PARAMETERS: dict[str, Type] = {"x": FLOATS, "y": FLOATS, "ints": INTS, "bytes": BYTES, "n": INT32, "m": INT32}
HEADS = heads()
FOUR = binary(I, "*", number(4))
WIDE = binary(convert(I, INT64), "*", number(4, INT64))
ONE = splat(real(1))


def made(*body: Any) -> Any:
    return kernel(PARAMETERS, *HEADS, *body, constants=CONSTANTS, scratch=Scratch("scratch", 64))


def put(index: Any, pointer: Any = X) -> Any:
    return store(at(pointer, index), ONE, ACTIVE)


def plus(index: Any, by: int) -> Any:
    return binary(index, "+", number(by, INT64 if index.type == WIDE.type else INT32))


@pytest.mark.parametrize(
    "body",
    [
        (put(FOUR), put(plus(FOUR, 1)), put(plus(FOUR, 3))),
        (put(WIDE), store(offset(at(X, WIDE), number(1)), ONE, ACTIVE)),
        (put(binary(I, "<<", number(1))), put(plus(binary(I, "<<", number(1)), 1))),
        (put(binary(I, "*", number(3))), put(plus(binary(I, "*", number(3)), -1))),
        (put(FOUR), put(plus(binary(LANES, "*", number(8)), 2))),  # of other lanes too
        (put(plus(FOUR, 1)), declare("v", load(at(X, FOUR), ACTIVE)), put(plus(FOUR, 2))),
        (declare("p", offset(X, N)), put(FOUR, P), put(plus(FOUR, 1), P)),
        (store(X, real(1)), store(offset(X, number(1)), real(1))),
        (put(plus(FOUR, 1)), put(where(ACTIVE, FOUR, plus(FOUR, 4)))),
        (declare("j", binary(LANES, "*", number(64))), put(plus(variable("j", LANES.type), 2)), put(plus(FOUR, 1))),
    ],
)  # fmt: skip
def test_places_that_are_apart_need_no_barrier(body: Any) -> None:
    assert unordered(made(*body)) == ()


@pytest.mark.parametrize(
    "body",
    [
        (put(FOUR), put(plus(FOUR, 4))),
        (put(I), put(plus(I, 1))),
        (put(FOUR), put(plus(binary(I, "*", number(3)), 1))),
        (put(FOUR), store(convert(offset(convert(at(X, FOUR), BYTES), number(3)), FLOATS), ONE, ACTIVE)),
        (put(FOUR), put(plus(FOUR, 1), Y)),  # y may point into x
        (put(binary(convert(I, UINT32), "*", number(3, UINT32))),
         put(binary(binary(convert(I, UINT32), "*", number(3, UINT32)), "+", number(1, UINT32)))),  # wraps around
        (put(FOUR), put(binary(plus(FOUR, 1), "/", number(2)))),
        (put(FOUR), put(where(ACTIVE, plus(FOUR, 1), plus(FOUR, 4)))),
        (declare("by", FOUR), put(variable("by", FOUR.type)),
         assign("by", plus(FOUR, 1)), put(plus(FOUR, 1))),
        (declare("p", X), put(FOUR, P), assign("p", offset(P, number(1))), put(plus(FOUR, 1), P)),
    ],
)  # fmt: skip
def test_others_need_one(body: Any) -> None:
    assert unordered(made(*body))


def test_a_pointer_of_each_round_is_another_object() -> None:
    body = repeat(compare(N, "<", number(4)), declare("p", offset(X, N)), put(FOUR, P), put(plus(FOUR, 1), P))
    assert unordered(made(body))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (number(7), Residue(0, 7)),
        (binary(N, "*", number(6)), Residue(6, 0)),
        (plus(binary(N, "*", number(6)), 2), Residue(6, 2)),
        (binary(plus(binary(N, "*", number(6)), 2), "*", plus(binary(N, "*", number(4)), 1)), Residue(2, 2)),
        (convert(binary(N, "*", number(6)), UINT32), Residue(2, 0)),
        (convert(convert(binary(N, "*", number(4)), UINT32), UINT64), Residue(4, 0)),
        (variable("k"), Residue(4, 1)),
        (constant("BLOCK_X"), Residue(1, 0)),
        (binary(N, "/", number(4)), Residue(1, 0)),
    ],
)
def test_numbers(value: Any, expected: Residue) -> None:
    body = count("k", number(1), N, step=binary(variable("m"), "*", number(4)))
    assert Residues(made(body)).number(value) == expected


def test_a_row_of_neighbours_is_one_place() -> None:
    def places(begin: Any) -> Place | None:
        node = load(build.offset(build.columned(begin, 4, SPAN), build.broadcast(numbers, shape, SPAN), SPAN))
        return Residues(made(node)).place(node.pointer)

    shape = ("LANES", 4)
    numbers = build.reshape(Lanes(Tile(INT32, (4,)), SPAN), (1, 4), SPAN)
    assert places(at(X, FOUR)) == Place("x", 16, 0, 16)
    assert places(at(X, plus(binary(I, "*", number(8)), 4))) == Place("x", 32, 16, 16)


def test_sizes_count() -> None:
    four = Place("x", 16, 0, 4)
    assert are_apart(four, Place("x", 16, 4, 4))
    assert are_apart(four, Place("x", 16, 12, 4))
    assert not are_apart(four, Place("x", 16, 12, 8))
    assert not are_apart(four, Place("x", 16, 3, 1))
    assert not are_apart(four, Place("x", 6, 4, 2))
    assert not are_apart(four, Place("y", 16, 4, 4))
    assert are_apart(Place("x", 0, 8, 4), Place("x", 0, 4, 4))
    assert not are_apart(Place("x", 0, 7, 4), Place("x", 0, 4, 4))
    assert not are_apart(four, None)
