"""The high words of products of words, by the vector unit, whose products are the low ones: from products of halves."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Convert, Intrinsic, Literal, integer
from transkernel.ir.tile import Splat
from transkernel.ir.types import INT32, INT64, UINT32, UINT64, Scalar
from transkernel.tile import build
from transkernel.tile.placement.core import WORDS, Core, shape_of
from transkernel.tile.placement.working import Held

_WORD = {INT64: INT32, UINT64: UINT32}


class WideProducts(Core):
    """Intrinsic mulhi of INT32 and UINT32, and words that are taken out of products of 64 bits."""

    def high_word(self, node: Intrinsic, into: Held | None, count: Any) -> Held:
        left, right = node.arguments
        return self._high(left, right, build.element_of(node), shape_of(node), into, count)

    def _high(self, left: Any, right: Any, element: Scalar, extent: Any, into: Held | None, count: Any) -> Held:
        span = left.span
        with self.named(left) as one, self.named(right) as other:
            a, b = (build.convert(each, UINT32, span) for each in (one, other))
            middle = build.plus(_product(_upper(a), _lower(b)), _upper(_product(_lower(a), _lower(b))), span)
            with self.named(middle) as name:
                rest = build.plus(_product(_lower(a), _upper(b)), _lower(name), span)
                high = build.plus(_product(_upper(a), _upper(b)), _upper(name), span)
                high = build.plus(high, _upper(rest), span)
                if element == INT32:
                    for sign, number in ((one, b), (other, a)):
                        high = build.binary(BinaryOp.SUBTRACT, high, _where_negative(sign, number), span)
                whole = build.splat(build.convert(high, element, span), extent, span)
                return self.tile(whole, into, count)

    def word_of_product(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        """`(int)((long long)a * b >> 24)`, and so for 1 to 32; None for others."""
        found = _shifted_product(node)
        if found is None:
            return None
        left, right, bits = found
        element, span = build.element_of(left), node.span
        with self.named(left) as one, self.named(right) as other:
            high: Any = Intrinsic("mulhi", (one, other), build.tiled(element, shape_of(node)), span)
            word = build.convert(high, UINT32, span)
            if bits < 32:
                low = build.convert(_product(one, other), UINT32, span)
                above = build.binary(BinaryOp.SHIFT_LEFT, word, integer(32 - bits, UINT32, span), span)
                below = build.binary(BinaryOp.SHIFT_RIGHT, low, integer(bits, UINT32, span), span)
                word = build.binary(BinaryOp.OR, above, below, span)
            return self.tile(build.convert(word, build.element_of(node), span), into, count)


def _shifted_product(node: Convert) -> tuple[Any, Any, int] | None:
    """Of the low word of a product of two words, in 64 bits, shifted down: the words, and the shift."""
    shift = node.operand
    if build.element_of(node) not in WORDS or not isinstance(shift, Binary) or shift.op is not BinaryOp.SHIFT_RIGHT:
        return None
    product, by = shift.left, shift.right.value if isinstance(shift.right, Splat) else shift.right
    if not isinstance(product, Binary) or product.op is not BinaryOp.MULTIPLY or not isinstance(by, Literal):
        return None
    left, right = (_word_of(each) for each in (product.left, product.right))
    return (left, right, int(by.value)) if left is not None and right is not None and 1 <= by.value <= 32 else None


def _word_of(node: Any) -> Any:
    """The number of 32 bits with or without sign that one of 64 bits is; None for others."""
    number, word = node.value if isinstance(node, Splat) else node, _WORD.get(build.element_of(node))
    if isinstance(number, Literal) and word is not None:
        low = -(1 << 31) if word == INT32 else 0
        return integer(int(number.value), word, node.span) if low <= number.value < low + (1 << 32) else None
    plain = isinstance(node, Convert) and node.rounding is None and build.element_of(node.operand) == word
    return node.operand if plain else None


def _product(left: Any, right: Any) -> Any:
    return build.binary(BinaryOp.MULTIPLY, left, right, left.span)


def _shift(op: BinaryOp, value: Any, by: int) -> Any:
    return build.binary(op, value, integer(by, build.element_of(value), value.span), value.span)


def _upper(value: Any) -> Any:
    return _shift(BinaryOp.SHIFT_RIGHT, value, 16)


def _lower(value: Any) -> Any:
    return _shift(BinaryOp.SHIFT_RIGHT, _shift(BinaryOp.SHIFT_LEFT, value, 16), 16)


def _where_negative(sign: Any, number: Any) -> Any:
    """The number where the other one, an INT32, is below 0; 0 elsewhere."""
    mask = build.convert(_shift(BinaryOp.SHIFT_RIGHT, sign, 31), UINT32, sign.span)
    return build.binary(BinaryOp.AND, mask, number, sign.span)
