"""What the tokens of a host function say: its local types and constants, and the types of what it passes on.

Host code is never understood as a whole; these are the few shapes from which template arguments can be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from transkernel.diagnostics import Refusal
from transkernel.frontend import ast
from transkernel.frontend.entities import (
    ClassTemplate,
    Constant,
    Declared,
    HostEntity,
    LocalVariable,
    Scope,
    TypeName,
    VariableEntity,
)
from transkernel.frontend.lexer import lex
from transkernel.frontend.tokens import Token
from transkernel.frontend.type_names import resolve
from transkernel.frontend.unit import Unit
from transkernel.ir.types import Array, Pointer
from transkernel.source import SourceFile

OPEN = {"LPAR": "RPAR", "LBRACE": "RBRACE", "LSQB": "RSQB"}
CLOSE = frozenset(OPEN.values())
_NOT_TYPES = frozenset({"return", "delete", "throw", "else", "case", "goto", "new", "using", "typename", "sizeof"})
_TYPE_WORDS = frozenset({"unsigned", "signed", "long", "short", "char", "int", "float", "double"})
_AFTER_NAME = frozenset({";", "=", ",", ")", "[", "(", "{", ":"})
_STATEMENT_ENDS = frozenset({"SEMICOLON", "LBRACE", "RBRACE"})


@dataclass(frozen=True, slots=True, eq=False)
class HostFunction:
    """A piece of host code. owner: the class template whose member it is."""

    code: ast.HostCode
    scope: Scope
    owner: ClassTemplate | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.code.tokens


def closing_angle(tokens: tuple[Token, ...], start: int) -> int | None:
    """The position behind the `>` that closes the `<` at `start`; None where it is a comparison."""
    depth, nested = 0, 0
    for position in range(start, min(len(tokens), start + 400)):
        kind, text = tokens[position].kind, tokens[position].text
        if kind in OPEN:
            nested += 1
        elif kind in CLOSE:
            nested -= 1
        elif nested == 0 and text == "<":
            depth += 1
        elif nested == 0 and text and set(text) == {">"} and len(text) < 3:
            depth -= len(text)
        elif text == ";":
            return None
        if depth <= 0:
            return position + 1
        if nested < 0:
            return None
    return None


def closing_bracket(tokens: tuple[Token, ...], start: int) -> int:
    """The position of the bracket that closes the one at `start`; the end where there is none."""
    depth = 0
    for position in range(start, len(tokens)):
        if tokens[position].kind in OPEN:
            depth += 1
        elif tokens[position].kind in CLOSE:
            depth -= 1
            if depth == 0:
                return position
    return len(tokens)


def split_at_commas(tokens: tuple[Token, ...], start: int) -> list[tuple[Token, ...]]:
    """The parts between the bracket at `start` and its partner, cut at commas outside of brackets and of `<...>`."""
    end = closing_bracket(tokens, start)
    parts: list[tuple[Token, ...]] = []
    begin = position = start + 1
    while position < end:
        token = tokens[position]
        if token.kind in OPEN:
            position = closing_bracket(tokens, position)
        elif token.text == "<":
            position = (closing_angle(tokens, position) or position + 1) - 1
        elif token.kind == "COMMA":
            parts.append(tokens[begin:position])
            begin = position + 1
        position += 1
    if parts or begin < end:
        parts.append(tokens[begin:end])
    return parts


# ---------------------------------------------------------------- types and values from tokens

_CONST = lex(SourceFile("<const>", "const")).tokens[0]


def type_syntax(unit: Unit, tokens: tuple[Token, ...]) -> ast.TypeSyntax | None:
    """The type that the tokens spell, or None. A `const` in front tells the parser that an unknown name is a type."""
    if not tokens:
        return None
    try:
        words = tokens if tokens[0].text == "const" else (_CONST, *tokens)
        made = unit.parser.template_arguments(words)
    except Refusal:
        return None
    if len(made) != 1 or not isinstance(made[0], ast.TypeSyntax):
        return None
    return made[0] if words is tokens else _without_const(made[0])


def _without_const(syntax: ast.TypeSyntax) -> ast.TypeSyntax:
    """The type without the `const` that was put in front: it is the innermost one's."""
    match syntax:
        case ast.PointerType(pointee=inner):
            return replace(syntax, pointee=_without_const(inner))
        case ast.ReferenceType(referent=inner):
            return replace(syntax, referent=_without_const(inner))
        case ast.QualifiedType(type=inner, volatile=volatile):
            return replace(syntax, const=False) if volatile else inner
    return syntax


