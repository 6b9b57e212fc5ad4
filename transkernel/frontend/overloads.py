"""Choosing among functions of one name (C++17 [over.match]), with template arguments deduced on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import Rank, describe, rank
from transkernel.frontend.entities import ClassInfo, Declared, FunctionEntity, Operand, Scope
from transkernel.frontend.group_types import is_group, same_group
from transkernel.frontend.templates import (
    Bindings,
    Value,
    bind,
    deduce,
    expand_arguments,
    key_of,
    positional,
)
from transkernel.frontend.type_names import resolve
from transkernel.ir import nodes as ir
from transkernel.ir.types import Array, Pointer, Struct, Type, is_arithmetic, is_float
from transkernel.records import record
from transkernel.source import Span

if TYPE_CHECKING:
    from transkernel.frontend.unit import Unit

Argument = Operand | ast.InitializerList


@record
class Parameter:
    """A parameter of a chosen function: its name in the source and its type with arguments filled in."""

    name: str
    declared: Declared
    syntax: ast.Parameter


@record
class Candidate:
    """A function that can be called: its scope has its template parameters bound.

    ranks: of each argument, its conversion and whether its reference gains a `const`. generality: -1 for no template,
    else how bare its parameters' patterns are.
    """

    entity: FunctionEntity
    scope: Scope
    parameters: tuple[Parameter, ...]
    key: object
    ranks: tuple[tuple[int, int], ...]
    generality: int = -1
    values: tuple[Value, ...] = ()

    @property
    def worst(self) -> int:
        """The rank of the argument that fits least."""
        return max((rank for rank, _ in self.ranks), default=0)

    @property
    def _last_resort(self) -> tuple[int, bool]:
        return self.generality, self.entity.declaration.body is None

    def is_better(self, other: Candidate) -> bool:
        """C++17 [over.match.best]: no argument fits worse, and one fits better or the function is less general."""
        if any(mine > theirs for mine, theirs in zip(self.ranks, other.ranks, strict=True)):
            return False
        return self.ranks != other.ranks or self._last_resort < other._last_resort


def fitting_object(candidates: list[Candidate], const: bool) -> list[Candidate]:
    """Of methods that differ in `const`, those that fit the object best: a const object takes only const ones."""
    if const:
        return [each for each in candidates if each.entity.declaration.specifiers & {"const", "static"}]
    plain = [each for each in candidates if "const" not in each.entity.declaration.specifiers]
    return plain or candidates


def best_of(candidates: list[Candidate]) -> Candidate | None:
    """The candidate that is better than every other, or None where the call is ambiguous."""
    for candidate in candidates:
        if all(candidate is other or candidate.is_better(other) for other in candidates):
            return candidate
    return None


def choose(
    unit: Unit,
    name: str,
    functions: tuple[FunctionEntity, ...],
    explicit: tuple[ast.TemplateArgument, ...] | None,
    arguments: tuple[Argument, ...],
    scope: Scope,
    span: Span,
    object_const: bool | None = None,
) -> Candidate:
    """The best function for the arguments; object_const is of the object whose methods they are.

    Raises Refusal (TK0256) where none fits, naming why for each; TK0268 where none is better than all others.
    """
    candidates, reasons = viable(unit, functions, explicit, arguments, scope, span)
    if object_const is not None:
        candidates = fitting_object(candidates, object_const)
    if not candidates:
        notes = tuple(Note(f"`{name}` does not fit: {reason}", each.declaration.span) for each, reason in reasons[:4])
        kinds = ", ".join(_kind_of(argument) for argument in arguments)
        raise refuse("TK0256", f"no `{name}` takes ({kinds})", span, *notes)
    best = best_of(candidates)
    if best is None:
        notes = tuple(Note("it could be this one", each.entity.declaration.span) for each in candidates[:4])
        raise refuse("TK0268", f"the call of `{name}` is ambiguous", span, *notes)
    return best


def _kind_of(argument: Argument) -> str:
    return describe(argument.type) if isinstance(argument, Operand) else "{...}"


def viable(
    unit: Unit,
    functions: tuple[FunctionEntity, ...],
    explicit: tuple[ast.TemplateArgument, ...] | None,
    arguments: tuple[Argument, ...],
    scope: Scope,
    span: Span,
) -> tuple[list[Candidate], list[tuple[FunctionEntity, str]]]:
    """All functions that can take the arguments, and for the others why not."""
    candidates: list[Candidate] = []
    reasons: list[tuple[FunctionEntity, str]] = []
    specialisations = [each for each in functions if each.declaration.template_parameters == ()]
    if len(specialisations) < len(functions):
        functions = tuple(each for each in functions if each.declaration.template_parameters != ())
    for entity in _with_bodies(functions):
        try:
            candidate = _fit(unit, entity, explicit, arguments, scope, span)
            candidates.append(_specialised(unit, candidate, specialisations))
        except Refusal as refusal:
            reasons.append((entity, refusal.diagnostic.message))
    return candidates, reasons


def _specialised(unit: Unit, candidate: Candidate, specialisations: list[FunctionEntity]) -> Candidate:
    """The explicit specialisation for a template's values, where there is one: it takes no part in the choice before
    (C++17 [temp.expl.spec])."""
    if not candidate.values:
        return candidate
    for entity in specialisations:
        values = _values_of(unit, candidate, entity)
        if values is None or key_of(values) != candidate.key:
            continue
        home = Scope("function", entity.scope)
        parameters = _parameters(unit, entity.declaration, home)
        if [each.declared.type for each in parameters] == [each.declared.type for each in candidate.parameters]:
            return replace(candidate, entity=entity, scope=home, parameters=parameters)
    return candidate


def _values_of(unit: Unit, candidate: Candidate, specialisation: FunctionEntity) -> tuple[Value, ...] | None:
    """The values for which a specialisation stands: those written, the others from its parameters' types.

    Raises Refusal where it may stand for the candidate's, and its parameters cannot be understood.
    """
    template = candidate.entity
    declaration, own = template.declaration, specialisation.declaration
    if len(declaration.parameters) != len(own.parameters) or template.owner is not specialisation.owner:
        return None
    parameters = _template_parameters(declaration)
    try:
        written = expand_arguments(unit, own.name.last.arguments or (), specialisation.scope)
        bindings = positional(parameters, written, own.name.text, own.span)
        names = {each.name: each for each in parameters if each.name not in bindings}
        for position, parameter in enumerate(own.parameters):
            given = resolve(unit, specialisation.scope, parameter.type)
            pattern = parameter_syntax(declaration, position)
            if names and not deduce(unit, template.scope, pattern, given, names, bindings):
                return None
        bind(unit, parameters, bindings, template.scope, own.span, own.name.text)
    except Refusal:
        if _may_stand_for(unit, own.name.last.arguments or (), specialisation.scope, candidate.values):
            raise
        return None
    return tuple(bindings[each.name] for each in parameters if each.name in bindings)


def _may_stand_for(
    unit: Unit, written: tuple[ast.TemplateArgument, ...], scope: Scope, values: tuple[Value, ...]
) -> bool:
    """Whether every written argument of a specialisation is the value at its position; an unknown type is none."""
    try:
        own = expand_arguments(unit, written, scope)
    except Refusal:
        return False
    return bool(own) and all(key_of(left) == key_of(right) for left, right in zip(own, values, strict=False))


def _with_bodies(functions: tuple[FunctionEntity, ...]) -> list[FunctionEntity]:
    """Definitions before declarations, and specialisations after their templates; host-only functions are not here."""
    kept = [each for each in functions if "delete" not in each.declaration.specifiers]
    return sorted(kept, key=lambda each: each.declaration.body is None)


def _fit(
    unit: Unit,
    entity: FunctionEntity,
    explicit: tuple[ast.TemplateArgument, ...] | None,
    arguments: tuple[Argument, ...],
    scope: Scope,
    span: Span,
) -> Candidate:
    declaration = entity.declaration
    templated = _template_parameters(declaration)
    is_template = bool(templated)
    if explicit is not None and not is_template and declaration.template_parameters is None:
        raise refuse("TK0256", "it is no template", span)
    home = Scope("function", entity.scope)
    values: tuple[Value, ...] = ()
    if is_template:
        bindings = _deduced(unit, entity, templated, explicit, arguments, scope, span)
        home = bind(unit, templated, bindings, entity.scope, span, declaration.name.last.identifier)
        values = tuple(bindings[each.name] for each in templated if each.name in bindings)
    parameters = _parameters(unit, declaration, home)
    ranks = _ranks(unit, parameters, arguments, declaration, span)
    if declaration.template_parameters == () and explicit is not None:
        _check_written(unit, entity, explicit, scope, span)
    generality = sum(_bare(each.type, templated) for each in declaration.parameters) if is_template else -1
    return Candidate(entity, home, parameters, key_of(values), tuple(ranks), generality, values)


def _check_written(
    unit: Unit, entity: FunctionEntity, explicit: tuple[ast.TemplateArgument, ...], scope: Scope, span: Span
) -> None:
    """A specialisation whose template is not at hand fits where it is written with the same arguments."""
    written = expand_arguments(unit, entity.declaration.name.last.arguments or (), entity.scope)
    if key_of(expand_arguments(unit, explicit, scope)) != key_of(written):
        raise refuse("TK0256", "it is the specialisation for other arguments", span)


def _bare(syntax: ast.TypeSyntax, parameters: tuple[ast.TemplateParameter, ...]) -> int:
    """How general a parameter's pattern is: 2 for a bare `T`, 1 for something around it, 0 for no parameter in it."""
    while isinstance(syntax, ast.ReferenceType | ast.QualifiedType):
        syntax = syntax.referent if isinstance(syntax, ast.ReferenceType) else syntax.type
    names = {each.name for each in parameters}
    if isinstance(syntax, ast.NamedType) and syntax.name.text in names:
        return 2
    from transkernel.frontend.unit import names_in

    return int(bool(names & set(names_in(syntax))))


