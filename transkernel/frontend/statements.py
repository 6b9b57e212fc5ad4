"""Statements of C++ to statements of thread IR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.diagnostics import refuse
from transkernel.frontend import ast
from transkernel.frontend.constants import evaluate
from transkernel.frontend.conversions import convert, describe, promote, to_bool
from transkernel.frontend.declarations import declare_variable, declared_condition
from transkernel.frontend.effects import discard
from transkernel.frontend.entities import Declared, Operand
from transkernel.frontend.function import FunctionLowering, address_of
from transkernel.frontend.initializers import initialise
from transkernel.ir import nodes as ir
from transkernel.ir.types import BOOL, INT64, VOID, Array, Pointer, Struct, is_integer
from transkernel.ir.visit import walk_all
from transkernel.source import Span


def _compound(lowering: FunctionLowering, node: ast.Compound) -> None:
    body = lowering.body(node)
    if any(isinstance(statement, ir.Declare) for statement in body):
        lowering.out.append(ir.Block(body, node.span))
    else:
        lowering.out += body


def _declaration(lowering: FunctionLowering, node: ast.DeclarationStatement) -> None:
    for declaration in node.declarations:
        _declare(lowering, declaration)


def _declare(lowering: FunctionLowering, declaration: ast.Declaration) -> None:
    match declaration:
        case ast.Variable():
            lowering.full(lambda: declare_variable(lowering, declaration))
        case ast.StaticAssert():
            condition = lowering.unit.constant(lowering.scope, declaration.condition, "a static assertion")
            if not condition.value:
                raise refuse("TK0244", f"static assertion failed: {declaration.message}", declaration.span)
        case ast.UsingDirective():
            lowering.unit.index.use(declaration.name, lowering.scope)
        case _:
            lowering.unit.index.declare(declaration, lowering.scope)


def _expression(lowering: FunctionLowering, node: ast.ExpressionStatement) -> None:
    lowering.full(lambda: discard(lowering, node.expression))


def condition_of(lowering: FunctionLowering, node: ast.Expression | ast.Variable) -> ir.Expression:
    """A condition as a BOOL; a declaration in it is emitted before."""
    if isinstance(node, ast.Variable):
        return to_bool(declared_condition(lowering, node))
    operand = lowering.operand(node)
    from transkernel.frontend.calls import convert_operand

    return to_bool(convert_operand(lowering, operand, Declared(BOOL), contextual=True))


def _if(lowering: FunctionLowering, node: ast.If) -> None:
    def work() -> None:
        if node.init is not None:
            lowering.statement(node.init)
        if node.is_constexpr and not isinstance(node.condition, ast.Variable):
            fixed = lowering.unit.constant(lowering.scope, node.condition, "the condition of `if constexpr`")
            _chosen(lowering, node.then if fixed.value else node.otherwise)
            return
        condition = condition_of(lowering, node.condition)
        known = evaluate(condition)
        if known is not None and lowering.in_template:
            _chosen(lowering, node.then if known.value else node.otherwise)
            return
        then = lowering.body(node.then)
        otherwise = lowering.body(node.otherwise) if node.otherwise is not None else ()
        lowering.out.append(ir.If(condition, then, otherwise, node.span))

    lowering.in_scope(work)


def _chosen(lowering: FunctionLowering, branch: ast.Statement | None) -> None:
    """The branch of an `if` whose condition is known."""
    if branch is None:
        return
    body = lowering.body(branch)
    if any(isinstance(statement, ir.Declare) for statement in body):
        lowering.out.append(ir.Block(body, branch.span))
    else:
        lowering.out += body


def _unroll(lowering: FunctionLowering, unroll: ast.Expression | bool | None) -> int | None:
    if unroll is None or unroll is False:
        return None
    if unroll is True:
        return 0
    return lowering.unit.whole_number(lowering.scope, unroll, "the count of `#pragma unroll`")


def _for(lowering: FunctionLowering, node: ast.For) -> None:
    lowering.in_scope(lambda: _for_in_scope(lowering, node))


def _for_in_scope(lowering: FunctionLowering, node: ast.For) -> None:
    unroll = _unroll(lowering, node.unroll)
    init: list[ir.Statement] = []
    if node.init is not None:
        start = node.init
        _, init = lowering.captured(lambda: lowering.statement(start))
    init, before = _split_init(init)
    lowering.out += before
    condition, prelude = _loop_condition(lowering, node.condition)
    step: list[ir.Statement] = []
    if node.step is not None:
        advance = node.step
        _, step = lowering.captured(lambda: lowering.full(lambda: discard(lowering, advance)))
    body = lowering.body(node.body)
    in_body = not all(isinstance(each, ir.Assign | ir.Evaluate) for each in step)
    if in_body and _has_continue(body):
        prelude = [*_from_the_second_turn(lowering, step, node.span), *prelude]
    elif in_body:
        body = (*body, *step)
    if in_body:
        step = []
    if prelude:
        body = (*prelude, *_leave_unless(condition, node.span), *body)
        condition = None
    lowering.out.append(ir.For(tuple(init), condition, tuple(step), body, node.span, unroll))


def _split_init(statements: list[ir.Statement]) -> tuple[list[ir.Statement], list[ir.Statement]]:
    """What a `for` header can hold, and what must stand before the loop: declarations of one type, or assignments."""
    plain: list[ir.Statement] = [each for each in statements if not isinstance(each, ir.Comment)]
    declares = [each for each in plain if isinstance(each, ir.Declare)]
    if len(declares) == len(plain) and len({each.type for each in declares}) <= 1 and len(plain) == len(statements):
        return plain, []
    if plain and all(isinstance(each, ir.Assign) for each in plain) and len(plain) == len(statements):
        return plain, []
    return [], statements


def _loop_condition(
    lowering: FunctionLowering, node: ast.Expression | ast.Variable | None
) -> tuple[ir.Expression | None, list[ir.Statement]]:
    if node is None:
        return None, []
    return lowering.captured(lambda: lowering.full(lambda: _kept_condition(lowering, node)))


def _kept_condition(lowering: FunctionLowering, node: ast.Expression | ast.Variable) -> ir.Expression:
    """A condition whose `i++` has taken effect: the value is kept where something follows it."""
    condition = condition_of(lowering, node)
    return lowering.temporary(condition, "condition") if lowering.deferred else condition


def _leave_unless(condition: ir.Expression | None, span: Span) -> tuple[ir.Statement, ...]:
    if condition is None:
        return ()
    stop = ir.Unary(ir.UnaryOp.NOT, condition, BOOL, span)
    return (ir.If(stop, (ir.Break(span),), (), span),)


def _from_the_second_turn(
    lowering: FunctionLowering, statements: list[ir.Statement], span: Span
) -> tuple[ir.Statement, ...]:
    """What a loop does between two turns, for the beginning of its body: `continue` must not skip it."""
    again = lowering.declare("again", BOOL, ir.boolean(False, span), span)
    return ir.If(again, tuple(statements), (), span), ir.Assign(again, ir.boolean(True, span), span)


def _has_continue(body: tuple[ir.Statement, ...]) -> bool:
    """Whether a `continue` in the body belongs to this loop."""
    for statement in body:
        match statement:
            case ir.Continue():
                return True
            case ir.If(then=then, otherwise=otherwise):
                if _has_continue(then) or _has_continue(otherwise):
                    return True
            case ir.Block(body=inner):
                if _has_continue(inner):
                    return True
            case ir.Switch(cases=cases):
                if any(_has_continue(case.body) for case in cases):
                    return True
    return False


def _while(lowering: FunctionLowering, node: ast.While) -> None:
    def work() -> None:
        unroll = _unroll(lowering, node.unroll)
        condition, prelude = _loop_condition(lowering, node.condition)
        body = lowering.body(node.body)
        assert condition is not None
        if prelude:
            body = (*prelude, *_leave_unless(condition, node.span), *body)
            condition = ir.boolean(True, node.span)
        lowering.out.append(ir.While(condition, body, node.span, unroll))

    lowering.in_scope(work)


def _do(lowering: FunctionLowering, node: ast.DoWhile) -> None:
    unroll = _unroll(lowering, node.unroll)
    body = lowering.body(node.body)
    condition, prelude = _loop_condition(lowering, node.condition)
    assert condition is not None
    if prelude:
        last = [*prelude, *_leave_unless(condition, node.span)]
        if _has_continue(body):
            body = (*_from_the_second_turn(lowering, last, node.span), *body)
        else:
            body = (*body, *last)
        condition = ir.boolean(True, node.span)
        lowering.out.append(ir.While(condition, body, node.span, unroll))
        return
    lowering.out.append(ir.DoWhile(body, condition, node.span, unroll))


def _range_for(lowering: FunctionLowering, node: ast.RangeFor) -> None:
    lowering.in_scope(lambda: _range_in_scope(lowering, node))


def _range_in_scope(lowering: FunctionLowering, node: ast.RangeFor) -> None:
    """An array's elements by index; anything else through its `begin()` and `end()` (C++17 [stmt.ranged])."""
    span = node.span
    operand = _listed(lowering, node.range) if isinstance(node.range, ast.InitializerList) else None
    operand = operand or lowering.operand(node.range)
    if not isinstance(operand.type, Array):
        _iterate(lowering, node)
        return
    name = lowering.fresh("i")
    index = ir.Variable(name, INT64, span)
    start = ir.Declare(name, INT64, ir.integer(0, INT64, span), span)
    stop = ir.Compare(ir.CompareOp.LESS, index, ir.integer(operand.type.extent, INT64, span), span)
    step = ir.Assign(index, ir.Binary(ir.BinaryOp.ADD, index, ir.integer(1, INT64, span), INT64, span), span)
    element = ir.Index(operand.expression, index, operand.type.element, span)

    def work() -> None:
        from transkernel.frontend.declarations import declare_bound

        declare_bound(lowering, node.variable, Operand(element, True, operand.const))
        lowering.statements(node.body.statements if isinstance(node.body, ast.Compound) else (node.body,))

    _, body = lowering.captured(lambda: lowering.in_scope(work))
    lowering.out.append(ir.For((start,), stop, (step,), tuple(body), span, _unroll(lowering, node.unroll)))


