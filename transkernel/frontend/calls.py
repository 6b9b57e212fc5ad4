"""Calls, casts and constructions: choosing what is called and converting what is passed."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.frontend import ast
from transkernel.frontend.builtins import call_builtin, is_builtin
from transkernel.frontend.constant_calls import evaluate_constant
from transkernel.frontend.conversions import convert, describe, rank
from transkernel.frontend.entities import (
    BuiltinOperand,
    Declared,
    FunctionEntity,
    FunctionsOperand,
    Meaning,
    Operand,
    TypeOperand,
)
from transkernel.frontend.function import FunctionLowering, address_of, nothing
from transkernel.frontend.group_types import group_value, is_stateless
from transkernel.frontend.instances import Passing, instance_of, passing_of
from transkernel.frontend.overloads import (
    Argument,
    Candidate,
    argument_rank,
    best_of,
    choose,
    conversion_functions,
    derives,
    fitting_object,
    viable,
)
from transkernel.ir import nodes as ir
from transkernel.ir.types import VOID, Array, Pointer, Struct, Type, Vector, is_arithmetic
from transkernel.source import Span


def call(lowering: FunctionLowering, node: ast.CallExpression) -> Meaning:
    """`callee(arguments)`."""
    callee = lowering.meaning(node.callee)
    if isinstance(callee, TypeOperand):
        return _construct_call(lowering, callee.declared, node)
    if isinstance(callee, BuiltinOperand):
        return call_builtin(lowering, callee, node.arguments, node.span)
    if isinstance(callee, FunctionsOperand):
        return _call_functions(lowering, callee, node)
    if isinstance(callee.type, Struct):
        info = lowering.unit.classes.get(callee.type.name)
        methods = info.find_methods("operator()") if info is not None else []
        if methods:
            found = FunctionsOperand("operator()", tuple(methods), None, lowering.scope, callee)
            return _call_functions(lowering, found, node)
    raise refuse("TK0243", "this cannot be called", node.callee.span)


def _construct_call(lowering: FunctionLowering, declared: Declared, node: ast.CallExpression) -> Operand:
    if len(node.arguments) == 1 and not isinstance(declared.type, Struct):
        return explicit_cast(lowering, declared, node.arguments[0], "c", node.span)
    return Operand(construct(lowering, declared, node.arguments, node.span))


def arguments_of(lowering: FunctionLowering, nodes: tuple[ast.Expression, ...]) -> tuple[Argument, ...]:
    """Arguments in order, packs expanded. Braced lists wait for the parameter's type."""
    result: list[Argument] = []
    for node in nodes:
        if isinstance(node, ast.InitializerList):
            result.append(node)
        elif isinstance(node, ast.PackExpansion):
            for scope in lowering.unit.expansions(node.pattern, lowering.scope):
                outer, lowering.scope = lowering.scope, scope
                result.append(lowering.operand(node.pattern))
                lowering.scope = outer
        else:
            result.append(lowering.operand(node))
    return tuple(result)


def _call_functions(lowering: FunctionLowering, callee: FunctionsOperand, node: ast.CallExpression) -> Operand:
    arguments = arguments_of(lowering, node.arguments)
    functions = _with_namespaces(lowering, callee, arguments)
    own = _builtin_instead(lowering, callee, functions, arguments)
    if own:
        return call_builtin(lowering, BuiltinOperand(callee.name, callee.arguments), node.arguments, node.span)
    return call_chosen(lowering, replace(callee, functions=functions), arguments, node.span)


def call_chosen(
    lowering: FunctionLowering, callee: FunctionsOperand, arguments: tuple[Argument, ...], span: Span
) -> Operand:
    """The call of the function that fits the arguments best."""
    const = callee.object.const if callee.object is not None else None
    chosen = choose(
        lowering.unit, callee.name, callee.functions, callee.arguments, arguments, lowering.scope, span, const
    )
    return invoke(lowering, chosen, callee.object, arguments, span)


def _with_namespaces(
    lowering: FunctionLowering, callee: FunctionsOperand, arguments: tuple[Argument, ...]
) -> tuple[FunctionEntity, ...]:
    """The functions found, and those of outer scopes and of the arguments' namespaces (argument-dependent look-up)."""
    if callee.object is not None or callee.functions[0].owner is not None:
        return callee.functions
    return tuple(
        {
            id(each.declaration): each for each in (*callee.functions, *visible(lowering, callee.name, arguments))
        }.values()
    )


