"""Expressions of C++ to expressions of thread IR: one small function a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.frontend import ast, literals
from transkernel.frontend.arithmetic import binary, common_of, unary
from transkernel.frontend.calls import call, construct, convert_operand, explicit_cast, operator_call
from transkernel.frontend.constants import evaluate
from transkernel.frontend.conversions import convert, describe, to_bool
from transkernel.frontend.cuda_device import function_name
from transkernel.frontend.declarations import deduce_auto
from transkernel.frontend.effects import assign, discard, increment
from transkernel.frontend.entities import (
    BuiltinOperand,
    Declared,
    Meaning,
    Operand,
    Pack,
    TypeOperand,
)
from transkernel.frontend.function import FunctionLowering, address_of
from transkernel.frontend.initializers import initialise, string_value
from transkernel.frontend.lambdas import lambda_value
from transkernel.frontend.lookup import member_of, name_meaning
from transkernel.frontend.tokens import MacroUse
from transkernel.frontend.type_names import resolve
from transkernel.ir import nodes as ir
from transkernel.ir.types import (
    BOOL,
    INT8,
    UINT64,
    VOID,
    Array,
    Pointer,
    Space,
    Struct,
    align_of,
    is_integer,
    size_of,
)
from transkernel.ir.values import round_to
from transkernel.source import Span


def decayed(operand: Operand) -> ir.Expression:
    """The value of an operand; an array's is the pointer to its first element."""
    expression = operand.expression
    type_ = expression.type
    if isinstance(type_, Array):
        if not operand.lvalue:
            raise refuse("TK0253", "an array without a place cannot be used as a pointer", expression.span)
        return ir.Decay(expression, Pointer(type_.element, const=operand.const), expression.span)
    return expression


# ---------------------------------------------------------------- literals


def _constant_macro(lowering: FunctionLowering, macro: MacroUse | None, text: str) -> str | None:
    """The name of the `#define` whose whole body is this literal."""
    if macro is None or not macro.object_like:
        return None
    known = lowering.unit.macros.get(macro.name)
    if known is None or [token.text for token in known.body] != [text]:
        return None
    lowering.unit.symbols.setdefault(macro.name, text)
    return macro.name


def _integer(lowering: FunctionLowering, node: ast.IntegerLiteral) -> Operand:
    value, type_ = literals.integer(node.text, node.span)
    symbol = _constant_macro(lowering, node.macro, node.text)
    spelling = node.text if not node.text.isdigit() else None
    return Operand(ir.Literal(value, type_, node.span, symbol, spelling))


def _float(lowering: FunctionLowering, node: ast.FloatLiteral) -> Operand:
    value, type_ = literals.floating(node.text, node.span)
    symbol = _constant_macro(lowering, node.macro, node.text)
    return Operand(ir.Literal(round_to(value, type_), type_, node.span, symbol, node.text))


def _character(lowering: FunctionLowering, node: ast.CharacterLiteral) -> Operand:
    value, type_ = literals.character(node.text, node.span)
    return Operand(ir.Literal(value, type_, node.span, spelling=node.text))


def _bool(lowering: FunctionLowering, node: ast.BoolLiteral) -> Operand:
    return Operand(ir.boolean(node.value, node.span))


def _null(lowering: FunctionLowering, node: ast.NullPointer) -> Operand:
    return Operand(ir.Literal(0, Pointer(VOID), node.span))


def _this(lowering: FunctionLowering, node: ast.This) -> Operand:
    if lowering.this is None:
        raise refuse("TK0254", "`this` is only known inside a method", node.span)
    place = lowering.this.expression
    return Operand(address_of(place, Pointer(place.type, const=lowering.this.const), node.span))


# ---------------------------------------------------------------- names, members, elements


def _name(lowering: FunctionLowering, node: ast.NameExpression) -> Meaning:
    text = function_name(lowering, node)
    if text is not None:
        return _string(lowering, text)
    return name_meaning(lowering, node.name)


def _member(lowering: FunctionLowering, node: ast.MemberExpression) -> Meaning:
    base = lowering.meaning(node.base)
    if isinstance(base, BuiltinOperand):
        return BuiltinOperand(f"{base.name}.{node.name.text}", node.name.last.arguments)
    if not isinstance(base, Operand):
        raise refuse("TK0243", "a function or a type stands where an object is wanted", node.base.span)
    if node.arrow:
        base = _pointee(lowering, base, node)
    return member_of(lowering, base, node.name, node.span)


