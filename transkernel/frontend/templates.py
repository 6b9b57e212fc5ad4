"""Template arguments: binding them to parameters, deducing them from types, and choosing specialisations
(C++17 [temp.arg], [temp.deduct.call], [temp.class.spec.match])."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import convert
from transkernel.frontend.entities import (
    ClassInfo,
    ClassTemplate,
    Constant,
    Declared,
    Entity,
    FunctionEntity,
    FunctionValue,
    Pack,
    Scope,
    TypeName,
)
from transkernel.frontend.group_types import constant_of, tile_size
from transkernel.frontend.type_names import find, find_all, resolve
from transkernel.ir.nodes import Literal
from transkernel.ir.types import INT32, UINT32, Array, Pointer, Scalar, Struct, is_arithmetic
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

Value = Declared | Literal | ClassTemplate | FunctionValue | tuple["Value", ...]
Bindings = dict[str, Value]


def template_value(unit: Unit, argument: ast.TemplateArgument, scope: Scope) -> Value:
    """A written template argument's meaning: a type, a constant or a class template."""
    if isinstance(argument, ast.TypeSyntax):
        if isinstance(argument, ast.NamedType) and argument.name.last.arguments is None:
            entity = find(unit, scope, argument.name)
            if isinstance(entity, ClassTemplate) and _has_parameters(entity):
                return entity
        return resolve(unit, scope, argument)
    if isinstance(argument, ast.UnaryExpression) and argument.op == "&":
        pointed = template_value(unit, argument.operand, scope)
        if isinstance(pointed, FunctionValue):
            return pointed
    named = _named_value(unit, argument, scope) if isinstance(argument, ast.NameExpression) else None
    return named or unit.constant(scope, argument, "a template argument")


def _named_value(unit: Unit, argument: ast.NameExpression, scope: Scope) -> Value | None:
    """A name that stands for a function, a class template or a type; None for a constant."""
    found = find_all(unit, scope, argument.name)
    functions = tuple(each for each in found if isinstance(each, FunctionEntity))
    if functions:
        return FunctionValue(functions, argument.name.last.arguments)
    entity = found[0] if found else None
    if isinstance(entity, FunctionValue):
        return entity
    if isinstance(entity, ClassTemplate) and _has_parameters(entity) and argument.name.last.arguments is None:
        return entity
    if entity is not None and not isinstance(entity, Constant) and unit.is_type(entity):
        return resolve(unit, scope, ast.NamedType(argument.name, argument.span))
    return None


def _has_parameters(entity: ClassTemplate) -> bool:
    return entity.primary is not None and entity.primary.template_parameters is not None


def expand_arguments(unit: Unit, arguments: tuple[ast.TemplateArgument, ...], scope: Scope) -> tuple[Value, ...]:
    """Written arguments in order, packs expanded."""
    values: list[Value] = []
    for argument in arguments:
        pattern: ast.TemplateArgument | None = None
        if isinstance(argument, ast.PackType | ast.PackExpansion):
            pattern = argument.pattern
        if pattern is None:
            values.append(template_value(unit, argument, scope))
        else:
            values += [template_value(unit, pattern, inner) for inner in unit.expansions(pattern, scope)]
    return tuple(values)


def entity_of(value: Value, name: str) -> Entity:
    """What a template parameter's name means when it has a value. Constants keep the parameter's name as symbol."""
    if isinstance(value, Declared):
        return TypeName(value)
    if isinstance(value, Literal):
        return Constant(value)
    if isinstance(value, tuple):
        return Pack(tuple(entity_of(each, name) for each in value))
    return value


def bind(
    unit: Unit,
    parameters: tuple[ast.TemplateParameter, ...],
    values: Bindings,
    home: Scope,
    span: Span,
    what: str,
) -> Scope:
    """A scope in which each parameter has its value, defaults filled in. Raises Refusal (TK0235) where one has none."""
    scope = Scope("template", home)
    for parameter in parameters:
        value = values.get(parameter.name) if parameter.name else None
        if value is None and parameter.pack:
            value = ()
        if value is None and parameter.default is not None:
            value = template_value(unit, parameter.default, scope)
        if value is None and not parameter.name:
            continue
        if value is None:
            raise refuse("TK0235", f"the template argument `{parameter.name}` of `{what}` cannot be deduced", span)
        if not _is_of_kind(parameter, value):
            raise refuse("TK0235", f"the template argument `{parameter.name}` of `{what}` is of another kind", span)
        if parameter.kind == "value" and isinstance(value, Literal) and parameter.type is not None:
            value = _as_parameter(unit, value, parameter.type, scope)
        scope.bind(parameter.name, entity_of(value, parameter.name))
        values[parameter.name] = value
    return scope