def _template_parameters(declaration: ast.Function) -> tuple[ast.TemplateParameter, ...]:
    """The written parameters and one more for each `auto` parameter."""
    written = declaration.template_parameters or ()
    invented = tuple(
        ast.TemplateParameter("type", f"auto:{position}", each.span, pack=each.pack)
        for position, each in enumerate(declaration.parameters)
        if _mentions_auto(each.type)
    )
    return (*written, *invented)


def _mentions_auto(syntax: ast.TypeSyntax) -> bool:
    from transkernel.frontend.unit import nodes_in

    return any(isinstance(node, ast.AutoType) or _is_any_group(node) for node in nodes_in(syntax))


def _is_any_group(node: object) -> bool:
    """`cooperative_groups::thread_group`, which takes every kind of group, as `auto` does."""
    return isinstance(node, ast.NamedType) and node.name.last.identifier == "thread_group"


def parameter_syntax(declaration: ast.Function, position: int) -> ast.TypeSyntax:
    """A parameter's type, with `auto` replaced by the template parameter invented for it."""
    from transkernel.frontend.declarations import _with_auto

    parameter = declaration.parameters[position]
    if not _mentions_auto(parameter.type):
        return parameter.type
    name = ast.Name((ast.NamePart(f"auto:{position}"),), parameter.span)
    return _with_auto(parameter.type, ast.NamedType(name, parameter.span))


