"""A butterfly of shuffles becomes a reduction of the warp.

    for (d = 16; d > 0; d /= 2) v = op(v, shuffle_xor(v, d))        v = reduce_op(v)

What must hold:
- The loop's distances, which are computed here, are 1, 2, 4, 8 and 16, each once, in any order; or five such statements
  with literal distances follow one another. Then every lane ends with the whole warp's result.
- Every shuffle is of all 32 lanes: the mask is written as such (0xffffffff, ~0, -1), the width is 32.
- v is a local variable of 32 or 64 bits, d the loop's own, and the loop does nothing else.
- op is a sum, a bitwise operation, `min` or `max`, where a NaN loses; it takes its operands either way.

Of floating-point sums the order changes, and nothing else. `shuffle_down` is not raised: what its other lanes end with
is no reduction, and somebody might look.

This one is on thread IR, where a warp's reduction is a word already; what it makes of numbers that `__reduce_add_sync`
does not take is for tile/warps.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Comment,
    Compare,
    CompareOp,
    Convert,
    Declare,
    For,
    Intrinsic,
    Program,
    Register,
    Special,
    Variable,
    WarpOp,
    WarpOperation,
    integer,
)
from transkernel.ir.types import BOOL, UINT32, Scalar
from transkernel.ir.visit import map_children, map_tuple
from transkernel.tile.raising.facts import ALL_LANES, is_everyone, is_variable, number, plain

Statements = tuple[Any, ...]
_OPERATORS = {
    BinaryOp.ADD: WarpOp.REDUCE_ADD, BinaryOp.AND: WarpOp.REDUCE_AND, BinaryOp.OR: WarpOp.REDUCE_OR,
    BinaryOp.XOR: WarpOp.REDUCE_XOR,
}  # fmt: skip
_FUNCTIONS = {
    "max": WarpOp.REDUCE_MAX, "min": WarpOp.REDUCE_MIN, "fmax": WarpOp.REDUCE_MAX, "fmin": WarpOp.REDUCE_MIN,
}  # fmt: skip
_DISTANCES = [1, 2, 4, 8, 16]
_STEPS: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.DIVIDE: lambda value, by: value // by if by > 0 else 0,
    BinaryOp.SHIFT_RIGHT: lambda value, by: value >> by,
    BinaryOp.MULTIPLY: lambda value, by: value * by,
    BinaryOp.SHIFT_LEFT: lambda value, by: value << by,
}
_TESTS: dict[CompareOp, Callable[[int, int], bool]] = {
    CompareOp.GREATER: lambda value, bound: value > bound,
    CompareOp.GREATER_EQUAL: lambda value, bound: value >= bound,
    CompareOp.NOT_EQUAL: lambda value, bound: value != bound,
    CompareOp.LESS: lambda value, bound: value < bound,
    CompareOp.LESS_EQUAL: lambda value, bound: value <= bound,
}


def shuffle_reductions(program: Program) -> Program:
    """The program with a reduction for each butterfly of its kernel and its functions."""
    kernel = replace(program.kernel, body=_raised(program.kernel.body))
    functions = tuple(replace(each, body=_raised(each.body)) for each in program.functions)
    return replace(program, kernel=kernel, functions=functions)


def _raised(body: Statements) -> Statements:
    """The statements, those inside of others too."""
    made: list[Any] = []
    for node in map_tuple(body, _inside):
        made.append((isinstance(node, For) and _loop(node)) or node)
        _fold(made)
    return tuple(made)


def _inside(node: Any) -> Any:
    """A node with its lists of statements raised."""
    changes = {}
    for name in ("body", "then", "otherwise"):
        statements = getattr(node, name, None)
        if isinstance(statements, tuple):
            changes[name] = _raised(statements)
    if changes:
        return replace(node, **changes)
    return map_children(node, _inside) if hasattr(node, "cases") else node


# ------------------------------------------------------------ the patterns


def _fold(made: list[Any]) -> None:
    """Five statements at the end of a list, with literal distances, as one."""
    steps = [_step(each) for each in made[-5:]]
    if len(steps) < 5 or any(each is None for each in steps):
        return
    known = [each for each in steps if each is not None]
    names = {(name, op) for name, op, _ in known}
    if len(names) == 1 and sorted(number(by) or 0 for _, _, by in known) == _DISTANCES:
        made[-5:] = [_reduction(made[-5], known[0][1])]


def _loop(node: For) -> Any:
    body = [each for each in node.body if not isinstance(each, Comment)]
    step = _step(body[0]) if len(body) == 1 else None
    if step is None or len(node.init) != 1 or not isinstance(node.init[0], Declare):
        return None
    distance = node.init[0].name
    if not is_variable(step[2], distance) or step[0] == distance or sorted(_distances(node, distance)) != _DISTANCES:
        return None
    return _reduction(body[0], step[1])


def _step(node: Any) -> tuple[str, WarpOp, Any] | None:
    """`v = op(v, shuffle_xor(v, distance))`: the name of v, the op and the distance."""
    if not isinstance(node, Assign) or not isinstance(node.target, Variable) or not _is_number(node.target.type):
        return None
    name = node.target.name
    op, operands = _operation(node.value)
    shuffles = [each for each in operands if isinstance(each, WarpOperation)]
    own = [each for each in operands if isinstance(each, Variable) and each.name == name]
    if op is None or len(shuffles) != 1 or len(own) != 1 or not _is_butterfly(shuffles[0]):
        return None
    value, distance = shuffles[0].arguments
    return (name, op, distance) if isinstance(value, Variable) and value.name == name else None


def _is_number(type_: Any) -> bool:
    return isinstance(type_, Scalar) and type_.bits in (32, 64)


def _operation(value: Any) -> tuple[WarpOp | None, tuple[Any, ...]]:
    if isinstance(value, Binary):
        return _OPERATORS.get(value.op), (value.left, value.right)
    if isinstance(value, Intrinsic):
        return _FUNCTIONS.get(value.id), value.arguments
    return None, ()


def _is_butterfly(node: WarpOperation) -> bool:
    return is_everyone(node.mask) and node.op is WarpOp.SHUFFLE_XOR and node.width == 32


def _reduction(step: Any, op: WarpOp) -> Any:
    shuffle = next(each for each in _operation(step.value)[1] if isinstance(each, WarpOperation))
    everyone = integer(ALL_LANES, UINT32, shuffle.span)
    return replace(step, value=replace(shuffle, op=op, arguments=shuffle.arguments[:1], mask=everyone))


# ------------------------------------------------------------ distances


def _distances(loop: For, name: str) -> list[int]:
    """The values that the loop's variable takes, from literals alone; none where they are not known."""
    first: Any = loop.init[0]
    value, test, step = _known(first.init), _test(loop.condition, name), _increment(loop, name)
    found: list[int] = []
    if value is None or test is None or step is None:
        return found
    while len(found) <= len(_DISTANCES) and _TESTS[test[0]](value, test[1]):
        found.append(value)
        value = _STEPS[step[0]](value, step[1])
    return found


