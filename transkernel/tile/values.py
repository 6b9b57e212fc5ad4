"""Expressions of one thread as expressions of the block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    AddressOf,
    Atomic,
    Binary,
    BinaryOp,
    Bitcast,
    BlockVote,
    BlockVoteOp,
    Build,
    Collective,
    Compare,
    CompareOp,
    Convert,
    Decay,
    Dereference,
    Index,
    Intrinsic,
    Lane,
    Literal,
    Logical,
    LogicalOp,
    Member,
    PointerDifference,
    PointerOffset,
    Register,
    Select,
    Special,
    Unary,
    UnaryOp,
    Variable,
    WarpOperation,
    integer,
)
from transkernel.ir.tile import Load, ReduceOp, TileAtomic
from transkernel.ir.types import (
    BOOL,
    INT32,
    INT64,
    UINT32,
    UINT64,
    Array,
    Pointer,
    Scalar,
    Struct,
    Tile,
    Vector,
    size_of,
)
from transkernel.passes.uniformity import Variation
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.block import Block
from transkernel.tile.collectives import collective
from transkernel.tile.fragments import PRODUCT, multiplied
from transkernel.tile.layout import Layout
from transkernel.tile.storage import Address, Parts, leaves_of, map_leaves
from transkernel.tile.warps import warp_operation

_DIVISIONS = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)


_MOST_CHOSEN = 64  # numbers among which one is chosen by its index


class Values:
    """The values of expressions: a node of tile IR, or Parts of them for vectors, arrays and structs."""

    def __init__(self, block: Block, layout: Layout) -> None:
        self.block = block
        self.layout = layout
        self._table: dict[type, Callable[[Any], Any]] = {
            Literal: self._literal, Variable: self._read, Index: self._read, Dereference: self._read,
            Member: self._read, Lane: self._read, Unary: self._unary, Binary: self._binary, Compare: self._compare,
            Logical: self._logical, Select: self._select, Convert: self._convert, Bitcast: self._bitcast,
            Build: self._build, AddressOf: self._address_of, Decay: self._address_of,
            PointerOffset: self._pointer_offset, PointerDifference: self._pointer_difference,
            Special: self._special, Intrinsic: self._intrinsic, WarpOperation: self._warp,
            BlockVote: self._block_vote, Atomic: self._atomic,
            Collective: lambda node: collective(self.block, node, self.of(node.value)),
        }  # fmt: skip

    def of(self, node: Any) -> Any:
        value = self._table[type(node)](node)
        return value if self.block.elements is None else map_leaves(lambda leaf: self.columned(leaf, node.span), value)

    def columned(self, value: Any, span: Span) -> Any:
        """In a loop over the elements of local arrays, what is a lane's for each of them."""
        elements = self.block.elements
        return value if elements is None else build.columned(value, elements, span)

    # ------------------------------------------------------------ places

    def place(self, node: Any) -> Any:
        """Where a place is: the variables it is made of (a Variable, or Parts of them), or an Address."""
        match node:
            case Variable():
                return self.block.variables[node.name]
            case Dereference():
                return self._pointed(node.pointer, None, node.type)
            case Index() if isinstance(node.base.type, Pointer):
                return self._pointed(node.base, node.index, node.type)
            case Index():
                return self._element(node)
            case Member():
                base = self._base(node.base)
                return base.part(node.field) if isinstance(base, Parts) else self._part(base, node.field, node.span)
            case Lane():
                base = self._base(node.base)
                name = "xyzw"[node.lane]
                return base.part(name) if isinstance(base, Parts) else self._part(base, name, node.span)
        raise refuse("TK0461", "this place has no form in tiles", node.span)

    def _base(self, node: Any) -> Any:
        """A place that is a part's whole; a value that is not in memory stands for itself."""
        is_place = isinstance(node, Variable | Index | Dereference | Member | Lane)
        return self.place(node) if is_place else self.of(node)

    def _pointed(self, pointer: Any, index: Any, type_: Any) -> Address:
        value = self.of(pointer)
        if index is not None:
            value = self._moved(value, self.of(index), type_, pointer.span)
        return Address(value, type_, pointer.type.volatile)

    def _moved(self, pointer: Any, index: Any, element: Any, span: Span) -> Any:
        """`pointer + index`, counted in objects of a type."""
        units = self.layout.units(element)
        if units != 1 and not isinstance(index, Literal):
            index = build.convert(index, INT64, span)
        return build.offset(pointer, build.times(index, units, span), span)

    def _element(self, node: Index) -> Any:
        base = self._base(node.base)
        if isinstance(base, Variable):  # in a loop over its elements
            return base
        if not isinstance(base, Parts):
            pointer = self.columned(base.pointer, node.span)
            return Address(self._moved(pointer, self.of(node.index), node.type, node.span), node.type, base.volatile)
        if not isinstance(node.index, Literal):
            return self._chosen(base, self.of(node.index), node.span)
        if not 0 <= node.index.value < len(base.parts):
            raise refuse("TK0461", f"the index {node.index.value} lies outside of the array", node.span)
        return base.parts[int(node.index.value)]

    def _chosen(self, array: Parts, index: Any, span: Span) -> Any:
        """The part of a number that is known when the kernel runs, of a few that have no address. Only to be read."""
        if len([*leaves_of(array)]) > _MOST_CHOSEN:
            raise refuse("TK0461", "an index that is not a constant, into a parameter with so many numbers", span)
        chosen = array.parts[-1]
        for number, part in reversed([*enumerate(array.parts[:-1])]):
            here = build.compare(CompareOp.EQUAL, index, integer(number, build.element_of(index), span), span)
            chosen = map_leaves(lambda one, other, here=here: build.where(here, one, other, span), part, chosen)
        return map_leaves(lambda leaf: self.block.keep("chosen", leaf, span), chosen)

    def _part(self, base: Address, name: str | int, span: Span) -> Address:
        for each, type_, offset in self.layout.parts(base.type, span):
            if each == name:
                return self.at(base, type_, offset, span)
        raise refuse("TK0461", f"there is no part `{name}`", span)

    def at(self, base: Address, type_: Any, offset: int, span: Span) -> Address:
        """A part of an object in memory, that many bytes behind its start."""
        unit, wanted = self.layout.unit(base.type), self.layout.unit(type_)
        moved = build.offset(base.pointer, integer(offset // (unit.bits // 8), INT32, span), span)
        pointer = self._repointed(moved, wanted, span)
        if not isinstance(base.type, Vector):
            return Address(pointer, type_, base.volatile)
        return Address(pointer, type_, base.volatile, offset // size_of(base.type.scalar), base.type.lanes)

    def _repointed(self, pointer: Any, unit: Scalar, span: Span) -> Any:
        old = build.element_of(pointer)
        new = Pointer(unit, old.space, old.const, old.volatile, old.restrict)
        return build.convert(pointer, new, span)

    # ------------------------------------------------------------ memory

    def _read(self, node: Any) -> Any:
        if not isinstance(node, Variable | Index | Dereference) and not self._is_place(node):
            return self._base(node.base).part(node.field if isinstance(node, Member) else "xyzw"[node.lane])
        place = self.place(node)
        if not isinstance(place, Address):
            return place
        varies = self.block.uniform.of(node) is not Variation.BLOCK
        return self.load(place, varies, node.span)

    def _is_place(self, node: Any) -> bool:
        while isinstance(node, Member | Lane | Index):
            if isinstance(node, Index) and isinstance(node.base.type, Pointer):
                return True
            node = node.base
        return isinstance(node, Variable | Dereference)

    def load(self, place: Address, varies: bool, span: Span) -> Any:
        """What an object in memory holds. varies: the lanes may find different values, or may not look at all."""
        if isinstance(place.type, Vector | Struct | Array):
            parts = [*self.layout.parts(place.type, span)]
            values = tuple(self.load(self.at(place, type_, offset, span), varies, span) for _, type_, offset in parts)
            return Parts(place.type, values, tuple(name for name, _, _ in parts))
        unit = self.layout.unit(place.type)
        pointer = self.columned(place.pointer, span)
        mask = self.memory_mask(pointer, varies, span)
        if mask is not None and isinstance(mask.type, Tile):
            pointer = build.splat(pointer, self.block.shape, span)
        type_ = build.tiled(unit, build.shape_of(pointer))
        loaded = Load(pointer, mask, None, type_, span, place.volatile, place.field, place.fields)
        if isinstance(place.type, Pointer):
            return build.convert(loaded, self.layout.pointer(place.type), span)
        return loaded

    def memory_mask(self, pointer: Any, varies: bool, span: Span) -> Any:
        """For an access: of the lanes, or a scalar where all look at one place or none does."""
        block = self.block
        if isinstance(pointer.type, Tile):
            return build.both(block.mask, block.guard, span)
        if not block.is_divergent:
            return block.guard
        if varies:
            return build.both(block.mask, block.guard, span)
        return build.both(build.any_lane(block.mask, span), block.guard, span)

    # ------------------------------------------------------------ numbers

    def _literal(self, node: Literal) -> Any:
        if not isinstance(node.type, Pointer):
            return node
        null = integer(int(node.value), UINT64, node.span)
        return Convert(null, self.layout.pointer(node.type), node.span)

    def _unary(self, node: Unary) -> Any:
        value = self.of(node.operand)
        if node.op is UnaryOp.NOT:
            return build.negation(value, node.span)
        self._numbers(node, value)
        return Unary(node.op, value, value.type, node.span)

    def _binary(self, node: Binary) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        self._numbers(node, left, right)
        if node.op in _DIVISIONS and isinstance(node.type, Scalar) and node.type.is_integer:
            right = self._divisor(right, node.span)
        return build.binary(node.op, left, right, node.span)

    def _divisor(self, value: Any, span: Span) -> Any:
        """A divisor that is not 0 in any lane that is not meant."""
        if isinstance(value, Literal) and value.value:
            return value
        block = self.block
        one = integer(1, build.element_of(value), span)
        if isinstance(value.type, Tile):
            return build.where(build.both(block.mask, block.guard, span), value, one, span)
        if block.is_divergent or block.guard is not None:
            zero = integer(0, build.element_of(value), span)
            return build.where(build.compare(CompareOp.NOT_EQUAL, value, zero, span), value, one, span)
        return value

    def _compare(self, node: Compare) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        self._numbers(node, left, right)
        if isinstance(build.element_of(left), Pointer):
            left, right = (build.convert(each, UINT64, node.span) for each in (left, right))
        return build.compare(node.op, left, right, node.span)

    def _numbers(self, node: Any, *values: Any) -> None:
        if any(isinstance(each, Parts) for each in values):
            raise refuse("TK0461", "an operation on a whole vector or struct has no form in tiles", node.span)

    def _logical(self, node: Logical) -> Any:
        left = self.of(node.left)
        meant = left if node.op is LogicalOp.AND else build.negation(left, node.span)
        with self.block.only_if(meant):
            right = self.of(node.right)
        return (build.both if node.op is LogicalOp.AND else build.either)(left, right, node.span)

    def _select(self, node: Select) -> Any:
        condition = self.of(node.condition)
        with self.block.only_if(condition):
            then = self.of(node.then)
        with self.block.only_if(build.negation(condition, node.span)):
            otherwise = self.of(node.otherwise)
        return map_leaves(lambda yes, no: build.where(condition, yes, no, node.span), then, otherwise)

    def _convert(self, node: Convert) -> Any:
        value = self.of(node.operand)
        self._numbers(node, value)
        element = self.layout.pointer(node.type) if isinstance(node.type, Pointer) else node.type
        assert isinstance(element, Scalar | Pointer)
        if isinstance(element, Pointer) != isinstance(build.element_of(value), Pointer):
            value = build.convert(value, UINT64, node.span)  # the one integer type that pointers convert to
        if node.rounding is None and not node.saturate:
            return build.convert(value, element, node.span)
        return build.convert(value, element, node.span, rounding=node.rounding, saturate=node.saturate)

    def _bitcast(self, node: Bitcast) -> Any:
        value = self.of(node.operand)
        if isinstance(value, Parts) or not isinstance(node.type, Scalar):
            raise refuse("TK0461", f"the bits of {node.operand.type} as {node.type} have no form in tiles", node.span)
        return Bitcast(value, build.tiled(node.type, build.shape_of(value)), node.span)

    def _intrinsic(self, node: Intrinsic) -> Any:
        values = tuple(map(self.of, node.arguments))
        if node.id == PRODUCT:
            left, right, start = (leaf for each in values for leaf in leaves_of(each))
            result = next(self.layout.leaves(node.type, node.span)).type
            assert isinstance(result, Scalar)
            return multiplied(self.block, (left, right, start), result, node.span)
        self._numbers(node, *values)
        if not isinstance(node.type, Scalar):
            raise refuse("TK0461", f"`{node.id}` on {node.type} has no form in tiles", node.span)
        return build.intrinsic(node.id, values, node.type, node.span)

    def _build(self, node: Build) -> Any:
        parts = [*self.layout.parts(node.type, node.span)]
        given = [self.of(each) for each in node.elements]
        given += [self.zero(type_, node.span) for _, type_, _ in parts[len(given) :]]
        return Parts(node.type, tuple(given), tuple(name for name, _, _ in parts))

    def zero(self, type_: Any, span: Span) -> Any:
        """Zero of any type."""
        if isinstance(type_, Scalar):
            return Literal(False if type_ == BOOL else 0.0 if type_.is_float else 0, type_, span)
        if isinstance(type_, Pointer):
            return self._literal(Literal(0, type_, span))
        parts = [*self.layout.parts(type_, span)]
        return Parts(type_, tuple(self.zero(each, span) for _, each, _ in parts), tuple(name for name, _, _ in parts))

    # ------------------------------------------------------------ pointers

    def _address_of(self, node: AddressOf | Decay) -> Any:
        place = self.place(node.place)
        if not isinstance(place, Address):
            raise refuse("TK0461", "the address of a local that is kept in tiles", node.span)
        assert isinstance(node.type, Pointer)
        return self._repointed(place.pointer, self.layout.unit(node.type.element), node.span)

    def _pointer_offset(self, node: PointerOffset) -> Any:
        assert isinstance(node.type, Pointer)
        return self._moved(self.of(node.pointer), self.of(node.offset), node.type.element, node.span)

    def _pointer_difference(self, node: PointerDifference) -> Any:
        left, right = self.of(node.left), self.of(node.right)
        shape = build.shape_of(left, right)
        difference = PointerDifference(left, right, node.span, build.tiled(INT64, shape))
        assert isinstance(node.left.type, Pointer)
        units = self.layout.units(node.left.type.element)
        if units == 1:
            return difference
        return build.binary(BinaryOp.DIVIDE, difference, integer(units, INT64, node.span), node.span)

    # ------------------------------------------------------------ the block

    def _special(self, node: Special) -> Any:
        block, span = self.block, node.span
        match node.register:
            case Register.THREAD_INDEX:
                return block.thread_index(node.axis, span)
            case Register.BLOCK_SIZE:
                return build.convert(block.extent(node.axis, span), UINT32, span)
            case Register.LANE:
                lane = build.binary(BinaryOp.AND, block.lane, integer(31, INT32, span), span)
                return build.convert(lane, _scalar(node), span)
            case Register.WARP_SIZE:
                return integer(32, _scalar(node), span)
            case Register.CLOCK:
                raise refuse("TK0461", "a clock has no form in tiles", span)
        return node

    def _block_vote(self, node: BlockVote) -> Any:
        span = node.span
        predicate = build.splat(self.of(node.predicate), self.block.shape, span)
        meant = build.both(self.block.mask, self.block.guard, span)
        zero, one = (integer(number, INT32, span) for number in (0, 1))
        if node.op is BlockVoteOp.AND:
            against = build.both(meant, build.negation(predicate, span), span)
            votes = build.reduce(ReduceOp.MAX, build.convert(against, INT32, span), 0, span)
            return build.convert(build.compare(CompareOp.EQUAL, votes, zero, span), INT32, span)
        votes = build.where(build.both(meant, predicate, span), one, zero, span)
        op = ReduceOp.ADD if node.op is BlockVoteOp.COUNT else ReduceOp.MAX
        return self.block.keep("vote", build.reduce(op, votes, 0, span), span)

    def _warp(self, node: WarpOperation) -> Any:
        arguments = tuple(map(self.of, node.arguments))
        mask = None if node.mask is None else self.of(node.mask)
        width = node.width if isinstance(node.width, int) else self.of(node.width)
        if arguments and isinstance(arguments[0], Parts):
            first, *others = arguments
            return map_leaves(lambda leaf: warp_operation(self.block, node, (leaf, *others), mask, width), first)
        return warp_operation(self.block, node, arguments, mask, width)

    def _atomic(self, node: Atomic) -> Any:
        block, span = self.block, node.span
        pointer = build.splat(self.of(node.pointer), block.shape, span)
        operands = tuple(build.splat(self.of(each), block.shape, span) for each in node.operands)
        if any(isinstance(leaf, Parts) for leaf in operands) or not isinstance(node.type, Scalar):
            raise refuse("TK0461", f"an atomic operation on {node.type} has no form in tiles", span)
        mask = build.both(block.mask, block.guard, span)
        made = TileAtomic(node.op, pointer, operands, mask, block.tile(node.type), span, node.scope, node.order)
        return block.keep("old", made, span)


def _scalar(node: Any) -> Scalar:
    assert isinstance(node.type, Scalar)
    return node.type
