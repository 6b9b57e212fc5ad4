"""Names of new variables: the name that says what it is, with `.1`, `.2` ... behind it where it is taken."""

from __future__ import annotations

from collections.abc import Iterable

from transkernel.ir.nodes import Declare, Function, Kernel
from transkernel.ir.visit import walk_all


def declared_names(function: Function | Kernel) -> set[str]:
    """All names of a function's parameters and locals, and of a kernel's shared variables."""
    names = {parameter.name for parameter in function.parameters}
    names |= {node.name for node in walk_all(function.body) if isinstance(node, Declare)}
    if isinstance(function, Kernel):
        names |= {variable.name for variable in function.shared}
    return names


class FreshNames:
    """Gives names that are not taken yet, and remembers them."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, names: Iterable[str]) -> None:
        self._taken.update(names)

    def __call__(self, wanted: str) -> str:
        base, _, number = wanted.rpartition(".")
        if not base or not number.isdigit():
            base = wanted
        name, count = wanted, 1
        while name in self._taken:
            name, count = f"{base}.{count}", count + 1
        self._taken.add(name)
        return name
