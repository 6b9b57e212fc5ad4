"""Which accesses of a tile kernel to memory still need a barrier between them.

Lanes are of many threads, and which thread has which lane may differ from one access to the next: what one access
stores, another sees only behind a Barrier, and a store may overtake a load before it. So there is a barrier between a
Store or TileAtomic and any access behind it that may touch the same memory, and between a Load and a Store or
TileAtomic behind it, but for these:
- A Store through the very pointer of the Load (the same expression of variables that were not assigned between) is of
  the same lanes.
- Accesses at offsets of one object that differ whatever the lanes and rounds, as 4 * i and 4 * i + 1 (residues.py).
- Atomics that commute (two additions, two maxima, ...) and whose old values nobody looks at.

What may be the same memory: a pointer comes from the parameters, file-scope variables and scratch memory that it was
computed from, its roots. Scratch memory is its own: a variable that is declared as an offset of it, and not assigned,
is an object there (a shared array, a local), apart from those at other offsets; where it is a tile, each lane has its
own, whose parts at known offsets are apart too. File-scope variables are distinct, and
what is in constant memory is not stored to. A parameter is apart from another root where either is `restrict`, where C
does not let their elements be one object, and for a Load before a Store (through two names a thread may overwrite what
it has read, and needs no barrier in CUDA; its lane has read before). A pointer made from a number may point anywhere.

The analysis goes through the statements in order, both ways of a branch, and around loops until nothing is new.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    AtomicOp,
    Barrier,
    Convert,
    Declare,
    Evaluate,
    If,
    Literal,
    PointerOffset,
    Scope,
    Variable,
    While,
)
from transkernel.ir.printer import expression_text
from transkernel.ir.residues import Place, Residues, are_apart
from transkernel.ir.tile import (
    Broadcast,
    Gather,
    Load,
    Range,
    Reshape,
    Splat,
    Store,
    TileAtomic,
    TileKernel,
    Transpose,
    Where,
)
from transkernel.ir.types import BOOL, INT8, UINT8, VOID, Pointer, Space, Tile, Type, is_integer, size_of
from transkernel.ir.visit import children, walk, walk_all, walk_statements
from transkernel.records import record

__all__ = ["Meetings", "Missing", "Spot", "accesses", "are_written", "unordered"]


class Spot(StrEnum):
    """BEFORE the statement; at the END of a loop's body, whose condition reads; WITHIN, between two of its accesses."""

    BEFORE = "before"
    END = "end"
    WITHIN = "within"


@record
class Missing:
    """A place that needs a barrier. access: the Load, Store or TileAtomic that has to wait."""

    statement: Any
    spot: Spot
    access: Any


def unordered(kernel: TileKernel) -> tuple[Missing, ...]:
    """The places that need barriers, which are enough if all are given one; none if the kernel keeps the rule."""
    flow = _Flow(_Aliases(kernel))
    flow.statements(kernel.body, {})
    return tuple(flow.missing.values())


def accesses(node: Any) -> list[Any]:
    """The Loads and TileAtomics of an expression, those inside others first."""
    return [each for each in reversed(list(walk(node))) if isinstance(each, Load | TileAtomic)]


# ---------------------------------------------------------------- what may be the same memory

_ANYWHERE = ""  # the root of a pointer that was made from a number
_OBJECT = "scratch: "  # which begins no name
_SAME_POINTER = (Splat, Broadcast, Reshape, Transpose, Gather)  # which keep their `value`'s roots
Roots = frozenset[str]
Part = tuple[int, int]


def element_of(type_: Type) -> Type:
    return type_.element if isinstance(type_, Tile) else type_


def _is_pointer(type_: Type) -> bool:
    return isinstance(element_of(type_), Pointer)


def _size(pointer: Any) -> int:
    """Bytes of what it points to; 0 for a number that is on its way to a pointer."""
    element = element_of(pointer.type)
    return size_of(element.element) if isinstance(element, Pointer) else 0


def _is_constant(type_: Type) -> bool:
    pointer = element_of(type_)
    return isinstance(pointer, Pointer) and pointer.space is Space.CONSTANT


