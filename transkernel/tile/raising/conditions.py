"""What a mask of lanes says: which conditions it is made of, and which digits of the lane's number they fix."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Compare, CompareOp, Literal, Variable, integer
from transkernel.ir.tile import ConstantRule, TileKernel
from transkernel.ir.types import BOOL, INT32
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.raising.affine import Affine, Digit, Indices, Product, product_value

_EXTENTS = (ConstantRule.BLOCK_X, ConstantRule.BLOCK_Y, ConstantRule.BLOCK_Z)


class Conditions:
    """Of one kernel's masks."""

    def __init__(self, kernel: TileKernel, indices: Indices) -> None:
        self._indices = indices
        self._extents = tuple(sorted(each.name for each in kernel.constants if each.rule in _EXTENTS))

    def threads(self, span: Span) -> Any:
        """How many threads the block has, a scalar INT32."""
        return product_value(Product(1, self._extents), span)

    def conditions(self, mask: Any) -> list[Any]:
        """What a mask is the conjunction of; nothing for None, which is true."""
        if mask is None:
            return []
        if isinstance(mask, Variable) and self._indices.init(mask.name) is not None:
            return self.conditions(self._indices.init(mask.name))
        if isinstance(mask, Binary) and mask.op is BinaryOp.AND and build.element_of(mask) == BOOL:
            return [*self.conditions(mask.left), *self.conditions(mask.right)]
        return [mask]

    def known(self, condition: Any) -> list[tuple[Digit, Any]]:
        """`lane % 32 == 0`: the digit and its value, a literal."""
        if not isinstance(condition, Compare) or condition.op is not CompareOp.EQUAL:
            return []
        sides = self._of(condition.left), self._of(condition.right)
        for one, other in (sides, sides[::-1]):
            if one is None or other is None or other.terms or one.rest is not None or len(one.terms) != 1:
                continue
            ((digit, factor),) = one.terms
            value = integer(0, INT32, condition.span) if other.rest is None else other.rest
            if factor.number == 1 and isinstance(value, Literal):
                return [(digit, value)]
        return []

    def is_everyone(self, condition: Any) -> bool:
        """`lane < BLOCK_X * BLOCK_Y`"""
        if not isinstance(condition, Compare) or condition.op is not CompareOp.LESS:
            return False
        index, size = self._of(condition.left), self._indices.size(condition.right)
        return index is not None and index.is_lane and size == Product(1, self._extents)

    def _of(self, node: Any) -> Affine | None:
        """The number that a value is for each lane, whatever the block's shape."""
        found = self._indices.of(node)
        return None if self._indices.assumed else found
