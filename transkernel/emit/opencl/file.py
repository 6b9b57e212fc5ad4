"""Prints legalised programs as one file: what they share once, then each kernel behind the functions that it calls."""

from __future__ import annotations

import re

from transkernel.emit.names import LocalNames, fresh
from transkernel.emit.opencl.constants import definitions, extents_by_name
from transkernel.emit.opencl.expressions import Expressions, FileNames
from transkernel.emit.opencl.layout import is_padded, write_struct
from transkernel.emit.opencl.legalise.pipeline import Legal
from transkernel.emit.opencl.names import base_name
from transkernel.emit.opencl.needs import Helper
from transkernel.emit.opencl.statements import StatementPrinter, write_comment, write_comments
from transkernel.emit.opencl.symbols import Definition
from transkernel.emit.opencl.types import TypeNames
from transkernel.emit.places import line_of
from transkernel.emit.text import WIDTH, CodeWriter, shown_name
from transkernel.ir.nodes import Comment, Declare, Function, GlobalVariable, Kernel, Parameter, SharedVariable
from transkernel.ir.types import VOID, Struct, Type
from transkernel.ir.visit import walk_all
from transkernel.source import SourceFile

# Extensions that OpenCL C 1.2 wants named before use; the sub-group ones need no pragma.
_PRAGMAS = ("cl_khr_fp64", "cl_khr_fp16", "cl_khr_int64_base_atomics", "cl_khr_int64_extended_atomics")


class FilePrinter:
    """`entries` are the printed names of the kernels, once `print` has run."""

    def __init__(
        self,
        source: SourceFile,
        legal: tuple[Legal, ...],
        block: tuple[int, int, int] | None,
        contract: bool,
        comments: tuple[Comment, ...] = (),
    ) -> None:
        self._source = source
        self._legal = legal
        self._block = block
        self._contract = contract
        self._comments = comments
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
                found |= {base_name(parameter.name) for parameter in function.parameters}
                found |= {base_name(node.name) for node in walk_all(function.body) if isinstance(node, Declare)}
            found |= {base_name(shared.name) for shared in each.program.kernel.shared}
        return frozenset(found)

    def _define(self) -> dict[str, Definition]:
        taken = set(self._locals) | set(self._helpers)
        for helper in self._helpers.values():
            taken |= set(re.findall(r"[A-Za-z_]\w*", helper.text))
        for each in self._legal:
            taken |= {field.name for struct in each.program.structs for field in struct.fields}
            taken |= {base_name(function.name) for function in each.program.functions}
            taken |= {base_name(each.program.kernel.name)} | {base_name(c.name) for c in each.constants}
        programs = tuple(each.program for each in self._legal)
        return definitions(programs, frozenset(taken))

    def _file_level_names(self) -> frozenset[str]:
        """What locals must not hide: all that the file may name."""
        found = set(self._helpers) | set(self._symbols)
        for each in self._legal:
            found |= {base_name(function.name) for function in each.program.functions}
            found |= {base_name(struct.name) for struct in each.program.structs}
            found |= {base_name(constant.name) for constant in each.constants}
        return frozenset(found)

    def _claim(self, name: str) -> str:
        """A name of the file that nothing else in it has."""
        wanted = base_name(name)
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
        local = "blockDim" if self._block is None else ", ".join(str(each) for each in self._block)
        product = f"gridDim * {local}" if self._block is None else f"gridDim * ({local})"
        name = shown_name(self._source.name)
        writer.line(f"// {name}, as OpenCL C 1.2.  Launch: local size ({local}), global size ({product}).")
        self._head(writer)
        writer.line(f"#pragma OPENCL FP_CONTRACT {'ON' if self._contract else 'OFF'}")
        wanted = {extension for legal in self._legal for extension in legal.needs.extensions}
        for extension in _PRAGMAS:
            if extension in wanted:
                writer.line(f"#pragma OPENCL EXTENSION {extension} : enable")
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

    def _program(self, legal: Legal, entry: str, shared: CodeWriter, bodies: CodeWriter) -> None:
        """One program: what it adds to the top of the file, its new functions, its kernel."""
        structs = {struct.name: struct for struct in legal.program.structs}
        file = FileNames(symbols=self._symbols)
        types = TypeNames(file.structs)
        for struct in legal.program.structs:
            self._struct(struct, structs, file, types, shared)
        for constant in legal.constants:
            self._constant(constant, file, types, shared)
        for function in legal.program.functions:
            file.signatures[function.name] = function
            self._function(function, file, types, bodies)
        bodies.blank()
        self._kernel(legal.program.kernel, entry, tuple(legal.needs.attributes), file, types, bodies)

    # ------------------------------------------------------------ what programs share

    def _struct(
        self, struct: Struct, structs: dict[str, Struct], file: FileNames, types: TypeNames, shared: CodeWriter
    ) -> None:
        file.structs[struct.name] = "@"
        trial = CodeWriter()
        write_struct(trial, struct, "@", types, structs)
        key = (f"struct {struct.name}", trial.text)
        if is_padded(struct, structs):
            file.padded[struct.name] = struct
        if key in self._written:
            file.structs[struct.name] = self._written[key]
            return
        name = self._claim(struct.name)
        file.structs[struct.name] = self._written[key] = name
        write_struct(shared, struct, name, types, structs)
        shared.blank()

    def _constant(self, constant: GlobalVariable, file: FileNames, types: TypeNames, shared: CodeWriter) -> None:
        expressions = Expressions(file, LocalNames(frozenset(), base_name), types)
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
        names = LocalNames(self._outside, base_name)
        write_comments(writer, function.comments)
        result = "void" if function.result == VOID else types.of(function.result)
        self._signature(writer, f"{result} {name}", function.parameters, names, types, line_of(function.span))
        self._body(function, function.result, file, types, names, writer)
        return writer

    def _kernel(
        self,
        kernel: Kernel,
        entry: str,
        attributes: tuple[str, ...],
        file: FileNames,
        types: TypeNames,
        writer: CodeWriter,
    ) -> None:
        names = LocalNames(self._outside, base_name)
        write_comments(writer, kernel.comments)
        if kernel.launch_bounds is not None and self._block is None:
            writer.line(f"// At most {kernel.launch_bounds.max_threads} threads a block.")
        origin = line_of(kernel.span)
        head = "__kernel void"
        if self._block is not None:
            attributes = (f"reqd_work_group_size({', '.join(str(each) for each in self._block)})", *attributes)
        if attributes:
            writer.line(f"__kernel __attribute__(({', '.join(attributes)}))", origin)
            head = "void"
        self._signature(writer, f"{head} {entry}", kernel.parameters, names, types, origin)
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
            current += "void) {" if not head.startswith(("__kernel", "void ")) else ") {"
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
            printer = StatementPrinter(writer, Expressions(file, names, types), names, types, result, self._symbols)
            printer.body(function.body)
        writer.line("}")

    def _shared(self, shared: SharedVariable, types: TypeNames, name: str, writer: CodeWriter) -> None:
        write_comments(writer, (each for each in shared.comments if not each.trailing))
        brackets, held = extents_by_name(shared.name, shared.type, shared.span, self._symbols)
        aligned = f" __attribute__((aligned({shared.alignment})))" if shared.alignment else ""
        words = "__local volatile " if shared.volatile else "__local "
        writer.line(f"{types.declare(held, name + brackets, words)}{aligned};", line_of(shared.span))
        for comment in shared.comments:
            if comment.trailing:
                writer.behind(f"  {comment.text}")