def _is_of_kind(parameter: ast.TemplateParameter, value: Value) -> bool:
    """Whether a value is a type where a type is wanted, and so on; a pack's elements are looked at one by one."""
    if isinstance(value, tuple):
        return all(_is_of_kind(parameter, each) for each in value)
    wanted: dict[str, type | tuple[type, ...]] = {
        "type": Declared, "value": (Literal, FunctionValue), "template": ClassTemplate,
    }  # fmt: skip
    return isinstance(value, wanted[parameter.kind])


def _as_parameter(unit: Unit, value: Literal, syntax: ast.TypeSyntax, scope: Scope) -> Literal:
    if isinstance(syntax, ast.AutoType):
        return value
    try:
        declared = resolve(unit, scope, syntax)
    except Refusal:
        return value
    if not is_arithmetic(declared.type):
        return value
    converted = convert(value, declared.type)
    if isinstance(converted, Literal):
        return replace(converted, symbol=None)
    return value


def positional(
    parameters: tuple[ast.TemplateParameter, ...], values: tuple[Value, ...], what: str, span: Span
) -> Bindings:
    """Explicit arguments by parameter name; a pack takes all that is left."""
    bindings: Bindings = {}
    rest = list(values)
    for parameter in parameters:
        if parameter.pack:
            bindings[parameter.name] = tuple(rest)
            rest = []
        elif rest:
            bindings[parameter.name] = rest.pop(0)
    if rest:
        raise refuse("TK0235", f"`{what}` takes {len(parameters)} template arguments and got {len(values)}", span)
    return bindings


