"""Masks: a bit a lane, made by comparisons, joined by 16-bit words, and used to choose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Literal,
)
from transkernel.ir.tile import Where
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
)
from transkernel.tile import build
from transkernel.tile.placement.arithmetic import BITWISE
from transkernel.tile.placement.core import (
    FLOATS,
    WORDS,
    Core,
    Operand,
    shape_of,
)
from transkernel.tile.placement.working import Held

_COMPARES = {
    CompareOp.EQUAL: "eq", CompareOp.NOT_EQUAL: "ne", CompareOp.LESS: "lt",
    CompareOp.LESS_EQUAL: "le", CompareOp.GREATER: "gt", CompareOp.GREATER_EQUAL: "ge",
}  # fmt: skip
_MIRRORED = {
    CompareOp.EQUAL: CompareOp.EQUAL, CompareOp.NOT_EQUAL: CompareOp.NOT_EQUAL, CompareOp.LESS: CompareOp.GREATER,
    CompareOp.LESS_EQUAL: CompareOp.GREATER_EQUAL, CompareOp.GREATER: CompareOp.LESS,
    CompareOp.GREATER_EQUAL: CompareOp.LESS_EQUAL,
}  # fmt: skip


class Truths(Core):
    """Compare, Where, and Binary and Unary of BOOL."""

    def _logic(self, node: Binary, into: Held | None) -> Held | None:
        extent = shape_of(node)
        if node.op is BinaryOp.XOR:
            return self._differ(node.left, node.right, extent, into)
        if node.op not in BITWISE:
            return None
        left, right = (self.held(self.operand(each), BOOL, extent) for each in (node.left, node.right))
        return self._bits(BITWISE[node.op], (left, right), extent, into)

    def _bits(self, name: str, operands: tuple[Held, ...], extent: Any, into: Held | None) -> Held:
        owned = next((each for each in operands if each.owned), None)
        target = into or owned or self.working.acquire("mask", BOOL, extent)
        self.working.vector(name, target, operands, halves=True)
        return self.done(target, operands)

    def _differ(self, one: Any, other: Any, extent: Any, into: Held | None) -> Held:
        """`a ^ b` is `(a | b) & ~(a & b)`."""
        left, right = (self.held(self.operand(each), BOOL, extent) for each in (one, other))
        both = self.working.acquire("both", BOOL, extent)
        self.working.vector("and", both, (left, right), halves=True)
        self.working.vector("not", both, (both,), halves=True)
        either = self._bits("or", (left, right), extent, None)
        return self._bits("and", (either, both), extent, into)

    def _compare(self, node: Compare, into: Held | None, count: Any) -> Held | None:
        element = build.element_of(node.left)
        if not isinstance(element, Scalar):
            return None
        if element == BOOL and node.op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL):
            extent = shape_of(node)
            made = self._differ(node.left, node.right, extent, into)
            return made if node.op is CompareOp.NOT_EQUAL else self._bits("not", (made,), extent, into)
        if element in FLOATS:
            return self._compare_floats(node, element, into)
        if element in WORDS:
            return self._compare_words(node, into)
        wide = {BFLOAT16: FLOAT32, INT16: INT32, INT8: INT32, UINT8: INT32}.get(element)
        if wide is None:
            return None
        left, right = (build.convert(each, wide, node.span) for each in (node.left, node.right))
        return self.tile(replace(node, left=left, right=right), into)

    def _compare_floats(self, node: Compare, element: Scalar, into: Held | None) -> Held:
        extent, op = shape_of(node), node.op
        left, right = self.operand(node.left), self.operand(node.right)
        if not isinstance(left, Held):
            left, right, op = right, left, _MIRRORED[op]
        kind = "compare" if isinstance(right, Held) else "compare_scalar"
        left = self.held(left, element, extent)
        return self._compared(f"{kind}_{_COMPARES[op]}", (left, right), element, extent, into)

    def _compared(
        self, name: str, operands: tuple[Operand, ...], element: Scalar, extent: Any, into: Held | None, **more: Any
    ) -> Held:
        target = into or self.working.acquire("mask", BOOL, extent)
        self.working.vector(name, target, operands, self.repeats(extent, element), **more)
        return self.done(target, operands)

    def _compare_words(self, node: Compare, into: Held | None) -> Held:
        """The vector unit tells whether 32-bit integers are equal. `a <= b` is `max(a, b) == b`."""
        extent, op = shape_of(node), node.op
        left, right = (self._signed(each, extent) for each in (node.left, node.right))
        if op in (CompareOp.EQUAL, CompareOp.NOT_EQUAL):
            made = self._compared("compare_eq", (left, right), INT32, extent, into, as_=INT32)
            return made if op is CompareOp.EQUAL else self._bits("not", (made,), extent, into)
        if op in (CompareOp.GREATER, CompareOp.GREATER_EQUAL):
            left, right, op = right, left, _MIRRORED[op]
        low, high = (left, right) if op is CompareOp.LESS_EQUAL else (right, left)
        larger = self.working.acquire("maximum", INT32, extent)
        self.working.vector("max", larger, (low, high), as_=INT32)
        self.working.release(low)
        made = self._compared("compare_eq", (larger, high), INT32, extent, into, as_=INT32)
        return made if op is CompareOp.LESS_EQUAL else self._bits("not", (made,), extent, into)

    def _signed(self, node: Any, extent: Any) -> Held:
        """An operand whose order as INT32 is that of its own type."""
        held = self.held(self.operand(node), build.element_of(node), extent)
        if build.element_of(node) != UINT32:
            return held
        lowest = Literal(-(1 << 31), INT32, node.span)
        return replace(self.apply("adds", (held, lowest), UINT32, held.extent, None, None, as_=INT32), element=INT32)

    def _where(self, node: Where, into: Held | None, count: Any) -> Held | None:
        element, extent = build.element_of(node), shape_of(node)
        if not isinstance(element, Scalar):
            return None
        if element == BOOL:
            return self._choose_bits(node, extent, into)
        if element in (UINT8, INT8):  # which a half holds
            then, otherwise = (build.convert(each, FLOAT16, node.span) for each in (node.then, node.otherwise))
            chosen = build.where(node.condition, then, otherwise, node.span)
            return self.tile(build.convert(chosen, element, node.span), into, count)
        if element.bits not in (16, 32):
            return None
        condition = self.operand(node.condition)
        then, otherwise = self.operand(node.then), self.operand(node.otherwise)
        if not isinstance(condition, Held):
            condition = self.held(condition, BOOL, extent)
        as_ = FLOAT32 if element.bits == 32 else FLOAT16
        then = self.held(then, element, extent)
        if not isinstance(otherwise, Held) and element.is_float and element != BFLOAT16:
            return self.apply("select_scalar", (condition, then, otherwise), element, extent, into, count)
        otherwise = self.held(otherwise, element, extent)
        return self.apply("select", (condition, then, otherwise), element, extent, into, count, as_=as_)

    def _choose_bits(self, node: Where, extent: Any, into: Held | None) -> Held:
        """`(c & a) | (~c & b)`."""
        condition, then, otherwise = (
            self.held(self.operand(each), BOOL, extent) for each in (node.condition, node.then, node.otherwise)
        )
        chosen, left = (self.working.acquire("mask", BOOL, extent) for _ in range(2))
        self.working.vector("and", chosen, (condition, then), halves=True)
        self.working.vector("not", left, (condition,), halves=True)
        self.working.vector("and", left, (left, otherwise), halves=True)
        for each in (condition, then, otherwise):
            self.working.release(each)
        return self._bits("or", (chosen, left), extent, into)
