"""Names of a port: the programmer's where OpenCL C lets him keep them."""

from __future__ import annotations

import re

from transkernel.emit.opencl.words import NOT_FOR_FIELDS, is_taken

_BETTER = {"this": "self"}


def base_name(name: str) -> str:
    """The programmer's name behind the IR's: without the `.1` of uniqueness, an identifier, none of OpenCL's words."""
    plain = re.sub(r"\.\d+$", "", name)
    plain = _BETTER.get(plain, re.sub(r"\W", "_", plain))
    if plain[:1].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if is_taken(plain) else plain


def field_name(name: str) -> str:
    """A member's name: functions' names are free for members, words and types are not."""
    return f"{name}_" if name in NOT_FOR_FIELDS else name
