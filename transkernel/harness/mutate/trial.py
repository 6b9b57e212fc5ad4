"""One way to run mutants: all that are left in one program, on one device, case after case.

The original's own port stands first in the program, and a case counts only where that passes: what a device or a form
does not do for the original says nothing of a mutant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from transkernel.convert import Options, Port, emit, prepare
from transkernel.diagnostics import Refusal
from transkernel.harness.backends import PortDevice
from transkernel.harness.case_run import CaseRun
from transkernel.harness.cases import Case
from transkernel.harness.judge import OriginalResult
from transkernel.harness.mutate.pick import Ready
from transkernel.harness.records import Record, Verdict
from transkernel.harness.session import Session
from transkernel.ir import nodes as ir
from transkernel.ir.verify import VerificationError
from transkernel.source import SourceFile

# The compiler's work is most of the time, and what it rearranges hides what a barrier is for.
_BUILD_OPTIONS = {"opencl": ("-cl-opt-disable",)}
_MOST_IN_ONE = 32

Form = Callable[[ir.Program], ir.Program]
TextForm = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A case, and the original's run of it. kernel: as the port's instances are called."""

    case: Case
    kernel: str
    original: OriginalResult
    blank: Record


class OfCase(Protocol):
    """A form for one case."""

    def __call__(self, program: ir.Program, /, case: Prepared) -> ir.Program: ...


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """form: what is done to the programs, None for nothing; of_case: what is done to them for one case alone.
    text_form: to the port; None from it means no such trial. name: of the form, for people; empty for the plain one."""

    session: Session
    device: PortDevice
    source: SourceFile
    options: Options
    name: str = ""
    form: Form | None = None
    text_form: TextForm | None = None
    of_case: OfCase | None = None

    def killed(
        self, instances: Sequence[ir.Program], mutants: Sequence[Ready], cases: Sequence[Prepared]
    ) -> Iterator[tuple[Ready, Verdict, str]]:
        """Each mutant that a case tells from the original, with the verdict and the words for that run."""
        if self.of_case is not None:
            yield from self._case_by_case(self.of_case, instances, mutants, cases)
            return
        for start in range(0, len(mutants), _MOST_IN_ONE):
            yield from self._batch(instances, mutants[start : start + _MOST_IN_ONE], cases)

    def _case_by_case(
        self, of_case: OfCase, instances: Sequence[ir.Program], mutants: Sequence[Ready], cases: Sequence[Prepared]
    ) -> Iterator[tuple[Ready, Verdict, str]]:
        alive = list(mutants)
        for case in cases:
            mine = [each for each in alive if each.mutant.kernel == case.kernel]
            own = replace(self, of_case=None, form=partial(of_case, case=case))
            for found in own.killed(instances, mine, [case]) if mine else ():
                alive.remove(found[0])
                yield found

    def _batch(
        self, instances: Sequence[ir.Program], mutants: Sequence[Ready], cases: Sequence[Prepared]
    ) -> Iterator[tuple[Ready, Verdict, str]]:
        needed = [each for each in instances if any(m.mutant.kernel == each.kernel.cuda_name for m in mutants)]
        port = self._port([*needed, *mutants])
        if port is None:
            return
        if not self._builds(port, cases[0]):
            if len(mutants) > 1:  # one of them is to blame, or the program is too large
                for each in mutants:
                    yield from self._batch(instances, [each], cases)
            return
        alive = dict(enumerate(mutants, len(needed)))
        baselines = {each.kernel.cuda_name: position for position, each in enumerate(needed)}
        for case in cases:
            baseline = baselines.get(case.kernel)
            if baseline is None or not alive or self._run(port, baseline, case) is not Verdict.PASS:
                continue
            for position in [position for position, each in alive.items() if each.mutant.kernel == case.kernel]:
                verdict = self._run(port, position, case)
                if verdict is not Verdict.PASS:
                    yield alive.pop(position), verdict, f"{case.case.name}{self._words()}"

    def _words(self) -> str:
        return f" ({self.name})" if self.name else ""

    def _port(self, programs: Sequence[Any]) -> Port | None:
        """One port of programs and mutants; None where the form cannot be had."""
        try:
            made = tuple(self._prepared(each) for each in programs)
        except (Refusal, VerificationError):
            if self.form is None:
                raise
            return None  # what the form makes of it cannot be said
        port = emit(made, self.source, self.options)
        text = port.text if self.text_form is None else self.text_form(port.text)
        if text is None:
            return None
        extra = _BUILD_OPTIONS.get(self.options.target, ())
        manifest = replace(port.manifest, build_options=(*port.manifest.build_options, *extra))
        return replace(port, text=text, manifest=manifest)

    def _prepared(self, each: Any) -> Any:
        if isinstance(each, Ready):
            return each.prepared if self.form is None else prepare(self.form(each.mutant.program), self.options)
        return prepare(each if self.form is None else self.form(each), self.options)

    def _builds(self, port: Port, case: Prepared) -> bool:
        return self._run(port, 0, case) is not Verdict.COMPILE_FAIL

    def _run(self, port: Port, position: int, case: Prepared) -> Verdict:
        entry = port.manifest.kernels[position]
        path = Path(self.source.name)
        run = CaseRun(self.session, path, case.case, entry, port.manifest, port.text, case.blank)
        run._original = case.original
        return run.on_device(self.device).verdict
