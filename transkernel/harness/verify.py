"""Runs each case's original and its port, and compares: one record a case and device.

`verify` is a loop over files; a file is translated once, its original runs once a case, its port on every device.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transkernel import __version__
from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.backends import Backends, TranslatedFile, TranslatedKernel, real_backends
from transkernel.harness.bind import wanted
from transkernel.harness.capture_files import NotACapture, read_capture
from transkernel.harness.case_run import CaseRun
from transkernel.harness.cases import Case, CaseError, case_error, case_file_of, load_cases
from transkernel.harness.kernel_names import base, is_asked_for, match, plain, written_otherwise
from transkernel.harness.options import VerifyOptions
from transkernel.harness.records import Record, Seconds, Stage, Verdict
from transkernel.harness.run_folder import RunFolder
from transkernel.harness.session import CANNOT_RUN_CODE, Session
from transkernel.inputs import NotText, find_inputs, read_source
from transkernel.manifest import Manifest
from transkernel.source import SourceFile, Span

__all__ = ["Report", "VerifyOptions", "open_session", "verify", "verify_file", "verify_port"]

OnRecord = Callable[[Record], None]

# An exit code's meaning is in the contract of the command line; when several hold, the first here is reported.
EXIT_INTERNAL, EXIT_USAGE, EXIT_DISAGREES, EXIT_CANNOT_RUN, EXIT_AGREES = 70, 2, 1, 3, 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found. diagnostics: of what was asked for wrongly (a path, a case file, a device).

    errors: bugs of transkernel; each cost the file that it was met in, which has a record that says so.
    """

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    errors: tuple[Exception, ...] = ()

    @property
    def exit_code(self) -> int:
        """70 for a bug of ours; else 2 for a wrong path or case file; else 1 for any case that no device passed or one
        failed; else 3; else 0.

        `unsupported` on one device is no failure where another device passes; a skipped kernel was not verified.
        """
        if self.errors:
            return EXIT_INTERNAL
        if any(diagnostic.code != CANNOT_RUN_CODE for diagnostic in self.diagnostics):
            return EXIT_USAGE
        verdicts: dict[tuple[str, str, str | None, str], set[Verdict]] = {}
        for record in self.records:
            if not _could_not_run(record):
                key = (record.file, record.kernel, record.case, record.target)
                verdicts.setdefault(key, set()).add(record.verdict)
        if any(not _agrees(found) for found in verdicts.values()):
            return EXIT_DISAGREES
        return EXIT_CANNOT_RUN if self.diagnostics or any(map(_could_not_run, self.records)) else EXIT_AGREES


def _could_not_run(record: Record) -> bool:
    return any(diagnostic.code == CANNOT_RUN_CODE for diagnostic in record.diagnostics)


def _agrees(verdicts: set[Verdict]) -> bool:
    return Verdict.PASS in verdicts and verdicts <= {Verdict.PASS, Verdict.UNSUPPORTED}


def verify(
    paths: Sequence[Path | str],
    options: VerifyOptions,
    on_record: OnRecord | None = None,
    backends: Backends | None = None,
    keep: RunFolder | None = None,
) -> Report:
    """Verifies every case of files, and of the `.cu` files in folders. `on_record` sees each record as it is made.

    keep: the run on disk, which gets the texts and the records.

    Nothing that is wrong with a file is raised, and no bug of transkernel's that a file brings to light: it is in the
    report, and the other files have their turn. Raises OSError where the arrays cannot be saved.
    """
    records: list[Record] = []
    diagnostics: list[Diagnostic] = []
    errors: list[Exception] = []
    with open_session(options, backends) as session:
        session.keep = keep
        for path, relative in _kernel_files(paths, diagnostics):
            for record in _surviving(verify_file(path, relative, session, diagnostics), path, options, errors):
                records.append(record)
                if keep is not None:
                    keep.add(record)
                if on_record is not None:
                    on_record(record)
    return Report(tuple(records), tuple(dict.fromkeys(diagnostics + session.diagnostics)), tuple(errors))


def _surviving(
    records: Iterator[Record], path: Path, options: VerifyOptions, errors: list[Exception]
) -> Iterator[Record]:
    """The records of a file; where transkernel itself breaks, a last one that says so."""
    try:
        yield from records
    except (OSError, MemoryError):
        raise
    except Exception as error:
        errors.append(error)
        said = " ".join(str(error).split()) or type(error).__name__
        reproducer = getattr(error, "reproducer", None)
        reason = said if reproducer is None else f"{said}; the reproducer is in {reproducer}"
        diagnostic = Diagnostic("TK0901", Severity.ERROR, reason, None)
        blank = _record(path, options)
        yield replace(blank, verdict=Verdict.RUN_FAIL, stage=Stage.CONVERT, reason=reason, diagnostics=(diagnostic,))


def open_session(options: VerifyOptions, backends: Backends | None = None) -> Session:
    """Runners that several calls of `verify_port` share; to be closed, or used with `with`."""
    return Session(options, backends or real_backends(options))


