"""Turns become flags that are down when they are set."""

from __future__ import annotations

from typing import Any

from tests.emit.ascendc.placed import acquire, buffer, copy_in, program, release, turn, vector
from tests.tile.build import FLOATS, SPAN, compare, number, variable, when
from transkernel.emit.ascendc.simd.flags import with_free_flags
from transkernel.ir.placed import LaneLoop, Role, Turn, Unit
from transkernel.ir.visit import walk_all

S, V, IN, OUT = Unit.SCALAR, Unit.VECTOR, Unit.COPY_IN, Unit.COPY_OUT


def _turns(*body: Any) -> list[tuple[Unit, Unit]]:
    buffers = [buffer("a", Role.IN)]
    made = with_free_flags(program({"x": FLOATS}, buffers, *body).kernel)
    return [(each.before, each.after) for each in walk_all(made.body) if isinstance(each, Turn)]


def test_a_second_turn_between_two_units_goes_by_the_scalar_unit() -> None:
    # The next block may be behind one whose second turn went by the scalar unit, which then knows of the first.
    assert _turns(turn(V, OUT), turn(V, OUT)) == [(V, S), (V, S)]


def test_a_turn_back_tells_that_the_flag_is_down() -> None:
    both = (turn(V, OUT), turn(OUT, V))
    assert _turns(*both, *both) == [(V, OUT), (OUT, V), (V, OUT), (OUT, V)]
    assert _turns(turn(V, OUT), turn(OUT, S)) == [(V, OUT), (OUT, S)]
    assert _turns(turn(V, OUT), turn(OUT, IN), turn(IN, V)) == [(V, OUT), (OUT, IN), (IN, V)]


def test_what_a_queue_orders_is_known_too() -> None:
    taken = (acquire("a"), copy_in("a", variable("x", FLOATS), number(1)), release("a"))
    assert _turns(turn(V, IN), *taken) == [(V, IN)]


def test_loops_and_branches_are_gone_through_any_number_of_times() -> None:
    work = vector("exp", "a", "a", count=number(8))
    inside = LaneLoop("i", number(0), number(3), (work, turn(V, OUT)), SPAN)
    assert _turns(turn(OUT, S), inside) == [(OUT, S), (V, S)]
    asked = when(compare(number(1), "<", number(2)), [turn(OUT, V)])
    assert _turns(turn(V, OUT), asked) == [(V, S), (OUT, V)]


def test_the_scalar_unit_asks_before_it_sets_a_flag_again() -> None:
    assert _turns(turn(S, V), turn(S, V), turn(V, S)) == [(S, V), (V, S), (S, V), (V, S)]


def test_what_was_done_before_a_loop_is_waited_for_before_it() -> None:
    inside = when(compare(number(1), "<", number(2)), [turn(V, S), turn(IN, S)])
    taken = copy_in("a", variable("x", FLOATS), number(1))
    loop = LaneLoop("i", number(0), number(3), (taken, inside), SPAN)
    made = with_free_flags(program({"x": FLOATS}, [buffer("a", Role.IN)], loop).kernel)
    assert isinstance(made.body[0], Turn)
    assert (made.body[0].before, made.body[0].after) == (V, S)
    assert [(each.before, each.after) for each in walk_all(made.body[1:]) if isinstance(each, Turn)] == [(IN, S)]
