"""Walking and rewriting IR without naming every node: fields that hold nodes are found from the dataclasses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, get_args

from transkernel.ir.nodes import Expression, Statement, SwitchCase
from transkernel.ir.placed import Numbers, PlacedExpression, PlacedStatement, Rows
from transkernel.ir.tile import TileExpression, TileStatement

# Classes of nodes have no subclasses, so that a look into a set tells a node.
_NODES: frozenset[type] = frozenset(
    (
        *(node for kind in (Expression, Statement, TileExpression, TileStatement) for node in get_args(kind)),
        *(node for kind in (PlacedExpression, PlacedStatement) for node in get_args(kind)),
        *(SwitchCase, Rows, Numbers),
    )
)
EXPRESSIONS: tuple[type, ...] = get_args(Expression)
STATEMENTS: tuple[type, ...] = get_args(Statement)
TILE_EXPRESSIONS: tuple[type, ...] = get_args(TileExpression)
TILE_STATEMENTS: tuple[type, ...] = get_args(TileStatement)


_fields_of: dict[type, tuple[str, ...]] = {}
_names_of: dict[type, tuple[str, ...]] = {}
_getters: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}
_lists_of: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}

_PLAIN_FIELDS = frozenset(
    ("type", "span", "name", "symbol", "spelling", "op", "text", "id", "function", "field", "lane", "axis")
)
# Annotations of fields that hold no nodes.
_PLAIN_TYPES = frozenset(
    ("Register", "Rounding | None", "Scalar", "Scope", "Unit", "bool", "int", "int | None", "int | float", "str",
     "tuple[int, ...]")
)  # fmt: skip

# Fields of statements that hold statements, where they are tuples.
_LISTS = ("init", "step", "then", "otherwise", "cases", "body")


def child_fields(class_: Any) -> tuple[str, ...]:
    """The fields of a node that can hold nodes; types, spans and names cannot."""
    known = _fields_of.get(class_)
    if known is not None:
        return known
    found = (each.name for each in fields(class_) if each.name not in _PLAIN_FIELDS and each.type not in _PLAIN_TYPES)
    return _fields_of.setdefault(class_, tuple(found))


def _all_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the values of these fields; None for no fields."""
    if not names:
        return None
    get: Any = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


def _getter(class_: type) -> Callable[[Any], tuple[Any, ...]] | None:
    return _getters.setdefault(class_, _all_of(child_fields(class_)))


def _list_getter(class_: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the lists of statements in a node of the class."""
    is_list = {each.name for each in fields(class_) if str(each.type).startswith("tuple")}
    names = tuple(each for each in child_fields(class_) if each in _LISTS and each in is_list)
    return _lists_of.setdefault(class_, _all_of(names))


def children(node: Any) -> list[Any]:
    """The nodes directly below a node, in the order of its fields."""
    class_ = type(node)
    values = _getters[class_] if class_ in _getters else _getter(class_)
    if values is None:
        return []
    found: list[Any] = []
    for value in values(node):
        kind = type(value)
        if kind in _NODES:
            found.append(value)
        elif kind is tuple:
            found += [each for each in value if type(each) in _NODES]
    return found


def walk(node: Any) -> Iterator[Any]:
    """The node and all below it, parents first."""
    return walk_all((node,))


def walk_all(nodes: tuple[Any, ...]) -> Iterator[Any]:
    """`walk` over each of several nodes."""
    stack = [*nodes]
    stack.reverse()
    pop, nodes_of = stack.pop, _NODES
    while stack:
        current = pop()
        yield current
        class_ = type(current)
        values = _getters[class_] if class_ in _getters else _getter(class_)
        if values is None:
            continue
        found: list[Any] = []
        for value in values(current):
            kind = type(value)
            if kind in nodes_of:
                found.append(value)
            elif kind is tuple:
                found += [each for each in value if type(each) in nodes_of]
        found.reverse()
        stack += found


def walk_statements(body: tuple[Any, ...]) -> Iterator[Any]:
    """Each statement of a list and of the lists in it, parents first: `walk_all` without the expressions."""
    stack = [*body]
    stack.reverse()
    pop = stack.pop
    while stack:
        current = pop()
        yield current
        class_ = type(current)
        lists = _lists_of[class_] if class_ in _lists_of else _list_getter(class_)
        if lists is None:
            continue
        for each in reversed(lists(current)):
            stack += each[::-1]


def map_children(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with `change` applied to each child; the same object where nothing changed.

    In a tuple of statements `change` may return a tuple, which is spliced in.
    """
    class_ = type(node)
    values = _getters[class_] if class_ in _getters else _getter(class_)
    if values is None:
        return node
    made: list[Any] = []
    same = True
    for value in values(node):
        kind = type(value)
        if kind in _NODES:
            new = change(value)
        elif kind is tuple and value:
            new = map_tuple(value, change)
        else:
            new = value
        same = same and new is value
        made.append(new)
    return node if same else _rebuilt(node, dict(zip(child_fields(class_), made, strict=True)))


def _rebuilt(node: Any, updates: dict[str, Any]) -> Any:
    """What `dataclasses.replace` gives, in a tenth of its time."""
    class_ = type(node)
    names = _names_of.get(class_) or _names_of.setdefault(class_, tuple(each.name for each in fields(class_)))
    return class_(*[updates[name] if name in updates else getattr(node, name) for name in names])


def map_tuple(nodes: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Each node changed, tuples spliced in; the same tuple where nothing changed."""
    result: list[Any] = []
    same = True
    for each in nodes:
        new = change(each) if type(each) in _NODES else each
        same = same and new is each
        if type(new) is tuple:
            result += new
        else:
            result.append(new)
    return nodes if same else tuple(result)


def rewrite(node: Any, change: Callable[[Any], Any]) -> Any:
    """Bottom-up: children first, then `change` on the rebuilt node."""

    def go(node: Any) -> Any:
        return change(map_children(node, go))

    return go(node)


def rewrite_all(nodes: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """`rewrite` over a tuple of statements, splicing tuples in."""

    def go(node: Any) -> Any:
        return change(map_children(node, go))

    return map_tuple(nodes, go)