def visible(lowering: FunctionLowering, name: str, arguments: tuple[Argument, ...]) -> list[FunctionEntity]:
    """Every free function of a name in the scopes around and in the namespaces of the arguments' classes."""
    found: list[FunctionEntity] = []
    scopes = list(lowering.scope.outward())
    for argument in arguments:
        if isinstance(argument, Operand) and isinstance(argument.type, Struct):
            info = lowering.unit.classes.get(argument.type.name)
            scopes += list(info.scope.outward()) if info is not None else []
    seen: set[int] = set()
    for scope in scopes:
        if id(scope) in seen or scope.kind == "class":
            continue
        seen.add(id(scope))
        for space in (scope, *scope.used):
            for entity in space.names.get(name, ()):
                if isinstance(entity, FunctionEntity) and entity.owner is None:
                    found.append(entity)
    return list({id(each.declaration): each for each in found}.values())


def _builtin_instead(
    lowering: FunctionLowering,
    callee: FunctionsOperand,
    functions: tuple[FunctionEntity, ...],
    arguments: tuple[Argument, ...],
) -> bool:
    """Whether CUDA's own function of this name fits where none of the programmer's does exactly."""
    if callee.object is not None or not is_builtin(callee.name):
        return False
    candidates, _ = viable(
        lowering.unit, functions, callee.arguments, arguments, lowering.scope, arguments_span(callee)
    )
    return not any(candidate.worst <= 1 for candidate in candidates)


def arguments_span(callee: FunctionsOperand) -> Span:
    return callee.functions[0].declaration.span


# ---------------------------------------------------------------- calling a device function


def invoke(
    lowering: FunctionLowering,
    candidate: Candidate,
    object_: Operand | None,
    arguments: tuple[Argument, ...],
    span: Span,
) -> Operand:
    """The call of a chosen function."""
    instance, result = instance_of(lowering.unit, candidate, span)
    passed: list[ir.Expression] = []
    entity = candidate.entity
    if entity.owner is not None and "static" not in entity.declaration.specifiers:
        passed.append(_this_argument(lowering, object_, entity, span))
    passing = passing_of(candidate)
    for position, (parameter, how) in enumerate(zip(candidate.parameters, passing, strict=True)):
        if how is Passing.NOTHING:
            continue
        if position < len(arguments):
            passed.append(_pass(lowering, arguments[position], parameter.declared, how))
            continue
        default = parameter.syntax.default
        assert default is not None
        outer, lowering.scope = lowering.scope, candidate.scope
        try:
            passed.append(_pass(lowering, arguments_of(lowering, (default,))[0], parameter.declared, how))
        finally:
            lowering.scope = outer
    if result.reference and result.type != VOID:
        pointer = Pointer(result.type, const=result.const)
        value = ir.Call(instance.name, tuple(passed), pointer, span)
        return Operand(ir.Dereference(value, result.type, span), True, result.const)
    called = ir.Call(instance.name, tuple(passed), result.type, span)
    if instance.recursive and instance.function is not None:
        return Operand(evaluate_constant(lowering.unit, called) or called)
    return Operand(called)


def _this_argument(
    lowering: FunctionLowering, object_: Operand | None, entity: FunctionEntity, span: Span
) -> ir.Expression:
    assert entity.owner is not None
    if object_ is None:
        raise refuse("TK0254", f"`{entity.declaration.name.text}` needs an object", span)
    const = "const" in entity.declaration.specifiers
    wanted = Pointer(entity.owner.struct, const=const)
    if object_.const and not const:
        raise refuse("TK0251", f"`{entity.declaration.name.text}` is not `const`, its object is", span)
    address = _address(lowering, object_, const)
    if address.type != wanted and isinstance(object_.type, Struct) and object_.type != entity.owner.struct:
        return ir.Convert(address, wanted, span, explicit=True)
    return address


def _address(lowering: FunctionLowering, operand: Operand, const: bool) -> ir.Expression:
    """The address of an operand; a value is kept in a variable first."""
    operand = operand.place
    place = operand.expression
    if not operand.lvalue:
        kept = lowering.declare("object", place.type, place, place.span)
        return ir.AddressOf(kept, Pointer(place.type, const=const), place.span)
    return address_of(place, Pointer(place.type, const=const), place.span)


