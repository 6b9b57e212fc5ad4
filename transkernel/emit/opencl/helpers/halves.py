"""Half and bfloat16 on devices that only store them: held as float, rounded once after each operation.

Rounding a float sum, product, quotient or root of halves to half is exact (24 >= 2 * 11 + 2 bits: Figueroa, "When is
double rounding innocuous?", 1995). Where it would not be (a fused multiply-add, a wider operand), the float is first
rounded to odd: its last bit tells that something was lost, so that the second rounding decides rightly (Boldo and
Melquiond, 2008).
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper
from transkernel.emit.opencl.types import SCALAR_NAMES
from transkernel.ir.nodes import Rounding
from transkernel.ir.types import FLOAT64, Scalar

HALF_TO_FLOAT = Helper(
    "half_to_float",
    """\
float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}""",
)

FLOAT_TO_HALF = Helper(
    "float_to_half",
    """\
// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}""",
)

ROUND_HALF = Helper(
    "round_half",
    """\
// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}""",
    (HALF_TO_FLOAT, FLOAT_TO_HALF),
)

BFLOAT_TO_FLOAT = Helper(
    "bfloat_to_float",
    """\
float bfloat_to_float(ushort bits) {
    return as_float((uint)bits << 16);
}""",
)

FLOAT_TO_BFLOAT = Helper(
    "float_to_bfloat",
    """\
// The bits of the nearest bfloat16, ties to even. A NaN that was one keeps its bits; others become CUDA's.
ushort float_to_bfloat(float value) {
    const uint bits = as_uint(value);
    if (isnan(value))
        return (bits & 0xFFFF) == 0 ? bits >> 16 : 0x7FFF;
    return (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
}""",
)

ROUND_BFLOAT = Helper(
    "round_bfloat",
    """\
// The nearest number that a bfloat16 can hold.
float round_bfloat(float value) {
    return bfloat_to_float(float_to_bfloat(value));
}""",
    (BFLOAT_TO_FLOAT, FLOAT_TO_BFLOAT),
)


FMA_HALF = Helper(
    "fma_half",
    """\
// a * b + c rounded once. The product is exact in float; the sum is rounded to odd, and then once more.
float fma_half(float a, float b, float c) {
    const float product = a * b;
    float sum = product + c;
    const float added = sum - product;
    const float lost = (product - (sum - added)) + (c - added);
    if ((lost > 0.0f || lost < 0.0f) && (as_uint(sum) & 1) == 0)
        sum = as_float(as_uint(sum) + ((lost > 0.0f) == (sum > 0.0f) ? 1 : -1));
    return round_half(sum);
}""",
    (ROUND_HALF,),
)

FMA_BFLOAT = Helper(
    "fma_bfloat",
    """\
// a * b + c rounded once. The product is exact in float, where need be scaled away from underflow; the sum is rounded
// to odd, and then once more. A product beyond float leaves nothing that could be rounded twice.
float fma_bfloat(float a, float b, float c) {
    if (!(fabs(a * b) <= FLT_MAX))
        return round_bfloat(fma(a, b, c));
    const bool tiny = a * b != 0.0f && fabs(a * b) < 0x1p-100f && fabs(c) < 0x1p-60f;
    const float up = tiny ? 0x1p40f : 1.0f, down = tiny ? 0x1p-80f : 1.0f;
    const float product = (a * up) * (b * up), addend = c * up * up;
    float sum = product + addend;
    const float added = sum - product;
    const float lost = (product - (sum - added)) + (addend - added);
    if ((lost > 0.0f || lost < 0.0f) && (as_uint(sum) & 1) == 0)
        sum = as_float(as_uint(sum) + ((lost > 0.0f) == (sum > 0.0f) ? 1 : -1));
    const float result = sum * down;
    const float again = result * up * up;
    if (again < sum || again > sum)
        return round_bfloat(as_float((as_uint(result) - (fabs(again) > fabs(sum) ? 1 : 0)) | 1));
    return round_bfloat(result);
}""",
    (ROUND_BFLOAT,),
)

_SUFFIXES = {Rounding.ZERO: "rtz", Rounding.UP: "rtp", Rounding.DOWN: "rtn"}


def round_half_towards(rounding: Rounding) -> Helper:
    """A float to half in another direction than to nearest."""
    suffix = _SUFFIXES[rounding]
    return Helper(
        f"round_half_{suffix}",
        f"""\
float round_half_{suffix}(float value) {{
    ushort bits;
    vstore_half_{suffix}(value, 0, (half*)&bits);
    return half_to_float(bits);
}}""",
        (HALF_TO_FLOAT,),
    )


_STEPS = {
    Rounding.ZERO: "bits & 0xFFFF0000",
    Rounding.UP: "(bits & 0xFFFF0000) + ((bits & 0xFFFF) != 0 && bits >> 31 == 0 ? 0x10000 : 0)",
    Rounding.DOWN: "(bits & 0xFFFF0000) + ((bits & 0xFFFF) != 0 && bits >> 31 == 1 ? 0x10000 : 0)",
}


def round_bfloat_towards(rounding: Rounding) -> Helper:
    """A float to bfloat16 in another direction than to nearest."""
    suffix = _SUFFIXES[rounding]
    return Helper(
        f"round_bfloat_{suffix}",
        f"""\
float round_bfloat_{suffix}(float value) {{
    const uint bits = as_uint(value);
    return isnan(value) ? value : as_float({_STEPS[rounding]});
}}""",
    )


def odd_float(source: Scalar) -> Helper:
    """A wide number as a float rounded to odd, which may be rounded once more to fewer bits without harm."""
    name = SCALAR_NAMES[source]
    back = f"({name})nearest != value"
    nan = "isnan(value) || isinf(value)" if source == FLOAT64 else ""
    early = f"    if ({nan})\n        return (float)value;\n" if nan else ""
    return Helper(
        f"odd_float_from_{name}",
        f"""\
// The value cut to a float whose last bit is set where something was cut off: rounding it once more is then exact.
float odd_float_from_{name}({name} value) {{
{early}    const float nearest = convert_float_rtz(value);
    return {back} ? as_float(as_uint(nearest) | 1) : nearest;
}}""",
    )


def lanes(helper: Helper, argument: str, result: str, count: int) -> Helper:
    """A helper of one number applied to each lane of a vector."""
    name = f"{helper.name}{count}"
    calls = ", ".join(f"{helper.name}(value.{'xyzw'[lane]})" for lane in range(count))
    return Helper(
        name,
        f"""\
{result}{count} {name}({argument}{count} value) {{
    return ({result}{count})({calls});
}}""",
        (helper,),
    )
