"""How the lanes of a load, a store or an atomic lie in memory, and which of them there are.

A mask is a conjunction. A part of it that compares a number growing along the lanes with a scalar is a bound, so that
the lanes it leaves are consecutive; the rest is asked lane by lane.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Literal,
    PointerOffset,
    Register,
    Select,
    Special,
    Variable,
    integer,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.tile import Broadcast, Constant, Load, Reshape, Splat, Store, TileAtomic, TileKernel, Where
from transkernel.ir.types import INT32, INT64, Scalar, Tile
from transkernel.ir.visit import walk
from transkernel.passes.names import FreshNames
from transkernel.records import record
from transkernel.tile import build
from transkernel.tile.block import LANES
from transkernel.tile.placement.comparisons import FLIPPED, ORDERS, as_compare, conjuncts, same_size
from transkernel.tile.placement.lanes import OneLane, extent_of
from transkernel.tile.placement.runs import RunFinder, Runs
from transkernel.tile.placement.scalars import BLOCK_SIZES, simplified
from transkernel.tile.placement.tables import Steps, Tables
from transkernel.tile.raising.affine import ONE, WHOLE, Affine, Digit, Factor, Indices, Product, factor_value, joined
from transkernel.tile.raising.facts import plain


class Pattern(StrEnum):
    """SAME: one place for all lanes. RUN: lane after lane. STRIDED: a step from lane to lane, the same for all.
    ROWS: `row_lanes` lanes after one another, and a step from row to row. ROW_SAME: one place for the lanes of a row.
    TABLE: of a tile with two axes, rows of lanes after one another, and a step from row to row. SCATTERED: anything."""

    SAME = "same"
    RUN = "run"
    STRIDED = "strided"
    ROWS = "rows"
    ROW_SAME = "row_same"
    TABLE = "table"
    SCATTERED = "scattered"


class Axis(StrEnum):
    """What a bound counts: lanes, or the lanes of a row and the rows."""

    LANE = "lane"
    COLUMN = "column"
    ROW = "row"


@record
class Bound:
    """`base + step * position` compared with `limit`: scalars of one type. step > 0."""

    axis: Axis
    op: CompareOp
    base: Any
    step: int
    limit: Any


@record
class Mask:
    """bounds and conditions (scalar BOOLs) hold together. rest: what is left of the mask, a tile; None for nothing."""

    bounds: tuple[Bound, ...] = ()
    conditions: tuple[Any, ...] = ()
    rest: Any = None


@record
class Access:
    """step: scalar INT32, in elements, from lane to lane or from row to row. row_lanes: scalar INT32.

    The pointer of a lane is `OneLane.at(pointer, (lane,))`.
    """

    pattern: Pattern
    mask: Mask
    step: Any = None
    row_lanes: Any = None


class Accesses:
    """Of one kernel, whose tiles are declared in terms of scalars that stay (`lanes.with_snapshots`)."""

    def __init__(self, kernel: TileKernel, fresh: FreshNames) -> None:
        self.lanes = OneLane(kernel)
        self._indices = Indices(kernel, fresh)
        self._tables = Tables(self.lanes, self._indices)
        self._runs = RunFinder(self.lanes, self._indices)

    def of(self, node: Load | Store | TileAtomic) -> Access:
        """How the lanes of the node lie. Of a scalar pointer: SAME."""
        if len(build.shape_of(node.pointer) or ()) == 2:
            return self._table(node)
        pattern, step, row_lanes = self._places(node.pointer)
        return Access(pattern, self.mask(node.mask, row_lanes), step, row_lanes)

    def narrowed(self, node: Any) -> Any:
        """A load, store or atomic, whose pointer is what it is in the lanes of the mask."""
        if node.mask is None or not isinstance(node.pointer.type, Tile):
            return node
        held = frozenset(expression_text(each) for each in conjuncts(self.lanes, node.mask))
        pointer = self._under(node.pointer, held)
        return node if pointer is None else replace(node, pointer=pointer)

    def _under(self, node: Any, held: frozenset[str]) -> Any:
        """A pointer where such conditions hold; None where it is the same as everywhere."""
        match node:
            case Variable() if isinstance(node.type, Tile):
                init = self.lanes.init(node.name)
                return None if init is None else self._under(init, held)
            case PointerOffset():
                base = self._under(node.pointer, held)
                return None if base is None else replace(node, pointer=base)
            case Where(condition=condition, then=then, otherwise=otherwise):
                for holds, chosen in ((True, then), (False, otherwise)):
                    parts = conjuncts(self.lanes, condition, holds)
                    if {expression_text(each) for each in parts} <= held:
                        return self._under(chosen, held) or chosen
        return None

    def runs(self, pointer: Any, mask: Any) -> Runs | None:
        """Of a pointer whose lanes are no rectangle, or not those that the mask leaves."""
        return self._runs.of(pointer, [] if mask is None else conjuncts(self.lanes, mask))

    def in_rows(self, mask: Any) -> tuple[Mask, Any] | None:
        """A mask whose first lane is that of some rows and columns, if it has any; and how many lanes a row has."""
        parts = conjuncts(self.lanes, mask)
        for width in self._runs.widths(parts):
            row_lanes = factor_value(Factor(width), mask.span)
            found = [(part, self.mask(part, row_lanes)) for part in parts]
            if all(each.rest is None or self._is_from_above(part) for part, each in found):
                return Mask(tuple(bound for _, each in found for bound in each.bounds)), row_lanes
        return None

    def _is_from_above(self, part: Any) -> bool:
        """Whether a part of a mask holds of the first lanes, up to some."""
        found = self.mask(part)
        return found.rest is None and all(each.op in (CompareOp.LESS, CompareOp.LESS_EQUAL) for each in found.bounds)

    def mask(self, mask: Any, row_lanes: Any = None) -> Mask:
        """The bounds of a mask. row_lanes: of an access in ROWS, so that rows and columns are bounded."""
        columns = self._indices.size(row_lanes) if row_lanes is not None else None
        bounds: list[Bound] = []
        conditions: list[Any] = []
        rest: list[Any] = []
        for part in [] if mask is None else conjuncts(self.lanes, mask):
            if not isinstance(part.type, Tile):
                conditions.append(part)
                continue
            bound = self._bound(part, columns)
            if isinstance(bound, Bound):
                bounds.append(bound)
            elif bound is not None:
                conditions.append(bound)
            else:
                rest.append(part)
        left = None
        for part in rest:
            left = build.both(left, part, part.span)
        return Mask(tuple(bounds), tuple(conditions), left)

    # ------------------------------------------------------------ tiles of two axes

    def _table(self, node: Load | Store | TileAtomic) -> Access:
        steps, span = self._tables.steps(node.pointer), node.span
        mask = self._table_mask(node.mask)
        if steps is None or steps.column is None or steps.column.number != 1:
            return Access(Pattern.SCATTERED, mask)
        step = steps.row or Factor(Product(0))
        width = extent_of((build.shape_of(node.pointer) or ())[1], span)
        return Access(Pattern.TABLE, mask, factor_value(step, span), width)

    def _table_mask(self, mask: Any) -> Mask:
        """Bounds of the rows and of the columns."""
        made = Mask()
        for part in [] if mask is None else conjuncts(self.lanes, mask):
            inner = self._of_one_axis(part)
            if inner is None or inner.rest is not None:
                rest = build.both(made.rest, part, part.span)
                made = replace(made, rest=rest)
            else:
                bounds, conditions = (*made.bounds, *inner.bounds), (*made.conditions, *inner.conditions)
                made = replace(made, bounds=bounds, conditions=conditions)
        return made

    def _of_one_axis(self, part: Any) -> Mask | None:
        """A part of a mask that asks for the row, or for the column, alone."""
        if not isinstance(part.type, Tile):
            return Mask(conditions=(part,))
        while isinstance(part, Broadcast):
            part = part.value
        if isinstance(part, Variable):
            init = self.lanes.init(part.name)
            return None if init is None else self._of_one_axis(init)
        if isinstance(part, Binary) and part.op is BinaryOp.AND:
            both = [self._of_one_axis(each) for each in (part.left, part.right)]
            if both[0] is None or both[1] is None:
                return None
            return Mask(*(getattr(both[0], name) + getattr(both[1], name) for name in ("bounds", "conditions")))
        if isinstance(part, Reshape) and len(build.shape_of(part.value) or ()) == 1:
            inner = self.mask(part.value)
            axis = Axis.ROW if (build.shape_of(part) or ())[1] == 1 else Axis.COLUMN
            return replace(inner, bounds=tuple(replace(each, axis=axis) for each in inner.bounds))
        bound = self._table_bound(as_compare(part))
        return None if bound is None else Mask((bound,))

    def _table_bound(self, compare: Compare | None) -> Bound | None:
        if compare is None:
            return None
        left, right = self._tables.steps(compare.left), self._tables.steps(compare.right)
        if left is None or right is None or not self.lanes.is_known(compare):
            return None
        zero = (integer(0, INT32, compare.span),) * 2
        base, limit = (simplified(self.lanes.at(each, zero)) for each in (compare.left, compare.right))
        op = compare.op
        if right != Steps():
            left, right, base, limit, op = right, left, limit, base, FLIPPED[op]
        growth = left.row or left.column
        if right != Steps() or growth is None or (left.row and left.column) or growth.number is None:
            return None
        if growth.number < 1 or op not in ORDERS or (op is CompareOp.EQUAL and growth.number != 1):
            return None
        if op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL) and may_wrap(base):
            return None
        return Bound(Axis.ROW if left.row else Axis.COLUMN, op, base, growth.number, limit)

    # ------------------------------------------------------------ places

    def _places(self, pointer: Any) -> tuple[Pattern, Any, Any]:
        if not isinstance(pointer.type, Tile):
            return Pattern.SAME, None, None
        found = self._affine_pointer(pointer)
        if found is None or len(pointer.type.shape) != 1:
            return Pattern.SCATTERED, None, None
        if len(found.terms) == 2:
            return _rows(found.terms, pointer.span)
        return _line(found.terms, pointer.span) if len(found.terms) < 2 else (Pattern.SCATTERED, None, None)

    def _affine_pointer(self, pointer: Any) -> Affine | None:
        """The terms of a pointer, in elements; its rest is not told."""
        match pointer:
            case Splat():
                return Affine(())
            case PointerOffset(pointer=base, offset=offset):
                parts = [self._affine_pointer(base), self._affine_index(offset)]
                return None if None in parts else joined(parts[0], parts[1])  # type: ignore[arg-type]
            case Convert(operand=operand) if same_size(pointer, operand):
                return self._affine_pointer(operand)
            case Variable() if isinstance(pointer.type, Tile):
                init = self.lanes.init(pointer.name)
                return None if init is None else self._affine_pointer(init)
        return None if isinstance(pointer.type, Tile) else Affine(())

    def _affine_index(self, index: Any) -> Affine | None:
        if not isinstance(index.type, Tile):
            return Affine(())
        if not self.lanes.is_known(index):
            return None
        found = self._indices.of(index)
        return None if found is None or self._indices.assumed else found

    # ------------------------------------------------------------ masks

    def _bound(self, part: Any, columns: Product | None) -> Bound | Any:
        """A part of a mask as a bound, or as a scalar where all lanes agree; None where it is neither."""
        if not self.lanes.is_known(part):
            return None
        compare = as_compare(part)
        if compare is None:
            return None
        left, right = self._affine_index(compare.left), self._affine_index(compare.right)
        if left is None or right is None or (left.terms and right.terms):
            return None
        zero = (integer(0, INT32, part.span),)
        if not left.terms and not right.terms:
            return simplified(self.lanes.at(part, zero))
        base, limit = (simplified(self.lanes.at(each, zero)) for each in (compare.left, compare.right))
        if right.terms:
            return self._ordered(right, limit, FLIPPED[compare.op], base, columns)
        return self._ordered(left, base, compare.op, limit, columns)

    def _ordered(self, growing: Affine, base: Any, op: CompareOp, limit: Any, columns: Product | None) -> Bound | None:
        """`base + growing` compared with a limit, as a bound; None where the lanes it leaves may not be consecutive."""
        if len(growing.terms) != 1 or op not in ORDERS:
            return None
        ((digit, factor),) = growing.terms
        step = factor.number
        if step is None or step <= 0 or (op is CompareOp.EQUAL and step != 1):
            return None
        if op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL) and may_wrap(base):
            return None  # those before the turn hold, those behind it do not
        axis = _axis(digit, columns)
        if axis is not None:
            return Bound(axis, op, base, step, limit)
        if digit == WHOLE and columns is not None and op is CompareOp.LESS and step == 1:
            return self._rows_of_lanes(base, limit, columns)
        return None

    def _rows_of_lanes(self, base: Any, limit: Any, columns: Product) -> Bound | None:
        """`lane < rows * columns` as a bound of the rows."""
        size = self._indices.size(limit)
        rows = None if size is None else size.over(columns)
        if rows is None or not (isinstance(base, Literal) and base.value == 0):
            return None
        zero = integer(0, INT32, limit.span)
        return Bound(Axis.ROW, CompareOp.LESS, zero, 1, factor_value(Factor(rows), limit.span))


def _line(terms: Any, span: Any) -> tuple[Pattern, Any, Any]:
    """(pattern, step, lanes of a row) of lanes at a multiple of one digit."""
    if not terms:
        return Pattern.SAME, None, None
    ((digit, factor),) = terms
    if digit == WHOLE:
        pattern = Pattern.RUN if factor.number == 1 else Pattern.STRIDED
        return pattern, factor_value(factor, span), None
    if digit.below != ONE and digit.size is None:
        return Pattern.ROW_SAME, factor_value(factor, span), factor_value(Factor(digit.below), span)
    if digit.below == ONE and digit.size is not None and factor.number == 1:
        return Pattern.ROWS, integer(0, INT32, span), factor_value(Factor(digit.size), span)
    return Pattern.SCATTERED, None, None


def _rows(terms: Any, span: Any) -> tuple[Pattern, Any, Any]:
    """Of the lanes of a row, one after another, and the rows."""
    for (low, small), (high, large) in (terms, terms[::-1]):
        is_pair = low.below == ONE and low.size is not None and high == Digit(low.size, None)
        if is_pair and small.number == 1:
            return Pattern.ROWS, factor_value(large, span), factor_value(Factor(low.size), span)
    return Pattern.SCATTERED, None, None


def _axis(digit: Digit, columns: Product | None) -> Axis | None:
    if columns is None:
        return Axis.LANE if digit == WHOLE else None
    if digit == Digit(ONE, columns):
        return Axis.COLUMN
    return Axis.ROW if digit == Digit(columns, None) else None


# ------------------------------------------------------------ ranges


@record
class LaneRange:
    """Lanes, or columns, or rows from `first` up to `stop`: scalars of one integer type."""

    first: Any
    stop: Any


def range_of(mask: Mask, axis: Axis, extent: Any, span: Any, type_: Scalar = INT64) -> LaneRange:
    """What the bounds of a mask leave of an axis: 0 <= first, and stop <= extent; nothing where stop <= first.

    The conditions of the mask are not in it. type_: what it is computed in; INT64 holds any sum of 32-bit numbers.
    """
    zero, whole = integer(0, type_, span), build.convert(extent, type_, span)
    first, stop = zero, whole
    for bound in mask.bounds:
        if bound.axis is not axis:
            continue
        low, high = _limits(bound, whole, type_)
        first = first if low is None else _most(first, low, span)
        if high is not None:
            stop = high if stop is whole and is_of_threads(bound, extent) else _least(stop, high, span)
    return LaneRange(simplified(first), simplified(stop))


def is_of_threads(bound: Bound, extent: Any) -> bool:
    """Whether it says `lane < BLOCK_X * BLOCK_Y`, or of the last of merged blocks `lane < TAIL`: LANES has no fewer."""
    is_start = isinstance(bound.base, Literal) and bound.base.value == 0 and bound.op is CompareOp.LESS
    is_lanes = isinstance(extent, Constant) and extent.name == LANES
    if not is_start or not is_lanes or bound.step != 1:
        return False
    if isinstance(bound.limit, Where):
        return all(isinstance(each, Constant) for each in (bound.limit.then, bound.limit.otherwise))
    products = all(each.op is BinaryOp.MULTIPLY for each in walk(bound.limit) if isinstance(each, Binary))
    names = {each.name for each in walk(bound.limit) if isinstance(each, Constant)}
    is_product = all(isinstance(each, Constant | Binary | Convert) for each in walk(bound.limit))
    return is_product and products and names <= BLOCK_SIZES


def _limits(bound: Bound, whole: Any, type_: Scalar) -> tuple[Any, Any]:
    """(first, stop) of one bound; None for no limit."""
    span, one = bound.base.span, integer(1, type_, bound.base.span)
    if bound.op is CompareOp.EQUAL:
        first = build.convert(_minus(bound.limit, bound.base), type_, span)
        return first, build.plus(first, one, span)
    base, limit = build.convert(bound.base, type_, span), build.convert(bound.limit, type_, span)
    if bound.op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL):
        distance = _minus(limit, base)
        exclusive = bound.op is CompareOp.GREATER
        return _divided_up(build.plus(distance, one, span) if exclusive else distance, bound.step), None
    first = None
    if may_wrap(bound.base):
        base = _unwrapped(bound, base, whole, type_)
        first = _divided_up(_minus(integer(0, type_, span), base), bound.step)
    distance = _minus(limit, base)
    inclusive = bound.op is CompareOp.LESS_EQUAL
    return first, _divided_up(build.plus(distance, one, span) if inclusive else distance, bound.step)


def may_wrap(base: Any) -> bool:
    """Whether numbers from an unsigned base on may pass zero within a tile, as `x - 1` of x = 0 does. The first thread
    of a block is far from that: a launch has fewer than 2**31 threads along an axis."""
    if not isinstance(base.type, Scalar) or base.type.is_signed:
        return False
    match plain(base):
        case Literal(value=value):
            return value < 0 or value >= 1 << 31
        case Special(register=Register.BLOCK_INDEX):
            return False
        case Binary(op=BinaryOp.ADD | BinaryOp.MULTIPLY, left=left, right=right):
            return any(may_wrap(each) or not _is_of_block(each) for each in (plain(left), plain(right)))
    return not isinstance(base, Constant)


def _is_of_block(node: Any) -> bool:
    """Whether a number is made of the block's index and constants alone."""
    return all(
        isinstance(each, Literal | Constant | Convert | Binary)
        or (isinstance(each, Special) and each.register is Register.BLOCK_INDEX)
        for each in walk(node)
    )


