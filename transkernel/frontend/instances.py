"""Device functions with their template arguments, lowered once each and shared by the kernels of a unit."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.declarations import refuse_second
from transkernel.frontend.entities import (
    ClassInfo,
    Declared,
    FunctionEntity,
    LocalVariable,
    Operand,
    Pack,
    PlaceAlias,
    Scope,
)
from transkernel.frontend.function import FunctionLowering
from transkernel.frontend.group_types import group_value, is_stateless
from transkernel.frontend.overloads import Candidate, Parameter
from transkernel.frontend.type_names import resolve, spelled, value_spelled
from transkernel.frontend.unit import FunctionInstance, Unit
from transkernel.ir import nodes as ir
from transkernel.ir.types import VOID, Array, Pointer
from transkernel.ir.visit import rewrite_all
from transkernel.limits import checkpoint
from transkernel.source import Span


class Passing(Enum):
    """How a parameter travels: references that only read travel as values where nothing can tell the difference; a
    cooperative group or `std::integral_constant` is nothing at run time."""

    VALUE = auto()
    POINTER = auto()
    NOTHING = auto()


def passing_of(candidate: Candidate) -> tuple[Passing, ...]:
    """How each parameter of a function travels.

    A `const T&` is a copy unless the function also gets something it may write through, which could be the same
    memory.
    """
    parameters = candidate.parameters
    writes = any(_writable(parameter.declared) for parameter in parameters)
    entity = candidate.entity
    if entity.owner is not None and "static" not in entity.declaration.specifiers:
        writes = writes or "const" not in entity.declaration.specifiers
    return tuple(_passing(parameter.declared, writes) for parameter in parameters)


def _writable(declared: Declared) -> bool:
    if declared.reference == "&" and not declared.const:
        return True
    return isinstance(declared.type, Pointer) and not declared.type.const


def _passing(declared: Declared, writes: bool) -> Passing:
    if is_stateless(declared.type):
        return Passing.NOTHING
    if not declared.reference:
        return Passing.VALUE
    if isinstance(declared.type, Array):
        return Passing.POINTER
    if declared.reference == "&&":
        return Passing.VALUE
    return Passing.VALUE if declared.const and not writes else Passing.POINTER


def instance_of(unit: Unit, candidate: Candidate, span: Span) -> tuple[FunctionInstance, Declared]:
    """The function for a candidate, lowered when it is first asked for, and the type of its result.

    Raises Refusal: what its body holds that cannot be translated, with the call as a note; TK0260 for recursion
    that no constant evaluation does.
    """
    checkpoint(span)
    entity = definition_of(unit, candidate)
    declaration = entity.declaration
    owner = entity.owner.name if entity.owner is not None else ""
    key = (_identity(declaration), owner, candidate.key, _captured(candidate))
    known = unit.functions.get(key)
    if known is not None:
        return _known(unit, known, key, declaration, span)
    if declaration.body is None:
        raise refuse(
            "TK0259",
            f"`{declaration.name.text}` is declared but not defined in the text at hand",
            span,
            Note("declared here", declaration.span),
        )
    instance = FunctionInstance(unit.unique(_name_of(entity, candidate)))
    unit.functions[key] = unit.by_name[instance.name] = instance
    try:
        result = _lower(unit, entity, candidate, instance)
    except Refusal as refusal:
        noted = replace(
            refusal.diagnostic,
            notes=(*refusal.diagnostic.notes, Note(f"in `{_cuda_name(entity, candidate)}`, called here", span)),
        )
        instance.failed = refusal.diagnostic
        raise Refusal(noted) from None
    unit.results[instance.name] = result
    return instance, result


def _identity(declaration: ast.Function) -> object:
    return id(declaration.body) if declaration.body is not None else id(declaration)


def _captured(candidate: Candidate) -> object:
    """A function in a local scope is another one each time the scope is entered."""
    return id(candidate.entity.scope) if candidate.entity.scope.kind in ("block", "function") else None


def _known(
    unit: Unit, instance: FunctionInstance, key: object, declaration: ast.Function, span: Span
) -> tuple[FunctionInstance, Declared]:
    if instance.failed is not None:
        failed = instance.failed
        raise Refusal(replace(failed, notes=(*failed.notes, Note("called here", span))))
    if instance.name not in unit.results:
        raise refuse(
            "TK0260",
            f"`{declaration.name.text}` calls itself: recursion has no counterpart on the targets",
            span,
            Note("defined here", declaration.span),
        )
    instance.recursive |= instance.function is None
    return instance, unit.results[instance.name]


def definition_of(unit: Unit, candidate: Candidate) -> FunctionEntity:
    """The definition that belongs to a declaration: outside of its class, or further down in the file."""
    entity = candidate.entity
    if entity.declaration.body is not None:
        return entity
    name = entity.declaration.name.last.identifier
    if entity.owner is not None:
        return _outside(unit, entity, entity.owner, name) or entity
    for other in entity.scope.names.get(name, ()):
        if not isinstance(other, FunctionEntity) or other.declaration.body is None:
            continue
        if _same_parameters(other.declaration, entity.declaration):
            return other
    return entity


def _outside(unit: Unit, entity: FunctionEntity, owner: ClassInfo, name: str) -> FunctionEntity | None:
    """The definition of a method outside of its class: the one with the same parameters, or the only one that has as
    many (its types may be spelled in another way)."""
    declaration = entity.declaration
    around = list(owner.template.scope.outward())
    fitting = [
        outside
        for outside, scope in unit.index.out_of_class.get((owner.template.name, name), ())
        if outside.body is not None
        and any(scope is each for each in around)
        and len(outside.parameters) == len(declaration.parameters)
        and ("const" in outside.specifiers) == ("const" in declaration.specifiers)
    ]
    same = [outside for outside in fitting if _same_parameters(outside, declaration)]
    chosen = same[0] if same else fitting[0] if len(fitting) == 1 else None
    if chosen is None:
        return None
    merged = replace(chosen, specifiers=chosen.specifiers | declaration.specifiers)
    return FunctionEntity(merged, entity.scope, owner)


def _same_parameters(left: ast.Function, right: ast.Function) -> bool:
    return [_text(each.type) for each in left.parameters] == [_text(each.type) for each in right.parameters]


def _text(syntax: ast.TypeSyntax) -> str:
    return "".join(syntax.span.text.split())


# ---------------------------------------------------------------- names

_OPERATORS = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "remainder", "==": "equal", "!=": "not_equal",
    "<": "less", ">": "greater", "<=": "less_equal", ">=": "greater_equal", "+=": "add_to", "-=": "subtract_from",
    "*=": "multiply_by", "/=": "divide_by", "()": "call", "[]": "at", "=": "assign", "<<": "shift_left",
    ">>": "shift_right", "&": "bit_and", "|": "bit_or", "^": "bit_xor", "~": "complement", "!": "negate", "++": "next",
    "--": "previous", "->": "arrow", "&&": "both", "||": "either",
}  # fmt: skip


def _name_of(entity: FunctionEntity, candidate: Candidate) -> str:
    """An identifier for the port: `reduce_float_256`, `Complex_add`."""
    name = entity.declaration.name.last.identifier
    if entity.declaration.result is None and entity.owner is not None and name == entity.owner.template.name:
        return f"make_{entity.owner.name}"
    if name.startswith("operator"):
        op = name.removeprefix("operator")
        name = _OPERATORS.get(op, op or "convert")
    if entity.owner is not None:
        name = f"{entity.owner.name}_{name}"
    values = [value_spelled(value) for value in candidate.values]
    return "_".join([name, *values])


def _cuda_name(entity: FunctionEntity, candidate: Candidate) -> str:
    name = entity.declaration.name.last.identifier
    if entity.owner is not None:
        name = f"{entity.owner.template.name}::{name}"
    values = ", ".join(value_spelled(value) for value in candidate.values)
    return f"{name}<{values}>" if values else name


# ---------------------------------------------------------------- bodies


def _lower(unit: Unit, entity: FunctionEntity, candidate: Candidate, instance: FunctionInstance) -> Declared:
    declaration = entity.declaration
    scope = Scope("function", candidate.scope if entity is candidate.entity else _rehomed(entity, candidate))
    constructor = entity.owner is not None and declaration.result is None and not _is_conversion(declaration)
    result = _result(unit, entity, scope, constructor)
    written = declaration.name.last.identifier
    lowering = FunctionLowering(unit, scope, name=instance.name, result=result, written_name=written)
    if result is not None and "constexpr" in declaration.specifiers:
        unit.results[instance.name] = result  # it may call itself where its value is a constant
    parameters = _declare_parameters(lowering, entity, candidate, constructor)
    assert declaration.body is not None
    initializers, body = unit.parser.body(declaration.body)
    lowering.take_comments(declaration.body.span)
    if constructor:
        assert entity.owner is not None
        _construct_members(lowering, entity.owner, initializers, declaration.span)
    lowering.statements(body.statements)
    lowering.comments_until(declaration.body.span.end)
    statements = tuple(lowering.out)
    result = lowering.result or Declared(VOID)
    if constructor:
        statements = _returning_self(lowering, statements, declaration.span)
    type_ = Pointer(result.type, const=result.const) if result.reference and result.type != VOID else result.type
    instance.function = ir.Function(
        instance.name,
        _cuda_name(entity, candidate),
        parameters,
        type_,
        statements,
        declaration.span,
        unit.doc_comments(declaration.span),
    )
    unit.function_shared[instance.name] = tuple(lowering.shared)
    return result


def _rehomed(entity: FunctionEntity, candidate: Candidate) -> Scope:
    """The candidate's parameters for a definition that names them as the declaration does."""
    scope = Scope("template", entity.scope)
    for each in candidate.scope.outward():
        if each.kind != "template":
            if each.kind != "function":
                break
            continue
        for name, entities in each.names.items():
            scope.names.setdefault(name, entities)
    return scope


