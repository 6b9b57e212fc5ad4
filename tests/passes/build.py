"""Short words to write thread IR by hand in tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assign,
    Barrier,
    Binary,
    BinaryOp,
    Call,
    Compare,
    CompareOp,
    Convert,
    Decay,
    Declare,
    Function,
    If,
    Index,
    Kernel,
    Literal,
    Parameter,
    Program,
    Register,
    Return,
    Scope,
    SharedVariable,
    Special,
    Variable,
)
from transkernel.ir.types import BOOL, FLOAT32, INT32, VOID, Array, Pointer, Struct, Type
from transkernel.source import SourceFile, Span

FILE = SourceFile("test.cu", "// hand-written IR\n")
SPAN = Span(FILE, 0, 2)
FLOATS = Pointer(FLOAT32)
INTS = Pointer(INT32)
BARRIER = Barrier(Scope.BLOCK, SPAN)


def number(value: int) -> Literal:
    return Literal(value, INT32, SPAN)


def real(value: float) -> Literal:
    return Literal(value, FLOAT32, SPAN)


def truth(value: bool) -> Literal:
    return Literal(value, BOOL, SPAN)


def variable(name: str, type_: Type = INT32) -> Variable:
    return Variable(name, type_, SPAN)


def thread(axis: int = 0) -> Convert:
    """`int(threadIdx.x)`."""
    return Convert(Special(Register.THREAD_INDEX, axis, SPAN), INT32, SPAN)


def block_index() -> Convert:
    return Convert(Special(Register.BLOCK_INDEX, 0, SPAN), INT32, SPAN)


def binary(left: Any, op: str, right: Any) -> Binary:
    return Binary(BinaryOp(op), left, right, left.type, SPAN)


def compare(left: Any, op: str, right: Any) -> Compare:
    return Compare(CompareOp(op), left, right, SPAN)


def index(base: Any, position: Any) -> Index:
    assert isinstance(base.type, Pointer | Array)
    return Index(base, position, base.type.element, SPAN)


def address(place: Any) -> AddressOf:
    return AddressOf(place, Pointer(place.type), SPAN)


def decay(place: Any) -> Decay:
    assert isinstance(place.type, Array)
    return Decay(place, Pointer(place.type.element), SPAN)


def declare(name: str, type_: Type, init: Any = None) -> Declare:
    return Declare(name, type_, init, SPAN)


def assign(target: Any, value: Any) -> Assign:
    return Assign(target, value, SPAN)


def when(condition: Any, then: Sequence[Any], otherwise: Sequence[Any] = ()) -> If:
    return If(condition, tuple(then), tuple(otherwise), SPAN)


def give(value: Any = None) -> Return:
    return Return(value, SPAN)


def call(function: Function, *arguments: Any) -> Call:
    return Call(function.name, arguments, function.result, SPAN)


def parameter(name: str, type_: Type) -> Parameter:
    return Parameter(name, type_, SPAN)


def shared(name: str, type_: Type) -> SharedVariable:
    return SharedVariable(name, type_, SPAN)


def function(name: str, parameters: Mapping[str, Type], result: Type, *body: Any) -> Function:
    return Function(name, name, tuple(parameter(key, each) for key, each in parameters.items()), result, body, SPAN)


def procedure(name: str, parameters: Mapping[str, Type], *body: Any) -> Function:
    return function(name, parameters, VOID, *body)


def program(
    parameters: Mapping[str, Type],
    body: Sequence[Any],
    *,
    shared_memory: Mapping[str, Type] | None = None,
    functions: Sequence[Function] = (),
    structs: Sequence[Struct] = (),
) -> Program:
    kernel = Kernel(
        "kernel",
        "kernel",
        tuple(parameter(key, each) for key, each in parameters.items()),
        tuple(shared(key, each) for key, each in (shared_memory or {}).items()),
        tuple(body),
        SPAN,
    )
    return Program(kernel, tuple(functions), (), tuple(structs))
