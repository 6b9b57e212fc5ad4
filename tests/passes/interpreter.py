"""Runs one thread of thread IR as a generator that stops at collective operations (meeting.py goes on from there).

Whatever a program may not do (decide by what was never written, leave an array, divide by zero) raises Undefined.
"""

from __future__ import annotations

import math
import operator
import struct
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from transkernel.ir.nodes import (
    AddressOf,
    Assert,
    Assign,
    Atomic,
    AtomicOp,
    Barrier,
    Binary,
    BinaryOp,
    Bitcast,
    Block,
    BlockVote,
    Break,
    Build,
    Call,
    Comment,
    Compare,
    Continue,
    Convert,
    Decay,
    Declare,
    Dereference,
    DoWhile,
    Evaluate,
    Fence,
    For,
    If,
    Index,
    Intrinsic,
    Lane,
    Literal,
    Logical,
    LogicalOp,
    Member,
    PointerDifference,
    PointerOffset,
    Program,
    Register,
    Return,
    Select,
    Special,
    Switch,
    Unary,
    UnaryOp,
    Variable,
    WarpOperation,
    While,
)
from transkernel.ir.types import BOOL, Array, Pointer, Scalar, Struct, Type, Vector
from transkernel.ir.visit import children


class Undefined(Exception):
    """The program does what CUDA gives no meaning."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A thread waits at a collective. rounds: how often it went through each loop around."""

    node: Any
    operands: tuple[Any, ...]
    mask: int | None = None
    width: int = 32
    rounds: tuple[int, ...] = ()


class _Jump(Exception):
    """Break, Continue or Return on its way."""

    def __init__(self, kind: type, value: Any = None) -> None:
        super().__init__()
        self.kind, self.value = kind, value


Run = Generator[Stop, Any, Any]
Cell = tuple[Any, Any]

_ARITHMETIC: dict[BinaryOp, Callable[[Any, Any], Any]] = {
    BinaryOp.ADD: operator.add, BinaryOp.SUBTRACT: operator.sub, BinaryOp.MULTIPLY: operator.mul,
    BinaryOp.AND: operator.and_, BinaryOp.OR: operator.or_, BinaryOp.XOR: operator.xor,
    BinaryOp.SHIFT_LEFT: operator.lshift, BinaryOp.SHIFT_RIGHT: operator.rshift,
}  # fmt: skip
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_INTRINSICS: dict[str, Callable[..., Any]] = {
    "fmax": max, "fmin": min, "max": max, "min": min, "exp": math.exp, "sqrt": math.sqrt,
    "fma": lambda a, b, c: a * b + c, "fabs": abs, "abs": abs,
    "popc": lambda a: (a & 0xFFFFFFFF).bit_count(), "ffs": lambda a: (a & -a).bit_length(),
}  # fmt: skip


def wrap(value: Any, type_: Type) -> Any:
    """A number as its type holds it."""
    if not isinstance(type_, Scalar) or value is None:
        return value
    if type_ == BOOL:
        return bool(value)
    if type_.is_float:
        return _rounded(float(value), type_)
    low = -(1 << (type_.bits - 1)) if type_.is_signed else 0
    return (int(value) - low) % (1 << type_.bits) + low


def _rounded(value: float, type_: Scalar) -> float:
    if type_.bits != 32 or math.isinf(value) or math.isnan(value):
        return value
    try:
        rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return rounded


@dataclass(slots=True)
class Launch:
    """A block's launch. memory: named memory, a list for an array."""

    program: Program
    size: tuple[int, int, int]
    arguments: Mapping[str, Any]
    block_index: int = 0
    grid_size: int = 1
    memory: dict[str, Any] = field(default_factory=dict)


def fill(type_: Type, structs: Mapping[str, Struct], value: Any = None) -> Any:
    """An object of the type, each number `value` (None: never written)."""
    match type_:
        case Array():
            return [fill(type_.element, structs, value) for _ in range(type_.extent)]
        case Vector():
            return [value] * type_.lanes
        case Struct():
            return {each.name: fill(each.type, structs, value) for each in structs[type_.name].fields}
    return value


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(each) for each in value]
    return {key: _copy(each) for key, each in value.items()} if isinstance(value, dict) else value