def _is_conversion(declaration: ast.Function) -> bool:
    return declaration.name.last.conversion is not None


def _result(unit: Unit, entity: FunctionEntity, scope: Scope, constructor: bool) -> Declared | None:
    declaration = entity.declaration
    if constructor:
        assert entity.owner is not None
        return Declared(entity.owner.struct)
    if _is_conversion(declaration):
        assert declaration.name.last.conversion is not None
        return resolve(unit, scope, declaration.name.last.conversion)
    syntax = declaration.result
    if syntax is None or isinstance(syntax, ast.AutoType):
        return None
    if isinstance(syntax, ast.QualifiedType | ast.ReferenceType) and _plain_auto(syntax):
        return None
    if _mentions_parameters(syntax):
        return None
    return resolve(unit, scope, syntax)


def _plain_auto(syntax: ast.TypeSyntax) -> bool:
    while isinstance(syntax, ast.QualifiedType | ast.ReferenceType):
        syntax = syntax.type if isinstance(syntax, ast.QualifiedType) else syntax.referent
    return isinstance(syntax, ast.AutoType)


def _mentions_parameters(syntax: ast.TypeSyntax) -> bool:
    """`-> decltype(a + b)`: the type of what is returned says the same."""
    return isinstance(syntax, ast.DecltypeType)


