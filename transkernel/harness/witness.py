"""The third witness: the original in double precision, and from it how far each side's own rounding has taken it.

A witness is believed only where it agrees with the original as far as float can: text that looks at the bits of a float
through a pointer, or counts bytes, gives another kernel when float is double. Where it is not believed there is none,
with the reason; it never decides anything by being wrong.

For a declared reduction the launch runs twice more, on the magnitudes of its inputs, which gives S, the sum of the
terms' magnitudes, and on 1/1024 of these, which must give at most S/1024: that holds for sums of products of inputs,
and for no sum of anything whose terms a magnitude would enlarge, such as exp.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transkernel.harness.bind import BoundCase, Output
from transkernel.harness.cases import Case, case_error
from transkernel.harness.dtypes import is_poison
from transkernel.harness.metrics import Floats
from transkernel.manifest import KernelEntry
from transkernel.run.cuda_host_wide import wide_launch
from transkernel.run.launch import Launch, Outcome

RunInDouble = Callable[[Launch], Outcome]

MOST_DYNAMIC_SHARED = 227 << 10  # bytes, of the CUDA host
# An element of the original further than this from the witness, of the element or of a typical one, is no rounding.
_ROUNDING_SHARE = 0.01
_MOST_UNLIKE = 0.01  # of all elements; a comparison of two floats may go the other way in double
_SCALE = 2.0**-10


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """values: of each float32 output that has a witness, in double. sums: S of each, where a reduction is declared.

    reasons: of each other float output, why it has none.
    """

    values: Mapping[str, Floats] = field(default_factory=dict)
    sums: Mapping[str, Floats] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def take_witness(case: Case, entry: KernelEntry, bound: BoundCase, original: Outcome, run: RunInDouble) -> Witness:
    """The witness of a case whose original ran. Raises CaseError where a declared reduction is none."""
    reasons = {output.name: _why_not(output) for output in bound.outputs if _is_float(output)}
    wanted = [output for output in bound.outputs if reasons.get(output.name) == ""]
    problem = _unsuitable(entry, bound.launch) if wanted else ""
    outcome = run(wide_launch(bound.launch)) if wanted and not problem else None
    if outcome is not None and outcome.status != "ok":
        problem = f"the original does not run in double precision: {_first_line(outcome.message)}"
    values: dict[str, Floats] = {}
    for output in wanted:
        reasons[output.name] = problem
        if outcome is not None and not problem:
            values[output.name] = outcome.arrays[output.name]
            reasons[output.name] = _unlike(original.arrays[output.name], values[output.name], output)
    believed = {name: array for name, array in values.items() if not reasons[name]}
    sums = _sums(case, bound, believed, run) if case.tolerance is not None and case.tolerance.depth else {}
    return Witness(believed, sums, {name: reason for name, reason in reasons.items() if reason})


def _is_float(output: Output) -> bool:
    return "float" in output.dtype or any("float" in each.dtype for each in output.fields)


def _why_not(output: Output) -> str:
    if output.fields:
        return "a struct has another layout when float is double"
    if output.dtype == "float64":
        return "the original computes it in double precision itself"
    return "" if output.dtype == "float32" else "16-bit results are rounded in double precision too"


def _unsuitable(entry: KernelEntry, launch: Launch) -> str:
    """What of the launch cannot be made of doubles, or the empty string."""
    for param in entry.params:
        if any("float32" in (each.dtype, each.pointee) for each in param.fields):
            return f"the struct `{param.name}` has another layout when float is double"
    if 2 * launch.shared_bytes > MOST_DYNAMIC_SHARED:
        return "its dynamic shared memory would be too large when float is double"
    return ""


def _unlike(original: NDArray[Any], values: Floats, output: Output) -> str:
    """Why the witness is not to be believed, or the empty string."""
    if values.shape != original.shape or values.dtype != np.float64:
        return "the original in double precision gave no doubles"
    share = float(np.mean(~is_alike(original, values) & written(original, output))) if original.size else 0.0
    if share <= _MOST_UNLIKE:
        return ""
    return f"in double precision {share:.0%} of the elements are others: it looks at bits, or counts bytes"


def written(original: NDArray[Any], output: Output) -> NDArray[np.bool_]:
    """Where the original replaced the poison."""
    everywhere: NDArray[np.bool_] = np.ones(original.shape, np.bool_)
    return ~is_poison(original, output.dtype) if output.is_poisoned else everywhere


def is_alike(original: NDArray[Any], values: Floats) -> NDArray[np.bool_]:
    """Where both are the same but for rounding: finite and near, or the same NaN or infinity once rounded to float."""
    with np.errstate(all="ignore"):
        rounded = values.astype(original.dtype).astype(np.float64)
        single = original.astype(np.float64)
        finite = np.isfinite(single) & np.isfinite(rounded)
        size = np.abs(values[finite])
        typical = float(np.median(size[size > 0])) if np.any(size > 0) else 0.0
        near = np.zeros(original.shape, np.bool_)
        near[finite] = np.abs(single[finite] - values[finite]) <= _ROUNDING_SHARE * (size + typical)
        same = (single == rounded) | (np.isnan(single) & np.isnan(rounded))
    return np.asarray(near | (~finite & same))


# --- declared reductions


def _sums(case: Case, bound: BoundCase, values: Mapping[str, Floats], run: RunInDouble) -> dict[str, Floats]:
    """S of each output. Raises CaseError where it is no sum of products of inputs."""
    if not values:
        return {}
    whole, small = (_on_magnitudes(bound, scale, run) for scale in (1.0, _SCALE))
    if whole is None or small is None:
        raise _no_reduction(case, "the original does not run on the magnitudes of its inputs")
    sums: dict[str, Floats] = {}
    for name, array in values.items():
        finite = np.isfinite(array)
        slack = 1 + 1e-9
        if np.any(whole[name][finite] * slack < np.abs(array[finite])):
            raise _no_reduction(case, f"`{name}` is larger than what the magnitudes of its inputs add up to")
        if np.any(np.abs(small[name][finite]) > slack * _SCALE * whole[name][finite]):
            raise _no_reduction(case, f"`{name}` is no sum of products of inputs: it does not vanish with them")
        sums[name] = whole[name]
    return sums


def _on_magnitudes(bound: BoundCase, scale: float, run: RunInDouble) -> dict[str, Floats] | None:
    poisoned = {output.name for output in bound.outputs if output.is_poisoned}
    launch = bound.launch
    replaced = {
        buffer.name: np.abs(buffer.array.astype(np.float64)) * scale
        for buffer in (*launch.buffers(), *launch.symbols)
        if buffer.array.dtype == np.float32 and buffer.name not in poisoned
    }
    outcome = run(wide_launch(launch, replaced))
    return outcome.arrays if outcome.status == "ok" else None


def _no_reduction(case: Case, message: str) -> Exception:
    assert case.tolerance is not None
    return case_error("TK0619", message, case.tolerance.span)


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line), lines[0] if lines else "no reason was given")[:200]