def named_type(unit: Unit, scope: Scope, tokens: tuple[Token, ...]) -> Declared | None:
    """The meaning of a type's tokens in a scope, or None."""
    syntax = type_syntax(unit, tokens)
    try:
        return resolve(unit, scope, syntax) if syntax is not None else None
    except Refusal:
        return None


class Locals:
    """What one host function declares, seen from a scope in which its template parameters have values."""

    def __init__(self, unit: Unit, host: HostFunction, scope: Scope) -> None:
        self.unit = unit
        self.host = host
        self.scope = Scope("block", scope)
        self._entered: set[str] = set()

    def bind_names(self, tokens: tuple[Token, ...], before: int) -> None:
        """Makes the local aliases, constants and variables that the tokens mention known in `scope`."""
        for token in tokens:
            if token.kind == "NAME" and token.text not in self._entered:
                self._entered.add(token.text)
                self._bind(token.text, before)

    def _bind(self, name: str, before: int) -> None:
        for position in reversed(list(self._places(name, before))):
            if self._alias(name, position) or self._constant(name, position) or self._variable(name, position):
                return

    def _places(self, name: str, before: int) -> Iterator[int]:
        tokens = self.host.tokens
        for position in range(1, min(before, len(tokens) - 1)):
            if tokens[position].text == name and tokens[position + 1].text in _AFTER_NAME:
                yield position

    def _until_semicolon(self, start: int) -> tuple[Token, ...]:
        tokens = self.host.tokens
        end = start
        while end < len(tokens) and tokens[end].kind not in ("SEMICOLON", "COMMA"):
            if tokens[end].kind in OPEN:
                end = closing_bracket(tokens, end)
            elif tokens[end].text == "<":
                end = (closing_angle(tokens, end) or end + 1) - 1
            end += 1
        return tokens[start:end]

    def _statement(self, position: int) -> tuple[Token, ...]:
        """The tokens between the last `;` or brace and a position."""
        tokens = self.host.tokens
        start = position
        while start > 0 and tokens[start - 1].kind not in _STATEMENT_ENDS:
            start -= 1
        return tokens[start:position]

    def _alias(self, name: str, position: int) -> bool:
        tokens = self.host.tokens
        if tokens[position - 1].text == "using" and tokens[position + 1].text == "=":
            words = self._until_semicolon(position + 2)
        else:
            words = self._statement(position)
            if not words or words[0].text != "typedef" or tokens[position + 1].text != ";":
                return False
            words = words[1:]
        self.bind_names(words, position)
        declared = named_type(self.unit, self.scope, words)
        if declared is not None:
            self.scope.bind(name, TypeName(declared))
        return declared is not None

    def _constant(self, name: str, position: int) -> bool:
        after = self.host.tokens[position + 1].text
        words = {token.text for token in self._statement(position)}
        if after not in ("=", "{", "(") or not words & {"const", "constexpr"} or "*" in words:
            return False
        value = self._until_semicolon(position + 2)
        if after != "=":
            value = self.host.tokens[position + 2 : closing_bracket(self.host.tokens, position + 1)]
        self.bind_names(value, position)
        try:
            literal = self.unit.constant(self.scope, self.unit.parser.expression(value), "a constant")
        except Refusal:
            return False
        self.scope.bind(name, Constant(literal))
        return True

    def _variable(self, name: str, position: int) -> bool:
        declared = self._declared(position)
        if declared is not None:
            self.scope.bind(name, LocalVariable(name, declared.type, declared.const))
        return declared is not None

    def _declared(self, position: int) -> Declared | None:
        """`type [*&] name` at a name's position."""
        tokens = self.host.tokens
        end = position
        while end > 0 and tokens[end - 1].text in ("*", "&", "&&", "const", "__restrict__", "__restrict"):
            end -= 1
        start = _type_start(tokens, end)
        if start is None:
            return None
        words = tuple(token for token in tokens[start:position] if token.text not in ("__restrict__", "__restrict"))
        if tokens[start].text == "auto":
            return self._deduced(position)
        self.bind_names(words, position)
        while words and words[-1].text in ("&", "&&"):
            words = words[:-1]
        declared = named_type(self.unit, self.scope, words)
        if declared is not None and tokens[position + 1].text == "[":
            return Declared(Array(declared.type, 1), declared.const)
        return declared

    def _deduced(self, position: int) -> Declared | None:
        if self.host.tokens[position + 1].text != "=":
            return None
        return self.type_of(self._until_semicolon(position + 2), position)

    def type_of(self, tokens: tuple[Token, ...], before: int) -> Declared | None:
        """The type of what is passed in a call, where its tokens show it."""
        cast = self._cast(tokens, before)
        if cast is not None:
            return cast
        self.bind_names(tokens, before)
        if len(tokens) == 1 and tokens[0].kind == "NAME":
            outer = _outer_variable(self.unit, self.scope, tokens[0].text)
            if outer is not None:
                return outer
        try:
            operand = self.unit.operand(self.scope, self.unit.parser.expression(tokens))
        except Refusal:
            return None
        type_ = operand.type
        return Declared(Pointer(type_.element) if isinstance(type_, Array) else type_)

    def _cast(self, tokens: tuple[Token, ...], before: int) -> Declared | None:
        """`(T*)x`, `reinterpret_cast<T*>(x)` and PyTorch's `x.data_ptr<T>()`."""
        if not tokens:
            return None
        if tokens[0].kind == "LPAR":
            end = closing_bracket(tokens, 0)
            words = tokens[1:end] if end + 1 < len(tokens) else ()
        elif tokens[0].text.endswith("_cast") and len(tokens) > 1 and tokens[1].text == "<":
            words = tokens[2 : (closing_angle(tokens, 1) or 3) - 1]
        else:
            return self._data_pointer(tokens, before)
        if not words or words[-1].kind in ("INTEGER", "FLOAT"):
            return None
        self.bind_names(words, before)
        return named_type(self.unit, self.scope, words)

    def _data_pointer(self, tokens: tuple[Token, ...], before: int) -> Declared | None:
        for position, token in enumerate(tokens[:-1]):
            if token.text in ("data_ptr", "data", "mutable_data_ptr") and tokens[position + 1].text == "<":
                words = tokens[position + 2 : (closing_angle(tokens, position + 1) or position + 3) - 1]
                self.bind_names(words, before)
                declared = named_type(self.unit, self.scope, words)
                return Declared(Pointer(declared.type, const=declared.const)) if declared is not None else None
        return None


