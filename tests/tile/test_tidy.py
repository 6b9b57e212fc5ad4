"""Variables that say nothing go, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tile.build import (
    ACTIVE,
    FLOATS,
    INDICES,
    INTS,
    LANES,
    NUMBERS,
    SPAN,
    TRUTHS,
    assign,
    at,
    atomic,
    binary,
    compare,
    constant,
    declare,
    evaluate,
    kernel,
    load,
    number,
    real,
    repeat,
    splat,
    store,
    variable,
    when,
    where,
)
from transkernel.ir.nodes import Comment, Unary, UnaryOp
from transkernel.ir.printer import print_statements
from transkernel.ir.types import FLOAT32, INT32, Type
from transkernel.tile.tidy import tidy

X, OUT, N = variable("x", FLOATS), variable("out", FLOATS), variable("n")
A, V, LANE = variable("a", NUMBERS), variable("v", NUMBERS), variable("lane", INDICES)
CONDITION, TAKEN, MASK = (variable(name, TRUTHS) for name in ("condition", "taken", "mask"))
COUNTS = variable("counts", INTS)
PARAMETERS: dict[str, Type] = {"x": FLOATS, "out": FLOATS, "counts": INTS, "n": INT32, "f": FLOAT32}
HEADS = (declare("lane", LANES), declare("active", compare(LANE, "<", constant("BLOCK_X"))))
LOADED = load(at(X, LANE), ACTIVE)
BELOW = compare(LANE, "<", N)
BELOW_SCALAR = compare(N, "<", number(4))


def put(value: Any, mask: Any = ACTIVE) -> Any:
    return store(at(OUT, LANE), value, mask)


def tidied(*body: Any) -> str:
    """What stands behind the lanes and their mask."""
    made = tidy(kernel(PARAMETERS, *HEADS, *body))
    return print_statements(made.body[2:]).rstrip()


def as_text(*body: Any) -> str:
    return print_statements(body).rstrip()


# ------------------------------------------------------------ what nobody reads


def test_what_nobody_reads_goes_with_its_assignments() -> None:
    d = variable("d", NUMBERS)
    body = (declare("v", LOADED), declare("d", V), repeat(BELOW_SCALAR, assign("d", binary(d, "+", V)), put(A)))
    assert tidied(declare("a", LOADED), *body) == as_text(declare("a", LOADED), repeat(BELOW_SCALAR, put(A)))


def test_effects_stay() -> None:
    old = declare("old", atomic("add", at(COUNTS, LANE), splat(number(1)), mask=ACTIVE))
    volatile = declare("v", replace(LOADED, volatile=True))
    assert tidied(old, volatile) == as_text(old, volatile)


def test_comments_beside_what_goes_stand_alone() -> None:
    trailing = Comment("// why", SPAN, trailing=True)
    made = tidy(kernel(PARAMETERS, *HEADS, put(real(1)), declare("v", LOADED), trailing)).body
    assert made[2:] == (put(real(1)), Comment("// why", SPAN))


# ------------------------------------------------------------ other names


def test_other_names_of_fixed_variables() -> None:
    body = (declare("a", LOADED), declare("b", A), declare("c", variable("b", NUMBERS)))
    assert tidied(*body, put(variable("c", NUMBERS))) == as_text(declare("a", LOADED), put(A))
    assert tidied(declare("m", N), put(real(1), binary(ACTIVE, "&", compare(LANE, "<", variable("m"))))) == as_text(
        put(real(1), binary(ACTIVE, "&", BELOW))
    )


def test_numbers_but_for_those_with_a_name_of_their_own() -> None:
    width = declare("width", number(7))
    used = put(real(1), binary(ACTIVE, "&", compare(LANE, "<", variable("width"))))
    named = put(real(1), binary(ACTIVE, "&", compare(LANE, "<", number(7))))
    assert tidied(width, used) == as_text(named)
    assert tidied(replace(width, const=True), used) == as_text(replace(width, const=True), used)


def test_the_programmers_name_of_a_threads_number_stays() -> None:
    body = (declare("column", LANE), store(at(OUT, variable("column", INDICES)), real(1), ACTIVE))
    assert tidied(*body) == as_text(*body)


def test_a_name_of_what_changes_while_it_is_the_same() -> None:
    body = (declare("v", LOADED), declare("a", V), put(A), assign("v", binary(A, "+", real(1))), put(V))
    assert tidied(*body) == as_text(declare("v", LOADED), put(V), assign("v", binary(V, "+", real(1))), put(V))


@pytest.mark.parametrize(
    "behind",
    [
        (assign("v", binary(V, "+", real(1))), put(A)),
        (repeat(compare(N, "<", number(4)), put(A), assign("v", binary(V, "+", real(1)))), put(V)),
        (when(compare(N, "<", number(4)), (assign("v", binary(V, "+", real(1))),)), put(binary(A, "+", V))),
    ],
)
def test_a_name_of_what_has_changed_stays(behind: Any) -> None:
    body = (declare("v", LOADED), declare("a", V), *behind)
    assert tidied(*body) == as_text(*body)


def test_a_parameter_that_is_assigned_is_another_number() -> None:
    body = (
        declare("m", N),
        assign("n", binary(N, "+", number(1))),
        put(real(1), binary(ACTIVE, "&", compare(LANE, "<", binary(N, "*", variable("m"))))),
    )
    assert tidied(*body) == as_text(*body)


# ------------------------------------------------------------ conditions


def test_a_condition_that_is_read_once_is_written_there() -> None:
    body = (declare("condition", BELOW), declare("taken", binary(ACTIVE, "&", CONDITION)), put(real(1), TAKEN))
    assert tidied(*body) == as_text(declare("mask", binary(ACTIVE, "&", BELOW)), put(real(1), MASK))


def test_the_masks_of_both_branches_keep_their_names() -> None:
    against = Unary(UnaryOp.NOT, CONDITION, CONDITION.type, SPAN)
    body = (
        declare("condition", BELOW),
        declare("taken", binary(ACTIVE, "&", CONDITION)),
        declare("others", binary(ACTIVE, "&", against)),
        put(real(1), TAKEN),
        put(real(2), variable("others", TRUTHS)),
    )
    assert tidied(*body) == as_text(*body)


def test_a_name_that_is_taken_is_not_given_to_a_mask() -> None:
    body = (declare("mask", LOADED), declare("others", binary(ACTIVE, "&", BELOW)))
    used = put(variable("mask", NUMBERS), variable("others", TRUTHS))
    assert "mask.1 = active & (lane < n)" in tidied(*body, used)


@pytest.mark.parametrize(
    "body",
    [
        (declare("condition", BELOW), put(where(CONDITION, real(1), real(2)), binary(ACTIVE, "&", CONDITION))),
        (declare("condition", BELOW), put(real(2)), put(real(1), binary(ACTIVE, "&", CONDITION))),
        (declare("condition", compare(LOADED, ">", real(0))), put(real(1), binary(ACTIVE, "&", CONDITION))),
        (declare("below", BELOW), put(real(1), binary(ACTIVE, "&", variable("below", TRUTHS)))),
        (
            declare("condition", compare(binary(LANE, "/", where(ACTIVE, LANE, number(1))), ">", N)),
            put(real(1), binary(ACTIVE, "&", CONDITION)),
        ),
    ],
)
def test_other_conditions_stay(body: Any) -> None:
    assert tidied(*body) == as_text(*body)


def test_what_is_tidy_stays() -> None:
    made = kernel(PARAMETERS, *HEADS, put(LOADED), evaluate(atomic("add", COUNTS, number(1))))
    assert tidy(made).body == made.body
