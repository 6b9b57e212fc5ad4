"""Conversions of tiles, by casts of the vector unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Bitcast,
    Compare,
    CompareOp,
    Convert,
    Literal,
    Rounding,
)
from transkernel.ir.tile import Splat, Where
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT8,
    INT16,
    INT32,
    UINT8,
    UINT16,
    UINT32,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.core import (
    WORDS,
    hint,
    shape_of,
)
from transkernel.tile.placement.wide_products import WideProducts
from transkernel.tile.placement.working import Held

_HALVES = (INT16, UINT16)
_HIGHEST = (1 << 31) - 1
# Casts of the vector unit that keep or round as C does: (from, to) to (instruction, types on the way).
_CASTS: dict[tuple[Scalar, Scalar], tuple[tuple[str, Scalar], ...]] = {
    (FLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (BFLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (FLOAT32, FLOAT16): (("cast_rint", FLOAT16),),
    (FLOAT32, BFLOAT16): (("cast_rint", BFLOAT16),),
    (INT32, FLOAT32): (("cast_rint", FLOAT32),),
    (FLOAT32, INT32): (("cast_trunc", INT32),),
    (INT16, FLOAT32): (("cast_none", FLOAT32),),
    (INT16, FLOAT16): (("cast_rint", FLOAT16),),
    (FLOAT32, INT16): (("cast_trunc", INT16),),
    (FLOAT16, UINT8): (("cast_trunc", UINT8),),
    (FLOAT16, INT8): (("cast_trunc", INT8),),
    (UINT8, FLOAT16): (("cast_none", FLOAT16),),
    (INT8, FLOAT16): (("cast_none", FLOAT16),),
    (UINT8, INT16): (("cast_none", FLOAT16), ("cast_trunc", INT16)),
    (INT8, INT16): (("cast_none", FLOAT16), ("cast_trunc", INT16)),
    (UINT8, UINT16): (("cast_none", FLOAT16), ("cast_trunc", INT16)),
    (INT8, UINT16): (("cast_none", FLOAT16), ("cast_trunc", INT16)),
    (INT8, UINT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (INT16, UINT32): (("cast_none", FLOAT32), ("cast_trunc", INT32)),
    (FLOAT16, INT32): (("cast_trunc", INT32),),
    (INT32, FLOAT16): (("cast_rint", FLOAT32), ("cast_rint", FLOAT16)),
    (UINT8, INT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (INT8, INT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (UINT8, UINT32): (("cast_none", FLOAT16), ("cast_trunc", INT32)),
    (UINT8, FLOAT32): (("cast_none", FLOAT16), ("cast_none", FLOAT32)),
    (INT8, FLOAT32): (("cast_none", FLOAT16), ("cast_none", FLOAT32)),
    (INT16, INT32): (("cast_none", FLOAT32), ("cast_trunc", INT32)),
    (FLOAT16, BFLOAT16): (("cast_none", FLOAT32), ("cast_rint", BFLOAT16)),
    (BFLOAT16, FLOAT16): (("cast_none", FLOAT32), ("cast_rint", FLOAT16)),
}
# Those that one cast does in any direction; to integers it saturates, and makes 0 of NaN, as CUDA's do.
_DIRECTED = frozenset(((FLOAT32, INT32), (FLOAT16, INT32), (BFLOAT16, INT32), (FLOAT32, FLOAT16), (INT32, FLOAT32)))
_WAYS = {
    Rounding.NEAREST: "cast_rint", Rounding.ZERO: "cast_trunc", Rounding.UP: "cast_ceil", Rounding.DOWN: "cast_floor",
}  # fmt: skip


class Conversions(WideProducts):
    """Convert and Bitcast."""

    def _convert(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        source, element = build.element_of(node.operand), build.element_of(node)
        if not isinstance(source, Scalar) or not isinstance(element, Scalar):
            return None
        if node.rounding is not None or node.saturate:
            return self._directed(node, into, count)
        if source == BOOL:
            return self._of_truth(node, into, count)
        if element == BOOL:
            zero = Literal(0.0 if source.is_float else 0, source, node.span)
            return self.tile(Compare(CompareOp.NOT_EQUAL, node.operand, zero, node.span, node.type), into)
        narrow = _narrowed(node)
        if narrow is not None:
            return self.tile(narrow, into, count)
        word = self.word_of_product(node, into, count)
        if word is not None:
            return word
        if source.is_integer and element.is_integer and source.bits == element.bits:
            return self._same_bits(node, into, count)
        steps = _CASTS.get((source, element))
        return self._cast(node, steps, into, count) if steps is not None else self._composed(node, into, count)

    def _same_bits(self, node: Convert | Bitcast, into: Held | None, count: Any) -> Held:
        there = None if into is None else replace(into, element=build.element_of(node.operand))
        return replace(self.tile(node.operand, there, count), element=build.element_of(node))

    def _directed(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        source, element = build.element_of(node.operand), build.element_of(node)
        if node.rounding is None or (node.saturate and element.is_float) or (source, element) not in _DIRECTED:
            return None
        return self._cast(node, ((_WAYS[node.rounding], element),), into, count)

    def _composed(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        """Of several instructions, or by way of INT32."""
        source, element, span = build.element_of(node.operand), build.element_of(node), node.span
        if source in WORDS and element in (UINT8, INT8):
            return self._to_bytes(node, into, count)
        if source in WORDS and element in _HALVES:
            return self._to_halves(node, into, count)
        if source == UINT16:
            return self._from_halves(node, into, count)
        if (source, element) == (UINT32, FLOAT32):
            return self._large_to_float(node, into, count)
        if (source, element) == (FLOAT32, UINT32):
            return self._float_to_large(node, into, count)
        if (source, INT32) in _CASTS and ((INT32, element) in _CASTS or element in (*_HALVES, UINT8, INT8)):
            return self.tile(build.convert(build.convert(node.operand, INT32, span), element, span), into, count)
        return None

    def _cast(self, node: Convert, steps: tuple[tuple[str, Scalar], ...], into: Held | None, count: Any) -> Held:
        element, extent = build.element_of(node), shape_of(node)
        held = self.tile(node.operand)
        for index, (name, type_) in enumerate(steps):
            last = index == len(steps) - 1
            made = (into if last else None) or self.working.acquire(hint(type_), type_ if not last else element, extent)
            view = replace(made, element=type_)
            self.working.vector(name, view, (held,), count if last else None)
            self.working.release(held)
            held = made
        return held

    def _to_bytes(self, node: Convert, into: Held | None, count: Any) -> Held:
        """The low 8 bits: a whole number from -128 to 255, which a half holds, and a byte of that."""
        element, extent, span = build.element_of(node), shape_of(node), node.span
        low = Literal(128 if element == INT8 else 0, INT32, span)
        value = build.plus(build.convert(node.operand, INT32, span), low, span)
        value = build.binary(BinaryOp.AND, value, Literal(255, INT32, span), span)
        value = build.plus(value, replace(low, value=-low.value), span)
        half = self.tile(build.convert(build.convert(value, FLOAT32, span), FLOAT16, span))
        made = into or self.working.acquire("bytes", element, extent)
        self.working.vector("cast_rint", made, (half,), count)
        return self.done(made, (half,))

    def _to_halves(self, node: Convert, into: Held | None, count: Any) -> Held:
        """The low 16 bits: as a number with a sign, which a cast to 16 bits keeps."""
        element, extent, span = build.element_of(node), shape_of(node), node.span
        word = build.convert(node.operand, UINT32, span)
        high = build.convert(_shifted(BinaryOp.SHIFT_LEFT, word, 16), INT32, span)
        low = self.tile(_shifted(BinaryOp.SHIFT_RIGHT, high, 16))
        made = into or self.working.acquire(hint(element), element, extent)
        self.working.vector("cast_none", replace(made, element=INT16), (low,), count)
        return self.done(made, (low,))

    def _from_halves(self, node: Convert, into: Held | None, count: Any) -> Held:
        """Without a sign: the low 16 bits of the word that has it."""
        span = node.span
        word = build.convert(build.convert(build.convert(node.operand, INT16, span), INT32, span), UINT32, span)
        low = _shifted(BinaryOp.SHIFT_RIGHT, _shifted(BinaryOp.SHIFT_LEFT, word, 16), 16)
        return self.tile(build.convert(build.convert(low, INT32, span), build.element_of(node), span), into, count)

    def _large_to_float(self, node: Convert, into: Held | None, count: Any) -> Held:
        """Its halves are floats without rounding; their sum is rounded once."""
        span = node.span
        if self.ranges.within(node.operand, 0, _HIGHEST):
            return self.tile(build.convert(build.convert(node.operand, INT32, span), FLOAT32, span), into, count)
        with self.named(node.operand) as word:
            high = _shifted(BinaryOp.SHIFT_RIGHT, word, 16)
            low = _shifted(BinaryOp.SHIFT_RIGHT, _shifted(BinaryOp.SHIFT_LEFT, word, 16), 16)
            parts = [build.convert(build.convert(each, INT32, span), FLOAT32, span) for each in (high, low)]
            above = build.binary(BinaryOp.MULTIPLY, parts[0], Literal(65536.0, FLOAT32, span), span)
            return self.tile(build.plus(above, parts[1], span), into, count)

    def _float_to_large(self, node: Convert, into: Held | None, count: Any) -> Held:
        """A number of 2**31 or more is one of 31 bits and the highest bit."""
        span, limit = node.span, Literal(2.0**31, FLOAT32, node.span)
        with self.named(node.operand) as number:
            large = build.compare(CompareOp.GREATER_EQUAL, number, limit, span)
            with self.named(large) as is_large:
                less = build.binary(BinaryOp.SUBTRACT, number, limit, span)
                low = build.convert(build.where(is_large, less, number, span), INT32, span)
                more = build.where(is_large, Literal(-(1 << 31), INT32, span), Literal(0, INT32, span), span)
                return self.tile(build.convert(build.plus(low, more, span), UINT32, span), into, count)

    def _of_truth(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        """1 where it holds, 0 elsewhere."""
        element, extent = build.element_of(node), shape_of(node)
        if element.bits == 8:
            return self.tile(
                build.convert(build.convert(node.operand, FLOAT16, node.span), element, node.span), into, count
            )
        if element.bits not in (16, 32):
            return None
        one, zero = (Literal(float(each) if element.is_float else each, element, node.span) for each in (1, 0))
        return self.tile(
            Where(node.operand, Splat(one, Tile(element, extent), node.span), zero, node.type, node.span), into, count
        )

    def _bitcast(self, node: Bitcast, into: Held | None, count: Any) -> Held | None:
        if not isinstance(build.element_of(node), Scalar) or not isinstance(node.operand.type, Tile):
            return None
        return self._same_bits(node, into, count)


def _shifted(op: BinaryOp, value: Any, by: int) -> Any:
    return build.binary(op, value, Literal(by, build.element_of(value), value.span), value.span)


def _narrowed(node: Convert) -> Any:
    """The low 32 bits of a sum or product of wider integers, as one of 32 bits."""
    element, operand = build.element_of(node), node.operand
    source = build.element_of(operand)
    if element not in WORDS or not source.is_integer or source.bits != 64:
        return None
    span = node.span
    if isinstance(operand, Convert) and build.element_of(operand.operand) in WORDS:
        return build.convert(operand.operand, element, span)
    if isinstance(operand, Binary) and operand.op in (BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY):
        left, right = (build.convert(each, element, span) for each in (operand.left, operand.right))
        return build.binary(operand.op, left, right, span)
    return None
