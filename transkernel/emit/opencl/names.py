"""Names of a port: the programmer's where OpenCL C lets him keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from transkernel.emit.opencl.words import NOT_FOR_FIELDS, is_taken

_BETTER = {"this": "self"}


def base_name(name: str) -> str:
    """The programmer's name behind the IR's: without the `.1` of uniqueness, an identifier, none of OpenCL's words."""
    plain = re.sub(r"\.\d+$", "", name)
    plain = _BETTER.get(plain, re.sub(r"\W", "_", plain))
    if plain[:1].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if is_taken(plain) else plain


def field_name(name: str) -> str:
    """A member's name: functions' names are free for members, words and types are not."""
    return f"{name}_" if name in NOT_FOR_FIELDS else name


def fresh(name: str, taken: frozenset[str] | set[str]) -> str:
    """The name, or with `_2`, `_3` ... behind it the first one that is not taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


class LocalNames:
    """The variables of one function, as scopes come and go. `outside` are names of the file that must stay visible."""

    def __init__(self, outside: frozenset[str]) -> None:
        self._outside = outside
        self._scopes: list[dict[str, str]] = [{}]

    @contextmanager
    def scope(self) -> Iterator[None]:
        self._scopes.append({})
        yield
        self._scopes.pop()

    def declare(self, name: str) -> str:
        """The printed name of an IR variable from here to the end of the scope."""
        visible = self._outside | {printed for scope in self._scopes for printed in scope.values()}
        printed = fresh(base_name(name), visible)
        self._scopes[-1][name] = printed
        return printed

    def __getitem__(self, name: str) -> str:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        return any(name in scope for scope in self._scopes)
