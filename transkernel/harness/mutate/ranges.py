"""Which values an integer expression can have, and how many of its low bits are looked at: by types, constants and
operators alone, without a look at the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.harness.mutate.facts import whole
from transkernel.harness.mutate.sites import Site, bodies
from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.types import BOOL, Scalar
from transkernel.ir.visit import walk_all
from transkernel.records import record

Range = tuple[int, int]
_WIDEST = 64
_MOST_THREADS = 1024  # of a block, in CUDA


@record
class Ranges:
    """inits: of the variables that are given a value once, by function and name."""

    inits: dict[tuple[str, str], Any]

    def of(self, node: Any, function: str) -> Range:
        """Both ends belong to the range. A truth value is 0 or 1."""
        type_ = whole(node)
        if type_ is None:
            return (0, 1) if getattr(node, "type", None) == BOOL else (-(1 << _WIDEST), 1 << _WIDEST)
        low, high = self._of(node, function, type_)
        least, most = _limits(type_)
        return (low, high) if least <= low and high <= most else (least, most)

    def _of(self, node: Any, function: str, type_: Scalar) -> Range:
        match node:
            case ir.Literal():
                return int(node.value), int(node.value)
            case ir.Convert() if whole(node.operand) is not None or node.operand.type == BOOL:
                return self.of(node.operand, function)
            case ir.Variable() if (function, node.name) in self.inits:
                return self.of(self.inits[function, node.name], function)
            case ir.Select():
                return _both(self.of(node.then, function), self.of(node.otherwise, function))
            case ir.Unary(op=ir.UnaryOp.NEGATE):
                low, high = self.of(node.operand, function)
                return -high, -low
            case ir.Binary():
                rule = _RULES.get(node.op)
                found = rule(self.of(node.left, function), self.of(node.right, function)) if rule else None
                return found or _limits(type_)
            case ir.Special(register=ir.Register.THREAD_INDEX):
                return 0, _MOST_THREADS - 1
        return _limits(type_)


def ranges_of(program: ir.Program) -> Ranges:
    inits: dict[tuple[str, str], Any] = {}
    for function in bodies(program):
        key = "" if function is program.kernel else function.name
        nodes = list(walk_all(function.body))
        changed = {name for node in nodes for name in _changed(node)}
        for node in nodes:
            if isinstance(node, ir.Declare) and node.init is not None and node.name not in changed:
                inits[key, node.name] = node.init
    return Ranges(inits)


def _changed(node: Any) -> tuple[str, ...]:
    """The variable that a node writes to, or lets others write to."""
    place = node.target if isinstance(node, ir.Assign) else node.place if isinstance(node, ir.AddressOf) else None
    while isinstance(place, ir.Member | ir.Lane | ir.Index):
        place = place.base
    return (place.name,) if isinstance(place, ir.Variable) else ()


def _limits(type_: Scalar) -> Range:
    if type_.is_signed:
        return -(1 << (type_.bits - 1)), (1 << (type_.bits - 1)) - 1
    return 0, (1 << type_.bits) - 1


def _both(left: Range, right: Range) -> Range:
    return min(left[0], right[0]), max(left[1], right[1])


def _product(left: Range, right: Range) -> Range:
    corners = [a * b for a in left for b in right]
    return min(corners), max(corners)


def _quotient(left: Range, right: Range) -> Range | None:
    """Towards zero, by a positive number."""
    if right[0] <= 0:
        return None
    least = -(-left[0] // right[0]) if left[0] < 0 else left[0] // right[1]
    most = left[1] // right[0] if left[1] >= 0 else -(-left[1] // right[1])
    return least, most


def _rest(left: Range, right: Range) -> Range | None:
    """With the sign of the left side; smaller than the right one."""
    most = max(abs(right[0]), abs(right[1])) - 1
    return (0 if left[0] >= 0 else max(-most, left[0])), min(most, max(left[1], 0))


def _and(left: Range, right: Range) -> Range | None:
    tops = [each[1] for each in (left, right) if each[0] >= 0]
    return (0, min(tops)) if tops else None


def _or(left: Range, right: Range) -> Range | None:
    if left[0] < 0 or right[0] < 0:
        return None
    return 0, (1 << max(left[1].bit_length(), right[1].bit_length())) - 1


def _shifted_right(left: Range, right: Range) -> Range | None:
    if right[0] < 0 or right[1] >= _WIDEST:
        return None
    return min(left[0] >> right[0], left[0] >> right[1]), max(left[1] >> right[0], left[1] >> right[1])


def _shifted_left(left: Range, right: Range) -> Range | None:
    return _product(left, (1 << right[0], 1 << right[1])) if right[0] >= 0 and right[1] < _WIDEST else None


_RULES: dict[BinaryOp, Callable[[Range, Range], Range | None]] = {
    BinaryOp.ADD: lambda left, right: (left[0] + right[0], left[1] + right[1]),
    BinaryOp.SUBTRACT: lambda left, right: (left[0] - right[1], left[1] - right[0]),
    BinaryOp.MULTIPLY: _product,
    BinaryOp.DIVIDE: _quotient,
    BinaryOp.REMAINDER: _rest,
    BinaryOp.AND: _and,
    BinaryOp.OR: _or,
    BinaryOp.XOR: _or,
    BinaryOp.SHIFT_RIGHT: _shifted_right,
    BinaryOp.SHIFT_LEFT: _shifted_left,
}


# ------------------------------------------------------------ how many bits are looked at

_LOW_BITS_FROM_LOW_BITS = (
    BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR,
)  # fmt: skip


def bits_looked_at(site: Site) -> int:
    """How many of the low bits of a site's integer can change what is stored or decided; 64 where all may."""
    extra, least = 0, _WIDEST
    child = site.node
    for parent, step in zip(reversed(site.parents), reversed(site.steps), strict=False):
        field = step[0]
        if isinstance(parent, ir.Convert) and (type_ := whole(parent)) is not None:
            least = min(least, type_.bits + extra)
        elif isinstance(parent, ir.Assign) and field == "value" and (type_ := whole(parent.target)) is not None:
            return min(least, type_.bits + extra)
        elif isinstance(parent, ir.Binary) and parent.op in _LOW_BITS_FROM_LOW_BITS:
            other = parent.right if field == "left" else parent.left
            if parent.op is BinaryOp.AND and isinstance(other, ir.Literal) and other.value >= 0:
                least = min(least, int(other.value).bit_length() + extra)
        elif isinstance(parent, ir.Binary) and parent.op is BinaryOp.SHIFT_LEFT and field == "left":
            pass
        elif isinstance(parent, ir.Binary) and parent.op is BinaryOp.SHIFT_RIGHT and _is_constant_shift(parent, child):
            extra += _amount(parent)
        else:
            break
        child = parent
    return least


def _amount(shift: Any) -> int:
    return int(shift.right.value)


def _is_constant_shift(shift: ir.Binary, child: Any) -> bool:
    return shift.left is child and isinstance(shift.right, ir.Literal)
