"""Places of the source as printers need them: the line that a piece came from, and the blank lines above it."""

from __future__ import annotations

from transkernel.source import Span


def line_of(span: Span) -> int | None:
    """The line of the CUDA source; None where the place has no text."""
    return span.line if span.file.text else None


def blank_between(before: Span, span: Span) -> bool:
    """Whether the line above is blank; never between two statements of one line, `double sum = 0, squares = 0;`."""
    line = span.line
    return before.line != line and line > 1 and not span.file.line_text(line - 1).strip()
