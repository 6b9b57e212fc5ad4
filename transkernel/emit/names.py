"""Names that nothing else has, and the variables of a function as scopes come and go: for every printer."""

from __future__ import annotations

from collections import Counter
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
        self._visible: Counter[str] = Counter()  # how often each printed name is in the scopes
        self._kinds: dict[str, object] = {}

    @contextmanager
    def scope(self) -> Iterator[None]:
        self._scopes.append({})
        yield
        self._visible.subtract(self._scopes.pop().values())

    def declare(self, name: str, kind: object = None) -> str:
        """The printed name of an IR variable from here to the end of the scope.

        kind: what a target tells its values apart by, where a name outlives its scope: a name of an earlier scope is
        not given to another kind.
        """
        wanted, number = self._base_name(name), 1
        printed = wanted
        while self._is_taken(printed, kind):
            number += 1
            printed = f"{wanted}_{number}"
        inner = self._scopes[-1]
        if name in inner:
            self._visible[inner[name]] -= 1
        self._visible[printed] += 1
        inner[name] = printed
        self._kinds[printed] = kind
        return printed

    def _is_taken(self, printed: str, kind: object) -> bool:
        visible = printed in self._outside or self._visible[printed] > 0
        return visible or (printed in self._kinds and self._kinds[printed] != kind)

    def __getitem__(self, name: str) -> str:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(name in scope for scope in self._scopes)
