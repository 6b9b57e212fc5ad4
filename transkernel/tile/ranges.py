"""Between which numbers the integers of a tile kernel lie, in every lane, those that are idle too.

A variable's range covers all values that the kernel gives it, wherever they are given; one that keeps growing for
`_ROUNDS` rounds may be anything. Nothing is known of what is loaded, of parameters, and of sums that may wrap around.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Convert,
    Declare,
    Intrinsic,
    Literal,
    Register,
    Special,
    Variable,
)
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantRule,
    Gather,
    Lanes,
    Range,
    Reshape,
    Splat,
    TileKernel,
    Transpose,
    Where,
)
from transkernel.ir.types import INT32, INT64, Kind, Tile, Type, is_integer
from transkernel.ir.visit import walk_statements
from transkernel.tile import build

__all__ = ["Ranges"]

Interval = tuple[int, int]
_ROUNDS = 40
# CUDA C++ Programming Guide, "Technical Specifications per Compute Capability": 1024 threads a block, 64 along z.
_CONSTANTS: dict[ConstantRule, Interval] = {
    ConstantRule.BLOCK_X: (1, 1024),
    ConstantRule.BLOCK_Y: (1, 1024),
    ConstantRule.BLOCK_Z: (1, 64),
    ConstantRule.LANES: (1, 1024),
    ConstantRule.WARPS: (1, 32),
    ConstantRule.TILE: (1, 1 << 20),  # the most that Triton takes
    ConstantRule.TAIL: (1, 1 << 20),
    ConstantRule.SLOTS: (1, 1 << 18),
    ConstantRule.FREE: (1, 1 << 20),
}
# The same guide: blocks of a grid, 2^31 - 1 along x.
_SPECIAL: dict[tuple[Register, int], Interval] = {
    (register, axis): (least, most - 1 + least)
    for register, least in ((Register.BLOCK_INDEX, 0), (Register.GRID_SIZE, 1))
    for axis, most in enumerate((2**31 - 1, 65535, 65535))
}
_MOST: dict[Type, int] = {INT32: 2**31 - 1, INT64: 2**63 - 1}
_EMPTY: Interval = (1, 0)  # no value so far
_SAME = (Splat, Broadcast, Reshape, Transpose, Gather)


class Ranges:
    """Of one kernel. The variables' are found when one asks first."""

    def __init__(self, kernel: TileKernel) -> None:
        self._kernel = kernel
        self._constants = {each.name: _CONSTANTS.get(each.rule) for each in kernel.constants}
        self._variables: dict[str, Interval | None] | None = None
        self._read: set[str] = set()
        self._table: dict[type, Callable[[Any], Interval | None]] = {
            Literal: lambda node: (int(node.value), int(node.value)),
            Constant: lambda node: self._constants.get(node.name),
            Variable: self._variable, Lanes: self._lanes, Convert: self._convert, Binary: self._binary,
            Special: lambda node: _SPECIAL.get((node.register, node.axis)),
            Where: lambda node: _hull(self.of(node.then), self.of(node.otherwise)),
            Intrinsic: lambda node: self._extreme(node) if node.id in ("min", "max") else None,
            **dict.fromkeys(_SAME, lambda node: self.of(node.value)),
        }  # fmt: skip

    def of(self, node: Any) -> Interval | None:
        """The least and the greatest value; None where nothing is known."""
        type_ = node.type.element if isinstance(node.type, Tile) else node.type
        if not is_integer(type_) or type_.kind is Kind.BOOL:
            return None
        find = self._table.get(type(node))
        known = None if find is None else find(node)
        if known is None or known == _EMPTY:
            return known
        low = -(1 << (type_.bits - 1)) if type_.is_signed else 0
        return known if low <= known[0] and known[1] < low + (1 << type_.bits) else None

    def within(self, node: Any, low: int, high: int) -> bool:
        """Whether all values are known to lie between two numbers, which count."""
        known = self.of(node)
        return known is not None and low <= known[0] and known[1] <= high

    def _convert(self, node: Convert) -> Interval | None:
        return None if node.rounding is not None else self.of(node.operand)

    def _binary(self, node: Binary) -> Interval | None:
        left, right = self.of(node.left), self.of(node.right)
        if _EMPTY in (left, right):
            return _EMPTY
        return _OPERATIONS[node.op](left, right) if node.op in _OPERATIONS else None

    def _extreme(self, node: Intrinsic) -> Interval | None:
        """Of the lesser or the greater of two numbers, one of which may be any."""
        most = _MOST.get(build.element_of(node))
        if most is None:
            return None
        ends = [self.of(each) or (-most - 1, most) for each in node.arguments]
        choose = min if node.id == "min" else max
        return _EMPTY if _EMPTY in ends else (choose(each[0] for each in ends), choose(each[1] for each in ends))

    def _lanes(self, node: Lanes) -> Interval | None:
        assert isinstance(node.type, Tile)
        most = 1
        for extent in node.type.shape:
            known = self._constants.get(extent) if isinstance(extent, str) else (1, extent)
            if known is None:
                return None
            most *= known[1]
        return 0, most - 1

    # ------------------------------------------------------------ variables

    def _variable(self, node: Variable) -> Interval | None:
        self._read.add(node.name)
        return (self._find() if self._variables is None else self._variables).get(node.name)

    def _find(self) -> dict[str, Interval | None]:
        """Grows the variables' ranges from their values until they hold all of them. A value is looked at again where
        a variable that it reads has grown since."""
        values = [*_values(self._kernel.body)]
        declared = (node.name for node in walk_statements(self._kernel.body) if isinstance(node, Declare | Range))
        found: dict[str, Interval | None] = dict.fromkeys(declared, _EMPTY)  # a parameter may be anything
        self._variables = found
        readers: dict[str, set[int]] = defaultdict(set)
        open_, rounds = set(range(len(values))), 0
        while open_:
            rounds += 1
            for number, (name, value) in enumerate(values):
                if number not in open_:
                    continue
                open_.discard(number)
                old, self._read = found.get(name), set()
                grown = _hull(old, self._given(value))
                for each in self._read:
                    readers[each].add(number)
                if grown != old:
                    found[name] = None if rounds > _ROUNDS else grown
                    open_ |= readers[name]
        return found

    def _given(self, value: Any) -> Interval | None:
        if not isinstance(value, Range):
            return None if value is None else self.of(value)
        start, stop = self.of(value.start), self.of(value.stop)
        if start is None or start == _EMPTY:
            return start
        return start[0], max(start[0], stop[1] - 1 if stop is not None else _MOST[value.type])