def _pointee(lowering: FunctionLowering, base: Operand, node: ast.MemberExpression) -> Operand:
    if isinstance(base.type, Struct):
        called = operator_call(lowering, "->", (base,), node.span)
        if called is not None:
            base = called
    pointer = decayed(base)
    return dereference(pointer, node.span)


def dereference(pointer: ir.Expression, span: Span) -> Operand:
    """`*pointer` as a place."""
    type_ = pointer.type
    if not isinstance(type_, Pointer) or type_.element == VOID:
        raise refuse("TK0253", f"a `{describe(type_)}` cannot be dereferenced", span)
    if isinstance(pointer, ir.AddressOf):
        return Operand(pointer.place, True, type_.const)
    return Operand(ir.Dereference(pointer, type_.element, span), True, type_.const)


def _index(lowering: FunctionLowering, node: ast.IndexExpression) -> Operand:
    base, position = lowering.operand(node.base), lowering.operand(node.index)
    if isinstance(base.type, Struct):
        called = operator_call(lowering, "[]", (base, position), node.span)
        if called is not None:
            return called
    base, index = _as_number(lowering, base), _arithmetic_value(lowering, position)
    if is_integer(base.type):
        base, index = Operand(index), lowering.rvalue(base)
    if not is_integer(index.type):
        raise refuse("TK0253", f"an index cannot be a `{describe(index.type)}`", node.index.span)
    if isinstance(base.type, Array) and base.lvalue:
        return Operand(ir.Index(base.expression, index, base.type.element, node.span), True, base.const)
    if isinstance(base.type, Pointer) and base.type.element != VOID:
        return Operand(ir.Index(base.expression, index, base.type.element, node.span), True, base.type.const)
    raise refuse("TK0253", f"a `{describe(base.type)}` cannot be indexed", node.span)


# ---------------------------------------------------------------- operators


def _unary(lowering: FunctionLowering, node: ast.UnaryExpression) -> Operand:
    if node.op in ("++", "--"):
        return increment(lowering, node, wanted=True)
    if node.op == "&":
        return _address(lowering, node)
    operand = lowering.operand(node.operand)
    called = operator_call(lowering, node.op, (operand,), node.span)
    if called is not None:
        return called
    if node.op == "*":
        return dereference(decayed(_as_number(lowering, operand)), node.span)
    if node.op == "!":
        condition = to_bool(convert_operand(lowering, operand, Declared(BOOL), contextual=True))
        return Operand(ir.Unary(ir.UnaryOp.NOT, condition, BOOL, node.span))
    value = _arithmetic_value(lowering, operand)
    result = unary(lowering, node.op, value, node.span)
    if isinstance(value, ir.Literal) and value.symbol is None and node.op == "-":
        known = evaluate(result)
        if known is not None:
            spelling = f"-{value.spelling}" if value.spelling else None
            return Operand(replace(known, spelling=spelling))
    return Operand(result)


def _address(lowering: FunctionLowering, node: ast.UnaryExpression) -> Operand:
    operand = lowering.operand(node.operand).place
    if not operand.lvalue:
        raise refuse("TK0253", "only something that lies in memory has an address", node.span)
    place = operand.expression
    return Operand(address_of(place, Pointer(place.type, const=operand.const), node.span))


def _postfix(lowering: FunctionLowering, node: ast.PostfixExpression) -> Operand:
    return increment(lowering, node, wanted=True)


def _arithmetic_value(lowering: FunctionLowering, operand: Operand) -> ir.Expression:
    """A value for a built-in operator: class types go through their conversion function."""
    if isinstance(operand.type, Struct):
        from transkernel.frontend.calls import arithmetic_conversion

        return arithmetic_conversion(lowering, operand)
    return lowering.rvalue(operand)


def _as_number(lowering: FunctionLowering, operand: Operand) -> Operand:
    """An operand of class type as the number or pointer that it converts to; others as they are, places too."""
    return Operand(_arithmetic_value(lowering, operand)) if isinstance(operand.type, Struct) else operand


