"""The recorded verdicts of a corpus: running its cases, and what drifted as things to tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from transkernel.cli.terminal import ExitCode
from transkernel.config import Config
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.inputs import find_inputs
from transkernel.limits import DEFAULT_TIME_LIMIT
from transkernel.source import SourceFile, Span

if TYPE_CHECKING:
    from transkernel.harness.recorded import Case, Drift, Recorded
    from transkernel.harness.records import Record

_CANNOT_RUN = "TK0616"
_AS_RECORDED = frozenset({0, 1})  # of verify: whether a verdict is the right one is what the record says


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a corpus' cases. records: those that ran or were refused, each with what is kept of it.

    not_run: cases that nothing here can run. diagnostics: of what cannot be used. errors: bugs of transkernel.
    """

    records: Sequence[tuple[Recorded, Record]]
    exit_code: ExitCode
    not_run: Collection[Case] = ()
    diagnostics: Sequence[Diagnostic] = ()
    errors: Sequence[Exception] = field(default_factory=tuple)

    @property
    def now(self) -> list[Recorded]:
        return [kept for kept, _ in self.records]

    def diagnostic(self, drift: Drift, corpus: Path) -> Diagnostic:
        """A drift as a thing to tell, at its kernel. corpus: the folder, as the user names it."""
        of = next((record for kept, record in self.records if kept is drift.record), None)
        why = f" ({of.reason})" if of is not None and of.reason and drift.code == "TK0672" else ""
        span = _line(corpus / drift.record.file, of.line if of is not None else 1)
        return Diagnostic(drift.code, Severity.ERROR, f"{drift.message}{why}", span)


def run_cases(
    target: str, corpus: Path, config: Config, devices: tuple[str, ...], progress: Callable[[str], None]
) -> Ran:
    """Verifies every case of a corpus for one target, as `verify` does."""
    from transkernel.harness.options import VerifyOptions
    from transkernel.harness.recorded import recorded
    from transkernel.harness.verify import verify

    options = VerifyOptions(
        target=target,
        devices=devices,
        instantiate=config.instantiate,
        defines=config.defines,
        include_dirs=config.include_dirs,
        roots=(corpus, *((config.path.parent,) if config.path is not None else ())),
        strict=config.strict,
        time_limit=config.time_limit or DEFAULT_TIME_LIMIT,
        runs=3,
    )
    files = [each.path for each in find_inputs(corpus, config.exclude) if each.path.suffix == ".cu"]
    report = verify(files, options, lambda record: progress(f"{target}: {record.file}: {record.kernel}"))
    code = ExitCode.DONE if report.exit_code in _AS_RECORDED else ExitCode(report.exit_code)
    found = [(recorded(each, Path(each.file).relative_to(corpus).as_posix()), each) for each in report.records]
    ran = [pair for pair in found if all(each.code != _CANNOT_RUN for each in pair[1].diagnostics)]
    not_run = {kept.key for kept, _ in found} - {kept.key for kept, _ in ran}
    return Ran(ran, code, not_run, report.diagnostics, report.errors)


def _line(path: Path, line: int) -> Span:
    try:
        source = SourceFile(path.as_posix(), path.read_text(encoding="utf-8", errors="replace"))
    except OSError:  # its cases went with it
        return Span(SourceFile(path.as_posix(), ""), 0, 0)
    starts = source.line_starts
    start = starts[min(max(line, 1), len(starts)) - 1]
    return Span(source, start, start + len(source.line_text(source.line_of(start))))
