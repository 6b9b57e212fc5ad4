"""Whether a loop's body does nothing in a turn in which each lane's shuffle gives it its own value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transkernel.ir import nodes as ir
from transkernel.ir.nodes import BinaryOp
from transkernel.ir.printer import expression_text
from transkernel.ir.types import Pointer, Struct
from transkernel.ir.visit import rewrite_all, walk, walk_all

_Functions = Mapping[str, ir.Function]
_Copies = dict[str, dict[str, str]]  # of a local of the body, what its fields are copies of; of a scalar under ""

_IDEMPOTENT_OPERATORS = (BinaryOp.AND, BinaryOp.OR)
_IDEMPOTENT_FUNCTIONS = ("min", "max", "fmin", "fmax", "fmin_nan", "fmax_nan")
_EFFECTS = (ir.Assign, ir.Atomic, ir.WarpOperation, ir.BlockVote, ir.Barrier, ir.For, ir.While, ir.DoWhile)


def is_idle(body: tuple[Any, ...], functions: _Functions) -> bool:
    """Nothing but copies of variables to themselves, by way of locals of the body and of functions that are called."""
    copies: _Copies = {}
    own = rewrite_all(body, lambda each: each.arguments[0] if isinstance(each, ir.WarpOperation) else each)
    return all(_is_copied(each, copies, functions) or _keeps(each, copies, functions) for each in own)


def _is_copied(statement: Any, copies: _Copies, functions: _Functions) -> bool:
    """A local of the body that is declared, or that gets a field."""
    match statement:
        case ir.Declare(init=None):
            copies[statement.name] = {}
            return True
        case ir.Declare() if _is_pure(statement.init, functions):
            copies[statement.name] = {"": expression_text(statement.init)}
            return True
        case ir.Assign(target=ir.Member(base=ir.Variable(name=name), field=field)) if name in copies:
            copies[name].pop("", None)
            copies[name][field] = expression_text(statement.value)
            return _is_pure(statement.value, functions)
    return False


def _keeps(statement: Any, copies: _Copies, functions: _Functions) -> bool:
    """Whether a statement leaves everything as it is."""
    match statement:
        case ir.Comment():
            return True
        case ir.Assign():
            return _is_same(statement.target, statement.value, copies)
        case ir.If():
            inner = (*statement.then, *statement.otherwise)
            return _is_pure(statement.condition, functions) and all(_keeps(each, copies, functions) for each in inner)
        case ir.Evaluate(value=ir.Call() as call) if call.function in functions:
            body = _inlined(functions[call.function], call)
            return body is not None and all(_keeps(each, copies, functions) for each in body)
    return False


def _inlined(function: ir.Function, call: ir.Call) -> tuple[Any, ...] | None:
    """A function's body on the places whose addresses it is given; None where it is given anything else."""
    if not all(isinstance(each, ir.AddressOf) and isinstance(each.place, ir.Variable) for each in call.arguments):
        return None
    pairs = zip(function.parameters, call.arguments, strict=True)
    places = {parameter.name: given.place for parameter, given in pairs if isinstance(given, ir.AddressOf)}

    def change(node: Any) -> Any:
        is_place = isinstance(node, ir.Dereference) and isinstance(node.pointer, ir.Variable)
        return places.get(node.pointer.name, node) if is_place else node

    body = rewrite_all(function.body, change)
    is_left = any(isinstance(each, ir.Variable) and isinstance(each.type, Pointer) for each in walk_all(body))
    return None if is_left else body


def _is_same(target: Any, value: Any, copies: _Copies) -> bool:
    """Whether a value is what the target has: itself, a copy of it, or the larger of the two."""
    place = expression_text(target)
    if expression_text(value) == place:
        return True
    if isinstance(value, ir.Variable) and value.name in copies:
        held = copies[value.name]
        fields = value.type.fields if isinstance(value.type, Struct) and not value.type.is_union else ()
        by_field = bool(fields) and all(held.get(each.name) == f"{place}.{each.name}" for each in fields)
        return held.get("") == place or by_field
    if isinstance(value, ir.Binary) and value.op in _IDEMPOTENT_OPERATORS:
        return _is_same(target, value.left, copies) and _is_same(target, value.right, copies)
    is_larger = isinstance(value, ir.Intrinsic) and value.id in _IDEMPOTENT_FUNCTIONS
    return is_larger and all(_is_same(target, each, copies) for each in value.arguments)


def _is_pure(node: Any, functions: _Functions) -> bool:
    """Whether an expression and the functions that it calls have no effect."""
    below = list(walk(node))
    called = [each.function for each in below if isinstance(each, ir.Call)]
    if any(isinstance(each, _EFFECTS) for each in below) or not all(each in functions for each in called):
        return False
    return all(_is_pure(each, functions) for name in called for each in functions[name].body)