def _known(node: Any) -> int | None:
    """`warpSize / 2` too."""
    match plain(node):
        case Special(register=Register.WARP_SIZE):
            return 32
        case Binary(op=BinaryOp.DIVIDE | BinaryOp.SHIFT_RIGHT as op, left=left, right=right):
            whole, by = _known(left), _known(right)
            return None if whole is None or not by or by < 0 or whole < 0 else _STEPS[op](whole, by)
    return number(node)


def _test(condition: Any, name: str) -> tuple[CompareOp, int] | None:
    if isinstance(condition, Convert) and condition.type == BOOL and is_variable(condition.operand, name):
        return CompareOp.NOT_EQUAL, 0
    if not isinstance(condition, Compare) or condition.op not in _TESTS or not is_variable(condition.left, name):
        return None
    bound = _known(condition.right)
    return None if bound is None else (condition.op, bound)


def _increment(loop: For, name: str) -> tuple[BinaryOp, int] | None:
    if len(loop.step) != 1 or not isinstance(loop.step[0], Assign) or not is_variable(loop.step[0].target, name):
        return None
    value = plain(loop.step[0].value)
    if not isinstance(value, Binary) or value.op not in _STEPS or not is_variable(value.left, name):
        return None
    by = number(value.right)
    return None if by is None or not 0 < by < 32 else (value.op, by)
