"""One case of one port: the original once, the port on each device, a record for each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.arrays import ArrayFile
from transkernel.harness.backends import PortDevice, PortRunner
from transkernel.harness.bind import BoundCase, bind
from transkernel.harness.captured import as_captured
from transkernel.harness.cases import Case
from transkernel.harness.judge import (
    Finding,
    OriginalResult,
    compile_failure,
    judge_original,
    judge_port,
    with_named_writers,
)
from transkernel.harness.records import Determinism, Record, ReferenceErrors, Stage, Verdict
from transkernel.harness.references import Reference, load_reference, reference_errors
from transkernel.harness.session import CANNOT_RUN_CODE, Session
from transkernel.harness.subnormals import FLUSHED, flushed_case, flushed_outcome, has_subnormals
from transkernel.harness.undefined import with_examination, with_findings_of
from transkernel.harness.witness import take_witness
from transkernel.harness.writers import with_writers
from transkernel.manifest import KernelEntry, Manifest
from transkernel.run.compiled import Compiled
from transkernel.run.launch import Launch, Outcome


@dataclass(slots=True, eq=False)
class CaseRun:
    """One case of one port. The original runs when the first device asks for it."""

    session: Session
    file: Path
    case: Case
    entry: KernelEntry
    manifest: Manifest
    port_text: str
    blank: Record
    last_outcome: Outcome | None = None
    _original: OriginalResult | None = None
    _flushed: OriginalResult | None = None
    _reference: Reference | None = field(default=None, repr=False)
    _compiled: tuple[Compiled, ...] | None = None

    def on_every_device(self, relative: Path) -> Iterator[Record]:
        """Raises CaseError where the case does not fit the kernel."""
        devices = self.session.devices()
        problem = self.original().problem
        if problem is not None:
            yield self._finished(self.blank, problem, 0.0)
            return
        if not devices:
            yield _cannot_run(self.blank, self.session.diagnostics)
            return
        outcomes: dict[str, Outcome] = {}
        for device in devices:
            yield self.on_device(device)
            if self.last_outcome is not None and self.last_outcome.status == "ok":
                outcomes[device.id] = self.last_outcome
        if self.session.options.save_arrays is not None:
            self._save(self.session.options.save_arrays, relative, outcomes)

    def on_device(self, device: PortDevice) -> Record:
        original = self._original_for(device)
        is_flushed = original is self._flushed
        blank = replace(self.blank, device=device.id, device_name=device.name, device_driver=device.driver)
        if original.problem is not None:
            return self._finished(blank, original.problem, 0.0)
        compiled = self._compile(original.bound.launch)
        blank = replace(blank, compiled=compiled)
        failure = compile_failure(compiled) if self.session.backends.must_compile else None
        if failure is not None:
            return self._finished(blank, failure, 0.0)
        blank = replace(blank, claim=device.claim)
        runner = self.session.port(device)
        outcomes, mirrored = self._run_port(runner, original.bound.launch)
        if is_flushed:
            outcomes = [flushed_outcome(each) for each in outcomes]
            mirrored = mirrored and flushed_outcome(mirrored)
        self.last_outcome = outcomes[0] if outcomes[-1].status == "ok" else outcomes[-1]
        begun = time.perf_counter()
        finding = self._with_writers(judge_port(original, outcomes, mirrored))
        errors = self._reference_errors(original, outcomes[0]) if finding.outputs else {}
        every = outcomes if mirrored is None else [*outcomes, mirrored]
        record = self._finished(blank, finding, time.perf_counter() - begun, every, 1 if mirrored is None else 2)
        return replace(record, against_reference=errors, detail=record.detail or (FLUSHED if is_flushed else ""))

    def _compile(self, launch: Launch) -> tuple[Compiled, ...]:
        """Of the port, ahead of time, for each device that the session asks for; once a case."""
        if self._compiled is None:
            self._compiled = tuple(
                compiler.compile(self.port_text, self.entry, launch, self.manifest)
                for compiler in self.session.compilers()
            )
        return self._compiled

    def _run_port(self, runner: PortRunner, launch: Launch) -> tuple[list[Outcome], Outcome | None]:
        """The runs of the port as it is, up to the first that fails; and where there are several, one in the opposite
        order of its threads, in place of the last. A driver that cannot build that one costs the second order."""
        wanted = max(1, self.session.options.runs)
        other = self.session.backends.mirrored(self.port_text) if wanted > 1 else None
        outcomes: list[Outcome] = []
        for _ in range(wanted - (other is not None)):
            outcomes.append(runner.run(self.port_text, self.entry, launch, self.manifest))
            if outcomes[-1].status != "ok":
                return outcomes, None
        if other is None:
            return outcomes, None
        mirrored = runner.run(other, self.entry, launch, self.manifest)
        return outcomes, None if mirrored.status in ("compile-fail", "unsupported") else mirrored

    def _with_writers(self, finding: Finding) -> Finding:
        """Where elements are wrong, which threads write them, if the original was examined."""
        writers = self.original().examination.writers
        if not writers or not any(each.first for each in finding.outputs):
            return finding
        return with_named_writers(finding, lambda each: with_writers(each, writers, self.case.grid, self.case.block))

    def original(self) -> OriginalResult:
        if self._original is None:
            key = (self.blank.source_sha256, self.file, self.case, self.entry, self.manifest.globals)
            self._original = self.session.original_of(key, lambda: as_captured(self.case, self._run_original()))
        return self._original

    def _original_for(self, device: PortDevice) -> OriginalResult:
        """As the device can compute it."""
        original = self.original()
        if not device.flushes_subnormals or original.problem is not None:
            return original
        if self._flushed is None and has_subnormals(original.bound, original.outcome):
            self._flushed = as_captured(self.case, self._run_original(flushes=True))
        return self._flushed or original

    def _run_original(self, *, flushes: bool = False) -> OriginalResult:
        """flushes: for a device that takes subnormal numbers for 0."""
        variables = self.manifest.globals
        bounds = (
            bind(self.case, self.entry, variables),
            bind(self.case, self.entry, variables, second_poison=True),
        )
        runner = self.session.original()
        if flushes:
            bounds = (flushed_case(bounds[0]), flushed_case(bounds[1]))
        examined = self._examined(bounds[0])
        if examined.problem is not None:
            return examined
        settled = flushed_outcome if flushes else lambda outcome: outcome
        outcomes = [settled(runner.run(self.file, bounds[0].launch, "ascending"))]
        if outcomes[0].status == "ok":
            outcomes.append(settled(runner.run(self.file, bounds[1].launch, "descending")))
        if outcomes[-1].status != "ok":
            return with_findings_of(examined, judge_original(self.case, bounds, outcomes))

        def in_double(launch: Launch) -> Outcome:
            return settled(runner.run_in_double(self.file, launch))

        witness = take_witness(self.case, self.entry, bounds[0], outcomes[0], in_double)
        judged = judge_original(self.case, bounds, outcomes, self.entry.functions, witness)
        return with_findings_of(examined, judged)

    def _examined(self, bound: BoundCase) -> OriginalResult:
        """What can be said of the original before it runs; its problem is what CUDA does not define."""
        blank = OriginalResult(self.case, bound, Outcome("ok"), {}, "not-tested")
        if not self.session.options.examine:
            return blank
        unwritten = [output.name for output in bound.outputs if output.is_poisoned]
        begun = time.perf_counter()
        examination = self.session.original().examine(self.file, bound.launch, unwritten)
        result = with_examination(blank, examination, self.file, self.case)
        return replace(result, run_seconds=time.perf_counter() - begun)

    def _finished(
        self,
        blank: Record,
        finding: Finding,
        compare_seconds: float,
        outcomes: Sequence[Outcome] = (),
        schedules: int = 0,
    ) -> Record:
        original = self.original()
        warnings = tuple(diagnostic for diagnostic in original.examined if not diagnostic.is_error)
        diagnostics = (*finding.diagnostics, *warnings)
        if finding.stage is Stage.ORIGINAL and finding.verdict is Verdict.UNSUPPORTED:
            diagnostics += (Diagnostic(CANNOT_RUN_CODE, Severity.ERROR, finding.reason, None),)
        return replace(
            blank,
            verdict=finding.verdict,
            stage=finding.stage,
            reason=finding.reason,
            detail=finding.detail,
            outputs=finding.outputs,
            inputs_changed=finding.inputs_changed,
            guard_hits=finding.guard_hits,
            work=next((outcome.work for outcome in outcomes), {}),
            diagnostics=diagnostics,
            determinism=Determinism(original.determinism, finding.determinism, len(outcomes), schedules),
            seconds=replace(
                blank.seconds,
                original_build=original.build_seconds,
                original_run=original.run_seconds,
                build=sum(outcome.build_seconds for outcome in outcomes),
                run=sum(outcome.run_seconds for outcome in outcomes),
                compare=compare_seconds,
            ),
        )

    def _reference_errors(self, original: OriginalResult, port: Outcome) -> dict[str, ReferenceErrors]:
        if not self.session.options.references:
            return {}
        self._reference = self._reference or load_reference(self.file)
        if self._reference is None:
            return {}
        arrays = (original.outcome.arrays, port.arrays)
        return reference_errors(self._reference, self.case, original.bound, *arrays, original.unwritten)

    def _save(self, folder: Path, relative: Path, outcomes: dict[str, Outcome]) -> None:
        """`TARGET_NAME` is of the first device that ran; another device's arrays are `TARGET_DEVICE_NAME`."""
        original = self.original()
        dtypes = {name: spec.dtype for name, spec in self.case.buffers()}
        outputs = [output.name for output in original.bound.outputs]
        inputs = {buffer.name: buffer.array for buffer in original.bound.launch.buffers()}
        inputs.update({symbol.name: symbol.array for symbol in original.bound.launch.symbols})
        archive = ArrayFile(folder, relative, self.case.name, self.session.saved)
        archive.add("in", inputs, dtypes)
        archive.add("original", {name: original.outcome.arrays[name] for name in outputs}, dtypes)
        target = self.session.options.target
        for index, (device, outcome) in enumerate(outcomes.items()):
            prefix = target if index == 0 else f"{target}_{device}"
            archive.add(prefix, {name: outcome.arrays[name] for name in outputs}, dtypes)
        archive.write()


def _cannot_run(blank: Record, diagnostics: Sequence[Diagnostic]) -> Record:
    reason = "; ".join(diagnostic.message for diagnostic in diagnostics)
    return replace(blank, stage=Stage.PORT, reason=reason, diagnostics=tuple(diagnostics))
