"""Constant evaluation through calls of `constexpr` functions: a small interpreter of thread IR.

Numbers are literals, a struct is a dict by field, an array a list; an address is the container and the key in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from transkernel.frontend.constants import Number, evaluate
from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Block,
    Break,
    Build,
    Call,
    Comment,
    Continue,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    Evaluate,
    Expression,
    For,
    Function,
    If,
    Index,
    Intrinsic,
    Literal,
    Logical,
    LogicalOp,
    Member,
    PointerOffset,
    Return,
    Select,
    Statement,
    Switch,
    Variable,
    While,
)
from transkernel.ir.types import Array, Field, Pointer, Scalar, Space, Struct, Type, is_arithmetic
from transkernel.ir.values import wrap
from transkernel.ir.visit import map_children, walk
from transkernel.limits import checkpoint
from transkernel.records import record
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

_STEPS = 100_000
_DEEPEST = 128
_LARGEST = 65_536  # elements of an array

Value = Any  # Literal, _Address, a dict of Values or a list of Values
_Variables = dict[str, Value]


@record
class _Address:
    """Of `holder[key]`. In an array the key counts elements."""

    holder: dict[str, Any] | list[Any]
    key: str | int


class _Unknown(Exception):
    """Something that has no value at translation time."""


class _Returned(Exception):
    def __init__(self, value: Value) -> None:
        self.value = value


class _Broke(Exception):
    pass


class _Continued(Exception):
    pass


def evaluate_constant(unit: Unit, expression: Expression, before: tuple[Statement, ...] = ()) -> Literal | None:
    """The number that an expression is, which may call constexpr functions; or None. before: what it does first."""
    direct = evaluate(expression)
    if direct is not None:
        return direct
    found = _evaluated(unit, expression, before)
    return found if isinstance(found, Literal) else None


def evaluate_object(unit: Unit, expression: Expression) -> Expression | None:
    """The struct or array that an expression is, as a Build of numbers; or None."""
    found = _evaluated(unit, expression)
    try:
        return _written(unit, found, expression.type, expression.span) if found is not None else None
    except _Unknown:
        return None


def _evaluated(unit: Unit, expression: Expression, before: tuple[Statement, ...] = ()) -> Value | None:
    if not any(isinstance(node, Call | Intrinsic | Variable) for node in walk(expression)):
        return None
    interpreter = _Interpreter(unit)
    variables: _Variables = {}
    try:
        interpreter.run(before, variables)
        return interpreter.value(expression, variables)
    except _Unknown:
        return None


def _written(unit: Unit, value: Value, type_: Type, span: Span) -> Expression:
    """A value as an expression."""
    if isinstance(value, Literal):
        return value
    if isinstance(value, list) and isinstance(type_, Array):
        return Build(tuple(_written(unit, each, type_.element, span) for each in value), type_, span)
    if isinstance(value, dict) and isinstance(type_, Struct) and not type_.is_union:
        fields = unit.classes[type_.name].struct.fields
        return Build(tuple(_written(unit, value[field.name], field.type, span) for field in fields), type_, span)
    raise _Unknown


class _Interpreter:
    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.steps = 0
        self.depth = 0

    # ------------------------------------------------------------ expressions

    def value(self, expression: Expression, variables: _Variables) -> Value:
        """What an expression is worth. Raises _Unknown."""
        handler = _EXPRESSIONS.get(type(expression))
        if handler is not None:
            return handler(self, expression, variables)

        def fill(node: Expression) -> Expression:
            known: Value = self.value(node, variables)
            if not isinstance(known, Literal):
                raise _Unknown
            return known

        filled: Expression = map_children(expression, fill)
        result = _intrinsic(filled) if isinstance(filled, Intrinsic) else evaluate(filled)
        if result is None:
            raise _Unknown
        return result

    def number(self, expression: Expression, variables: _Variables) -> Number:
        """The number that an expression is."""
        known = self.value(expression, variables)
        if not isinstance(known, Literal):
            raise _Unknown
        return known.value

    def _select(self, node: Select, variables: _Variables) -> Value:
        return self.value(node.then if self.number(node.condition, variables) else node.otherwise, variables)

    def _logical(self, node: Logical, variables: _Variables) -> Value:
        left = self.value(node.left, variables)
        decided = isinstance(left, Literal) and bool(left.value) == (node.op is LogicalOp.OR)
        return left if decided else self.value(node.right, variables)

    def _read(self, node: Expression, variables: _Variables) -> Value:
        address = self._address(node, variables)
        try:
            known = address.holder[address.key]  # type: ignore[index]
        except LookupError:
            raise _Unknown from None
        return _copied(known)

    def _table(self, name: str) -> Value:
        """A constant of file or class scope."""
        for variable in self.unit.globals.values():
            if variable.name == name and variable.space is Space.CONSTANT and not variable.host_visible:
                return self.value(variable.init, {}) if variable.init else self._zero(variable.type, variable.span)
        raise _Unknown

    def _build(self, node: Build, variables: _Variables) -> Value:
        given = [self.value(each, variables) for each in node.elements]
        type_ = node.type
        if isinstance(type_, Array):
            return given + [self._zero(type_.element, node.span) for _ in range(type_.extent - len(given))]
        if not isinstance(type_, Struct) or type_.is_union:
            raise _Unknown
        fields = self._fields(type_)
        given += [self._zero(field.type, node.span) for field in fields[len(given) :]]
        return {field.name: value for field, value in zip(fields, given, strict=True)}

    def _fields(self, type_: Struct) -> tuple[Field, ...]:
        """The members of a struct without bit-fields, whose values are cut off when they are stored."""
        fields = self.unit.classes[type_.name].struct.fields
        if any(field.bit_width for field in fields):
            raise _Unknown
        return fields

    def _zero(self, type_: Type, span: Span) -> Value:
        """A value-initialised object."""
        self._step_taken()
        if is_arithmetic(type_):
            return Literal(0.0 if type_.is_float else 0, type_, span)
        return self._build(Build((), type_, span), {})

    def _pointer(self, node: AddressOf | Decay, variables: _Variables) -> _Address:
        address = self._address(node.place, variables)
        if isinstance(node, AddressOf):
            return address
        whole = address.holder[address.key]  # type: ignore[index]
        if not isinstance(whole, list):
            raise _Unknown
        return _Address(whole, 0)

    def _offset(self, node: PointerOffset, variables: _Variables) -> _Address:
        start = self.value(node.pointer, variables)
        if not isinstance(start, _Address) or not isinstance(start.key, int):
            raise _Unknown
        return _Address(start.holder, start.key + int(self.number(node.offset, variables)))

    def _address(self, place: Expression, variables: _Variables) -> _Address:
        """Where a place is. Raises _Unknown for what is not in the evaluation's own memory."""
        match place:
            case Variable(name=name):
                return _Address(variables if name in variables else {name: self._table(name)}, name)
            case Dereference(pointer=pointer):
                found = self.value(pointer, variables)
                if isinstance(found, _Address):
                    return found
            case Member(base=base, field=field):
                whole = self.value(base, variables) if isinstance(base, Call) else self._held(base, variables)
                if isinstance(whole, dict):
                    return _Address(whole, field)
            case Index(base=base, index=index):
                at = int(self.number(index, variables))
                if isinstance(base.type, Pointer):
                    start = self.value(base, variables)
                    if isinstance(start, _Address) and isinstance(start.key, int) and start.key + at >= 0:
                        return _Address(start.holder, start.key + at)
                    raise _Unknown
                whole = self._held(base, variables)
                if isinstance(whole, list) and 0 <= at < len(whole):
                    return _Address(whole, at)
        raise _Unknown

    def _held(self, place: Expression, variables: _Variables) -> Value:
        """The very object at a place, not a copy."""
        address = self._address(place, variables)
        try:
            return address.holder[address.key]  # type: ignore[index]
        except LookupError:
            raise _Unknown from None

    def _call(self, call: Call, variables: _Variables) -> Value:
        instance = self.unit.by_name.get(call.function)
        if instance is None or instance.function is None:
            raise _Unknown
        function: Function = instance.function
        own: _Variables = {}
        for parameter, argument in zip(function.parameters, call.arguments, strict=True):
            own[parameter.name] = self.value(argument, variables)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unknown
        try:
            self.run(function.body, own)
        except _Returned as returned:
            return returned.value
        finally:
            self.depth -= 1
        return None

    # ------------------------------------------------------------ statements

    def run(self, body: tuple[Statement, ...], variables: _Variables) -> None:
        """Does statements. Raises _Unknown."""
        for statement in body:
            self._step(statement, variables)

    def _step_taken(self) -> None:
        self.steps += 1
        if self.steps > _STEPS:
            raise _Unknown

    def _step(self, statement: Statement, variables: _Variables) -> None:
        self._step_taken()
        match statement:
            case Declare(name=name, init=init, type=type_):
                variables[name] = self.value(init, variables) if init is not None else self._unset(type_)
            case Assign(target=target, value=value):
                new = self.value(value, variables)
                address = self._address(target, variables)
                if isinstance(address.holder, list) and not 0 <= int(address.key) < len(address.holder):
                    raise _Unknown
                address.holder[address.key] = new  # type: ignore[index]
            case Evaluate(value=Call() as called):
                self._call(called, variables)
            case If(condition=condition, then=then, otherwise=otherwise):
                self.run(then if self.number(condition, variables) else otherwise, variables)
            case For() | While() | DoWhile():
                self._loop(statement, variables)
            case Switch():
                self._switch(statement, variables)
            case Block(body=body):
                self.run(body, variables)
            case Comment():
                pass
            case _:
                self._leave(statement, variables)

    def _unset(self, type_: Type) -> Value:
        """A variable without an initialiser: its parts can be assigned one by one, not read before."""
        if isinstance(type_, Struct) and not type_.is_union:
            fields = self._fields(type_)
            return {field.name: self._unset(field.type) for field in fields}
        if isinstance(type_, Array):
            if type_.extent > _LARGEST:
                raise _Unknown
            return [self._unset(type_.element) for _ in range(type_.extent)]
        return None

    def _leave(self, statement: Statement, variables: _Variables) -> None:
        """The statements that end others; whatever else is left is not known at translation time."""
        match statement:
            case Return(value=value):
                raise _Returned(self.value(value, variables) if value is not None else None)
            case Break():
                raise _Broke
            case Continue():
                raise _Continued
        raise _Unknown

    def _switch(self, switch: Switch, variables: _Variables) -> None:
        value = self.number(switch.value, variables)
        chosen = next((at for at, case in enumerate(switch.cases)
                       if any(label is not None and label.value == value for label in case.labels)), None)  # fmt: skip
        if chosen is None:
            chosen = next((at for at, case in enumerate(switch.cases) if None in case.labels), len(switch.cases))
        try:
            for case in switch.cases[chosen:]:
                self.run(case.body, variables)
        except _Broke:
            pass

    def _loop(self, loop: For | While | DoWhile, variables: _Variables) -> None:
        step: tuple[Statement, ...] = ()
        if isinstance(loop, For):
            self.run(loop.init, variables)
            step = loop.step
        first = isinstance(loop, DoWhile)
        try:
            while first or loop.condition is None or self.number(loop.condition, variables):
                checkpoint(loop.span)
                self._step_taken()
                first = False
                try:
                    self.run(loop.body, variables)
                except _Continued:
                    pass
                self.run(step, variables)
        except _Broke:
            pass


def _copied(value: Value) -> Value:
    """A copy of an object, as reading it makes. Raises _Unknown for one that was never written."""
    if value is None:
        raise _Unknown
    if isinstance(value, dict):
        return {name: None if each is None else _copied(each) for name, each in value.items()}
    if isinstance(value, list):
        return [None if each is None else _copied(each) for each in value]
    return value


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


_EXPRESSIONS: dict[type, Callable[..., Value]] = {
    Literal: lambda interpreter, node, variables: node,
    Select: _Interpreter._select,
    Logical: _Interpreter._logical,
    Variable: _Interpreter._read,
    Member: _Interpreter._read,
    Index: _Interpreter._read,
    Dereference: _Interpreter._read,
    Build: _Interpreter._build,
    AddressOf: _Interpreter._pointer,
    Decay: _Interpreter._pointer,
    PointerOffset: _Interpreter._offset,
    Call: _Interpreter._call,
}