def _listed(lowering: FunctionLowering, node: ast.InitializerList) -> Operand:
    """`for (int x : {1, 2, 3})`: the list is a constant array of its elements (C++17 [dcl.init.list])."""
    values = [lowering.value(each) for each in node.elements]
    if len({value.type for value in values}) != 1:
        raise refuse("TK0250", "the elements of this list have different types", node.span)
    type_ = Array(values[0].type, len(values))
    return Operand(lowering.temporary(ir.Build(tuple(values), type_, node.span), "list"), True, True)


def _iterate(lowering: FunctionLowering, node: ast.RangeFor) -> None:
    span = node.span

    def name(text: str) -> ast.Name:
        return ast.Name((ast.NamePart(text),), span)

    def named(text: str) -> ast.NameExpression:
        return ast.NameExpression(name(text), span)

    def bound(text: str, source: ast.Expression, reference: bool) -> ast.DeclarationStatement:
        auto: ast.TypeSyntax = ast.AutoType(span)
        type_ = ast.ReferenceType(auto, span, rvalue=True) if reference else auto
        return ast.DeclarationStatement((ast.Variable(text, type_, source, frozenset(), span),), span)

    def called(method: str) -> ast.Expression:
        return ast.CallExpression(ast.MemberExpression(named("range"), name(method), False, span), (), span)

    variable = node.variable
    element = ast.UnaryExpression("*", named("position"), span)
    given = ast.Variable(variable.name, variable.type, element, variable.specifiers, variable.span)
    lowering.statement(bound("range", node.range, True))
    lowering.statement(bound("last", called("end"), False))
    body = ast.Compound((ast.DeclarationStatement((given,), variable.span), node.body), node.body.span)
    unequal = ast.BinaryExpression("!=", named("position"), named("last"), span)
    step = ast.UnaryExpression("++", named("position"), span)
    lowering.statement(ast.For(bound("position", called("begin"), False), unequal, step, body, span, node.unroll))


