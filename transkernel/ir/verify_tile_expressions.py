"""The rule of each expression of tile IR: shapes and types of what it joins. One small check a class.

What thread IR has too is checked lane by lane, by the rules of verify_expressions.py.
"""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from transkernel.ir.nodes import (
    Atomic,
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    Convert,
    Intrinsic,
    Literal,
    PointerDifference,
    PointerOffset,
    Register,
    Special,
    Unary,
    Variable,
)
from transkernel.ir.tile import (
    Broadcast,
    Constant,
    ConstantRule,
    Dot,
    Gather,
    Histogram,
    Join,
    Lanes,
    Load,
    Reduce,
    ReduceOp,
    Reshape,
    Scan,
    Splat,
    Split,
    Store,
    TileAtomic,
    Transpose,
    Where,
)
from transkernel.ir.types import BOOL, INT32, VOID, Pointer, Tile, Type, is_arithmetic, is_integer
from transkernel.ir.values import wrap
from transkernel.ir.verify_expressions import CHECKS, Rules, VerificationError, demand
from transkernel.ir.visit import children, map_children

Shape = tuple[int | str, ...]
_THREAD_RULES = Rules(spaces_resolved=False, structs={})
_POWERS = (  # whose values are powers of two
    ConstantRule.LANES, ConstantRule.WARPS, ConstantRule.SLOTS, ConstantRule.TILE, ConstantRule.FREE,
)  # fmt: skip
# Which count lanes that no thread of the block may have.
_IDLE = (ConstantRule.LANES, ConstantRule.WARPS, ConstantRule.TILE)
WARP = 32


def shape_of(type_: Type) -> Shape:
    """No axes for a scalar."""
    return type_.shape if isinstance(type_, Tile) else ()


def element_of(type_: Type) -> Type:
    return type_.element if isinstance(type_, Tile) else type_


def same(left: Type, right: Type) -> bool:
    """Pointers' qualifiers and spaces do not count: all memory is global."""
    return shape_of(left) == shape_of(right) and _THREAD_RULES.same(element_of(left), element_of(right))


class TileRules:
    """The rules, for the constants of a kernel. nonzero: variables that are never 0."""

    def __init__(self, constants: Mapping[str, ConstantRule]) -> None:
        self.constants = constants
        self.nonzero: set[str] = set()
        self._known: set[Type] = set()

    def check(self, node: Any, *, speculated: bool) -> None:
        """speculated: what keeps a thread from computing the node does not keep the block from it."""
        check = _CHECKS.get(type(node))
        demand(check is not None, "an expression of tile IR stands where a value is wanted", node)
        assert check is not None
        self.check_type(node.type, node)
        check(self, node)
        demand(self.divides_safely(node, speculated=speculated), "no lane divides by zero", node)

    def check_type(self, type_: Type, node: Any) -> None:
        if type_ in self._known:
            return
        element = element_of(type_)
        number = element.element if isinstance(element, Pointer) else element
        if number == VOID and isinstance(node, TileAtomic):
            return
        demand(is_arithmetic(number), "a value is a number, a pointer to one, or a tile of them", node)
        if isinstance(type_, Tile):
            demand(len(type_.shape) > 0, "a tile has an axis", node)
            demand(all(map(self._is_extent, type_.shape)), "an extent is a power of two", node)
        self._known.add(type_)

    def _is_extent(self, extent: int | str) -> bool:
        if isinstance(extent, str):
            return self.constants.get(extent) in _POWERS
        return extent > 0 and extent & (extent - 1) == 0

    # ------------------------------------------------------------ divisors

    def divides_safely(self, node: Any, *, speculated: bool) -> bool:
        """Whether a node is no division of integers, or one whose divisor is known to be other than 0, or one by which
        all threads of the block divide."""
        if not isinstance(node, Binary) or node.op not in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            return True
        free = not speculated and not isinstance(node.right.type, Tile) and _known(node.right) is None
        return free or not is_integer(element_of(node.type)) or self.is_nonzero(node.right)

    def is_nonzero(self, node: Any) -> bool:
        """Whether an integer is known to be other than 0, in lanes that are idle too."""
        match node:
            case Literal():
                return node.value != 0
            case Constant():
                return self.constants.get(node.name) is not ConstantRule.SHARED
            case Special():
                return node.register is Register.GRID_SIZE
            case Variable():
                return node.name in self.nonzero
            case Where():
                return self.is_nonzero(node.then) or self.is_nonzero(node.otherwise)
            case Convert():
                return self._converts_nonzero(node)
            case Binary():
                product = node.op is BinaryOp.MULTIPLY and self.is_nonzero(node.left) and self.is_nonzero(node.right)
                return product or bool(_known(node))
        return isinstance(node, Splat | Broadcast | Reshape | Transpose | Gather) and self.is_nonzero(node.value)

    def _converts_nonzero(self, node: Convert) -> bool:
        target, source = element_of(node.type), element_of(node.operand.type)
        if not is_integer(target) or not is_integer(source):
            return False
        value = _known(node.operand)
        if value is not None:
            return wrap(value, target) != 0
        return self.is_nonzero(node.operand) and (target.bits >= source.bits or isinstance(node.operand, Constant))

    # ------------------------------------------------------------ memory

    def memory(self, node: Load | Store | TileAtomic) -> None:
        """The pointer of an access and its mask."""
        pointer = element_of(node.pointer.type)
        known = isinstance(pointer, Pointer) and is_arithmetic(pointer.element)
        demand(known, "an access is through a pointer to a number", node)
        if isinstance(node, Load | Store):
            demand(0 <= node.field < node.fields, "a field is one of a vector's", node)
        shape = shape_of(node.pointer.type)
        if node.mask is None:
            idle = any(isinstance(each, str) and self.constants.get(each) in _IDLE for each in shape)
            demand(not idle, "an access by lanes that may be idle has a mask", node)
        else:
            fits = element_of(node.mask.type) == BOOL and shape_of(node.mask.type) in ((), shape)
            demand(fits, "a mask is BOOL, and one for each pointer", node)


