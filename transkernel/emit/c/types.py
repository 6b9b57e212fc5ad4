"""How C writes types, and what its operators make of them."""

from __future__ import annotations

from collections.abc import Mapping

from transkernel.emit.c.dialect import Dialect
from transkernel.ir.types import (
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    Array,
    Kind,
    Pointer,
    Scalar,
    Space,
    Struct,
    Tile,
    Type,
    Vector,
)


class TypeNames:
    """Prints types; structs go by the names that the file gave them."""

    def __init__(self, dialect: Dialect, structs: Mapping[str, str]) -> None:
        self.dialect = dialect
        self._structs = structs

    def plain(self, type_: Scalar | Vector | Struct) -> str:
        match type_:
            case Scalar():
                return self.dialect.scalars[type_]
            case Vector():
                return self.dialect.vector(type_)
            case Struct():
                return self._structs[type_.name]

    def of(self, type_: Type) -> str:
        """The type by itself, as a cast has it."""
        return self.declare(type_, "")

    def declare(self, type_: Type, declarator: str, qualifiers: str = "") -> str:
        """A declaration of `declarator` (a name, or nothing), `qualifiers` (`__local `, `const `) on what it is of."""
        match type_:
            case Array():
                inner = f"({declarator})" if declarator.startswith("*") else declarator
                return self.declare(type_.element, f"{inner}[{type_.extent}]", qualifiers)
            case Pointer():
                return self._pointer(type_, declarator, qualifiers)
            case _:
                star = declarator.startswith("*")
                assert not isinstance(type_, Tile)
                gap = "" if star or not declarator else " "
                return f"{qualifiers}{self.plain(type_)}{gap}{declarator}"

    def _pointer(self, type_: Pointer, declarator: str, qualifiers: str) -> str:
        own = f"{self.dialect.restrict} " if type_.restrict else ""
        own += qualifiers  # qualifiers of a pointer variable stand behind its star
        tail = f"{own}{declarator}".rstrip() if not declarator else f"{own}{declarator}"
        gap = " " if tail and not isinstance(type_.element, Array) and not tail.startswith("*") else ""
        words = self.dialect.spaces[type_.space]
        words += "const " if type_.const and type_.space is not Space.CONSTANT else ""
        words += "volatile " if type_.volatile else ""
        return self.declare(type_.element, f"*{gap}{tail}", words)


def promoted(type_: Type) -> Type:
    """C's integer promotion."""
    if isinstance(type_, Scalar) and type_.is_integer and type_.bits < 32:
        return INT32
    return type_


def usual(left: Type, right: Type) -> Type | None:
    """C's usual arithmetic conversions (C11, 6.3.1.8; OpenCL C 1.2, 6.2.6), None where they do not apply."""
    left, right = promoted(left), promoted(right)
    if not (isinstance(left, Scalar) and isinstance(right, Scalar)):
        return left if left == right else None
    for wider in (FLOAT64, FLOAT32, FLOAT16):
        if wider in (left, right):
            return wider
    if left.bits != right.bits:
        return left if left.bits > right.bits else right
    return left if left.kind is Kind.UNSIGNED else right