def _switch(lowering: FunctionLowering, node: ast.Switch) -> None:
    from transkernel.frontend.calls import arithmetic_conversion

    def work() -> None:
        if node.init is not None:
            lowering.statement(node.init)
        if isinstance(node.condition, ast.Variable):
            value = declared_condition(lowering, node.condition)
        else:
            operand = lowering.operand(node.condition)
            value = (
                arithmetic_conversion(lowering, operand)
                if isinstance(operand.type, Struct)
                else lowering.rvalue(operand)
            )
        if not is_integer(value.type):
            raise refuse("TK0246", "a `switch` needs an integer", node.condition.span)
        value = convert(value, promote(value.type))
        if not isinstance(node.body, ast.Compound):
            raise refuse("TK0246", "a `switch` without braces", node.body.span)
        cases = _cases(lowering, node.body.statements, value)
        lowering.out.append(ir.Switch(value, cases, node.span))

    lowering.in_scope(work)


def _cases(
    lowering: FunctionLowering, statements: tuple[ast.Statement, ...], value: ir.Expression
) -> tuple[ir.SwitchCase, ...]:
    """The statements of a switch, cut at their labels."""
    cases: list[ir.SwitchCase] = []
    labels: list[ir.Literal | None] = []
    body: list[ast.Statement] = []
    place: Span | None = None

    def finish() -> None:
        if not labels:
            if any(not isinstance(each, ast.DeclarationStatement) for each in body):
                raise refuse("TK0246", "statements before the first `case` are never reached", body[0].span)
            lowering.statements(tuple(body))
            body.clear()
            return
        assert place is not None
        _, emitted = lowering.captured(lambda: lowering.in_scope(lambda: lowering.statements(tuple(body))))
        cases.append(ir.SwitchCase(tuple(labels), tuple(emitted), place))
        labels.clear()
        body.clear()

    for statement in statements:
        if not isinstance(statement, ast.Case | ast.Default):
            body.append(statement)
            continue
        if body:
            finish()
        if not labels:
            place = statement.span
        labels += _labels(lowering, statement, value)
    finish()
    _refuse_equal_labels(cases)
    _check_declarations(cases)
    return tuple(cases)


