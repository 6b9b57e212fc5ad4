"""Functions that a port brings along where Triton has none: written once on top, in Triton itself."""

from __future__ import annotations

import re

from transkernel.emit.triton.needs import Helper
from transkernel.emit.triton.types import SCALAR_NAMES, limits
from transkernel.ir.types import INT32, UINT32, UINT64, Scalar


def _function(name: str, parameters: str, *lines: str, libdevice: bool = False) -> Helper:
    body = "\n".join(f"    {line}" if line else "" for line in lines)
    return Helper(name, f"@triton.jit\ndef {name}({parameters}):\n{body}", libdevice=libdevice)


ISNAN = _function("isnan", "x", "return x != x")
FDIM = _function("fdim", "x, y", "return tl.where(x <= y, 0.0, x - y)  # NaN where either is")


def saturating(type_: Scalar) -> Helper:
    """Floats to an integer type; the caller has rounded them."""
    least, greatest = limits(type_)
    return _function(
        f"saturate_to_{SCALAR_NAMES[type_].removeprefix('tl.')}", "x",
        '"""The nearest limit outside of the range, and 0 of NaN, as CUDA converts."""',
        f"inside = (x >= {float(least)!r}) & (x < {float(greatest + 1)!r})",
        f"whole = tl.where(inside, x, 0.0).to({SCALAR_NAMES[type_]})",
        f"return tl.where(x >= {float(greatest + 1)!r}, {greatest}, tl.where(x < {float(least)!r}, {least}, whole))",
    )  # fmt: skip


# ---------------------------------------------------------------- parts of a float


def frexp_exponent(type_: Scalar) -> Helper:
    return _function(
        "frexp_exponent", "x",
        'ordinary = (x != 0.0) & (tl.abs(x) < float("inf"))',
        "return tl.where(ordinary, libdevice.ilogb(tl.where(ordinary, x, 1.0)) + 1, 0)",
        libdevice=True,
    )  # fmt: skip


def frexp_fraction(type_: Scalar) -> Helper:
    return _function(
        "frexp_fraction", "x",
        'ordinary = (x != 0.0) & (tl.abs(x) < float("inf"))',
        "exponent = libdevice.ilogb(tl.where(ordinary, x, 1.0)) + 1",
        "return tl.where(ordinary, libdevice.ldexp(x, -exponent), x)",
        libdevice=True,
    )  # fmt: skip


# ---------------------------------------------------------------- integers


def find_first_set(type_: Scalar) -> Helper:
    """The bits below the lowest one, counted."""
    return _function(
        "ffs", "x", "return tl.where(x == 0, 0, libdevice.popc((x & -x) - 1) + 1)", libdevice=True
    )  # fmt: skip


def reverse_bits(type_: Scalar) -> Helper:
    steps = ((1, "55"), (2, "33"), (4, "0F"), (8, "00FF"), (16, "0000FFFF"))
    digits = type_.bits // 4
    lines = [
        f"x = ((x >> {count}) & 0x{_repeated(pattern, digits)}) | ((x & 0x{_repeated(pattern, digits)}) << {count})"
        for count, pattern in steps
        if count < type_.bits // 2
    ]
    half = type_.bits // 2
    return _function(f"brev{type_.bits}", "x", *lines, f"return (x >> {half}) | (x << {half})")


