"""Prints tile programs as one file: imports, constants, the functions that the port brings along, the kernels."""

from __future__ import annotations

from transkernel.emit.names import LocalNames, fresh
from transkernel.emit.places import line_of
from transkernel.emit.python.comments import prose, write_comment
from transkernel.emit.text import INDENT, WIDTH, CodeWriter, shown_name
from transkernel.emit.triton.constants import definitions
from transkernel.emit.triton.expressions import Expressions
from transkernel.emit.triton.helpers import HELPER_NAMES
from transkernel.emit.triton.names import base_name
from transkernel.emit.triton.needs import Needs
from transkernel.emit.triton.parameters import (
    constant_text,
    conversion,
    global_text,
    parameter_text,
    scratch_text,
    written,
)
from transkernel.emit.triton.statements import StatementPrinter
from transkernel.emit.triton.tuning import tuning
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import INT32, Scalar
from transkernel.ir.visit import walk_all, walk_statements
from transkernel.records import record
from transkernel.source import SourceFile


@record
class Printed:
    """What a kernel is called in the port, and its constants; notes for the reader of the manifest."""

    entry: str
    constants: tuple[str, ...]
    notes: tuple[str, ...]


class FilePrinter:
    """`kernels` are the printed ones, once `print` has run."""

    def __init__(
        self, source: SourceFile, programs: tuple[tile.TileProgram, ...], comments: tuple[ir.Comment, ...] = ()
    ) -> None:
        self._source = source
        self._programs = programs
        self._comments = comments
        self._needs = Needs()
        self._entries = self._claim_entries()
        self._definitions = definitions(programs, self._local_names() | frozenset(self._entries))
        self.kernels: tuple[Printed, ...] = ()

    def _claim_entries(self) -> tuple[str, ...]:
        claimed: set[str] = set()
        entries = []
        for program in self._programs:
            entries.append(fresh(base_name(program.kernel.name), claimed))
            claimed.add(entries[-1])
        return tuple(entries)

    def _local_names(self) -> frozenset[str]:
        """Every name in any kernel: names of the file keep clear of them."""
        found: set[str] = set()
        for program in self._programs:
            kernel = program.kernel
            found |= {base_name(each.name) for each in kernel.parameters}
            found |= {base_name(each.name) for each in program.globals}
            found |= {each.name for each in kernel.constants}
            declared = (node for node in walk_statements(kernel.body) if isinstance(node, ir.Declare | tile.Range))
            found |= {base_name(node.name) for node in declared}
        return frozenset(found)

    # ------------------------------------------------------------ the file

    def print(self) -> CodeWriter:
        bodies = CodeWriter()
        printed = []
        for program, entry in zip(self._programs, self._entries, strict=True):
            bodies.verbatim("")
            bodies.verbatim("")
            printed.append(self._kernel(program, entry, bodies))
        self.kernels = tuple(printed)
        writer = CodeWriter()
        self._header(writer)
        for definition in self._definitions.values():
            writer.line(f"{definition.name} = tl.constexpr({definition.text})")
        for helper in self._needs.helpers.values():
            writer.verbatim("")
            writer.verbatim("")
            writer.verbatim(helper.text)
        writer.paste(bodies)
        writer.finish()
        return writer

    def _header(self, writer: CodeWriter) -> None:
        name = shown_name(self._source.name)
        merges = any(c.rule is tile.ConstantRule.TILE for each in self._programs for c in each.kernel.constants)
        several = ", or several" if merges else ""
        writer.line(f'"""{name}, as Triton: one program is one block of CUDA\'s threads{several}."""')
        writer.blank()
        self._head(writer)
        writer.line("import triton")
        writer.line("import triton.language as tl")
        if self._needs.libdevice:
            writer.line("from triton.language.extra import libdevice")
        if self._definitions:
            writer.blank()

    def _head(self, writer: CodeWriter) -> None:
        """What the CUDA file says of itself, with the blank lines that it has."""
        below = 0
        for comment in self._comments:
            if comment.span.line != below:
                writer.blank()
            write_comment(writer, comment)
            below = comment.span.file.line_of(comment.span.end - 1) + 1
        if self._comments:
            writer.blank()

    # ------------------------------------------------------------ kernels

    def _kernel(self, program: tile.TileProgram, entry: str, writer: CodeWriter) -> Printed:
        kernel = program.kernel
        self._needs.notes = []
        outside = set(self._definitions) | set(self._entries) | HELPER_NAMES
        names = LocalNames(frozenset(outside), base_name)
        symbols = {each.name: each.piece for each in self._definitions.values()}
        expressions = Expressions(symbols, self._needs)
        origin = line_of(kernel.span)
        head = self._signature(program, entry, names, expressions)
        for line in (*tuning(program, lambda name: names[name]), "@triton.jit", *head):
            writer.verbatim(line, origin)
        with writer.indented():
            self._docstring(kernel, writer)
            printer = StatementPrinter(writer, expressions, names, kernel.body)
            self._requirements(kernel, names, writer)
            self._conversions(kernel, names, printer)
            printer.body(kernel.body)
            if not any(not isinstance(each, ir.Comment) for each in kernel.body):
                writer.line("pass")
        return Printed(entry, tuple(names[each.name] for each in kernel.constants), tuple(self._needs.notes))

    def _signature(
        self,
        program: tile.TileProgram,
        entry: str,
        names: LocalNames,
        expressions: Expressions,
    ) -> list[str]:
        kernel = program.kernel
        texts = []
        for parameter in kernel.parameters:
            name = names.declare(parameter.name)
            texts.append(written(name, parameter.type))
            expressions.variables[parameter.name] = parameter_text(name, parameter.type)
        for variable in program.globals:
            name = names.declare(variable.name)
            texts.append(name)
            expressions.variables[variable.name] = global_text(name, variable)
        if kernel.scratch is not None:
            texts.append(names.declare(kernel.scratch.name))
            expressions.variables[kernel.scratch.name] = scratch_text(texts[-1], kernel.scratch)
        for constant in kernel.constants:
            name = names.declare(constant.name)
            texts.append(f"{name}: tl.constexpr")
            expressions.variables[constant.name] = constant_text(name, constant, _constant_type(kernel, constant.name))
        return _head_lines(f"def {entry}(", texts)

    def _docstring(self, kernel: tile.TileKernel, writer: CodeWriter) -> None:
        lines = prose(each for each in kernel.comments if not each.trailing)
        if not lines:
            return
        if len(lines) == 1 and len(lines[0]) < WIDTH - 12 and not lines[0].endswith('"'):
            writer.line(f'"""{lines[0]}"""')
            return
        if len(INDENT) + 3 + len(lines[0]) > WIDTH:
            lines = ["", *lines]
        writer.line(f'"""{lines[0]}')
        for line in lines[1:]:
            writer.line(line)
        writer.line('"""')

    def _requirements(self, kernel: tile.TileKernel, names: LocalNames, writer: CodeWriter) -> None:
        by_rule = {each.rule: names[each.name] for each in kernel.constants}
        for each in kernel.requirements:
            reason = each.reason.replace('"', "'")
            number = each.number if isinstance(each.number, int) else by_rule[each.number]
            writer.line(f'tl.static_assert({by_rule[each.rule]} {each.relation} {number}, "{reason}")')

    def _conversions(self, kernel: tile.TileKernel, names: LocalNames, printer: StatementPrinter) -> None:
        used = {node.name for node in walk_all(kernel.body) if isinstance(node, ir.Variable)}
        for parameter in kernel.parameters:
            line = conversion(names[parameter.name], parameter.type) if parameter.name in used else None
            if line is not None:
                printer.line(line, parameter.span)


def _constant_type(kernel: tile.TileKernel, name: str) -> Scalar:
    """As the body has it: a constant is an int."""
    for node in walk_all(kernel.body):
        if isinstance(node, tile.Constant) and node.name == name and isinstance(node.type, Scalar):
            return node.type
    return INT32


def _head_lines(head: str, parameters: list[str]) -> list[str]:
    """`def f(...):`; parameters that do not fit on its line stand below, as many on a line as fit."""
    whole = f"{head}{', '.join(parameters)}):"
    if len(whole) <= WIDTH:
        return [whole]
    lines, current = [head], INDENT
    for position, each in enumerate(parameters):
        piece = each + ("," if position < len(parameters) - 1 else "")
        if len(current) + 1 + len(piece) > WIDTH:
            lines.append(current.rstrip())
            current = INDENT
        current += piece + " "
    return [*lines, current.rstrip(), "):"]
