"""Whether a placed program keeps the rules of the placed IR and of its machine. A broken one is a bug of placement."""

from __future__ import annotations

from typing import Any

from transkernel.ir.nodes import Barrier
from transkernel.ir.placed import (
    Acquire,
    Bit,
    Buffer,
    Clear,
    CopyIn,
    CopyOut,
    Element,
    MatrixIn,
    MatrixOut,
    Multiply,
    PlacedKernel,
    Release,
    Role,
    SetElement,
    Split,
    Vector,
    View,
)
from transkernel.ir.types import BOOL, Tile
from transkernel.ir.verify import VerificationError
from transkernel.ir.visit import walk, walk_all
from transkernel.tile.placement.machine import Machine


def check(kernel: PlacedKernel, machine: Machine) -> None:
    """Raises VerificationError: a tile that is left, a buffer that is not held, an instruction the machine has not."""
    buffers = {each.name: each for each in kernel.buffers}
    for node in walk_all(kernel.body):
        if isinstance(getattr(node, "type", None), Tile):
            raise VerificationError("no tile is left", node)
        if isinstance(node, Barrier):
            raise VerificationError("no barrier is left", node)
        if isinstance(node, Vector):
            _rule(not kernel.on_matrix_unit, "a core with a matrix unit has no vector unit", node)
            _instruction(node, machine)
        if isinstance(node, tuple(_ROLES)):
            _rule(kernel.on_matrix_unit, "a core with a vector unit has no matrix unit", node)
            _matrices(node, buffers, machine)
    _lifetimes(kernel.body, set(), set(buffers))


def _instruction(node: Vector, machine: Machine) -> None:
    row = machine.instructions.get(node.instruction)
    if row is None or (len(row.operands), row.work) != (len(node.operands), len(node.work)):
        raise VerificationError(f"{machine.name} has no instruction {node.instruction} of these operands", node)
    for kind, operand in zip(row.operands, node.operands, strict=True):
        if (kind == "scalar") is isinstance(operand, View):
            raise VerificationError(f"{node.instruction} takes a {kind} here", node)
    first = next((each.element for each in node.operands if isinstance(each, View) and each.element != BOOL), None)
    element = node.target.element if node.target.element != BOOL else first
    if node.instruction.startswith("cast_"):
        if (first, node.target.element) not in machine.casts:
            raise VerificationError(f"{machine.name} has no cast from {first} to {node.target.element}", node)
    elif element not in row.elements:
        raise VerificationError(f"{node.instruction} on {element} is none of {machine.name}", node)


_FACTORS = (Role.LEFT, Role.RIGHT)
_STAGED = (Role.STAGED_LEFT, Role.STAGED_RIGHT)
# The roles of the buffers that a node names, by its fields.
_ROLES: dict[type, dict[str, tuple[Role, ...]]] = {
    MatrixIn: {"buffer": _STAGED}, Split: {"buffer": _FACTORS, "source": _STAGED}, Clear: {"buffer": _FACTORS},
    Multiply: {"buffer": (Role.SUMS,), "left": (Role.LEFT,), "right": (Role.RIGHT,)},
    MatrixOut: {"buffer": (Role.SUMS,)},
}  # fmt: skip


def _matrices(node: Any, buffers: dict[str, Buffer], machine: Machine) -> None:
    for field, roles in _ROLES[type(node)].items():
        _rule(buffers[getattr(node, field)].role in roles, f"the {field} is a buffer for {' or '.join(roles)}", node)
    if isinstance(node, Split):
        is_left = [buffers[each].role in (Role.LEFT, Role.STAGED_LEFT) for each in (node.buffer, node.source)]
        _rule(is_left[0] == is_left[1], "a factor stays on its side", node)
    if isinstance(node, Multiply):
        left, right, sums = (buffers[each].element for each in (node.left, node.right, node.buffer))
        has = machine.matrix is not None and left == right and (left, sums) in machine.matrix.products
        _rule(has, f"{machine.name} has no product of {left} and {right} as {sums}", node)


def _lifetimes(body: tuple[Any, ...], held: set[str], known: set[str]) -> None:
    """Buffers are used while they are held, and released in the list that acquired them."""
    own: set[str] = set()
    for node in body:
        below = [getattr(node, name, None) for name in ("body", "then", "otherwise")]
        if isinstance(node, Acquire):
            _rule(node.buffer not in held | own and node.buffer in known, "a buffer is acquired once, and known", node)
            own.add(node.buffer)
        elif isinstance(node, Release):
            _rule(node.buffer in own, "a buffer is released in the list that acquires it", node)
            own.discard(node.buffer)
        elif any(isinstance(each, tuple) for each in below):
            for each in below:
                _lifetimes(each if isinstance(each, tuple) else (), held | own, known)
        else:
            _rule(_used(node) <= held | own, "a buffer is used while it is held", node)
    _rule(not own, "a buffer is released in the list that acquires it", body[-1] if body else None)


def _rule(holds: bool, rule: str, node: Any) -> None:
    if not holds:
        raise VerificationError(rule, node)


def _used(node: Any) -> set[str]:
    used: set[str] = set()
    for each in walk(node):
        if isinstance(each, View | Element | Bit | SetElement):
            used.add(each.buffer)
        elif isinstance(each, CopyIn | CopyOut):
            used.add((each.target if isinstance(each, CopyIn) else each.source).buffer)
        elif type(each) in _ROLES:
            used |= {getattr(each, field) for field in _ROLES[type(each)]}
    return used
