"""Prints tile programs as one file: imports, constants, the functions that the port brings along, the kernels.

A kernel is two functions: what a block does, on references to memory, and the one that a user calls with arrays.
"""

from __future__ import annotations

from transkernel.emit.names import LocalNames, fresh
from transkernel.emit.pallas.blocks import find_blocks
from transkernel.emit.pallas.buffers import Buffer, Buffers
from transkernel.emit.pallas.constants import definitions
from transkernel.emit.pallas.expressions import Expressions
from transkernel.emit.pallas.helpers import HELPERS
from transkernel.emit.pallas.names import OWN, base_name
from transkernel.emit.pallas.needs import Needs
from transkernel.emit.pallas.numbers import Ranges
from transkernel.emit.pallas.profile import Profile
from transkernel.emit.pallas.runs import Runs
from transkernel.emit.pallas.statements import StatementPrinter
from transkernel.emit.pallas.texts import DTYPES, POSTFIX, Text, dtype_name
from transkernel.emit.places import line_of
from transkernel.emit.python.comments import prose, write_comment
from transkernel.emit.python.layout import wrapped
from transkernel.emit.text import INDENT, WIDTH, CodeWriter, shown_name
from transkernel.ir import nodes as ir
from transkernel.ir import tile
from transkernel.ir.types import BOOL, FLOAT32, INT32, INT64, UINT64, Pointer, Scalar
from transkernel.ir.visit import walk_statements
from transkernel.records import record
from transkernel.source import SourceFile

_LONG = 60


@record
class Printed:
    """What a kernel is called in the port, and its constants; notes for the reader of the manifest."""

    entry: str
    constants: tuple[str, ...]
    notes: tuple[str, ...]


class FilePrinter:
    """`kernels` are the printed ones, once `print` has run."""

    def __init__(
        self,
        source: SourceFile,
        programs: tuple[tile.TileProgram, ...],
        profile: Profile,
        comments: tuple[ir.Comment, ...] = (),
    ) -> None:
        self._source = source
        self._programs = programs
        self._profile = profile
        self._comments = comments
        self._needs = Needs(profile.compiles)
        self._entries = self._claim_entries()
        outside = self._local_names() | frozenset(self._entries)
        self._definitions = definitions(programs, outside)
        self.kernels: tuple[Printed, ...] = ()

    def _claim_entries(self) -> tuple[str, ...]:
        claimed: set[str] = set(HELPERS)
        entries = []
        for program in self._programs:
            entries.append(fresh(base_name(program.kernel.name), claimed))
            claimed |= {entries[-1], f"{entries[-1]}_kernel"}
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
            printed.append(_KernelPrinter(self, program, entry, bodies).print())
        self.kernels = tuple(printed)
        writer = CodeWriter()
        self._header(writer)
        for definition in self._definitions.values():
            writer.line(f"{definition.name} = {definition.text}")
        for text in self._needs.texts():
            if text.startswith("def "):
                writer.verbatim("")
            writer.verbatim("")
            writer.verbatim(text)
        writer.paste(bodies)
        writer.finish()
        return writer

    def _header(self, writer: CodeWriter) -> None:
        name = shown_name(self._source.name)
        writer.line(f'"""{name}, for a TPU in Pallas: one step of the grid is one block of CUDA\'s threads."""')
        writer.blank()
        below = 0
        for comment in self._comments:
            if comment.span.line != below:
                writer.blank()
            write_comment(writer, comment)
            below = comment.span.file.line_of(comment.span.end - 1) + 1
        if self._comments:
            writer.blank()
        for line in (
            "import functools",
            "",
            "import jax",
            "import jax.numpy as jnp",
            "from jax.experimental import pallas as pl",
            "from jax.experimental.pallas import tpu as pltpu",
        ):
            writer.line(line)
        if self._definitions:
            writer.blank()


