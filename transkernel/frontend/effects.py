"""Assignments, increments, and expressions that stand as statements."""

from __future__ import annotations

from collections.abc import Callable

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.conversions import convert, describe
from transkernel.frontend.entities import Declared, Operand
from transkernel.frontend.function import FunctionLowering, has_effects
from transkernel.frontend.initializers import initialise
from transkernel.frontend.unit import names_in, nodes_in
from transkernel.ir import nodes as ir
from transkernel.ir.types import INT32, VOID, Array, Struct, Vector
from transkernel.source import Span


def discard(lowering: FunctionLowering, node: ast.Expression) -> None:
    """Lowers an expression for what it does; its value is not wanted."""
    match node:
        case ast.AssignExpression():
            assign(lowering, node)
        case ast.UnaryExpression(op="++" | "--") | ast.PostfixExpression():
            increment(lowering, node)
        case ast.CommaExpression(left=left, right=right):
            lowering.full(lambda: discard(lowering, left))
            discard(lowering, right)
        case ast.CastExpression(kind="c", type=ast.BuiltinType(name="void"), operand=operand):
            discard(lowering, operand)
        case ast.BinaryExpression(op="&&" | "||"):
            _discard_logical(lowering, node)
        case ast.ConditionalExpression(then=then) if then is not None:
            _discard_conditional(lowering, node, then)
        case _:
            operand_ = lowering.operand(node)
            evaluate_only(lowering, operand_.expression, node.span)


def evaluate_only(lowering: FunctionLowering, expression: ir.Expression, span: Span) -> None:
    """Emits an expression for its effect, if it has any; a resulting reference is not followed."""
    value = expression.pointer if isinstance(expression, ir.Dereference) else expression
    if has_effects(value):
        lowering.out.append(ir.Evaluate(value, span))


def _branch(lowering: FunctionLowering, node: ast.Expression) -> tuple[ir.Statement, ...]:
    _, emitted = lowering.captured(lambda: lowering.full(lambda: discard(lowering, node)))
    return tuple(emitted)


def _discard_logical(lowering: FunctionLowering, node: ast.BinaryExpression) -> None:
    from transkernel.frontend.statements import condition_of

    condition = condition_of(lowering, node.left)
    emitted = _branch(lowering, node.right)
    if not emitted:
        return
    then, otherwise = (emitted, ()) if node.op == "&&" else ((), emitted)
    if not then:
        condition, then, otherwise = negated(condition), otherwise, ()
    lowering.out.append(ir.If(condition, then, otherwise, node.span))


def _discard_conditional(lowering: FunctionLowering, node: ast.ConditionalExpression, then: ast.Expression) -> None:
    from transkernel.frontend.statements import condition_of

    condition = condition_of(lowering, node.condition)
    taken, other = _branch(lowering, then), _branch(lowering, node.otherwise)
    if taken or other:
        lowering.out.append(ir.If(condition, taken, other, node.span))


def negated(condition: ir.Expression) -> ir.Expression:
    """The opposite of a condition."""
    from transkernel.ir.types import BOOL

    return ir.Unary(ir.UnaryOp.NOT, condition, BOOL, condition.span)


# ---------------------------------------------------------------- assignment


def assign(lowering: FunctionLowering, node: ast.AssignExpression) -> Operand:
    """`a = b` or `a op= b`: the value first, then the place (C++17 [expr.ass]). Gives back the place."""
    place, emitted = lowering.captured(lambda: lowering.operand(node.target))
    type_ = place.type
    if isinstance(type_, Array):
        raise refuse("TK0251", "an array cannot be assigned to as a whole", node.span)
    ready = place if not emitted else None
    if isinstance(type_, Struct | Vector):
        called = _by_operator(lowering, node, type_)
        if called is not None:
            return called
    if node.op == "=":
        value = _before(lowering, node, lambda: initialise(lowering, node.value, Declared(type_)))
        target = _target(lowering, node.target, ready)
    else:
        right = _before(lowering, node, lambda: lowering.value(node.value))
        target = _target(lowering, node.target, ready)
        value = compound_value(lowering, node.op[:-1], target.expression, right, node.span)
    lowering.out.append(ir.Assign(target.expression, value, node.span))  # type: ignore[arg-type]
    return target


