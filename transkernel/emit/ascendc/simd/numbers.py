"""CUDA's functions on integers that the scalar unit computes: each brought along, for the type of its first argument.

What they mean is in ir/intrinsics.py. Functions of floats are the vector unit's.
"""

from __future__ import annotations

from collections.abc import Callable

from transkernel.emit.c.needs import Helper
from transkernel.ir.types import INT32, INT64, UINT32, UINT64, Kind, Scalar

_NAMES = {INT32: "int32_t", UINT32: "uint32_t", INT64: "int64_t", UINT64: "uint64_t"}
WORDS = tuple(_NAMES)


def _template(name: str, parameters: str, result: str, comment: str = "") -> Callable[[Scalar], Helper]:
    heads = ", ".join(f"T {each}" for each in parameters.split())
    said = f"// {comment}\n" if comment else ""
    text = f"{said}template <typename T>\n__aicore__ inline T {name}({heads}) {{\n    return {result};\n}}"
    return lambda _: Helper(name, text)


def _bit_count(type_: Scalar) -> Helper:
    return Helper(
        "bit_count",
        """\
// How many bits are set.
__aicore__ inline int32_t bit_count(uint64_t value) {
    int32_t count = 0;
    for (; value != 0; value &= value - 1)
        ++count;
    return count;
}""",
    )


def _leading_zeros(type_: Scalar) -> Helper:
    word = _NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"leading_zeros_{type_.bits}"
    return Helper(
        name,
        f"""\
// How many leading bits are zero.
__aicore__ inline int32_t {name}({word} value) {{
    int32_t count = {type_.bits};
    for (; value != 0; value >>= 1)
        --count;
    return count;
}}""",
    )


def _first_set(type_: Scalar) -> Helper:
    zeros = _leading_zeros(type_)
    word = _NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"first_set_{type_.bits}"
    return Helper(
        name,
        f"""\
// The position of the lowest bit that is set, counted from 1; 0 where none is.
__aicore__ inline int32_t {name}({word} value) {{
    return {type_.bits} - {zeros.name}(value & (0 - value));
}}""",
        (zeros,),
    )


def _magnitude(type_: Scalar) -> Helper:
    number, word = _NAMES[type_], _NAMES[Scalar(Kind.UNSIGNED, type_.bits)]
    name = f"magnitude_{type_.bits}"
    return Helper(
        name,
        f"""\
// |value|; the lowest number stays.
__aicore__ inline {number} {name}({number} value) {{
    return value < 0 ? ({number})(0 - ({word})value) : value;
}}""",
    )


def _reversed(type_: Scalar) -> Helper:
    return Helper(
        "reversed_bits",
        """\
// The bits in the other order.
template <typename T>
__aicore__ inline T reversed_bits(T value) {
    T result = 0;
    for (uint32_t i = 0; i < sizeof(T) * 8; ++i, value >>= 1)
        result = result << 1 | (value & 1);
    return result;
}""",
    )


def _high_product(type_: Scalar) -> Helper:
    number = _NAMES[type_]
    name = f"high_product_{number.removesuffix('_t')}"
    if type_.bits == 32:
        wide = "int64_t" if type_.is_signed else "uint64_t"
        body = f"    return {number}(({wide})a * b >> 32);"
    else:
        body = """\
    uint64_t low_a = a & 0xFFFFFFFF, high_a = (uint64_t)a >> 32, low_b = b & 0xFFFFFFFF, high_b = (uint64_t)b >> 32;
    uint64_t middle = high_a * low_b + (low_a * low_b >> 32), other = low_a * high_b + (middle & 0xFFFFFFFF);
    uint64_t high = high_a * high_b + (middle >> 32) + (other >> 32);
"""
        correction = " - (a < 0 ? b : 0) - (b < 0 ? a : 0)" if type_.is_signed else ""
        body += f"    return high{correction};"
    return Helper(
        name,
        f"// The high half of the product.\n__aicore__ inline {number} {name}({number} a, {number} b) {{\n{body}\n}}",
    )