def _deduced(
    unit: Unit,
    entity: FunctionEntity,
    parameters: tuple[ast.TemplateParameter, ...],
    explicit: tuple[ast.TemplateArgument, ...] | None,
    arguments: tuple[Argument, ...],
    scope: Scope,
    span: Span,
) -> Bindings:
    declaration = entity.declaration
    bindings: Bindings = {}
    name = declaration.name.last.identifier
    if explicit:
        bindings = positional(parameters, expand_arguments(unit, explicit, scope), name, span)
        for each in parameters:
            if each.pack and bindings.get(each.name) == ():
                del bindings[each.name]
    names = {one.name: one for one in parameters if one.name and (one.pack or one.name not in bindings)}
    given = dict(bindings)
    known = Scope("template", entity.scope)
    from transkernel.frontend.templates import entity_of

    for key, value in given.items():
        known.bind(key, entity_of(value, key))
    for position, parameter in enumerate(declaration.parameters):
        pattern = parameter_syntax(declaration, position)
        if parameter.pack:
            _deduce_pack(unit, known, pattern, arguments[position:], names, bindings)
            break
        if position >= len(arguments):
            break
        argument = arguments[position]
        if isinstance(argument, Operand):
            _deduce_one(unit, known, pattern, argument, names, bindings, span)
    return bindings


