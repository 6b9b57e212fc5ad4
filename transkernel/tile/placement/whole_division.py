"""Quotients and remainders of 32-bit integers, by the vector unit, which divides floats alone.

Small numbers, and powers of two, are a few instructions; others are one of placed IR, for which a port brings a
function along that makes it of floats (for Ascend C: emit/ascendc/simd/division.py, with its proof).
"""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Literal
from transkernel.ir.tile import Splat
from transkernel.ir.types import FLOAT32, INT32, UINT32, Tile
from transkernel.tile import build
from transkernel.tile.placement.core import Core, as_int, shape_of
from transkernel.tile.placement.working import Held

_HIGHEST = (1 << 31) - 1
# With u = 2**-24: 1/b as a float is off by at most 5u (a quotient of floats by two units of its last place), times a
# float by 6u. Below this, (a + 0.5) / b is 0.5/b away from all whole numbers, and so on the right side of them.
_SHORT = 1 << 20
_NAMES = {BinaryOp.DIVIDE: "quotients", BinaryOp.REMAINDER: "remainders"}


class WholeDivision(Core):
    """Binary of DIVIDE and REMAINDER, of INT32 and UINT32."""

    def whole_quotient(self, node: Binary, into: Held | None, count: Any) -> Held | None:
        right: Any = node.right.value if isinstance(node.right, Splat) else node.right
        is_tile = isinstance(right.type, Tile)
        literal = int(right.value) if isinstance(right, Literal) else 0
        if literal > 0 and literal & (literal - 1) == 0:
            return self._by_shifts(node, literal.bit_length() - 1, into, count)
        if self.ranges.within(node.left, 0, _SHORT - 1) and not is_tile:
            return self._of_small(node, right, into, count)
        has_no_sign = self.ranges.within(node.left, 0, _HIGHEST) and self.ranges.within(right, 1, _HIGHEST)
        if build.element_of(node) == INT32 or has_no_sign:
            return self._by_helper(node, right, INT32, 3, into, count)
        return None if is_tile else self._by_helper(node, right, UINT32, 4, into, count)

    def _by_shifts(self, node: Binary, bits: int, into: Held | None, count: Any) -> Held:
        """By 2**bits: where a is negative, 2**bits - 1 is added before, which are the last bits of its sign."""
        if bits == 0 and node.op is BinaryOp.DIVIDE:
            return self.tile(node.left, into, count)
        with self.named(node.left) as left:
            return self.tile(self._shifted(node, left, bits), into, count)

    def _shifted(self, node: Binary, left: Any, bits: int) -> Any:
        element, span = build.element_of(node), node.span

        def shifted(op: BinaryOp, value: Any, by: int) -> Any:
            return build.binary(op, value, Literal(by, build.element_of(value), span), span) if by else value

        quotient = left
        if element == INT32 and bits and not self.ranges.within(node.left, 0, _HIGHEST):
            sign = build.convert(shifted(BinaryOp.SHIFT_RIGHT, left, 31), UINT32, span)
            last = build.convert(shifted(BinaryOp.SHIFT_RIGHT, sign, 32 - bits), INT32, span)
            quotient = build.plus(left, last, span)
        quotient = shifted(BinaryOp.SHIFT_RIGHT, quotient, bits)
        if node.op is BinaryOp.DIVIDE:
            return quotient
        return build.binary(BinaryOp.SUBTRACT, left, shifted(BinaryOp.SHIFT_LEFT, quotient, bits), span)

    def _of_small(self, node: Binary, right: Any, into: Held | None, count: Any) -> Held:
        """Of numbers below _SHORT that are not negative, by a scalar: as floats, a half more."""
        with self.named(node.left) as left:
            return self.tile(self._by_float(node, left, right), into, count)

    def _by_float(self, node: Binary, left: Any, right: Any) -> Any:
        span, element = node.span, build.element_of(node)
        half, one = Literal(0.5, FLOAT32, span), Literal(1.0, FLOAT32, span)
        middle = build.plus(build.convert(build.convert(left, INT32, span), FLOAT32, span), half, span)
        reciprocal = build.binary(BinaryOp.DIVIDE, one, build.convert(self.scalar(right), FLOAT32, span), span)
        by = self.working.keep("reciprocal", reciprocal)
        ratio = build.binary(BinaryOp.MULTIPLY, middle, build.splat(by, shape_of(node), span), span)
        quotient = build.convert(build.convert(ratio, INT32, span), element, span)
        if node.op is BinaryOp.DIVIDE:
            return quotient
        whole = build.binary(BinaryOp.MULTIPLY, quotient, right, span)
        return build.binary(BinaryOp.SUBTRACT, left, whole, span)

    def _by_helper(self, node: Binary, right: Any, as_: Any, works: int, into: Held | None, count: Any) -> Held:
        element, extent = build.element_of(node), shape_of(node)
        left, by = self.held(self.operand(node.left), element, extent), self.operand(right)
        name = _NAMES[node.op] if isinstance(by, Held) else f"{_NAMES[node.op]}_by"
        if as_ == UINT32:
            name = f"unsigned_{name}"
        elif not isinstance(by, Held):
            by = as_int(by)
        work = [self.working.acquire("work", INT32, extent) for _ in range(works)]
        operands = (left, by)
        target = into
        if target is None or target.buffer in {each.buffer for each in operands if isinstance(each, Held)}:
            target = self.working.acquire(_NAMES[node.op].removesuffix("s"), element, extent)
        self.working.vector(name, target, operands, count if target is into else None, as_=as_, work=work)
        for each in work:
            self.working.release(each)
        return self.done(target, operands)