class _Aliases:
    """The roots of pointers, and which roots may be the same memory."""

    def __init__(self, kernel: TileKernel) -> None:
        self._parameters = {each.name: each.type for each in kernel.parameters}
        self._scratch = None if kernel.scratch is None else kernel.scratch.name
        self._types: dict[str, Type] = dict(self._parameters)
        self._variables: dict[str, Roots] = {}
        self._objects: set[str] = set()  # of scratch memory, each by its offset as text
        self._own: set[str] = set()  # variables that point each lane to an object of its own
        self._overlaps: dict[tuple[Roots, Roots, bool], bool] = {}
        self.residues = Residues(kernel)
        self._find(kernel)

    def _find(self, kernel: TileKernel) -> None:
        """The roots of variables, from all that is assigned to each."""
        values: list[tuple[str, Any]] = []
        assigned: set[str] = set()
        for node in walk_statements(kernel.body):
            if isinstance(node, Declare) and _is_pointer(node.type):
                self._variables[node.name] = frozenset()
                values += [] if node.init is None else [(node.name, node.init)]
            elif isinstance(node, Assign) and _is_pointer(node.target.type) and isinstance(node.target, Variable):
                assigned.add(node.target.name)
                values.append((node.target.name, node.value))
        for name, value in values:
            if name not in assigned and self._is_of_scratch(value):
                self._objects.add(text := f"{_OBJECT}{expression_text(value)}")
                self._variables[name] = frozenset({text})
                if isinstance(value.type, Tile):
                    self._own.add(name)
        values = [(name, value) for name, value in values if not self._variables.get(name, frozenset()) & self._objects]
        for name, _ in values:  # a parameter that is assigned to is its own root beside the new ones
            self._variables.setdefault(name, frozenset({name}))
        changed = True
        while changed:
            changed = False
            for name, value in values:
                found = self._variables[name] | self.roots(value)
                changed, self._variables[name] = changed or found != self._variables[name], found

    def _is_of_scratch(self, value: Any) -> bool:
        """Whether the value is scratch memory's own pointer with an offset, as any type."""
        while isinstance(value, Convert | PointerOffset):
            value = value.operand if isinstance(value, Convert) else value.pointer
        return isinstance(value, Variable) and value.name == self._scratch

    def is_scratch(self, roots: Roots) -> bool:
        return self._scratch in roots or bool(roots & self._objects)

    def roots(self, pointer: Any) -> Roots:
        match pointer:
            case Variable():
                self._types.setdefault(pointer.name, pointer.type)
                return self._variables.get(pointer.name, frozenset({pointer.name}))
            case PointerOffset():
                return self.roots(pointer.pointer)
            case Convert() if _is_pointer(pointer.operand.type):
                return self.roots(pointer.operand)
            case Where():
                return self.roots(pointer.then) | self.roots(pointer.otherwise)
            case Literal():  # null
                return frozenset()
        return self.roots(pointer.value) if isinstance(pointer, _SAME_POINTER) else frozenset({_ANYWHERE})

    def part(self, pointer: Any) -> Part | None:
        """The bytes that an access touches in each lane's own object; None where that is not known."""
        start, size = 0, _size(pointer)
        while isinstance(pointer, Convert | PointerOffset):
            if isinstance(pointer, Convert):
                pointer = pointer.operand
                continue
            if not isinstance(pointer.offset, Literal):
                return None
            start += int(pointer.offset.value) * _size(pointer)
            pointer = pointer.pointer
        known = isinstance(pointer, Variable) and pointer.name in self._own
        return (start, start + size) if known else None

    def overlap(self, earlier: Roots, later: Roots, *, load_before_store: bool) -> bool:
        key = (earlier, later, load_before_store)
        if key not in self._overlaps:
            pairs = ((a, b) for a in earlier for b in later)
            self._overlaps[key] = any(self._may_be_same(a, b, load_before_store=load_before_store) for a, b in pairs)
        return self._overlaps[key]

    def _may_be_same(self, left: str, right: str, *, load_before_store: bool) -> bool:
        if left == right or _ANYWHERE in (left, right):
            return True
        objects = (left in self._objects) + (right in self._objects)
        if self._scratch in (left, right) or objects:
            return self._scratch in (left, right) and objects == 1
        if load_before_store:
            return False
        if left not in self._parameters and right not in self._parameters:
            return False
        types = [element_of(self._types[name]) for name in (left, right)]
        if any(isinstance(each, Pointer) and each.restrict for each in types):
            return False
        elements = [each.element for each in types if isinstance(each, Pointer)]
        return len(elements) < 2 or _alike(*elements)


