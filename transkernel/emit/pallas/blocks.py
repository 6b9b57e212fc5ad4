"""Arrays of which a step of the grid touches its own lanes' elements alone: they come and go in blocks of a BlockSpec,
each while another is computed. All other arrays lie wholly in VMEM."""

from __future__ import annotations

from typing import Any

from transkernel.emit.pallas.buffers import Buffers, Memory
from transkernel.emit.pallas.runs import Pattern, Runs
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.nodes import BinaryOp, Register
from transkernel.ir.tile import ConstantRule
from transkernel.ir.types import Scalar, Tile
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.records import record


@record
class Blocks:
    """lanes: the constant that says how many elements a block has. names: the arrays that come in blocks. once: those
    of them that are stored once and never read: a store says what of the block stays as it was."""

    lanes: str = ""
    names: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()


def find_blocks(kernel: tile.TileKernel, buffers: Buffers, runs: Runs) -> Blocks:
    """The arrays each access of which is that of the elements from `blockIdx.x * lanes` on, a lane each."""
    lanes = next((each.name for each in kernel.constants if each.rule is ConstantRule.TILE), None)
    if lanes is None:
        return Blocks()
    accesses: dict[str, list[Any]] = {}
    others = {node.target.name for node in walk_statements(kernel.body) if isinstance(node, ir.Assign)}  # type: ignore[union-attr]
    for node in walk_all(kernel.body):
        if isinstance(node, Memory):
            name = buffers.of(node.pointer).name
            accesses.setdefault(name, []).append(node)
            if isinstance(node, tile.TileAtomic) or not _is_of_block(node.pointer, name, lanes, runs):
                others.add(name)
    # A block that several steps of the grid write would have to stay between them.
    several = any(isinstance(node, ir.Special) and node.axis > 0 for node in walk_all(kernel.body))
    others |= {name for name, each in buffers.by_name.items() if each.is_viewed or each.is_scratch}
    others |= {name for name, each in buffers.by_name.items() if each.written and several}
    names = frozenset(accesses) - others
    stored = {id(node) for node in kernel.body if isinstance(node, tile.Store)}
    once = {name for name in names if len(accesses[name]) == 1 and id(accesses[name][0]) in stored}
    return Blocks(lanes, names, frozenset(once))


def _is_of_block(pointer: Any, name: str, lanes: str, runs: Runs) -> bool:
    access = runs.of(pointer)
    if access.pattern is not Pattern.RUN or not isinstance(pointer.type, Tile) or pointer.type.shape != (lanes,):
        return False
    start = access.start
    if not isinstance(start, ir.PointerOffset) or not isinstance(start.pointer, ir.Variable):
        return False
    if start.pointer.name != name:
        return False
    place = _plain(start.offset)
    if not isinstance(place, ir.Binary) or place.op is not BinaryOp.MULTIPLY:
        return False
    factors = [_plain(place.left), _plain(place.right)]
    steps = [each for each in factors if isinstance(each, ir.Special)]
    sizes = [each for each in factors if isinstance(each, tile.Constant)]
    is_step = len(steps) == 1 and steps[0].register is Register.BLOCK_INDEX and steps[0].axis == 0
    return is_step and len(sizes) == 1 and sizes[0].name == lanes


def _plain(node: Any) -> Any:
    """A number without conversions, and without a 0 that is added."""
    match node:
        case ir.Convert(operand=inner, type=Scalar(bits=32 | 64)):
            return _plain(inner)
        case ir.Binary(op=BinaryOp.ADD, left=left, right=right):
            sides = [each for each in (_plain(left), _plain(right)) if not _is_zero(each)]
            return sides[0] if len(sides) == 1 else node
    return node


def _is_zero(node: Any) -> bool:
    return isinstance(node, ir.Literal) and node.value == 0