def _pass(lowering: FunctionLowering, argument: Argument, declared: Declared, how: Passing) -> ir.Expression:
    if how is Passing.VALUE:
        return convert_argument(lowering, argument, Declared(declared.type))
    if isinstance(argument, Operand) and argument.place.lvalue and _same_object(lowering, argument, declared):
        address = _address(lowering, argument, declared.const)
        wanted = Pointer(declared.type, const=declared.const)
        if argument.type != declared.type and isinstance(declared.type, Struct):
            return ir.Convert(address, wanted, address.span, explicit=True)
        return address
    value = convert_argument(lowering, argument, Declared(declared.type))
    kept = lowering.declare("argument", value.type, value, value.span)
    return ir.AddressOf(kept, Pointer(value.type, const=declared.const), value.span)


def _same_object(lowering: FunctionLowering, argument: Operand, declared: Declared) -> bool:
    if argument.type == declared.type or rank(argument.type, declared.type) == 0:
        return True
    return isinstance(argument.type, Struct) and derives(lowering.unit, argument.type, declared.type)


def convert_argument(lowering: FunctionLowering, argument: Argument, declared: Declared) -> ir.Expression:
    """An argument as a value of a parameter's type."""
    if isinstance(argument, ast.InitializerList):
        from transkernel.frontend.initializers import initialise

        return initialise(lowering, argument, declared)
    return convert_operand(lowering, argument, declared)


# ---------------------------------------------------------------- operators


def operator_call(lowering: FunctionLowering, op: str, operands: tuple[Operand, ...], span: Span) -> Operand | None:
    """The programmer's own `operator` for class or vector operands, called; None where there is none."""
    if not any(isinstance(each.type, Struct | Vector) for each in operands):
        return None
    name = f"operator{op}"
    first = operands[0]
    if isinstance(first.type, Struct):
        info = lowering.unit.classes.get(first.type.name)
        methods = tuple(info.find_methods(name)) if info is not None else ()
        found, _ = viable(lowering.unit, methods, None, operands[1:], lowering.scope, span)
        usable = fitting_object(found, first.const)
        if usable:
            best = _best_operator(name, usable, span)
            return invoke(lowering, best, first, operands[1:], span)
    functions = tuple(visible(lowering, name, operands))
    if not functions:
        return None
    found, _ = viable(lowering.unit, functions, None, operands, lowering.scope, span)
    if not found:
        return None
    return invoke(lowering, _best_operator(name, found, span), None, operands, span)


def _best_operator(name: str, candidates: list[Candidate], span: Span) -> Candidate:
    best = best_of(candidates)
    if best is None:
        notes = tuple(Note("it could be this one", each.entity.declaration.span) for each in candidates[:4])
        raise refuse("TK0268", f"`{name}` is ambiguous", span, *notes)
    return best


# ---------------------------------------------------------------- conversions and construction


def convert_operand(
    lowering: FunctionLowering, operand: Operand, declared: Declared, *, contextual: bool = False
) -> ir.Expression:
    """An operand converted to a type, by the programmer's conversions too. contextual: explicit ones may be used."""
    target = declared.type
    source = operand.type
    if isinstance(source, Struct) and source != target:
        return _from_class(lowering, operand, target, contextual)
    if isinstance(target, Struct) and source != target:
        return construct_from(lowering, declared, (operand,), operand.expression.span, implicit=True)
    value = lowering.rvalue(operand)
    if (
        isinstance(value.type, Pointer)
        and isinstance(target, Pointer)
        and derives(lowering.unit, value.type.element, target.element)
    ):
        return ir.Convert(value, target, value.span, explicit=True)
    return convert(value, target)


def _from_class(lowering: FunctionLowering, operand: Operand, target: Type, contextual: bool) -> ir.Expression:
    assert isinstance(operand.type, Struct)
    span = operand.expression.span
    if isinstance(target, Struct):
        if derives(lowering.unit, operand.type, target):
            return _sliced(lowering, operand, target)
        return construct_from(lowering, Declared(target), (operand,), span, implicit=True)
    functions = conversion_functions(lowering.unit.classes.get(operand.type.name))
    best: tuple[int, Candidate, Type] | None = None
    for entity in functions:
        candidate, result = _conversion(lowering, entity, span)
        fit = rank(result, target)
        explicit = "explicit" in entity.declaration.specifiers
        if fit is not None and not (explicit and not contextual) and (best is None or fit < best[0]):
            best = (int(fit), candidate, result)
    if best is None:
        raise refuse("TK0231", f"there is no conversion from `{describe(operand.type)}` to `{describe(target)}`", span)
    return convert(lowering.rvalue(invoke(lowering, best[1], operand, (), span)), target)


