"""Thread IR without what nobody reads any more: values of locals, shared arrays that are only written, and the branches
and loops that nothing is left of.

Shuffles and the like are values here, and barriers keep nothing alive: a program of tiles needs neither. A loop that
changes nothing but its own variables ends, as C++ takes it to ([intro.progress]).
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Atomic,
    Barrier,
    Block,
    BlockVote,
    Break,
    Call,
    Comment,
    Continue,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    For,
    If,
    Index,
    Kernel,
    Literal,
    Return,
    Variable,
    While,
)
from transkernel.ir.types import Pointer
from transkernel.ir.visit import walk, walk_all, walk_statements
from transkernel.passes.uniformity import root_of

Statements = tuple[Any, ...]
Names = frozenset[str]
_NOBODY: Names = frozenset()


def without_unread(kernel: Kernel, arrays: Collection[str]) -> Kernel:
    """The kernel without the values of locals, and of the shared variables `arrays`, that nobody reads."""
    needed = frozenset(each.name for each in kernel.shared) - {*arrays}
    while True:
        body, _ = _Cut(kernel.body, needed).statements(kernel.body, _NOBODY)
        read = {each.name for each in kernel.shared} & {*_reads(body)}
        if read <= needed:
            break
        needed |= read
    shared = tuple(each for each in kernel.shared if each.name in needed)
    return replace(kernel, body=body, shared=shared)


class _Cut:
    """needed: shared variables that somebody reads somewhere."""

    def __init__(self, body: Statements, needed: Names) -> None:
        declared = {node.name for node in walk_statements(body) if isinstance(node, Declare)}
        taken = {root_of(node.place) for node in walk_all(body) if isinstance(node, AddressOf | Decay)}
        self._locals = declared - {root.name for root in taken if root is not None}
        self._memory = {*declared} - self._locals | needed
        self._needed = needed
        self._given_later: set[str] = set()
        self._loops: list[Names] = []  # of each loop around, what is read at its top or behind it

    def statements(self, body: Statements, after: Names) -> tuple[Statements, Names]:
        """What is left of statements behind which these names are read; and the names read before them."""
        made: list[Any] = []
        for node in reversed(body):
            left, after = self._statement(node, after)
            made += reversed(left)
        return tuple(reversed(made)), after

    def _statement(self, node: Any, after: Names) -> tuple[Statements, Names]:
        match node:
            case Declare() | Assign():
                return self._given(node, after)
            case If():
                then, one = self.statements(node.then, after)
                otherwise, other = self.statements(node.otherwise, after)
                if all(isinstance(each, Barrier) for each in (*then, *otherwise)) and not _has_effect(node.condition):
                    return (), after
                made = replace(node, then=then, otherwise=otherwise)
                return (made,), one | other | _names(node.condition)
            case For() | While() | DoWhile():
                return self._loop(node, after)
            case Block():
                body, before = self.statements(node.body, after)
                return ((replace(node, body=body),) if body else ()), before
            case Return():
                return (node,), _names(node)
            case Break() | Continue():
                return (node,), self._loops[-1]
        return (node,), after | _names(node)

    def _given(self, node: Declare | Assign, after: Names) -> tuple[Statements, Names]:
        """A statement that gives a variable a value."""
        root: str | None
        if isinstance(node, Declare):
            value, target, root = node.init, None, node.name
        else:
            value, target = node.value, node.target
            root = getattr(root_of(target), "name", None)
        is_own = root in self._locals
        wanted = (root in after or root in self._memory) if root is not None else True
        if not wanted and not _has_effect(value) and not _has_effect(target):
            if isinstance(node, Declare) and node.name in self._given_later:
                return (replace(node, init=None, const=False),), after
            return (), after
        if target is not None and root is not None:
            self._given_later.add(root)
        if is_own and (target is None or isinstance(target, Variable)):
            after -= {root}
        used = _names(value) | (_names(target) if not isinstance(target, Variable) else _NOBODY)
        if target is not None and not isinstance(target, Variable) and root is not None and not is_own:
            used -= {root} - _names_of_indices(target)
        return (node,), after | used

    def _loop(self, node: Any, after: Names) -> tuple[Statements, Names]:
        if self._is_nothing(node, after):
            comments = (each for each in walk_statements(node.body) if isinstance(each, Comment))
            return tuple(replace(each, trailing=False) for each in comments), after
        heads = _NOBODY if node.condition is None else _names(node.condition)
        top = after | heads
        while True:
            self._loops.append(top | after)
            step, before = self.statements(node.step, top) if isinstance(node, For) else ((), top)
            body, before = self.statements(node.body, before)
            self._loops.pop()
            if before <= top:
                break
            top |= before
        made = replace(node, body=body)
        if not isinstance(node, For):
            return (made,), top
        init, before = self.statements(node.init, top)
        return (replace(made, step=step, init=init),), before

    def _is_nothing(self, node: Any, after: Names) -> bool:
        """Whether a loop does nothing that anybody sees."""
        if node.condition is None or isinstance(node.condition, Literal) or _has_effect(node.condition):
            return False
        heads = (*node.init, *node.step) if isinstance(node, For) else ()
        for each in _flat((*heads, *node.body)):
            if isinstance(each, Barrier | Comment | Block):
                continue
            if isinstance(each, If | For | While | DoWhile):
                if _has_effect(each.condition):
                    return False
                continue
            if not isinstance(each, Declare | Assign):
                return False
            if isinstance(each, Assign) and self._given(each, after)[0]:
                return False
            if isinstance(each, Declare) and _has_effect(each.init):
                return False
        return True


_LISTS: dict[type, tuple[str, ...]] = {
    If: ("then", "otherwise"), For: ("init", "step", "body"), While: ("body",), DoWhile: ("body",), Block: ("body",),
}  # fmt: skip


def _flat(body: Statements) -> list[Any]:
    """The statements, and those in them."""
    found: list[Any] = []
    for node in body:
        found.append(node)
        for name in _LISTS.get(type(node), ()):
            found += _flat(getattr(node, name))
    return found


def _names(node: Any) -> Names:
    """The variables that an expression names."""
    if node is None:
        return _NOBODY
    return frozenset(each.name for each in walk(node) if isinstance(each, Variable))


def _names_of_indices(place: Any) -> Names:
    found = _NOBODY
    while not isinstance(place, Variable):
        if isinstance(place, Index):
            found |= _names(place.index)
        place = place.base
    return found


def _reads(body: Statements) -> Set[str]:
    """The names that statements read: not only write to."""
    nodes = [*walk_all(body)]
    roots = {id(root) for each in nodes if isinstance(each, Assign) and (root := root_of(each.target)) is not None}
    return {each.name for each in nodes if isinstance(each, Variable) and id(each) not in roots}


def _has_effect(node: Any) -> bool:
    """Whether an expression does more than give a value."""
    if node is None:
        return False
    for each in walk(node):
        if isinstance(each, Atomic | BlockVote | Call):
            return True
        pointer = each.pointer if isinstance(each, Dereference) else each.base if isinstance(each, Index) else None
        if pointer is not None and isinstance(pointer.type, Pointer) and pointer.type.volatile:
            return True
    return False
