"""How Triton writes types, and what its operators make of them (triton/language/semantic.py,
`computation_type_impl`: C's usual conversions, but that a plain number of Python never widens a tensor)."""

from __future__ import annotations

from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    Kind,
    Pointer,
    Scalar,
    Tile,
    Type,
)

SCALAR_NAMES: dict[Scalar, str] = {
    BOOL: "tl.int1",
    INT8: "tl.int8", INT16: "tl.int16", INT32: "tl.int32", INT64: "tl.int64",
    UINT8: "tl.uint8", UINT16: "tl.uint16", UINT32: "tl.uint32", UINT64: "tl.uint64",
    FLOAT16: "tl.float16", BFLOAT16: "tl.bfloat16", FLOAT32: "tl.float32", FLOAT64: "tl.float64",
}  # fmt: skip

# Parameters that a launch gives another type than CUDA's: Triton tells by the value. They are annotated and converted.
INFERRED: frozenset[Scalar] = frozenset({INT32, FLOAT32})


def element_of(type_: Type) -> Scalar | Pointer:
    """The type of one lane."""
    inner = type_.element if isinstance(type_, Tile) else type_
    assert isinstance(inner, Scalar | Pointer), type_
    return inner


def shape_of(type_: Type) -> tuple[int | str, ...]:
    """The axes of a tile; none of a scalar."""
    return type_.shape if isinstance(type_, Tile) else ()


def memory_type(type_: Type) -> Scalar:
    """What a pointer's element is in memory: a bool is a byte."""
    assert isinstance(type_, Scalar), type_
    return UINT8 if type_ == BOOL else type_


def type_name(type_: Scalar | Pointer) -> str:
    if isinstance(type_, Pointer):
        return f"tl.pointer_type({SCALAR_NAMES[memory_type(type_.element)]})"
    return SCALAR_NAMES[type_]


def rank(type_: Scalar) -> int:
    """Triton's kinds: bool < integer < float."""
    if type_ == BOOL:
        return 0
    return 2 if type_.is_float else 1


def usual(left: Scalar, right: Scalar, divides: bool = False) -> Scalar:
    """The type in which two tensors are computed. divides: for `/` and `%`, where 16-bit floats become float32."""
    if FLOAT64 in (left, right):
        return FLOAT64
    floats = left.is_float or right.is_float
    if floats and (divides or FLOAT32 in (left, right)):
        return FLOAT32
    if FLOAT16 in (left, right):
        return FLOAT16
    if floats:
        return BFLOAT16 if left == right else FLOAT32
    if left == right:
        return left
    wide, narrow = (left, right) if _bits(left) >= _bits(right) else (right, left)
    if _bits(wide) == _bits(narrow):
        return wide if wide.kind is Kind.UNSIGNED else narrow
    return wide


def _bits(type_: Scalar) -> int:
    return 1 if type_ == BOOL else type_.bits


def holds(wide: Scalar, narrow: Scalar) -> bool:
    """Whether every value of an integer type is one of the other."""
    if narrow == BOOL or wide == narrow:
        return True
    if wide == BOOL or not (wide.is_integer and narrow.is_integer):
        return False
    if wide.is_signed == narrow.is_signed:
        return wide.bits >= narrow.bits
    return wide.is_signed and wide.bits > narrow.bits


def limits(type_: Scalar) -> tuple[int, int]:
    """The least and the greatest of an integer type."""
    if type_ == BOOL:
        return 0, 1
    if type_.is_signed:
        return -(1 << (type_.bits - 1)), (1 << (type_.bits - 1)) - 1
    return 0, (1 << type_.bits) - 1
