"""Legalised programs as a file of OpenCL C."""

from __future__ import annotations

from transkernel.emit.c.expressions import Expressions
from transkernel.emit.c.file import FilePrinter
from transkernel.emit.c.legal import Legal
from transkernel.emit.c.types import TypeNames
from transkernel.emit.opencl.expressions import OpenClExpressions
from transkernel.emit.opencl.names import OPENCL
from transkernel.emit.places import line_of
from transkernel.emit.text import CodeWriter, shown_name
from transkernel.ir.nodes import Comment, Function, SharedVariable
from transkernel.ir.types import VOID, Type
from transkernel.source import SourceFile

# Extensions that OpenCL C 1.2 wants named before use; the sub-group ones need no pragma.
_PRAGMAS = ("cl_khr_fp64", "cl_khr_fp16", "cl_khr_int64_base_atomics", "cl_khr_int64_extended_atomics")


class OpenClPrinter(FilePrinter):
    """contract: let the compiler fuse multiplications and additions."""

    dialect = OPENCL
    expressions: type[Expressions] = OpenClExpressions
    _bare_heads = ("__kernel", "void ")

    def __init__(
        self,
        source: SourceFile,
        legal: tuple[Legal, ...],
        block: tuple[int, int, int] | None,
        contract: bool,
        comments: tuple[Comment, ...] = (),
    ) -> None:
        super().__init__(source, legal, block, comments)
        self._contract = contract

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

    def _function_head(self, function: Function, name: str, types: TypeNames) -> str:
        result = "void" if function.result == VOID else types.of(function.result)
        return f"{result} {name}"

    def _kernel_head(self, legal: Legal, entry: str, writer: CodeWriter) -> str:
        kernel, attributes = legal.program.kernel, tuple(legal.needs.attributes)
        if kernel.launch_bounds is not None and self._block is None:
            writer.line(f"// At most {kernel.launch_bounds.max_threads} threads a block.")
        if self._block is not None:
            attributes = (f"reqd_work_group_size({', '.join(str(each) for each in self._block)})", *attributes)
        if not attributes:
            return f"__kernel void {entry}"
        writer.line(f"__kernel __attribute__(({', '.join(attributes)}))", line_of(kernel.span))
        return f"void {entry}"

    def _shared_text(self, shared: SharedVariable, declarator: str, held: Type, types: TypeNames) -> str:
        aligned = f" __attribute__((aligned({shared.alignment})))" if shared.alignment else ""
        words = "__local volatile " if shared.volatile else "__local "
        return f"{types.declare(held, declarator, words)}{aligned}"