def _binary(lowering: FunctionLowering, node: ast.BinaryExpression) -> Operand:
    if node.op in ("&&", "||"):
        return _logical(lowering, node)
    if node.op in (".*", "->*"):
        raise refuse("TK0242", "a kernel cannot use pointers to members", node.span)
    left, right = lowering.operand(node.left), lowering.operand(node.right)
    called = operator_call(lowering, node.op, (left, right), node.span)
    if called is not None:
        return called
    values = _arithmetic_value(lowering, left), _arithmetic_value(lowering, right)
    return Operand(binary(lowering, node.op, *values, node.span))


def _logical(lowering: FunctionLowering, node: ast.BinaryExpression) -> Operand:
    op = ir.LogicalOp.AND if node.op == "&&" else ir.LogicalOp.OR
    outer, lowering.deferred = lowering.deferred, None
    left = _condition(lowering, node.left)
    right, prelude = lowering.captured(lambda: _condition(lowering, node.right))
    lowering.deferred = outer
    if not prelude:
        return Operand(ir.Logical(op, left, right, node.span))
    place = lowering.declare("condition", BOOL, left, node.span)
    prelude.append(ir.Assign(place, right, node.span))
    test: ir.Expression = place
    if op is ir.LogicalOp.OR:
        test = ir.Unary(ir.UnaryOp.NOT, place, BOOL, node.span)
    lowering.out.append(ir.If(test, tuple(prelude), (), node.span))
    return Operand(place)


def _condition(lowering: FunctionLowering, node: ast.Expression) -> ir.Expression:
    operand = lowering.operand(node)
    return to_bool(convert_operand(lowering, operand, Declared(BOOL), contextual=True))


def _assign(lowering: FunctionLowering, node: ast.AssignExpression) -> Operand:
    outer, lowering.deferred = lowering.deferred, None
    place = assign(lowering, node)
    lowering.deferred = outer
    return place


def _conditional(lowering: FunctionLowering, node: ast.ConditionalExpression) -> Operand:
    outer, lowering.deferred = lowering.deferred, None
    try:
        return _conditional_value(lowering, node)
    finally:
        lowering.deferred = outer


def _conditional_value(lowering: FunctionLowering, node: ast.ConditionalExpression) -> Operand:
    condition = _condition(lowering, node.condition)
    then_node = node.then
    if then_node is None:
        kept = lowering.temporary(lowering.value(node.condition))
        condition = to_bool(kept)
        then, before_then = Operand(kept), list[ir.Statement]()
    else:
        wanted = then_node
        then, before_then = lowering.captured(lambda: lowering.operand(wanted))
    otherwise, before_otherwise = lowering.captured(lambda: lowering.operand(node.otherwise))
    known = evaluate(condition)
    if known is not None and lowering.in_template and then.type == otherwise.type:
        lowering.out += before_then if known.value else before_otherwise
        return then if known.value else otherwise
    if then.type == VOID:
        return Operand(ir.Literal(0, VOID, node.span))
    left, right = decayed(then), decayed(otherwise)
    if isinstance(left.type, Struct) != isinstance(right.type, Struct):
        left, right = _class_branch(lowering, then, otherwise)
    type_ = common_of(left, right, node.span)
    left, right = convert(left, type_), convert(right, type_)
    if not before_then and not before_otherwise:
        chosen = ir.Select(condition, left, right, type_, node.span)
        return Operand(chosen, False, then.const or otherwise.const, _choice(condition, then, otherwise, node.span))
    place = lowering.declare("chosen", type_, None, node.span)
    taken = (*before_then, ir.Assign(place, left, node.span))
    other = (*before_otherwise, ir.Assign(place, right, node.span))
    lowering.out.append(ir.If(condition, taken, other, node.span))
    return Operand(place)


def _choice(condition: ir.Expression, then: Operand, otherwise: Operand, span: Span) -> ir.Expression | None:
    """`c ? a : b` as a place, where both are places of one type (C++17 [expr.cond])."""
    then, otherwise = then.place, otherwise.place
    if not then.lvalue or not otherwise.lvalue or then.type != otherwise.type:
        return None
    pointer = Pointer(then.type, const=then.const or otherwise.const)
    left, right = (address_of(each.expression, pointer, span) for each in (then, otherwise))
    return ir.Dereference(ir.Select(condition, left, right, pointer, span), then.type, span)


