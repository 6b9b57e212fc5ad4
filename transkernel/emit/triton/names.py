"""Names of a port to Triton."""

from __future__ import annotations

from transkernel.emit.python.names import is_taken as is_taken_in
from transkernel.emit.python.names import plain_name

# What the port imports, and what the compiler reads as its own in a kernel.
_OWN = frozenset({"tl", "triton", "libdevice", "self", "constexpr"})


def is_taken(name: str) -> bool:
    """Whether Python or the port's imports give the name a meaning."""
    return is_taken_in(name, _OWN)


def base_name(name: str) -> str:
    """What a port calls a name of the IR."""
    return plain_name(name, _OWN)
