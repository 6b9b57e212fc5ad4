"""What a name means in a function's body: variables, members, constants, functions, types."""

from __future__ import annotations

import difflib
from dataclasses import replace

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.frontend import ast, group_types
from transkernel.frontend.builtins import is_builtin
from transkernel.frontend.conversions import describe
from transkernel.frontend.entities import (
    AliasEntity,
    BuiltinOperand,
    ClassInfo,
    ClassTemplate,
    Constant,
    Entity,
    EnumEntity,
    Enumerator,
    FunctionEntity,
    FunctionsOperand,
    FunctionValue,
    HostEntity,
    LocalVariable,
    Meaning,
    Operand,
    Pack,
    PlaceAlias,
    Scope,
    TypeName,
    TypeOperand,
    VariableEntity,
)
from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.globals import global_variable
from transkernel.frontend.library import bare, library_type
from transkernel.frontend.type_names import find_all, type_of_entity
from transkernel.frontend.unit import Unit
from transkernel.frontend.untranslated import untranslated
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT32, Pointer, Struct, Type, Vector
from transkernel.source import Span


def name_meaning(lowering: FunctionLowering, name: ast.Name) -> Meaning:
    """The meaning of a name in an expression. Raises Refusal (TK0255) where it is not known."""
    member = _implicit_member(lowering, name)
    if member is not None:
        return member
    found = find_all(lowering.unit, lowering.scope, name)
    if not found:
        return _library_name(lowering, name)
    return _entity_meaning(lowering, found, name)


def _entity_meaning(lowering: FunctionLowering, found: list[Entity], name: ast.Name) -> Meaning:
    first = found[0]
    value = _value_meaning(lowering, first, name)
    if value is not None:
        return value
    match first:
        case FunctionEntity():
            functions = tuple(each for each in found if isinstance(each, FunctionEntity))
            return _functions(lowering, functions, name)
        case TypeName() | ClassTemplate() | AliasEntity() | EnumEntity():
            return TypeOperand(type_of_entity(lowering.unit, first, name.last.arguments, lowering.scope, name.span))
        case FunctionValue(functions=functions, arguments=arguments):
            return FunctionsOperand(functions[0].declaration.name.last.identifier, functions, arguments, lowering.scope)
        case Pack():
            raise refuse("TK0237", f"the parameter pack `{name.text}` must be followed by `...`", name.span)
        case HostEntity(declaration=declaration):
            return _host_name(lowering, declaration, name)
    raise refuse("TK0255", f"`{name.text}` has no meaning here", name.span)


def _value_meaning(lowering: FunctionLowering, entity: Entity, name: ast.Name) -> Operand | None:
    """The meaning of a name that stands for a value, or None."""
    match entity:
        case LocalVariable():
            return _local(lowering, entity, name)
        case PlaceAlias(place=place, const=const):
            if _is_of_another_function(lowering, name) and not group_types.is_stateless(place.type):
                raise _not_captured(name)
            return Operand(replace(place, span=name.span), True, const)
        case Constant(literal=literal):
            return Operand(replace(literal, span=name.span))
        case Enumerator():
            return Operand(enumerator_value(lowering, entity, name))
        case VariableEntity():
            return global_variable(lowering, entity, name)
    return None


def _local(lowering: FunctionLowering, variable: LocalVariable, name: ast.Name) -> Operand:
    outside = not lowering.folding and _is_of_another_function(lowering, name)
    if (lowering.folding or outside) and variable.constant is not None:
        return Operand(replace(variable.constant, span=name.span))
    if outside:
        raise _not_captured(name)
    return Operand(ir.Variable(variable.name, variable.type, name.span), True, variable.const)


def _is_of_another_function(lowering: FunctionLowering, name: ast.Name) -> bool:
    """Whether a lambda or a method of a local class reaches for a variable of the function around it."""
    for scope in lowering.scope.outward():
        if scope.own(name.last.identifier):
            return False
        if scope.kind == "class":
            return True
    return False


def _not_captured(name: ast.Name) -> Refusal:
    return refuse("TK0255", f"`{name.text}` belongs to the function around, and is not captured here", name.span)


def _functions(lowering: FunctionLowering, functions: tuple[FunctionEntity, ...], name: ast.Name) -> FunctionsOperand:
    last = name.last
    this = None
    if functions[0].owner is not None and "static" not in functions[0].declaration.specifiers:
        this = lowering.this
    return FunctionsOperand(last.identifier, functions, last.arguments, lowering.scope, this)


def _implicit_member(lowering: FunctionLowering, name: ast.Name) -> Meaning | None:
    """A member of `*this` that is named without `this->`."""
    if len(name.parts) != 1 or name.absolute:
        return None
    identifier = name.last.identifier
    for scope in lowering.scope.outward():
        if scope.own(identifier):
            return None
        if scope.owner is not None and identifier in scope.owner.fields:
            if lowering.this is None:
                raise refuse("TK0254", f"`{identifier}` is a member, and there is no object here", name.span)
            return field_of(lowering, lowering.this, scope.owner, identifier, name.span)
    return None


def enumerator_value(lowering: FunctionLowering, entity: Enumerator, name: ast.Name) -> ir.Literal:
    """An enumerator's number; those without one count on from the one before (C++17 [dcl.enum])."""
    enum = entity.enum
    assert enum.enumerators is not None
    type_: Type = INT32
    if enum.underlying is not None:
        from transkernel.frontend.type_names import resolve

        type_ = resolve(lowering.unit, entity.scope, enum.underlying).type
    value = _number_of(lowering.unit, enum.enumerators, entity)
    own = enum.enumerators[entity.index].name
    symbol = own if len(name.parts) == 1 and entity.scope.kind == "namespace" else None
    if symbol is not None:
        lowering.unit.symbols.setdefault(symbol, str(value))
    if type_ == INT32 and not -(2**31) <= value < 2**31:
        from transkernel.ir.types import INT64, UINT32

        type_ = UINT32 if 0 <= value < 2**32 else INT64
    return ir.Literal(value, type_, name.span, symbol)


