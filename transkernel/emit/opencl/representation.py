"""What becomes of CUDA's types: in registers, in memory, and behind pointers.

OpenCL C 1.2 has no bool in memory, no arithmetic on half without cl_khr_fp16, no bfloat16, and vectors of 3 lanes (and
of 4 doubles) with another size or alignment than CUDA's. Memory must have CUDA's layout, so there

    bool -> uchar      half, bfloat16 -> ushort (behind a pointer, half stays `half` for vload_half)
    float3, double4 -> their scalars, read and written by vload3, vload4

while registers hold halves and bfloat16s as float, and vectors as OpenCL's vectors.
"""

from __future__ import annotations

from dataclasses import replace

from transkernel.emit.opencl.profile import Profile
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    UINT8,
    UINT16,
    Array,
    Pointer,
    Scalar,
    Struct,
    Type,
    Vector,
    size_of,
)


class Representation:
    """The mapping of types under a profile. Structs keep their name; `struct` gives the one with mapped fields."""

    def __init__(self, profile: Profile) -> None:
        self._native_half = profile.half_arithmetic

    def is_emulated(self, type_: Type) -> bool:
        """A 16-bit float that registers hold as float."""
        return type_ == BFLOAT16 or (type_ == FLOAT16 and not self._native_half)

    def is_packed(self, type_: Type) -> bool:
        """A vector whose layout in OpenCL C is not CUDA's, so that memory holds its scalars."""
        return isinstance(type_, Vector) and (type_.lanes == 3 or (type_.lanes > 1 and size_of(type_) > 16))

    def is_sliced(self, type_: Type) -> bool:
        """Read and written through a pointer by vload and vstore, not by the operators of C."""
        return self.is_packed(type_) or (type_ == FLOAT16 and not self._native_half)

    def register(self, type_: Type) -> Type:
        match type_:
            case Scalar():
                return FLOAT32 if self.is_emulated(type_) else type_
            case Vector(scalar=scalar, lanes=lanes):
                held = FLOAT32 if self.is_emulated(scalar) else scalar
                return held if lanes == 1 else Vector(held, lanes)
            case Pointer():
                return replace(type_, element=self.pointee(type_.element))
        return self.memory(type_)

    def memory(self, type_: Type) -> Type:
        match type_:
            case Scalar():
                return UINT8 if type_ == BOOL else UINT16 if self.is_emulated(type_) else type_
            case Vector(scalar=scalar, lanes=lanes):
                held = self.memory(scalar)
                assert isinstance(held, Scalar)
                if self.is_packed(type_):
                    return Array(held, lanes)
                return held if lanes == 1 else Vector(held, lanes)
            case Array():
                return Array(self.memory(type_.element), type_.extent)
            case Pointer():
                return self.register(type_)
        return type_

    def pointee(self, type_: Type) -> Type:
        if type_ == FLOAT16:
            return FLOAT16
        if isinstance(type_, Vector) and self.is_packed(type_):
            return self.memory(type_.scalar)
        return self.memory(type_)

    def struct(self, type_: Struct) -> Struct:
        """With every field as memory holds it; offsets and sizes stay."""
        fields = tuple(replace(each, type=self.memory(each.type)) for each in type_.fields)
        return replace(type_, fields=fields)
