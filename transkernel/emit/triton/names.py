"""Names of a port: the programmer's where Python lets him keep them."""

from __future__ import annotations

import re

from transkernel.emit.triton.words import is_taken

_BETTER = {"this": "self_"}


def base_name(name: str) -> str:
    """The programmer's name behind the IR's: without the `.1` of uniqueness, an identifier, none of Python's words.

    A field of a struct that was taken apart, `options.scale`, is `options_scale`.
    """
    plain = re.sub(r"\.\d+$", "", name)
    plain = _BETTER.get(plain, re.sub(r"\W+", "_", plain))
    if plain[:1].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if is_taken(plain) else plain
