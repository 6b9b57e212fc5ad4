"""Names that nothing else has, and the variables of a function as scopes come and go: for every printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


def fresh(name: str, taken: frozenset[str] | set[str]) -> str:
    """The name, or with `_2`, `_3` ... behind it the first one that is not taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


class LocalNames:
    """The variables of one function, as scopes come and go. `outside` are names of the file that must stay visible;
    base_name: what a target makes of the IR's name."""

    def __init__(self, outside: frozenset[str], base_name: Callable[[str], str]) -> None:
        self._outside = outside
        self._base_name = base_name
        self._scopes: list[dict[str, str]] = [{}]
        self._kinds: dict[str, object] = {}

    @contextmanager
    def scope(self) -> Iterator[None]:
        self._scopes.append({})
        yield
        self._scopes.pop()

    def declare(self, name: str, kind: object = None) -> str:
        """The printed name of an IR variable from here to the end of the scope.

        kind: what a target tells its values apart by, where a name outlives its scope: a name of an earlier scope is
        not given to another kind.
        """
        taken = self._outside | {printed for scope in self._scopes for printed in scope.values()}
        taken |= {printed for printed, other in self._kinds.items() if other != kind}
        printed = fresh(self._base_name(name), taken)
        self._scopes[-1][name] = printed
        self._kinds[printed] = kind
        return printed

    def __getitem__(self, name: str) -> str:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(name in scope for scope in self._scopes)
