"""Thread vectorisation: from one thread's program to one block's.

Every statement is executed for all lanes before the next one, so values that vary among threads are tiles over the
block's lanes and control flow on them is masks. For a kernel without races this is one of the orders that CUDA allows.

A list of statements is given the mask of the lanes that come to it, and gives that of the lanes that reach its end:
`return`, `break` and `continue` take lanes out of it. A branch of which all threads of the block decide alike stays a
branch. A loop does where they all count alike; else it runs while any lane is left in it.

Local arrays whose elements are only gone through are tiles with an axis more (arrays.py). Shared memory, and other
locals whose address is needed, are scratch memory of the block. Barriers are put in afterwards,
where memory carries a value from one statement to another (barriers.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.ir import nodes as ir
from transkernel.ir.tile import (
    ConstantRule,
    Lanes,
    Load,
    Range,
    Scratch,
    Store,
    TileKernel,
    TileProgram,
)
from transkernel.ir.types import INT32, INT64, UINT8, Array, Pointer, Scalar, Space, Struct, Tile, Vector, align_of
from transkernel.ir.visit import walk, walk_statements
from transkernel.limits import checkpoint
from transkernel.passes.names import FreshNames, declared_names
from transkernel.passes.uniformity import Uniformity, Variation
from transkernel.source import Span
from transkernel.tile import build
from transkernel.tile.arrays import NO_ARRAYS, Arrays, elements_of
from transkernel.tile.block import LANES, Block
from transkernel.tile.layout import Layout
from transkernel.tile.loops import Counted, continues, counted, leaves_loop
from transkernel.tile.normalise import normalise
from transkernel.tile.storage import Address, Parts, leaves_of, map_leaves, need_memory
from transkernel.tile.values import Values

Statements = tuple[Any, ...]
SCRATCH = "scratch"
SHARED = "SHARED"


class _Nobody:
    """The mask of no lane: what follows a `return` of all."""


NOBODY = _Nobody()


def vectorise(program: ir.Program, arrays: Arrays = NO_ARRAYS) -> TileProgram:
    """The program of a block; `reasons` say what scratch memory is for. arrays: locals that are tiles of [LANES, n]
    (arrays.py). Raises Refusal TK046x."""
    return _Vectoriser(normalise(program), arrays).run()


class _Vectoriser:
    def __init__(self, program: ir.Program, arrays: Arrays) -> None:
        fresh = FreshNames(declared_names(program.kernel) | {each.name for each in program.globals})
        self._scratch_name = fresh(SCRATCH)
        self._arrays = arrays
        self._in_memory = need_memory(program.kernel.body) - arrays.names
        uniform = Uniformity(program, varying=self._in_memory).kernel
        self._program = program
        self._block = Block(program, uniform, fresh)
        self._layout = Layout({each.name: each for each in program.structs})
        self._values = Values(self._block, self._layout)
        self._active: list[Any] = []  # of each loop around that runs while any lane is in it, the lanes that are
        self._lane_bytes = 0
        self._running: ir.Variable | None = None  # inside of loops: the lanes that came to the outermost and are there
        self._table: dict[type, Callable[[Any], Any]] = {
            ir.Declare: self._declare, ir.Assign: self._assign, ir.Evaluate: self._evaluate, ir.Print: self._print,
            ir.Assert: self._assert, ir.Trap: self._trap, ir.Comment: self._block.emit,
            ir.Barrier: lambda node: None, ir.Fence: lambda node: None,
        }  # fmt: skip

    # ------------------------------------------------------------ the kernel

    def run(self) -> TileProgram:
        block, kernel = self._block, self._program.kernel
        block.begin(kernel.span)
        entry = len(block.out)
        self._parameters(kernel)
        for each in self._program.globals:
            self._global(each)
        scratch = self._shared(kernel)
        self._statements(kernel.body, block.mask, last=True)
        body = (*block.out[:1], *block.prologue, *block.out[1:entry], *scratch, *block.out[entry:])
        program = self._program
        return TileProgram(self._kernel(kernel, body), program.globals, program.symbols, program.structs)

    def _kernel(self, kernel: ir.Kernel, body: Statements) -> TileKernel:
        block = self._block
        memory = None
        if SHARED in block.constants:
            is_dynamic = any(each.dynamic for each in kernel.shared)
            memory = Scratch(self._scratch_name, self._static, is_dynamic, self._lane_bytes)
        constants = tuple(
            replace(each, default=block.least_lanes) if each.rule is ConstantRule.LANES else each
            for each in block.constants.values()
        )
        cuda_parameters = tuple(replace(each, name=each.name.removesuffix(".")) for each in kernel.parameters)
        return TileKernel(
            kernel.name, kernel.cuda_name, self._tile_parameters, constants, body, kernel.span, memory,
            kernel.comments, tuple(dict.fromkeys(block.reasons)), cuda_parameters,
        )  # fmt: skip

    def _parameters(self, kernel: ir.Kernel) -> None:
        block, made = self._block, []
        for each in kernel.parameters:
            leaves = [*self._layout.leaves(each.type, each.span)]
            names = [leaf.name(each.name) for leaf in leaves]
            made += [replace(each, name=name, type=leaf.type) for name, leaf in zip(names, leaves, strict=True)]
            variables = iter(ir.Variable(name, leaf.type, each.span) for name, leaf in zip(names, leaves, strict=True))
            value = self._shaped(each.type, lambda variables=variables: next(variables), each.span)  # type: ignore[misc]
            if block.uniform.kinds.get(each.name) is not Variation.BLOCK:
                value = map_leaves(
                    lambda leaf: block.keep(leaf.name, build.splat(leaf, block.shape, leaf.span), leaf.span), value
                )
            block.variables[each.name] = value
            block.homes[each.name] = block.mask
        self._tile_parameters = tuple(made)

    def _shaped(self, type_: Any, leaf: Callable[[], Any], span: Span) -> Any:
        """A value of the type whose leaves are made in order."""
        if isinstance(type_, Scalar | Pointer):
            return leaf()
        parts = [*self._layout.parts(type_, span)]
        return Parts(
            type_, tuple(self._shaped(each, leaf, span) for _, each, _ in parts), tuple(n for n, _, _ in parts)
        )

    def _global(self, variable: ir.GlobalVariable) -> None:
        unit = self._layout.unit(variable.type)
        pointer = ir.Variable(variable.name, Pointer(unit, variable.space), variable.span)
        self._block.variables[variable.name] = Address(pointer, variable.type)

    # ------------------------------------------------------------ scratch memory

    def _shared(self, kernel: ir.Kernel) -> Statements:
        """Where each shared variable lies; the statements that say so."""
        made: list[Any] = []
        self._static = 0
        with self._block.nested(made):
            for each in kernel.shared:
                if not each.dynamic:
                    self._static = _aligned(self._static, max(16, each.alignment, align_of(each.type)))
                    self._shared_variable(each, self._static)
                    self._static += self._layout.units(each.type) * self._layout.unit(each.type).bits // 8
            self._static = _aligned(self._static, 16)
            for each in kernel.shared:
                if each.dynamic:
                    self._shared_variable(each, self._static)
        return tuple(made)

    def _shared_variable(self, variable: ir.SharedVariable, offset: int) -> None:
        span = variable.span
        self._block.reasons.append(f"`{variable.name.removesuffix('.')}` is memory that threads share")
        start = build.offset(self._own_scratch(span), ir.integer(offset, INT32, span), span)
        type_ = Pointer(self._layout.unit(variable.type), Space.GLOBAL, volatile=variable.volatile)
        self._block.out.extend(variable.comments)
        pointer = ir.Variable(variable.name, type_, span)
        self._block.emit(ir.Declare(variable.name, type_, build.convert(start, type_, span), span))
        self._block.variables[variable.name] = Address(pointer, variable.type, variable.volatile)

    def _own_scratch(self, span: Span) -> Any:
        """The block's part of scratch memory."""
        block = self._block
        constant = block.constant(ConstantRule.SHARED, SHARED, span)
        number = build.convert(self._block_number(span), INT64, span)
        whole = ir.Variable(self._scratch_name, Pointer(UINT8, Space.GLOBAL), span)
        by = build.binary(ir.BinaryOp.MULTIPLY, number, build.convert(constant, INT64, span), span)
        return build.offset(whole, by, span)

    def _block_number(self, span: Span) -> Any:
        def special(register: ir.Register, axis: int) -> Any:
            return build.convert(ir.Special(register, axis, span), INT64, span)

        number = special(ir.Register.BLOCK_INDEX, 2)
        for axis in (1, 0):
            number = build.binary(ir.BinaryOp.MULTIPLY, number, special(ir.Register.GRID_SIZE, axis), span)
            number = build.plus(number, special(ir.Register.BLOCK_INDEX, axis), span)
        return number

    def _own_memory(self, node: ir.Declare) -> Address:
        """Scratch memory of each thread, for a local: behind that of the block, thread by thread."""
        block, span = self._block, node.span
        unit = self._layout.unit(node.type)
        size = _aligned(self._layout.units(node.type) * unit.bits // 8, 16)
        block.reasons.append(f"`{node.name}` is a local whose address or computed index is needed")
        # The bytes of one thread are known only at the end: each local is a row of all lanes' objects.
        start = build.offset(self._own_scratch(span), self._row(size, span), span)
        by = build.times(build.convert(block.lane, INT64, span), size, span)
        type_ = Pointer(unit, Space.GLOBAL, volatile=node.volatile)
        pointer = build.convert(build.offset(start, by, span), type_, span)
        return Address(block.keep(node.name, pointer, span), node.type, node.volatile)

    def _row(self, size: int, span: Span) -> Any:
        """The offset of a row of `size` bytes a lane, counted from the end of the block's part."""
        self._lane_bytes += size
        lanes = build.convert(self._block.constant(ConstantRule.LANES, LANES, span), INT64, span)
        constant = build.convert(self._block.constant(ConstantRule.SHARED, SHARED, span), INT64, span)
        return build.binary(ir.BinaryOp.SUBTRACT, constant, build.times(lanes, self._lane_bytes, span), span)

    # ------------------------------------------------------------ lists of statements

    def _statements(self, statements: Statements, mask: Any, *, last: bool = False) -> Any:
        """Emits them for the lanes of the mask. Gives the mask of those that come to the end.

        last: nothing in the kernel follows them.
        """
        block = self._block
        for position, node in enumerate(statements):
            with block.under(mask):
                if last and isinstance(node, ir.If) and not block.is_divergent and self._is_uniform(node.condition):
                    rest = statements[position + 1 :]
                    ended = self._uniform_exit(node, rest, mask)
                    if ended is not None:
                        return ended
                mask = self._statement(node, mask)
            if mask is NOBODY:
                break
        return mask

    def _statement(self, node: Any, mask: Any) -> Any:
        checkpoint(node.span)
        match node:
            case ir.If():
                return self._branch(node, mask)
            case ir.Block():
                return self._statements(node.body, mask)
            case ir.For() | ir.While() | ir.DoWhile():
                return self._loop(node, mask)
            case ir.Return():
                if self._running is not None:
                    self._leave(self._running, mask, node.span)
                return NOBODY
            case ir.Break():
                self._leave(self._active[-1], mask, node.span)
                return NOBODY
            case ir.Continue():
                return NOBODY
        self._table[type(node)](node)
        return mask

    def _leave(self, active: ir.Variable, mask: Any, span: Span) -> None:
        """Takes the lanes of the mask out of a mask that is a variable."""
        left = build.both(active, build.negation(mask, span), span)
        self._block.emit(ir.Assign(active, left, span))

    def _is_uniform(self, node: Any) -> bool:
        return self._block.uniform.of(node) is Variation.BLOCK

    # ------------------------------------------------------------ branches

    def _uniform_exit(self, node: ir.If, rest: Statements, mask: Any) -> Any:
        """`if (uniform) return;` where nothing follows the list: the rest of it is what the others do."""
        if not node.then or not isinstance(node.then[-1], ir.Return) or node.otherwise:
            return None
        condition = self._values.of(node.condition)
        if isinstance(condition.type, Tile):
            return None
        lists, _ = self._sides((node.then[:-1], rest), mask, last=True)
        self._emit_if(condition, lists, node.span)
        return NOBODY

    def _sides(
        self, bodies: tuple[Statements, Statements], mask: Any, *, last: bool = False
    ) -> tuple[list[list[Any]], list[Any]]:
        """The statements of both sides of a branch, and the masks of those that come to their ends."""
        lists: list[list[Any]] = [[], []]
        ends = []
        for body, out in zip(bodies, lists, strict=True):
            with self._block.nested(out):
                ends.append(self._statements(body, mask, last=last))
        return lists, ends

    def _branch(self, node: ir.If, mask: Any) -> Any:
        block, span = self._block, node.span
        condition = self._values.of(node.condition)
        if isinstance(condition, ir.Literal):
            return self._statements(node.then if condition.value else node.otherwise, mask)
        if not isinstance(condition.type, Tile):
            return self._real_branch(node, condition, mask)
        kept = condition if isinstance(condition, ir.Variable) else block.keep("condition", condition, span)
        then_mask = block.keep("taken", build.both(mask, kept, span), span)
        then = self._statements(node.then, then_mask)
        other_mask: Any = None
        otherwise: Any = None
        if node.otherwise or then is not then_mask:
            against = build.both(mask, build.negation(kept, span), span)
            other_mask = block.keep("others", against, span)
            otherwise = self._statements(node.otherwise, other_mask)
        if then is then_mask and otherwise is other_mask:
            return mask
        return self._joined(then, otherwise, span)

    def _joined(self, left: Any, right: Any, span: Span) -> Any:
        """The lanes of either mask."""
        if left is NOBODY or right is NOBODY:
            return right if left is NOBODY else left
        return self._block.keep("going", build.either(left, right, span), span)

    def _real_branch(self, node: ir.If, condition: Any, mask: Any) -> Any:
        """All threads that are here decide alike."""
        block, span = self._block, node.span
        lists, ends = self._sides((node.then, node.otherwise), mask)
        if all(end is mask for end in ends):
            self._emit_if(condition, lists, span)
            return mask
        going = block.keep("going", mask, span)
        for end, out in zip(ends, lists, strict=True):
            if end is not mask:
                nobody = build.splat(ir.boolean(False, span), block.shape, span)
                out.append(ir.Assign(going, nobody if end is NOBODY else end, span))
        self._emit_if(condition, lists, span)
        return going

    def _emit_if(self, condition: Any, lists: list[list[Any]], span: Span) -> None:
        then, otherwise = map(tuple, lists)
        if then:
            self._block.emit(ir.If(condition, then, otherwise, span))
        elif otherwise:
            self._block.emit(ir.If(build.negation(condition, span), otherwise, (), span))

    # ------------------------------------------------------------ loops

    def _loop(self, node: ir.For | ir.While | ir.DoWhile, mask: Any) -> Any:
        if isinstance(node, ir.For):
            elements = elements_of(node, self._arrays)
            if elements is not None:
                self._over_elements(node, elements)
                return mask
            count = counted(node, self._block.uniform)
            if count is not None:
                self._counted(node, count, mask)
                return mask
        init, step = (node.init, node.step) if isinstance(node, ir.For) else ((), ())
        self._statements(init, mask)
        alike = node.condition is not None and self._is_uniform(node.condition) and not self._block.is_divergent
        if alike and not leaves_loop(node.body) and not isinstance(node, ir.DoWhile):
            self._while(node, step, mask)
            return mask
        return self._divergent(node, step, mask)

    def _over_elements(self, node: ir.For, elements: int) -> None:
        """All turns at once, which do not see one another."""
        block, span = self._block, node.span
        (init,) = node.init
        assert isinstance(init, ir.Declare)
        numbers = Lanes(Tile(INT32, (elements,)), span)
        with block.over_elements(elements):
            number = build.broadcast(build.reshape(numbers, (1, elements), span), block.shape, span)
            assert isinstance(init.type, Scalar)
            block.variables[init.name] = build.convert(number, init.type, span)
            self._statements(node.body, block.mask)

    def _counted(self, node: ir.For, count: Counted, mask: Any) -> None:
        block, span = self._block, node.span
        start, stop = self._values.of(count.start), self._values.of(count.stop)
        by = ir.integer(count.step, count.type, span)
        block.variables[count.name] = ir.Variable(count.name, count.type, span)
        block.homes[count.name] = mask
        out: list[Any] = []
        with block.nested(out):
            self._statements(node.body, mask)
        block.emit(Range(count.name, start, stop, by, tuple(out), count.type, span, node.unroll))

    def _while(self, node: ir.For | ir.While, step: Statements, mask: Any) -> None:
        """All threads decide alike whether to go on. What the condition needs is computed before and at the end."""
        block, span = self._block, node.span
        before = len(block.out)
        condition = self._values.of(node.condition)
        assert not isinstance(condition.type, Tile)
        out: list[Any] = []
        with block.nested(out):
            self._statements(node.body, mask)
            self._statements(step, mask)
        if len(block.out) > before or _reads_memory(condition):
            again = block.keep("again", condition, span)
            with block.nested(out):
                out.append(ir.Assign(again, self._values.of(node.condition), span))
            condition = again
        block.emit(ir.While(condition, tuple(out), span, node.unroll))

    def _divergent(self, node: ir.For | ir.While | ir.DoWhile, step: Statements, mask: Any) -> Any:
        """Goes on while any lane is left. active: the lanes that are."""
        block, span = self._block, node.span
        outermost = self._running is None
        returns = any(isinstance(each, ir.Return) for each in walk_statements(node.body))
        if returns and outermost:
            self._running = block.keep("running", mask, span)
        entered = mask
        if not isinstance(node, ir.DoWhile) and node.condition is not None:
            entered = build.both(mask, self._values.of(node.condition), span)
        active = block.keep("looping", build.splat(entered, block.shape, span), span)
        self._active.append(active)
        out: list[Any] = []
        with block.nested(out), block.under(active):
            inside = block.keep("inside", active, span) if self._changes_active(node) else active
            self._statements(node.body, inside)
            if returns:
                self._narrow(active, self._running, span)
            self._statements(step, active)
            if node.condition is not None:
                self._narrow(active, self._values.of(node.condition), span)
        self._active.pop()
        block.emit(ir.While(build.any_lane(active, span), tuple(out), span, node.unroll))
        if not returns:
            return mask
        running = self._running
        if not outermost:
            return block.keep("going", build.both(mask, running, span), span)
        self._running = None
        return running

    def _changes_active(self, node: Any) -> bool:
        """Whether the loop's mask changes while its body still needs the lanes that entered."""
        return leaves_loop(node.body) or continues(node.body)

    def _narrow(self, active: ir.Variable, condition: Any, span: Span) -> None:
        self._block.emit(ir.Assign(active, build.both(active, condition, span), span))

    # ------------------------------------------------------------ simple statements

    def _declare(self, node: ir.Declare) -> None:
        block = self._block
        if node.name in self._in_memory:
            place = self._own_memory(node)
            block.variables[node.name] = place
            if node.init is not None:
                self._store(place, self._values.of(node.init), node.span)
            return
        if node.name in self._arrays.names:
            value = self._array(node.type, node.name, node.span)
            block.variables[node.name], block.homes[node.name] = value, block.mask
            if node.init is not None:
                self._assign(ir.Assign(ir.Variable(node.name, node.type, node.span), node.init, node.span))
            return
        varies = block.uniform.kinds.get(node.name) is not Variation.BLOCK
        value = self._values.of(node.init) if node.init is not None else self._values.zero(node.type, node.span)
        names = iter([each.name(node.name) for each in self._layout.leaves(node.type, node.span)])

        def declare(leaf: Any) -> ir.Variable:
            name = next(names)
            if name != node.name:  # `place.1` may be a second `place` too
                name = block.fresh(name)
            if varies:
                leaf = build.splat(leaf, block.shape, node.span)
            variable = ir.Variable(name, leaf.type, node.span)
            block.emit(ir.Declare(name, leaf.type, leaf, node.span, const=node.const))
            return variable

        block.variables[node.name] = map_leaves(declare, value)
        block.homes[node.name] = block.mask

    def _array(self, type_: Any, name: str, span: Span) -> Any:
        """New tiles of zeros for a local array, or for several in an array or a struct."""
        if isinstance(type_, Array) and isinstance(type_.element, Scalar):
            zero = build.splat(self._values.zero(type_.element, span), (LANES, type_.extent), span)
            return self._block.keep(name, zero, span)
        parts = [*self._layout.parts(type_, span)]
        names = [name if len(parts) == 1 else f"{name}_{part}" for part, _, _ in parts]
        values = tuple(self._array(each, inner, span) for inner, (_, each, _) in zip(names, parts, strict=True))
        return Parts(type_, values, tuple(part for part, _, _ in parts))

    def _assign(self, node: ir.Assign) -> None:
        place = self._values.place(node.target)
        value = self._values.of(node.value)
        if isinstance(place, Address):
            if isinstance(value, Parts):  # all of it is read before any of it is stored
                value = map_leaves(lambda leaf: self._read(leaf, node.span), value)
            self._store(place, value, node.span)
            return
        root = _root(node.target)
        targets, values = [*leaves_of(place)], [*leaves_of(value)]
        if len(targets) > 1 and _mentions(values[1:], {each.name for each in targets}):
            values = [self._block.keep("value", each, node.span) for each in values]
        for target, new in zip(targets, values, strict=True):
            self._set(target, new, self._block.homes.get(root), node.span)

    def _read(self, value: Any, span: Span) -> Any:
        return self._block.keep("value", value, span) if _reads_memory(value) else value

    def _set(self, target: ir.Variable, value: Any, home: Any, span: Span) -> None:
        """A variable's new value, in the lanes that are here."""
        block = self._block
        if isinstance(target.type, Tile):
            shape = target.type.shape
            if home is not block.mask and home is not block.narrow:
                mask = build.columned(block.mask, int(shape[1]), span) if len(shape) == 2 else block.mask
                value = build.where(mask, value, target, span)
            value = build.splat(value, shape, span)
        elif isinstance(value.type, Tile):
            raise refuse("TK0461", "a value that varies is assigned to a variable that does not", span)
        block.emit(ir.Assign(target, value, span))

    def _store(self, place: Address, value: Any, span: Span) -> None:
        if isinstance(place.type, Vector | Struct | Array):
            for (_, type_, offset), part in zip(self._layout.parts(place.type, span), value.parts, strict=True):
                self._store(self._values.at(place, type_, offset, span), part, span)
            return
        block = self._block
        unit = self._layout.unit(place.type)
        value = build.convert(value, unit, span)
        pointer = self._values.columned(place.pointer, span)
        mask = self._values.memory_mask(pointer, False, span)
        if not isinstance(pointer.type, Tile) and (isinstance(value.type, Tile) or block.is_divergent):
            # Threads that write one place at once: any of them wins, so one store of a scalar would do for a scalar.
            pointer = build.splat(pointer, block.shape, span)
            mask = build.both(block.mask, block.guard, span)
        if isinstance(pointer.type, Tile):
            value = build.splat(value, block.shape, span)
        block.emit(Store(pointer, value, mask, span, place.volatile, place.field, place.fields))

    def _evaluate(self, node: ir.Evaluate) -> None:
        block = self._block
        before = len(block.out)
        value = self._values.of(node.value)
        last = block.out[-1] if len(block.out) > before else None
        if not isinstance(last, ir.Declare) or last.init is None or not isinstance(value, ir.Variable):
            return
        if last.name == value.name:
            block.out[-1] = ir.Evaluate(last.init, node.span)

    def _print(self, node: ir.Print) -> None:
        raise refuse("TK0465", "`printf` of the threads of a block has no form in tiles", node.span)

    def _assert(self, node: ir.Assert) -> None:
        condition = self._values.of(node.condition)
        if isinstance(condition.type, Tile) or self._block.is_divergent:
            against = build.negation(self._block.mask, node.span)
            condition = build.either(against, condition, node.span)
        self._block.emit(ir.Assert(condition, node.message, node.span))

    def _trap(self, node: ir.Trap) -> None:
        mask = self._block.mask
        condition = build.negation(mask, node.span)
        self._block.emit(ir.Assert(condition, "trap", node.span))


def _aligned(number: int, to: int) -> int:
    return -(-number // to) * to


def _reads_memory(node: Any) -> bool:
    return any(isinstance(each, Load) for each in walk(node))


def _mentions(values: list[Any], names: set[str]) -> bool:
    return any(isinstance(each, ir.Variable) and each.name in names for value in values for each in walk(value))


def _root(place: Any) -> str:
    while not isinstance(place, ir.Variable):
        place = place.base
    return place.name
