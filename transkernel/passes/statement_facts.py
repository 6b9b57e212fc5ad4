"""What is looked up in statements while they are predicated, and two ways of writing them another way."""

from __future__ import annotations

from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Break,
    Build,
    Comment,
    Compare,
    CompareOp,
    Continue,
    Decay,
    Declare,
    For,
    Function,
    If,
    Index,
    Kernel,
    Literal,
    Logical,
    LogicalOp,
    Return,
    Switch,
    Variable,
)
from transkernel.ir.types import INT32, Array
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.passes.collectives import jumps_in
from transkernel.passes.names import declared_names
from transkernel.passes.speculation import zero
from transkernel.passes.uniformity import root_of

Statements = tuple[Any, ...]


def never_changed(unit: Function | Kernel) -> set[str]:
    """Names that nothing assigns to but their declaration and a loop's step, and whose address is not taken."""
    names = declared_names(unit)
    steps = {id(each) for node in walk_statements(unit.body) if isinstance(node, For) for each in node.step}
    for node in walk_all(unit.body):
        place: Any = node.target if isinstance(node, Assign) and id(node) not in steps else None
        if isinstance(node, AddressOf | Decay):
            place = node.place
        root = root_of(place) if place is not None else None
        if root is not None:
            names.discard(root.name)
    return names


def changes(statements: Statements, names: set[str]) -> bool:
    for node in walk_all(statements):
        place = node.target if isinstance(node, Assign) else getattr(node, "place", None)
        root = root_of(place) if place is not None else None
        if root is not None and root.name in names:
            return True
    return False


def uses(statements: Statements, name: str) -> bool:
    return any(isinstance(node, Variable) and node.name == name for node in walk_all(statements))


def only_returns(statements: Statements) -> bool:
    plain = [each for each in statements if not isinstance(each, Comment)]
    return len(plain) == 1 and isinstance(plain[0], Return)


def operation_of(statement: Any) -> Any:
    """What a statement evaluates as a whole."""
    return getattr(statement, "init", None) if isinstance(statement, Declare) else getattr(statement, "value", None)


def values_of(statement: Any) -> list[Any]:
    """The expressions that a statement evaluates itself."""
    names = ("init", "target", "value", "condition")
    values = [getattr(statement, name, None) for name in names] + list(getattr(statement, "arguments", ()))
    return [each for each in values if hasattr(each, "type")]


def stem(target: Any) -> str | None:
    root = root_of(target)
    return root.name if root is not None else None


_MOST_ELEMENTS = 256


def assignments(node: Declare) -> Statements:
    """A declaration's value as assignments; arrays element by element. Raises Refusal TK0312 for long ones."""
    if node.init is None:
        return ()
    result: list[Any] = []
    _assign(Variable(node.name, node.type, node.span), node.init, result)
    if len(result) > _MOST_ELEMENTS:
        message = f"the array `{node.name}` is filled where not all threads are, and used across a barrier"
        raise refuse("TK0312", message, node.span)
    return tuple(result)


def _assign(target: Any, value: Any, result: list[Any]) -> None:
    if not isinstance(target.type, Array) or len(result) > _MOST_ELEMENTS:
        result.append(Assign(target, value, value.span))
        return
    for number in range(target.type.extent):
        position = Literal(number, INT32, value.span)
        element = Index(target, position, target.type.element, value.span)
        given = value.elements[number] if isinstance(value, Build) and number < len(value.elements) else None
        rest = (
            Build((), element.type, value.span) if isinstance(element.type, Array) else zero(element.type, value.span)
        )
        _assign(element, rest if given is None else given, result)


def as_branches(node: Switch, value: Variable) -> Statements:
    """A switch without falling through as `if`s. Raises Refusal TK0310 for others."""
    default: Statements = ()
    chain: list[tuple[Any, Statements]] = []
    for position, case in enumerate(node.cases):
        body = _case_body(case.body, position == len(node.cases) - 1)
        if body is None:
            message = "a barrier or warp operation that not all threads reach, in a switch that falls through"
            raise refuse("TK0310", message, case.span)
        if None in case.labels:
            default = body
            continue
        tests = [Compare(CompareOp.EQUAL, value, label, case.span) for label in case.labels if label is not None]
        condition: Any = tests[0]
        for test in tests[1:]:
            condition = Logical(LogicalOp.OR, condition, test, case.span)
        chain.append((condition, body))
    result = default
    for condition, body in reversed(chain):
        result = (If(condition, body, result, node.span),)
    return result


def _case_body(body: Statements, is_last: bool) -> Statements | None:
    """A case without its Break; None where it falls through or leaves the switch from within."""
    plain = [each for each in body if not isinstance(each, Comment)]
    ends = bool(plain) and isinstance(plain[-1], Break | Return | Continue)
    if not ends and not is_last:
        return None
    kept = tuple(each for each in body if not (plain and each is plain[-1] and isinstance(each, Break)))
    leaves = any(isinstance(each, Break) for each in jumps_in(kept))
    return None if leaves else kept
