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
    UINT32,
    Scalar,
    Tile,
)
from transkernel.tile import build
from transkernel.tile.placement.core import (
    WORDS,
    Core,
    hint,
    shape_of,
)
from transkernel.tile.placement.working import Held

# Casts of the vector unit that keep or round as C does: (from, to) to (instruction, types on the way).
_CASTS: dict[tuple[Scalar, Scalar], tuple[tuple[str, Scalar], ...]] = {
    (FLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (BFLOAT16, FLOAT32): (("cast_none", FLOAT32),),
    (FLOAT32, FLOAT16): (("cast_rint", FLOAT16),),
    (FLOAT32, BFLOAT16): (("cast_rint", BFLOAT16),),
    (INT32, FLOAT32): (("cast_rint", FLOAT32),),
    (FLOAT32, INT32): (("cast_trunc", INT32),),
    (INT16, FLOAT32): (("cast_none", FLOAT32),),
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


class Conversions(Core):
    """Convert and Bitcast."""

    def _convert(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        source, element, extent = build.element_of(node.operand), build.element_of(node), shape_of(node)
        if node.rounding is not None or node.saturate or not isinstance(source, Scalar):
            return None
        if source == BOOL:
            return self._of_truth(node, into, count)
        if element == BOOL:
            zero = Literal(0.0 if source.is_float else 0, source, node.span)
            return self.tile(Compare(CompareOp.NOT_EQUAL, node.operand, zero, node.span, node.type), into)
        narrow = _narrowed(node)
        if narrow is not None:
            return self.tile(narrow, into, count)
        if source.is_integer and isinstance(element, Scalar) and element.is_integer and source.bits == element.bits:
            return replace(self.tile(node.operand), element=element) if into is None else None
        if element in (UINT8, INT8) and source in WORDS:
            return self._to_bytes(node, into, count)
        steps = _CASTS.get((source, element))
        if steps is None:
            return None
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

    def _of_truth(self, node: Convert, into: Held | None, count: Any) -> Held | None:
        """1 where it holds, 0 elsewhere."""
        element, extent = build.element_of(node), shape_of(node)
        if element.bits not in (16, 32):
            return None
        one, zero = (Literal(float(each) if element.is_float else each, element, node.span) for each in (1, 0))
        return self.tile(
            Where(node.operand, Splat(one, Tile(element, extent), node.span), zero, node.type, node.span), into, count
        )

    def _bitcast(self, node: Bitcast, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node)
        if into is not None or not isinstance(element, Scalar) or not isinstance(node.operand.type, Tile):
            return None
        return replace(self.tile(node.operand), element=element)


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