def _class_branch(lowering: FunctionLowering, then: Operand, otherwise: Operand) -> tuple[ir.Expression, ir.Expression]:
    """`c ? object : value`: the value is converted to the class, or the object to the value's type."""
    if isinstance(then.type, Struct):
        return decayed(then), convert_operand(lowering, otherwise, Declared(then.type))
    return convert_operand(lowering, then, Declared(otherwise.type)), decayed(otherwise)


def _comma(lowering: FunctionLowering, node: ast.CommaExpression) -> Meaning:
    outer, lowering.deferred = lowering.deferred, None
    discard(lowering, node.left)
    lowering.deferred = outer
    return lowering.meaning(node.right)


# ---------------------------------------------------------------- calls, casts, construction


def _call(lowering: FunctionLowering, node: ast.CallExpression) -> Meaning:
    return call(lowering, node)


def _cast(lowering: FunctionLowering, node: ast.CastExpression) -> Operand:
    if _is_auto(node.type):
        return lowering.operand(node.operand)
    declared = resolve(lowering.unit, lowering.scope, node.type)
    return explicit_cast(lowering, declared, node.operand, node.kind, node.span)


def _is_auto(syntax: ast.TypeSyntax) -> bool:
    return isinstance(syntax, ast.AutoType)


def _construct(lowering: FunctionLowering, node: ast.ConstructExpression) -> Operand:
    if _is_auto(node.type):
        operand = lowering.operand(node.arguments[0])
        return Operand(convert(lowering.rvalue(operand), deduce_auto(lowering, node.type, operand).type))
    declared = resolve(lowering.unit, lowering.scope, node.type)
    if node.braces:
        whole = ast.InitializerList(node.arguments, (None,) * len(node.arguments), node.span)
        return Operand(initialise(lowering, whole, declared))
    if len(node.arguments) == 1 and not isinstance(declared.type, Struct):
        return explicit_cast(lowering, declared, node.arguments[0], "c", node.span)
    return Operand(construct(lowering, declared, node.arguments, node.span))


def _sizeof(lowering: FunctionLowering, node: ast.SizeofExpression) -> Operand:
    if isinstance(node.operand, ast.TypeSyntax):
        type_ = resolve(lowering.unit, lowering.scope, node.operand).type
    else:
        operand = node.operand
        meaning, _ = lowering.captured(lambda: lowering.meaning(operand))
        type_ = meaning.declared.type if isinstance(meaning, TypeOperand) else _typed(meaning, node.span)
    if type_ == VOID or (isinstance(type_, Array) and not type_.extent):
        raise refuse("TK0206", f"`{describe(type_)}` has no size", node.span)
    size = size_of(type_) if node.keyword == "sizeof" else align_of(type_)
    return Operand(ir.Literal(size, UINT64, node.span))


def _typed(meaning: Meaning, span: Span) -> Any:
    if isinstance(meaning, Operand):
        return meaning.type
    raise refuse("TK0243", "`sizeof` needs a value or a type", span)


def _sizeof_pack(lowering: FunctionLowering, node: ast.SizeofPack) -> Operand:
    found = lowering.scope.lookup(node.name)
    if not found or not isinstance(found[0], Pack):
        raise refuse("TK0237", f"`{node.name}` is not a parameter pack", node.span)
    return Operand(ir.Literal(len(found[0].elements), UINT64, node.span))


def _fold(lowering: FunctionLowering, node: ast.FoldExpression) -> Operand:
    """`(pack op ...)` and its mirror, written out (C++17 [temp.variadic])."""
    pattern, init, from_left = _fold_parts(lowering, node)
    scopes = lowering.unit.expansions(pattern, lowering.scope)
    terms: list[tuple[Any, ast.Expression]] = [(scope, pattern) for scope in scopes]
    if init is not None:
        terms = [(lowering.scope, init), *terms] if from_left else [*terms, (lowering.scope, init)]
    if not terms:
        empty = {"&&": True, "||": False}.get(node.op)
        if empty is None:
            return Operand(ir.Literal(0, VOID, node.span))
        return Operand(ir.boolean(empty, node.span))
    if node.op == ",":
        return _fold_comma(lowering, terms, node.span)
    values = [_in(lowering, scope, term) for scope, term in terms]
    if not from_left:
        values.reverse()
    result = values[0]
    for value in values[1:]:
        left, right = (result, value) if from_left else (value, result)
        result = _fold_step(lowering, node.op, left, right, node.span)
    return Operand(result)


