"""Runs a kernel for one size of a block, on shares of values instead of values (shares.py).

All threads execute a statement before the next one, as in tile/vectorise.py. What conditions on numbers decide, which
the text itself computes of threadIdx.x and blockDim.x, is decided; both sides of other branches are looked at, and what
they leave is anybody's guess. Loops that touch shared memory or the warp are unrolled where their numbers are known;
others are looked at once, for any of their rounds.

Shared memory counts as written by all threads of a branch or loop that not all may take only where a barrier of the
block stands in it, to which all threads must come.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from transkernel.ir.nodes import (
    Assign,
    Barrier,
    Binary,
    BinaryOp,
    Block,
    Break,
    Comment,
    Compare,
    CompareOp,
    Continue,
    Convert,
    Declare,
    DoWhile,
    For,
    If,
    Index,
    Intrinsic,
    Literal,
    Logical,
    LogicalOp,
    Register,
    Return,
    Scope,
    Select,
    Special,
    Unary,
    UnaryOp,
    Variable,
    WarpOp,
    WarpOperation,
    While,
)
from transkernel.ir.tile import ReduceOp
from transkernel.ir.types import Array, Scalar
from transkernel.ir.visit import children, walk_all
from transkernel.passes.uniformity import FunctionUniformity, Variation, root_of
from transkernel.tile.raising.facts import is_everyone
from transkernel.tile.raising.shares import (
    NOTHING,
    UNKNOWN,
    Share,
    Shares,
    Source,
    Value,
    chosen,
    each_number,
    is_number,
    joined,
    literal_share,
    numbers_of,
    shares_of,
    wrapped,
)

__all__ = ["Execution", "UndefinedError", "scalar_of"]

Mask = list[bool]
Visit = tuple[Any, Mask, Value]
_MOST_ROUNDS = 64
_WARP = 32
OPERATORS = {
    BinaryOp.ADD: ReduceOp.ADD, BinaryOp.MULTIPLY: ReduceOp.MULTIPLY,
    BinaryOp.AND: ReduceOp.AND, BinaryOp.OR: ReduceOp.OR, BinaryOp.XOR: ReduceOp.XOR,
}  # fmt: skip
FUNCTIONS = {"max": ReduceOp.MAX, "min": ReduceOp.MIN, "fmax": ReduceOp.MAX, "fmin": ReduceOp.MIN}
_WARP_REDUCTIONS = {
    WarpOp.REDUCE_ADD: ReduceOp.ADD, WarpOp.REDUCE_MIN: ReduceOp.MIN, WarpOp.REDUCE_MAX: ReduceOp.MAX,
    WarpOp.REDUCE_AND: ReduceOp.AND, WarpOp.REDUCE_OR: ReduceOp.OR, WarpOp.REDUCE_XOR: ReduceOp.XOR,
}  # fmt: skip


class UndefinedError(Exception):
    """No launch of this size has a meaning: a thread leaves an array, or a warp is asked for lanes that it lacks."""


def scalar_of(type_: Any) -> Scalar | None:
    """The number that an array of any number of axes, or a number, is made of."""
    while isinstance(type_, Array):
        type_ = type_.element
    return type_ if isinstance(type_, Scalar) else None


class Execution:
    """Of a kernel's statements, each node of which is there once. arrays: the types of the shared variables that are
    looked at, whose address nobody takes; an extent of 0 is the launch's. types: of parameters and locals whose address
    nobody takes. visits: gets each read, with the lanes that read and what they find."""

    def __init__(
        self,
        size: int,
        arrays: Mapping[str, Any],
        types: Mapping[str, Any],
        uniform: FunctionUniformity,
        visits: list[Visit],
    ) -> None:
        self.size = size
        self._uniform = uniform
        self._arrays = arrays
        self._types = types
        self._visits = visits
        self._names: dict[str, Value] = {}
        self._memory: dict[str, list[Share]] = {
            name: [NOTHING] * (_extent(type_) or 4 * size) for name, type_ in arrays.items()
        }
        self._mask: Mask = [True] * size
        self._left: Mask = [False] * size
        self._some_left = False  # whether threads may be gone, by conditions that are not decided
        self._unrolled = 0
        self._guarded = 0  # inside of expressions that are evaluated sometimes
        self._meets = True  # whether all threads come to the statements around
        self._certain = True  # whether all conditions around are decided
        self._table: dict[type, Callable[[Any], Value]] = {
            Literal: self._literal, Variable: self._variable, Index: self._index, Special: self._special,
            Unary: self._unary, Binary: self._binary, Compare: self._compare, Logical: self._logical,
            Select: self._select, Convert: self._convert, Intrinsic: self._intrinsic, WarpOperation: self._warp,
        }  # fmt: skip

    # ------------------------------------------------------------ statements

    def run(self, body: Sequence[Any]) -> None:
        """Executes statements. Raises UndefinedError."""
        outer = self._mask
        for node in body:
            some_left = True in self._left
            self._mask = (
                [here and not left for here, left in zip(outer, self._left, strict=True)] if some_left else outer
            )
            if not any(self._mask):
                break
            self._statement(node)
        self._mask = outer

    def _statement(self, node: Any) -> None:
        match node:
            case Declare():
                value = UNKNOWN if node.init is None else self.value(node.init)
                self._assign(node.name, node.type, value, node)
            case Assign():
                self._store(node)
            case If():
                self._branch(node)
            case For() | While() | DoWhile():
                self._loop(node)
            case Block():
                self.run(node.body)
            case Return():
                self._return(node)
            case Barrier() | Comment():
                pass
            case _:
                for child in children(node):
                    self.value(child)

    def _assign(self, name: str, type_: Any, value: Value, node: Any) -> None:
        if value is UNKNOWN and name in self._types:
            value = self._source(Source("after", id(node), name), type_)
        elif name not in self._types:
            value = UNKNOWN
        old = self._names.get(name, UNKNOWN)
        self._names[name] = value if isinstance(node, Declare) else chosen(self._mask, value, old)

    def _source(self, source: Source, type_: Any) -> Value:
        """A value of each thread that comes by once, all together."""
        is_known = isinstance(type_, Scalar) and type_.bits in (32, 64)
        return source if is_known and not self._unrolled and all(self._mask) else UNKNOWN

    def _store(self, node: Assign) -> None:
        value, target = self.value(node.value), node.target
        if isinstance(target, Variable) and target.name not in self._arrays:
            self._assign(target.name, target.type, value, node)
            return
        root = root_of(target)
        slot = self._slot(target)
        if slot is not None:
            self._write(*slot, self._given(value, node.value))
        elif root is not None and root.name not in self._arrays:
            self._names[root.name] = UNKNOWN
        elif root is None:
            for child in children(target):
                self.value(child)

    def _given(self, value: Value, node: Any) -> Value:
        """A value that goes to other threads."""
        if (value is UNKNOWN or isinstance(value, list)) and not self._guarded:
            return self._source(Source("before", id(node)), node.type)
        return UNKNOWN if isinstance(value, list) else value

    def _write(self, name: str, index: Value, value: Value) -> None:
        memory = self._memory[name]
        if not is_number(index):
            self._memory[name] = [UNKNOWN] * len(memory)
            return
        known = self._certain or self._meets
        written: dict[int, Share] = {}
        lanes = zip(self._mask, numbers_of(index, self.size), shares_of(value, self.size), strict=True)
        for here, at, share in lanes:
            if not here:
                continue
            if not 0 <= at < len(memory):
                raise UndefinedError
            same = at not in written or written[at] == share
            kept = self._some_left and memory[at] is not NOTHING  # by who is gone, and does not write here
            written[at] = share if known and same and not kept else UNKNOWN
        self._memory[name] = [written.get(at, old) for at, old in enumerate(memory)] if written else memory

    def _return(self, node: Return) -> None:
        if self._certain:
            self._left = [left or here for left, here in zip(self._left, self._mask, strict=True)]
        elif not self._is_for_all(node):
            self._some_left = True

    def _is_for_all(self, node: Any) -> bool:
        """Whether all threads of the block come to a statement, or none."""
        return self._uniform.control_of(node) is Variation.BLOCK

    # ------------------------------------------------------------ branches and loops

    @contextmanager
    def _under(self, mask: Mask) -> Iterator[None]:
        kept, self._mask = self._mask, mask
        try:
            yield
        finally:
            self._mask = kept

    @contextmanager
    def _maybe(self, body: Sequence[Any]) -> Iterator[None]:
        """Statements that are executed by some threads, or none, or several times."""
        kept = self._certain, self._meets
        self._certain = False
        self._meets = any(_is_meeting(each) or self._is_for_all(each) for each in body)
        try:
            yield
        finally:
            self._certain, self._meets = kept

    @contextmanager
    def _guard(self, sure: bool) -> Iterator[None]:
        """An expression that is evaluated where a condition holds that may not be decided."""
        self._guarded += not sure
        try:
            yield
        finally:
            self._guarded -= not sure

    def _without(self, mask: Mask) -> Mask:
        return [here and not there for here, there in zip(self._mask, mask, strict=True)]

    def _branch(self, node: If) -> None:
        mask, decided = self._condition(node.condition)
        if decided:
            for body, lanes in ((node.then, mask), (node.otherwise, self._without(mask))):
                with self._under(lanes):
                    self.run(body)
            return
        names, memory = {**self._names}, {**self._memory}
        for body, lanes in ((node.then, mask), (node.otherwise, self._mask)):
            self._names, self._memory = {**names}, {**memory}
            with self._maybe(body), self._under(lanes):
                self.run(body)
        self._names, self._memory = names, memory
        self._forget((*node.then, *node.otherwise), "after", node)

    def _forget(self, body: Sequence[Any], where: str, node: Any) -> None:
        """What statements that may have been executed change."""
        for each in walk_all(tuple(body)):
            root = root_of(each.target) if isinstance(each, Assign) else None
            if root is None:
                continue
            if root.name in self._arrays:
                self._memory[root.name] = [UNKNOWN] * len(self._memory[root.name])
            elif root.name in self._types:
                source = Source(where, id(node), root.name)
                self._names[root.name] = self._source(source, self._types[root.name])

    def _loop(self, node: Any) -> None:
        if isinstance(node, For):
            self.run(node.init)
        if self._touches(node) and not isinstance(node, DoWhile):
            names, memory = {**self._names}, {**self._memory}
            if self._rounds(node):
                return
            self._names, self._memory = names, memory
        body = (*node.body, *(node.step if isinstance(node, For) else ()))
        before = {**self._names}
        self._forget(body, "start", node)
        with self._maybe(node.body):
            mask = self._mask if node.condition is None else self._condition(node.condition)[0]
            if isinstance(node, DoWhile):
                mask = self._mask
            with self._under(mask):
                self.run(body)
        self._names = before
        self._forget(body, "after", node)

    def _touches(self, node: Any) -> bool:
        """Whether the loop looks at shared memory or the warp, and ends as its condition says."""
        inside = [*walk_all(node.body)]
        if any(isinstance(each, Return | Break | Continue) for each in inside):
            return False
        return any(
            isinstance(each, WarpOperation) or (isinstance(each, Variable) and each.name in self._arrays)
            for each in inside
        )

    def _rounds(self, node: Any) -> bool:
        """Executes the loop as often as its numbers say; False where they are not known."""
        outer, visited = self._mask, len(self._visits)
        self._unrolled += 1
        known = False
        try:
            for _ in range(_MOST_ROUNDS):
                self._mask, decided = self._condition(node.condition) if node.condition else (self._mask, False)
                if not decided:
                    return False
                known = not any(self._mask)
                if known:
                    break
                self.run(node.body)
                self.run(node.step if isinstance(node, For) else ())
        finally:
            self._mask = outer
            self._unrolled -= 1
            if not known:
                del self._visits[visited:]
        return known

    def _condition(self, node: Any) -> tuple[Mask, bool]:
        """The lanes in which a condition may hold, and whether it holds in all of them."""
        match node:
            case Logical(op=LogicalOp.AND):
                left, sure = self._condition(node.left)
                with self._under(left), self._guard(sure):
                    right, known = self._condition(node.right)
                return right, sure and known
            case Logical():
                left, sure = self._condition(node.left)
                with self._under(self._without(left) if sure else self._mask), self._guard(sure):
                    right, known = self._condition(node.right)
                if sure and known:
                    return [one or other for one, other in zip(left, right, strict=True)], True
                return self._mask, False
            case Unary(op=UnaryOp.NOT):
                mask, sure = self._condition(node.operand)
                return (self._without(mask), True) if sure else (self._mask, False)
        value = self.value(node)
        if not is_number(value):
            return self._mask, False
        lanes = zip(self._mask, numbers_of(value, self.size), strict=True)
        return [here and bool(number) for here, number in lanes], True

    # ------------------------------------------------------------ values

    def value(self, node: Any) -> Value:
        find = self._table.get(type(node))
        if find is not None:
            return find(node)
        for child in children(node):
            self.value(child)
        return UNKNOWN

    def _literal(self, node: Literal) -> Value:
        if not isinstance(node.value, float):
            return wrapped(int(node.value), node.type)
        return Shares((literal_share(float(node.value)),) * self.size)

    def _variable(self, node: Variable) -> Value:
        if node.name in self._arrays:
            return self._index(node)
        value = self._names.get(node.name, UNKNOWN)
        self._visits.append((node, self._mask, value))
        return value

    def _slot(self, node: Any) -> tuple[str, Value] | None:
        """The array and the element's number of a place that is looked at."""
        indices: list[tuple[Any, int]] = []
        while isinstance(node, Index) and isinstance(node.base.type, Array):
            indices.append((node.index, _extent(node.type)))
            node = node.base
        if not isinstance(node, Variable) or node.name not in self._arrays:
            return None
        whole: Value = 0
        for index, units in indices:
            whole = each_number(lambda at, sum_, units=units: sum_ + at * units, self.value(index), whole)
        return node.name, whole

    def _index(self, node: Any) -> Value:
        slot = self._slot(node)
        if slot is None:
            for child in children(node):
                self.value(child)
            return UNKNOWN
        memory, index = self._memory[slot[0]], slot[1]
        if not is_number(index):
            return UNKNOWN
        found: list[Share] = []
        for here, at in zip(self._mask, numbers_of(index, self.size), strict=True):
            if here and not 0 <= at < len(memory):
                raise UndefinedError
            found.append(memory[at] if here else UNKNOWN)
        value = Shares(tuple(found))
        self._visits.append((node, self._mask, value))
        return value

    def _special(self, node: Special) -> Value:
        threads = [*range(self.size)]
        match node.register:
            case Register.THREAD_INDEX:
                return 0 if node.axis else threads
            case Register.BLOCK_SIZE:
                return 1 if node.axis else self.size
            case Register.LANE:
                return [each % _WARP for each in threads]
            case Register.WARP_SIZE:
                return _WARP
        return UNKNOWN

    def _unary(self, node: Unary) -> Value:
        value = self.value(node.operand)
        if node.op is UnaryOp.NEGATE and isinstance(node.operand, Literal) and isinstance(node.operand.value, float):
            return Shares((literal_share(-node.operand.value),) * self.size)
        return wrapped(each_number(_UNARY[node.op], value), node.type)

    def _binary(self, node: Binary) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        if is_number(left, right):
            return _number(node, left, right)
        return self._joined(OPERATORS.get(node.op), left, right)

    def _joined(self, op: ReduceOp | None, left: Value, right: Value) -> Value:
        if left is UNKNOWN and right is UNKNOWN:
            return UNKNOWN
        if op is None:
            return self._of_nothing(left, right)
        pairs = zip(shares_of(left, self.size), shares_of(right, self.size), strict=True)
        return _simple(Shares(tuple(joined(op, one, other) for one, other in pairs)))

    def _of_nothing(self, *values: Value) -> Value:
        """Nothing where an operand is, else anything."""
        rows = zip(*(shares_of(each, self.size) for each in values), strict=True)
        return _simple(Shares(tuple(NOTHING if NOTHING in row else UNKNOWN for row in rows)))

    def _compare(self, node: Compare) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        return each_number(_COMPARE[node.op], left, right)

    def _logical(self, node: Logical) -> Value:
        mask, sure = self._condition(node)
        return [int(each) for each in mask] if sure else UNKNOWN

    def _select(self, node: Select) -> Value:
        mask, sure = self._condition(node.condition)
        with self._under(mask), self._guard(sure):
            then = self.value(node.then)
        with self._under(self._without(mask) if sure else self._mask), self._guard(sure):
            otherwise = self.value(node.otherwise)
        return _simple(chosen(mask, then, otherwise)) if sure else UNKNOWN

    def _convert(self, node: Convert) -> Value:
        value = self.value(node.operand)
        if node.type == node.operand.type:
            return value
        if isinstance(node.type, Scalar) and node.type.is_float and isinstance(value, int):
            return Shares((literal_share(float(value)),) * self.size)
        return wrapped(value, node.type)

    def _intrinsic(self, node: Intrinsic) -> Value:
        values = [self.value(each) for each in node.arguments]
        op = FUNCTIONS.get(node.id)
        if op is None or len(values) != 2:
            return UNKNOWN
        if is_number(*values):
            return each_number(max if op is ReduceOp.MAX else min, *values)
        return self._joined(op, *values)

    # ------------------------------------------------------------ warps

    def _warp(self, node: WarpOperation) -> Value:
        values = [self.value(each) for each in node.arguments]
        if node.mask is not None and not is_everyone(node.mask):
            return UNKNOWN
        if node.op in _WARP_REDUCTIONS:
            made = self._reduced(_WARP_REDUCTIONS[node.op], self._given(values[0], node.arguments[0]))
        elif node.op in _SHUFFLES and isinstance(node.width, int) and is_number(values[1]):
            made = self._shuffled(node, self._given(values[0], node.arguments[0]), values[1])
        else:
            return UNKNOWN
        self._visits.append((node, self._mask, made))
        return made

    def _need_whole_warps(self) -> None:
        if self.size % _WARP:
            raise UndefinedError

    def _shuffled(self, node: WarpOperation, value: Value, by: Value) -> Value:
        self._need_whole_warps()
        shares = shares_of(value, self.size)
        found: list[Share] = []
        for thread, number in enumerate(numbers_of(by, self.size)):
            source = _lane(node, thread, number)
            there = source < self.size and self._mask[source]
            found.append(shares[source] if there else NOTHING)
        return _simple(Shares(tuple(found)))

    def _reduced(self, op: ReduceOp, value: Value) -> Value:
        self._need_whole_warps()
        shares, found = shares_of(value, self.size), []
        for first in range(0, self.size, _WARP):
            threads = range(first, min(first + _WARP, self.size))
            whole: Share = None
            for thread in threads:
                if self._mask[thread]:
                    whole = shares[thread] if whole is None else joined(op, whole, shares[thread])
            found += [NOTHING if whole is None else whole] * len(threads)
        return _simple(Shares(tuple(found)))


