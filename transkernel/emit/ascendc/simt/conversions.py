"""Conversions that C++ does not make by itself: to and from 16-bit numbers, and in a stated direction.

Source: asc-devkit, docs/zh/api/SIMT-API, the pages of the functions (`__float2int_rn`, `__float2half_rz`, ...). They
saturate, and give 0 for a NaN, as CUDA's do.
"""

from __future__ import annotations

from typing import Any

from transkernel.diagnostics import refuse
from transkernel.emit.ascendc.simt.helpers import BITS_AS
from transkernel.emit.ascendc.simt.intrinsics import NARROW
from transkernel.emit.c.needs import Needs, builtin
from transkernel.ir.nodes import Bitcast, Convert, Expression, Literal, Rounding, integer
from transkernel.ir.types import (
    BFLOAT16,
    BOOL,
    FLOAT16,
    FLOAT32,
    INT32,
    INT64,
    UINT16,
    UINT32,
    UINT64,
    Array,
    Scalar,
    Struct,
    Type,
    is_float,
    is_integer,
)
from transkernel.ir.values import round_to

_WORDS = {FLOAT16: "half", BFLOAT16: "bfloat16", FLOAT32: "float"}
_INTEGER_WORDS = {INT32: "int", UINT32: "uint", INT64: "ll", UINT64: "ull"}
_BITS = {
    (FLOAT32, INT32): "__float_as_int", (FLOAT32, UINT32): "__float_as_uint",
    (INT32, FLOAT32): "__int_as_float", (UINT32, FLOAT32): "__uint_as_float",
    (UINT16, FLOAT16): "__ushort_as_half", (UINT16, BFLOAT16): "__ushort_as_bfloat16",
}  # fmt: skip


def lower_conversion(node: Convert) -> Any:
    """On an operand that is in the language's own terms already."""
    source, target = node.operand.type, node.type
    if not (isinstance(source, Scalar) and isinstance(target, Scalar)) or source == target:
        return node
    if target == BOOL and isinstance(node.operand, Convert) and node.operand.operand.type == BOOL:
        return node.operand.operand
    if source in NARROW or target in NARROW:
        return _narrow(node, source, target)
    if node.rounding is None and not node.saturate:
        return node
    if is_float(source) and is_integer(target):
        return _to_integer(node, source, target)
    if is_integer(source) and is_float(target):
        return _from_integer(node, source, target)
    raise _refused(node)


def _refused(node: Convert) -> Exception:
    how = f"rounded {node.rounding}" if node.rounding is not None else "saturated"
    return refuse("TK0471", f"a conversion of {node.operand.type} to {node.type}, {how}", node.span)


def _narrow(node: Convert, source: Scalar, target: Scalar) -> Expression:
    span = node.span
    if source in NARROW and target == BOOL:
        return Convert(_call(f"__{_WORDS[source]}2float", FLOAT32, node.operand), BOOL, span)
    if source in NARROW and is_integer(target):
        return _to_integer(node, source, target)
    if is_integer(source):
        return _from_integer(node, source, target)
    if node.saturate or source not in _WORDS or target not in _WORDS:
        raise _refused(node)
    direction = f"_{node.rounding}" if node.rounding is not None else ""
    if target == FLOAT32:
        direction = ""
    elif source in NARROW:
        direction = direction or "_rn"
    return _call(f"__{_WORDS[source]}2{_WORDS[target]}{direction}", target, node.operand)


def _to_integer(node: Convert, source: Scalar, target: Scalar) -> Expression:
    """Towards zero where nothing is said. Narrower ones by way of 32 bits, cut to their range where that is asked."""
    wide = target if target in _INTEGER_WORDS else INT32
    direction = node.rounding if node.rounding is not None else Rounding.ZERO
    call = _call(f"__{_WORDS[source]}2{_INTEGER_WORDS[wide]}_{direction}", wide, node.operand)
    if wide == target:
        return call
    return Convert(_cut(call, target) if node.saturate else call, target, node.span)


def _cut(value: Expression, target: Scalar) -> Expression:
    """An int in the range of a narrower type."""
    span = 1 << target.bits
    low = -span // 2 if target.is_signed else 0
    high = low + span - 1
    most = builtin("min", INT32, value.span, value, integer(high, INT32, value.span))
    return builtin("max", INT32, value.span, most, integer(low, INT32, value.span))


def _from_integer(node: Convert, source: Scalar, target: Scalar) -> Expression:
    if node.saturate or target not in _WORDS:
        raise _refused(node)
    wide = source if source in _INTEGER_WORDS else INT32
    operand = node.operand if wide == source else Convert(node.operand, wide, node.span)
    direction = node.rounding if node.rounding is not None else Rounding.NEAREST
    return _call(f"__{_INTEGER_WORDS[wide]}2{_WORDS[target]}_{direction}", target, operand)


def _call(name: str, type_: Type, operand: Expression) -> Expression:
    return said(builtin(name, type_, operand.span, operand))


def said(call: Expression) -> Expression:
    """The vendor's functions of 64 bits give a `long long`, which is no `int64_t` to its overloaded ones."""
    return Convert(call, call.type, call.span, explicit=True) if call.type in (INT64, UINT64) else call


def lower_literal(node: Literal) -> Any:
    """16-bit numbers have no literals of their own."""
    if node.type not in NARROW:
        return node
    assert isinstance(node.type, Scalar)
    value = Literal(round_to(float(node.value), FLOAT32), FLOAT32, node.span, spelling=node.spelling)
    return _call(f"__float2{_WORDS[node.type]}", node.type, value)


def lower_bitcast(node: Bitcast, needs: Needs) -> Expression:
    source, target = node.operand.type, node.type
    if isinstance(source, Array | Struct) or isinstance(target, Array | Struct):
        raise refuse("TK0408", f"the bits of {source} cannot be read as {target}", node.span)
    if isinstance(source, Scalar) and isinstance(target, Scalar) and (source, target) in _BITS:
        return _call(_BITS[source, target], target, node.operand)
    return builtin(f"{needs.use(BITS_AS)}<{_type_name(target)}>", target, node.span, node.operand)


def _type_name(type_: Type) -> str:
    from transkernel.emit.ascendc.simt.dialect import SIMT
    from transkernel.emit.c.types import TypeNames

    return TypeNames(SIMT, {}).of(type_)
