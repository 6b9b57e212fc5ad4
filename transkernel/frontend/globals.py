"""Variables of file, namespace and class scope, as kernels see them: named constants, or memory of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from transkernel.diagnostics import Note, Refusal, refuse
from transkernel.frontend import ast, literals
from transkernel.frontend.constant_calls import evaluate_constant, evaluate_object
from transkernel.frontend.entities import Declared, Operand, Scope, VariableEntity
from transkernel.frontend.function import FunctionLowering
from transkernel.ir import nodes as ir
from transkernel.ir.types import Array, Space, is_arithmetic
from transkernel.ir.visit import rewrite, walk

_DEVICE = frozenset({"__constant__", "__device__", "__managed__"})


def global_variable(lowering: FunctionLowering, entity: VariableEntity, name: ast.Name) -> Operand:
    """The meaning of a variable that stands outside of functions (or is a constant table inside of one)."""
    node, unit = entity.declaration, lowering.unit
    _refuse_second_definition(entity, name)
    scope = _bound(lowering, entity, name)
    if "__shared__" in node.specifiers:
        return _shared(lowering, node, scope, name)
    declared = _declared(lowering, node, scope)
    const = declared.const or bool(node.specifiers & {"constexpr", "__constant__"})
    if const and not node.specifiers & _DEVICE - {"__device__"} and is_arithmetic(declared.type):
        literal = _constant(lowering, entity, scope, declared, name)
        if literal is not None:
            return Operand(literal)
    if not const and not node.specifiers & _DEVICE:
        raise refuse(
            "TK0257",
            f"`{node.name}` is a variable of the host: a kernel cannot use it",
            name.span,
            Note("declared here", node.span),
        )
    known = unit.globals.get(id(node))
    if known is None:
        known = _declare(lowering, node, scope, declared, const)
        unit.globals[id(node)] = known
    return Operand(ir.Variable(known.name, known.type, name.span), True, const)


def _refuse_second_definition(entity: VariableEntity, name: ast.Name) -> None:
    """One variable may be declared often and defined once; the same text twice is a header that was read twice."""
    definitions = {
        each.declaration.span.text
        for each in entity.scope.names.get(entity.declaration.name, ())
        if isinstance(each, VariableEntity) and "extern" not in each.declaration.specifiers
    }
    if len(definitions) > 1 and not entity.declaration.template_parameters:
        raise refuse("TK0206", f"`{name.text}` is defined twice, in different ways", name.span)


def _shared(lowering: FunctionLowering, node: ast.Variable, scope: Scope, name: ast.Name) -> Operand:
    """Shared memory that is declared outside of functions: the kernel's own, whichever function names it."""
    unit = lowering.unit
    known = unit.file_shared.get(id(node))
    if known is None:
        declared = _declared(lowering, node, scope)
        dynamic = "extern" in node.specifiers
        type_ = declared.type if isinstance(declared.type, Array) or not dynamic else Array(declared.type, 0)
        known = ir.SharedVariable(unit.unique(node.name), type_, node.span, dynamic, volatile=declared.volatile)
        unit.file_shared[id(node)] = known
    if known not in lowering.shared:
        lowering.shared.append(known)
    return Operand(ir.Variable(known.name, known.type, name.span), True)


def _bound(lowering: FunctionLowering, entity: VariableEntity, name: ast.Name) -> Scope:
    """The scope of a variable template with its arguments, else the variable's own."""
    parameters = entity.declaration.template_parameters
    if not parameters:
        return entity.scope
    arguments = name.last.arguments or ()
    return lowering.unit.bind_template(parameters, arguments, entity.scope, lowering.scope, name.span)