def verify_port(
    kernel_file: Path, case: Case, port_text: str, manifest: Manifest, device: str, session: Session | None = None
) -> Record:
    """One case of a port that is given as text: someone's own edit of what was emitted, or a broken twin.

    session: its options hold, but for the devices; the original runs once for calls in a row with the same case.
    Raises CaseError where the case does not fit the manifest, LookupError where the device cannot be used, and
    OSError or NotText where the kernel file cannot be read.
    """
    if session is None:
        with open_session(VerifyOptions(target=manifest.target)) as own:
            return verify_port(kernel_file, case, port_text, manifest, device, own)
    known = [kernel.kernel for kernel in manifest.kernels]
    entry = manifest.kernel(match([case.kernel], known).get(case.kernel, case.kernel))
    if entry is None:
        raise _no_such_kernel(case, known)
    blank = replace(
        _of_case(_record(kernel_file, session.options), case),
        line=entry.line,
        source_sha256=_sha256(read_source(kernel_file).text),
        port_sha256=_sha256(port_text),
    )
    return CaseRun(session, kernel_file, case, entry, manifest, port_text, blank).on_device(session.device(device))


# --- one file


def verify_file(path: Path, relative: Path, session: Session, diagnostics: list[Diagnostic]) -> Iterator[Record]:
    """The records of one kernel file; what cannot be used of it is added to `diagnostics`.

    relative: the file's path under the folder of saved arrays.
    """
    options = session.options
    try:
        source = read_source(path)
        cases = _cases_of(path, options)
    except (OSError, NotText) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        diagnostics.append(Diagnostic("TK0617", Severity.ERROR, f"{path}: cannot read the file: {reason}", None))
        return
    except CaseError as error:
        diagnostics.append(error.diagnostic)
        return
    wanted = tuple(dict.fromkeys((*options.instantiate, *(case.kernel for case in cases if "<" in case.kernel))))
    begun = time.perf_counter()
    translated = session.backends.translate(source, wanted)
    blank = replace(_record(path, options), seconds=Seconds(convert=time.perf_counter() - begun))
    blank = replace(blank, source_sha256=_sha256(source.text))
    if session.keep is not None:
        session.keep.keep(source.text, translated.port)
    file = _File(path, relative, source, translated, blank, session)
    yield from file.without_cases(cases)
    names = match([case.kernel for case in cases], file.ported())
    file.expect(cases, names)
    records = (r for case in cases for r in file.case(case, names.get(case.kernel, case.kernel), diagnostics))
    yield from records if not options.mutants else file.with_mutants(cases, list(records))


def _case_file(path: Path, options: VerifyOptions) -> Path | None:
    """Beside the kernel file, or in the capture that was named. Raises CaseError."""
    if options.captured is None:
        return case_file_of(path)
    try:
        return read_capture(options.captured).case_file_of(path)
    except NotACapture as error:
        raise case_error("TK0601", str(error), None) from None


def _cases_of(path: Path, options: VerifyOptions) -> tuple[Case, ...]:
    """The cases beside a kernel file that were asked for; none where there is no case file."""
    file = _case_file(path, options)
    if file is None or not file.exists():
        return ()
    seed, most = options.seed, options.first_cases or math.inf
    met: Counter[str] = Counter()
    cases: list[Case] = []
    for case in load_cases(file):
        met[case.kernel] += 1
        if met[case.kernel] <= most and (not options.kernels or is_asked_for(case.kernel, options.kernels)):
            cases.append(case if seed is None else replace(case, seed=seed))
    return tuple(cases)


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """A translated file. blank: the record that its records begin as."""

    path: Path
    relative: Path
    source: SourceFile
    translated: TranslatedFile
    blank: Record
    session: Session

    def without_cases(self, cases: Sequence[Case]) -> Iterator[Record]:
        """A record for each kernel that no case names; one for the file where it holds no kernel at all."""
        with_cases = {base(case.kernel) for case in cases}
        asked = self.session.options.kernels
        for kernel in self.translated.kernels:
            if base(kernel.name) in with_cases or (asked and not is_asked_for(kernel.name, asked)):
                continue
            blank = replace(self.blank, kernel=kernel.name, line=_line(kernel.span))
            if kernel.verdict == "refused":
                yield _refused(blank, kernel.diagnostics)
            else:
                yield _skipped(blank, f"no case in {case_file_of(self.path).name} names this kernel", kernel.span)
        if not self.translated.kernels and not cases:
            yield _refused(self.blank, self.translated.diagnostics)

    def ported(self) -> list[str]:
        """The kernels that have a port, by the port's names."""
        port = self.translated.port
        return [] if port is None else [entry.kernel for entry in port.manifest.kernels]

    def expect(self, cases: Sequence[Case], names: Mapping[str, str]) -> None:
        """Says which originals the cases will run. names: of kernels, as the port says them."""
        port = self.translated.port
        if port is None:
            return
        entries = [(case, port.manifest.kernel(names.get(case.kernel, case.kernel))) for case in cases]
        kernels = [wanted(case, entry, port.manifest.globals) for case, entry in entries if entry is not None]
        self.session.expect(self.path, list(dict.fromkeys(kernels)))

    def case(self, case: Case, name: str, diagnostics: list[Diagnostic]) -> Iterator[Record]:
        """The records of one case, on every device. name: of its kernel, as the port says it."""
        blank = replace(_of_case(self.blank, case), line=_line(self._span_of(case.kernel)))
        port = self.translated.port
        entry = None if port is None else port.manifest.kernel(name)
        if port is None or entry is None:
            yield from self._no_port(case, blank, diagnostics)
            return
        blank = replace(blank, line=entry.line, port_sha256=_sha256(port.text))
        try:
            run = CaseRun(self.session, self.path, case, entry, port.manifest, port.text, blank)
            yield from run.on_every_device(self.relative)
        except CaseError as error:
            diagnostics.append(error.diagnostic)
            yield _case_fault(blank, error)

    def with_mutants(self, cases: Sequence[Case], records: Sequence[Record]) -> Iterator[Record]:
        """The records of all cases, with the mutants of each kernel."""
        from transkernel.harness.mutate.file import MutatedFile  # it loads the translator

        port = self.translated.port
        if port is None:
            return iter(records)
        return MutatedFile(self.path, self.source, port, self.session).with_mutants(cases, records)

    def _no_port(self, case: Case, blank: Record, diagnostics: list[Diagnostic]) -> Iterator[Record]:
        refused = [kernel for kernel in self.translated.kernels if _names_kernel(case, kernel)]
        if any(kernel.verdict == "refused" for kernel in refused):
            yield _refused(blank, [diagnostic for kernel in refused for diagnostic in kernel.diagnostics])
        elif any(diagnostic.is_error for diagnostic in self.translated.diagnostics):
            yield _refused(blank, self.translated.diagnostics)  # the kernel was not read at all
        else:
            error = _no_such_kernel(case, [kernel.name for kernel in self.translated.kernels])
            diagnostics.append(error.diagnostic)
            yield _case_fault(blank, error)

    def _span_of(self, kernel: str) -> Span | None:
        found = (known.span for known in self.translated.kernels if base(known.name) == base(kernel))
        return next(found, None)