_FOLDS: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.ADD: operator.add, BinaryOp.SUBTRACT: operator.sub, BinaryOp.MULTIPLY: operator.mul,
    BinaryOp.DIVIDE: operator.floordiv, BinaryOp.REMAINDER: operator.mod, BinaryOp.AND: operator.and_,
    BinaryOp.OR: operator.or_, BinaryOp.XOR: operator.xor,
}  # fmt: skip


def _known(node: Any) -> int | None:
    """The value of arithmetic with literal integers that are not negative: `16 / 4`."""
    if isinstance(node, Literal) and is_integer(node.type):
        return int(node.value) if node.value >= 0 else None
    if not isinstance(node, Binary) or node.op not in _FOLDS or not is_integer(node.type):
        return None
    left, right = _known(node.left), _known(node.right)
    if left is None or right is None or (node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER) and not right):
        return None
    value = wrap(_FOLDS[node.op](left, right), node.type)
    return value if value >= 0 else None


def _joined(nodes: Iterable[Any], node: Any) -> Shape:
    """The one shape of those that are tiles."""
    shapes = {shape_of(each.type) for each in nodes} - {()}
    demand(len(shapes) <= 1, "tiles that are joined have one shape", node)
    return next(iter(shapes), ())


def _lane_by_lane(rules: TileRules, node: Any) -> None:
    """By the rule of thread IR, on what one lane has."""
    shape = _joined(children(node), node)
    demand(shape_of(node.type) == shape, "a tile and a scalar join to a tile", node)
    _as_in_a_thread(node, node)


def _as_in_a_thread(made: Any, node: Any) -> None:
    lane = map_children(made, lambda child: Variable("", element_of(child.type), child.span))
    try:
        CHECKS[type(made)](_THREAD_RULES, replace(lane, type=element_of(made.type)))
    except VerificationError as error:
        raise VerificationError(error.rule, node) from None


def _variable(rules: TileRules, node: Variable) -> None:
    """Names are the verifier's."""


def _literal(rules: TileRules, node: Literal) -> None:
    demand(not isinstance(node.type, Tile), "a literal is a scalar", node)
    CHECKS[Literal](_THREAD_RULES, node)


def _special(rules: TileRules, node: Special) -> None:
    block = node.register in (Register.BLOCK_INDEX, Register.GRID_SIZE)
    demand(block, "a special register is one of the block's", node)
    demand(not isinstance(node.type, Tile), "a special register is a scalar", node)
    CHECKS[Special](_THREAD_RULES, node)