def _repeated(pattern: str, digits: int) -> str:
    return (pattern * (digits // len(pattern)))[:digits]


def multiply_high(type_: Scalar) -> Helper:
    if type_ in (UINT32, UINT64):
        return _function("mulhi_unsigned", "a, b", "return tl.umulhi(a, b)")
    if type_ == INT32:
        return _function("mulhi", "a, b", "return ((a.to(tl.int64) * b.to(tl.int64)) >> 32).to(tl.int32)")
    return _function(
        "mulhi64", "a, b",
        "high = tl.umulhi(a.to(tl.uint64), b.to(tl.uint64)).to(tl.int64)",
        "return high - tl.where(a < 0, b, 0) - tl.where(b < 0, a, 0)",
    )  # fmt: skip


def multiply_low24(type_: Scalar) -> Helper:
    if type_.is_signed:
        return _function("mul24", "a, b", "return ((a << 8) >> 8) * ((b << 8) >> 8)")
    return _function("umul24", "a, b", "return (a & 0xFFFFFF) * (b & 0xFFFFFF)")


def hadd(type_: Scalar) -> Helper:
    return _function("hadd", "a, b", "return (a & b) + ((a ^ b) >> 1)")


def rhadd(type_: Scalar) -> Helper:
    return _function("rhadd", "a, b", "return (a | b) - ((a ^ b) >> 1)")


def sad(type_: Scalar) -> Helper:
    return _function("sad", "a, b, c", "return (tl.maximum(a, b) - tl.minimum(a, b)).to(tl.uint32) + c")


def byte_perm(type_: Scalar) -> Helper:
    return _function(
        "byte_perm", "a, b, selector",
        "both = (b.to(tl.uint64) << 32) | a.to(tl.uint64)",
        "result = a & 0",
        "for byte in tl.static_range(4):",
        "    chosen = (selector >> (4 * byte)) & 7",
        "    result |= ((both >> (chosen * 8).to(tl.uint64)) & 0xFF).to(tl.uint32) << (8 * byte)",
        "return result",
    )  # fmt: skip


_FUNNELS = {
    "funnelshift_l": ("(both << {count}) >> 32", "shift & 31"),
    "funnelshift_lc": ("(both << {count}) >> 32", "tl.minimum(shift, 32)"),
    "funnelshift_r": ("both >> {count}", "shift & 31"),
    "funnelshift_rc": ("both >> {count}", "tl.minimum(shift, 32)"),
}


def funnelshift(name: str) -> Helper:
    meaning, count = _FUNNELS[name]
    return _function(
        name, "low, high, shift",
        "both = (high.to(tl.uint64) << 32) | low.to(tl.uint64)",
        f"count = ({count}).to(tl.uint64)",
        f"return ({meaning.format(count='count')}).to(tl.uint32)",
    )  # fmt: skip


def _part(name: str, bits: int, at: str, signed: bool) -> str:
    """The lane of `bits` bits that begins at bit `at` of a word."""
    if signed:
        return f"(({name} << ({32 - bits} - {at})) >> {32 - bits})"
    return f"(({name} >> ({at})) & 0x{(1 << bits) - 1:X})"


def dot_of_bytes(type_: Scalar) -> Helper:
    x, y = (_part(each, 8, "shift", type_.is_signed) for each in "ab")
    return _function(
        "dp4a" if type_.is_signed else "udp4a", "a, b, c",
        "for shift in tl.static_range(0, 32, 8):", f"    c += {x} * {y}", "return c",
    )  # fmt: skip


def dot_of_halves(name: str, first: int) -> dict[Scalar, Helper]:
    made = {}
    for type_ in (INT32, UINT32):
        x = _part("a", 16, "16 * lane", type_.is_signed)
        y = _part(
            "b", 8, f"8 * lane + {first}" if type_.is_signed is False else f"(8 * lane + {first})", type_.is_signed
        )
        made[type_] = _function(
            name if type_.is_signed else f"u{name}", "a, b, c",
            "for lane in tl.static_range(2):", f"    c += {x} * {y}", "return c",
        )  # fmt: skip
    return made


# ---------------------------------------------------------------- lanes within a word

_LANES = {"2": (16, "half-word"), "4": (8, "byte")}
# On lanes x, y, z as int32: `s:` sees signed ones. {most} is the highest signed lane, {all} all ones.
_ON_LANES = {
    "abs": "s:tl.abs(x)", "absss": "s:tl.minimum(tl.abs(x), {most})",
    "neg": "s:-x", "negss": "s:tl.minimum(-x, {most})", "add": "x + y", "sub": "x - y",
    "addss": "s:tl.maximum(tl.minimum(x + y, {most}), -{most} - 1)", "addus": "tl.minimum(x + y, {all})",
    "subss": "s:tl.maximum(tl.minimum(x - y, {most}), -{most} - 1)", "subus": "tl.maximum(x - y, 0)",
    "avgs": "s:(x + y + (x + y > 0)) >> 1", "avgu": "(x + y + 1) >> 1", "haddu": "(x + y) >> 1",
    "maxs": "s:tl.maximum(x, y)", "maxu": "tl.maximum(x, y)", "mins": "s:tl.minimum(x, y)", "minu": "tl.minimum(x, y)",
    "absdiffs": "s:tl.abs(x - y)", "absdiffu": "tl.abs(x - y)",
}  # fmt: skip
_COMPARISONS = {"eq": "==", "ne": "!=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}


def _on_lanes(name: str, lanes: str, meaning: str, adds: bool = False) -> Helper:
    bits, each = _LANES[lanes]
    signed, text = (
        meaning.startswith("s:"),
        meaning.removeprefix("s:").format(most=(1 << (bits - 1)) - 1, all=(1 << bits) - 1),
    )
    words = [word for word, lane in zip("abc", "xyz", strict=True) if _mentions(text, lane)]
    lines = ["result = a & 0", f"for shift in tl.static_range(0, 32, {bits}):"]
    for word, lane in zip("abc", "xyz", strict=True):
        if word in words:
            lines.append(f"    {lane} = {_lane(word, bits, signed)}")
    tail = f"({text}).to(tl.uint32)"
    lines.append(f"    result += {tail}" if adds else f"    result |= ({tail} & 0x{(1 << bits) - 1:X}) << shift")
    return _function(name, ", ".join(words), f'"""In each {each}."""', *lines, "return result")


def _mentions(text: str, lane: str) -> bool:
    return re.search(rf"\b{lane}\b", text) is not None


def _lane(word: str, bits: int, signed: bool) -> str:
    if signed:
        return f"({word} << ({32 - bits} - shift)).to(tl.int32) >> {32 - bits}"
    return f"(({word} >> shift) & 0x{(1 << bits) - 1:X}).to(tl.int32)"


def _wrapped(text: str, signed: bool) -> str:
    return f"(({text}) << 16) >> 16" if signed else f"({text}) & 0xFFFF"


def _packed() -> dict[str, Helper]:
    made: dict[str, Helper] = {}
    for lanes in _LANES:
        for word, meaning in _ON_LANES.items():
            made[f"v{word}{lanes}"] = _on_lanes(f"v{word}{lanes}", lanes, meaning)
        for word, op in _COMPARISONS.items():
            for sign in ("",) if word in ("eq", "ne") else ("s", "u"):
                test = f"{'s:' if sign == 's' else ''}tl.where(x {op} y, "
                for kind, ones in (("cmp", "{all}"), ("set", "1")):
                    name = f"v{kind}{word}{sign}{lanes}"
                    made[name] = _on_lanes(name, lanes, f"{test}{ones}, 0)")
        for sign in "su":
            meaning = f"{'s:' if sign == 's' else ''}tl.abs(x - y)"
            made[f"vsad{sign}{lanes}"] = _on_lanes(f"vsad{sign}{lanes}", lanes, meaning, adds=True)
    return {**made, **_triples()}


def _triples() -> dict[str, Helper]:
    made: dict[str, Helper] = {}
    for word, function in (("max", "tl.maximum"), ("min", "tl.minimum")):
        for sign in "su":
            prefix = "s:" if sign == "s" else ""
            texts = {
                f"viadd{word}_{sign}16x2": f"{function}({_wrapped('x + y', sign == 's')}, z)",
                f"vi{word}3_{sign}16x2": f"{function}({function}(x, y), z)",
            }
            if sign == "s":
                texts |= {f"{name}_relu": f"tl.maximum({text}, 0)" for name, text in texts.items()}
                texts[f"vi{word}_s16x2_relu"] = f"tl.maximum({function}(x, y), 0)"
            made |= {name: _on_lanes(name, "2", f"{prefix}{text}") for name, text in texts.items()}
    return made


PACKED: dict[str, Helper] = _packed()

# Names that a kernel's variables keep clear of.
HELPER_NAMES: frozenset[str] = frozenset(
    {"isnan", "fdim", "frexp_exponent", "frexp_fraction", "ffs", "brev32", "brev64", "mulhi", "mulhi64",
     "mulhi_unsigned", "mul24", "umul24", "hadd", "rhadd", "sad", "byte_perm", "dp4a", "udp4a", "dp2a_lo", "dp2a_hi",
     "udp2a_lo", "udp2a_hi", "sum_of_two", "product_of_two", "and_of_two", "or_of_two", "xor_of_two", "min_of_two",
     "max_of_two", "split_four", "join_four", *_FUNNELS, *PACKED,
     *(saturating(type_).name for type_ in SCALAR_NAMES if type_.is_integer)}
)  # fmt: skip
