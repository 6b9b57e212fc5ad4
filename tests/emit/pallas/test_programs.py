"""Whole tile programs in the TPU's simulator: control flow, memory, atomics, tiles of other shapes. Each beside the
evaluator; those that a v5e's compiler takes, compiled too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.emit.pallas.ported import body_of, check, compiles, port_of
from tests.tile import test_evaluator as programs
from tests.tile.build import (
    ACTIVE,
    BARRIER,
    FLOATS,
    INDICES,
    INTS,
    SPAN,
    I,
    assign,
    at,
    atomic,
    binary,
    block_index,
    compare,
    convert,
    count,
    declare,
    evaluate,
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
from transkernel.ir.nodes import AtomicOp, Literal
from transkernel.ir.types import FLOAT64, INT32, INT64, UINT8, UINT32, Pointer, Space

N = variable("n")
COUNTS = variable("counts", INTS)
X = variable("x", FLOATS)
OUT = variable("out", FLOATS)


def floats(size: int = 300) -> Any:
    return np.random.default_rng(1).integers(-40, 40, size).astype(np.float32) / 8


def counted(size: int = 300) -> Any:
    return (np.arange(size, dtype=np.int32) * 7) % 23


# ------------------------------------------------------------ control flow


def test_a_loop_that_each_lane_leaves_in_its_own_time() -> None:
    made, given = programs.collatz(), {"counts": np.arange(1, 291, dtype=np.int32), "n": 280}
    port = check(made, given)
    assert "jax.lax.while_loop(goes_on, step, " in port.text


def test_what_a_loop_changes_goes_through_it() -> None:
    total = variable("sum")
    even = compare(binary(block_index(), "&", number(1)), "==", number(0))
    made = program(
        {"counts": INTS, "n": INT32},
        declare("sum", number(0)),
        declare("last", number(7)),
        count(
            "k",
            number(0),
            N,
            assign("sum", binary(total, "+", variable("k"))),
            assign("last", variable("k")),
            step=number(3),
        ),
        when(even, [], [assign("sum", binary(number(0), "-", total))]),
        store(offset(COUNTS, block_index()), binary(total, "*", variable("last"))),
    )
    for n in (12, 1, 0):
        port = check(made, {"counts": np.zeros(3, np.int32), "n": n})
    assert "sum_, last = jax.lax.fori_loop(0, pl.cdiv(n, 3), step, (sum_, last))" in body_of(port)
    assert "sum_ = jax.lax.cond(" in body_of(port)


def test_a_branch_that_only_stores() -> None:
    first = compare(block_index(), "==", number(1))
    made = program({"x": FLOATS, "n": INT32}, *heads(), when(first, [store(at(X), splat(real(2.0)), ACTIVE)], []))
    port = check(made, {"x": floats(), "n": 290})
    assert "    @pl.when(pl.program_id(2) == 1)\n    def _():\n" in port.text


def test_a_condition_that_reads_memory_is_carried() -> None:
    """A loop's condition may not read."""
    going = compare(load(offset(COUNTS, variable("k"))), ">", number(0))
    made = program(
        {"counts": INTS},
        declare("k", number(0)),
        repeat(going, assign("k", binary(variable("k"), "+", number(1)))),
        BARRIER,
        store(offset(COUNTS, number(0)), variable("k")),
    )
    values = np.array([3, 2, 1, 0, 5], np.int32)
    assert "going" in check(made, {"counts": values}, grid=(1, 1, 1)).text


# ------------------------------------------------------------ numbers


def test_quotients_and_remainders_are_of_c() -> None:
    a, b = variable("a"), variable("b")
    made = program(
        {"counts": INTS, "a": INT32, "b": INT32},
        store(offset(COUNTS, number(0)), binary(a, "/", b)),
        store(offset(COUNTS, number(1)), binary(a, "%", b)),
    )
    for pair in ((-7, 2), (7, -2), (-7, -2), (7, 2)):
        check(made, {"counts": np.zeros(2, np.int32), "a": pair[0], "b": pair[1]}, grid=(1, 1, 1))


def test_an_index_of_64_bits_is_one_of_32() -> None:
    wide = convert(binary(convert(I, INT64), "*", convert(splat(N), INT64)), INT64)
    made = program(
        {"x": FLOATS, "n": INT32}, *heads(), store(at(X, wide), splat(real(1.0)), compare(I, "<", number(90)))
    )
    port = check(made, {"x": floats(), "n": 3}, grid=(1, 1, 1))
    assert "int64" not in port.text


def test_rounds_of_a_loop_are_cut_at_what_32_bits_hold() -> None:
    """As `tile/lane_counts.py` counts them where the start of a lane may be negative."""
    behind = convert(binary(splat(N), "-", binary(I, "*", number(5))), UINT32)
    before = compare(binary(I, "*", number(5)), "<", N)
    longest = reduce("max", where(before, convert(behind, INT64), splat(number(0, INT64))))
    place = offset(COUNTS, block_index())
    adding = store(place, binary(load(place), "+", number(1)))
    rounds = variable("rounds", INT64)
    loop = count("k", number(0, INT64), rounds, BARRIER, adding, step=number(1, INT64))
    made = program({"counts": INTS, "n": INT32}, *heads(), declare("rounds", longest), loop)
    for n in (700, -5):
        given = {"counts": counted(3), "n": n}
        assert "natural(" in check(made, given).text
    compiles(made, given)  # which knows the numbers' types alone
    beside = declare("half", binary(rounds, "/", number(2, INT64)))
    with pytest.raises(Refusal):
        port_of(program({"counts": INTS, "n": INT32}, *heads(), declare("rounds", longest), beside, loop))


