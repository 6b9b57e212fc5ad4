"""From tokens to the syntax tree: the parser of one translation unit.

parser = Parser(tokens)     parser.unit, parser.diagnostics, parser.failed
parser.body(function.body)  the statements of a function, when they are needed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from transkernel.diagnostics import Diagnostic, Severity, refuse
from transkernel.frontend import ast, token_pass
from transkernel.frontend.attributes import without_attributes
from transkernel.frontend.brackets import match_brackets
from transkernel.frontend.build_ast import Builder
from transkernel.frontend.jumps import without_jumps
from transkernel.frontend.lalr import Machine, UnexpectedToken, tables
from transkernel.frontend.scan import Scanner, unit_scope
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.syntax_errors import syntax_error
from transkernel.frontend.tokens import Token
from transkernel.limits import DEEPEST_BRACKETS, checkpoint
from transkernel.source import SourceFile, Span

ParsedBody = tuple[tuple[ast.MemberInitializer, ...], ast.Compound]


@cache
def _machine() -> Machine:
    return Machine(tables(), Builder())


class Parser:
    """Parses one unit: its declarations at once, the bodies of functions when asked.

    unit: the declarations. diagnostics: what was wrong with kernels and brackets.
    broken_kernels: the kernels among what was wrong, by name.
    failed: by name (and by `namespace::name`), why a declaration that is kept as HostCode could not be read.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.failed: dict[str, Diagnostic] = {}
        self.broken_kernels: list[tuple[str, Diagnostic]] = []
        self._anywhere: dict[str, Kind | None] = {}
        self._global = unit_scope()
        self._scopes: dict[int, tuple[ast.Body, tuple[Scope, ...]]] = {}
        self._bodies: dict[int, ParsedBody] = {}
        plain = without_attributes(tokens)
        self._report_stray(plain)
        declarations = Scanner(self, plain, self._stack()).declarations()
        self.unit = ast.TranslationUnit(declarations)

    def _stack(self, *inner: Scope) -> ScopeStack:
        return ScopeStack((self._global, *inner), self._anywhere)

    def _report_stray(self, tokens: Sequence[Token]) -> None:
        for index in match_brackets(tokens).stray:
            if tokens[index].kind == "RBRACE":
                message = "this `}` closes nothing"
                self.diagnostics.append(Diagnostic("TK0203", Severity.ERROR, message, tokens[index].span))

    # ------------------------------------------------------------ what others ask for

    def body(self, body: ast.Body, scope_hint: Iterable[str] = ()) -> ParsedBody:
        """A constructor's initialisers (else none) and the statements of a function's or lambda's body.

        scope_hint: names that are types there, beyond those that the parser saw. Raises Refusal.
        """
        known = self._bodies.get(id(body))
        if known is not None:
            return known
        _, scopes = self._scopes.get(id(body), (body, (self._global,)))
        stack = ScopeStack(scopes, self._anywhere).branch(Scope(dict.fromkeys(scope_hint, Kind.TYPE)))
        initializers: tuple[ast.MemberInitializer, ...] = ()
        if body.initializers:
            initializers = self._parse(body.initializers, "initializers", token_pass.tag_expression, stack)
        statements: ast.Compound = self._parse(body.tokens, "compound", token_pass.tag_body, stack)
        if any(token.text == "goto" for token in body.tokens):
            statements = without_jumps(statements)
        parsed = initializers, statements
        self._bodies[id(body)] = parsed
        self._scopes.setdefault(id(body), (body, scopes))
        return parsed

    def expression(self, tokens: Sequence[Token], scopes: ScopeStack | None = None) -> ast.Expression:
        """One expression, such as a launch's grid. Raises Refusal."""
        made: ast.Expression = self._parse(tokens, "expression", token_pass.tag_expression, scopes or self._stack())
        return made

    def template_arguments(self, tokens: Sequence[Token]) -> tuple[ast.TemplateArgument, ...]:
        """`float, 256`, without the brackets. Raises Refusal."""
        if not tokens:
            return ()
        made: tuple[ast.TemplateArgument, ...] = self._parse(
            tokens, "template_arguments", token_pass.tag_arguments, self._stack()
        )
        return made

    def name(self, tokens: Sequence[Token]) -> ast.Name:
        """`reduce<float, 256>`, as `--instantiate` and launches spell it. Raises Refusal."""
        made: ast.Name = self._parse(tokens, "name", token_pass.tag_name, self._stack())
        return made

    # ------------------------------------------------------------ what the scanner and the token pass ask for

    def remember(self, body: ast.Body, scopes: tuple[Scope, ...]) -> None:
        """Keeps the scopes around a body that will be parsed later."""
        self._scopes[id(body)] = (body, scopes)

    def members(self, tokens: Sequence[Token], name: str, scopes: ScopeStack) -> tuple[ast.Declaration, ...]:
        """The members of a class. Raises Refusal where one of its fields cannot be read."""
        return Scanner(self, tokens, scopes, name, is_member=True, path=f"{name}::").declarations()

    def declaration(
        self, tokens: Sequence[Token], scopes: ScopeStack, class_name: str, is_member: bool
    ) -> tuple[ast.Declaration, ...]:
        """One declaration, as the scanner cut it out. Raises Refusal."""

        def tag(plain: Sequence[Token], host: Parser, stack: ScopeStack) -> list[Token]:
            return token_pass.tag_declaration(plain, host, stack, class_name, is_member)

        made: tuple[ast.Declaration, ...] = self._parse(tokens, "declaration", tag, scopes)
        return made

    def template_heads(self, tokens: Sequence[Token], scopes: ScopeStack) -> tuple[ast.TemplateParameter, ...]:
        """The parameters of `template <...>`, all heads together. Raises Refusal."""
        made: tuple[ast.TemplateParameter, ...] = self._parse(
            tokens, "template_heads", token_pass.tag_template_heads, scopes
        )
        return made

    # ------------------------------------------------------------ the way of any text

    def _parse(
        self,
        tokens: Sequence[Token],
        start: str,
        tag: Callable[[Sequence[Token], Parser, ScopeStack], list[Token]],
        scopes: ScopeStack,
    ) -> Any:
        plain = without_attributes(tokens)
        whole = plain[0].span.to(plain[-1].span) if plain else Span(SourceFile("<nothing>", ""), 0, 0)
        _refuse_unclosed(plain)
        checkpoint(whole)
        try:
            tagged = tag(plain, self, scopes)
            return _machine().parse(tagged, start)
        except UnexpectedToken as error:
            raise syntax_error(tagged, error, whole) from None
        except RecursionError:
            raise refuse("TK0204", "this is nested too deeply to be read", whole) from None


def _refuse_unclosed(tokens: Sequence[Token]) -> None:
    """Raises Refusal at the first bracket that never closes (TK0202), or that opens too deep inside others (TK0204)."""
    brackets = match_brackets(tokens)
    if brackets.unclosed:
        token = tokens[brackets.unclosed[0]]
        raise refuse("TK0202", f"this `{token.text}` is never closed", token.span)
    if brackets.too_deep >= 0:
        message = f"brackets are nested deeper than {DEEPEST_BRACKETS} here"
        raise refuse("TK0204", message, tokens[brackets.too_deep].span)


def parse_unit(tokens: Sequence[Token]) -> tuple[ast.TranslationUnit, list[Diagnostic]]:
    """The declarations of a unit, and what was wrong with it. Keep a Parser instead where bodies are needed."""
    parser = Parser(tokens)
    return parser.unit, parser.diagnostics
