"""Legalised programs as a file of Ascend C in its SIMT form."""

from __future__ import annotations

from transkernel.emit.ascendc.simt.dialect import SIMT, VECTORS, is_packed
from transkernel.emit.ascendc.simt.expressions import SimtExpressions
from transkernel.emit.c.expressions import Expressions
from transkernel.emit.c.file import FilePrinter
from transkernel.emit.c.legal import Legal
from transkernel.emit.c.types import TypeNames
from transkernel.emit.text import CodeWriter, shown_name
from transkernel.ir.nodes import Function, Kernel, SharedVariable
from transkernel.ir.types import BFLOAT16, FLOAT16, VOID, Array, Pointer, Type, Vector, align_of, scalar_of
from transkernel.ir.visit import walk_all

# What a header of the vendor's is needed for, beyond the one that all ports have.
_HEADERS = ((FLOAT16, "simt_api/asc_fp16.h"), (BFLOAT16, "simt_api/asc_bf16.h"))
_PLAIN_ALIGNMENT = 16  # dynamic memory of small elements is often looked at as larger ones


class SimtPrinter(FilePrinter):
    dialect = SIMT
    expressions: type[Expressions] = SimtExpressions

    def _header(self, writer: CodeWriter) -> None:
        block = "blockDim" if self._block is None else ", ".join(str(each) for each in self._block)
        name = shown_name(self._source.name)
        launch = f"entry<<<gridDim, {block}, bytes, stream>>>(...)"
        writer.line(f"// {name}, as Ascend C (SIMT, dav-3510).  Launch: {launch}.")
        self._head(writer)
        used = _types(self._legal)
        writer.line('#include "simt_api/asc_simt.h"')
        for scalar, header in _HEADERS:
            if any(scalar_of(type_) == scalar for type_ in used):
                writer.line(f'#include "{header}"')
        writer.blank()
        for type_ in VECTORS:
            if type_ in used and is_packed(type_):
                _write_packed(type_, writer)

    def _function_head(self, function: Function, name: str, types: TypeNames) -> str:
        result = "void" if function.result == VOID else types.of(function.result)
        return f"__aicore__ inline {result} {name}"

    def _kernel_head(self, legal: Legal, entry: str, writer: CodeWriter) -> str:
        bounds = legal.program.kernel.launch_bounds
        most = bounds.max_threads if bounds is not None else 0
        if self._block is not None:
            x, y, z = self._block
            most = x * y * z
        return f"__global__ __launch_bounds__({most}) void {entry}" if most else f"__global__ void {entry}"

    def _shared_text(self, shared: SharedVariable, declarator: str, held: Type, types: TypeNames) -> str:
        alignment, words = shared.alignment, "__ubuf__ "
        if shared.dynamic and isinstance(shared.type, Array):
            held, words = shared.type.element, f"extern {words}"
            declarator = f"{declarator.partition('[')[0]}[]"
            if align_of(held) < 4:
                alignment = max(alignment, _PLAIN_ALIGNMENT)
        aligned = f"__align__({alignment}) " if alignment > align_of(shared.type) else ""
        return words + aligned + types.declare(held, declarator, "volatile " if shared.volatile else "")


def _write_packed(type_: Vector, writer: CodeWriter) -> None:
    """A vector with CUDA's layout, which the vendor's of that name does not have."""
    name, scalar = VECTORS[type_], SIMT.scalars[type_.scalar]
    lanes = ", ".join("xyzw"[: type_.lanes])
    aligned = f" alignas({align_of(type_)})" if align_of(type_) != align_of(type_.scalar) else ""
    writer.line(f"struct{aligned} {name} {{")
    with writer.indented():
        writer.line(f"{scalar} {lanes};")
    writer.line("};")
    writer.blank()


def _types(legal: tuple[Legal, ...]) -> set[Type]:
    """Every type that the programs name, and what is inside of it."""
    found: set[Type] = set()
    for each in legal:
        program = each.program
        functions: tuple[Function | Kernel, ...] = (program.kernel, *program.functions)
        for function in functions:
            found |= {parameter.type for parameter in function.parameters}
            found |= {node.type for node in walk_all(function.body) if hasattr(node, "type")}
        found |= {shared.type for shared in program.kernel.shared}
        found |= {field.type for struct in program.structs for field in struct.fields}
    return found | {inner for type_ in found for inner in _inside(type_)}


def _inside(type_: Type) -> list[Type]:
    inner: list[Type] = []
    while isinstance(type_, Array | Pointer):
        type_ = type_.element
        inner.append(type_)
    return inner
