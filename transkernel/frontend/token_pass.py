"""The token pass: from the lexer's tokens to the grammar's.

C++ cannot be read without knowing which names are types and which `<` open template lists. This pass decides both, with
scopes of names and by the shape of the text where a name is not known, so that the grammar stays LALR(1). It follows
the nesting of statements, declarations and expressions loosely and never complains about syntax: what it does not
understand it passes on, and the parser names the place. It refuses (TK0205) the words of C++ that no kernel in the
subset uses.

    names.py                qualified names, template lists, type or not
    token_expressions.py    casts, lambdas, initialiser lists
    token_declarations.py   specifiers, declarators, parameters, classes
    token_pass.py           statements, and the entrances
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transkernel.frontend.lexer import lex
from transkernel.frontend.names import Host
from transkernel.frontend.scopes import Kind, Scope, ScopeStack
from transkernel.frontend.token_declarations import DeclarationPass
from transkernel.frontend.tokens import Token
from transkernel.frontend.words import REFUSED
from transkernel.source import SourceFile

_COLON = frozenset(["COLON"])
_LOOPS = frozenset(["FOR", "WHILE", "DO"])
_DECLARES = frozenset("CONST VOLATILE SPECIFIER AUTO CLASS_KEY ENUM TYPENAME ALIGN".split())


class TokenPass(DeclarationPass):
    """Tags statements. Every method takes the index where its part begins and returns the index after it."""

    def block(self, index: int) -> int:
        """`{...}` with a scope of its own."""
        close = self.partner[index]
        index = self.emit(index)
        if close < 0:
            return index
        outer_home, outer_local = self.home, self.local
        self.home, self.local = self.scopes.push(), True
        while index < close:
            index = self.statement(index, close)
        self.scopes.pop()
        self.home, self.local = outer_home, outer_local
        return self.emit(close)

    def statement(self, index: int, end: int) -> int:
        """One statement, or the head of one: after `if (...)` the next statement is taken by the next call."""
        kind = self.kinds[index]
        handler = _STATEMENTS.get(kind)
        if handler is not None:
            return handler(self, index, end)
        if kind == "NAME" and self.kinds[index + 1] == "COLON":
            return self.emit(self.emit(index, "LABEL_NAME"))
        return self._simple(index, end)

    def _simple(self, index: int, end: int) -> int:
        semicolon = self._semicolon(index, end)
        if self.begins_declaration(index):
            index = self.declaration(index, semicolon)
        index = self.expression(index, semicolon)
        return self.emit(index) if index < end else index

    def _semicolon(self, index: int, end: int) -> int:
        """The `;` that ends what begins here; `end` where there is none."""
        while index < end and self.kinds[index] != "SEMICOLON":
            index = max(self.partner[index], index) + 1
        return min(index, end)

    def begins_declaration(self, index: int, condition: bool = False) -> bool:
        """Whether a statement that begins here declares something."""
        kind = self.kinds[index]
        if kind in _DECLARES:
            return True
        if kind == "BUILTIN":
            following = self.kinds[index + 1]
            return following not in ("LPAR", "LBRACE") or self.is_declarator_parenthesis(index + 1)
        if kind == "DECLTYPE":
            return self.kinds[self.partner[index + 1] + 1] in ("NAME", "STAR", "AMPERSAND", "CONST")
        if not self.begins_name(index):
            return False
        shape = self.read_name(index, declaring=True)
        return self.declares(shape, condition) or (
            shape.kind is None and shape.next in ("BUILTIN", "SPECIFIER", "AUTO")
        )

    # ------------------------------------------------------------ statements with parentheses

    def _word(self, index: int, end: int) -> int:
        return self.emit(index)

    def _control(self, index: int, end: int) -> int:
        """`if (...)`, `while (...)`, `switch (...)`."""
        index = self.emit(index)
        if self.tokens[index].text == "constexpr":
            index = self.emit(index, "CONSTEXPR")
        close = self.partner[index]
        if self.kinds[index] != "LPAR" or close < 0:
            return index
        index = self.emit(index)
        while index < close:
            semicolon = self._semicolon(index, close)
            if self.begins_declaration(index, condition=semicolon == close):
                index = self.declaration(index, semicolon)
            index = self.expression(index, semicolon)
            if index < close:
                index = self.emit(index)
        return self.emit(close)

    def _for(self, index: int, end: int) -> int:
        index = self.emit(index)
        close = self.partner[index]
        if self.kinds[index] != "LPAR" or close < 0:
            return index
        index = self.emit(index)
        semicolon = self._semicolon(index, close)
        if self.begins_declaration(index) and semicolon == close:
            index, _ = self.specifiers(index, close)
            index, name = self.declarator(index, close, True)
            self._declare_loop_variable(name)
        elif self.begins_declaration(index):
            index = self.declaration(index, semicolon)
        self.expression(index, close)
        return self.emit(close)

    def _declare_loop_variable(self, name: str) -> None:
        if name:
            self.declare(name, Kind.VALUE)

    # ------------------------------------------------------------ the other statements

    def _case(self, index: int, end: int) -> int:
        index = self.expression(self.emit(index), end, _COLON)
        return self.emit(index) if index < end else index

    def _default(self, index: int, end: int) -> int:
        index = self.emit(index)
        return self.emit(index) if index < end else index

    def _jump(self, index: int, end: int) -> int:
        """`return e;`, `goto label;` and the like: never a declaration."""
        semicolon = self._semicolon(index, end)
        index = self.expression(self.emit(index), semicolon)
        return self.emit(index) if index < end else index

    def _goto(self, index: int, end: int) -> int:
        index = self.emit(index)
        return self.emit(index, "NAME") if self.kinds[index] == "NAME" else index

    def _using(self, index: int, end: int) -> int:
        semicolon = self._semicolon(index, end)
        return self.using(index, min(semicolon + 1, end))

    def _refused_statement(self, index: int, end: int) -> int:
        raise self.refuse_word(index, REFUSED[self.tokens[index].text])

    def _pragma(self, index: int, end: int) -> int:
        """`#pragma unroll`, which means something before a loop only."""
        following = index + 1
        if self.kinds[following] not in _LOOPS:
            return following
        operand = self.tokens[index].text.removeprefix("unroll").strip()
        content: object = True
        if operand:
            span = self.tokens[index].span
            read = lex(SourceFile(span.file.name, operand)).tokens
            content = self.host.expression([Token(t.kind, t.text, span, t.macro) for t in read], self.scopes.branch())
        return self.fold(index, following, "UNROLL", content)

    def _assembly(self, index: int, end: int) -> int:
        index = self.emit(index)
        while self.kinds[index] in ("VOLATILE", "GOTO", "SPECIFIER"):
            index = self.emit(index)
        close = self.partner[index]
        if self.kinds[index] != "LPAR" or close < 0:
            return index
        index = self.emit(index)
        while index < close:
            index = self._assembly_part(index)
        index = self.emit(close)
        return self.emit(index) if self.kinds[index] == "SEMICOLON" else index

    def _assembly_part(self, index: int) -> int:
        kind, close = self.kinds[index], self.partner[index]
        if kind == "DOUBLE_COLON":
            self.emit_text(index, index + 1, "COLON", ":")
            return self.emit_text(index, index + 1, "COLON", ":")
        if kind == "LPAR" and close >= 0:
            self.expression(self.emit(index), close)
            return self.emit(close)
        return self.emit(index)


_STATEMENTS: dict[str, Callable[[TokenPass, int, int], int]] = {
    "LBRACE": lambda self, index, end: self.block(index),
    "SEMICOLON": TokenPass._word,
    "ELSE": TokenPass._word,
    "DO": TokenPass._word,
    "IF": TokenPass._control,
    "WHILE": TokenPass._control,
    "SWITCH": TokenPass._control,
    "FOR": TokenPass._for,
    "CASE": TokenPass._case,
    "DEFAULT": TokenPass._default,
    "RETURN": TokenPass._jump,
    "BREAK": TokenPass._jump,
    "CONTINUE": TokenPass._jump,
    "STATIC_ASSERT": TokenPass._jump,
    "GOTO": TokenPass._goto,
    "USING": TokenPass._using,
    "NAMESPACE": TokenPass._using,
    "ASM": TokenPass._assembly,
    "PRAGMA": TokenPass._pragma,
    "REFUSED": TokenPass._refused_statement,
}


def _pass(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> TokenPass:
    made = TokenPass(tokens, host, scopes)
    made.home = scopes.innermost
    return made


def tag_declaration(
    tokens: Sequence[Token], host: Host, scopes: ScopeStack, class_name: str = "", is_member: bool = False
) -> list[Token]:
    """The grammar's tokens of one declaration outside of functions; its names go into the innermost scope.

    is_member: of the class `class_name`, which may have no name. Raises Refusal (TK0205).
    """
    made = _pass(tokens, host, scopes.branch())
    made.class_name = class_name or ("<unnamed>" if is_member else "")
    made.top_declaration(0, len(tokens))
    return made.out


def tag_body(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> list[Token]:
    """The grammar's tokens of `{...}`. Raises Refusal (TK0205)."""
    made = _pass(tokens, host, scopes)
    index = made.block(0)
    made.expression(index, len(tokens))
    return made.out


