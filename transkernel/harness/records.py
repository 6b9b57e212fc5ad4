"""What verify found of one case on one device, as one JSON object. Times are seconds; places are 1-based."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from transkernel.diagnostics import Diagnostic, to_json
from transkernel.harness.compare import Comparison
from transkernel.harness.metrics import sparkline
from transkernel.harness.mutate.result import MutantsResult
from transkernel.run.compiled import Compiled


class Verdict(StrEnum):
    """Each record has exactly one. Only `pass` says that the port agreed."""

    PASS = "pass"
    MISMATCH = "mismatch"
    NONFINITE = "nonfinite"
    NONDETERMINISTIC = "nondeterministic"
    UNDEFINED_BEHAVIOUR = "undefined-behaviour"
    COMPILE_FAIL = "compile-fail"
    RUN_FAIL = "run-fail"
    TIMEOUT = "timeout"
    UNSUPPORTED = "unsupported"
    SKIPPED = "skipped"


class Stage(StrEnum):
    """Where a verdict was reached. `compile` is ahead of time, for a device that need not be here."""

    CASES = "cases"
    CONVERT = "convert"
    ORIGINAL = "original"
    COMPILE = "compile"
    PORT = "port"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall times; the original's run is the sum over both thread orders, the port's over its runs."""

    convert: float = 0.0
    original_build: float = 0.0
    original_run: float = 0.0
    build: float = 0.0
    run: float = 0.0
    compare: float = 0.0


@dataclass(frozen=True, slots=True)
class Determinism:
    """How far repeated runs agree, as `bitwise`, `within-tolerance`, `none`, or `not-tested`.

    original: ascending against descending thread order. port: `port_runs` runs of the same launch in `port_schedules`
    orders of its threads; in a second order the last block and thread go first.
    """

    original: str = "not-tested"
    port: str = "not-tested"
    port_runs: int = 0
    port_schedules: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One case on one device; `device` and `case` are None where it did not come that far.

    line: of the kernel in its file. reason: one line for people, empty for a pass.
    claim: how the device came to its numbers (claims.py): it `ran` the port, `interpreted` or `simulated` it, or
    is our `twin` of a device; empty where nothing ran.
    compiled: what came of compiling the port ahead of time for devices that need not be here.
    detail: what a compiler or driver said. reference: compared with what
    (`host-emulated` is the original on the CPU). outputs: the port against the original. against_reference: the
    original and the port against a NumPy reference in double precision, where the caller asked for one.
    mutants: of the kernel, the same in each of its records, where they were run.
    inputs_changed: elements of inputs that the port changed. guard_hits: bytes that it wrote around a buffer.
    work: what the device did in one run, by what it counts, where it counts anything; not part of the JSON object.
    """

    file: str
    kernel: str
    line: int
    target: str
    verdict: Verdict
    stage: Stage
    reason: str = ""
    detail: str = ""
    device: str | None = None
    device_name: str = ""
    device_driver: str = ""
    case: str | None = None
    seed: int | None = None
    grid: tuple[int, int, int] | None = None
    block: tuple[int, int, int] | None = None
    shared_bytes: int = 0
    profile: str = ""
    transkernel: str = ""
    source_sha256: str = ""
    port_sha256: str = ""
    reference: str = "host-emulated"
    seconds: Seconds = Seconds()
    determinism: Determinism = Determinism()
    outputs: tuple[Comparison, ...] = ()
    against_reference: Mapping[str, ReferenceErrors] = field(default_factory=dict)
    inputs_changed: Mapping[str, int] = field(default_factory=dict)
    guard_hits: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    mutants: MutantsResult | None = None
    claim: str = ""
    compiled: tuple[Compiled, ...] = ()
    work: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_pass(self) -> bool:
        return self.verdict is Verdict.PASS

    @property
    def max_abs(self) -> float | None:
        """The greatest absolute error over all outputs; None where nothing was compared."""
        return max((output.magnitudes.max_abs for output in self.outputs), default=None)

    @property
    def max_ulp(self) -> int | None:
        """The greatest error of a float output in ulp; None where there is none."""
        return max((o.magnitudes.max_ulp for o in self.outputs if o.magnitudes.max_ulp is not None), default=None)

    def to_json(self) -> dict[str, Any]:
        """As JSON values; a float that JSON cannot hold is the string `nan`, `inf` or `-inf`."""
        record: dict[str, Any] = {
            "kernel": self.kernel,
            "target": self.target,
            "device": self.device,
            "case": self.case,
            "seed": self.seed,
            "verdict": str(self.verdict),
            "stage": str(self.stage),
            "reason": self.reason,
            "detail": self.detail,
            "file": self.file,
            "line": self.line,
            "grid": self.grid,
            "block": self.block,
            "shared_bytes": self.shared_bytes,
            "device_name": self.device_name,
            "device_driver": self.device_driver,
            "profile": self.profile,
            "transkernel": self.transkernel,
            "source_sha256": self.source_sha256,
            "port_sha256": self.port_sha256,
            "reference": self.reference,
            **{f"{name}_seconds": round(value, 6) for name, value in asdict(self.seconds).items()},
            "determinism": asdict(self.determinism),
            "outputs": [output_to_json(output) for output in self.outputs],
            "inputs_changed": dict(self.inputs_changed),
            "guard_hits": dict(self.guard_hits),
            "diagnostics": [to_json(diagnostic) for diagnostic in self.diagnostics],
        }
        if self.claim:
            record["claim"] = self.claim
        if self.compiled:
            record["compiled"] = [asdict(each) for each in self.compiled]
        if self.against_reference:
            record["against_reference"] = {name: asdict(errors) for name, errors in self.against_reference.items()}
        if self.mutants is not None:
            record["mutants"] = self.mutants.to_json()
        plain: dict[str, Any] = json_safe(record)
        return plain


@dataclass(frozen=True, slots=True)
class ReferenceErrors:
    """Errors of one output against a reference: of the original, of the port, and how much worse the port is.

    ratio: root mean square of the port's error over the original's; None where the original has no error.
    """

    original_max_abs: float
    port_max_abs: float
    original_rmse: float
    port_rmse: float
    ratio: float | None
    original_verdict: str
    port_verdict: str


def output_to_json(output: Comparison) -> dict[str, Any]:
    """One output: its counts and magnitudes side by side, its places, its histogram also as one line of text."""
    histogram = output.magnitudes.histogram
    return {
        "name": output.name,
        "dtype": output.dtype,
        "shape": output.shape,
        "verdict": output.verdict,
        "tolerance": asdict(output.tolerance),
        **asdict(output.counts),
        **asdict(output.magnitudes),
        "sparkline": None if histogram is None else sparkline(histogram),
        "first": None if output.first is None else asdict(output.first),
        "worst": None if output.worst is None else asdict(output.worst),
        "pattern": output.pattern,
        "bitwise_equal": output.is_bitwise_equal,
        "lower_precision_suspected": output.is_lower_precision,
        "accuracy": asdict(output.accuracy),
        "distribution": None if output.distribution is None else asdict(output.distribution),
    }


def json_safe(value: Any) -> Any:
    """Tuples as lists, and floats that JSON has no word for as strings."""
    if isinstance(value, dict):
        return {key: json_safe(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_safe(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value
