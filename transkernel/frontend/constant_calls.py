"""Constant evaluation through calls of `constexpr` functions: a small interpreter of thread IR on numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transkernel.frontend.constants import Number, evaluate
from transkernel.ir.nodes import (
    Assign,
    Block,
    Break,
    Call,
    Comment,
    Continue,
    Declare,
    DoWhile,
    Expression,
    For,
    Function,
    If,
    Intrinsic,
    Literal,
    Return,
    Statement,
    Variable,
    While,
)
from transkernel.ir.types import Scalar, is_arithmetic
from transkernel.ir.values import wrap
from transkernel.ir.visit import rewrite, walk

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

_STEPS = 100_000


class _Unknown(Exception):
    """Something that has no value at translation time."""


class _Returned(Exception):
    def __init__(self, value: Literal) -> None:
        self.value = value


class _Broke(Exception):
    pass


class _Continued(Exception):
    pass


def evaluate_constant(unit: Unit, expression: Expression) -> Literal | None:
    """The value of an expression that may call constexpr functions, or None."""
    direct = evaluate(expression)
    if direct is not None:
        return direct
    if not any(isinstance(node, Call | Intrinsic) for node in walk(expression)):
        return None
    try:
        return _Interpreter(unit).value(expression, {})
    except _Unknown:
        return None


class _Interpreter:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.steps = 0

    def value(self, expression: Expression, variables: dict[str, Literal]) -> Literal:
        """The literal that an expression is, with variables filled in."""

        def fill(node: Expression) -> Expression:
            if isinstance(node, Variable):
                if node.name not in variables:
                    raise _Unknown
                return variables[node.name]
            if isinstance(node, Call):
                return self._call(node)
            if isinstance(node, Intrinsic):
                return _intrinsic(node)
            return node

        result = evaluate(rewrite(expression, fill))
        if result is None:
            raise _Unknown
        return result

    def _call(self, call: Call) -> Literal:
        instance = self.unit.by_name.get(call.function)
        if instance is None or instance.function is None:
            raise _Unknown
        function: Function = instance.function
        values: dict[str, Literal] = {}
        for parameter, argument in zip(function.parameters, call.arguments, strict=True):
            if not isinstance(argument, Literal):
                raise _Unknown
            values[parameter.name] = argument
        try:
            self._run(function.body, values)
        except _Returned as returned:
            return returned.value
        raise _Unknown

    def _run(self, body: tuple[Statement, ...], variables: dict[str, Literal]) -> None:
        for statement in body:
            self._step(statement, variables)

    def _step(self, statement: Statement, variables: dict[str, Literal]) -> None:
        self.steps += 1
        if self.steps > _STEPS:
            raise _Unknown
        match statement:
            case Declare(name=name, init=init):
                if init is not None:
                    variables[name] = self.value(init, variables)
            case Assign(target=Variable(name=name), value=value):
                variables[name] = self.value(value, variables)
            case If(condition=condition, then=then, otherwise=otherwise):
                self._run(then if self.value(condition, variables).value else otherwise, variables)
            case For() | While() | DoWhile():
                self._loop(statement, variables)
            case Block(body=body):
                self._run(body, variables)
            case Comment():
                pass
            case _:
                self._leave(statement, variables)

    def _leave(self, statement: Statement, variables: dict[str, Literal]) -> None:
        """The statements that end others; whatever else is left is not known at translation time."""
        match statement:
            case Return(value=value) if value is not None:
                raise _Returned(self.value(value, variables))
            case Break():
                raise _Broke
            case Continue():
                raise _Continued
        raise _Unknown

    def _loop(self, loop: For | While | DoWhile, variables: dict[str, Literal]) -> None:
        step: tuple[Statement, ...] = ()
        if isinstance(loop, For):
            self._run(loop.init, variables)
            step = loop.step
        first = isinstance(loop, DoWhile)
        try:
            while first or loop.condition is None or self.value(loop.condition, variables).value:
                first = False
                try:
                    self._run(loop.body, variables)
                except _Continued:
                    pass
                self._run(step, variables)
        except _Broke:
            pass


def _intrinsic(node: Intrinsic) -> Literal:
    """min, max and abs of integers are all that constant expressions of kernels use."""
    values: list[Number] = []
    for argument in node.arguments:
        known = evaluate(argument)
        if known is None:
            raise _Unknown
        values.append(known.value)
    type_ = node.type
    table = {"min": min, "max": max}
    if not is_arithmetic(type_):
        raise _Unknown
    if node.id in table:
        return Literal(table[node.id](values), type_, node.span)
    if node.id == "abs" and isinstance(type_, Scalar):
        return Literal(wrap(abs(int(values[0])), type_), type_, node.span)
    raise _Unknown
