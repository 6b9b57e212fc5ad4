"""A small language to write thread IR by hand in tests: Python's operators with C++'s conversions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT32,
    UINT64,
    VOID,
    Array,
    Kind,
    Pointer,
    Scalar,
    Space,
    Struct,
    Type,
    Vector,
)
from transkernel.source import SourceFile, Span

TEXT = "kernel source\n" * 40


class Source:
    """A CUDA file; `at("text")` is the place of the next occurrence of a text, so that lines map."""

    def __init__(self, name: str = "test.cu", text: str = TEXT) -> None:
        self.file = SourceFile(name, text)
        self.position = 0

    def at(self, text: str) -> Span:
        start = self.file.text.index(text, self.position)
        self.position = start
        return Span(self.file, start, start + len(text))


SPAN = Span(SourceFile("test.cu", TEXT), 0, 1)


def usual(left: Type, right: Type) -> Scalar:
    """C++'s usual arithmetic conversions."""
    assert isinstance(left, Scalar)
    assert isinstance(right, Scalar)
    left, right = (INT32 if each.is_integer and each.bits < 32 else each for each in (left, right))
    for wider in (FLOAT64, FLOAT32, FLOAT16):
        if wider in (left, right):
            return wider
    if left.bits != right.bits:
        return left if left.bits > right.bits else right
    return left if left.kind is Kind.UNSIGNED else right


class E:
    """An expression; `e.node` is the IR."""

    def __init__(self, node: ir.Expression) -> None:
        self.node = node

    @property
    def type(self) -> Any:
        return self.node.type

    def to(self, type_: Type, explicit: bool = False) -> E:
        if self.type == type_:
            return self
        return E(ir.Convert(self.node, type_, SPAN, explicit=explicit))

    def cast(self, type_: Type) -> E:
        return self.to(type_, explicit=True)

    def _arithmetic(self, op: str, other: Any, swap: bool = False) -> E:
        left, right = (expression(other), self) if swap else (self, expression(other))
        if isinstance(left.type, Pointer):
            if isinstance(right.type, Pointer):
                return E(ir.PointerDifference(left.node, right.node, SPAN))
            offset = right if op == "+" else -right
            return E(ir.PointerOffset(left.node, offset.node, left.type, SPAN))
        if op in ("<<", ">>"):
            type_ = usual(left.type, INT32) if left.type.bits < 32 else left.type
            return E(ir.Binary(ir.BinaryOp(op), left.to(type_).node, right.node, type_, SPAN))
        type_ = usual(left.type, right.type)
        return E(ir.Binary(ir.BinaryOp(op), left.to(type_).node, right.to(type_).node, type_, SPAN))

    def _compare(self, op: str, other: Any) -> E:
        right = expression(other)
        if isinstance(self.type, Pointer):
            return E(ir.Compare(ir.CompareOp(op), self.node, right.node, SPAN))
        type_ = usual(self.type, right.type)
        return E(ir.Compare(ir.CompareOp(op), self.to(type_).node, right.to(type_).node, SPAN))

    def __add__(self, other: Any) -> E:
        return self._arithmetic("+", other)

    def __radd__(self, other: Any) -> E:
        return self._arithmetic("+", other, swap=True)

    def __sub__(self, other: Any) -> E:
        return self._arithmetic("-", other)

    def __rsub__(self, other: Any) -> E:
        return self._arithmetic("-", other, swap=True)

    def __mul__(self, other: Any) -> E:
        return self._arithmetic("*", other)

    def __rmul__(self, other: Any) -> E:
        return self._arithmetic("*", other, swap=True)

    def __truediv__(self, other: Any) -> E:
        return self._arithmetic("/", other)

    def __mod__(self, other: Any) -> E:
        return self._arithmetic("%", other)

    def __and__(self, other: Any) -> E:
        return self._arithmetic("&", other)

    def __or__(self, other: Any) -> E:
        return self._arithmetic("|", other)

    def __xor__(self, other: Any) -> E:
        return self._arithmetic("^", other)

    def __lshift__(self, other: Any) -> E:
        return self._arithmetic("<<", other)

    def __rshift__(self, other: Any) -> E:
        return self._arithmetic(">>", other)

    def __lt__(self, other: Any) -> E:
        return self._compare("<", other)

    def __le__(self, other: Any) -> E:
        return self._compare("<=", other)

    def __gt__(self, other: Any) -> E:
        return self._compare(">", other)

    def __ge__(self, other: Any) -> E:
        return self._compare(">=", other)

    def eq(self, other: Any) -> E:
        return self._compare("==", other)

    def ne(self, other: Any) -> E:
        return self._compare("!=", other)

    def __neg__(self) -> E:
        return E(ir.Unary(ir.UnaryOp.NEGATE, self.node, self.type, SPAN))

    def __invert__(self) -> E:
        return E(ir.Unary(ir.UnaryOp.BIT_NOT, self.node, self.type, SPAN))

    def __getitem__(self, index: Any) -> E:
        return E(ir.Index(self.node, expression(index).node, self.type.element, SPAN))

    def __iter__(self) -> Any:
        raise TypeError("an expression is no sequence")

    @property
    def deref(self) -> E:
        return E(ir.Dereference(self.node, self.type.element, SPAN))

    def address(self, space: Space = Space.PRIVATE) -> E:
        return E(ir.AddressOf(self.node, Pointer(self.type, space), SPAN))

    def decay(self, space: Space) -> E:
        return E(ir.Decay(self.node, Pointer(self.type.element, space), SPAN))

    def lane(self, lane: int) -> E:
        return E(ir.Lane(self.node, lane, self.type.scalar, SPAN))

    def member(self, struct: Struct, name: str) -> E:
        field = struct.field(name)
        assert field is not None
        return E(ir.Member(self.node, name, field.type, SPAN))