def _deduce_one(
    unit: Unit,
    scope: Scope,
    pattern: ast.TypeSyntax,
    argument: Operand,
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
    span: Span,
) -> None:
    """One parameter from its argument; a later argument of another type for the same parameter is an error."""
    from transkernel.frontend.unit import names_in

    if not set(names) & set(names_in(pattern)):
        return
    given = _argument_type(pattern, argument)
    before = dict(bindings)
    if not deduce(unit, scope, pattern, given, names, bindings):
        bindings.clear()
        bindings.update(before)
        raise refuse("TK0256", f"`{describe(argument.type)}` does not match its parameter", span)


def _argument_type(pattern: ast.TypeSyntax, argument: Operand) -> Declared:
    """What a parameter's pattern is matched with (C++17 [temp.deduct.call])."""
    if isinstance(pattern, ast.ReferenceType):
        declared = Declared(argument.type, argument.const)
        forwarding = pattern.rvalue and isinstance(pattern.referent, ast.NamedType)
        if forwarding and argument.lvalue:
            return Declared(argument.type, argument.const, reference="&")
        return declared
    if isinstance(argument.type, Array):
        return Declared(Pointer(argument.type.element, const=argument.const))
    return Declared(argument.type)


def _deduce_pack(
    unit: Unit,
    scope: Scope,
    pattern: ast.TypeSyntax,
    arguments: tuple[Argument, ...],
    names: dict[str, ast.TemplateParameter],
    bindings: Bindings,
) -> None:
    inner = pattern.pattern if isinstance(pattern, ast.PackType) else pattern
    collected: dict[str, list[Value]] = {name: [] for name, each in names.items() if each.pack}
    for argument in arguments:
        if not isinstance(argument, Operand):
            continue
        single: Bindings = {}
        deduce(unit, scope, inner, _argument_type(inner, argument), names, single)
        for name, values in collected.items():
            if name in single:
                values.append(single[name])
    for name, values in collected.items():
        if values or name not in bindings:
            bindings[name] = tuple(values)


def _parameters(unit: Unit, declaration: ast.Function, home: Scope) -> tuple[Parameter, ...]:
    """The parameters with their types; a pack becomes one for each of its elements."""
    result: list[Parameter] = []
    for position, syntax in enumerate(declaration.parameters):
        pattern = parameter_syntax(declaration, position)
        if not syntax.pack:
            result.append(Parameter(syntax.name, _adjusted(resolve(unit, home, pattern)), syntax))
            continue
        inner = pattern.pattern if isinstance(pattern, ast.PackType) else pattern
        for count, scope in enumerate(unit.expansions(inner, home)):
            declared = _adjusted(resolve(unit, scope, inner))
            result.append(Parameter(f"{syntax.name}:{count}", declared, syntax))
    if len(result) == 1 and not result[0].declared.reference and str(result[0].declared.type) == "void":
        return ()
    return tuple(result)


def _adjusted(declared: Declared) -> Declared:
    """An array parameter is a pointer (C++17 [dcl.fct])."""
    if isinstance(declared.type, Array) and not declared.reference:
        return Declared(Pointer(declared.type.element, const=declared.const, volatile=declared.volatile))
    return declared