class Thread:
    """One thread of a block."""

    def __init__(self, block: Launch, number: int) -> None:
        self._launch = block
        self._structs = {each.name: each for each in block.program.structs}
        self._functions = {each.name: each for each in block.program.functions}
        x, y, _ = block.size
        self._index = (number % x, number // x % y, number // (x * y))
        self._number = number
        self._names: dict[str, Any] = {}
        self.steps = 0
        self._rounds: list[int] = []
        self._statements: dict[type, Callable[[Any], Run]] = {
            Comment: self._nothing, Fence: self._nothing, Barrier: self._barrier, Declare: self._declare,
            Assign: self._assign, Evaluate: self._evaluate, If: self._if, Block: self._block, Return: self._return,
            Break: self._jump, Continue: self._jump, Assert: self._assert, Switch: self._switch, For: self._loop,
            While: self._loop, DoWhile: self._loop,
        }  # fmt: skip
        self._values: dict[type, Callable[[Any], Run]] = {
            Literal: self._literal, AddressOf: self._address, Decay: self._decay, Select: self._select,
            Logical: self._logical, Special: self._special, Call: self._call, WarpOperation: self._warp,
            Variable: self._read, Index: self._read, Dereference: self._read, Member: self._read, Lane: self._read,
        }  # fmt: skip

    def run(self) -> Run:
        self._names = {
            each.name: _copy(self._launch.arguments[each.name]) for each in self._launch.program.kernel.parameters
        }
        yield from self._call_body(self._launch.program.kernel.body)

    def _call_body(self, body: tuple[Any, ...]) -> Run:
        try:
            yield from self._list(body)
        except _Jump as jump:
            return jump.value
        return None

    # ------------------------------------------------------------ statements

    def _list(self, statements: tuple[Any, ...]) -> Run:
        for statement in statements:
            self.steps += 1
            if self.steps > 20000:
                raise Undefined("it does not end")
            yield from self._statement(statement)

    def _statement(self, node: Any) -> Run:
        yield from self._statements[type(node)](node)

    def _nothing(self, node: Any) -> Run:
        yield from ()

    def _barrier(self, node: Barrier) -> Run:
        yield Stop(node, (), rounds=tuple(self._rounds))

    def _declare(self, node: Declare) -> Run:
        value = fill(node.type, self._structs) if node.init is None else (yield from self._value(node.init))
        self._names[node.name] = _copy(value)

    def _assign(self, node: Assign) -> Run:
        container, key = yield from self._place(node.target)
        value = yield from self._value(node.value)
        _store(container, key, _copy(value))

    def _evaluate(self, node: Evaluate) -> Run:
        yield from self._value(node.value)

    def _if(self, node: If) -> Run:
        chosen = yield from self._truth(node.condition)
        yield from self._list(node.then if chosen else node.otherwise)

    def _block(self, node: Block) -> Run:
        yield from self._list(node.body)

    def _return(self, node: Return) -> Run:
        raise _Jump(Return, None if node.value is None else (yield from self._value(node.value)))

    def _jump(self, node: Break | Continue) -> Run:
        yield from ()
        raise _Jump(type(node))

    def _assert(self, node: Assert) -> Run:
        if not (yield from self._truth(node.condition)):
            raise Undefined("an assertion fails")

    def _truth(self, node: Any) -> Run:
        value = yield from self._value(node)
        if value is None:
            raise Undefined("a condition was never written")
        return bool(value)

    def _loop(self, node: Any) -> Run:
        yield from self._list(getattr(node, "init", ()))
        self._rounds.append(0)
        try:
            yield from self._rounds_of(node)
        except _Jump as jump:
            if jump.kind is not Break:
                raise
        finally:
            self._rounds.pop()

    def _rounds_of(self, node: Any) -> Run:
        first = isinstance(node, DoWhile)
        while first or node.condition is None or (yield from self._truth(node.condition)):
            first = False
            self._rounds[-1] += 1
            try:
                yield from self._list(node.body)
            except _Jump as jump:
                if jump.kind is not Continue:
                    raise
            yield from self._list(getattr(node, "step", ()))

    def _switch(self, node: Switch) -> Run:
        value = yield from self._value(node.value)
        labels = [[None if label is None else label.value for label in case.labels] for case in node.cases]
        start = next((n for n, each in enumerate(labels) if value in each), None)
        if start is None:
            start = next((n for n, each in enumerate(labels) if None in each), len(labels))
        try:
            for case in node.cases[start:]:
                yield from self._list(case.body)
        except _Jump as jump:
            if jump.kind is not Break:
                raise

    # ------------------------------------------------------------ places

    def _place(self, node: Any) -> Generator[Stop, Any, Cell]:
        match node:
            case Variable():
                return (self._names if node.name in self._names else self._launch.memory), node.name
            case Dereference():
                return (yield from self._pointer(node.pointer))
            case Index() if isinstance(node.base.type, Pointer):
                container, key = yield from self._pointer(node.base)
                offset = yield from self._number_of(node.index)
                return (container, key) if offset == 0 else (container, key + offset)
            case Index():
                cell = yield from self._place(node.base)
                return _load(*cell), (yield from self._number_of(node.index))
            case Member():
                cell = yield from self._place(node.base)
                return _load(*cell), node.field
            case Lane():
                cell = yield from self._place(node.base)
                return _load(*cell), node.lane
        return [(yield from self._value(node))], 0

    def _pointer(self, node: Any) -> Generator[Stop, Any, Cell]:
        value = yield from self._value(node)
        if not isinstance(value, tuple):
            raise Undefined("a pointer was never set")
        container, key = value
        return container, key

    def _number_of(self, node: Any) -> Run:
        value = yield from self._value(node)
        if value is None:
            raise Undefined("an index was never written")
        return value

    # ------------------------------------------------------------ values

    def _literal(self, node: Literal) -> Run:
        yield from ()
        return 0 if isinstance(node.type, Pointer) else wrap(node.value, node.type)

    def _read(self, node: Any) -> Run:
        return _load(*(yield from self._place(node)))

    def _address(self, node: AddressOf) -> Run:
        return (yield from self._place(node.place))

    def _decay(self, node: Decay) -> Run:
        return _load(*(yield from self._place(node.place))), 0

    def _select(self, node: Select) -> Run:
        chosen = yield from self._truth(node.condition)
        return (yield from self._value(node.then if chosen else node.otherwise))

    def _logical(self, node: Logical) -> Run:
        left = yield from self._truth(node.left)
        return left if left is (node.op is LogicalOp.OR) else (yield from self._truth(node.right))

    def _value(self, node: Any) -> Run:
        evaluate = self._values.get(type(node))
        if evaluate is not None:
            return (yield from evaluate(node))
        operands = []
        for child in children(node):
            operands.append((yield from self._value(child)))
        if isinstance(node, BlockVote):
            return (yield Stop(node, tuple(operands), rounds=tuple(self._rounds)))
        return self._combined(node, operands)

    def _warp(self, node: WarpOperation) -> Run:
        arguments = []
        for each in node.arguments:
            arguments.append((yield from self._value(each)))
        mask = None if node.mask is None else (yield from self._value(node.mask))
        width = node.width if isinstance(node.width, int) else (yield from self._value(node.width))
        return (yield Stop(node, tuple(arguments), mask, width, tuple(self._rounds)))

    def _call(self, node: Call) -> Run:
        callee = self._functions[node.function]
        values = {}
        for parameter, argument in zip(callee.parameters, node.arguments, strict=True):
            values[parameter.name] = _copy((yield from self._value(argument)))
        outer, self._names = self._names, values
        result = yield from self._call_body(callee.body)
        self._names = outer
        return result

    def _special(self, node: Special) -> Run:
        yield from ()
        block = self._launch
        values = {
            Register.THREAD_INDEX: self._index[node.axis],
            Register.BLOCK_INDEX: (block.block_index, 0, 0)[node.axis],
            Register.BLOCK_SIZE: block.size[node.axis],
            Register.GRID_SIZE: (block.grid_size, 1, 1)[node.axis],
            Register.LANE: self._number % 32,
            Register.WARP_SIZE: 32,
        }
        return values[node.register]

    def _combined(self, node: Any, operands: list[Any]) -> Any:
        if isinstance(node, Build):
            return self._built(node, operands)
        if any(each is None for each in operands):
            if isinstance(node, Convert | Binary | Unary | Intrinsic | Compare):
                return None  # garbage in, garbage out; to use it for anything else is an error
            raise Undefined(f"{type(node).__name__} of what was never written")
        return _COMBINE[type(node)](node, *operands)

    def _built(self, node: Build, operands: list[Any]) -> Any:
        value = fill(node.type, self._structs, 0)
        keys = list(value) if isinstance(value, dict) else range(len(value))
        for key, operand in zip(keys, operands, strict=False):
            value[key] = _copy(operand)
        return value


def _load(container: Any, key: Any) -> Any:
    if isinstance(container, list) and not 0 <= key < len(container):
        raise Undefined(f"read at {key} of {len(container)}")
    return container[key]


def _store(container: Any, key: Any, value: Any) -> None:
    if isinstance(container, list) and not 0 <= key < len(container):
        raise Undefined(f"write at {key} of {len(container)}")
    container[key] = value


def _binary(node: Binary, left: Any, right: Any) -> Any:
    if node.op in _ARITHMETIC:
        shift = node.op in (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT)
        return _ARITHMETIC[node.op](left, right % 64 if shift else right)
    if isinstance(node.type, Scalar) and node.type.is_float:
        return left / right if right else math.nan
    if right == 0:
        raise Undefined("division by zero")
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return quotient if node.op is BinaryOp.DIVIDE else left - quotient * right


def _converted(value: Any, type_: Type) -> Any:
    if isinstance(value, float) and isinstance(type_, Scalar) and type_.is_integer and type_ != BOOL:
        return wrap(int(value) if math.isfinite(value) else 0, type_)
    return wrap(value, type_)


def _bits(value: Any, node: Bitcast) -> Any:
    """Between 32-bit numbers."""
    codes = {True: "f", False: "I"}
    source, target = node.operand.type, node.type
    assert isinstance(source, Scalar)
    assert isinstance(target, Scalar)
    raw = value if source.is_float else value & 0xFFFFFFFF
    return wrap(struct.unpack(codes[target.is_float], struct.pack(codes[source.is_float], raw))[0], target)


_ATOMICS: dict[AtomicOp, Callable[[Any, Any], Any]] = {
    AtomicOp.ADD: operator.add, AtomicOp.SUBTRACT: operator.sub, AtomicOp.MIN: min, AtomicOp.MAX: max,
    AtomicOp.AND: operator.and_, AtomicOp.OR: operator.or_, AtomicOp.XOR: operator.xor,
    AtomicOp.EXCHANGE: lambda old, new: new,
}  # fmt: skip


def _atomic(node: Atomic, pointer: Cell, operand: Any) -> Any:
    old = _load(*pointer)
    assert isinstance(node.pointer.type, Pointer)
    _store(*pointer, wrap(_ATOMICS[node.op](old, operand), node.pointer.type.element))
    return old


def _unary(node: Unary, value: Any) -> Any:
    if node.op is UnaryOp.NOT:
        return not value
    return wrap(-value if node.op is UnaryOp.NEGATE else ~value, node.type)


def _moved(node: PointerOffset, pointer: Cell, offset: int) -> Cell:
    container, key = pointer
    return (container, key) if offset == 0 else (container, key + offset)


_COMBINE: dict[type, Callable[..., Any]] = {
    Binary: lambda node, left, right: wrap(_binary(node, left, right), node.type),
    Compare: lambda node, left, right: _COMPARE[node.op](left, right),
    Unary: _unary,
    Convert: lambda node, value: value if isinstance(node.type, Pointer) else _converted(value, node.type),
    Bitcast: lambda node, value: _bits(value, node),
    PointerOffset: _moved,
    PointerDifference: lambda node, left, right: left[1] - right[1],
    Intrinsic: lambda node, *operands: wrap(_INTRINSICS[node.id](*operands), node.type),
    Atomic: lambda node, pointer, operand: _atomic(node, pointer, operand),
}
