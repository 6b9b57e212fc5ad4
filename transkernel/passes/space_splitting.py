"""Takes apart pointers that may point into two spaces, where that is simple. Tried only after a conflict.

- `p = a; ... p = b; ...` in one list of statements: what comes after the second assignment is a variable of its own.
- `T* p; if (c) p = a; else p = b;` is `T* p = c ? a : b`.
- `T* p = c ? a : b`, never assigned again: `c`, `a` and `b` are kept, and each use chooses.
- `(c ? a : b)[i]` is `c ? a[i] : b[i]`; as a target, two assignments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Call,
    Comment,
    Convert,
    Decay,
    Declare,
    Dereference,
    If,
    Index,
    Kernel,
    Lane,
    Member,
    PointerOffset,
    Program,
    Select,
    Statement,
    Variable,
)
from transkernel.ir.types import BOOL, Pointer
from transkernel.ir.visit import map_children, map_tuple, rewrite_all, walk_all, walk_statements
from transkernel.passes.names import FreshNames, declared_names

Statements = tuple[Statement, ...]


def split(program: Program) -> Program:
    """The program with such pointers taken apart; equal to the program where there are none."""
    functions = tuple(_split_function(each) for each in program.functions)
    kernel: Kernel = _split_function(program.kernel)
    return replace(program, kernel=kernel, functions=functions)


def _split_function(function: Any) -> Any:
    fresh = FreshNames(declared_names(function))
    body: Statements = _lists(function.body, lambda statements: _branches(_webs(statements, fresh)))
    body = _choices(body, fresh)
    body = rewrite_all(body, _push_down)
    body = rewrite_all(body, _target)
    return function if body == function.body else replace(function, body=body)


def _lists(statements: Statements, change: Callable[[Statements], Statements]) -> Statements:
    """`change` on every list of statements, inner ones first."""

    def inside(node: Any) -> Any:
        if isinstance(node, If):
            return replace(node, then=_lists(node.then, change), otherwise=_lists(node.otherwise, change))
        if hasattr(node, "body"):
            return replace(node, body=_lists(node.body, change))
        if hasattr(node, "cases"):
            return replace(node, cases=tuple(inside(each) for each in node.cases))
        return node

    return change(tuple(inside(each) for each in statements))


# ------------------------------------------------------------ one name, several pointers


def _webs(statements: Statements, fresh: FreshNames) -> Statements:
    declared = {each.name for each in statements if isinstance(each, Declare) and isinstance(each.type, Pointer)}
    result = list(statements)
    for position, statement in enumerate(statements):
        current = result[position]
        if not isinstance(statement, Assign) or not isinstance(current, Assign):
            continue
        target = statement.target
        if not isinstance(target, Variable) or target.name not in declared:
            continue
        name = fresh(target.name)
        old = current.target.name if isinstance(current.target, Variable) else target.name
        result[position] = Declare(name, target.type, current.value, statement.span)
        result[position + 1 :] = [_rename(each, old, name) for each in result[position + 1 :]]
    return tuple(result)


def _rename(node: Any, old: str, new: str) -> Any:
    if isinstance(node, Variable):
        return replace(node, name=new) if node.name == old else node
    return map_children(node, lambda child: _rename(child, old, new))


def _branches(statements: Statements) -> Statements:
    """`T* p; if (c) p = a; else p = b;` as one declaration."""
    result: list[Statement] = []
    for statement in statements:
        before = result[-1] if result else None
        if isinstance(statement, If) and isinstance(before, Declare) and before.init is None:
            values = [_only_value(branch, before.name) for branch in (statement.then, statement.otherwise)]
            if isinstance(before.type, Pointer) and None not in values:
                init = Select(statement.condition, values[0], values[1], before.type, statement.span)
                result[-1] = replace(before, init=init)
                continue
        result.append(statement)
    return tuple(result)


def _only_value(branch: Statements, name: str) -> Any:
    plain = [each for each in branch if not isinstance(each, Comment)]
    if len(plain) == 1 and isinstance(plain[0], Assign) and isinstance(plain[0].target, Variable):
        return plain[0].value if plain[0].target.name == name else None
    return None


# ------------------------------------------------------------ chosen pointers


def _choices(body: Statements, fresh: FreshNames) -> Statements:
    """Declares condition, first and second pointer; each use chooses again."""
    assigned = {
        node.target.name
        for node in walk_statements(body)
        if isinstance(node, Assign) and isinstance(node.target, Variable)
    }
    taken = {
        node.place.name
        for node in walk_all(body)
        if isinstance(node, AddressOf | Decay) and isinstance(node.place, Variable)
    }
    fixed = assigned | taken
    chosen: dict[str, tuple[Variable, Variable, Variable]] = {}

    def change(node: Any) -> Any:
        if isinstance(node, Declare) and node.name not in fixed and _is_choice(node.init):
            return declare(node, node.init)
        if isinstance(node, Variable) and node.name in chosen:
            condition, then, otherwise = chosen[node.name]
            return Select(condition, then, otherwise, node.type, node.span)
        return map_children(node, change)

    def declare(node: Declare, init: Any) -> tuple[Statement, ...]:
        init = map_children(init, change)
        name, span = node.name, node.span
        condition = Variable(fresh(f"{name}_is_first"), BOOL, span)
        then, otherwise = (Variable(fresh(f"{name}_{word}"), node.type, span) for word in ("first", "second"))
        chosen[name] = (condition, then, otherwise)
        return (
            Declare(condition.name, BOOL, init.condition, span, const=True),
            Declare(then.name, node.type, init.then, span),
            Declare(otherwise.name, node.type, init.otherwise, span),
        )

    return map_tuple(body, change)


def _push_down(node: Any) -> Any:
    """What is done with a chosen pointer, done with both."""
    field = _POINTER_OPERAND.get(type(node))
    if field is not None:
        return _over(node, getattr(node, field), lambda pointer: replace(node, **{field: pointer}))
    if isinstance(node, Call):
        places = [number for number, each in enumerate(node.arguments) if _is_choice(each)]
        if len(places) == 1:
            before, after = node.arguments[: places[0]], node.arguments[places[0] + 1 :]
            return _over(
                node, node.arguments[places[0]], lambda pointer: replace(node, arguments=(*before, pointer, *after))
            )
    return node


_POINTER_OPERAND = {
    Index: "base", Dereference: "pointer", PointerOffset: "pointer", Convert: "operand", Member: "base", Lane: "base",
}  # fmt: skip


def _is_choice(node: Any) -> bool:
    return isinstance(node, Select) and isinstance(node.type, Pointer)


def _over(node: Any, operand: Any, with_operand: Callable[[Any], Any]) -> Any:
    """`node` on each side of the choice. A member is of the place or value that was chosen before."""
    chosen = isinstance(operand, Select) and (_is_choice(operand) or isinstance(node, Member | Lane | Index))
    if not chosen or getattr(node, "type", None) is None:
        return node
    then, otherwise = _push_down(with_operand(operand.then)), _push_down(with_operand(operand.otherwise))
    return Select(operand.condition, then, otherwise, node.type, node.span)


def _target(node: Any) -> Any:
    """An assignment to a chosen place as two assignments; the address of a chosen place as a chosen address."""
    if isinstance(node, Assign) and isinstance(node.target, Select):
        target: Any = node.target
        then = _target(replace(node, target=target.then))
        otherwise = _target(replace(node, target=target.otherwise))
        return If(target.condition, (then,), (otherwise,), node.span)
    if isinstance(node, AddressOf | Decay) and isinstance(node.place, Select):
        place: Select = node.place
        sides = (replace(node, place=side) for side in (place.then, place.otherwise))
        then_address, otherwise_address = sides
        return Select(place.condition, then_address, otherwise_address, node.type, node.span)
    return node