_SHUFFLES = (WarpOp.SHUFFLE, WarpOp.SHUFFLE_UP, WarpOp.SHUFFLE_DOWN, WarpOp.SHUFFLE_XOR)


def _lane(node: WarpOperation, thread: int, by: int) -> int:
    """The thread whose value a shuffle gives (PTX ISA, `shfl.sync`)."""
    assert isinstance(node.width, int)
    first, width = thread - thread % node.width, node.width
    match node.op:
        case WarpOp.SHUFFLE:
            return first + by % width
        case WarpOp.SHUFFLE_UP:
            return thread - by % _WARP if thread - by % _WARP >= first else thread
        case WarpOp.SHUFFLE_DOWN:
            wanted = thread + by % _WARP
        case _:
            wanted = thread ^ (by % _WARP)
    return wanted if wanted < first + width else thread


def _simple(value: Value) -> Value:
    """UNKNOWN where all lanes are."""
    if isinstance(value, Shares) and all(each is UNKNOWN for each in value.lanes):
        return UNKNOWN
    return value


def _is_meeting(node: Any) -> bool:
    """Whether all threads come to a statement of a list, and so to the list."""
    if isinstance(node, Barrier):
        return node.scope is Scope.BLOCK
    return isinstance(node, Block) and any(_is_meeting(each) for each in node.body)


