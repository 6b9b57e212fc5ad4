"""Where the pointers of a tile kernel point: so many bytes behind an object's start, but for a multiple of a number.

`x + 4 * i` and `x + (4 * i + 1)` never meet, whatever lanes and rounds of a loop they are of: one is 0, the other 1,
but for a multiple of 4. A number is `Residue(modulus, rest)`: any of `rest + k * modulus`; modulus 0 is that number
alone. Signed sums and products do not wrap around, as C has it; unsigned ones do, so that their modulus divides 2^bits.
"""

from __future__ import annotations

from math import gcd
from typing import Any

from transkernel.ir.nodes import Assign, Binary, BinaryOp, Convert, Declare, Literal, PointerOffset, Variable, While
from transkernel.ir.tile import Broadcast, Lanes, Range, Reshape, Splat, TileKernel, Where
from transkernel.ir.types import BOOL, Pointer, Scalar, Tile, Type, is_integer, size_of
from transkernel.ir.visit import walk_statements
from transkernel.records import record

__all__ = ["Place", "Residues", "are_apart"]


@record
class Residue:
    modulus: int
    rest: int


@record
class Place:
    """The bytes that an access touches: `size` of them from the residue on, behind the start of the root's memory."""

    root: str
    modulus: int
    start: int
    size: int


ANY = Residue(1, 0)


def are_apart(left: Place | None, right: Place | None) -> bool:
    """Whether no access of one place meets one of the other."""
    if left is None or right is None or left.root != right.root:
        return False
    modulus = gcd(left.modulus, right.modulus)
    distance = right.start - left.start
    if modulus == 0:
        return distance >= left.size or -distance >= right.size
    distance %= modulus
    return distance >= left.size and distance + right.size <= modulus


class Residues:
    """Of one kernel. Variables that are assigned may be any number."""

    def __init__(self, kernel: TileKernel) -> None:
        assigned = {node.target.name for node in walk_statements(kernel.body)
                    if isinstance(node, Assign) and isinstance(node.target, Variable)}  # fmt: skip
        declared = [node for node in walk_statements(kernel.body) if isinstance(node, Declare | Range)]
        self._values = {node.name: node for node in declared if node.name not in assigned}
        # Of one address through the whole kernel: parameters, and what is declared once and for all lanes.
        loops = [node for node in walk_statements(kernel.body) if isinstance(node, While | Range)]
        within = {id(node) for each in loops for node in walk_statements(each.body)}
        self._unknown = assigned | {
            node.name for node in declared if isinstance(node.type, Tile) or id(node) in within
        }  # fmt: skip
        self._known: dict[str, Residue] = {}

    def place(self, pointer: Any) -> Place | None:
        """Of an access through the pointer; None where the object is not known."""
        element = _element(pointer.type)
        assert isinstance(element, Pointer)
        size = size_of(element.element)
        match pointer:  # a row of neighbours in each lane
            case PointerOffset(offset=Broadcast(value=Reshape(value=Lanes(type=Tile(shape=(int() as count,)))))):
                pointer, size = pointer.pointer, size * count
        found = self._pointer(pointer)
        return found and Place(found[0], found[1].modulus, found[1].rest, size)

    def _pointer(self, node: Any) -> tuple[str, Residue] | None:
        match node:
            case Variable():
                if node.name not in self._unknown:
                    return node.name, Residue(0, 0)
                value = self._values.get(node.name)
                return self._pointer(value.init) if isinstance(value, Declare) and value.init is not None else None
            case PointerOffset():
                base, element = self._pointer(node.pointer), _element(node.pointer.type)
                assert isinstance(element, Pointer)
                by = _times(self.number(node.offset), Residue(0, size_of(element.element)))
                return base and (base[0], _plus(base[1], by))
            case Convert() if isinstance(_element(node.operand.type), Pointer):
                return self._pointer(node.operand)
            case Splat() | Broadcast() | Reshape():
                return self._pointer(node.value)
        return None

    # ------------------------------------------------------------ numbers

    def number(self, node: Any) -> Residue:
        """What an integer is, in any lane and at any time."""
        type_ = _element(node.type)
        if not is_integer(type_) or type_ == BOOL:
            return ANY
        match node:
            case Literal():
                return Residue(0, int(node.value))
            case Variable():
                return self._variable(node.name)
            case Convert():
                return self._converted(node, type_)
            case Splat() | Broadcast() | Reshape():
                return self.number(node.value)
            case Where():
                return _either(self.number(node.then), self.number(node.otherwise))
            case Binary():
                return _wrapped(self._binary(node), type_)
        return ANY

    def _variable(self, name: str) -> Residue:
        if name not in self._known:
            node = self._values.get(name)
            self._known[name] = ANY
            if isinstance(node, Range):
                step = self.number(node.step)
                start = self.number(node.start)
                self._known[name] = Residue(gcd(start.modulus, step.modulus, step.rest), start.rest)
            elif node is not None and node.init is not None:
                self._known[name] = self.number(node.init)
        return self._known[name]

    def _converted(self, node: Convert, type_: Scalar) -> Residue:
        source = _element(node.operand.type)
        if not is_integer(source) or source == BOOL or node.saturate:
            return ANY
        value = self.number(node.operand)
        holds = (
            type_.bits >= source.bits
            if type_.is_signed == source.is_signed
            else (type_.is_signed and type_.bits > source.bits)
        )
        return value if holds else Residue(gcd(value.modulus, 1 << type_.bits), value.rest)

    def _binary(self, node: Binary) -> Residue:
        left, right = self.number(node.left), self.number(node.right)
        match node.op:
            case BinaryOp.ADD:
                return _plus(left, right)
            case BinaryOp.SUBTRACT:
                return _plus(left, Residue(right.modulus, -right.rest))
            case BinaryOp.MULTIPLY:
                return _times(left, right)
            case BinaryOp.SHIFT_LEFT if right.modulus == 0 and 0 <= right.rest < 32:
                return _times(left, Residue(0, 1 << right.rest))
        return ANY


def _element(type_: Type) -> Type:
    return type_.element if isinstance(type_, Tile) else type_


def _plus(left: Residue, right: Residue) -> Residue:
    return Residue(gcd(left.modulus, right.modulus), left.rest + right.rest)


def _times(left: Residue, right: Residue) -> Residue:
    modulus = gcd(left.modulus * right.modulus, left.modulus * right.rest, right.modulus * left.rest)
    return Residue(modulus, left.rest * right.rest)


def _either(left: Residue, right: Residue) -> Residue:
    return Residue(gcd(left.modulus, right.modulus, left.rest - right.rest), left.rest)


def _wrapped(value: Residue, type_: Scalar) -> Residue:
    if type_.is_signed:
        return value
    return Residue(gcd(value.modulus, 1 << type_.bits), value.rest)