def _alike(left: Type, right: Type) -> bool:
    """Whether C lets one object be reached as both types: through bytes any, and an integer with or without sign."""
    if left == right or any(each in (INT8, UINT8) for each in (left, right)):
        return True
    return is_integer(left) and is_integer(right) and left.bits == right.bits and BOOL not in (left, right)


class Meetings:
    """Which accesses of a kernel may touch the same memory, in whatever rounds of the loops around them."""

    def __init__(self, kernel: TileKernel) -> None:
        self._aliases = _Aliases(kernel)

    def may_meet(self, left: Any, right: Any) -> bool:
        """Of two accesses, one of which writes."""
        if are_apart(*(self._aliases.residues.place(each.pointer) for each in (left, right))):
            return False
        return self._aliases.overlap(self.roots(left), self.roots(right), load_before_store=False)

    def roots(self, node: Any) -> Roots:
        """The parameters and variables that an access's pointer may be computed from."""
        return self._aliases.roots(node.pointer)

    def is_scratch(self, node: Any) -> bool:
        """Whether an access may be to scratch memory."""
        return self._aliases.is_scratch(self.roots(node))


# ---------------------------------------------------------------- what is pending at a place

_LOAD, _STORE, _ATOMIC = "load", "store", "atomic"
_COMMUTES = {
    AtomicOp.ADD: "add", AtomicOp.SUBTRACT: "add", AtomicOp.MIN: "min", AtomicOp.MAX: "max", AtomicOp.AND: "and",
    AtomicOp.OR: "or", AtomicOp.XOR: "xor",
}  # fmt: skip


@record
class _Access:
    """group: what decides whether it meets another; key: the pointer as text where it is pure; for Loads and Stores."""

    kind: str
    roots: Roots
    part: Part | None
    place: Place | None
    commutes: str | None
    key: str | None
    node: Any

    @property
    def group(self) -> Group:
        return self.kind, self.roots, self.part, self.place, self.commutes


Group = tuple[str, Roots, Part | None, Place | None, str | None]
# The accesses since the last barrier: for each group, the pointers; None is any other.
Pending = dict[Group, set[str | None]]


def _grow(pending: Pending, more: Pending) -> bool:
    """Adds `more`; whether anything was new."""
    new = False
    for group, keys in more.items():
        known = pending.setdefault(group, set())
        new = new or not keys <= known
        known |= keys
    return new


def _copy(pending: Pending) -> Pending:
    return {group: set(keys) for group, keys in pending.items()}