def _extent(type_: Any) -> int:
    """The numbers that an object holds."""
    count = 1
    while isinstance(type_, Array):
        count *= type_.extent
        type_ = type_.element
    return count


_UNARY: dict[UnaryOp, Callable[[int], int]] = {
    UnaryOp.NEGATE: operator.neg, UnaryOp.BIT_NOT: operator.invert, UnaryOp.NOT: operator.not_,
}  # fmt: skip
_COMPARE: dict[CompareOp, Callable[[int, int], bool]] = {
    CompareOp.EQUAL: operator.eq, CompareOp.NOT_EQUAL: operator.ne, CompareOp.LESS: operator.lt,
    CompareOp.LESS_EQUAL: operator.le, CompareOp.GREATER: operator.gt, CompareOp.GREATER_EQUAL: operator.ge,
}  # fmt: skip


def _quotient(one: int, other: int) -> int:
    quotient = abs(one) // abs(other)
    return quotient if (one < 0) == (other < 0) else -quotient


_BINARY: dict[BinaryOp, Callable[[int, int], int]] = {
    BinaryOp.ADD: operator.add, BinaryOp.SUBTRACT: operator.sub, BinaryOp.MULTIPLY: operator.mul,
    BinaryOp.DIVIDE: _quotient, BinaryOp.REMAINDER: lambda one, other: one - other * _quotient(one, other),
    BinaryOp.AND: operator.and_, BinaryOp.OR: operator.or_, BinaryOp.XOR: operator.xor,
    BinaryOp.SHIFT_LEFT: operator.lshift, BinaryOp.SHIFT_RIGHT: operator.rshift,
}  # fmt: skip
_DIVISIONS = (BinaryOp.DIVIDE, BinaryOp.REMAINDER)
_SHIFTS = (BinaryOp.SHIFT_LEFT, BinaryOp.SHIFT_RIGHT)


def _number(node: Binary, left: Value, right: Value) -> Value:
    rights = right if isinstance(right, list) else (right,)
    if node.op in _DIVISIONS and 0 in rights:
        return UNKNOWN
    if node.op in _SHIFTS and not (min(rights) >= 0 and max(rights) < 64):
        return UNKNOWN
    return wrapped(each_number(_BINARY[node.op], left, right), node.type)
