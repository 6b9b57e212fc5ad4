"""Gives `__syncwarp()` to code that exchanges values through `volatile` shared memory without any synchronisation.

Until Volta the lanes of a warp went through a program in step: each statement read for all lanes, then wrote for all
lanes, and `volatile` kept the compiler from holding values back. Code relied on it (`s[t] += s[t + 16]; s[t] += s[t +
8];`). Neither a GPU of today nor any other device promises that (CUDA C++ Programming Guide, independent thread
scheduling), so what the step gave is written down here, as NVIDIA's guide tells programmers to do it by hand:

- between a write and a read, or another write, of what may be another element;
- within a statement that does both, which is split: the value first, then `__syncwarp()`, then the write.

Accesses are the same element where their indices are the same expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from transkernel.diagnostics import Diagnostic, warning
from transkernel.ir.nodes import (
    Assign,
    Barrier,
    BlockVote,
    Call,
    Declare,
    Dereference,
    DoWhile,
    For,
    Function,
    Index,
    Kernel,
    Lane,
    Member,
    Program,
    Return,
    Scope,
    Switch,
    Variable,
    WarpOperation,
    While,
)
from transkernel.ir.types import Array, Pointer, Space
from transkernel.ir.visit import STATEMENTS, children, walk, walk_all
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import root_of
from transkernel.records import record

Unit = Function | Kernel
Statements = tuple[Any, ...]


def synchronise_warps(program: Program) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program with `__syncwarp()` where lanes exchange without, and a warning (TK0501) for each such function."""
    volatile = frozenset(each.name for each in program.kernel.shared if each.volatile)
    exchanging: set[str] = set()
    warnings: list[Diagnostic] = []

    def synchronised(unit: Any) -> Any:
        made = _Unit(unit, volatile, exchanging)
        if not made.exchanges:
            return unit
        exchanging.add(unit.name)
        body = made.run()
        warnings.extend(made.warnings)
        return replace(unit, body=body) if made.warnings else unit

    functions = tuple(map(synchronised, program.functions))  # each comes before those that call it
    kernel = synchronised(program.kernel)
    return (replace(program, functions=functions, kernel=kernel) if warnings else program), tuple(warnings)


@record
class Access:
    """An element of volatile shared memory. key: the expression that names it, without places; names: its variables."""

    root: str
    key: Any
    names: frozenset[str]

    def may_be_another(self, other: Access) -> bool:
        """Whether lanes that come here and there together may meet in different ways."""
        return bool(self.key != other.key)


_ELSEWHERE = Access("shared memory", "any that a function wrote", frozenset())


@dataclass(slots=True)
class _Pending:
    """What was read and written since the lanes last met."""

    reads: tuple[Access, ...] = ()
    writes: tuple[Access, ...] = ()

    def copy(self) -> _Pending:
        return _Pending(self.reads, self.writes)

    def clear(self) -> None:
        self.reads = self.writes = ()

    def change(self, name: str) -> None:
        """After an assignment to a local variable, the same expression is another element."""
        self.reads = tuple(_without_key(each, name) for each in self.reads)
        self.writes = tuple(_without_key(each, name) for each in self.writes)

    def hinders(self, reads: tuple[Access, ...], writes: tuple[Access, ...]) -> bool:
        pairs = ((self.writes, reads), (self.writes, writes), (self.reads, writes))
        return any(_meet(before, after) for before, after in pairs)


def _without_key(access: Access, name: str) -> Access:
    return replace(access, key=("before", access.key)) if name in access.names else access


def _meet(left: tuple[Access, ...], right: tuple[Access, ...]) -> bool:
    return any(one.may_be_another(other) for one in left for other in right)


