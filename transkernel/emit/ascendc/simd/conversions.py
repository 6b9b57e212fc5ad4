"""Conversions that round or saturate in another way than C's, by the scalar unit."""

from __future__ import annotations

from transkernel.diagnostics import refuse
from transkernel.emit.c.needs import Helper
from transkernel.ir.nodes import Convert, Rounding
from transkernel.ir.types import INT32, INT64, UINT32, UINT64, Kind, Scalar

_NAMES = {INT32: "int32_t", UINT32: "uint32_t", INT64: "int64_t", UINT64: "uint64_t"}
_WAYS = {Rounding.NEAREST: "nearest", Rounding.ZERO: "toward_zero", Rounding.UP: "up", Rounding.DOWN: "down"}
# What is added to the truncated number `whole`; `rest` is what truncation took away, exactly.
_STEPS = {
    Rounding.ZERO: "whole",
    Rounding.UP: "whole + (rest > 0.0f)",
    Rounding.DOWN: "whole - (rest < 0.0f)",
    Rounding.NEAREST: "whole + (rest > 0.5f || (rest == 0.5f && whole % 2 != 0))"
    " - (rest < -0.5f || (rest == -0.5f && whole % 2 != 0))",
}


def _name(mode: Rounding, target: Scalar) -> str:
    return f"rounded_{_WAYS[mode]}_{_NAMES[target].removesuffix('_t')}"


CONVERSIONS = frozenset(_name(mode, target) for mode in _WAYS for target in _NAMES)


def rounded(node: Convert) -> Helper:
    """The function on a float that a conversion is. It saturates, and makes 0 of what is no number: CUDA's conversions
    in a stated direction do. Raises Refusal for those that no integer comes of."""
    target = node.type
    source = node.operand.type
    if target not in _NAMES or not (isinstance(source, Scalar) and source.is_float):
        raise refuse("TK0481", "the NPU's scalar unit does not convert to this type in a stated direction", node.span)
    assert isinstance(target, Scalar)
    mode = node.rounding or Rounding.ZERO
    number, way = _NAMES[target], _WAYS[mode].replace("_", " ")
    name = _name(mode, target)
    most = target.bits - (target.kind is Kind.SIGNED)
    high, low = (1 << most) - 1, -(1 << most) if target.is_signed else 0
    suffix = {INT32: "", UINT32: "u", INT64: "L", UINT64: "UL"}[target]
    least = f"(-{high}{suffix} - 1)" if low else f"0{suffix}"
    bound = f"{float(1 << most):.1f}f"
    below = f"-{bound}" if low else "0.0f"
    return Helper(
        name,
        f"""\
// To an integer, rounded {way}; 0 where it is no number, and the nearest that there is where too large.
__aicore__ inline {number} {name}(float value) {{
    if (value != value)
        return 0;
    if (value >= {bound})
        return {high}{suffix};
    if (value <= {below})
        return {least};
    {number} whole = ({number})value;
    float rest = value - (float)whole;
    return {_STEPS[mode]};
}}""",
    )
