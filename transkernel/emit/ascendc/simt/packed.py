"""CUDA's lanes within a word: a loop over the half-words or bytes, in 32-bit arithmetic, which holds all results.

Each text below is what becomes of the lanes `x`, `y` and `z`, as `int`s; {low} and {high} are the least and the highest
lane. A text that begins with `s:` sees signed lanes, any other unsigned ones. Source of the meanings: ir/intrinsics.py.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_BITS = {"2": 16, "4": 8}
_EACH = {"2": "half-word", "4": "byte"}
_COMPARISONS = {"eq": "==", "ne": "!=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}

_EXPRESSIONS = {
    "abs": "s:x < 0 ? -x : x",
    "absss": "s:min(x < 0 ? -x : x, {high})",
    "neg": "s:-x",
    "negss": "s:min(-x, {high})",
    "add": "x + y",
    "addss": "s:max(min(x + y, {high}), {low})",
    "addus": "min(x + y, {high})",
    "sub": "x - y",
    "subss": "s:max(min(x - y, {high}), {low})",
    "subus": "max(x - y, 0)",
    "avgs": "s:x + y >= 0 ? (x + y + 1) / 2 : (x + y - 1) / 2",
    "avgu": "(x + y + 1) >> 1",
    "haddu": "(x + y) >> 1",
    "maxs": "s:max(x, y)",
    "maxu": "max(x, y)",
    "mins": "s:min(x, y)",
    "minu": "min(x, y)",
    "absdiffs": "s:x < y ? y - x : x - y",
    "absdiffu": "x < y ? y - x : x - y",
}
# The sum of two lanes wraps before it is compared.
_TRIPLES = {
    **{f"viadd{op}_{sign}16x2": f"{'s:' if sign == 's' else ''}{op}(({kind})(x + y), z)"
       for op in ("max", "min") for sign, kind in (("s", "int16_t"), ("u", "uint16_t"))},
    **{f"vi{op}3_{sign}16x2": f"{'s:' if sign == 's' else ''}{op}({op}(x, y), z)"
       for op in ("max", "min") for sign in "su"},
    **{f"vi{op}_s16x2": f"s:{op}(x, y)" for op in ("max", "min")},
}  # fmt: skip


def _on_lanes(name: str, lanes: str, expression: str, operands: str) -> Helper:
    bits = _BITS[lanes]
    text = expression.removeprefix("s:")
    signed = expression.startswith("s:")
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    written = text.format(low=low, high=high).replace("(int16_t)", "(int)(int16_t)")
    written = written.replace("(uint16_t)", "(int)(uint16_t)")
    parameters = ", ".join(f"uint32_t {each}" for each in operands)
    kind = f"{'' if signed else 'u'}int{bits}_t"
    values = ", ".join(f"{lane} = ({kind})({each} >> at)" for lane, each in zip("xyz", operands, strict=False))
    return Helper(
        name,
        f"""\
// In each {_EACH[lanes]}.
__aicore__ inline uint32_t {name}({parameters}) {{
    uint32_t result = 0;
    for (int at = 0; at < 32; at += {bits}) {{
        const int {values};
        result |= (uint32_t)(uint{bits}_t)({written}) << at;
    }}
    return result;
}}""",
    )


def _operands(expression: str) -> str:
    return "abc"[: 3 if "z" in expression else 2 if "y" in expression else 1]


def _plain(lanes: str) -> dict[str, Helper]:
    return {
        f"v{word}{lanes}": _on_lanes(f"v{word}{lanes}", lanes, expression, _operands(expression))
        for word, expression in _EXPRESSIONS.items()
    }


def _comparisons(lanes: str) -> dict[str, Helper]:
    made = {}
    for word, op in _COMPARISONS.items():
        for sign in ("",) if word in ("eq", "ne") else ("s", "u"):
            prefix = "s:" if sign != "u" else ""
            mask, ones = f"vcmp{word}{sign}{lanes}", f"vset{word}{sign}{lanes}"
            made[mask] = _on_lanes(mask, lanes, f"{prefix}x {op} y ? -1 : 0", "ab")
            made[ones] = _on_lanes(ones, lanes, f"{prefix}x {op} y ? 1 : 0", "ab")
    return made


def _sums(lanes: str) -> dict[str, Helper]:
    """The sum of the differences of all lanes."""
    bits, made = _BITS[lanes], {}
    for sign, kind in (("s", f"int{bits}_t"), ("u", f"uint{bits}_t")):
        name = f"vsad{sign}{lanes}"
        made[name] = Helper(
            name,
            f"""\
// The sum of |a - b| over all lanes.
__aicore__ inline uint32_t {name}(uint32_t a, uint32_t b) {{
    uint32_t sum = 0;
    for (int at = 0; at < 32; at += {bits}) {{
        const int x = ({kind})(a >> at), y = ({kind})(b >> at);
        sum += (uint32_t)(x < y ? y - x : x - y);
    }}
    return sum;
}}""",
        )
    return made


def _triples() -> dict[str, Helper]:
    made = {}
    for name, expression in _TRIPLES.items():
        if "3" in name or "add" in name:
            made[name] = _on_lanes(name, "2", expression, "abc")
        if "_s16x2" in name:
            rectified = f"s:max({expression.removeprefix('s:')}, 0)"
            made[f"{name}_relu"] = _on_lanes(f"{name}_relu", "2", rectified, _operands(expression))
    return made


PACKED: dict[str, Helper] = {
    name: helper
    for table in (*(make(lanes) for make in (_plain, _comparisons, _sums) for lanes in _BITS), _triples())
    for name, helper in table.items()
}
