"""What the variables of a program are for: which hold data, and which only say where data lies.

Data is what was read from memory, and what was computed from it. A narrower type or another sign changes data that a
case can choose; an index is small and not negative whatever the case, so that such a change of one is no fault at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transkernel.harness.mutate.sites import bodies
from transkernel.ir import nodes as ir
from transkernel.ir.types import Pointer
from transkernel.ir.visit import children, walk_all
from transkernel.records import record

_Name = tuple[str, str]  # a function, empty for the kernel, and a variable of it


@record
class Roles:
    """data: variables with values from memory. addresses: variables that an index or an offset is made of."""

    data: frozenset[_Name]
    addresses: frozenset[_Name]

    def is_value(self, node: Any, function: str) -> bool:
        """Whether an expression is made of data, and of nothing that says where data lies."""
        names = {(function, each.name) for each in _own(node) if isinstance(each, ir.Variable)}
        reads = any(_is_read(each) for each in _own(node))
        return (reads or not names.isdisjoint(self.data)) and names.isdisjoint(self.addresses)


def roles_of(program: ir.Program) -> Roles:
    """By going through all assignments until nothing is added."""
    flows = [flow for function in bodies(program) for flow in _flows(program, function)]
    data: set[_Name] = set()
    addresses = {
        (_key(program, function), each.name)
        for function in bodies(program)
        for node in walk_all(function.body)
        for place in _places_of(node)
        for each in _own(place)
        if isinstance(each, ir.Variable) and not isinstance(each.type, Pointer)
    }
    while True:
        before = len(data), len(addresses)
        for target, function, value in flows:
            sources = {(function, each.name) for each in _own(value) if isinstance(each, ir.Variable)}
            if any(_is_read(each) for each in _own(value)) or not sources.isdisjoint(data):
                data.add(target)
            if target in addresses:
                addresses |= sources | _parameters_of_calls(program, value)
        if (len(data), len(addresses)) == before:
            return Roles(frozenset(data), frozenset(addresses))


def _flows(program: ir.Program, function: Any) -> Iterator[tuple[_Name, str, Any]]:
    """Every variable that is given a value, with the function the value stands in."""
    key = _key(program, function)
    parameters = {each.name: each.parameters for each in program.functions}
    for node in walk_all(function.body):
        if isinstance(node, ir.Declare) and node.init is not None:
            yield (key, node.name), key, node.init
        elif isinstance(node, ir.Assign):
            root: Any = node.target
            while isinstance(root, ir.Member | ir.Lane):
                root = root.base
            if isinstance(root, ir.Variable):
                yield (key, root.name), key, node.value
        elif isinstance(node, ir.Call):
            for parameter, argument in zip(parameters[node.function], node.arguments, strict=True):
                yield (node.function, parameter.name), key, argument


def _parameters_of_calls(program: ir.Program, value: Any) -> set[_Name]:
    """What an index is computed from in the functions that compute it."""
    called = {each.function for each in _own(value) if isinstance(each, ir.Call)}
    return {
        (each.name, parameter.name)
        for each in program.functions
        for parameter in each.parameters
        if each.name in called
    }


def _places_of(node: Any) -> tuple[Any, ...]:
    """What of a node says where something lies."""
    if isinstance(node, ir.Index):
        return (node.index,)
    return (node.offset,) if isinstance(node, ir.PointerOffset) else ()


def _own(node: Any) -> Iterator[Any]:
    """The node and what is below it, but for what is below a read of memory."""
    yield node
    if not _is_read(node):
        for child in children(node):
            yield from _own(child)


def _is_read(node: Any) -> bool:
    return isinstance(node, ir.Index | ir.Dereference | ir.Atomic | ir.WarpOperation)


def _key(program: ir.Program, function: Any) -> str:
    return "" if function is program.kernel else function.name
