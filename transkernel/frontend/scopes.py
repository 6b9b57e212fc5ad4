"""Which names are types and which are templates, scope by scope, as far as the parser must know."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from transkernel.frontend import words


class Kind(IntEnum):
    """What a name is to the parser. VALUE: a variable, function, enumerator or namespace member of any such kind."""

    VALUE = 1
    TYPE = 2
    TYPE_TEMPLATE = 3
    VALUE_TEMPLATE = 4
    NAMESPACE = 5

    @property
    def is_type(self) -> bool:
        return self in (Kind.TYPE, Kind.TYPE_TEMPLATE)


@dataclass(slots=True)
class Scope:
    """Names of one block, class or namespace. children: the named scopes within."""

    names: dict[str, Kind] = field(default_factory=dict)
    children: dict[str, Scope] = field(default_factory=dict)

    def child(self, name: str) -> Scope:
        """The scope of a namespace or class of this name, made where there is none."""
        return self.children.setdefault(name, Scope())


class ScopeStack:
    """The scopes that enclose a place, outermost first, and the names of the unit wherever they were declared."""

    def __init__(self, scopes: tuple[Scope, ...], anywhere: dict[str, Kind | None]) -> None:
        self._scopes = list(scopes)
        self._anywhere = anywhere

    def snapshot(self) -> tuple[Scope, ...]:
        return tuple(self._scopes)

    def branch(self, *inner: Scope) -> ScopeStack:
        """A stack that begins with these scopes and goes its own way."""
        return ScopeStack((*self._scopes, *inner), self._anywhere)

    def push(self, scope: Scope | None = None) -> Scope:
        self._scopes.append(scope or Scope())
        return self._scopes[-1]

    def pop(self) -> None:
        self._scopes.pop()

    @property
    def innermost(self) -> Scope:
        return self._scopes[-1]

    def declare_in(self, scope: Scope, name: str, kind: Kind) -> None:
        """A name of a scope. Outside of its scope a type or template is a hint for names that cannot be resolved: where
        two scopes disagree about it, no hint at all."""
        if not name:
            return
        scope.names[name] = kind
        if kind is Kind.VALUE:
            if name in self._anywhere:
                self._anywhere[name] = None
        elif self._anywhere.setdefault(name, kind) is not kind:
            self._anywhere[name] = None

    def find(self, path: tuple[str, ...]) -> Kind | None:
        """What a qualified name is, or None where that is not known."""
        return self._simple(path[0]) if len(path) == 1 else self._qualified(path)

    def _simple(self, name: str) -> Kind | None:
        for scope in reversed(self._scopes):
            kind = scope.names.get(name)
            if kind is not None:
                return kind
        if name in words.TYPES:
            return Kind.TYPE
        if name in words.TYPE_TEMPLATES:
            return Kind.TYPE_TEMPLATE
        if name in words.FUNCTION_TEMPLATES:
            return Kind.VALUE_TEMPLATE
        return self._anywhere.get(name)

    def _qualified(self, path: tuple[str, ...]) -> Kind | None:
        scope = self.scope_of(path[:-1])
        if scope is not None and path[-1] in scope.names:
            return scope.names[path[-1]]
        if path[0] in words.LIBRARY_NAMESPACES or scope is None:
            return self._library(path[-1])
        return None

    def _library(self, name: str) -> Kind | None:
        if name in words.LIBRARY_TEMPLATES:
            return Kind.TYPE_TEMPLATE
        if name in words.LIBRARY_TYPES:
            return Kind.TYPE
        if name in words.LIBRARY_VALUE_TEMPLATES:
            return Kind.VALUE_TEMPLATE
        return self._anywhere.get(name)

    def scope_of(self, path: tuple[str, ...]) -> Scope | None:
        """The scope that a qualified name's first parts mean."""
        for scope in reversed(self._scopes):
            if path[0] in scope.children:
                return _walk(scope.children[path[0]], path[1:])
        return None


def _walk(scope: Scope, path: tuple[str, ...]) -> Scope | None:
    for name in path:
        inner = scope.children.get(name)
        if inner is None:
            return None
        scope = inner
    return scope