class _KernelPrinter:
    """One kernel, into a writer."""

    def __init__(self, file: FilePrinter, program: tile.TileProgram, entry: str, writer: CodeWriter) -> None:
        self._needs = file._needs
        self._kernel = program.kernel
        self._program = program
        self._entry = entry
        self._writer = writer
        self._buffers = Buffers(program, whole_words=file._profile.compiles)
        outside = set(file._definitions) | set(file._entries) | set(HELPERS) | OWN
        outside |= {f"{each}_kernel" for each in file._entries}
        self._names = LocalNames(frozenset(outside), base_name)
        symbols = {each.name: each.piece for each in file._definitions.values()}
        runs = Runs(self._kernel)
        self._blocks = find_blocks(self._kernel, self._buffers, runs)
        self._expressions = Expressions(
            symbols, self._needs, self._buffers, Ranges(self._kernel), runs, self._blocks, file._profile
        )
        self._scalars = [each for each in self._kernel.parameters if not isinstance(each.type, Pointer)]
        self._arrays = [
            *(each.name for each in self._kernel.parameters if isinstance(each.type, Pointer)),
            *(each.name for each in program.globals),
        ]

    def print(self) -> Printed:
        self._needs.notes = []
        self._writer.finish()
        for _ in range(2):
            self._writer.verbatim("")
        constants = self._block()
        self._writer.finish()
        for _ in range(2):
            self._writer.verbatim("")
        self._wrapper(constants)
        return Printed(self._entry, tuple(constants), tuple(self._needs.notes))

    # ------------------------------------------------------------ what a block does

    def _buffer(self, name: str) -> Buffer:
        return self._buffers.by_name[name]

    def _block(self) -> list[str]:
        """Parameters are numbers, arrays that are read, arrays before and after the launch, scratch memory."""
        kernel, writer = self._kernel, self._writer
        origin = line_of(kernel.span)
        scalars = [self._names.declare(each.name) for each in self._scalars]
        read = [self._reference(each) for each in self._arrays if not self._buffer(each).written]
        written = [(each, self._reference(each)) for each in self._arrays if self._buffer(each).written]
        before = [self._names.declare(f"{name}_before") for name, _ in written]
        after = [name for _, name in written]
        self._expressions.before = {each: name for (each, _), name in zip(written, before, strict=True)}
        scratch = [self._reference(kernel.scratch.name)] if kernel.scratch is not None else []
        constants = [self._names.declare(each.name) for each in kernel.constants]
        self._lanes = next(
            (name for each, name in zip(kernel.constants, constants, strict=True) if each.name == self._blocks.lanes),
            "",
        )
        for constant, name in zip(kernel.constants, constants, strict=True):
            self._expressions.variables[constant.name] = Text(name, POSTFIX, INT32, (), True)
        parameters = [*scalars, *read, *before, *after, *scratch, *(["*", *constants] if constants else [])]
        for line in head_lines(f"def {self._entry}_kernel(", parameters):
            writer.verbatim(line, origin)
        with writer.indented():
            said = prose(each for each in kernel.comments if not each.trailing)
            self._docstring(said)
            if said:
                writer.blank()
            printer = StatementPrinter(writer, self._expressions, self._names, kernel.body)
            self._openings(scalars, printer)
            printer.body(kernel.body)
            if not any(not isinstance(each, ir.Comment) for each in kernel.body):
                writer.line("pass")
        return constants

    def _reference(self, name: str) -> str:
        printed = self._names.declare(name)
        self._expressions.references[name] = printed
        self._expressions.variables[name] = Text("0", POSTFIX, INT32, (), True, 0)
        return printed

    def _openings(self, scalars: list[str], printer: StatementPrinter) -> None:
        """Arrays that change begin as they were; numbers come out of their memory."""
        changing = [each for each in self._expressions.before if each not in self._blocks.once]
        whole = [each for each in changing if each not in self._blocks.names]
        if whole:
            self._needs.use("is_first")
            self._writer.line("@pl.when(is_first())")
            self._writer.line("def _():")
            with self._writer.indented():
                self._begin(whole)
            self._writer.blank()
        if len(changing) > len(whole):
            self._begin([each for each in changing if each not in whole])
            self._writer.blank()
        for parameter, name in zip(self._scalars, scalars, strict=True):
            type_ = _held(parameter)
            text = f"{name}[0]" if type_ == parameter.type or parameter.type in (INT64, UINT64) else ""
            if parameter.type == BOOL:
                text = f"{name}[0] != 0"
            elif not text:
                text = f"{name}[0].astype({dtype_name(parameter.type, parameter.span)})"  # type: ignore[arg-type]
            shown = parameter.type if parameter.type in DTYPES else INT32
            self._expressions.variables[parameter.name] = Text(name, POSTFIX, shown)
            printer.line(f"{name} = {text}", parameter.span)
        moved = {node.target.name for node in walk_statements(self._kernel.body) if isinstance(node, ir.Assign)}  # type: ignore[union-attr]
        for parameter in self._kernel.parameters:
            if isinstance(parameter.type, Pointer) and parameter.name in moved:
                name = self._names.declare(f"{parameter.name}_at")
                self._expressions.variables[parameter.name] = Text(name, POSTFIX, INT32)
                printer.line(f"{name} = jnp.int32(0)", parameter.span)
        if scalars:
            self._writer.blank()

    def _begin(self, names: list[str]) -> None:
        for name in names:
            self._writer.line(f"{self._expressions.references[name]}[...] = {self._expressions.before[name]}[...]")

    def _docstring(self, lines: list[str]) -> None:
        writer = self._writer
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

    # ------------------------------------------------------------ what a user calls

    def _wrapper(self, constants: list[str]) -> None:
        kernel, writer = self._kernel, self._writer
        names = LocalNames(frozenset(set(HELPERS) | OWN | {self._entry, "kernel", *constants}), base_name)
        arguments = [names.declare(each.name) for each in kernel.parameters]
        arguments += [names.declare(each.name) for each in self._program.globals]
        static = ["grid", *constants, "interpret"]
        shown = ", ".join(f'"{each}"' for each in static)
        for line in head_lines("@functools.partial(jax.jit, static_argnames=(", [shown], "))"):
            writer.verbatim(line, line_of(kernel.span))
        parameters = [*arguments, "grid", *(["*", *constants] if constants else []), "interpret=False"]
        for line in head_lines(f"def {self._entry}(", parameters):
            writer.verbatim(line, line_of(kernel.span))
        with writer.indented():
            self._body(names, constants)

    def _body(self, names: LocalNames, constants: list[str]) -> None:
        kernel, writer = self._kernel, self._writer
        name = kernel.cuda_name.replace("\\", "").replace('"', "'")
        writer.line(f'"""Launches {name} on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""')
        by_rule = {each.rule: name for each, name in zip(kernel.constants, constants, strict=True)}
        for each in kernel.requirements:
            reason = each.reason.replace('"', "'")
            wanted = each.number if isinstance(each.number, int) else by_rule[each.number]
            writer.line(f"if not {by_rule[each.rule]} {each.relation} {wanted}:")
            with writer.indented():
                writer.line(f'raise ValueError("{reason}")')
        function = f"{self._entry}_kernel"
        if constants:
            bound = ", ".join(f"{each}={each}" for each in constants)
            self._line(f"kernel = functools.partial({function}, {bound})")
            function = "kernel"
        numbers = [f"({names[each.name]}, {dtype_name(_held(each), each.span)})" for each in self._scalars]
        read = [self._given(names, each) for each in self._arrays if not self._buffer(each).written]
        written = [each for each in self._arrays if self._buffer(each).written]
        scratch = ""
        if kernel.scratch is not None:
            scratch = self._scratch(by_rule)
        views = {each: names.declare(f"{each}_words") for each in written if self._buffer(each).is_viewed}
        made = ", ".join(views.get(each, names[each]) for each in written)
        launch = self._needs.use("launch_in_blocks" if self._blocks.names else "launch")
        call = (
            f"{launch}({function}, grid, [{', '.join(numbers)}], [{', '.join(read)}],"
            f" [{', '.join(self._given(names, each) for each in written)}], interpret{scratch})"
        )
        self._line(f"[{made}] = {call}" if written else call)
        for array, view in views.items():
            name = names[array]
            self._line(f"{name} = viewed({view}, {name}.dtype)[:{name}.size].reshape({name}.shape)")
        returned = ", ".join(names[each] for each in self._arrays)
        bare = len(self._arrays) > 1 and len(returned) < _LONG
        comma = "," if len(self._arrays) == 1 else ""
        self._line(f"return {returned}" if bare else f"return ({returned}{comma})")

    def _scratch(self, by_rule: dict[tile.ConstantRule, str]) -> str:
        assert self._kernel.scratch is not None
        buffer = self._buffer(self._kernel.scratch.name)
        self._needs.use("PADDING")
        size = by_rule[tile.ConstantRule.SHARED]
        elements = f"{size} // {buffer.type.bits // 8}" if buffer.type.bits > 8 else size
        rows = f"pl.cdiv({elements} + 2 * PADDING, ROW) + 2"
        return f", [pltpu.VMEM(({rows}, ROW), {dtype_name(buffer.held, None)})]"

    def _given(self, names: LocalNames, name: str) -> str:
        buffer = self._buffer(name)
        held = dtype_name(buffer.held, self._kernel.span)
        if self._blocks.names:
            held += f", {self._lanes if name in self._blocks.names else None}"
        if not buffer.is_viewed:
            return f"({names[name]}, {held})"
        type_ = dtype_name(buffer.type, self._kernel.span)
        return f"({self._needs.use('viewed')}({names[name]}, {type_}), {held})"

    def _line(self, text: str) -> None:
        for part in wrapped(text, INDENT):
            self._writer.line(part, line_of(self._kernel.span))


def _held(parameter: ir.Parameter) -> Scalar:
    """The type of a number in the scalar memory, which has words of 32 bits."""
    type_ = parameter.type
    assert isinstance(type_, Scalar)
    if type_.is_float and type_.bits < 64:
        return FLOAT32
    if type_.bits == 32 and type_ != BOOL:
        return type_
    if type_.is_float:
        dtype_name(type_, parameter.span)
    return INT32


def head_lines(head: str, parameters: list[str], end: str = "):") -> list[str]:
    """`def f(...):`; parameters that do not fit on its line stand below, as many on a line as fit."""
    whole = f"{head}{', '.join(parameters)}{end}"
    if len(whole) <= WIDTH:
        return [whole]
    lines, current = [head], INDENT
    for position, each in enumerate(parameters):
        piece = each + ("," if position < len(parameters) - 1 else "")
        if len(current) + 1 + len(piece) > WIDTH:
            lines.append(current.rstrip())
            current = INDENT
        current += piece + " "
    return [*lines, current.rstrip(), end]
