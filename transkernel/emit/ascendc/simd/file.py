"""Prints placed programs as one file: what they bring along, then each kernel."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import Any

from transkernel.emit.ascendc.simd import bits, division, folds, helpers
from transkernel.emit.ascendc.simd.conversions import CONVERSIONS
from transkernel.emit.ascendc.simd.cube import CUBE_HELPERS, CubeStatements
from transkernel.emit.ascendc.simd.expressions import SimdExpressions, SimdTypes
from transkernel.emit.ascendc.simd.numbers import NUMBERS, WORDS
from transkernel.emit.ascendc.simd.statements import SimdStatements
from transkernel.emit.ascendc.simd.words import BLOCK, GRID, SIMD
from transkernel.emit.c.constants import definitions
from transkernel.emit.c.expressions import FileNames
from transkernel.emit.c.needs import Helper, Needs
from transkernel.emit.c.statements import write_comment, write_comments
from transkernel.emit.names import LocalNames, fresh
from transkernel.emit.places import line_of
from transkernel.emit.text import WIDTH, CodeWriter, shown_name
from transkernel.ir import nodes as ir
from transkernel.ir.placed import LaneLoop, PlacedProgram, Role, Shape, Turn
from transkernel.ir.tile import Range
from transkernel.ir.types import BOOL, UINT8, Array, Pointer, Space, Struct, Vector
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.records import record
from transkernel.source import SourceFile

_MOST_BUFFERS = 64  # of a pipe; asc-devkit docs, TPipe, InitBuffer


@record
class Printed:
    """What a kernel is called in the port, and its constants."""

    entry: str
    constants: tuple[str, ...]


class SimdPrinter:
    """`kernels` are the printed ones, once `print` has run."""

    def __init__(
        self,
        source: SourceFile,
        programs: tuple[PlacedProgram, ...],
        arch: str = "dav-2201",
        comments: tuple[ir.Comment, ...] = (),
    ) -> None:
        self._source = source
        self._programs = programs
        self._arch = arch
        self._comments = comments
        self._needs = Needs()
        self._entries = self._claim_entries()
        taken = self._local_names() | frozenset(self._entries) | _HELPER_NAMES
        self._symbols = definitions(tuple(as_program(each) for each in programs), taken, SIMD)
        self.kernels: tuple[Printed, ...] = ()

    def _claim_entries(self) -> tuple[str, ...]:
        claimed: set[str] = set(_HELPER_NAMES)
        entries = []
        for program in self._programs:
            entries.append(fresh(SIMD.base_name(program.kernel.name), claimed))
            claimed.add(entries[-1])
        return tuple(entries)

    def _local_names(self) -> frozenset[str]:
        """Every name in any kernel: names of the file keep clear of them."""
        found: set[str] = set()
        for program in self._programs:
            kernel = program.kernel
            named: tuple[Any, ...] = (*kernel.parameters, *program.globals, *kernel.constants)
            named += (*kernel.buffers, *kernel.slots)
            named += tuple(
                each for each in walk_statements(kernel.body) if isinstance(each, ir.Declare | Range | LaneLoop)
            )
            found |= {SIMD.base_name(each.name) for each in named}
        return frozenset(found)

    # ------------------------------------------------------------ the file

    def print(self) -> CodeWriter:
        bodies = CodeWriter()
        printed = []
        for program, entry in zip(self._programs, self._entries, strict=True):
            bodies.blank()
            printed.append(_KernelPrinter(program, entry, self._needs, self._symbols, self._outside(), bodies).print())
        self.kernels = tuple(printed)
        writer = CodeWriter()
        self._header(writer)
        for symbol in self._symbols.values():
            writer.line(f"constexpr {SIMD.scalars[symbol.type]} {symbol.name} = {symbol.text};")
        writer.blank()
        for helper in self._needs.helpers.values():
            writer.verbatim(helper.text)
            writer.blank()
        writer.paste(bodies)
        writer.finish()
        return writer

    def _outside(self) -> frozenset[str]:
        return frozenset(self._symbols) | frozenset(self._entries) | _HELPER_NAMES

    def _header(self, writer: CodeWriter) -> None:
        name = shown_name(self._source.name)
        writer.line(f"// {name}, as Ascend C (SIMD, {self._arch}).  Each core takes blocks of CUDA's threads in turn.")
        below = 0
        for comment in self._comments:
            if comment.span.line != below:
                writer.blank()
            write_comment(writer, comment)
            below = comment.span.file.line_of(comment.span.end - 1) + 1
        if self._comments:
            writer.blank()
        writer.line('#include "kernel_operator.h"')
        writer.line("using namespace AscendC;")
        writer.blank()


_POSITIONS = {
    Role.IN: "VECIN", Role.OUT: "VECOUT", Role.STAGED_LEFT: "A1", Role.STAGED_RIGHT: "B1", Role.LEFT: "A2",
    Role.RIGHT: "B2", Role.SUMS: "CO1",
}  # fmt: skip


class _KernelPrinter:
    """Of one kernel."""

    def __init__(
        self,
        program: PlacedProgram,
        entry: str,
        needs: Needs,
        symbols: dict[str, Any],
        outside: frozenset[str],
        writer: CodeWriter,
    ) -> None:
        self._program, self._kernel = program, program.kernel
        self._entry = entry
        self._needs = needs
        self._symbols = symbols
        self._writer = writer
        self._names = LocalNames(outside, SIMD.base_name)
        self._types = SimdTypes(SIMD, {})
        self._buffers = {each.name: each for each in self._kernel.buffers}
        self._used = {each.name for each in walk_all(self._kernel.body) if isinstance(each, ir.Variable)}
        self._specials = {
            (each.register, each.axis) for each in walk_all(self._kernel.body) if isinstance(each, ir.Special)
        }

    def print(self) -> Printed:
        kernel, writer = self._kernel, self._writer
        write_comments(writer, kernel.comments)
        if kernel.one_core:
            writer.line("// On one core: the blocks have to follow one another.")
        if kernel.on_matrix_unit:
            writer.line(
                "// On the matrix unit: each core takes tiles of the product in turn, whatever CUDA's blocks are."
            )
        addresses = self._signature()
        with writer.indented(), self._names.scope():
            if kernel.on_matrix_unit:
                writer.line("KERNEL_TASK_TYPE_DEFAULT(KERNEL_TYPE_AIC_ONLY);")
            self._pointers(addresses)
            homes = self._memory()
            expressions = SimdExpressions(
                FileNames(symbols=self._symbols), self._names, self._types, self._needs, self._buffers
            )
            printer = CubeStatements if kernel.on_matrix_unit else SimdStatements
            statements = printer(
                writer, expressions, self._names, self._types, self._symbols, self._needs, self._buffers, homes
            )
            if kernel.on_matrix_unit:
                statements.body(kernel.body)
            else:
                self._blocks(statements)
        writer.line("}")
        return Printed(self._entry, tuple(self._names[each.name] for each in kernel.constants))

    def _blocks(self, statements: SimdStatements) -> None:
        """The body for each block of CUDA's that the core takes."""
        writer, total = self._writer, " * ".join(GRID)
        writer.line(f"for (uint32_t {BLOCK} = GetBlockIdx(); {BLOCK} < {total}; {BLOCK} += GetBlockNum()) {{")
        with writer.indented(), self._names.scope():
            self._indices()
            statements.body(self._kernel.body)
        writer.line("}")

    # ------------------------------------------------------------ arguments

    def _signature(self) -> list[tuple[str, str, Any]]:
        """Writes the head. The pointers that it has as addresses: the printed name of the address, the name in the IR,
        the type of what is there."""
        kernel = self._kernel
        texts: list[str] = []
        addresses: list[tuple[str, str, Any]] = []
        pointers = [(each.name, each.type) for each in kernel.parameters]
        pointers += [(each.name, Pointer(_element(each.type), Space.GLOBAL)) for each in self._program.globals]
        if kernel.scratch is not None:
            pointers.append((kernel.scratch.name, Pointer(UINT8, Space.GLOBAL)))
        for name, type_ in pointers:
            if isinstance(type_, Pointer):
                address = self._names.declare(f"{name}_address")
                texts.append(f"GM_ADDR {address}")
                addresses.append((address, name, type_))
            else:
                word = "uint8_t" if type_ == BOOL else self._types.of(type_)
                texts.append(f"{word} {self._names.declare(name)}")
        texts += [f"uint32_t {each}" for each in GRID]
        texts += [f"int32_t {self._names.declare(each.name)}" for each in kernel.constants]
        for line in _head_lines(f'extern "C" __global__ __aicore__ void {self._entry}(', texts):
            self._writer.verbatim(line, line_of(kernel.span))
        return addresses

    def _pointers(self, addresses: list[tuple[str, str, Any]]) -> None:
        for address, name, type_ in addresses:
            if name in self._used:
                plain = self._types.of(type_)
                written = self._types.declare(type_, self._names.declare(name))
                self._writer.line(f"{written} = ({plain}){address};", line_of(self._kernel.span))

    def _indices(self) -> None:
        """Which block of the grid it is, where that is asked."""
        texts = (f"{BLOCK} % {GRID[0]}", f"{BLOCK} / {GRID[0]} % {GRID[1]}", f"{BLOCK} / {GRID[0]} / {GRID[1]}")
        for axis, text in enumerate(texts):
            if (ir.Register.BLOCK_INDEX, axis) in self._specials:
                self._writer.line(f"uint32_t block_{'xyz'[axis]} = {text};")

    # ------------------------------------------------------------ memory on the chip

    def _memory(self) -> dict[str, str]:
        """Writes the pipe, the queues and the slots. What each buffer comes from, by the buffer's name: a queue, or how
        its part of a slot is called for, with `@` for the type of its elements."""
        kernel, writer = self._kernel, self._writer
        if kernel.buffers or any(isinstance(each, Turn) for each in walk_statements(kernel.body)):
            writer.line("TPipe pipe;")
        for buffer in kernel.buffers:
            self._names.declare(buffer.name)
        lines: list[str] = []
        homes = self._queues(lines)
        slots = self._slots(lines) if len(kernel.slots) + self._in_queues() <= _MOST_BUFFERS else self._shared(lines)
        homes |= {each.name: slots[each.slot] for each in kernel.buffers if each.role is Role.WORK}
        for line in lines:
            writer.line(line)
        return homes

    def _in_queues(self) -> int:
        return sum(each.depth for each in self._kernel.buffers if each.role is not Role.WORK)

    def _queues(self, lines: list[str]) -> dict[str, str]:
        homes: dict[str, str] = {}
        for buffer in self._kernel.buffers:
            if buffer.role is Role.WORK:
                continue
            home = homes[buffer.name] = self._names.declare(f"{buffer.name}_queue")
            self._writer.line(f"TQue<TPosition::{_POSITIONS[buffer.role]}, {buffer.depth}> {home};")
            size = self._bytes(buffer.extent, 1 if buffer.element == BOOL else buffer.element.bits)
            lines.append(f"pipe.InitBuffer({home}, {buffer.depth}, {size});")
        return homes

    def _slots(self, lines: list[str]) -> dict[str, str]:
        names = {each.name: self._names.declare(each.name) for each in self._kernel.slots}
        if names:
            self._writer.line(f"TBuf<TPosition::VECCALC> {', '.join(names.values())};")
        for slot in self._kernel.slots:
            lines.append(f"pipe.InitBuffer({names[slot.name]}, {self._bytes(slot.extent, slot.bits)});")
        return {slot: f"{name}.Get<@>()" for slot, name in names.items()}

    def _shared(self, lines: list[str]) -> dict[str, str]:
        """Slots of one size side by side: a pipe has no more than so many buffers."""
        sizes: dict[str, list[str]] = {}
        for slot in self._kernel.slots:
            sizes.setdefault(self._bytes(slot.extent, slot.bits), []).append(slot.name)
        found: dict[str, str] = {}
        for size, slots in sizes.items():
            name = self._names.declare(f"slots_{len(found)}")
            bytes_ = self._names.declare(f"bytes_of_{name}")
            self._writer.line(f"TBuf<TPosition::VECCALC> {name};")
            lines.append(f"const uint32_t {bytes_} = {size};")
            lines.append(f"pipe.InitBuffer({name}, {len(slots)} * {bytes_});")
            for number, each in enumerate(slots):
                found[each] = f"{name}.GetWithOffset<@>({bytes_} / sizeof(@), {number} * {bytes_})"
        return found

    def _bytes(self, extent: Shape, bits: int) -> str:
        """The bytes of elements of so many bits, rounded up to what the vector unit takes at once."""
        number = prod(each for each in extent if isinstance(each, int))
        names = [self._names[each] for each in extent if isinstance(each, str)]
        if not names:
            return str(-(-number * bits // 8 // 256) * 256 or 256)
        if number * bits % 8 == 0:
            number = number * bits // 8
            product = " * ".join(names if number == 1 else [*names, str(number)])
        else:
            lanes = " * ".join(names if number == 1 else [*names, str(number)])
            product = f"({lanes} + 7) / 8"
        return f"{self._needs.use(helpers.PADDED)}({product})"


# ---------------------------------------------------------------- pieces


def as_program(placed: PlacedProgram) -> ir.Program:
    """The program as what is shared with C's other printers takes it: a kernel with its body."""
    kernel = placed.kernel
    plain = ir.Kernel(kernel.name, kernel.cuda_name, kernel.parameters, (), kernel.body, kernel.span)
    return ir.Program(plain, globals=placed.globals, structs=placed.structs, symbols=placed.symbols)


def with_body(placed: PlacedProgram, program: ir.Program) -> PlacedProgram:
    return replace(placed, kernel=replace(placed.kernel, body=program.kernel.body))


def _element(type_: Any) -> Any:
    while isinstance(type_, Array):
        type_ = type_.element
    return type_.scalar if isinstance(type_, Vector) else UINT8 if isinstance(type_, Struct) else type_


def _head_lines(head: str, parameters: list[str]) -> list[str]:
    """Parameters that do not fit on the first line stand below, as many on a line as fit."""
    whole = f"{head}{', '.join(parameters)}) {{"
    if len(whole) <= WIDTH:
        return [whole]
    indent = " " * 8
    lines, current = [head], indent
    for position, each in enumerate(parameters):
        piece = each + (") {" if position == len(parameters) - 1 else ",")
        if len(current) + len(piece) > WIDTH:
            lines.append(current.rstrip())
            current = indent
        current += piece + " "
    return [*lines, current.rstrip()]


def _helper_names() -> frozenset[str]:
    parts = (helpers, bits, division, folds)
    own = {each.name for part in parts for each in vars(part).values() if isinstance(each, Helper)}
    return frozenset(
        own | CUBE_HELPERS | {make(type_).name for make in NUMBERS.values() for type_ in WORDS} | CONVERSIONS
    )


_HELPER_NAMES = _helper_names()
