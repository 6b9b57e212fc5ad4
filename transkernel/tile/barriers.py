"""Barriers where what a block stores is read, or stored over, by other lanes (see ir/memory_order.py)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transkernel.ir.memory_order import Spot, unordered
from transkernel.ir.nodes import Assert, Assign, Barrier, Declare, Evaluate, If, Print, Scope, Variable, While
from transkernel.ir.tile import Load, Range, Store, TileAtomic, TileKernel
from transkernel.ir.visit import map_children, map_tuple, rewrite, walk_all
from transkernel.passes.names import FreshNames
from transkernel.source import Span


def insert_barriers(kernel: TileKernel) -> TileKernel:
    """The kernel with a Barrier of the block before each statement that needs one, or at the end of a loop's body.

    A statement with accesses that have to wait for one another becomes several, a variable for each value loaded;
    but not the condition of a While, which the verifier refuses then.
    """
    missing = unordered(kernel)
    split = {id(each.statement) for each in missing if each.spot is Spot.WITHIN}
    if split:
        kernel = replace(kernel, body=_Splitter(kernel, split).statements(kernel.body))
        missing = unordered(kernel)
    spots = {(id(each.statement), each.spot) for each in missing}
    return replace(kernel, body=_ordered(kernel.body, spots)) if spots else kernel


def _ordered(body: tuple[Any, ...], spots: set[tuple[int, Spot]]) -> tuple[Any, ...]:
    result: list[Any] = []
    for node in body:
        if (id(node), Spot.BEFORE) in spots:
            result.append(_barrier(node.span))
        result.append(_inside(node, spots))
    return tuple(result)


_BODIES: dict[type, tuple[str, ...]] = {If: ("then", "otherwise"), While: ("body",), Range: ("body",)}


def _inside(node: Any, spots: set[tuple[int, Spot]]) -> Any:
    bodies = {name: _ordered(getattr(node, name), spots) for name in _BODIES.get(type(node), ())}
    if (id(node), Spot.END) in spots:
        bodies["body"] = (*bodies["body"], _barrier(node.span))
    return replace(node, **bodies) if bodies else node


def _barrier(span: Span) -> Barrier:
    return Barrier(Scope.BLOCK, span)


_ACCESSES = (Load, TileAtomic)
_FIELDS: dict[type, tuple[str, ...]] = {
    If: ("condition",), Range: ("start", "stop", "step"), Store: ("pointer", "value", "mask"), Declare: ("init",),
    Assign: ("value",), Evaluate: ("value",), Print: ("arguments",), Assert: ("condition",),
}  # fmt: skip
_LAST = (Declare, Assign, Evaluate)  # an access that is all of their value comes last


class _Splitter:
    """Takes what statements load out of them, into variables of their own."""

    def __init__(self, kernel: TileKernel, split: set[int]) -> None:
        self._split = split
        named: list[Any] = [each for each in walk_all(kernel.body) if isinstance(each, Declare | Range | Variable)]
        self._fresh = FreshNames(each.name for each in (*named, *kernel.parameters, *kernel.constants))

    def statements(self, body: tuple[Any, ...]) -> tuple[Any, ...]:
        return map_tuple(body, self._statement)

    def _statement(self, node: Any) -> Any:
        inner = {name: self.statements(getattr(node, name)) for name in _BODIES.get(type(node), ())}
        if id(node) not in self._split or isinstance(node, While):
            return replace(node, **inner) if inner else node
        before: list[Any] = []
        operands = {name: self._operand(node, getattr(node, name), before) for name in _FIELDS[type(node)]}
        return (*before, replace(node, **operands, **inner))

    def _operand(self, statement: Any, value: Any, before: list[Any]) -> Any:
        def take(node: Any) -> Any:
            return rewrite(node, lambda each: self._variable(each, before))

        if isinstance(value, tuple):
            return map_tuple(value, take)
        if isinstance(value, _ACCESSES) and isinstance(statement, _LAST):
            return map_children(value, take)
        return None if value is None else take(value)

    def _variable(self, node: Any, before: list[Any]) -> Any:
        if type(node) not in _ACCESSES:
            return node
        name = self._fresh("loaded")
        before.append(Declare(name, node.type, node, node.span))
        return Variable(name, node.type, node.span)
