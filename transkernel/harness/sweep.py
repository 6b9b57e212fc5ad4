"""`[[sweep]]`: a case whose keys have lists, and what it expands to.

Every list is a list of values to try, and every combination is tried, the last list of the file running fastest.
Where one value is a list already (`grid`, `block`, `shape`), a list of lists is swept and a plain list is one value;
a vector by value (`float3`) is swept, like any argument, so one of them stands in a list of its own: `[[1, 2, 3]]`.
Keys that belong together are swept together as tables: `args = [{ n = 10, ... }, { n = 20, ... }]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

MAX_COMBINATIONS = 4096

_LIST_VALUED = ("grid", "block")


@dataclass(frozen=True, slots=True)
class Combination:
    """The keys of one case, and a label that tells it from the others of its sweep."""

    values: dict[str, Any]
    label: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """One key and the values it takes; `path` is the tables around it and its name."""

    path: tuple[str, ...]
    values: tuple[Any, ...]

    @property
    def is_swept(self) -> bool:
        return len(self.values) > 1


def is_buffer_table(table: Mapping[str, Any]) -> bool:
    """A buffer has a string among its values, or a list of strings in a sweep; a struct's fields never have."""
    return any(
        isinstance(value, str) or (isinstance(value, list) and bool(value) and isinstance(value[0], str))
        for value in table.values()
    )


def expand(table: Mapping[str, Any]) -> list[Combination]:
    """Every combination of a sweep's values. Raises ValueError for an empty list, or for too many combinations."""
    axes = [axis for key, value in table.items() if key != "name" for axis in _axes((key,), value, is_buffer=False)]
    empty = next((axis for axis in axes if not axis.values), None)
    if empty is not None:
        raise ValueError(f"`{'.'.join(empty.path)}` is swept over an empty list")
    count = prod(len(axis.values) for axis in axes)
    if count > MAX_COMBINATIONS:
        raise ValueError(f"the sweep has {count} combinations; at most {MAX_COMBINATIONS} are run")
    return [_combination(axes, choice) for choice in product(*(range(len(axis.values)) for axis in axes))]


def _axes(path: tuple[str, ...], value: Any, *, is_buffer: bool) -> Iterator[_Axis]:
    if isinstance(value, dict):
        inside = is_buffer_table(value)
        for key, inner in value.items():
            yield from _axes((*path, key), inner, is_buffer=inside)
        return
    is_natural_list = (len(path) == 1 and path[0] in _LIST_VALUED) or (is_buffer and path[-1] == "shape")
    if isinstance(value, list) and (not is_natural_list or (bool(value) and isinstance(value[0], list))):
        yield _Axis(path, tuple(value))
    else:
        yield _Axis(path, (value,))


def _combination(axes: list[_Axis], choice: tuple[int, ...]) -> Combination:
    values: dict[str, Any] = {}
    labels: list[str] = []
    for axis, index in zip(axes, choice, strict=True):
        table = values
        for key in axis.path[:-1]:
            table = table.setdefault(key, {})
        table[axis.path[-1]] = axis.values[index]
        if axis.is_swept:
            labels.append(_label(axis, index))
    return Combination(values, " ".join(labels))


def _label(axis: _Axis, index: int) -> str:
    name = ".".join(axis.path).removeprefix("args.")
    value = axis.values[index]
    if isinstance(value, dict):
        return f"{name}={index + 1}"  # tables have no short text of their own
    if isinstance(value, list):
        return f"{name}={'x'.join(str(part) for part in value)}"
    return f"{name}={value}"
