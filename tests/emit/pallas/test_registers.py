"""What a v5e's compiler does to tiles only within vector registers: simulated beside the evaluator, and compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.emit.pallas.ported import check, compiles, port_of
from tests.tile.build import (
    ACTIVE,
    BARRIER,
    CONSTANTS,
    FLOATS,
    INDICES,
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
    gather,
    heads,
    load,
    number,
    program,
    reduce,
    splat,
    store,
    truth,
    variable,
    where,
)
from transkernel.diagnostics import Refusal
from transkernel.ir.nodes import AtomicOp
from transkernel.ir.tile import Broadcast, ConstantParameter, ConstantRule, Lanes, ReduceOp, Reshape, Scan
from transkernel.ir.types import INT32, UINT32, Pointer, Scalar, Space, Tile

N, X, COUNTS = variable("n"), variable("x", FLOATS), variable("counts", INTS)
V = variable("v", INDICES)
READ = load(at(COUNTS), ACTIVE, splat(number(0)))


def warps(scalar: Scalar = INT32) -> Tile:
    return Tile(scalar, ("WARPS", 32))


def both(made: Any, given: dict[str, Any], block: int = 100) -> str:
    """Runs in the simulator what is for the compiler, and compiles it."""
    port = check(made, given, block=(block, 1, 1), profile="v5e")
    compiles(made, given, block=(block, 1, 1))
    return port.text


def made_of(parameters: dict[str, Any], *body: Any) -> Any:
    warps_ = ConstantParameter("WARPS", ConstantRule.WARPS)
    return program({**parameters, "n": INT32}, *heads(), *body, constants=(*CONSTANTS, warps_))


def counted(size: int = 400) -> Any:
    return (np.arange(size, dtype=np.int32) * 7) % 23 - 5


@pytest.mark.parametrize("block", [32, 100, 256])
def test_lanes_are_regrouped_by_warps_and_back(block: int) -> None:
    of_warp = Reshape(reduce("max", Reshape(READ, warps(), SPAN), 1), Tile(INT32, ("WARPS", 1)), SPAN)
    back = Reshape(Broadcast(of_warp, warps(), SPAN), INDICES, SPAN)
    made = made_of({"counts": INTS}, store(at(COUNTS), back, ACTIVE))
    text = both(made, {"counts": counted(3 * block), "n": 3 * block}, block)
    assert "regrouped(" in text
    assert ".reshape((WARPS, 1))" in text or ".reshape(WARPS, 1)" in text


@pytest.mark.parametrize(("block", "last"), [(32, 31), (300, 511)])
def test_lanes_are_exchanged_across_registers(block: int, last: int) -> None:
    turned = binary(binary(LANES, "*", number(5)), "&", number(last))
    made = made_of({"counts": INTS}, declare("v", gather(READ, turned)), BARRIER, store(at(COUNTS), V, ACTIVE))
    assert "exchanged(" in both(made, {"counts": counted(3 * block), "n": 3 * block}, block)


def test_lanes_of_a_warp_are_exchanged() -> None:
    view = Reshape(READ, warps(), SPAN)
    other = binary(Reshape(LANES, warps(), SPAN), "%", splat(number(7), ("WARPS", 32)))
    made = made_of(
        {"counts": INTS},
        store(at(COUNTS), Reshape(gather(view, other, 1), INDICES, SPAN), ACTIVE),
    )
    both(made, {"counts": counted(300), "n": 300})


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("op", [ReduceOp.ADD, ReduceOp.MIN, ReduceOp.MAX, ReduceOp.OR, ReduceOp.XOR, ReduceOp.AND])
def test_running_sums(op: ReduceOp, reverse: bool) -> None:
    made = made_of(
        {"counts": INTS},
        store(at(COUNTS), Scan(op, READ, 0, INDICES, SPAN, reverse=reverse), ACTIVE),
    )
    assert "scanned(" in both(made, {"counts": counted(300), "n": 300})


def test_running_sums_of_warps() -> None:
    running = Scan(ReduceOp.ADD, Reshape(READ, warps(), SPAN), 1, warps(), SPAN)
    made = made_of({"counts": INTS}, store(at(COUNTS), Reshape(running, INDICES, SPAN), ACTIVE))
    both(made, {"counts": counted(300), "n": 300})


@pytest.mark.parametrize("op", ["and", "or", "xor"])
def test_bits_of_lanes_are_joined(op: str) -> None:
    made = made_of({"counts": INTS}, declare("v", reduce(op, READ)), BARRIER, store(COUNTS, variable("v")))
    assert "joined(" in both(made, {"counts": counted(300), "n": 300})


@pytest.mark.parametrize("op", ["add", "min", "max"])
def test_unsigned_numbers_are_reduced(op: str) -> None:
    words = Pointer(UINT32, Space.GLOBAL)
    value = load(at(variable("w", words)), ACTIVE, splat(number(7, UINT32)))
    made = made_of(
        {"w": words}, declare("v", reduce(op, value)), BARRIER, store(variable("w", words), variable("v", UINT32))
    )
    given = np.arange(300, dtype=np.uint32) * np.uint32(0x9E3779B9)
    assert "reduced(" in both(made, {"w": given, "n": 300})


@pytest.mark.parametrize("op", ["==", "!="])
def test_truths_are_compared_as_numbers(op: str) -> None:
    even = convert(compare(binary(I, "%", number(2)), "==", splat(number(0))), INT32)
    small = convert(compare(READ, "<", splat(number(6))), INT32)
    value = where(compare(even, op, small), splat(number(1)), splat(number(0)))
    made = made_of({"counts": INTS}, store(at(COUNTS), value, ACTIVE))
    both(made, {"counts": counted(300), "n": 300})


def test_truths_that_are_chosen_are_logic() -> None:
    small = compare(READ, "<", splat(number(6)))
    odd = compare(binary(I, "%", number(2)), "==", splat(number(1)))
    flags = [where(odd, splat(truth(value)), small) for value in (True, False)]
    flags += [where(odd, small, compare(I, ">", splat(number(50)))), where(odd, small, splat(truth(False)))]
    total: Any = splat(number(0))
    for weight, flag in enumerate(flags):
        total = binary(total, "+", where(flag, splat(number(1 << weight)), splat(number(0))))
    made = made_of({"counts": INTS}, store(at(COUNTS), total, ACTIVE))
    both(made, {"counts": counted(300), "n": 300})


def test_a_loop_carries_what_came_from_memory() -> None:
    chosen = compare(variable("sum", INDICES), "<", splat(number(9)))
    sum_ = variable("sum", INDICES)
    first = load(at(COUNTS, binary(binary(I, "*", number(3)), "%", number(100))), ACTIVE)
    made = made_of(
        {"counts": INTS},
        declare("sum", first),
        count(
            "j", number(0), number(3),
            count("k", number(0), number(2), assign("sum", where(chosen, binary(sum_, "+", number(2)), sum_))),
        ),
        BARRIER,
        store(at(COUNTS), sum_, ACTIVE),
    )  # fmt: skip
    both(made, {"counts": counted(300), "n": 300})


def test_a_loop_that_compares_and_swaps_is_refused() -> None:
    swapped = atomic(AtomicOp.COMPARE_EXCHANGE, at(COUNTS, splat(number(0))), I, splat(number(1)), mask=ACTIVE)
    made = made_of({"counts": INTS}, declare("old", swapped))
    port_of(made)
    with pytest.raises(Refusal) as caught:
        port_of(made, "v5e")
    assert caught.value.diagnostic.code == "TK0445"


def test_rows_longer_than_a_register_are_refused() -> None:
    wide = Reshape(Lanes(Tile(INT32, (256,)), SPAN), Tile(INT32, (1, 256)), SPAN)
    made = made_of({"counts": INTS}, declare("v", gather(wide, wide, 1)))
    with pytest.raises(Refusal) as caught:
        port_of(made, "v5e")
    assert caught.value.diagnostic.code == "TK0445"