class _Unit:
    """One function or kernel. exchanging: the functions that use volatile shared memory."""

    def __init__(self, unit: Unit, volatile: frozenset[str], exchanging: set[str]) -> None:
        self._unit = unit
        self._volatile = volatile
        self._exchanging = exchanging
        self._fresh = FreshNames(declared_names(unit))
        self.exchanges = any(self._of(walk_all(unit.body))) or any(map(self._calls, walk_all(unit.body)))
        self.warnings: list[Diagnostic] = []

    def run(self) -> Statements:
        return self._list(self._unit.body, _Pending(), may_end=isinstance(self._unit, Kernel))

    # ------------------------------------------------------------ statements

    def _list(
        self, statements: Statements, pending: _Pending, may_end: bool = False, loops: bool = False
    ) -> Statements:
        """Statements with what was missing. The lanes have met at the end of it, unless the kernel ends there.

        loops: the end is followed by the beginning.
        """
        result: list[Any] = []
        for statement in statements:
            result += self._statement(statement, pending)
        left = pending.writes or (loops and pending.reads and self._writes_of(statements))
        if left and not may_end and not isinstance(result[-1], Return | Barrier):
            result.append(Barrier(Scope.WARP, result[-1].span))
        return tuple(result)

    def _statement(self, statement: Any, pending: _Pending) -> list[Any]:
        if isinstance(statement, Barrier):
            pending.clear()
            return [statement]
        reads, writes = self._reads(statement), self._writes(statement)
        calls = any(map(self._calls, walk(statement)))
        if pending.hinders(reads, writes) or (calls and (pending.reads or pending.writes)):
            before = [self._barrier(statement, (*writes, *reads, *pending.writes, *pending.reads))]
            pending.clear()
        else:
            before = []
        if _is_compound(statement):
            return [*before, self._compound(statement, pending, () if writes else reads)]
        if _meet(reads, writes):
            pending.reads, pending.writes = (), writes
            return [*before, *self._split(statement, writes[0])]
        if not reads and not writes and any(isinstance(node, BlockVote | WarpOperation) for node in walk(statement)):
            pending.clear()
        pending.reads += reads
        pending.writes += (*writes, _ELSEWHERE) if calls else writes
        if isinstance(statement, Assign) and not writes and (root := root_of(statement.target)) is not None:
            pending.change(root.name)
        return [*before, statement]

    def _split(self, statement: Assign, written: Access) -> list[Any]:
        """The value, a meeting, the write."""
        value = statement.value
        name = self._fresh(f"next_{written.root.split('.')[0]}")
        held = Declare(name, value.type, value, statement.span)
        write = replace(statement, value=Variable(name, value.type, statement.span))
        return [held, self._barrier(statement, (written,)), write]

    def _compound(self, statement: Any, pending: _Pending, reads: tuple[Access, ...]) -> Any:
        """Each list within begins with what is pending here, and ends with what it wrote met. reads: left after it."""
        loops = isinstance(statement, For | While | DoWhile)
        updates: dict[str, Any] = {}
        for name in ("then", "otherwise", "body"):
            if getattr(statement, name, ()):
                updates[name] = self._list(getattr(statement, name), pending.copy(), loops=loops)
        if isinstance(statement, Switch):
            cases = (replace(each, body=self._list(each.body, pending.copy())) for each in statement.cases)
            updates["cases"] = tuple(cases)
        pending.reads += reads
        for node in walk(statement):
            if isinstance(node, Assign) and (root := root_of(node.target)) is not None:
                pending.change(root.name)
        return replace(statement, **updates)

    def _barrier(self, statement: Any, accesses: tuple[Access, ...]) -> Barrier:
        if not self.warnings:
            name = accesses[0].root.split(".")[0]
            message = f"lanes of a warp exchange values through `{name}` without synchronisation; the port synchronises"
            self.warnings.append(warning("TK0501", message, statement.span))
        return Barrier(Scope.WARP, statement.span)

    # ------------------------------------------------------------ accesses

    def _reads(self, statement: Any) -> tuple[Access, ...]:
        written = {id(_element(node.target)) for node in walk(statement) if isinstance(node, Assign)}
        return self._of(node for node in walk(statement) if id(node) not in written)

    def _writes(self, statement: Any) -> tuple[Access, ...]:
        return self._of(_element(node.target) for node in walk(statement) if isinstance(node, Assign))

    def _writes_of(self, statements: Statements) -> bool:
        return any(self._writes(each) for each in statements)

    def _calls(self, node: Any) -> bool:
        return isinstance(node, Call) and node.function in self._exchanging

    def _of(self, nodes: Iterable[Any]) -> tuple[Access, ...]:
        return tuple(dict.fromkeys(found for node in nodes if (found := self._access(node)) is not None))

    def _access(self, node: Any) -> Access | None:
        if not isinstance(node, Index | Dereference) or isinstance(node.type, Array):
            return None
        variable = root_of(node)
        if variable is not None:
            if variable.name not in self._volatile:
                return None
        else:
            pointer = _pointer_of(node)
            if pointer.space is not Space.SHARED or not pointer.volatile:
                return None
        names = [each.name for each in walk(node) if isinstance(each, Variable)]
        return Access(names[0] if names else "shared memory", _key(node), frozenset(names))


def _element(place: Any) -> Any:
    """The element of memory that a place is, or is a part of."""
    while isinstance(place, Lane | Member):
        place = place.base
    return place


def _pointer_of(place: Any) -> Pointer:
    """The pointer through which a place is reached."""
    while isinstance(place, Index) and not isinstance(place.base.type, Pointer):
        place = _element(place.base)
    pointer: Any = place.pointer if isinstance(place, Dereference) else place.base
    assert isinstance(pointer.type, Pointer)
    return pointer.type


def _is_compound(statement: Any) -> bool:
    return any(isinstance(child, STATEMENTS) or hasattr(child, "labels") for child in children(statement))


def _key(node: Any) -> Any:
    """An expression by what it says, without where it stands."""
    if isinstance(node, tuple):
        return tuple(map(_key, node))
    if not hasattr(node, "span"):
        return node
    skipped = ("span", "symbol", "spelling", "explicit")
    return (type(node), *(_key(getattr(node, each.name)) for each in fields(node) if each.name not in skipped))
