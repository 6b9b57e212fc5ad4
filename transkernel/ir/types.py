"""Types of the IR. Values that are equal by meaning; sizes and alignments are CUDA's, in bytes.

Type = Scalar | Vector(scalar, lanes) | Pointer(element, space, const, volatile, restrict)
     | Array(element, extent) | Struct(name, fields, size, alignment, is_union)
     | Tile(element, shape), in tile IR only
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TypeGuard

from transkernel.records import record


class Space(StrEnum):
    """Where memory lies. GENERIC: not known yet, or any; the address-space pass resolves it."""

    GENERIC = "generic"
    GLOBAL = "global"
    SHARED = "shared"
    CONSTANT = "constant"
    PRIVATE = "private"


class Kind(StrEnum):
    """What a scalar is a number of."""

    VOID = "void"
    BOOL = "bool"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    FLOAT = "float"
    BFLOAT = "bfloat"


@record
class Scalar:
    """A number: its kind and width in bits. The module's constants are all there are."""

    kind: Kind
    bits: int

    @property
    def is_integer(self) -> bool:
        """Integers of C: bool counts."""
        return self.kind in (Kind.BOOL, Kind.SIGNED, Kind.UNSIGNED)

    @property
    def is_signed(self) -> bool:
        return self.kind is Kind.SIGNED

    @property
    def is_float(self) -> bool:
        return self.kind in (Kind.FLOAT, Kind.BFLOAT)

    def __str__(self) -> str:
        if self.kind in (Kind.VOID, Kind.BOOL):
            return str(self.kind)
        prefix = {Kind.SIGNED: "i", Kind.UNSIGNED: "u", Kind.FLOAT: "f", Kind.BFLOAT: "bf"}[self.kind]
        return f"{prefix}{self.bits}"


VOID = Scalar(Kind.VOID, 0)
BOOL = Scalar(Kind.BOOL, 8)
INT8, INT16, INT32, INT64 = (Scalar(Kind.SIGNED, bits) for bits in (8, 16, 32, 64))
UINT8, UINT16, UINT32, UINT64 = (Scalar(Kind.UNSIGNED, bits) for bits in (8, 16, 32, 64))
FLOAT16, FLOAT32, FLOAT64 = (Scalar(Kind.FLOAT, bits) for bits in (16, 32, 64))
BFLOAT16 = Scalar(Kind.BFLOAT, 16)

SCALARS: tuple[Scalar, ...] = (
    BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64,
)  # fmt: skip


@record
class Vector:
    """CUDA's short vectors: `float3` is 12 bytes, `float4` is 16 aligned to 16. half2 is Vector(FLOAT16, 2)."""

    scalar: Scalar
    lanes: int

    def __str__(self) -> str:
        return f"{self.scalar}x{self.lanes}"


@record
class Pointer:
    """The qualifiers are of the pointee; `restrict` is the pointer's own."""

    element: Type
    space: Space = Space.GENERIC
    const: bool = False
    volatile: bool = False
    restrict: bool = False

    def __str__(self) -> str:
        words = [word for word in ("const", "volatile") if getattr(self, word)]
        return " ".join([f"{self.space}*", *words, str(self.element)])


@record
class Array:
    """`element[extent]`; more dimensions are arrays of arrays. extent 0 is dynamic shared memory."""

    element: Type
    extent: int

    def __str__(self) -> str:
        return f"[{self.extent} x {self.element}]"


@record
class Field:
    """A member at a byte offset. `bit_offset` counts from the field's offset and matters where `bit_width` > 0."""

    name: str
    type: Type
    offset: int
    bit_width: int = 0
    bit_offset: int = 0


@record
class Struct:
    """A struct or union with CUDA's layout. Equal by name: a pointer inside may name it before it is complete."""

    name: str
    fields: tuple[Field, ...] = field(default=(), compare=False)
    size: int = field(default=0, compare=False)
    alignment: int = field(default=1, compare=False)
    is_union: bool = field(default=False, compare=False)

    def field(self, name: str) -> Field | None:
        return next((member for member in self.fields if member.name == name), None)

    def __str__(self) -> str:
        return f"struct {self.name}"


@record
class Tile:
    """A number or an address for each of the lanes of a block. An extent is a power of two, or the name of a constant
    of the kernel that is one."""

    element: Scalar | Pointer
    shape: tuple[int | str, ...]

    def __str__(self) -> str:
        return f"<{' x '.join(map(str, self.shape))} x {self.element}>"


Type = Scalar | Vector | Pointer | Array | Struct | Tile


def size_of(type_: Type) -> int:
    """Bytes that CUDA gives the type."""
    match type_:
        case Scalar():
            return type_.bits // 8
        case Vector():
            return size_of(type_.scalar) * type_.lanes
        case Pointer():
            return 8
        case Array():
            return size_of(type_.element) * type_.extent
        case Struct():
            return type_.size
        case Tile():
            raise TypeError(f"a tile has no place in memory: {type_}")


def align_of(type_: Type) -> int:
    """CUDA's alignment: vectors of 2 and 4 lanes by their size up to 16, of 1 and 3 by their scalar
    (CUDA C++ Programming Guide, "Built-in Vector Types")."""
    match type_:
        case Scalar():
            return max(1, type_.bits // 8)
        case Vector():
            whole = size_of(type_) if type_.lanes in (2, 4) else size_of(type_.scalar)
            return min(16, whole)
        case Pointer():
            return 8
        case Array():
            return align_of(type_.element)
        case Struct():
            return type_.alignment
        case Tile():
            raise TypeError(f"a tile has no place in memory: {type_}")


def is_integer(type_: Type) -> TypeGuard[Scalar]:
    return isinstance(type_, Scalar) and type_.is_integer


def is_float(type_: Type) -> TypeGuard[Scalar]:
    return isinstance(type_, Scalar) and type_.is_float


def is_arithmetic(type_: Type) -> TypeGuard[Scalar]:
    return isinstance(type_, Scalar) and type_.kind is not Kind.VOID


def scalar_of(type_: Type) -> Scalar | None:
    """The number type of a scalar or of a vector's lanes."""
    if isinstance(type_, Scalar):
        return type_
    return type_.scalar if isinstance(type_, Vector) else None