def _labels(
    lowering: FunctionLowering, statement: ast.Case | ast.Default, value: ir.Expression
) -> list[ir.Literal | None]:
    if isinstance(statement, ast.Default):
        return [None]

    def label(node: ast.Expression) -> ir.Literal:
        literal = lowering.unit.constant(lowering.scope, node, "a case label")
        known = evaluate(convert(literal, value.type))
        if not is_integer(literal.type) or known is None:
            raise refuse("TK0246", "a case label must be an integer", node.span)
        return known

    first = label(statement.value)
    if statement.last is None:
        return [first]
    last = label(statement.last)
    if last.value - first.value > 256:
        raise refuse("TK0246", "a case range of more than 256 values", statement.span)
    return [ir.Literal(each, value.type, first.span) for each in range(int(first.value), int(last.value) + 1)]


def _refuse_equal_labels(cases: list[ir.SwitchCase]) -> None:
    seen: set[object] = set()
    for case in cases:
        for label in case.labels:
            value = label.value if label is not None else None
            if value in seen:
                said = "`default`" if label is None else f"`case {value}`"
                raise refuse("TK0206", f"{said} stands twice in this `switch`", case.span)
            seen.add(value)


def _check_declarations(cases: list[ir.SwitchCase]) -> None:
    """A variable of one case that another case uses would be out of scope in the port."""
    for position, case in enumerate(cases):
        names = {each.name for each in case.body if isinstance(each, ir.Declare)}
        for later in cases[position + 1 :]:
            for node in walk_all(later.body):
                if isinstance(node, ir.Variable) and node.name in names:
                    raise refuse("TK0246", f"`{node.name}` is used in another `case` than it is declared in", node.span)


