"""Whether what a loop's body does is nothing where no lane is in the loop.

A loop that goes on while any lane is left in it may become one that is counted, for all lanes alike, if a round in
which no lane is left changes nothing: every access has a mask inside of the loop's, every variable of outside keeps its
value in other lanes, and inner loops end without numbers from memory, which a load does not give to nobody.
"""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Assert,
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Literal,
    Variable,
    While,
)
from transkernel.ir.tile import Load, Range, Reduce, ReduceOp, Splat, Store, TileAtomic, TileKernel, Where
from transkernel.ir.types import BOOL, Tile
from transkernel.ir.visit import walk, walk_all, walk_statements

__all__ = ["Masks", "any_lane_of", "assigned"]


def any_lane_of(node: Any) -> Any:
    """The mask of which the condition asks whether it holds in any lane (build.any_lane); None for other conditions."""
    match node:
        case Compare(
            op=CompareOp.NOT_EQUAL,
            left=Reduce(op=ReduceOp.MAX, value=Convert(operand=mask), type=type_),
            right=Literal(value=0),
        ) if not isinstance(type_, Tile) and isinstance(mask.type, Tile) and mask.type.element == BOOL:
            return mask
    return None


def assigned(body: tuple[Any, ...]) -> set[str]:
    """The variables that statements assign, at any depth."""
    targets = (each.target for each in walk_statements(body) if isinstance(each, Assign))
    return {each.name for each in targets if isinstance(each, Variable)}


class Masks:
    """Of one kernel: from which values each of its variables comes."""

    def __init__(self, kernel: TileKernel) -> None:
        self.values: dict[str, list[Any]] = {}
        for node in walk_statements(kernel.body):
            if isinstance(node, Declare):
                self.values.setdefault(node.name, []).append(node.init)
            elif isinstance(node, Assign) and isinstance(node.target, Variable):
                self.values.setdefault(node.target.name, []).append(node.value)

    def idle_rounds_are_nothing(self, body: tuple[Any, ...], mask: str) -> bool:
        """Whether the statements, the body of a loop of the mask's lanes, change nothing where it has none.

        They do not assign the mask itself.
        """
        own = frozenset(each.name for each in walk_statements(body) if isinstance(each, Declare | Range))
        return all(self._is_nothing(each, mask, own) for each in walk_all(body))

    def _is_nothing(self, node: Any, mask: str, own: frozenset[str]) -> bool:
        match node:
            case Load() | Store() | TileAtomic():
                return node.mask is not None and self._within(node.mask, mask, own)
            case Assign(target=Variable(name=name)):
                return name in own or self._keeps(name, node.value, mask, own)
            case While():
                asked = any_lane_of(node.condition)
                return (asked is not None and self._within(asked, mask, own)) or not self.is_of_memory(node.condition)
            case Range():
                return not any(self.is_of_memory(each) for each in (node.start, node.stop, node.step))
        return not isinstance(node, Assert)

    def _within(self, mask: Any, whole: str, own: frozenset[str]) -> bool:
        """Whether the lanes of a mask are some of those of the variable `whole`. own: the body's own variables, whose
        values are of this round. One that is assigned lies within if its values do, given that it did before."""
        match mask:
            case Variable():
                if mask.name == whole:
                    return True
                values = self.values.get(mask.name, ())
                rest = own - {mask.name}
                return mask.name in own and all(
                    _is_of_itself(each, mask.name) or self._within(each, whole, rest) for each in values
                )
            case Binary(op=BinaryOp.AND):
                return self._within(mask.left, whole, own) or self._within(mask.right, whole, own)
            case Binary(op=BinaryOp.OR):
                return self._within(mask.left, whole, own) and self._within(mask.right, whole, own)
            case Splat():
                return self._within(mask.value, whole, own)
            case Literal():
                return not mask.value
        asked = any_lane_of(mask)
        return asked is not None and self._within(asked, whole, own)

    def _keeps(self, name: str, value: Any, mask: str, own: frozenset[str]) -> bool:
        """Whether the variable keeps its value in lanes outside of the mask."""
        match value:
            case Where(condition=condition, otherwise=Variable(name=kept)):
                return kept == name and self._within(condition, mask, own)
        return False

    def is_of_memory(self, node: Any, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a value is computed from a load that may be nobody's, which gives anything."""
        for each in walk(node):
            if isinstance(each, TileAtomic) or (isinstance(each, Load) and each.mask is not None):
                return True
            if isinstance(each, Variable) and each.name not in seen:
                known = seen | {each.name}
                if any(
                    value is not None and self.is_of_memory(value, known) for value in self.values.get(each.name, ())
                ):
                    return True
        return False


def _is_of_itself(value: Any, name: str) -> bool:
    """`name & ...`"""
    while isinstance(value, Binary) and value.op is BinaryOp.AND:
        value = value.left
    return isinstance(value, Variable) and value.name == name
