"""What the first thread alone does to one place, with a value that all have, is done once.

    store(splat(p), total, lanes & (lane == 0))         store(p, total)
    atomic_add(splat(p), total, ...)                    atomic_add(p, total)

What must hold: the address and the value are the same for all lanes; the mask is that of all threads and `lane == 0`,
so that one lane is in it whatever the block's size, beside conditions that are scalars; nobody looks at what the atomic
gives back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import Evaluate, SharedVariable
from transkernel.ir.tile import Splat, Store, TileAtomic, TileKernel, TileProgram
from transkernel.ir.types import VOID, Tile
from transkernel.ir.visit import map_children, map_tuple
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.raising.affine import WHOLE, Indices
from transkernel.tile.raising.conditions import Conditions

_NOT_ALONE = object()


def first_lanes(program: TileProgram, shared: tuple[SharedVariable, ...]) -> TileProgram:
    """The program with what its first threads do alone done once."""
    return replace(program, kernel=_FirstLanes(program.kernel).kernel())


class _FirstLanes:
    def __init__(self, kernel: TileKernel) -> None:
        self._kernel = kernel
        self._indices = Indices(kernel, FreshNames(()))
        self._conditions = Conditions(kernel, self._indices)

    def kernel(self) -> TileKernel:
        return replace(self._kernel, body=map_tuple(self._kernel.body, self._change))

    def _change(self, node: Any) -> Any:
        if isinstance(node, Store):
            mask = self._alone(node.mask)
            pointer, value = _scalar(node.pointer), _scalar(node.value)
            if mask is not _NOT_ALONE and isinstance(node.pointer.type, Tile) and None not in (pointer, value):
                return replace(node, pointer=pointer, value=value, mask=mask)
        if isinstance(node, Evaluate) and isinstance(node.value, TileAtomic):
            return replace(node, value=self._atomic(node.value))
        return map_children(node, self._change)

    def _atomic(self, node: Any) -> Any:
        mask = self._alone(node.mask)
        pointer, operands = _scalar(node.pointer), tuple(map(_scalar, node.operands))
        if mask is _NOT_ALONE or not isinstance(node.pointer.type, Tile) or None in (pointer, *operands):
            return node
        type_ = node.type if node.type == VOID else build.element_of(node)
        return replace(node, pointer=pointer, operands=operands, mask=mask, type=type_)

    def _alone(self, mask: Any) -> Any:
        """What else a mask of the first thread asks for, None for nothing; _NOT_ALONE of other masks."""
        rest, first = None, False
        for each in self._conditions.conditions(mask):
            digits = self._conditions.known(each)
            if self._conditions.is_everyone(each):
                continue
            if digits and all(digit == WHOLE and value.value == 0 for digit, value in digits):
                first = True
            elif (scalar := _scalar(each)) is not None and self._indices.is_fixed(scalar):
                rest = build.both(rest, scalar, each.span)
            else:
                return _NOT_ALONE
        return rest if first else _NOT_ALONE


def _scalar(node: Any) -> Any:
    """The value of all lanes; None where they may differ."""
    if isinstance(node, Splat):
        return node.value
    return None if isinstance(node.type, Tile) else node
