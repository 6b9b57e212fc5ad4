"""From the syntax of a type to its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import describe
from transkernel.frontend.entities import (
    AliasEntity,
    ClassInfo,
    ClassTemplate,
    Declared,
    Entity,
    EnumEntity,
    FunctionValue,
    HostEntity,
    NamespaceEntity,
    Scope,
    TypeName,
    UsingEntity,
)
from transkernel.frontend.group_types import group_spelled, is_group
from transkernel.frontend.library import library_type
from transkernel.frontend.untranslated import untranslated
from transkernel.ir.nodes import Literal
from transkernel.ir.types import (
    BOOL,
    FLOAT32,
    FLOAT64,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    VOID,
    Array,
    Pointer,
    Struct,
    Type,
)
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

BUILTIN_TYPES: dict[str, Type] = {
    "void": VOID,
    "bool": BOOL,
    "char": INT8,
    "signed char": INT8,
    "unsigned char": UINT8,
    "short": INT16,
    "unsigned short": UINT16,
    "int": INT32,
    "unsigned int": UINT32,
    "long": INT64,
    "unsigned long": UINT64,
    "long long": INT64,
    "unsigned long long": UINT64,
    "float": FLOAT32,
    "double": FLOAT64,
    "wchar_t": INT32,
    "char16_t": UINT16,
    "char32_t": UINT32,
}


def resolve(unit: Unit, scope: Scope, syntax: ast.TypeSyntax) -> Declared:
    """The type that the syntax names in a scope. Raises Refusal where it names none (TK0232) or one that a kernel
    cannot have (TK0233)."""
    handler = _RESOLVERS.get(type(syntax))
    if handler is None:
        raise refuse("TK0233", f"a kernel cannot use {_SAID.get(type(syntax), 'this type')}", syntax.span)
    return handler(unit, scope, syntax)


def _builtin(unit: Unit, scope: Scope, syntax: ast.BuiltinType) -> Declared:
    type_ = BUILTIN_TYPES.get(syntax.name)
    if type_ is None:
        raise refuse("TK0233", f"`{syntax.name}` has no counterpart in a kernel's port", syntax.span)
    return Declared(type_)


def _qualified(unit: Unit, scope: Scope, syntax: ast.QualifiedType) -> Declared:
    inner = resolve(unit, scope, syntax.type)
    if inner.reference:
        return inner
    return replace(inner, const=inner.const or syntax.const, volatile=inner.volatile or syntax.volatile)


def _pointer(unit: Unit, scope: Scope, syntax: ast.PointerType) -> Declared:
    if syntax.member_of is not None or isinstance(syntax.pointee, ast.FunctionType):
        raise refuse("TK0233", "a kernel cannot use pointers to functions or members", syntax.span)
    pointee = resolve(unit, scope, syntax.pointee)
    pointer = Pointer(pointee.type, const=pointee.const, volatile=pointee.volatile, restrict=syntax.restrict)
    return Declared(pointer, syntax.const, syntax.volatile)


def _reference(unit: Unit, scope: Scope, syntax: ast.ReferenceType) -> Declared:
    inner = resolve(unit, scope, syntax.referent)
    if inner.reference == "&" or not syntax.rvalue:
        return replace(inner, reference="&")
    return replace(inner, reference="&&")


def _array(unit: Unit, scope: Scope, syntax: ast.ArrayType) -> Declared:
    element = resolve(unit, scope, syntax.element)
    if syntax.extent is None:
        return replace(element, type=Array(element.type, 0))
    extent = unit.whole_number(scope, syntax.extent, "the extent of an array")
    if extent < 0:
        raise refuse("TK0234", f"an array cannot have {extent} elements", syntax.extent.span)
    return replace(element, type=Array(element.type, extent))


def _inline(unit: Unit, scope: Scope, syntax: ast.InlineType) -> Declared:
    declaration = syntax.declaration
    if isinstance(declaration, ast.Enum):
        return _enum(unit, scope, declaration)
    return Declared(unit.inline_class(declaration, scope).struct)


def _decltype(unit: Unit, scope: Scope, syntax: ast.DecltypeType) -> Declared:
    operand = syntax.operand
    if isinstance(operand, ast.TypeSyntax):
        return resolve(unit, scope, operand)
    return unit.type_of(scope, operand)


def _named(unit: Unit, scope: Scope, syntax: ast.NamedType) -> Declared:
    return resolve_name(unit, scope, syntax.name)


_RESOLVERS: dict[type, Callable[..., Declared]] = {
    ast.BuiltinType: _builtin,
    ast.QualifiedType: _qualified,
    ast.PointerType: _pointer,
    ast.ReferenceType: _reference,
    ast.ArrayType: _array,
    ast.InlineType: _inline,
    ast.DecltypeType: _decltype,
    ast.NamedType: _named,
}
_SAID = {
    ast.FunctionType: "function types",
    ast.AutoType: "`auto` here",
    ast.PackType: "a parameter pack here",
}


def _enum(unit: Unit, scope: Scope, declaration: ast.Enum) -> Declared:
    """An enum is its underlying type: int, or unsigned or 64-bit where an enumerator needs it."""
    if declaration.underlying is not None:
        return resolve(unit, scope, declaration.underlying)
    return Declared(INT32)


def resolve_name(unit: Unit, scope: Scope, name: ast.Name) -> Declared:
    """The type of a qualified name."""
    entity = find(unit, scope, name)
    if entity is None:
        builtin = library_type(unit, scope, name)
        if builtin is not None:
            return builtin
        raise untranslated(name.text, name.span) or refuse("TK0232", f"unknown type `{name.text}`", name.span)
    return type_of_entity(unit, entity, name.last.arguments, scope, name.span)


def type_of_entity(
    unit: Unit, entity: Entity, arguments: tuple[ast.TemplateArgument, ...] | None, scope: Scope, span: Span
) -> Declared:
    """The type that an entity names, with the template arguments that stood behind it."""
    match entity:
        case TypeName(declared=declared):
            return declared
        case ClassTemplate():
            if arguments is None and _is_template(entity):
                current = _injected(entity, scope)
                if current is not None:
                    return Declared(current.struct)
            return Declared(unit.class_with(entity, arguments, scope, span).struct)
        case AliasEntity(declaration=declaration, scope=home):
            if declaration.template_parameters is None:
                return _aliased(unit, entity)
            bound = unit.bind_template(declaration.template_parameters, arguments or (), home, scope, span)
            return resolve(unit, bound, declaration.type)
        case EnumEntity(declaration=declaration, scope=home):
            return _enum(unit, home, declaration)
        case HostEntity(declaration=declaration):
            failed = unit.parser.failed.get(declaration.name)
            if failed is not None:
                raise refuse(failed.code, failed.message, failed.span, *failed.notes)
            raise refuse("TK0232", f"`{declaration.name}` is host code; a kernel cannot use it", span)
    raise refuse("TK0232", "this name is not a type", span)


def _aliased(unit: Unit, entity: AliasEntity) -> Declared:
    """What an alias without parameters names; looked up once, as soon as it is complete."""
    known = unit.aliases.get(id(entity))
    if known is not None:
        return known[1]
    declared = resolve(unit, entity.scope, entity.declaration.type)
    innermost = declared.type
    while isinstance(innermost, Pointer | Array):
        innermost = innermost.element
    if not isinstance(innermost, Struct) or innermost.size:
        unit.aliases[id(entity)] = entity, declared
    return declared


def _is_template(entity: ClassTemplate) -> bool:
    return entity.primary is not None and entity.primary.template_parameters is not None


def _injected(entity: ClassTemplate, scope: Scope) -> ClassInfo | None:
    """Inside a class template its bare name is the instance that is being looked at."""
    for each in scope.outward():
        if each.owner is not None and each.owner.template is entity:
            return each.owner
    return None


def find(unit: Unit, scope: Scope, name: ast.Name) -> Entity | None:
    """The entity of a qualified name (the first, of functions); None where the name is not declared."""
    found = find_all(unit, scope, name)
    return found[0] if found else None


def find_all(unit: Unit, scope: Scope, name: ast.Name) -> list[Entity]:
    """All entities of a qualified name."""
    if len(name.parts) == 1:
        start = unit.index.globals if name.absolute else scope
        return _followed(unit, start.lookup(name.last.identifier))
    inner = scope_of(unit, scope, name)
    if inner is not None:
        return _followed(unit, inner.own(name.last.identifier))
    if name.parts[0].identifier == "cuda" and len(name.parts) > 2:
        return find_all(unit, scope, replace(name, parts=name.parts[1:]))  # `cuda::std::` is `std::` for the device
    return []


def _followed(unit: Unit, entities: list[Entity]) -> list[Entity]:
    """`using a::b` replaced by what it names; overloads that only the host has are left out beside others."""
    result: list[Entity] = []
    for entity in entities:
        if isinstance(entity, UsingEntity):
            outside = entity.scope if len(entity.name.parts) > 1 else unit.index.globals
            result += [each for each in find_all(unit, outside, entity.name) if each is not entity]
        else:
            result.append(entity)
    return [entity for entity in result if not isinstance(entity, HostEntity)] or result


def scope_of(unit: Unit, scope: Scope, name: ast.Name) -> Scope | None:
    """The scope that all but the last part of a name lead to; None for the libraries' namespaces."""
    current: Scope | None = None
    for part in name.parts[:-1]:
        if current is None:
            start = unit.index.globals if name.absolute else scope
            found = _followed(unit, start.lookup(part.identifier))
        else:
            found = _followed(unit, current.own(part.identifier))
        if not found:
            return None
        current = _inner_scope(unit, found[0], part, scope, name.span)
        if current is None:
            return None
    return current


def _inner_scope(unit: Unit, entity: Entity, part: ast.NamePart, scope: Scope, span: Span) -> Scope | None:
    if isinstance(entity, NamespaceEntity):
        return entity.scope
    if isinstance(entity, EnumEntity):
        return entity.scope
    declared = type_of_entity(unit, entity, part.arguments, scope, span)
    if isinstance(declared.type, Struct):
        info = unit.classes.get(declared.type.name)
        return info.scope if info is not None else None
    return None


def spelled(declared: Declared) -> str:
    """A declared type for messages and manifests."""
    const = "const " if declared.const else ""
    return f"{const}{describe(declared.type)}{declared.reference}"


def value_spelled(value: object) -> str:
    """A template value for names: `float`, `256`, `true`."""
    if isinstance(value, Declared):
        return group_spelled(value.type) if is_group(value.type) else spelled(value)
    if isinstance(value, Literal):
        if value.type == BOOL:
            return "true" if value.value else "false"
        return str(value.value)
    if isinstance(value, ClassTemplate):
        return value.name
    if isinstance(value, FunctionValue):
        return value.functions[0].declaration.name.last.identifier
    return ", ".join(value_spelled(each) for each in value) if isinstance(value, tuple) else str(value)
