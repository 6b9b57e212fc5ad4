"""From the grammar to the syntax tree: statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from transkernel.frontend import ast
from transkernel.frontend.build_expressions import ExpressionBuilder
from transkernel.frontend.build_types import Declarator, Specifiers, apply_steps, cover
from transkernel.frontend.tokens import Token
from transkernel.source import Span

Finish = Callable[[ast.Statement], ast.Statement]


class StatementBuilder(ExpressionBuilder):
    """One method for each rule of statements.lark. The head of a loop is a function from its body to the loop."""

    def compound(self, children: list[Any]) -> ast.Compound:
        return ast.Compound(tuple(children[1:-1]), cover(children))

    def empty(self, children: list[Any]) -> ast.Empty:
        return ast.Empty(children[0].span)

    def expression_statement(self, children: list[Any]) -> ast.ExpressionStatement:
        return ast.ExpressionStatement(children[0], cover(children))

    def declaration_statement(self, children: list[Any]) -> ast.DeclarationStatement:
        declarations = children[0]
        return ast.DeclarationStatement(tuple(declarations), cover([declarations[0], declarations[-1]]))

    # ------------------------------------------------------------ if, switch

    def if_head(self, children: list[Any]) -> tuple[Span, bool, ast.Statement | None, Any]:
        _, is_constexpr, _, init, condition, _ = children
        return children[0].span, is_constexpr is not None, init, condition

    def if_then(self, children: list[Any]) -> ast.If:
        (start, is_constexpr, init, condition), then = children
        return ast.If(condition, then, None, start.to(then.span), init, is_constexpr)

    def if_else(self, children: list[Any]) -> ast.If:
        (start, is_constexpr, init, condition), then, _, otherwise = children
        return ast.If(condition, then, otherwise, start.to(otherwise.span), init, is_constexpr)

    def switch_head(self, children: list[Any]) -> tuple[Span, ast.Statement | None, Any]:
        _, _, init, condition, _ = children
        return children[0].span, init, condition

    def switch(self, children: list[Any]) -> ast.Switch:
        (start, init, condition), body = children
        return ast.Switch(condition, body, start.to(body.span), init)

    def condition_variable(self, children: list[Any]) -> ast.Variable:
        return self._condition(children[0], children[1], children[3], cover(children))

    def condition_variable_braces(self, children: list[Any]) -> ast.Variable:
        return self._condition(children[0], children[1], children[2], cover(children))

    def _condition(
        self, specifiers: Specifiers, declarator: Declarator, value: ast.Expression | None, span: Span
    ) -> ast.Variable:
        type_ = apply_steps(specifiers.required_type, declarator.steps)
        name = declarator.name.text if declarator.name else ""
        return ast.Variable(
            name, type_, value, specifiers.words, span, specifiers.alignment, bindings=declarator.bindings
        )

    # ------------------------------------------------------------ loops

    def loop(self, children: list[Any]) -> ast.Statement:
        finish: Finish = children[0]
        return finish(children[1])

    def for_head(self, children: list[Any]) -> Finish:
        unroll, word, _, init, condition, _, step, _ = children
        start: Span = word.span
        first = None if isinstance(init, ast.Empty) else init

        def finish(body: ast.Statement) -> ast.Statement:
            return ast.For(first, condition, step, body, start.to(body.span), _unroll(unroll))

        return finish

    def range_head(self, children: list[Any]) -> Finish:
        unroll, word, _, specifiers, declarator, _, values, _ = children
        start: Span = word.span
        variable = self._condition(specifiers, declarator, None, specifiers.span.to(declarator.span))

        def finish(body: ast.Statement) -> ast.Statement:
            return ast.RangeFor(variable, values, body, start.to(body.span), _unroll(unroll))

        return finish

    def while_head(self, children: list[Any]) -> Finish:
        unroll, word, _, condition, _ = children
        start: Span = word.span

        def finish(body: ast.Statement) -> ast.Statement:
            return ast.While(condition, body, start.to(body.span), _unroll(unroll))

        return finish

    def do_while(self, children: list[Any]) -> ast.DoWhile:
        unroll, _, body, _, _, condition, _, _ = children
        return ast.DoWhile(body, condition, cover(children[1:]), _unroll(unroll))

    # ------------------------------------------------------------ jumps and labels

    def return_nothing(self, children: list[Any]) -> ast.Return:
        return ast.Return(None, cover(children))

    def return_value(self, children: list[Any]) -> ast.Return:
        return ast.Return(children[1], cover(children))

    def break_statement(self, children: list[Any]) -> ast.Break:
        return ast.Break(cover(children))

    def continue_statement(self, children: list[Any]) -> ast.Continue:
        return ast.Continue(cover(children))

    def goto_statement(self, children: list[Any]) -> ast.Goto:
        return ast.Goto(children[1].text, cover(children))

    def label(self, children: list[Any]) -> ast.Label:
        return ast.Label(children[0].text, cover(children))

    def case(self, children: list[Any]) -> ast.Case:
        return ast.Case(children[1], cover(children))

    def case_range(self, children: list[Any]) -> ast.Case:
        return ast.Case(children[1], cover(children), children[3])

    def default_case(self, children: list[Any]) -> ast.Default:
        return ast.Default(cover(children))

    # ------------------------------------------------------------ assembly

    def assembly(self, children: list[Any]) -> ast.Assembly:
        text = tuple(child.text for child in children if isinstance(child, Token) and child.kind == "STRING")
        sections = [child for child in children if isinstance(child, tuple)]
        outputs, inputs = (*sections, (), ())[:2]
        return ast.Assembly(text, outputs, inputs, cover(children))

    def assembly_section(self, children: list[Any]) -> tuple[ast.AssemblyOperand, ...]:
        return tuple(child for child in children if isinstance(child, ast.AssemblyOperand))

    def clobber(self, children: list[Any]) -> None:
        return None

    def assembly_operand(self, children: list[Any]) -> ast.AssemblyOperand:
        name, *strings, _, value, _ = children
        constraint = "".join(token.text.strip('"') for token in strings)
        return ast.AssemblyOperand(constraint, value, name or "")

    def operand_name(self, children: list[Any]) -> str:
        return str(children[1].text)


def _unroll(token: Any) -> ast.Expression | bool | None:
    return None if token is None else token.content
