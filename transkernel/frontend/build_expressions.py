"""From the grammar to the syntax tree: expressions."""

from __future__ import annotations

from typing import Any, Literal, cast

from transkernel.frontend import ast
from transkernel.frontend.build_types import FunctionStep, TypeBuilder, cover
from transkernel.frontend.operators import binary_tree
from transkernel.frontend.tokens import Token

_CASTS = {"static_cast": "static", "reinterpret_cast": "reinterpret", "const_cast": "const", "dynamic_cast": "dynamic"}
_KEYWORD = {"sizeof": "sizeof"}
_CastKind = Literal["c", "static", "reinterpret", "const", "dynamic"]


class ExpressionBuilder(TypeBuilder):
    """One method for each rule of expressions.lark."""

    # ------------------------------------------------------------ literals and names

    def integer(self, children: list[Any]) -> ast.IntegerLiteral:
        token = children[0]
        return ast.IntegerLiteral(token.text.replace("'", ""), token.span, token.macro)

    def float(self, children: list[Any]) -> ast.FloatLiteral:
        token = children[0]
        return ast.FloatLiteral(token.text.replace("'", ""), token.span, token.macro)

    def character(self, children: list[Any]) -> ast.CharacterLiteral:
        return ast.CharacterLiteral(children[0].text, children[0].span, children[0].macro)

    def string(self, children: list[Any]) -> ast.StringLiteral:
        return ast.StringLiteral(tuple(token.text for token in children), cover(children), children[0].macro)

    def boolean(self, children: list[Any]) -> ast.BoolLiteral:
        return ast.BoolLiteral(children[0].text == "true", children[0].span)

    def null_pointer(self, children: list[Any]) -> ast.NullPointer:
        return ast.NullPointer(children[0].span)

    def this(self, children: list[Any]) -> ast.This:
        return ast.This(children[0].span)

    def name_expression(self, children: list[Any]) -> ast.NameExpression:
        return ast.NameExpression(children[0], children[0].span)

    def parenthesised(self, children: list[Any]) -> ast.Expression:
        inner: ast.Expression = children[1]
        return inner

    # ------------------------------------------------------------ operators

    def comma(self, children: list[Any]) -> ast.CommaExpression:
        return ast.CommaExpression(children[0], children[2], cover(children))

    def assign(self, children: list[Any]) -> ast.AssignExpression:
        return ast.AssignExpression(children[1].text, children[0], children[2], cover(children))

    def conditional(self, children: list[Any]) -> ast.ConditionalExpression:
        return ast.ConditionalExpression(children[0], children[2], children[4], cover(children))

    def conditional_without_middle(self, children: list[Any]) -> ast.ConditionalExpression:
        return ast.ConditionalExpression(children[0], None, children[3], cover(children))

    def binary(self, children: list[Any]) -> ast.Expression:
        return binary_tree(children[::2], [token.text for token in children[1::2]])

    def prefix(self, children: list[Any]) -> ast.UnaryExpression:
        return ast.UnaryExpression(children[0].text, children[1], cover(children))

    def postfix_operator(self, children: list[Any]) -> ast.PostfixExpression:
        return ast.PostfixExpression(children[1].text, children[0], cover(children))

    def c_cast(self, children: list[Any]) -> ast.CastExpression:
        return ast.CastExpression("c", children[1], children[3], cover(children))

    def named_cast(self, children: list[Any]) -> ast.CastExpression:
        kind = cast(_CastKind, _CASTS[children[0].text])
        return ast.CastExpression(kind, children[2], children[5], cover(children))

    def sizeof_expression(self, children: list[Any]) -> ast.SizeofExpression:
        return ast.SizeofExpression(_KEYWORD.get(children[0].text, "alignof"), children[1], cover(children))

    def sizeof_type(self, children: list[Any]) -> ast.SizeofExpression:
        return ast.SizeofExpression(_KEYWORD.get(children[0].text, "alignof"), children[2], cover(children))

    def sizeof_pack(self, children: list[Any]) -> ast.SizeofPack:
        return ast.SizeofPack(children[3].text, cover(children))

    # ------------------------------------------------------------ postfix

    def index(self, children: list[Any]) -> ast.IndexExpression:
        return ast.IndexExpression(children[0], children[2], cover(children))

    def call(self, children: list[Any]) -> ast.CallExpression:
        return ast.CallExpression(children[0], children[2] or (), cover(children))

    def member(self, children: list[Any]) -> ast.MemberExpression:
        base, operator, name = children
        return ast.MemberExpression(base, name, operator.kind == "ARROW", cover(children))

    def member_conversion(self, children: list[Any]) -> ast.MemberExpression:
        """`x.operator float`."""
        base, operator, word, specifiers = children
        part = ast.NamePart("operator", None, specifiers.required_type)
        name = ast.Name((part,), word.span.to(specifiers.span), macro=word.macro)
        return ast.MemberExpression(base, name, operator.kind == "ARROW", cover(children))

    def construct(self, children: list[Any]) -> ast.ConstructExpression:
        return ast.ConstructExpression(self._constructed(children[0]), children[2] or (), False, cover(children))

    def construct_braces(self, children: list[Any]) -> ast.ConstructExpression:
        filled: ast.InitializerList = children[1]
        type_ = self._constructed(children[0])
        if any(filled.designators):
            return ast.ConstructExpression(type_, (filled,), True, cover(children))
        return ast.ConstructExpression(type_, filled.elements, True, cover(children))

    def compound_literal(self, children: list[Any]) -> ast.ConstructExpression:
        """C's `(T){...}` is C++'s `T{...}`."""
        return self.construct_braces([children[1], children[3]])

    def _constructed(self, child: Any) -> ast.TypeSyntax:
        if isinstance(child, Token):
            return self._builtin([child], None)
        type_: ast.TypeSyntax = child
        return type_

    def statement_expression(self, children: list[Any]) -> ast.StatementExpression:
        return ast.StatementExpression(children[1], cover(children))

    def arguments(self, children: list[Any]) -> tuple[ast.Expression, ...]:
        return tuple(children[::2])

    def expansion(self, children: list[Any]) -> ast.PackExpansion:
        return ast.PackExpansion(children[0], cover(children))

    # ------------------------------------------------------------ folds

    def fold_left(self, children: list[Any]) -> ast.FoldExpression:
        return ast.FoldExpression(children[2].text, None, children[3], cover(children))

    def fold_right(self, children: list[Any]) -> ast.FoldExpression:
        pattern = self.binary(children[1:-3])
        return ast.FoldExpression(children[-3].text, pattern, None, cover(children))

    def fold_comma(self, children: list[Any]) -> ast.FoldExpression:
        return ast.FoldExpression(",", children[1], None, cover(children))

    def fold_both(self, children: list[Any]) -> ast.FoldExpression:
        left = self.binary(children[1:-5])
        return ast.FoldExpression(children[-3].text, left, children[-2], cover(children))

    # ------------------------------------------------------------ initialiser lists

    def initializer_list(self, children: list[Any]) -> ast.InitializerList:
        items = [child for child in children[1:-1] if child is not None and not _is_comma(child)]
        elements = tuple(item[1] if isinstance(item, tuple) else item for item in items)
        designators = tuple(item[0] if isinstance(item, tuple) else None for item in items)
        return ast.InitializerList(elements, designators, cover(children))

    def field_element(self, children: list[Any]) -> tuple[ast.Designator, ast.Expression]:
        return ast.Designator(children[1].text, None), children[-1]

    def index_element(self, children: list[Any]) -> tuple[ast.Designator, ast.Expression]:
        return ast.Designator(None, children[1]), children[4]

    # ------------------------------------------------------------ lambdas

    def lambda_without_parameters(self, children: list[Any]) -> ast.LambdaExpression:
        return self._lambda(children, None)

    def lambda_with_parameters(self, children: list[Any]) -> ast.LambdaExpression:
        return self._lambda(children, children[-2])

    def _lambda(self, children: list[Any], function: FunctionStep | None) -> ast.LambdaExpression:
        captures: tuple[ast.Capture, ...] = children[1] or ()
        default = captures[0].name if captures and captures[0].name in ("=", "&") else ""
        return ast.LambdaExpression(
            default,
            captures[1:] if default else captures,
            children[3] or (),
            function.parameters if function else (),
            function.result if function else None,
            children[-1].content,
            cover(children),
        )

    def lambda_template(self, children: list[Any]) -> tuple[ast.TemplateParameter, ...]:
        return children[1] or ()

    def captures(self, children: list[Any]) -> tuple[ast.Capture, ...]:
        return tuple(children[::2])

    def capture(self, children: list[Any]) -> ast.Capture:
        if len(children) == 3:
            return ast.Capture(children[1].text, children[0] is not None)
        return ast.Capture("".join(token.text for token in children), False)

    def capture_init(self, children: list[Any]) -> ast.Capture:
        return ast.Capture(children[1].text, children[0] is not None, children[3])


def _is_comma(child: Any) -> bool:
    return isinstance(child, Token) and child.kind == "COMMA"
