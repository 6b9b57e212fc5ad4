"""Sums, products, quotients and bits, by the vector unit."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Literal,
    Unary,
    UnaryOp,
)
from transkernel.ir.tile import Lanes, Splat
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    INT16,
    INT32,
    UINT16,
    UINT32,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.bits import Bits
from transkernel.tile.placement.core import (
    FLOATS,
    WORDS,
    Operand,
    as_int,
    shape_of,
)
from transkernel.tile.placement.scalars import simplified
from transkernel.tile.placement.whole_division import WholeDivision
from transkernel.tile.placement.working import Held

_ARITHMETIC = {
    BinaryOp.ADD: ("add", "adds"), BinaryOp.SUBTRACT: ("sub", ""), BinaryOp.MULTIPLY: ("mul", "muls"),
}  # fmt: skip
BITWISE = {BinaryOp.AND: "and", BinaryOp.OR: "or"}


class Arithmetic(WholeDivision, Bits):
    """Binary and Unary of numbers, and the lanes' own numbers."""

    def _lane_numbers(self, node: Lanes, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if element not in WORDS:
            return None
        made = into or self.working.acquire("lane", element, node.type.shape)  # type: ignore[union-attr]
        self.working.vector("index", made, (self.working.number(0),), count, as_=INT32)
        return made

    def _binary(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if element in FLOATS:
            return self._float_binary(node, element, into, count)
        if element == BFLOAT16:
            return self.in_single(node, into, count)
        if element in WORDS:
            return self._word_binary(node, into, count)
        return None

    def _float_binary(self, node: Binary, element: Scalar, into: Held | None, count: Any) -> Held | None:
        extent = shape_of(node)
        left, right = self.operand(node.left), self.operand(node.right)
        if node.op is BinaryOp.SUBTRACT and not isinstance(right, Held):
            right = simplified(Unary(UnaryOp.NEGATE, right, element, node.span))
            return self.apply("adds", (left, right), element, extent, into, count)
        if node.op in _ARITHMETIC and not (isinstance(left, Held) and isinstance(right, Held)):
            scalar = _ARITHMETIC[node.op][1]
            if scalar and (isinstance(left, Held) or isinstance(right, Held)):
                pair = (left, right) if isinstance(left, Held) else (right, left)
                return self.apply(scalar, pair, element, extent, into, count)
        name = "div" if node.op is BinaryOp.DIVIDE else _ARITHMETIC[node.op][0]
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        return self.apply(name, (left, right), element, extent, into, count)

    def _word_binary(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), shape_of(node)
        if node.op in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT):
            if isinstance(node.right.type, Tile) and not isinstance(node.right, Splat):
                return self.shifted_up(node, into, count) if node.op is BinaryOp.SHIFT_LEFT else None
            pair = self.operand(node.left), build.convert(self.operand(node.right), INT32, node.span)
            left = self.held(pair[0], element, extent)
            if node.op is BinaryOp.SHIFT_LEFT:  # of a number with a sign, the instruction keeps the sign
                return self.apply("shift_left", (left, pair[1]), element, extent, into, count, as_=UINT32)
            return self.apply("shift_right", (left, pair[1]), element, extent, into, count, as_=element)
        if node.op in (BinaryOp.DIVIDE, BinaryOp.REMAINDER):
            return self.whole_quotient(node, into, count)
        if node.op not in _ARITHMETIC and node.op not in (*BITWISE, BinaryOp.XOR):
            return None
        left, right = self.operand(node.left), self.operand(node.right)
        if node.op in _ARITHMETIC:
            return self._word_sum(node, left, right, into, count)
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        if node.op in BITWISE:
            return self.apply(BITWISE[node.op], (left, right), element, extent, into, count, halves=True)
        return self._exclusive(left, right, element, extent, into, count)

    def _word_sum(self, node: Binary, left: Operand, right: Operand, into: Held | None, count: Any) -> Held:
        """Sums and products of 32 bits, modulo 2**32 whatever the sign."""
        element, extent = build.element_of(node), shape_of(node)
        plain, scalar = _ARITHMETIC[node.op]
        if node.op is BinaryOp.SUBTRACT and not isinstance(right, Held):
            right = simplified(build.binary(BinaryOp.SUBTRACT, self.working.number(0), as_int(right), node.span))
            scalar = "adds"
        if not isinstance(left, Held) and scalar and node.op is not BinaryOp.SUBTRACT:
            left, right = right, left
        if scalar and isinstance(left, Held) and not isinstance(right, Held):
            return self.apply(scalar, (left, as_int(right)), element, extent, into, count, as_=INT32)
        left, right = self.held(left, element, extent), self.held(right, element, extent)
        return self.apply(plain, (left, right), element, extent, into, count, as_=INT32)

    def _exclusive(self, left: Held, right: Held, element: Scalar, extent: Any, into: Held | None, count: Any) -> Held:
        """`a ^ b` is `(a | b) - (a & b)`."""
        working = self.working
        either = working.acquire("either", element, extent)
        working.vector("or", either, (left, right), halves=True)
        target = self.target(into, (left, right), element, extent)
        if into is not None:
            target = working.acquire("both", element, extent)
        working.vector("and", target, (left, right), halves=True)
        self.done(target, (left, right))
        return self.apply("sub", (either, target), element, extent, into, count, as_=INT32)

    def _unary(self, node: Unary, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), shape_of(node)
        if element == BOOL:
            return self.apply("not", (self.tile(node.operand),), BOOL, extent, into, None, halves=True)
        if element == BFLOAT16:
            return self.in_single(node, into, count)
        if node.op is UnaryOp.NEGATE and element in (*FLOATS, *WORDS):
            minus = Literal(-1.0 if element in FLOATS else -1, INT32 if element in WORDS else element, node.span)
            as_ = INT32 if element in WORDS else None
            return self.apply("muls", (self.tile(node.operand), minus), element, extent, into, count, as_=as_)
        if node.op is UnaryOp.BIT_NOT and element in (*WORDS, INT16, UINT16):
            return self.apply("not", (self.tile(node.operand),), element, extent, into, count, halves=True)
        return None
