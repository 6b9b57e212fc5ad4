"""Merging of blocks: a program of several CUDA blocks, where these do nothing together.

    lane = lanes<LANES>                                lane = lanes<LANES>
    active = lane < BLOCK_X                            active = lane < where(block == blocks - 1, TAIL, LANES)
    i = block * BLOCK_X + lane                   =>    i = block * LANES + lane
    ... blocks * BLOCK_X ...                           ... (blocks - 1) * LANES + TAIL ...

LANES is free then: the threads of the whole grid along x are dealt out to as many programs as it takes; TAIL of them
are the last one's. Each thread does what it did; only which of them share a program is another matter. For a kernel
without races, blocks in step are one of the orders that CUDA allows.

Precondition: blocks of one axis, no scratch memory, nothing that lanes do together (reductions, scans, gathers, dots,
other shapes than LANES), but for the mask of a load that is one for all lanes; no printing, no assertions, no volatile
access, by which blocks may wait for one another, no atomic that a block does once. The lane, the block's index along x,
its size and the grid's size along x occur in no way but those above: a lane where it is added to `block * BLOCK_X`, or
to the counter of a loop that begins there and goes on by `blocks * BLOCK_X`; these two nowhere else. A launch has fewer
than 2^31 threads along x, which launchers ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assert,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Print,
    Register,
    SharedVariable,
    Special,
    Variable,
    integer,
)
from transkernel.ir.tile import (
    Constant,
    ConstantParameter,
    ConstantRule,
    Dot,
    Gather,
    Lanes,
    Range,
    Reduce,
    Reshape,
    Scan,
    TileAtomic,
    TileKernel,
    TileProgram,
    Transpose,
)
from transkernel.ir.types import INT32, UINT32, Scalar, Tile
from transkernel.ir.visit import children, rewrite_all, walk_all, walk_statements
from transkernel.passes.names import FreshNames
from transkernel.tile import build
from transkernel.tile.masks import any_lane_of, assigned

__all__ = ["merge_blocks"]

DEFAULT_LANES = 1024
_TOGETHER = (Reduce, Scan, Gather, Reshape, Transpose, Dot, Print, Assert)
_RULES = {ConstantRule.LANES, ConstantRule.BLOCK_X}


def merge_blocks(program: TileProgram, shared: tuple[SharedVariable, ...] = ()) -> TileProgram:
    """The program with its blocks merged, or as it is where that is not known to be right."""
    kernel = program.kernel
    if {each.rule for each in kernel.constants} != _RULES or kernel.scratch is not None or kernel.requirements:
        return program
    merging = _Merging(kernel)
    return replace(program, kernel=merging.merged()) if merging.is_legal() else program


class _Merging:
    def __init__(self, kernel: TileKernel) -> None:
        self._kernel = kernel
        self._lanes = next(each.name for each in kernel.constants if each.rule is ConstantRule.LANES)
        self._block = next(each.name for each in kernel.constants if each.rule is ConstantRule.BLOCK_X)
        self._lane = next((each.name for each in kernel.body if _declares_lanes(each)), "")
        self._strides = set(self._named_strides())
        self._starts = {each.name for each in walk_all(kernel.body) if self._is_strided(each)}

    def _named_strides(self) -> Iterator[str]:
        """Variables that are `blocks * BLOCK_X` and nothing else."""
        changed = assigned(self._kernel.body)
        declared = [each for each in walk_statements(self._kernel.body) if isinstance(each, Declare)]
        counts = Counter(each.name for each in declared)
        for each in declared:
            is_stride = self._product(_unconverted(each.init), Register.GRID_SIZE) is not None
            if is_stride and counts[each.name] == 1 and each.name not in changed:
                yield each.name

    # ------------------------------------------------------------ precondition

    def is_legal(self) -> bool:
        declared = [each.name for each in walk_statements(self._kernel.body) if isinstance(each, (Declare, Range))]
        own = [self._lane, *self._starts]
        return all(declared.count(name) == 1 for name in own) and all(map(self._is_fine, self._kernel.body))

    def _is_fine(self, node: Any) -> bool:
        """Whether a node and all below it are the same for threads in other blocks."""
        if _declares_lanes(node):
            return True
        if isinstance(node, _TOGETHER) or not self._has_shape(node):
            return False
        if getattr(node, "volatile", False) or (isinstance(node, TileAtomic) and not isinstance(node.type, Tile)):
            return False
        if isinstance(node, (Constant, Special, Lanes)):
            return not self._is_of_block(node)
        if isinstance(node, Variable):
            return node.name != self._lane and node.name not in self._starts
        if (
            self._is_first_and_lane(node)
            or self._is_active(node)
            or self._product(node, Register.GRID_SIZE) is not None
        ):
            return True
        return all(map(self._is_fine, self._below(node)))

    def _below(self, node: Any) -> Iterator[Any]:
        """What is looked at: a strided loop's bounds are known, and so is the mask of a load of one number for all."""
        skipped: list[Any] = []
        if self._is_strided(node):
            skipped = [node.start, node.step]
        elif hasattr(node, "mask") and not isinstance(getattr(node, "type", INT32), Tile):
            asked = any_lane_of(node.mask)
            skipped = [node.mask] if asked is not None and self._is_fine(asked) else []
        return (each for each in children(node) if not any(each is one for one in skipped))

    def _has_shape(self, node: Any) -> bool:
        """Whether it is no tile, or one of an element a lane."""
        type_ = getattr(node, "type", None)
        return not isinstance(type_, Tile) or type_.shape == (self._lanes,)

    def _is_of_block(self, node: Any) -> bool:
        if isinstance(node, Special):
            return node.axis == 0
        return isinstance(node, Lanes) or node.name in (self._lanes, self._block)

    def _is_lane(self, node: Any) -> bool:
        node = _unconverted(node)
        return isinstance(node, Variable) and node.name == self._lane

    def _is_first(self, node: Any) -> bool:
        """The number of the block's first thread in the grid, or the first of its round in a strided loop."""
        plain = _unconverted(node)
        is_start = isinstance(plain, Variable) and plain.name in self._starts
        return is_start or self._product(plain, Register.BLOCK_INDEX) is not None

    def _is_first_and_lane(self, node: Any) -> bool:
        if not isinstance(node, Binary) or node.op is not BinaryOp.ADD:
            return False
        left, right = node.left, node.right
        return (self._is_first(left) and self._is_lane(right)) or (self._is_lane(left) and self._is_first(right))

    def _is_active(self, node: Any) -> bool:
        """`lane < BLOCK_X`."""
        match node:
            case Compare(op=CompareOp.LESS, left=Variable(name=lane), right=Constant(name=size)):
                return lane == self._lane and size == self._block
        return False

    def _is_strided(self, node: Any) -> bool:
        if not isinstance(node, Range) or self._product(_unconverted(node.start), Register.BLOCK_INDEX) is None:
            return False
        step = _unconverted(node.step)
        is_named = isinstance(step, Variable) and step.name in self._strides
        return is_named or self._product(step, Register.GRID_SIZE) is not None

    def _product(self, node: Any, register: Register) -> Any:
        """Of `register.x * BLOCK_X`, in any integers, its register; else None."""
        if not isinstance(node, Binary) or node.op is not BinaryOp.MULTIPLY:
            return None
        for one, other in ((node.left, node.right), (node.right, node.left)):
            special, size = _unconverted(one), _unconverted(other)
            is_size = isinstance(size, Constant) and size.name == self._block
            if is_size and isinstance(special, Special) and (special.register, special.axis) == (register, 0):
                return special
        return None

    # ------------------------------------------------------------ rewriting

    def merged(self) -> TileKernel:
        nodes = [*walk_all(self._kernel.body), *self._kernel.parameters, *self._kernel.constants]
        tail = FreshNames(each.name for each in nodes if hasattr(each, "name"))("TAIL")
        constants = (
            ConstantParameter(self._lanes, ConstantRule.TILE, DEFAULT_LANES),
            ConstantParameter(tail, ConstantRule.TAIL),
        )
        body = rewrite_all(self._kernel.body, lambda node: self._changed(node, tail))
        return replace(self._kernel, body=body, constants=constants)

    def _changed(self, node: Any, tail: str) -> Any:
        if self._is_active(node):
            return replace(node, right=self._threads(tail, node.span))
        special = self._product(node, Register.BLOCK_INDEX)
        if special is not None:
            return self._times_lanes(special, node)
        special = self._product(node, Register.GRID_SIZE)
        if special is None:
            return node
        whole = self._times_lanes(_less_one(special), node)
        return build.plus(whole, build.convert(Constant(tail, node.span), node.type, node.span), node.span)

    def _threads(self, tail: str, span: Any) -> Any:
        """Of a program: TAIL in the last one."""
        block, blocks = (Special(each, 0, span) for each in (Register.BLOCK_INDEX, Register.GRID_SIZE))
        last = build.compare(CompareOp.EQUAL, block, _less_one(blocks), span)
        return build.where(last, Constant(tail, span), Constant(self._lanes, span), span)

    def _times_lanes(self, number: Any, product: Binary) -> Any:
        type_, span = product.type, product.span
        assert isinstance(type_, Scalar)
        factor = build.convert(Constant(self._lanes, span), type_, span)
        return build.binary(BinaryOp.MULTIPLY, build.convert(number, type_, span), factor, span)


def _declares_lanes(node: Any) -> bool:
    return isinstance(node, Declare) and isinstance(node.init, Lanes)


def _less_one(number: Any) -> Any:
    return build.binary(BinaryOp.SUBTRACT, number, integer(1, UINT32, number.span), number.span)


def _unconverted(node: Any) -> Any:
    """Without conversions to integers that hold the number of any thread: a launch has fewer than 2^31 along x."""
    while isinstance(node, Convert) and _is_wide(node.type) and not node.saturate:
        node = node.operand
    return node


def _is_wide(type_: Any) -> bool:
    element = type_.element if isinstance(type_, Tile) else type_
    return isinstance(element, Scalar) and element.is_integer and element.bits >= 32