def _values(body: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """All that variables are given; a loop for its own."""
    for node in walk_statements(body):
        if isinstance(node, Declare):
            yield node.name, node.init
        elif isinstance(node, Assign) and isinstance(node.target, Variable):
            yield node.target.name, node.value
        elif isinstance(node, Range):
            yield node.name, node


def _hull(left: Interval | None, right: Interval | None) -> Interval | None:
    if left is None or right is None:
        return None
    if _EMPTY in (left, right):
        return right if left == _EMPTY else left
    return min(left[0], right[0]), max(left[1], right[1])


# ---------------------------------------------------------------- operations


def _product(left: Interval | None, right: Interval | None) -> Interval | None:
    if left is None or right is None:
        return None
    corners = [a * b for a in left for b in right]
    return min(corners), max(corners)


def _quotient(left: Interval | None, right: Interval | None) -> Interval | None:
    """Of numbers that are not negative; a divisor is never 0."""
    if left is None or right is None or left[0] < 0 or right[0] < 0:
        return None
    return left[0] // max(1, right[1]), left[1] // max(1, right[0])


def _remainder(left: Interval | None, right: Interval | None) -> Interval | None:
    if left is None or left[0] < 0 or right is None or right[0] < 0:
        return None
    return 0, min(left[1], max(0, right[1] - 1))


def _bits(left: Interval | None, right: Interval | None) -> Interval | None:
    """`&`: what is not negative bounds the result."""
    known = [each[1] for each in (left, right) if each is not None and each[0] >= 0]
    return (0, min(known)) if known else None


def _shifted_left(left: Interval | None, right: Interval | None) -> Interval | None:
    if left is None or right is None or left[0] < 0 or right[0] < 0 or right[1] > 31:
        return None
    return left[0] << right[0], left[1] << right[1]


def _shifted_right(left: Interval | None, right: Interval | None) -> Interval | None:
    if left is None or right is None or left[0] < 0 or right[0] < 0 or right[1] > 31:
        return None  # a number shifted by its width or more may be anything
    return left[0] >> right[1], left[1] >> right[0]


def _sum(left: Interval | None, right: Interval | None) -> Interval | None:
    return None if left is None or right is None else (left[0] + right[0], left[1] + right[1])


def _difference(left: Interval | None, right: Interval | None) -> Interval | None:
    return None if left is None or right is None else (left[0] - right[1], left[1] - right[0])


_OPERATIONS: dict[BinaryOp, Callable[[Interval | None, Interval | None], Interval | None]] = {
    BinaryOp.ADD: _sum,
    BinaryOp.SUBTRACT: _difference,
    BinaryOp.MULTIPLY: _product,
    BinaryOp.DIVIDE: _quotient,
    BinaryOp.REMAINDER: _remainder,
    BinaryOp.AND: _bits,
    BinaryOp.SHIFT_LEFT: _shifted_left,
    BinaryOp.SHIFT_RIGHT: _shifted_right,
}
