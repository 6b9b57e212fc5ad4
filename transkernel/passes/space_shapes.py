"""What is not known yet of a type: one variable for the space of each pointer in it, and what makes two of them one.

    Shape        = PointerShape | StructShape | None   None: no pointer in the type
    PointerShape = (space, the shape of what it points to)
    StructShape  = the shapes of the fields that hold pointers

An array has the shape of its elements. A struct that points to itself has a shape that contains itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from transkernel.ir.types import Array, Pointer, Space, Struct, Type
from transkernel.source import Span


class SpaceConflict(Exception):
    """Two spaces for one pointer, each with the place that it came from; `place` is where they meet."""

    def __init__(self, left: SpaceVariable, right: SpaceVariable) -> None:
        super().__init__(f"{left.space} and {right.space}")
        self.left, self.right = left, right
        self.place: Span | None = None


class SpaceVariable:
    """An unknown space, in a union-find forest. `pinned` ones belong to the whole program, not to one function."""

    __slots__ = ("origin", "parent", "pinned", "space")

    def __init__(self, space: Space | None = None, origin: Span | None = None, pinned: bool = False) -> None:
        self.parent: SpaceVariable | None = None
        self.space, self.origin, self.pinned = space, origin, pinned

    def find(self) -> SpaceVariable:
        root = self
        while root.parent is not None:
            root = root.parent
        while self.parent is not None:
            self.parent, self = root, self.parent
        return root


@dataclass(eq=False, slots=True)
class PointerShape:
    space: SpaceVariable
    pointee: Shape


@dataclass(eq=False, slots=True)
class StructShape:
    fields: dict[str, Shape] = field(default_factory=dict)


Shape = PointerShape | StructShape | None
Fresh = Callable[[], SpaceVariable]


def unify_spaces(left: SpaceVariable, right: SpaceVariable) -> None:
    """One space for both; raises SpaceConflict where they are known and differ."""
    left, right = left.find(), right.find()
    if left is right:
        return
    if left.space is None:
        left, right = right, left
    if right.space is not None and right.space is not left.space:
        raise SpaceConflict(left, right)
    right.parent = left
    left.pinned = left.pinned or right.pinned


def unify(left: Shape, right: Shape, seen: set[tuple[int, int]] | None = None) -> None:
    """All spaces of one shape become those of the other. Shapes of different types share what they both have."""
    seen = set() if seen is None else seen
    if left is None or right is None or left is right or (id(left), id(right)) in seen:
        return
    seen.add((id(left), id(right)))
    if isinstance(left, PointerShape) and isinstance(right, PointerShape):
        unify_spaces(left.space, right.space)
        unify(left.pointee, right.pointee, seen)
    elif isinstance(left, StructShape) and isinstance(right, StructShape):
        for name, shape in left.fields.items():
            unify(shape, right.fields.get(name), seen)


class Shapes:
    """Makes shapes of types; knows the program's structs, since a pointer may name a struct without its fields."""

    def __init__(self, structs: Mapping[str, Struct]) -> None:
        self._structs = structs
        self._holds: dict[str, bool] = {}

    def struct(self, type_: Struct) -> Struct:
        """The struct with its fields."""
        return self._structs.get(type_.name, type_)

    def holds_pointer(self, type_: Type) -> bool:
        match type_:
            case Pointer():
                return True
            case Array():
                return self.holds_pointer(type_.element)
            case Struct():
                return self._struct_holds_pointer(type_)
        return False

    def _struct_holds_pointer(self, type_: Struct) -> bool:
        known = self._holds.get(type_.name)
        if known is None:
            known = any(self.holds_pointer(each.type) for each in self.struct(type_).fields)
            self._holds[type_.name] = known
        return known

    def build(self, type_: Type, fresh: Fresh, inside: dict[str, StructShape] | None = None) -> Shape:
        """The shape of a type, each of its spaces made by `fresh`."""
        inside = {} if inside is None else inside
        match type_:
            case Pointer():
                return PointerShape(fresh(), self.build(type_.element, fresh, inside))
            case Array():
                return self.build(type_.element, fresh, inside)
            case Struct() if self.holds_pointer(type_):
                return self._build_struct(type_, fresh, inside)
        return None

    def _build_struct(self, type_: Struct, fresh: Fresh, inside: dict[str, StructShape]) -> Shape:
        if type_.name in inside:
            return inside[type_.name]
        shape = StructShape()
        inside = {**inside, type_.name: shape}
        for each in self.struct(type_).fields:
            if self.holds_pointer(each.type):
                shape.fields[each.name] = self.build(each.type, fresh, inside)
        return shape


def copy_shape(shape: Shape, change: Callable[[SpaceVariable], SpaceVariable], done: dict[int, Shape]) -> Shape:
    """The same shape over other variables. `done` keeps what two shapes share shared."""
    if shape is None or id(shape) in done:
        return None if shape is None else done[id(shape)]
    if isinstance(shape, PointerShape):
        pointer = PointerShape(change(shape.space), None)
        done[id(shape)] = pointer
        pointer.pointee = copy_shape(shape.pointee, change, done)
        return pointer
    struct = StructShape()
    done[id(shape)] = struct
    for name, each in shape.fields.items():
        struct.fields[name] = copy_shape(each, change, done)
    return struct


def variables_of(shape: Shape, seen: set[int] | None = None) -> list[SpaceVariable]:
    """The variables of a shape in the order of its type, each place once."""
    seen = set() if seen is None else seen
    if shape is None or id(shape) in seen:
        return []
    seen.add(id(shape))
    if isinstance(shape, PointerShape):
        return [shape.space, *variables_of(shape.pointee, seen)]
    return [variable for each in shape.fields.values() for variable in variables_of(each, seen)]
