"""What is known of the values of a tile kernel, for rewrites that look for a pattern."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Literal,
    Unary,
    UnaryOp,
    Variable,
)
from transkernel.ir.tile import Constant, ConstantRule, Lanes, Splat, TileKernel
from transkernel.ir.types import Scalar
from transkernel.ir.visit import walk, walk_statements
from transkernel.tile.build import element_of

ALL_LANES = 0xFFFFFFFF


class Facts:
    """Of the names of a kernel that are declared and never assigned."""

    def __init__(self, kernel: TileKernel) -> None:
        nodes = [*walk_statements(kernel.body)]
        assigned = {
            node.target.name for node in nodes if isinstance(node, Assign) and isinstance(node.target, Variable)
        }
        self._fixed = {node.name: node.init for node in nodes if isinstance(node, Declare)}
        for name in assigned:
            self._fixed.pop(name, None)
        self._rules = {each.name: each.rule for each in kernel.constants}

    def meaning(self, node: Any) -> Any:
        """What a lane's number or the like is, behind names, splats and conversions that keep it."""
        while True:
            node = plain(node)
            if not isinstance(node, Variable) or self._fixed.get(node.name) is None:
                return node
            node = self._fixed[node.name]

    def is_lane(self, node: Any) -> bool:
        """Whether a tile is the thread's number, in any type that holds it."""
        return isinstance(self.meaning(node), Lanes)

    def is_everyone(self, mask: Any) -> bool:
        """Whether a mask is that of all threads of a block with one axis: `lane < BLOCK_X`."""
        match self.meaning(mask):
            case Compare(op=CompareOp.LESS, left=left, right=right):
                bound = self.meaning(right)
                is_size = isinstance(bound, Constant) and self._rules.get(bound.name) is ConstantRule.BLOCK_X
                return is_size and self.is_lane(left)
        return False


def plain(node: Any) -> Any:
    """A value without splats, and conversions among integers that keep 0 to 2**31 - 1."""
    while isinstance(node, Splat) or (isinstance(node, Convert) and is_wide(node) and is_wide(node.operand)):
        node = node.value if isinstance(node, Splat) else node.operand
    return node


def is_wide(node: Any) -> bool:
    """Whether a value is of integers of 32 bits or more."""
    type_ = element_of(node)
    return isinstance(type_, Scalar) and type_.is_integer and type_.bits >= 32


def is_variable(node: Any, name: str) -> bool:
    """Whether a value is that of the variable now, but for its type."""
    node = plain(node)
    return isinstance(node, Variable) and node.name == name


def number(node: Any) -> int | None:
    """An integer that the text itself computes: `256 / 2`."""
    match plain(node):
        case Literal(value=int() as value):
            return value
        case Binary(op=BinaryOp.DIVIDE | BinaryOp.SHIFT_RIGHT as op, left=left, right=right):
            whole, by = number(left), number(right)
            if whole is None or by is None or whole < 0 or by < (op is BinaryOp.DIVIDE):
                return None
            return whole // by if op is BinaryOp.DIVIDE else whole >> by
    return None


def mentions(node: Any, name: str) -> int:
    """How often a variable is named in a node and all below it."""
    return sum(isinstance(each, Variable) and each.name == name for each in walk(node))


def is_everyone(mask: Any) -> bool:
    """Whether a shuffle's mask names all 32 lanes: `0xffffffff`, `~0u` or `-1`."""
    match plain(mask):
        case Literal(value=value):
            return value in (ALL_LANES, -1)
        case Unary(op=UnaryOp.BIT_NOT, operand=operand):
            return number(operand) == 0
    return False