def _mul24(type_: Scalar) -> Helper:
    number = _NAMES[type_]
    name = f"mul24_{number.removesuffix('_t')}"
    low = "(int32_t)((uint32_t){0} << 8) >> 8" if type_.is_signed else "{0} & 0xFFFFFF"
    return Helper(
        name,
        f"""\
// The product of the low 24 bits; its low 32 bits.
__aicore__ inline {number} {name}({number} a, {number} b) {{
    return {number}(uint32_t({low.format("a")}) * uint32_t({low.format("b")}));
}}""",
    )


def _mean(name: str, more: str) -> Callable[[Scalar], Helper]:
    def make(type_: Scalar) -> Helper:
        number = _NAMES[type_]
        wide = "int64_t" if type_.is_signed else "uint64_t"
        own = f"{name}_{number.removesuffix('_t')}"
        return Helper(
            own,
            f"__aicore__ inline {number} {own}({number} a, {number} b) {{\n"
            f"    return {number}((({wide})a + b{more}) >> 1);\n}}",
        )

    return make


def _distance(type_: Scalar) -> Helper:
    number = _NAMES[type_]
    name = f"distance_{number.removesuffix('_t')}"
    return Helper(
        name,
        f"""\
// |a - b| + c.
__aicore__ inline uint32_t {name}({number} a, {number} b, uint32_t c) {{
    return (a < b ? (uint32_t)b - (uint32_t)a : (uint32_t)a - (uint32_t)b) + c;
}}""",
    )


def _byte_perm(type_: Scalar) -> Helper:
    return Helper(
        "byte_perm",
        """\
// Each nibble of the selectors names one of the 8 bytes of (high, low); its highest bit does not count.
__aicore__ inline uint32_t byte_perm(uint32_t low, uint32_t high, uint32_t selectors) {
    uint64_t bytes = (uint64_t)high << 32 | low;
    uint32_t result = 0;
    for (uint32_t i = 0; i < 4; ++i)
        result |= uint32_t(bytes >> (selectors >> 4 * i & 7) * 8 & 0xFF) << 8 * i;
    return result;
}""",
    )


def _funnelshift(name: str) -> Callable[[Scalar], Helper]:
    """`funnelshift_l`, `_r`: the shift modulo 32; `_lc`, `_rc`: at most 32."""
    by = "(shift < 32 ? shift : 32)" if name.endswith("c") else "(shift & 31)"
    joined = "((uint64_t)high << 32 | low)"
    shifted = f"{joined} << {by} >> 32" if "_l" in name else f"{joined} >> {by}"
    text = (
        f"__aicore__ inline uint32_t {name}(uint32_t low, uint32_t high, uint32_t shift) {{\n"
        f"    return uint32_t({shifted});\n}}"
    )
    return lambda _: Helper(name, text)


def _dot(name: str, bits: int, first: int) -> Callable[[Scalar], Helper]:
    """Of 4 bytes with 4, or of 2 half-words with 2 bytes from the byte `first` on."""

    def make(type_: Scalar) -> Helper:
        number = _NAMES[type_]
        sign = "" if type_.is_signed else "u"
        own = f"{name}_{number.removesuffix('_t')}"
        return Helper(
            own,
            f"""\
__aicore__ inline {number} {own}({number} a, {number} b, {number} c) {{
    uint32_t sum = c;
    for (int32_t i = 0; i < {32 // bits}; ++i)
        sum += uint32_t(({sign}int{bits}_t)(a >> {bits} * i)) * uint32_t(({sign}int8_t)(b >> 8 * (i + {first})));
    return {number}(sum);
}}""",
        )

    return make


NUMBERS: dict[str, Callable[[Scalar], Helper]] = {
    "min": _template("smaller", "a b", "b < a ? b : a"),
    "max": _template("larger", "a b", "a < b ? b : a"),
    "abs": _magnitude,
    "popc": _bit_count,
    "clz": _leading_zeros,
    "ffs": _first_set,
    "brev": _reversed,
    "mulhi": _high_product,
    "mul24": _mul24,
    "hadd": _mean("mean", ""),
    "rhadd": _mean("mean_up", " + 1"),
    "sad": _distance,
    "byte_perm": _byte_perm,
    "dp4a": _dot("dp4a", 8, 0),
    "dp2a_lo": _dot("dp2a_lo", 16, 0),
    "dp2a_hi": _dot("dp2a_hi", 16, 2),
    **{name: _funnelshift(name) for name in ("funnelshift_l", "funnelshift_lc", "funnelshift_r", "funnelshift_rc")},
}
