"""Walking and rewriting IR without naming every node: fields that hold nodes are found from the dataclasses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
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


def child_fields(class_: Any) -> tuple[str, ...]:
    """The fields of a node that can hold nodes; types, spans and names cannot."""
    known = _fields_of.get(class_)
    if known is not None:
        return known
    plain = ("type", "span", "name", "symbol", "spelling", "op", "text", "id", "function", "field", "lane", "axis")
    return _fields_of.setdefault(class_, tuple(each.name for each in fields(class_) if each.name not in plain))


def children(node: Any) -> list[Any]:
    """The nodes directly below a node, in the order of its fields."""
    found: list[Any] = []
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if type(value) in _NODES:
            found.append(value)
        elif type(value) is tuple:
            found += [each for each in value if type(each) in _NODES]
    return found


def walk(node: Any) -> Iterator[Any]:
    """The node and all below it, parents first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        below = children(current)
        below.reverse()
        stack += below


def walk_all(nodes: tuple[Any, ...]) -> Iterator[Any]:
    """`walk` over each of several nodes."""
    for node in nodes:
        yield from walk(node)


def map_children(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with `change` applied to each child; the same object where nothing changed.

    In a tuple of statements `change` may return a tuple, which is spliced in.
    """
    updates: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if type(value) in _NODES:
            changed = change(value)
        elif isinstance(value, tuple) and value:
            changed = map_tuple(value, change)
        else:
            continue
        if changed is not value:
            updates[name] = changed
    return replace(node, **updates) if updates else node


def map_tuple(nodes: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Each node changed, tuples spliced in; the same tuple where nothing changed."""
    result: list[Any] = []
    same = True
    for each in nodes:
        changed = change(each) if type(each) in _NODES else each
        same = same and changed is each
        if isinstance(changed, tuple):
            result.extend(changed)
        else:
            result.append(changed)
    return nodes if same else tuple(result)


def rewrite(node: Any, change: Callable[[Any], Any]) -> Any:
    """Bottom-up: children first, then `change` on the rebuilt node."""
    return change(map_children(node, lambda child: rewrite(child, change)))


def rewrite_all(nodes: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """`rewrite` over a tuple of statements, splicing tuples in."""
    return map_tuple(nodes, lambda node: rewrite(node, change))
