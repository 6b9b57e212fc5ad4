"""What a `#define` says: the macro, and its body made ready for substitution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from transkernel.frontend.lexer import PUNCTUATORS
from transkernel.frontend.tokens import Token
from transkernel.source import Span

_RESERVED = frozenset({"defined", "__VA_ARGS__", "__VA_OPT__"})

_OPERANDS = frozenset({"NAME", "INTEGER", "FLOAT", "CHARACTER", "STRING"})
_OPERATORS = frozenset(
    PUNCTUATORS[text]
    for text in (
        "+",
        "-",
        "*",
        "/",
        "%",
        "&",
        "|",
        "^",
        "~",
        "!",
        "<",
        ">",
        "<<",
        ">>",
        "==",
        "!=",
        "<=",
        ">=",
        "&&",
        "||",
        "?",
        ":",
        "::",
        ".",
    )
)


class DefinitionError(Exception):
    """A `#define` that breaks a rule of [cpp.replace]."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One piece of a macro's body.

    parameter: the index of the parameter that `token` names, or -1 where the token stands for itself.
    stringized: `#` stands before it.
    pasted: `##` stands behind it.
    raw: the argument goes in unexpanded because of a `##` beside it.
    before_variadic: a comma of GNU's `, ## __VA_ARGS__`, which goes where the variable arguments are omitted.
    optional: the parts inside a `__VA_OPT__(...)`.
    """

    token: Token
    parameter: int = -1
    stringized: bool = False
    pasted: bool = False
    raw: bool = False
    before_variadic: bool = False
    optional: tuple[Part, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Macro:
    """One `#define`.

    parameters: None for an object-like macro; a variadic one's last parameter is `__VA_ARGS__` or GNU's name for it.
    definition: from the name to the end of the body, so that its text is what stands behind `#define`.
    """

    name: str
    parameters: tuple[str, ...] | None
    variadic: bool
    body: tuple[Token, ...]
    definition: Span
    parts: tuple[Part, ...] = field(repr=False, default=())

    @property
    def is_constant_like(self) -> bool:
        """Whether the body is an expression over literals and names, so that a port can keep the macro by its name."""
        return self.parameters is None and _is_expression(self.body)

    def same_as(self, other: Macro) -> bool:
        """[cpp.replace] 2: the same parameters and the same body, up to the amount of white space."""
        return (
            self.parameters == other.parameters
            and self.variadic == other.variadic
            and [token.text for token in self.body] == [token.text for token in other.body]
            and [token.spaced for token in self.body[1:]] == [token.spaced for token in other.body[1:]]
        )


def parse_definition(line: Sequence[Token], directive: Token) -> Macro:
    """The macro that the tokens behind `#define` define. Raises DefinitionError."""
    if not line:
        raise DefinitionError("#define without a name", directive.span)
    name = line[0]
    if name.kind != "NAME":
        raise DefinitionError(f"a macro cannot be named `{name.text}`", name.span)
    if name.text in _RESERVED:
        raise DefinitionError(f"`{name.text}` cannot be the name of a macro", name.span)
    definition = name.span.to(line[-1].span)
    if len(line) < 2 or line[1].kind != "LPAR" or line[1].spaced:
        body = tuple(line[1:])
        return Macro(name.text, None, False, body, definition, _parts(body, None, -1))
    parameters, variadic, end = _parameters(line)
    body = tuple(line[end:])
    names = {parameter: index for index, parameter in enumerate(parameters)}
    parts = _parts(body, names, len(parameters) - 1 if variadic else -1)
    return Macro(name.text, parameters, variadic, body, definition, parts)


def _parameters(line: Sequence[Token]) -> tuple[tuple[str, ...], bool, int]:
    """(names, variadic, index behind the `)`) of a parameter list whose `(` is line[1]."""
    names: list[str] = []
    index = 2
    if index < len(line) and line[index].kind == "RPAR":
        return (), False, index + 1
    while index < len(line):
        token = line[index]
        variadic = token.kind == "ELLIPSIS"
        if not variadic and (token.kind != "NAME" or token.text in _RESERVED):
            raise DefinitionError(f"`{token.text}` cannot be a macro parameter", token.span)
        name = "__VA_ARGS__" if variadic else token.text
        if name in names:
            raise DefinitionError(f"two macro parameters are named `{name}`", token.span)
        names.append(name)
        index += 1
        if not variadic and index < len(line) and line[index].kind == "ELLIPSIS":
            variadic, index = True, index + 1
        if index < len(line) and line[index].kind == "RPAR":
            return tuple(names), variadic, index + 1
        if variadic or index >= len(line) or line[index].kind != "COMMA":
            break
        index += 1
    raise DefinitionError(f"the parameter list of `{line[0].text}` has no `)`", line[min(index, len(line) - 1)].span)


def _parts(body: Sequence[Token], names: Mapping[str, int] | None, variadic: int) -> tuple[Part, ...]:
    """The pieces of a body. names: the parameters, None if object-like; variadic: the index of the last one, or -1."""
    parts: list[Part] = []
    index = 0
    while index < len(body):
        token = body[index]
        if token.kind == "HASH_HASH":
            if not parts or index + 1 == len(body):
                raise DefinitionError("`##` has nothing to paste on one side", token.span)
            parts[-1] = replace(parts[-1], pasted=True)
            index += 1
            continue
        stringized = token.kind == "HASH" and names is not None
        operand = index + 1 if stringized else index
        part, index = _part(body, operand, names or {}, variadic)
        if stringized and part.parameter < 0 and part.optional is None:
            raise DefinitionError("`#` is not followed by a macro parameter", token.span)
        pasting = bool(parts) and parts[-1].pasted
        if pasting and variadic >= 0 and part.parameter == variadic and parts[-1].token.kind == "COMMA":
            parts[-1] = replace(parts[-1], pasted=False, before_variadic=True)
        spaced = replace(part, token=_spaced_as(part.token, token)) if stringized else part
        parts.append(replace(spaced, stringized=stringized, raw=pasting))
    return tuple(parts)


def _part(body: Sequence[Token], index: int, names: Mapping[str, int], variadic: int) -> tuple[Part, int]:
    """The piece that begins at body[index], and the index behind it."""
    if index >= len(body):
        raise DefinitionError("`#` is not followed by a macro parameter", body[-1].span)
    token = body[index]
    if token.kind != "NAME":
        return Part(token), index + 1
    if token.text in names:
        return Part(token, names[token.text]), index + 1
    if token.text == "__VA_OPT__" and variadic >= 0:
        end = _closing(body, index + 1)
        if any(inner.text == "__VA_OPT__" for inner in body[index + 1 : end]):
            raise DefinitionError("`__VA_OPT__` cannot stand inside another", token.span)
        return Part(token, optional=_parts(body[index + 2 : end], names, variadic)), end + 1
    if token.text in ("__VA_ARGS__", "__VA_OPT__"):
        raise DefinitionError(f"`{token.text}` stands only in a variadic macro", token.span)
    return Part(token), index + 1


def _closing(body: Sequence[Token], opening: int) -> int:
    """The index of the `)` that closes the `(` at an index."""
    depth = 0
    for index in range(opening, len(body)):
        depth += {"LPAR": 1, "RPAR": -1}.get(body[index].kind, 0)
        if depth == 0:
            if index > opening:
                return index
            break
    raise DefinitionError("`__VA_OPT__` needs parentheses around its tokens", body[opening - 1].span)


def _spaced_as(token: Token, model: Token) -> Token:
    return Token(token.kind, token.text, token.span, token.macro, model.spaced, token.starts_line)


def _is_expression(body: Sequence[Token]) -> bool:
    """Balanced parentheses around operands and operators, with no two operands side by side (`unsigned int`)."""
    depth = 0
    after_operand = False
    for token in body:
        if token.kind in _OPERANDS:
            if after_operand:
                return False
            after_operand = True
            continue
        depth += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if depth < 0 or (token.kind not in _OPERATORS and token.kind not in ("LPAR", "RPAR")):
            return False
        after_operand = False
    return bool(body) and depth == 0
