"""Trees in shared memory as reductions: what is raised, what is not, and that both give the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.tile.build import (
    BYTES,
    CONSTANTS,
    FLOATS,
    INDICES,
    INTS,
    LANES,
    SHAPE,
    SPAN,
    TRUTHS,
    assign,
    binary,
    block_index,
    compare,
    constant,
    convert,
    declare,
    load,
    number,
    offset,
    program,
    real,
    repeat,
    splat,
    store,
    variable,
    when,
)
from tests.tile.evaluator import launch_constants, run
from transkernel.ir.nodes import Declare, Intrinsic, SharedVariable, Variable
from transkernel.ir.tile import Reduce, ReduceOp, Scratch, TileProgram
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT32, Array, Pointer, Scalar, Space, Tile, Type
from transkernel.ir.verify_tile import verify_tile
from transkernel.ir.visit import rewrite, walk_all
from transkernel.tile.barriers import insert_barriers
from transkernel.tile.raising.tree_reductions import tree_reductions

N = 64
LANE, EVERYONE = variable("lane", INDICES), variable("active", TRUTHS)
HALF, TAKEN = variable("half"), variable("taken", TRUTHS)
TEST = compare(convert(LANE, UINT32), "<", convert(HALF, UINT32))


def memory(type_: Scalar) -> Any:
    return variable("s", Pointer(type_, Space.GLOBAL))


def own(type_: Scalar) -> Any:
    return offset(memory(type_), convert(LANE, UINT32))


def far(type_: Scalar) -> Any:
    return offset(memory(type_), binary(convert(LANE, UINT32), "+", convert(HALF, UINT32)))


def joined(op: str, left: Any, right: Any) -> Any:
    return Intrinsic(op, (left, right), left.type, SPAN) if op.isalpha() else binary(left, op, right)


def tree(op: str, type_: Scalar, **parts: Any) -> list[Any]:
    """The loop, with some of its parts changed."""
    value = joined(op, load(own(type_), TAKEN), load(far(type_), TAKEN))
    body = [
        declare("condition", parts.get("test", TEST)),
        declare("taken", binary(EVERYONE, "&", variable("condition", TRUTHS))),
        store(own(type_), parts.get("value", value), TAKEN),
        *parts.get("more", ()),
        assign("half", parts.get("step", binary(HALF, "/", number(2)))),
    ]
    start = parts.get("start", binary(number(N), "/", number(2)))
    return [declare("half", start), repeat(parts.get("goes_on", compare(HALF, ">", number(0))), *body)]


def made(type_: Scalar, *statements: Any) -> TileProgram:
    """A block of 64 reads `x` into `v`; then the statements."""
    pointer = INTS if type_ == INT32 else FLOATS
    x = variable("x", pointer)
    i = binary(binary(block_index(), "*", constant("BLOCK_X")), "+", LANE)
    part = offset(variable("scratch", BYTES), binary(block_index(), "*", constant("SHARED")))
    parameters: dict[str, Type] = {"x": pointer, "out": pointer}
    return program(
        parameters,
        declare("lane", LANES),
        declare("active", compare(LANE, "<", constant("BLOCK_X"))),
        declare("s", convert(part, pointer)),
        declare("v", load(offset(x, i), EVERYONE)),
        *statements,
        constants=CONSTANTS,
        scratch=Scratch("scratch", 4 * N),
    )


def filled(type_: Scalar) -> Any:
    return store(own(type_), variable("v", Tile(type_, SHAPE)), EVERYONE)


def result(type_: Scalar) -> Any:
    pointer = INTS if type_ == INT32 else FLOATS
    return store(offset(variable("out", pointer), block_index()), load(memory(type_)))


def shared(type_: Scalar, extent: int = N, **more: Any) -> tuple[SharedVariable, ...]:
    return (SharedVariable("s", Array(type_, extent), SPAN, **more),)


def reductions(raised: TileProgram) -> list[ReduceOp]:
    return [node.op for node in walk_all(raised.kernel.body) if isinstance(node, Reduce)]


def outcome(given: TileProgram, x: Any, blocks: int) -> Any:
    ready = replace(given, kernel=insert_barriers(given.kernel))
    verify_tile(ready)
    out = np.zeros(blocks, x.dtype)
    run(ready, launch_constants(ready.kernel, (N, 1, 1)), (blocks, 1, 1), {"x": x, "out": out})
    return out


def numbers(type_: Scalar, blocks: int) -> Any:
    random = np.random.default_rng(3)
    if type_ == INT32:
        return random.integers(-(2**31), 2**31, N * blocks).astype(np.int32)
    return random.integers(-100, 100, N * blocks).astype(np.float32)


@pytest.mark.parametrize(
    ("op", "type_", "word"),
    [
        ("+", INT32, ReduceOp.ADD),
        ("+", FLOAT32, ReduceOp.ADD),
        ("*", INT32, ReduceOp.MULTIPLY),
        ("&", INT32, ReduceOp.AND),
        ("|", INT32, ReduceOp.OR),
        ("^", INT32, ReduceOp.XOR),
        ("max", INT32, ReduceOp.MAX),
        ("min", INT32, ReduceOp.MIN),
        ("fmax", FLOAT32, ReduceOp.MAX),
        ("fmin", FLOAT32, ReduceOp.MIN),
    ],
)
def test_a_tree_is_a_reduction(op: str, type_: Scalar, word: ReduceOp) -> None:
    given = made(type_, filled(type_), *tree(op, type_), result(type_))
    raised = tree_reductions(given, shared(type_))
    assert reductions(raised) == [word]
    assert raised.kernel.scratch is None
    assert "SHARED" not in {each.name for each in raised.kernel.constants}
    x = numbers(type_, 3)
    assert outcome(raised, x, 3).tolist() == outcome(given, x, 3).tolist()


def test_the_largest_of_nothing_but_nan_is_nan_and_else_nan_loses() -> None:
    given = made(FLOAT32, filled(FLOAT32), *tree("fmax", FLOAT32), result(FLOAT32))
    raised = tree_reductions(given, shared(FLOAT32))
    x = np.full(2 * N, np.nan, np.float32)
    x[N + 3] = -5
    for each in (given, raised):
        assert np.array_equal(outcome(each, x, 2), [np.nan, -5], equal_nan=True)


@pytest.mark.parametrize(
    "parts",
    [
        {"step": binary(HALF, ">>", number(1))},
        {"goes_on": compare(HALF, "!=", number(0))},
        {"goes_on": compare(HALF, ">=", number(1))},
        {"start": number(N // 2)},
        {"test": compare(LANE, "<", HALF)},
        {"value": binary(load(far(INT32), TAKEN), "+", load(own(INT32), TAKEN))},
    ],
)
def test_other_spellings_of_a_tree(parts: dict[str, Any]) -> None:
    given = made(INT32, filled(INT32), *tree("+", INT32, **parts), result(INT32))
    raised = tree_reductions(given, shared(INT32))
    assert reductions(raised) == [ReduceOp.ADD]
    x = numbers(INT32, 2)
    assert outcome(raised, x, 2).tolist() == outcome(given, x, 2).tolist()


OTHER = variable("v", INDICES)
NOT_TREES: dict[str, dict[str, Any]] = {
    "part of the array": {"start": number(N // 4)},
    "more than the array": {"start": number(N)},
    "by three": {"step": binary(HALF, "/", number(3))},
    "the last step missing": {"goes_on": compare(HALF, ">", number(1))},
    "one lane more": {"test": compare(convert(LANE, UINT32), "<=", convert(HALF, UINT32))},
    "a difference": {"value": binary(load(own(INT32), TAKEN), "-", load(far(INT32), TAKEN))},
    "own twice": {"value": binary(load(own(INT32), TAKEN), "+", load(own(INT32), TAKEN))},
    "something else": {"value": binary(load(own(INT32), TAKEN), "+", OTHER)},
    "all lanes": {"value": binary(load(own(INT32), TAKEN), "+", load(far(INT32), EVERYONE))},
    "more in the loop": {"more": (assign("v", OTHER),)},
}


@pytest.mark.parametrize("parts", NOT_TREES.values(), ids=NOT_TREES)
def test_what_is_no_tree_stays(parts: dict[str, Any]) -> None:
    given = made(INT32, filled(INT32), *tree("+", INT32, **parts), result(INT32))
    assert tree_reductions(given, shared(INT32)) == given


def neighbour() -> Any:
    return load(offset(memory(INT32), number(1)))


SUM = tree("+", INT32)
OTHER_USES: dict[str, list[Any]] = {
    "another element is read": [filled(INT32), *SUM, declare("other", neighbour()), result(INT32)],
    "read before": [filled(INT32), declare("before", load(memory(INT32))), *SUM, result(INT32)],
    "read where there may be none": [
        declare("sometimes", compare(block_index(), ">", number(0))),
        filled(INT32),
        when(variable("sometimes", BOOL), SUM),
        result(INT32),
    ],
    "stored to afterwards": [filled(INT32), *SUM, store(memory(INT32), number(3)), result(INT32)],
    "some threads store": [
        declare("few", binary(EVERYONE, "&", compare(LANE, "<", number(5)))),
        store(own(INT32), OTHER, variable("few", TRUTHS)),
        *SUM,
        result(INT32),
    ],
    "the loop's variable is read": [filled(INT32), *SUM, declare("other", HALF), result(INT32)],
    "nothing is stored first": [*SUM, result(INT32)],
}


@pytest.mark.parametrize("statements", OTHER_USES.values(), ids=OTHER_USES)
def test_an_array_that_is_used_otherwise_stays(statements: list[Any]) -> None:
    given = made(INT32, *statements)
    assert tree_reductions(given, shared(INT32)) == given


@pytest.mark.parametrize(
    "variables",
    [
        shared(INT32, 2 * N),
        shared(INT32, 0, dynamic=True),
        shared(INT32, volatile=True),
        (SharedVariable("s", Array(Array(INT32, 8), 8), SPAN),),
    ],
    ids=["larger", "dynamic", "volatile", "two axes"],
)
def test_arrays_of_another_size_stay(variables: tuple[SharedVariable, ...]) -> None:
    given = made(INT32, filled(INT32), *SUM, result(INT32))
    assert tree_reductions(given, variables) == given


def test_a_tile_with_idle_lanes_stays() -> None:
    """Where warps are looked at, a block of 16 has 32 lanes."""
    given = made(INT32, filled(INT32), *tree("+", INT32, start=number(8)), result(INT32))
    wide = tuple(replace(each, default=32) if each.name == "LANES" else each for each in CONSTANTS)
    given = replace(given, kernel=replace(given.kernel, constants=wide))
    assert tree_reductions(given, shared(INT32, 16)) == given


def test_two_trees_one_after_the_other_and_in_a_loop() -> None:
    """The second reduces what the first gave, three times over."""
    again = [
        store(own(FLOAT32), splat(binary(variable("sum", FLOAT32), "+", real(1))), EVERYONE),
        *_renamed(tree("+", FLOAT32), "half", "half.1"),
        assign("sum", binary(load(memory(FLOAT32)), "/", real(N))),
        assign("k", binary(variable("k"), "+", number(1))),
    ]
    given = made(
        FLOAT32,
        filled(FLOAT32),
        *tree("+", FLOAT32),
        declare("sum", load(memory(FLOAT32))),
        declare("k", number(0)),
        repeat(compare(variable("k"), "<", number(3)), *again),
        store(variable("out", FLOATS), variable("sum", FLOAT32)),
    )
    raised = tree_reductions(given, shared(FLOAT32))
    assert reductions(raised) == [ReduceOp.ADD, ReduceOp.ADD]
    x = numbers(FLOAT32, 1)
    assert outcome(raised, x, 1)[0] == outcome(given, x, 1)[0] == x.sum() + 3


def _renamed(statements: list[Any], old: str, new: str) -> list[Any]:
    def named(name: str) -> str:
        return new if name == old else f"{name}.1"

    def change(node: Any) -> Any:
        if isinstance(node, Declare | Variable) and node.name in (old, "condition", "taken"):
            return replace(node, name=named(node.name))
        return node

    return [rewrite(each, change) for each in statements]
