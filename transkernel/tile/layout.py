"""How values and memory of CUDA's types are made of numbers.

A value of a vector, struct or array is its leaves: numbers and pointers, in the order of memory. A pointer to one of
them points to a unit: the number that all leaves are, or a byte where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transkernel.diagnostics import refuse
from transkernel.ir.types import UINT8, UINT64, Array, Pointer, Scalar, Space, Struct, Tile, Type, Vector, size_of
from transkernel.records import record
from transkernel.source import Span


@record
class Leaf:
    """One number of an object: its words below the object's name, its type and its offset in bytes."""

    path: tuple[str | int, ...]
    type: Scalar | Pointer
    offset: int

    def name(self, whole: str) -> str:
        """`options.scale`, of the object's name."""
        return ".".join(map(str, (whole, *self.path)))


class Layout:
    """Of the structs of one program. Raises Refusal TK0460 for unions and bit-fields, which have no leaves."""

    def __init__(self, structs: Mapping[str, Struct]) -> None:
        self._structs = structs

    def struct(self, type_: Struct) -> Struct:
        return self._structs.get(type_.name, type_)

    def leaves(self, type_: Type, span: Span) -> Iterator[Leaf]:
        """All leaves of an object of the type."""
        match type_:
            case Scalar() | Pointer():
                yield Leaf((), self.pointer(type_) if isinstance(type_, Pointer) else type_, 0)
            case _:
                for name, part, offset in self.parts(type_, span):
                    for leaf in self.leaves(part, span):
                        yield Leaf((name, *leaf.path), leaf.type, offset + leaf.offset)

    def parts(self, type_: Type, span: Span) -> Iterator[tuple[str | int, Type, int]]:
        """The direct parts of a vector, array or struct: name or number, type and offset in bytes."""
        match type_:
            case Vector():
                for lane in range(type_.lanes):
                    yield "xyzw"[lane], type_.scalar, lane * size_of(type_.scalar)
            case Array():
                for index in range(type_.extent):
                    yield index, type_.element, index * size_of(type_.element)
            case Struct():
                whole = self.struct(type_)
                if whole.is_union or any(each.bit_width for each in whole.fields):
                    what = "union" if whole.is_union else "struct with bit-fields"
                    raise refuse("TK0460", f"`{type_.name}` is a {what}, which has no form in tiles", span)
                for field in whole.fields:
                    yield field.name, field.type, field.offset

    def unit(self, type_: Type) -> Scalar:
        """What a pointer to the type points to in tile IR."""
        match type_:
            case Scalar():
                return type_ if type_.bits else UINT8
            case Vector():
                return type_.scalar
            case Array():
                return self.unit(type_.element)
            case Pointer():
                return UINT64
        return UINT8

    def units(self, type_: Type) -> int:
        """How many units an object of the type takes."""
        if isinstance(type_, Struct):
            return self.struct(type_).size
        if isinstance(type_, Array):
            return type_.extent * self.units(type_.element)
        return max(1, size_of(type_) * 8 // self.unit(type_).bits) if not isinstance(type_, Tile) else 1

    def pointer(self, type_: Pointer) -> Pointer:
        """The type of tile IR for a pointer; memory of the block and of its threads is scratch memory, which is
        global."""
        space = Space.CONSTANT if type_.space is Space.CONSTANT else Space.GLOBAL
        return Pointer(self.unit(type_.element), space, type_.const, type_.volatile, type_.restrict)
