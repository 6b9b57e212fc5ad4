"""What the parser says where the text is not in the grammar, in words of C++."""

from __future__ import annotations

from collections.abc import Sequence

from transkernel.diagnostics import Fix, Note, Refusal, refuse
from transkernel.frontend.lalr import UnexpectedToken
from transkernel.frontend.tokens import Token
from transkernel.source import Span

# What can stand where each terminal of the grammar stands; the first that is accepted is what was expected.
_CLOSERS = {
    "$END": "the end",
    "SEMICOLON": "`;`",
    "RPAR": "`)`",
    "RSQB": "`]`",
    "TEMPLATE_CLOSE": "`>`",
    "COLON": "`:`",
    "LPAR": "`(`",
    "RBRACE": "`}`",
    "WHILE": "`while`",
    "LBRACE": "`{`",
    "BODY": "`{`",
    "MEMBERS": "`{`",
}
_EXPRESSION = frozenset(["INTEGER", "NAME", "MINUS", "SIZEOF"])
_TYPE = frozenset(["BUILTIN", "TYPE_NAME"])
_STATEMENT = frozenset(["IF", "RETURN"])
_DECLARED = frozenset(["NAME", "STAR"])
_LABELLED = frozenset(["WHILE"])


def syntax_error(tokens: Sequence[Token], error: UnexpectedToken, whole: Span) -> Refusal:
    """TK0201 at the token that does not fit, or right behind the one before it where something is missing."""
    before = tokens[error.index - 1] if error.index else None
    token = tokens[error.index] if error.index < len(tokens) else None
    expected = _expected(error.accepted)
    if token is None:
        return refuse("TK0201", f"expected {expected} at the end of this", before.span if before else whole)
    if expected == "`;`" and before is not None:
        return _missing(before, token, expected, _macro_note(tokens, error.index))
    message = f"expected {expected} before `{token.text}`" if expected else f"`{token.text}` does not fit here"
    return refuse("TK0201", message, token.span, *_macro_note(tokens, error.index))


def _expected(accepted: frozenset[str]) -> str:
    if accepted >= _STATEMENT:
        return "a statement"
    if accepted >= _EXPRESSION:
        return "an expression"
    for kind, words in _CLOSERS.items():
        if kind in accepted:
            return words
    if accepted >= _DECLARED or accepted == {"NAME"}:
        return "a name"
    if accepted >= _TYPE:
        return "a type"
    return " or ".join(sorted(_word(kind) for kind in accepted)) if len(accepted) <= 2 else ""


def _word(kind: str) -> str:
    return kind.lower().replace("_", " ")


def _missing(before: Token, token: Token, expected: str, notes: tuple[Note, ...]) -> Refusal:
    """The caret stands behind the token after which something is missing."""
    end = before.span.end
    place = Span(before.span.file, max(before.span.start, end - 1), end)
    fix = Fix("put it here", Span(before.span.file, end, end), expected.strip("`"))
    if notes or token.kind in ("LBRACE", "BODY"):
        return refuse("TK0201", f"expected {expected} before `{token.text}`", token.span, *notes)
    return refuse("TK0201", f"expected {expected} after `{before.text}`", place, *notes, fix=fix)


def _macro_note(tokens: Sequence[Token], index: int) -> tuple[Note, ...]:
    """`NAME(...) {` inside of a function is a macro that nobody defined."""
    if tokens[index].kind not in ("LBRACE", "BODY") or index < 3 or tokens[index - 1].kind != "RPAR":
        return ()
    depth = 0
    for position in range(index - 1, 0, -1):
        depth += (tokens[position].kind == "RPAR") - tokens[position].kind.endswith("LPAR")
        if depth == 0:
            name = tokens[position - 1]
            return (Note(f"`{name.text}` looks like a macro whose definition was not found", name.span),)
    return ()
