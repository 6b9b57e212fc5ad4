"""Pieces of CUDA C++ that a mutation puts into a file (front_end_snippets.txt), and characters that few files hold."""

from __future__ import annotations

from pathlib import Path
from random import Random


def _sections() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        if line[:1] == "[" and line[-1:] == "]" and line[1:-1].isalpha():
            name = line[1:-1]
            found[name] = []
        elif line:
            found[name].append(line.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\"))
    return {name: tuple(lines) for name, lines in found.items()}


_FOUND = _sections()
WORDS = tuple(word for line in _FOUND["words"] for word in line.split())
TYPES, STATEMENTS = _FOUND["types"], _FOUND["statements"]
DECLARATIONS, EXPRESSIONS = _FOUND["declarations"], _FOUND["expressions"]

_SIGNS = (  # parted by spaces
    "\ufeff \u200b \u00a0 \u2028 \u00e9 \u5909\u6570 \uff41 \U0001f600 \u0301 \x7f \x01 \x1a @ ` $ \\ \\u0041 ??= <: "
    "%> %:%: \r \x0c \u0663 \u00b2 \udc80 \u01c5 \u2102 \u037e \u00b7 # ##"
).split(" ")


def line_noise(random: Random) -> str:
    """Characters that few sources hold, alone, in words, or in great number; long literals and long words."""
    sign = random.choice(_SIGNS)
    forms = (
        *(sign, f"a{sign}", f" {sign} ", sign * 50, f'"{sign}"', f"'{sign}'", f'R"{sign}(x){sign}"', f"/*{sign}"),
        *(f"//{sign}\\\n", "9" * random.choice((20, 400, 5000)), "1" + "0" * 500 + ".0f", "0x" + "f" * 300),
        *("1e" + "9" * 30, "a" * 10000, '"' + "x" * 10000 + '"', "'" + "x" * 100 + "'", "1." + "1" * 2000),
        *("0x1p" + "9" * 20, "-" * 333, "a::" * 50 + "b"),
    )
    return random.choice(forms)