def _by_operator(lowering: FunctionLowering, node: ast.AssignExpression, type_: Struct | Vector) -> Operand | None:
    """An assignment of class or vector type that the programmer's own operator does."""
    from transkernel.frontend.calls import operator_call

    if node.op == "=":
        if isinstance(type_, Vector) or isinstance(node.value, ast.InitializerList):
            return None
        info = lowering.unit.classes[type_.name]
        if all("default" in each.declaration.specifiers for each in info.find_methods("operator=")):
            return None
    value = lowering.operand(node.value)
    target = _target(lowering, node.target)
    called = operator_call(lowering, node.op, (target, value), node.span)
    if called is None and node.op != "=":
        called = _spelled_out(lowering, node, target, value)
    if called is None:
        converted = initialise_from(lowering, value, Declared(type_))
        lowering.out.append(ir.Assign(target.expression, converted, node.span))  # type: ignore[arg-type]
        return target
    evaluate_only(lowering, called.expression, node.span)
    return target


def _spelled_out(
    lowering: FunctionLowering, node: ast.AssignExpression, target: Operand, value: Operand
) -> Operand | None:
    """half2's `a += b` is `a = a + b` (cuda_fp16.hpp)."""
    result = compound_value(lowering, node.op[:-1], target.expression, lowering.rvalue(value), node.span)
    lowering.out.append(ir.Assign(target.expression, result, node.span))  # type: ignore[arg-type]
    return target


def initialise_from(lowering: FunctionLowering, value: Operand, declared: Declared) -> ir.Expression:
    """An operand converted to a type."""
    from transkernel.frontend.calls import convert_operand

    return convert_operand(lowering, value, declared)


def _before(lowering: FunctionLowering, node: ast.AssignExpression, work: Callable[[], ir.Expression]) -> ir.Expression:
    """The right side of an assignment. `a[i] = i++` stores at the new `i`, so such a side effect cannot wait."""
    mentioned = set(names_in(node.target))
    if not mentioned & set(_counted(lowering, node.value)):
        return work()
    outer, lowering.deferred = lowering.deferred, None
    try:
        return work()
    finally:
        lowering.deferred = outer


def _counted(lowering: FunctionLowering, node: ast.Expression) -> list[str]:
    """The names below an expression that `x++` and `x--` change; no part of `a = b = c` is searched twice in vain."""
    found: list[str] = []
    assignments: list[int] = []
    if id(node) in lowering.unit.uncounted:
        return found
    for each in nodes_in(node):
        if isinstance(each, ast.PostfixExpression):
            found += names_in(each.operand)
        elif isinstance(each, ast.AssignExpression):
            assignments.append(id(each))
    if not found:
        lowering.unit.uncounted.update(assignments)
    return found


def _target(lowering: FunctionLowering, node: ast.Expression, ready: Operand | None = None) -> Operand:
    """The place that is assigned to. ready: its operand, where that was lowered before and nothing was emitted."""
    operand = (ready or lowering.operand(node)).place
    if not operand.lvalue:
        raise refuse("TK0251", "this cannot be assigned to", node.span)
    if operand.const:
        raise refuse("TK0251", "this is `const` and cannot be assigned to", node.span)
    place = lowering.stable_place(operand.expression)
    return Operand(place, True)


def compound_value(
    lowering: FunctionLowering, op: str, place: ir.Expression, right: ir.Expression, span: Span
) -> ir.Expression:
    """The value of `place op right`, converted to the place's type."""
    from transkernel.frontend.arithmetic import binary

    return convert(binary(lowering, op, place, right, span), place.type)


def increment(
    lowering: FunctionLowering, node: ast.UnaryExpression | ast.PostfixExpression, *, wanted: bool = False
) -> Operand:
    """`++x`, `x++`, `--x`, `x--`. wanted: the value is used; then `x++` gives the old one."""
    from transkernel.frontend.calls import operator_call

    postfix = isinstance(node, ast.PostfixExpression)
    target = _target(lowering, node.operand)
    arguments = (target, Operand(ir.integer(0, INT32, node.span))) if postfix else (target,)
    called = operator_call(lowering, node.op, arguments, node.span)
    if called is not None:
        if not wanted:
            evaluate_only(lowering, called.expression, node.span)
        return called
    place = target.expression
    if isinstance(place.type, Vector | Struct) or place.type == VOID:
        raise refuse("TK0251", f"a `{describe(place.type)}` cannot be counted up or down", node.span)
    one = ir.integer(1, INT32, node.span)
    update = ir.Assign(place, compound_value(lowering, node.op[0], place, one, node.span), node.span)  # type: ignore[arg-type]
    if not postfix or not wanted:
        lowering.out.append(update)
        return target
    if lowering.deferred is not None and isinstance(place, ir.Variable):
        lowering.deferred.append(update)
        return Operand(place)
    old = lowering.temporary(place, "old")
    lowering.out.append(update)
    return Operand(old)