DOUBLES, LONGS, BYTES = (Pointer(each, Space.GLOBAL) for each in (FLOAT64, INT64, UINT8))


@pytest.mark.parametrize(
    ("code", "parameters", "body"),
    [
        ("TK0440", {"y": DOUBLES}, (store(variable("y", DOUBLES), Literal(1.0, FLOAT64, SPAN)),)),
        ("TK0440", {"y": LONGS}, (store(variable("y", LONGS), number(1, INT64)),)),
        ("TK0441", {"x": FLOATS, "out": FLOATS}, (store(where(truth(True), X, OUT), real(1.0)),)),
        ("TK0443", {"x": FLOATS}, (store(X, real(1.0)), BARRIER, store(convert(X, BYTES), number(1, UINT8)))),
    ],
)
def test_what_a_tpu_has_not(code: str, parameters: Any, body: Any) -> None:
    with pytest.raises(Refusal) as caught:
        port_of(program(parameters, *body))
    assert caught.value.diagnostic.code == code


# ------------------------------------------------------------ memory


def test_runs_of_lanes_are_slices_that_the_compiler_takes() -> None:
    """Also such as begin before the array or reach behind it."""
    near = binary(I, "-", number(3))
    inside = binary(binary(ACTIVE, "&", compare(near, ">=", number(0))), "&", compare(I, "<", splat(N)))
    value = load(at(X, near), inside, splat(real(9.0)))
    mask = binary(ACTIVE, "&", compare(I, "<", splat(N)))
    made = program({"x": FLOATS, "out": FLOATS, "n": INT32}, *heads(), store(at(OUT), value, mask))
    for n in (290, 101, 1):
        given = {"x": floats(n), "out": floats(n), "n": n}
        port = check(made, given)
    assert "load_run(x, " in port.text
    assert "store_run(out, " in port.text
    assert "gather(" not in port.text
    compiles(made, {"x": floats(290), "out": floats(290), "n": 290})


def test_a_run_is_not_looked_for_behind_a_variable_that_changed() -> None:
    made = program(
        {"x": FLOATS, "n": INT32},
        *heads(),
        declare("k", number(0)),
        declare("j", binary(I, "+", splat(variable("k")))),
        assign("k", number(100)),
        store(at(X, variable("j", INDICES)), splat(real(1.0)), compare(I, "<", number(64))),
    )
    check(made, {"x": floats(), "n": 290}, grid=(1, 1, 1))


def test_scattered_lanes() -> None:
    place = binary(binary(I, "*", number(7)), "%", number(300))
    mask = compare(I, "<", number(50))
    made = program(
        {"x": FLOATS, "out": FLOATS, "n": INT32},
        *heads(),
        store(at(OUT, place), load(at(X, binary(place, "/", number(2))), mask), mask),
    )
    given = {"x": floats(), "out": np.zeros(300, np.float32), "n": 290}
    assert "scatter(out, " in check(made, given, grid=(1, 1, 1)).text
    check(made, given, grid=(1, 1, 1), profile="v5e")
    compiles(made, given, grid=(1, 1, 1))


def test_scratch_memory_is_the_blocks() -> None:
    made, given = programs.shifted(BARRIER), {"x": floats(), "out": np.zeros(300, np.float32), "n": 300}
    port = check(made, given)
    assert "pltpu.VMEM(" in port.text
    assert not [each for each in port.manifest.kernels[0].arguments if each.kind == "scratch"]


# ------------------------------------------------------------ atomics


@pytest.mark.parametrize("op", [AtomicOp.ADD, AtomicOp.MIN, AtomicOp.MAX, AtomicOp.XOR, AtomicOp.SUBTRACT])
@pytest.mark.parametrize("profile", ["portable", "v5e"])
def test_lanes_that_share_places(op: AtomicOp, profile: str) -> None:
    place = binary(I, "%", number(5))
    made = program({"counts": INTS, "n": INT32}, *heads(), evaluate(atomic(op, at(COUNTS, place), I, mask=ACTIVE)))
    check(made, {"counts": counted(5), "n": 290}, profile=profile)


def test_all_lanes_on_one_place() -> None:
    added = atomic(AtomicOp.ADD, at(COUNTS, splat(number(2))), I, mask=ACTIVE)
    made = program({"counts": INTS, "n": INT32}, *heads(), evaluate(added))
    given = {"counts": counted(5), "n": 290}
    assert "add_same(counts, 2, " in check(made, given).text
    compiles(made, given)


def test_old_values_come_in_the_order_of_lanes() -> None:
    old = atomic(AtomicOp.ADD, at(COUNTS, splat(number(0))), splat(number(1)), mask=ACTIVE)
    behind = at(COUNTS, binary(I, "+", number(1)))
    given: dict[str, Any] = {"counts": INTS, "n": INT32}
    made = program(given, *heads(), declare("old", old), BARRIER, store(behind, variable("old", INDICES), ACTIVE))
    check(made, {"counts": np.zeros(400, np.int32), "n": 290})


def test_small_numbers_for_the_compiler_lie_in_words() -> None:
    bytes_ = Pointer(UINT8, Space.GLOBAL)
    made = program({"b": bytes_, "n": INT32}, *heads(), store(at(variable("b", bytes_)), convert(I, UINT8), ACTIVE))
    given = {"b": np.zeros(300, np.uint8), "n": 290}
    assert "(b, jnp.int32)" in check(made, given, profile="v5e").text
    compiles(made, given)