def _number_of(unit: Unit, enumerators: tuple[ast.Enumerator, ...], entity: Enumerator) -> int:
    """Each number is computed once, in order: they are often made of one another."""
    _, numbers = unit.enumerators.setdefault((id(entity.enum), id(entity.scope)), (entity, []))
    while len(numbers) <= entity.index:
        source = enumerators[len(numbers)].value
        before = numbers[-1] if numbers else -1
        numbers.append(before + 1 if source is None else unit.whole_number(entity.scope, source, "an enumerator"))
    return numbers[entity.index]


def _library_name(lowering: FunctionLowering, name: ast.Name) -> Meaning:
    text = bare(name)
    declared = library_type(lowering.unit, lowering.scope, name)
    if declared is not None:
        return TypeOperand(declared)
    arguments = next((part.arguments for part in reversed(name.parts) if part.arguments is not None), None)
    group = group_types.is_function(lowering.unit, name)
    if group is not None:
        return BuiltinOperand(group, arguments)
    if is_builtin(text):
        return BuiltinOperand(text, arguments)
    raise unknown_name(lowering, name)


def unknown_name(lowering: FunctionLowering, name: ast.Name) -> Exception:
    """The refusal for a name that nothing declares, with what may have been meant and which headers are missing."""
    known = untranslated(name.text, name.span)
    if known is not None:
        return known
    notes: list[Note] = []
    near = difflib.get_close_matches(name.text, _visible(lowering.scope), 1)
    if near:
        notes.append(Note(f"did you mean `{near[0]}`?"))
    missing = [f"`{header}`" for header in lowering.unit.missing_headers[:3]]
    if missing:
        notes.append(Note(f"it may be declared in {', '.join(missing)}, which was not found: give its folder with -I"))
    return refuse("TK0255", f"`{name.text}` is not known", name.span, *notes)


def _visible(scope: Scope) -> list[str]:
    return [name for each in scope.outward() for name in each.names]


def _host_name(lowering: FunctionLowering, declaration: ast.HostCode, name: ast.Name) -> Meaning:
    if is_builtin(bare(name)):
        return BuiltinOperand(bare(name), name.last.arguments)
    failed = lowering.unit.parser.failed.get(declaration.name)
    if failed is not None:
        raise refuse(failed.code, failed.message, failed.span, Note(f"`{name.text}` is used here", name.span))
    raise refuse(
        "TK0257",
        f"`{name.text}` is host code: a kernel cannot call it",
        name.span,
        Note("declared here without `__device__`", declaration.span),
    )


# ---------------------------------------------------------------- members


def member_of(lowering: FunctionLowering, base: Operand, name: ast.Name, span: Span) -> Meaning:
    """`base.name`. Raises Refusal (TK0258) where there is no such member."""
    identifier = name.last.identifier
    if isinstance(base.type, Vector):
        return _lane_of(base, identifier, span)
    if not isinstance(base.type, Struct):
        raise refuse("TK0258", f"a `{describe(base.type)}` has no members", span)
    info = lowering.unit.classes.get(base.type.name)
    if info is None or group_types.is_group(base.type):
        return BuiltinOperand(f"{base.type.name}.{identifier}", name.last.arguments, base)
    if identifier in info.fields:
        return field_of(lowering, base, info, identifier, span)
    methods = info.find_methods(identifier)
    if methods:
        return FunctionsOperand(identifier, tuple(methods), name.last.arguments, lowering.scope, base)
    found = info.scope.own(identifier)
    if found:
        return _entity_meaning(lowering, found, name)
    near = difflib.get_close_matches(identifier, [*info.fields, *info.methods], 1)
    notes = (Note(f"did you mean `{near[0]}`?"),) if near else ()
    raise refuse("TK0258", f"`{info.template.name}` has no member `{identifier}`", span, *notes)


def field_of(lowering: FunctionLowering, base: Operand, info: ClassInfo, identifier: str, span: Span) -> Operand:
    """A field as a place; members of unnamed parts go through them, references through their pointer."""
    field, declared = info.fields[identifier]
    expression = base.expression
    type_: Type = info.struct
    for step in field.name.split("."):
        holder = lowering.unit.classes[type_.name].struct if isinstance(type_, Struct) else None
        part = holder.field(step) if holder is not None else None
        assert part is not None
        expression, type_ = ir.Member(expression, step, part.type, span), part.type
    if declared.reference:
        assert isinstance(type_, Pointer)
        return Operand(ir.Dereference(expression, type_.element, span), True, declared.const)
    return Operand(expression, base.lvalue, base.const or declared.const)


_LANES = {name: lane for lane, name in enumerate("xyzw")}


def _lane_of(base: Operand, identifier: str, span: Span) -> Operand:
    assert isinstance(base.type, Vector)
    lane = _LANES.get(identifier)
    if lane is None or lane >= base.type.lanes:
        raise refuse("TK0258", f"a `{describe(base.type)}` has no member `{identifier}`", span)
    expression = base.expression
    if isinstance(expression, ir.Build):
        return Operand(expression.elements[lane])
    return Operand(ir.Lane(expression, lane, base.type.scalar, span), base.lvalue, base.const)
