"""Which integers of 64 bits a TPU's 32 hold, and which of 32 are never negative.

A TPU has no integers of 64 bits. Addresses are computed modulo 2**32, which is right for every array that fits its
memory; what is compared or converted must be known to fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from transkernel.emit.pallas.texts import element_of
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.types import BOOL, INT32, INT64, UINT32, Scalar
from transkernel.ir.visit import walk, walk_all, walk_statements

_GROWING = (BinaryOp.ADD, BinaryOp.MULTIPLY)
_SHRINKING = (BinaryOp.DIVIDE, BinaryOp.REMAINDER, BinaryOp.SHIFT_RIGHT)
_WRAPPERS = (tile.Splat, tile.Broadcast, tile.Reshape, tile.Transpose, tile.Gather)
_NATURALS = (ir.Special, tile.Constant, tile.Lanes)
_COUNTS = ("popc", "clz", "ffs")


class Ranges:
    """What is known of the integers of a kernel. variables: those that get one value, with it."""

    def __init__(self, kernel: tile.TileKernel) -> None:
        assigned = {node.target.name for node in walk_statements(kernel.body) if isinstance(node, ir.Assign)}  # type: ignore[union-attr]
        declared = [node for node in walk_statements(kernel.body) if isinstance(node, ir.Declare)]
        self._inits: Mapping[str, Any] = {
            node.name: node.init for node in declared if node.name not in assigned and node.init is not None
        }
        self._ranges = {node.name: node for node in walk_statements(kernel.body) if isinstance(node, tile.Range)}
        self._parameters = {each.name for each in kernel.parameters}
        self.rounds = self._counts_of_rounds(kernel)

    def _counts_of_rounds(self, kernel: tile.TileKernel) -> set[str]:
        """Variables of 64 bits that say how often a loop goes round and nothing else: they are cut at what 32 hold, for
        no loop goes on for longer."""
        nodes = list(walk_all(kernel.body))
        read = Counter(node.name for node in nodes if isinstance(node, ir.Variable))
        stops = Counter(node.stop.name for node in self._ranges.values() if isinstance(node.stop, ir.Variable))
        found = {name for name, init in self._inits.items() if longest_of(init) is not None}
        return {name for name in found if read[name] == stops[name]}

    def is_natural(self, node: Any) -> bool:
        """Whether an integer, as its type has it, lies between 0 and 2**31."""
        type_ = element_of(node.type)
        if not isinstance(type_, Scalar) or not type_.is_integer:
            return False
        if type_ == BOOL or (type_.bits < 32 and not type_.is_signed) or isinstance(node, _NATURALS):
            return True
        match node:
            case ir.Literal():
                return 0 <= node.value < 1 << 31
            case ir.Convert(operand=inner):
                return type_.bits >= 32 and self.is_natural(inner)
            case ir.Variable():
                return self._variable(node.name)
            case ir.Binary(op=op, left=left, right=right):
                return self._binary(node, op, left, right)
        return all(map(self.is_natural, _chosen_from(node))) and bool(_chosen_from(node))

    def fits(self, node: Any) -> bool:
        """Whether an integer of 64 bits, or an unsigned one of 32, lies in 32 with a sign."""
        type_ = element_of(node.type)
        assert isinstance(type_, Scalar)
        if type_.bits < 32 or (type_.bits == 32 and type_.is_signed):
            return True
        if type_ == UINT32:
            return self.is_natural(node)
        match node:
            case ir.Literal():
                return -(1 << 31) <= node.value < 1 << 31
            case ir.Convert(operand=inner):
                return _is_whole(inner) and self.fits(inner) and (type_.is_signed or self.is_natural(inner))
            case ir.Variable():
                return self._fits_variable(node.name)
            case ir.Binary(op=op, left=left, right=right) if op in _SHRINKING:
                return self.fits(left) and self.fits(right) and (type_.is_signed or self.is_natural(left))
        chosen = _chosen_from(node)
        return all(map(self.fits, chosen)) if chosen else self.is_natural(node)

    def _variable(self, name: str) -> bool:
        if name in self._ranges:
            return self.is_natural(self._ranges[name].start)
        init = self._inits.get(name)
        return init is not None and self.is_natural(init)

    def _fits_variable(self, name: str) -> bool:
        if name in self._parameters or name in self.rounds:
            return True  # the wrapper sees to it, or whoever prints the declaration
        if name in self._ranges:
            return self.fits(self._ranges[name].start) and self.fits(self._ranges[name].stop)
        init = self._inits.get(name)
        return init is not None and self.fits(init)

    def _binary(self, node: Any, op: BinaryOp, left: Any, right: Any) -> bool:
        if op in _GROWING:
            # The index of a thread: a launch has fewer than 2**31 along an axis. Overflow of an `int` is undefined.
            signed = element_of(node.type) == INT32
            natural = self.is_natural(left) and self.is_natural(right)
            return natural and (signed or self._is_of_launch(node))
        if op in _SHRINKING:
            return self.is_natural(left) and self.is_natural(right)
        if op is BinaryOp.AND:
            return self.is_natural(left) or self.is_natural(right)
        if op is BinaryOp.SUBTRACT:  # `gridDim.x - 1`
            return _is_extent(left) and isinstance(right, ir.Literal) and right.value in (0, 1)
        return op in (BinaryOp.OR, BinaryOp.XOR) and self.is_natural(left) and self.is_natural(right)

    def _is_of_launch(self, node: Any) -> bool:
        """Whether a number is made of the launch's own numbers alone."""
        for each in walk(node):
            if isinstance(each, ir.Variable):
                init = self._inits.get(each.name)
                if each.name not in self._ranges and (init is None or not self._is_of_launch(init)):
                    return False
            elif not isinstance(
                each, ir.Literal | ir.Special | tile.Constant | tile.Lanes | ir.Convert | ir.Binary | tile.Splat
            ):
                return False
        return True


def longest_of(node: Any) -> tuple[Any, Any] | None:
    """Of the largest of UINT32 made INT64, in lanes where something holds: that, and the numbers."""
    match node:
        case tile.Reduce(
            op=tile.ReduceOp.MAX,
            value=tile.Where(condition=condition, then=ir.Convert(operand=inner), otherwise=otherwise),
        ) if element_of(node.type) == INT64 and element_of(inner.type) == UINT32:
            zero = otherwise.value if isinstance(otherwise, tile.Splat) else otherwise
            return (condition, inner) if isinstance(zero, ir.Literal) and zero.value == 0 else None
    return None


def _is_extent(node: Any) -> bool:
    """Whether a number is the grid's extent, which is at least 1."""
    while isinstance(node, ir.Convert):
        node = node.operand
    return isinstance(node, ir.Special) and node.register is ir.Register.GRID_SIZE


def _is_whole(node: Any) -> bool:
    type_ = element_of(node.type)
    return isinstance(type_, Scalar) and type_.is_integer


def _chosen_from(node: Any) -> tuple[Any, ...]:
    """Where a value is one of others, or each lane of it is: these."""
    match node:
        case tile.Where(then=one, otherwise=other):
            return one, other
        case ir.Intrinsic(id="min" | "max", arguments=arguments):
            return arguments
        case tile.Reduce(op=tile.ReduceOp.MIN | tile.ReduceOp.MAX, value=inner):
            return (inner,)
        case ir.Intrinsic(id=name) if name in _COUNTS:
            return (ir.Literal(0, INT32, node.span),)
    return (node.value,) if isinstance(node, _WRAPPERS) else ()
