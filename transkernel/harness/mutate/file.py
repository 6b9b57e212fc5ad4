"""The mutants of a file's kernels, once its cases have been verified: records in, the same records with them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transkernel.convert import lower
from transkernel.harness.backends import TranslatedPort, real_backends, translation_options
from transkernel.harness.case_run import CaseRun
from transkernel.harness.cases import Case
from transkernel.harness.kernel_names import base, match, plain
from transkernel.harness.mutate.result import MutantsResult
from transkernel.harness.mutate.run import chosen, run_mutants
from transkernel.harness.mutate.trial import Prepared
from transkernel.harness.records import Record, Stage, Verdict
from transkernel.harness.session import Session
from transkernel.ir import nodes as ir
from transkernel.run.launch import Limits
from transkernel.source import SourceFile

# For one launch of a mutant; those that hang cost it in full. The short one is for kernels that take no hundredth of
# it, on a device that compiles nothing more at a launch.
_SECONDS, _FEW_SECONDS = 2.0, 0.5
_BUILT_BEFORE = ("intel-cpu",)


def _session_for(session: Session, records: Sequence[Record]) -> Session:
    """A session for a kernel's mutants: one run each, ended soon. records: of the kernel itself."""
    device = chosen(session.devices())
    slowest = max((each.seconds.run for each in records), default=0.0)
    is_quick = device is not None and device.id in _BUILT_BEFORE and slowest < _FEW_SECONDS / 100
    seconds = _FEW_SECONDS if is_quick else _SECONDS
    limits = Limits(wall_seconds=seconds)
    own = replace(session.options, limits=limits, runs=1, references=False, save_arrays=None, compile_for=(), mutants=0)
    return session.further(f"mutants, {seconds} s", lambda: Session(own, real_backends(own)))


@dataclass(frozen=True, slots=True, eq=False)
class MutatedFile:
    """A file whose cases were verified. port: of all its kernels."""

    path: Path
    source: SourceFile
    port: TranslatedPort
    session: Session

    def with_mutants(self, cases: Sequence[Case], records: Sequence[Record]) -> Iterator[Record]:
        """The records of the file's cases; those of a kernel that passes have its mutants."""
        found: dict[str, MutantsResult | None] = {}
        programs = self._programs(cases)
        for record in records:
            name = base(record.kernel)
            if name not in found:
                of_kernel = [each for each in records if base(each.kernel) == name]
                mine = [case for case in cases if base(case.kernel) == name]
                found[name] = self._mutants_of(name, mine, of_kernel, programs) if _passes(of_kernel) else None
            yield replace(record, mutants=found[name])

    def _programs(self, cases: Sequence[Case]) -> dict[str, ir.Program]:
        """The kernels as thread IR, by the names of their ports."""
        wanted = tuple(dict.fromkeys(case.kernel for case in cases if "<" in case.kernel))
        asked = self.session.options
        options = translation_options(self.source, (*asked.instantiate, *wanted), asked)
        lowered = lower(self.source, options).kernels
        return {plain(each.cuda_name): each.program for each in lowered if each.program is not None}

    def _mutants_of(
        self, kernel: str, cases: Sequence[Case], records: Sequence[Record], programs: dict[str, ir.Program]
    ) -> MutantsResult | None:
        known = [entry.kernel for entry in self.port.manifest.kernels]
        names = match([case.kernel for case in cases], known)
        prepared = [self._prepared(case, names[case.kernel]) for case in cases if case.kernel in names]
        instances = [programs[name] for name in dict.fromkeys(plain(each.kernel) for each in prepared)]
        asked = self.session.options
        options = translation_options(self.source, (), asked)
        session = _session_for(self.session, records)
        return run_mutants(
            kernel, instances, prepared, self.source, options, session, asked.mutants, asked.mutation_seed
        )

    def _prepared(self, case: Case, name: str) -> Prepared:
        entry = self.port.manifest.kernel(name)
        assert entry is not None
        blank = Record(
            str(self.path), case.kernel, entry.line, self.session.options.target, Verdict.SKIPPED, Stage.CASES
        )
        run = CaseRun(self.session, self.path, case, entry, self.port.manifest, self.port.text, blank)
        return Prepared(case, entry.kernel, run.original(), blank)


def _passes(records: Sequence[Record]) -> bool:
    """Whether a kernel agrees with its original in every case; of one that does not, mutants say nothing."""
    verdicts = {record.verdict for record in records}
    return Verdict.PASS in verdicts and verdicts <= {Verdict.PASS, Verdict.UNSUPPORTED}
