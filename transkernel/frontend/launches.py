"""Launch sites in host code: `k<float, 256><<<grid, block>>>(x, n)` says which instances of a template are used."""

from __future__ import annotations

from collections.abc import Iterator

from transkernel.diagnostics import Refusal
from transkernel.frontend import ast, templates
from transkernel.frontend.entities import Declared, FunctionEntity, Scope
from transkernel.frontend.templates import Bindings, Value
from transkernel.frontend.tokens import Token
from transkernel.frontend.type_names import resolve
from transkernel.frontend.unit import Unit
from transkernel.ir.types import Pointer

_OPEN = {"LPAR": "RPAR", "LBRACE": "RBRACE", "LSQB": "RSQB"}
_CLOSE = frozenset(_OPEN.values())
_SKIPPED_WORDS = frozenset({"return", "delete", "throw", "else", "case", "goto", "new"})


def launch_arguments(unit: Unit, entity: FunctionEntity) -> list[tuple[Value, ...]]:
    """The template values with which host code launches a kernel template; those that depend on the host function's
    own template parameters are left out."""
    name = entity.declaration.name.last.identifier
    found: dict[object, tuple[Value, ...]] = {}
    for host, scope in unit.index.host:
        for position in _mentions(host.tokens, name):
            values = _site(unit, entity, host, scope, position)
            if values is not None:
                found.setdefault(templates.key_of(values), values)
    return list(found.values())


def _mentions(tokens: tuple[Token, ...], name: str) -> Iterator[int]:
    for position, token in enumerate(tokens):
        if token.text == name and position + 1 < len(tokens):
            yield position


def _site(
    unit: Unit, entity: FunctionEntity, host: ast.HostCode, scope: Scope, position: int
) -> tuple[Value, ...] | None:
    tokens = host.tokens
    after = position + 1
    explicit: tuple[Value, ...] = ()
    if tokens[after].text == "<":
        end = _closing_angle(tokens, after)
        if end is None:
            return None
        try:
            name = unit.parser.name(tokens[position:end])
            explicit = templates.expand_arguments(unit, name.last.arguments or (), scope)
        except Refusal:
            return None
        after = end
    if after >= len(tokens) or tokens[after].kind != "LAUNCH_OPEN":
        return explicit or None
    return _deduced(unit, entity, host, scope, after, explicit)


def _closing_angle(tokens: tuple[Token, ...], start: int) -> int | None:
    """The position behind the `>` that closes the `<` at `start`; None where it is a comparison."""
    depth, nested = 0, 0
    for position in range(start, min(len(tokens), start + 200)):
        text = tokens[position].text
        if tokens[position].kind in _OPEN:
            nested += 1
        elif tokens[position].kind in _CLOSE:
            nested -= 1
        elif nested == 0 and text == "<":
            depth += 1
        elif nested == 0 and text and set(text) == {">"} and len(text) < 3:
            depth -= len(text)
        elif text in (";", "{"):
            return None
        if depth <= 0:
            return position + 1
        if nested < 0:
            return None
    return None


def _deduced(
    unit: Unit, entity: FunctionEntity, host: ast.HostCode, scope: Scope, start: int, explicit: tuple[Value, ...]
) -> tuple[Value, ...] | None:
    """Missing template arguments from the types of the launch's arguments, where those are plain variables."""
    declaration = entity.declaration
    parameters = declaration.template_parameters or ()
    bindings: Bindings = templates.positional(parameters, explicit, declaration.name.text, declaration.span)
    names = {each.name: each for each in parameters if each.name not in bindings}
    if names:
        for syntax, argument in zip(declaration.parameters, _arguments(host.tokens, start), strict=False):
            declared = _type_of_argument(unit, host, scope, argument)
            if declared is not None:
                before = dict(bindings)
                if not templates.deduce(unit, entity.scope, syntax.type, declared, names, bindings):
                    bindings.clear()
                    bindings.update(before)
    try:
        templates.bind(unit, parameters, bindings, entity.scope, declaration.span, declaration.name.text)
    except Refusal:
        return None
    return tuple(bindings[each.name] for each in parameters if each.name in bindings)


def _arguments(tokens: tuple[Token, ...], start: int) -> list[list[Token]]:
    """The argument lists behind `<<<...>>>`, cut at their commas."""
    position = start
    while position < len(tokens) and tokens[position].kind != "LAUNCH_CLOSE":
        position += 1
    position += 1
    if position >= len(tokens) or tokens[position].kind != "LPAR":
        return []
    arguments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens[position:]:
        if token.kind in _OPEN:
            depth += 1
            if depth == 1:
                continue
        elif token.kind in _CLOSE:
            depth -= 1
            if depth == 0:
                return arguments
        if token.kind == "COMMA" and depth == 1:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def _type_of_argument(unit: Unit, host: ast.HostCode, scope: Scope, argument: list[Token]) -> Declared | None:
    """The declared type of an argument: a literal's, or that of a variable declared in the host function."""
    if len(argument) != 1:
        return None
    token = argument[0]
    if token.kind in ("INTEGER", "FLOAT"):
        try:
            operand = unit.operand(scope, unit.parser.expression((token,)))
        except Refusal:
            return None
        return Declared(operand.type)
    if token.kind != "NAME":
        return None
    return _declared_type(unit, host, scope, token.text)


def _declared_type(unit: Unit, host: ast.HostCode, scope: Scope, name: str) -> Declared | None:
    """Looks for `type [*...] name` followed by `; = , ) [ (` in the host function's tokens."""
    tokens = host.tokens
    for position, token in enumerate(tokens[1:-1], 1):
        if token.text != name or tokens[position + 1].text not in (";", "=", ",", ")", "[", "("):
            continue
        stars = 0
        before = position - 1
        while before >= 0 and tokens[before].text in ("*", "&", "const", "__restrict__"):
            stars += tokens[before].text == "*"
            before -= 1
        if before < 0 or tokens[before].kind != "NAME" or tokens[before].text in _SKIPPED_WORDS:
            continue
        declared = _named(unit, scope, tokens, before)
        if declared is None:
            continue
        type_ = declared.type
        for _ in range(stars + (tokens[position + 1].text == "[")):
            type_ = Pointer(type_)
        return Declared(type_)
    return None


def _named(unit: Unit, scope: Scope, tokens: tuple[Token, ...], end: int) -> Declared | None:
    """The type whose last word is at `end`: `float`, `unsigned int`, `ns::T`."""
    start = end
    while start > 0 and (tokens[start - 1].text in _TYPE_WORDS or tokens[start - 1].text == "::"):
        start -= 1
    words = tokens[start : end + 1]
    try:
        arguments = unit.parser.template_arguments(words)
        if len(arguments) != 1:
            return None
        argument = arguments[0]
        if isinstance(argument, ast.NameExpression):
            argument = ast.NamedType(argument.name, argument.span)
        if not isinstance(argument, ast.TypeSyntax):
            return None
        return resolve(unit, scope, argument)
    except Refusal:
        return None


_TYPE_WORDS = frozenset({"unsigned", "signed", "long", "short", "char", "int", "float", "double"})
