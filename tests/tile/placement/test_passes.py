"""Queues, slots, turns and capacity, on placed programs written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tile.build import BARRIER, FLOATS, SPAN, number, offset, real, variable, when
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import Literal
from transkernel.ir.placed import (
    Acquire,
    Buffer,
    CopyIn,
    CopyOut,
    Element,
    LaneLoop,
    MemoryFence,
    PlacedKernel,
    Release,
    Role,
    SetElement,
    Turn,
    Vector,
    View,
)
from transkernel.ir.tile import ConstantParameter, ConstantRule, Load
from transkernel.ir.types import BOOL, FLOAT32
from transkernel.ir.verify import VerificationError
from transkernel.ir.visit import walk_all
from transkernel.tile.placement.ascend_dav2201 import DAV_2201
from transkernel.tile.placement.capacity import bytes_of, with_capacity
from transkernel.tile.placement.check import check
from transkernel.tile.placement.filled import with_filled
from transkernel.tile.placement.slots import with_queues, with_slots
from transkernel.tile.placement.turns import with_turns

COUNT = number(64)
X, Y = variable("x", FLOATS), variable("y", FLOATS)


def kernel(
    *body: Any, roles: dict[str, Role] | None = None, extent: tuple[int | str, ...] = ("LANES",)
) -> PlacedKernel:
    names = {node.buffer for node in walk_all(body) if isinstance(node, Acquire)}
    buffers = tuple(Buffer(name, FLOAT32, extent, (roles or {}).get(name, Role.WORK)) for name in sorted(names))
    constants = (ConstantParameter("LANES", ConstantRule.LANES, 128),)
    return PlacedKernel("k", "k", (), constants, buffers, (), tuple(body), SPAN)


def held(name: str, *body: Any) -> tuple[Any, ...]:
    return (Acquire(name, SPAN), *body, Release(name, SPAN))


def view(name: str) -> View:
    return View(name, FLOAT32, SPAN)


def copy_in(name: str, pointer: Any = X) -> CopyIn:
    return CopyIn(view(name), pointer, COUNT, SPAN)


def copy_out(name: str, pointer: Any = Y) -> CopyOut:
    return CopyOut(pointer, view(name), COUNT, SPAN)


def exponential(target: str, source: str) -> Vector:
    return Vector("exp", view(target), (view(source),), COUNT, SPAN)


def set_element(name: str, value: Any = None) -> SetElement:
    return SetElement(name, number(0), real(1.0) if value is None else value, SPAN)


def turns(*body: Any, roles: dict[str, Role] | None = None) -> list[str]:
    """The statements of the body behind the pass: `before>after` for a Turn, the class of others."""
    made = with_turns(with_slots(kernel(*body, roles=roles)))
    return [
        _word(node)
        for node in walk_all(made.body)
        if isinstance(node, Turn | MemoryFence | Vector | CopyIn | CopyOut | SetElement)
    ]


def _word(node: Any) -> str:
    return f"{node.before}>{node.after}" if isinstance(node, Turn) else type(node).__name__


# ------------------------------------------------------------ turns


def test_the_vector_unit_waits_for_a_copy_into_a_slot_and_a_copy_out_for_it() -> None:
    found = turns(*held("a", copy_in("a"), exponential("a", "a"), copy_out("a")))
    # The block before may still work on the slot, and copy out of it. Who waits for a unit waits for all that it has
    # waited for.
    assert found == [
        "vector>copy_in", "copy_out>copy_in", "CopyIn", "copy_in>vector", "Vector", "vector>copy_out", "CopyOut",
    ]  # fmt: skip


def test_queues_order_copies_and_the_vector_unit() -> None:
    roles = {"a": Role.IN, "b": Role.OUT}
    body = held("a", copy_in("a"), *held("b", exponential("b", "a"), copy_out("b")))
    assert turns(*body, roles=roles) == ["CopyIn", "Vector", "CopyOut"]


def test_a_queue_does_not_order_the_scalar_unit() -> None:
    body = held("a", copy_in("a"), *held("b", set_element("b", Element("a", number(0), FLOAT32, SPAN))))
    assert "copy_in>scalar" in turns(*body, roles={"a": Role.IN})


def test_who_has_only_read_is_waited_for_by_who_writes_alone() -> None:
    body = held("a", *held("b", exponential("b", "a"), copy_out("a"), exponential("b", "a")))
    found = turns(*body)
    assert found.index("CopyOut") < len(found) - 1
    assert "copy_out>vector" not in found


def test_what_the_scalar_unit_has_read_nobody_waits_for() -> None:
    read = set_element("b", Element("a", number(0), FLOAT32, SPAN))
    assert "scalar>copy_in" not in turns(*held("a", *held("b", read, copy_in("a"))))


def test_the_end_of_a_loop_is_open_at_its_start() -> None:
    loop = LaneLoop("i", number(0), number(4), (set_element("a"), copy_out("a")), SPAN)
    found = turns(*held("a", loop))
    assert found[0] == "copy_out>scalar"
    assert found[found.index("SetElement") + 1] == "scalar>copy_out"


def test_both_ways_of_a_branch_are_open_behind_it() -> None:
    branch = when(Literal(True, BOOL, SPAN), [set_element("a")], [exponential("a", "a")])
    found = turns(*held("a", branch, copy_out("a")))
    assert {"scalar>copy_out", "vector>copy_out"} <= set(found[: found.index("CopyOut")])


def test_a_copy_in_behind_a_barrier_waits_for_copies_out() -> None:
    roles = {"a": Role.IN, "b": Role.OUT}
    first = held("b", exponential("b", "b"), copy_out("b"))
    assert "copy_out>copy_in" in turns(*first, BARRIER, *held("a", copy_in("a"), exponential("a", "a")), roles=roles)
    assert "copy_out>copy_in" not in turns(*first, *held("a", copy_in("a"), exponential("a", "a")), roles=roles)


def test_the_scalar_unit_reads_behind_a_fence_what_was_stored_before_a_barrier() -> None:
    load: Any = Load(X, None, None, FLOAT32, SPAN)
    body = held("b", exponential("b", "b"), copy_out("b"), BARRIER, set_element("b", load))
    assert turns(*body, roles={"b": Role.OUT}).count("MemoryFence") == 1


# ------------------------------------------------------------ slots and queues


def test_buffers_that_are_never_held_at_once_share_a_slot() -> None:
    one_after_another = with_slots(kernel(*held("a", set_element("a")), *held("b", set_element("b"))))
    assert len(one_after_another.slots) == 1
    at_once = with_slots(kernel(*held("a", *held("b", exponential("b", "a")))))
    assert len(at_once.slots) == 2


def test_a_buffer_that_one_branch_fills_is_of_no_queue() -> None:
    branch = when(Literal(True, BOOL, SPAN), [copy_in("a")], [set_element("a")])
    (buffer,) = with_queues(kernel(*held("a", branch), roles={"a": Role.IN}), 6).buffers
    assert buffer.role is Role.WORK


def test_queues_are_as_many_as_the_core_has_events_for() -> None:
    names = [f"a{index}" for index in range(8)]
    body = [each for name in names for each in held(name, copy_in(name))]
    made = with_queues(kernel(*body, roles=dict.fromkeys(names, Role.IN)), 6)
    assert [each.role for each in made.buffers].count(Role.IN) == 6
    assert {each.depth for each in made.buffers if each.role is Role.IN} == {1}
    few = with_queues(kernel(*body[:6], roles=dict.fromkeys(names[:2], Role.IN)), 6)
    assert {each.depth for each in few.buffers} == {2}


def test_a_tile_that_a_loop_goes_through_is_filled_before_a_copy() -> None:
    read = LaneLoop("i", number(0), number(4), (set_element("b", Element("a", variable("i"), FLOAT32, SPAN)),), SPAN)
    made = with_filled(kernel(*held("a", copy_in("a"), *held("b", read)), roles={"a": Role.IN}))
    first, second = made.body[:2]
    assert isinstance(first, Acquire)
    assert isinstance(second, Vector)
    assert second.instruction == "duplicate"
    assert {each.role for each in made.buffers} == {Role.WORK}


# ------------------------------------------------------------ capacity and rules


def test_the_most_lanes_that_fit_are_required() -> None:
    made = with_capacity(with_slots(kernel(*held("a", set_element("a")), extent=("LANES", 64))), DAV_2201)
    (requirement,) = made.requirements
    assert requirement.number == 512
    assert bytes_of(made, DAV_2201, 512) == 512 * 64 * 4 <= DAV_2201.memory.bytes < bytes_of(made, DAV_2201, 1024)


def test_what_never_fits_is_refused_with_its_bytes() -> None:
    with pytest.raises(Refusal, match=f"{128 * 512 * 4} bytes; UB has {DAV_2201.memory.bytes}") as refusal:
        with_capacity(with_slots(kernel(*held("a", set_element("a")), extent=("LANES", 512))), DAV_2201)
    assert refusal.value.diagnostic.code == "TK0484"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ((exponential("a", "a"),), "held"),
        ((Acquire("a", SPAN), exponential("a", "a")), "released"),
        (held("a", Acquire("a", SPAN)), "once"),
        (held("a", Vector("lgamma", view("a"), (view("a"),), COUNT, SPAN)), "no instruction"),
        (held("a", Vector("exp", view("a"), (real(1.0),), COUNT, SPAN)), "takes a tile"),
        (held("a", Vector("and", view("a"), (view("a"), view("a")), COUNT, SPAN)), "none of"),
        (held("a", BARRIER), "barrier"),
    ],
)
def test_broken_programs_are_found(body: tuple[Any, ...], rule: str) -> None:
    broken = kernel(*body)
    if not broken.buffers:
        broken = replace(broken, buffers=(Buffer("a", FLOAT32, ("LANES",), Role.WORK),))
    with pytest.raises(VerificationError, match=rule):
        check(broken, DAV_2201)


def test_a_pointer_of_a_copy_is_read_by_the_scalar_unit() -> None:
    place = offset(X, Element("a", number(0), FLOAT32, SPAN))
    found = turns(*held("a", exponential("a", "a"), *held("b", copy_in("b", place))))
    assert "vector>scalar" in found[: found.index("CopyIn")]
