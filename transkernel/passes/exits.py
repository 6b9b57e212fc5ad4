"""Takes `return`, `break` and `continue` out of a piece of code: flags say who has left, and guard what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    Block,
    Break,
    Continue,
    DoWhile,
    For,
    If,
    Return,
    Switch,
    Unary,
    UnaryOp,
    Variable,
    While,
)
from transkernel.ir.types import BOOL

Statements = tuple[Any, ...]
_LOOPS = (For, While, DoWhile)


def escapes(node: Any, in_loop: bool = False, in_switch: bool = False) -> bool:
    """Whether a statement may leave the piece of code that it stands in: by a return, or a jump of a loop around."""
    match node:
        case Return():
            return True
        case Break():
            return not (in_loop or in_switch)
        case Continue():
            return not in_loop
        case If():
            return any(escapes(each, in_loop, in_switch) for each in (*node.then, *node.otherwise))
        case Block():
            return any(escapes(each, in_loop, in_switch) for each in node.body)
        case For() | While() | DoWhile():
            return any(escapes(each, True, in_switch) for each in node.body)
        case Switch():
            return any(escapes(each, in_loop, True) for case in node.cases for each in case.body)
    return False


def negated(condition: Variable) -> Unary:
    return Unary(UnaryOp.NOT, condition, BOOL, condition.span)


class ExitLowering:
    """present: true for threads that have not left. leave: the assignments that a jump becomes."""

    def __init__(self, present: Variable, leave: Callable[[Any], Statements]) -> None:
        self._present = present
        self._leave = leave

    def lower(self, statements: Statements, in_loop: bool = False, in_switch: bool = False) -> Statements:
        """The statements without jumps out of them."""
        result: list[Any] = []
        for position, node in enumerate(statements):
            if not escapes(node, in_loop, in_switch):
                result.append(node)
                continue
            inside = in_loop or in_switch
            if isinstance(node, Return | Break | Continue):
                return (*result, *self._leave(node), *((Break(node.span),) if inside else ()))
            result.append(self._structure(node, in_loop, in_switch))
            rest = statements[position + 1 :]
            if inside:
                # A jump inside of an `if` is a `break` now; one inside of a loop or switch left only that.
                if isinstance(node, (*_LOOPS, Switch)):
                    result.append(If(negated(self._present), (Break(node.span),), (), node.span))
            elif rest:
                result.append(If(self._present, self.lower(rest), (), rest[0].span))
                return tuple(result)
        return tuple(result)

    def _structure(self, node: Any, in_loop: bool, in_switch: bool) -> Any:
        match node:
            case If():
                then = self.lower(node.then, in_loop, in_switch)
                return replace(node, then=then, otherwise=self.lower(node.otherwise, in_loop, in_switch))
            case Switch():
                cases = (replace(each, body=self.lower(each.body, in_loop, True)) for each in node.cases)
                return replace(node, cases=tuple(cases))
            case Block():
                return replace(node, body=self.lower(node.body, in_loop, in_switch))
        return replace(node, body=self.lower(node.body, True, in_switch))