def _return(lowering: FunctionLowering, node: ast.Return) -> None:
    result = lowering.result
    if node.value is None:
        if result is not None and result.type != VOID and not lowering.constructs:
            raise refuse("TK0247", "a `return` without a value in a function that has one", node.span)
        lowering.out.append(ir.Return(None, node.span))
        return
    if result is None:
        operand = lowering.operand(node.value) if not isinstance(node.value, ast.InitializerList) else None
        if operand is None:
            raise refuse("TK0247", "the result's type cannot be deduced from a braced list", node.span)
        result = Declared(lowering.rvalue(operand).type)
        lowering.result = lowering.deduced_result = result
        value = lowering.rvalue(operand)
    elif result.type == VOID:
        _refuse_value(lowering, node.value)
        discard(lowering, node.value)
        lowering.out.append(ir.Return(None, node.span))
        return
    elif result.reference:
        operand = lowering.operand(node.value).place
        if not operand.lvalue:
            raise refuse("TK0247", "a reference to a temporary is returned", node.span)
        value = address_of(operand.expression, Pointer(result.type, const=result.const), node.span)
    else:
        wanted = result
        source = node.value
        if lowering.deduced_result is not None:
            _refuse_other_result(lowering, source, wanted)
        value = lowering.full(lambda: _kept(lowering, initialise(lowering, source, wanted)))
    lowering.out.append(ir.Return(value, node.span))


def _refuse_other_result(lowering: FunctionLowering, node: ast.Expression, wanted: Declared) -> None:
    """A result's type is deduced from every `return` alike (C++17 [dcl.spec.auto] 9)."""
    found, _ = lowering.captured(lambda: lowering.full(lambda: lowering.value(node)))
    if found.type != wanted.type:
        message = f"the result is a `{describe(found.type)}` here, and a `{describe(wanted.type)}` at another `return`"
        raise refuse("TK0247", message, node.span)


def _refuse_value(lowering: FunctionLowering, node: ast.Expression) -> None:
    """`return f();` in a function without a result is for an `f` without one (C++17 [stmt.return] 2)."""
    found, _ = lowering.captured(lambda: lowering.full(lambda: lowering.operand(node)))
    if found.type != VOID:
        raise refuse("TK0206", "a function without a result returns a value", node.span)


def _kept(lowering: FunctionLowering, value: ir.Expression) -> ir.Expression:
    return lowering.temporary(value) if lowering.deferred else value


def _nothing(lowering: FunctionLowering, node: ast.Empty) -> None:
    return None


def _break(lowering: FunctionLowering, node: ast.Break) -> None:
    if not lowering.around:
        raise refuse("TK0241", "this `break` stands in no loop or `switch`", node.span)
    lowering.out.append(ir.Break(node.span))


def _continue(lowering: FunctionLowering, node: ast.Continue) -> None:
    if not lowering.around - {ast.Switch}:
        raise refuse("TK0241", "this `continue` stands in no loop", node.span)
    lowering.out.append(ir.Continue(node.span))


def _goto(lowering: FunctionLowering, node: ast.Goto) -> None:
    raise refuse("TK0274", f"`goto {node.label}` {node.trouble}: only a jump forward, out of blocks, is translated",
                 node.span)  # fmt: skip


def _stray_label(lowering: FunctionLowering, node: ast.Case | ast.Default) -> None:
    raise refuse("TK0246", "a `case` label inside another statement of its `switch`", node.span)


HANDLERS: dict[type, Callable[[FunctionLowering, Any], None]] = {
    ast.Compound: _compound,
    ast.DeclarationStatement: _declaration,
    ast.ExpressionStatement: _expression,
    ast.If: _if,
    ast.For: _for,
    ast.RangeFor: _range_for,
    ast.While: _while,
    ast.DoWhile: _do,
    ast.Switch: _switch,
    ast.Case: _stray_label,
    ast.Default: _stray_label,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Goto: _goto,
    ast.Return: _return,
    ast.Empty: _nothing,
}
