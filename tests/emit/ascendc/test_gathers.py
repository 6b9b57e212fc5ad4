"""Loads of any places by the vector unit: the text, and what it does on the twin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.emit.ascendc.placed import (
    acquire,
    body_of,
    buffer,
    check,
    copy_in,
    copy_out,
    port_of,
    program,
    release,
    twin,
    vector,
    view,
)
from tests.tile.build import FLOATS, INTS, SPAN, constant, number, offset, real, variable
from transkernel.emit.parameters import NUMPY_NAMES
from transkernel.ir.nodes import integer
from transkernel.ir.placed import Buffer, GatherIn, Numbers, PlacedProgram, Role, Slot
from transkernel.ir.types import BOOL, FLOAT16, FLOAT32, INT8, INT16, INT32, INT64, UINT8, Pointer, Scalar, Space

LANES = constant("lanes")
LANE_COUNT = 128
WINDOW = 64  # elements
BASE = 50  # where places count from
GENERATOR = np.random.default_rng(5)


def gathering(element: Scalar, masked: bool, steps: tuple[int, ...] = (1,)) -> PlacedProgram:
    """out[i] = (x + BASE)[places[i] * steps[0] + more[i] * steps[1]] where marks[i] > 0: for one block of one tile."""
    pointer = Pointer(element, Space.GLOBAL)
    window = WINDOW if element.bits > 8 else 4 * WINDOW  # as much for halves, and what begins where they may
    slots = [Slot("words", ("lanes",), 32), Slot("near", (window,), element.bits), Slot("bits", ("lanes",), 1)]
    buffers = [
        buffer("where", Role.IN, INT32), buffer("chosen", Role.IN), buffer("mask", Role.WORK, BOOL, "bits"),
        buffer("room", Role.WORK, INT32, "words"), Buffer("window", element, (window,), Role.WORK, "near"),
        buffer("further", Role.IN, INT32), buffer("found", Role.OUT, element),
    ]  # fmt: skip
    names = ("where", "further", "chosen", "mask", "room", "window")
    mask = view("mask", BOOL) if masked else None
    return program(
        {"x": pointer, "places": INTS, "more": INTS, "marks": FLOATS, "out": pointer},
        buffers,
        *map(acquire, names),
        copy_in(view("where", INT32), variable("places", INTS), LANES),
        copy_in(view("further", INT32), variable("more", INTS), LANES),
        copy_in("chosen", variable("marks", FLOATS), LANES),
        vector("compare_scalar_gt", view("mask", BOOL), "chosen", real(0), count=LANES),
        # What a core did for its block before: the window and the room are in use.
        vector("duplicate", view("window", INT16), integer(1, INT16, SPAN), count=number(WINDOW * element.bits // 16)),
        acquire("found"),
        GatherIn(
            view("found", element), offset(variable("x", pointer), number(BASE)), _numbers(steps), mask,
            view("window", element), view("room", INT32), LANES, SPAN,
        ),
        copy_out(variable("out", pointer), view("found", element), LANES),
        release("found"),
        *map(release, names),
        slots=slots,
    )  # fmt: skip


def _numbers(steps: tuple[int, ...]) -> tuple[Numbers, ...]:
    pairs = zip(("where", "further"), steps, strict=False)
    return tuple(Numbers(view(name, INT32), integer(step, INT64, SPAN)) for name, step in pairs)


def gathered(places: Any, marks: Any = None, element: Scalar = FLOAT32, n: int = 4000) -> int:
    """Runs the kernel and compares; how many elements the scalar unit touched, in each mode."""
    numpy_type = np.dtype(NUMPY_NAMES[element])
    x = np.arange(n).astype(numpy_type)
    places_ = np.resize(np.asarray(places, np.int32), LANE_COUNT)
    chosen = np.ones(LANE_COUNT, bool) if marks is None else np.resize(np.asarray(marks, bool), LANE_COUNT)
    given = {
        "x": x, "places": places_, "more": np.zeros(LANE_COUNT, np.int32),
        "marks": np.where(chosen, 1, -1).astype(np.float32), "out": np.zeros(LANE_COUNT, numpy_type),
    }  # fmt: skip
    # What the lanes that are left out get is one of the others' elements, or 0.
    first = BASE + int(places_[chosen].min(initial=2**31 - 1))
    wanted = np.where(chosen, x[np.where(chosen, BASE + places_, 0)], x[first] if first < n else 0)
    check(gathering(element, marks is not None), given, {"out": wanted}, grid=(1, 1, 1), block=(LANE_COUNT, 1, 1))
    return twin().last_counts.scalar_accesses


@pytest.mark.parametrize("element", [FLOAT32, INT32, FLOAT16, UINT8, INT8])
def test_places_that_lie_near_one_another_are_picked_from_a_copy_of_all(element: Scalar) -> None:
    assert gathered(GENERATOR.integers(0, WINDOW, LANE_COUNT), element=element, n=200) == 16
    assert gathered(GENERATOR.integers(-BASE, WINDOW - BASE, LANE_COUNT), element=element, n=200) == 16
    assert gathered([7], element=element, n=200) == 16


@pytest.mark.parametrize("element", [FLOAT32, INT32, FLOAT16, UINT8, INT8])
def test_only_lanes_of_the_mask_are_read(element: Scalar) -> None:
    near = GENERATOR.integers(0, WINDOW, LANE_COUNT)
    marks = GENERATOR.random(LANE_COUNT) > 0.5
    wild = np.where(marks, near, GENERATOR.integers(-(2**31), 2**31 - 1, LANE_COUNT))
    assert gathered(wild, marks, element, n=200) == 24
    one = np.arange(LANE_COUNT) == 77
    assert gathered(np.where(one, 99, -100_000), one, element, n=150) == 24
    assert gathered([-100_000], [False], element, n=150) == 8


def test_places_that_lie_far_apart_are_taken_a_few_lanes_at_once() -> None:
    # Each 32 lanes lie within the window, but no 64.
    lanes = np.arange(LANE_COUNT)
    assert gathered(lanes // 32 * 500 + lanes % 32 * 2) < LANE_COUNT


def test_where_lanes_have_nothing_near_each_is_read_alone() -> None:
    lanes = np.arange(LANE_COUNT)
    assert gathered(lanes * 30) > 3 * LANE_COUNT
    gathered(lanes * 30, lanes % 3 == 0)
    gathered(np.where(lanes < 64, lanes, lanes * 30))
    gathered(np.where(lanes == 127, 3900, 0), element=FLOAT16, n=4000)
    gathered(np.where(lanes == 127, 3900, 0), lanes % 5 > 0, element=INT8, n=4000)


def summed(rows: Any, columns: Any, steps: tuple[int, int], marks: Any = True, n: int = 4000) -> int:
    """The same of sums, whose lanes that are left out are not looked at."""
    x = np.arange(n, dtype=np.float32)
    rows, columns, marks = (np.resize(np.asarray(each), LANE_COUNT) for each in (rows, columns, marks))
    places = BASE + rows.astype(np.int64) * steps[0] + columns.astype(np.int64) * steps[1]
    given = {
        "x": x, "places": rows.astype(np.int32), "more": columns.astype(np.int32),
        "marks": np.where(marks, 1, -1).astype(np.float32), "out": np.zeros(LANE_COUNT, np.float32),
    }  # fmt: skip
    # What the others get is 0, or what the first place holds.
    idle = x[places[marks].min()] if marks.any() else 0
    wanted = np.where(marks, x[np.where(marks, places, 0)], idle)
    check(gathering(FLOAT32, True, steps), given, {"out": wanted}, grid=(1, 1, 1), block=(LANE_COUNT, 1, 1))
    return twin().last_counts.scalar_accesses


def test_sums_of_two_numbers_are_places() -> None:
    lanes = np.arange(LANE_COUNT)
    assert summed(lanes // 16, lanes % 16, (4, 2)) == 7 * 8
    assert summed(lanes // 16 + 2**31 - 90, lanes % 16 - 2**31 + 100, (2, 2)) == 7 * 8
    assert summed(7, 0, (4, 0)) == 7 * 8
    assert summed(0, lanes % 4, (2**62, -5)) == 7 * 8


def test_numbers_too_large_for_32_bits_are_added_one_by_one() -> None:
    lanes = np.arange(LANE_COUNT)
    assert summed(lanes % 2 * -(2**31), lanes % 2 * -(2**30), (-1, 2)) == 4 * 8 + 5 * LANE_COUNT
    assert summed(lanes % 2, lanes % 2, (2**40, -(2**40))) == 4 * 8 + 5 * LANE_COUNT


def test_the_least_row_and_the_least_column_may_lie_outside_of_memory() -> None:
    lanes = np.arange(LANE_COUNT) % 2
    summed(lanes, 1 - lanes, (3 * BASE, 3 * BASE), np.arange(LANE_COUNT) % 3 > 0, n=4 * BASE + 1)
    summed(lanes - 1, -lanes, (BASE, BASE), np.arange(LANE_COUNT) % 3 > 0, n=BASE)


def test_sums_of_lanes_that_are_left_out_may_be_anything() -> None:
    lanes = np.arange(LANE_COUNT)
    wild = GENERATOR.integers(-(2**31), 2**31 - 1, (2, LANE_COUNT))
    marks = lanes % 7 == 3
    summed(np.where(marks, lanes, wild[0]), np.where(marks, lanes % 5, wild[1]), (9, 1), marks)
    assert summed(0, 0, (1, 1), False) == 2 * 8


def test_the_text_is_one_line() -> None:
    assert "gather_where(found, x + 50, mask, where, window, room, lanes);" in _text(FLOAT32, True)
    assert "gather_in(found, x + 50, where, window, room, lanes);" in _text(FLOAT32, False)


def _text(element: Scalar, masked: bool) -> str:
    return body_of(port_of(gathering(element, masked)))
