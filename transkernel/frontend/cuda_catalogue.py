"""Every function of CUDA's tables as an expression of its parameters: what the docs list and the tests try."""

from __future__ import annotations

from functools import cache
from typing import Any

from transkernel.frontend.cuda_conversions import CONVERSIONS, EXPANDED_CONVERSIONS
from transkernel.frontend.cuda_half import EXPANDED_HALVES, HALVES
from transkernel.frontend.cuda_half2 import PAIRS
from transkernel.frontend.cuda_integers import INTEGERS
from transkernel.frontend.cuda_math import CONSTRUCTORS, EXPANDED_MATH, MATH
from transkernel.frontend.cuda_packed import PACKED
from transkernel.frontend.cuda_rows import Expansion, Row
from transkernel.ir import nodes as ir
from transkernel.ir.types import BFLOAT16, FLOAT16, FLOAT64, Scalar, Type, Vector
from transkernel.records import record
from transkernel.source import SourceFile, Span

_WORDS = {
    "i8": "signed char", "i16": "short", "i32": "int", "i64": "long long", "u8": "unsigned char",
    "u16": "unsigned short", "u32": "unsigned int", "u64": "unsigned long long", "f16": "__half",
    "bf16": "__nv_bfloat16", "f32": "float", "f64": "double", "bool": "bool",
}  # fmt: skip
_VECTOR_WORDS = {
    "i8": "char", "i16": "short", "i32": "int", "i64": "longlong", "u8": "uchar", "u16": "ushort", "u32": "uint",
    "u64": "ulonglong", "f32": "float", "f64": "double",
}  # fmt: skip


@record
class Function:
    """One overload: its name and parameters, and the expression of `p0`, `p1`, ... that the front end makes of it."""

    name: str
    parameters: tuple[Type, ...]
    result: Type
    made: ir.Expression

    @property
    def label(self) -> str:
        return f"{self.name}({', '.join(spelled(each) for each in self.parameters)})"


class _NoVariables:
    """What an expansion asks of a function: here an expression of parameters may be written down twice."""

    def stable(self, value: ir.Expression, name: str = "") -> ir.Expression:
        return value

    temporary = stable


_SPAN = Span(SourceFile("intrinsics.cu", ""), 0, 0)


def _function(name: str, row: Row | Expansion) -> Function:
    variables = tuple(ir.Variable(f"p{i}", type_, _SPAN) for i, type_ in enumerate(row.parameters))
    if isinstance(row, Row):
        return Function(name, row.parameters, row.result, row.make(variables, _SPAN))
    lowering: Any = _NoVariables()
    return Function(name, row.parameters, row.result, row.expand(lowering, variables, _SPAN))


def _all(*tables: Any) -> tuple[Function, ...]:
    return tuple(_function(name, row) for table in tables for name, rows in table.items() for row in rows)


def _uses(function: Function, *types: Scalar) -> bool:
    used = (*function.parameters, function.result)
    return any(each in types or (isinstance(each, Vector) and each.scalar in types) for each in used)


@cache
def catalogue() -> dict[str, tuple[Function, ...]]:
    """Every implemented row, each in one chapter."""
    math, halves, pairs = _all(MATH, EXPANDED_MATH), _all(HALVES, EXPANDED_HALVES), _all(PAIRS)
    conversions = _all(CONVERSIONS, EXPANDED_CONVERSIONS)
    return {
        "float": tuple(each for each in math if not _uses(each, FLOAT64)),
        "double": tuple(each for each in math if _uses(each, FLOAT64)),
        "integers": _all(INTEGERS),
        "packed": _all(PACKED),
        "conversions": tuple(each for each in conversions if not _uses(each, FLOAT16, BFLOAT16)),
        "half conversions": tuple(each for each in conversions if _uses(each, FLOAT16)),
        "bfloat16 conversions": tuple(each for each in conversions if _uses(each, BFLOAT16)),
        "half": tuple(each for each in halves if _uses(each, FLOAT16)),
        "bfloat16": tuple(each for each in halves if _uses(each, BFLOAT16)),
        "half2": tuple(each for each in pairs if _uses(each, FLOAT16)),
        "bfloat162": tuple(each for each in pairs if _uses(each, BFLOAT16)),
        "constructors": _all(CONSTRUCTORS),
    }


def spelled(type_: Type) -> str:
    """A type in CUDA's words."""
    if isinstance(type_, Scalar):
        return _WORDS[str(type_)]
    assert isinstance(type_, Vector)
    if type_.scalar in (FLOAT16, BFLOAT16):
        return "__half2" if type_.scalar == FLOAT16 else "__nv_bfloat162"
    return f"{_VECTOR_WORDS[str(type_.scalar)]}{type_.lanes}"