def _declare_parameters(
    lowering: FunctionLowering, entity: FunctionEntity, candidate: Candidate, constructor: bool
) -> tuple[ir.Parameter, ...]:
    declaration = entity.declaration
    parameters: list[ir.Parameter] = []
    if entity.owner is not None and not constructor and "static" not in declaration.specifiers:
        const = "const" in declaration.specifiers
        pointer = Pointer(entity.owner.struct, const=const)
        name = lowering.fresh("self")
        parameters.append(ir.Parameter(name, pointer, declaration.span))
        place = ir.Dereference(ir.Variable(name, pointer, declaration.span), entity.owner.struct, declaration.span)
        lowering.this = Operand(place, True, const)
    names = _names(declaration, candidate)
    passing = passing_of(candidate)
    packs: dict[str, list[LocalVariable | PlaceAlias]] = {}
    for parameter, name, how in zip(candidate.parameters, names, passing, strict=True):
        meaning: LocalVariable | PlaceAlias
        if how is Passing.NOTHING:
            meaning = PlaceAlias(group_value(parameter.declared.type, parameter.syntax.span))
        else:
            made, meaning = _declare_parameter(lowering, parameter, name, how)
            parameters.append(made)
        if parameter.syntax.pack:
            packs.setdefault(name, []).append(meaning)
        elif name:
            refuse_second(lowering, name, parameter.syntax.span)
            lowering.scope.bind(name, meaning)
    for syntax in declaration.parameters:
        if syntax.pack and syntax.name:
            lowering.scope.bind(syntax.name, Pack(tuple(packs.get(syntax.name, ()))))
    return tuple(parameters)


def _names(declaration: ast.Function, candidate: Candidate) -> list[str]:
    """The names that the definition gives its parameters; a pack's elements share one."""
    written = [each.name for each in declaration.parameters]
    return [
        parameter.name.partition(":")[0] if parameter.syntax.pack or position >= len(written) else written[position]
        for position, parameter in enumerate(candidate.parameters)
    ]