def _conversion(lowering: FunctionLowering, entity: FunctionEntity, span: Span) -> tuple[Candidate, Type]:
    from transkernel.frontend.type_names import resolve

    candidate = choose(lowering.unit, "operator", (entity,), None, (), lowering.scope, span)
    syntax = entity.declaration.name.last.conversion
    assert syntax is not None
    return candidate, resolve(lowering.unit, candidate.scope, syntax).type


def arithmetic_conversion(lowering: FunctionLowering, operand: Operand) -> ir.Expression:
    """A class object in the place of a number or pointer: its only implicit conversion function is used.

    Raises Refusal (TK0268) where several types could be meant.
    """
    assert isinstance(operand.type, Struct)
    span = operand.expression.span
    functions = [
        each
        for each in conversion_functions(lowering.unit.classes.get(operand.type.name))
        if "explicit" not in each.declaration.specifiers
        and not (operand.const and "const" not in each.declaration.specifiers)
    ]
    if not functions:
        return lowering.rvalue(operand)
    found = [_conversion(lowering, each, span) for each in functions]
    if any(type_ != found[0][1] for _, type_ in found):
        notes = tuple(Note("it could be this one", each.declaration.span) for each in functions[:4])
        raise refuse("TK0268", f"which conversion of a `{describe(operand.type)}` is meant is ambiguous", span, *notes)
    return lowering.rvalue(invoke(lowering, found[0][0], operand, (), span))


def _sliced(lowering: FunctionLowering, operand: Operand, target: Struct) -> ir.Expression:
    """The base part of a derived object."""
    span = operand.expression.span
    whole = operand.expression if operand.lvalue else lowering.stable(operand.expression, "object")
    parts = tuple(ir.Member(whole, field.name, field.type, span) for field in target.fields)
    return ir.Build(parts, target, span)


def construct(
    lowering: FunctionLowering, declared: Declared, nodes: tuple[ast.Expression, ...], span: Span
) -> ir.Expression:
    """`T(arguments)`."""
    if not nodes and not isinstance(declared.type, Struct):
        from transkernel.frontend.initializers import zero

        return zero(declared.type, span)
    return construct_from(lowering, declared, arguments_of(lowering, nodes), span)


def construct_from(
    lowering: FunctionLowering,
    declared: Declared,
    arguments: tuple[Argument, ...],
    span: Span,
    *,
    implicit: bool = False,
) -> ir.Expression:
    """An object of a type from arguments: by constructor, as an aggregate, or as a vector's lanes."""
    type_ = declared.type
    if isinstance(type_, Vector):
        return _vector(lowering, type_, arguments, span)
    if not isinstance(type_, Struct):
        if len(arguments) != 1:
            raise refuse("TK0250", f"a `{describe(type_)}` takes one value", span)
        return convert_argument(lowering, arguments[0], declared)
    if len(arguments) == 1 and isinstance(arguments[0], Operand) and arguments[0].type == type_:
        return lowering.rvalue(arguments[0])
    if is_stateless(type_):
        return group_value(type_, span)
    info = lowering.unit.classes[type_.name]
    constructors = tuple(
        each
        for each in info.constructors
        if not (implicit and "explicit" in each.declaration.specifiers)
        and not ("default" in each.declaration.specifiers and each.declaration.body is None)
    )
    if not arguments and not any(not each.declaration.parameters or each.declaration.parameters[0].default
                                 for each in constructors):  # fmt: skip
        from transkernel.frontend.initializers import zero_of

        return zero_of(lowering, type_, span)
    if implicit and not constructors:
        given = arguments[0].type if isinstance(arguments[0], Operand) else None
        source = describe(given) if given is not None else "braced list"
        raise refuse("TK0231", f"there is no conversion from `{source}` to `{describe(type_)}`", span)
    if not constructors:
        return _aggregate(lowering, type_, arguments, span)
    candidate = choose(lowering.unit, info.template.name, constructors, None, arguments, lowering.scope, span)
    return invoke_constructor(lowering, candidate, arguments, span)


def invoke_constructor(
    lowering: FunctionLowering, candidate: Candidate, arguments: tuple[Argument, ...], span: Span
) -> ir.Expression:
    """A constructor is a function that gives back the object."""
    static = replace(candidate.entity.declaration, specifiers=candidate.entity.declaration.specifiers | {"static"})
    entity = FunctionEntity(static, candidate.entity.scope, candidate.entity.owner)
    operand = invoke(lowering, replace(candidate, entity=entity), None, arguments, span)
    return operand.expression


