"""A captured case, replayed: whether the original, run again on what was captured, gives what it gave then."""

from __future__ import annotations

from dataclasses import replace

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.cases import Case
from transkernel.harness.compare import Side, compare
from transkernel.harness.data import expected
from transkernel.harness.judge import Finding, OriginalResult, describe
from transkernel.harness.records import Stage, Verdict
from transkernel.harness.tolerance import tolerance_for


def as_captured(case: Case, result: OriginalResult) -> OriginalResult:
    """The result, with a problem where an array is not what the case expects: the launch depends on more than the case
    holds, and to agree with this original would prove nothing. Raises CaseError."""
    if result.problem is not None:
        return result
    dtypes = {name: spec.dtype for name, spec in case.buffers()}
    for name, array in expected(case).items():
        got = result.outcome.arrays.get(name)
        if got is None:
            continue  # a file-scope variable that the kernel of this port does not use
        tolerance = tolerance_for(dtypes[name], case.tolerance)
        found = compare(name, dtypes[name], Side(array), Side(got.reshape(array.shape)), tolerance)
        if found.counts.n_mismatch:
            reason = f"run again, the original does not give what was captured: {describe(found)}"
            diagnostic = Diagnostic("TK0641", Severity.ERROR, reason, case.span)
            problem = Finding(Verdict.SKIPPED, Stage.ORIGINAL, reason, outputs=(found,), diagnostics=(diagnostic,))
            return replace(result, problem=problem)
    return result
