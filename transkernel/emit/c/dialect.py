"""What tells the languages of C's family apart, as far as their printers need it: words, not rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transkernel.ir.nodes import Register
from transkernel.ir.types import Scalar, Space, Vector
from transkernel.records import record

_BETTER = {"this": "self"}


@record
class Dialect:
    """scalars, spaces: the words for types and for the memory that a pointer points to. registers: how a special
    register is read, with `{axis}` for 0 to 2 and `{letter}` for x to z, and `register_type`, what that gives.
    lowest: the least integers, which no digits can say. taken: names that have a meaning already; families: what such
    names begin with; not_for_fields: those that not even a member may have. typedef: structs are types by a typedef.
    cuda_vectors: vectors are laid out as CUDA's."""

    scalars: Mapping[Scalar, str]
    spaces: Mapping[Space, str]
    restrict: str
    registers: Mapping[Register, str]
    register_type: Scalar
    lowest: Mapping[Scalar, str]
    nan: str
    infinity: str
    taken: frozenset[str]
    families: tuple[str, ...]
    not_for_fields: frozenset[str]
    vectors: Mapping[Vector, str]
    typedef: bool
    cuda_vectors: bool

    def vector(self, type_: Vector) -> str:
        """The name of a vector type."""
        return self.vectors.get(type_) or f"{self.scalars[type_.scalar]}{type_.lanes}"

    def is_taken(self, name: str) -> bool:
        """Whether the language already gives the name a meaning, or may."""
        return name in self.taken or name.startswith(self.families)

    def base_name(self, name: str) -> str:
        """The programmer's name behind the IR's: without the `.1` of uniqueness, an identifier, no word of its own."""
        plain = re.sub(r"\.\d+$", "", name)
        plain = _BETTER.get(plain, re.sub(r"\W", "_", plain))
        if plain[:1].isdigit():
            plain = f"_{plain}"
        return f"{plain}_" if self.is_taken(plain) else plain

    def field_name(self, name: str) -> str:
        """A member's name: functions' names are free for members, words and types are not."""
        return f"{name}_" if name in self.not_for_fields else name
