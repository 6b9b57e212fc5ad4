"""What a user is told: one record, rendered as text, JSON or SARIF by whoever shows it."""

from __future__ import annotations

from enum import StrEnum

from transkernel.records import record
from transkernel.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record
class Note:
    """A second place that explains a diagnostic: a declaration, a macro, an instantiation."""

    message: str
    span: Span | None = None


@record
class Fix:
    """Text that could stand at `span` instead."""

    message: str
    span: Span
    replacement: str


@record
class Diagnostic:
    """One thing to tell the user; `code` is explained in codes.py."""

    code: str
    severity: Severity
    message: str
    span: Span | None
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span is not None else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}"


class Refusal(Exception):
    """Stops the translation of one kernel (or declaration). Caught where the next one begins, never by a user."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def refuse(code: str, message: str, span: Span | None, *notes: Note, fix: Fix | None = None) -> Refusal:
    """The exception to raise where a construct cannot be translated: `raise refuse("TK0201", ..., span)`."""
    return Refusal(Diagnostic(code, Severity.ERROR, message, span, notes, fix))


def warning(code: str, message: str, span: Span | None, *notes: Note, fix: Fix | None = None) -> Diagnostic:
    """A warning, to be appended to a list of diagnostics."""
    return Diagnostic(code, Severity.WARNING, message, span, notes, fix)


def render_text(diagnostic: Diagnostic, *, color: bool = False) -> str:
    """`file:line:col: error[TK0203]: message`, the source line with carets, then the notes the same way."""
    lines = [_headline(diagnostic.severity, diagnostic.code, diagnostic.message, diagnostic.span, color)]
    lines += _excerpt(diagnostic.span)
    for note in diagnostic.notes:
        lines.append(_headline(Severity.NOTE, None, note.message, note.span, color))
        lines += _excerpt(note.span)
    if diagnostic.fix is not None:
        lines.append(_headline(Severity.NOTE, None, diagnostic.fix.message, diagnostic.fix.span, color))
        lines.append(f"    + {diagnostic.fix.replacement}")
    return "\n".join(lines)


def to_json(diagnostic: Diagnostic) -> dict[str, object]:
    """The fields of a diagnostic as JSON values; places are 1-based."""
    record: dict[str, object] = {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        **_place(diagnostic.span),
    }
    if diagnostic.notes:
        record["notes"] = [{"message": note.message, **_place(note.span)} for note in diagnostic.notes]
    if diagnostic.fix is not None:
        fix = diagnostic.fix
        record["fix"] = {"message": fix.message, "replacement": fix.replacement, **_place(fix.span)}
    return record


_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}
_LONGEST_EXCERPT = 160


def _headline(severity: Severity, code: str | None, message: str, span: Span | None, color: bool) -> str:
    label = f"{severity}[{code}]" if code else str(severity)
    if color:
        label = f"{_COLORS[severity]}{label}\x1b[0m"
    return f"{span}: {label}: {message}" if span is not None else f"{label}: {message}"


def _excerpt(span: Span | None) -> list[str]:
    """The first source line of a span with carets under it; long lines are cut around the place."""
    if span is None:
        return []
    text = span.file.line_text(span.line)
    first = span.column - 1
    if len(text) > _LONGEST_EXCERPT:
        cut = max(0, first - _LONGEST_EXCERPT // 2)
        text, first = text[cut : cut + _LONGEST_EXCERPT], first - cut
    width = max(1, min(span.end - span.start, len(text) - first))
    pad = "".join("\t" if character == "\t" else " " for character in text[:first])
    return [f"    {text}", f"    {pad}{'^' * width}"]


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {}
    end_line = span.file.line_of(span.end)
    return {
        "file": span.file.name,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": span.file.column_of(span.end),
    }
