"""What the SIMT form of a port needs of its text before a C++ compiler can read it, and what it says of its kernels."""

from __future__ import annotations

import re

# `extern __ubuf__ float smem[];`: all of a kernel's such arrays are the one dynamic memory of the block.
_DYNAMIC = re.compile(
    r"\bextern\s+__ubuf__\s+(?:__align__\(\d+\)\s+)?(?P<type>[^;\[\](){}=]+?)\s*\b(?P<name>\w+)\s*\[\s*\]\s*;"
)
_BOUND = r"__launch_bounds__\s*\(\s*(\d+)\s*\)"
_BOUNDS = re.compile(rf"\b__global__\s+(?:{_BOUND}\s*void|void\s+{_BOUND})\s+(\w+)\s*\(")


def with_dynamic_memory(text: str) -> str:
    """The text with its dynamic arrays as pointers to it, each on its line."""
    return _DYNAMIC.sub(
        lambda found: (
            f"{found['type']}* const {found['name']} = static_cast<{found['type']}*>(ascendc_twin::dynamic_memory());"
        ),
        text,
    )


def bounds_of(text: str) -> dict[str, int]:
    """The `__launch_bounds__` of the kernels that have one, by name; others are bound to 1024 threads."""
    return {name: int(before or behind) for before, behind, name in _BOUNDS.findall(text)}
