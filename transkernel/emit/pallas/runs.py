"""How the lanes of an access lie in memory, as far as a slice of an array can say it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from transkernel.emit.pallas.texts import element_of
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.types import BOOL, Pointer, Scalar, Tile
from transkernel.ir.visit import children, map_children, walk, walk_all, walk_statements
from transkernel.records import record


class Pattern(StrEnum):
    """SAME: one place for all lanes. RUN: lane after lane. SCATTERED: anything."""

    SAME = "same"
    RUN = "run"
    SCATTERED = "scattered"


@record
class Access:
    """start: the pointer of the first lane, a scalar; None of SCATTERED."""

    pattern: Pattern
    start: Any = None


_SCATTERED = Access(Pattern.SCATTERED)


class Runs:
    """Of one kernel. Variables that get a second value, or depend on one, are not looked into."""

    def __init__(self, kernel: tile.TileKernel) -> None:
        assigned = {node.target.name for node in walk_statements(kernel.body) if isinstance(node, ir.Assign)}  # type: ignore[union-attr]
        self._assigned = assigned
        self._inits: dict[str, Any] = {}
        for node in walk_all(kernel.body):
            if isinstance(node, ir.Declare) and node.init is not None and node.name not in assigned:
                self._inits[node.name] = node.init

    def of(self, pointer: Any) -> Access:
        if not isinstance(pointer.type, Tile):
            return Access(Pattern.SAME, pointer)
        if len(pointer.type.shape) != 1:
            return _SCATTERED
        step = self._step(pointer)
        if step not in (0, 1):
            return _SCATTERED
        return Access(Pattern.RUN if step else Pattern.SAME, self._first(pointer))

    def _step(self, node: Any, inside: bool = False) -> int | None:
        """From lane to lane, modulo 2**32; None where that is not the same for all. inside: of a variable's value,
        whose scalars may have changed since."""
        if not isinstance(node.type, Tile):
            return 0 if self._stays(node, inside) else None
        match node:
            case tile.Lanes():
                return 1
            case ir.Variable():
                init = self._inits.get(node.name)
                return None if init is None else self._step(init, True)
            case ir.PointerOffset(pointer=left, offset=right) | ir.Binary(op=BinaryOp.ADD, left=left, right=right):
                return self._joined(node, self._step(left, inside), self._step(right, inside), 1)
            case ir.Binary(op=BinaryOp.SUBTRACT, left=left, right=right):
                return self._joined(node, self._step(left, inside), self._step(right, inside), -1)
            case ir.Convert(operand=inner) if _keeps(node, inner):
                return self._step(inner, inside)
            case tile.Splat(value=inner):
                return 0 if self._stays(inner, inside) else None
            case ir.Binary() | ir.Unary() | tile.Where() | ir.Convert():
                steps = [self._step(each, inside) for each in children(node)]
                return 0 if all(each == 0 for each in steps) else None
        return None

    def _joined(self, node: Any, left: int | None, right: int | None, sign: int) -> int | None:
        type_ = element_of(node.type)
        narrow = isinstance(type_, Scalar) and type_.bits < 32
        return None if left is None or right is None or narrow else left + sign * right

    def _stays(self, node: Any, inside: bool) -> bool:
        """Whether a scalar is the same when it is computed again."""
        for each in walk(node):
            if inside and isinstance(each, ir.Variable) and each.name in self._assigned:
                return False
            if isinstance(each, tile.Load | tile.TileAtomic | tile.Reduce):
                return False
            if isinstance(each, ir.Variable) and isinstance(each.type, Tile):
                return False
        return True

    def _first(self, node: Any) -> Any:
        """The value of the first lane, a scalar."""
        if not isinstance(node.type, Tile):
            return node
        element = element_of(node.type)
        match node:
            case tile.Lanes():
                return ir.Literal(0, element, node.span)
            case ir.Variable():
                return self._first(self._inits[node.name])
            case tile.Splat(value=inner):
                return inner
        made = map_children(node, self._first)
        return made if isinstance(made, ir.Compare) else replace(made, type=element)


def _keeps(node: Any, inner: Any) -> bool:
    """Whether a conversion keeps a number modulo 2**32, or an address."""
    source, result = element_of(inner.type), element_of(node.type)
    if isinstance(source, Pointer) and isinstance(result, Pointer):
        sizes = [each.element.bits for each in (source, result) if isinstance(each.element, Scalar)]
        return len(sizes) == 2 and sizes[0] == sizes[1]
    whole = all(isinstance(each, Scalar) and each.is_integer and each != BOOL for each in (source, result))
    return whole and source.bits >= 32 and result.bits >= 32  # type: ignore[union-attr]