def _type_start(tokens: tuple[Token, ...], end: int) -> int | None:
    """Where the type begins whose last token is before `end`."""
    last = end - 1
    if last < 0:
        return None
    if tokens[last].text and set(tokens[last].text) == {">"}:
        return _before_angles(tokens, last)
    if tokens[last].kind != "NAME" or tokens[last].text in _NOT_TYPES:
        return None
    start = last
    while start > 0 and (tokens[start - 1].text in _TYPE_WORDS or tokens[start - 1].text == "::" or (
            tokens[start].text == "::" and tokens[start - 1].kind == "NAME")):  # fmt: skip
        start -= 1
    if start > 0 and tokens[start - 1].text == "const":
        start -= 1
    return start


def _before_angles(tokens: tuple[Token, ...], last: int) -> int | None:
    """Where `name<...>` begins whose `>` is at `last`."""
    depth, position = 0, last
    while position >= 0 and tokens[position].text not in (";", "{", "}"):
        text = tokens[position].text
        if text and set(text) == {">"}:
            depth += len(text)
        elif text == "<":
            depth -= 1
        if depth == 0:
            return _type_start(tokens, position)
        position -= 1
    return None


def _outer_variable(unit: Unit, scope: Scope, name: str) -> Declared | None:
    """The type of a variable of file scope, known to the kernels or only to the host."""
    found = scope.lookup(name)
    if not found:
        return None
    entity = found[0]
    try:
        if isinstance(entity, VariableEntity):
            return resolve(unit, entity.scope, entity.declaration.type)
    except Refusal:
        return None
    if isinstance(entity, HostEntity):
        host = HostFunction(entity.declaration, scope)
        inner = Locals(unit, host, scope)
        position = next((at for at, token in enumerate(host.tokens) if token.text == name), 0)
        return inner._declared(position) if position and position + 1 < len(host.tokens) else None
    return None
