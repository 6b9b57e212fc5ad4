"""Runs tile programs, slowly and obviously: one block after the other, each statement for all lanes.

Whatever a program may not do (divide by zero in any lane, leave a buffer, touch what no barrier has put in order,
decide by what nobody wrote) raises UndefinedError, or shows as poison in the results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tests.tile import numbers
from tests.tile.memory import Memory, initial_value
from tests.tile.numbers import UndefinedError, Values, dtype_of, typed
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import VOID, Pointer, Scalar, Tile, Type, size_of
from transkernel.ir.verify_tile import global_type

__all__ = ["UndefinedError", "launch_constants", "run"]

POISON = 0x7F  # in every byte: a huge number of any type, or NaN; 0xFE makes a huge negative one
_MOST_ROUNDS = 1_000_000
_COMMUTES = {op: 1 + number for number, op in enumerate(
    (ir.AtomicOp.ADD, ir.AtomicOp.MIN, ir.AtomicOp.MAX, ir.AtomicOp.AND, ir.AtomicOp.OR, ir.AtomicOp.XOR)
)} | {ir.AtomicOp.SUBTRACT: 1}  # fmt: skip


def launch_constants(
    kernel: tile.TileKernel, block: tuple[int, int, int], shared_bytes: int = 0, grid_x: int = 1
) -> dict[str, int]:
    """The kernel's constants, by their rules, for blocks of that many threads and bytes of dynamic shared memory."""
    threads = block[0] * block[1] * block[2]
    warps = any(each.rule is tile.ConstantRule.WARPS for each in kernel.constants)
    least = [each.default for each in kernel.constants if each.rule is tile.ConstantRule.LANES]
    lanes = 1 << (max(threads, 32 if warps else 1, *least) - 1).bit_length()
    static = 0 if kernel.scratch is None else kernel.scratch.bytes + lanes * kernel.scratch.lane_bytes
    known = {
        tile.ConstantRule.BLOCK_X: block[0], tile.ConstantRule.BLOCK_Y: block[1], tile.ConstantRule.BLOCK_Z: block[2],
        tile.ConstantRule.LANES: lanes, tile.ConstantRule.WARPS: lanes // 32,
        tile.ConstantRule.SHARED: -(-(static + shared_bytes) // 16) * 16,
    }  # fmt: skip
    slots = {
        each.name: 1 << max(shared_bytes // each.default - 1, 0).bit_length()
        for each in kernel.constants if each.rule is tile.ConstantRule.SLOTS
    }  # fmt: skip
    known |= merged_constants(kernel, grid_x * block[0])
    return {each.name: slots.get(each.name, known.get(each.rule, each.default)) for each in kernel.constants}


def merged_constants(kernel: tile.TileKernel, threads: int) -> dict[tile.ConstantRule, int]:
    """Of a kernel whose blocks are merged, for so many threads along x."""
    lanes = next((each.default for each in kernel.constants if each.rule is tile.ConstantRule.TILE), None)
    return {} if not lanes else {tile.ConstantRule.TILE: lanes, tile.ConstantRule.TAIL: (threads - 1) % lanes + 1}


def programs(kernel: tile.TileKernel, block: tuple[int, int, int], grid: tuple[int, int, int]) -> tuple[int, int, int]:
    """The grid of programs for a grid of blocks."""
    merged = merged_constants(kernel, grid[0] * block[0])
    return (-(-grid[0] * block[0] // merged[tile.ConstantRule.TILE]), *grid[1:]) if merged else grid


def run(
    program: tile.TileProgram,
    constants: Mapping[str, int],
    grid: tuple[int, int, int],
    arguments: Mapping[str, Any],
    shared_bytes: int = 0,
    *,
    order: Sequence[int] | None = None,
    poison: int = POISON,
) -> None:
    """Runs the grid's blocks in an order (by their numbers, x first) and writes into the arrays of the arguments.

    arguments: by the names of parameters and file-scope variables: arrays for pointers (bfloat16 as uint16, bool as
    one byte; None is null), numbers else. A file-scope variable that is not there has its initial value. Scratch
    memory begins poisoned; it is the whole grid's, SHARED bytes a block.
    """
    memory = Memory(poison)
    blocks = grid[0] * grid[1] * grid[2]
    names = _names(program, arguments, memory)
    scratch = program.kernel.scratch
    if scratch is not None:
        size = launch_constants(program.kernel, (1, 1, 1), shared_bytes)
        bytes_ = next((constants.get(each.name, size[each.name]) for each in program.kernel.constants
                       if each.rule is tile.ConstantRule.SHARED), scratch.bytes + shared_bytes)  # fmt: skip
        room = np.full(max(1, blocks * bytes_), poison, np.uint8)
        names[scratch.name] = np.asarray(memory.add(room), np.int64)
    for number in range(blocks) if order is None else order:
        place = (number % grid[0], number // grid[0] % grid[1], number // (grid[0] * grid[1]))
        memory.barrier()
        with np.errstate(all="ignore"):
            _Block(memory, constants, grid, place, dict(names)).statements(program.kernel.body)


def _names(program: tile.TileProgram, arguments: Mapping[str, Any], memory: Memory) -> dict[str, Values]:
    names = {each.name: _argument(arguments[each.name], each.type, memory) for each in program.kernel.parameters}
    for each in program.globals:
        array = arguments[each.name] if each.name in arguments else initial_value(each)
        names[each.name] = _argument(array, global_type(each), memory)
    return names


def _argument(value: Any, type_: Type, memory: Memory) -> Values:
    if isinstance(type_, Pointer):
        return np.asarray(0 if value is None else memory.add(value), np.int64)
    return typed(value, type_)


def _element(type_: Type) -> Any:
    return type_.element if isinstance(type_, Tile) else type_


class _Block:
    """One block: its names, and the number of each."""

    def __init__(
        self, memory: Memory, constants: Mapping[str, int], grid: tuple[int, ...], place: tuple[int, ...], names: Any
    ) -> None:
        self._memory = memory
        self._constants = constants
        self._special = {ir.Register.BLOCK_INDEX: place, ir.Register.GRID_SIZE: grid}
        self._names: dict[str, Values] = names
        self._unused: Any = None

    def _shape(self, type_: Type) -> tuple[int, ...]:
        if not isinstance(type_, Tile):
            return ()
        return tuple(self._constants[each] if isinstance(each, str) else each for each in type_.shape)

    def value(self, node: Any) -> Values:
        made = _EXPRESSIONS[type(node)](self, node)
        return made if node.type == VOID else np.broadcast_to(made, self._shape(node.type))

    # ------------------------------------------------------------ statements

    def statements(self, body: tuple[Any, ...]) -> None:
        for node in body:
            _STATEMENTS[type(node)](self, node)

    def _declare(self, node: ir.Declare) -> None:
        if node.init is not None:
            self._names[node.name] = self.value(node.init)
            return
        element = _element(node.type)
        null = np.zeros(self._shape(node.type), np.int64)
        poison = self._memory.load(null, np.asarray(False), element) if isinstance(element, Scalar) else null
        self._names[node.name] = poison

    def _assign(self, node: ir.Assign) -> None:
        assert isinstance(node.target, ir.Variable)
        self._names[node.target.name] = self.value(node.value)

    def _evaluate(self, node: ir.Evaluate) -> None:
        self._unused = node.value
        self.value(node.value)

    def _if(self, node: ir.If) -> None:
        self.statements(node.then if self.value(node.condition) else node.otherwise)

    def _while(self, node: ir.While) -> None:
        rounds = 0
        while self.value(node.condition):
            self.statements(node.body)
            rounds += 1
            if rounds > _MOST_ROUNDS:
                raise UndefinedError("it does not end")

    def _range(self, node: tile.Range) -> None:
        bounds = [int(self.value(each)) for each in (node.start, node.stop, node.step)]
        if bounds[2] <= 0:
            raise UndefinedError("a range goes up")
        for number in range(*bounds):
            self._names[node.name] = typed(number, node.type)
            self.statements(node.body)

    def _store(self, node: tile.Store) -> None:
        pointers = self.value(node.pointer)
        element = _element(node.pointer.type).element
        self._memory.store(pointers, self.value(node.value), self._mask(node.mask), element)

    def _assert(self, node: ir.Assert) -> None:
        if not np.all(self.value(node.condition)):
            raise UndefinedError("an assertion fails")

    def _print(self, node: ir.Print) -> None:
        for argument in node.arguments:
            self.value(argument)

    def _barrier(self, node: ir.Barrier) -> None:
        self._memory.barrier()

    def _nothing(self, node: ir.Comment) -> None:
        """For people."""

    # ------------------------------------------------------------ values

    def _mask(self, mask: Any) -> Values:
        return np.asarray(True) if mask is None else self.value(mask)

    def _variable(self, node: ir.Variable) -> Values:
        return self._names[node.name]

    def _literal(self, node: ir.Literal) -> Values:
        return typed(node.value, node.type)

    def _constant(self, node: tile.Constant) -> Values:
        return typed(self._constants[node.name], node.type)

    def _special_register(self, node: ir.Special) -> Values:
        return typed(self._special[node.register][node.axis], node.type)

    def _unary(self, node: ir.Unary) -> Values:
        return numbers.unary(node.op, self.value(node.operand))

    def _binary(self, node: ir.Binary) -> Values:
        left, right = self.value(node.left), self.value(node.right)
        return numbers.binary(node.op, left, right, _element(node.type))

    def _compare(self, node: ir.Compare) -> Values:
        return numbers.compare(node.op, self.value(node.left), self.value(node.right))

    def _convert(self, node: ir.Convert) -> Values:
        return numbers.convert(node, self.value(node.operand), _element(node.operand.type), _element(node.type))

    def _bitcast(self, node: ir.Bitcast) -> Values:
        data = numbers.to_bytes(self.value(node.operand), _element(node.operand.type))
        return numbers.from_bytes(data, _element(node.type))

    def _intrinsic(self, node: ir.Intrinsic) -> Values:
        types = tuple(_element(each.type) for each in node.arguments)
        return numbers.intrinsic(node.id, tuple(self.value(each) for each in node.arguments), types)

    def _offset(self, node: ir.PointerOffset) -> Values:
        size = size_of(_element(node.type).element)
        return np.asarray(self.value(node.pointer) + self.value(node.offset).astype(np.int64) * size)

    def _difference(self, node: ir.PointerDifference) -> Values:
        size = size_of(_element(node.left.type).element)
        return np.asarray((self.value(node.left) - self.value(node.right)) // size)

    def _lanes(self, node: tile.Lanes) -> Values:
        return np.arange(*self._shape(node.type), dtype=dtype_of(_element(node.type)))

    def _same(self, node: tile.Splat | tile.Broadcast) -> Values:
        return self.value(node.value)

    def _where(self, node: tile.Where) -> Values:
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        return np.asarray(np.where(self.value(node.condition), then, otherwise))

    def _reshape(self, node: tile.Reshape) -> Values:
        return self.value(node.value).reshape(self._shape(node.type))

    def _transpose(self, node: tile.Transpose) -> Values:
        return self.value(node.value).transpose(node.axes)

    def _split(self, node: tile.Split) -> Values:
        value = np.broadcast_to(self.value(node.value), self._shape(node.value.type))
        return np.asarray(value[..., node.field])

    def _join(self, node: tile.Join) -> Values:
        return np.stack([np.broadcast_to(self.value(each), self._shape(each.type)) for each in node.values], -1)

    def _reduce(self, node: tile.Reduce) -> Values:
        return np.asarray(np.take(self._running(node, self.value(node.value)), -1, node.axis))

    def _scan(self, node: tile.Scan) -> Values:
        value = self.value(node.value)
        if not node.reverse:
            return self._running(node, value)
        return np.flip(self._running(node, np.flip(value, node.axis)), node.axis)

    def _running(self, node: tile.Reduce | tile.Scan, value: Values) -> Values:
        return numbers.running(node.op, _element(node.type), value, node.axis)

    def _histogram(self, node: tile.Histogram) -> Values:
        chosen = self.value(node.value)[self.value(node.mask).astype(bool)]
        (bins,) = self._shape(node.type)
        return np.asarray([np.count_nonzero(chosen == number) for number in range(bins)], np.int32)

    def _gather(self, node: tile.Gather) -> Values:
        value, index = self.value(node.value), self.value(node.index).astype(np.int64)
        if np.any((index < 0) | (index >= value.shape[node.axis])):
            raise UndefinedError("an index of a gather lies outside")
        return np.take_along_axis(value, index, node.axis)

    def _dot(self, node: tile.Dot) -> Values:
        element = _element(node.type)
        left, right = (typed(self.value(each), element) for each in (node.left, node.right))
        total = self.value(node.accumulator)
        for number in range(left.shape[-1]):
            product = typed(left[..., number, None] * right[..., None, number, :], element)
            total = typed(total + product, element)
        return total

    # ------------------------------------------------------------ memory

    def _load(self, node: tile.Load) -> Values:
        pointers, mask = self.value(node.pointer), self._mask(node.mask)
        value = self._memory.load(pointers, mask, _element(node.type))
        return value if node.other is None else np.asarray(np.where(mask, value, self.value(node.other)))

    def _kind(self, node: tile.TileAtomic) -> int:
        """What it commutes with where nobody looks at the old value."""
        return _COMMUTES.get(node.op, 0) if node is self._unused or node.type == VOID else 0

    def _atomic(self, node: tile.TileAtomic) -> Values:
        """Lane after lane."""
        pointers = self.value(node.pointer)
        element = _element(node.pointer.type).element
        mask = np.broadcast_to(self._mask(node.mask), pointers.shape)
        operands = [np.broadcast_to(self.value(each), pointers.shape) for each in node.operands]
        self._memory.change(pointers, mask, element, self._kind(node))
        old = np.array(self._memory.load(pointers, np.asarray(False), element))
        for lane in np.ndindex(pointers.shape):
            if mask[lane]:
                place, here = np.asarray(pointers[lane]), np.asarray(True)
                found = self._memory.load(place, here, element, ordered=False)
                new = numbers.combined(node.op, element, found, *(each[lane] for each in operands))
                self._memory.store(place, new, here, element, ordered=False)
                old[lane] = found
        return old


_EXPRESSIONS: dict[type, Callable[[_Block, Any], Values]] = {
    ir.Variable: _Block._variable, ir.Literal: _Block._literal, ir.Special: _Block._special_register,
    ir.Unary: _Block._unary, ir.Binary: _Block._binary, ir.Compare: _Block._compare, ir.Convert: _Block._convert,
    ir.Bitcast: _Block._bitcast, ir.Intrinsic: _Block._intrinsic, ir.PointerOffset: _Block._offset,
    ir.PointerDifference: _Block._difference, tile.Constant: _Block._constant, tile.Lanes: _Block._lanes,
    tile.Splat: _Block._same, tile.Where: _Block._where, tile.Load: _Block._load, tile.TileAtomic: _Block._atomic,
    tile.Reduce: _Block._reduce, tile.Scan: _Block._scan, tile.Gather: _Block._gather,
    tile.Histogram: _Block._histogram, tile.Reshape: _Block._reshape,
    tile.Broadcast: _Block._same, tile.Transpose: _Block._transpose,
    tile.Split: _Block._split, tile.Join: _Block._join, tile.Dot: _Block._dot,
}  # fmt: skip
_STATEMENTS: dict[type, Callable[[_Block, Any], None]] = {
    ir.Declare: _Block._declare, ir.Assign: _Block._assign, ir.Evaluate: _Block._evaluate, ir.If: _Block._if,
    ir.While: _Block._while, tile.Range: _Block._range, tile.Store: _Block._store, ir.Assert: _Block._assert,
    ir.Print: _Block._print, ir.Barrier: _Block._barrier, ir.Comment: _Block._nothing,
}  # fmt: skip
