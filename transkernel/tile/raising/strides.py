"""By how much addresses differ, in elements, from one lane to the next or from one round of a loop to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from transkernel.ir.nodes import Binary, BinaryOp, Convert, Declare, Literal, PointerOffset, Special, Variable
from transkernel.ir.tile import Constant, Lanes, Splat, TileKernel
from transkernel.ir.types import Pointer, Tile, is_integer, size_of
from transkernel.ir.visit import walk, walk_statements
from transkernel.tile import build
from transkernel.tile.masks import assigned
from transkernel.tile.raising.facts import number

Step = Callable[[str], int | None]


class Strides:
    """Of one kernel."""

    def __init__(self, kernel: TileKernel) -> None:
        changed = assigned(kernel.body)
        self._values = {
            node.name: node.init
            for node in walk_statements(kernel.body)
            if isinstance(node, Declare) and node.name not in changed
        }

    def of_counter(self, node: Any, counter: str, dependent: frozenset[str]) -> int | None:
        """From one round of a loop to the next. dependent: the variables that differ then."""

        def step(name: str) -> int | None:
            if name == counter:
                return 1
            return None if name in dependent else 0

        return self._step(node, step)

    def of_lanes(self, node: Any) -> int | None:
        """From one lane to the next."""
        return self._step(node, None)

    def parts(self, node: Any) -> Iterator[Any]:
        """A value's nodes, and those of the values that its variables have for good."""
        pending, seen = [node], set()
        while pending:
            for each in walk(pending.pop()):
                yield each
                if isinstance(each, Variable) and each.name in self._values and each.name not in seen:
                    seen.add(each.name)
                    pending.append(self._values[each.name])

    def _step(self, node: Any, step: Step | None) -> int | None:
        match node:
            case Variable():
                known = None if step is None else step(node.name)
                if known is not None:
                    return known
                value = self._values.get(node.name)
                if value is not None:
                    return self._step(value, step)
                return None if isinstance(node.type, Tile) else 0
            case Lanes():
                return 1
            case Literal() | Constant() | Special():
                return 0
            case Splat():
                return self._step(node.value, step)
            case Convert() if _is_kept(node):
                return self._step(node.operand, step)
            case PointerOffset():
                return _sum(self._step(node.pointer, step), self._step(node.offset, step))
            case Binary():
                return self._binary(node, step)
        return None

    def _binary(self, node: Binary, step: Step | None) -> int | None:
        left, right = (self._step(each, step) for each in (node.left, node.right))
        if left == right == 0:
            return 0
        match node.op:
            case BinaryOp.ADD:
                return _sum(left, right)
            case BinaryOp.SUBTRACT:
                return _sum(left, None if right is None else -right)
            case BinaryOp.MULTIPLY:
                for by, factor in ((left, number(node.right)), (right, number(node.left))):
                    if by is not None and factor is not None:
                        return by * factor
            case BinaryOp.REMAINDER if right == 0 and step is None:
                return left  # `lane % BLOCK_X`, but for the last ones of each
        return None


def _sum(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _is_kept(node: Convert) -> bool:
    """Whether a conversion keeps differences: to integers that are no smaller, and among pointers."""
    new, old = build.element_of(node), build.element_of(node.operand)
    if isinstance(new, Pointer) and isinstance(old, Pointer):
        return size_of(new.element) == size_of(old.element)
    return is_integer(new) and is_integer(old) and new.bits >= old.bits >= 32
