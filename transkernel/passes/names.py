"""Names of new variables: the name that says what it is, with `.1`, `.2` ... behind it where it is taken."""

from __future__ import annotations

from collections.abc import Iterable

from transkernel.ir.nodes import Declare, Function, Kernel
from transkernel.ir.visit import walk_statements


def declared_names(function: Function | Kernel) -> set[str]:
    """All names of a function's parameters and locals, and of a kernel's shared variables."""
    names = {parameter.name for parameter in function.parameters}
    names |= {node.name for node in walk_statements(function.body) if isinstance(node, Declare)}
    if isinstance(function, Kernel):
        names |= {variable.name for variable in function.shared}
    return names


class FreshNames:
    """Gives names that are not taken yet, and remembers them."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._tried: dict[str, int] = {}  # for each base: the numbers up to this one are taken

    def copy(self) -> FreshNames:
        made = FreshNames(self._taken)
        made._tried = {**self._tried}
        return made

    def take(self, names: Iterable[str]) -> None:
        self._taken.update(names)

    def __call__(self, wanted: str) -> str:
        base, _, number = wanted.rpartition(".")
        if not base or not number.isdigit():
            base = wanted
        name, count = wanted, self._tried.get(base, 0)
        while name in self._taken:
            count += 1
            name = f"{base}.{count}"
        if name is not wanted:
            self._tried[base] = count
        self._taken.add(name)
        return name
