"""CUDA's lanes within a word, as OpenCL's vectors: `as_uint(as_short2(a) + as_short2(b))`.

Each text below is an expression of {a}, {b}, {c}, the operands as vectors; {s} and {u} are the vector types, {most} the
highest signed lane. A text that begins with `s:` sees signed lanes, any other unsigned ones.
"""

from __future__ import annotations

from transkernel.emit.c.needs import Helper

_LANES = {"2": ("short2", "0x7FFF", "half-word"), "4": ("char4", "0x7F", "byte")}
_COMPARISONS = {"eq": "==", "ne": "!=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}

_EXPRESSIONS = {
    "abs": "s:abs({a})",
    "absss": "s:min(abs({a}), ({u})({most}))",
    "neg": "s:-{a}",
    "negss": "s:sub_sat(({s})(0), {a})",
    "add": "{a} + {b}",
    "addss": "s:add_sat({a}, {b})",
    "addus": "add_sat({a}, {b})",
    "sub": "{a} - {b}",
    "subss": "s:sub_sat({a}, {b})",
    "subus": "sub_sat({a}, {b})",
    # hadd rounds down; where the operands differ in parity the half is lost, and above zero it counts.
    "avgs": "s:hadd({a}, {b}) + (({a} ^ {b}) & (hadd({a}, {b}) >= ({s})(0)) & ({s})(1))",
    "avgu": "rhadd({a}, {b})",
    "haddu": "hadd({a}, {b})",
    "maxs": "s:max({a}, {b})",
    "maxu": "max({a}, {b})",
    "mins": "s:min({a}, {b})",
    "minu": "min({a}, {b})",
    "absdiffs": "s:abs_diff({a}, {b})",
    "absdiffu": "abs_diff({a}, {b})",
}
_TRIPLES = {
    **{f"viadd{op}_{sign}16x2": f"{'s:' if sign == 's' else ''}{op}({{a}} + {{b}}, {{c}})"
       for op in ("max", "min") for sign in "su"},
    **{f"vi{op}3_{sign}16x2": f"{'s:' if sign == 's' else ''}{op}({op}({{a}}, {{b}}), {{c}})"
       for op in ("max", "min") for sign in "su"},
    **{f"vi{op}_s16x2": f"s:{op}({{a}}, {{b}})" for op in ("max", "min")},
}  # fmt: skip


def _helper(name: str, operands: str, comment: str, expression: str) -> Helper:
    parameters = ", ".join(f"uint {each}" for each in operands)
    return Helper(name, f"// {comment}\nuint {name}({parameters}) {{\n    return {expression};\n}}")


def _on_lanes(name: str, lanes: str, expression: str, comment: str) -> Helper:
    signed, most, each = _LANES[lanes]
    text = expression.removeprefix("s:")
    vector = signed if expression.startswith("s:") else f"u{signed}"
    operands = "".join(letter for letter in "abc" if f"{{{letter}}}" in text)
    words = {letter: f"as_{vector}({letter})" for letter in "abc"}
    written = text.format(**words, s=signed, u=f"u{signed}", most=most)
    return _helper(name, operands, comment.format(each=each), f"as_uint({written})")


def _plain(lanes: str) -> dict[str, Helper]:
    return {
        f"v{word}{lanes}": _on_lanes(f"v{word}{lanes}", lanes, expression, "In each {each}.")
        for word, expression in _EXPRESSIONS.items()
    }


def _comparisons(lanes: str) -> dict[str, Helper]:
    made = {}
    for word, op in _COMPARISONS.items():
        for sign in ("",) if word in ("eq", "ne") else ("s", "u"):
            prefix = "s:" if sign != "u" else ""
            test = f"{{a}} {op} {{b}}"
            mask, ones = f"vcmp{word}{sign}{lanes}", f"vset{word}{sign}{lanes}"
            made[mask] = _on_lanes(mask, lanes, f"{prefix}{test}", "All ones where it holds, in each {each}.")
            made[ones] = _on_lanes(ones, lanes, f"{prefix}({test}) & ({{s}})(1)", "1 where it holds, in each {each}.")
    return made


def _sums(lanes: str) -> dict[str, Helper]:
    """The sum of the differences of all lanes."""
    signed = _LANES[lanes][0]
    parts = " + ".join(f"difference.{'xyzw'[lane]}" for lane in range(int(lanes)))
    made = {}
    for sign, vector in (("s", signed), ("u", f"u{signed}")):
        name = f"vsad{sign}{lanes}"
        made[name] = Helper(
            name,
            f"""\
// The sum of |a - b| over all lanes.
uint {name}(uint a, uint b) {{
    const u{signed} difference = abs_diff(as_{vector}(a), as_{vector}(b));
    return {parts};
}}""",
        )
    return made


def _triples() -> dict[str, Helper]:
    made = {}
    for name, expression in _TRIPLES.items():
        if "3" in name or "add" in name:
            made[name] = _on_lanes(name, "2", expression, "In each {each}.")
        if "_s16x2" in name:
            rectified = f"s:max({expression.removeprefix('s:')}, ({{s}})(0))"
            made[f"{name}_relu"] = _on_lanes(f"{name}_relu", "2", rectified, "At least 0, in each {each}.")
    return made


PACKED: dict[str, Helper] = {
    name: helper
    for table in (*(make(lanes) for make in (_plain, _comparisons, _sums) for lanes in _LANES), _triples())
    for name, helper in table.items()
}
