"""C++'s implicit conversions, made explicit (C++17 [conv], [expr.arith.conv], [over.best.ics])."""

from __future__ import annotations

from enum import IntEnum

from transkernel.diagnostics import refuse
from transkernel.frontend.constants import convert_literal
from transkernel.ir.nodes import Convert, Expression, Literal
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    UINT32,
    UINT64,
    VOID,
    Array,
    Kind,
    Pointer,
    Scalar,
    Struct,
    Tile,
    Type,
    Vector,
    is_arithmetic,
    is_float,
    is_integer,
)


class Rank(IntEnum):
    """How well an argument fits a parameter; smaller is better."""

    EXACT = 0
    QUALIFICATION = 1
    PROMOTION = 2
    CONVERSION = 3
    USER = 4


def promote(type_: Scalar) -> Scalar:
    """Integral promotion: everything narrower than int becomes int."""
    if type_.is_integer and type_.bits < 32:
        return INT32
    return type_


def common_type(left: Scalar, right: Scalar) -> Scalar:
    """The usual arithmetic conversions. Operators of half and bfloat16 are cuda_fp16's and cuda_bf16's: two halves stay
    half, an integer beside one becomes one, a float or double beside one wins."""
    if left == right and is_float(left):
        return left
    if is_float(left) or is_float(right):
        floats = [type_ for type_ in (left, right) if is_float(type_)]
        widest = max(floats, key=lambda type_: type_.bits)
        return FLOAT32 if len(floats) == 2 and {left, right} == {FLOAT16, BFLOAT16} else widest
    left, right = promote(left), promote(right)
    if left == right:
        return left
    wide, narrow = (left, right) if left.bits >= right.bits else (right, left)
    if wide.bits > narrow.bits:
        return wide
    return UINT32 if wide.bits == 32 else UINT64


def same_type(left: Type, right: Type) -> bool:
    """Equal but for where pointers point to and how they are qualified."""
    if isinstance(left, Pointer) and isinstance(right, Pointer):
        return same_type(left.element, right.element)
    return left == right


def convert(value: Expression, target: Type, *, explicit: bool = False) -> Expression:
    """The value in a type that it is known to convert to. Raises Refusal (TK0231) where C++ has no such conversion."""
    source = value.type
    if source == target and not explicit:
        return value
    if is_arithmetic(source) and is_arithmetic(target):
        return _number(value, target, explicit)
    if isinstance(source, Pointer) and isinstance(target, Pointer):
        return _pointer(value, source, target, explicit)
    if isinstance(source, Pointer) and target == BOOL:
        return Convert(value, BOOL, value.span)
    if isinstance(target, Pointer) and isinstance(value, Literal) and is_integer(source) and value.value == 0:
        return Literal(0, target, value.span)
    if explicit and _pointer_and_integer(source, target):
        return Convert(value, target, value.span, explicit=True)
    if source == target:
        return value
    raise refuse("TK0231", f"there is no conversion from `{describe(source)}` to `{describe(target)}`", value.span)


def _number(value: Expression, target: Scalar, explicit: bool) -> Expression:
    if isinstance(value, Literal) and not explicit:
        literal = convert_literal(value, target)
        if literal is not None:
            return literal
    return value if value.type == target else Convert(value, target, value.span, explicit=explicit)


def _pointer_and_integer(source: Type, target: Type) -> bool:
    """Whether one is a pointer and the other an integer."""
    return any(isinstance(one, Pointer) and is_integer(other) for one, other in ((source, target), (target, source)))


def _pointer(value: Expression, source: Pointer, target: Pointer, explicit: bool) -> Expression:
    if isinstance(value, Literal):
        return Literal(value.value, target, value.span)
    if same_type(source, target) and not explicit:
        # Adding const needs no node; the printer sees the declared types.
        return value
    if not explicit and target.element != VOID and source.element != VOID and not same_type(source, target):
        raise refuse("TK0231", f"there is no conversion from `{describe(source)}` to `{describe(target)}`", value.span)
    return Convert(value, target, value.span, explicit=explicit)


def to_bool(value: Expression) -> Expression:
    """A value as a condition."""
    if value.type == BOOL:
        return value
    if is_arithmetic(value.type) or isinstance(value.type, Pointer):
        return convert(value, BOOL)
    raise refuse("TK0231", f"a `{describe(value.type)}` is not a condition", value.span)


def rank(source: Type, target: Type, *, null: bool = False) -> Rank | None:
    """How an argument of type `source` converts to a parameter of type `target`, or None. null: it is a literal 0."""
    if source == target:
        return Rank.EXACT
    if is_arithmetic(source) and is_arithmetic(target):
        if is_integer(source) and source.bits < 32 and target == INT32:
            return Rank.PROMOTION
        if source == FLOAT32 and is_float(target) and target.bits == 64:
            return Rank.PROMOTION
        return Rank.CONVERSION
    if isinstance(target, Pointer) and null:
        return Rank.CONVERSION
    if isinstance(source, Pointer) and isinstance(target, Pointer):
        return _pointer_rank(source, target)
    if isinstance(source, Pointer) and target == BOOL:
        return Rank.CONVERSION
    return None


def _pointer_rank(source: Pointer, target: Pointer) -> Rank | None:
    if (source.const and not target.const) or (source.volatile and not target.volatile):
        return None
    if same_type(source, target):
        exact = source.const == target.const and source.volatile == target.volatile
        return Rank.EXACT if exact else Rank.QUALIFICATION
    return Rank.CONVERSION if target.element == VOID or (source.element == VOID and source.const) else None


_SCALAR_NAMES = {
    (Kind.VOID, 0): "void",
    (Kind.BOOL, 8): "bool",
    (Kind.SIGNED, 8): "char",
    (Kind.SIGNED, 16): "short",
    (Kind.SIGNED, 32): "int",
    (Kind.SIGNED, 64): "long",
    (Kind.UNSIGNED, 8): "unsigned char",
    (Kind.UNSIGNED, 16): "unsigned short",
    (Kind.UNSIGNED, 32): "unsigned int",
    (Kind.UNSIGNED, 64): "unsigned long",
    (Kind.FLOAT, 16): "half",
    (Kind.FLOAT, 32): "float",
    (Kind.FLOAT, 64): "double",
    (Kind.BFLOAT, 16): "__nv_bfloat16",
}
_VECTOR_STEMS = {
    "char": "char", "unsigned char": "uchar", "short": "short", "unsigned short": "ushort", "int": "int",
    "unsigned int": "uint", "long": "long", "unsigned long": "ulong", "half": "half", "float": "float",
    "double": "double", "__nv_bfloat16": "__nv_bfloat16", "bool": "bool",
}  # fmt: skip


def describe(type_: Type) -> str:
    """A type as a CUDA programmer writes it, for messages and names."""
    match type_:
        case Scalar():
            return _SCALAR_NAMES[(type_.kind, type_.bits)]
        case Vector():
            return f"{_VECTOR_STEMS[describe(type_.scalar)]}{type_.lanes}"
        case Pointer():
            const = "const " if type_.const else ""
            return f"{const}{describe(type_.element)}*"
        case Array():
            extents = ""
            element: Type = type_
            while isinstance(element, Array):
                extents += f"[{element.extent}]"
                element = element.element
            return f"{describe(element)}{extents}"
        case Struct():
            return type_.name
        case Tile():
            return str(type_)
