"""Tokens as they travel from the lexer through the preprocessor and the token pass to the parser."""

from __future__ import annotations

from transkernel.records import record
from transkernel.source import Span


@record
class MacroUse:
    """Where a token came from when a macro put it there."""

    name: str
    use: Span
    definition: Span
    object_like: bool
    outer: MacroUse | None


class Token:
    """One token.

    kind: the terminal's name in grammars/ (`NAME`, `TYPE_NAME`, `PLUS`, `INTEGER`, ...). The preprocessor sets
        `NAME` for identifiers and the keyword's terminal is set by the token pass.
    span: where the user's eye should go: in the file itself, or the use of the outermost macro that made it.
    macro: the innermost macro use that made it, or None.
    """

    __slots__ = ("kind", "text", "span", "macro", "spaced", "starts_line")

    def __init__(
        self,
        kind: str,
        text: str,
        span: Span,
        macro: MacroUse | None = None,
        spaced: bool = False,
        starts_line: bool = False,
    ) -> None:
        self.kind = kind
        self.text = text
        self.span = span
        self.macro = macro
        self.spaced = spaced
        self.starts_line = starts_line

    @property
    def type(self) -> str:
        """Lark's name for the kind."""
        return self.kind

    @property
    def value(self) -> str:
        """Lark's name for the text."""
        return self.text

    def retagged(self, kind: str) -> Token:
        """The same token as another terminal."""
        return Token(kind, self.text, self.span, self.macro, self.spaced, self.starts_line)

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.text!r})"


@record
class Comment:
    """A comment as written, markers included."""

    text: str
    span: Span
    own_line: bool
