"""Statements of placed programs in Ascend C."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simd import helpers
from transkernel.emit.ascendc.simd.expressions import SimdExpressions, SimdTypes
from transkernel.emit.ascendc.simd.instructions import INSTRUCTIONS
from transkernel.emit.c.needs import Needs
from transkernel.emit.c.statements import StatementPrinter
from transkernel.emit.c.symbols import Definition
from transkernel.emit.names import LocalNames
from transkernel.emit.places import blank_between, line_of
from transkernel.emit.text import CodeWriter
from transkernel.ir.nodes import Assert, Assign, AtomicOp, Comment, Print, Variable
from transkernel.ir.placed import (
    Acquire,
    Bit,
    Buffer,
    CopyIn,
    CopyOut,
    Element,
    GatherIn,
    LaneLoop,
    MemoryFence,
    Release,
    Role,
    Rows,
    SetElement,
    Turn,
    Unit,
    Vector,
    View,
)
from transkernel.ir.tile import Load, Range
from transkernel.ir.types import BOOL, FLOAT16, FLOAT32, INT32, VOID, Scalar
from transkernel.ir.visit import walk, walk_statements
from transkernel.source import Span

_PIPES = {Unit.SCALAR: "S", Unit.VECTOR: "V", Unit.COPY_IN: "MTE2", Unit.COPY_OUT: "MTE3"}
_ATOMICS = {AtomicOp.ADD: "SetAtomicAdd", AtomicOp.MIN: "SetAtomicMin", AtomicOp.MAX: "SetAtomicMax"}
_CHANGING = (Load, Element, Bit)  # what a statement may change without naming it


class SimdStatements(StatementPrinter):
    """One kernel's printer. buffers: by name; homes: what each comes from, by its name: the printed name of a queue, or
    what gives a part of a slot, with `@` for the type of its elements."""

    def __init__(
        self,
        writer: CodeWriter,
        expressions: SimdExpressions,
        names: LocalNames,
        types: SimdTypes,
        symbols: dict[str, Definition],
        needs: Needs,
        buffers: Mapping[str, Buffer],
        homes: Mapping[str, str],
    ) -> None:
        super().__init__(writer, expressions, names, types, VOID, symbols)
        self._placed = expressions
        self._needs = needs
        self._buffers = buffers
        self._homes = homes
        self._declared: list[set[str]] = [set()]
        self._print |= {
            Acquire: self._acquire, Release: self._release, CopyIn: self._copy_in, CopyOut: self._copy_out,
            GatherIn: self._gather_in, Vector: self._vector, LaneLoop: self._lanes, Range: self._range,
            SetElement: self._set_element, Turn: self._turn, MemoryFence: self._fence, Print: self._print_values,
            Assert: self._assert,
        }  # fmt: skip

    def body(self, statements: tuple[Any, ...]) -> None:
        """Statements in the present scope, with the blank lines that the programmer left between them: each once."""
        self._declared.append(set())
        reached: Span | None = None
        for statement in _beside_others(statements):
            trailing = isinstance(statement, Comment) and statement.trailing
            is_further = reached is not None and statement.span.line > reached.line
            if reached is not None and is_further and not trailing and blank_between(reached, statement.span):
                self._writer.blank()
            if reached is None or is_further:
                reached = statement.span
            self._print[type(statement)](statement)
        self._declared.pop()

    def _write(self, text: str, node: Any) -> None:
        self._writer.line(f"{text};", line_of(node.span))

    # ------------------------------------------------------------ buffers

    def _acquire(self, node: Acquire) -> None:
        buffer, name, home = self._buffers[node.buffer], self._names[node.buffer], self._homes[node.buffer]
        element = self._element_name(buffer)
        taken = home.replace("@", element) if buffer.role is Role.WORK else f"{home}.AllocTensor<{element}>()"
        known = any(node.buffer in each for each in self._declared)
        self._declared[-1].add(node.buffer)
        self._write(f"{name} = {taken}" if known else f"LocalTensor<{element}> {name} = {taken}", node)

    def _release(self, node: Release) -> None:
        if self._buffers[node.buffer].role is Role.IN:
            self._write(f"{self._homes[node.buffer]}.FreeTensor({self._names[node.buffer]})", node)

    def _element_name(self, buffer: Buffer) -> str:
        return "uint8_t" if buffer.element == BOOL else self._types.of(buffer.element)

    # ------------------------------------------------------------ copies

    def _copy_in(self, node: CopyIn) -> None:
        tile, memory = self._placed.tensor(node.target), self._placed.pointer(node.pointer, node.target.element)
        count = self._count(node.count)
        if node.rows is not None:
            arguments = (tile, memory, *self._rows(node.rows, count))
            self._call(helpers.COPY_ROWS_IN, arguments, node)
        elif node.lead is not None:
            self._call(helpers.COPY_IN_BEHIND, (tile, self._count(node.lead), memory, count), node)
        else:
            self._call(helpers.COPY_IN, (tile, memory, count), node)
        buffer = self._buffers[node.target.buffer]
        if buffer.role is Role.IN:
            name, home = self._names[buffer.name], self._homes[buffer.name]
            self._write(f"{home}.EnQue({name})", node)
            self._write(f"{name} = {home}.DeQue<{self._element_name(buffer)}>()", node)

    def _copy_out(self, node: CopyOut) -> None:
        buffer = self._buffers[node.source.buffer]
        name, home = self._names[buffer.name], self._homes[buffer.name]
        if buffer.role is Role.OUT:
            self._write(f"{home}.EnQue({name})", node)
            self._write(f"{name} = {home}.DeQue<{self._element_name(buffer)}>()", node)
        if node.op is not None:
            self._write(f"{_ATOMICS[node.op]}<{self._types.of(node.source.element)}>()", node)
        tile, memory = self._placed.tensor(node.source), self._placed.pointer(node.pointer, node.source.element)
        count = self._count(node.count)
        if node.rows is not None:
            self._call(helpers.COPY_ROWS_OUT, (memory, tile, *self._rows(node.rows, count)), node)
        else:
            self._call(helpers.COPY_OUT, (memory, tile, count), node)
        if node.op is not None:
            self._write("SetAtomicNone()", node)
        if buffer.role is Role.OUT:
            self._write(f"{home}.FreeTensor({name})", node)

    def _gather_in(self, node: GatherIn) -> None:
        tensor = self._placed.tensor
        places = [tensor(each.view) for each in node.places]
        helper = helpers.GATHER_IN if node.mask is None else helpers.GATHER_WHERE
        if len(places) > 1:
            helper = helpers.GATHER_SUM
            steps = [self._placed.wide(each.step).text for each in node.places]
            places = [text for pair in zip(places, steps, strict=True) for text in pair]
        masks = [] if node.mask is None else [tensor(node.mask)]
        memory = self._placed.pointer(node.pointer, node.target.element)
        pieces = (tensor(node.target), memory, *masks, *places, tensor(node.window), tensor(node.room))
        self._call(helper, (*pieces, self._count(node.count)), node)

    def _rows(self, rows: Rows, count: str) -> tuple[str, ...]:
        return self._count(rows.rows), count, self._count(rows.memory_step), self._count(rows.pitch)

    def _count(self, node: Any) -> str:
        return self._placed.wide(node).text

    def _call(self, helper: Any, arguments: tuple[str, ...], node: Any) -> None:
        self._write(f"{self._needs.use(helper)}({', '.join(arguments)})", node)

    # ------------------------------------------------------------ the vector unit

    def _vector(self, node: Vector) -> None:
        row = INSTRUCTIONS[node.instruction]
        if row.helper is not None:
            self._needs.use(row.helper)
        views = [each for each in node.operands if isinstance(each, View)]
        type_ = views[-1].element if views and views[-1].element != BOOL else node.target.element
        operands = [
            self._placed.tensor(each)
            if isinstance(each, View)
            else self._placed.argument(each, INT32 if row.counts else type_)
            for each in node.operands
        ]
        operands += [self._placed.tensor(each) for each in node.work]
        pieces = [self._placed.tensor(node.target), *operands, row.extra, self._count(node.count), row.last]
        self._write(f"{row.name}({', '.join(each for each in pieces if each)})", node)

    # ------------------------------------------------------------ loops

    def _lanes(self, node: LaneLoop) -> None:
        self._loop(node, INT32, node.first, node.stop, "++{name}")

    def _range(self, node: Range) -> None:
        step = self._count(node.step)
        self._loop(node, node.type, node.start, node.stop, "++{name}" if step == "1" else f"{{name}} += {step}")

    def _loop(self, node: Any, type_: Any, first: Any, stop: Any, step: str) -> None:
        start = self._expressions.to(first, type_).text
        end = self._end(node, type_, stop)
        with self._names.scope():
            name = self._names.declare(node.name)
            head = f"{self._types.of(type_)} {name} = {start}; {name} < {end}; {step.format(name=name)}"
            self._controlled(f"for ({head})", node.body, node.span)

    def _end(self, node: Any, type_: Any, stop: Any) -> str:
        """Where the loop ends, which is asked before each turn: by a name, where the body may change what it is."""
        assigned = {
            each.target.name
            for each in walk_statements(node.body)
            if isinstance(each, Assign) and isinstance(each.target, Variable)
        }
        parts = [*walk(stop)]
        reads = {each.name for each in parts if isinstance(each, Variable)}
        if not reads & assigned and not any(isinstance(each, _CHANGING) for each in parts):
            text = self._placed.exact(stop)
            return text.text if text.level > 8 else f"({text.text})"
        value = self._expressions.to(stop, type_).text
        name = self._names.declare(f"{node.name}_end")
        self._write(f"const {self._types.of(type_)} {name} = {value}", node)
        return name

    # ------------------------------------------------------------ the scalar unit

    def _set_element(self, node: SetElement) -> None:
        buffer, name = self._buffers[node.buffer], self._names[node.buffer]
        index = self._count(node.index)
        if buffer.element == BOOL:
            self._call(helpers.SET_BIT, (name, index, self._placed.truth(node.value).text), node)
            return
        wanted = node.value.type if isinstance(node.value.type, Scalar) else buffer.element
        same = wanted == buffer.element or wanted == BOOL or wanted.bits != buffer.element.bits
        tensor = name if same else f"{name}.ReinterpretCast<{self._types.of(wanted)}>()"
        value = self._placed.argument(node.value, buffer.element if same else wanted)
        self._write(f"{tensor}.SetValue({index}, {value})", node)

    def _turn(self, node: Turn) -> None:
        if node.before is node.after:
            if node.before is not Unit.SCALAR:
                self._write(f"PipeBarrier<PIPE_{_PIPES[node.before]}>()", node)
            return
        self._needs.use(helpers.WAIT)
        self._write(f"wait<HardEvent::{_PIPES[node.before]}_{_PIPES[node.after]}>()", node)

    def _fence(self, node: MemoryFence) -> None:
        self._call(helpers.FENCE, (), node)

    def _print_values(self, node: Print) -> None:
        arguments = [self._printed(each) for each in node.arguments]
        self._write(f"PRINTF({', '.join([chr(34) + node.format + chr(34), *arguments])})", node)

    def _printed(self, node: Any) -> str:
        """A double is a promoted float, and there is no other."""
        operand = getattr(node, "operand", None)
        promoted = isinstance(node.type, Scalar) and node.type.is_float and node.type.bits == 64
        if promoted and operand is not None and operand.type in (FLOAT32, FLOAT16):
            return self._placed.exact(operand).text
        if promoted:
            raise refuse("TK0480", "the NPU has no `double`", node.span)
        return self._placed.exact(node).text

    def _assert(self, node: Assert) -> None:
        self._write(f"ascendc_assert({self._placed.truth(node.condition).text})", node)


def _beside_others(statements: tuple[Any, ...]) -> list[Any]:
    """What only serves another statement, at that statement's place in the source."""
    found = list(statements)
    for position in range(len(found) - 2, -1, -1):
        if isinstance(found[position], Turn | Acquire):
            found[position] = replace(found[position], span=found[position + 1].span)
    for position in range(1, len(found)):
        if isinstance(found[position], Release):
            found[position] = replace(found[position], span=found[position - 1].span)
    return found