def flattened(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """A list of values with those of packs one by one, as they are written."""
    flat: list[Value] = []
    for value in values:
        flat.extend(value if isinstance(value, tuple) else (value,))
    return tuple(flat)


def key_of(value: object) -> object:
    """A hashable identity of a template value, without places."""
    if isinstance(value, Literal):
        return (value.value, value.type)
    if isinstance(value, tuple):
        return tuple(key_of(each) for each in value)
    if isinstance(value, ClassTemplate):
        return id(value)
    if isinstance(value, FunctionValue):
        return tuple(id(each.declaration) for each in value.functions), value.arguments
    return value


def same_value(left: Value, right: Value) -> bool:
    """Whether two template values are one."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        return left.value == right.value
    return key_of(left) == key_of(right)


def deduce(
    unit: Unit,
    scope: Scope,
    pattern: ast.TemplateArgument,
    value: Value,
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> bool:
    """Matches a parameter's pattern against an argument's value, adding to the bindings. False: they do not fit.

    Parts of a pattern that name no template parameter are left for the caller's conversion check.
    """
    parameter = _parameter_named(pattern, names)
    if parameter is not None:
        return _bind_one(parameter, value, bindings)
    if not isinstance(value, Declared):
        return _deduce_constant(unit, scope, pattern, value)
    match pattern:
        case ast.QualifiedType(type=inner):
            plain = replace(value, const=value.const and not pattern.const)
            return deduce(unit, scope, inner, plain, names, bindings)
        case ast.PointerType(pointee=pointee):
            if not isinstance(value.type, Pointer):
                return False
            target = Declared(value.type.element, value.type.const, value.type.volatile)
            return deduce(unit, scope, pointee, target, names, bindings)
        case ast.ReferenceType(referent=referent):
            return deduce(unit, scope, referent, value, names, bindings)
        case ast.ArrayType():
            return _deduce_array(unit, scope, pattern, value, names, bindings)
        case ast.NamedType(name=name) if name.last.arguments is not None:
            return _deduce_class(unit, scope, name, value, names, bindings)
    return True


def _parameter_named(
    pattern: ast.TemplateArgument, names: dict[str, ast.TemplateParameter]
) -> ast.TemplateParameter | None:
    if isinstance(pattern, ast.NamedType | ast.NameExpression):
        name = pattern.name
        if len(name.parts) == 1 and name.last.arguments is None:
            return names.get(name.last.identifier)
    return None


def _bind_one(parameter: ast.TemplateParameter, value: Value, bindings: Bindings) -> bool:
    if (parameter.kind == "value") != isinstance(value, Literal | FunctionValue):
        return False
    known = bindings.get(parameter.name)
    if known is None:
        bindings[parameter.name] = value
        return True
    return same_value(known, value)


def _deduce_constant(unit: Unit, scope: Scope, pattern: ast.TemplateArgument, value: Value) -> bool:
    if isinstance(pattern, ast.TypeSyntax):
        return not isinstance(value, Literal)
    if not isinstance(value, Literal):
        return False
    try:
        return unit.constant(scope, pattern, "a template argument").value == value.value
    except Refusal:
        return True


def _deduce_array(
    unit: Unit,
    scope: Scope,
    pattern: ast.ArrayType,
    value: Declared,
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> bool:
    if not isinstance(value.type, Array):
        return False
    element = replace(value, type=value.type.element)
    if not deduce(unit, scope, pattern.element, element, names, bindings):
        return False
    if pattern.extent is None:
        return True
    return deduce(unit, scope, pattern.extent, Literal(value.type.extent, INT32, pattern.span), names, bindings)


def _deduce_class(
    unit: Unit,
    scope: Scope,
    name: ast.Name,
    value: Declared,
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> bool:
    if not isinstance(value.type, Struct):
        return not isinstance(value.type, Scalar)
    tag = constant_of(unit, value.type)
    if tag is not None and name.last.arguments:
        return deduce(unit, scope, name.last.arguments[-1], tag, names, bindings)
    size = tile_size(value.type)
    if size is not None and name.last.arguments:
        number = Literal(size, UINT32, name.span)
        return deduce(unit, scope, name.last.arguments[0], number, names, bindings)
    info = unit.classes.get(value.type.name)
    if info is None:
        return False
    candidates = [info, *info.bases]
    entity = find(unit, scope, name)
    parameter = names.get(name.last.identifier)
    for candidate in candidates:
        if parameter is not None and parameter.kind == "template":
            bindings[parameter.name] = candidate.template
        elif entity is not candidate.template:
            continue
        patterns = name.last.arguments or ()
        arguments: tuple[Value, ...] = _written_arguments(unit, candidate, len(patterns), name.span)
        return deduce_list(unit, scope, patterns, arguments, names, bindings)
    return False


def _written_arguments(unit: Unit, info: ClassInfo, count: int, span: Span) -> tuple[Value, ...]:
    """The template arguments of a class, without those behind the first `count` that its template's defaults give."""
    arguments: tuple[Value, ...] = info.arguments  # type: ignore[assignment]
    primary = info.template.primary
    parameters = primary.template_parameters if primary is not None else None
    if parameters is None or len(arguments) <= count or any(each.pack for each in parameters):
        return arguments
    values = positional(parameters, arguments[:count], info.template.name, span)
    try:
        bind(unit, parameters, values, info.template.scope, span, info.template.name)
    except Refusal:
        return arguments
    rest = zip(parameters[count:], arguments[count:], strict=False)
    given = all(each.name in values and same_value(values[each.name], value) for each, value in rest)
    return arguments[:count] if given else arguments


def deduce_list(
    unit: Unit,
    scope: Scope,
    patterns: tuple[ast.TemplateArgument, ...],
    values: tuple[Value, ...],
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> bool:
    """Matches a list of template arguments, with a pack at its end, against values."""
    flat: list[Value] = []
    for value in values:
        flat.extend(value if isinstance(value, tuple) else (value,))
    for position, pattern in enumerate(patterns):
        expansion = pattern.pattern if isinstance(pattern, ast.PackType | ast.PackExpansion) else None
        if expansion is not None:
            parameter = _parameter_named(expansion, names)
            if parameter is not None:
                bindings[parameter.name] = tuple(flat[position:])
            return True
        if position >= len(flat):
            return False
        if not deduce_exact(unit, scope, pattern, flat[position], names, bindings):
            return False
    return len(flat) == len(patterns)


def deduce_exact(
    unit: Unit,
    scope: Scope,
    pattern: ast.TemplateArgument,
    value: Value,
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> bool:
    """`deduce` where what names no parameter must be the very same type or value, as in specialisations."""
    before = dict(bindings)
    if not deduce(unit, scope, pattern, value, names, bindings):
        return False
    mentioned = Scope("template", scope)
    for name, bound in bindings.items():
        if name:
            mentioned.bind(name, entity_of(bound, name))
    try:
        rebuilt = template_value(unit, pattern, mentioned)
    except Refusal:
        bindings.clear()
        bindings.update(before)
        return False
    return same_value(rebuilt, value)
