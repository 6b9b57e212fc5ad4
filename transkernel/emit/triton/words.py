"""Names that a Triton port takes for itself."""

from __future__ import annotations

import builtins
import keyword

# What the port imports, and what the compiler reads as its own in a kernel.
_OWN = frozenset({"tl", "triton", "libdevice", "self", "constexpr"})
_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def is_taken(name: str) -> bool:
    """Whether Python or the port's imports give the name a meaning."""
    return keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in _OWN or name in _BUILTINS