def _fold_parts(
    lowering: FunctionLowering, node: ast.FoldExpression
) -> tuple[ast.Expression, ast.Expression | None, bool]:
    if node.left is None:
        assert node.right is not None
        return node.right, None, True
    if node.right is None:
        return node.left, None, False
    from transkernel.frontend.unit import names_in

    packed = any(
        found and isinstance(found[0], Pack) for found in (lowering.scope.lookup(name) for name in names_in(node.left))
    )
    return (node.left, node.right, False) if packed else (node.right, node.left, True)


def _in(lowering: FunctionLowering, scope: Any, node: ast.Expression) -> ir.Expression:
    outer, lowering.scope = lowering.scope, scope
    try:
        return lowering.value(node)
    finally:
        lowering.scope = outer


def _fold_comma(lowering: FunctionLowering, terms: list[tuple[Any, ast.Expression]], span: Span) -> Operand:
    for scope, term in terms:
        outer, lowering.scope = lowering.scope, scope
        discard(lowering, term)
        lowering.scope = outer
    return Operand(ir.Literal(0, VOID, span))


def _fold_step(
    lowering: FunctionLowering, op: str, left: ir.Expression, right: ir.Expression, span: Span
) -> ir.Expression:
    if op in ("&&", "||"):
        word = ir.LogicalOp.AND if op == "&&" else ir.LogicalOp.OR
        return ir.Logical(word, to_bool(left), to_bool(right), span)
    return binary(lowering, op, left, right, span)


def _list(lowering: FunctionLowering, node: ast.InitializerList) -> Operand:
    if len(node.elements) == 1:
        return lowering.operand(node.elements[0])
    raise refuse("TK0250", "a braced list stands where its type is not known", node.span)


def _statement_expression(lowering: FunctionLowering, node: ast.StatementExpression) -> Operand:
    """GNU's `({ ...; value; })`: the statements first, then the value of the last one."""
    *before, last = node.body.statements or (None,)
    outer, lowering.deferred = lowering.deferred, None

    def work() -> Operand:
        lowering.statements(tuple(each for each in before if each is not None))
        if not isinstance(last, ast.ExpressionStatement) or last.expression is None:
            raise refuse("TK0242", "a statement expression without a value at its end is not translated", node.span)
        return Operand(lowering.value(last.expression))

    try:
        return lowering.in_scope(work)
    finally:
        lowering.deferred = outer


def _string(lowering: FunctionLowering, node: ast.StringLiteral) -> Operand:
    """A string is a constant array of its characters and a zero."""
    known = lowering.unit.strings.get(node.parts)
    if known is None:
        type_ = Array(INT8, len(literals.string(node.parts, node.span)) + 1)
        name = lowering.unit.unique("string__1")  # two underscores: no name of the programmer's
        value = string_value(node, type_)
        known = ir.GlobalVariable(name, type_, Space.CONSTANT, value, node.span, host_visible=False)
        lowering.unit.strings[node.parts] = known
        lowering.unit.globals[id(known)] = known
    return Operand(ir.Variable(known.name, known.type, node.span), True, True)


def _lambda(lowering: FunctionLowering, node: ast.LambdaExpression) -> Operand:
    return lambda_value(lowering, node)


HANDLERS: dict[type, Callable[[FunctionLowering, Any], Meaning]] = {
    ast.IntegerLiteral: _integer,
    ast.FloatLiteral: _float,
    ast.CharacterLiteral: _character,
    ast.BoolLiteral: _bool,
    ast.NullPointer: _null,
    ast.This: _this,
    ast.NameExpression: _name,
    ast.UnaryExpression: _unary,
    ast.PostfixExpression: _postfix,
    ast.BinaryExpression: _binary,
    ast.AssignExpression: _assign,
    ast.ConditionalExpression: _conditional,
    ast.CommaExpression: _comma,
    ast.CallExpression: _call,
    ast.IndexExpression: _index,
    ast.MemberExpression: _member,
    ast.CastExpression: _cast,
    ast.ConstructExpression: _construct,
    ast.InitializerList: _list,
    ast.SizeofExpression: _sizeof,
    ast.SizeofPack: _sizeof_pack,
    ast.LambdaExpression: _lambda,
    ast.StatementExpression: _statement_expression,
    ast.StringLiteral: _string,
    ast.FoldExpression: _fold,
}
