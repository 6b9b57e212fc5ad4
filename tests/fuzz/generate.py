"""A random kernel with the data to launch it on. The same random numbers give the same kernel.

Its parameters are read-only inputs of INPUTS elements each, an output for each variable of its body, cells for atomics,
and `n`. Every thread writes its own elements of the outputs, `i`; what threads share they share through shared memory
between barriers, warp operations, and atomics whose order does not show.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests.fuzz.expressions import (
    FLOATS,
    HALVES,
    NUMBERS,
    SMALL,
    SPAN,
    WIDE,
    Value,
    bounds,
    cast,
    literal,
    whole,
)
from tests.fuzz.spellings import DTYPES, INEXACT_WORDS
from tests.fuzz.statements import COMMUTING, SEQUENTIAL, Level, SharedArray, Statements
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    FLOAT32,
    FLOAT64,
    INT32,
    UINT32,
    VOID,
    Array,
    Field,
    Pointer,
    Scalar,
    Space,
    Struct,
    align_of,
    size_of,
)
from transkernel.records import record

INPUTS = 64
CELLS = 8
PLACES = ("t", "i")  # a thread's number in its block, and in the grid
_MASK = ir.Literal(0xFFFFFFFF, UINT32, SPAN)


@record
class BufferData:
    """fill: as case files have it. out: compared after the run. size: elements, or bytes of structs (dtype uint8)."""

    name: str
    dtype: str
    size: int
    fill: str | None
    low: float = 0
    high: float = 0
    out: bool = False


@record
class Fuzzed:
    """A kernel and its launch. numbers: scalar parameters. inexact: outputs that are compared within a tolerance."""

    program: ir.Program
    grid: int
    block: tuple[int, int, int]
    shared_bytes: int
    seed: int
    buffers: tuple[BufferData, ...]
    numbers: tuple[tuple[str, int], ...]
    inexact: tuple[str, ...] = ()


def generate(seed: int, suffix: str = "0") -> Fuzzed:
    """The kernel of a seed. suffix: what its names of file scope end in."""
    return _Kernel(seed, suffix).made()


def _laid_out(name: str, fields: list[tuple[str, Any]]) -> Struct:
    """CUDA's layout: each field at the next multiple of its alignment."""
    placed: list[Field] = []
    end, most = 0, 1
    for field_name, type_ in fields:
        alignment = align_of(type_)
        start = -(-end // alignment) * alignment
        placed.append(Field(field_name, type_, start))
        end, most = start + size_of(type_), max(most, alignment)
    return Struct(name, tuple(placed), -(-end // most) * most, most)


class _Kernel:
    def __init__(self, seed: int, suffix: str) -> None:
        self.random = random = Random(seed)
        self.seed, self.suffix = seed, suffix
        self.block = random.choice(((32, 1, 1), (64, 1, 1), (96, 1, 1), (16, 4, 1), (8, 8, 2), (17, 1, 1), (50, 1, 1)))
        self.grid = random.choice((1, 2, 3))
        self.threads = self.block[0] * self.block[1] * self.block[2]
        self.body = Statements(random, self.threads)
        self.parameters: list[ir.Parameter] = []
        self.buffers: list[BufferData] = []
        self.structs: list[Struct] = []
        self.functions: list[ir.Function] = []
        self.globals: list[ir.GlobalVariable] = []
        self.statements: list[Any] = []

    def made(self) -> Fuzzed:
        self._structs()
        self._inputs()
        self._table()
        self._cells()
        self._shared()
        self._functions()
        self._prologue()
        self._states()
        with self.body.scope():
            self.statements += self._main()
        self._outputs()
        inexact = self._inexact()
        kernel = ir.Kernel(
            f"kernel_{self.suffix}",
            f"kernel_{self.suffix}",
            tuple(self.parameters),
            tuple(each.variable for each in self.body.shared),
            tuple(self.statements),
            SPAN,
        )
        program = ir.Program(kernel, tuple(self.functions), tuple(self.globals), tuple(self.structs))
        dynamic = [each for each in self.body.shared if each.variable.dynamic]
        shared_bytes = sum(size_of(each.element) * each.extent for each in dynamic)
        data = tuple(self.buffers)
        return Fuzzed(
            program, self.grid, self.block, shared_bytes, self.seed, data, (("n", self.random.randint(1, 99)),), inexact
        )

    def _main(self) -> list[Any]:
        made: list[Any] = []
        before = len(self.body.leaves)
        for _ in range(self.random.randint(1, 7)):
            made += self.body._statement(Level.BLOCK, 0, None)
            if self.body.left < 0:
                break
        return made + self.body.observed_since(before)

    # ------------------------------------------------------------ what a kernel is given

    def _pointer(self, name: str, element: Any, *, const: bool) -> ir.Variable:
        type_ = Pointer(element, const=const)
        self.parameters.append(ir.Parameter(name, type_, SPAN))
        return ir.Variable(name, type_, SPAN)

    def _structs(self) -> None:
        """Some structs of numbers and arrays, the second with the first inside."""
        for count in range(self.random.choice((0, 0, 1, 2))):
            fields: list[tuple[str, Any]] = []
            for index in range(self.random.randint(1, 4)):
                type_: Any = self.random.choice(NUMBERS)
                if self.random.random() < 0.25:
                    type_ = Array(type_, self.random.choice((3, 8)))
                fields.append((f"f{index}", type_))
            if count and self.random.random() < 0.6:
                fields.insert(self.random.randrange(len(fields)), ("inner", self.structs[0]))
            self.structs.append(_laid_out(f"Struct{count}_{self.suffix}", fields))

    def _inputs(self) -> None:
        for type_ in self.random.sample(NUMBERS, self.random.randint(2, 4)):
            name = f"in_{DTYPES[type_]}"
            self.body.arrays.append((self._pointer(name, type_, const=True), type_, INPUTS))
            self.buffers.append(self._data(name, type_))
        if self.structs and self.random.random() < 0.7:
            struct = self.random.choice(self.structs)
            base = self._pointer("items", struct, const=True)
            self.buffers.append(BufferData("items", "uint8", struct.size * CELLS, "integers", 0, 64))
            place = ir.Index(base, literal(self.random.randrange(CELLS), INT32).node, struct, SPAN)
            self.body.leaves.append(Value(place))
            self.body.see_struct(place, struct)
        self.parameters.append(ir.Parameter("n", INT32, SPAN))
        n = Value(ir.Variable("n", INT32, SPAN), 1, 99)
        self.body.leaves.append(n)
        self.body.uniform.append(n)

    def _data(self, name: str, type_: Scalar) -> BufferData:
        if type_.is_float:
            fill, low, high = self.random.choice(
                (("edge", 0, 0), ("normal", 0, 0), ("uniform", -100, 100), ("integers", -9, 10), ("uniform", -1e9, 1e9))
            )
            if type_ in HALVES and high > 100:
                fill, low, high = "normal", 0, 0
            return BufferData(name, DTYPES[type_], INPUTS, fill, low, high)
        low, high = bounds(type_)
        fill, low, high = self.random.choice((
            ("edge", 0, 0), ("integers", low, high + 1), ("integers", max(low, -20), 30), ("integers", 0, 4),
        ))  # fmt: skip
        return BufferData(name, DTYPES[type_], INPUTS, fill, low, high)

    def _table(self) -> None:
        """A table in constant memory."""
        if self.random.random() < 0.7:
            return
        element = self.random.choice((*WIDE, *SMALL, *FLOATS))
        type_ = Array(element, 8)
        numbers = []
        for _ in range(8):
            value = self.body.number(INT32 if element in SMALL else element)
            low, high = (-100, 100) if element in SMALL and element.is_signed else (0, 255)
            number = min(max(value.node.value, low), high) if element in SMALL else value.node.value
            numbers.append(literal(number, element).node)
        name = f"table_{self.suffix}"
        self.globals.append(ir.GlobalVariable(name, type_, Space.CONSTANT, ir.Build(tuple(numbers), type_, SPAN), SPAN))
        self.body.arrays.append((ir.Variable(name, type_, SPAN), element, 8))

    def _cells(self) -> None:
        """Buffers that one atomic operation each goes to."""
        for index in range(self.random.choice((0, 0, 1, 2))):
            element = self.random.choice((*COMMUTING, FLOAT32))
            op = ir.AtomicOp.ADD if element == FLOAT32 else self.random.choice(COMMUTING[element])
            name = f"cells{index}"
            self.body.cells.append((self._pointer(name, element, const=False), element, CELLS, op))
            self.buffers.append(BufferData(name, DTYPES[element], CELLS, "integers", 0, 5, out=True))

    def _shared(self) -> None:
        for index in range(self.random.choice((0, 1, 1, 2))):
            element = self.random.choice(NUMBERS if self.random.random() < 0.5 else tuple(COMMUTING))
            dynamic = index == 0 and self.random.random() < 0.25
            extent = self.threads if dynamic else self.random.choice((self.threads, self.threads + 1, self.threads + 7))
            type_ = Array(element, 0 if dynamic else extent)
            name = f"dynamic_{self.suffix}" if dynamic else f"shared{index}"
            variable = ir.SharedVariable(name, type_, SPAN, dynamic)
            self.body.shared.append(SharedArray(variable, element, self.threads))

    # ------------------------------------------------------------ device functions

    def _functions(self) -> None:
        for index in range(self.random.choice((0, 0, 1, 1, 2))):
            maker = self.random.choice((self._pure, self._pure, self._storing, self._making, self._exchanging))
            function = maker(f"function{index}_{self.suffix}")
            if function is not None:
                self.functions.append(function)
                self.body.functions.append(function)

    def _inner(self, parameters: list[ir.Parameter], result: Any) -> Statements:
        """A body's grower, with its parameters in scope."""
        inner = Statements(self.random, 0)
        inner.left, inner.result = 4, result
        inner.functions = [each for each in self.functions if each.name not in self.body.collective]
        for each in parameters:
            variable = ir.Variable(each.name, each.type, SPAN)
            if isinstance(each.type, Scalar):
                inner.leaves.append(whole(variable))
            elif isinstance(each.type, Struct):
                inner.see_struct(variable, each.type)
            elif isinstance(each.type, Pointer) and each.type.const:
                inner.arrays.append((variable, each.type.element, 8))
        return inner

    def _scalars(self, count: int) -> list[ir.Parameter]:
        return [ir.Parameter(f"p{each}", self.random.choice(NUMBERS), SPAN) for each in range(count)]

    def _pure(self, name: str) -> ir.Function:
        """Values, an array or a struct in; a number out."""
        parameters = self._scalars(self.random.randint(1, 3))
        if self.random.random() < 0.5:
            parameters.append(ir.Parameter("from", Pointer(self._pointed(), const=True), SPAN))
        if self.structs and self.random.random() < 0.4:
            parameters.append(ir.Parameter("given", self.random.choice(self.structs), SPAN))
        result = self.random.choice(NUMBERS)
        inner = self._inner(parameters, result)
        body = [*inner.several(Level.LANE, 1, None)]
        if not body or not isinstance(body[-1], ir.Return):
            body.append(ir.Return(inner.initial(result, 2).node, SPAN))
        return ir.Function(name, name, tuple(parameters), result, tuple(body), SPAN)

    def _pointed(self) -> Scalar:
        known = [each[1] for each in self.body.arrays if isinstance(each[1], Scalar)]
        known += [each.element for each in self.body.shared]
        return self.random.choice(known)

    def _storing(self, name: str) -> ir.Function:
        """A number through a pointer."""
        element = self.random.choice(NUMBERS)
        pointer = Pointer(element)
        parameters = [*self._scalars(2), ir.Parameter("to", pointer, SPAN)]
        inner = self._inner(parameters, VOID)
        target = ir.Dereference(ir.Variable("to", pointer, SPAN), element, SPAN)
        inner.leaves.append(whole(target))
        made: list[Any] = [ir.Assign(target, inner.initial(element, 3).node, SPAN)]
        if self.random.random() < 0.5:
            made = [ir.If(inner.condition(2).node, tuple(made), (), SPAN)]
        return ir.Function(name, name, tuple(parameters), VOID, tuple(made), SPAN)

    def _making(self, name: str) -> ir.Function | None:
        """A struct, field by field."""
        if not self.structs:
            return None
        struct = self.structs[0]
        parameters = self._scalars(self.random.randint(1, 2))
        inner = self._inner(parameters, struct)
        made = ir.Variable("made", struct, SPAN)
        body: list[Any] = [ir.Declare("made", struct, None, SPAN)]
        for each in struct.fields:
            member = ir.Member(made, each.name, each.type, SPAN)
            places: list[Any] = [member]
            if isinstance(each.type, Array):
                element = each.type.element
                places = [ir.Index(member, literal(at, INT32).node, element, SPAN) for at in range(each.type.extent)]
            body += [ir.Assign(place, inner.initial(place.type, 2).node, SPAN) for place in places]
        body.append(ir.Return(made, SPAN))
        return ir.Function(name, name, tuple(parameters), struct, tuple(body), SPAN)

    def _exchanging(self, name: str) -> ir.Function | None:
        """A loop of shuffles, as reductions have it. Whole warps call it."""
        if self.threads % 32:
            return None
        type_ = self.random.choice((INT32, UINT32, FLOAT32, FLOAT64))
        value = ir.Variable("p0", type_, SPAN)
        inner = self._inner([ir.Parameter("p0", type_, SPAN)], type_)
        distance = ir.Variable("distance", INT32, SPAN)
        op = self.random.choice((ir.WarpOp.SHUFFLE_XOR, ir.WarpOp.SHUFFLE_DOWN))
        lane = ir.Convert(distance, UINT32, SPAN)
        start = ir.Declare("distance", INT32, literal(self.random.choice((4, 16)), INT32).node, SPAN)
        condition = ir.Compare(ir.CompareOp.GREATER, distance, literal(0, INT32).node, SPAN)
        halved = ir.Binary(ir.BinaryOp.DIVIDE, distance, literal(2, INT32).node, INT32, SPAN)
        other = ir.Variable("other", type_, SPAN)
        shuffled = ir.WarpOperation(op, (value, lane), _MASK, 32, type_, SPAN)
        inner.leaves.append(whole(other))
        taken = inner._joined(ir.BinaryOp.XOR, whole(value), whole(other)) if not type_.is_float else None
        sum_ = taken.node if taken is not None else ir.Binary(ir.BinaryOp.ADD, value, other, type_, SPAN)
        body = (ir.Declare("other", type_, shuffled, SPAN, const=True), ir.Assign(value, sum_, SPAN))
        loop = ir.For((start,), condition, (ir.Assign(distance, halved, SPAN),), body, SPAN)
        self.body.collective.add(name)
        end = ir.Return(inner.initial(type_, 1).node, SPAN)
        parameters = (ir.Parameter("p0", type_, SPAN),)
        del inner.leaves[-1]
        return ir.Function(name, name, parameters, type_, (loop, ir.Return(value, end.span)), SPAN)

    # ------------------------------------------------------------ the body's frame

    def _prologue(self) -> None:
        """`t`, the thread's number in its block, and `i`, its number in the grid."""
        index = [ir.Special(ir.Register.THREAD_INDEX, axis, SPAN) for axis in range(3)]
        size = [ir.Special(ir.Register.BLOCK_SIZE, axis, SPAN) for axis in range(3)]

        def both(op: ir.BinaryOp, left: Any, right: Any) -> ir.Binary:
            return ir.Binary(op, left, right, left.type, SPAN)

        number: Any = index[0]
        if self.block[2] > 1:
            rows = both(ir.BinaryOp.ADD, both(ir.BinaryOp.MULTIPLY, index[2], size[1]), index[1])
            number = both(ir.BinaryOp.ADD, both(ir.BinaryOp.MULTIPLY, rows, size[0]), index[0])
        elif self.block[1] > 1:
            number = both(ir.BinaryOp.ADD, both(ir.BinaryOp.MULTIPLY, index[1], size[0]), index[0])
        thread, place = (ir.Variable(each, INT32, SPAN) for each in PLACES)
        block = ir.Special(ir.Register.BLOCK_INDEX, 0, SPAN)
        count = literal(self.threads, UINT32).node
        across = both(ir.BinaryOp.ADD, both(ir.BinaryOp.MULTIPLY, block, count), ir.Convert(thread, UINT32, SPAN))
        self.statements += [
            ir.Declare("t", INT32, ir.Convert(number, INT32, SPAN), SPAN, const=True),
            ir.Declare("i", INT32, ir.Convert(across, INT32, SPAN), SPAN, const=True),
        ]
        self.body.thread, self.place = thread, place
        self.body.leaves += [Value(thread, 0, self.threads - 1), Value(place, 0, self.threads * self.grid - 1)]
        self.body.leaves += [Value(index[0], 0, self.block[0] - 1), Value(size[0], self.block[0], self.block[0])]
        self.body.uniform += [Value(block, 0, self.grid - 1)]
        self.body.leaves += self.body.uniform[-1:]

    def _states(self) -> None:
        """Variables whose last values are the outputs."""
        for _ in range(self.random.randint(2, 4)):
            type_ = self.random.choice(NUMBERS)
            self.statements.append(self.body.declare(self.body.initial(type_, 2), const=False, type_=type_))
        self.body.states = list(self.body.variables)

    def _outputs(self) -> None:
        for index, variable in enumerate(self.body.variables):
            assert isinstance(variable.type, Scalar)
            self._store(f"out{index}", variable.type, variable)
        if self.random.random() < 0.4:
            element = self.random.choice(tuple(SEQUENTIAL))
            pointer = self._pointer("own", element, const=False)
            self.buffers.append(BufferData("own", DTYPES[element], self._total(), "integers", 0, 50, out=True))
            place = ir.Index(pointer, self.place, element, SPAN)
            old = self.body.atomic(self.random.choice(SEQUENTIAL[element]), place, element)
            self._store("old", element, old)

    def _total(self) -> int:
        return self.threads * self.grid

    def _store(self, name: str, element: Scalar, value: Any) -> None:
        pointer = self._pointer(name, element, const=False)
        self.buffers.append(BufferData(name, DTYPES[element], self._total(), None, out=True))
        self.statements.append(ir.Assign(ir.Index(pointer, self.place, element, SPAN), value, SPAN))

    def _inexact(self) -> tuple[str, ...]:
        """A function that no two libraries round alike, of an exact number of moderate size."""
        if self.random.random() < 0.8:
            return ()
        type_ = self.random.choice((FLOAT32, FLOAT64))
        id_, types, _ = self.random.choice([each for each in INEXACT_WORDS if each[2] == type_])
        arguments = []
        for _ in types:
            inner = self.body.of(INT32, 2)
            low = self.body._joined(ir.BinaryOp.AND, inner, literal(1023, INT32))
            scaled = ir.Binary(ir.BinaryOp.DIVIDE, cast(low, type_).node, literal(128, type_).node, type_, SPAN)
            arguments.append(scaled)
        self._store("near", type_, ir.Intrinsic(id_, tuple(arguments), type_, SPAN))
        return ("near",)
