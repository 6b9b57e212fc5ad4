"""Bits of words by the vector unit: how many are set, where the first one is, products of bytes, and shifts by a number
of each lane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Bitcast, Intrinsic, integer
from transkernel.ir.types import FLOAT32, INT32, UINT32
from transkernel.tile import build
from transkernel.tile.placement.core import WORDS, Core, shape_of
from transkernel.tile.placement.working import Held


class Bits(Core):
    """Intrinsic and Binary of INT32 and UINT32."""

    def bits_function(self, node: Intrinsic, into: Held | None, count: Any) -> Held | None:
        """None for other functions, and for numbers of 64 bits."""
        if node.id == "dp4a":
            return self._dot_of_bytes(node, into, count)
        if node.id not in ("popc", "clz", "ffs") or build.element_of(node.arguments[0]) not in WORDS:
            return None
        span, word = node.span, build.convert(node.arguments[0], UINT32, node.span)
        if node.id == "popc":
            return self._counted(self.tile(word))
        if node.id == "ffs":  # of the lowest bit alone: how many bits there are up to it
            with self.named(word) as number:
                minus = build.binary(BinaryOp.SUBTRACT, integer(0, UINT32, span), number, span)
                return self._counted(self._filled_up(self.tile(build.binary(BinaryOp.AND, number, minus, span))))
        held = self._counted(self._filled_up(self.tile(word)))
        self.working.vector("muls", held, (held, self.working.number(-1)))
        self.working.vector("adds", held, (held, self.working.number(32)))
        return held

    def _counted(self, held: Held) -> Held:
        """How many bits are set."""
        working, extent = self.working, held.extent
        made, half, work = (working.acquire(each, INT32, extent) for each in ("bits", "half", "work"))
        working.vector("count_bits", made, (replace(held, element=INT32),), work=(half, work))
        for each in (half, work, held):
            working.release(each)
        return made

    def _filled_up(self, held: Held) -> Held:
        """With all bits below the highest one."""
        working, extent = self.working, held.extent
        made, work = working.acquire("bits", UINT32, extent), working.acquire("work", UINT32, extent)
        self.copy(made, held)
        for by in (1, 2, 4, 8, 16):
            working.vector("shift_right", work, (made, integer(by, UINT32, working.span)))
            working.vector("or", made, (made, work), halves=True)
        for each in (work, held):
            working.release(each)
        return made

    def _dot_of_bytes(self, node: Intrinsic, into: Held | None, count: Any) -> Held:
        """The bytes' products, added up: each is shifted to the top, and down again with its sign."""
        span, element = node.span, build.element_of(node.arguments[0])
        with self.named(node.arguments[0]) as left, self.named(node.arguments[1]) as right:
            total = node.arguments[2]
            for byte in range(4):
                one, other = (_byte(each, byte, element) for each in (left, right))
                product = build.binary(BinaryOp.MULTIPLY, one, other, span)
                total = build.plus(total, build.convert(product, build.element_of(node), span), span)
            return self.tile(build.splat(total, shape_of(node), span), into, count)

    def shifted_up(self, node: Binary, into: Held | None, count: Any) -> Held:
        """`x << s` of a tile s: x times 2**(s / 2), twice, with what is left; a float with such an exponent is it."""
        span, element = node.span, build.element_of(node)
        with self.named(build.convert(node.right, INT32, span)) as by:
            half = build.binary(BinaryOp.SHIFT_RIGHT, by, integer(1, INT32, span), span)
            with self.named(half) as low:
                rest = build.binary(BinaryOp.SUBTRACT, by, low, span)
                shifted = build.convert(node.left, INT32, span)
                for each in (low, rest):
                    shifted = build.binary(BinaryOp.MULTIPLY, shifted, _power(each), span)
                shifted = build.splat(build.convert(shifted, element, span), shape_of(node), span)
                return self.tile(shifted, into, count)


def _byte(word: Any, number: int, element: Any) -> Any:
    span = word.span
    top = build.binary(BinaryOp.SHIFT_LEFT, word, integer(24 - 8 * number, element, span), span) if number < 3 else word
    return build.binary(BinaryOp.SHIFT_RIGHT, top, integer(24, element, span), span)


def _power(exponent: Any) -> Any:
    """2 to an exponent from 0 to 16."""
    span = exponent.span
    biased = build.plus(exponent, integer(127, INT32, span), span)
    bits = build.binary(BinaryOp.SHIFT_LEFT, biased, integer(23, INT32, span), span)
    return build.convert(Bitcast(bits, build.tiled(FLOAT32, build.shape_of(bits)), span), INT32, span)
