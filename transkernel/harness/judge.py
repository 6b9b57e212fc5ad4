"""From outcomes to a verdict. The original is judged first, and alone: what it leaves open, no port can get wrong.

The original runs twice, its threads in opposite orders and its unfilled outputs poisoned with two patterns. What still
holds both patterns was never written; what differs beyond the tolerance is a race, or a read of unwritten memory. Its
run in double precision says how far its own rounding takes it (witness.py), and gates declared reductions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import prod

import numpy as np

from transkernel.diagnostics import Diagnostic, Severity
from transkernel.harness.accuracy import Accuracy, accuracy
from transkernel.harness.bind import BoundCase, Output
from transkernel.harness.cases import Case, case_error
from transkernel.harness.compare import Comparison, Element, Mask, Side, compare
from transkernel.harness.dtypes import TYPES, Array, is_poison, widen
from transkernel.harness.records import Stage, Verdict
from transkernel.harness.tolerance import (
    DEFAULTS,
    Gate,
    Tolerance,
    reduction_gate,
    tolerance_for,
    total_budget_ulp,
    with_reduction,
)
from transkernel.harness.witness import Witness, is_alike
from transkernel.manifest import FieldLayout, FunctionError
from transkernel.run.compiled import Compiled
from transkernel.run.examination import Examination
from transkernel.run.launch import Outcome

_LONGEST_REASON = 300
_LONGEST_DETAIL = 8000


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A verdict with its reason, and what it was found from. detail: a compiler's or driver's own words, shortened."""

    verdict: Verdict
    stage: Stage
    reason: str = ""
    detail: str = ""
    outputs: tuple[Comparison, ...] = ()
    inputs_changed: dict[str, int] = field(default_factory=dict)
    guard_hits: dict[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    determinism: str = "not-tested"


@dataclass(frozen=True, slots=True, eq=False)
class OriginalResult:
    """What ports are compared with. problem: why there is nothing to compare with, or None.

    unwritten: for each output that began poisoned, where the original left it so. functions: those that the kernel
    calls, with what they may be off by. examination: what looking at every access found; examined: what is said of it.
    """

    case: Case
    bound: BoundCase
    outcome: Outcome
    unwritten: dict[str, Mask]
    determinism: str
    problem: Finding | None = None
    build_seconds: float = 0.0
    run_seconds: float = 0.0
    functions: tuple[FunctionError, ...] = ()
    witness: Witness = field(default_factory=Witness)
    examination: Examination = field(default_factory=Examination)
    examined: tuple[Diagnostic, ...] = ()


def judge_original(
    case: Case,
    bounds: tuple[BoundCase, BoundCase],
    outcomes: Sequence[Outcome],
    functions: tuple[FunctionError, ...] = (),
    witness: Witness | None = None,
) -> OriginalResult:
    """outcomes: of both thread orders, or of the first alone where it failed; `bounds` are their launches.

    Raises CaseError where the original is not the reduction that the case declares.
    """
    build, run = sum(o.build_seconds for o in outcomes), sum(o.run_seconds for o in outcomes)
    failed = next((outcome for outcome in outcomes if outcome.status != "ok"), None)
    if failed is not None:
        problem = _failure(failed, Stage.ORIGINAL)
        return OriginalResult(case, bounds[0], failed, {}, "not-tested", problem, build, run)
    first, second = outcomes
    unwritten = {
        output.name: is_poison(first.arrays[output.name], output.dtype)
        & is_poison(second.arrays[output.name], output.dtype, second=True)
        for output in bounds[0].outputs
        if output.is_poisoned
    }
    terms = _Terms(case, bounds[0], functions, witness or Witness())
    _refuse_depth(terms, first)
    orders = _compare_all(terms, (first, unwritten), (second, unwritten), is_repeat=True)
    determinism = _determinism(orders)
    found = _original_problem(case, bounds[0], (first, second), orders)
    return OriginalResult(case, bounds[0], first, unwritten, determinism, found, build, run, functions, terms.witness)


def judge_port(original: OriginalResult, outcomes: Sequence[Outcome], mirrored: Outcome | None = None) -> Finding:
    """The port against an original without a problem. outcomes: one for each run of the same launch, at least one.

    mirrored: of a run in the opposite order of threads, where the port can be run so.
    """
    failed = next((outcome for outcome in outcomes if outcome.status != "ok"), None)
    if failed is not None:
        return _failure(failed, Stage.PORT)
    if mirrored is not None and mirrored.status != "ok":
        finding = _failure(mirrored, Stage.PORT)
        return replace(finding, reason=f"in the opposite order of its threads: {finding.reason}")
    every = [*outcomes] if mirrored is None else [*outcomes, mirrored]
    case, bound = original.case, original.bound
    terms = _Terms(case, bound, original.functions, original.witness)
    poison = [_poison_left(bound, outcome) for outcome in every]
    first = (every[0], poison[0])
    outputs = _compare_all(terms, (original.outcome, original.unwritten), first)
    outputs = _with_accuracy(outputs, original, every[0])
    repeats = [_compare_all(terms, first, other, is_repeat=True) for other in zip(every[1:], poison[1:], strict=True)]
    finding = Finding(
        *_verdict_of(outputs),
        outputs=outputs,
        inputs_changed=_inputs_changed(bound, every),
        guard_hits=_guard_hits(every),
        determinism=_determinism([one for repeat in repeats for one in repeat]) if repeats else "not-tested",
    )
    finding = _with_memory_faults(_with_lower_precision(finding, case), case)
    return _with_repeats(finding, repeats, is_mirrored=mirrored is not None)


def compile_failure(compiled: Sequence[Compiled]) -> Finding | None:
    """A port that a compiler refuses for its device; whatever an interpreter makes of it, it is no port.

    None where it compiles for all of them, or for some, and the others lack a function of a library.
    """
    refusals = [each for each in compiled if not each.is_ok]
    if len(refusals) < len(compiled):
        refusals = [each for each in refusals if not each.lacks]
    if not refusals:
        return None
    refused = refusals[0]
    reason = f"it does not compile for {refused.device}: {_shortened(refused.message)}"
    return Finding(Verdict.COMPILE_FAIL, Stage.COMPILE, reason, detail=refused.message[:_LONGEST_DETAIL])


def with_named_writers(finding: Finding, name: Callable[[Comparison], Comparison]) -> Finding:
    """The finding with what `name` knows of its outputs, in its reason too."""
    outputs = tuple(name(output) for output in finding.outputs)
    before, after = (_verdict_of(each)[2] for each in (finding.outputs, outputs))
    return replace(finding, outputs=outputs, reason=finding.reason.replace(before, after) if before else finding.reason)


def describe(output: Comparison) -> str:
    """One line on what is wrong with an output."""
    counts = output.counts
    if not counts.n_mismatch:
        return f"{output.name}: nothing was compared" if not counts.n_compared else f"{output.name}: agrees"
    parts = [f"{output.name}: {counts.n_mismatch} of {counts.n} elements differ ({output.pattern})"]
    if counts.n_unwritten:
        parts.append(f"{counts.n_unwritten} were not written")
    if counts.n_overwritten:
        parts.append(f"{counts.n_overwritten} were written that should not be")
    if output.worst is not None:
        place = ", ".join(str(part) for part in output.worst.index)
        parts.append(
            f"worst at [{place}]: {output.worst.got} instead of {output.worst.reference}{_by_whom(output.worst)}"
        )
    default = DEFAULTS.get(output.dtype)
    if default is not None and output.tolerance.reason != default.reason:
        parts.append(output.tolerance.reason)
    if output.accuracy.original is not None and output.accuracy.port is not None:
        both = (output.accuracy.original.max_ulp, output.accuracy.port.max_ulp)
        parts.append("from double precision the original is {:.3g} ulp off, the port {:.3g}".format(*both))
    return "; ".join(parts)


def _by_whom(element: Element) -> str:
    if element.block is None or element.thread is None:
        return ""
    return f", which block {element.block}, thread {element.thread} writes"


# --- the original


def _original_problem(
    case: Case, bound: BoundCase, outcomes: tuple[Outcome, Outcome], orders: tuple[Comparison, ...]
) -> Finding | None:
    hits = _guard_hits(outcomes)
    if hits:
        reason = f"the original writes outside of {_names(hits)}"
        return _original_error(Verdict.UNDEFINED_BEHAVIOUR, "TK0614", reason, case, guard_hits=hits)
    changed = _inputs_changed(bound, outcomes)
    if changed:
        reason = f"the original changes {_names(changed)}, not marked `out = true` in the case"
        return _original_error(Verdict.MISMATCH, "TK0615", reason, case, inputs_changed=changed)
    differing = [output for output in orders if output.counts.n_mismatch]
    if differing:
        reason = f"the original depends on the order of its threads: {describe(differing[0])}"
        return _original_error(Verdict.UNDEFINED_BEHAVIOUR, "TK0613", reason, case, outputs=orders)
    empty = [output.name for output in orders if not output.counts.n_compared]
    if empty:
        reason = f"the case checks nothing: the original writes no element of {empty[0]}"
        return _original_error(Verdict.SKIPPED, "TK0608", reason, case)
    return None


def _original_error(
    verdict: Verdict,
    code: str,
    reason: str,
    case: Case,
    outputs: tuple[Comparison, ...] = (),
    inputs_changed: dict[str, int] | None = None,
    guard_hits: dict[str, int] | None = None,
) -> Finding:
    diagnostic = Diagnostic(code, Severity.ERROR, reason, case.span)
    return Finding(
        verdict,
        Stage.ORIGINAL,
        reason,
        outputs=outputs,
        inputs_changed=inputs_changed or {},
        guard_hits=guard_hits or {},
        diagnostics=(diagnostic,),
    )


# --- the port


def _verdict_of(outputs: tuple[Comparison, ...]) -> tuple[Verdict, Stage, str]:
    """The gravest verdict of a case's outputs, and what is wrong with the first that has it."""
    for verdict in (Verdict.MISMATCH, Verdict.NONFINITE, Verdict.SKIPPED):
        found = next((output for output in outputs if output.verdict == verdict), None)
        if found is not None:
            return verdict, Stage.COMPARE, describe(found)
    if not outputs:
        return Verdict.SKIPPED, Stage.COMPARE, "the case checks nothing: it has no output"
    return Verdict.PASS, Stage.COMPARE, ""


def _with_memory_faults(finding: Finding, case: Case) -> Finding:
    """Nothing passes that wrote where it must not."""
    faults: list[tuple[str, str]] = []
    if finding.guard_hits:
        faults.append(("TK0614", f"the port writes outside of {_names(finding.guard_hits)}"))
    if finding.inputs_changed:
        faults.append(("TK0615", f"the port changes {_names(finding.inputs_changed)}, which the original leaves alone"))
    if not faults:
        return finding
    reason = "; ".join([text for _, text in faults] + ([finding.reason] if finding.reason else []))
    diagnostics = tuple(Diagnostic(code, Severity.ERROR, text, case.span) for code, text in faults)
    return replace(finding, verdict=Verdict.MISMATCH, reason=reason, diagnostics=diagnostics)


def _with_accuracy(outputs: tuple[Comparison, ...], original: OriginalResult, port: Outcome) -> tuple[Comparison, ...]:
    witness = original.witness

    def of(output: Comparison) -> Accuracy:
        name = output.name
        if name not in witness.values:
            return Accuracy(reason=witness.reasons.get(name.partition(".")[0], ""))
        array, values = original.outcome.arrays[name], witness.values[name]
        counted = is_alike(array, values)
        poison = original.unwritten.get(name)
        counted = counted if poison is None else counted | poison
        left_out = None if poison is None else ~poison
        budget = total_budget_ulp(output.tolerance, output.dtype)
        return accuracy(values, (array, port.arrays[name]), counted, output.dtype, budget, among=left_out)

    return tuple(replace(output, accuracy=of(output)) for output in outputs)


def _with_lower_precision(finding: Finding, case: Case) -> Finding:
    """The tolerance lets through what a smaller type would give; the alarm does not."""
    found = next((output for output in finding.outputs if output.is_lower_precision), None)
    if found is None or finding.verdict is not Verdict.PASS:
        return finding
    reason = (
        f"{found.name} is computed in lower precision: half of its elements are {found.magnitudes.p50_ulp} ulp off or "
        f"more, all within the tolerance ({found.tolerance.reason})"
    )
    diagnostic = Diagnostic("TK0618", Severity.ERROR, reason, case.span)
    return replace(finding, verdict=Verdict.MISMATCH, reason=reason, diagnostics=(diagnostic,))


def _with_repeats(finding: Finding, repeats: list[tuple[Comparison, ...]], is_mirrored: bool) -> Finding:
    """Two runs that differ are worse than one that is wrong: nothing else that was found of it can be relied on."""
    number, differing = next(
        ((number, output) for number, repeat in enumerate(repeats) for output in repeat if output.counts.n_mismatch),
        (0, None),
    )
    if differing is None:
        return finding
    in_order = is_mirrored and number == len(repeats) - 1
    what = "the port depends on the order of its threads" if in_order else "two runs of the port differ"
    return replace(finding, verdict=Verdict.NONDETERMINISTIC, reason=f"{what}: {describe(differing)}")


def _failure(outcome: Outcome, stage: Stage) -> Finding:
    """A run that gave no arrays: its status is the verdict."""
    reason = _shortened(outcome.message) or f"the {stage} gave no reason"
    return Finding(Verdict(outcome.status), stage, reason, detail=outcome.message[:_LONGEST_DETAIL])


def _shortened(message: str) -> str:
    """The first line that says something; an error's line where there is one, for a compiler's log is long."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    chosen = next((line for line in lines if "error" in line.lower()), lines[0] if lines else "")
    return chosen if len(chosen) <= _LONGEST_REASON else f"{chosen[: _LONGEST_REASON - 3]}..."


# --- what both have


_Run = tuple[Outcome, dict[str, Mask]]  # an outcome, and where the poison stands in its outputs


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """By what the outputs of a case are compared."""

    case: Case
    bound: BoundCase
    functions: tuple[FunctionError, ...]
    witness: Witness

    def tolerance(self, dtype: str) -> Tolerance:
        return tolerance_for(dtype, self.case.tolerance, self.functions)

    def gated(self, output: Output) -> tuple[Tolerance, Gate | None]:
        """The tolerance of an output, and the gate of a declared reduction where the witness can tell it."""
        tolerance, spec = self.tolerance(output.dtype), self.case.tolerance
        if spec is None or not spec.depth or output.name not in self.witness.sums:
            return tolerance, None
        tolerance = with_reduction(tolerance, spec.depth)
        values, sums = self.witness.values[output.name], self.witness.sums[output.name]
        return tolerance, reduction_gate(values, sums, tolerance, output.dtype)


def _refuse_depth(terms: _Terms, original: Outcome) -> None:
    """A declared depth has to hold for the original itself. Raises CaseError."""
    for output in terms.bound.outputs:
        tolerance, gate = terms.gated(output)
        if gate is None or terms.case.tolerance is None:
            continue
        side = Side(original.arrays[output.name], is_poison(original.arrays[output.name], output.dtype))
        found = compare(output.name, output.dtype, side, side, tolerance, gate=gate)
        if found.counts.n_mismatch and found.worst is not None:
            place = ", ".join(str(part) for part in found.worst.index)
            message = f"the original is no sum of depth {tolerance.depth}: `{output.name}` is further off at [{place}]"
            raise case_error("TK0619", message, terms.case.tolerance.span)


def _compare_all(terms: _Terms, reference: _Run, got: _Run, *, is_repeat: bool = False) -> tuple[Comparison, ...]:
    """is_repeat: both are runs of one program; by a gate each may be off, so that they may be twice as far apart."""
    return tuple(
        comparison
        for output in terms.bound.outputs
        for comparison in _compare(terms, output, reference, got, is_repeat=is_repeat)
    )


def _compare(terms: _Terms, output: Output, reference: _Run, got: _Run, *, is_repeat: bool) -> Iterator[Comparison]:
    """One comparison of a plain buffer; one for each member of a buffer of structs."""
    left, right = (Side(run[0].arrays[output.name], run[1].get(output.name)) for run in (reference, got))
    threads = prod(terms.case.block)
    if not output.fields:
        tolerance, gate = terms.gated(output)
        if is_repeat and gate is not None:
            gate = Gate(widen(left.array, output.dtype), 2 * gate.allowed)
        yield compare(output.name, output.dtype, left, right, tolerance, threads, gate)
        return
    for layout in output.fields:
        if layout.pointee is not None:  # an address means nothing to another run
            continue
        reference_part, got_part = _member(left, output, layout), _member(right, output, layout)
        tolerance = terms.tolerance(layout.dtype)
        yield compare(f"{output.name}.{layout.name}", layout.dtype, reference_part, got_part, tolerance, threads)


def _member(side: Side, output: Output, layout: FieldLayout) -> Side:
    """One member of every struct in a buffer of bytes; poisoned where all its bytes are."""
    carrier = TYPES[layout.dtype].carrier
    width = carrier.itemsize * layout.count
    shape = (-1, layout.count) if layout.count > 1 else (-1,)

    def cut(array: Array) -> Array:
        raw = np.ascontiguousarray(array).view(np.uint8).reshape(-1, output.element_bytes)
        return np.ascontiguousarray(raw[:, layout.offset : layout.offset + width])

    values = cut(side.array).view(carrier).reshape(shape)
    if side.poison is None:
        return Side(values)
    bytes_of_each = cut(side.poison).astype(np.bool_).reshape(-1, layout.count, carrier.itemsize)
    return Side(values, np.asarray(bytes_of_each.all(axis=-1)).reshape(shape))


def _poison_left(bound: BoundCase, outcome: Outcome) -> dict[str, Mask]:
    return {
        output.name: is_poison(outcome.arrays[output.name], output.dtype)
        for output in bound.outputs
        if output.is_poisoned
    }


def _inputs_changed(bound: BoundCase, outcomes: Sequence[Outcome]) -> dict[str, int]:
    """For each buffer that is no output and did not come back as it was, how many elements changed at most."""
    outputs = {output.name for output in bound.outputs}
    inputs = {buffer.name: buffer.array for buffer in (*bound.launch.buffers(), *bound.launch.symbols)}
    changed: dict[str, int] = {}
    for name, before in inputs.items():
        if name in outputs:
            continue
        count = max(_changed_elements(before, outcome.arrays[name]) for outcome in outcomes)
        if count:
            changed[name] = count
    return changed


def _changed_elements(before: Array, after: Array) -> int:
    bits = f"u{before.dtype.itemsize}"
    return int(np.count_nonzero(np.ascontiguousarray(before).view(bits) != np.ascontiguousarray(after).view(bits)))


def _guard_hits(outcomes: Sequence[Outcome]) -> dict[str, int]:
    hits: dict[str, int] = {}
    for outcome in outcomes:
        for name, count in outcome.guard_hits.items():
            hits[name] = max(hits.get(name, 0), count)
    return {name: count for name, count in hits.items() if count}


def _determinism(comparisons: Sequence[Comparison]) -> str:
    if any(comparison.counts.n_mismatch for comparison in comparisons):
        return "none"
    return "bitwise" if all(comparison.is_bitwise_equal for comparison in comparisons) else "within-tolerance"


def _names(counted: dict[str, int]) -> str:
    return ", ".join(f"`{name}`" for name in counted)