def _constant(rules: TileRules, node: Constant) -> None:
    demand(node.name in rules.constants, f"`{node.name}` is a constant of the kernel", node)
    demand(is_integer(node.type), "a constant is an integer", node)


def _lanes(rules: TileRules, node: Lanes) -> None:
    one = isinstance(node.type, Tile) and len(node.type.shape) == 1
    integer = is_integer(element_of(node.type)) and element_of(node.type) != BOOL
    demand(one and integer, "lanes are counted along one axis", node)


def _splat(rules: TileRules, node: Splat) -> None:
    fits = isinstance(node.type, Tile) and same(node.value.type, node.type.element)
    demand(fits, "a scalar is put in every lane", node)


def _where(rules: TileRules, node: Where) -> None:
    demand(element_of(node.condition.type) == BOOL, "a condition is BOOL", node)
    shape = _joined((node.condition, node.then, node.otherwise), node)
    demand(shape_of(node.type) == shape, "a tile and a scalar join to a tile", node)
    fits = all(same(element_of(each.type), element_of(node.type)) for each in (node.then, node.otherwise))
    demand(fits, "both choices have the type", node)


def _load(rules: TileRules, node: Load) -> None:
    rules.memory(node)
    pointer = element_of(node.pointer.type)
    fits = isinstance(pointer, Pointer) and element_of(node.type) == pointer.element
    demand(fits and shape_of(node.type) == shape_of(node.pointer.type), "a load has what the pointer points to", node)
    if node.other is not None:
        demand(node.mask is not None, "only a mask leaves lanes for `other`", node)
        shape = shape_of(node.other.type) in ((), shape_of(node.type))
        demand(shape and element_of(node.other.type) == element_of(node.type), "`other` has the load's type", node)


def _atomic(rules: TileRules, node: TileAtomic) -> None:
    rules.memory(node)
    shape = shape_of(node.pointer.type)
    fits = all(shape_of(each.type) in ((), shape) for each in node.operands)
    demand(fits, "an atomic's operands are one for each pointer", node)
    demand(node.type == VOID or shape_of(node.type) == shape, "an atomic has one value for each pointer", node)
    _as_in_a_thread(Atomic(node.op, node.pointer, node.operands, node.type, node.span), node)


def _axis(node: Any) -> int:
    axes = len(shape_of(node.value.type))
    demand(0 <= node.axis < axes, "an axis is one of the tile's", node)
    return int(node.axis)


_BITWISE = (ReduceOp.AND, ReduceOp.OR, ReduceOp.XOR)


def _combines(node: Reduce | Scan) -> None:
    element = element_of(node.value.type)
    demand(same(element, element_of(node.type)), "a reduction keeps the type", node)
    if node.op in _BITWISE:
        demand(is_integer(element), f"`{node.op}` is on integers", node)
    else:
        demand(is_arithmetic(element) and element != BOOL, f"`{node.op}` is on numbers", node)


def _reduce(rules: TileRules, node: Reduce) -> None:
    axis, shape = _axis(node), shape_of(node.value.type)
    _combines(node)
    demand(shape_of(node.type) == shape[:axis] + shape[axis + 1 :], "a reduction's axis is gone", node)


def _scan(rules: TileRules, node: Scan) -> None:
    _axis(node)
    _combines(node)
    demand(shape_of(node.type) == shape_of(node.value.type), "a scan keeps the shape", node)


def _gather(rules: TileRules, node: Gather) -> None:
    axis = _axis(node)
    value, index = shape_of(node.value.type), shape_of(node.index.type)
    demand(is_integer(element_of(node.index.type)), "an index is an integer", node)
    along = value[:axis] + value[axis + 1 :] == index[:axis] + index[axis + 1 :]
    demand(len(value) == len(index) and along, "a gather's other axes are the same", node)
    demand(node.type == Tile(node.value.type.element, index), "a gather has a value for each index", node)
    demand(is_arithmetic(node.value.type.element), "numbers are gathered", node)


def _histogram(rules: TileRules, node: Histogram) -> None:
    shape, bins = shape_of(node.value.type), shape_of(node.type)
    demand(node.value.type == Tile(INT32, shape) and len(shape) == 1, "a histogram is of a tile of INT32", node)
    demand(node.mask.type == Tile(BOOL, shape), "a histogram's mask is of its lanes", node)
    demand(node.type == Tile(INT32, bins) and len(bins) == 1, "a histogram counts in INT32 along one axis", node)


