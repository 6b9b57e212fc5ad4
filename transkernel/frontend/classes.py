"""Completing a class: its members by name, and CUDA's layout (Itanium C++ ABI, as nvcc and gcc lay out on Linux)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.entities import (
    AliasEntity,
    ClassInfo,
    Declared,
    FunctionEntity,
    UsingEntity,
    VariableEntity,
)
from transkernel.frontend.type_names import resolve
from transkernel.ir.types import Array, Field, Pointer, Scalar, Struct, align_of, size_of

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

_MOST_LEAVES = 10_000
_NOT_FIELDS = frozenset({"static", "constexpr"})


def complete_class(unit: Unit, info: ClassInfo) -> None:
    """Fills scope, methods and layout of a class from its declaration. Raises Refusal where a member cannot be had."""
    for base in info.declaration.bases:
        declared = resolve(unit, info.scope, base)
        if not isinstance(declared.type, Struct):
            raise refuse("TK0239", "a class can only derive from a class", base.span)
        info.bases.append(unit.classes[declared.type.name])
    fields: list[ast.Variable | ast.Struct] = []
    for member in info.declaration.members or ():
        if _is_field(member):
            fields.append(member)  # type: ignore[arg-type]
        else:
            _declare_member(unit, info, member)
    for member in info.declaration.members or ():
        if isinstance(member, ast.StaticAssert):
            _check(unit, info, member)
    _lay_out(unit, info, fields)


def _check(unit: Unit, info: ClassInfo, assertion: ast.StaticAssert) -> None:
    """A class's static assertion. The author's compiler has seen it hold, so that one which is beyond us is let go."""
    try:
        condition = unit.constant(info.scope, assertion.condition, "a static assertion")
    except Refusal:
        return
    if not condition.value:
        raise refuse("TK0244", f"static assertion failed: {assertion.message}", assertion.span)


def _declare_member(unit: Unit, info: ClassInfo, member: ast.Declaration) -> None:
    scope = info.scope
    match member:
        case ast.Function():
            _declare_method(info, member)
        case ast.Variable():
            scope.add(member.name, VariableEntity(member, scope))
        case ast.Struct() if member.name:
            unit.index.declare_class(member, scope)
        case ast.Enum():
            unit.index.declare_enum(member, scope)
        case ast.TypeAlias():
            scope.bind(member.name, AliasEntity(member, scope))
        case ast.UsingName():
            scope.add(member.name.last.identifier, UsingEntity(member.name, scope))
        case _:
            unit.index.declare(member, scope)


def _declare_method(info: ClassInfo, member: ast.Function) -> None:
    name = member.name.last.identifier
    if "virtual" in member.specifiers:
        raise refuse("TK0239", "virtual functions have no counterpart in a kernel's port", member.span)
    entity = FunctionEntity(member, info.scope, info)
    if member.result is None and name == info.template.name:
        info.constructors.append(entity)
        return
    info.methods.setdefault(name, []).append(entity)
    info.scope.add(name, entity)


def _is_field(member: ast.Declaration) -> bool:
    """Whether a member lies in the object: variables that are not static, and unnamed structs and unions."""
    if isinstance(member, ast.Struct):
        return not member.name
    return isinstance(member, ast.Variable) and not member.specifiers & _NOT_FIELDS


def _lay_out(unit: Unit, info: ClassInfo, fields: list[ast.Variable | ast.Struct]) -> None:
    union = info.declaration.keyword == "union"
    layout = _Layout(union)
    for base in info.bases:
        for name, (field, declared) in base.fields.items():
            info.fields[name] = (field, declared)
        layout.take_base(base.struct)
    for member in fields:
        if isinstance(member, ast.Struct):
            _splice_anonymous(unit, info, layout, Declared(unit.inline_class(member, info.scope).struct))
        else:
            _place_member(unit, info, layout, member)
    alignment = layout.alignment
    if info.declaration.alignment is not None:
        alignment = max(alignment, unit.alignment(info.scope, info.declaration.alignment))
    size = -(-max(1, layout.size) // alignment) * alignment
    if sum(unit.leaves(field.type) for field in layout.fields) > _MOST_LEAVES:
        message = f"`{info.template.name}` holds more than {_MOST_LEAVES} members, those of its members counted"
        raise refuse("TK0239", message, info.declaration.span)
    info.struct = Struct(info.name, tuple(layout.fields), size, alignment, union)


def _place_member(unit: Unit, info: ClassInfo, layout: _Layout, member: ast.Variable) -> None:
    """One variable of a class, in its place."""
    declared = resolve(unit, info.scope, member.type)
    if not member.name and isinstance(member.type, ast.InlineType):
        _splice_anonymous(unit, info, layout, declared)
        return
    if declared.reference:
        # A reference member is a pointer that is never reseated.
        declared = replace(declared, type=Pointer(declared.type, const=declared.const))
    alignment = 0
    if member.alignment is not None:
        alignment = unit.alignment(info.scope, member.alignment)
    if isinstance(declared.type, Array) and not declared.type.extent:
        raise refuse("TK0234", f"the array `{member.name}` has no size", member.span)
    if isinstance(declared.type, Struct) and not declared.type.size:
        raise refuse("TK0238", f"`{declared.type.name}` is not complete where `{member.name}` is declared", member.span)
    if member.name and any(each.name == member.name for each in layout.fields):
        raise refuse("TK0239", f"two members are named `{member.name}`", member.span)
    width = None
    if member.bit_width is not None:
        width = unit.whole_number(info.scope, member.bit_width, "the width of a bit-field")
    field = layout.place(member.name, declared, alignment, width, member)
    if member.name:
        info.fields[member.name] = (field, declared)
    if member.init is not None:
        info.defaults[member.name] = member.init


def _splice_anonymous(unit: Unit, info: ClassInfo, layout: _Layout, declared: Declared) -> None:
    """The members of an unnamed struct or union inside a class are members of the class."""
    inner = unit.classes[declared.type.name]  # type: ignore[union-attr]
    name = f"unnamed_{len(layout.fields)}"
    field = layout.place(name, declared, 0, None, inner.declaration)
    info.fields[name] = (field, declared)
    for member, (part, part_declared) in inner.fields.items():
        info.fields.setdefault(member, (replace(part, name=f"{name}.{part.name}"), part_declared))


class _Layout:
    """Where the next member goes."""

    def __init__(self, union: bool) -> None:
        self.union = union
        self.fields: list[Field] = []
        self.bits = 0  # a bit-field may end within a byte
        self.alignment = 1

    @property
    def size(self) -> int:
        """Bytes."""
        return -(-self.bits // 8)

    def take_base(self, base: Struct) -> None:
        """A base class comes first, as its own members."""
        start = -(-self.size // base.alignment) * base.alignment
        self.fields += [replace(field, offset=start + field.offset) for field in base.fields]
        if base.fields:
            self.bits = 8 * (start + base.size)
        self.alignment = max(self.alignment, base.alignment)

    def place(
        self, name: str, declared: Declared, alignment: int, width: int | None, member: ast.Variable | ast.Struct
    ) -> Field:
        """Adds a member and says where it lies."""
        type_ = declared.type
        natural = max(alignment, align_of(type_), 1)
        if width is not None:
            return self._bit_field(name, type_, width, member)
        offset = 0 if self.union else -(-self.size // natural) * natural
        field = Field(name, type_, offset)
        self.fields.append(field)
        self.bits = max(self.bits, 8 * (offset + size_of(type_)))
        self.alignment = max(self.alignment, natural)
        return field

    def _bit_field(self, name: str, type_: object, width: int, member: ast.Variable | ast.Struct) -> Field:
        """At the next bit, unless it would cross a boundary of its declared type; without a name it does not align the
        class (Itanium C++ ABI 2.4, as NVIDIA's compilers follow it)."""
        if not isinstance(type_, Scalar) or not type_.is_integer or not 0 <= width <= type_.bits:
            raise refuse("TK0239", f"the bit-field `{name}` cannot have {width} bits of its type", member.span)
        start = 0 if self.union else self.bits
        if width == 0 or start % type_.bits + width > type_.bits:
            start = -(-start // type_.bits) * type_.bits
        field = Field(name, type_, start // type_.bits * (type_.bits // 8), width, start % type_.bits)
        self.bits = max(self.bits, start + width)
        if name:
            self.alignment = max(self.alignment, type_.bits // 8)
            self.fields.append(field)
        return field
