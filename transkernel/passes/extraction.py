"""Takes chosen operations out of expressions into variables of their own, in the order in which C evaluates them.

`a && vote(b)` becomes an `if`, since its right side is evaluated only where it is needed; so does `c ? f(x) : y`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Assert,
    Assign,
    BlockVote,
    Call,
    Declare,
    Evaluate,
    If,
    Logical,
    LogicalOp,
    Print,
    Return,
    Select,
    Switch,
    Variable,
    WarpOp,
    WarpOperation,
)
from transkernel.ir.types import BOOL
from transkernel.ir.visit import children, map_children
from transkernel.passes.exits import negated
from transkernel.passes.names import FreshNames

Statements = tuple[Any, ...]

_WORDS = {
    WarpOp.ANY: "any", WarpOp.ALL: "all", WarpOp.BALLOT: "ballot", WarpOp.MATCH_ANY: "matching",
    WarpOp.MATCH_ALL: "matching", WarpOp.ACTIVE_MASK: "active_mask",
}  # fmt: skip


def result_name(node: Any) -> str:
    """What the result of an operation is called."""
    if isinstance(node, WarpOperation):
        if node.op in _WORDS:
            return _WORDS[node.op]
        return "reduced" if node.op.startswith("reduce") else "other"
    if isinstance(node, Call):
        return f"{node.function}_result"
    return "vote" if isinstance(node, BlockVote) else "value"


class Extraction:
    """wanted: the operations to take out."""

    def __init__(self, wanted: Callable[[Any], bool], fresh: FreshNames) -> None:
        self._wanted = wanted
        self._fresh = fresh

    def contains(self, node: Any) -> bool:
        return self._wanted(node) or any(self.contains(child) for child in children(node))

    # ------------------------------------------------------------ statements

    def statement(self, node: Any) -> Statements:
        """The statement with what it evaluates taken out before it; statements inside of it stay as they are.

        An operation that is all of a value (`x = f(y);`) stays where it is.
        """
        before: list[Any] = []
        match node:
            case Declare(init=init) if init is not None:
                changed: Any = replace(node, init=self._whole(init, before))
            case Assign():
                target = self.expression(node.target, before)
                changed = replace(node, target=target, value=self._whole(node.value, before))
            case Evaluate():
                changed = replace(node, value=self._whole(node.value, before))
            case Return(value=value) if value is not None:
                changed = replace(node, value=self.expression(value, before))
            case If() | Assert():
                changed = replace(node, condition=self.expression(node.condition, before))
            case Switch():
                changed = replace(node, value=self.expression(node.value, before))
            case Print():
                changed = replace(node, arguments=tuple(self.expression(each, before) for each in node.arguments))
            case _:
                return (node,)
        return (*before, changed) if before else (changed,)

    def _whole(self, node: Any, before: list[Any]) -> Any:
        """Operands taken out; the operation itself stays."""
        if self._wanted(node):
            return map_children(node, lambda child: self.expression(child, before))
        return self.expression(node, before)

    # ------------------------------------------------------------ expressions

    def expression(self, node: Any, before: list[Any]) -> Any:
        """The expression over variables that `before` computes."""
        if not self.contains(node):
            return node
        if isinstance(node, Logical) and self.contains(node.right):
            return self._logical(node, before)
        if isinstance(node, Select) and (self.contains(node.then) or self.contains(node.otherwise)):
            return self._select(node, before)
        inner = map_children(node, lambda child: self.expression(child, before))
        if not self._wanted(node):
            return inner
        return self._keep(result_name(node), inner, before)

    def _keep(self, name: str, value: Any, before: list[Any]) -> Variable:
        variable = Variable(self._fresh(name), value.type, value.span)
        before.append(Declare(variable.name, value.type, value, value.span))
        return variable

    def _logical(self, node: Logical, before: list[Any]) -> Variable:
        holds = self._keep("holds", self.expression(node.left, before), before)
        inner: list[Any] = []
        right = self.expression(node.right, inner)
        condition = holds if node.op is LogicalOp.AND else negated(holds)
        before.append(If(condition, (*inner, Assign(holds, right, node.span)), (), node.span))
        return holds

    def _select(self, node: Select, before: list[Any]) -> Variable:
        condition = self.expression(node.condition, before)
        chosen = Variable(self._fresh("chosen"), node.type, node.span)
        before.append(Declare(chosen.name, node.type, None, node.span))
        sides = []
        for side in (node.then, node.otherwise):
            inner: list[Any] = []
            value = self.expression(side, inner)
            sides.append((*inner, Assign(chosen, value, side.span)))
        before.append(If(condition, sides[0], sides[1], node.span))
        return chosen

    def condition(self, node: Any) -> tuple[Statements, Any]:
        """What computes a condition, and the condition; nothing and the node where nothing is taken out."""
        before: list[Any] = []
        value = self.expression(node, before)
        assert value.type == BOOL
        return tuple(before), value
