"""Names of a port: the programmer's where Python lets him keep them."""

from __future__ import annotations

import builtins
import keyword
import re

_BETTER = {"this": "self_"}
_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


def is_taken(name: str, own: frozenset[str]) -> bool:
    """Whether Python gives the name a meaning, or it is one of a port's own."""
    return keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in own or name in _BUILTINS


def plain_name(name: str, own: frozenset[str]) -> str:
    """The programmer's name behind the IR's: without the `.1` of uniqueness, an identifier, none that is taken.

    A field of a struct that was taken apart, `options.scale`, is `options_scale`.
    """
    plain = re.sub(r"\.\d+$", "", name)
    plain = _BETTER.get(plain, re.sub(r"\W+", "_", plain))
    if plain[:1].isdigit():
        plain = f"_{plain}"
    return f"{plain}_" if is_taken(plain, own) else plain
