"""Instances of kernel templates that nothing at hand instantiates: guesses, tried in order and said as such.

The rule: a parameter's own default where it has one; else a type is float (then int, float2); an integer is 32, the
width of a warp (then 4, 2, 1); a bool is false (then true); an enum is its first enumerator (then the others). A
template parameter that is a template or function has no guess. The first combination that can be translated is taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from transkernel.diagnostics import Refusal
from transkernel.frontend import ast, templates
from transkernel.frontend.entities import Declared, EnumEntity, FunctionEntity, Scope
from transkernel.frontend.templates import Bindings, Value
from transkernel.frontend.type_names import find, resolve
from transkernel.frontend.unit import Unit
from transkernel.ir.nodes import Literal
from transkernel.ir.types import BOOL, FLOAT32, INT32, Type, Vector, is_integer

MOST_TRIES = 24
_INTEGERS = (32, 4, 2, 1)
_TYPES: tuple[Type, ...] = (FLOAT32, INT32, Vector(FLOAT32, 2))


def default_instances(unit: Unit, entity: FunctionEntity) -> Iterator[tuple[Value, ...]]:
    """Template values to try for a kernel, the likeliest first."""
    parameters = entity.declaration.template_parameters or ()
    wanted = [each for each in parameters if each.default is None and not each.pack]
    choices = [_choices(unit, entity.scope, each) for each in wanted]
    if not all(choices):
        return
    for chosen in itertools.islice(_in_step(choices), MOST_TRIES):
        bindings: Bindings = {each.name: value for each, value in zip(wanted, chosen, strict=True)}
        try:
            span = entity.declaration.span
            templates.bind(unit, parameters, bindings, entity.scope, span, entity.declaration.name.text)
        except Refusal:
            continue
        yield tuple(bindings[each.name] for each in parameters if each.name in bindings)


def _in_step(choices: list[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """Combinations in which all parameters of a kind have the same value: first those in which one kind differs from
    the likeliest, then all."""
    kinds: dict[tuple[object, ...], int] = {}
    groups = [kinds.setdefault(tuple(templates.key_of(value) for value in each), len(kinds)) for each in choices]
    lists = [next(each for each, group in zip(choices, groups, strict=True) if group == wanted)
             for wanted in range(len(kinds))]  # fmt: skip
    first = tuple(each[0] for each in lists)
    one = ((*first[:at], other, *first[at + 1 :]) for at, each in enumerate(lists) for other in each[1:])
    for picked in itertools.chain([first], one, itertools.product(*lists)):
        yield tuple(picked[group] for group in groups)


def _choices(unit: Unit, scope: Scope, parameter: ast.TemplateParameter) -> tuple[Value, ...]:
    if parameter.kind == "type":
        return tuple(Declared(type_) for type_ in _TYPES)
    if parameter.kind != "value" or parameter.type is None:
        return ()
    syntax = parameter.type
    while isinstance(syntax, ast.QualifiedType):
        syntax = syntax.type
    if isinstance(syntax, ast.NamedType):
        entity = find(unit, scope, syntax.name)
        if isinstance(entity, EnumEntity):
            return _enumerators(unit, entity, parameter)
    try:
        declared = resolve(unit, scope, syntax)
    except Refusal:
        return ()
    if declared.type == BOOL:
        return tuple(Literal(value, BOOL, parameter.span) for value in (False, True))
    if not is_integer(declared.type):
        return ()
    return tuple(Literal(value, declared.type, parameter.span) for value in _INTEGERS)


def _enumerators(unit: Unit, entity: EnumEntity, parameter: ast.TemplateParameter) -> tuple[Value, ...]:
    made: list[Value] = []
    for each in entity.declaration.enumerators or ():
        name = ast.Name((ast.NamePart(each.name),), parameter.span)
        try:
            literal = unit.constant(entity.scope, ast.NameExpression(name, parameter.span), "an enumerator")
        except Refusal:
            continue
        made.append(literal)
    return tuple(made)
