"""Replaces calls by the bodies of what they call, as statements without a `return`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    Assign,
    Break,
    Call,
    Declare,
    DoWhile,
    Evaluate,
    For,
    Function,
    If,
    Literal,
    Return,
    Switch,
    Variable,
    While,
    boolean,
)
from transkernel.ir.types import BOOL, VOID
from transkernel.ir.visit import map_children, walk_all, walk_statements
from transkernel.limits import checkpoint
from transkernel.passes.exits import ExitLowering
from transkernel.passes.extraction import Extraction
from transkernel.passes.names import FreshNames, declared_names

Statements = tuple[Any, ...]

_MOST_INLINED = 20_000  # nodes of all bodies that stand in for calls


class Inliner:
    """Inlines the calls that `wanted` names in one function (or kernel)."""

    def __init__(self, functions: Mapping[str, Function], wanted: Callable[[Any], bool], fresh: FreshNames) -> None:
        self._functions = functions
        self._wanted = wanted
        self._fresh = fresh
        self._extraction = Extraction(wanted, fresh)
        self._grown = 0

    def run(self, statements: Statements) -> Statements:
        """The statements with the calls replaced. Raises Refusal TK0311 for a call in a loop's step, TK0313 for calls
        of calls that double without end."""
        result: list[Any] = []
        for statement in statements:
            result.extend(self._statement(statement))
        return tuple(result)

    def _statement(self, node: Any) -> Statements:
        if not self._extraction.contains(node):
            return (node,)
        if isinstance(node, For | While | DoWhile):
            return self._loop(node)
        result: list[Any] = []
        *before, last = self._extraction.statement(node)
        for each in before:
            result.extend(self._statement(each) if isinstance(each, If) else self._expand(each))
        result.extend(self._expand(self._nested(last)))
        return tuple(result)

    def _nested(self, node: Any) -> Any:
        """The lists of statements inside of a statement."""
        match node:
            case If():
                return replace(node, then=self.run(node.then), otherwise=self.run(node.otherwise))
            case Switch():
                return replace(node, cases=tuple(replace(each, body=self.run(each.body)) for each in node.cases))
        return replace(node, body=self.run(node.body)) if hasattr(node, "body") else node

    # ------------------------------------------------------------ loops

    def _loop(self, node: For | While | DoWhile) -> Statements:
        """A condition that calls is computed at the top of the body."""
        steps = node.step if isinstance(node, For) else ()
        for step in steps:
            if self._extraction.contains(step):
                message = "a call with a barrier or warp operation in it stands in a loop's step"
                raise refuse("TK0311", message, step.span)
        if isinstance(node, For) and any(self._extraction.contains(each) for each in node.init):
            return (*self.run(node.init), *self._loop(replace(node, init=())))
        if node.condition is None or not self._extraction.contains(node.condition):
            return (replace(node, body=self.run(node.body)),)
        before, condition = self._extraction.condition(node.condition)
        check = If(condition, (), (Break(node.condition.span),), node.condition.span)
        test = self.run((*before, check))
        always = boolean(True, node.span)
        if not isinstance(node, DoWhile):
            return (replace(node, condition=always, body=(*test, *self.run(node.body))),)
        begun = Variable(self._fresh("begun"), BOOL, node.span)
        again = If(begun, test, (), node.span)
        body = (again, Assign(begun, always, node.span), *self.run(node.body))
        return (Declare(begun.name, BOOL, boolean(False, node.span), node.span), While(always, body, node.span))

    # ------------------------------------------------------------ calls

    def _expand(self, node: Any) -> Statements:
        """A statement whose whole value is a call, or that holds no call."""
        match node:
            case Declare(init=Call() as call) if self._wanted(call):
                body, value = self._body(call)
                return (*body, replace(node, init=value))
            case Assign(value=Call() as call) if self._wanted(call):
                body, value = self._body(call)
                return (*body, replace(node, value=value))
            case Evaluate(value=Call() as call) if self._wanted(call):
                return self._body(call)[0]
        return (node,)

    def _body(self, call: Call) -> tuple[Statements, Any]:
        checkpoint(call.span)
        callee = self._functions[call.function]
        self._grown += sum(1 for _ in walk_all(callee.body))
        if self._grown > _MOST_INLINED:
            message = f"the calls of `{callee.cuda_name}`, with all that they call in turn, become too much code"
            raise refuse("TK0313", message, call.span)
        names = {name: self._fresh(name) for name in sorted(declared_names(callee))}
        changed = _assigned(callee)
        before: list[Any] = []
        values: dict[str, Any] = {}
        for parameter, argument in zip(callee.parameters, call.arguments, strict=True):
            if isinstance(argument, Literal) and parameter.name not in changed:
                values[parameter.name] = argument
            else:
                name = names[parameter.name]
                before.append(Declare(name, parameter.type, argument, argument.span))
        body = tuple(renamed(each, names, values) for each in callee.body)
        returns = [node for node in walk_statements(body) if isinstance(node, Return)]
        if len(returns) == int(callee.result != VOID) and (not returns or returns[0] is body[-1]):
            value = returns[0].value if returns else None
            return (*before, *(body[:-1] if returns else body)), value
        return self._structured(call, callee, tuple(before), body)

    def _structured(self, call: Call, callee: Function, before: Statements, body: Statements) -> tuple[Statements, Any]:
        """Several returns: each sets the result and a flag that guards what follows."""
        running = Variable(self._fresh(f"in_{callee.name}"), BOOL, call.span)
        result = None
        if callee.result != VOID:
            result = Variable(self._fresh(f"{callee.name}_result"), callee.result, call.span)
            before = (*before, Declare(result.name, callee.result, None, call.span))

        def leave(node: Any) -> Statements:
            stop = Assign(running, boolean(False, node.span), node.span)
            return (stop,) if result is None or node.value is None else (Assign(result, node.value, node.span), stop)

        begin = Declare(running.name, BOOL, boolean(True, call.span), call.span)
        return (*before, begin, *ExitLowering(running, leave).lower(body)), result


def _assigned(function: Function) -> set[str]:
    """Parameters that are not only read."""
    result: set[str] = set()
    for node in walk_all(function.body):
        place = node.target if isinstance(node, Assign) else getattr(node, "place", None)
        while place is not None and hasattr(place, "base"):
            place = place.base
        if isinstance(place, Variable):
            result.add(place.name)
    return result


def renamed(node: Any, names: Mapping[str, str], values: Mapping[str, Any]) -> Any:
    """A copy of a statement: variables of other names, or values in their place."""
    if isinstance(node, Variable):
        if node.name in values:
            return values[node.name]
        return replace(node, name=names[node.name]) if node.name in names else node
    result = map_children(node, lambda child: renamed(child, names, values))
    if isinstance(node, Declare):
        return replace(result, name=names[node.name])
    return result
