"""Values of the standard library's traits: `std::is_same_v<T, U>`, `std::numeric_limits<T>::max()`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend.entities import BuiltinOperand, Declared
from transkernel.frontend.literals import largest, smallest
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    INT32,
    UINT64,
    VOID,
    Array,
    Pointer,
    Scalar,
    Struct,
    Type,
    align_of,
    is_arithmetic,
    is_float,
    is_integer,
)
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.function import FunctionLowering

_PREDICATES: dict[str, Callable[[Declared], bool]] = {
    "is_integral": lambda declared: is_integer(declared.type),
    "is_floating_point": lambda declared: is_float(declared.type) and declared.type.bits >= 32,
    "is_arithmetic": lambda declared: is_arithmetic(declared.type),
    "is_fundamental": lambda declared: isinstance(declared.type, Scalar),
    "is_signed": lambda declared: is_arithmetic(declared.type) and (declared.type.is_signed or declared.type.is_float),
    "is_unsigned": lambda declared: is_integer(declared.type) and not declared.type.is_signed,
    "is_pointer": lambda declared: isinstance(declared.type, Pointer),
    "is_array": lambda declared: isinstance(declared.type, Array),
    "is_class": lambda declared: isinstance(declared.type, Struct) and not declared.type.is_union,
    "is_void": lambda declared: declared.type == VOID,
    "is_const": lambda declared: declared.const,
    "is_reference": lambda declared: bool(declared.reference),
    "is_lvalue_reference": lambda declared: declared.reference == "&",
    "is_trivially_copyable": lambda declared: True,
}
_PAIRS: dict[str, Callable[[Declared, Declared], bool]] = {
    "is_same": lambda left, right: left == right,
    "is_convertible": lambda left, right: (
        left.type == right.type or (is_arithmetic(left.type) and is_arithmetic(right.type))
    ),
}
_CONSTANTS = {"true_type": True, "false_type": False}

# Significant bits, largest exponent, smallest normal exponent (IEEE 754 and bfloat16).
_FLOATS = {"f16": (11, 15, -14), "bf16": (8, 127, -126), "f32": (24, 127, -126), "f64": (53, 1023, -1022)}


def _trait_of(name: str) -> str | None:
    """`is_same_v`, `is_same::value` to `is_same`."""
    base, _, member = name.partition("::")
    if member in ("value", ""):
        return base.removesuffix("_v") if not member and base.endswith("_v") else base
    return None


def is_trait(name: str) -> bool:
    """Whether a name (without `std::`) is a trait's value or a numeric limit."""
    if name.startswith("numeric_limits::"):
        return True
    trait = _trait_of(name)
    return trait is not None and (trait in _PREDICATES or trait in _PAIRS or trait in _CONSTANTS or trait in _OTHERS)


_OTHERS = ("alignment_of", "extent", "integral_constant", "bool_constant")


def trait_value(lowering: FunctionLowering, meaning: BuiltinOperand, span: Span) -> ir.Expression | None:
    """The value of a trait, or None where the name is none."""
    if meaning.name.startswith("numeric_limits::"):
        return _limit_constant(lowering, meaning, span)
    trait = _trait_of(meaning.name)
    if trait in _CONSTANTS:
        return ir.boolean(_CONSTANTS[trait], span)
    if trait is None or not is_trait(meaning.name) or meaning.arguments is None:
        return None
    values = [lowering.unit.template_value(argument, lowering.scope) for argument in meaning.arguments]
    declared = [value for value in values if isinstance(value, Declared)]
    if trait in _PREDICATES and declared:
        return ir.boolean(_PREDICATES[trait](declared[0]), span)
    if trait in _PAIRS and len(declared) == 2:
        return ir.boolean(_PAIRS[trait](declared[0], declared[1]), span)
    if trait == "alignment_of" and declared:
        return ir.Literal(align_of(declared[0].type), UINT64, span)
    last = values[-1]
    return last if isinstance(last, ir.Literal) else None


def _limit_type(lowering: FunctionLowering, meaning: BuiltinOperand, span: Span) -> Scalar:
    value = lowering.unit.template_value(meaning.arguments[0], lowering.scope) if meaning.arguments else None
    type_: Type | None = value.type if isinstance(value, Declared) else None
    if type_ is None or not is_arithmetic(type_):
        raise refuse("TK0265", "`numeric_limits` is known for number types", span)
    return type_


def _limit_constant(lowering: FunctionLowering, meaning: BuiltinOperand, span: Span) -> ir.Expression | None:
    type_ = _limit_type(lowering, meaning, span)
    member = meaning.name.partition("::")[2]
    flags = {
        "is_integer": type_.is_integer,
        "is_signed": type_.is_signed or type_.is_float,
        "is_specialized": True,
        "has_infinity": type_.is_float,
        "has_quiet_NaN": type_.is_float,
    }
    if member in flags:
        return ir.boolean(flags[member], span)
    if member == "digits":
        digits = _FLOATS[str(type_)][0] if type_.is_float else type_.bits - int(type_.is_signed)
        return ir.Literal(digits, INT32, span)
    return None


def limit_call(lowering: FunctionLowering, meaning: BuiltinOperand, span: Span) -> ir.Expression | None:
    """`numeric_limits<T>::max()` and its siblings; None where the call is another one."""
    base, _, member = meaning.name.partition("::")
    if base != "numeric_limits":
        return None
    type_ = _limit_type(lowering, meaning, span)
    value = _float_limit(type_, member) if type_.is_float else _integer_limit(type_, member)
    if value is None:
        raise refuse("TK0265", f"`numeric_limits` has no `{member}` here", span)
    return ir.Literal(value, type_, span)


def _integer_limit(type_: Scalar, member: str) -> int | None:
    if type_ == BOOL:
        return {"max": 1, "min": 0, "lowest": 0}.get(member)
    return {"max": largest(type_), "min": smallest(type_), "lowest": smallest(type_), "epsilon": 0}.get(member)


def _float_limit(type_: Scalar, member: str) -> float | None:
    digits, high, low = _FLOATS[str(type_)]
    biggest = math.ldexp(2.0 - math.ldexp(1.0, 1 - digits), high)
    return {
        "max": biggest,
        "lowest": -biggest,
        "min": math.ldexp(1.0, low),
        "epsilon": math.ldexp(1.0, 1 - digits),
        "infinity": math.inf,
        "quiet_NaN": math.nan,
        "signaling_NaN": math.nan,
        "denorm_min": math.ldexp(1.0, low - digits + 1),
        "round_error": 0.5,
    }.get(member)