class _Flow:
    """Statements in order. A place once found to need a barrier counts as having one from then on."""

    def __init__(self, aliases: _Aliases) -> None:
        self.missing: dict[tuple[int, Spot], Missing] = {}
        self._aliases = aliases
        self._known: dict[int, _Access] = {}
        self._keys_of: dict[str, set[str]] = {}  # by variable: the pointers that are computed from it
        self._loops: dict[int, Pending] = {}

    def statements(self, body: Iterable[Any], pending: Pending) -> None:
        for statement in body:
            self._statement(statement, pending)

    def _statement(self, node: Any, pending: Pending) -> None:
        match node:
            case If():
                self._meet(node, Spot.BEFORE, self._of((node.condition,)), pending)
                other = _copy(pending)
                self.statements(node.then, pending)
                self.statements(node.otherwise, other)
                _grow(pending, other)
            case While():
                self._loop(node, self._of((node.condition,)), pending)
            case Range():
                self._meet(node, Spot.BEFORE, self._of((node.start, node.stop, node.step)), pending)
                self._loop(node, [], pending)
            case Barrier():
                if node.scope is Scope.BLOCK:
                    pending.clear()
            case _:
                self._simple(node, pending)

    def _simple(self, node: Any, pending: Pending) -> None:
        unused = node.value if isinstance(node, Evaluate) else None
        met = self._of(children(node), unused)
        if isinstance(node, Store):
            met.append(self._access(node))
        self._meet(node, Spot.BEFORE, met, pending)
        if isinstance(node, Declare):
            self._assigned(node.name, pending)
        elif isinstance(node, Assign) and isinstance(node.target, Variable):
            self._assigned(node.target.name, pending)

    def _loop(self, node: While | Range, condition: list[_Access], pending: Pending) -> None:
        """known: all that was ever pending where a round begins; what was seen once is not gone through again."""
        self._meet(node, Spot.BEFORE, condition, pending)
        seen = id(node) in self._loops
        known = self._loops.setdefault(id(node), {})
        new = _grow(known, pending)
        while new or not seen:
            seen, back = True, _copy(known)
            if isinstance(node, Range):
                self._assigned(node.name, back)
            self.statements(node.body, back)
            self._meet(node, Spot.END, condition, back)
            new = _grow(known, back)
        _grow(pending, known)

    # ------------------------------------------------------------ accesses

    def _of(self, expressions: Iterable[Any], unused: Any = None) -> list[_Access]:
        found = (each for node in expressions for each in accesses(node))
        return [self._access(each, each is unused) for each in found if not _is_constant(each.pointer.type)]

    def _access(self, node: Any, unused: bool = False) -> _Access:
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = self._make(node, unused)
        return known

    def _make(self, node: Any, unused: bool) -> _Access:
        roots, part = self._aliases.roots(node.pointer), self._aliases.part(node.pointer)
        place = self._aliases.residues.place(node.pointer)
        if isinstance(node, TileAtomic):
            if node.op is AtomicOp.LOAD:
                return _Access(_LOAD, roots, part, place, None, None, node)
            commutes = _COMMUTES.get(node.op) if unused or node.type == VOID else None
            return _Access(_ATOMIC, roots, part, place, commutes, None, node)
        inside = list(walk(node.pointer))
        if any(isinstance(each, Load | TileAtomic) for each in inside):
            key = None
        else:
            key = expression_text(node.pointer)
            for each in inside:
                if isinstance(each, Variable):
                    self._keys_of.setdefault(each.name, set()).add(key)
        return _Access(_STORE if isinstance(node, Store) else _LOAD, roots, part, place, None, key, node)

    def _meet(self, statement: Any, spot: Spot, met: list[_Access], pending: Pending) -> None:
        """The statement's accesses against those pending, and against one another; they are pending then."""
        late = next((each for each in met if self._waits(each, pending)), None)
        if late is not None:
            self.missing.setdefault((id(statement), spot), Missing(statement, spot, late.node))
        if (id(statement), spot) in self.missing:
            pending.clear()
        own: Pending = {}
        for each in met:
            if self._waits(each, own):
                self.missing.setdefault((id(statement), Spot.WITHIN), Missing(statement, Spot.WITHIN, each.node))
            own.setdefault(each.group, set()).add(each.key)
        _grow(pending, own)

    def _waits(self, later: _Access, pending: Pending) -> bool:
        return any(self._conflict(group, keys, later) for group, keys in pending.items())

    def _conflict(self, earlier: Group, keys: set[str | None], later: _Access) -> bool:
        kind, roots, part, place, commutes = earlier
        if kind == later.kind == _LOAD:
            return False
        if kind == later.kind == _ATOMIC and commutes is not None and commutes == later.commutes:
            return False
        if are_apart(place, later.place):
            return False
        if part is not None and later.part is not None and (part[1] <= later.part[0] or later.part[1] <= part[0]):
            return roots != later.roots and self._aliases.overlap(roots, later.roots, load_before_store=kind == _LOAD)
        if kind == _LOAD and later.kind == _STORE and later.key is not None and keys == {later.key}:
            return False
        return self._aliases.overlap(roots, later.roots, load_before_store=kind == _LOAD)

    def _assigned(self, name: str, pending: Pending) -> None:
        """Pointers that were computed from the variable are no longer known."""
        stale = self._keys_of.get(name)
        for keys in pending.values() if stale else ():
            if stale and keys & stale:
                keys -= stale
                keys.add(None)


def are_written(kernel: TileKernel, loads: Iterable[Load]) -> bool:
    """Whether the kernel may store to what one of the loads reads, before or after it, whatever its launch."""
    aliases = _Aliases(kernel)
    read = [aliases.roots(each.pointer) for each in loads if not _is_constant(each.pointer.type)]
    return any(
        aliases.overlap(roots, aliases.roots(node.pointer), load_before_store=False)
        for node in walk_all(kernel.body)
        if isinstance(node, Store | TileAtomic)
        for roots in read
    )
