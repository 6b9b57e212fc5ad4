"""What an examination of the original means: an error or a warning at each place that it accuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from transkernel.diagnostics import Diagnostic, Note, Severity
from transkernel.harness.cases import Case
from transkernel.harness.judge import Finding, OriginalResult
from transkernel.harness.records import Stage, Verdict
from transkernel.inputs import NotText, read_source
from transkernel.run.examination import Examination, Fault
from transkernel.source import SourceFile, Span

# Each kind of `Fault` has its code. What CUDA programs do on purpose, and what no result depends on, is a warning.
CODES: dict[str, tuple[str, Severity]] = {
    "shared-race": ("TK0650", Severity.ERROR),
    "global-race": ("TK0651", Severity.ERROR),
    "warp-race": ("TK0652", Severity.ERROR),
    "lockstep": ("TK0653", Severity.WARNING),
    "same-value-race": ("TK0654", Severity.WARNING),
    "checked-race": ("TK0654", Severity.WARNING),
    "out-of-bounds": ("TK0655", Severity.ERROR),
    "foreign-stack": ("TK0655", Severity.ERROR),
    "index": ("TK0656", Severity.ERROR),
    "uninitialised": ("TK0657", Severity.ERROR),
    "uninitialised-unused": ("TK0658", Severity.WARNING),
    "divergent-barrier": ("TK0659", Severity.ERROR),
    "deadlock": ("TK0659", Severity.ERROR),
    "overflow": ("TK0660", Severity.ERROR),
    "shift": ("TK0661", Severity.ERROR),
    "division": ("TK0661", Severity.ERROR),
    "misaligned": ("TK0662", Severity.ERROR),
}
_INCOMPLETE = "TK0663"


def with_examination(result: OriginalResult, examination: Examination, file: Path, case: Case) -> OriginalResult:
    """The result with what was found; an error is its problem, before any number is looked at."""
    diagnostics = _diagnostics(examination, file, case)
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    result = replace(result, examination=examination, examined=diagnostics)
    if not errors:
        return result
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    reason = f"the original does what CUDA does not define: {errors[0].message}{more}"
    finding = Finding(Verdict.UNDEFINED_BEHAVIOUR, Stage.ORIGINAL, reason, diagnostics=tuple(errors))
    return replace(result, problem=finding)


def with_findings_of(examined: OriginalResult, judged: OriginalResult) -> OriginalResult:
    """The judged result with what the examination before it found."""
    seconds = judged.run_seconds + examined.run_seconds
    return replace(judged, examination=examined.examination, examined=examined.examined, run_seconds=seconds)


def _diagnostics(examination: Examination, file: Path, case: Case) -> tuple[Diagnostic, ...]:
    source = _source(file)
    found = [_diagnostic(fault, source) for fault in sorted(examination.faults, key=_gravity)]
    if examination.problem:
        message = f"the original was not wholly examined: {examination.problem.splitlines()[0]}"
        found.append(Diagnostic(_INCOMPLETE, Severity.NOTE, message, case.span))
    return tuple(found)


def _gravity(fault: Fault) -> tuple[bool, str, int]:
    """Errors first, then in the order of the text."""
    return CODES[fault.kind][1] is not Severity.ERROR, fault.file, fault.line


def _diagnostic(fault: Fault, source: SourceFile | None) -> Diagnostic:
    code, severity = CODES[fault.kind]
    notes: tuple[Note, ...] = ()
    if fault.other_line and (fault.other_file, fault.other_line) != (fault.file, fault.line):
        notes = (Note("the other side", _span(fault.other_file, fault.other_line, source)),)
    return Diagnostic(code, severity, fault.message, _span(fault.file, fault.line, source), notes)


def _span(file: str, line: int, source: SourceFile | None) -> Span | None:
    """The text of a line without its indentation, and without a comment at its end."""
    read = _source(Path(file)) if file else source
    if read is None or not 1 <= line <= len(read.line_starts):
        return None
    text = read.line_text(line)
    code = text.partition("//")[0].rstrip() or text
    start = read.line_starts[line - 1]
    return Span(read, start + len(text) - len(text.lstrip()), start + len(code))


def _source(file: Path) -> SourceFile | None:
    try:
        return read_source(file)
    except (OSError, NotText):
        return None