def _vector(lowering: FunctionLowering, type_: Vector, arguments: tuple[Argument, ...], span: Span) -> ir.Expression:
    if len(arguments) == 1 and isinstance(arguments[0], Operand) and arguments[0].type == type_:
        return lowering.rvalue(arguments[0])
    lanes = [convert_argument(lowering, each, Declared(type_.scalar)) for each in arguments]
    # dim3's missing sizes are 1; of the other vectors none has a constructor with fewer values.
    lanes += [ir.Literal(1, type_.scalar, span) for _ in range(type_.lanes - len(lanes))]
    return ir.Build(tuple(lanes), type_, span)


def _aggregate(lowering: FunctionLowering, type_: Struct, arguments: tuple[Argument, ...], span: Span) -> ir.Expression:
    if len(arguments) > len(type_.fields):
        raise refuse("TK0250", f"too many values for a `{describe(type_)}`", span)
    values = [
        convert_argument(lowering, argument, Declared(field.type))
        for argument, field in zip(arguments, type_.fields, strict=False)
    ]
    return ir.Build(tuple(values), type_, span)


# ---------------------------------------------------------------- explicit casts


def explicit_cast(
    lowering: FunctionLowering, declared: Declared, node: ast.Expression, kind: str, span: Span
) -> Operand:
    """`(T)x` and the named casts (C++17 [expr.cast])."""
    if declared.type == VOID:
        from transkernel.frontend.effects import discard

        discard(lowering, node)
        return nothing(span)
    if isinstance(node, ast.InitializerList):
        from transkernel.frontend.initializers import initialise

        return Operand(initialise(lowering, node, declared))
    operand = lowering.operand(node)
    if kind == "dynamic":
        raise refuse("TK0205", "`dynamic_cast` is not in the subset of C++ that transkernel translates", span)
    if declared.reference:
        return _cast_place(lowering, declared, operand, span)
    target = declared.type
    if kind == "reinterpret":
        _refuse_bits(operand.type, target, span)
    if isinstance(target, Struct) or isinstance(operand.type, Struct):
        return Operand(_class_cast(lowering, declared, operand, span))
    if isinstance(target, Vector) and operand.type != target:
        return Operand(_vector_cast(lowering, target, operand, span))
    value = convert(lowering.rvalue(operand), target, explicit=True)
    return Operand(replace(value, span=span) if isinstance(value, ir.Convert) else value)


def _refuse_bits(source: Type, target: Type, span: Span) -> None:
    """`reinterpret_cast` is for pointers and references (C++17 [expr.reinterpret.cast])."""
    if source != target and not isinstance(target, Pointer) and not isinstance(source, Pointer | Array):
        message = f"`reinterpret_cast` does not make a `{describe(target)}` of a `{describe(source)}`"
        raise refuse("TK0206", message, span, Note("the bits of a number as another: `__float_as_int` and its like"))


def _class_cast(lowering: FunctionLowering, declared: Declared, operand: Operand, span: Span) -> ir.Expression:
    """A cast from or to a class, by its constructors and conversions."""
    if isinstance(declared.type, Struct) and operand.type != declared.type:
        try:
            return construct_from(lowering, declared, (operand,), span)
        except Refusal:
            if argument_rank(lowering.unit, operand, declared) is None:
                raise
    return convert_operand(lowering, operand, declared, contextual=True)


def _vector_cast(lowering: FunctionLowering, target: Vector, operand: Operand, span: Span) -> ir.Expression:
    """half2 from float2 or one half; other vectors have no casts."""
    if is_arithmetic(operand.type):
        value = lowering.stable(convert(lowering.rvalue(operand), target.scalar))
        return ir.Build((value,) * target.lanes, target, span)
    raise refuse("TK0231", f"there is no conversion from `{describe(operand.type)}` to `{describe(target)}`", span)


def _cast_place(lowering: FunctionLowering, declared: Declared, operand: Operand, span: Span) -> Operand:
    """`reinterpret_cast<float4&>(x)`: the same memory as another type."""
    if operand.type == declared.type:
        return Operand(operand.expression, operand.lvalue, declared.const)
    if not operand.lvalue:
        return Operand(convert_operand(lowering, operand, declared))
    address = _address(lowering, operand, declared.const)
    pointer = Pointer(declared.type, const=declared.const)
    place = ir.Dereference(ir.Convert(address, pointer, span, explicit=True), declared.type, span)
    return Operand(place, True, declared.const)