def tag_expression(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> list[Token]:
    """The grammar's tokens of an expression, of constructor initialisers, or of a name. Raises Refusal (TK0205)."""
    made = _pass(tokens, host, scopes)
    made.expression(0, len(tokens))
    return made.out


def tag_arguments(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> list[Token]:
    """The grammar's tokens of template arguments, without the brackets around them. Raises Refusal (TK0205)."""
    made = _pass(tokens, host, scopes)
    made.template_arguments(0, len(tokens))
    return made.out


def tag_name(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> list[Token]:
    """The grammar's tokens of a name that may name a template: a `<` in it opens a list. Raises Refusal (TK0205)."""
    made = _pass(tokens, host, scopes)
    index = 0
    if made.begins_name(0):
        index = made.emit_name(made.read_name(0, declaring=True), False)
    made.expression(index, len(tokens))
    return made.out


def tag_template_heads(tokens: Sequence[Token], host: Host, scopes: ScopeStack) -> list[Token]:
    """The grammar's tokens of `template <...>`, once or more. Raises Refusal (TK0205)."""
    made = _pass(tokens, host, scopes.branch(Scope()))
    index = 0
    while made.kinds[index] == "TEMPLATE":
        after = made.template_head(index)
        if after <= index:
            break
        index = after
    made.expression(index, len(tokens))
    return made.out
