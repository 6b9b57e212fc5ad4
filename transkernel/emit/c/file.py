"""Prints legalised programs as one file: what they share once, then each kernel behind the functions that it calls."""

from __future__ import annotations

import re

from transkernel.emit.c.constants import definitions, extents_by_name
from transkernel.emit.c.dialect import Dialect
from transkernel.emit.c.expressions import Expressions, FileNames
from transkernel.emit.c.layout import is_padded, write_struct
from transkernel.emit.c.legal import Legal
from transkernel.emit.c.needs import Helper
from transkernel.emit.c.statements import StatementPrinter, write_comment, write_comments
from transkernel.emit.c.symbols import Definition
from transkernel.emit.c.types import TypeNames
from transkernel.emit.names import LocalNames, fresh
from transkernel.emit.places import line_of
from transkernel.emit.text import WIDTH, CodeWriter
from transkernel.ir.nodes import Comment, Declare, Function, GlobalVariable, Kernel, Parameter, SharedVariable
from transkernel.ir.types import VOID, Struct, Type
from transkernel.ir.visit import walk_statements
from transkernel.source import SourceFile


class FilePrinter:
    """`entries` are the printed names of the kernels, once `print` has run. A target's own has the language, and how
    the file, its kernels, its functions and its shared memory begin."""

    dialect: Dialect
    expressions: type[Expressions]
    _bare_heads: tuple[str, ...] = ("",)  # heads behind which no parameters are `()`, not `(void)`

    def __init__(
        self,
        source: SourceFile,
        legal: tuple[Legal, ...],
        block: tuple[int, int, int] | None,
        comments: tuple[Comment, ...] = (),
    ) -> None:
        self._source = source
        self._legal = legal
        self._block = block
        self._comments = comments
        self._base_name = self.dialect.base_name
        self._helpers: dict[str, Helper] = {}
        for each in legal:
            self._helpers.update(each.needs.helpers)
        self._locals = self._local_names()
        self._symbols = self._define()
        self._outside = self._file_level_names()
        self._claimed = set(self._helpers) | set(self._symbols)
        self._written: dict[tuple[str, str], str] = {}  # (what it is, its text under the name `@`) -> printed name
        self.entries: tuple[str, ...] = tuple(self._claim(each.program.kernel.name) for each in legal)

    # ------------------------------------------------------------ names of the file

    def _local_names(self) -> frozenset[str]:
        """Every variable's name in any function: fresh names of the file keep clear of them."""
        found: set[str] = set()
        for each in self._legal:
            functions: tuple[Function | Kernel, ...] = (each.program.kernel, *each.program.functions)
            for function in functions:
                found |= {self._base_name(parameter.name) for parameter in function.parameters}
                found |= {
                    self._base_name(node.name) for node in walk_statements(function.body) if isinstance(node, Declare)
                }
            found |= {self._base_name(shared.name) for shared in each.program.kernel.shared}
        return frozenset(found)

    def _define(self) -> dict[str, Definition]:
        taken = set(self._locals) | set(self._helpers)
        for helper in self._helpers.values():
            taken |= set(re.findall(r"[A-Za-z_]\w*", helper.text))
        for each in self._legal:
            taken |= {field.name for struct in each.program.structs for field in struct.fields}
            taken |= {self._base_name(function.name) for function in each.program.functions}
            taken |= {self._base_name(each.program.kernel.name)} | {self._base_name(c.name) for c in each.constants}
        programs = tuple(each.program for each in self._legal)
        return definitions(programs, frozenset(taken), self.dialect)

    def _file_level_names(self) -> frozenset[str]:
        """What locals must not hide: all that the file may name."""
        found = set(self._helpers) | set(self._symbols)
        for each in self._legal:
            found |= {self._base_name(function.name) for function in each.program.functions}
            found |= {self._base_name(struct.name) for struct in each.program.structs}
            found |= {self._base_name(constant.name) for constant in each.constants}
        return frozenset(found)

    def _claim(self, name: str) -> str:
        """A name of the file that nothing else in it has."""
        wanted = self._base_name(name)
        printed = wanted if wanted not in self._claimed else fresh(wanted, self._claimed | self._locals)
        self._claimed.add(printed)
        return printed

    # ------------------------------------------------------------ the file

    def print(self) -> CodeWriter:
        writer = CodeWriter()
        self._header(writer)
        for symbol in self._symbols.values():
            writer.line(f"#define {symbol.name} {symbol.text}")
        if self._symbols:
            writer.blank()
        bodies = CodeWriter()
        shared = CodeWriter()
        for legal, entry in zip(self._legal, self.entries, strict=True):
            self._program(legal, entry, shared, bodies)
        writer.paste(shared)
        for helper in self._helpers.values():
            writer.verbatim(helper.text)
            writer.blank()
        writer.paste(bodies)
        writer.finish()
        return writer

    def _header(self, writer: CodeWriter) -> None:
        """What the file begins with."""
        raise NotImplementedError

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

    def _program(self, legal: Legal, entry: str, shared: CodeWriter, bodies: CodeWriter) -> None:
        """One program: what it adds to the top of the file, its new functions, its kernel."""
        structs = {struct.name: struct for struct in legal.program.structs}
        file = FileNames(symbols=self._symbols)
        types = TypeNames(self.dialect, file.structs)
        for struct in legal.program.structs:
            self._struct(struct, structs, file, types, shared)
        for constant in legal.constants:
            self._constant(constant, file, types, shared)
        for function in legal.program.functions:
            file.signatures[function.name] = function
            self._function(function, file, types, bodies)
        bodies.blank()
        self._kernel(legal, entry, file, types, bodies)

    # ------------------------------------------------------------ what programs share

    def _struct(
        self, struct: Struct, structs: dict[str, Struct], file: FileNames, types: TypeNames, shared: CodeWriter
    ) -> None:
        file.structs[struct.name] = "@"
        trial = CodeWriter()
        write_struct(trial, struct, "@", types, structs)
        key = (f"struct {struct.name}", trial.text)
        if is_padded(struct, structs, self.dialect):
            file.padded[struct.name] = struct
        if key in self._written:
            file.structs[struct.name] = self._written[key]
            return
        name = self._claim(struct.name)
        file.structs[struct.name] = self._written[key] = name
        write_struct(shared, struct, name, types, structs)
        shared.blank()

    def _constant(self, constant: GlobalVariable, file: FileNames, types: TypeNames, shared: CodeWriter) -> None:
        expressions = self.expressions(file, LocalNames(frozenset(), self._base_name), types)
        assert constant.init is not None
        value = expressions.braces(constant.init)

        def declared(name: str) -> str:
            brackets, held = extents_by_name(constant.name, constant.type, constant.span, self._symbols)
            return f"{types.declare(held, name + brackets, '__constant ')} = {value};"

        key = (f"constant {constant.name}", declared("@"))
        if key not in self._written:
            self._written[key] = self._claim(constant.name)
            shared.line(declared(self._written[key]), line_of(constant.span))
            shared.blank()
        file.constants[constant.name] = self._written[key]

    def _function(self, function: Function, file: FileNames, types: TypeNames, bodies: CodeWriter) -> None:
        key = (f"function {function.name}", self._printed(function, "@", file, types).text)
        if key not in self._written:
            self._written[key] = self._claim(function.name)
            bodies.blank()
            bodies.paste(self._printed(function, self._written[key], file, types))
            bodies.blank()
        file.functions[function.name] = self._written[key]

    # ------------------------------------------------------------ functions

    def _printed(self, function: Function, name: str, file: FileNames, types: TypeNames) -> CodeWriter:
        writer = CodeWriter()
        names = LocalNames(self._outside, self._base_name)
        write_comments(writer, function.comments)
        head = self._function_head(function, name, types)
        self._signature(writer, head, function.parameters, names, types, line_of(function.span))
        self._body(function, function.result, file, types, names, writer)
        return writer

    def _function_head(self, function: Function, name: str, types: TypeNames) -> str:
        """What stands before the parameters of a device function."""
        raise NotImplementedError

    def _kernel_head(self, legal: Legal, entry: str, writer: CodeWriter) -> str:
        """What stands before the parameters of a kernel; what needs lines of its own is written."""
        raise NotImplementedError

    def _kernel(self, legal: Legal, entry: str, file: FileNames, types: TypeNames, writer: CodeWriter) -> None:
        kernel = legal.program.kernel
        names = LocalNames(self._outside, self._base_name)
        write_comments(writer, kernel.comments)
        head = self._kernel_head(legal, entry, writer)
        self._signature(writer, head, kernel.parameters, names, types, line_of(kernel.span))
        self._body(kernel, VOID, file, types, names, writer)

    def _signature(
        self,
        writer: CodeWriter,
        head: str,
        parameters: tuple[Parameter, ...],
        names: LocalNames,
        types: TypeNames,
        origin: int | None,
    ) -> None:
        """The head of a function; parameters that do not fit on its line stand below the first one."""
        texts = [
            types.declare(each.type, names.declare(each.name), "const " if each.const else "") for each in parameters
        ]
        lines, current = [], f"{head}("
        for position, text in enumerate(texts):
            last = position == len(texts) - 1
            piece = text + (") {" if last else ",")
            if position and len(current) + 1 + len(piece) > WIDTH:
                lines.append(current)
                current = " " * (len(head) + 1) + piece
            else:
                current += (" " if position else "") + piece
        if not texts:
            current += ") {" if head.startswith(self._bare_heads) else "void) {"
        for line in [*lines, current]:
            writer.verbatim(line, origin)

    def _body(
        self,
        function: Function | Kernel,
        result: Type,
        file: FileNames,
        types: TypeNames,
        names: LocalNames,
        writer: CodeWriter,
    ) -> None:
        with writer.indented(), names.scope():
            if isinstance(function, Kernel):
                for shared in function.shared:
                    self._shared(shared, types, names.declare(shared.name), writer)
            printer = StatementPrinter(
                writer, self.expressions(file, names, types), names, types, result, self._symbols
            )
            printer.body(function.body)
        writer.line("}")

    def _shared(self, shared: SharedVariable, types: TypeNames, name: str, writer: CodeWriter) -> None:
        write_comments(writer, (each for each in shared.comments if not each.trailing))
        brackets, held = extents_by_name(shared.name, shared.type, shared.span, self._symbols)
        writer.line(f"{self._shared_text(shared, name + brackets, held, types)};", line_of(shared.span))
        for comment in shared.comments:
            if comment.trailing:
                writer.behind(f"  {comment.text}")

    def _shared_text(self, shared: SharedVariable, declarator: str, held: Type, types: TypeNames) -> str:
        """The declaration of memory of the block."""
        raise NotImplementedError
