"""Short words to write tile IR by hand in tests; a tile joins a scalar to its own shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    AtomicOp,
    Barrier,
    Binary,
    BinaryOp,
    Compare,
    CompareOp,
    Convert,
    Declare,
    Evaluate,
    GlobalVariable,
    If,
    Literal,
    Parameter,
    PointerOffset,
    Register,
    Scope,
    Special,
    Variable,
    While,
)
from transkernel.ir.tile import (
    Constant,
    ConstantParameter,
    ConstantRule,
    Gather,
    Lanes,
    Load,
    Range,
    Reduce,
    ReduceOp,
    Scratch,
    Splat,
    Store,
    TileAtomic,
    TileKernel,
    TileProgram,
    Where,
)
from transkernel.ir.types import BOOL, FLOAT32, INT32, UINT8, Pointer, Scalar, Space, Tile, Type
from transkernel.source import SourceFile, Span

FILE = SourceFile("test.cu", "// hand-written tile IR\n")
SPAN = Span(FILE, 0, 2)
SHAPE = ("LANES",)
FLOATS = Pointer(FLOAT32, Space.GLOBAL)
INTS = Pointer(INT32, Space.GLOBAL)
BYTES = Pointer(UINT8, Space.GLOBAL)
INDICES = Tile(INT32, SHAPE)
NUMBERS = Tile(FLOAT32, SHAPE)
TRUTHS = Tile(BOOL, SHAPE)
BARRIER = Barrier(Scope.BLOCK, SPAN)
LANES = Lanes(INDICES, SPAN)
CONSTANTS = (
    ConstantParameter("BLOCK_X", ConstantRule.BLOCK_X),
    ConstantParameter("LANES", ConstantRule.LANES),
    ConstantParameter("SHARED", ConstantRule.SHARED),
)


def shape_of(*nodes: Any) -> tuple[int | str, ...] | None:
    return next((each.type.shape for each in nodes if isinstance(each.type, Tile)), None)


def element_of(node: Any) -> Any:
    return node.type.element if isinstance(node.type, Tile) else node.type


def joined(element: Any, *nodes: Any) -> Type:
    shape = shape_of(*nodes)
    return element if shape is None else Tile(element, shape)


def number(value: int, type_: Type = INT32) -> Literal:
    return Literal(value, type_, SPAN)


def real(value: float) -> Literal:
    return Literal(value, FLOAT32, SPAN)


def truth(value: bool) -> Literal:
    return Literal(value, BOOL, SPAN)


def variable(name: str, type_: Type = INT32) -> Variable:
    return Variable(name, type_, SPAN)


def constant(name: str) -> Constant:
    return Constant(name, SPAN)


def block_index(axis: int = 0) -> Convert:
    return Convert(Special(Register.BLOCK_INDEX, axis, SPAN), INT32, SPAN)


def binary(left: Any, op: str, right: Any) -> Binary:
    return Binary(BinaryOp(op), left, right, joined(element_of(left), left, right), SPAN)


def compare(left: Any, op: str, right: Any) -> Compare:
    return Compare(CompareOp(op), left, right, SPAN, joined(BOOL, left, right))


def convert(value: Any, element: Any, **rounding: Any) -> Convert:
    return Convert(value, joined(element, value), SPAN, **rounding)


def offset(pointer: Any, by: Any) -> PointerOffset:
    return PointerOffset(pointer, by, joined(element_of(pointer), pointer, by), SPAN)


def where(condition: Any, then: Any, otherwise: Any) -> Where:
    return Where(condition, then, otherwise, joined(element_of(then), condition, then, otherwise), SPAN)


def splat(value: Any, shape: tuple[int | str, ...] = SHAPE) -> Splat:
    return Splat(value, Tile(value.type, shape), SPAN)


def load(pointer: Any, mask: Any = None, other: Any = None) -> Load:
    return Load(pointer, mask, other, joined(element_of(pointer).element, pointer), SPAN)


def store(pointer: Any, value: Any, mask: Any = None) -> Store:
    return Store(pointer, value, mask, SPAN)


def atomic(op: str, pointer: Any, *operands: Any, mask: Any = None) -> TileAtomic:
    type_ = joined(element_of(pointer).element, pointer)
    return TileAtomic(AtomicOp(op), pointer, operands, mask, type_, SPAN)


def reduce(op: str, value: Any, axis: int = 0) -> Reduce:
    shape = value.type.shape[:axis] + value.type.shape[axis + 1 :]
    element = value.type.element
    return Reduce(ReduceOp(op), value, axis, Tile(element, shape) if shape else element, SPAN)


def gather(value: Any, index: Any, axis: int = 0) -> Gather:
    return Gather(value, index, axis, Tile(value.type.element, index.type.shape), SPAN)


def declare(name: str, init: Any, type_: Type | None = None) -> Declare:
    return Declare(name, type_ or init.type, init, SPAN)


def assign(name: str, value: Any) -> Assign:
    return Assign(variable(name, value.type), value, SPAN)


def evaluate(value: Any) -> Evaluate:
    return Evaluate(value, SPAN)


def when(condition: Any, then: Sequence[Any], otherwise: Sequence[Any] = ()) -> If:
    return If(condition, tuple(then), tuple(otherwise), SPAN)


def repeat(condition: Any, *body: Any) -> While:
    return While(condition, body, SPAN)


def count(name: str, start: Any, stop: Any, *body: Any, step: Any = None) -> Range:
    return Range(name, start, stop, step or number(1, start.type), body, start.type, SPAN)


def global_variable(name: str, type_: Type, init: Any = None, space: Space = Space.GLOBAL) -> GlobalVariable:
    return GlobalVariable(name, type_, space, init, SPAN)


def kernel(
    parameters: Mapping[str, Type],
    *body: Any,
    constants: Sequence[ConstantParameter] = CONSTANTS,
    scratch: Scratch | None = None,
) -> TileKernel:
    made = tuple(Parameter(name, type_, SPAN) for name, type_ in parameters.items())
    return TileKernel("kernel", "kernel", made, tuple(constants), body, SPAN, scratch)


def program(
    parameters: Mapping[str, Type], *body: Any, globals_: Sequence[GlobalVariable] = (), **more: Any
) -> TileProgram:
    return TileProgram(kernel(parameters, *body, **more), tuple(globals_))


# The kernel of one axis: `i` is the thread's number in the grid, `active` says which lanes have one below `n`.
def heads(scalar: Scalar = INT32) -> tuple[Declare, Declare]:
    i = binary(binary(block_index(), "*", constant("BLOCK_X")), "+", LANES)
    inside = compare(LANES, "<", constant("BLOCK_X"))
    return declare("i", i), declare("active", binary(inside, "&", compare(I, "<", variable("n", scalar))))


I = variable("i", INDICES)  # noqa: E741 - the name that CUDA programmers give it
ACTIVE = variable("active", TRUTHS)


def at(pointer: Any, index: Any = I) -> PointerOffset:
    return offset(pointer, index)