def _names_kernel(case: Case, kernel: TranslatedKernel) -> bool:
    """A refused template stands under its own name, or under an instance's."""
    return written_otherwise(case.kernel, [kernel.name]) is not None or (
        kernel.verdict == "refused" and plain(kernel.name) == base(case.kernel)
    )


def _no_such_kernel(case: Case, known: Sequence[str]) -> CaseError:
    message = f"the case names the kernel {case.kernel!r}; the file has {', '.join(known) or 'none'}"
    return case_error("TK0607", message, case.span)


# --- records without a run


def _record(path: Path, options: VerifyOptions) -> Record:
    return Record(
        file=str(path),
        kernel="",
        line=0,
        target=options.target,
        verdict=Verdict.SKIPPED,
        stage=Stage.CASES,
        profile=options.profile,
        transkernel=__version__,
    )


def _of_case(blank: Record, case: Case) -> Record:
    return replace(
        blank,
        kernel=case.kernel,
        case=case.name,
        seed=case.seed,
        grid=case.grid,
        block=case.block,
        shared_bytes=case.shared,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _refused(blank: Record, diagnostics: Sequence[Diagnostic]) -> Record:
    first = next((diagnostic for diagnostic in diagnostics if diagnostic.is_error), None)
    reason = "the kernel was refused" if first is None else f"{first.code}: {first.message}"
    found = tuple(diagnostics)
    return replace(blank, verdict=Verdict.UNSUPPORTED, stage=Stage.CONVERT, reason=reason, diagnostics=found)


def _skipped(blank: Record, reason: str, span: Span | None) -> Record:
    diagnostic = Diagnostic("TK0612", Severity.WARNING, reason, span)
    return replace(blank, verdict=Verdict.SKIPPED, stage=Stage.CASES, reason=reason, diagnostics=(diagnostic,))


def _case_fault(blank: Record, error: CaseError) -> Record:
    found = (error.diagnostic,)
    return replace(
        blank, verdict=Verdict.SKIPPED, stage=Stage.CASES, reason=error.diagnostic.message, diagnostics=found
    )


def _line(span: Span | None) -> int:
    return 0 if span is None else span.line


# --- paths


def _kernel_files(paths: Sequence[Path | str], diagnostics: list[Diagnostic]) -> Iterator[tuple[Path, Path]]:
    """Each file once, with a path for its arrays that no other file has."""
    seen: set[Path] = set()
    taken: set[Path] = set()
    for path in map(Path, paths):
        if not path.exists():
            diagnostics.append(Diagnostic("TK0617", Severity.ERROR, f"{path}: no such file or folder", None))
            continue
        for found in find_inputs(path):
            if found.path.resolve() in seen or (found.found and found.path.suffix != ".cu"):
                continue
            seen.add(found.path.resolve())
            relative = _untaken(found.relative, taken)
            taken.add(relative)
            yield found.path, relative


def _untaken(path: Path, taken: set[Path]) -> Path:
    if path not in taken:
        return path
    return next(
        candidate
        for number in range(2, len(taken) + 3)
        if (candidate := path.with_name(f"{path.stem}-{number}{path.suffix}")) not in taken
    )