def _declared(lowering: FunctionLowering, node: ast.Variable, scope: Scope) -> Declared:
    from transkernel.frontend.type_names import resolve

    if isinstance(node.type, ast.AutoType) or (
        isinstance(node.type, ast.QualifiedType) and isinstance(node.type.type, ast.AutoType)
    ):
        assert node.init is not None
        found = lowering.unit.type_of(scope, node.init)
        return Declared(found.type, const=True)
    declared = resolve(lowering.unit, scope, node.type)
    if isinstance(declared.type, Array) and declared.type.extent == 0 and isinstance(node.init, ast.StringLiteral):
        size = len(literals.string(node.init.parts, node.span)) + 1
        return replace(declared, type=Array(declared.type.element, size))
    if isinstance(declared.type, Array) and declared.type.extent == 0 and isinstance(node.init, ast.InitializerList):
        return replace(declared, type=Array(declared.type.element, len(node.init.elements)))
    return declared


def _constant(
    lowering: FunctionLowering, entity: VariableEntity, scope: Scope, declared: Declared, name: ast.Name
) -> ir.Literal | None:
    """The number that a constant is; it keeps its name in the port where that is a plain one."""
    node, unit = entity.declaration, lowering.unit
    if node.init is None:
        return None
    if scope is not entity.scope:
        value = _initial(lowering, node, scope, declared)
    else:
        if id(entity) not in unit.initial:
            unit.initial[id(entity)] = entity, _initial(lowering, node, scope, declared)
        value = unit.initial[id(entity)][1]
    if not isinstance(value, ir.Literal):
        return None
    plain = len(name.parts) == 1 and scope.kind == "namespace" and not node.template_parameters
    symbol = node.name if plain else None
    if symbol is not None:
        lowering.unit.symbols.setdefault(symbol, _text(value))
    return ir.Literal(value.value, declared.type, name.span, symbol)


def _text(value: ir.Literal) -> str:
    """A constant's definition for `#define`."""
    if value.spelling is not None:
        text = value.spelling
    elif isinstance(value.value, bool):
        text = "1" if value.value else "0"
    elif isinstance(value.value, float):
        text = repr(value.value) + ("f" if value.type.bits == 32 else "")  # type: ignore[union-attr]
    else:
        text = str(value.value)
    return f"({text})" if text.startswith("-") else text


def _initial(lowering: FunctionLowering, node: ast.Variable, scope: Scope, declared: Declared) -> ir.Expression | None:
    """The initialiser with everything in it known, or None where it is not."""
    from transkernel.frontend.initializers import default_value, initialise

    inner = FunctionLowering(lowering.unit, scope, folding=True)
    try:
        if node.init is not None:
            value = initialise(inner, node.init, declared)
        elif made := default_value(inner, declared.type, node.span):
            value = made
        else:
            return None
    except Refusal:
        if "__constant__" in node.specifiers or "__device__" in node.specifiers:
            raise
        return None
    if inner.out:
        return None

    def fold(expression: ir.Expression) -> ir.Expression:
        known: ir.Expression | None = evaluate_constant(lowering.unit, expression)
        if known is None and isinstance(expression, ir.Call):
            known = evaluate_object(lowering.unit, expression)
        return known if known is not None else expression

    folded: ir.Expression = rewrite(value, fold)
    if any(isinstance(each, ir.Call | ir.Variable) for each in walk(folded)):
        return None
    return folded


def _declare(
    lowering: FunctionLowering, node: ast.Variable, scope: Scope, declared: Declared, const: bool
) -> ir.GlobalVariable:
    value = _initial(lowering, node, scope, declared)
    missing = node.init is not None or (const and "__constant__" not in node.specifiers)
    if value is None and missing:
        raise refuse("TK0236", f"the value of `{node.name}` must be known at translation time", node.span)
    fixed = "constexpr" in node.specifiers or (declared.const and "__constant__" not in node.specifiers)
    host_visible = bool(node.specifiers & _DEVICE) and not fixed
    space = Space.CONSTANT if const else Space.GLOBAL
    wanted = re.sub(r"\W", "_", node.name)
    return ir.GlobalVariable(lowering.unit.unique(wanted), declared.type, space, value, node.span, host_visible)