def _unwrapped(bound: Bound, base: Any, whole: Any, type_: Scalar) -> Any:
    """The base below 0 where lanes pass zero. A type_ without more bits reads the highest as a sign anyway."""
    if type_.bits <= bound.base.type.bits:
        return base
    span = base.span
    turn = integer(1 << bound.base.type.bits, type_, span)
    last = build.plus(base, build.times(whole, bound.step, span), span)
    return Select(build.compare(CompareOp.GREATER, last, turn, span), _minus(base, turn), base, type_, span)


def _minus(left: Any, right: Any) -> Any:
    if isinstance(right, Literal):
        if right.value == 0:
            return left
        if isinstance(left, Literal):
            return replace(left, value=int(left.value) - int(right.value))
    right = build.convert(right, left.type, right.span)
    return build.binary(BinaryOp.SUBTRACT, left, right, left.span)


def _divided_up(value: Any, step: int) -> Any:
    """value / step, rounded up, where the quotient counts; for negative values anything up to 0."""
    if step == 1:
        return value
    span = value.span
    more = build.plus(value, integer(step - 1, value.type, span), span)
    return build.binary(BinaryOp.DIVIDE, more, integer(step, value.type, span), span)


def _least(left: Any, right: Any, span: Any) -> Any:
    return build.intrinsic("min", (left, right), left.type, span)


def _most(left: Any, right: Any, span: Any) -> Any:
    if isinstance(left, Literal) and isinstance(right, Literal):
        return left if left.value >= right.value else right
    return build.intrinsic("max", (left, right), left.type, span)
