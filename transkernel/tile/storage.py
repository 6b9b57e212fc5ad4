"""Where the variables of a kernel live: in variables of tile IR, one a leaf, or in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Decay,
    Declare,
    Index,
    Literal,
)
from transkernel.ir.types import Array, Type
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.passes.uniformity import root_of
from transkernel.records import record


@record
class Parts:
    """A value of a vector, array or struct: those of its parts, by name or number."""

    type: Type
    parts: tuple[Any, ...]
    names: tuple[str | int, ...]

    def part(self, name: str | int) -> Any:
        return self.parts[self.names.index(name)]


@record
class Address:
    """Memory: a pointer to the type's unit (layout.py). volatile: as CUDA's pointer says. field, fields: of the vector
    that it is a number of."""

    pointer: Any
    type: Type
    volatile: bool = False
    field: int = 0
    fields: int = 1


def leaves_of(value: Any) -> Iterator[Any]:
    """The numbers and pointers of a value, in order."""
    if isinstance(value, Parts):
        for part in value.parts:
            yield from leaves_of(part)
    else:
        yield value


def map_leaves(change: Callable[..., Any], *values: Any) -> Any:
    """`change` on the leaves of values of one type, as a value of that type."""
    first = values[0]
    if not isinstance(first, Parts):
        return change(*values)
    columns = zip(*(each.parts for each in values), strict=True)
    return Parts(first.type, tuple(map_leaves(change, *column) for column in columns), first.names)


def need_memory(body: tuple[Any, ...]) -> frozenset[str]:
    """Locals that need an address: it is taken, or an index into them is computed."""
    found: set[str] = set()
    for node in walk_all(body):
        if isinstance(node, AddressOf | Decay):
            place: Any = node.place
        elif isinstance(node, Index) and isinstance(node.base.type, Array) and not isinstance(node.index, Literal):
            place = node
        else:
            continue
        root = root_of(place)
        if root is not None:
            found.add(root.name)
    return frozenset(found)


def assigned_names(body: tuple[Any, ...]) -> frozenset[str]:
    """Variables of which a part is assigned somewhere."""
    roots = (root_of(node.target) for node in walk_statements(body) if isinstance(node, Assign))
    return frozenset(root.name for root in roots if root is not None)


def declared(body: tuple[Any, ...]) -> dict[str, Declare]:
    return {node.name: node for node in walk_statements(body) if isinstance(node, Declare)}