def expression(value: Any) -> E:
    if isinstance(value, E):
        return value
    if isinstance(value, bool):
        return E(ir.Literal(value, BOOL, SPAN))
    if isinstance(value, int):
        return E(ir.Literal(value, INT32, SPAN))
    return E(ir.Literal(value, FLOAT32, SPAN))


def lit(value: float, type_: Type = INT32, symbol: str | None = None, spelling: str | None = None) -> E:
    return E(ir.Literal(value, type_, SPAN, symbol, spelling))


def var(name: str, type_: Type) -> E:
    return E(ir.Variable(name, type_, SPAN))


def special(register: ir.Register, axis: int = 0) -> E:
    return E(ir.Special(register, axis, SPAN))


def thread(axis: int = 0) -> E:
    return special(ir.Register.THREAD_INDEX, axis)


def block(axis: int = 0) -> E:
    return special(ir.Register.BLOCK_INDEX, axis)


def block_size(axis: int = 0) -> E:
    return special(ir.Register.BLOCK_SIZE, axis)


def grid_size(axis: int = 0) -> E:
    return special(ir.Register.GRID_SIZE, axis)


def global_index(axis: int = 0) -> E:
    return block(axis) * block_size(axis) + thread(axis)


def intrinsic(id_: str, *arguments: Any, type_: Type | None = None) -> E:
    given = [expression(each) for each in arguments]
    return E(ir.Intrinsic(id_, tuple(each.node for each in given), type_ or given[0].type, SPAN))


def call(function: ir.Function, *arguments: Any) -> E:
    pairs = zip(arguments, function.parameters, strict=True)
    given = tuple(expression(each).to(parameter.type).node for each, parameter in pairs)
    return E(ir.Call(function.name, given, function.result, SPAN))


def build(type_: Type, *elements: Any) -> E:
    return E(ir.Build(tuple(expression(each).node for each in elements), type_, SPAN))


def select(condition: E, then: Any, otherwise: Any) -> E:
    left, right = expression(then), expression(otherwise)
    type_ = usual(left.type, right.type)
    return E(ir.Select(condition.node, left.to(type_).node, right.to(type_).node, type_, SPAN))


def atomic(op: ir.AtomicOp, pointer: E, *operands: Any, order: Any = "relaxed") -> E:
    type_ = pointer.type.element
    given = tuple(expression(each).to(type_).node for each in operands)
    return E(ir.Atomic(op, pointer.node, given, type_, SPAN, order=order))