def _ranks(
    unit: Unit,
    parameters: tuple[Parameter, ...],
    arguments: tuple[Argument, ...],
    declaration: ast.Function,
    span: Span,
) -> list[tuple[int, int]]:
    if len(arguments) > len(parameters):
        raise refuse("TK0256", f"it takes {len(parameters)} arguments", span)
    missing = parameters[len(arguments) :]
    if any(parameter.syntax.default is None for parameter in missing):
        raise refuse("TK0256", f"it takes {len(parameters)} arguments", span)
    ranks: list[tuple[int, int]] = []
    for parameter, argument in zip(parameters, arguments, strict=False):
        found = argument_rank(unit, argument, parameter.declared)
        if found is None:
            raise refuse("TK0256", f"`{_kind_of(argument)}` is not a `{describe(parameter.declared.type)}`", span)
        ranks.append((int(found), _gains_const(argument, parameter.declared)))
    return ranks


def _gains_const(argument: Argument, declared: Declared) -> int:
    """1 where a reference is more `const` than what it is bound to (C++17 [over.ics.rank])."""
    if not isinstance(argument, Operand) or declared.reference != "&" or not declared.const:
        return 0
    return int(argument.lvalue and not argument.const)


def argument_rank(unit: Unit, argument: Argument, declared: Declared) -> Rank | None:
    """How an argument converts to a parameter, or None."""
    if isinstance(argument, ast.InitializerList):
        return Rank.CONVERSION
    target = declared.type
    source = argument.type
    if is_group(target):
        return (Rank.EXACT if source == target else Rank.QUALIFICATION) if same_group(source, target) else None
    if declared.reference == "&" and not declared.const:
        return _bind_rank(unit, argument, target)
    if isinstance(source, Array) and not isinstance(target, Array):
        source = Pointer(source.element, const=argument.const)
    null = isinstance(argument.expression, ir.Literal) and argument.expression.value == 0 and not is_float(source)
    found = rank(source, target, null=null)
    if found is not None:
        return found
    return class_rank(unit, source, target)


def _bind_rank(unit: Unit, argument: Operand, target: Type) -> Rank | None:
    if not argument.place.lvalue or argument.const:
        return None
    if argument.type == target or rank(argument.type, target) is Rank.EXACT:
        return Rank.EXACT
    return class_rank(unit, argument.type, target) if _derives(unit, argument.type, target) else None


def class_rank(unit: Unit, source: Type, target: Type) -> Rank | None:
    """Conversions by class: derived to base, conversion functions, converting constructors."""
    if _derives(unit, source, target):
        return Rank.CONVERSION
    if isinstance(source, Pointer) and isinstance(target, Pointer):
        return Rank.CONVERSION if _derives(unit, source.element, target.element) else None
    if isinstance(source, Struct) and (is_arithmetic(target) or isinstance(target, Pointer)):
        return Rank.USER if conversion_functions(unit.classes.get(source.name)) else None
    if isinstance(target, Struct) and source != target:
        info = unit.classes.get(target.name)
        one = [each for each in info.constructors if len(each.declaration.parameters) >= 1] if info else []
        usable = [each for each in one if "explicit" not in each.declaration.specifiers]
        return Rank.USER if usable and not isinstance(source, Struct) else None
    return None


def _derives(unit: Unit, source: Type, target: Type) -> bool:
    if not isinstance(source, Struct) or not isinstance(target, Struct):
        return False
    info = unit.classes.get(source.name)
    return info is not None and any(base.struct == target or _derives(unit, base.struct, target) for base in info.bases)


derives = _derives


def conversion_functions(info: ClassInfo | None) -> list[FunctionEntity]:
    """`operator T()` of a class and its bases."""
    if info is None:
        return []
    own = [each for each in info.methods.get("operator", ()) if each.declaration.name.last.conversion is not None]
    return own or [each for base in info.bases for each in conversion_functions(base)]
