"""Every diagnostic code, with its title and what `transkernel explain` says of it.

Ranges: TK01xx source and preprocessing, TK02xx language, TK03xx CUDA semantics, TK04xx target limits,
TK05xx portability warnings, TK06xx verification, TK09xx internal. A code is never given a second meaning.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """title: a noun phrase; meaning: what happened and why it matters; example: a few lines that cause it;
    way_out: what the user can do."""

    title: str
    meaning: str
    example: str
    way_out: str


CODES: dict[str, Code] = {
    # --- TK01xx: source and preprocessing
    "TK0101": Code(
        "no kernel in the input",
        "The input holds no `__global__` function, so there is nothing to translate.",
        "int main() { return 0; }",
        "Give the file that defines the kernel, or the folder that holds it.",
    ),
    # --- TK02xx: language
    # --- TK03xx: CUDA semantics
    # --- TK04xx: target limits
    # --- TK05xx: portability warnings
    # --- TK06xx: verification
    # --- TK09xx: internal
    "TK0901": Code(
        "internal error",
        "transkernel broke one of its own rules while it translated this kernel. No port was written for it.",
        "",
        "Report it with the reproducer that the message names.",
    ),
}