def warp(op: ir.WarpOp, *arguments: Any, type_: Type | None = None, width: Any = 32, mask: E | None = None) -> E:
    given = [expression(each) for each in arguments]
    result = type_ or given[0].type
    mask_node = mask.node if mask is not None else None
    return E(ir.WarpOperation(op, tuple(each.node for each in given), mask_node, width, result, SPAN))


# ---------------------------------------------------------------- statements


def declare(name: str, type_: Type, init: Any = None, const: bool = False, span: Span = SPAN) -> ir.Declare:
    value = None
    if init is not None:
        given = expression(init)
        convert = isinstance(type_, Scalar | Pointer) and given.type != type_
        value = given.to(type_).node if convert else given.node
    return ir.Declare(name, type_, value, span, const)


def assign(target: E, value: Any, span: Span = SPAN) -> ir.Assign:
    given = expression(value)
    if isinstance(target.type, Scalar | Pointer):
        given = given.to(target.type)
    return ir.Assign(target.node, given.node, span)  # type: ignore[arg-type]


def step(target: E, op: str, value: Any, span: Span = SPAN) -> ir.Assign:
    """`target op= value`."""
    return assign(target, target._arithmetic(op, value), span)


def if_(condition: E, *then: ir.Statement, otherwise: tuple[ir.Statement, ...] = (), span: Span = SPAN) -> ir.If:
    return ir.If(condition.to(BOOL).node, then, otherwise, span)


def for_(
    init: ir.Statement,
    condition: E,
    after: ir.Statement,
    *body: ir.Statement,
    span: Span = SPAN,
    unroll: int | None = None,
) -> ir.For:
    return ir.For((init,), condition.node, (after,), body, span, unroll)


def evaluate(value: E, span: Span = SPAN) -> ir.Evaluate:
    return ir.Evaluate(value.node, span)


def return_(value: Any = None) -> ir.Return:
    return ir.Return(None if value is None else expression(value).node, SPAN)


def barrier(span: Span = SPAN) -> ir.Barrier:
    return ir.Barrier(ir.Scope.BLOCK, span)


# ---------------------------------------------------------------- programs


def buffer(type_: Type, const: bool = False, restrict: bool = False, space: Space = Space.GLOBAL) -> Pointer:
    return Pointer(type_, space, const=const, restrict=restrict)


def parameter(name: str, type_: Type, const: bool = False, cuda_type: str = "") -> ir.Parameter:
    return ir.Parameter(name, type_, SPAN, const, cuda_type)


def kernel(
    name: str,
    parameters: Mapping[str, Type],
    *body: ir.Statement,
    shared: tuple[ir.SharedVariable, ...] = (),
    **more: Any,
) -> ir.Kernel:
    given = tuple(parameter(each, type_) for each, type_ in parameters.items())
    return ir.Kernel(name, name, given, shared, body, SPAN, **more)


def function(name: str, parameters: Mapping[str, Type], result: Type, *body: ir.Statement, **more: Any) -> ir.Function:
    given = tuple(parameter(each, type_) for each, type_ in parameters.items())
    return ir.Function(name, name, given, result, body, SPAN, **more)


def shared(name: str, type_: Type, dynamic: bool = False, span: Span = SPAN) -> ir.SharedVariable:
    return ir.SharedVariable(name, type_, span, dynamic)


def program(kernel_: ir.Kernel, **more: Any) -> ir.Program:
    return ir.Program(kernel_, **more)


def moved(node: Any, span: Span) -> Any:
    """The same statement at another place."""
    return replace(node, span=span)


__all__ = [
    "BOOL",
    "FLOAT16",
    "FLOAT32",
    "FLOAT64",
    "INT32",
    "INT64",
    "SPAN",
    "UINT32",
    "UINT64",
    "VOID",
    "Array",
    "E",
    "Pointer",
    "Scalar",
    "Source",
    "Space",
    "Struct",
    "Type",
    "Vector",
]