def _count(rules: TileRules, shape: Shape) -> tuple[Fraction, Counter[str]]:
    """How many lanes: a number, and names that it is multiplied with. There are 32 lanes in a warp."""
    rule_of = rules.constants
    names = [each for each in shape if isinstance(each, str)]
    warps = [each for each in names if rule_of.get(each) is ConstantRule.WARPS]
    counted = Counter("lanes" if rule_of.get(each) in _IDLE else each for each in names)
    return Fraction(math.prod(each for each in shape if isinstance(each, int)), WARP ** len(warps)), counted


def _reshape(rules: TileRules, node: Reshape) -> None:
    fits = isinstance(node.value.type, Tile) and isinstance(node.type, Tile)
    demand(fits and same(element_of(node.value.type), element_of(node.type)), "a reshaped tile keeps its type", node)
    counts = [_count(rules, shape_of(each)) for each in (node.value.type, node.type)]
    demand(counts[0] == counts[1], "a reshaped tile keeps its lanes", node)


def _broadcast(rules: TileRules, node: Broadcast) -> None:
    old, new = shape_of(node.value.type), shape_of(node.type)
    fits = len(old) == len(new) > 0 and all(one in (1, other) for one, other in zip(old, new, strict=True))
    demand(fits, "axes of extent 1 are repeated", node)
    demand(same(element_of(node.value.type), element_of(node.type)), "a repeated tile keeps its type", node)


def _transpose(rules: TileRules, node: Transpose) -> None:
    old = shape_of(node.value.type)
    demand(bool(old) and sorted(node.axes) == list(range(len(old))), "each axis goes to one place", node)
    fits = shape_of(node.type) == tuple(old[axis] for axis in node.axes)
    demand(fits and same(element_of(node.value.type), element_of(node.type)), "axes keep their extents", node)


_COLUMNS: tuple[Shape, ...] = ((2,), (4,))


def _split(rules: TileRules, node: Split) -> None:
    shape = shape_of(node.value.type)
    fits = shape[-1:] in _COLUMNS and 0 <= node.field < int(shape[-1])
    demand(fits, "a column is one of a tile's two or four", node)
    fits = shape_of(node.type) == shape[:-1] and same(element_of(node.value.type), element_of(node.type))
    demand(fits, "a column lacks the last axis", node)


def _join(rules: TileRules, node: Join) -> None:
    shapes = {shape_of(each.type) for each in node.values}
    fits = len(shapes) == 1 and () not in shapes and (len(node.values),) in _COLUMNS
    demand(fits, "two or four tiles of one shape are the columns of one", node)
    (shape,) = shapes
    fits = shape_of(node.type) == (*shape, len(node.values))
    demand(fits, "columns make a last axis", node)
    fits = all(same(element_of(each.type), element_of(node.type)) for each in node.values)
    demand(fits, "columns keep their type", node)


def _dot(rules: TileRules, node: Dot) -> None:
    left, right = shape_of(node.left.type), shape_of(node.right.type)
    demand(
        len(left) == len(right) in (2, 3) and left[-1] == right[-2], "the inner axes of a product are the same", node
    )
    demand(left[:-2] == right[:-2], "products side by side are as many on both sides", node)
    numbers = element_of(node.left.type)
    demand(numbers == element_of(node.right.type) and is_arithmetic(numbers), "both factors have one type", node)
    demand(shape_of(node.type) == (*left[:-1], right[-1]), "a product has the outer axes", node)
    demand(node.accumulator.type == node.type, "what a product is added to has its type", node)


_CHECKS: dict[type, Callable[[TileRules, Any], None]] = {
    Variable: _variable,
    Literal: _literal,
    Special: _special,
    **dict.fromkeys((Unary, Binary, Compare, Convert, Bitcast, Intrinsic), _lane_by_lane),
    **dict.fromkeys((PointerOffset, PointerDifference), _lane_by_lane),
    Constant: _constant,
    Lanes: _lanes,
    Splat: _splat,
    Where: _where,
    Load: _load,
    TileAtomic: _atomic,
    Reduce: _reduce,
    Scan: _scan,
    Gather: _gather,
    Histogram: _histogram,
    Reshape: _reshape,
    Broadcast: _broadcast,
    Transpose: _transpose,
    Split: _split,
    Join: _join,
    Dot: _dot,
}
