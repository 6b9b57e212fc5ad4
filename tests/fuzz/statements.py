"""Random statements over random expressions: variables, loops that end, branches, shared memory between barriers.

`Level` says who comes to a statement together: barriers and the exchange through shared memory stand only where the
whole block comes, warp operations where whole warps do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from random import Random
from typing import Any

from tests.fuzz.expressions import (
    FLOATS,
    HALVES,
    NUMBERS,
    SMALL,
    SPAN,
    WIDE,
    Expressions,
    Value,
    cast,
    literal,
    said,
    whole,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    UINT32,
    UINT64,
    VOID,
    Array,
    Pointer,
    Scalar,
    Struct,
    Vector,
)
from transkernel.records import record


class Level(IntEnum):
    """Who takes a branch alike."""

    BLOCK = 0
    WARP = 1
    LANE = 2


@record
class SharedArray:
    """Every thread owns the element of its number; extent counts these, and leaves out what nobody writes."""

    variable: ir.SharedVariable
    element: Scalar
    extent: int


_MASK = ir.Literal(0xFFFFFFFF, UINT32, SPAN)
_MOST_STATEMENTS = 4
_DEEPEST = 3
_MOST_LOOPS_INSIDE = 2
_SHUFFLED = (INT32, UINT32, INT64, UINT64, FLOAT32, FLOAT64)
_COMMUTING: dict[Scalar, tuple[ir.AtomicOp, ...]] = {
    INT32: (ir.AtomicOp.ADD, ir.AtomicOp.SUBTRACT, ir.AtomicOp.MIN, ir.AtomicOp.MAX, ir.AtomicOp.AND,
            ir.AtomicOp.OR, ir.AtomicOp.XOR),
    UINT32: (ir.AtomicOp.ADD, ir.AtomicOp.SUBTRACT, ir.AtomicOp.MIN, ir.AtomicOp.MAX, ir.AtomicOp.AND,
             ir.AtomicOp.OR, ir.AtomicOp.XOR, ir.AtomicOp.INCREMENT),
    INT64: (ir.AtomicOp.MIN, ir.AtomicOp.MAX),
    UINT64: (ir.AtomicOp.ADD, ir.AtomicOp.MIN, ir.AtomicOp.MAX, ir.AtomicOp.AND, ir.AtomicOp.OR, ir.AtomicOp.XOR),
}  # fmt: skip
_SEQUENTIAL: dict[Scalar, tuple[ir.AtomicOp, ...]] = {
    type_: (*ops, ir.AtomicOp.EXCHANGE, ir.AtomicOp.COMPARE_EXCHANGE) for type_, ops in _COMMUTING.items()
    if type_ != INT64
}  # fmt: skip


class Statements(Expressions):
    """Grows the body of a kernel or device function.

    variables: what may be assigned. states: those of them that the kernel gives back in the end. cells: memory for one
    atomic operation each. functions: what may be called. threads: of a block; 0 in a device function.
    """

    def __init__(self, random: Random, threads: int) -> None:
        super().__init__(random)
        self.threads = threads
        self.variables: list[ir.Variable] = []
        self.states: list[ir.Variable] = []
        self.cells: list[tuple[Any, Scalar, int, ir.AtomicOp]] = []
        self.functions: list[ir.Function] = []
        self.collective: set[str] = set()
        self.shared: list[SharedArray] = []
        self.private: list[tuple[ir.Variable, Scalar, int]] = []  # local arrays, which may be written
        self.thread: Any = None
        self.result: Any = VOID
        self.left = random.choice((3, 6, 10, 16))
        self._names = 0
        self._loops = 0
        self._calm = False  # inside of loops of different threads, or between the barriers of an exchange

    # ------------------------------------------------------------ names and scopes

    def name(self, stem: str) -> str:
        self._names += 1
        return f"{stem}{self._names}"

    def deep(self) -> int:
        """How deep a statement's expression may grow."""
        return self.random.choice((1, 2, 2, 3))

    @contextmanager
    def scope(self) -> Iterator[None]:
        kept = [list(each) for each in (self.leaves, self.uniform, self.arrays, self.variables, self.private)]
        yield
        self.leaves, self.uniform, self.arrays, self.variables, self.private = kept  # type: ignore[assignment]

    def declare(self, value: Value, *, const: bool, type_: Scalar | None = None) -> ir.Declare:
        """A new variable; a const one keeps what is known of its value."""
        chosen = type_ or value.type
        name = self.name("c" if const else "v")
        variable = ir.Variable(name, chosen, SPAN)
        self.leaves.append(Value(variable, value.low, value.high) if const else whole(variable))
        if not const:
            self.variables.append(variable)
        return ir.Declare(name, chosen, value.node, SPAN, const=const)

    def several(self, level: Level, depth: int, loop: Level | None) -> tuple[Any, ...]:
        """Some statements in a scope of their own, at least one."""
        with self.scope():
            made: list[Any] = []
            before = len(self.leaves)
            for _ in range(self.random.randint(1, _MOST_STATEMENTS)):
                made += self._statement(level, depth, loop)
                if made and isinstance(made[-1], ir.Return | ir.Break | ir.Continue):
                    return tuple(made)
            return (*made, *self.observed_since(before))

    def observed_since(self, before: int) -> list[Any]:
        """Most of what was declared since then, in the variables that the kernel gives back."""
        new = [leaf for leaf in self.leaves[before:] if self.random.random() < 0.7]
        return [statement for leaf in new for statement in self.observed(leaf)]

    def observed(self, value: Value) -> list[Any]:
        """A value mixed into a variable of the kernel, so that it shows in an output; nothing where none takes it."""
        kind, states = value.type, self.states
        if not isinstance(kind, Scalar) or not states:
            return []
        fitting = [each for each in states if each.type == kind or (kind.is_integer and each.type.is_integer)]  # type: ignore[union-attr]
        if not fitting:
            number = self._cut(value, INT32) if kind.is_float else cast(value, INT32)
            return self._mixed(self.random.choice(states), number)
        return self._mixed(self.random.choice(fitting), value)

    def _mixed(self, state: ir.Variable, value: Value) -> list[Any]:
        """`state = state ^ value` for integers; for floats a choice between the two, which keeps their bits."""
        type_ = state.type
        assert isinstance(type_, Scalar)
        if type_.is_float:
            other = cast(value, type_)
            low = ir.Compare(ir.CompareOp.LESS, state, other.node, SPAN)
            return [ir.Assign(state, ir.Select(low, other.node, state, type_, SPAN), SPAN)]
        wide = UINT64 if type_.bits == 64 else UINT32
        turned = self._joined(ir.BinaryOp.MULTIPLY, cast(whole(state), wide), literal(33, wide))
        mixed = self._joined(ir.BinaryOp.XOR, turned, cast(value, wide))
        return [ir.Assign(state, cast(mixed, type_).node, SPAN)]

    # ------------------------------------------------------------ the choice

    def _statement(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        self.left -= 1
        choices: list[tuple[Callable[[Level, int, Level | None], list[Any]], int]] = [
            (self._declared, 4), (self._assigned, 5), (self._array, 1), (self._vector, 1), (self._call, 3),
            (self._atomic, 2),
        ]  # fmt: skip
        if depth < _DEEPEST and self.left > 0:
            choices += [(self._if, 4), (self._for, 2 if self._loops < _MOST_LOOPS_INSIDE else 0)]
            choices += [(self._while, 1 if self._loops < _MOST_LOOPS_INSIDE else 0), (self._switch, 1)]
            choices += [(self._block, 1)]
        if loop is not None and level <= loop:
            choices.append((self._leave, 2))
        if self.threads and self.threads % 32 == 0 and level <= Level.WARP:
            choices += [(self._warp, 4)]
        if self.threads and level is Level.BLOCK and not self._calm:
            choices += [(self._exchange, 6), (self._vote, 1), (self._counted, 3), (self._barrier, 1)]
        if not self.threads and self.result != VOID and depth:
            choices.append((self._return, 2))
        (chosen,) = self.random.choices([each for each, _ in choices], [weight for _, weight in choices])
        return chosen(level, depth, loop)

    # ------------------------------------------------------------ plain statements

    def _declared(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        type_ = self.random.choice((*NUMBERS, *WIDE, BOOL, INT32))
        const = self.random.random() < 0.5
        return [self.declare(self.initial(type_, self.deep()), const=const, type_=type_)]

    def _assigned(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        if not self.variables:
            return self._declared(level, depth, loop)
        target = self.random.choice(self.variables)
        assert isinstance(target.type, Scalar)
        return [ir.Assign(target, self.initial(target.type, self.deep()).node, SPAN)]

    def _array(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """A local array, or a new value for an element of one."""
        if self.private and self.random.random() < 0.7:
            base, element, extent = self.random.choice(self.private)
            place = ir.Index(base, self.index(extent), element, SPAN)
            return [ir.Assign(place, self.initial(element, 2).node, SPAN)]
        element, extent = self.random.choice(NUMBERS), self.random.choice((8, 8, 11))
        name = self.name("local")
        type_ = Array(element, extent)
        filled = tuple(self.initial(element, 1).node for _ in range(self.random.randint(1, extent)))
        if element in HALVES:
            filled = filled + (cast(literal(1, FLOAT32), element).node,) * (extent - len(filled))
        base = ir.Variable(name, type_, SPAN)
        self.private.append((base, element, extent))
        self.arrays.append((base, element, extent))
        return [ir.Declare(name, type_, ir.Build(filled, type_, SPAN), SPAN)]

    def _vector(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """A short vector built, one lane changed, its lanes readable from then on."""
        scalar = self.random.choice((*SMALL, *WIDE, *FLOATS))
        type_ = Vector(scalar, self.random.randint(2, 4))
        name = self.name("vec")
        variable = ir.Variable(name, type_, SPAN)
        lanes = tuple(self.initial(scalar, 1).node for _ in range(type_.lanes))
        made: list[Any] = [ir.Declare(name, type_, ir.Build(lanes, type_, SPAN), SPAN)]
        places = [ir.Lane(variable, lane, scalar, SPAN) for lane in range(type_.lanes)]
        self.leaves += [whole(place) for place in places]
        made.append(ir.Assign(self.random.choice(places), self.initial(scalar, 2).node, SPAN))
        return made

    def _call(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        usable = [each for each in self.functions if level <= Level.WARP or each.name not in self.collective]
        if not usable:
            return self._assigned(level, depth, loop)
        function = self.random.choice(usable)
        arguments = [self._argument(each) for each in function.parameters]
        if any(each is None for each in arguments):
            return self._assigned(level, depth, loop)
        call = ir.Call(function.name, tuple(arguments), function.result, SPAN)
        if function.result == VOID:
            return [ir.Evaluate(call, SPAN)]
        if isinstance(function.result, Struct):
            return self._received(call, function.result)
        return [self.declare(whole(call), const=True)]

    def _received(self, call: ir.Call, struct: Struct) -> list[Any]:
        """A struct's variable; its numbers can be read from then on."""
        name = self.name("made")
        variable = ir.Variable(name, struct, SPAN)
        self.see_struct(variable, struct)
        return [ir.Declare(name, struct, call, SPAN)]

    def see_struct(self, place: Any, struct: Struct) -> None:
        for each in struct.fields:
            member = ir.Member(place, each.name, each.type, SPAN)
            if isinstance(each.type, Struct):
                self.see_struct(member, each.type)
            elif isinstance(each.type, Array):
                self.arrays.append((member, each.type.element, each.type.extent))
            else:
                self.leaves.append(whole(member))

    def _argument(self, parameter: ir.Parameter) -> Any:
        """A value for a parameter; a pointer to at least 8 elements, or to one of its own; None where there is none."""
        type_ = parameter.type
        if isinstance(type_, Scalar):
            return self.initial(type_, 2).node
        if isinstance(type_, Struct):
            known = [leaf.node for leaf in self.leaves if leaf.type == type_]
            return self.random.choice(known) if known else None
        assert isinstance(type_, Pointer)
        if not type_.const:
            return self._own_place(type_)
        fitting = [each for each in self.arrays if each[1] == type_.element and each[2] >= 8]
        if not fitting:
            return None
        base, _, extent = self.random.choice(fitting)
        pointer = base if isinstance(base.type, Pointer) else ir.Decay(base, Pointer(type_.element), SPAN)
        if extent > 8 and self.random.random() < 0.4:
            return ir.PointerOffset(pointer, self.index(extent - 7, 0), pointer.type, SPAN)
        return pointer

    def _own_place(self, type_: Pointer) -> Any:
        places: list[Any] = [each for each in self.variables if each.type == type_.element]
        places += [
            ir.Index(base, literal(self.random.randrange(extent), INT32).node, element, SPAN)
            for base, element, extent in self.private
            if element == type_.element
        ]
        return ir.AddressOf(self.random.choice(places), Pointer(type_.element), SPAN) if places else None

    def _atomic(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """On a cell that only this operation writes, so that the order of threads does not show."""
        if not self.cells:
            return self._assigned(level, depth, loop)
        base, element, extent, op = self.random.choice(self.cells)
        place = ir.Index(base, self.index(extent), element, SPAN)
        return [ir.Evaluate(self.atomic(op, place, element), SPAN)]

    def atomic(self, op: ir.AtomicOp, place: Any, element: Scalar) -> ir.Atomic:
        """Floats are added as small whole numbers, whose sums are exact."""
        pointer = ir.AddressOf(place, Pointer(element), SPAN)
        if element.is_float:
            small = self._joined(ir.BinaryOp.AND, self.of(INT32, 2), literal(15, INT32))
            return ir.Atomic(op, pointer, (cast(small, element).node,), element, SPAN)
        if op is ir.AtomicOp.INCREMENT:
            return ir.Atomic(op, pointer, (literal(1000, element).node,), element, SPAN)
        count = 2 if op is ir.AtomicOp.COMPARE_EXCHANGE else 1
        operands = tuple(self.initial(element, 2).node for _ in range(count))
        return ir.Atomic(op, pointer, operands, element, SPAN)

    def _return(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        return [ir.Return(self.initial(self.result, 2).node if isinstance(self.result, Scalar) else None, SPAN)]

    # ------------------------------------------------------------ control

    def _split(self, level: Level) -> tuple[Any, Level]:
        """A condition, and who takes its branches together."""
        roll = self.random.random()
        if self.threads and roll < 0.3:
            return self.uniform_condition(), level
        if self.threads % 32 == 0 and self.threads and roll < 0.45:
            warp = ir.Binary(ir.BinaryOp.DIVIDE, self.thread, literal(32, INT32).node, INT32, SPAN)
            chosen = literal(self.random.randint(0, 2), INT32).node
            op = self.random.choice((ir.CompareOp.EQUAL, ir.CompareOp.LESS, ir.CompareOp.GREATER_EQUAL))
            return ir.Compare(op, warp, chosen, SPAN), max(level, Level.WARP)
        return self.condition(2).node, Level.LANE

    def _if(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        condition, inner = self._split(level)
        then = self.several(inner, depth + 1, loop)
        otherwise = self.several(inner, depth + 1, loop) if self.random.random() < 0.4 else ()
        return [ir.If(condition, then, otherwise, SPAN)]

    def _block(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        return list(self._braced(self.several(level, depth + 1, loop)))

    @staticmethod
    def _braced(statements: tuple[Any, ...]) -> tuple[Any, ...]:
        """A block where it is a scope; the front end drops braces around statements that declare nothing."""
        is_scope = any(isinstance(each, ir.Declare) for each in statements)
        return (ir.Block(statements, SPAN),) if is_scope else statements

    def _rounds(self, level: Level) -> tuple[Value, Level]:
        """How often a loop goes round, at most 7 times, and who goes together."""
        if self.threads == 0 or level is Level.LANE or self.random.random() < 0.3:
            return self._narrowed(self.of(INT32, 1)), Level.LANE
        return literal(self.random.randint(1, 5), INT32), level

    def _narrowed(self, value: Value) -> Value:
        return self._joined(ir.BinaryOp.AND, value, literal(self.random.choice((3, 7)), INT32))

    @contextmanager
    def _in_loop(self) -> Iterator[None]:
        self._loops += 1
        yield
        self._loops -= 1

    def _for(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        rounds, inner = self._rounds(level)
        counter = ir.Variable(self.name("k"), INT32, SPAN)
        start = ir.Declare(counter.name, INT32, literal(0, INT32).node, SPAN)
        one = literal(1, INT32).node
        step = ir.Assign(counter, ir.Binary(ir.BinaryOp.ADD, counter, one, INT32, SPAN), SPAN)
        with self.scope(), self._in_loop():
            self.leaves.append(Value(counter, 0, 7))
            leaving = self.random.choice((inner, Level.LANE))
            body = self.several(max(inner, leaving), depth + 1, leaving)
        unroll = self.random.choice((None, None, 0, 2))
        condition = ir.Compare(ir.CompareOp.LESS, counter, rounds.node, SPAN)
        return [ir.For((start,), condition, (step,), body, SPAN, unroll)]

    def _while(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """The counter goes up first, so that `continue` cannot stop it."""
        rounds, inner = self._rounds(level)
        counter = ir.Variable(self.name("k"), INT32, SPAN)
        start = ir.Declare(counter.name, INT32, literal(0, INT32).node, SPAN)
        one = literal(1, INT32).node
        step = ir.Assign(counter, ir.Binary(ir.BinaryOp.ADD, counter, one, INT32, SPAN), SPAN)
        limit = self.declare(rounds, const=True)
        condition = ir.Compare(ir.CompareOp.LESS, counter, self.leaves[-1].node, SPAN)
        with self.scope(), self._in_loop():
            self.leaves.append(Value(counter, 0, 8))
            leaving = self.random.choice((inner, Level.LANE))
            body = (step, *self.several(max(inner, leaving), depth + 1, leaving))
        if self.random.random() < 0.5:
            return [limit, start, ir.While(condition, body, SPAN)]
        return [limit, start, ir.DoWhile(body, condition, SPAN)]

    def _leave(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """Breaks vary no more than the loop was told; the branch is taken by whoever takes this statement."""
        assert loop is not None
        condition = self.uniform_condition() if loop < Level.LANE else self.condition(2).node
        return [ir.If(condition, (self.random.choice((ir.Break(SPAN), ir.Continue(SPAN))),), (), SPAN)]

    def _switch(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """Some cases fall through, most have a break, the default may be missing."""
        value = self._narrowed(self.of(INT32, 2))
        labels = self.random.sample(range(4), self.random.randint(2, 4))
        groups: list[tuple[Any, ...]] = [(literal(each, INT32).node,) for each in labels]
        if self.random.random() < 0.3 and len(groups) > 2:
            groups[:2] = [groups[0] + groups[1]]
        if self.random.random() < 0.7:
            groups.append((None,))
        cases = []
        for group in groups:
            inner = self._braced(self.several(Level.LANE, depth + 1, None))
            fall = self.random.random() < 0.25
            cases.append(ir.SwitchCase(group, inner if fall else (*inner, ir.Break(SPAN)), SPAN))
        return [ir.Switch(value.node, tuple(cases), SPAN)]

    # ------------------------------------------------------------ threads together

    def _barrier(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        return [ir.Barrier(ir.Scope.BLOCK, SPAN)]

    def _warp(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """A whole warp comes: the mask names all lanes."""
        roll = self.random.random()
        if roll < 0.55:
            return [self.declare(whole(self.shuffle(self.random.choice(_SHUFFLED))), const=True)]
        if roll < 0.8:
            op = self.random.choice((ir.WarpOp.ANY, ir.WarpOp.ALL, ir.WarpOp.BALLOT))
            type_ = UINT32 if op is ir.WarpOp.BALLOT else INT32
            return [self._operation(op, said(self.condition(2)).node, type_)]
        if roll < 0.9:
            value = self.of(self.random.choice((INT32, UINT32, INT64, UINT64)), 2)
            return [self._operation(ir.WarpOp.MATCH_ANY, self._few(value).node, UINT32)]
        if roll < 0.95:
            return [ir.Barrier(ir.Scope.WARP, SPAN)]
        type_ = self.random.choice((INT32, UINT32))
        ops = [ir.WarpOp.REDUCE_ADD, ir.WarpOp.REDUCE_MIN, ir.WarpOp.REDUCE_MAX]
        if type_ == UINT32:
            ops += [ir.WarpOp.REDUCE_AND, ir.WarpOp.REDUCE_OR, ir.WarpOp.REDUCE_XOR]
        return [self._operation(self.random.choice(ops), self.of(type_, 2).node, type_)]

    def _few(self, value: Value) -> Value:
        """One of few values, so that lanes match."""
        assert isinstance(value.type, Scalar)
        return self._joined(ir.BinaryOp.AND, value, literal(3, value.type))

    def _operation(self, op: ir.WarpOp, argument: Any, type_: Scalar) -> ir.Declare:
        return self.declare(whole(ir.WarpOperation(op, (argument,), _MASK, 32, type_, SPAN)), const=True)

    def shuffle(self, type_: Scalar) -> ir.WarpOperation:
        op = self.random.choice(
            (ir.WarpOp.SHUFFLE, ir.WarpOp.SHUFFLE_UP, ir.WarpOp.SHUFFLE_DOWN, ir.WarpOp.SHUFFLE_XOR)
        )
        width = self.random.choice((32, 32, 16, 8, 4))
        if op is ir.WarpOp.SHUFFLE:
            lane = self._joined(ir.BinaryOp.AND, self.of(INT32, 1), literal(31, INT32)).node
        else:
            lane = literal(self.random.randrange(width), UINT32).node
        return ir.WarpOperation(op, (self.of(type_, 2).node, lane), _MASK, width, type_, SPAN)

    def _vote(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        op = self.random.choice(tuple(ir.BlockVoteOp))
        vote = ir.BlockVote(op, said(self.condition(2)).node, INT32, SPAN)
        declared = self.declare(whole(vote), const=True)
        self.uniform.append(self.leaves[-1])
        return [declared]

    def _exchange(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """Every thread writes its own element; after a barrier all may read all; a barrier ends it."""
        if not self.shared:
            return self._assigned(level, depth, loop)
        array = self.random.choice(self.shared)
        base = ir.Variable(array.variable.name, array.variable.type, SPAN)
        own = ir.Index(base, self.thread, array.element, SPAN)
        written = ir.Assign(own, self.initial(array.element, self.deep()).node, SPAN)
        return [written, ir.Barrier(ir.Scope.BLOCK, SPAN), *self._read_shared(base, array, level, depth, loop)]

    def _read_shared(
        self, base: ir.Variable, array: SharedArray, level: Level, depth: int, loop: Level | None
    ) -> list[Any]:
        if self._calm:
            raise AssertionError("exchanges do not nest")
        inside: list[Any] = []
        self._calm = True
        self.arrays.append((base, array.element, array.extent))
        index = self.index(array.extent, 2)
        read = ir.Index(base, index, array.element, SPAN)
        inside.append(self.declare(whole(read), const=True))
        inside += self.observed(self.leaves[-1])
        for _ in range(self.random.randint(0, 2)):
            inside += self._statement(level, depth, None)
        self.arrays = [
            each for each in self.arrays if each[0].__class__ is not ir.Variable or each[0].name != base.name
        ]
        self._calm = False
        return [*inside, ir.Barrier(ir.Scope.BLOCK, SPAN)]

    def _counted(self, level: Level, depth: int, loop: Level | None) -> list[Any]:
        """A shared array zeroed, changed by one atomic operation of all threads, and read."""
        integral = [each for each in self.shared if each.element in _COMMUTING]
        if not integral:
            return self._exchange(level, depth, loop)
        array = self.random.choice(integral)
        base = ir.Variable(array.variable.name, array.variable.type, SPAN)
        own = ir.Index(base, self.thread, array.element, SPAN)
        first = literal(self.random.choice((0, 0, 7)), array.element).node
        barrier = ir.Barrier(ir.Scope.BLOCK, SPAN)
        op = self.random.choice(_COMMUTING[array.element])
        cell = ir.Index(base, self.index(array.extent, 1), array.element, SPAN)
        counted: Any = ir.Evaluate(self.atomic(op, cell, array.element), SPAN)
        if self.random.random() < 0.5:
            counted = ir.If(self.condition(1).node, (counted,), (), SPAN)
        reading = self._read_shared(base, array, level, depth, loop)
        return [ir.Assign(own, first, SPAN), barrier, counted, barrier, *reading]


COMMUTING = _COMMUTING
SEQUENTIAL = _SEQUENTIAL
