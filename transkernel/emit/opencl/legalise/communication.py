"""Whether the threads of a block may talk through global memory, so that barriers must order it too.

Sound for kernels whose parameters are different buffers: a buffer, global variable or unknown pointer that is written
and also read counts. An atomic whose old value is used counts as both.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    Barrier,
    Convert,
    Decay,
    Declare,
    Dereference,
    Evaluate,
    Expression,
    Index,
    Lane,
    Member,
    PointerOffset,
    Program,
    Scope,
    Statement,
    Variable,
)
from transkernel.ir.types import Pointer, Space
from transkernel.ir.visit import children, walk_all

_ANYTHING = "*"


def communicates(program: Program) -> bool:
    """On the program as it comes, before legalisation."""
    written: set[str] = set()
    read: set[str] = set()
    bodies = [program.kernel.body, *(each.body for each in program.functions)]
    if not any(isinstance(node, Barrier) and node.scope is Scope.BLOCK for body in bodies for node in walk_all(body)):
        return False
    parameters = {each.name for each in program.kernel.parameters}
    for position, body in enumerate(bodies):
        roots = _Roots(body, parameters if position == 0 else set())
        for statement in body:
            _accesses(statement, roots, written, read)
    if not written or not read:
        return False
    return bool(written & read) or _ANYTHING in written or _ANYTHING in read


def _is_pointer_variable(node: Expression) -> TypeGuard[Variable]:
    return isinstance(node, Variable) and isinstance(node.type, Pointer)


class _Roots:
    """Which parameter a pointer of a body comes from; pointers of functions come from anywhere."""

    def __init__(self, body: tuple[Statement, ...], parameters: set[str]) -> None:
        self._parameters = parameters
        self._origins: dict[str, set[str]] = {}
        sources: dict[str, list[Expression]] = {}
        for node in walk_all(body):
            if isinstance(node, Declare) and isinstance(node.type, Pointer):
                sources.setdefault(node.name, []).extend([] if node.init is None else [node.init])
            elif isinstance(node, Assign) and _is_pointer_variable(node.target):
                sources.setdefault(node.target.name, []).append(node.value)
        for _ in range(len(sources) + 1):
            for name, values in sources.items():
                found = self._origins.setdefault(name, set())
                for value in values:
                    found |= self.of(value)

    def of(self, pointer: Expression) -> set[str]:
        match pointer:
            case Variable(name=name):
                if name in self._origins:
                    return self._origins[name]
                return {name} if name in self._parameters else {_ANYTHING}
            case PointerOffset(pointer=inner) | Convert(operand=inner):
                return self.of(inner)
            case AddressOf(place=place) | Decay(place=place):
                return self.of_place(place)
        return {_ANYTHING}

    def of_place(self, place: Expression) -> set[str]:
        match place:
            case Index(base=base) if isinstance(base.type, Pointer):
                return self.of(base)
            case Index(base=base) | Member(base=base) | Lane(base=base):
                return self.of_place(base)
            case Dereference(pointer=pointer):
                return self.of(pointer)
            case Variable(name=name):
                return {name}
        return {_ANYTHING}


def _is_global(place: Expression) -> bool:
    match place:
        case Index(base=base) if isinstance(base.type, Pointer):
            return base.type.space in (Space.GLOBAL, Space.GENERIC)
        case Index(base=base) | Member(base=base) | Lane(base=base):
            return _is_global(base)
        case Dereference(pointer=pointer):
            return isinstance(pointer.type, Pointer) and pointer.type.space in (Space.GLOBAL, Space.GENERIC)
    return False


def _global_roots(node: Atomic, roots: _Roots) -> set[str]:
    pointer = node.pointer.type
    return roots.of(node.pointer) if isinstance(pointer, Pointer) and pointer.space is Space.GLOBAL else set()


def _accesses(node: Any, roots: _Roots, written: set[str], read: set[str]) -> None:
    """Collects the roots of global memory that a node writes and reads."""
    inner = children(node)
    match node:
        case Assign(target=target):
            if _is_global(target):
                written |= roots.of_place(target)
            inner = [*children(target), node.value]
        case Evaluate(value=Atomic() as alone):
            written |= _global_roots(alone, roots)
            inner = children(alone)
        case Atomic():
            written |= _global_roots(node, roots)
            read |= _global_roots(node, roots)
        case AddressOf(place=place):
            inner = children(place)
        case Index() | Dereference() | Member() | Lane() if _is_global(node):
            read |= roots.of_place(node)
    for child in inner:
        _accesses(child, roots, written, read)
