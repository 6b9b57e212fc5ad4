"""Where a program can be changed: every node of its bodies with the way to it, and a program with one node replaced.

Nodes are found by their way and not by identity: the front end may put one object in two places (`x[i] += 1`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from transkernel.ir import nodes as ir
from transkernel.ir.types import Type
from transkernel.ir.visit import EXPRESSIONS, STATEMENTS, child_fields
from transkernel.records import record

Step = tuple[str, int]  # a field, and the position in it where the field is a tuple, else -1
_NODES = (*EXPRESSIONS, *STATEMENTS, ir.SwitchCase)


@record
class Named:
    """A variable that can be named at a site, with a value."""

    name: str
    type: Type


@record
class Site:
    """One node. function: whose body it is in, empty for the kernel's. steps: from that function down to the node.

    parents: the nodes around it, outermost first. visible: the variables in scope that have a value, oldest first.
    """

    function: str
    steps: tuple[Step, ...]
    node: Any
    parents: tuple[Any, ...]
    visible: tuple[Named, ...]

    @property
    def parent(self) -> Any:
        """The node that holds this one; None for a statement of the body itself."""
        return self.parents[-1] if self.parents else None

    @property
    def field(self) -> str:
        """The field of the parent that holds the node."""
        return self.steps[-1][0]

    def is_under(self, *classes: type) -> bool:
        """Whether a node of these classes is around it."""
        return any(isinstance(each, classes) for each in self.parents)

    def inside(self, class_: type, *names: str) -> bool:
        """Whether it stands in one of these fields of a node of the class, at any depth."""
        below = zip(self.parents, self.steps[1:], strict=True)
        return any(isinstance(each, class_) and step[0] in names for each, step in below)


def sites(program: ir.Program) -> Iterator[Site]:
    """Every node of the kernel and of the functions that it reaches, parents first."""
    for function in bodies(program):
        name = "" if function is program.kernel else function.name
        visible = tuple(Named(each.name, each.type) for each in function.parameters)
        yield from _statements(function.body, "body", name, (), (), visible)


def bodies(program: ir.Program) -> tuple[ir.Kernel | ir.Function, ...]:
    """The kernel and the functions that it reaches."""
    return (program.kernel, *program.functions)


def replaced(program: ir.Program, site: Site, change: Any) -> ir.Program:
    """The program with the site's node replaced: by a node, or by a tuple of statements where it is one of a list."""
    if not site.function:
        return replace(program, kernel=replaced_below(program.kernel, site.steps, change))
    functions = tuple(
        replaced_below(each, site.steps, change) if each.name == site.function else each for each in program.functions
    )
    return replace(program, functions=functions)


def replaced_below(node: Any, steps: tuple[Step, ...], change: Any) -> Any:
    """A node with what stands at the end of the steps replaced."""
    (name, position), rest = steps[0], steps[1:]
    held = getattr(node, name)
    if position < 0:
        return replace(node, **{name: replaced_below(held, rest, change) if rest else change})
    put = (
        (replaced_below(held[position], rest, change),) if rest else change if isinstance(change, tuple) else (change,)
    )
    return replace(node, **{name: (*held[:position], *put, *held[position + 1 :])})


def _statements(
    body: tuple[Any, ...],
    field: str,
    function: str,
    steps: tuple[Step, ...],
    parents: tuple[Any, ...],
    visible: tuple[Named, ...],
) -> Iterator[Site]:
    for position, statement in enumerate(body):
        yield from _node(statement, function, (*steps, (field, position)), parents, visible)
        visible += _declared(statement)


def _node(
    node: Any, function: str, steps: tuple[Step, ...], parents: tuple[Any, ...], visible: tuple[Named, ...]
) -> Iterator[Site]:
    if isinstance(node, ir.Comment):
        return
    yield Site(function, steps, node, parents, visible)
    around = (*parents, node)
    for name in child_fields(type(node)):
        held = getattr(node, name)
        if isinstance(held, _NODES):
            yield from _node(held, function, (*steps, (name, -1)), around, visible)
        elif isinstance(held, tuple) and all(isinstance(each, STATEMENTS) for each in held):
            yield from _statements(held, name, function, steps, around, visible)
            if name == "init":  # a loop's own variables are seen in the rest of it
                visible += tuple(each for statement in held for each in _declared(statement))
        elif isinstance(held, tuple):
            for position, each in enumerate(held):
                if isinstance(each, _NODES):
                    yield from _node(each, function, (*steps, (name, position)), around, visible)


def _declared(statement: Any) -> tuple[Named, ...]:
    if isinstance(statement, ir.Declare) and statement.init is not None:
        return (Named(statement.name, statement.type),)
    return ()