def _declare_parameter(
    lowering: FunctionLowering, parameter: Parameter, name: str, how: Passing
) -> tuple[ir.Parameter, LocalVariable | PlaceAlias]:
    declared, span = parameter.declared, parameter.syntax.span
    unique = lowering.fresh(name)
    if how is Passing.VALUE:
        made = ir.Parameter(unique, declared.type, span, declared.const and not declared.reference, spelled(declared))
        return made, LocalVariable(unique, declared.type, declared.const)
    pointer = Pointer(declared.type, const=declared.const)
    place = ir.Dereference(ir.Variable(unique, pointer, span), declared.type, span)
    return ir.Parameter(unique, pointer, span, cuda_type=spelled(declared)), PlaceAlias(place, declared.const)


# ---------------------------------------------------------------- constructors


def _construct_members(
    lowering: FunctionLowering, info: ClassInfo, initializers: tuple[ast.MemberInitializer, ...], span: Span
) -> None:
    """`self`, its bases and members initialised in order, then the constructor's own statements."""
    name = lowering.fresh("self")
    lowering.constructs = True
    place = ir.Variable(name, info.struct, span)
    lowering.out.append(ir.Declare(name, info.struct, None, span))
    lowering.this = Operand(place, True)
    from transkernel.frontend.lookup import field_of
    from transkernel.frontend.objects import assign

    given = {each.name.last.identifier: each for each in initializers}
    for base in info.bases:
        _construct_base(lowering, place, base, given.pop(base.template.name, None), span)
    own = given.pop(info.template.name, None)
    if own is not None:
        from transkernel.frontend.calls import construct

        value = construct(lowering, Declared(info.struct), own.arguments, own.span)
        lowering.out.append(ir.Assign(place, value, own.span))
        return
    inherited = {name for base in info.bases for name in base.fields}
    for field_name, (_, declared) in info.fields.items():
        if field_name in inherited:
            continue
        value_ = _member_value(lowering, info, field_name, declared, given.get(field_name))
        if value_ is None:
            continue
        target = field_of(lowering, lowering.this, info, field_name, value_.span)
        expression = target.expression
        if declared.reference and isinstance(expression, ir.Dereference):
            expression = expression.pointer
        assign(lowering, expression, value_)  # type: ignore[arg-type]


def _member_value(
    lowering: FunctionLowering,
    info: ClassInfo,
    name: str,
    declared: Declared,
    given: ast.MemberInitializer | None,
) -> ir.Expression | None:
    from transkernel.frontend.calls import construct
    from transkernel.frontend.initializers import default_value, in_class, initialise

    if given is None:
        default = info.defaults.get(name)
        if default is not None:
            return in_class(lowering, info.scope, default, declared.type)
        return None if declared.reference else default_value(lowering, declared.type, info.declaration.span)
    if declared.reference:
        operand = lowering.operand(given.arguments[0])
        return ir.AddressOf(operand.expression, declared.type, given.span)
    value = Declared(declared.type)
    if given.braces:
        source = ast.InitializerList(given.arguments, (None,) * len(given.arguments), given.span)
        return initialise(lowering, source, value)
    return construct(lowering, value, given.arguments, given.span)


def _construct_base(
    lowering: FunctionLowering, place: ir.Variable, base: ClassInfo, given: ast.MemberInitializer | None, span: Span
) -> None:
    from transkernel.frontend.calls import construct
    from transkernel.frontend.initializers import default_value
    from transkernel.frontend.objects import assign

    value: ir.Expression | None
    if given is not None:
        value = construct(lowering, Declared(base.struct), given.arguments, given.span)
    else:
        value = default_value(lowering, base.struct, span)
    if value is None:
        return
    kept = lowering.temporary(value, "base")
    for field in base.struct.fields:
        target = ir.Member(place, field.name, field.type, span)
        assign(lowering, target, ir.Member(kept, field.name, field.type, span))


def _returning_self(
    lowering: FunctionLowering, statements: tuple[ir.Statement, ...], span: Span
) -> tuple[ir.Statement, ...]:
    assert lowering.this is not None
    self = lowering.this.expression

    def change(node: object) -> object:
        return replace(node, value=self) if isinstance(node, ir.Return) and node.value is None else node

    changed: tuple[ir.Statement, ...] = rewrite_all(statements, change)
    return (*changed, ir.Return(self, span))
